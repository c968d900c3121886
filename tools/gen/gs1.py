#!/usr/bin/env python3
"""spec/gs1.json -> gs1.gen.h, gs1.gen.c (--c DIR) or docs/reference/gs1.md (without; --check compares)."""
import os

from common import c_string, option, page, put, spec

G = spec("gs1.json")
ROWS = G["identifiers"]
CHECKS = ["csum", "csumalpha", "gcppos1", "gcppos2", "yymmdd", "yymmd0", "yyyymmdd", "hh", "mi", "ss", "hhmi", "iso3166", "iso3166999",
          "iso3166alpha2", "iso4217", "iso5218", "mediatype", "packagetype", "yesno", "winding", "zero", "nonzero", "nozeroprefix",
          "hasnondigit", "hyphen", "importeridx", "pcenc", "latitude", "longitude", "pieceoftotal", "posinseqslash", "iban", "couponcode",
          "couponposoffer"]
WORDS = (len(ROWS) + 63) // 64
MADE = "/* Made from spec/gs1.json by tools/gen/gs1.py. */\n"


def ends(row):
    first, _, last = row["ai"].partition("-")
    return first, last or first


def numbers(row):
    first, last = ends(row)
    return [str(n).zfill(len(first)) for n in range(int(first), int(last) + 1)]


def matching(pattern):
    """Rows of the AIs that a pattern (01, 310n, 31nn) stands for."""
    stem = pattern.rstrip("n")
    rows = [i for i, r in enumerate(ROWS) if any(n.startswith(stem) and len(n) == len(pattern) for n in numbers(r))]
    assert rows, pattern
    assert all(n.startswith(stem) for i in rows for n in numbers(ROWS[i])), f"{pattern} covers a row in part"
    return rows


