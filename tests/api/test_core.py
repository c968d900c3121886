#!/usr/bin/env python3
"""What every route has: addresses, request ids, problem documents, query parameters, entity tags, pages, exports, safe repeats,
the event stream, the graceful end."""
import gzip
import http.client
import json
import os
import re
import socket
import sys
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import harness  # noqa: E402
from harness import check, check_reply, equal, rows  # noqa: E402

UUID = "0193588e-62cf-7cc1-9d4d-1f7e2b5a0c%02x"


def problem(code, **more):
    return {"code": code, "type": f"/docs/refusals#{code}", "title": lambda t: len(t) > 5, "detail": lambda d: len(d) > 5, **more}


def test_addresses(server):
    admin = server.admin()
    rows(admin, [
        ("no command at the root", "POST", "/", {}, 404, problem("no_route")),
        ("unknown", "GET", "/v1/nothing", None, 404, problem("no_route")),
        ("a slash too many", "GET", "/v1/products/", None, 404, None),
        ("below a thing", "GET", "/v1/users/1/2", None, 404, problem("no_route")),
        ("escaped slash stays in its segment", "GET", "/v1/products/A%2FB", None, 404, problem("not_found")),
        ("wrong method", "PUT", "/v1/products", {}, 405, problem("no_method")),
        ("wrong method on a public one", "POST", "/healthz", {}, 405, problem("no_method")),
    ])
    equal("Allow", admin.request("PUT", "/v1/products").headers["Allow"], "GET, HEAD, POST, OPTIONS")
    options = admin.request("OPTIONS", "/v1/users/1")
    equal("OPTIONS", (options.status, options.headers["Allow"], options.body), (204, "GET, HEAD, PATCH, OPTIONS", b""))
    equal("OPTIONS of nothing", admin.request("OPTIONS", "/v1/nothing").status, 404)
    get, head = admin.get("/v1/users"), admin.request("HEAD", "/v1/users")
    equal("HEAD is GET without a body", (head.status, head.body, head.headers["Content-Length"]),
          (200, b"", get.headers["Content-Length"]))
    equal("JSON says so", get.headers["Content-Type"], "application/json")


