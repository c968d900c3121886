#!/usr/bin/env python3
"""Every kind of symbol, drawn for printers of 203, 300 and 600 dpi, as it is and blurred, is read back with the right symbology
identifier and the very bytes: by ZXingReader, and QR codes and one-dimensional ones by zbarimg, too.

Blurred: a Gaussian whose standard deviation is 10 % of a module, at least 0.3 dots.

usage: test_symbols.py DRAW_LABEL BLUR
"""
import re
import subprocess

from readers import Refused, blur, check, counts, draw, equal, finish, path, zbar, zxing

GTIN = "09506000134352"
GS = b"\x1d"
LINK = "https://serno.example/01/09506000134352/10/L%2F1/21/A%20B-01?17=281130"
# symbology, content, values, identifier (as ZXingReader says it: without the marks of ECI), bytes (None: the value), zbarimg reads it
ROWS = [
    ("qr", "{unit.serial}", {"unit.serial": "SN-0001/x_y~^>8 \"quoted\" 'a'\\b"}, "]Q1", None, True),
    ("qr", "{unit.serial}", {"unit.serial": "Größe 12 批次 שלום"}, "]Q1", None, True),
    ("gs1_dl_qr", "{link}", {"link": LINK}, "]Q1", None, True),
    ("gs1_qr", "(01){product.gtin}(10){lot.number}(21){unit.serial}", {"lot.number": "L1", "unit.serial": "A-1"}, "]Q3",
     b"01" + GTIN.encode() + b"10L1" + GS + b"21A-1", False),
    ("datamatrix", "{unit.serial}", {"unit.serial": "SN-0001/x_y~^>8 \\1"}, "]d1", None, False),
    ("datamatrix", "{unit.serial}", {"unit.serial": "Ünï ☃"}, "]d1", None, False),
    ("gs1_datamatrix", "{gs1}", {"gs1": f"[01]{GTIN}[17]281130[10]L2026-11[21]CAM/00001"}, "]d2",
     b"01" + GTIN.encode() + b"1728113010L2026-11" + GS + b"21CAM/00001", False),
    ("gs1_datamatrix", "(01){product.gtin}(21){unit.serial}", {"unit.serial": "!\"%&'()*+,-./:;<=>?"}, "]d2",
     b"01" + GTIN.encode() + b"21!\"%&'()*+,-./:;<=>?", False),
    ("gs1_datamatrix", "(21){unit.serial}(01){product.gtin}", {"unit.serial": "_1_d029!1"}, "]d2", b"21_1_d029!1" + GS + b"01" + GTIN.encode(), False),
    ("code128", "{unit.serial}", {"unit.serial": "SN-0001>8^~_\\123456x"}, "]C0", None, True),
    ("code128", "{unit.serial}", {"unit.serial": "00123456789"}, "]C0", None, True),
    ("gs1_128", "(01){product.gtin}(21){unit.serial}", {"unit.serial": "A>8_12345"}, "]C1", b"01" + GTIN.encode() + b"21A>8_12345", True),
    ("gs1_128", "(10){lot.number}(01){product.gtin}", {"lot.number": "12345"}, "]C1", b"1012345" + GS + b"01" + GTIN.encode(), True),
    ("gs1_128", "(00){package.sscc}", {"package.sscc": "195060001343520014"}, "]C1", b"00195060001343520014", True),
    ("code39", "{unit.serial}", {"unit.serial": "SN-01.$/+% 9"}, "]A0", None, True),
    ("ean13", "{product.ean}", {"product.ean": GTIN[1:]}, "]E0", None, True),
    ("ean13", "{product.gtin}", {}, "]E0", GTIN[1:].encode(), True),
    ("upca", "{unit.serial}", {"unit.serial": "036000291452"}, "]E0", None, True),
    ("ean8", "{unit.serial}", {"unit.serial": "96385074"}, "]E4", None, True),
    ("itf14", "{product.gtin}", {}, "]I1", GTIN.encode(), True),
]


def one(symbology, content, rotation=0, module=None, **more):
    """A label with that symbol alone, which has all the room it may want."""
    linear = symbology in ("code128", "gs1_128", "code39", "ean13", "upca", "ean8", "itf14")
    # ZXingReader of Debian 12 stops with a failed assertion of its own at bars that are some 300 dots high.
    w, h = (150, 12) if linear else (36, 36)
    if rotation in (90, 270):
        w, h = h, w
    element = {"kind": "symbol", "x": 4, "y": 4, "w": w, "h": h, "symbology": symbology, "content": content, "rotation": rotation, **more}
    if module:
        element["module"] = module
    thing = "package" if "package" in content else "unit"
    return {"name": "one", "for": thing, "width": w + 8, "height": h + 8, "elements": [element]}


def wanted(row):
    _, _, values, _, data, _ = row
    return data if data is not None else next(iter(values.values())).encode()


