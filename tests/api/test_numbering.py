#!/usr/bin/env python3
"""Numbering schemes, issuing numbers, pools: what is refused and how, that nobody is given a number twice whatever the haste, that an id is
answered the same for ever, and that what is unused ends.
"""
import datetime
import http.client
import json
import os
import re
import sys
import threading
import time
import uuid

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import books  # noqa: E402
import harness  # noqa: E402
from harness import check, equal, rows  # noqa: E402

SECONDS = 120  # until something must have happened
CLIENTS, ASKS, EACH = 16, 4, 37
LETTERS = "2346789CDFGHJKMNPQRTVWXY"


def mod37_36(text):
    """Check character of ISO/IEC 7064, MOD 37,36, as the standard's text has it."""
    letters, p = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", 36
    for c in text:
        s = (p + letters.index(c)) % 36 or 36
        p = s * 2 % 37
    return next(c for i, c in enumerate(letters) if (p + i) % 36 == 1)


def mod10(digits):
    return str(-sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits))) % 10)


def sscc(n):
    digits = f"34012345{n:09d}"
    return digits + mod10(digits)


def checked(n):
    return f"C{n:04d}" + mod37_36(f"C{n:04d}")


def make(admin):
    rows(admin, [
        ("pump", "POST", "/v1/products", {"sku": "PUMP", "name": "Pump"}, 201, {"numbering": None}),
        ("fan", "POST", "/v1/products", {"sku": "FAN", "name": "Fan"}, 201, None),
        ("site", "POST", "/v1/locations", {"code": "BER", "name": "Berlin", "kind": "site"}, 201, None),
        ("bin", "POST", "/v1/locations", {"code": "BER-A1", "name": "A1", "kind": "bin", "parent": "BER"}, 201, None),
        ("supplier", "POST", "/v1/parties", {"code": "SUP", "name": "Supplier", "kind": "supplier"}, 201, None),
    ])


def scheme(code, pattern, **more):
    return {"code": code, "name": code, "pattern": pattern, **more}


def schemes(admin):
    rows(admin, [
        ("a scheme", "POST", "/v1/numbering/schemes", scheme("YEAR", "P{yy}-{seq:4}", restart=["year"]), 201,
         {"kind": "unit", "format": "P#{2}-#{4}", "restart": ["year"], "first": 1, "active": True, "version": 1}),
        ("its code again", "POST", "/v1/numbering/schemes", scheme("YEAR", "{seq:4}"), 409, {"code": "duplicate"}),
        ("an unknown word", "POST", "/v1/numbering/schemes", scheme("X", "AB{sequ:4}"), 422,
         {"field": "pattern", "detail": lambda d: d.startswith("pattern, character 3: there is no {sequ}") and "{seq:6}" in d}),
        ("letters under a check of digits", "POST", "/v1/numbering/schemes", scheme("X", "SN{seq:4}{check:luhn}"), 422,
         ["character 10", "digits only"]),
        ("random that is too short", "POST", "/v1/numbering/schemes", scheme("X", "{random:2}"), 422, ["{random:3} is the shortest"]),
        ("numbers that repeat", "POST", "/v1/numbering/schemes", scheme("X", "{seq:4}", restart=["year"]), 422,
         {"field": "restart", "detail": lambda d: "{yyyy}" in d}),
        ("an SSCC that is too short", "POST", "/v1/numbering/schemes", scheme("X", "34012345{seq:8}{check:mod10}", kind="package"), 422,
         ["18 digits", "{seq:9} would fit"]),
        ("an SSCC", "POST", "/v1/numbering/schemes", scheme("SSCC", "34012345{seq:9}{check:mod10}", kind="package"), 201, {"kind": "package"}),
        ("per site", "POST", "/v1/numbering/schemes", scheme("SITE", "{site}{seq:5}", restart=["site"], first=100), 201, None),
        ("random", "POST", "/v1/numbering/schemes", scheme("RANDOM", "R{random:8}"), 201, None),
        ("checked", "POST", "/v1/numbering/schemes", scheme("CHECKED", "C{seq:4}{check:mod37_36}"), 201, None),
        ("short", "POST", "/v1/numbering/schemes", scheme("SHORT", "Q{seq:1}"), 201, None),
        ("read", "GET", "/v1/numbering/schemes/YEAR", None, 200, {"pattern": "P{yy}-{seq:4}"}),
        ("of packages", "GET", "/v1/numbering/schemes?kind=package", None, 200, {"items": [{"code": "SSCC"}]}),
        ("as a file", "GET", "/v1/numbering/schemes?format=csv", None, 200, ["code,name,kind,pattern,restart", "YEAR,YEAR,unit,P{yy}-{seq:4},year"]),
        ("none", "GET", "/v1/numbering/schemes/NONE", None, 404, {"code": "not_found"}),
        ("changed", "PATCH", "/v1/numbering/schemes/YEAR", {"pattern": "P{yy}-{seq:5}"}, 200, {"version": 2, "format": "P#{2}-#{5}"}),
        ("a product with a scheme", "PATCH", "/v1/products/PUMP", {"numbering": "YEAR"}, 200, {"numbering": "YEAR"}),
        ("with none such", "PATCH", "/v1/products/FAN", {"numbering": "NONE"}, 422, {"code": "unknown_scheme", "field": "numbering"}),
        ("with one of packages", "PATCH", "/v1/products/FAN", {"numbering": "SSCC"}, 422, {"field": "numbering"}),
    ])
    stale = admin.patch("/v1/numbering/schemes/YEAR", {"name": "x"}, headers={"If-Match": '"1"'})
    equal("a scheme that was changed meanwhile", stale.status, 412)


