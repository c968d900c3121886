#!/usr/bin/env python3
"""Labels over HTTP: templates and who may change them, previews, and labels of units, packages, locations and products."""
import uuid

import harness
from harness import check, check_reply, equal

GTIN, LOCATION_GLN, SSCC = "09506000134352", "9506000111117", "195060001343520014"


def problem(code, **more):
    return {"code": code, **more}


def template(name="T", thing="unit", **more):
    element = {"kind": "text", "x": 1, "y": 1, "w": 40, "h": 5, "content": "{organisation}"}
    return {"name": name, "for": thing, "width": 50, "height": 25, "elements": [element], **more}


def zpl(client, body):
    """The ^FD texts of labels drawn as ZPL, and the reply."""
    reply = client.post("/v1/labels/render" if "preview" not in body else "/v1/labels/preview",
                        {"format": "zpl", "dpi": 203, **{k: v for k, v in body.items() if k != "preview"}})
    return [part.split("^FS")[0] for part in reply.text.split("^FD")[1:]] if reply.status == 200 else [], reply


def make(admin):
    check_reply("settings", admin.patch("/v1/settings", {"organisation": "Größe & Söhne", "base_url": "https://id.serno.example/"}), 200)
    admin.post("/v1/products", {"sku": "CAM", "name": "Camera 4K", "gtin": GTIN})
    admin.post("/v1/products", {"sku": "BAG", "name": "Bag, no GTIN"})
    admin.post("/v1/locations", {"code": "BER", "name": "Berlin", "kind": "site", "gln": LOCATION_GLN})
    admin.post("/v1/lots", {"product": "CAM", "number": "L1", "expires": "2031-05-04"})
    receive(admin, "CAM", ["C-1", "C/2", "C 3"], lot="L1")
    receive(admin, "CAM", [f"N{n:05}" for n in range(1200)])
    receive(admin, "BAG", ["B1"])


def command(client, name, **body):
    check_reply(name, client.post(f"/v1/commands/{name}", {"id": str(uuid.uuid4()), **body}), 201)


def receive(client, sku, serials, **more):
    command(client, "receive", product=sku, units=[{"serial": s} for s in serials], location="BER", **more)


