#!/usr/bin/env python3
"""Imports over HTTP: both layouts, dry runs, what is refused, bad rows that come back, who may, and what is kept."""
import csv
import gzip
import io
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import harness  # noqa: E402
from harness import check, check_reply, equal  # noqa: E402

FIXTURES = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "fixtures", "import")
CSV = {"Content-Type": "text/csv; charset=utf-8"}


def fixture(name):
    with open(os.path.join(FIXTURES, name), "rb") as file:
        return file.read()


def send(client, kind, body, mode=None, headers=None, **more):
    query = "&".join(f"{k}={v}" for k, v in {"kind": kind, **({"mode": mode} if mode else {}), **more}.items())
    return client.post(f"/v1/imports?{query}", body, {**CSV, **(headers or {})})


def errors(reply):
    return [(e["line"], e.get("column", ""), e["code"]) for e in reply.json["errors"]]


def counted(client):
    """How much there is of everything that an import writes. An event without units is none: with several writers, what was undone
    may leave a place in the ledger, which then says so."""
    count = lambda path: sum(item.get("units") != 0 for item in client.get(path + "?limit=1000").json["items"])
    return {name: count(f"/v1/{name}") for name in ("products", "locations", "parties", "units", "events", "lots")}


def without_run(report):
    return {k: v for k, v in report.items() if k not in ("id", "mode", "written")}


# ---- a company moves in ----

def test_moving_in(admin):
    created = {"products": 0, "locations": 0, "parties": 0, "units": 0}
    for kind, name, rows in (("products", "products.csv", 3), ("locations", "locations.csv", 5), ("parties", "parties.csv", 3)):
        before = counted(admin)
        dry = send(admin, kind, fixture(name))
        check_reply(f"{name}: dry run is the default", dry, 200, {"mode": "check", "written": False, "rows": rows, "bad": 0, "good": rows})
        check(f"{name}: a dry run has no id", "id" not in dry.json)
        equal(f"{name}: a dry run writes nothing", counted(admin), before)
        real = send(admin, kind, fixture(name), "all")
        check_reply(f"{name}: real run", real, 201, {"written": True, "created": {**created, kind: rows}})
        equal(f"{name}: as the dry run said", without_run(real.json), without_run(dry.json))
        equal(f"{name}: Location", real.headers["Location"], f"/v1/imports/{real.json['id']}")
        again = send(admin, kind, fixture(name), "all")
        check_reply(f"{name}: again", again, 422, {"code": "import_refused", "written": False, "bad": rows, "created": created})
        equal(f"{name}: every row exists", {e[2] for e in errors(again)}, {"duplicate"})
    check_reply("a product", admin.get("/v1/products/LAMP-1"), 200,
                {"gtin": "04006381333931", "warranty_months": 24, "category": "Lighting", "attributes": {"colour": "white"}})
    check_reply("a location whose parent stood below it", admin.get("/v1/locations/HAM-A-01"), 200, {"kind": "bin", "parent": "HAM-A"})
    check_reply("a party with two lines of address", admin.get("/v1/parties/C-100"), 200,
                {"name": "Müller & Söhne", "kind": "customer", "address": "Hafenstraße 1\n20095 Hamburg"})


