#!/usr/bin/env python3
"""Links of labels: what strangers are told and what not, linksets, reports, copies, limits.

CANARIES are put into every text that a unit, its product, lot, party, place, history and reports can bear; each combination of what is
allowed is asked for, and none but the allowed ones may come out.
"""
import html.parser
import itertools
import json
import os
import re
import statistics
import sys
import threading
import time
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import harness  # noqa: E402
from harness import check, check_reply, equal, rows  # noqa: E402

GTIN, OTHER_GTIN, FREE_GTIN = "04006381333931", "04012345678901", "09506000134352"
WAIT_S = 60
MARKUP = "<script>alert(1)</script>\"' onx=&amp;<b>"
EVERYTHING = ["product", "sku", "gtin", "serial", "status", "warranty", "recall", "lot", "expiry", "suspect"]
ACTIONS = ["register", "found", "stolen"]


# ---- a company ----

def settings(server, **change):
    reply = server.admin().patch("/v1/links/settings", change)
    check_reply(f"settings {list(change)}", reply, 200)
    return reply.json


def company(server):
    """Units in every state, canaries everywhere. Returns SKU -> serial -> id."""
    admin = server.admin()
    rows(admin, [
        ("where we are", "PATCH", "/v1/settings", {"organisation": "Northwind", "base_url": "https://id.northwind.example/"}, 200, None),
        ("a site", "POST", "/v1/locations", {"code": "CANARYSITE", "name": "CANARYPLACE", "kind": "site", "attributes": {"a": "CANARYLATTR"}}, 201, None),
        ("a customer", "POST", "/v1/parties", {"code": "CANARYPARTY", "name": "CANARYPERSON", "kind": "customer", "email": "CANARYMAIL@x.example",
                                               "phone": "CANARYPHONE", "address": "CANARYADDRESS", "contact": "CANARYCONTACT",
                                               "attributes": {"a": "CANARYPATTR"}}, 201, None),
        ("a supplier", "POST", "/v1/parties", {"code": "CANARYSUPPLIER", "name": "CANARYMAKER", "kind": "supplier"}, 201, None),
        ("a product", "POST", "/v1/products", {"sku": "CANARYSKU", "gtin": GTIN, "name": "CANARYPRODUCT", "category": "CANARYCATEGORY",
                                               "warranty_months": 24, "attributes": {"a": "CANARYATTR"}}, 201, None),
        ("a hidden one", "POST", "/v1/products", {"sku": "HIDDEN", "gtin": OTHER_GTIN, "name": "CANARYHIDDEN", "warranty_months": 24}, 201, None),
        ("one without a GTIN", "POST", "/v1/products", {"sku": "PLAIN", "name": MARKUP}, 201, None),
        ("no pages for that", "PATCH", "/v1/links/products/HIDDEN", {"pages": False}, 200, {"pages": False}),
        ("where it leads", "POST", "/v1/links/targets", {"product": "CANARYSKU", "rel": "pip", "href": "https://www.northwind.example/pip?x=1#top",
                                                         "title": "All about it", "language": "en", "media_type": "text/html"}, 201, {"rel": "pip"}),
        ("auf Deutsch", "POST", "/v1/links/targets", {"product": "CANARYSKU", "rel": "pip", "href": "https://www.northwind.example/de/pip",
                                                      "title": "Alles dazu", "language": "de"}, 201, None),
        ("support for all", "POST", "/v1/links/targets", {"rel": "support", "href": "https://www.northwind.example/support", "title": "Help"}, 201, None),
    ])
    ids = {}

    def do(command, serial, sku="CANARYSKU", **more):
        reply = admin.post(f"/v1/commands/{command}", {"product": sku, "serial": serial, "note": "CANARYNOTE", **more})
        check_reply(f"{command} {sku} {serial}", reply, 201)
        ids.setdefault(sku, {})[serial] = reply.json["unit"]["id"]

    def receive(serial, sku="CANARYSKU", **more):
        do("receive", serial, sku, location="CANARYSITE", party="CANARYSUPPLIER", lot="CANARYLOT", order="CANARYORDER",
           expires="2031-05-06", attributes={"a": "CANARYUATTR"}, identifiers={"asset_tag": f"CANARYMAC{sku}{serial}"}, **more)

    def deliver(serial, sku="CANARYSKU", at=None):
        times = {"time": at} if at else {}
        for command, more in [("pick", {}), ("pack", {"package": f"CANARYBOX{sku}{serial}"}), ("ship", {"party": "CANARYPARTY"}), ("deliver", {})]:
            do(command, serial, sku, **more, **times)

    for serial in ["CANARYS1", "SOLD", "OLD", "RECALLED", "STOLEN", "GONE", "MISSING", "RENAMED", "COPIED", "READ", "REPORTED", "ASKED"]:
        receive(serial, **({"time": "2010-01-02T08:00:00Z"} if serial == "OLD" else {}))
    for serial in ["SOLD", "RECALLED", "READ", "REPORTED", "ASKED"]:
        deliver(serial)
    deliver("OLD", at="2010-02-03T08:00:00Z")
    do("hold", "RECALLED", hold="recall", reason="CANARYREASON")
    do("report_stolen", "STOLEN", reason="CANARYREASON")
    do("scrap", "GONE", reason="CANARYREASON")
    do("report_missing", "MISSING", reason="CANARYREASON")
    do("allocate", "ISSUED")
    do("allocate", "NEVER")
    do("void", "NEVER", reason="CANARYREASON")
    for sku, number in (("CANARYSKU", "1"), ("HIDDEN", "2")):
        do("receive", "KEYED", sku, location="CANARYSITE", identifiers={
            "giai": f"4006381CANARYASSET{number}", "grai": f"4006381333931R{number}", "gdti": f"4006381333931D{number}", "asset_tag": f"4006381TAG{number}"})
    receive("X1", "HIDDEN")
    receive("X1", "PLAIN")
    return ids


