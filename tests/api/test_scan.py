#!/usr/bin/env python3
"""GET /v1/scan: every carrier, what was read of it (tests/fixtures/scan-codes.json, which the browser's reader is judged by, too), what it
matches, where code and books differ, and what is offered for something unknown: given as a command, just as it was offered."""
import json
import os
import sys
import time
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import harness  # noqa: E402
from harness import check, check_reply, equal, rows  # noqa: E402

GTIN, FREE_GTIN, NO_GTIN = "04006381333931", "04012345000016", "09506000134352"
SSCC, SSCC_00, GLN, PARTY_GLN = "395200170000067510", "340123450000000017", "4012345000009", "4012345000023"
FS = "\x1d"
DEADLINE_S = 10
FIXTURE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "fixtures", "scan-codes.json")


def scan(client, code):
    return client.get("/v1/scan?" + urllib.parse.urlencode({"code": code}))


def command(client, name, **body):
    reply = client.post(f"/v1/commands/{name}", body)
    check(f"{name} {body.get('serial', '')}", reply.status == 201, f"{reply.status} {reply.text[:300]}")
    return reply.json


def make_books(admin):
    rows(admin, [
        ("router", "POST", "/v1/products", {"sku": "ROUTER", "name": "Router", "gtin": GTIN}, 201, None),
        ("switch", "POST", "/v1/products", {"sku": "SWITCH", "name": "Switch", "gtin": FREE_GTIN, "serial_format": "SW####"}, 201, None),
        ("a part of a supplier", "POST", "/v1/products", {"sku": "P-4711", "name": "Pump"}, 201, None),
        ("a device with an HIBC", "POST", "/v1/products", {"sku": "A99912345", "name": "Stent"}, 201, None),
        ("a board", "POST", "/v1/products", {"sku": "BOARD", "name": "Board"}, 201, None),
        ("a site", "POST", "/v1/locations", {"code": "BER", "name": "Berlin", "kind": "site", "gln": GLN}, 201, None),
        ("a zone", "POST", "/v1/locations", {"code": "DOCK4", "kind": "zone", "parent": "BER"}, 201, None),
        ("another site", "POST", "/v1/locations", {"code": "HAM", "kind": "site"}, 201, None),
        ("a bin elsewhere", "POST", "/v1/locations", {"code": "DOCK9", "kind": "bin", "parent": "HAM"}, 201, None),
        ("a customer", "POST", "/v1/parties", {"code": "ACME", "name": "Acme Ltd", "kind": "customer", "gln": PARTY_GLN}, 201, None),
    ])
    command(admin, "receive", product="ROUTER", serial="A-7", location="BER", lot="L1", expires="2028-12-31", made="2026-01-15")
    command(admin, "receive", product="ROUTER", serial="A-8", location="BER", lot="L1",
            identifiers={"imei": "356938035643809", "mac": "00:1B:44:11:3A:B8", "asset_tag": "INV-0042"})
    command(admin, "receive", product="ROUTER", serial="SN0012", location="BER")
    command(admin, "receive", product="ROUTER", serial="TWIN", location="BER")
    command(admin, "receive", product="BOARD", serial="TWIN", location="BER")
    command(admin, "receive", product="BOARD", serial="B/1", location="BER", identifiers={"giai": "4012345ASSET1", "grai": "4006381333931R1"})
    command(admin, "receive", product="ROUTER", serial="TAGGED", location="BER", identifiers={"epc": "3014257BF7194E4000001A85"})
    command(admin, "receive", product="P-4711", serial="77", location="BER")
    command(admin, "receive", product="ROUTER", serial="OLD", location="BER")
    command(admin, "correct", product="ROUTER", serial="OLD", serial_new="NEW", reason="misread")
    for serial, package in (("PK1", SSCC), ("PK2", "00" + SSCC_00)):
        command(admin, "receive", product="ROUTER", serial=serial, location="BER")
        command(admin, "pick", product="ROUTER", serial=serial, order="SO-1")
        command(admin, "pack", product="ROUTER", serial=serial, package=package, order="SO-1")


# ---- what was read ----

