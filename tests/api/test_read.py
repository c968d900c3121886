#!/usr/bin/env python3
"""Everything that answers questions: units, lists, history, contents, packages, trace, events, stock, scan.

The company is made with real commands; a plain Python model beside it (unit, place, holder) says what lists and stock must answer.
"""
import csv
import hashlib
import io
import json
import os
import sys
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import harness  # noqa: E402
from harness import check, check_reply, equal, rows  # noqa: E402

GTIN = "04006381333931"


def query(path, **parameters):
    return path + "?" + urllib.parse.urlencode(parameters)


def make_master(admin):
    rows(admin, [
        ("router", "POST", "/v1/products", {"sku": "ROUTER", "name": "Router", "gtin": GTIN, "warranty_months": 24}, 201, None),
        ("board", "POST", "/v1/products", {"sku": "BOARD", "name": "Board"}, 201, None),
        ("chip", "POST", "/v1/products", {"sku": "CHIP", "name": "Chip"}, 201, None),
        ("site", "POST", "/v1/locations", {"code": "BER", "name": "Berlin", "kind": "site"}, 201, None),
        ("zone", "POST", "/v1/locations", {"code": "BER-A", "name": "Zone A", "kind": "zone", "parent": "BER"}, 201, None),
        ("bin", "POST", "/v1/locations", {"code": "BER-A-1", "name": "Bin 1", "kind": "bin", "parent": "BER-A"}, 201, None),
        ("bin", "POST", "/v1/locations", {"code": "BER-A-2", "name": "Bin 2", "kind": "bin", "parent": "BER-A"}, 201, None),
        ("site", "POST", "/v1/locations", {"code": "HAM", "name": "Hamburg", "kind": "site"}, 201, None),
        ("supplier", "POST", "/v1/parties", {"code": "SUP", "name": "Supplier", "kind": "supplier"}, 201, None),
        ("supplier", "POST", "/v1/parties", {"code": "SUP2", "name": "Other supplier", "kind": "supplier"}, 201, None),
        ("customer", "POST", "/v1/parties", {"code": "ACME", "name": "Acme Ltd", "kind": "customer"}, 201, None),
    ])


def command(client, name, status=201, **body):
    reply = client.post(f"/v1/commands/{name}", body)
    check(f"{name} {body.get('serial', body.get('serials', ''))}", reply.status == status, f"{reply.status} {reply.text[:300]}")
    return reply.json


def unit_id(client, sku, serial):
    return client.get(f"/v1/products/{sku}/units/{urllib.parse.quote(serial, safe='')}").json["id"]


def pages(client, path):
    """All rows of a list, three a page, through `next`."""
    found, cursor = [], None
    while True:
        reply = client.get(path + ("&" if "?" in path else "?") + "limit=3" + (f"&cursor={cursor}" if cursor else ""))
        if not check(f"page of {path}", reply.status == 200, reply.text[:300]):
            return found
        found += reply.json["items"]
        cursor = reply.json["next"]
        check("Link goes with next", (cursor is not None) == ("Link" in reply.headers), str(reply.headers))
        if cursor is None:
            return found


# ---- units ----