def link_of(server, unit):
    reply = server.admin().get(f"/v1/links/units/{unit}")
    check_reply(f"link of {unit}", reply, 200)
    return urllib.parse.urlsplit(reply.json["url"]).path


def page(server, path, **headers):
    return server.client().get(path, **headers)


class Tags(html.parser.HTMLParser):
    """Elements that were opened and closed in order; attributes; texts."""

    VOID = {"meta", "link", "input", "br"}

    def __init__(self, text):
        super().__init__()
        self.open, self.wrong, self.tags, self.attributes, self.texts = [], [], [], [], []
        self.feed(text)
        self.close()
        if self.open:
            self.wrong.append(f"open at the end: {self.open}")

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")

    def handle_data(self, data):
        self.texts.append(data)


def everything_of(reply):
    return "\n".join(f"{k}: {v}" for k, v in reply.headers.items()) + "\n" + urllib.parse.unquote(reply.text)


def same_bytes(reply):
    """All that a stranger can see of a reply, but the time of day."""
    return reply.status, sorted((k, v) for k, v in reply.headers.items() if k.lower() != "date"), reply.body


# ---- nothing before it is wanted ----

def test_off_at_first(server, ids):
    admin = server.admin()
    check_reply("no pages", admin.get("/v1/links/settings"), 200, {"pages": False, "form": "digital_link", "version": 0})
    for path in [link_of(server, ids["CANARYSKU"]["SOLD"]), f"/01/{GTIN}/21/SOLD", f"/01/{GTIN}"]:
        check_reply(f"nothing at {path}", page(server, path), 404, ["nothing about"])
    check("nobody's name", "Northwind" not in page(server, f"/01/{GTIN}").text)


# ---- links ----

def test_links(server, ids):
    admin = server.admin()
    unit = ids["CANARYSKU"]["SOLD"]
    reply = admin.get(f"/v1/links/units/{unit}")
    check_reply("a token", reply, 200, {"url": lambda u: re.fullmatch(r"https://id\.northwind\.example/p/[A-Za-z0-9_-]{32}", u), "told": "sold"})
    check_reply("no such unit", admin.get("/v1/links/units/999999"), 404)
    tokens = {link_of(server, i) for i in ids["CANARYSKU"].values()}
    equal("each unit has its own", len(tokens), len(ids["CANARYSKU"]))
    settings(server, form="digital_link")
    check_reply("a Digital Link", admin.get(f"/v1/links/units/{unit}"), 200, {"url": f"https://id.northwind.example/01/{GTIN}/21/SOLD"})
    check_reply("none without a GTIN", admin.get(f"/v1/links/units/{ids['PLAIN']['X1']}"), 200, {"url": lambda u: "/p/" in u})
    for serial, want in [("S/1?a=\"%\"", "S%2F1%3Fa%3D%22%25%22"), ("A-._B", "A-._B"), ("x" * 20, "x" * 20), ("x" * 21, None), ("a b", None), ("S#1", None), ("Größe", None)]:
        made = admin.post("/v1/commands/receive", {"product": "HIDDEN", "serial": serial, "location": "CANARYSITE"})
        url = admin.get(f"/v1/links/units/{made.json['unit']['id']}").json["url"]
        equal(f"the link of serial {serial}", url if want else "/p/" in url, f"https://id.northwind.example/01/{OTHER_GTIN}/21/{want}" if want else True)
    settings(server, form="token")


def test_void_links(server, ids):
    admin = server.admin()
    unit = ids["CANARYSKU"]["RENAMED"]
    first = link_of(server, unit)
    check_reply("good at first", page(server, first), 200)
    check_reply("made void", admin.delete(f"/v1/links/units/{unit}"), 200, {"voided": 1})
    second = link_of(server, unit)
    check("another", first != second)
    unknown = page(server, "/p/" + "A" * 32)
    equal("the old one is as one that never was", same_bytes(page(server, first)), same_bytes(unknown))
    check_reply("renumbered", admin.post("/v1/commands/correct", {"product": "CANARYSKU", "serial": "RENAMED", "serial_new": "RENAMED2", "reason": "typo"}), 201)
    equal("and so is the second", same_bytes(page(server, second)), same_bytes(unknown))
    third = link_of(server, unit)
    check_reply("the third is good", page(server, third), 200)
    check_reply("a new key", admin.post("/v1/links/keys", {"retire_older": False}), 201, {"version": 2})
    check_reply("the third is still good", page(server, third), 200)
    keys = admin.get("/v1/links/keys").json["items"]
    equal("both are good", [(k["version"], "retired_at" in k) for k in keys], [(1, False), (2, False)])
    check("nothing else is told of them", all(set(k) <= {"version", "created_at", "retired_at"} for k in keys), keys)
    fourth = link_of(server, unit)
    check("made with the new key", fourth[:5] != third[:5], f"{third} {fourth}")
    check_reply("all others void", admin.post("/v1/links/keys", {"retire_older": True}), 201, {"version": 3})
    equal("older ones are retired", ["retired_at" in k for k in admin.get("/v1/links/keys").json["items"]], [True, True, False])
    equal("the third is void", same_bytes(page(server, third)), same_bytes(unknown))
    check_reply("the newest is good", page(server, link_of(server, unit)), 200)
    flipped = link_of(server, unit)
    for at in range(3, len(flipped), 5):
        wrong = flipped[:at] + ("A" if flipped[at] != "A" else "B") + flipped[at + 1:]
        equal(f"byte {at} flipped", same_bytes(page(server, wrong)), same_bytes(unknown))


# ---- only what is allowed ----

CANARY_OF = {"product": "CANARYPRODUCT", "sku": "CANARYSKU", "serial": "CANARYS1", "lot": "CANARYLOT"}