def test_table(admin):
    with open(FIXTURE, encoding="utf-8") as f:
        table = json.load(f)["rows"]
    for row in table:
        reply = scan(admin, row["code"])
        if not check_reply(row["name"], reply, 200):
            continue
        read = reply.json["read"]
        fields = {k: v for k, v in read["fields"].items() if k not in ("url", "content", "count", "cpid")}
        equal(f"{row['name']}: carrier", read["carrier"], row["carrier"])
        equal(f"{row['name']}: fields", fields, row["fields"])
        if "problem" in row:
            check_reply(f"{row['name']}: what is wrong", reply, 200, {"kind": "unknown", "read": {"problem": row["problem"]}, "matches": []})
            check(f"{row['name']}: in a sentence", len(read["problem"]["detail"]) > 20, read["problem"]["detail"])
        elif row["fields"]:
            check(f"{row['name']}: nothing is wrong", "problem" not in read, read)
    check("there are enough rows", len(table) >= 45, len(table))


def test_form(admin):
    long = "X" * 2001
    check_reply("not UTF-8", admin.get("/v1/scan?code=%FF%FE"), 400, {"code": "target_not_utf8"})
    check_reply("over-long", admin.get(f"/v1/scan?code={long}"), 400, {"code": "bad_request", "field": "code", "detail": lambda d: "2001 bytes, at most 2000" in d})
    check_reply("nothing but a line end", admin.get("/v1/scan?code=%0D%0A"), 400, {"code": "bad_request", "field": "code"})
    read = scan(admin, f"]d201{GTIN}21A-7{FS}10L1").json["read"]
    equal("symbology", (read["symbology"], read["symbology_name"]), ("]d2", "GS1 DataMatrix"))
    equal("elements", [(e["id"], e["value"]) for e in read["elements"]], [("01", GTIN), ("21", "A-7"), ("10", "L1")])
    equal("which digit is right", "1 would be right" in scan(admin, "]d20104006381333932").json["read"]["problem"]["detail"], True)
    german = scan(admin, f"=01)ß{GTIN}".replace("=", ")").replace(")ß", "=")).json
    check("a keyboard that is not the scanner's", "German" in german["read"]["problem"]["detail"], german)
    check_reply("a serial without its GTIN", scan(admin, "]C121A-7"), 200,
                {"kind": "unit", "matches": [{"serial": "A-7"}], "read": {"problem": {"rule": "required", "ai": "21"}}})


# ---- what it matches ----

def unit(serial, product="ROUTER"):
    return {"kind": "unit", "ambiguous": False, "matches": [{"kind": "unit", "product": product, "serial": serial, "allowed": lambda a: "move" in a}]}