def issue(client, **ask):
    return client.post("/v1/numbering/numbers", ask)


def issuing(admin):
    yy = f"{datetime.datetime.now(datetime.timezone.utc):%y}"
    first = issue(admin, product="PUMP", count=3)
    harness.check_reply("three numbers", first, 201, {"scheme": "YEAR", "count": 3, "numbers": [f"P{yy}-0000{i}" for i in (1, 2, 3)]})
    rows(admin, [
        ("they are allocated", "GET", f"/v1/products/PUMP/units/P{yy}-00002", None, 200, {"status": "allocated"}),
        ("numbers go on", "POST", "/v1/numbering/numbers", {"product": "PUMP", "count": 1}, 201, {"numbers": [f"P{yy}-00004"]}),
        ("a year of its own", "POST", "/v1/numbering/numbers", {"product": "PUMP", "count": 1, "time": "2025-12-31T23:30:00-02:00"}, 201,
         {"numbers": ["P25-00001"], "period": "2025"}),
        ("typed in by hand", "POST", "/v1/commands/receive", {"product": "PUMP", "serials": [f"P{yy}-00006", f"P{yy}-00007"], "location": "BER-A1"},
         201, None),
        ("what exists is left out", "POST", "/v1/numbering/numbers", {"product": "PUMP", "count": 3}, 201,
         {"skipped": 2, "numbers": [f"P{yy}-0000{i}" for i in (5, 8, 9)]}),
        ("a counter that begins too low", "POST", "/v1/numbering/schemes", scheme("LOW", "L{seq:4}"), 201, None),
        ("below much that was typed in", "POST", "/v1/commands/allocate", {"product": "FAN", "serial_ranges": ["L0001..L2500", "L2502..L2503"]}, 201, None),
        ("goes on where there is room", "POST", "/v1/numbering/numbers", {"product": "FAN", "scheme": "LOW", "count": 3}, 201,
         {"skipped": 2502, "numbers": ["L2501", "L2504", "L2505"]}),
        ("and behind that", "POST", "/v1/numbering/numbers", {"product": "FAN", "scheme": "LOW", "count": 1}, 201,
         {"skipped": 0, "numbers": ["L2506"]}),
        ("to its end", "POST", "/v1/commands/allocate", {"product": "FAN", "serial_ranges": ["L2507..L9998"]}, 201, None),
        ("where one is left", "POST", "/v1/numbering/numbers", {"product": "FAN", "scheme": "LOW", "count": 2}, 409, {"code": "numbers_exhausted"}),
        ("which is given", "POST", "/v1/numbering/numbers", {"product": "FAN", "scheme": "LOW", "count": 1}, 201,
         {"skipped": 7492, "numbers": ["L9999"]}),
        ("for a site", "POST", "/v1/numbering/numbers", {"product": "FAN", "scheme": "SITE", "site": "BER", "count": 2}, 201,
         {"numbers": ["BER00100", "BER00101"], "period": "BER"}),
        ("without the site", "POST", "/v1/numbering/numbers", {"product": "FAN", "scheme": "SITE", "count": 1}, 422, {"field": "site"}),
        ("a bin is no site", "POST", "/v1/numbering/numbers", {"product": "FAN", "scheme": "SITE", "site": "BER-A1", "count": 1}, 422,
         ["no site but a bin"]),
        ("no scheme", "POST", "/v1/numbering/numbers", {"product": "FAN", "count": 1}, 422, {"code": "unknown_scheme"}),
        ("none", "POST", "/v1/numbering/numbers", {"product": "PUMP", "count": 0}, 422, {"field": "count"}),
        ("too many", "POST", "/v1/numbering/numbers", {"product": "PUMP", "count": 100001}, 422, {"field": "count"}),
        ("more than are left", "POST", "/v1/numbering/numbers", {"product": "FAN", "scheme": "SHORT", "count": 10}, 409,
         {"code": "numbers_exhausted", "detail": lambda d: "9 numbers left" in d and "{seq:2}" in d}),
        ("all that are left", "POST", "/v1/numbering/numbers", {"product": "FAN", "scheme": "SHORT", "count": 9}, 201,
         {"numbers": [f"Q{i}" for i in range(1, 10)]}),
        ("void numbers", "POST", "/v1/commands/void", {"product": "FAN", "serials": ["Q3"], "reason": "misprint"}, 201, None),
        ("never come back", "POST", "/v1/numbering/numbers", {"product": "FAN", "scheme": "SHORT", "count": 1}, 409, ["0 numbers left"]),
        ("a pattern with a check", "POST", "/v1/numbering/numbers", {"product": "FAN", "scheme": "CHECKED", "count": 1}, 201, {"numbers": [checked(1)]}),
        ("strict products refuse", "PATCH", "/v1/products/FAN", {"serial_format": "regex:[A-Z]{2}[0-9]+"}, 200, None),
        ("what does not fit", "POST", "/v1/numbering/numbers", {"product": "FAN", "scheme": "CHECKED", "count": 1}, 422, {"code": "bad_serial_format"}),
        ("also when received", "POST", "/v1/commands/receive", {"product": "FAN", "serial": "F1", "location": "BER-A1"}, 422,
         ["does not look like regex:[A-Z]{2}[0-9]+"]),
        ("and takes what does", "POST", "/v1/commands/receive", {"product": "FAN", "serial": "FA1", "location": "BER-A1"}, 201, None),
        ("an expression that cannot be read", "PATCH", "/v1/products/FAN", {"serial_format": "regex:[A-Z"}, 422, ["serial_format, character 11"]),
        ("no longer strict", "PATCH", "/v1/products/FAN", {"serial_format": ""}, 200, None),
        ("a closed scheme", "PATCH", "/v1/numbering/schemes/SHORT", {"active": False}, 200, None),
        ("gives no more", "POST", "/v1/numbering/numbers", {"product": "FAN", "scheme": "SHORT", "count": 1}, 422, ["is closed"]),
    ])


