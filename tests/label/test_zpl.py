#!/usr/bin/env python3
"""ZPL: a small reader of our own takes it apart as a printer would. Commands are balanced, everything lies on the label, no value breaks
out of its field, and what the bar code commands say is drawn by our own symbols and read back by ZXingReader: the very same bytes.

usage: test_zpl.py DRAW_LABEL BLUR
"""
import glob
import json
import os
import re

from readers import check, draw, equal, finish, zxing

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
GTIN, SSCC = "09506000134352", "195060001343520014"
GS = "\x1d"
SYMBOLS = {"BQ": "qr", "BX": "datamatrix", "BC": "code128", "B3": "code39", "BE": "ean13", "B8": "ean8", "BU": "upca", "B2": "itf14"}


# ---- the reader ----

def commands(text):
    """[(name, rest)]: a command begins at ^ or ~, wherever that stands, as printers see it."""
    assert text[0] in "^~", text[:20]
    parts = re.split(r"([\^~])", text)[1:]
    # A font is one letter behind ^A.
    return [(body[:1] if body[:1] == "A" else body[:2], body[1:] if body[:1] == "A" else body[2:]) for body in (b.rstrip("\n") for b in parts[1::2])]


def unhex(text, indicator):
    """Bytes of a field: the indicator and two digits are a byte."""
    if not indicator:
        return text.encode()
    return re.sub(re.escape(indicator.encode()) + rb"([0-9A-F]{2})", lambda m: bytes([int(m.group(1), 16)]), text.encode())


def check_digit(digits):
    return str(-sum(int(c) * (3 if i % 2 == 0 else 1) for i, c in enumerate(reversed(digits))) % 10)


def code128_text(data):
    """What a ^BC in mode N says: (text with FNC1 as 0x1D, is it GS1)."""
    mode, out, gs1 = {">:": "B", ">;": "C"}[data[:2]], "", False
    data = data[2:]
    if data.startswith(">8"):
        gs1, data = True, data[2:]
    while data:
        pair = data[:2]
        if pair in (">5", ">6"):
            mode, data = {">5": "C", ">6": "B"}[pair], data[2:]
        elif data[0] == ">":
            out, data = out + {">8": GS, ">0": ">", "><": "^", ">=": "~"}[pair], data[2:]
        elif mode == "C":
            assert pair.isdigit() and len(pair) == 2, data
            out, data = out + pair, data[2:]
        else:
            out, data = out + data[0], data[1:]
    return out, gs1


def datamatrix_text(data, escape):
    assert escape == "_"
    gs1 = data.startswith(b"_1")
    data = re.sub(rb"_d([0-9]{3})", lambda m: bytes([int(m.group(1))]) if m.group(1) != b"095" else b"\0", data[2:] if gs1 else data)
    data = data.replace(b"_1", GS.encode())
    assert b"_" not in data, data
    return data.replace(b"\0", b"_").decode(), gs1


def said(symbol, data):
    """(our symbology, text) of a field of a printer's symbol."""
    name, args = symbol
    kind = SYMBOLS[name]
    if kind == "qr":
        level, text = data[:1], data[3:].decode()
        assert level in (b"L", b"M", b"Q", b"H") and data[1:3] == b"A,", data
        return "qr", text
    if kind == "datamatrix":
        text, gs1 = datamatrix_text(data, args[6])
        return ("gs1_datamatrix" if gs1 else "datamatrix"), text
    text = data.decode()
    if kind == "code128":
        text, gs1 = code128_text(text)
        return ("gs1_128" if gs1 else "code128"), text
    return kind, text + check_digit(text) if kind in ("ean13", "ean8", "upca") else text


def graphic_rows(args):
    """^GFA: dots of each row as text, checked against what the command says of its size."""
    form, total, _, width, data = args.split(",", 4)
    width, rows = int(width), []
    assert form == "A"
    while data:
        if data[0] == ":":
            rows, data = rows + [rows[-1]], data[1:]
            continue
        row = re.match(r"[0-9A-F]*", data).group(0)[:2 * width]
        data = data[len(row):]
        if len(row) < 2 * width:
            assert data[0] == ",", data[:20]
            data = data[1:]
        rows.append(row.ljust(2 * width, "0"))
    assert len(rows) * width == int(total), (len(rows), width, total)
    return rows


