#!/usr/bin/env python3
"""Products, locations, parties and lots over HTTP: what is made, changed, listed and refused."""
import os
import sys
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import harness  # noqa: E402
from harness import check, check_reply, equal, rows  # noqa: E402


def code(name, field=None):
    """A problem document of this code."""
    return {"code": name, **({"field": field} if field else {}), "request_id": lambda text: len(text) > 0}


def items(*names, key="code", more=False):
    """A page with these things in this order."""
    return {"items": lambda got: [i[key] for i in got] == list(names), "next": lambda n: (n is not None) == more}


# ---- what each kind of thing must do ----

PRODUCTS = [
    ("product, only what is needed", "POST", "/v1/products", {"sku": "PUMP-1", "name": "Pump"}, 201,
     {"sku": "PUMP-1", "name": "Pump", "gtin": None, "category": "", "warranty_months": 0, "shelf_life_days": 0,
      "maintenance_interval_days": 0, "serial_format": "", "attributes": {}, "active": True, "version": 1}),
    ("product with everything", "POST", "/v1/products",
     {"sku": "ROUTER", "gtin": "4006381333931", "name": "Router ä€😀", "category": "Network", "warranty_months": 24,
      "shelf_life_days": 365, "maintenance_interval_days": 90, "serial_format": "@@#{6,8}",
      "attributes": {"colour": "black", "ports": [1, 2]}, "active": False}, 201,
     {"gtin": "04006381333931", "name": "Router ä€😀", "warranty_months": 24, "serial_format": "@@#{6,8}",
      "attributes": {"colour": "black", "ports": [1, 2]}, "active": False}),
    ("one product", "GET", "/v1/products/ROUTER", None, 200, {"sku": "ROUTER", "category": "Network"}),
    ("the same SKU again", "POST", "/v1/products", {"sku": "PUMP-1", "name": "Other"}, 409,
     {**code("duplicate", "sku"), "detail": lambda d: "PUMP-1" in d and "(Pump)" in d}),
    ("the same GTIN again, in another length", "POST", "/v1/products",
     {"sku": "P2", "name": "P", "gtin": "04006381333931"}, 409,
     {**code("duplicate", "gtin"), "detail": lambda d: "product ROUTER" in d}),
    ("wrong check digit", "POST", "/v1/products", {"sku": "P2", "name": "P", "gtin": "4006381333932"}, 422,
     {**code("bad_check_digit", "gtin"), "detail": lambda d: "must be 1" in d}),
    ("GTIN of 10 digits", "POST", "/v1/products", {"sku": "P2", "name": "P", "gtin": "4006381333"}, 422,
     code("bad_value", "gtin")),
    ("no SKU", "POST", "/v1/products", {"name": "P"}, 422, code("missing_field", "sku")),
    ("empty SKU", "POST", "/v1/products", {"sku": "", "name": "P"}, 422, code("missing_field", "sku")),
    ("SKU that clients take out of an address", "POST", "/v1/products", {"sku": "..", "name": "P"}, 422, code("bad_value", "sku")),
    ("SKU with a space at its end", "POST", "/v1/products", {"sku": "P2 ", "name": "P"}, 422, code("bad_value", "sku")),
    ("SKU of 81 characters", "POST", "/v1/products", {"sku": "ä" * 81, "name": "P"}, 422, code("too_long", "sku")),
    ("SKU with a control character", "POST", "/v1/products", {"sku": "P\u0007", "name": "P"}, 422, code("bad_value", "sku")),
    ("no name", "POST", "/v1/products", {"sku": "P2"}, 422, code("missing_field", "name")),
    ("warranty of 101 years", "POST", "/v1/products", {"sku": "P2", "name": "P", "warranty_months": 1212}, 422,
     code("bad_value", "warranty_months")),
    ("warranty as text", "POST", "/v1/products", {"sku": "P2", "name": "P", "warranty_months": "24"}, 422,
     code("bad_value", "warranty_months")),
    ("warranty with a fraction", "POST", "/v1/products", {"sku": "P2", "name": "P", "warranty_months": 1.5}, 422,
     code("bad_value", "warranty_months")),
    ("active as text", "POST", "/v1/products", {"sku": "P2", "name": "P", "active": "no"}, 422, code("bad_value", "active")),
    ("serial format that cannot be read", "POST", "/v1/products", {"sku": "P2", "name": "P", "serial_format": "A{"}, 422,
     {**code("bad_value", "serial_format"), "detail": lambda d: "never closed" in d}),
    ("attributes as array", "POST", "/v1/products", {"sku": "P2", "name": "P", "attributes": [1]}, 422,
     code("bad_value", "attributes")),
    ("attributes of 9000 bytes", "POST", "/v1/products", {"sku": "P2", "name": "P", "attributes": {"a": "x" * 9000}}, 422,
     code("too_long", "attributes")),
    ("unknown member", "POST", "/v1/products", {"sku": "P2", "name": "P", "color": "red"}, 400,
     {**code("unknown_field", "color"), "detail": lambda d: "serial_format" in d}),
    ("a member that is not written", "POST", "/v1/products", {"sku": "P2", "name": "P", "version": 7}, 400,
     code("unknown_field", "version")),
    ("an array", "POST", "/v1/products", [], 422, code("bad_value")),
    ("nothing of that was written", "GET", "/v1/products/P2", None, 404, code("not_found")),
    ("change only the name", "PATCH", "/v1/products/PUMP-1", {"name": "Pump, better"}, 200,
     {"name": "Pump, better", "sku": "PUMP-1", "active": True, "version": 2}),
    ("close it", "PATCH", "/v1/products/PUMP-1", {"active": False}, 200, {"active": False, "version": 3}),
    ("open it", "PATCH", "/v1/products/PUMP-1", {"active": True}, 200, {"active": True, "version": 4}),
    ("nothing new", "PATCH", "/v1/products/PUMP-1", {"active": True}, 200, {"version": 4}),
    ("no member at all", "PATCH", "/v1/products/PUMP-1", {}, 200, {"version": 4}),
    ("null empties", "PATCH", "/v1/products/ROUTER", {"gtin": None, "category": None, "warranty_months": None,
                                                      "attributes": None}, 200,
     {"gtin": None, "category": "", "warranty_months": 0, "attributes": {}, "name": "Router ä€😀"}),
    ("null where something is needed", "PATCH", "/v1/products/ROUTER", {"name": None}, 422, code("missing_field", "name")),
    ("another's SKU", "PATCH", "/v1/products/ROUTER", {"sku": "PUMP-1"}, 409, code("duplicate", "sku")),
    ("a new SKU", "PATCH", "/v1/products/ROUTER", {"sku": "ROUTER-X"}, 200, {"sku": "ROUTER-X"}),
    ("the old SKU is gone", "GET", "/v1/products/ROUTER", None, 404, code("not_found")),
    ("change what is not there", "PATCH", "/v1/products/NONE", {"name": "x"}, 404, code("not_found")),
    ("change with an unknown member", "PATCH", "/v1/products/PUMP-1", {"nmae": "x"}, 400, code("unknown_field", "nmae")),
    ("a bad body is told before a missing product", "PATCH", "/v1/products/NONE", {"nmae": "x"}, 400,
     code("unknown_field", "nmae")),
    ("nobody deletes", "DELETE", "/v1/products/PUMP-1", None, 405, code("no_method")),
]

