#!/usr/bin/env python3
"""The contract: spec/openapi.yaml against the program's own route table, and real replies against the contract's schemas.

Needs python3-yaml and python3-jsonschema.
"""
import os
import re
import sys
import warnings

import jsonschema
import yaml

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import harness  # noqa: E402
from harness import check, equal  # noqa: E402

warnings.simplefilter("ignore", DeprecationWarning)
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
METHODS = ("get", "post", "patch", "delete", "put")

with open(os.path.join(ROOT, "spec", "openapi.yaml"), encoding="utf-8") as file:
    TEXT = file.read()
SPEC = yaml.safe_load(TEXT)


def resolve(node):
    """The node itself, or what its $ref points at."""
    while isinstance(node, dict) and "$ref" in node:
        found = SPEC
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        node = found
    return node


def operations():
    for path, item in SPEC["paths"].items():
        for method in METHODS:
            if method in item:
                yield method.upper(), path, item[method], [resolve(p) for p in item.get("parameters", []) + item[method].get("parameters", [])]


def schema_errors(schema, value):
    """What is wrong with a value, or ''."""
    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", "allOf": [schema], "components": SPEC["components"]}
    errors = jsonschema.Draft202012Validator(document).iter_errors(value)
    return "; ".join(f"{'/'.join(map(str, e.absolute_path)) or 'value'}: {e.message[:300]}" for e in errors)


# ---- the document itself ----

def references(node):
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def test_document():
    for reference in sorted(set(references(SPEC))):
        try:
            good = resolve({"$ref": reference}) is not None
        except KeyError:
            good = False
        check(f"{reference} is there", good)
    used = set(references(SPEC))
    for kind in ("schemas", "parameters", "responses", "headers"):
        for name in SPEC["components"][kind]:
            check(f"{kind}/{name} is used", f"#/components/{kind}/{name}" in used)
    for name, schema in SPEC["components"]["schemas"].items():
        try:
            jsonschema.Draft202012Validator.check_schema(schema)
            check(f"schema {name}", True)
        except jsonschema.SchemaError as e:
            check(f"schema {name}", False, e.message)
    ids = [operation["operationId"] for _, _, operation, _ in operations()]
    equal("operation ids differ", len(ids), len(set(ids)))


def test_operations():
    for method, path, operation, parameters in operations():
        name = f"{method} {path}"
        check(f"{name} has a summary and a tag", operation.get("summary") and operation.get("tags"))
        check(f"{name} has a default reply", "default" in operation["responses"])
        in_path = {p["name"] for p in parameters if p["in"] == "path"}
        equal(f"{name} names its path's parameters", in_path, set(re.findall(r"{(\w+)}", path)))
        for media, content in operation.get("requestBody", {}).get("content", {}).items():
            examples = [content["example"]] if "example" in content else [e["value"] for e in content.get("examples", {}).values()]
            for example in examples:
                wrong = schema_errors(content["schema"], example)
                check(f"{name}: example of {media}", not wrong, wrong)


def test_against_routes():
    table = {(r["method"], r["path"]): r for r in harness.route_table()}
    described = {(method, path): operation for method, path, operation, _ in operations()}
    for key in sorted(set(table) | set(described)):
        check(f"{' '.join(key)} is in the program and in the contract", key in table and key in described,
              "not in the contract" if key in table else "not in the program")
    for key in set(table) & set(described):
        public = described[key].get("security") == []
        equal(f"{' '.join(key)} is public alike", public, "public" in table[key]["flags"])
        keyed = any(p["name"] == "Idempotency-Key" for p in map(resolve, described[key].get("parameters", [])))
        named = ("/v1/commands", "/v1/numbering/numbers", "/v1/pools")  # there the key names the command
        honoured = "idempotent" in table[key]["flags"] or (key[0] == "POST" and key[1].startswith(named))
        equal(f"{' '.join(key)} honours Idempotency-Key alike", keyed, honoured)
    return table


