"""Reads every Delta table below a folder, again and again, until standard input closes.

Prints one JSON object at the end: how many reads there were, and what was ever broken. A table that two reads see with
fewer versions, or that cannot be read at its latest version, is broken.
"""
import json
import os
import sys
import threading

from deltalake import DeltaTable

stop = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()

reads = 0
broken = []
versions = {}


def tables(root):
    for folder, names, _ in os.walk(root):
        if "_delta_log" in names:
            names.clear()
            log = os.path.join(folder, "_delta_log")
            if any(name.endswith(".json") and name[:20].isdigit() for name in os.listdir(log)):
                yield folder


def read(folder):
    table = DeltaTable(folder)
    version = table.version()
    if version < versions.get(folder, 0):
        raise RuntimeError(f"version {version} after {versions[folder]}")
    versions[folder] = version
    table.to_pyarrow_table().validate(full=True)


while not stop.is_set():
    for folder in tables(sys.argv[1]):
        try:
            read(folder)
            reads += 1
        except Exception as error:  # every failure is a finding
            broken.append(f"{folder} v{versions.get(folder)}: {error}")
    stop.wait(0.05)

print(json.dumps({"reads": reads, "tables": len(versions), "broken": broken[:20]}))