def test_unit(server, admin):
    operator = server.person("olga", ["operator"])
    command(admin, "receive", product="ROUTER", serial="R/1 \u00e4", location="BER-A-1", party="SUP", order="PO-1", lot="L1",
            expires="2099-01-31", identifiers={"imei": "356938035643809", "mac": ["00:1B:44:11:3A:B7"]}, attributes={"colour": "red"})
    path = "/v1/products/ROUTER/units/R%2F1%20%C3%A4"
    reply = admin.get(path)
    check_reply("by product and serial", reply, 200, {
        "product": "ROUTER", "product_name": "Router", "gtin": GTIN, "serial": "R/1 \u00e4", "status": "in_stock", "holds": [],
        "location": "BER-A-1", "location_name": "Bin 1", "path": ["BER", "BER-A", "BER-A-1"], "supplier": "SUP", "supplier_name": "Supplier",
        "lot": "L1", "expires": "2099-01-31", "identifiers": {"imei": ["356938035643809"], "mac": ["00:1B:44:11:3A:B7"]},
        "attributes": {"colour": "red"}, "warranty": {"state": "not_started", "months": 24}, "events": 1,
        "allowed": lambda a: "move" in a and "hold" in a and "deliver" not in a})
    check("nothing is said of what is not", not {"party", "owner", "package", "parent", "alarm", "order", "history"} & set(reply.json), reply.text)
    unit = reply.json["id"]
    equal("the same by number", admin.get(f"/v1/units/{unit}").json, reply.json)
    allowed = operator.get(path).json["allowed"]
    check("an operator may move, but not hold", "move" in allowed and "hold" not in allowed, allowed)
    check_reply("unchanged", admin.get(path, If_None_Match=reply.headers["ETag"]), 304)
    command(operator, "move", product="ROUTER", serial="R/1 \u00e4", location="BER-A-2")
    check_reply("changed", admin.get(path, If_None_Match=reply.headers["ETag"]), 200, {"location": "BER-A-2", "events": 2})
    history = admin.get(path + "?events=5").json["history"]
    equal("last events, newest first", [(e["command"], e["actor"], e["location"], e["status"]) for e in history],
          [("move", "olga", "BER-A-2", "in_stock"), ("receive", "admin", "BER-A-1", "in_stock")])
    equal("only as many as asked for", len(admin.get(path + "?events=1").json["history"]), 1)
    rows(admin, [
        ("no such unit", "GET", "/v1/products/ROUTER/units/none", None, 404, {"code": "not_found"}),
        ("no such product", "GET", "/v1/products/NONE/units/R1", None, 404, {"code": "not_found"}),
        ("no such number", "GET", "/v1/units/999999", None, 404, {"code": "not_found"}),
        ("no number at all", "GET", "/v1/units/abc", None, 404, {"code": "not_found"}),
        ("events is a number", "GET", path + "?events=x", None, 400, {"code": "bad_request", "field": "events"}),
        ("no such parameter", "GET", path + "?event=1", None, 400, {"code": "bad_request"}),
    ])


def test_warranty_and_owner(admin):
    command(admin, "receive", product="ROUTER", serial="W1", location="BER-A-1", party="SUP")
    command(admin, "pick", product="ROUTER", serial="W1", order="SO-7")
    command(admin, "pack", product="ROUTER", serial="W1")
    command(admin, "ship", product="ROUTER", serial="W1", party="ACME", order="SO-7")
    check_reply("on its way", admin.get("/v1/products/ROUTER/units/W1"), 200, {"status": "in_transit", "party": "ACME", "order": "SO-7"})
    command(admin, "deliver", product="ROUTER", serial="W1", time="2024-02-29T12:00:00+01:00")
    reply = admin.get("/v1/products/ROUTER/units/W1")
    check_reply("delivered", reply, 200, {
        "owner": "ACME", "owner_name": "Acme Ltd", "party": "ACME", "party_name": "Acme Ltd",
        "warranty": {"state": "expired", "months": 24, "from": "2024-02-29T11:00:00.000Z", "until": "2026-02-28T11:00:00.000Z"}})
    check("is nowhere with us", "location" not in reply.json and "path" not in reply.json, reply.text)