def allowed_words(shown):
    return {word for field, word in CANARY_OF.items() if field in shown}


def leaks(reply, shown):
    found = set(re.findall(r"CANARY[A-Z0-9]*", everything_of(reply)))
    return found - allowed_words(shown)


def combinations():
    """None, each alone, each missing, all."""
    yield []
    yield EVERYTHING
    for field in EVERYTHING:
        yield [field]
        yield [f for f in EVERYTHING if f != field]
    yield from map(list, itertools.combinations(["product", "serial", "lot", "status"], 2))


def test_canaries(server, ids):
    token = link_of(server, ids["CANARYSKU"]["CANARYS1"])
    others = {s: link_of(server, i) for s, i in ids["CANARYSKU"].items()}
    for shown in combinations():
        for actions in ([], ACTIONS):
            settings(server, shown=shown, actions=actions)
            name = f"{'+'.join(shown) or 'nothing'}, {len(actions)} actions"
            for what, reply in [("page", page(server, token)), ("linkset", page(server, token + "?linkType=linkset")),
                                ("German", page(server, token + "?lang=de"))]:
                check(f"{what} with {name} leaks nothing", reply.status == 200 and not leaks(reply, shown), f"{reply.status} {leaks(reply, shown)}")
            told = page(server, token)
            missing = {w for f, w in CANARY_OF.items() if f in shown} - set(re.findall(r"CANARY[A-Z0-9]*", told.text))
            check(f"page with {name} tells what it may", not missing, missing)
            check(f"GTIN with {name}", (GTIN in told.text) == ("gtin" in shown))
            check(f"expiry with {name}", ("6 May 2031" in told.text) == ("expiry" in shown))
            check(f"warranty with {name}", ("Begins with the sale" in told.text) == ("warranty" in shown))
    for shown in ([], EVERYTHING):
        settings(server, shown=shown, actions=ACTIONS)
        for serial, path in others.items():
            reply = page(server, path)
            mine = leaks(reply, shown) - {"CANARYS1"}
            check(f"{serial} leaks nothing with {len(shown)} fields", not mine, mine)
        if "status" not in shown:
            bodies = {page(server, others[s]).body.count(b"<form") for s in ("SOLD", "STOLEN", "MISSING", "GONE", "CANARYS1")}
            equal("without the status nothing tells it", len(bodies), 1)
    reply = page(server, f"/01/{GTIN}/21/CANARYS1")
    check("the page of a Digital Link names nothing but what stands in it", not leaks(reply, EVERYTHING), leaks(reply, EVERYTHING))


def test_unknown_is_forbidden(server, ids):
    settings(server, shown=EVERYTHING, actions=ACTIONS)
    unknown_token = page(server, "/p/" + "B" * 32)
    forbidden = {"hidden": ids["HIDDEN"]["X1"], "issued": ids["CANARYSKU"]["ISSUED"], "void": ids["CANARYSKU"]["NEVER"]}
    for headers in ({}, {"Accept_Language": "de"}, {"Accept": "application/linkset+json"}, {"Accept_Encoding": "gzip"}):
        unknown_token = page(server, "/p/" + "B" * 32, **headers)
        check_reply(f"an unknown token {headers}", unknown_token, 404)
        for name, unit in forbidden.items():
            equal(f"{name} {headers}", same_bytes(page(server, link_of(server, unit), **headers)), same_bytes(unknown_token))
        unknown = page(server, f"/01/{FREE_GTIN}/21/NOTHING", **headers)
        check_reply(f"an unknown GTIN {headers}", unknown, 404)
        for name, path in [("unknown serial", f"/01/{GTIN}/21/NOTHING"), ("hidden", f"/01/{OTHER_GTIN}/21/X1"), ("issued", f"/01/{GTIN}/21/ISSUED"),
                           ("void", f"/01/{GTIN}/21/NEVER"), ("former", f"/01/{GTIN}/21/RENAMED")]:
            equal(f"{name} {headers}", same_bytes(page(server, path, **headers)), same_bytes(unknown))
        lots = page(server, f"/01/{GTIN}/10/OTHER/21/SOLD", **headers)
        equal(f"another lot {headers}", same_bytes(lots), same_bytes(page(server, f"/01/{FREE_GTIN}/10/OTHER/21/SOLD", **headers)))
        equal(f"hidden product {headers}", same_bytes(page(server, f"/01/{OTHER_GTIN}", **headers)), same_bytes(page(server, f"/01/{FREE_GTIN}", **headers)))
    form = {"kind": "found", "form": "x", "message": "here"}
    body, kind = urllib.parse.urlencode(form), {"Content-Type": "application/x-www-form-urlencoded"}
    posts = [server.client().post(path, body, kind) for path in
             (f"/01/{FREE_GTIN}/21/NOTHING", f"/01/{OTHER_GTIN}/21/X1", f"/01/{GTIN}/21/ISSUED", f"/01/{GTIN}/21/NEVER")]
    for reply in posts[1:]:
        equal("reports, too", same_bytes(reply), same_bytes(posts[0]))
    settings(server, pages=False)
    equal("pages off", same_bytes(page(server, f"/01/{GTIN}/21/SOLD")), same_bytes(page(server, f"/01/{FREE_GTIN}/21/SOLD")))
    settings(server, pages=True)


def test_time_tells_nothing(server, ids):
    """Median of many, by turns; a loose bound, since others use the machine."""
    client, times = server.client(), {}
    pairs = [(f"/01/{FREE_GTIN}/21/NOTHING", f"/01/{OTHER_GTIN}/21/X1"), ("/8004/4006381CANARYNONE0", "/8004/4006381CANARYASSET2")]
    for path in [path for pair in pairs for path in pair] * 60:
        began = time.monotonic()
        client.get(path)
        times.setdefault(path, []).append(time.monotonic() - began)
    for pair in pairs:
        a, b = (statistics.median(times[path]) for path in pair)
        print(f"figure: unknown {a * 1e6:.0f} us, forbidden {b * 1e6:.0f} us ({pair[0][:6]})")
        check("times are alike", 0.5 < a / b < 2, f"{a} {b}")


