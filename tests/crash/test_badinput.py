"""Bad input: each kind has a named refusal that says which field or row, and nothing is written.

A table: what is sent, and which refusal must come. After each row the database holds as much as before, and the server is well;
after all of them the books are right and good input is still taken.

It has teeth: the last rows are good input, and the check that nothing was written must notice them.
"""
import json
import random
import uuid

import lib

MAX = 100_000  # units in one command
SKU80, LONG_TEXT = "K" * 80, "x" * 2001
TABLES = ["event", "event_unit", "unit", "product", "location", "party", "lot", "package", "unit_identifier", "command_refusal", "idempotency"]


def receive(**members):
    return {"product": "P", "location": "A1", **members}


def nested(depth):
    return b'{"attributes":' + b'{"a":' * depth + b"1" + b"}" * depth + b',"product":"P","serial":"N1","location":"A1"}'


def lines(count, form):
    rows = (form(i) for i in range(count))
    return "\n".join(rows).encode() + b"\n"


def ndjson(count):
    return lines(count, lambda i: f'{{"serial":"M{i}"}}')


def csv(count):
    return b"serial\n" + lines(count, lambda i: f"M{i}")


J, C, N = "application/json", "text/csv", "application/x-ndjson"
RECEIVE, MOVE = "/v1/commands/receive", "/v1/commands/move"
BY_ROWS = "?product=P&location=A1"

