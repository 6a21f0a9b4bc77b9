"""Reads every version of Delta tables with delta-rs and writes each as Parquet.

Arguments: the folder of the lake, the folder for the results. Prints a JSON list of {table, version, file, columns}.
"""
import json
import os
import sys

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import DeltaTable

lake, results = sys.argv[1:]
found = []
for folder, names, _ in os.walk(lake):
    if "_delta_log" not in names:
        continue
    names.clear()
    table = os.path.relpath(folder, lake)
    for version in range(DeltaTable(folder).version() + 1):
        snapshot = DeltaTable(folder, version=version)
        rows = pa.table(snapshot.to_pyarrow_table())
        file = os.path.join(results, f"{len(found)}.parquet")
        pq.write_table(rows, file)
        columns = [[field.name, str(field.type)] for field in snapshot.schema().fields]
        found.append({"table": table, "version": version, "file": file, "columns": columns})
print(json.dumps(found))
