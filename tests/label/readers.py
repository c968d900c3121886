"""What the tests of labels share: drawing with draw_label, and two readers that are not ours: ZXingReader and zbarimg."""
import json
import os
import re
import subprocess
import sys
import tempfile

DRAW, BLUR = sys.argv[1], sys.argv[2]
ROOM = tempfile.TemporaryDirectory(prefix="serno-label-")
counts = {"passed": 0, "failed": 0}


def check(name, good, detail=""):
    counts["passed" if good else "failed"] += 1
    if not good:
        print(f"FAILED: {name}" + (f": {str(detail)[:2000]}" if detail != "" else ""))
    return good


def equal(name, got, want):
    return check(name, got == want, f"got {got!r}, want {want!r}")


def finish():
    print(f"{counts['passed']} passed, {counts['failed']} failed")
    sys.exit(1 if counts["failed"] else 0)


def path(name):
    return os.path.join(ROOM.name, name)


class Refused(Exception):
    pass


def draw(template, form, dpi, values=None, count=None, name="label"):
    """The path of what was drawn. Refused: with field and sentence."""
    source, out = path("template.json"), path(f"{name}.{form}")
    with open(source, "w", encoding="utf-8") as f:
        json.dump(template, f)
    words = [str(count)] if count else []
    words += [f"{k}={v}" for k, v in (values or {}).items()]
    with open(out, "wb") as f:
        run = subprocess.run([DRAW, source, form, str(dpi), *words], stdout=f, stderr=subprocess.PIPE, check=False)
    if run.returncode == 3:
        raise Refused(run.stderr.decode())
    if run.returncode:
        raise RuntimeError(f"draw_label: exit {run.returncode}: {run.stderr.decode()[:4000]}")
    return out


def blur(picture, sigma):
    out = path("blurred.png")
    subprocess.run([BLUR, picture, out, f"{sigma:.3f}"], check=True)
    return out


def zxing(picture):
    """[(symbology identifier, bytes)] of all symbols in a picture."""
    said = subprocess.run(["ZXingReader", picture], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False).stdout.decode(errors="replace")
    found = []
    for block in said.split("\n\n"):
        data, identifier = re.search(r"^Bytes: +([0-9A-F ]*)$", block, re.M), re.search(r"^Identifier: (\S+)$", block, re.M)
        if data and identifier:
            found.append((identifier.group(1), bytes.fromhex(data.group(1))))
    return found


def zbar(picture):
    """[text] of all symbols in a picture; FNC1 as zbarimg writes it."""
    run = subprocess.run(["zbarimg", "-q", "--raw", "--nodbus", "-Sbinary", picture], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return [run.stdout.rstrip(b"\n")] if run.stdout else []
