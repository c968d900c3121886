#!/usr/bin/env python3
"""10,000 labels as PDF: how many a second, and that memory stays as it is. With sanitizers 2,000, and no speed is asked for.

usage: test_pdf.py DRAW_LABEL BLUR
"""
import json
import os
import re
import subprocess
import sys

from readers import DRAW, check, equal, finish, path, zxing

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PER_SECOND, GROWTH_KB = 1000, 4096


def labels(template, count):
    out = path("many.pdf")
    with open(out, "wb") as f:
        run = subprocess.run([DRAW, os.path.join(ROOT, "spec/labels", template + ".json"), "pdf", "300", str(count)], stdout=f, stderr=subprocess.PIPE, check=True)
    return out, json.loads(run.stderr)


def corner(template, count):
    """For pdftoppm: the last label, alone."""
    with open(os.path.join(ROOT, "spec/labels", template + ".json"), encoding="utf-8") as f:
        t = json.load(f)
    page = t.get("page", {"columns": 1, "rows": 1, "left": 0, "top": 0, "gap_x": 0, "gap_y": 0})
    on_page = page["columns"] * page["rows"]
    place, last = (count - 1) % on_page, str(-(-count // on_page))
    x = page["left"] + place % page["columns"] * (t["width"] + page["gap_x"])
    y = page["top"] + place // page["columns"] * (t["height"] + page["gap_y"])
    dots = [str(round(mm * 300 / 25.4)) for mm in (x, y, t["width"], t["height"])]
    return ["-f", last, "-l", last, *(word for pair in zip(("-x", "-y", "-W", "-H"), dots) for word in pair)]


def main():
    _, first = labels("avery-l7159-unit", 10)
    count = 2000 if first["sanitized"] else 10000
    for template, on_page in (("avery-l7159-unit", 24), ("roll-50x25-unit", 1)):
        pdf, said = labels(template, count)
        speed, grown = said["labels"] / said["cpu_seconds"], said["late_kb"] - said["early_kb"]
        print(f"figure: {count} labels {template} as PDF: {speed:.0f} a second of one core ({said['labels'] / said['seconds']:.0f} by the clock), "
              f"memory {said['late_kb']} KiB, {grown} KiB more than after a tenth, file {os.path.getsize(pdf) // 1024} KiB{', with sanitizers' if said['sanitized'] else ''}")
        check(f"{template}: at least {PER_SECOND} a second", said["sanitized"] or speed >= PER_SECOND, speed)
        # A page's place in the file is kept until its end: some bytes each.
        check(f"{template}: memory is flat", said["sanitized"] or grown < GROWTH_KB, said)
        info = subprocess.run(["pdfinfo", pdf], stdout=subprocess.PIPE, check=True).stdout.decode()
        equal(f"{template}: pages", int(re.search(r"Pages: +(\d+)", info).group(1)), -(-count // on_page))
        subprocess.run(["pdftoppm", "-r", "300", *corner(template, count), "-singlefile", "-png", pdf, path("last")], check=True)
        read = [data for _, data in zxing(path("last.png"))]
        check(f"{template}: the last label is the last unit", any(f"CAM-{count:05}".encode() in data for data in read), read)
    finish()


if __name__ == "__main__":
    sys.exit(main())