def test_matches(admin):
    router = unit("A-7")
    imei, giai, pump = unit("A-8"), unit("B/1", "BOARD"), unit("77", "P-4711")
    tagged = unit("TAGGED")
    dock = {"kind": "location", "matches": [{"kind": "location", "code": "DOCK4"}]}
    berlin = {"kind": "location", "matches": [{"kind": "location", "code": "BER", "units": lambda n: n > 3}]}
    package = {"kind": "package", "matches": [{"kind": "package", "code": SSCC, "units": 1}]}
    cases = [
        ("brackets", f"(01){GTIN}(21)A-7", router), ("GS1 DataMatrix", f"]d201{GTIN}21A-7{FS}10L1{FS}17281231", router),
        ("nothing marks it", f"01{GTIN}21A-7", router), ("a Digital Link", f"https://id.gs1.org/01/{GTIN}/21/A-7", router),
        ("a Digital Link of our own", f"https://serno.example/01/{GTIN}/21/A-7", router),
        ("with CR LF", f"]C101{GTIN}21A-7\r\n", router), ("its IMEI", "356938035643809", imei), ("the IMEI with blanks", "35 693803 564380 9", imei),
        ("IMEI of an element string", f"(01){GTIN}(21)UNKNOWN(8040)356938035643809", imei),
        ("a MAC", "00:1B:44:11:3A:B8", imei), ("with hyphens, small", "00-1b-44-11-3a-b8", imei), ("bare", "001B44113AB8", imei),
        ("an asset tag", "INV-0042", imei), ("a GIAI", "(8004)4012345ASSET1", giai), ("a GRAI", "(8003)04006381333931R1", giai),
        ("a serial with a stroke", f"(01){GTIN}(21)B/1", {"kind": "unknown", "product": {"sku": "ROUTER"}}),
        ("SKU and serial", "P-4711:77", pump),
        ("an SSCC", SSCC, package), ("an SSCC in brackets", f"(00){SSCC}", package), ("of GS1-128", f"]C100{SSCC}", package),
        ("of a link", f"https://id.gs1.org/00/{SSCC}", package),
        ("in the books with its AI", SSCC_00, {"kind": "package", "matches": [{"code": "00" + SSCC_00}]}),
        ("and scanned so", f"]C100{SSCC_00}", {"kind": "package", "matches": [{"code": "00" + SSCC_00}]}),
        ("an automotive label", "[)>\x1e06\x1dPP-4711\x1dS77\x1e\x04", pump), ("its envelope and a symbology", "]d1[)>\x1e06\x1dPP-4711\x1dS77\x1e\x04\r\n", pump),
        ("a delivery's licence plate", "[)>\x1e06\x1d1JUN123456789A2B4\x1e\x04", {"kind": "unknown", "read": {"carrier": "iso15434"}}),
        ("an EPC", "urn:epc:id:sgtin:4006381.033393.A-7", router), ("a tag's EPC in the books", "3014257BF7194E4000001A85", tagged), ("in small letters", "3014257bf7194e4000001a85", tagged),
        ("HIBC", "+A99912345/$$81210X3/16D20111212/14D20200906/S77DEFG45$", {"kind": "unknown", "product": {"sku": "A99912345"}, "read": {"carrier": "hibc"},
                                                                             "offer": lambda o: o[0]["fields"] == {"product": "A99912345", "serial": "77DEFG45", "lot": "10X3", "expires": "2020-09-06", "made": "2011-12-12"}}),
        ("a location", "DOCK4", dock), ("a GLN", GLN, berlin), ("of a symbol", f"(414){GLN}", berlin), ("with its extension", f"(414){GLN}(254)DOCK4", dock),
        ("an extension that is elsewhere", f"(414){GLN}(254)DOCK9", berlin), ("of a link", f"https://id.gs1.org/414/{GLN}/254/DOCK4", dock),
        ("a party", f"(410){PARTY_GLN}", {"kind": "party", "matches": [{"kind": "party", "code": "ACME"}]}),
        ("a GTIN", f"]E0{GTIN[1:]}", {"kind": "product", "matches": [{"sku": "ROUTER"}]}),
        ("GTIN and lot", f"(01){GTIN}(10)L1", {"kind": "product", "matches": [{"sku": "ROUTER"}, {"kind": "lot", "number": "L1", "units": 2, "units_more": False, "expires": "2028-12-31", "made": "2026-01-15"}]}),
        ("GTIN and a lot that is none", f"(01){GTIN}(10)L9", {"kind": "product", "matches": [{"sku": "ROUTER"}]}),
        ("an order", "SO-1", {"kind": "order", "matches": [{"order": "SO-1"}]}), ("an order's label", "(400)SO-1", {"kind": "order", "matches": [{"order": "SO-1"}]}),
        ("a former serial", f"(01){GTIN}(21)OLD", {**unit("NEW"), "notes": [{"code": "former_serial", "detail": lambda d: "its number is NEW now" in d}]}),
        ("and plain", "OLD", {**unit("NEW"), "notes": [{"code": "former_serial"}]}),
        ("two products", "TWIN", {"kind": "unit", "ambiguous": True, "matches": lambda m: sorted(x["product"] for x in m) == ["BOARD", "ROUTER"]}),
        ("told apart by the GTIN", f"(01){GTIN}(21)TWIN", unit("TWIN")),
    ]
    for name, code, contains in cases:
        check_reply(f"match: {name}", scan(admin, code), 200, contains)