LOCATIONS = [
    ("a site", "POST", "/v1/locations", {"code": "HQ", "kind": "site", "name": "Head office", "gln": "9521321000018"}, 201,
     {"code": "HQ", "kind": "site", "parent": None, "name": "Head office", "gln": "9521321000018", "active": True}),
    ("a zone in it", "POST", "/v1/locations", {"code": "A", "kind": "zone", "parent": "HQ"}, 201, {"parent": "HQ"}),
    ("a bin in the zone", "POST", "/v1/locations", {"code": "A1", "kind": "bin", "parent": "A"}, 201, {"parent": "A"}),
    ("another zone", "POST", "/v1/locations", {"code": "B", "kind": "zone", "parent": "HQ"}, 201, {}),
    ("a repair place alone", "POST", "/v1/locations", {"code": "REPAIR", "kind": "repair"}, 201, {"parent": None}),
    ("scrap in the site", "POST", "/v1/locations", {"code": "SCRAP", "kind": "scrap", "parent": "HQ"}, 201, {}),
    ("a site in a site", "POST", "/v1/locations", {"code": "X", "kind": "site", "parent": "HQ"}, 422, code("bad_value", "parent")),
    ("a zone without parent", "POST", "/v1/locations", {"code": "X", "kind": "zone"}, 422, code("missing_field", "parent")),
    ("a bin without parent", "POST", "/v1/locations", {"code": "X", "kind": "bin"}, 422, code("missing_field", "parent")),
    ("a zone in a bin", "POST", "/v1/locations", {"code": "X", "kind": "zone", "parent": "A1"}, 422,
     {**code("bad_value", "parent"), "detail": lambda d: "A1, which is a bin" in d}),
    ("unknown parent", "POST", "/v1/locations", {"code": "X", "kind": "bin", "parent": "NONE"}, 422,
     code("unknown_location", "parent")),
    ("unknown kind", "POST", "/v1/locations", {"code": "X", "kind": "shelf"}, 422,
     {**code("bad_value", "kind"), "detail": lambda d: "site" in d and "scrap" in d}),
    ("no kind", "POST", "/v1/locations", {"code": "X"}, 422, code("missing_field", "kind")),
    ("the same code", "POST", "/v1/locations", {"code": "A1", "kind": "bin", "parent": "B"}, 409,
     {**code("duplicate", "code"), "detail": lambda d: "bin A1 in A" in d}),
    ("the same GLN", "POST", "/v1/locations", {"code": "X", "kind": "site", "gln": "9521321000018"}, 409,
     {**code("duplicate", "gln"), "detail": lambda d: "site HQ" in d}),
    ("GLN with wrong check digit", "POST", "/v1/locations", {"code": "X", "kind": "site", "gln": "9521321000010"}, 422,
     {**code("bad_check_digit", "gln"), "detail": lambda d: "must be 8" in d}),
    ("into itself", "PATCH", "/v1/locations/A", {"parent": "A"}, 422, code("circular_location", "parent")),
    ("into its own bin", "PATCH", "/v1/locations/A", {"parent": "A1"}, 422, code("circular_location", "parent")),
    ("a zone into another zone", "PATCH", "/v1/locations/A", {"parent": "B"}, 200, {"parent": "B", "version": 2}),
    ("and the other into that one", "PATCH", "/v1/locations/B", {"parent": "A1"}, 422, code("circular_location", "parent")),
    ("a zone loses its parent", "PATCH", "/v1/locations/A", {"parent": None}, 422, code("missing_field", "parent")),
    ("a zone with a bin becomes a bin", "PATCH", "/v1/locations/A", {"kind": "bin"}, 200, {"kind": "bin"}),
    ("a bin with a bin becomes a zone again", "PATCH", "/v1/locations/A", {"kind": "zone"}, 200, {"kind": "zone"}),
    ("a zone with a zone becomes a bin", "PATCH", "/v1/locations/B", {"kind": "bin"}, 422, code("bad_value", "kind")),
    ("close with an open child", "PATCH", "/v1/locations/A", {"active": False}, 409,
     {**code("location_occupied", "active"), "detail": lambda d: "A: 1" in d}),
    ("close the child", "PATCH", "/v1/locations/A1", {"active": False}, 200, {"active": False}),
    ("close with a closed child", "PATCH", "/v1/locations/A", {"active": False}, 200, {"active": False}),
    ("open a child of a closed place", "PATCH", "/v1/locations/A1", {"active": True}, 409, code("location_closed", "parent")),
    ("make one in a closed place", "POST", "/v1/locations", {"code": "A9", "kind": "bin", "parent": "A"}, 409,
     code("location_closed", "parent")),
    ("open it again", "PATCH", "/v1/locations/A", {"active": True}, 200, {"active": True}),
    ("and the child", "PATCH", "/v1/locations/A1", {"active": True}, 200, {"active": True}),
    ("rename", "PATCH", "/v1/locations/A", {"code": "HQ-A"}, 200, {"code": "HQ-A"}),
    ("the child names the new code, as a new version", "GET", "/v1/locations/A1", None, 200, {"parent": "HQ-A", "version": 4}),
    ("not there", "GET", "/v1/locations/NONE", None, 404, code("not_found")),
]

