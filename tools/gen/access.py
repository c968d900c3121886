#!/usr/bin/env python3
"""src/api/routes.c and spec/lifecycle.json -> docs/reference/access.md: who may do what (--check compares)."""
import os
import re

from common import ROOT, page, spec

L = spec("lifecycle.json")
ROLES = [r for r in L["roles"] if r != "admin"] + ["admin"]
ROUTE = re.compile(r'\{HTTP_(\w+), "([^"]+)",\s*\w+, ([^,]+), ([^,]+), "([^"]*)"\}', re.S)


DEFINE = re.compile(r"(?:#define\s+|^\s+)([A-Z]\w+)(?:\s+=\s*|\s+)([^,;\n]+)", re.M)


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as f:
        return f.read()


def roles_of(expression, defines):
    """The roles that an expression of C stands for: names of macros with | between."""
    may = set()
    for word in re.findall(r"\w+", expression):
        role = word.removeprefix("ROLE_").lower()
        if word == "ROLES_ANY":
            may |= set(ROLES)
        elif word in defines:
            may |= roles_of(defines[word], defines)
        elif role in ROLES:
            may.add(role)
        else:
            assert word in ("ROLE_BIT", "ROLES_ADMIN", "0"), f"routes.c: what is {word}?"
    return may


def routes():
    """(method, path, set of roles, public, summary) of each row of the table."""
    text = read("src/api/routes.c")
    defines = dict(DEFINE.findall(re.sub(r"/\*.*?\*/", "", text + read("src/service/authorise.h"), flags=re.S)))
    table = text[text.index("const struct route routes[]"):text.index("const int route_count")]
    table = re.sub(r",\s*\n\s*(?=[\w\"])", ", ", table)  # a long row stands on two lines
    rows = ROUTE.findall(table)
    assert len(rows) == len(re.findall(r"\{HTTP_", table)), "a row of routes.c is written in a way this does not read"
    for method, path, roles, flags, summary in rows:
        yield method, path, roles_of(roles, defines) | {"admin"}, "ROUTE_PUBLIC" in flags, summary


def marks(may):
    return " | ".join("✓" if r in may else "" for r in ROLES)


def reference():
    head = " | ".join(ROLES)
    line = " | ".join("---" for _ in ROLES)
    out = ["# Who may do what", "", "Made from `src/api/routes.c` and `spec/lifecycle.json` by `tools/gen/access.py`; do not edit.", "",
           "A user may have several roles. An API key may at most what its user may. What a role does not allow is refused (`forbidden`).", "",
           "## Commands", "", f"| command | {head} |", f"| --- | {line} |"]
    out += [f"| `{c['name']}` | {marks(set(c['roles']) | {'admin'})} |" for c in L["commands"]]
    out += ["", "Who may not `correct` may still undo what they did themselves: with `undo` and a reason and nothing else, while nothing came after it, and",
            "only commands that they may still give.", "", "## Addresses", "", "`POST /v1/commands/{command}` asks the table above as well; an import needs the roles for what is in the file.", "",
            f"| address | | {head} |", f"| --- | --- | {line} |"]
    for method, path, may, public, summary in routes():
        out.append(f"| `{method} {path}` | {summary}{' (no token needed)' if public else ''} | {marks(set(ROLES) if public else may)} |")
    return "\n".join(out) + "\n"


page("docs/reference/access.md", reference())