def test_differences(admin):
    def differences(code):
        return {d["field"]: (d["read"], d.get("books")) for d in scan(admin, code).json.get("differences", [])}
    equal("all as in the books", differences(f"(01){GTIN}(21)A-7(10)L1(17)281231(11)260115"), {})
    equal("nothing but the serial", differences(f"(01){GTIN}(21)A-7"), {})
    equal("another lot", differences(f"(01){GTIN}(21)A-7(10)L2"), {"lot": ("L2", "L1")})
    equal("another expiry", differences(f"(01){GTIN}(21)A-7(10)L1(17)290101"), {"expiry": ("2029-01-01", "2028-12-31")})
    equal("another day it was made", differences(f"(01){GTIN}(21)A-7(11)260116"), {"production_date": ("2026-01-16", "2026-01-15")})
    equal("the books have no lot", differences(f"(01){GTIN}(21)SN0012(10)L1"), {"lot": ("L1", None)})
    equal("a lot with other dates", differences(f"(01){GTIN}(10)L1(17)290101"), {"expiry": ("2029-01-01", "2028-12-31")})


def test_near(admin):
    cases = [
        ("a wrong check digit, but a serial", "]d2010400638133393221A-7", ["A-7"]), ("the same in a link", "https://id.gs1.org/01/04006381333932/21/A-7", ["A-7"]),
        ("the same in brackets", "(01)04006381333932(21)A-7", ["A-7"]), ("letters for digits", "SNOOI2", ["SN0012"]), ("small letters", "sn0012", ["SN0012"]),
        ("small letters behind a GTIN", f"(01){GTIN}(21)sn0012", ["SN0012"]), ("FNC1 in the middle", f"SN00{FS}12", ["SN0012"]), ("nothing like it", "ZZZ", []),
    ]
    for name, code, serials in cases:
        got = scan(admin, code).json
        equal(f"near: {name}", (got["kind"], [m["serial"] for m in got["near"]]), ("unknown", serials))


# ---- EPCs ----

# One thing in many forms, by its serial: those that need no company prefix, and those that do.
def forms(item, serial, *, short):
    free = [f"urn:epc:id:sgtin:4006381.{item}.{serial}", f"urn:epc:tag:sgtin-198:2.4006381.{item}.{serial}", f"URN:EPC:ID:SGTIN:4006381.{item}.{serial}"]
    if short:
        free += [f"urn:epc:tag:sgtin-96:5.4006381.{item}.{serial}"]
    return free, [f"(01){GTIN}(21){serial}", f"]d201{GTIN}21{serial}{FS}10L1", f"01{GTIN}21{serial}", f"https://id.gs1.org/01/{GTIN}/21/{serial}"]


EPCS = {  # what is in the books; all that must find it: without a company prefix, and with it
    "E-URN": ("urn:epc:id:sgtin:4006381.033393.4711", forms("033393", "4711", short=True), ["3034F487B4209C4000001267"]),
    "E-TAG": ("urn:epc:tag:sgtin-96:3.4006381.033393.4712", forms("033393", "4712", short=True), ["3034F487B4209C4000001268"]),
    "E-HEX": ("3034f487b4209c4000001269", forms("033393", "4713", short=True), ["3074F487B4209C4000001269", "urn:epc:raw:96.x3034F487B4209C4000001269"]),
    "E-LONG": ("3634F487B4209C6A2D7200000000000000000000000000000000", forms("033393", "T-9", short=False), ["3674F487B4209C6A2D7200000000000000000000000000000000"]),
    "E-ASSET": ("3414F487B40000000000226C", (["urn:epc:id:giai:4006381.8812", "urn:epc:tag:giai-96:0.4006381.8812"], ["(8004)40063818812", "https://id.gs1.org/8004/40063818812"]), []),
    "E-BOX": ("urn:epc:id:grai:4006381.12345.77", (["urn:epc:tag:grai-96:1.4006381.12345.77", "3314F487B40C0E400000004D"], ["(8003)0400638112345777"]), []),
}