def test_query_names(server, table):
    """The parameters that a route names when one is unknown are those of the contract."""
    admin = server.admin()
    for method, path, operation, parameters in operations():
        if (method, path) not in table or method != "GET" or "public pages" in operation["tags"]:
            continue  # those take any attributes
        query = QUERIES.get(path, "")
        reply = admin.get(fill(path) + query + ("&" if query else "?") + "no_such_parameter=1")
        if reply.status == 404 and reply.json["code"] != "no_route":
            continue  # the thing is looked for first
        names = {p["name"] for p in parameters if p["in"] == "query"}
        told = re.search(r"Allowed: (.*)\.$", reply.json.get("detail", "")) if reply.status == 400 else None
        allowed = set(told.group(1).split(", ")) - {"none"} if told else None
        equal(f"{method} {path} takes these parameters", allowed, names)


# ---- real replies ----

# What a route is asked with, where it cannot be asked without.
QUERIES = {"/v1/scan": "?code=A1", "/v1/trace": "?product=PUMP&lot=L1", "/v1/ledger/root": "?size=3",
           "/v1/ledger/consistency": "?from=2&to=5", "/v1/units/{id}": "?events=5",
           "/v1/products/{sku}/units/{serial}": "?events=5"}
WORLD = {}  # what test_replies made, by the name in a path


def fill(path):
    for name, value in WORLD.items():
        path = path.replace("{%s}" % name, str(value))
    return path


def operation_of(method, path):
    """The operation that a real path belongs to; literal segments before {names}."""
    parts = path.partition("?")[0].split("/")
    best = None
    for m, template, operation, _ in operations():
        pattern = template.split("/")
        if m == method and len(pattern) == len(parts) and all(a == b or a.startswith("{") for a, b in zip(pattern, parts)):
            literal = sum(a == b for a, b in zip(pattern, parts))
            if best is None or literal > best[0]:
                best = literal, operation
    return best and best[1]


def check_against(name, operation, reply):
    """The reply is one that the contract names, in the form that it says."""
    responses = operation["responses"]
    response = resolve(responses.get(str(reply.status), responses["default"]))
    media = (reply.headers["Content-Type"] or "").partition(";")[0]
    content = response.get("content")
    if not content:
        return check(f"{name}: no body", reply.body == b"", reply.text[:200])
    if not check(f"{name}: status {reply.status} as {media} is in the contract", media in content, f"{reply.text[:300]}"):
        return False
    for header in response.get("headers", {}):
        if reply.status in (200, 201):
            check(f"{name}: header {header}", reply.headers[header] is not None)
    if media in ("application/json", "application/problem+json"):
        wrong = schema_errors(content[media]["schema"], reply.json)
        return check(f"{name}: body", not wrong, f"{wrong}\n  {reply.text[:500]}")
    if media == "application/x-ndjson":
        wrong = next(filter(None, (schema_errors(content[media]["schema"], harness.json.loads(line)) for line in reply.text.splitlines())), "")
        return check(f"{name}: lines", not wrong, wrong)
    return True


def ask(client, method, path, body=None, status=None, headers=None):
    reply = client.request(method, path, body, headers)
    name = f"{method} {path} -> {reply.status}"
    operation = operation_of(method, path)
    if check(f"{name}: is in the contract", operation is not None):
        check_against(name, operation, reply)
    if status is not None:
        equal(f"{method} {path} {body}", reply.status, status)
    request = operation and operation.get("requestBody", {}).get("content", {}).get("application/json")
    if request and body is not None and reply.status < 300:
        wrong = schema_errors(request["schema"], body)
        check(f"{name}: what was taken is what the contract takes", not wrong, wrong)
    return reply