def test_history(admin):
    command(admin, "receive", product="BOARD", serial="H1", location="BER-A-1", note="from the van")
    for i in range(7):
        command(admin, "move", product="BOARD", serial="H1", location=f"BER-A-{1 + i % 2}", order=f"T-{i}")
    command(admin, "hold", product="BOARD", serial="H1", hold="quality", reason="a \",\"units\":[ scratch")
    unit = unit_id(admin, "BOARD", "H1")
    entries = pages(admin, f"/v1/units/{unit}/history")
    equal("all of it, newest first", [e["command"] for e in entries], ["hold"] + ["move"] * 7 + ["receive"])
    check("seq falls", all(a["seq"] > b["seq"] for a, b in zip(entries, entries[1:])), entries)
    equal("what was said", (entries[0]["hold"], entries[0]["reason"], entries[1]["order"], entries[-1]["note"]),
          ("quality", "a \",\"units\":[ scratch", "T-6", "from the van"))
    check("with id and record time", all(len(e["id"]) == 36 and e["recorded"] for e in entries), entries)
    lines = list(csv.DictReader(io.StringIO(admin.get(f"/v1/units/{unit}/history?format=csv").text)))
    equal("the same as CSV", [(l["seq"], l["reason"]) for l in lines], [(str(e["seq"]), e.get("reason", "")) for e in entries])
    check_reply("of no unit", admin.get("/v1/units/999999/history"), 404, {"code": "not_found"})
    check_reply("a cursor of another list", admin.get(f"/v1/units/{unit}/history?cursor=eHh4"), 400, {"code": "bad_request"})


# ---- lists, against a model ----

def model_of(admin):
    """A hundred units in places that the model knows as well."""
    model = []
    for sku, count, supplier in [("ROUTER", 40, "SUP"), ("BOARD", 30, "SUP2"), ("CHIP", 30, None)]:
        for bin_code in ["BER-A-1", "BER-A-2", "HAM"]:
            serials = [f"{sku[:2]}-{i:04d}" for i in range(count) if i % 3 == ["BER-A-1", "BER-A-2", "HAM"].index(bin_code)]
            more = {"party": supplier} if supplier else {}
            command(admin, "receive", product=sku, serials=serials, location=bin_code, lot=f"LOT-{bin_code}", **more)
            model += [{"product": sku, "serial": s, "location": bin_code, "supplier": supplier, "lot": f"LOT-{bin_code}", "status": "in_stock"}
                      for s in serials]
    held = [u for u in model if u["serial"].endswith("07")]
    for u in held:
        command(admin, "hold", product=u["product"], serial=u["serial"], hold="recall", reason="test")
        u["hold"] = "recall"
    missing = [u for u in model if u["serial"].endswith("11")]
    for u in missing:
        command(admin, "report_missing", product=u["product"], serial=u["serial"], reason="test")
        u["status"], u["location"] = "missing", None
    return model


def test_lists(admin, model):
    ours = {(u["product"], u["serial"]) for u in model}
    below = {"BER": ["BER-A-1", "BER-A-2"], "BER-A": ["BER-A-1", "BER-A-2"], "BER-A-1": ["BER-A-1"], "HAM": ["HAM"]}
    cases = [
        ({"product": "BOARD"}, lambda u: u["product"] == "BOARD"),
        ({"serial": "RO-0005"}, lambda u: u["serial"] == "RO-0005"),
        ({"serial_prefix": "RO-000"}, lambda u: u["serial"].startswith("RO-000")),
        ({"serial_suffix": "005"}, lambda u: u["serial"].endswith("005")),
        ({"serial_suffix": "RO-0005"}, lambda u: u["serial"] == "RO-0005"),
        ({"serial_from": "CH-0005", "serial_to": "CH-0009"}, lambda u: "CH-0005" <= u["serial"] <= "CH-0009"),
        ({"lot": "LOT-HAM"}, lambda u: u["lot"] == "LOT-HAM"),
        ({"lot": "LOT-HAM", "product": "CHIP"}, lambda u: u["lot"] == "LOT-HAM" and u["product"] == "CHIP"),
        ({"status": "missing"}, lambda u: u["status"] == "missing"),
        ({"status": "missing,in_stock", "product": "CHIP"}, lambda u: u["product"] == "CHIP"),
        ({"hold": "recall"}, lambda u: "hold" in u), ({"hold": "any"}, lambda u: "hold" in u), ({"hold": "legal"}, lambda u: False),
        ({"supplier": "SUP2"}, lambda u: u["supplier"] == "SUP2"),
        ({"location": "BER", "product": "ROUTER"}, lambda u: u["location"] in below["BER"] and u["product"] == "ROUTER"),
        ({"location": "HAM", "status": "in_stock"}, lambda u: u["location"] == "HAM" and u["status"] == "in_stock"),
        ({"location": "BER-A-1", "supplier": "SUP"}, lambda u: u["location"] == "BER-A-1" and u["supplier"] == "SUP"),
        ({"party": "ACME"}, lambda u: False),
        ({"received_from": "2001-01-01", "product": "CHIP"}, lambda u: u["product"] == "CHIP"),
        ({"received_to": "2001-01-01"}, lambda u: False),
        ({"changed_from": "2001-01-01", "product": "BOARD"}, lambda u: u["product"] == "BOARD"),
    ]
    for parameters, passes in cases:
        want = sorted((u["product"], u["serial"]) for u in model if passes(u))
        for sort in [None, "id", "-id", "serial", "received_at"]:
            path = query("/v1/units", **parameters, **({"sort": sort} if sort else {}))
            found = [(u["product"], u["serial"]) for u in pages(admin, path)]
            equal(f"{parameters} sorted by {sort}", sorted(f for f in found if f in ours), want)
            equal(f"{parameters} sorted by {sort}: each once", len(set(found)), len(found))
    found = pages(admin, query("/v1/units", product="CHIP", sort="serial"))
    equal("in the order of serials", [u["serial"] for u in found], sorted(u["serial"] for u in found))
    found = pages(admin, query("/v1/units", product="CHIP", sort="-id"))
    equal("newest first", [u["id"] for u in found], sorted((u["id"] for u in found), reverse=True))


