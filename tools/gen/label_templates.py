#!/usr/bin/env python3
"""spec/labels/*.json -> label_templates.gen.h, label_templates.gen.c (--c DIR): the ready templates of labels, by the names of their files."""
import glob
import json
import os

from common import ROOT, c_string, option, put

HEADER = """/* Made from spec/labels by tools/gen/label_templates.py. */
#ifndef LABEL_TEMPLATES_GEN_H
#define LABEL_TEMPLATES_GEN_H

#include <stddef.h>

struct label_ready {
    const char *id;   /* "avery-l7159-unit" */
    const char *json; /* the template */
};
enum { LABEL_READY = %d };
extern const struct label_ready label_ready[LABEL_READY];

#endif
"""

SOURCE = """/* Made from spec/labels by tools/gen/label_templates.py. */
#include "label_templates.gen.h"

const struct label_ready label_ready[LABEL_READY] = {
%s};
"""


def compact(path):
    with open(path, encoding="utf-8") as f:
        return json.dumps(json.load(f), ensure_ascii=False, separators=(",", ":"))


def main():
    rows = [(os.path.basename(p)[:-5], compact(p)) for p in sorted(glob.glob(os.path.join(ROOT, "spec/labels/*.json")))]
    put(os.path.join(option("--c"), "label_templates.gen.h"), HEADER % len(rows))
    put(os.path.join(option("--c"), "label_templates.gen.c"),
        SOURCE % "".join(f"    {{{c_string(name)},\n     {c_string(text)}}},\n" for name, text in rows))


main()