def make_people(admin, server):
    user = ask(admin, "POST", "/v1/users", {"name": "olga", "password": "correct horse battery", "roles": ["operator"]}, 201).json
    ask(admin, "GET", f"/v1/users/{user['id']}", None, 200)
    ask(admin, "PATCH", f"/v1/users/{user['id']}", {"roles": ["operator", "manager"]}, 200)
    ask(admin, "POST", "/v1/users", {"name": "olga", "roles": ["operator"]}, 409)
    key = ask(admin, "POST", "/v1/keys", {"name": "k", "user_id": user["id"], "expires_at": "2099-01-01T00:00:00Z"}, 201).json
    ask(admin, "DELETE", f"/v1/keys/{key['id']}", None, 204)
    ask(server.client(), "POST", "/v1/session", {"name": "olga", "password": "correct horse battery"}, 201)
    ask(server.client(), "POST", "/v1/session", {"name": "olga", "password": "x"}, 401)
    ask(server.client(), "GET", "/v1/me", None, 401)


def make_settings(admin):
    ask(admin, "GET", "/v1/settings", None, 200)
    ask(admin, "PATCH", "/v1/settings", {"organisation": "Northwind", "scan_suffix": "\r"}, 200)
    view = ask(admin, "POST", "/v1/views", {"page": "units", "name": "Held", "query": "holds=any", "shared": True}, 201).json
    ask(admin, "PATCH", f"/v1/views/{view['id']}", {"name": "On hold"}, 200)
    ask(admin, "GET", "/v1/views?page=units", None, 200)
    spare = ask(admin, "POST", "/v1/views", {"page": "units", "name": "Spare"}, 201).json
    ask(admin, "DELETE", f"/v1/views/{spare['id']}", None, 204)
    ask(admin, "GET", "/v1/labels/templates?for=unit", None, 200)
    copy = ask(admin, "POST", "/v1/labels/templates", {"copy": "avery-l7159-unit", "name": "Ours"}, 201).json
    path = f"/v1/labels/templates/{copy['id']}"
    template = ask(admin, "GET", path, None, 200).json["template"]
    ask(admin, "PATCH", path, {"template": {**template, "name": "Ours, too"}}, 200)
    ask(admin, "POST", "/v1/labels/preview", {"template": template, "format": "svg", "values": {"unit.serial": "A"}}, 200)
    ask(admin, "POST", "/v1/labels/render", {"template": copy["id"], "units": [999999]}, 422)
    spare = ask(admin, "POST", "/v1/labels/templates", {"copy": copy["id"], "name": "Spare"}, 201).json
    ask(admin, "DELETE", f"/v1/labels/templates/{spare['id']}", None, 204)
    ask(admin, "GET", "/v1/practice", None, 200)
    ask(admin, "POST", "/v1/practice", None, 201)
    ask(admin, "DELETE", "/v1/practice", None, 204)


def make_master_data(admin):
    ask(admin, "POST", "/v1/locations", {"code": "BER", "kind": "site", "name": "Berlin"}, 201)
    ask(admin, "POST", "/v1/locations", {"code": "BER-1", "kind": "bin", "parent": "BER"}, 201)
    ask(admin, "POST", "/v1/parties", {"code": "SUP", "name": "Supplier", "kind": "supplier"}, 201)
    ask(admin, "POST", "/v1/parties", {"code": "ACME", "name": "Acme", "kind": "customer", "attributes": {"tier": 1}}, 201)
    ask(admin, "POST", "/v1/products", {"sku": "PUMP", "name": "Pump", "gtin": "4006381333931", "warranty_months": 24}, 201)
    ask(admin, "POST", "/v1/products", {"sku": "MOTOR", "name": "Motor"}, 201)
    ask(admin, "PATCH", "/v1/products/MOTOR", {"category": "Parts"}, 200)
    ask(admin, "PATCH", "/v1/products/MOTOR", {"category": "Parts!"}, 412, {"If-Match": '"77"'})
    ask(admin, "PATCH", "/v1/locations/BER-1", {"name": "Bin 1"}, 200)
    ask(admin, "PATCH", "/v1/parties/ACME", {"phone": "1"}, 200)
    lot = ask(admin, "POST", "/v1/lots", {"product": "PUMP", "number": "L1", "expires": "2099-01-31"}, 201).json
    ask(admin, "PATCH", f"/v1/lots/{lot['id']}", {"made": "2026-01-31"}, 200)
    ask(admin, "POST", "/v1/products", {"sku": "X", "name": "X", "gtin": "4006381333932"}, 422)
    return lot


