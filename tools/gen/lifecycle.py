#!/usr/bin/env python3
"""spec/lifecycle.json -> lifecycle.gen.h, lifecycle.gen.c (--c DIR) or docs/reference/lifecycle.md (without; --check compares)."""
import json
import os

from common import c_string, option, page, put, spec

L = spec("lifecycle.json")
STATUS = [s["name"] for s in L["statuses"]]
FIELDS = ["product", "location", "party", "party_or_location", "order", "package", "lot", "reason", "hold", "parent",
          "verdict", "outcome", "condition", "serial", "undo", "identifiers", "attributes", "count", "due"]
PLACES = ["nowhere", "location", "party", "either", "parent"]
EFFECTS = {"same": "LIFECYCLE_TO_SAME", "seen": "LIFECYCLE_TO_SEEN", "explicit": "LIFECYCLE_TO_EXPLICIT"}


def validate():
    assert all(s["place"] in PLACES for s in L["statuses"])
    for c in L["commands"]:
        for s in c["from"]:
            assert s == "none" or s in STATUS, (c["name"], s)
        for f in c.get("needs", []) + c.get("may", []):
            assert f in FIELDS, (c["name"], f)
        targets = c["to"].values() if isinstance(c["to"], dict) else [c["to"]]
        for t in targets:
            assert t in STATUS or t in EFFECTS, (c["name"], t)
        for r in c["roles"]:
            assert r in L["roles"], (c["name"], r)


def mask(prefix, names):
    return " | ".join(f"{prefix}_BIT({prefix}_{n.upper()})" for n in names) or "0"


def enum(name, prefix, names, extra=""):
    body = ", ".join(f"{prefix}_{n.upper()}" for n in names)
    one = "UINT64_C(1)" if len(names) > 32 else "1u"
    return f"enum {name} {{ {extra}{body}, {prefix}_TOTAL }};\n#define {prefix}_BIT(x) ({one} << (unsigned)(x))\n\n"


def header():
    out = "/* Made from spec/lifecycle.json by tools/gen/lifecycle.py. */\n#ifndef LIFECYCLE_GEN_H\n#define LIFECYCLE_GEN_H\n\n#include <stdint.h>\n\n"
    out += "/* STATUS_NONE: there is no such unit yet. */\n"
    out += enum("status", "STATUS", ["none"] + STATUS)
    out += enum("hold", "HOLD", [h["name"] for h in L["holds"]])
    out += enum("role", "ROLE", L["roles"])
    out += enum("location_kind", "LOCATION", L["location_kinds"])
    out += enum("party_kind", "PARTY", L["party_kinds"])
    out += enum("command_field", "FIELD", FIELDS)
    out += enum("command_code", "COMMAND", [c["name"] for c in L["commands"]])
    return out + "#endif\n"


def names(array, items):
    rows = "".join(f"    {c_string(i)},\n" for i in items)
    return f"const char *const {array}[] = {{\n{rows}}};\n\n"


def command_row(c):
    choice = c.get("choice")
    if choice:
        pairs = ", ".join(f"{{{c_string(k)}, STATUS_{v.upper()}}}" for k, v in c["to"].items())
        target = f".effect = LIFECYCLE_TO_CHOICE, .choice_field = FIELD_{choice.upper()}, .choices = {{{pairs}}}"
    elif c["to"] in EFFECTS:
        target = f".effect = {EFFECTS[c['to']]}"
    else:
        target = f".effect = LIFECYCLE_TO_STATUS, .to = STATUS_{c['to'].upper()}"
    flags = "".join(f", .{k}_refused = true" for k in ("held", "expired") if c.get(k) == "refused")
    return (f"    [COMMAND_{c['name'].upper()}] = {{.name = {c_string(c['name'])}, .says = {c_string(c['says'])},\n"
            f"        .from = {mask('STATUS', c['from'])},\n        {target},\n"
            f"        .needs = {mask('FIELD', c.get('needs', []))}, .may = {mask('FIELD', c.get('may', []))},\n"
            f"        .roles = {mask('ROLE', c['roles'])}{flags},\n"
            f"        .bizstep = {c_string(c.get('bizstep', ''))}, .disposition = {c_string(c.get('disposition', ''))},\n"
            f"        .event_type = {c_string(c.get('event', 'ObjectEvent'))}, .action = {c_string(c.get('action', 'OBSERVE'))}}},\n")


def source():
    out = "/* Made from spec/lifecycle.json by tools/gen/lifecycle.py. */\n#include \"domain/lifecycle.h\"\n\n"
    out += names("status_names", ["none"] + STATUS)
    out += names("hold_names", [h["name"] for h in L["holds"]])
    out += names("role_names", L["roles"])
    out += names("location_kind_names", L["location_kinds"])
    out += names("party_kind_names", L["party_kinds"])
    out += names("command_field_names", FIELDS)
    rows = "".join(f"    PLACE_{s['place'].upper()}, /* {s['name']} */\n" for s in L["statuses"])
    out += "const enum place status_places[] = {\n    PLACE_NOWHERE, /* none */\n" + rows + "};\n\n"
    out += "const struct lifecycle_command lifecycle_commands[] = {\n" + "".join(map(command_row, L["commands"])) + "};\n\n"
    text = json.dumps({k: v for k, v in L.items() if k != "about"}, separators=(",", ":"), ensure_ascii=False)
    return out + f"const char lifecycle_json[] =\n    {c_string(text)};\n"


def to_text(c):
    if isinstance(c["to"], dict):
        return "<br>".join(f"{c['choice']} `{k}` → `{v}`" for k, v in c["to"].items())
    return {"same": "same", "seen": "same, or `in_stock` when it was missing", "explicit": "as the correction says"}.get(c["to"], f"`{c['to']}`")


def reference():
    out = ["# The life of a unit", "", "Made from `spec/lifecycle.json` by `tools/gen/lifecycle.py`; do not edit.", "",
           "## Statuses", "", "| status | the unit is | meaning |", "| --- | --- | --- |"]
    where = {"nowhere": "in no known place", "location": "in one of our locations", "party": "with a party", "either": "in a location or with a party", "parent": "wherever its parent is"}
    out += [f"| `{s['name']}` | {where[s['place']]} | {s['says']} |" for s in L["statuses"]]
    out += ["", "## Holds", "", "Holds stand beside the status: a unit may have several.", "", "| hold | meaning |", "| --- | --- |"]
    out += [f"| `{h['name']}` | {h['says']} |" for h in L["holds"]]
    out += ["", "## Commands", "", "`none` means that the unit does not exist yet.", "",
            "| command | from | to | needs | may have | refused when | roles | bizStep / disposition |", "| --- | --- | --- | --- | --- | --- | --- | --- |"]
    code = lambda items: ", ".join(f"`{i}`" for i in items) or "–"
    for c in L["commands"]:
        refused = ", ".join(w for w in ("held", "expired") if c.get(w) == "refused") or "–"
        step = f"{c['bizstep']} / {c['disposition']}" if c.get("bizstep") else "–"
        out.append(f"| **{c['name']}**: {c['says']} | {code(c['from'])} | {to_text(c)} | {code(c.get('needs', []))} | "
                   f"{code(c.get('may', []))} | {refused} | {', '.join(c['roles'])} | {step} |")
    out += ["", "The role `admin` may do everything; the role `auditor` reads everything and counts."]
    return "\n".join(out) + "\n"


def main():
    validate()
    out = option("--c")
    if out:
        put(os.path.join(out, "lifecycle.gen.h"), header())
        put(os.path.join(out, "lifecycle.gen.c"), source())
    else:
        page("docs/reference/lifecycle.md", reference())


main()
