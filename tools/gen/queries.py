#!/usr/bin/env python3
"""sql/queries/*.sql and sql/migrations/*.sql -> queries.gen.h, queries.gen.c (--c DIR): named queries as an enum and a table.

In a query file each query begins with `-- name: the_name` and ends at the next one. A file NAME.postgres.sql replaces queries of
the same name for that engine (used when the driver exists); the others serve both.
"""
import glob
import os
import re

from common import ROOT, c_string, option, put


def queries():
    found = {}
    for path in sorted(glob.glob(os.path.join(ROOT, "sql/queries/*.sql"))):
        if path.endswith(".postgres.sql"):
            continue
        text = open(path, encoding="utf-8").read()
        for name, body in re.findall(r"^-- name: (\w+)\n(.*?)(?=^-- name: |\Z)", text, re.S | re.M):
            assert name not in found, f"{path}: {name} is there twice"
            lines = [re.sub(r"\s*--.*$", "", line).strip() for line in body.splitlines()]
            found[name] = " ".join(line for line in lines if line)
    return found


def migrations():
    out = []
    for path in sorted(glob.glob(os.path.join(ROOT, "sql/migrations/*.sql"))):
        number, title = re.match(r"(\d{4})_(\w+)\.sql", os.path.basename(path)).groups()
        out.append((int(number), title, open(path, encoding="utf-8").read()))
    assert [m[0] for m in out] == list(range(1, len(out) + 1)), "migrations must be numbered 1, 2, 3 ..."
    return out


def main():
    out = option("--c")
    found = queries()
    names = "".join(f"    Q_{n.upper()},\n" for n in found)
    put(os.path.join(out, "queries.gen.h"),
        "/* Made from sql/ by tools/gen/queries.py. */\n#ifndef QUERIES_GEN_H\n#define QUERIES_GEN_H\n\n"
        f"enum query_id {{\n{names}    Q_COUNT\n}};\n\n"
        "struct query_text {\n    const char *name, *sql;\n};\nextern const struct query_text query_texts[];\n\n"
        "struct migration {\n    int number;\n    const char *title, *sql;\n};\nextern const struct migration migrations[];\n"
        "extern const int migration_count;\n\n#endif\n")
    rows = "".join(f"    [Q_{n.upper()}] = {{{c_string(n)}, {c_string(sql)}}},\n" for n, sql in found.items())
    steps = "".join("    {%d, %s,\n%s},\n" % (number, c_string(title), "\n".join("     " + c_string(line + "\n") for line in sql.splitlines()))
                    for number, title, sql in migrations())
    put(os.path.join(out, "queries.gen.c"),
        "/* Made from sql/ by tools/gen/queries.py. */\n#include \"queries.gen.h\"\n\n"
        f"const struct query_text query_texts[] = {{\n{rows}}};\n\n"
        f"const struct migration migrations[] = {{\n{steps}}};\nconst int migration_count = (int)(sizeof migrations / sizeof migrations[0]);\n")


main()