# (name, path, type, body, refusal, field, row, headers); field and row: None where there is none to be named.
COMMANDS = [
    ("an unknown product", RECEIVE, J, {**receive(serial="1"), "product": "NOPE"}, "unknown_product", "product", None),
    ("an unknown product in row 2", RECEIVE, J, {"location": "A1", "units": [{"product": "P", "serial": "1"}, {"product": "NOPE", "serial": "1"}]},
     "unknown_product", "product", 2),
    ("a closed product", RECEIVE, J, {**receive(serial="1"), "product": "OLD"}, "product_closed", "product", None),
    ("a serial that exists", RECEIVE, J, receive(serial="HERE"), "duplicate_serial", "serial", None),
    ("a serial that exists, in row 3 of a CSV", RECEIVE + BY_ROWS, C, b"serial\n1\n2\nHERE\n", "duplicate_serial", "serial", 3),
    ("a serial against the format", RECEIVE, J, {**receive(serial="X1"), "product": "D"}, "bad_serial_format", "serial", None),
    ("a serial against the format, in row 2 of NDJSON", RECEIVE + "?product=D&location=A1", N, b'{"serial":"D0001"}\n{"serial":"D1"}\n',
     "bad_serial_format", "serial", 2),
    ("an empty serial", RECEIVE, J, receive(serial=""), "no_units", "units", None),
    ("a serial of blanks", RECEIVE, J, receive(serial="  "), "bad_value", "serial", None),
    ("an over-long serial", RECEIVE, J, receive(serial="9" * 129), "too_long", "serial", None),
    ("an over-long serial in row 2", RECEIVE, J, receive(serials=["1", "9" * 129]), "too_long", "serial", 2),
    ("an over-long location", RECEIVE, J, receive(serial="1", location="A" * 81), "too_long", "location", None),
    ("an over-long order", RECEIVE, J, receive(serial="1", order="A" * 81), "too_long", "order", None),
    ("an over-long reason", "/v1/commands/scrap", J, {"product": "P", "serial": "HERE", "reason": LONG_TEXT}, "too_long", "reason", None),
    ("an over-long note", MOVE, J, {"product": "P", "serial": "HERE", "location": "A2", "note": LONG_TEXT}, "too_long", "note", None),
    ("over-long attributes", RECEIVE, J, receive(serial="1", attributes={"a": "x" * 9000}), "too_long", "attributes", None),
    ("an over-long lot", RECEIVE, J, receive(serial="1", lot="L" * 81), "too_long", "lot", None),
    ("an over-long Idempotency-Key", RECEIVE, J, receive(serial="1"), "too_long", "Idempotency-Key", None, {"Idempotency-Key": "k" * 161}),
    ("control characters in a serial", RECEIVE, J, receive(serial="a\u0007b"), "bad_value", "serial", None),
    ("a line break in an order", RECEIVE, J, receive(serial="1", order="a\nb"), "bad_value", "order", None),
    ("a NUL in a serial", RECEIVE, J, b'{"product":"P","location":"A1","serial":"a\\u0000b"}', "bad_json", None, None),
    ("JSON that is not UTF-8", RECEIVE, J, b'{"product":"P","location":"A1","serial":"\xff\xfe"}', "bad_json", None, None),
    ("half a surrogate", RECEIVE, J, b'{"product":"P","location":"A1","serial":"\\ud800"}', "bad_json", None, None),
    ("CSV that is not UTF-8", RECEIVE + BY_ROWS, C, b"serial\n1\n\xe4\xf6\n", "not_utf8", None, 2),
    ("a wrong status", "/v1/commands/ship", J, {"product": "P", "serial": "HERE", "party": "BOB"}, "wrong_status", None, None),
    ("a wrong status in row 2", "/v1/commands/unpick", J, {"product": "P", "serials": ["PICKED", "HERE"]}, "wrong_status", None, 2),
    ("a held unit", "/v1/commands/pick", J, {"product": "P", "serial": "HELD"}, "unit_held", None, None),
    ("an expired unit", "/v1/commands/pick", J, {"product": "P", "serial": "STALE"}, "unit_expired", None, None),
    ("a stolen unit", MOVE, J, {"product": "P", "serial": "STOLEN", "location": "A1"}, "unit_stolen", None, None),
    ("an unknown unit", MOVE, J, {"product": "P", "serial": "NEVER", "location": "A1"}, "unknown_unit", "serial", None),
    ("an unknown unit by its number", MOVE, J, {"unit": {"id": 999999}, "location": "A1"}, "unknown_unit", None, None),
    ("a unit with a number too large", MOVE, J, b'{"unit":{"id":99999999999999999999},"location":"A1"}', "bad_json", None, None),
    ("a unit with a negative number", MOVE, J, {"unit": {"id": -1}, "location": "A1"}, "bad_value", "id", None),
    ("a unit with half a number", MOVE, J, {"unit": {"id": 1.5}, "location": "A1"}, "bad_value", "id", None),
    ("a number beyond all numbers", MOVE, J, b'{"unit":{"id":1e999},"location":"A1"}', "bad_json", None, None),
    ("a closed location", MOVE, J, {"product": "P", "serial": "HERE", "location": "SHUT"}, "location_closed", "location", None),
    ("an unknown location", MOVE, J, {"product": "P", "serial": "HERE", "location": "NOWHERE"}, "unknown_location", "location", None),
    ("a location for no units", MOVE, J, {"product": "P", "serial": "HERE", "location": "SKIP"}, "location_kind", "location", None),
    ("an unknown party", "/v1/commands/check_out", J, {"product": "P", "serial": "HERE", "party": "NOBODY"}, "unknown_party", "party", None),
    ("a unit in itself", "/v1/commands/install", J, {"product": "P", "serial": "HERE", "parent": {"product": "P", "serial": "HERE"}},
     "circular_containment", "parent", None),
    ("a unit in its own part", "/v1/commands/install", J, {"product": "P", "serial": "OUTER", "parent": {"product": "D", "serial": "D0009"}},
     "circular_containment", "parent", None),
    ("a package in itself", "/v1/commands/pack", J, {"package": "BOX", "packages": ["BOX"]}, "circular_containment", "packages", None),
    ("a package in its own content", "/v1/commands/pack", J, {"package": "BOX", "packages": ["PALLET"]}, "circular_containment", "packages", None),
    ("units nested too deeply", "/v1/commands/install", J, {"product": "P", "serial": "N33", "parent": {"product": "P", "serial": "N32"}},
     "too_deep", None, None),
    ("units nested too deeply from above", "/v1/commands/install", J, {"product": "P", "serial": "N0", "parent": {"product": "P", "serial": "HERE"}},
     "too_deep", None, None),
    ("packages nested too deeply", "/v1/commands/pack", J, {"package": "N16", "packages": ["N17"]}, "too_deep", None, None),
    ("an unknown package", MOVE, J, {"package": "NOBOX", "location": "A1"}, "unknown_package", "package", 1),
    ("a day that is not", RECEIVE, J, receive(serial="1", lot="L", expires="2026-02-30"), "bad_time", "expires", None),
    ("a lot that expires before it is made", RECEIVE, J, receive(serial="1", lot="L", made="2026-05-01", expires="2026-04-01"), "bad_value", "expires", None),
    ("a time a hundred years ago", RECEIVE, J, receive(serial="1", time="1926-01-01T00:00:00Z"), "bad_time", "time", None),
    ("a time in ten years", RECEIVE, J, receive(serial="1", time="2999-01-01T00:00:00Z"), "bad_time", "time", None),
    ("a time without an offset", RECEIVE, J, receive(serial="1", time="2026-01-01T00:00:00"), "bad_time", "time", None),
    ("a time that is none", RECEIVE, J, receive(serial="1", time="yesterday"), "bad_time", "time", None),
    ("a time as a number", RECEIVE, J, receive(serial="1", time=1767225600), "bad_value", "time", None),
    ("a 13th month in row 2 of a CSV", RECEIVE + BY_ROWS + "&lot=L", C, b"serial,expires\n1,2026-12-01\n2,2026-13-01\n", "bad_time", "expires", 2),
    ("100,001 serials in JSON", RECEIVE, J, receive(serials=[f"M{i}" for i in range(MAX + 1)]), "too_many", "units", None),
    ("100,001 rows of NDJSON", RECEIVE + BY_ROWS, N, ndjson(MAX + 1), "too_many", "units", None),
    ("100,001 rows of CSV", RECEIVE + BY_ROWS, C, csv(MAX + 1), "too_many", "units", None),
    ("1,001 packages", "/v1/commands/pack", J, {"package": "BOX2", "packages": ["BOX"] * 1001}, "too_many", "packages", None),
    ("17 identifiers", RECEIVE, J, receive(serial="1", identifiers={"asset": [str(i) for i in range(17)]}), "too_many", "identifiers", None),
    ("a CSV cut off in a quoted cell", RECEIVE + BY_ROWS, C, b'serial,order\n1,"PO', "bad_csv", None, 1),
    ("a CSV cut off in a row", RECEIVE + BY_ROWS, C, b"serial,order,lot\n1,PO,L\n2,P", "bad_csv", None, 2),
    ("a CSV with too many cells", RECEIVE + BY_ROWS, C, b"serial\n1\n2,3\n", "bad_csv", None, 2),
    ("a CSV with an unknown column", RECEIVE + BY_ROWS, C, b"serial,colour\n1,red\n", "unknown_field", None, None),
    ("a CSV with a column twice", RECEIVE + BY_ROWS, C, b"serial,serial\n1,2\n", "bad_csv", None, None),
    ("an empty CSV", RECEIVE + BY_ROWS, C, b"", "no_units", None, None),
    ("a CSV of a header only", RECEIVE + BY_ROWS, C, b"serial\n", "no_units", None, None),
    ("NDJSON cut off", RECEIVE + BY_ROWS, N, b'{"serial":"1"}\n{"serial":"2', "bad_json", None, 2),
    ("a unit twice", RECEIVE, J, receive(serials=["1", "2", "1"]), "repeated_in_bulk", None, 3),
    ("a unit twice, once by its number", MOVE, J, {"location": "A2", "units": [{"product": "P", "serial": "HERE"}, {"id": 1}]}, "repeated_in_bulk", None, 2),
    ("a unit and the package it is in", "/v1/commands/unpack", J, {"units": [{"package": "BOX"}, {"product": "P", "serial": "BOXED"}]}, "repeated_in_bulk", None, 2),
    ("a unit and its part", MOVE, J, {"location": "A2", "units": [{"product": "P", "serial": "OUTER"}, {"product": "D", "serial": "D0009"}]}, "wrong_status", None, 2),
    ("an identifier twice", RECEIVE, J, {"location": "A1", "units": [{"product": "P", "serial": s, "identifiers": {"asset": "T"}} for s in "12"]},
     "duplicate_identifier", "identifiers", 2),
    ("another unit's identifier", RECEIVE, J, receive(serial="1", identifiers={"asset": "TAG"}), "duplicate_identifier", "identifiers", None),
    ("an IMEI with a wrong check digit", RECEIVE, J, receive(serial="1", identifiers={"imei": "356938035643808"}), "bad_check_digit", "identifiers", None),
    ("an identifier of a strange kind", RECEIVE, J, receive(serial="1", identifiers={"A b": "1"}), "bad_value", "identifiers", None),
    ("an identifier that is a number", RECEIVE, J, receive(serial="1", identifiers={"asset": 1}), "bad_value", "identifiers", None),
    ("JSON 33 deep", RECEIVE, J, nested(33), "bad_json", None, None),
    ("JSON 100,000 deep", RECEIVE, J, b"[" * 100_000, "bad_json", None, None),
    ("a name twice", RECEIVE, J, b'{"product":"P","product":"D","serial":"D0001","location":"A1"}', "bad_json", None, None),
    ("a name twice, deep inside", RECEIVE, J, b'{"product":"P","serial":"1","location":"A1","attributes":{"a":{"b":1,"b":2}}}', "bad_json", None, None),
    ("JSON cut off", RECEIVE, J, b'{"product":"P","serial":"1","loca', "bad_json", None, None),
    ("two JSON values", RECEIVE, J, b'{"product":"P","serial":"1","location":"A1"}{}', "bad_json", None, None),
    ("a JSON array", RECEIVE, J, b"[]", "bad_json", None, None),
    ("no body", RECEIVE, J, b"", "bad_json", None, None),
    ("NaN", RECEIVE, J, b'{"product":"P","serial":"1","location":"A1","attributes":{"a":NaN}}', "bad_json", None, None),
    ("an unknown member", RECEIVE, J, receive(serial="1", colour="red"), "unknown_field", None, None),
    ("an unknown member of row 1", RECEIVE, J, {"location": "A1", "units": [{"product": "P", "serial": "1", "colour": "red"}]}, "unknown_field", "units", 1),
    ("a member of another command", MOVE, J, {"product": "P", "serial": "HERE", "location": "A1", "hold": "legal"}, "bad_value", "hold", None),
    ("a row's member of another command", "/v1/commands/hold", J,
     {"hold": "legal", "reason": "x", "units": [{"product": "P", "serial": "HERE", "location": "A2"}]}, "bad_value", "location", 1),
    ("a choice of another command", "/v1/commands/inspect", J, {"product": "P", "serial": "HERE", "outcome": "fixed"}, "bad_value", "outcome", None),
    ("an unknown choice", "/v1/commands/inspect", J, {"product": "P", "serial": "HERE", "verdict": "perhaps"}, "bad_value", "verdict", None),
    ("an unknown hold", "/v1/commands/hold", J, {"product": "P", "serial": "HERE", "hold": "magic", "reason": "x"}, "bad_value", "hold", None),
    ("a needed field that is missing", MOVE, J, {"product": "P", "serial": "HERE"}, "missing_field", "location", None),
    ("a needed field that is null", MOVE, J, {"product": "P", "serial": "HERE", "location": None}, "missing_field", "location", None),
    ("a text that is a number", RECEIVE, J, receive(serial=1), "bad_value", "serial", None),
    ("a list that is a text", RECEIVE, J, receive(serials="1"), "bad_value", "serials", None),
    ("one unit and a list", RECEIVE, J, receive(serial="1", serials=["2"]), "bad_value", "units", None),
    ("no unit", MOVE, J, {"location": "A1"}, "no_units", "units", None),
    ("an empty list", MOVE, J, {"location": "A1", "units": []}, "no_units", "units", None),
    ("a row without a unit", MOVE, J, {"location": "A1", "units": [{}]}, "missing_field", "serial", 1),
    ("an id that is none", RECEIVE, J, receive(serial="1", id="1"), "bad_value", "id", None),
    ("an id of zeros", RECEIVE, J, receive(serial="1", id=str(uuid.UUID(int=0))), "bad_value", "id", None),
    ("a strange mode", RECEIVE, J, receive(serial="1", mode="some"), "bad_value", "mode", None),
    ("an unknown command", "/v1/commands/teleport", J, receive(serial="1"), "unknown_command", None, None),
    ("another type", RECEIVE, "text/xml", b"<receive/>", "unsupported_type", "Content-Type", None),
    ("an undo of nothing", "/v1/commands/correct", J, {"undo": str(uuid.uuid4()), "reason": "x"}, "unknown_event", "undo", None),
    ("a serial that another unit bears", "/v1/commands/correct", J, {"product": "P", "serial": "HERE", "serial_new": "HELD", "reason": "x"},
     "duplicate_serial", "serial_new", None),
    ("a serial that a unit bore", RECEIVE, J, receive(serial="BEFORE"), "duplicate_serial", "serial", None),
    ("a void number", RECEIVE, J, receive(serial="VOID"), "duplicate_serial", "serial", None),
]