def test_request_ids(server):
    client = server.client()
    given = client.get("/v1/me", X_Request_Id="abc-1.2_Z")
    equal("a harmless id is kept", (given.headers["X-Request-Id"], given.json["request_id"]), ("abc-1.2_Z", "abc-1.2_Z"))
    for name, odd in [("spaces", "a b"), ("quotes", 'a"b'), ("too long", "x" * 65), ("markup", "<b>"), ("empty", "")]:
        made = client.get("/v1/me", X_Request_Id=odd).headers["X-Request-Id"]
        check(f"an id with {name} is replaced", re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{8}", made), made)
    ids = {client.get("/healthz").headers["X-Request-Id"] for _ in range(50)}
    equal("ids differ", len(ids), 50)


def test_query(server):
    rows(server.admin(), [
        ("unknown parameter", "GET", "/v1/users?x=1", None, 400, problem("bad_request", detail=lambda d: "active, limit" in d)),
        ("unknown parameter where there are none", "GET", "/v1/me?x=1", None, 400, problem("bad_request", detail=lambda d: "none" in d)),
        ("on a write", "POST", "/v1/products?x=1", {"sku": "Q", "name": "Q"}, 400, problem("bad_request")),
        ("on a command", "POST", "/v1/commands/move?x=1", {"product": "Q", "serial": "1", "location": "Q"}, 400, None),
        ("the same twice", "GET", "/v1/users?limit=1&limit=2", None, 400, problem("bad_request")),
        ("limit 0", "GET", "/v1/users?limit=0", None, 400, problem("bad_request", field="limit")),
        ("limit too large", "GET", "/v1/users?limit=1001", None, 400, problem("bad_request", field="limit")),
        ("limit is no number", "GET", "/v1/users?limit=x", None, 400, problem("bad_request", field="limit")),
        ("limit overflows", "GET", "/v1/users?limit=99999999999999999999", None, 400, problem("bad_request", field="limit")),
        ("neither true nor false", "GET", "/v1/users?active=yes", None, 400, problem("bad_request", field="active")),
        ("unknown format", "GET", "/v1/users?format=xml", None, 400, problem("bad_request", field="format")),
        ("no CSV here", "GET", "/v1/keys?format=csv", None, 400, problem("bad_request", field="format")),
        ("cursor of nobody", "GET", "/v1/users?cursor=!!", None, 400, problem("bad_request", field="cursor")),
        ("cursor of another list", "GET", "/v1/keys?cursor=YWJj", None, 400, problem("bad_request", field="cursor")),
        ("a control character", "GET", "/v1/products?category=a%01b", None, 400, None),
    ])


def test_bodies(server):
    admin = server.admin()
    as_json = {"Content-Type": "application/json"}
    deep = "[" * 200 + "]" * 200
    for name, body, headers, status, code in [
            ("no type", "{}", {}, 415, "unsupported_type"),
            ("another type", "{}", {"Content-Type": "text/plain"}, 415, "unsupported_type"),
            ("a form", "name=x", {"Content-Type": "application/x-www-form-urlencoded"}, 415, "unsupported_type"),
            ("empty", "", as_json, 400, "bad_json"),
            ("cut off", '{"sku":"A"', as_json, 400, "bad_json"),
            ("twice the same name", '{"sku":"A","sku":"B","name":"x"}', as_json, 400, "bad_json"),
            ("not UTF-8", b'{"sku":"\xff","name":"x"}', as_json, 400, "bad_json"),
            ("something behind", '{"sku":"A","name":"x"} x', as_json, 400, "bad_json"),
            ("too deep", deep, as_json, 400, "bad_json"),
            ("an array", "[]", as_json, 422, "bad_value"),
            ("a text", '"x"', as_json, 422, "bad_value"),
            ("unknown member", '{"sku":"A","name":"x","colour":1}', as_json, 400, "unknown_field")]:
        check_reply(f"body {name}", admin.request("POST", "/v1/products", body, headers), status, problem(code))
    check_reply("type with parameters", admin.request("POST", "/v1/products", '{"sku":"TYPE","name":"x"}',
                                                      {"Content-Type": "Application/JSON; charset=utf-8"}), 201)


def test_large_bodies(server):
    """A stranger may not make the server take much; somebody who is signed in may send much, but not make a mountain of it."""
    admin, stranger = server.admin(), server.client()
    packed = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
    bomb = gzip.compress(b"[" + b"{}," * 21_000_000 + b"{}]", 1)
    before = server.memory_kb()
    for path in ("/v1/session", "/v1/products", "/v1/commands/move", "/nowhere"):
        stranger.close()
        check_reply(f"a bomb from a stranger at {path}", stranger.request("POST", path, bomb, packed), 401, {"code": "unauthenticated"})
    stranger.close()
    check_reply("small and packed from a stranger", stranger.request("POST", "/v1/session", gzip.compress(b'{"name":"x"}'), packed), 422,
                problem("missing_field"))
    for name, head, status in [
            ("a long body announced by a stranger", "Content-Length: 65537", b"401"),
            ("a bad token", "Content-Length: 65537\r\nAuthorization: Bearer " + "serno_session_x", b"401"),
            ("by one who is signed in", f"Content-Length: 65537\r\nExpect: 100-continue\r\nAuthorization: Bearer {admin.token}", b"100")]:
        with socket.create_connection(("127.0.0.1", server.port)) as s:
            s.sendall(f"POST /v1/products HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n{head}\r\n\r\n".encode())
            equal(name, s.recv(4096).split(b" ")[1], status)
    check_reply("a bomb from somebody who is signed in", admin.request("POST", "/v1/products", bomb, packed), 400, problem("bad_json"))
    rows_body = json.dumps({"product": "NONE", "location": "NONE", "serials": [str(i) for i in range(100_000)]}).encode()
    check_reply("a hundred thousand serials are no bomb", admin.request("POST", "/v1/commands/receive", gzip.compress(rows_body), packed), 422,
                None)
    grown = server.memory_kb() - before
    check("little memory was taken", grown < 700_000, f"{grown} kB")


def pages(client, path):
    """All items of a list, page by page, following next; and how many pages."""
    items, count, cursor = [], 0, ""
    while True:
        reply = client.get(path + cursor)
        assert reply.status == 200, reply.text
        items += reply.json["items"]
        count += 1
        link = reply.headers["Link"]
        if reply.json["next"] is None:
            check("no Link on the last page", link is None, str(link))
            return items, count
        cursor = "&cursor=" + reply.json["next"]
        want = f'<{path}{cursor}>; rel="next"'
        check("Link leads on", link == want, f"{link} != {want}")


def test_pages(server):
    admin = server.admin()
    for i in range(25):
        assert admin.post("/v1/users", {"name": f"page ü{i:02}", "roles": ["support"], "active": i % 2 == 0}).status == 201
    everybody = [u["name"] for u in admin.get("/v1/users?limit=1000").json["items"]]
    for limit in (1, 7, 25, 26, 1000):
        items, count = pages(admin, f"/v1/users?limit={limit}")
        equal(f"pages of {limit}", ([u["name"] for u in items], count), (everybody, max(1, -(-len(everybody) // limit))))
    items, _ = pages(admin, "/v1/users?active=false&limit=5")
    equal("pages of a filter", len(items), 12)
    csv = admin.get("/v1/users?format=csv")
    equal("CSV has all rows", csv.text.count("\r\n"), len(everybody) + 1)
    check("and is a file", 'filename="users.csv"' in csv.headers["Content-Disposition"], str(csv.headers))
    lines = admin.get("/v1/users?format=ndjson&active=false").text.splitlines()
    equal("NDJSON of a filter", [json.loads(line)["name"] for line in lines], [u["name"] for u in items])


def test_long_export(server):
    """Many parts: more rows than are fetched at once."""
    admin = server.admin()
    rows_ = "\n".join(f"L{i:05}" for i in range(1700))
    for code in rows_.split():
        assert admin.post("/v1/parties", {"code": code, "name": "=1+1", "kind": "customer"}).status == 201
    text = admin.get("/v1/parties?format=csv").text
    equal("every row once, in order", [line.split(",")[0] for line in text.split("\r\n")[1:-1]], rows_.split())
    check("no live formula", "'=1+1" in text and ",=1+1" not in text)
    half_way = [http.client.HTTPConnection("127.0.0.1", server.port, timeout=harness.REPLY_S) for _ in range(3)]
    for connection in half_way:  # who does not read on must not hold anybody up
        connection.request("GET", "/v1/parties?format=csv", headers={"Authorization": f"Bearer {admin.token}"})
        assert connection.getresponse().status == 200
    check_reply("others go on", admin.get("/v1/parties?limit=1"), 200)
    check_reply("writers, too", admin.post("/v1/parties", {"code": "AFTER", "name": "x", "kind": "staff"}), 201)
    for connection in half_way:
        connection.close()


def test_tags(server):
    admin = server.admin()
    made = admin.post("/v1/products", {"sku": "TAG", "name": "Tag"})
    tag = made.headers["ETag"]
    equal("the tag is strong", tag, '"1"')
    for name, header, status in [("the same", tag, 304), ("weak", "W/" + tag, 304), ("in a list", f'"9", {tag}', 304), ("any", "*", 304),
                                 ("another", '"9"', 200)]:
        reply = admin.get("/v1/products/TAG", If_None_Match=header)
        equal(f"If-None-Match {name}", (reply.status, reply.headers["ETag"]), (status, tag))
    for name, header, status in [("another", '"9"', 412), ("weak", "W/" + tag, 412), ("none of a list", '"8", "9"', 412), ("in a list", f'"9", {tag}', 200)]:
        check_reply(f"If-Match {name}", admin.patch("/v1/products/TAG", {"category": name}, {"If-Match": header}), status)
    equal("the tag has changed", admin.get("/v1/products/TAG").headers["ETag"], '"2"')


def test_repeats(server):
    admin, other = server.admin(), server.person("repeater", ["manager"])
    key = {"Idempotency-Key": "order 17, first try"}
    body = {"sku": "ONCE", "name": "Once"}
    first = admin.post("/v1/products", body, key)
    again = admin.post("/v1/products", body, key)
    check_reply("first", first, 201)
    equal("again: the same answer", (again.status, again.body, again.headers["Idempotent-Replayed"]), (201, first.body, "true"))
    check_reply("other content", admin.post("/v1/products", {**body, "name": "Twice"}, key), 409, problem("id_reused"))
    check_reply("another user has keys of their own", other.post("/v1/products", body, key), 409, problem("duplicate"))
    check_reply("another route, too", admin.post("/v1/parties", {"code": "ONCE", "name": "x", "kind": "staff"}, key), 201)
    check_reply("a refusal is not kept", admin.post("/v1/products", {"sku": "R", "name": ""}, {"Idempotency-Key": "k"}), 422)
    check_reply("so the corrected one is done", admin.post("/v1/products", {"sku": "R", "name": "R"}, {"Idempotency-Key": "k"}), 201)
    check_reply("an empty key", admin.post("/v1/products", body, {"Idempotency-Key": ""}), 400, problem("bad_request"))
    check_reply("a long key", admin.post("/v1/products", body, {"Idempotency-Key": "x" * 201}), 400, problem("bad_request"))
    check_reply("a secret is never kept", admin.post("/v1/keys", {"name": "a"}, key), 201)
    check("so the second one is new", admin.post("/v1/keys", {"name": "a"}, key).json["token"] != again.text)


def test_command_ids(server):
    """A member and a header that name different commands; a repeat by a colleague; by somebody who may not."""
    admin = server.admin()
    olga, otto, ada = (server.person(name, [role]) for name, role in (("olga-id", "operator"), ("otto-id", "operator"), ("ada-id", "auditor")))
    rows(admin, [("product", "POST", "/v1/products", {"sku": "IDS", "name": "x"}, 201, None),
                 ("location", "POST", "/v1/locations", {"code": "IDS", "name": "x", "kind": "site"}, 201, None)])
    body = {"id": UUID % 0xf0, "product": "IDS", "serial": "1", "location": "IDS"}
    send = lambda client, key=None: client.request("POST", "/v1/commands/receive", body, {"Idempotency-Key": key} if key else None)
    check_reply("member and header differ", send(olga, UUID % 0xf1), 400, problem("bad_request", field="Idempotency-Key"))
    first = send(olga, UUID % 0xf0)
    check_reply("member and header agree", first, 201)
    again = send(otto)
    equal("a colleague's repeat is answered with the first answer", (again.status, again.json), (200, first.json))
    check_reply("a repeat by somebody who may not", send(ada), 403, problem("forbidden"))


def test_alarm_inside(server):
    """What is inside something stolen raises its alarm."""
    admin = server.admin()
    rows(admin, [
        ("product", "POST", "/v1/products", {"sku": "ALARM", "name": "x"}, 201, None),
        ("location", "POST", "/v1/locations", {"code": "ALARM", "name": "x", "kind": "site"}, 201, None),
        ("units", "POST", "/v1/commands/receive", {"product": "ALARM", "serials": ["AL-A", "AL-B", "AL-C"], "location": "ALARM"}, 201, None),
        ("c in b", "POST", "/v1/commands/install", {"product": "ALARM", "serial": "AL-C", "parent": "AL-B"}, 201, None),
        ("b in a", "POST", "/v1/commands/install", {"product": "ALARM", "serial": "AL-B", "parent": "AL-A"}, 201, None)])
    check("no alarm before", "alarm" not in admin.get("/v1/scan?code=AL-C").json)
    check_reply("a is stolen", admin.post("/v1/commands/report_stolen", {"product": "ALARM", "serial": "AL-A", "reason": "x"}), 201)
    for serial in ("AL-A", "AL-B", "AL-C"):
        check_reply(f"{serial} raises the alarm", admin.get(f"/v1/scan?code={serial}"), 200, {"alarm": "stolen"})
    check_reply("a is scrapped after all", admin.post("/v1/commands/recover", {"product": "ALARM", "serial": "AL-A", "location": "ALARM"}), 201)
    check_reply("scrapped", admin.post("/v1/commands/scrap", {"product": "ALARM", "serial": "AL-A", "reason": "x"}), 201)
    check("what is inside something scrapped raises none", "alarm" not in admin.get("/v1/scan?code=AL-C").json)


def test_race_for_a_key(server):
    """64 at once with one key: one is done, all get its answer."""
    replies = []

    def ask():
        reply = server.admin().post("/v1/parties", {"code": "RACE", "name": "x", "kind": "staff"}, {"Idempotency-Key": "race"})
        replies.append((reply.status, reply.body, reply.headers["Idempotent-Replayed"]))

    threads = [threading.Thread(target=ask) for _ in range(64)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    equal("all alike", {(status, body) for status, body, _ in replies}, {(201, replies[0][1])})
    equal("one was done", [replayed for _, _, replayed in replies].count(None), 1)


# ---- the stream ----

class Listener:
    """GET /v1/stream, read line by line."""

    def __init__(self, server, token, path="/v1/stream", headers=None):
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=harness.REPLY_S)
        self.connection.request("GET", path, headers={"Authorization": f"Bearer {token}", **(headers or {})})
        self.response = self.connection.getresponse()

    def event(self):
        """The next event's data, or None at the end of the stream."""
        seq = None
        while True:
            line = self.response.readline().decode().rstrip("\n")
            if line.startswith("id: "):
                seq = int(line[4:])
            elif line.startswith("data: "):
                data = json.loads(line[6:])
                if data["seq"] != seq:
                    check("the id is the seq", False, line)
                return data
            elif line == "" and self.response.isclosed():
                return None

    def close(self):
        self.connection.close()


def setup_units(admin):
    rows(admin, [
        ("a site", "POST", "/v1/locations", {"code": "SITE", "kind": "site"}, 201, None),
        ("a second site", "POST", "/v1/locations", {"code": "SITE2", "kind": "site"}, 201, None),
        ("a product", "POST", "/v1/products", {"sku": "P", "name": "P"}, 201, None),
    ])


def test_stream(server):
    admin = server.admin()
    setup_units(admin)
    live = Listener(server, admin.token)
    equal("an event stream", live.response.headers["Content-Type"], "text/event-stream")
    done = admin.post("/v1/commands/receive", {"product": "P", "serials": ["1", "2", "3"], "location": "SITE", "order": "PO-1"})
    check_reply("received", done, 201)
    event = live.event()
    equal("what is told", {k: event[k] for k in ("id", "command", "actor", "location", "order", "units")},
          {"id": done.json["events"][0]["id"], "command": "receive", "actor": "admin", "location": "SITE", "order": "PO-1", "units": 3})
    equal("which units", len(event["unit_ids"]), 3)
    first = event["seq"]
    for i in range(40):
        assert admin.post("/v1/commands/move", {"product": "P", "serial": "1", "location": "SITE2" if i % 2 == 0 else "SITE"}).status == 201
    equal("all in order", [live.event()["seq"] for _ in range(40)], list(range(first + 1, first + 41)))
    resumed = Listener(server, admin.token, headers={"Last-Event-ID": str(first + 10)})
    equal("resumed behind an event", [resumed.event()["seq"] for _ in range(30)], list(range(first + 11, first + 41)))
    start = Listener(server, admin.token, "/v1/stream?after=0")
    equal("from the beginning", start.event()["seq"], 1)
    many = admin.post("/v1/commands/receive", {"product": "P", "serials": [f"M{i}" for i in range(21)], "location": "SITE"})
    check_reply("more than twenty units", many, 201)
    check("are not named one by one", "unit_ids" not in resumed.event())
    for name, headers in [("a word", {"Last-Event-ID": "x"}), ("negative", {"Last-Event-ID": "-1"})]:
        odd = Listener(server, admin.token, headers=headers)
        equal(f"Last-Event-ID is {name}", odd.response.status, 400)
        odd.close()
    for listener in (live, resumed, start):
        listener.close()


def test_far_behind(server):
    """More events than the ring keeps, read by listeners that come before, while and after they happen."""
    admin = server.admin()
    early = Listener(server, admin.token)
    first = admin.post("/v1/commands/receive", {"product": "P", "serial": "far", "location": "SITE"}).json["events"][0]["seq"]
    moves = 1500

    def move(part):
        client = server.client(admin.token)
        for i in range(moves // 4):
            assert client.post("/v1/commands/receive", {"product": "P", "serial": f"far{part}-{i}", "location": "SITE"}).status == 201

    threads = [threading.Thread(target=move, args=(p,)) for p in range(4)]
    for t in threads:
        t.start()
    middle = Listener(server, admin.token, f"/v1/stream?after={first - 1}")
    for t in threads:
        t.join()
    late = Listener(server, admin.token, f"/v1/stream?after={first - 1}")
    want = list(range(first, first + moves + 1))
    for name, listener in [("early", early), ("in between", middle), ("late", late)]:
        equal(f"listener {name} hears everything once, in order", [listener.event()["seq"] for _ in want], want)
        listener.close()


def test_server_itself(server):
    admin = server.admin()
    check_reply("health", server.client().get("/healthz"), 200, {"status": "ok"})
    text = admin.get("/metrics").text
    values = dict(line.rsplit(" ", 1) for line in text.splitlines() if not line.startswith("#"))
    for name in ("serno_http_requests_total", "serno_ledger_events", "serno_writer_commits_total", "serno_memory_resident_bytes"):
        check(f"metric {name}", float(values.get(name, 0)) > 0, str(values.get(name)))
    described = set(re.findall(r"^# TYPE (\S+)", text, re.M))
    check("every metric has a type", {name.partition("{")[0] for name in values} <= described)
    check_reply("the lifecycle", server.client().get("/v1/lifecycle"), 200, {"roles": lambda r: "auditor" in r})


def test_graceful_end():
    """SIGTERM while clients write and listen: what was acknowledged is there after a restart."""
    with harness.Server() as server:
        end_gracefully(server)


def end_gracefully(server):
    admin = server.admin()
    setup_units(admin)
    listener = Listener(server, admin.token)
    acknowledged, started = [], threading.Event()

    def write(part):
        client = server.client(admin.token)
        for i in range(100000):
            try:
                serial = f"{part}-{i}"
                if client.post("/v1/commands/receive", {"product": "P", "serial": serial, "location": "SITE"}).status == 201:
                    acknowledged.append(serial)
                    if len(acknowledged) >= 200:
                        started.set()
            except OSError:
                return
            except http.client.HTTPException:
                return

    threads = [threading.Thread(target=write, args=(p,)) for p in range(4)]
    for t in threads:
        t.start()
    started.wait(harness.REPLY_S)
    server.stop()
    for t in threads:
        t.join()
    check("the stream has ended", listener.response.read() is not None)
    server.admin_token = None
    server.start()
    admin = server.client(admin.token)
    there = 0
    for serial in acknowledged:
        body = {"product": "P", "serial": serial, "location": "SITE2"}
        there += admin.post("/v1/commands/move", body).status == 201
    print(f"figure: {len(acknowledged)} scans acknowledged before SIGTERM, {there} there afterwards")
    equal("everything acknowledged is there", there, len(acknowledged))


def main():
    with harness.Server() as server:
        test_addresses(server)
        test_request_ids(server)
        test_query(server)
        test_bodies(server)
        test_large_bodies(server)
        test_pages(server)
        test_long_export(server)
        test_tags(server)
        test_repeats(server)
        test_command_ids(server)
        test_alarm_inside(server)
        test_race_for_a_key(server)
        test_stream(server)
        test_far_behind(server)
        test_server_itself(server)
    test_graceful_end()
    harness.finish()


main()