def test_epcs(server, admin):
    for serial, (epc, _, _) in EPCS.items():
        command(admin, "receive", product="BOARD", serial=serial, location="BER", identifiers={"epc": epc})

    def finds(serial, codes, when):
        for code in codes:
            check_reply(f"{when}: {serial} by {code}", scan(admin, code), 200, unit(serial, "BOARD"))

    def finds_not(when):
        for serial, (_, (_, closed), _) in EPCS.items():
            for code in closed:
                reply = scan(admin, code)
                check_reply(f"{when}: nothing by {code}", reply, 200, {"kind": "unknown", "matches": []})
                equal(f"{when}: no EPC of {code}", reply.json["read"]["fields"].get("epc"), None)

    def prefixes(*list_):
        check_reply("company prefixes", admin.patch("/v1/settings", {"company_prefixes": list(list_)}), 200, {"company_prefixes": list(list_)})

    for serial, (_, (free, _), hexes) in EPCS.items():
        finds(serial, [*free, *hexes], "no prefix")
    finds_not("no prefix")
    prefixes("950600", "4006381")
    for serial, (_, (free, closed), hexes) in EPCS.items():
        finds(serial, [*free, *hexes, *closed], "prefix")
    for code, epc in ((f"(01){GTIN}(21)A-7", "urn:epc:id:sgtin:4006381.033393.A-7"), (f"https://id.gs1.org/01/{GTIN}/21/a%2Fb", "urn:epc:id:sgtin:4006381.033393.a%2Fb"),
                      (f"]d201{GTIN}10L1", "urn:epc:class:lgtin:4006381.033393.L1"), (f"]d201{FREE_GTIN}211", None), ("A-7", None)):
        equal(f"the EPC of {code}", scan(admin, code).json["read"]["fields"].get("epc"), epc)
    check_reply("who bears GTIN and serial goes first", scan(admin, f"(01){GTIN}(21)A-7"), 200, unit("A-7"))
    check_reply("and is found by any form", scan(admin, "urn:epc:tag:sgtin-198:0.4006381.033393.A-7"), 200, unit("A-7"))
    prefixes("4006380")
    finds_not("another prefix")
    if harness.books.CLUSTER:
        epcs_elsewhere(server, admin, prefixes)
    prefixes()
    finds_not("none again")


def epcs_elsewhere(server, admin, prefixes):
    """Another server on the same database obeys what was set here."""
    with harness.Server(db=server.db) as second:
        there = second.client(admin.token)
        code, begun = f"(01){GTIN}(21)4711", time.monotonic()
        equal("not known there", scan(there, code).json["kind"], "unknown")
        prefixes("4006381")
        equal("known here at once", scan(admin, code).json["kind"], "unit")
        while scan(there, code).json["kind"] != "unit" and time.monotonic() < begun + DEADLINE_S:
            pass
        equal("known there soon", scan(there, code).json["read"]["fields"].get("epc"), "urn:epc:id:sgtin:4006381.033393.4711")


# ---- what is offered ----