PARTIES = [
    ("a customer", "POST", "/v1/parties",
     {"code": "C-1", "name": "Ada's shop", "kind": "customer", "email": "ada@example.org", "phone": "+49 1",
      "address": "Street 1\nTown", "contact": "Ada", "attributes": {"vip": True}}, 201,
     {"code": "C-1", "kind": "customer", "address": "Street 1\nTown", "attributes": {"vip": True}, "gln": None}),
    ("a supplier", "POST", "/v1/parties", {"code": "S-1", "name": "Parts", "kind": "supplier", "gln": "9521321000018"}, 201, {}),
    ("the same code", "POST", "/v1/parties", {"code": "C-1", "name": "x", "kind": "staff"}, 409,
     {**code("duplicate", "code"), "detail": lambda d: "customer C-1 (Ada's shop)" in d}),
    ("the same GLN", "POST", "/v1/parties", {"code": "C-2", "name": "x", "kind": "staff", "gln": "9521321000018"}, 409,
     code("duplicate", "gln")),
    ("unknown kind", "POST", "/v1/parties", {"code": "C-2", "name": "x", "kind": "friend"}, 422, code("bad_value", "kind")),
    ("no name", "POST", "/v1/parties", {"code": "C-2", "kind": "staff"}, 422, code("missing_field", "name")),
    ("address of 2001 characters", "POST", "/v1/parties",
     {"code": "C-2", "name": "x", "kind": "staff", "address": "a" * 2001}, 422, code("too_long", "address")),
    ("a new address", "PATCH", "/v1/parties/C-1", {"address": "Street 2"}, 200, {"address": "Street 2", "phone": "+49 1"}),
    ("close", "PATCH", "/v1/parties/C-1", {"active": False}, 200, {"active": False}),
    ("not there", "PATCH", "/v1/parties/C-9", {"active": False}, 404, code("not_found")),
]