def test_product_numbers(admin):
    """The scheme and the form of a product's serials come in, and what is exported comes in again, elsewhere."""
    for code, kind, pattern in (("LAMPS", "unit", "L{seq:6}"), ("BOXES", "package", "B{seq:6}")):
        check_reply(f"scheme {code}", admin.post("/v1/numbering/schemes", {"code": code, "name": code, "kind": kind, "pattern": pattern}), 201)
    text = ("sku,name,Number Range,Serial Regex\nNUM-1,One,LAMPS,regex:L[0-9]{6}\nNUM-2,Two,,\n"
            "NUM-3,Three,NONE,\nNUM-4,Four,BOXES,\nNUM-5,Five,LAMPS,regex:(L\n")
    columns = admin.post("/v1/imports/columns?kind=products", text, CSV).json
    equal("what the columns mean", [c["suggestion"] for c in columns["columns"]], ["sku", "name", "numbering", "serial_format"])
    reply = send(admin, "products", text, "good")
    equal("what is wrong, by row", errors(reply), [(4, "Number Range", "unknown_scheme"), (5, "Number Range", "bad_value"), (6, "Serial Regex", "bad_value")])
    check_reply("a product with both", admin.get("/v1/products/NUM-1"), 200, {"numbering": "LAMPS", "serial_format": "regex:L[0-9]{6}", "attributes": {}})
    check_reply("one with neither", admin.get("/v1/products/NUM-2"), 200, {"numbering": None, "serial_format": ""})
    check_reply("it is numbered", admin.post("/v1/numbering/numbers", {"product": "NUM-1", "count": 1}), 201, {"numbers": ["L000001"]})
    exported = list(csv.DictReader(io.StringIO(admin.get("/v1/products?format=csv&q=NUM-").text)))
    equal("the export says both", [(r["sku"], r["numbering"], r["serial_format"]) for r in exported],
          [("NUM-1", "LAMPS", "regex:L[0-9]{6}"), ("NUM-2", "", "")])
    for row in exported:
        row["sku"] += "-B"
    out = io.StringIO()
    kept = [name for name in exported[0] if name not in ("attributes", "created_at", "version")]
    writer = csv.DictWriter(out, kept, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(exported)
    check_reply("and comes in again", send(admin, "products", out.getvalue(), "all"), 201, {"bad": 0, "created": {"products": 2}})
    check_reply("with its numbering", admin.get("/v1/products/NUM-1-B"), 200, {"numbering": "LAMPS", "serial_format": "regex:L[0-9]{6}"})


def test_rows(admin):
    before = counted(admin)
    dry = send(admin, "units", fixture("units_rows.csv"), "check")
    equal("a dry run writes nothing", counted(admin), before)
    real = send(admin, "units", fixture("units_rows.csv"), "all")
    check_reply("one row per serial", real, 201, {"layout": "rows", "rows": 6, "bad": 0, "ignored_columns": [],
                                                  "created": {"units": 6}})
    equal("as the dry run said", without_run(real.json), without_run(dry.json))
    units = {u["serial"]: u for u in admin.get("/v1/units?limit=100").json["items"]}
    equal("statuses", {s: u["status"] for s, u in units.items()},
          {"L-0001": "in_stock", "L-0002": "in_stock", "T-000001": "in_stock", "T-000002": "delivered", "L-0003": "allocated", "G1": "in_stock"})
    lamp = admin.get("/v1/products/LAMP-1/units/L-0001").json
    check("attributes", harness.missing_in(lamp["attributes"], {"cost": "12.50", "shelf_owner": "Ann"}) == "", lamp)
    sold = admin.get(f"/v1/units/{units['T-000002']['id']}/history").json["items"]
    equal("the delivered unit went all the way", sorted((e["command"], e["time"][:10]) for e in sold),
          sorted([("commission", "2024-02-01")] + [(c, "2024-04-15") for c in ("pick", "pack", "ship", "deliver")]))
    check_reply("its MAC is found", admin.get("/v1/scan?code=00:1B:44:11:3A:B8"), 200, ["T-000002"])
    again = send(admin, "units", fixture("units_rows.csv"), "all")
    check_reply("again", again, 422, {"code": "import_refused", "bad": 6})
    check("says where the other one is", "in_stock in HAM-A-01" in again.json["errors"][0]["detail"], again.json["errors"][0])


def test_zoho(admin):
    missing = send(admin, "units", fixture("units_zoho.csv"), "all")
    check_reply("products and locations that are not there", missing, 422, {"layout": "zoho"})
    equal("each line says so", errors(missing), [(3, "SKU", "unknown_product"), (4, "SKU", "unknown_product")])
    dry = send(admin, "units", fixture("units_zoho.csv"), "check", create="true")
    real = send(admin, "units", fixture("units_zoho.csv"), "all", create="true")
    check_reply("opening stock", real, 201, {"layout": "zoho", "rows": 3, "bad": 0, "ignored_columns": ["Opening Stock Value"],
                                             "created": {"products": 1, "locations": 3, "parties": 0, "units": 7}})
    equal("as the dry run said", without_run(real.json), without_run(dry.json))
    check_reply("a bin of a new site", admin.get("/v1/locations/Leipzig%2FR2"), 200, {"name": "R2", "kind": "bin", "parent": "Leipzig"})
    check_reply("a unit with its lot", admin.get("/v1/products/LAMP-2/units/Y-4"), 200, ["B2", "Leipzig/R2"])


# ---- what is wrong ----

BAD = [(3, "sku", "unknown_product"), (4, "serial", "repeated_in_bulk"), (5, "serial", "bad_serial_format"),
       (6, "location", "unknown_location"), (7, "received", "bad_time"), (8, "received", "bad_time"),
       (9, "imei", "bad_check_digit"), (10, "serial", "missing_field")]


def test_bad_rows(admin):
    before = counted(admin)
    for mode, status in (("check", 200), ("all", 422)):
        reply = send(admin, "units", fixture("units_bad.csv"), mode)
        check_reply(f"bad rows, {mode}", reply, status, {"rows": 10, "good": 2, "bad": 8, "error_count": 8})
        equal(f"bad rows, {mode}: every one with line, column and reason", errors(reply), BAD)
        equal(f"bad rows, {mode}: nothing is written", counted(admin), before)
    check("the ambiguous date says so", "can be two dates" in reply.json["errors"][4]["detail"])
    check("the repeated serial names the other line", "line 2" in reply.json["errors"][1]["detail"])
    check("the check digit that would fit", "must be 8" in reply.json["errors"][6]["detail"])
    return before


def test_good_rows(admin, before):
    good = send(admin, "units", fixture("units_bad.csv"), "good")
    check_reply("the good rows", good, 201, {"written": True, "good": 2, "bad": 8, "created": {"units": 2}})
    equal("two units more", counted(admin)["units"], before["units"] + 2)
    rejects = admin.get(f"/v1/imports/{good.json['id']}/rejects")
    check_reply("the bad rows", rejects, 200, ["import_line", "import_reason"])
    equal("as CSV", rejects.headers["Content-Type"], "text/csv; charset=utf-8")
    check("as a file", f"import-{good.json['id']}-rejects.csv" in rejects.headers["Content-Disposition"])
    rows = list(csv.DictReader(io.StringIO(rejects.text)))
    equal("just the bad rows", [int(r["import_line"]) for r in rows], [e[0] for e in BAD])
    original = list(csv.DictReader(io.StringIO(fixture("units_bad.csv").decode())))
    check("with their own cells", all(row[name] in (original[int(row["import_line"]) - 2][name], "'" + original[int(row["import_line"]) - 2][name])
                                      for row in rows for name in original[0]))
    check("no formula is alive", all(not cell.startswith(("=", "+", "@")) for row in rows for cell in row.values()), rows)
    fixed = {3: {"sku": "LAMP-1"}, 4: {"serial": "OK-9"}, 5: {"serial": "T-777777"}, 6: {"location": "MUC"}, 7: {"received": "2024-03-05"},
             8: {"received": ""}, 9: {"imei": "356938035643809"}, 10: {"serial": "B-9"}}
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows({**row, **fixed[int(row["import_line"])]} for row in rows)
    again = send(admin, "units", out.getvalue(), "all")
    check_reply("put right, they are taken in", again, 201, {"rows": 8, "bad": 0, "created": {"units": 8}})
    unit = admin.get("/v1/products/LAMP-1/units/B-9").json
    equal("a defused cell is itself again", unit["attributes"], {"notes": "=cmd|' /C calc'!A0"})
    empty = admin.get(f"/v1/imports/{again.json['id']}/rejects")
    equal("no bad rows: only the header", len(empty.text.splitlines()), 1)


def test_broken_files(admin):
    before = counted(admin)
    for name, code in (("units_cut_off.csv", "bad_csv"), ("units_latin1.csv", "not_utf8")):
        for mode, status in (("check", 200), ("all", 422), ("good", 422)):
            reply = send(admin, "units", fixture(name), mode)
            check_reply(f"{name}, {mode}", reply, status, {"written": False, "rows": 2, "bad": 1})
            equal(f"{name}, {mode}: where and why", errors(reply), [(3, "notes", code)])
    head = "sku,serial,location\n"
    rows = [
        ("empty file", "units", b"", {}, 422, None),
        ("a column is missing", "units", b"sku,location\nLAMP-1,MUC\n", {}, 422, "missing_field"),
        ("two columns for one thing", "units", b"sku,item code,serial\n", {}, 400, "bad_csv"),
        ("header that is not UTF-8", "units", b"sku,serial,M\xfcnchen\n", {}, 400, "not_utf8"),
        ("UTF-16", "units", (head * 2).encode("utf-16"), {}, 400, None),
        ("unknown kind", "things", head.encode(), {}, 400, "bad_request"),
        ("unknown layout", "units", head.encode(), {"layout": "excel"}, 400, "bad_request"),
        ("unknown mode", "units", head.encode(), {"mode": "some"}, 400, "bad_request"),
        ("unknown parameter", "units", head.encode(), {"dry": "yes"}, 400, "bad_request"),
        ("create with products", "products", b"sku,name\n", {"create": "true"}, 400, "bad_request"),
        ("Zoho's layout for products", "products", b"sku,name\n", {"layout": "zoho"}, 422, "bad_value"),
    ]
    for name, kind, body, more, status, code in rows:
        reply = send(admin, kind, body, **more)
        if name == "empty file":
            check(name, reply.status in (400, 422), reply.text)
            continue
        check_reply(name, reply, status, {"code": code} if code else None)
    check_reply("no kind", admin.post("/v1/imports", head, CSV), 400, {"code": "bad_request"})
    check_reply("not CSV", admin.post("/v1/imports?kind=units", {"sku": "X"}), 415, {"code": "unsupported_type"})
    check_reply("a header and no rows", send(admin, "units", head, "all"), 201, {"rows": 0, "good": 0, "bad": 0})
    check_reply("absurdly long", send(admin, "units", head + f"LAMP-1,{'9' * 129},MUC\n"), 200, {"errors": [{"column": "serial", "code": "too_long"}]})
    equal("nothing was written", counted(admin), before)


def test_sent_twice(admin):
    body = "sku,serial,location\nLAMP-1,TWICE-1,MUC\n"
    key = {"Idempotency-Key": "import-of-today"}
    first = send(admin, "units", body, "all", key)
    second = send(admin, "units", body, "all", key)
    check_reply("first", first, 201)
    check_reply("the same key: the same answer", second, 201, first.json)
    equal("and it says so", second.headers["Idempotent-Replayed"], "true")
    check_reply("the same key in another mode", send(admin, "units", body, "good", key), 409, {"code": "id_reused"})
    refused = [send(admin, "units", body, "all", {"Idempotency-Key": "refused"}) for _ in range(2)]
    equal("a refused import is answered alike", refused[0].body, refused[1].body)
    equal("as a problem document", refused[1].headers["Content-Type"], "application/problem+json")
    packed = send(admin, "units", gzip.compress(body.replace("TWICE-1", "ZIPPED-1").encode()), "all", {"Content-Encoding": "gzip"})
    check_reply("gzip", packed, 201, {"created": {"units": 1}})


# ---- who may, and what is kept ----

FILES = {"products": "sku,name\nROLE-{},Role\n", "locations": "code,kind\nROLE-{},site\n", "parties": "code,name,kind\nROLE-{},Role,customer\n",
         "units": "sku,serial,location\nLAMP-1,ROLE-{},MUC\n"}
MAY = {"operator": {"units"}, "manager": set(FILES), "support": {"parties"}, "auditor": set(), "admin": set(FILES)}


def test_roles(server, admin):
    for role, kinds in MAY.items():
        client = server.person(f"r-{role}", [role])
        for kind, text in FILES.items():
            for mode in ("check", "all", "good"):
                reply = send(client, kind, text.format(f"{role}-{mode}"), mode)
                want = 403 if kind not in kinds else 200 if mode == "check" else 201
                check_reply(f"{role} imports {kind}, {mode}", reply, want)
        made = send(client, "units", f"sku,serial,location\nNEW-{role},S1,MUC\n", "all", create="true")
        check_reply(f"{role} lets an import make products", made, 201 if role in ("manager", "admin") else 403)
        check_reply(f"{role} sees reports", client.get("/v1/imports/1"), 200)
    check_reply("nobody", send(server.client(), "units", FILES["units"], "check"), 401)
    for path in ("/v1/imports/1", "/v1/imports"):
        check_reply(f"nobody deletes {path}", admin.delete(path), 405)
    events = admin.get("/v1/units?serial=ROLE-operator-all").json["items"]
    history = admin.get(f"/v1/units/{events[0]['id']}/history").json["items"]
    equal("the event names who imported", [e["actor"] for e in history], ["r-operator"])


def test_kept(admin):
    page = admin.get("/v1/imports?limit=3").json
    equal("three of them", len(page["items"]), 3)
    ids = []
    while True:
        ids += [i["id"] for i in page["items"]]
        if page["next"] is None:
            break
        page = admin.get(f"/v1/imports?limit=7&cursor={page['next']}").json
    equal("newest first, without gaps", ids, list(range(len(ids), 0, -1)))
    first = admin.get("/v1/imports/1")
    check_reply("a report", first, 200, {"id": 1, "kind": "products", "mode": "all", "actor": "admin", "written": True, "rows": 3})
    listed = admin.get("/v1/imports?format=csv").text.splitlines()
    equal("as CSV", (listed[0].split(",")[0], len(listed)), ("id", len(ids) + 1))
    for path in ("/v1/imports/999", "/v1/imports/999/rejects", "/v1/imports/x"):
        check_reply(f"no {path}", admin.get(path), 404, {"code": "not_found"})


def main():
    with harness.Server() as server:
        admin = server.admin()
        test_moving_in(admin)
        test_rows(admin)
        test_zoho(admin)
        before = test_bad_rows(admin)
        test_good_rows(admin, before)
        test_broken_files(admin)
        test_sent_twice(admin)
        test_roles(server, admin)
        test_kept(admin)
        test_product_numbers(admin)
    harness.finish()


main()
