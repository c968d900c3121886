#!/usr/bin/env python3
"""A file -> STEM.gen.h, STEM.gen.c with its bytes as NAME[] and NAME_size.

usage: embed.py --c DIR --stem openapi --name openapi_yaml --from spec/openapi.yaml
"""
import os

from common import ROOT, option, put

HEADER = """/* Made from {source} by tools/gen/embed.py. */
#ifndef {guard}
#define {guard}

#include <stddef.h>

extern const char {name}[]; /* a NUL follows */
extern const size_t {name}_size;

#endif
"""

SOURCE = """/* Made from {source} by tools/gen/embed.py. */
#include "{stem}.gen.h"

const char {name}[] = {{
{rows}    0}};
const size_t {name}_size = {size};
"""


def signed(byte):
    return byte if byte < 128 else byte - 256


def main():
    out, stem, name, source = (option(o) for o in ("--c", "--stem", "--name", "--from"))
    with open(os.path.join(ROOT, source), "rb") as f:
        data = f.read()
    rows = "".join("    " + ", ".join(str(signed(b)) for b in data[at:at + 24]) + ",\n" for at in range(0, len(data), 24))
    words = {"source": source, "stem": stem, "name": name, "guard": stem.upper() + "_GEN_H", "rows": rows, "size": len(data)}
    put(os.path.join(out, stem + ".gen.h"), HEADER.format(**words))
    put(os.path.join(out, stem + ".gen.c"), SOURCE.format(**words))


main()
