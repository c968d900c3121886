#!/usr/bin/env python3
"""Saved views and settings: whose they are, who may change them, what is refused, two at once. Neither touches the ledger."""
import harness
from harness import check, check_reply, equal


def problem(code, **more):
    return {"code": code, **more}


def test_settings(server):
    admin, operator = server.admin(), server.person("olga", ["operator"])
    fresh = {"organisation": "", "base_url": "", "language": "en", "scan_prefix": "", "scan_suffix": "", "label_size": "", "guide_done": False, "company_prefixes": [], "version": 0}
    first = operator.get("/v1/settings")
    equal("nothing is set", (first.status, first.json, first.headers["ETag"]), (200, fresh, '"0"'))
    harness.rows(operator, [
        ("who is not an administrator", "PATCH", "/v1/settings", {"organisation": "x"}, 403, problem("forbidden")),
        ("who is nobody", "GET", "/v1/settings", None, 200, None)])
    check_reply("without a token", server.client().get("/v1/settings"), 401)
    harness.rows(admin, [
        ("an address that is none", "PATCH", "/v1/settings", {"base_url": "serno.example"}, 422, problem("bad_value", field="base_url")),
        ("only the scheme", "PATCH", "/v1/settings", {"base_url": "https://"}, 422, problem("bad_value", field="base_url")),
        ("with a query", "PATCH", "/v1/settings", {"base_url": "https://a.example/?x"}, 422, problem("bad_value", field="base_url")),
        ("a language that is not there", "PATCH", "/v1/settings", {"language": "fr"}, 422, problem("bad_value", field="language")),
        ("a long prefix", "PATCH", "/v1/settings", {"scan_prefix": "123456789"}, 422, problem("too_long", field="scan_prefix")),
        ("a long name", "PATCH", "/v1/settings", {"organisation": "x" * 201}, 422, problem("too_long", field="organisation")),
        ("control characters in a name", "PATCH", "/v1/settings", {"organisation": "a\tb"}, 422, problem("bad_value", field="organisation")),
        ("a company prefix that is none", "PATCH", "/v1/settings", {"company_prefixes": ["4006381", "950600013435x"]}, 422,
         problem("bad_value", field="company_prefixes", detail=lambda d: "950600013435x" in d and "4 to 12 digits" in d)),
        ("too long a company prefix", "PATCH", "/v1/settings", {"company_prefixes": ["4006381333931"]}, 422, problem("bad_value", field="company_prefixes")),
        ("a company prefix with a blank", "PATCH", "/v1/settings", {"company_prefixes": ["4006381 9506"]}, 422, problem("bad_value", field="company_prefixes")),
        ("an empty company prefix", "PATCH", "/v1/settings", {"company_prefixes": [""]}, 422, problem("bad_value", field="company_prefixes")),
        ("a company prefix as a number", "PATCH", "/v1/settings", {"company_prefixes": [4006381]}, 422, problem("bad_value", field="company_prefixes")),
        ("company prefixes as a text", "PATCH", "/v1/settings", {"company_prefixes": "4006381"}, 422, problem("bad_value", field="company_prefixes")),
        ("too many company prefixes", "PATCH", "/v1/settings", {"company_prefixes": ["4006"] * 101}, 422, problem("too_long", field="company_prefixes")),
        ("no such setting", "PATCH", "/v1/settings", {"colour": "red"}, 400, problem("unknown_field")),
        ("the version is not set", "PATCH", "/v1/settings", {"version": 5}, 400, problem("unknown_field"))])
    wanted = {"organisation": "Größe & Söhne", "base_url": "https://serno.example", "language": "de", "scan_prefix": "]C1", "scan_suffix": "\r\x1d",
              "label_size": "62x29", "guide_done": True, "company_prefixes": ["4006381", "9506"]}
    made = admin.patch("/v1/settings", wanted, {"If-Match": first.headers["ETag"]})
    equal("set", (made.status, made.json, made.headers["ETag"]), (200, {**wanted, "version": 1}, '"1"'))
    equal("for everybody", operator.get("/v1/settings").json, {**wanted, "version": 1})
    check_reply("not changed", operator.get("/v1/settings", If_None_Match='"1"'), 304)
    check_reply("who was slower", admin.patch("/v1/settings", {"guide_done": False}, {"If-Match": '"0"'}), 412, problem("changed_meanwhile"))
    check_reply("one of them", admin.patch("/v1/settings", {"guide_done": False}), 200, {**wanted, "guide_done": False, "version": 2})
    check_reply("nothing new", admin.patch("/v1/settings", {"guide_done": False}), 200, {"version": 2})