P, L, T = "/v1/products", "/v1/locations", "/v1/parties"
MASTERS = [
    ("a GTIN with a wrong check digit", P, J, {"sku": "N", "name": "n", "gtin": "4006381333932"}, "bad_check_digit", "gtin", None),
    ("a GTIN with letters", P, J, {"sku": "N", "name": "n", "gtin": "40063813339AB"}, "bad_value", "gtin", None),
    ("a GTIN that another product has", P, J, {"sku": "N", "name": "n", "gtin": "4006381333931"}, "duplicate", "gtin", None),
    ("an SKU that exists", P, J, {"sku": "P", "name": "n"}, "duplicate", "sku", None),
    ("an over-long SKU", P, J, {"sku": SKU80 + "K", "name": "n"}, "too_long", "sku", None),
    ("an over-long name", P, J, {"sku": "N", "name": "n" * 201}, "too_long", "name", None),
    ("a warranty of 200 years", P, J, {"sku": "N", "name": "n", "warranty_months": 2400}, "bad_value", "warranty_months", None),
    ("a warranty below nothing", P, J, {"sku": "N", "name": "n", "warranty_months": -1}, "bad_value", "warranty_months", None),
    ("a warranty that is huge", P, J, b'{"sku":"N","name":"n","warranty_months":99999999999999999999}', "bad_json", None, None),
    ("a serial format that is none", P, J, {"sku": "N", "name": "n", "serial_format": "#{3"}, "bad_value", "serial_format", None),
    ("a product without a name", P, J, {"sku": "N"}, "missing_field", "name", None),
    ("an unknown member of a product", P, J, {"sku": "N", "name": "n", "colour": "red"}, "unknown_field", "colour", None),
    ("control characters in a name", P, J, {"sku": "N", "name": "a\u0001b"}, "bad_value", "name", None),
    ("an unknown kind of location", L, J, {"code": "N", "kind": "cellar"}, "bad_value", "kind", None),
    ("an unknown parent", L, J, {"code": "N", "kind": "bin", "parent": "NOWHERE"}, "unknown_location", "parent", None),
    ("a site in a bin", L, J, {"code": "N", "kind": "site", "parent": "A1"}, "bad_value", "parent", None),
    ("a GLN with a wrong check digit", L, J, {"code": "N", "kind": "site", "gln": "4012345000008"}, "bad_check_digit", "gln", None),
    ("an unknown kind of party", T, J, {"code": "N", "name": "n", "kind": "friend"}, "bad_value", "kind", None),
    ("a party that exists", T, J, {"code": "BOB", "name": "n", "kind": "customer"}, "duplicate", "code", None),
    ("a lot of an unknown product", "/v1/lots", J, {"product": "NOPE", "number": "L"}, "unknown_product", "product", None),
]
PATCHES = [
    ("a location in itself", f"{L}/ZONE", J, {"parent": "ZONE"}, "circular_location", "parent", None),
    ("a location in what is in it", f"{L}/ZONE", J, {"parent": "INNER"}, "circular_location", "parent", None),
    ("closing where something is", f"{L}/A1", J, {"active": False}, "location_occupied", "active", None),
    ("changing what is not there", f"{P}/NOPE", J, {"name": "n"}, "not_found", None, None),
]


