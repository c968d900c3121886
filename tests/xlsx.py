"""Reads an .xlsx file back with nothing but zipfile and an XML parser, as any spreadsheet program would."""
import io
import re
import xml.etree.ElementTree as ET
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Sheet:
    """rows: lists of (kind, value); kind is 's' text, 'n' number, 'b' boolean, 'd' date or time (a number with such a format), '' empty."""

    def __init__(self, name, xml, formats):
        self.name, self.formulas, self.rows = name, 0, []
        self.frozen = self.filter = None
        for _, element in ET.iterparse(xml):
            tag = element.tag.removeprefix(MAIN)
            if tag == "pane":
                self.frozen = element.get("state"), element.get("ySplit")
            elif tag == "autoFilter":
                self.filter = element.get("ref")
            elif tag == "f":
                self.formulas += 1
            elif tag == "row":
                self.rows.append(self._row(element, formats))
                element.clear()

    @staticmethod
    def _row(element, formats):
        cells = []
        for cell in element.iter(MAIN + "c"):
            column = 0
            for letter in re.match(r"[A-Z]+", cell.get("r")).group():
                column = column * 26 + ord(letter) - 64
            cells += [("", None)] * (column - 1 - len(cells))
            kind, value = cell.get("t", "n"), cell.find(MAIN + "v")
            if kind == "inlineStr":
                text = "".join(t.text or "" for t in cell.iter(MAIN + "t"))
                cells.append(("s", re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), text)))
            elif kind == "b":
                cells.append(("b", value.text == "1"))
            else:
                date = "yy" in formats[int(cell.get("s", 0))]
                cells.append(("d" if date else "n", float(value.text)))
        return cells


def formats_of(archive):
    styles = ET.fromstring(archive.read("xl/styles.xml"))
    named = {int(f.get("numFmtId")): f.get("formatCode") for f in styles.iter(MAIN + "numFmt")}
    return [named.get(int(x.get("numFmtId")), "") for x in styles.find(MAIN + "cellXfs")]


def bold_head(archive):
    """Whether the first cell of the first sheet has a bold font."""
    styles = ET.fromstring(archive.read("xl/styles.xml"))
    fonts = styles.find(MAIN + "fonts")
    first = re.search(rb'<c r="A1" s="(\d+)"', archive.open("xl/worksheets/sheet1.xml").read(20000))
    font = fonts[int(styles.find(MAIN + "cellXfs")[int(first.group(1))].get("fontId"))]
    return font.find(MAIN + "b") is not None


def read(data):
    """The sheets of a workbook, and whether its first row is bold."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert archive.testzip() is None
    book, formats = ET.fromstring(archive.read("xl/workbook.xml")), formats_of(archive)
    sheets = []
    for i, sheet in enumerate(book.iter(MAIN + "sheet"), 1):
        with archive.open(f"xl/worksheets/sheet{i}.xml") as xml:
            sheets.append(Sheet(sheet.get("name"), xml, formats))
    return sheets, bold_head(archive)