class Label:
    """What a printer would keep in mind."""

    def __init__(self, text):
        listed = commands(text)
        self.fields, self.symbols, self.boxes, self.texts = 0, [], [], []
        at, indicator, symbol, module, block = None, None, None, None, None
        names = [name for name, _ in listed]
        assert names[0] == "XA" and names[-1] == "XZ" and names.count("XA") == names.count("XZ") == 1, names
        assert names[-2] == "PQ" and listed[-2][1] == "1"
        for name, rest in listed:
            args = rest.split(",")
            if name == "PW":
                self.width = int(rest)
            elif name == "LL":
                self.height = int(rest)
            elif name == "CI":
                assert rest == "28"
            elif name == "FO":
                at = [int(a) for a in args]
            elif name == "BY":
                module = int(args[0])
                assert 1 <= module <= 10
            elif name == "FB":
                block = int(args[0])
            elif name == "A":
                font = rest[:2], [int(a) for a in rest[3:].split(",")]
            elif name == "FH":
                indicator = rest
            elif name in SYMBOLS:
                symbol = name, args
            elif name == "GB":
                self.boxes.append((at, int(args[0]), int(args[1])))
            elif name == "GF":
                rows = graphic_rows(rest)
                self.boxes.append((at, 8 * len(rows[0]) // 2 - 7, len(rows)))
            elif name == "FD":
                data = unhex(rest, indicator)
                if symbol:
                    self.symbols.append((at, symbol, module, *said(symbol, data)))
                else:
                    turned = font[0][1] in "RB"
                    self.texts.append(data.decode())
                    self.boxes.append((at, font[1][0] if turned else block, block if turned else font[1][0]))
            elif name == "FS":
                self.fields += 1
                at, indicator, symbol, block = None, None, None, None
            else:
                assert name in ("XA", "XZ", "LH", "PQ"), (name, rest)


def bracketed(flat):
    """GS1 data with the Application Identifiers that these tests use in parentheses."""
    lengths, out = {"00": 18, "01": 14, "17": 6, "11": 6}, ""
    while flat:
        key, flat = flat[:2], flat[2:]
        value, _, rest = (flat[:lengths[key]], "", flat[lengths[key]:]) if key in lengths else flat.partition(GS)
        out, flat = out + f"({key}){value}", rest
    return out


def drawn(symbology, text, dpi):
    """Our own drawing of what a bar code command says, and what ZXingReader reads there."""
    content = bracketed(text) if symbology.startswith("gs1") else None
    # Values go in as they are: the content of GS1 symbols is made of literals, which have no braces.
    w, h = (36, 36) if "qr" in symbology or "matrix" in symbology else (150, 12)
    label = {"name": "one", "for": "unit", "width": w + 4, "height": h + 4, "elements": [
        {"kind": "symbol", "x": 2, "y": 2, "w": w, "h": h, "symbology": symbology, "content": content or "{unit.serial}", "module": 0.5}]}
    return zxing(draw(label, "png", dpi, {} if content else {"unit.serial": text}, name="own"))


def fits(name, label):
    for (x, y), w, h in label.boxes:
        check(f"{name}: within the label", 0 <= x and x + w <= label.width + 8 and 0 <= y and y + h <= label.height, ((x, y), w, h, label.width, label.height))
    for (x, y), *_ in label.symbols:
        check(f"{name}: symbol begins within the label", 0 <= x < label.width and 0 <= y < label.height)


# ---- tests ----

def one(symbology, content, **more):
    element = {"kind": "symbol", "x": 4, "y": 4, "w": 100, "h": 40, "symbology": symbology, "content": content, **more}
    return {"name": "one", "for": "package" if "package" in content else "unit", "width": 110, "height": 50, "elements": [element]}


HOSTILE = ["^XZ", "~JA", "^FS^FDx^FS", "_5EXZ", "\\5E", ">8>9^", "a,b", "\"quoted\"", "it's", "100%", "_1_d095__", "~1", "a\\&b", "^", "~", "_"]
ROWS = [("gs1_datamatrix", "{gs1}", {"gs1": f"[01]{GTIN}[17]281130[10]L_1[21]A-1"}, f"01{GTIN}1728113010L_1{GS}21A-1"),
        ("gs1_128", "(10){lot.number}(01){product.gtin}", {"lot.number": "1_2>3"}, f"101_2>3{GS}01{GTIN}"),
        ("gs1_128", "(00){package.sscc}", {}, f"00{SSCC}"),
        ("code39", "{unit.serial}", {"unit.serial": "SN-01 $/+%."}, "SN-01 $/+%."),
        ("ean13", "{product.ean}", {}, GTIN[1:]), ("ean8", "{unit.serial}", {"unit.serial": "96385074"}, "96385074"),
        ("upca", "{unit.serial}", {"unit.serial": "036000291452"}, "036000291452"), ("itf14", "{product.gtin}", {}, GTIN),
        ("qr", "{unit.serial}", {"unit.serial": "Größe 批次 שלום"}, "Größe 批次 שלום"), ("datamatrix", "{unit.serial}", {"unit.serial": "Ünï ☃"}, "Ünï ☃"),
        ("gs1_dl_qr", "{link}", {}, f"https://serno.example/01/{GTIN}/21/CAM-00001")]
ROWS += [(s, "{unit.serial}", {"unit.serial": h}, h) for h in HOSTILE for s in ("qr", "datamatrix", "code128")]


def read(template, dpi, values):
    with open(draw(template, "zpl", dpi, values), encoding="utf-8") as f:
        return Label(f.read())


def test_symbols():
    for symbology, content, values, data in ROWS:
        for dpi in (203, 300, 600):
            name = f"{symbology} {data!r} at {dpi} dpi"
            label = read(one(symbology, content), dpi, values)
            fits(name, label)
            if not equal(f"{name}: one symbol", len(label.symbols), 1):
                continue
            kind, text = label.symbols[0][3:]
            equal(f"{name}: what the command says", (kind, text), ("qr" if symbology == "gs1_dl_qr" else symbology, data))
            if dpi == 203 or symbology in ("gs1_128", "gs1_datamatrix"):
                got = [bytes_ for _, bytes_ in drawn(kind, text, dpi)]
                want = data.encode()
                equal(f"{name}: read back", got, [want])


def test_width():
    """A printer's Code 128 is as wide as was reckoned: bars, quiet zones, and nothing beyond the label."""
    for serial in ("A1234567", "123456789012", "ABC-1", "a>b~c^d"):
        for dpi in (203, 300, 600):
            label = read(one("code128", "{unit.serial}"), dpi, {"unit.serial": serial})
            (x, _), _, module, _, text = label.symbols[0]
            check(f"code128 {serial} at {dpi} dpi: quiet zone", x >= round(4 * dpi / 25.4) + 10 * module, (x, module))
            equal(f"code128 {serial}", text, serial)


def test_texts():
    text = {"name": "t", "for": "unit", "width": 60, "height": 20, "elements": [{"kind": "text", "x": 2, "y": 2, "w": 50, "h": 6, "content": "{unit.serial}"}]}
    for hostile in [*HOSTILE, "Größe 12 €"[:8], "naïve"]:
        label = read(text, 203, {"unit.serial": hostile})
        fits(f"text {hostile!r}", label)
        if "\\" in hostile:
            equal(f"text {hostile!r} is sent as dots", (label.texts, len(label.boxes)), ([], 1))
        else:
            equal(f"text {hostile!r}", label.texts, [hostile])
    for other in ("批次二〇二六", "מצלמה", "عدد", "x" * 300):
        label = read(text, 203, {"unit.serial": other})
        equal(f"{other[:10]!r} is sent as dots", (label.texts, len(label.boxes)), ([], 1))
        fits(f"text {other[:10]!r}", label)
    for rotation in (90, 180, 270):
        text["elements"][0].update(rotation=rotation, w=12, h=12)
        fits(f"text turned by {rotation}", read(text, 300, {"unit.serial": "SN-1"}))


def test_ready():
    for path in sorted(glob.glob(os.path.join(ROOT, "spec/labels/*.json"))):
        with open(path, encoding="utf-8") as f:
            template = json.load(f)
        for dpi in (203, 300, 600):
            name = f"{os.path.basename(path)} at {dpi} dpi"
            label = read(template, dpi, {})
            fits(name, label)
            want = sum(e["kind"] == "symbol" for e in template["elements"])
            dots = sum(e["kind"] == "symbol" and e.get("module", 0) * dpi / 25.4 > 10.5 for e in template["elements"])
            equal(f"{name}: symbols", len(label.symbols), want - dots)
            equal(f"{name}: size", max(abs(label.width * 25.4 / dpi - template["width"]), abs(label.height * 25.4 / dpi - template["height"])) < 25.4 / dpi, True)


def main():
    test_symbols()
    test_width()
    test_texts()
    test_ready()
    finish()


main()