def fingerprint(db):
    return [lib.query(db, f"SELECT count(*) FROM {table}")[0][0] for table in TABLES], lib.query(db, "SELECT max(seq) FROM event")


def world(server):
    """Something of everything that the rows need."""
    server.masters([{"sku": "P", "name": "P", "gtin": "4006381333931"}, {"sku": "D", "name": "D", "serial_format": "D####"}, {"sku": "OLD", "name": "O"}],
                   ["A1", "A2", "SHUT", {"code": "SKIP", "kind": "scrap"}, {"code": "ZONE", "kind": "zone", "parent": "SITE"},
                    {"code": "INNER", "kind": "zone", "parent": "ZONE"}], ["BOB"])
    admin = server.admin()
    commands = [
        ("receive", receive(serials=["HERE", "HELD", "PICKED", "STOLEN", "OUTER", "BOXED", "PALLETED", "BEFORE"])),
        ("receive", receive(serial="STALE", lot="OLDLOT", expires="2020-01-01")), ("receive", receive(serial="TAGGED", identifiers={"asset": "TAG"})),
        ("receive", {**receive(serial="D0009"), "product": "D"}), ("allocate", {"product": "P", "serial": "VOID"}),
        ("void", {"product": "P", "serial": "VOID", "reason": "x"}), ("hold", {"product": "P", "serial": "HELD", "hold": "legal", "reason": "x"}),
        ("report_stolen", {"product": "P", "serial": "STOLEN", "reason": "x"}),
        ("install", {"product": "D", "serial": "D0009", "parent": {"product": "P", "serial": "OUTER"}}),
        ("pick", {"product": "P", "serials": ["PICKED", "BOXED", "PALLETED"]}), ("pack", {"product": "P", "serial": "BOXED", "package": "BOX"}),
        ("pack", {"product": "P", "serial": "PALLETED", "package": "PALLET"}), ("pack", {"package": "PALLET", "packages": ["BOX"]}),
        ("correct", {"product": "P", "serial": "BEFORE", "serial_new": "AFTER", "reason": "x"}),
    ]
    commands += nested_units(33) + nested_packages(17) + nested_packages(17, 17)
    for name, body in commands:
        reply = admin.post(f"/v1/commands/{name}", body)
        assert reply.status == 201, (name, reply.text)
    for path, body in [(f"{P}/OLD", {"active": False}), (f"{L}/SHUT", {"active": False})]:
        assert admin.patch(path, body).status == 200, path