def random_numbers(admin):
    reply = issue(admin, product="FAN", scheme="RANDOM", count=2000)
    numbers = reply.json["numbers"]
    equal("random numbers are all different", len(set(numbers)), 2000)
    check("and of the alphabet", all(re.fullmatch(f"R[{LETTERS}]{{8}}", n) for n in numbers))
    rows(admin, [
        ("one that is soon easy to guess", "POST", "/v1/numbering/schemes", scheme("DENSE", "D{random:4}"), 201, None),
        ("while it is not", "POST", "/v1/numbering/numbers", {"product": "FAN", "scheme": "DENSE", "count": 33}, 201, None),
        ("and when it is", "POST", "/v1/numbering/numbers", {"product": "FAN", "scheme": "DENSE", "count": 1}, 409,
         {"code": "numbers_exhausted", "detail": lambda d: "{random:5} would do" in d}),
    ])


def packages(admin):
    reply = issue(admin, scheme="SSCC", count=3)
    harness.check_reply("SSCCs", reply, 201, {"numbers": [sscc(1), sscc(2), sscc(3)]})
    listed = f"/v1/numbering/issues/{reply.json['id']}/numbers"
    rows(admin, [
        ("of no product", "POST", "/v1/numbering/numbers", {"scheme": "SSCC", "product": "FAN", "count": 1}, 422, {"field": "product"}),
        ("no pool of them", "POST", "/v1/pools", {"scheme": "SSCC", "name": "x", "count": 1}, 422, {"field": "product"}),
        ("received", "POST", "/v1/commands/receive", {"product": "FAN", "serial": "FB1", "location": "BER-A1"}, 201, None),
        ("picked", "POST", "/v1/commands/pick", {"product": "FAN", "serial": "FB1"}, 201, None),
        ("packed", "POST", "/v1/commands/pack", {"product": "FAN", "serial": "FB1", "package": sscc(2)}, 201, None),
        ("what became of them", "GET", listed, None, 200, {"items": [{"status": "issued"}, {"status": "used"}, {"status": "issued"}]}),
    ])
    again = issue(admin, scheme="SSCC", count=3, id=reply.json["id"])
    equal("the same id again", (again.status, again.json["numbers"]), (200, reply.json["numbers"]))
    equal("with another count", issue(admin, scheme="SSCC", count=2, id=reply.json["id"]).json["code"], "id_reused")


