#!/usr/bin/env python3
"""Run a test on PostgreSQL: with_postgres.py PROGRAM [ARGUMENT...], or a script of Python in place of the program.

SERNO_POSTGRES is the URL of a running cluster's database (./dev test starts one for all tests); without it a private cluster is
started for this command alone. The command finds the URL in SERNO_TEST_POSTGRES.
"""
import os
import signal
import subprocess
import sys

import postgres


def main():
    command = ([sys.executable] if sys.argv[1].endswith(".py") else []) + sys.argv[1:]
    url = os.environ.get("SERNO_POSTGRES")
    if url:
        os.environ["SERNO_TEST_POSTGRES"] = url
        os.execvp(command[0], command)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    try:
        with postgres.Cluster() as cluster:
            sys.exit(subprocess.run(command, env={**os.environ, "SERNO_TEST_POSTGRES": cluster.url()}, check=False).returncode)
    except postgres.Failed as failed:
        sys.exit(f"with_postgres.py: {failed}")


if __name__ == "__main__":
    main()