def nested_units(depth):
    """N0 holds N1, which holds N2 ... as deep as may be, and one more unit."""
    return [("receive", receive(serials=[f"N{i}" for i in range(depth + 1)]))] + [
        ("install", {"product": "P", "serial": f"N{i}", "parent": {"product": "P", "serial": f"N{i - 1}"}}) for i in range(1, depth)]


def nested_packages(depth, first=0):
    """Package Nx in N(x-1) ..., and a unit in each."""
    packages = range(first, first + depth)
    serials = [f"Q{i}" for i in packages]
    return [("receive", receive(serials=serials)), ("pick", {"product": "P", "serials": serials})] + [
        ("pack", {"product": "P", "serial": f"Q{i}", "package": f"N{i}"}) for i in packages] + [
        ("pack", {"package": f"N{i - 1}", "packages": [f"N{i}"]}) for i in packages if i > first]


def wrong_with(reply, code, field, row):
    """What is wrong with a refusal, or nothing."""
    if not 400 <= reply.status < 500:
        return f"status {reply.status}: {reply.text[:300]}"
    told = reply.json
    if told.get("code") != code:
        return f"{told.get('code')} ({told.get('detail')}), want {code}"
    if lib.REFUSALS.get(told["code"]) != reply.status:
        return f"{told['code']} with status {reply.status}"
    if not told.get("detail"):
        return "it says nothing"
    if field and told.get("field") != field:
        return f"field {told.get('field')}, want {field}: {told['detail']}"
    if row and told.get("row") != row:
        return f"row {told.get('row')}, want {row}: {told['detail']}"
    return ""


