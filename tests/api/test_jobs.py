#!/usr/bin/env python3
"""Work that takes long: imports and the check of the ledger as jobs, their progress, their end, who sees them; and the mapping of
columns that comes before an import."""
import json
import os
import sys
import time
import urllib.parse

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import harness  # noqa: E402
from harness import check, check_reply, equal, rows  # noqa: E402

CSV = {"Content-Type": "text/csv"}
ASYNC = {**CSV, "Prefer": "respond-async"}
NO_ID = "0193588e-62cf-7cc1-9d4d-1f7e2b5a0c11"
DEADLINE_S = 120
MANY = 30000


def wait(client, job, wanted=lambda job: job["state"] not in ("queued", "running")):
    """Ask until the job is as wanted; the last answer."""
    deadline = time.monotonic() + DEADLINE_S
    while True:
        reply = client.get(f"/v1/jobs/{job['id']}").json
        if wanted(reply) or time.monotonic() > deadline:
            return reply


def counted(client):
    """Events without units are places that were not used (test_import.py)."""
    count = lambda path: sum(item.get("units") != 0 for item in client.get(path + "?limit=1000").json["items"])
    return {name: count(f"/v1/{name}") for name in ("products", "locations", "units", "events")}


def many_units(prefix, count):
    """On many days, so that they are many commands."""
    return "sku,serial,location,received\n" + "".join(f"PUMP,{prefix}{i},HALL,2024-{1 + i // 28 % 12:02}-{1 + i % 28:02}\n" for i in range(count))


def prepare(admin):
    rows(admin, [
        ("a place", "POST", "/v1/locations", {"code": "HALL", "kind": "site"}, 201, None),
        ("a product", "POST", "/v1/products", {"sku": "PUMP", "name": "Pump"}, 201, None),
    ])


# ---- columns and mapping ----

def test_columns(admin):
    text = "Article;Device Serial No;Lagerort;Farbe\nPUMP;S1;HALL;rot\nPUMP;S2;HALL;\nPUMP;S3;HALL;blau\nPUMP;S4;HALL;gelb\n\"brok"
    reply = admin.post("/v1/imports/columns?kind=units", text, CSV)
    check_reply("columns of the beginning of a file", reply, 200, {"delimiter": ";", "layout": "rows"})
    equal("what they probably mean", [(c["header"], c["suggestion"], c["confidence"], c["samples"]) for c in reply.json["columns"]],
          [("Article", None, 0, ["PUMP"]), ("Device Serial No", "serial", 57, ["S1", "S2", "S3"]),
           ("Lagerort", "location", 100, ["HALL"]), ("Farbe", None, 0, ["rot", "blau", "gelb"])])
    known = {f["name"]: f for f in reply.json["known"]}
    check("what is needed", [n for n, f in known.items() if f["required"]] == ["sku", "serial"], list(known))
    check("each says what it is", all(f["says"] for f in known.values()))
    zoho = admin.post("/v1/imports/columns?kind=units", "SKU,Location Name,Opening Stock,Serial Numbers\n", CSV)
    check_reply("opening stock is recognised", zoho, 200, {"layout": "zoho"})
    for name, kind, body, headers, status, code in [
        ("no kind", "", "a,b\n", CSV, 400, "bad_request"), ("nothing", "?kind=units", "", CSV, 400, "bad_csv"),
        ("not UTF-8", "?kind=units", b"sku,M\xfcnchen\n", CSV, 400, "not_utf8"),
        ("not CSV", "?kind=units", "{}", {"Content-Type": "application/json"}, 415, "unsupported_type"),
        ("unknown parameter", "?kind=units&mode=all", "a\n", CSV, 400, "bad_request"),
        ("too many columns", "?kind=units", "a," * 1001 + "\n", CSV, 413, "too_many")]:
        check_reply(f"columns: {name}", admin.post("/v1/imports/columns" + kind, body, headers), status, {"code": code})


def mapped(client, text, mapping, mode="check", headers=CSV):
    query = urllib.parse.urlencode({"kind": "units", "mode": mode, "mapping": json.dumps(mapping)})
    return client.post(f"/v1/imports?{query}", text, headers)