def mask(rows):
    words = [0] * WORDS
    for i in rows:
        words[i // 64] |= 1 << i % 64
    return "{" + ", ".join(f"0x{w:x}" for w in words) + "}"


def bounds(part):
    return (part["length"], part["length"]) if "length" in part else (1, part["max"])


def c_part(part):
    low, high = bounds(part)
    checks = part.get("checks", [])
    assert len(checks) <= 3
    fields = [f"GS1_SET_{part['set']}", str(low), str(high), "true" if part.get("optional") else "false"]
    return "{" + ", ".join(fields) + ", {" + (", ".join(f"GS1_CHECK_{c.upper()}" for c in checks) or "0") + "}}"


def c_group(group):
    masks = [mask(matching(word)) for word in group.split("+")]
    return f"{{.all = {{{', '.join(masks)}}}, .count = {len(masks)}}}"


def c_needs(i, row):
    """Arrays of their own for what a row requires: what counts alone is a mask, groups stand one by one."""
    out, needs = "", []
    for n, alternatives in enumerate(row["requires"]):
        groups = [a for a in alternatives if "+" in a]
        name = f"groups_{i}_{n}"
        if groups:
            out += f"static const struct gs1_group {name}[] = {{" + ", ".join(map(c_group, groups)) + "};\n"
        alone = mask([r for a in alternatives if "+" not in a for r in matching(a)])
        text = " or ".join("(" + a.replace("+", ") with (") + ")" for a in alternatives)
        needs.append(f"{{{alone}, {name if groups else 'NULL'}, {len(groups)}, {c_string(text)}}}")
    return out + f"static const struct gs1_need needs_{i}[] = {{" + ", ".join(needs) + "};\n"


def c_row(i, row):
    first, last = ends(row)
    parts = row["parts"]
    low = sum(0 if p.get("optional") else bounds(p)[0] for p in parts)
    high = sum(bounds(p)[1] for p in parts)
    excluded = [r for e in row.get("excludes", []) for r in matching(e)]
    sequences = row.get("key", [])
    by_number = {ends(r)[0]: n for n, r in enumerate(ROWS)}
    f = [f".first = \"{first}\"", f".last = \"{last}\"", f".digits = {len(first)}", f".row = {i}", f".title = {c_string(row['title'])}",
         f".min = {low}", f".max = {high}", f".part_count = {len(parts)}", ".parts = {" + ", ".join(map(c_part, parts)) + "}"]
    f += [f".{flag} = true" for flag in ("predefined", "attribute") if row.get(flag)]
    if "key" in row:
        f.append(".key = true")
    if "name" in row:
        f.append(f".name = {c_string(row['name'])}")
    if sequences:
        lists = ["{" + ", ".join(str(by_number[q] + 1) for q in s) + "}" for s in sequences]
        f.append(".qualifiers = {" + ", ".join(lists) + "}")
        f.append(f".sequences = {len(sequences)}")
    if excluded:
        f.append(f".excludes = {mask([r for r in excluded if r != i])}")
        if i in excluded:
            f.append(".excludes_siblings = true")
    if "requires" in row:
        f.append(f".needs = needs_{i}")
        f.append(f".need_count = {len(row['requires'])}")
    return "    {" + ",\n        ".join(f) + "},\n"


def prefixes():
    """By the first two digits of an AI: how many digits it has, and where its block of the slots begins."""
    table, slots = [], []
    for prefix in (f"{n:02}" for n in range(100)):
        of = {n: i for i, r in enumerate(ROWS) for n in numbers(r) if n.startswith(prefix)}
        lengths = {len(n) for n in of}
        assert len(lengths) <= 1, prefix
        digits = lengths.pop() if lengths else 0
        table.append(f"    {{{digits}, {len(slots)}}},\n")
        if digits:
            slots += [of.get(prefix + (str(n).zfill(digits - 2) if digits > 2 else ""), -1) + 1 for n in range(10 ** (digits - 2))]
    return "".join(table), slots


def header():
    rules = ",\n".join(f"    GS1_RULE_{r['name'].upper()}" for r in G["rules"])
    checks = ",\n".join(f"    GS1_CHECK_{c.upper()}" for c in CHECKS)
    return (MADE + "#ifndef GS1_GEN_H\n#define GS1_GEN_H\n\n"
            f"enum gs1_rule {{\n    GS1_RULE_NONE, /* all is well */\n{rules},\n    GS1_RULE_COUNT\n}};\n\n"
            f"enum gs1_check {{\n    GS1_CHECK_NONE,\n{checks},\n    GS1_CHECK_COUNT\n}};\n\n"
            f"enum {{ GS1_AI_ROWS = {len(ROWS)}, GS1_AI_WORDS = {WORDS} }};\n\n#endif\n")


def codes():
    out = ""
    for name, text in G["codes"].items():
        words = sorted(text.split())
        out += f"const char *const gs1_{name}[] = {{\n    " + ", ".join(map(c_string, words)) + f"}};\nconst size_t gs1_{name}_count = {len(words)};\n\n"
    return out


def source():
    table, slots = prefixes()
    assert len(ROWS) < 255
    rules = "".join(f"    [GS1_RULE_{r['name'].upper()}] = {{{c_string(r['name'])}, {c_string(r['says'])}}},\n" for r in G["rules"])
    return (MADE + "#include \"gs1/ai.h\"\n#include \"gs1/codes.h\"\n#include \"gs1/problem.h\"\n\n"
            "const struct gs1_rule_text gs1_rule_texts[GS1_RULE_COUNT] = {\n    [GS1_RULE_NONE] = {\"ok\", \"\"},\n" + rules + "};\n\n"
            + "".join(c_needs(i, r) for i, r in enumerate(ROWS) if "requires" in r) + "\n"
            "const struct gs1_ai gs1_ai_table[GS1_AI_ROWS] = {\n" + "".join(c_row(i, r) for i, r in enumerate(ROWS)) + "};\n\n"
            "const struct gs1_prefix gs1_prefixes[100] = {\n" + table + "};\n\n"
            "const uint8_t gs1_slots[] = {\n    " + ", ".join(map(str, slots)) + "};\n\n" + codes())


def form(row):
    out = []
    for p in row["parts"]:
        text = p["set"] + (str(p["length"]) if "length" in p else f"..{p['max']}")
        text = f"[{text}]" if p.get("optional") else text
        out.append(text + "".join(f" {c}" for c in p.get("checks", [])))
    return ", ".join(out)


def key(row):
    if "key" not in row:
        return "attribute" if row.get("attribute") else "-"
    return "key" + (": " + " or ".join(", ".join(s) for s in row["key"]) if row["key"] else "")


def cell(text):
    return text.replace("|", "\\|")


def reference():
    out = ["# GS1 Application Identifiers", "",
           f"What `src/gs1/` knows, release {G['release']} of GS1's dictionary. How it is used: `serno gs1 --help`.", "",
           "Made from `spec/gs1.json` by `tools/gen/gs1.py`; do not edit.", "", "## Rules", "",
           "Whatever is wrong is named by one of these.", "", "| rule | what it says |", "| --- | --- |"]
    out += [f"| `{r['name']}` | {cell(r['says'])} |" for r in G["rules"]]
    out += ["", "## Identifiers", "",
            "N digits, X the invariant set of 82 characters, Y digits, capitals and `#-/`, Z base64url; `..` up to, `[ ]` may be left out. FNC1: a separator "
            "must end the value unless it is the last one. In a Digital Link an AI is a primary key (with its qualifiers), an attribute of the query, or neither.", "",
            "| AI | title | form | FNC1 | Digital Link | needs | excludes |", "| --- | --- | --- | --- | --- | --- | --- |"]
    for r in ROWS:
        needs = "; ".join(" or ".join(n) for n in r.get("requires", []))
        out.append(f"| {r['ai']} | {cell(r['title'])} | {form(r)} | {'' if r.get('predefined') else 'yes'} | {key(r)} | {needs} | "
                   f"{', '.join(r.get('excludes', []))} |")
    return "\n".join(out) + "\n"


def main():
    assert len({r["name"] for r in G["rules"]}) == len(G["rules"])
    assert {c for r in ROWS for p in r["parts"] for c in p.get("checks", [])} <= set(CHECKS)
    out = option("--c")
    if out:
        put(os.path.join(out, "gs1.gen.h"), header())
        put(os.path.join(out, "gs1.gen.c"), source())
    else:
        page("docs/reference/gs1.md", reference())


main()
