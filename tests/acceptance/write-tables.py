"""Writes the tables below `tables` with delta-rs (pip install deltalake==1.6.6 pyarrow), and what it reads from them."""
import datetime
import decimal
import json
import os
import shutil
import sys

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, Transaction, write_deltalake

root = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "tables")
utc = datetime.timezone.utc


def expect(name, versions):
    found = []
    for version in versions:
        table = DeltaTable(f"{root}/{name}", version=version)
        files = sorted(os.path.relpath(uri, f"{root}/{name}") for uri in table.file_uris())
        ids = sorted(table.to_pyarrow_table()["id"].to_pylist())
        found.append({"version": version, "files": files, "ids": ids})
    with open(f"{root}/{name}/expected.json", "w") as file:
        json.dump(found, file, ensure_ascii=False, indent=1)


def ids(*values):
    return pa.array(values, pa.int64())


def cursor(version):
    return CommitProperties(app_transactions=[Transaction("app", version)])


def values():
    """Partition values, 64-bit numbers and statistics of all kinds; a removal; a checkpoint in the middle."""
    path = f"{root}/values"
    rows = pa.table({
        "id": ids(1, 2, 3, 4),
        "p": ["a/b c%=:?#&é", "x😀", None, "%20"],
        "day": [datetime.date(2025, 1, 1), None, datetime.date(1969, 12, 31), datetime.date(9999, 12, 31)],
        "at": pa.array([
            datetime.datetime(2025, 1, 1, 1, 2, 3, 456789, utc),
            datetime.datetime(1969, 12, 31, 23, 59, 59, 123456, utc),
            None,
            datetime.datetime(9999, 12, 31, tzinfo=utc),
        ], pa.timestamp("us", "UTC")),
        "big": ids(9007199254740993, -9223372036854775808, None, 9223372036854775807),
        "dec": pa.array([
            decimal.Decimal("12345678901234567890.1234567890"), None, decimal.Decimal("-0.0000000001"), decimal.Decimal("1"),
        ], pa.decimal128(38, 10)),
        "s": ["a" * 40, None, "\U0010ffff" * 40, "é"],
        "d": [float("nan"), -0.0, 1.5, None],
        "b": [True, False, None, True],
        "n": pa.array(
            [{"x": 1, "y": ["a", None]}, None, {"x": None, "y": []}, {"x": 4, "y": None}],
            pa.struct([("x", pa.int32()), ("y", pa.list_(pa.string()))]),
        ),
    })
    write_deltalake(path, rows, partition_by=["p", "day", "at"], commit_properties=cursor(9007199254740993))
    write_deltalake(path, rows.slice(0, 2).set_column(0, "id", ids(5, 6)), mode="append")
    DeltaTable(path).delete("id = 1")
    DeltaTable(path).create_checkpoint()
    last = rows.slice(2, 1).set_column(0, "id", ids(7))
    write_deltalake(path, last, mode="append", commit_properties=cursor(9007199254740994))
    expect("values", range(4))


def evolved():
    """A column added, files optimized, the commits before the checkpoint gone, all rows replaced."""
    path = f"{root}/evolved"
    for i in range(5):
        write_deltalake(path, pa.table({"id": ids(i)}), mode="append")
    write_deltalake(path, pa.table({"id": ids(5), "extra": ["x"]}), mode="append", schema_mode="merge")
    DeltaTable(path).optimize.compact()
    DeltaTable(path).create_checkpoint()
    write_deltalake(path, pa.table({"id": ids(9), "extra": ["y"]}), mode="overwrite")
    expect("evolved", [6, 7])
    for version in range(6):
        os.remove(f"{path}/_delta_log/{version:020d}.json")


def wall_clock():
    """Timestamps without a zone, which need table features."""
    path = f"{root}/wall-clock"
    at = pa.array([datetime.datetime(2025, 1, 1, 1, 2, 3, 456789)], pa.timestamp("us"))
    write_deltalake(path, pa.table({"id": ids(1), "at": at}))
    DeltaTable(path).create_checkpoint()
    expect("wall-clock", [0])


shutil.rmtree(root, ignore_errors=True)
os.makedirs(root)
values()
evolved()
wall_clock()