def test_mapping(admin):
    text = "Article,Etikett,Where,Secret,Shade\nPUMP,M1,HALL,x,red\nNONE,M2,HALL,x,blue\nPUMP,,HALL,x,green\n"
    mapping = {"Article": "sku", "Etikett": "serial", "Where": "location", "Secret": None, "Shade": "attribute"}
    dry = mapped(admin, text, mapping)
    check_reply("a dry run with a mapping", dry, 200, {"rows": 3, "bad": 2, "ignored_columns": ["Secret"],
                                                       "header": ["Article", "Etikett", "Where", "Secret", "Shade"]})
    equal("bad cells by line and column", [(e["line"], e["column"], e["code"]) for e in dry.json["errors"]],
          [(3, "Article", "unknown_product"), (4, "Etikett", "missing_field")])
    equal("bad rows with their cells", dry.json["bad_rows"],
          [{"line": 3, "cells": ["NONE", "M2", "HALL", "x", "blue"]}, {"line": 4, "cells": ["PUMP", "", "HALL", "x", "green"]}])
    check_reply("the good ones", mapped(admin, text, mapping, "good"), 201, {"good": 1})
    equal("as mapped", admin.get("/v1/products/PUMP/units/M1").json["attributes"], {"shade": "red"})
    for name, one, code in [("no such column", {"Nothing": "serial"}, "bad_value"), ("no such field", {"Shade": "colour"}, "bad_value"),
                            ("two for one", {"Etikett": "serial", "Shade": "serial"}, "bad_csv"), ("a number", {"Shade": 1}, "bad_request"),
                            ("a list", ["serial"], "bad_request")]:
        reply = mapped(admin, text, {**mapping, **one} if isinstance(one, dict) else one)
        check_reply(f"mapping: {name}", reply, 400 if code != "bad_value" else 422, {"code": code})
    long = {f"A rather long header of a column that nobody needs no {i}": None for i in range(40)}
    wide = "sku,serial,location," + ",".join(long) + "\nPUMP,W1,HALL" + ",x" * 40 + "\n"
    check_reply("a mapping of many columns", mapped(admin, wide, long), 200, {"good": 1})


def test_many_bad_rows(admin):
    text = "sku,serial,location\n" + "".join(f"NONE,B{i},HALL\n" for i in range(500)) + "PUMP," + "é" * 300 + ",HALL\n"
    reply = admin.post("/v1/imports?kind=units", text, CSV)
    check_reply("many bad rows", reply, 200, {"bad": 501, "error_count": 501})
    equal("the first of them are shown", [r["line"] for r in reply.json["bad_rows"]], list(range(2, 202)))
    wide = admin.post("/v1/imports?kind=units", "sku,serial,location\nNONE," + "é" * 300 + ",HALL\n", CSV).json["bad_rows"][0]
    equal("of a long cell its beginning", wide["cells"][1], "é" * 100)


# ---- imports as jobs ----

