"""What the generators share: reading spec/, writing only what changed, and --check for pages that are committed."""
import json
import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def spec(name):
    with open(os.path.join(ROOT, "spec", name), encoding="utf-8") as f:
        return json.load(f)


def c_string(text):
    return json.dumps(text, ensure_ascii=True)


def put(path, text):
    os.makedirs(os.path.dirname(os.path.abspath(path)), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def page(path, text):
    """Write a committed page, or with --check fail when it is stale."""
    full = os.path.join(ROOT, path)
    if "--check" not in sys.argv:
        put(full, text)
        return
    old = open(full, encoding="utf-8").read() if os.path.exists(full) else ""
    if old != text:
        sys.exit(f"{path} is stale: run tools/gen/{os.path.basename(sys.argv[0])}")


def option(name):
    """The value behind --name on the command line, or None."""
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else None