def test_exports(admin):
    want = pages(admin, query("/v1/units", product="BOARD", sort="serial"))
    text = admin.get(query("/v1/units", product="BOARD", sort="serial", format="csv")).text
    lines = list(csv.DictReader(io.StringIO(text)))
    equal("CSV has the same rows", [(l["product"], l["serial"], l["status"], l["location"]) for l in lines],
          [(u["product"], u["serial"], u["status"], u.get("location", "")) for u in want])
    text = admin.get(query("/v1/units", product="BOARD", sort="serial", format="ndjson")).text
    equal("NDJSON has the same objects", [json.loads(line) for line in text.splitlines()], want)
    rows(admin, [
        ("no such product", "GET", "/v1/units?product=NONE", None, 422, {"code": "unknown_product", "field": "product"}),
        ("no such location", "GET", "/v1/units?location=NONE", None, 422, {"code": "unknown_location"}),
        ("no such party", "GET", "/v1/units?owner=NONE", None, 422, {"code": "unknown_party", "field": "owner"}),
        ("no such lot", "GET", "/v1/units?lot=NONE", None, 422, {"code": "unknown_lot"}),
        ("no such status", "GET", "/v1/units?status=none", None, 400, {"code": "bad_request", "field": "status"}),
        ("no such sort", "GET", "/v1/units?sort=colour", None, 400, {"code": "bad_request", "field": "sort"}),
        ("a date that is none", "GET", "/v1/units?received_from=2026-02-30", None, 400, {"code": "bad_request"}),
        ("a cursor that is none", "GET", "/v1/units?cursor=eHh4", None, 400, {"code": "bad_request"}),
        ("too long a page", "GET", "/v1/units?limit=1001", None, 400, {"code": "bad_request"}),
    ])


def test_stock(admin):
    units = pages(admin, "/v1/units")
    counts = {}
    for u in units:
        if "location" in u:
            key = (u["product"], u["location"], u["status"])
            counts[key] = counts.get(key, 0) + 1
    found = {(s["product"], s["location"], s["status"]): s["quantity"] for s in pages(admin, "/v1/stock")}
    equal("stock is what the units say", found, counts)
    for group in ["product", "location", "status", "product,status", "location,product"]:
        names, want = group.split(","), {}
        for key, quantity in counts.items():
            part = tuple(dict(zip(["product", "location", "status"], key))[n] for n in names)
            want[part] = want.get(part, 0) + quantity
        rows_found = pages(admin, f"/v1/stock?group={group}")
        equal(f"stock by {group}", {tuple(s[n] for n in names): s["quantity"] for s in rows_found}, want)
    in_berlin = sum(q for (p, l, s), q in counts.items() if l.startswith("BER") and p == "ROUTER" and s == "in_stock")
    found = admin.get("/v1/stock?location=BER&product=ROUTER&status=in_stock&group=product").json["items"]
    equal("a site is all that is below it", [s["quantity"] for s in found], [in_berlin])
    check_reply("no such group", admin.get("/v1/stock?group=colour"), 400, {"code": "bad_request", "field": "group"})