def test_import(admin):
    text = "sku,serial,location\nPUMP,J1,HALL\nPUMP,J2,HALL\n"
    reply = admin.post("/v1/imports?kind=units&mode=all", text, ASYNC)
    check_reply("an import as a job", reply, 202, {"kind": "import", "actor": "admin", "unit": "rows", "about": {"kind": "units", "mode": "all"}})
    equal("Location", reply.headers["Location"], f"/v1/jobs/{reply.json['id']}")
    equal("Preference-Applied", reply.headers["Preference-Applied"], "respond-async")
    done = wait(admin, reply.json)
    check("done", harness.missing_in(done, {"state": "done", "done": 2, "total": 2, "result": {"written": True, "good": 2}}) == "", done)
    check_reply("its report is kept", admin.get(f"/v1/imports/{done['import']}"), 200, {"good": 2, "actor": "admin"})
    again = wait(admin, admin.post("/v1/imports?kind=units&mode=all", text, ASYNC).json)
    check("refused like any import", harness.missing_in(again, {"state": "failed", "problem": {"code": "import_refused", "status": 422},
                                                                "result": {"written": False, "bad": 2}}) == "", again)
    check("its bad rows are kept", "J1" in admin.get(f"/v1/imports/{again['import']}/rejects").text)
    listed = admin.get("/v1/jobs").json["items"]
    equal("newest first", [j["id"] for j in listed][:2], [again["id"], done["id"]])
    check("the list has no results", all("result" not in j for j in listed), listed)
    dry = wait(admin, admin.post("/v1/imports?kind=units", text, ASYNC).json)
    check("a dry run", harness.missing_in(dry, {"state": "done", "result": {"mode": "check", "bad": 2}}) == "" and "import" not in dry, dry)
    for name, path, body, headers, status in [("no kind", "/v1/imports", text, ASYNC, 400), ("not CSV", "/v1/imports?kind=units", {}, {"Prefer": "respond-async"}, 415)]:
        check_reply(f"{name}: refused at once", admin.post(path, body, headers), status)
    bad = wait(admin, admin.post("/v1/imports?kind=units", "location\nHALL\n", ASYNC).json)
    check("a column is missing", harness.missing_in(bad, {"state": "failed", "problem": {"code": "missing_field", "field": "sku"}}) == "", bad)
    mapping = urllib.parse.urlencode({"mapping": json.dumps({"Nr": "serial"})})
    good = wait(admin, admin.post(f"/v1/imports?kind=units&mode=all&{mapping}", "sku,Nr,location\nPUMP,J3,HALL\n", ASYNC).json)
    check("with a mapping", good["state"] == "done" and good["result"]["good"] == 1, good)


def test_sent_twice(admin):
    body, key = "sku,serial,location\nPUMP,TWICE,HALL\n", {"Idempotency-Key": "one file"}
    first = admin.post("/v1/imports?kind=units&mode=all", body, {**ASYNC, **key})
    second = admin.post("/v1/imports?kind=units&mode=all", body, {**ASYNC, **key})
    equal("the same job", (second.status, second.json["id"]), (202, first.json["id"]))
    equal("and it says so", second.headers["Idempotent-Replayed"], "true")
    check_reply("another file", admin.post("/v1/imports?kind=units&mode=all", body + "PUMP,T2,HALL\n", {**ASYNC, **key}), 409, {"code": "id_reused"})
    equal("it was done once", wait(admin, first.json)["result"]["good"], 1)


def test_progress_and_cancel(admin):
    """Rows are written in one transaction; what is cancelled leaves nothing, and others go on meanwhile."""
    before = counted(admin)
    job = admin.post("/v1/imports?kind=units&mode=all", many_units("C", MANY), ASYNC).json
    running = wait(admin, job, lambda j: j["state"] != "running" and j["state"] != "queued" or j.get("step") == "writing" and j["done"] > 0)
    check("progress is seen while it writes", running["state"] == "running" and 0 < running["done"] < running["total"] == MANY, running)
    check_reply("reading goes on", admin.get("/v1/products/PUMP"), 200)
    check_reply("cancel", admin.delete(f"/v1/jobs/{job['id']}"), 200, {"cancelling": True})
    ended = wait(admin, job)
    check("cancelled", ended["state"] == "cancelled" and "result" not in ended and not ended["cancelling"], ended)
    equal("nothing of it stays", counted(admin), before)
    equal("no serial of it", admin.get("/v1/units?serial=C1").json["items"], [])
    check_reply("cancelling again does nothing", admin.delete(f"/v1/jobs/{job['id']}"), 200, {"state": "cancelled", "cancelling": False})
    again = wait(admin, admin.post("/v1/imports?kind=units&mode=all", many_units("C", 1000), ASYNC).json)
    check("its serials can come again", again["state"] == "done" and again["result"]["good"] == 1000, again.get("problem"))


# ---- the ledger ----