def main():
    with lib.Server() as server:
        world(server)
        admin = server.admin()
        before, named = fingerprint(server.db), set()
        for method, table in (("POST", COMMANDS), ("POST", MASTERS), ("PATCH", PATCHES)):
            for name, path, type_, body, code, field, row, *headers in table:
                sent = body if isinstance(body, bytes) else json.dumps(body).encode()
                reply = admin.request(method, path, sent, {"Content-Type": type_, **(headers[0] if headers else {})})
                wrong = wrong_with(reply, code, field, row)
                if fingerprint(server.db) != before:
                    wrong += " and something was written"
                    before = fingerprint(server.db)
                lib.check(name, not wrong, wrong)
                named.add(reply.json.get("code") if reply.status >= 400 else None)
        duplicate = admin.post(RECEIVE, receive(serial="HERE"))
        lib.check("a duplicate says where the other one is", "A1" in duplicate.json["detail"], duplicate.text)
        lib.check("a wrong status says what is allowed", "pick" in admin.post("/v1/commands/ship", {"product": "P", "serial": "HERE", "party": "BOB"}).json["allowed"])
        lib.check("the server is well", admin.get("/healthz").json.get("status") == "ok")
        lib.figure(f"{len(COMMANDS) + len(MASTERS) + len(PATCHES)} kinds of bad input: refused by {len(named)} names, nothing written")
        good(server, admin)
        server.stop()
        lib.inspected("after bad input", server.db)
    lib.finish()


def good(server, admin):
    """Good input is taken, to the limit, and the fingerprint sees it."""
    before = fingerprint(server.db)
    reply = admin.post(RECEIVE, receive(serial="Ünïcödé ✓ 1"))
    lib.check("a strange but good serial", reply.status == 201, reply.text)
    lib.check("the fingerprint has teeth", fingerprint(server.db) != before)
    order = random.Random(1).sample(range(MAX), MAX)
    reply = admin.request("POST", RECEIVE + BY_ROWS, b"serial\n" + "\n".join(f"M{i}" for i in order).encode(), {"Content-Type": C})
    lib.check("100,000 rows of CSV", reply.status == 201 and reply.json["units"] == MAX, reply.text[:300])


if __name__ == "__main__":
    main()