def preview(admin):
    rows(admin, [
        ("the next ones", "POST", "/v1/numbering/preview", {"scheme": "CHECKED", "count": 2}, 200,
         {"numbers": [checked(2), checked(3)], "random": False, "pattern": "C{seq:4}{check:mod37_36}"}),
        ("are not taken", "POST", "/v1/numbering/preview", {"scheme": "CHECKED", "count": 1}, 200, {"numbers": [checked(2)]}),
        ("a pattern to try", "POST", "/v1/numbering/preview", {"pattern": "{sku}/{yyyy}{ww}-{seq:3}", "time": "2027-01-01T12:00:00Z", "count": 2}, 200,
         {"numbers": ["SKU/202653-001", "SKU/202653-002"], "format": "?{1,80}/#{4}#{2}-#{3}"}),
        ("one that cannot work", "POST", "/v1/numbering/preview", {"pattern": "A{seq:3"}, 422, ["character 2", "never closed"]),
        ("nothing to try", "POST", "/v1/numbering/preview", {}, 422, {"code": "missing_field"}),
    ])


def again(server, admin):
    """An id is answered the same for ever: also when units were renumbered, and after a restart."""
    key = str(uuid.uuid4())
    ask = {"product": "PUMP", "count": 2500, "id": key}
    first = issue(admin, **ask)
    equal("2,500 numbers are several events", first.status, 201)
    rows(admin, [
        ("one is renumbered", "POST", "/v1/commands/correct",
         {"product": "PUMP", "serial": first.json["numbers"][7], "serial_new": "OTHER", "reason": "misread"}, 201, None),
        ("other content", "POST", "/v1/numbering/numbers", {**ask, "count": 2501}, 409, {"code": "id_reused"}),
        ("an id of another command", "POST", "/v1/commands/allocate", {"product": "PUMP", "serial": "Z1", "id": key}, 409, {"code": "id_reused"}),
    ])
    server.stop()
    server.start()
    client = server.client(admin.token)
    second = issue(client, **ask)
    equal("the same id after a restart", (second.status, second.headers["Idempotent-Replayed"]), (200, "true"))
    equal("the first numbers again", second.json["numbers"], first.json["numbers"])
    equal("and the rest of the answer", {k: v for k, v in second.json.items() if k != "numbers"},
          {k: v for k, v in first.json.items() if k != "numbers"})
    return client