# ---- units inside units and packages ----

def test_trace(admin):
    command(admin, "receive", product="ROUTER", serial="T-R", location="HAM", party="SUP")
    command(admin, "receive", product="BOARD", serial="T-B", location="HAM", party="SUP2", lot="LB")
    for n in [1, 2]:
        command(admin, "receive", product="CHIP", serial=f"T-C{n}", location="HAM", party="SUP", lot="LC")
    at = "2026-03-%02dT12:00:00Z"
    r, b, c1, c2 = (unit_id(admin, s, n) for s, n in [("ROUTER", "T-R"), ("BOARD", "T-B"), ("CHIP", "T-C1"), ("CHIP", "T-C2")])
    command(admin, "install", product="CHIP", serial="T-C1", parent={"id": b}, time=at % 1)
    command(admin, "install", product="BOARD", serial="T-B", parent={"product": "ROUTER", "serial": "T-R"}, time=at % 2)
    command(admin, "remove", product="CHIP", serial="T-C1", condition="faulty", location="HAM", time=at % 3)
    command(admin, "install", product="CHIP", serial="T-C2", parent={"id": b}, time=at % 4)
    reply = admin.get(f"/v1/units/{r}/contents")
    check_reply("inside now", reply, 200, {"items": [{"depth": 1, "inside": r, "unit": {"serial": "T-B"}},
                                                     {"depth": 2, "inside": b, "unit": {"serial": "T-C2"}}]})
    backward = admin.get(f"/v1/units/{r}/trace?direction=backward").json
    equal("ever inside", [(i["depth"], i["unit"]["serial"], i["from"][:10], i.get("to", "")[:10]) for i in backward["items"]],
          [(1, "T-B", "2026-03-02", ""), (2, "T-C1", "2026-03-01", "2026-03-03"), (2, "T-C2", "2026-03-04", "")])
    equal("since when in the whole", backward["items"][1]["chain_from"][:10], "2026-03-02")
    equal("suppliers", sorted(backward["suppliers"]), ["SUP", "SUP2"])
    equal("lots", sorted((x["product"], x["lot"]) for x in backward["lots"]), [("BOARD", "LB"), ("CHIP", "LC")])
    for day, want in [("2026-03-01T13:00:00Z", []), ("2026-03-02T13:00:00Z", ["T-B", "T-C1"]), ("2026-03-03T13:00:00Z", ["T-B"]),
                      ("2026-03-05", ["T-B", "T-C2"])]:
        items = admin.get(f"/v1/units/{r}/trace?direction=backward&at={day}").json["items"]
        equal(f"inside on {day}", [i["unit"]["serial"] for i in items], want)
    for name, sku in [("pick", "ROUTER"), ("pack", "ROUTER")]:
        command(admin, name, product=sku, serial="T-R")
    command(admin, "ship", product="ROUTER", serial="T-R", party="ACME")
    command(admin, "deliver", product="ROUTER", serial="T-R")
    forward = admin.get(f"/v1/units/{c2}/trace").json
    equal("went into", [(i["depth"], i["contains"], i["unit"]["serial"]) for i in forward["items"]], [(1, c2, "T-B"), (2, b, "T-R")])
    equal("and with that to", [(h["party"], h["party_name"], "to" in h) for h in forward["holders"]], [("ACME", "Acme Ltd", False)])
    equal("it is in", forward["top"]["serial"], "T-R")
    equal("what was removed stayed", admin.get(f"/v1/units/{c1}/trace").json["holders"], [])
    affected = pages(admin, "/v1/trace?lot=LC&product=CHIP")
    equal("affected by the lot", sorted((a["serial"], a.get("holder"), a.get("location"), a.get("inside", {}).get("serial")) for a in affected),
          [("T-C1", None, "HAM", None), ("T-C2", "ACME", None, "T-R")])
    by_supplier = {a["serial"] for a in pages(admin, "/v1/trace?supplier=SUP")}
    check("affected by the supplier", {"T-R", "T-C1", "T-C2", "RO-0001"} <= by_supplier and "T-B" not in by_supplier, by_supplier)
    lines = list(csv.DictReader(io.StringIO(admin.get("/v1/trace?lot=LC&format=csv").text)))
    equal("as CSV", sorted((l["serial"], l["holder"], l["inside_serial"]) for l in lines), [("T-C1", "", ""), ("T-C2", "ACME", "T-R")])
    text = admin.get("/v1/trace?serial_from=CH-0001&serial_to=CH-0003&format=ndjson").text
    equal("a range of serials, as NDJSON", [json.loads(x)["serial"] for x in text.splitlines()], ["CH-0001", "CH-0002", "CH-0003"])
    check_reply("of everything is too much", admin.get("/v1/trace"), 400, {"code": "bad_request"})
    check_reply("of no unit", admin.get("/v1/units/999999/trace"), 404, {"code": "not_found"})
    check_reply("no such direction", admin.get(f"/v1/units/{r}/trace?direction=up"), 400, {"code": "bad_request"})