# ---- what a page says ----

def test_states(server, ids):
    settings(server, shown=EVERYTHING, actions=ACTIONS, contact="ask@northwind.example")
    of = ids["CANARYSKU"]
    for serial, words, actions in [
            ("CANARYS1", ["This number is genuine", "not been sold yet", "Begins with the sale"], ["found"]),
            ("SOLD", ["This number is genuine", "In warranty until"], ACTIONS),
            ("OLD", ["This number is genuine", "Ended on 3 February 2012"], ACTIONS),
            ("RECALLED", ["This number is genuine", "Recall: please stop using"], ACTIONS),
            ("STOLEN", ["reported stolen"], ["found"]),
            ("GONE", ["This number was withdrawn", "should not be on sale"], ["found"]),
            ("MISSING", ["being looked for"], ["found"])]:
        reply = page(server, link_of(server, of[serial]))
        check_reply(f"{serial}", reply, 200, words + ["Northwind", "ask@northwind.example"])
        equal(f"{serial} offers", re.findall(r'name="kind" value="(\w+)"', reply.text), actions)
    german = page(server, link_of(server, of["SOLD"]), Accept_Language="fr, de-AT;q=0.8, en;q=0.3")
    check_reply("in German", german, 200, ['<html lang="de">', "Diese Nummer ist echt", "In Garantie bis"])
    check_reply("chosen", page(server, link_of(server, of["SOLD"]) + "?lang=en", Accept_Language="de"), 200, ['<html lang="en">'])
    plain = page(server, link_of(server, ids["PLAIN"]["X1"]))
    tags = Tags(plain.text)
    check("markup stays text", "script" not in tags.tags and "b" not in tags.tags and MARKUP in tags.texts, plain.text[:2000])
    check("nothing that runs", not [a for a in tags.attributes if a[1].startswith("on") or a[1] == "style"], tags.attributes)


def test_well_formed(server, ids):
    settings(server, shown=EVERYTHING, actions=ACTIONS)
    for serial, unit in {**ids["CANARYSKU"], "PLAIN": ids["PLAIN"]["X1"]}.items():
        for lang in ("en", "de"):
            reply = page(server, link_of(server, unit) + f"?lang={lang}")
            tags = Tags(reply.text)
            check(f"{serial} {lang} is well formed", not tags.wrong and tags.tags.count("h1") == 1, tags.wrong)
            labels = {v for t, n, v in tags.attributes if (t, n) == ("label", "for")}
            controls = {v for t, n, v in tags.attributes if n == "id"}
            equal(f"{serial} {lang} has a label for each control", labels, controls)
    reply = page(server, link_of(server, ids["CANARYSKU"]["SOLD"]))
    csp = reply.headers["Content-Security-Policy"]
    check("a strict policy", "default-src 'none'" in csp and "unsafe" not in csp and "form-action 'self'" in csp, csp)
    for name, value in [("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"), ("Cache-Control", "no-store"),
                        ("Access-Control-Allow-Origin", "*"), ("X-Robots-Tag", "noindex, nofollow")]:
        equal(name, reply.headers[name], value)
    check("no cookie", "Set-Cookie" not in reply.headers)
    style = re.search(r'href="([^"]*link\.css\?v=\w+)"', reply.text).group(1)
    css = server.client().get(urllib.parse.urljoin(link_of(server, ids["CANARYSKU"]["SOLD"]), style))
    check("the style sheet for ever", css.status == 200 and "immutable" in css.headers["Cache-Control"], css.headers)
    head = server.client().request("HEAD", link_of(server, ids["CANARYSKU"]["SOLD"]))
    check("HEAD", head.status == 200 and head.body == b"")


# ---- for programs ----