def command(client, name, status=201, **body):
    return ask(client, "POST", f"/v1/commands/{name}", body, status)


def make_units(admin):
    """A little of everything, so that all members of the replies are there."""
    command(admin, "receive", product="PUMP", serials=["A1", "A2", "A3", "A4"], location="BER-1", party="SUP", lot="L1", order="PO-1")
    one = command(admin, "receive", product="MOTOR", serial="M1", location="BER-1", identifiers={"mac": "00:1B:44:11:3A:B7"}, attributes={"colour": "red"})
    command(admin, "receive", product="MOTOR", serial="M1", location="BER-1", status=409)
    command(admin, "install", product="MOTOR", serial="M1", parent={"product": "PUMP", "serial": "A1"})
    command(admin, "hold", product="PUMP", serial="A4", hold="quality", reason="scratch")
    command(admin, "pick", product="PUMP", serials=["A2", "A3", "A4"], status=409)
    command(admin, "pick", product="PUMP", serials=["A2", "A3", "A4"], mode="partial", order="SO-1")
    command(admin, "pack", product="PUMP", serials=["A2", "A3"], package="BOX-1")
    command(admin, "ship", units=[{"package": "BOX-1"}], party="ACME")
    command(admin, "deliver", product="PUMP", serial="A2")
    command(admin, "report_missing", product="PUMP", serial="A4", reason="gone")
    command(admin, "move", status=422)
    command(admin, "fly", status=404, product="PUMP", serial="A1")
    again = {"id": "0193588e-62cf-7cc1-9d4d-1f7e2b5a0c11", "product": "PUMP", "serial": "A1", "location": "BER"}
    command(admin, "move", **again)
    command(admin, "move", status=200, **again)
    command(admin, "move", status=409, **{**again, "location": "BER-1"})
    return one.json


def make_links(admin, server, unit):
    """Public pages, with something to show and something reported."""
    ask(admin, "GET", "/v1/links/settings", None, 200)
    ask(admin, "PATCH", "/v1/links/settings", {"pages": True, "form": "token"}, 200)
    ask(admin, "PATCH", "/v1/links/settings", {"window_hours": 0}, 422)
    limits = ask(admin, "GET", "/v1/links/limits", None, 200).json
    written = SPEC["components"]["schemas"]["LinkSettings"]["properties"]
    equal("limits are those of the document", limits, {n: {k: written[n].get(k) for k in ("minimum", "maximum")} for n in limits})
    ask(admin, "GET", "/v1/links/keys", None, 200)
    ask(admin, "PATCH", "/v1/links/products/PUMP", {"pages": True}, 200)
    ask(admin, "POST", "/v1/links/targets", {"product": "PUMP", "rel": "pip", "href": "https://a.example/pump", "title": "Pump", "language": "en"}, 201)
    ask(admin, "PATCH", "/v1/links/targets/1", {"media_type": "text/html"}, 200)
    ask(admin, "POST", "/v1/links/targets", {"rel": "support", "href": "https://a.example/", "title": "Help"}, 201)
    ask(admin, "DELETE", "/v1/links/targets/2", None, 204)
    ask(admin, "POST", "/v1/links/keys", {"retire_older": False}, 201)
    ask(admin, "PATCH", "/v1/settings", {"base_url": "https://id.example"}, 200)
    ask(admin, "DELETE", f"/v1/links/units/{unit}", None, 200)
    url = ask(admin, "GET", f"/v1/links/units/{unit}", None, 200).json["url"]
    path = url.removeprefix("https://id.example")
    mark = re.search(r'name="form" value="([^"]+)"', server.client().get(path).text).group(1)
    for kind in ("found", "found"):
        server.client().post(path, f"kind={kind}&form={mark}&message={kind}", {"Content-Type": "application/x-www-form-urlencoded"})
    ask(admin, "POST", "/v1/links/reports/1/decision", {"decision": "accept"}, 200)
    ask(admin, "POST", "/v1/links/reports/1/decision", {"decision": "accept"}, 409)
    ask(admin, "POST", f"/v1/links/suspects/{unit}/dismissal", {"reason": "x"}, 404)
    return path.removeprefix("/p/")