def test_packages(admin):
    serials = [f"PK-{i}" for i in range(5)]
    command(admin, "receive", product="CHIP", serials=serials, location="HAM")
    command(admin, "pick", product="CHIP", serials=serials, order="SO-9")
    command(admin, "pack", product="CHIP", serials=serials[:3], package="BOX-1")
    command(admin, "pack", product="CHIP", serials=serials[3:], package="BOX-2")
    command(admin, "pack", packages=["BOX-1", "BOX-2"], package="PALLET")
    reply = admin.get("/v1/packages/PALLET?limit=2")
    check_reply("a pallet", reply, 200, {"code": "PALLET", "units": 5, "packages": [
        {"code": "BOX-1", "inside": "PALLET", "depth": 1, "units": 3}, {"code": "BOX-2", "inside": "PALLET", "depth": 1, "units": 2}]})
    found, cursor = reply.json["items"], reply.json["next"]
    while cursor:
        more = admin.get(f"/v1/packages/PALLET?limit=2&cursor={cursor}").json
        found, cursor = found + more["items"], more["next"]
    equal("all units, page by page", [u["serial"] for u in found], serials)
    check_reply("a box says what it is in", admin.get("/v1/packages/BOX-2"), 200, {"inside": "PALLET", "units": 2, "packages": []})
    check_reply("a unit says what it is in", admin.get("/v1/products/CHIP/units/PK-4"), 200, {"package": "BOX-2", "order": "SO-9"})
    check_reply("no such package", admin.get("/v1/packages/NONE"), 404, {"code": "not_found"})
    test_package_list(admin)


def codes(admin, query):
    """Codes of the list, page by page."""
    found, cursor = [], ""
    while cursor is not None:
        page = admin.get(f"/v1/packages?limit=1&{query}{cursor and '&cursor=' + cursor}").json
        found, cursor = found + [p["code"] for p in page["items"]], page["next"]
    return found