def test_templates(server):
    admin, operator, manager = server.admin(), server.person("olga", ["operator"]), server.person("max", ["manager"])
    ready = operator.get("/v1/labels/templates?limit=1000").json["items"]
    check("ready templates for each kind of thing", {t["for"] for t in ready} == {"unit", "package", "location", "product"}, ready)
    check("all of them are ready", all(t["ready"] and t["version"] == 0 for t in ready))
    one = {t["id"]: t for t in ready}
    equal("a sheet", (one["avery-l7159-unit"]["per_page"], one["avery-l7159-unit"]["width"]), (24, 63.5))
    equal("for packages", {t["for"] for t in operator.get("/v1/labels/templates?for=package").json["items"]}, {"package"})
    for t in ready:
        reply = operator.post("/v1/labels/preview", {"template": t["id"], "dpi": 300})
        check(f"{t['id']} can be drawn", reply.status == 200 and reply.body[:4] == b"\x89PNG", reply.text[:200] if reply.status != 200 else "")
    made = manager.post("/v1/labels/templates", {"copy": "avery-l7159-unit", "name": "Ours"})
    check_reply("a copy", made, 201, {"name": "Ours", "for": "unit", "ready": False, "version": 1, "per_page": 24})
    path = made.headers["Location"]
    equal("its address", path, f"/v1/labels/templates/{made.json['id']}")
    whole = {**made.json["template"], "name": "Ours, smaller"}
    whole["elements"] = whole["elements"][:2]
    bad = {**whole, "elements": [{**whole["elements"][1], "content": "{unit.price}"}]}
    harness.rows(manager, [
        ("ready ones stay as they are", "PATCH", "/v1/labels/templates/tiny-12x12-unit", {"template": whole}, 403, problem("forbidden")),
        ("and are not removed", "DELETE", "/v1/labels/templates/tiny-12x12-unit", None, 403, problem("forbidden")),
        ("the name is taken", "POST", "/v1/labels/templates", {"copy": "tiny-12x12-unit", "name": "Ours"}, 409, problem("duplicate", field="name")),
        ("neither template nor copy", "POST", "/v1/labels/templates", {}, 400, problem("bad_request")),
        ("a copy without a name", "POST", "/v1/labels/templates", {"copy": "tiny-12x12-unit"}, 400, problem("bad_request")),
        ("a copy of nothing", "POST", "/v1/labels/templates", {"copy": "tiny", "name": "x"}, 404, problem("not_found")),
        ("a field that is none", "POST", "/v1/labels/templates", {"template": bad}, 422, problem("bad_value", field="elements[0].content")),
        ("nothing to change", "PATCH", path, {}, 422, problem("missing_field", field="template"))])
    check_reply("an operator", operator.post("/v1/labels/templates", {"template": template()}), 403, problem("forbidden"))
    check_reply("changed", manager.patch(path, {"template": whole}, {"If-Match": made.headers["ETag"]}), 200, {"name": "Ours, smaller", "version": 2})
    check_reply("who was slower", manager.patch(path, {"template": whole}, {"If-Match": '"1"'}), 412, problem("changed_meanwhile"))
    check_reply("read", operator.get(path), 200, {"template": whole})
    own = [t["name"] for t in operator.get("/v1/labels/templates?limit=1000").json["items"] if not t["ready"]]
    equal("in the list, behind the ready ones", own, ["Ours, smaller"])
    pages, after = [], ""
    while after is not None:
        page = operator.get("/v1/labels/templates?limit=4" + (f"&cursor={after}" if after else "")).json
        pages += [t["id"] for t in page["items"]]
        after = page["next"]
    equal("page by page", pages, [t["id"] for t in ready] + [made.json["id"]])
    server.stop()
    server.start()
    admin = server.admin()
    check_reply("it outlives the server", admin.get(path), 200, {"version": 2})
    check_reply("removed", admin.delete(path), 204)
    check_reply("it is gone", admin.get(path), 404, problem("not_found"))
    equal("nothing of it is in the ledger", admin.get("/v1/ledger").json["size"], 0)


def test_preview(server):
    client = server.person("pia", ["support"])
    texts, _ = zpl(client, {"preview": 1, "template": template(elements=[{"kind": "text", "x": 1, "y": 1, "w": 40, "h": 5, "content": "SN {unit.serial}!"}])})
    equal("examples", texts, ["SN CAM-00001!"])
    texts, _ = zpl(client, {"preview": 1, "template": template(), "values": {"organisation": "A^XZ~JA_B"}})
    equal("no value ends its field", texts, ["A_5EXZ_7EJA_5FB"])
    for form, begins in (("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF"), ("zpl", b"^XA")):
        reply = client.post("/v1/labels/preview", {"template": "roll-70x30-unit", "format": form})
        check(f"preview as {form}", reply.status == 200 and reply.body.startswith(begins), reply.status)
        equal(f"how {form} is sent", (reply.headers["Content-Disposition"], reply.headers["X-Content-Type-Options"]), (f'inline; filename="label.{form}"', "nosniff"))
    harness.rows(client, [
        ("no template", "POST", "/v1/labels/preview", {}, 422, problem("missing_field", field="template")),
        ("no such template", "POST", "/v1/labels/preview", {"template": "x"}, 404, problem("not_found")),
        ("dots that no printer has", "POST", "/v1/labels/preview", {"template": "tiny-12x12-unit", "dpi": 250}, 422, problem("bad_value", field="dpi")),
        ("no such format", "POST", "/v1/labels/preview", {"template": "tiny-12x12-unit", "format": "gif"}, 422, problem("bad_value", field="format")),
        ("a value that is none", "POST", "/v1/labels/preview", {"template": "tiny-12x12-unit", "values": {"price": "1"}}, 400, problem("unknown_field")),
        ("two units", "POST", "/v1/labels/preview", {"template": "tiny-12x12-unit", "product": "CAM", "serials": ["a", "b"]}, 413, problem("too_many")),
        ("a unit that is none", "POST", "/v1/labels/preview", {"template": "tiny-12x12-unit", "product": "CAM", "serials": ["none"]}, 422, problem("unknown_unit")),
        ("another kind of thing", "POST", "/v1/labels/preview", {"template": "tiny-12x12-unit", "packages": ["P"]}, 422, problem("bad_value", field="packages")),
        ("a member that is none", "POST", "/v1/labels/preview", {"template": "tiny-12x12-unit", "size": 3}, 400, problem("unknown_field"))])
    small = template(elements=[{"kind": "symbol", "x": 0, "y": 0, "w": 20, "h": 10, "symbology": "code128", "content": "{unit.serial}"}])
    reply = client.post("/v1/labels/preview", {"template": small, "dpi": 203})
    check_reply("a symbol without room", reply, 422, problem("bad_value", field="elements[0].content"))
    check("says how much it needs", "needs" in reply.json["detail"] and "mm" in reply.json["detail"], reply.json)