def test_linkset(server, ids):
    settings(server, shown=["product"], actions=[])
    voc = "https://ref.gs1.org/voc/"
    path = f"/01/{GTIN}/21/SOLD"
    for name, reply in [("asked for", page(server, path + "?linkType=linkset")), ("accepted", page(server, path, Accept="application/linkset+json")),
                        ("as JSON", page(server, path, Accept="application/json"))]:
        check_reply(f"a linkset {name}", reply, 200)
        equal(f"type of {name}", reply.headers["Content-Type"], "application/linkset+json")
        sets = reply.json["linkset"]
        check("one context, absolute", len(sets) == 1 and sets[0]["anchor"] == f"https://id.northwind.example{path}", reply.text)
        for relation, targets in sets[0].items():
            if relation in ("anchor", "itemDescription"):
                continue
            check(f"{relation} is a link type", relation.startswith(voc) and isinstance(targets, list) and targets)
            for target in targets:
                check("a target", set(target) <= {"href", "title", "type", "hreflang"} and re.match("https?://", target["href"])
                      and isinstance(target.get("hreflang", []), list), target)
        equal("link types", set(sets[0]) - {"anchor", "itemDescription"}, {voc + "defaultLink", voc + "pip", voc + "support"})
        equal("both languages", [t.get("hreflang") for t in sets[0][voc + "pip"]], [["en"], ["de"]])
    check("a page leads to its linkset", 'rel="linkset"' in page(server, path).headers["Link"])
    client = server.client()
    for asked, wanted in [("gs1:pip", "https://www.northwind.example/pip?x=1&linkType=gs1%3Apip#top"),
                          (voc + "pip", None), ("https://gs1.org/voc/support", None)]:
        reply = client.get(path + "?linkType=" + urllib.parse.quote(asked))
        check(f"{asked} leads on", reply.status == 307 and reply.headers["Location"].startswith("https://www.northwind.example/"), reply.headers)
        if wanted:
            equal("with the query passed on", reply.headers["Location"], wanted)
    german = client.get(path + "?linkType=gs1:pip", Accept_Language="de")
    check("to the German one", german.headers["Location"].startswith("https://www.northwind.example/de/pip?"), german.headers)
    check_reply("no such link type here", client.get(path + "?linkType=gs1:recallStatus"), 404)
    check_reply("no link type at all", client.get(path + "?linkType=javascript:alert(1)"), 404)
    check_reply("the product", client.get(f"/01/{GTIN}"), 200, ["About this product", "CANARYPRODUCT", "All about it"])
    check_reply("a shorter GTIN", client.get("/01/4006381333931"), 200, ["CANARYPRODUCT"])
    check_reply("with its lot", client.get(f"/01/{GTIN}/10/CANARYLOT/21/SOLD"), 200)
    check_reply("with attributes", client.get(path + "?17=310506&3103=000195"), 200)
    for name, bad in [("check digit", "/01/04006381333932"), ("letters", "/01/none"), ("serial too long", f"/01/{GTIN}/21/" + "A" * 21),
                      ("a blank", f"/01/{GTIN}/21/A%20B")]:
        check_reply(f"malformed: {name}", client.get(bad), 400, ["This is not the address"])
    target = server.admin().get("/v1/links/targets?product=CANARYSKU").json["items"][0]
    check_reply("preferred", server.admin().patch(f"/v1/links/targets/{target['id']}", {"preferred": True}), 200)
    check_reply("the bare address leads there", client.get(f"/01/{GTIN}"), 307)
    check_reply("a unit's does not", client.get(path), 200)
    server.admin().patch(f"/v1/links/targets/{target['id']}", {"preferred": False})
    described = client.get("/.well-known/gs1resolver")
    check_reply("the resolver describes itself", described, 200, {"resolverRoot": "https://id.northwind.example", "supportedPrimaryKeys": ["01", "253", "8003", "8004", "8006"]})
    options = client.request("OPTIONS", path)
    check("OPTIONS", options.status == 204 and options.headers["Access-Control-Allow-Origin"] == "*" and "GET" in options.headers["Allow"], options.headers)


def with_check(digits):
    return digits + str(-sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits))) % 10)


SSCC, GSRN, GSIN = with_check("34006381000000001"), with_check("40063810000000012"), with_check("4006381000000001")
ITIP = GTIN + "0102"

# Every primary key of the standard, its qualifiers in every order that is allowed, attributes, older names, stems.
LEADS_TO_UNIT = [
    ("serial", f"/01/{GTIN}/21/SOLD"), ("lot and serial", f"/01/{GTIN}/10/CANARYLOT/21/SOLD"), ("variant and serial", f"/01/{GTIN}/22/2A/21/SOLD"),
    ("variant, lot and serial", f"/01/{GTIN}/22/2A/10/CANARYLOT/21/SOLD"), ("a GTIN of 13", f"/01/{GTIN[1:]}/21/SOLD"),
    ("attributes", f"/01/{GTIN}/21/SOLD?17=310506&3103=000195&utm=x"), ("an escaped serial", f"/01/{GTIN}/21/%53OLD"),
    ("a stem", f"/some/shop/01/{GTIN}/21/SOLD"), ("a stem with a key in it", f"/01/nothing/01/{GTIN}/21/SOLD"), ("older names", f"/gtin/{GTIN}/ser/SOLD"),
    ("an older name behind a stem", f"/shop/gtin/{GTIN}/lot/CANARYLOT/ser/SOLD"), ("a piece", f"/8006/{ITIP}/21/SOLD"),
    ("a GIAI", "/8004/4006381CANARYASSET1"), ("a GIAI behind a stem", "/x/8004/4006381CANARYASSET1"), ("a GRAI", "/8003/04006381333931R1"), ("a GDTI", "/253/4006381333931D1"),
]
LEADS_TO_PRODUCT = [
    ("product", f"/01/{GTIN}"), ("variant", f"/01/{GTIN}/22/2A"), ("lot", f"/01/{GTIN}/10/L"), ("variant and lot", f"/01/{GTIN}/22/2A/10/L"), ("a stem", f"/shop/01/{GTIN}"),
    ("an attribute", f"/01/{GTIN}?3103=000195"), ("pieces", f"/8006/{ITIP}"),
]
LEADS_NOWHERE = [
    ("a GTIN", f"/01/{FREE_GTIN}/21/NOTHING"), ("a hidden product", f"/01/{OTHER_GTIN}"), ("its unit", f"/01/{OTHER_GTIN}/21/X1"), ("its piece", f"/8006/{OTHER_GTIN}0102/21/X1"),
    ("somebody else's serial", f"/01/{GTIN}/235/SOLD"), ("another lot", f"/01/{GTIN}/22/2A/10/OTHER/21/SOLD"), ("the GIAI of a hidden one", "/8004/4006381CANARYASSET2"),
    ("the GRAI of a hidden one", "/8003/04006381333931R2"), ("the GDTI of a hidden one", "/253/4006381333931D2"), ("an unknown GIAI", "/8004/4006381NONE"),
    ("an identifier of another kind", "/8004/4006381TAG1"), ("an unknown GRAI", "/8003/04006381333931"), ("an unknown GDTI", "/253/4006381333931"), ("an SSCC", f"/00/{SSCC}"),
    ("a GCN", "/255/4006381333931"), ("a GINC", "/401/4006381ABC"), ("a GSIN", f"/402/{GSIN}"), ("a GLN", "/414/4006381333931"), ("a GLN with its extension", "/414/4006381333931/254/1A"),
    ("an invoicing GLN", "/415/4006381333931/8020/REF"), ("a party's GLN", "/417/4006381333931"), ("a part", "/8010/4006381-X"), ("a part's serial", "/8010/4006381-X/8011/12"),
    ("a provider", f"/8017/{GSRN}"), ("a recipient", f"/8018/{GSRN}/8019/1"), ("behind a stem", f"/shop/00/{SSCC}"), ("an older name", f"/sscc/{SSCC}"),
    ("with attributes", f"/00/{SSCC}?400=1234&x=y"),
]
BREAKS_A_RULE = [
    ("check digit", f"/01/{GTIN[:-1]}2", "check digit"), ("letters", "/01/none", "digit"), ("too long a serial", f"/01/{GTIN}/21/" + "A" * 21, "(21)"), ("a blank", f"/01/{GTIN}/21/A%20B", "(21)"),
    ("the order", f"/01/{GTIN}/21/SOLD/10/L", "cannot stand there"), ("twice", f"/01/{GTIN}/21/SOLD/21/SOLD", "cannot stand there"), ("half a pair", f"/01/{GTIN}/21", "primary key"),
    ("nothing behind it", "/01", "primary key"), ("a wrong qualifier", f"/00/{SSCC}/21/X", "cannot stand there"), ("an SSCC's check digit", f"/00/{SSCC[:-1]}{(int(SSCC[-1]) + 1) % 10}", "check digit"),
    ("a serial among the attributes", f"/01/{GTIN}?21=SOLD", "belongs into the path"), ("no such AI", f"/01/{GTIN}?88=1", "no Application Identifier"), ("no such day", f"/01/{GTIN}?17=319950", "(17)"),
    ("what excludes it", f"/01/{GTIN}?37=2", "(37)"), ("no reference", "/415/4006381333931", "(8020)"), ("behind a stem", "/shop/01/123", "(01)"), ("a leading zero", "/8010/4006381-X/8011/012", "(8011)"),
    ("a piece of none", f"/8006/{GTIN}0100/21/X", "(8006)"),
]