def test_package_list(admin):
    rows = {p["code"]: p for p in admin.get("/v1/packages?limit=1000").json["items"]}
    equal("a pallet in the list", {k: v for k, v in rows["PALLET"].items() if k != "created_at"}, {"code": "PALLET", "units": 5, "packages": 2})
    equal("a box in the list", {k: v for k, v in rows["BOX-2"].items() if k != "created_at"},
          {"code": "BOX-2", "inside": "PALLET", "units": 2, "packages": 0})
    newest = codes(admin, "")
    equal("newest first", newest[:1], ["PALLET"])
    equal("each once", sorted(newest), sorted(rows))
    equal("by code", codes(admin, "sort=code"), sorted(rows))
    equal("a prefix, by code", codes(admin, "q=BOX-"), sorted(c for c in rows if c.startswith("BOX-")))
    equal("a prefix, newest first", codes(admin, "q=BOX-&sort=-created_at"), [c for c in newest if c.startswith("BOX-")])
    equal("none of that prefix", codes(admin, "q=%25"), [])
    lines = admin.get("/v1/packages?q=PAL&format=csv").text.splitlines()
    check("as CSV", lines[0] == "code,inside,units,packages,created_at" and lines[1].startswith("PALLET,,5,2,") and len(lines) == 2, lines)
    for query in ("sort=size", "code=X", "cursor=x"):
        check_reply(f"packages?{query}", admin.get(f"/v1/packages?{query}"), 400, {"code": "bad_request"})


# ---- events ----

def test_events(admin):
    everything = pages(admin, "/v1/events?sort=seq")
    equal("every event once, in order", [e["seq"] for e in everything], list(range(1, len(everything) + 1)))
    unit = unit_id(admin, "BOARD", "H1")
    cases = [
        ({"order": "PO-1"}, lambda e: e.get("order") == "PO-1"),
        ({"actor": "olga"}, lambda e: e["actor"] == "olga"),
        ({"command": "pack"}, lambda e: e["command"] == "pack"),
        ({"location": "BER"}, lambda e: e.get("location", "").startswith("BER")),
        ({"location": "BER-A-2", "command": "move"}, lambda e: e.get("location") == "BER-A-2" and e["command"] == "move"),
        ({"from": "2026-03-02", "to": "2026-03-03"}, lambda e: "2026-03-02" <= e["time"][:10] <= "2026-03-03"),
        ({"to": "2025-01-01"}, lambda e: e["time"] < "2025-01-02"),
    ]
    for parameters, passes in cases:
        want = [e["seq"] for e in everything if passes(e)]
        equal(f"events {parameters}", [e["seq"] for e in pages(admin, query("/v1/events", **parameters))], want[::-1])
        equal(f"events {parameters}, oldest first", [e["seq"] for e in pages(admin, query("/v1/events", **parameters, sort="seq"))], want)
    equal("of one unit", [e["seq"] for e in pages(admin, f"/v1/events?unit={unit}")], [e["seq"] for e in pages(admin, f"/v1/units/{unit}/history")])
    equal("behind a place", [e["seq"] for e in pages(admin, f"/v1/events?after_seq={len(everything) - 4}")], [e["seq"] for e in everything[-4:]])
    first = everything[0]
    reply = admin.get(f"/v1/events/{first['id']}")
    check_reply("one event", reply, 200, {"seq": 1, "body": {"id": first["id"], "command": first["command"]}})
    raw = reply.text[reply.text.index('"body":') + len('"body":'):-1]
    equal("its bytes are those that were hashed", hashlib.sha256(b"\0" + raw.encode()).hexdigest(), reply.json["leaf"])
    equal("the same by its place", admin.get("/v1/events/1").text, reply.text)
    rows(admin, [
        ("no such event", "GET", "/v1/events/00000000-0000-7000-8000-000000000001", None, 404, {"code": "not_found"}),
        ("beyond the end", "GET", f"/v1/events/{len(everything) + 1}", None, 404, {"code": "not_found"}),
        ("no such actor", "GET", "/v1/events?actor=nobody", None, 422, {"code": "bad_value", "field": "actor"}),
        ("no such command", "GET", "/v1/events?command=fly", None, 400, {"code": "bad_request", "field": "command"}),
        ("backwards from a place", "GET", "/v1/events?after_seq=3&sort=-seq", None, 400, {"code": "bad_request", "field": "sort"}),
    ])
    lines = list(csv.DictReader(io.StringIO(admin.get("/v1/events?sort=seq&format=csv").text)))
    equal("as CSV", [int(l["seq"]) for l in lines], [e["seq"] for e in everything])


