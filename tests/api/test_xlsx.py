#!/usr/bin/env python3
"""Lists as Excel workbooks: every list that has CSV, read back; many rows in little memory; nothing is left of them."""
import csv
import datetime
import io
import os
import pathlib
import sys
import tempfile

import harness
from harness import check, check_reply, equal

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
import xlsx  # noqa: E402

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS = 100_000 if harness.LONG else 20_000
MEMORY_MB = 40
EPOCH = datetime.datetime(1899, 12, 30, tzinfo=datetime.timezone.utc)
# Lists, with what they must be asked with.
LISTS = ["/v1/products", "/v1/locations", "/v1/parties", "/v1/lots", "/v1/units", "/v1/events", "/v1/stock", "/v1/users", "/v1/imports",
         "/v1/trace?product=00042", "/v1/units/1/history"]


def make(admin):
    for path, body in [("/v1/products", {"sku": "00042", "name": "=1+1", "category": "a <b> & c"}),
                       ("/v1/locations", {"code": "007", "name": "Shelf", "kind": "site"}),
                       ("/v1/parties", {"code": "00815", "name": "Örtlich", "kind": "customer"}),
                       ("/v1/lots", {"product": "00042", "number": "0001", "expires": "2027-01-31"})]:
        reply = admin.post(path, body)
        assert reply.status == 201, reply.text
    units = [{"serial": "000123456789012345678"}, {"serial": "_x0041_"}, {"serial": "1E5"}]
    reply = admin.post("/v1/commands/receive", {"product": "00042", "location": "007", "lot": "0001", "units": units})
    assert reply.status in (200, 201), reply.text
    reply = admin.post("/v1/imports?kind=parties&mode=all", "code,name,kind\nP9,Nine,staff\n", {"Content-Type": "text/csv"})
    assert reply.status == 201, reply.text


def as_csv(cell):
    """What the CSV of the same list has in this place, as far as it says the same."""
    kind, value = cell
    if kind == "":
        return ""
    if kind == "b":
        return "true" if value else "false"
    if kind == "n":
        return str(int(value))
    if kind == "d":
        at = EPOCH + datetime.timedelta(milliseconds=round(value * 86_400_000))
        return at.strftime("%Y-%m-%d") if value == int(value) else at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return value


def undefused(text):
    return text[1:] if text[:1] == "'" and text[1:2] in "=+-@" else text


def test_same_as_csv(admin):
    for path in LISTS:
        joined = path + ("&" if "?" in path else "?")
        book, text = admin.get(joined + "format=xlsx"), admin.get(joined + "format=csv").text
        if not check(f"{path}: is a workbook", book.status == 200 and book.headers["Content-Type"] == TYPE, book.text[:300]):
            continue
        name = admin.get(joined + "format=csv").headers["Content-Disposition"].replace(".csv", ".xlsx")
        equal(f"{path}: file name", book.headers["Content-Disposition"], name)
        sheets, bold = xlsx.read(book.body)
        lines = [[undefused(cell) for cell in line] for line in csv.reader(io.StringIO(text))]
        got = [[as_csv(cell) for cell in row] for row in sheets[0].rows]
        got = [row + [""] * (len(lines[0]) - len(row)) for row in got]
        equal(f"{path}: rows", got, lines)
        equal(f"{path}: no formulas, bold and frozen head", (sheets[0].formulas, bold, sheets[0].frozen), (0, True, ("frozen", "1")))


def test_kinds(admin):
    rows = xlsx.read(admin.get("/v1/units?format=xlsx&sort=serial").body)[0][0].rows
    column = {name: i for i, (_, name) in enumerate(rows[0])}
    unit = rows[1]
    equal("a code with zeros is text", unit[column["product"]], ("s", "00042"))
    equal("so is a name that looks like a formula", unit[column["product_name"]], ("s", "=1+1"))
    equal("and a long serial", unit[column["serial"]], ("s", "000123456789012345678"))
    equal("a number is a number", unit[column["events"]], ("n", 1.0))
    equal("times and days are dates", (unit[column["received_at"]][0], as_csv(unit[column["expires"]])), ("d", "2027-01-31"))