def test_views(server):
    admin, anna, ben = server.admin(), server.person("anna", ["operator"]), server.person("ben", ["manager"])
    mine = anna.post("/v1/views", {"page": "units", "name": "Gehalten", "query": "holds=any&q=ä"})
    check_reply("saved", mine, 201, {"page": "units", "owner": "anna", "own": True, "shared": False, "version": 1})
    path = f"/v1/views/{mine.json['id']}"
    equal("its address", mine.headers["Location"], path)
    harness.rows(anna, [
        ("the same name again", "POST", "/v1/views", {"page": "units", "name": "Gehalten"}, 409, problem("duplicate", field="name")),
        ("on another page", "POST", "/v1/views", {"page": "events", "name": "Gehalten"}, 201, None),
        ("no name", "POST", "/v1/views", {"page": "units"}, 422, problem("missing_field", field="name")),
        ("a blank name", "POST", "/v1/views", {"page": "units", "name": " "}, 422, problem("bad_value", field="name")),
        ("a long search", "POST", "/v1/views", {"page": "units", "name": "x", "query": "ä" * 1001}, 422, problem("too_long", field="query")),
        ("the longest", "POST", "/v1/views", {"page": "units", "name": "long", "query": "q" * 2000}, 201, None),
        ("another page cannot be said later", "PATCH", path, {"page": "events"}, 400, problem("unknown_field"))])
    harness.rows(ben, [
        ("another's is not there", "PATCH", path, {"name": "b"}, 404, problem("not_found")),
        ("nor to be removed", "DELETE", path, None, 404, problem("not_found")),
        ("ben may have that name", "POST", "/v1/views", {"page": "units", "name": "Gehalten"}, 201, {"owner": "ben"})])
    check_reply("nor for an administrator", admin.delete(path), 404, problem("not_found"))
    check_reply("shared", anna.patch(path, {"shared": True}, {"If-Match": mine.headers["ETag"]}), 200, {"shared": True, "version": 2})
    check_reply("who was slower", anna.patch(path, {"name": "n"}, {"If-Match": '"1"'}), 412, problem("changed_meanwhile"))
    seen = {v["name"]: (v["owner"], v["own"]) for v in ben.get("/v1/views?page=units").json["items"] if v["shared"]}
    equal("others see it", seen, {"Gehalten": ("anna", False)})
    equal("of a page", {v["page"] for v in anna.get("/v1/views?page=events").json["items"]}, {"events"})
    check_reply("others do not change it", ben.patch(path, {"name": "b"}), 403, problem("forbidden"))
    check_reply("nor remove it", ben.delete(path), 403, problem("forbidden"))
    check_reply("an administrator may", admin.patch(path, {"name": "Alle gehaltenen"}), 200, {"owner": "anna", "own": False})
    check_reply("and remove it", admin.delete(path), 204)
    check_reply("it is gone", anna.patch(path, {"name": "x"}), 404)
    names = [v["name"] for v in anna.get("/v1/views?limit=1").json["items"]]
    equal("page by page", len(names), 1)


def test_many(server):
    carl = server.person("carl", ["support"])
    for i in range(200):
        reply = carl.post("/v1/views", {"page": "stock", "name": f"view {i}"})
        if reply.status != 201:
            check_reply(f"view {i}", reply, 201)
    check_reply("one too many", carl.post("/v1/views", {"page": "stock", "name": "more"}), 413, problem("too_many"))
    equal("all are there", len(carl.get("/v1/views?page=stock&limit=1000").json["items"]), 200)
    equal("nothing of it is in the ledger", server.admin().get("/v1/ledger").json["size"], 0)


def test_kept(server):
    before = server.admin().get("/v1/settings").json
    server.stop()
    server.start()
    equal("settings outlive the server", server.admin().get("/v1/settings").json, before)
    check("views do, too", len(server.admin().get("/v1/views?limit=1000").json["items"]) == 0, "another's views are seen")


def main():
    with harness.Server() as server:
        test_settings(server)
        test_views(server)
        test_many(server)
        test_kept(server)
    harness.finish()


main()