def read_back(name, row, picture, strict=True):
    symbology, _, _, identifier, _, bars = row
    equal(f"{name}: ZXingReader", zxing(picture), [(identifier, wanted(row))])
    if bars:
        got, want = zbar(picture), wanted(row)
        forms = {want, want.replace(GS, b""), b"0" + want if symbology == "upca" else want}  # zbarimg says an UPC-A as EAN-13
        check(f"{name}: zbarimg", len(got) == 1 and got[0] in forms, f"got {got!r}, want {want!r}")


def test_dots(row, dpi, module_mm):
    symbology, content, values = row[:3]
    name = f"{symbology} {next(iter(values.values()), '')!r} at {dpi} dpi, module {module_mm} mm"
    picture = draw(one(symbology, content, module=module_mm), "png", dpi, values)
    read_back(name, row, picture)
    dots = round(module_mm * dpi / 25.4)
    read_back(f"{name}, blurred", row, blur(picture, max(0.1 * dots, 0.3)))


def test_turned(row):
    for rotation in (90, 180, 270):
        picture = draw(one(row[0], row[1], rotation, 0.5), "png", 203, row[2])
        equal(f"{row[0]} turned by {rotation}", zxing(picture), [(row[3], wanted(row))])


def test_pdf(row):
    for drawn, seen in ((300, 300), (600, 300), (203, 600)):
        pdf = draw(one(row[0], row[1], module=0.5), "pdf", drawn, row[2])
        subprocess.run(["pdftoppm", "-r", str(seen), "-png", "-singlefile", pdf, path("page")], check=True)
        read_back(f"{row[0]} {wanted(row)!r} as PDF for {drawn} dpi, seen with {seen}", row, path("page.png"))


def test_without_room():
    """The least room that a refusal names suffices, and a dot less does not."""
    for symbology, content in (("qr", "{unit.serial}"), ("gs1_datamatrix", "{gs1}"), ("code128", "{unit.serial}"), ("ean13", "{product.gtin}")):
        for dpi in (203, 300, 600):
            small = one(symbology, content)
            small["elements"][0].update(w=3, h=2)
            try:
                draw(small, "png", dpi)
                check(f"{symbology} in 3 x 2 mm at {dpi} dpi is refused", False)
                continue
            except Refused as e:
                needs = re.search(r"needs ([0-9.]+) x ([0-9.]+) mm", str(e))
            if not check(f"{symbology}: what it needs", needs is not None):
                continue
            w, h = float(needs.group(1)), float(needs.group(2))
            small["elements"][0].update(w=w + 0.1, h=h + 0.1)
            small.update(width=w + 8, height=h + 8)
            check(f"{symbology} in the room that it needs ({w} x {h} mm at {dpi} dpi)", len(zxing(draw(small, "png", dpi))) == 1)
            small["elements"][0].update(w=w - 0.3)
            try:
                draw(small, "png", dpi)
                check(f"{symbology} with less at {dpi} dpi is refused", False)
            except Refused:
                check("", True)


# What a symbology cannot say.
CANNOT = [
    ("code39", "lower case"), ("code39", "ÄÖ"), ("code128", "Ä"), ("code128", "a\tb"), ("ean13", "123"), ("ean13", "9506000134353"), ("ean13", "19506000134359"),
    ("upca", "036000291453"), ("ean8", "12345678"), ("itf14", "x"), ("gs1_dl_qr", "CAM-1"), ("qr", ""), ("code128", "x" * 100)]


def test_cannot():
    for symbology, text in CANNOT:
        try:
            draw(one(symbology, "{unit.serial}"), "png", 300, {"unit.serial": text})
            check(f"{symbology} cannot say {text!r}", False)
        except Refused as e:
            check(f"{symbology} cannot say {text!r}", str(e).startswith("elements[0].content: "), e)
    for content, values in (("(01){unit.serial}", {"unit.serial": "09506000134353"}), ("(21){unit.serial}", {"unit.serial": "A B"}), ("(17){unit.serial}", {"unit.serial": "261399"}),
                            ("(01){product.gtin}(21){unit.serial}", {"unit.serial": "A[21]B"}), ("(01){product.gtin}(21){unit.serial}", {"unit.serial": "x" * 21})):
        try:
            draw(one("gs1_datamatrix", content), "png", 300, values)
            check(f"gs1_datamatrix cannot say {content} {values}", False)
        except Refused:
            check("", True)
    # A value that is not there leaves its Application Identifier out.
    picture = draw(one("gs1_datamatrix", "(01){product.gtin}(10){lot.number}(21){unit.serial}"), "png", 300, {"lot.number": "", "unit.serial": "A"})
    equal("without a lot", zxing(picture), [("]d2", b"01" + GTIN.encode() + b"21A")])


def main():
    for row in ROWS:
        for dpi in (203, 300, 600):
            for module in (0.5, 0.26):
                test_dots(row, dpi, module)
        test_turned(row)
        test_pdf(row)
    test_without_room()
    test_cannot()
    print(f"figure: {counts['passed']} times symbols of {len({r[0] for r in ROWS})} kinds read back at 203, 300 and 600 dpi, also blurred, turned, and from PDF")
    finish()


main()