def test_refusals(admin):
    check_reply("no workbook of keys", admin.get("/v1/keys?format=xlsx"), 400, {"code": "bad_request", "field": "format"})
    check_reply("a wrong filter is told", admin.get("/v1/units?format=xlsx&no=1"), 400, {"code": "bad_request"})
    check_reply("nor for anybody", admin.get("/v1/units?format=xlsx", Authorization="Bearer x"), 401)
    check_reply("what the list refuses", admin.get("/v1/units?product=NO&format=xlsx"), 422, {"code": "unknown_product"})
    equal("nothing found: the head alone", len(xlsx.read(admin.get("/v1/parties?q=nobody&format=xlsx").body)[0][0].rows), 1)


def sanitized():
    with open(harness.binary(), "rb") as f:
        data = f.read()
    return b"__asan_init" in data or b"__tsan_init" in data


def test_many(server, admin, folder):
    units = [{"serial": f"{i:09}"} for i in range(ROWS)]
    assert admin.post("/v1/products", {"sku": "MANY", "name": "Many"}).status == 201
    for at in range(0, ROWS, 50_000):
        reply = admin.post("/v1/commands/receive", {"product": "MANY", "location": "007", "units": units[at:at + 50_000]})
        assert reply.status in (200, 201), reply.text[:500]
    path = "/v1/units?product=MANY&sort=serial&format=xlsx"
    admin.get(path)  # what is needed once is there
    before, begun = server.memory_kb(), datetime.datetime.now()
    book = admin.get(path)
    took, grown = (datetime.datetime.now() - begun).total_seconds(), (server.memory_kb() - before) / 1024
    sheets, _ = xlsx.read(book.body)
    equal("every row once, in order", [row[3][1] for row in sheets[0].rows[1:]], [u["serial"] for u in units])
    print(f"figure: workbook of {ROWS} units: {took:.1f} s, {len(book.body) / 1e6:.1f} MB, memory grew by {grown:.1f} MB")
    check("in constant memory", sanitized() or grown < MEMORY_MB, f"{grown} MB")
    equal("no file is left", os.listdir(folder), [])


def test_gone(server, admin, folder):
    """Who goes away in the middle, again and again, takes no place for good."""
    for _ in range(6):
        client = server.client(admin.token)
        connection = harness.http.client.HTTPConnection("127.0.0.1", server.port, timeout=harness.REPLY_S)
        connection.request("GET", "/v1/units?product=MANY&format=xlsx", headers={"Authorization": f"Bearer {admin.token}"})
        response = connection.getresponse()
        check("begins, or is told to wait", response.status in (200, 503), response.status)
        if response.status == 200:
            response.read(1000)
        connection.close()
        check_reply("others go on", client.get("/v1/units?limit=1"), 200)
        client.close()
    reply = None
    for _ in range(200):  # until the last connection that was closed has been noticed
        reply = admin.get("/v1/parties?format=xlsx")
        if reply.status != 503:
            break
    check_reply("there is a place again", reply, 200)
    open_files = [os.readlink(f"/proc/{server.process.pid}/fd/{fd}") for fd in os.listdir(f"/proc/{server.process.pid}/fd")]
    check("no more files are open than may be", sum(folder in name for name in open_files) <= 4, str(open_files))
    equal("and none has a name", os.listdir(folder), [])


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TMPDIR"] = folder  # of the server
        with harness.Server() as server:
            admin = server.admin()
            make(admin)
            test_same_as_csv(admin)
            test_kinds(admin)
            test_refusals(admin)
            test_many(server, admin, folder)
            test_gone(server, admin, folder)
    harness.finish()


main()
