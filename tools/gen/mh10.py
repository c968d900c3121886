#!/usr/bin/env python3
"""spec/mh10.json -> mh10.gen.h, mh10.gen.c (--c DIR) or docs/reference/data-identifiers.md (without; --check compares)."""
import os

from common import c_string, option, page, put, spec

ROWS = spec("mh10.json")["identifiers"]
FORMS = {"text": "any characters", "number": "a number", "quantity": "a number, and perhaps a unit", "date6": "YYMMDD", "date8": "YYYYMMDD"}
MADE = "/* Made from spec/mh10.json by tools/gen/mh10.py. */\n"


def header():
    return (MADE + "#ifndef MH10_GEN_H\n#define MH10_GEN_H\n\n"
            f"enum mh10_form {{ {', '.join('MH10_' + f.upper() for f in FORMS)} }};\n\n"
            f"enum {{ MH10_ROWS = {len(ROWS)} }};\n\n#endif\n")


def c_row(row):
    field = f"GS1_FIELD_{row['field'].upper()}" if "field" in row else "GS1_FIELD_COUNT_OF"
    return f"    {{{c_string(row['di'])}, {c_string(row['title'])}, MH10_{row['form'].upper()}, {field}}},\n"


def source():
    return (MADE + "#include \"gs1/mh10.h\"\n\nconst struct gs1_mh10 gs1_mh10_table[MH10_ROWS] = {\n" + "".join(map(c_row, ROWS)) + "};\n")


def reference():
    out = ["# Data identifiers", "",
           "Data identifiers of ANSI MH10.8.2 that `src/gs1/` has a name for, as automotive (VDA 4994, Odette GTL) and electronics labels carry them in "
           "ISO/IEC 15434 messages. Others are read too, and shown without a title.", "",
           "Made from `spec/mh10.json` by `tools/gen/mh10.py`; do not edit.", "",
           "| identifier | title | form | field |", "| --- | --- | --- | --- |"]
    out += [f"| {r['di']} | {r['title']} | {FORMS[r['form']]} | {r.get('field', '')} |" for r in ROWS]
    return "\n".join(out) + "\n"


def main():
    assert len({r["di"] for r in ROWS}) == len(ROWS)
    assert all(r["form"] in FORMS for r in ROWS)
    out = option("--c")
    if out:
        put(os.path.join(out, "mh10.gen.h"), header())
        put(os.path.join(out, "mh10.gen.c"), source())
    else:
        page("docs/reference/data-identifiers.md", reference())


main()