def make_numbers(admin):
    """An issue, which is a pool, too, of some numbers that were used, void, and left."""
    new = {"code": "YEAR", "name": "Per year", "pattern": "N{yyyy}-{seq:4}", "restart": ["year"]}
    ask(admin, "POST", "/v1/numbering/schemes", new, 201)
    ask(admin, "POST", "/v1/numbering/schemes", {**new, "code": "BOX", "pattern": "{random:8}", "kind": "package", "restart": []}, 201)
    ask(admin, "PATCH", "/v1/numbering/schemes/YEAR", {"name": "A year"}, 200)
    ask(admin, "POST", "/v1/numbering/preview", {"scheme": "YEAR", "product": "PUMP"}, 200)
    ask(admin, "POST", "/v1/numbering/preview", {"pattern": "{seq"}, 422)
    ask(admin, "POST", "/v1/numbering/numbers", {"scheme": "BOX", "count": 2}, 201)
    pool = {"id": "0193588e-62cf-7cc1-9d4d-1f7e2b5a0c77", "name": "Line 1", "product": "PUMP", "scheme": "YEAR", "count": 3, "party": "SUP"}
    ask(admin, "POST", "/v1/pools", pool, 201)
    one = ask(admin, "POST", "/v1/pools", pool, 200).json
    command(admin, "commission", product="PUMP", serial=one["numbers"][0], location="BER-1")
    ask(admin, "PATCH", f"/v1/pools/{one['id']}", {"expires_at": "2099-12-31"}, 200)
    other = ask(admin, "POST", "/v1/pools", {**pool, "id": "0193588e-62cf-7cc1-9d4d-1f7e2b5a0c78"}, 201).json
    ask(admin, "POST", f"/v1/pools/{other['id']}/void", {"reason": "closed"}, 201)
    ask(admin, "POST", f"/v1/pools/{other['id']}/void", {"reason": "closed"}, 422)
    return one["id"]


def make_printing(admin):
    """A printer that is not there, and a job for a browser: no other printer is needed."""
    ask(admin, "POST", "/v1/printers", {"name": "Off", "kind": "raw9100", "host": "127.0.0.1", "port": 1, "patience": 1, "template": "roll-50x25-unit"}, 201)
    ask(admin, "PATCH", "/v1/printers/Off", {"confirm": "status"}, 200)
    ask(admin, "POST", "/v1/printers/Off/test", None, 200)
    ask(admin, "POST", "/v1/printers", {"name": "Tab", "kind": "browser", "template": "roll-50x25-unit"}, 201)
    again = {"id": "0193588e-62cf-7cc1-9d4d-1f7e2b5a0c12", "printer": "Tab", "product": "PUMP", "serial_ranges": ["A1..A4"]}
    job = ask(admin, "POST", "/v1/print/jobs", again, 201).json
    ask(admin, "POST", "/v1/print/jobs", again, 200)
    ask(admin, "POST", "/v1/print/jobs", {**again, "serial_ranges": ["A1"]}, 409)
    path = f"/v1/print/jobs/{job['id']}"
    ask(admin, "POST", f"{path}/decide", {"labels": [1, 2], "came_out": True}, 200)
    ask(admin, "POST", f"{path}/verify", {"code": "A1"}, 200)
    ask(admin, "POST", f"{path}/verify", {"code": "M1"}, 200)
    ask(admin, "POST", f"{path}/close", None, 409)
    more = ask(admin, "POST", f"{path}/reprint", {"labels": [1], "reason": "torn", "printer": "Off"}, 201).json
    ask(admin, "POST", f"/v1/print/jobs/{more['id']}/pause", None, 200)
    ask(admin, "POST", f"/v1/print/jobs/{more['id']}/resume", None, 200)
    ask(admin, "POST", f"/v1/print/jobs/{more['id']}/cancel", None, 200)
    return job