def test_offers(server, admin):
    operator, auditor, manager = server.person("olga", ["operator"]), server.person("audrey", ["auditor"]), server.person("mara", ["manager"])
    code = f"]d201{GTIN}21NEW-1{FS}10L7{FS}1729063011260102"
    fields = {"product": "ROUTER", "serial": "NEW-1", "lot": "L7", "expires": "2029-06-30", "made": "2026-01-02"}
    got = scan(operator, code).json
    equal("unknown, but the product is known", (got["kind"], got["product"]["sku"], got["matches"]), ("unknown", "ROUTER", []))
    equal("receive or commission, all filled in", [(o["command"], o["path"], o["fields"]) for o in got["offer"]],
          [(c, f"/v1/commands/{c}", fields) for c in ("receive", "commission")])
    equal("an auditor may not", scan(auditor, code).json["offer"], [])
    offer = got["offer"][0]
    check_reply("taken as it was offered", operator.post(offer["path"], {**offer["fields"], "location": "BER"}), 201, {"unit": {"serial": "NEW-1"}})
    check_reply("with its lot", scan(operator, "NEW-1"), 200, {"matches": [{"lot": "L7", "expires": "2029-06-30"}]})
    again = scan(operator, code).json
    equal("now it is known, and all agrees", (again["kind"], again.get("differences")), ("unit", None))
    got = scan(operator, f"(01){GTIN}(21)NEW-2(10)L7(17)290701(8040)490154203237518").json
    equal("a lot that is known keeps its dates", (got["offer"][1]["fields"], got["differences"]),
          ({"product": "ROUTER", "serial": "NEW-2", "lot": "L7", "identifiers": {"imei": "490154203237518"}}, [{"field": "expiry", "read": "2029-07-01", "books": "2029-06-30"}]))
    check_reply("commissioned as it was offered", operator.post(got["offer"][1]["path"], {**got["offer"][1]["fields"], "location": "BER"}), 201, {"unit": {"serial": "NEW-2"}})
    check_reply("found by its IMEI", scan(operator, "490154203237518"), 200, {"kind": "unit", "matches": [{"serial": "NEW-2"}]})
    got = scan(operator, f"(01){GTIN}(21)NEW-3(17)290701").json["offer"][0]
    equal("an expiry without a lot is not booked", got["fields"], {"product": "ROUTER", "serial": "NEW-3"})
    check_reply("a serial that its product cannot have", scan(operator, f"(01){FREE_GTIN}(21)XX1"), 200, {"offer": [], "notes": [{"code": "serial_format", "detail": lambda d: "SW####" in d}]})
    check_reply("one that it can", scan(operator, f"(01){FREE_GTIN}(21)SW0001"), 200, {"offer": lambda o: len(o) == 2})
    admin.patch("/v1/products/SWITCH", {"active": False})
    check_reply("a closed product", scan(operator, f"(01){FREE_GTIN}(21)SW0001"), 200, {"offer": [], "notes": [{"code": "product_closed"}]})
    nobody = f"(01){NO_GTIN}(21)1"
    check_reply("no such product", scan(operator, nobody), 200, {"kind": "unknown", "offer": [], "notes": [{"code": "unknown_product", "detail": lambda d: NO_GTIN in d}]})
    got = scan(manager, nobody).json["offer"]
    equal("who may make it is offered that", got, [{"command": "create_product", "path": "/v1/products", "fields": {"gtin": NO_GTIN}}])
    check_reply("made as it was offered", manager.post(got[0]["path"], {**got[0]["fields"], "sku": "NEWCOMER", "name": "Newcomer"}), 201, {"gtin": NO_GTIN})
    check_reply("then its units are offered", scan(manager, nobody), 200, {"product": {"sku": "NEWCOMER"}, "offer": lambda o: [x["command"] for x in o] == ["receive", "commission"]})
    check_reply("a short number is no GTIN unless it says so", scan(manager, "96385074"), 200, {"offer": []})
    check_reply("a plain serial is offered nothing", scan(manager, "NOBODY"), 200, {"offer": [], "could": lambda c: "receive" in c})


# ---- our own labels ----

def test_labels(admin):
    admin.patch("/v1/settings", {"base_url": "https://serno.example"})
    admin.patch("/v1/links/settings", {"form": "token"})
    router = scan(admin, "ROUTER:A-8").json["matches"][0]["id"]
    url = admin.get(f"/v1/links/units/{router}").json["url"]
    check("a token", "/p/" in url, url)
    check_reply("the address of a label", scan(admin, url), 200, {**unit("A-8"), "read": {"carrier": "url"}})
    check_reply("as a QR Code is read", scan(admin, f"]Q1{url}\r"), 200, unit("A-8"))
    check_reply("a token that is none", scan(admin, url[:-2] + ("AA" if url[-2:] != "AA" else "BB")), 200, {"kind": "unknown", "notes": [{"code": "unknown_label"}]})
    admin.delete(f"/v1/links/units/{router}")
    check_reply("made void", scan(admin, url), 200, {"kind": "unknown", "notes": [{"code": "unknown_label", "detail": lambda d: "void" in d}]})


def main():
    with harness.Server() as server:
        admin = server.admin()
        make_books(admin)
        test_table(admin)
        test_form(admin)
        test_matches(admin)
        test_differences(admin)
        test_near(admin)
        test_offers(server, admin)
        test_labels(admin)
        test_epcs(server, admin)
    harness.finish()


main()