def pools(admin, operator):
    created = admin.post("/v1/pools", {"name": "Line 2", "product": "PUMP", "count": 10, "party": "SUP", "location": "BER", "expires_at": "2099-05-31"})
    harness.check_reply("a pool", created, 201, {"pool": "Line 2", "count": 10})
    path, numbers = created.headers["Location"], created.json["numbers"]
    rows(admin, [
        ("two are used", "POST", "/v1/commands/commission", {"product": "PUMP", "serials": numbers[:2], "location": "BER-A1"}, 201, None),
        ("its progress", "GET", path, None, 200, {"count": 10, "left": 8, "used": 2, "void": 0, "party": "SUP", "location": "BER",
                                                  "expires_at": "2099-05-31", "closed_at": None}),
        ("among all", "GET", "/v1/pools?product=PUMP&state=open", None, 200, {"items": [{"name": "Line 2", "left": 8}]}),
        ("its numbers", "GET", path + "/numbers?limit=3", None, 200,
         {"items": [{"number": numbers[0], "status": "in_stock"}, {"number": numbers[1]}, {"number": numbers[2], "status": "allocated"}]}),
        ("as CSV", "GET", path + "/numbers?format=csv", None, 200, ["number,place,status,changed_at", f"{numbers[9]},10,allocated,"]),
        ("as NDJSON", "GET", path + "/numbers?format=ndjson", None, 200, [f'"number":"{numbers[9]}"']),
        ("a new name", "PATCH", path, {"name": "Line 3"}, 200, {"name": "Line 3", "version": 2}),
        ("to end on a day that is over", "PATCH", path, {"expires_at": "2020-01-01"}, 422, {"code": "bad_time", "field": "expires_at"}),
        ("nothing is void yet", "GET", path, None, 200, {"left": 8, "expires_at": "2099-05-31"}),
        ("no name", "POST", "/v1/pools", {"product": "PUMP", "count": 1}, 422, {"field": "name"}),
        ("expired before it begins", "POST", "/v1/pools", {"name": "x", "product": "PUMP", "count": 1, "expires_at": "2020-01-01"}, 422,
         {"field": "expires_at"}),
        ("for nobody", "POST", "/v1/pools", {"name": "x", "product": "PUMP", "count": 1, "party": "NOBODY"}, 422, {"code": "unknown_party"}),
    ])
    equal("an operator may not make it void", operator.post(path + "/void", {"reason": "x"}).status, 403)
    book = admin.get(path + "/numbers?format=xlsx")
    check("as a workbook", book.status == 200 and book.body[:2] == b"PK")
    key = str(uuid.uuid4())
    rows(admin, [
        ("without a reason", "POST", path + "/void", {}, 422, {"field": "reason"}),
        ("what is unused is void", "POST", path + "/void", {"reason": "line closed", "id": key}, 201, {"void": 8}),
        ("the same id again", "POST", path + "/void", {"reason": "line closed", "id": key}, 200, {"void": 8}),
        ("nothing is left", "POST", path + "/void", {"reason": "line closed"}, 422, {"code": "no_units"}),
        ("as it is now", "GET", path, None, 200, {"left": 0, "used": 2, "void": 8, "closed_at": lambda t: t is not None}),
        ("a closed one stays", "PATCH", path, {"expires_at": None}, 422, ["closed"]),
        ("in the ledger", "GET", "/v1/events?command=void&limit=1", None, 200, {"items": [{"units": 8}]}),
        ("a void number", "POST", "/v1/commands/commission", {"product": "PUMP", "serial": numbers[5], "location": "BER-A1"}, 409, None),
    ])