def test_replies(server, table):
    admin = server.admin()
    make_people(admin, server)
    make_settings(admin)
    WORLD.update(sku="PUMP", serial="A1")
    lot = make_master_data(admin)
    unit = make_units(admin)
    issue = make_numbers(admin)
    printing = make_printing(admin)
    WORLD.update(name="Off")
    if ("POST", "/v1/imports") in table:
        report = ask(admin, "POST", "/v1/imports?kind=products&mode=good", "sku,name\nI1,One\n,Nameless\n",
                     headers={"Content-Type": "text/csv"})
        WORLD["import"] = report.json.get("id", 1)
    columns = "Item,Device Serial No,Memo\nI1,1,x\nI1,2,y\n"
    ask(admin, "POST", "/v1/imports/columns?kind=units", columns, 200, {"Content-Type": "text/csv"})
    ask(admin, "POST", "/v1/imports?kind=units", columns, 202, {"Content-Type": "text/csv", "Prefer": "respond-async"})
    job = ask(admin, "POST", "/v1/ledger/verify", None, 202).json
    ask(admin, "DELETE", f"/v1/jobs/{job['id']}", None, 200)
    WORLD.update(token=make_links(admin, server, unit["unit"]["id"]), gtin="04006381333931", lot="L1")
    ids = {"/v1/users": 1, "/v1/jobs": job["id"], "/v1/lots": lot["id"], "/v1/units": unit["unit"]["id"], "/v1/events": unit["events"][0]["id"],
           "/v1/imports": WORLD.get("import", 1), "/v1/numbering": issue, "/v1/pools": issue, "/v1/print": printing["id"]}
    codes = {"/v1/locations": "BER-1", "/v1/parties": "ACME", "/v1/packages": "BOX-1", "/v1/numbering": "YEAR"}
    for method, path, operation, parameters in operations():
        if method != "GET" or path == "/v1/stream" or (method, path) not in table:
            continue
        base = "/" + "/".join(path.split("/")[1:3])
        WORLD.update(id=ids.get(base, 1), code=codes.get(base, "X"))
        real = fill(path) + QUERIES.get(path, "")
        ask(admin, "GET", real, None, 200)
        formats = next((p["schema"]["enum"] for p in parameters if p["name"] == "format"), [])
        for form in formats:
            if form not in ("csv", "xlsx") or "text/csv" in resolve(operation["responses"]["200"])["content"]:
                ask(admin, "GET", real + ("&" if "?" in real else "?") + f"format={form}", None, 200)
    for code in ("A1", "BER-1", "BOX-1", "00:1B:44:11:3A:B7", "4006381333931", "nothing"):
        if ("GET", "/v1/scan") in table:
            ask(admin, "GET", f"/v1/scan?code={code}")
    WORLD.update(id="999999", code="NONE", sku="NONE", serial="NONE", gtin="09506000134352", token="NONE", name="NONE")
    for method, path, _, _ in operations():
        if method == "GET" and "{" in path and (method, path) in table:
            ask(admin, "GET", fill(path) + QUERIES.get(path, ""), None, 404)


def main():
    test_document()
    test_operations()
    table = test_against_routes()
    with harness.Server() as server:
        check("the program bears this very document", server.client().get("/v1/openapi.yaml").text == TEXT)
        test_replies(server, table)
        WORLD.update(id=1, sku="PUMP", serial="A1", code="BER-1", name="Off")
        test_query_names(server, table)
    harness.finish()


main()
