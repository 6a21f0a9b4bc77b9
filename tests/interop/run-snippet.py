"""Runs a snippet of Python, then writes what it gave as Parquet.

Arguments: the file of the snippet, the file of the result, and tables for Spark to read: pairs of a path and the folder
for its rows. The result is the value of the snippet's last line, when that is a data frame of pandas.
"""
import ast
import sys

snippet, result, *tables = sys.argv[1:]
names = {}
code = ast.parse(open(snippet).read())
last = code.body.pop() if isinstance(code.body[-1], ast.Expr) else None
exec(compile(code, snippet, "exec"), names)
if last is not None:
    value = eval(compile(ast.Expression(last.value), snippet, "eval"), names)
    if hasattr(value, "to_parquet"):
        value.to_parquet(result)
for table, folder in zip(tables[::2], tables[1::2]):
    names["spark"].read.format("delta").load(table).write.parquet(folder)