# ---- scan ----

def test_scan(server, admin):
    command(admin, "receive", product="BOARD", serial="TWIN", location="HAM")
    command(admin, "receive", product="CHIP", serial="TWIN", location="HAM")
    command(admin, "receive", product="CHIP", serial="OLD-NAME", location="HAM")
    command(admin, "correct", product="CHIP", serial="OLD-NAME", serial_new="NEW-NAME", reason="misread")
    command(admin, "receive", product="CHIP", serial="GONE", location="HAM")
    command(admin, "report_stolen", product="CHIP", serial="GONE", reason="van was broken into")
    router = {"kind": "unit", "matches": [{"kind": "unit", "product": "ROUTER", "serial": "T-R"}], "ambiguous": False}
    cases = [
        ("plain serial", "T-R", router),
        ("with blanks around", "  T-R ", router),
        ("GTIN and serial", f"{GTIN} T-R", router), ("GTIN-13 and serial", f"{GTIN[1:]}:T-R", router),
        ("as it is printed", f"(01){GTIN}(21)T-R", router), ("SKU and serial", "ROUTER:T-R", router),
        ("an identifier", "356938035643809", {"kind": "unit", "matches": [{"serial": "R/1 \u00e4"}]}),
        ("a former serial", "OLD-NAME", {"kind": "unit", "matches": [{"serial": "NEW-NAME", "former_serials": ["OLD-NAME"]}]}),
        ("a location", "BER-A", {"kind": "location", "matches": [{"code": "BER-A", "location_kind": "zone", "parent": "BER"}]}),
        ("a package", "BOX-1", {"kind": "package", "matches": [{"code": "BOX-1", "inside": "PALLET", "units": 3}]}),
        ("a product", "ROUTER", {"kind": "product", "matches": [{"sku": "ROUTER"}]}),
        ("a GTIN", GTIN[1:], {"kind": "product", "matches": [{"sku": "ROUTER"}]}),
        ("a party", "ACME", {"kind": "party", "matches": [{"code": "ACME", "party_kind": "customer"}]}),
        ("an order", "SO-7", {"kind": "order", "matches": [{"order": "SO-7", "events": lambda e: [x["command"] for x in e] == ["ship", "pick"]}]}),
        ("stolen", "GONE", {"kind": "unit", "alarm": "stolen", "matches": [{"status": "stolen", "alarm": "stolen"}]}),
        ("unknown", "WHAT?", {"kind": "unknown", "matches": [], "could": lambda c: "receive" in c and "allocate" in c}),
        ("wrong check digit", "04006381333932 T-R", {"kind": "unknown"}),
        ("SQL", "' OR 1=1 --", {"kind": "unknown"}),
    ]
    for name, code, contains in cases:
        check_reply(f"scan of {name}", admin.get(query("/v1/scan", code=code)), 200, contains)
    twin = admin.get("/v1/scan?code=TWIN").json
    equal("two products, one serial", (twin["ambiguous"], sorted(m["product"] for m in twin["matches"])), (True, ["BOARD", "CHIP"]))
    auditor = server.person("audrey", ["auditor"])
    seen = auditor.get("/v1/scan?code=T-C1").json["matches"][0]
    equal("an auditor may count only", seen["allowed"], ["count_seen", "count_not_seen"])
    equal("and bring nothing in", auditor.get("/v1/scan?code=WHAT?").json["could"], [])
    check_reply("nothing scanned", admin.get("/v1/scan?code="), 400, {"code": "bad_request", "field": "code"})
    check_reply("no code", admin.get("/v1/scan"), 400, {"code": "bad_request", "field": "code"})


def main():
    with harness.Server() as server:
        admin = server.admin()
        make_master(admin)
        test_unit(server, admin)
        test_warranty_and_owner(admin)
        test_history(admin)
        model = model_of(admin)
        test_lists(admin, model)
        test_exports(admin)
        test_trace(admin)
        test_packages(admin)
        test_stock(admin)
        test_events(admin)
        test_scan(server, admin)
    harness.finish()


main()