def without_depth(reply):
    """The way to the style sheet is as long as the path that was asked for."""
    status, headers, body = same_bytes(reply)
    return status, [h for h in headers if h[0].lower() != "content-length"], re.sub(rb'href="(\.\./)*link\.css', b'href="link.css', body)


def test_digital_links(server, ids):
    settings(server, shown=EVERYTHING, actions=ACTIONS)
    client, german = server.client(), {"Accept_Language": "de"}
    for name, path in LEADS_TO_UNIT:
        reply = client.get(path)
        check_reply(f"unit by {name}", reply, 200, ["This number is genuine", "CANARYPRODUCT"])
        style = urllib.parse.urljoin(path, re.search(r'href="([^"]*link\.css)', reply.text).group(1))
        equal(f"the style sheet of {name}", style, "/link.css")
        sets = client.get(path, Accept="application/linkset+json")
        check_reply(f"linkset by {name}", sets, 200)
        equal(f"anchor by {name}", sets.json["linkset"][0]["anchor"], "https://id.northwind.example" + path.partition("?")[0])
        sign = "&" if "?" in path else "?"
        check(f"link type by {name}", client.get(path + sign + "linkType=gs1:pip").status == 307)
    for name, path in LEADS_TO_PRODUCT:
        check_reply(f"product by {name}", client.get(path), 200, ["About this product", "CANARYPRODUCT"])
    for headers in ({}, german, {"Accept": "application/linkset+json"}, {"Accept": "application/json"}):
        unknown = page(server, f"/01/{FREE_GTIN}/21/NOTHING", **headers)
        check_reply(f"unknown {headers}", unknown, 404)
        for name, path in LEADS_NOWHERE:
            reply = page(server, path, **headers)
            equal(f"nowhere: {name} {headers}", without_depth(reply), without_depth(unknown))
    for name, path, says in BREAKS_A_RULE:
        check_reply(f"broken: {name}", client.get(path), 400, ["This is not the address"])
        check_reply(f"broken: {name}, in German", page(server, path, **german), 400, ["Das ist nicht die Adresse"])
        for kind in ("application/json", "application/linkset+json"):
            reply = client.get(path, Accept=kind)
            check_reply(f"broken: {name}, to a program", reply, 400, {"code": "bad_request", "field": "path", "detail": lambda d, says=says: says in d})
            equal("for all origins", reply.headers["Access-Control-Allow-Origin"], "*")
    for path in (f"/01/{GTIN}/21/SOLD", f"/01/{FREE_GTIN}/21/NOTHING", f"/shop/00/{SSCC}"):
        reply = client.get(path + "/?lang=de")
        check(f"a slash at the end of {path}", reply.status == 308 and urllib.parse.urljoin(path + "/?lang=de", reply.headers["Location"]) == path + "?lang=de", reply.headers)
    deep = f"/shop/01/{GTIN}/22/2A/10/CANARYLOT/21/SOLD"
    form = {"kind": "found", "form": mark(page(server, deep).text), "message": "behind a stem"}
    reply = send(server, deep, form)
    check("a report from there", reply.status == 303 and urllib.parse.urljoin(deep, reply.headers["Location"]).startswith(deep + "?sent=1"), f"{reply.status} {reply.headers}")
    equal("it waits", [r["message"] for r in server.admin().get(f"/v1/links/reports?unit={ids['CANARYSKU']['SOLD']}").json["items"]], ["behind a stem"])
    options = client.request("OPTIONS", f"/shop/00/{SSCC}")
    check("OPTIONS", options.status == 204 and options.headers["Access-Control-Allow-Origin"] == "*" and "GET" in options.headers["Allow"], options.headers)
    check_reply("no such method", client.request("DELETE", f"/shop/00/{SSCC}"), 405)
    for path in ("/v1/01/04006381333931", "/v1/units/01/04006381333931", "/practice/v1/01/04006381333931"):
        check_reply(f"the API's own: {path}", client.get(path), 404, {"code": "no_route"})


