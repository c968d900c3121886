"""The bench in its short form: it runs to the end, each figure is there, its JSON can be read. How quick things are is no matter
of a test: other things happen on the machine that tests run on."""
import json
import os
import subprocess
import sys
import tempfile

FACTS = {"loading over HTTP", "database per received unit", "start of the server", "peak memory of the server"}
# One figure of each measurement; the others come with it.
EXPECTED = FACTS | {
    "scan, 64 connections", "scan, 1 connection, p50", "look-up by serial, 64 connections", "look-up by suffix, 1 connection, p99",
    "look-up by identifier, 64 connections, p99", "look-up with last 20 events, 64 connections", "stock by product and status",
    "list: lot", "trace of a lot, first page", "trace of a lot, all", "history of 1,000 events, first page",
    "history of 1,000 events, all", "scan of a serial, 64 connections",
    "scan of an element string, 1 connection, p50", "scan of a Digital Link, 64 connections", "labels to PDF in one document",
    "element strings read", "Digital Links read", "1,000 numbers in a sequence", "1,000 numbers at random", "1,000 numbers as a pool", "receive 1", "move 100", "ship 1,000"}


def check(good, text):
    if not good:
        sys.exit(f"failed: {text}")


def main():
    bench, serno = sys.argv[1:3]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "figures.json")
        done = subprocess.run([bench, "--short", "--sizes", "1k,2k", "--dir", folder, "--serno", serno, "--json", path],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        print(done.stdout)
        check(done.returncode == 0, f"serno-bench ended with {done.returncode}")
        with open(path, encoding="utf-8") as file:
            report = json.load(file)
        check(os.listdir(folder) == ["figures.json"], "it left something behind")
    figures = report["figures"]
    for size in (1000, 2000):
        names = {f["name"] for f in figures if f["units"] == size}
        check(EXPECTED <= names, f"missing at {size}: {sorted(EXPECTED - names)}")
    for figure in figures:
        check(figure["value"] > 0, f"no value: {figure}")
        if figure["name"] not in FACTS:
            check(figure["raw"] > 0 and figure["ratio"] > 0, f"nothing to compare with: {figure}")
        for promise in figure["promises"]:
            check(promise["wanted"] and isinstance(promise["kept"], bool), f"odd promise: {figure}")
    print(f"figure: {len(figures)} figures, each beside its raw limit")


main()