def test_verify(admin):
    reply = admin.post("/v1/ledger/verify")
    check_reply("verify", reply, 202, {"kind": "verify", "unit": "events"})
    done = wait(admin, reply.json)
    head = admin.get("/v1/ledger").json
    check("all is well", harness.missing_in(done, {"state": "done", "result": {"size": head["size"], "root": head["root"], "bad": 0, "more": False, "findings": []}}) == "", done)
    check("times", done["created_at"] <= done["started_at"] <= done["finished_at"])
    old = admin.get("/v1/ledger/root?size=2").json
    good = wait(admin, admin.post(f"/v1/ledger/verify?expect=2:{old['root']}").json)
    equal("with a root of earlier", good["result"]["bad"], 0)
    bad = wait(admin, admin.post(f"/v1/ledger/verify?expect=2:{head['root']}").json)
    check("with a root that is none", bad["state"] == "done" and bad["result"]["bad"] == 1 and bad["result"]["findings"][0]["what"], bad)
    for expect in ("2", "x:y", "2:abc"):
        check_reply(f"expect={expect}", admin.post(f"/v1/ledger/verify?expect={expect}"), 400, {"code": "bad_request"})


# ---- who sees what ----

def test_people(server, admin):
    people = {role: server.person(f"jobs {role}", [role]) for role in ("operator", "manager", "auditor")}
    mine = people["manager"].post("/v1/ledger/verify").json
    wait(people["manager"], mine)
    for role, sees in (("operator", False), ("manager", True), ("auditor", True)):
        ids = [j["id"] for j in people[role].get("/v1/jobs").json["items"]]
        equal(f"{role} lists it", mine["id"] in ids, sees)
        check_reply(f"{role} looks at it", people[role].get(f"/v1/jobs/{mine['id']}"), 200 if sees else 404)
    equal("the manager lists only the own one", len(people["manager"].get("/v1/jobs").json["items"]), 1)
    check_reply("an auditor cancels no job of others", people["auditor"].delete(f"/v1/jobs/{mine['id']}"), 403, {"code": "forbidden"})
    check_reply("an operator finds none", people["operator"].delete(f"/v1/jobs/{mine['id']}"), 404)
    check_reply("an administrator may", admin.delete(f"/v1/jobs/{mine['id']}"), 200, {"state": "done"})
    refused = wait(people["operator"], people["operator"].post("/v1/imports?kind=products", "sku,name\nX,X\n", ASYNC).json)
    check("a role that may not", refused["state"] == "failed" and refused["problem"]["code"] == "forbidden", refused)
    for path in (f"/v1/jobs/{NO_ID}", "/v1/jobs/1"):
        check_reply(f"no {path}", admin.get(path), 404, {"code": "not_found"})


def test_bounds(admin):
    """At most so many wait, and at most so many are remembered."""
    text = many_units("D", MANY)
    jobs = [admin.post("/v1/imports?kind=units", text, ASYNC) for _ in range(12)]
    taken = [r for r in jobs if r.status == 202]
    check("too many are refused", len(taken) < len(jobs) and all(r.status == 503 and r.json["code"] == "overloaded" for r in jobs if r not in taken),
          [r.status for r in jobs])
    for reply in taken:
        admin.delete(f"/v1/jobs/{reply.json['id']}")
    states = [wait(admin, r.json)["state"] for r in taken]
    check("those that wait are cancelled", set(states) <= {"done", "cancelled"} and states[-1] == "cancelled", states)
    last = None
    for _ in range(55):
        last = wait(admin, admin.post("/v1/ledger/verify").json)
    listed = admin.get("/v1/jobs").json["items"]
    equal("the newest are kept", (len(listed), listed[0]["id"]), (50, last["id"]))
    check_reply("an old one is forgotten", admin.get(f"/v1/jobs/{taken[0].json['id']}"), 404)


def main():
    with harness.Server() as server:
        admin = server.admin()
        prepare(admin)
        test_columns(admin)
        test_mapping(admin)
        test_many_bad_rows(admin)
        test_import(admin)
        test_sent_twice(admin)
        test_progress_and_cancel(admin)
        test_verify(admin)
        test_people(server, admin)
        test_bounds(admin)
        # The server ends while a job runs: what is unfinished is undone.
        admin.post("/v1/imports?kind=units&mode=all", many_units("E", MANY), ASYNC)
        server.stop()
    harness.finish()


main()
