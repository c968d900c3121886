#!/usr/bin/env python3
"""sql/queries/*.sql and sql/migrations/*.sql -> queries.gen.h, queries.gen.c (--c DIR): named queries as an enum and a table.

In a query file each query begins with `-- name: the_name [flag...]` and ends at the next one. It serves every engine, unless a file
NAME.postgres.sql has a query of the same name, which then is PostgreSQL's own; one that is only there is unknown to the others.
Flags: `lock` (a writer locks the rows that it reads), `bulk` (an INSERT of rows that come in great numbers), `key` (an INSERT
whose row gets its key from the database: db_last_id).
A migration NNNN_title.sql is SQLite's; NNNN_title.postgres.sql is the same step for PostgreSQL.
"""
import glob
import os
import re

from common import ROOT, c_string, option, put


ENGINES = ["sqlite", "postgres"]  # enum db_engine
FLAGS = ["lock", "bulk", "key"]


def engine_of(path):
    return "postgres" if path.endswith(".postgres.sql") else "sqlite"


def queries():
    """name -> {"flags": set, "sqlite": text, "postgres": text}; a text may be missing."""
    found = {}
    paths = sorted(glob.glob(os.path.join(ROOT, "sql/queries/*.sql")), key=lambda p: (ENGINES.index(engine_of(p)), p))
    for path in paths:
        engine = engine_of(path)
        text = open(path, encoding="utf-8").read()
        for name, flags, body in re.findall(r"^-- name: (\w+)([ \w]*)\n(.*?)(?=^-- name: |\Z)", text, re.S | re.M):
            query = found.setdefault(name, {"flags": set()})
            assert engine not in query, f"{path}: {name} is there twice"
            assert set(flags.split()) <= set(FLAGS), f"{path}: {name}: flags are {FLAGS}"
            lines = [re.sub(r"\s*--.*$", "", line).strip() for line in body.splitlines()]
            query[engine] = " ".join(line for line in lines if line)
            query["flags"] |= set(flags.split())
            if engine == "sqlite":
                query.setdefault("shared", query[engine])
    for query in found.values():
        query.setdefault("postgres", query.get("shared"))
    return found


def migrations():
    steps = {}
    for path in sorted(glob.glob(os.path.join(ROOT, "sql/migrations/*.sql"))):
        number, title = re.match(r"(\d{4})_(\w+)(?:\.postgres)?\.sql", os.path.basename(path)).groups()
        steps.setdefault((int(number), title), {})[engine_of(path)] = open(path, encoding="utf-8").read()
    assert [number for number, _ in sorted(steps)] == list(range(1, len(steps) + 1)), "migrations must be numbered 1, 2, 3 ..."
    return [(number, title, steps[number, title]) for number, title in sorted(steps)]


def lines_of(sql):
    return "\n".join("      " + c_string(line + "\n") for line in sql.splitlines())


def text_of(query, engine):
    return c_string(query[engine]) if query.get(engine) else "NULL"


def flags_of(query):
    return " | ".join("QUERY_" + f.upper() for f in FLAGS if f in query["flags"]) or "0"


def main():
    out = option("--c")
    found = queries()
    names = "".join(f"    Q_{n.upper()},\n" for n in found)
    flags = ", ".join(f"QUERY_{f.upper()} = {1 << i}" for i, f in enumerate(FLAGS))
    engines = ", ".join("DB_" + e.upper() for e in ENGINES)
    put(os.path.join(out, "queries.gen.h"),
        "/* Made from sql/ by tools/gen/queries.py. */\n#ifndef QUERIES_GEN_H\n#define QUERIES_GEN_H\n\n"
        f"enum db_engine {{ {engines}, DB_ENGINES }};\n\n"
        f"enum query_id {{\n{names}    Q_COUNT\n}};\n\n"
        f"enum query_flags {{ {flags} }};\n\n"
        "/* sql: one text for each engine; NULL: it has no such query. */\n"
        "struct query_text {\n    const char *name;\n    unsigned flags;\n    const char *sql[DB_ENGINES];\n};\nextern const struct query_text query_texts[];\n\n"
        "struct migration {\n    int number;\n    const char *title, *sql[DB_ENGINES];\n};\nextern const struct migration migrations[];\n"
        "extern const int migration_count;\n\n#endif\n")
    rows = "".join("    [Q_%s] = {%s, %s, {%s}},\n" % (n.upper(), c_string(n), flags_of(q), ", ".join(text_of(q, e) for e in ENGINES))
                   for n, q in found.items())
    steps = "".join("    {%d, %s, {\n%s}},\n" % (number, c_string(title), ",\n".join(lines_of(texts[e]) if e in texts else "      NULL" for e in ENGINES))
                    for number, title, texts in migrations())
    put(os.path.join(out, "queries.gen.c"),
        "/* Made from sql/ by tools/gen/queries.py. */\n#include \"queries.gen.h\"\n#include <stddef.h>\n\n"
        f"const struct query_text query_texts[] = {{\n{rows}}};\n\n"
        f"const struct migration migrations[] = {{\n{steps}}};\nconst int migration_count = (int)(sizeof migrations / sizeof migrations[0]);\n")


main()
