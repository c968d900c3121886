#!/usr/bin/env python3
"""spec/refusals.json -> refusals.gen.h, refusals.gen.c (--c DIR) or docs/reference/refusals.md (without; --check compares)."""
import os

from common import c_string, option, page, put, spec

R = spec("refusals.json")["refusals"]


def header():
    codes = ",\n".join(f"    REFUSED_{r['name'].upper()}" for r in R)
    return ("/* Made from spec/refusals.json by tools/gen/refusals.py. */\n#ifndef REFUSALS_GEN_H\n#define REFUSALS_GEN_H\n\n"
            f"enum refusal_code {{\n    REFUSED_NOT, /* not refused */\n{codes},\n    REFUSED_COUNT\n}};\n\n#endif\n")


def source():
    rows = "".join(f"    [REFUSED_{r['name'].upper()}] = {{{c_string(r['name'])}, {r['status']}, {c_string(r['title'])},\n"
                   f"        {c_string(r['says'])}}},\n" for r in R)
    return ("/* Made from spec/refusals.json by tools/gen/refusals.py. */\n#include \"domain/refusal.h\"\n\n"
            "const struct refusal_text refusal_texts[] = {\n    [REFUSED_NOT] = {\"ok\", 200, \"Not refused\", \"\"},\n" + rows + "};\n")


def reference():
    out = ["# Refusals", "", "Every refusal has a name that is the same in C, in the `code` member of a problem document, on the command line and here.",
           "", "Made from `spec/refusals.json` by `tools/gen/refusals.py`; do not edit.", "",
           "| name | HTTP | title | what to do |", "| --- | --- | --- | --- |"]
    out += [f"| `{r['name']}` | {r['status']} | {r['title']} | {r['says']} |" for r in R]
    return "\n".join(out) + "\n"


def main():
    names = [r["name"] for r in R]
    assert len(set(names)) == len(names)
    out = option("--c")
    if out:
        put(os.path.join(out, "refusals.gen.h"), header())
        put(os.path.join(out, "refusals.gen.c"), source())
    else:
        page("docs/reference/refusals.md", reference())


main()