LOTS = [
    ("product of lots", "POST", "/v1/products", {"sku": "MILK", "name": "Milk", "shelf_life_days": 30}, 201, {}),
    ("another", "POST", "/v1/products", {"sku": "CHEESE", "name": "Cheese"}, 201, {}),
    ("a lot", "POST", "/v1/lots", {"product": "CHEESE", "number": "L1", "expires": "2027-03-01", "made": "2026-03-01"}, 201,
     {"id": 1, "product": "CHEESE", "number": "L1", "expires": "2027-03-01", "made": "2026-03-01", "version": 1}),
    ("expiry from the product's shelf life", "POST", "/v1/lots", {"product": "MILK", "number": "L1", "made": "2026-01-31"}, 201,
     {"id": 2, "expires": "2026-03-02"}),
    ("neither date", "POST", "/v1/lots", {"product": "MILK", "number": "L2"}, 201, {"expires": None, "made": None}),
    ("an instant with a zone", "POST", "/v1/lots", {"product": "MILK", "number": "L3", "expires": "2027-01-01T08:00:00+01:00"},
     201, {"expires": "2027-01-01T07:00:00.000Z"}),
    ("the same number", "POST", "/v1/lots", {"product": "MILK", "number": "L1"}, 409,
     {**code("duplicate", "number"), "detail": lambda d: "lot 2" in d}),
    ("unknown product", "POST", "/v1/lots", {"product": "NONE", "number": "L1"}, 422, code("unknown_product", "product")),
    ("no product", "POST", "/v1/lots", {"number": "L1"}, 422, code("missing_field", "product")),
    ("no number", "POST", "/v1/lots", {"product": "MILK"}, 422, code("missing_field", "number")),
    ("30 February", "POST", "/v1/lots", {"product": "MILK", "number": "L9", "expires": "2027-02-30"}, 422, code("bad_time", "expires")),
    ("the year 9000", "POST", "/v1/lots", {"product": "MILK", "number": "L9", "expires": "9000-01-01"}, 422,
     code("bad_value", "expires")),
    ("expires before it was made", "POST", "/v1/lots",
     {"product": "MILK", "number": "L9", "made": "2026-02-01", "expires": "2026-01-01"}, 422, code("bad_value", "expires")),
    ("longer", "PATCH", "/v1/lots/2", {"expires": "2026-03-10"}, 200, {"expires": "2026-03-10", "made": "2026-01-31", "version": 2}),
    ("another number", "PATCH", "/v1/lots/2", {"number": "L-ONE"}, 200, {"number": "L-ONE"}),
    ("a number that is taken", "PATCH", "/v1/lots/2", {"number": "L2"}, 409, code("duplicate", "number")),
    ("the product stays", "PATCH", "/v1/lots/2", {"product": "CHEESE"}, 400, code("unknown_field", "product")),
    ("one lot", "GET", "/v1/lots/2", None, 200, {"id": 2, "product": "MILK", "number": "L-ONE"}),
    ("no such lot", "GET", "/v1/lots/999", None, 404, code("not_found")),
    ("no number at all", "GET", "/v1/lots/abc", None, 404, code("not_found")),
    ("lots of a product", "GET", "/v1/lots?product=MILK", None, 200, items("L-ONE", "L2", "L3", key="number")),
    ("lots of a number", "GET", "/v1/lots?number=L1", None, 200, items("CHEESE", key="product")),
    ("lots of an unknown product", "GET", "/v1/lots?product=NONE", None, 422, code("unknown_product", "product")),
    ("a renamed product", "PATCH", "/v1/products/MILK", {"sku": "WHOLE-MILK"}, 200, {}),
    ("is named by its lots", "GET", "/v1/lots/2", None, 200, {"product": "WHOLE-MILK", "version": 4}),
]