FIELDS = {"unit": ["{unit.serial}", "{product.sku}", "{product.name}", "{product.gtin}", "{product.ean}", "{lot.number}", "{lot.expires}", "{lot.expires_yymmdd}",
                   "{location.code}", "{location.name}", "{package.code}", "{organisation}", "{gs1}", "{link}"],
          "location": ["{location.code}", "{location.name}", "{location.gln}", "{gs1}", "{link}"],
          "product": ["{product.sku}", "{product.name}", "{product.category}", "{gs1}", "{link}"]}


def lines(thing):
    """A template that says each field in a line of its own, between bars, so that empty ones are seen."""
    return template(f"All of a {thing}", thing, width=100, height=100, elements=[
        {"kind": "text", "x": 0, "y": 5 * i, "w": 100, "h": 5, "content": f"|{field}|", "size": 6} for i, field in enumerate(FIELDS[thing])])


def test_data(server):
    admin = server.admin()
    ids = {t: admin.post("/v1/labels/templates", {"template": lines(t)}).json["id"] for t in FIELDS}
    unit = admin.get("/v1/products/CAM/units/C-1").json["id"]
    said = ["C-1", "CAM", "Camera 4K", GTIN, GTIN[1:], "L1", "2031-05-04", "310504", "BER", "Berlin", "", "Gr_C3_B6_C3_9Fe & S_C3_B6hne",
            f"(01){GTIN}(17)310504(10)L1(21)C-1", f"https://id.serno.example/01/{GTIN}/21/C-1"]
    equal("a unit by its serial", zpl(admin, {"template": ids["unit"], "product": "CAM", "serials": ["C-1"]})[0], [f"|{s}|" for s in said])
    equal("by its key", zpl(admin, {"template": ids["unit"], "units": [unit]})[0], [f"|{s}|" for s in said])
    texts, _ = zpl(admin, {"template": ids["unit"], "product": "CAM", "serials": ["C/2"]})
    equal("what a link must escape", texts[-2:], [f"|(01){GTIN}(17)310504(10)L1(21)C/2|", f"|https://id.serno.example/01/{GTIN}/21/C%2F2|"])
    texts, _ = zpl(admin, {"template": ids["unit"], "product": "CAM", "serials": ["C 3"]})
    equal("a serial that GS1 cannot say has no element string", texts[-2], "||")
    texts, _ = zpl(admin, {"template": ids["unit"], "product": "BAG", "serials": ["B1"]})
    equal("a product without GTIN", (texts[3], texts[-2]), ("||", "||"))
    equal("a location", zpl(admin, {"template": ids["location"], "locations": ["BER"]})[0],
          ["|BER|", "|Berlin|", f"|{LOCATION_GLN}|", f"|(414){LOCATION_GLN}|", f"|https://id.serno.example/414/{LOCATION_GLN}|"])
    equal("a product", zpl(admin, {"template": ids["product"], "products": ["CAM"]})[0], ["|CAM|", "|Camera 4K|", "||", f"|(01){GTIN}|", f"|https://id.serno.example/01/{GTIN}|"])
    command(admin, "pick", product="CAM", units=[{"serial": "C-1"}, {"serial": "C/2"}], order="S1")
    command(admin, "pack", product="CAM", units=[{"serial": "C-1"}, {"serial": "C/2"}], package=SSCC)
    texts, _ = zpl(admin, {"template": "roll-100x150-package", "packages": [SSCC]})
    check("a package says its SSCC, and how many are inside", SSCC in texts and "2" in texts, texts)
    harness.rows(admin, [
        ("none", "POST", "/v1/labels/render", {"template": "tiny-12x12-unit"}, 422, problem("missing_field")),
        ("serials of no product", "POST", "/v1/labels/render", {"template": "tiny-12x12-unit", "serials": ["C-1"]}, 422, problem("bad_value", field="product")),
        ("both ways", "POST", "/v1/labels/render", {"template": "tiny-12x12-unit", "units": [1], "product": "CAM", "serials": ["C-1"]}, 422, problem("bad_value")),
        ("one of them is not there", "POST", "/v1/labels/render", {"template": "tiny-12x12-unit", "product": "CAM", "serials": ["C-1", "C-9"]}, 422, problem("unknown_unit", row=2)),
        ("a key that is not there", "POST", "/v1/labels/render", {"template": "tiny-12x12-unit", "units": [unit, 999999]}, 422, problem("unknown_unit", row=2)),
        ("one of them cannot be drawn", "POST", "/v1/labels/render", {"template": "tiny-12x12-unit", "product": "CAM", "serials": ["C-1", "C 3"]}, 422, problem("bad_value", row=2, field="elements[0].content")),
        ("a package that is none", "POST", "/v1/labels/render", {"template": "roll-50x25-package", "packages": ["P"]}, 422, problem("unknown_package", row=1)),
        ("two pictures", "POST", "/v1/labels/render", {"template": "tiny-12x12-unit", "format": "png", "product": "CAM", "serials": ["C-1", "C/2"]}, 413, problem("too_many")),
        ("behind the sheet's end", "POST", "/v1/labels/render", {"template": "avery-l7159-unit", "start": 25, "product": "CAM", "serials": ["C-1"]}, 422, problem("bad_value", field="start")),
        ("a template of one's own in a document", "POST", "/v1/labels/render", {"template": template(), "product": "CAM", "serials": ["C-1"]}, 422, problem("bad_value", field="template")),
        ("too many", "POST", "/v1/labels/render", {"template": "tiny-12x12-unit", "units": list(range(1, 10002))}, 413, problem("too_many"))])


def test_many(server):
    client = server.person("omar", ["operator"])
    serials = [f"N{n:05}" for n in range(1200)]
    reply = client.post("/v1/labels/render", {"template": "avery-l7651-unit", "product": "CAM", "serials": serials, "start": 6})
    pages = reply.body.count(b"/Type /Page\n") + reply.body.count(b"/Type /Page ")
    check("a PDF of 1,200 labels", reply.status == 200 and reply.body.startswith(b"%PDF") and reply.body.rstrip().endswith(b"%%EOF"), reply.status)
    equal("65 to a page, beginning at the sixth place", pages, 19)
    equal("it is a file", reply.headers["Content-Disposition"], 'attachment; filename="labels.pdf"')
    texts, _ = zpl(client, {"template": "roll-50x25-unit-serial", "product": "CAM", "serials": serials})
    equal("in the order that was asked for", [t for t in texts if t.startswith("N0")], serials)


def main():
    with harness.Server() as server:
        test_templates(server)
        make(server.admin())
        test_preview(server)
        test_data(server)
        test_many(server)
    harness.finish()


main()