def test_targets(server):
    admin = server.admin()
    good = {"rel": "pip", "href": "https://a.example/", "title": "T"}
    rows(admin, [
        (f"bad {field}", "POST", "/v1/links/targets", {**good, field: value}, 422, {"field": field}) for field, value in [
            ("href", "javascript:alert(1)"), ("href", "//a.example"), ("href", "https://a b"), ("href", "https://a.example/\"x"), ("rel", "nothing"),
            ("rel", "gs1:pip"), ("title", ""), ("language", "d e"), ("media_type", "text/html\r\nX: y"), ("product", "NONE")]])
    check_reply("types", admin.get("/v1/links/types"), 200, {"types": lambda t: "pip" in t and "recallStatus" in t})


# ---- reports ----

def mark(text):
    return re.search(r'name="form" value="([^"]+)"', text).group(1)


def send(server, path, fields, **headers):
    return server.client().post(path, urllib.parse.urlencode(fields), {"Content-Type": "application/x-www-form-urlencoded", **headers})


def test_reports(server, ids):
    settings(server, shown=EVERYTHING, actions=ACTIONS)
    admin, unit = server.admin(), ids["CANARYSKU"]["REPORTED"]
    path = link_of(server, unit)
    form = mark(page(server, path).text)
    before = admin.get(f"/v1/units/{unit}").json
    good = {"kind": "register", "form": form, "name": "Jane Doe", "contact": "jane@doe.example", "message": MARKUP}
    for name, fields in [("no name", {**good, "name": " "}), ("no address", {**good, "contact": ""}), ("too long", {**good, "message": "x" * 1001}),
                         ("an old form", {**good, "form": "A" * 22}), ("no form", {k: v for k, v in good.items() if k != "form"}),
                         ("no kind", {**good, "kind": "scrap"}), ("a control character", {**good, "name": "a\0b"})]:
        reply = send(server, path, fields)
        check_reply(f"refused: {name}", reply, 422, ["send it again"])
        check(f"{name} is well formed", not Tags(reply.text).wrong)
    check_reply("from another site", send(server, path, good, **{"Sec-Fetch-Site": "cross-site"}), 422)
    reply = send(server, path, good)
    check("sent", reply.status == 303 and reply.headers["Location"].startswith("./"), f"{reply.status} {reply.headers}")
    check_reply("thanks", page(server, urllib.parse.urljoin(path, reply.headers["Location"])), 200, ["Thank you"])
    check("sent again", send(server, path, good).status == 303)
    equal("nothing has changed", admin.get(f"/v1/units/{unit}").json, before)
    support = server.person("sue", ["support"])
    waiting = support.get("/v1/links/reports?state=waiting&kind=register").json["items"]
    equal("one waits, once", [(r["unit"], r["name"], r["contact"], r["message"]) for r in waiting], [(unit, "Jane Doe", "jane@doe.example", MARKUP)])
    decision = f"/v1/links/reports/{waiting[0]['id']}/decision"
    rows(support, [
        ("a customer of her own", "POST", "/v1/parties", {"code": "JANE", "name": "Jane Doe", "kind": "customer"}, 201, None),
        ("the wrong command", "POST", decision, {"decision": "accept", "command": "report_stolen"}, 422, {"code": "bad_value"}),
        ("no party", "POST", decision, {"decision": "accept", "command": "register"}, 422, None),
        ("no reason", "POST", decision, {"decision": "dismiss"}, 422, {"field": "reason"}),
        ("accepted", "POST", decision, {"decision": "accept", "command": "register", "party": "JANE"}, 200,
         {"state": "accepted", "decided_by": "sue", "event": lambda e: len(e) == 36}),
        ("only once", "POST", decision, {"decision": "dismiss", "reason": "no"}, 409, {"code": "report_decided"}),
    ])
    after = admin.get(f"/v1/units/{unit}?events=1").json
    equal("she is the owner now", after["owner"], "JANE")
    found = {"kind": "found", "form": form, "message": "under the bridge"}
    check("found", send(server, path, found).status == 303)
    report = support.get(f"/v1/links/reports?unit={unit}&state=waiting").json["items"][0]
    check_reply("dismissed", support.post(f"/v1/links/reports/{report['id']}/decision", {"decision": "dismiss", "reason": "it is not lost"}), 200,
                {"state": "dismissed"})
    stolen = {"kind": "stolen", "form": form, "contact": "jane@doe.example"}
    check("stolen", send(server, path, stolen).status == 303)
    report = support.get(f"/v1/links/reports?unit={unit}&state=waiting").json["items"][0]
    manager = server.person("max", ["manager"])
    check_reply("accepted", manager.post(f"/v1/links/reports/{report['id']}/decision", {"decision": "accept", "command": "report_stolen"}), 200)
    equal("stolen", admin.get(f"/v1/units/{unit}").json["status"], "stolen")
    check("the event is theirs", admin.get(f"/v1/units/{unit}/history").json["items"][0]["actor"] == "max")
    check("no report on the page", "jane@doe" not in page(server, path).text)
    for state in ("waiting", "accepted", "dismissed"):
        check_reply(f"reports {state} as CSV", support.get(f"/v1/links/reports?state={state}&format=csv"), 200)


def test_reports_are_bounded(server, ids):
    settings(server, reports_per_hour=10000)
    path = link_of(server, ids["CANARYSKU"]["ASKED"])
    form = mark(page(server, path).text)
    statuses = [send(server, path, {"kind": "found", "form": form, "message": f"no {i}"}).status for i in range(12)]
    equal("ten wait for a unit", statuses.count(303), 10)
    check("the others come later", set(statuses) == {303, 503}, statuses)


# ---- copies ----

def suspects(server):
    return {s["serial"] for s in server.admin().get("/v1/links/suspects").json["items"]}