LISTS = [
    ("all products", "/v1/products", items("CHEESE", "PUMP-1", "ROUTER-X", "WHOLE-MILK", key="sku")),
    ("closed ones", "/v1/products?active=false", items("ROUTER-X", key="sku")),
    ("open ones", "/v1/products?active=true&limit=1", items("CHEESE", key="sku", more=True)),
    ("part of a name, in any case", "/v1/products?q=ROUTER", items("ROUTER-X", key="sku")),
    ("a wildcard is a character", "/v1/products?q=%25", items(key="sku")),
    ("all locations", "/v1/locations", items("A1", "B", "HQ", "HQ-A", "REPAIR", "SCRAP")),
    ("directly in", "/v1/locations?parent=HQ", items("B", "SCRAP")),
    ("all below", "/v1/locations?within=B", items("A1", "B", "HQ-A")),
    ("of two kinds", "/v1/locations?kind=bin,repair", items("A1", "REPAIR")),
    ("bins below", "/v1/locations?within=HQ&kind=bin", items("A1")),
    ("all parties", "/v1/parties", items("C-1", "S-1")),
    ("suppliers", "/v1/parties?kind=supplier", items("S-1")),
    ("by name", "/v1/parties?q=ada", items("C-1")),
]

BAD_LISTS = [
    ("unknown parameter", "/v1/products?colour=red", 400, code("bad_request")),
    ("active=maybe", "/v1/products?active=maybe", 400, code("bad_request", "active")),
    ("limit=0", "/v1/parties?limit=0", 400, code("bad_request", "limit")),
    ("limit=1001", "/v1/parties?limit=1001", 400, code("bad_request", "limit")),
    ("GTIN with wrong check digit", "/v1/products?gtin=4006381333932", 400, code("bad_request", "gtin")),
    ("kind of a party", "/v1/parties?kind=site", 400, code("bad_request", "kind")),
    ("unknown parent", "/v1/locations?parent=NONE", 422, code("unknown_location", "parent")),
    ("unknown within", "/v1/locations?within=NONE", 422, code("unknown_location", "within")),
    ("a made-up cursor", "/v1/lots?cursor=AAAA", 400, code("bad_request", "cursor")),
    ("a cursor of another list", "/v1/lots?cursor=UFVNUA", 400, code("bad_request", "cursor")),
]


def lists(admin):
    for name, path, contains in LISTS:
        check_reply(name, admin.get(path), 200, contains)
    for name, path, status, contains in BAD_LISTS:
        check_reply(name, admin.get(path), status, contains)


