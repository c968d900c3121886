#!/usr/bin/env python3
"""Texts stay in their boxes, whatever they say: quotes, umlauts, Chinese, from right to left, very long. Nothing is clipped, left is left
and right is right, pictures are where they belong.

usage: test_texts.py DRAW_LABEL BLUR
"""
import base64
import struct
import zlib

from readers import Refused, check, draw, equal, finish

DPI = 203
MM = DPI / 25.4
BOX = (10, 6, 50, 8)  # mm: x, y, w, h


def unfiltered(kind, row, above, size):
    for i, byte in enumerate(row):
        a, b, c = row[i - size] if i >= size else 0, above[i], above[i - size] if i >= size else 0
        p = a + b - c
        nearest = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
        row[i] = (byte + (0, a, b, (a + b) // 2, nearest)[kind]) & 255
    return row


def ink(picture):
    """Where it is dark: (left, top, right, bottom) in mm; None: nowhere."""
    with open(picture, "rb") as f:
        data = f.read()
    at, body, head = 8, b"", None
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        if kind == b"IHDR":
            head = struct.unpack(">IIBBBBB", data[at + 8:at + 8 + length])
        if kind == b"IDAT":
            body += data[at + 8:at + 8 + length]
        at += 12 + length
    width, height, depth, colour = head[:4]
    assert depth == 8 and colour == 2, head
    raw, above, rows, columns = zlib.decompress(body), bytes(3 * width), [], set()
    for y in range(height):
        line = raw[y * (3 * width + 1):(y + 1) * (3 * width + 1)]
        above = unfiltered(line[0], bytearray(line[1:]), above, 3)
        dark = [x for x in range(width) if above[3 * x] < 128]
        if dark:
            rows.append(y)
            columns.update((dark[0], dark[-1]))
    return (min(columns) / MM, min(rows) / MM, (max(columns) + 1) / MM, (max(rows) + 1) / MM) if rows else None


def label(elements):
    return {"name": "t", "for": "unit", "width": 70, "height": 20, "elements": elements}


def text(**more):
    return label([{"kind": "text", "x": BOX[0], "y": BOX[1], "w": BOX[2], "h": BOX[3], "content": "{product.name}", "size": 10, **more}])


TEXTS = {"plain": "Camera 4K", "quotes": "\"A\" 'B' »C« „D“ <E> & F", "umlauts": "Größe ÄÖÜ çñÅŠž ẞ", "Chinese": "高清监控摄像机 批次二〇二六", "Japanese": "監視カメラ（屋外用）",
         "Korean": "감시 카메라", "Hebrew": "מצלמת אבטחה 4K", "Arabic": "كاميرا مراقبة خارجية", "Thai": "กล้องวงจรปิด", "Devanagari": "निगरानी कैमरा", "very long": "Überwachungskamera " * 20,
         "one long word": "Donaudampfschifffahrtsgesellschaftskapitän" * 4, "long Chinese": "高清监控摄像机" * 20, "long Hebrew": "מצלמת אבטחה " * 20, "line breaks": "A\nB\tC\rD", "deep": "gjpqyQ_|()[]{}"}


def test_boxes():
    for name, said in TEXTS.items():
        for fit in ("shrink", "ellipsis", "wrap"):
            found = ink(draw(text(fit=fit), "png", DPI, {"product.name": said}))
            case = f"{name}, {fit}"
            if not check(f"{case}: something is seen", found is not None):
                continue
            left, top, right, bottom = found
            check(f"{case}: in its box", left >= BOX[0] - 0.3 and right <= BOX[0] + BOX[2] + 0.3 and top >= BOX[1] - 0.3 and bottom <= BOX[1] + BOX[3] + 0.3, found)
    for name in ("very long", "one long word", "long Chinese", "long Hebrew"):
        left, _, right, _ = ink(draw(text(), "png", DPI, {"product.name": TEXTS[name]}))
        check(f"{name}: the line is used", right - left > 0.85 * BOX[2], (left, right))


def test_enormous():
    """The largest letters on the finest printer: 2,000 of them are wider than can be counted in 1/1024 of a dot."""
    for fit in ("shrink", "ellipsis", "wrap"):
        with open(draw(text(fit=fit, size=200, content="W" * 2000), "zpl", 600), encoding="utf-8") as f:
            check(f"enormous, {fit}: cut, so sent as dots", "^GFA," in (said := f.read()) and "^A0" not in said, said[:200])


def test_aligned():
    for name in ("plain", "Hebrew", "Chinese"):
        for align in ("left", "center", "right"):
            for fit in ("shrink", "wrap"):
                left, _, right, _ = ink(draw(text(align=align, fit=fit), "png", DPI, {"product.name": TEXTS[name]}))
                before, behind = left - BOX[0], BOX[0] + BOX[2] - right
                good = {"left": before < 0.6, "right": behind < 0.6, "center": abs(before - behind) < 0.8}[align]
                check(f"{name}, {fit}: {align}", good, (before, behind))
    for valign, low, high in (("top", 0, 2.5), ("middle", 1.5, 4), ("bottom", 4, 6)):
        _, top, _, _ = ink(draw(text(valign=valign), "png", DPI, {"product.name": "HHH"}))
        check(f"valign {valign}", low <= top - BOX[1] <= high, top - BOX[1])
    lines = [ink(draw(text(), "png", DPI, {"product.name": said})) for said in ("nnn", "ngn", "nHn")]
    check("letters stand on one line, whatever hangs below or above", abs(lines[0][3] - lines[2][3]) < 0.2 and lines[1][3] > lines[0][3], lines)


def test_turned():
    for rotation in (0, 90, 180, 270):
        one = text(rotation=rotation)
        one["elements"][0].update(x=20, y=2, w=16, h=16)
        left, top, right, bottom = ink(draw(one, "png", DPI, {"product.name": "Camera"}))
        check(f"turned by {rotation}: in its box", left >= 19.7 and right <= 36.3 and top >= 1.7 and bottom <= 18.3, (left, top, right, bottom))
        check(f"turned by {rotation}: lies or stands", (right - left > bottom - top) == (rotation in (0, 180)), (left, top, right, bottom))


def png(width, height, shade):
    """A PNG of one shade of grey."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes([shade]) * width for _ in range(height))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def picture(data, **more):
    return label([{"kind": "image", "x": 10, "y": 5, "w": 20, "h": 10, "png": base64.b64encode(data).decode(), **more}])


def test_pictures():
    black = png(40, 40, 0)
    for align, left in (("left", 10), ("center", 15), ("right", 20)):
        found = ink(draw(picture(black, align=align), "png", DPI))
        check(f"a square picture, {align}", all(abs(a - b) < 0.2 for a, b in zip(found, (left, 5, left + 10, 15))), found)
    with open(draw(picture(black), "zpl", 203), encoding="utf-8") as f:
        check("as ZPL", "^GFA," in f.read())
    for name, data in (("cut off", black[:-30]), ("damaged", black[:60] + b"xxxx" + black[64:])):
        try:
            draw(picture(data), "png", DPI)
            check(f"a picture that is {name} is refused", False)
        except Refused as e:
            check(f"a picture that is {name}", str(e).startswith("elements[0].png: "), e)


def test_shapes():
    found = ink(draw(label([{"kind": "line", "x": 5, "y": 10, "w": 30, "thickness": 0.5}]), "png", DPI))
    check("a line", all(abs(a - b) < 0.15 for a, b in zip(found, (5, 10, 35, 10.5))), found)
    found = ink(draw(label([{"kind": "box", "x": 5, "y": 3, "w": 30, "h": 12}]), "png", DPI))
    check("a box", all(abs(a - b) < 0.15 for a, b in zip(found, (5, 3, 35, 15))), found)
    equal("nothing to say", ink(draw(text(), "png", DPI, {"product.name": ""})), None)


def main():
    test_boxes()
    test_enormous()
    test_aligned()
    test_turned()
    test_pictures()
    test_shapes()
    finish()


main()