def until(what, seconds=WAIT_S):
    deadline = time.monotonic() + seconds
    while not what() and time.monotonic() < deadline:
        threading.Event().wait(0.2)
    return what()


def watch(server, unit):
    return server.admin().get(f"/v1/links/units/{unit}").json


def look(server, path, address):
    return page(server, path, X_Forwarded_For=f"203.0.113.99, {address}").status


def test_copies(server, ids):
    settings(server, shown=EVERYTHING, actions=ACTIONS, behind_proxy=True, networks_max=4, switches_max=6)
    of = ids["CANARYSKU"]
    path = link_of(server, of["READ"])
    page(server, path)  # the settings are known from now on
    for i in range(40):
        look(server, path, f"198.51.100.{i % 7}")
    check("all looks are counted", until(lambda: (look(server, path, "198.51.100.1"), watch(server, of["READ"])["views"] >= 40)[1]), watch(server, of["READ"]))
    state = watch(server, of["READ"])
    check("one person who reloads is no suspect", not state["suspect"] and state["networks"] <= 2, state)

    path = link_of(server, of["COPIED"])
    for i in range(5):
        look(server, path, f"198.51.{i}.7")
    check("five networks in a day are", until(lambda: "COPIED" in suspects(server)), watch(server, of["COPIED"]))
    check("nobody else is", suspects(server) == {"COPIED"}, suspects(server))
    check_reply("the page says so", page(server, path), 200, ["unusually often", "ask the seller"])
    settings(server, shown=[s for s in EVERYTHING if s != "suspect"])
    check("unless that is not allowed", "unusually often" not in page(server, path).text)
    settings(server, shown=EVERYTHING)
    check_reply("not a copy", server.admin().post(f"/v1/links/suspects/{of['COPIED']}/dismissal", {"reason": "shown at a fair"}), 200, {"suspect": False})
    check_reply("once", server.admin().post(f"/v1/links/suspects/{of['COPIED']}/dismissal", {"reason": "again"}), 404)
    views = watch(server, of["COPIED"])["views"]
    look(server, path, "198.51.1.7")
    until(lambda: (look(server, path, "198.51.1.7"), watch(server, of["COPIED"])["views"] > views)[1])
    check("and stays none", "COPIED" not in suspects(server), watch(server, of["COPIED"]))

    path, turn = link_of(server, of["SOLD"]), itertools.cycle(["192.0.2.7", "198.51.100.7"])
    check("two by turns, again and again", until(lambda: (look(server, path, next(turn)), "SOLD" in suspects(server))[1]), watch(server, of["SOLD"]))
    check("from two networks", watch(server, of["SOLD"])["networks"] <= 3, watch(server, of["SOLD"]))
    settings(server, behind_proxy=False)


# ---- limits ----

def test_limits(server, ids):
    settings(server, views_per_minute=10, behind_proxy=True)
    known, unknown = link_of(server, ids["CANARYSKU"]["OLD"]), "/p/" + "C" * 32
    page(server, known)
    replies = {}
    for path, address in ((known, "203.0.113.7"), (unknown, "203.0.114.7")):
        for _ in range(12):
            reply = page(server, path, X_Forwarded_For=address)
        replies[path] = reply
        check_reply(f"too often: {path[:5]}", reply, 429, ["Too many questions"])
        check("when to come again", 1 <= int(reply.headers["Retry-After"]) <= 60, reply.headers)
    a, b = (same_bytes(r) for r in replies.values())
    equal("the same for known and unknown", (a[0], a[2]), (b[0], b[2]))
    check_reply("others are let in", page(server, known, X_Forwarded_For="203.0.115.7"), 200)
    check_reply("what the client says itself does not count", page(server, known, X_Forwarded_For="1.2.3.4, 203.0.113.8"), 429)
    settings(server, views_per_minute=100000, behind_proxy=False)


def test_scans_stay_fast(server, ids):
    """While strangers ask as fast as they can, people do not wait for them: refusals are cheap, and pages have a bounded share."""
    operator = server.person("olga", ["operator"])
    stop, served = threading.Event(), [0]
    path = link_of(server, ids["CANARYSKU"]["OLD"])

    def scan_times():
        times, end = [], time.monotonic() + 1.5
        while time.monotonic() < end:
            began = time.monotonic()
            assert operator.get("/v1/scan?code=SOLD").status == 200
            times.append(time.monotonic() - began)
        return statistics.median(times)

    def strangers():
        client = server.client()
        while not stop.is_set():
            served[0] += client.get(path).status == 200

    settings(server, pages_per_second=50)
    page(server, path)
    quiet = scan_times()
    threads = [threading.Thread(target=strangers) for _ in range(2)]
    began = time.monotonic()
    for thread in threads:
        thread.start()
    busy = scan_times()
    stop.set()
    for thread in threads:
        thread.join()
    rate = served[0] / (time.monotonic() - began)
    print(f"figure: a scan takes {quiet * 1000:.1f} ms, {busy * 1000:.1f} ms beside strangers who get {rate:.0f} pages a second")
    check("scans do not wait for strangers", busy < max(10 * quiet, 0.25), f"{quiet} {busy}")
    check("strangers have a bounded share", served[0] <= 100 + 55 * (time.monotonic() - began), served[0])


def main():
    with harness.Server() as server:
        ids = company(server)
        test_off_at_first(server, ids)
        settings(server, pages=True, form="token", pages_per_second=1000, views_per_minute=100000, reports_per_hour=10000)
        page(server, f"/01/{GTIN}")  # from here on these hold
        for test in (test_links, test_void_links, test_canaries, test_unknown_is_forbidden, test_time_tells_nothing, test_states,
                     test_well_formed, test_linkset, test_digital_links, test_reports, test_reports_are_bounded, test_copies, test_limits, test_scans_stay_fast):
            test(server, ids)
        test_targets(server)
    harness.finish()


main()