def odd_codes(admin):
    """A code may hold nearly anything; its address escapes it."""
    for text in ["A/B", "ä €", "100%", "a?b#c", "..x", "+1 2", "<b>", '"', "'; DROP TABLE product; --"]:
        made = admin.post("/v1/products", {"sku": text, "name": "odd"})
        address = "/v1/products/" + urllib.parse.quote(text, safe="")
        check_reply(f"SKU {text!r}", made, 201, {"sku": text})
        equal(f"address of {text!r}", made.headers["Location"], address)
        check_reply(f"get {text!r}", admin.get(made.headers["Location"]), 200, {"sku": text})
        check_reply(f"close {text!r}", admin.patch(address, {"active": False}), 200, {"version": 2})


def tags(admin):
    made = admin.post("/v1/parties", {"code": "T-1", "name": "T", "kind": "staff"})
    equal("ETag of what was made", made.headers["ETag"], '"1"')
    same = admin.get("/v1/parties/T-1", If_None_Match='"1"')
    check("not modified", same.status == 304 and not same.body and same.headers["ETag"] == '"1"', same.status)
    changed = admin.patch("/v1/parties/T-1", {"name": "U"}, {"If-Match": '"1"'})
    check_reply("change with the right tag", changed, 200, {"name": "U", "version": 2})
    equal("ETag of the change", changed.headers["ETag"], '"2"')
    check_reply("change with the old tag", admin.patch("/v1/parties/T-1", {"name": "V"}, {"If-Match": '"1"'}), 412,
                code("changed_meanwhile"))
    check_reply("the old tag is out of date", admin.get("/v1/parties/T-1", If_None_Match='"1"'), 200, {"name": "U"})
    check_reply("any tag", admin.patch("/v1/parties/T-1", {"name": "W"}, {"If-Match": "*"}), 200, {"version": 3})


def idempotency(admin):
    body = {"code": "I-1", "name": "I", "kind": "staff"}
    first = admin.post("/v1/parties", body, {"Idempotency-Key": "once"})
    again = admin.post("/v1/parties", body, {"Idempotency-Key": "once"})
    check_reply("the first time", first, 201, {"code": "I-1"})
    check("the same answer", again.status == 201 and again.body == first.body, again.text)
    equal("it says so", again.headers["Idempotent-Replayed"], "true")
    other = admin.post("/v1/parties", {**body, "name": "J"}, {"Idempotency-Key": "once"})
    check_reply("the key with something else", other, 409, code("id_reused"))
    refused = admin.post("/v1/parties", {**body, "code": "I-2", "kind": "?"}, {"Idempotency-Key": "bad"})
    check_reply("refused", refused, 422, code("bad_value", "kind"))
    check_reply("a refusal is not kept", admin.post("/v1/parties", {**body, "code": "I-2"}, {"Idempotency-Key": "bad"}), 201, {})


def paging(admin):
    """Every page once, in order, whatever its size; CSV and NDJSON have the same rows."""
    for i in range(25):
        admin.post("/v1/locations", {"code": f"PAGE-{i:02}", "kind": "bin", "parent": "HQ"})
    for i in range(3):
        admin.post("/v1/lots", {"product": ["CHEESE", "PUMP-1", "ROUTER-X"][i], "number": "SAME"})
    for base, key, size in [("/v1/locations?q=page-", "code", 10), ("/v1/locations?q=page-", "code", 1),
                            ("/v1/lots?limit=2", "id", 2), ("/v1/lots?number=SAME&limit=1", "id", 1)]:
        whole = [row[key] for row in admin.get(base.replace("limit=", "limit=9")).json["items"]]
        path, seen = base + ("" if "limit=" in base else f"&limit={size}"), []
        while path:
            page = admin.get(path)
            seen += [row[key] for row in page.json["items"]]
            link = page.headers["Link"]
            equal("Link and next", bool(link), page.json["next"] is not None)
            path = link.split(">")[0].lstrip("<") if link else None
        equal(f"pages of {size} of {base}", seen, whole)
    csv = admin.get("/v1/locations?q=page-&format=csv")
    lines = csv.text.splitlines()
    equal("CSV header", lines[0], "code,name,kind,parent,gln,attributes,active,created_at,version")
    equal("CSV rows", [line.split(",")[0] for line in lines[1:]], [f"PAGE-{i:02}" for i in range(25)])
    equal("NDJSON rows", len(admin.get("/v1/locations?q=page-&format=ndjson").text.splitlines()), 25)
    admin.post("/v1/parties", {"code": "=1+1", "name": "@SUM(A1)", "kind": "staff"})
    check("no live formulas", "'=1+1" in admin.get("/v1/parties?q=sum&format=csv").text)