def expiry(server, admin):
    """The clock cannot be turned; the pool's expiry can. Housekeeping looks when the server starts, and every few seconds."""
    path = admin.post("/v1/pools", {"name": "Short", "product": "PUMP", "count": 6000, "expires_at": "2099-01-01"}).headers["Location"]
    admin.post("/v1/commands/commission", {"product": "PUMP", "serial": admin.get(path + "/numbers?limit=1").json["items"][0]["number"],
                                           "location": "BER-A1"})
    server.stop()
    with books.write(server.db) as b:
        b.change("UPDATE number_pool SET expires_at = 1000 WHERE name = 'Short'")
    server.start()
    client = server.client(admin.token)
    deadline = time.monotonic() + SECONDS
    while (pool := client.get(path).json)["closed_at"] is None and time.monotonic() < deadline:
        client.get("/healthz")
    equal("what expired is void, what was used stays", (pool["left"], pool["void"], pool["used"]), (0, 5999, 1))
    event = client.get("/v1/events?command=void&limit=1").json["items"][0]
    equal("and the ledger names who did it", event["actor"], "serno (numbering)")
    who = client.post("/v1/session", {"name": "serno (numbering)", "password": ""})
    check("who cannot sign in", who.status in (401, 422), who.text)
    return client


def crowd(servers, token):
    """Several clients ask at once for numbers of one counter, on several servers where there are several."""
    got, failed = [], []

    def work(port):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
        for _ in range(ASKS):
            connection.request("POST", "/v1/numbering/numbers", json.dumps({"product": "FAN", "scheme": "CROWD", "count": EACH}),
                               {"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
            response = connection.getresponse()
            body = json.loads(response.read())
            if response.status == 201:
                got.extend(body["numbers"])
            else:
                failed.append(body)
        connection.close()

    threads = [threading.Thread(target=work, args=(servers[i % len(servers)].port,)) for i in range(CLIENTS)]
    started = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    total = CLIENTS * ASKS * EACH
    equal("nobody is refused", failed, [])
    equal("nobody is given a number twice", len(set(got)), len(got))
    equal("and none is left out", sorted(got), [f"W{i:06d}" for i in range(1, total + 1)])
    print(f"figure: {total} numbers of one counter, {CLIENTS} clients at once, {len(servers)} servers: {time.monotonic() - started:.2f} s")


def together(server, admin):
    rows(admin, [("for a crowd", "POST", "/v1/numbering/schemes", scheme("CROWD", "W{seq:6}"), 201, None)])
    crowd([server], admin.token)
    if not books.CLUSTER:
        return
    admin.patch("/v1/numbering/schemes/CROWD", {"pattern": "V{seq:6}"})
    rows(admin, [("from the beginning", "POST", "/v1/numbering/schemes", scheme("CROWD2", "W{seq:6}"), 201, None)])
    with harness.Server(db=server.db) as second:
        several([server, second], admin.token)


def several(servers, token):
    """Two processes on one database, and the same ask with the same id at both: it is done once."""
    admin = servers[0].client(token)
    rows(admin, [("another product", "POST", "/v1/products", {"sku": "MANY", "name": "Many"}, 201, None)])
    got, lock = [], threading.Lock()
    ids = [str(uuid.uuid4()) for _ in range(ASKS)]

    def work(port):
        client = harness.Client(port, token)
        for key in ids:
            reply = client.post("/v1/numbering/numbers", {"product": "MANY", "scheme": "CROWD2", "count": EACH, "id": key})
            with lock:
                got.append((key, reply.status, tuple(reply.json.get("numbers", [reply.text]))))

    threads = [threading.Thread(target=work, args=(servers[i % 2].port,)) for i in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    equal("each id is done once", sorted(status for _, status, _ in got), [200] * (len(got) - ASKS) + [201] * ASKS)
    equal("and answered alike to all", len({(key, numbers) for key, _, numbers in got}), ASKS)
    issued = [n for numbers in {numbers for _, _, numbers in got} for n in numbers]
    equal("without gaps", sorted(issued), [f"W{i:06d}" for i in range(1, ASKS * EACH + 1)])


def ranges(admin):
    """Serials in rows, beside serials that are named one by one."""
    def receive(name, given, status, contains=None):
        return (name, "POST", "/v1/commands/receive", {"product": "FAN", "location": "BER-A1", **given}, status, contains)
    rows(admin, [
        receive("ranges", {"serial_ranges": ["SR0098..SR0101", "300+3", "R-7"], "serials": ["5-9"]}, 201, {"units": 9}),
        ("with a hyphen it is one serial", "GET", "/v1/products/FAN/units/5-9", None, 200, {"status": "in_stock"}),
        ("zeros stay", "GET", "/v1/products/FAN/units/SR0101", None, 200, None),
        receive("different prefixes", {"serial_ranges": ["1+2", "SN1..SX3"]}, 422,
                {"field": "serial_ranges", "row": 3, "detail": lambda d: "both ends must begin alike" in d}),
        receive("falling", {"serial_ranges": ["SN9..SN1"]}, 422, ["ends before it begins"]),
        receive("too many", {"serial_ranges": ["1-200000"]}, 413, {"code": "too_many"}),
        receive("too many together", {"serial_ranges": ["1-60000", "100001-160000"]}, 413, {"code": "too_many"}),
        receive("twice", {"serial_ranges": ["400-403", "402+1"]}, 422, {"code": "repeated_in_bulk"}),
        receive("no text", {"serial_ranges": [7]}, 422, ["an array of texts"]),
    ])


def bulk(admin):
    rows(admin, [("for many", "POST", "/v1/numbering/schemes", scheme("BULK", "B{seq:9}"), 201, None),
                 ("a product for them", "POST", "/v1/products", {"sku": "BULK", "name": "Bulk", "numbering": "BULK"}, 201, None)])
    started = time.monotonic()
    reply = issue(admin, product="BULK", count=100000)
    took = time.monotonic() - started
    equal("100,000 numbers with one command", (reply.status, len(set(reply.json["numbers"]))), (201, 100000))
    print(f"figure: 100,000 numbers generated and allocated over HTTP in {took:.2f} s")
    issues = admin.get("/v1/numbering/issues?product=BULK").json["items"]
    equal("remembered as one issue", [(i["count"], i["scheme"]) for i in issues], [(100000, "BULK")])
    first, rest = admin.get("/v1/numbering/issues?limit=2"), []
    rest = admin.get(f"/v1/numbering/issues?limit=2&cursor={first.json['next']}").json["items"]
    check("pages of issues do not overlap", not {i["id"] for i in first.json["items"]} & {i["id"] for i in rest} and len(rest) == 2)


def main():
    with harness.Server() as server:
        admin = server.admin()
        operator = server.person("olga", ["operator"])
        make(admin)
        schemes(admin)
        issuing(admin)
        random_numbers(admin)
        packages(admin)
        preview(admin)
        pools(admin, operator)
        admin = again(server, admin)
        admin = expiry(server, admin)
        together(server, admin)
        ranges(admin)
        bulk(admin)
    harness.finish()


if __name__ == "__main__":
    main()