def depth(admin):
    admin.post("/v1/locations", {"code": "D1", "kind": "site"})
    for i in range(2, 17):
        reply = admin.post("/v1/locations", {"code": f"D{i}", "kind": "zone", "parent": f"D{i - 1}"})
        check_reply(f"level {i}", reply, 201, {})
    check_reply("level 17", admin.post("/v1/locations", {"code": "D17", "kind": "zone", "parent": "D16"}), 409,
                code("too_deep", "parent"))
    admin.post("/v1/locations", {"code": "E1", "kind": "site"})
    admin.post("/v1/locations", {"code": "E2", "kind": "zone", "parent": "E1"})
    check_reply("a tree moved too deep", admin.patch("/v1/locations/D2", {"parent": "E2"}), 409, code("too_deep", "parent"))
    check_reply("a tree moved beside it", admin.patch("/v1/locations/D2", {"parent": "E1"}), 200, {"parent": "E1"})


def occupied(admin):
    """Units in a place keep it open."""
    admin.post("/v1/locations", {"code": "STORE", "kind": "site"})
    admin.post("/v1/locations", {"code": "STORE-1", "kind": "bin", "parent": "STORE"})
    received = admin.post("/v1/commands/receive", {"product": "PUMP-1", "serials": ["1", "2", "3"], "location": "STORE-1",
                                                   "party": "S-1"})
    check_reply("receive", received, 201, {"units": 3})
    check_reply("a lot made by a command keeps the rules of lots", admin.post("/v1/commands/receive", {
        "product": "PUMP-1", "serials": ["4"], "location": "STORE-1", "party": "S-1", "lot": "NEW", "made": "2026-02-01",
        "expires": "2026-01-01"}), 422, code("bad_value", "expires"))
    check_reply("close with units inside", admin.patch("/v1/locations/STORE-1", {"active": False}), 409,
                {**code("location_occupied", "active"), "detail": lambda d: "STORE-1: 3" in d})
    check_reply("a kind that keeps no units", admin.patch("/v1/locations/STORE-1", {"kind": "customer", "parent": "STORE"}), 422,
                code("location_kind", "kind"))
    moved = admin.post("/v1/commands/move", {"product": "PUMP-1", "serials": ["1", "2", "3"], "location": "STORE"})
    check_reply("move them out", moved, 201, {"units": 3})
    check_reply("close when empty", admin.patch("/v1/locations/STORE-1", {"active": False}), 200, {"active": False})
    check_reply("a product closes whatever there is of it", admin.patch("/v1/products/PUMP-1", {"active": False}), 200, {})


def roles(server):
    """Everybody reads; who writes what is in the table of routes."""
    may = {"operator": {"lots"}, "manager": {"products", "locations", "parties", "lots"}, "support": {"parties"}, "auditor": set()}
    bodies = {"products": {"sku": "R-{}", "name": "R"}, "locations": {"code": "R-{}", "kind": "site"},
              "parties": {"code": "R-{}", "name": "R", "kind": "staff"}, "lots": {"product": "CHEESE", "number": "R-{}"}}
    for role, allowed in may.items():
        person = server.person(f"{role}-of-master", [role])
        for thing, body in bodies.items():
            body = {k: v.format(role) for k, v in body.items()}
            reply = person.post(f"/v1/{thing}", body)
            equal(f"{role} makes {thing}", reply.status, 201 if thing in allowed else 403)
            equal(f"{role} reads {thing}", person.get(f"/v1/{thing}").status, 200)
    equal("nobody reads without a token", server.client().get("/v1/products").status, 401)


def main():
    with harness.Server() as server:
        admin = server.admin()
        for table in (PRODUCTS, LOCATIONS, PARTIES, LOTS):
            rows(admin, table)
        lists(admin)
        odd_codes(admin)
        tags(admin)
        idempotency(admin)
        depth(admin)
        paging(admin)
        occupied(admin)
        roles(server)
    harness.finish()


main()
