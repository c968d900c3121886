#!/usr/bin/env python3
"""People: signing in, throttling, sessions, API keys, roles; every route x every role; history that nobody can change.

ACCESS says who may use which route. A route of the program without a row here fails, and so does a row without a route.
"""
import http.client
import os
import statistics
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import books  # noqa: E402
import harness  # noqa: E402
from harness import check, check_reply, equal, rows  # noqa: E402

ROLES = ["operator", "manager", "support", "auditor", "admin"]
ANY = set(ROLES)
PUBLIC = None
WAIT_S = 60


def problem(code, **more):
    return {"code": code, "status": lambda s: s >= 400, "request_id": lambda r: len(r) > 0, **more}


# ---- signing in and out ----

def test_sign_in(server):
    anonymous = server.client()
    name, password = "admin", server.password
    good = {"name": name, "password": password}
    rows(anonymous, [
        ("no body", "POST", "/v1/session", None, 415, problem("unsupported_type")),
        ("no password", "POST", "/v1/session", {"name": name}, 422, problem("missing_field", field="password")),
        ("a member too many", "POST", "/v1/session", {**good, "x": 1}, 400, problem("unknown_field", field="x")),
        ("a number as password", "POST", "/v1/session", {"name": name, "password": 5}, 422, problem("bad_value", field="password")),
        ("broken JSON", "POST", "/v1/session", {}, 422, problem("missing_field")),
        ("no token", "GET", "/v1/me", None, 401, problem("unauthenticated")),
    ])
    reply = anonymous.post("/v1/session", "{\"name\":", {"Content-Type": "application/json"})
    check_reply("truncated JSON", reply, 400, problem("bad_json"))
    reply = anonymous.post("/v1/session", {**good, "password": password + "x"})
    check_reply("wrong password", reply, 401, problem("wrong_password"))
    reply = anonymous.post("/v1/session", {"name": "nobody", "password": password})
    check_reply("unknown name", reply, 401, problem("wrong_password"))
    reply = anonymous.post("/v1/session", good, {"X-Serno-Device": "scanner 7"})
    check_reply("signed in", reply, 201, {"token": lambda t: t.startswith("sns_"), "user": {"name": "admin", "roles": ["admin"]}})
    cookie = reply.headers["Set-Cookie"]
    check("the cookie is for us alone", "HttpOnly" in cookie and "SameSite=Strict" in cookie, cookie)
    signed_in = server.client(reply.json["token"])
    check_reply("who am I", signed_in.get("/v1/me"), 200, {"name": "admin", "via": "session", "device": "scanner 7"})
    check_reply("another device", signed_in.get("/v1/me", X_Serno_Device="desk"), 200, {"device": "desk"})
    check_reply("signed out", signed_in.delete("/v1/session"), 204)
    check_reply("the token is worth nothing now", signed_in.get("/v1/me"), 401, problem("unauthenticated"))


def test_tokens(server):
    """Whatever is no token of ours is refused alike."""
    good = server.admin().token
    flipped = good[:-1] + ("A" if good[-1] != "A" else "B")
    for name, header in [("flipped", f"Bearer {flipped}"), ("cut", f"Bearer {good[:-1]}"), ("longer", f"Bearer {good}A"),
                         ("as a key", f"Bearer snk_{good[4:]}"), ("no scheme", good), ("Basic", f"Basic {good}"), ("empty", "")]:
        check_reply(f"token {name}", server.client().get("/v1/me", Authorization=header), 401, problem("unauthenticated"))
    check_reply("scheme in small letters", server.client().get("/v1/me", Authorization=f"bearer {good}"), 200, {"name": "admin"})
    check_reply("device with a control character", server.client(good).get("/v1/me", X_Serno_Device="a\tb"), 422, problem("bad_value"))
    check_reply("device too long", server.client(good).get("/v1/me", X_Serno_Device="x" * 81), 422, problem("too_long"))


def test_cookie(server):
    """A browser's cookie writes only from pages of the same origin."""
    token = server.admin().token
    host = f"127.0.0.1:{server.port}"
    body = {"name": "", "roles": []}
    cookie = {"Cookie": f"theme=dark; serno_session={token}"}
    check_reply("reading with the cookie", server.client(headers=cookie).get("/v1/me"), 200, {"via": "session"})
    for name, headers, status in [
            ("no word on the origin", {}, 403),
            ("from another site", {"Sec-Fetch-Site": "cross-site", "Origin": f"http://{host}"}, 403),
            ("from another site of the same domain", {"Sec-Fetch-Site": "same-site"}, 403),
            ("another origin", {"Origin": "http://evil.example"}, 403),
            ("an origin that ends alike", {"Origin": f"http://evil.example@{host}"}, 403),
            ("null origin", {"Origin": "null"}, 403),
            ("the same origin", {"Origin": f"http://{host}"}, 422),
            ("the browser says so", {"Sec-Fetch-Site": "same-origin"}, 422)]:
        reply = server.client(headers={**cookie, **headers}).post("/v1/users", body)
        check_reply(f"writing with the cookie, {name}", reply, status, problem("forbidden" if status == 403 else "missing_field"))
    key = server.admin().post("/v1/keys", {"name": "k"}).json["token"]
    check_reply("a key is no cookie", server.client(headers={"Cookie": f"serno_session={key}"}).get("/v1/me"), 401)


def test_throttle(server):
    admin, anonymous = server.admin(), server.client()
    password = "correct horse battery"
    check_reply("a user", admin.post("/v1/users", {"name": "thea", "password": password, "roles": ["support"]}), 201)
    wrong = {"name": "thea", "password": "wrong horse battery"}
    for i in range(5):
        check_reply(f"wrong password {i + 1}", anonymous.post("/v1/session", wrong), 401, problem("wrong_password"))
    reply = anonymous.post("/v1/session", wrong)
    check_reply("too often", reply, 429, problem("throttled"))
    check("how long to wait", int(reply.headers["Retry-After"]) >= 1, str(reply.headers))
    reply = anonymous.post("/v1/session", {**wrong, "password": password})
    check_reply("the right one has to wait, too", reply, 429, problem("throttled"))
    check_reply("others do not", anonymous.post("/v1/session", {"name": "admin", "password": server.password}), 201)
    deadline = time.monotonic() + WAIT_S
    while reply.status == 429 and time.monotonic() < deadline:
        reply = anonymous.post("/v1/session", {**wrong, "password": password})
    check_reply("after the wait", reply, 201)
    check_reply("and all is forgotten", anonymous.post("/v1/session", wrong), 401)


def timed(client, body):
    began = time.monotonic()
    status = client.post("/v1/session", body).status
    return time.monotonic() - began, status


def test_time_tells_nothing(server):
    """An unknown name takes as long as a wrong password."""
    admin, client = server.admin(), server.client()
    known, unknown = [], []
    for i in range(4):
        admin.post("/v1/users", {"name": f"t{i}", "password": "correct horse battery", "roles": ["support"]})
        known.append(timed(client, {"name": f"t{i}", "password": "wrong horse battery"}))
        unknown.append(timed(client, {"name": f"u{i}", "password": "wrong horse battery"}))
    a, b = min(known)[0], min(unknown)[0]
    print(f"figure: a wrong password takes {a * 1000:.0f} ms, an unknown name {b * 1000:.0f} ms")
    check("times are alike", 0.25 < a / b < 4 and {s for _, s in known + unknown} == {401}, f"{known} {unknown}")


def test_scans_stay_fast(server):
    """While many sign in, others are answered: hashing has threads of its own."""
    stop = threading.Event()
    statuses = []

    def guess(number):
        client = server.client()
        for i in range(1000):
            if stop.is_set():
                return
            statuses.append(client.post("/v1/session", {"name": f"guess{number}-{i}", "password": "wrong horse battery"}).status)

    threads = [threading.Thread(target=guess, args=(n,)) for n in range(8)]
    for t in threads:
        t.start()
    admin, took = server.admin(), []
    end = time.monotonic() + 3
    while time.monotonic() < end:
        began = time.monotonic()
        assert admin.get("/v1/me").status == 200
        took.append(time.monotonic() - began)
    stop.set()
    for t in threads:
        t.join()
    print(f"figure: while 8 clients guess passwords ({len(statuses)} guesses), a request takes {statistics.median(took) * 1000:.1f} ms "
          f"(median), {max(took) * 1000:.0f} ms at most")
    check("requests do not wait for hashes", statistics.median(took) < 0.05, f"median {statistics.median(took)} s")
    check("every guess is answered", set(statuses) <= {401, 503}, str(set(statuses)))


# ---- users ----

def test_users(server):
    admin = server.admin()
    rows(admin, [
        ("a user", "POST", "/v1/users", {"name": "olga", "password": "correct horse battery", "roles": ["operator"]}, 201,
         {"name": "olga", "roles": ["operator"], "active": True, "password_set": True, "version": 1}),
        ("the same name", "POST", "/v1/users", {"name": "olga", "roles": ["operator"]}, 409, problem("duplicate", field="name")),
        ("no roles", "POST", "/v1/users", {"name": "x", "roles": []}, 422, problem("bad_value", field="roles")),
        ("an unknown role", "POST", "/v1/users", {"name": "x", "roles": ["king"]}, 422, problem("bad_value", field="roles")),
        ("a short password", "POST", "/v1/users", {"name": "x", "password": "short", "roles": ["operator"]}, 422, problem("weak_password")),
        ("the name as password", "POST", "/v1/users", {"name": "wolfgang-amadeus", "password": "Wolfgang-Amadeus", "roles": ["operator"]},
         422, problem("weak_password")),
        ("one letter all along", "POST", "/v1/users", {"name": "x", "password": "a" * 20, "roles": ["operator"]}, 422, problem("weak_password")),
        ("a huge password", "POST", "/v1/users", {"name": "x", "password": "ab" * 600, "roles": ["operator"]}, 422, problem("too_long")),
        ("an empty name", "POST", "/v1/users", {"name": "", "roles": ["operator"]}, 422, problem("missing_field", field="name")),
        ("a long name", "POST", "/v1/users", {"name": "x" * 81, "roles": ["operator"]}, 422, problem("too_long")),
        ("a name with a line break", "POST", "/v1/users", {"name": "a\nb", "roles": ["operator"]}, 422, problem("bad_value")),
        ("no such user", "GET", "/v1/users/99999", None, 404, problem("not_found")),
        ("no number", "GET", "/v1/users/olga", None, 404, problem("not_found")),
        ("users as CSV", "GET", "/v1/users?format=csv", None, 200, ["id,name,roles,active,created_at\r\n", "olga,operator,true"]),
        ("users as NDJSON", "GET", "/v1/users?format=ndjson", None, 200, ['"name":"olga"', "}\n{"]),
        ("only closed ones", "GET", "/v1/users?active=false", None, 200, {"items": []}),
    ])


def test_change_user(server):
    admin = server.admin()
    user = admin.post("/v1/users", {"name": "max", "password": "correct horse battery", "roles": ["operator"]})
    path, tag = f"/v1/users/{user.json['id']}", user.headers["ETag"]
    equal("where it is", user.headers["Location"], path)
    check_reply("not changed since", admin.get(path, If_None_Match=tag), 304)
    max_ = server.sign_in("max", "correct horse battery")
    check_reply("roles", admin.patch(path, {"roles": ["operator", "support"]}, {"If-Match": tag}), 200, {"version": 2})
    check_reply("too late", admin.patch(path, {"roles": ["auditor"]}, {"If-Match": tag}), 412, problem("changed_meanwhile"))
    check_reply("new roles count at once", max_.get("/v1/me"), 200, {"roles": ["operator", "support"]})
    check_reply("nobody gives themselves roles", max_.patch(path, {"roles": ["admin"]}), 403, problem("forbidden"))
    check_reply("nobody closes others", max_.patch("/v1/users/1", {"active": False}), 403, problem("forbidden"))
    check_reply("nobody changes others' passwords", max_.patch("/v1/users/1", {"password": "correct horse battery"}), 403, problem("forbidden"))
    rows(max_, [
        ("own password, without the current one", "PATCH", path, {"password": "a new long password"}, 401, problem("wrong_password")),
        ("own password, with a wrong one", "PATCH", path, {"password": "a new long password", "current_password": "x"}, 401,
         problem("wrong_password")),
    ])
    other = server.sign_in("max", "correct horse battery")
    check_reply("own password", max_.patch(path, {"password": "a new long password", "current_password": "correct horse battery"}), 200)
    check_reply("this session goes on", max_.get("/v1/me"), 200)
    check_reply("all others have ended", other.get("/v1/me"), 401)
    check_reply("the old password is worth nothing", server.client().post("/v1/session", {"name": "max", "password": "correct horse battery"}), 401)
    max_ = server.sign_in("max", "a new long password")
    key = server.client(max_.post("/v1/keys", {"name": "max's"}).json["token"])
    check_reply("the key works", key.get("/v1/me"), 200, {"via": "key", "device": "max's"})
    check_reply("closed", admin.patch(path, {"active": False}), 200, {"active": False})
    check_reply("a closed user's session", max_.get("/v1/me"), 401)
    check_reply("a closed user's key", key.get("/v1/me"), 401)
    check_reply("a closed user's password", server.client().post("/v1/session", {"name": "max", "password": "a new long password"}), 401)
    check_reply("opened again", admin.patch(path, {"active": True}), 200)
    check_reply("the key works again", key.get("/v1/me"), 200)
    check_reply("the session does not", max_.get("/v1/me"), 401)


def test_last_admin(server):
    admin = server.admin()
    rows(admin, [
        ("the last one stays administrator", "PATCH", "/v1/users/1", {"roles": ["auditor"]}, 409, problem("last_admin", field="roles")),
        ("the last one stays open", "PATCH", "/v1/users/1", {"active": False}, 409, problem("last_admin", field="active")),
        ("a second one", "POST", "/v1/users", {"name": "vice", "roles": ["admin"], "active": False}, 201, {"active": False}),
        ("a closed one does not count", "PATCH", "/v1/users/1", {"active": False}, 409, problem("last_admin")),
    ])
    vice = next(u for u in admin.get("/v1/users?limit=1000").json["items"] if u["name"] == "vice")
    rows(admin, [
        ("opened", "PATCH", f"/v1/users/{vice['id']}", {"active": True}, 200, {"active": True}),
        ("now the first may go", "PATCH", "/v1/users/1", {"roles": ["admin", "auditor"]}, 200, {}),
        ("and the second", "PATCH", f"/v1/users/{vice['id']}", {"roles": ["auditor"]}, 200, {}),
        ("but not both", "PATCH", "/v1/users/1", {"roles": ["auditor"]}, 409, problem("last_admin")),
    ])


# ---- keys ----

def test_keys(server):
    admin, manager, operator = server.admin(), server.person("karl", ["manager", "operator"]), server.person("otto", ["operator"])
    session_user = {"name": "kira", "password": "correct horse battery", "roles": ["manager", "operator"]}
    kira_id = admin.post("/v1/users", session_user).json["id"]
    kira = server.sign_in("kira", "correct horse battery")
    rows(kira, [
        ("no name", "POST", "/v1/keys", {}, 422, problem("missing_field")),
        ("more than oneself", "POST", "/v1/keys", {"name": "k", "roles": ["admin"]}, 422, problem("bad_value", field="roles")),
        ("expired already", "POST", "/v1/keys", {"name": "k", "expires_at": "2020-01-01T00:00:00Z"}, 422, problem("bad_time")),
        ("for somebody else", "POST", "/v1/keys", {"name": "k", "user_id": 1}, 403, problem("forbidden")),
    ])
    made = kira.post("/v1/keys", {"name": "shop", "roles": ["operator"]})
    check_reply("a key", made, 201, {"user": "kira", "user_id": kira_id, "roles": ["operator"], "token": lambda t: t.startswith("snk_")})
    key = server.client(made.json["token"])
    check_reply("its scope", key.get("/v1/me"), 200, {"name": "kira", "roles": ["operator"], "via": "key", "device": "shop"})
    check_reply("more than its scope", key.post("/v1/products", {"sku": "K", "name": "K"}), 403, problem("forbidden"))
    check_reply("a key makes no keys", key.post("/v1/keys", {"name": "k2"}), 403, problem("forbidden"))
    check_reply("a key does not sign out", key.delete("/v1/session"), 400, problem("bad_request"))
    check_reply("the user's roles shrink", admin.patch(f"/v1/users/{kira_id}", {"roles": ["manager"]}), 200)
    check_reply("and with them the key's", key.get("/v1/me"), 403, problem("forbidden"))
    listed = kira.get("/v1/keys").json["items"]
    equal("one's own keys", [k["name"] for k in listed], ["shop"])
    check("no token is listed", all("token" not in k for k in listed))
    check("administrators see all", {"shop", "key of karl", "key of otto"} <= {k["name"] for k in admin.get("/v1/keys?limit=1000").json["items"]})
    check_reply("a foreign key is not there", operator.delete(f"/v1/keys/{made.json['id']}"), 404, problem("not_found"))
    check_reply("not for a manager either", manager.delete(f"/v1/keys/{made.json['id']}"), 404, problem("not_found"))
    check_reply("revoked", kira.delete(f"/v1/keys/{made.json['id']}"), 204)
    check_reply("a revoked key", key.get("/v1/me"), 401, problem("unauthenticated"))
    check_reply("it is still listed", kira.get("/v1/keys"), 200, {"items": lambda i: "revoked_at" in i[0]})
    check_reply("administrators revoke any", admin.delete(f"/v1/keys/{operator.key_id}"), 204)
    check_reply("at once", operator.get("/v1/me"), 401)


def test_stream_ends(server):
    """Who may no longer listen is dropped at the next heartbeat (15 s)."""
    person = server.person("listener", ["operator"])
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=harness.REPLY_S)
    connection.request("GET", "/v1/stream", headers={"Authorization": f"Bearer {person.token}"})
    response = connection.getresponse()
    check_reply("revoked while it listens", server.admin().delete(f"/v1/keys/{person.key_id}"), 204)
    check("the stream ends by itself", b"event:" not in response.read())
    connection.close()


def in_a_moment():
    t = time.time() + 1.2
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(t)) + f".{int(t % 1 * 1000):03d}Z"


def test_key_expires(server):
    key = server.client(server.admin().post("/v1/keys", {"name": "short", "expires_at": in_a_moment()}).json["token"])
    status, deadline = key.get("/v1/me").status, time.monotonic() + WAIT_S
    check("good until then", status == 200, str(status))
    while status == 200 and time.monotonic() < deadline:
        status = key.get("/v1/me").status
    equal("refused afterwards", status, 401)


def test_session_expires(server):
    """The clock cannot be turned from outside, so the session is made old in the database, with the server down."""
    client = server.sign_in("admin", server.password)
    server.stop()
    with books.write(server.db) as db:
        count = db.change("UPDATE session SET expires_at = 1")
    check("there were sessions", count > 0)
    server.start()
    check("no second admin, no second password", "one-time" not in server.output, server.output)
    client.close()
    client.port = server.port
    check_reply("an expired session", client.get("/v1/me"), 401, problem("unauthenticated"))
    server.admin_token = None
    check_reply("signing in again", server.admin().get("/v1/me"), 200)


def stored(db):
    """All bytes of the database."""
    if books.is_postgres(db):
        with books.read(db) as b:
            tables = b.rows("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
            return "".join(b.ask(f'SELECT t::text FROM "{name}" t') for name, in tables).encode()
    data = b""
    for name in (db, db + "-wal"):
        with open(name, "rb") as f:
            data += f.read()
    return data


def test_nothing_in_the_open(server):
    """Neither passwords nor tokens are in the database, and passwords are argon2id."""
    token = server.admin().token
    admin = server.admin()
    admin.post("/v1/users", {"name": "hash", "password": "very secret words", "roles": ["operator"]})
    key = admin.post("/v1/keys", {"name": "hashed"}).json["token"]
    data = stored(server.db)
    for name, secret in [("password", "very secret words"), ("session", token), ("key", key), ("first password", server.password)]:
        check(f"{name} is not in the file", secret.encode() not in data and secret[4:].encode() not in data)
    check("passwords are argon2id with 64 MiB", b"$argon2id$v=19$m=65536,t=2,p=1$" in data)


# ---- every route x every role ----

# (method, path): (who may, what is asked in place of the path, body). Who may: PUBLIC, ANY or a set of roles.
MANAGERS, CLERKS, PACKERS = {"manager", "admin"}, {"manager", "support", "admin"}, {"operator", "manager", "admin"}
AUDITORS, ADMINS, REPORT_READERS = {"auditor", "admin"}, {"admin"}, {"manager", "support", "auditor", "admin"}
PRINTING = {"operator", "manager", "support", "admin"}
NO_ID = "0193588e-62cf-7cc1-9d4d-1f7e2b5a0c11"
ACCESS = {
    ("GET", "/healthz"): (PUBLIC, None, None),
    ("GET", "/metrics"): (AUDITORS, None, None),
    ("GET", "/v1/openapi.yaml"): (PUBLIC, None, None),
    ("GET", "/docs/refusals"): (PUBLIC, None, None),
    ("GET", "/v1/lifecycle"): (PUBLIC, None, None),
    ("GET", "/v1/stream"): (ANY, None, None),
    ("POST", "/v1/session"): (PUBLIC, None, {}),
    ("DELETE", "/v1/session"): (ANY, None, None),
    ("GET", "/v1/me"): (ANY, None, None),
    ("GET", "/v1/users"): (AUDITORS, None, None),
    ("POST", "/v1/users"): (ADMINS, None, {}),
    ("GET", "/v1/users/{id}"): (ANY, "/v1/users/OWN", None),
    ("PATCH", "/v1/users/{id}"): (ANY, "/v1/users/OWN", {}),
    ("GET", "/v1/keys"): (ANY, None, None),
    ("POST", "/v1/keys"): (ANY, None, {}),
    ("DELETE", "/v1/keys/{id}"): (ANY, "/v1/keys/999999", None),
    ("GET", "/v1/settings"): (ANY, None, None),
    ("PATCH", "/v1/settings"): (ADMINS, None, {}),
    ("GET", "/v1/views"): (ANY, None, None),
    ("POST", "/v1/views"): (ANY, None, {}),
    ("PATCH", "/v1/views/{id}"): (ANY, "/v1/views/999999", {}),
    ("DELETE", "/v1/views/{id}"): (ANY, "/v1/views/999999", None),
    ("GET", "/v1/practice"): (ANY, None, None),
    ("POST", "/v1/practice"): (ANY, None, None),
    ("DELETE", "/v1/practice"): (ANY, None, None),
    ("GET", "/v1/products"): (ANY, None, None),
    ("POST", "/v1/products"): (MANAGERS, None, {}),
    ("GET", "/v1/products/{sku}"): (ANY, None, None),
    ("PATCH", "/v1/products/{sku}"): (MANAGERS, None, {}),
    ("GET", "/v1/locations"): (ANY, None, None),
    ("POST", "/v1/locations"): (MANAGERS, None, {}),
    ("GET", "/v1/locations/{code}"): (ANY, None, None),
    ("PATCH", "/v1/locations/{code}"): (MANAGERS, None, {}),
    ("GET", "/v1/parties"): (ANY, None, None),
    ("POST", "/v1/parties"): (CLERKS, None, {}),
    ("GET", "/v1/parties/{code}"): (ANY, None, None),
    ("PATCH", "/v1/parties/{code}"): (CLERKS, None, {}),
    ("GET", "/v1/numbering/schemes"): (ANY, None, None),
    ("POST", "/v1/numbering/schemes"): (MANAGERS, None, {}),
    ("GET", "/v1/numbering/schemes/{code}"): (ANY, None, None),
    ("PATCH", "/v1/numbering/schemes/{code}"): (MANAGERS, None, {}),
    ("POST", "/v1/numbering/preview"): (ANY, None, {}),
    ("POST", "/v1/numbering/numbers"): (PACKERS, None, {}),
    ("GET", "/v1/numbering/issues"): (ANY, None, None),
    ("GET", "/v1/numbering/issues/{id}"): (ANY, f"/v1/numbering/issues/{NO_ID}", None),
    ("GET", "/v1/numbering/issues/{id}/numbers"): (ANY, f"/v1/numbering/issues/{NO_ID}/numbers", None),
    ("GET", "/v1/pools"): (ANY, None, None),
    ("POST", "/v1/pools"): (PACKERS, None, {}),
    ("GET", "/v1/pools/{id}"): (ANY, f"/v1/pools/{NO_ID}", None),
    ("PATCH", "/v1/pools/{id}"): (MANAGERS, f"/v1/pools/{NO_ID}", {}),
    ("GET", "/v1/pools/{id}/numbers"): (ANY, f"/v1/pools/{NO_ID}/numbers", None),
    ("POST", "/v1/pools/{id}/void"): (MANAGERS, f"/v1/pools/{NO_ID}/void", {}),
    ("GET", "/v1/lots"): (ANY, None, None),
    ("POST", "/v1/lots"): (PACKERS, None, {}),
    ("GET", "/v1/lots/{id}"): (ANY, "/v1/lots/999999", None),
    ("PATCH", "/v1/lots/{id}"): (MANAGERS, "/v1/lots/999999", {}),
    ("GET", "/v1/units"): (ANY, None, None),
    ("GET", "/v1/units/{id}"): (ANY, "/v1/units/999999", None),
    ("GET", "/v1/products/{sku}/units/{serial}"): (ANY, None, None),
    ("GET", "/v1/units/{id}/history"): (ANY, "/v1/units/999999/history", None),
    ("GET", "/v1/units/{id}/contents"): (ANY, "/v1/units/999999/contents", None),
    ("GET", "/v1/units/{id}/labels"): (ANY, "/v1/units/999999/labels", None),
    ("GET", "/v1/units/{id}/trace"): (ANY, "/v1/units/999999/trace", None),
    ("GET", "/v1/packages"): (ANY, None, None),
    ("GET", "/v1/packages/{code}"): (ANY, None, None),
    ("GET", "/v1/dashboard"): (ANY, None, None),
    ("GET", "/v1/stock"): (ANY, None, None),
    ("GET", "/v1/scan"): (ANY, "/v1/scan?code=X", None),
    ("GET", "/v1/trace"): (ANY, None, None),
    ("POST", "/v1/commands/{command}"): (ANY, "/v1/commands/NONE", {}),
    ("GET", "/v1/events"): (ANY, None, None),
    ("GET", "/v1/events/{id}"): (ANY, f"/v1/events/{NO_ID}", None),
    ("GET", "/v1/events/{id}/proof"): (ANY, f"/v1/events/{NO_ID}/proof", None),
    ("GET", "/v1/ledger"): (ANY, None, None),
    ("GET", "/v1/ledger/root"): (ANY, None, None),
    ("GET", "/v1/ledger/consistency"): (ANY, None, None),
    ("POST", "/v1/ledger/verify"): ({"auditor", "manager", "admin"}, None, None),
    ("GET", "/v1/printers"): (ANY, None, None),
    ("POST", "/v1/printers"): (MANAGERS, None, {}),
    ("GET", "/v1/printers/{name}"): (ANY, "/v1/printers/NONE", None),
    ("PATCH", "/v1/printers/{name}"): (MANAGERS, "/v1/printers/NONE", {}),
    ("GET", "/v1/printers/{name}/status"): (PRINTING, "/v1/printers/NONE/status", None),
    ("POST", "/v1/printers/{name}/test"): (MANAGERS, "/v1/printers/NONE/test", None),
    ("POST", "/v1/print/jobs"): (PRINTING, None, {}),
    ("GET", "/v1/print/jobs"): (ANY, None, None),
    ("GET", "/v1/print/jobs/{id}"): (ANY, f"/v1/print/jobs/{NO_ID}", None),
    ("GET", "/v1/print/jobs/{id}/labels"): (ANY, f"/v1/print/jobs/{NO_ID}/labels", None),
    ("GET", "/v1/print/jobs/{id}/document"): (ANY, f"/v1/print/jobs/{NO_ID}/document", None),
    ("POST", "/v1/print/jobs/{id}/cancel"): (PRINTING, f"/v1/print/jobs/{NO_ID}/cancel", None),
    ("POST", "/v1/print/jobs/{id}/pause"): (PRINTING, f"/v1/print/jobs/{NO_ID}/pause", None),
    ("POST", "/v1/print/jobs/{id}/resume"): (PRINTING, f"/v1/print/jobs/{NO_ID}/resume", None),
    ("POST", "/v1/print/jobs/{id}/decide"): (PRINTING, f"/v1/print/jobs/{NO_ID}/decide", {}),
    ("POST", "/v1/print/jobs/{id}/reprint"): (PRINTING, f"/v1/print/jobs/{NO_ID}/reprint", {}),
    ("POST", "/v1/print/jobs/{id}/verify"): (PRINTING, f"/v1/print/jobs/{NO_ID}/verify", {}),
    ("POST", "/v1/print/jobs/{id}/close"): (PRINTING, f"/v1/print/jobs/{NO_ID}/close", None),
    ("GET", "/v1/jobs"): (ANY, None, None),
    ("GET", "/v1/jobs/{id}"): (ANY, f"/v1/jobs/{NO_ID}", None),
    ("DELETE", "/v1/jobs/{id}"): (ANY, f"/v1/jobs/{NO_ID}", None),
    ("GET", "/v1/labels/templates"): (ANY, None, None),
    ("POST", "/v1/labels/templates"): (MANAGERS, None, {}),
    ("GET", "/v1/labels/templates/{id}"): (ANY, "/v1/labels/templates/999999", None),
    ("PATCH", "/v1/labels/templates/{id}"): (MANAGERS, "/v1/labels/templates/999999", {}),
    ("DELETE", "/v1/labels/templates/{id}"): (MANAGERS, "/v1/labels/templates/999999", None),
    ("POST", "/v1/labels/preview"): (ANY, None, {}),
    ("POST", "/v1/labels/render"): (ANY, None, {}),
    ("POST", "/v1/imports/columns"): (ANY - {"auditor"}, None, {}),
    ("POST", "/v1/imports"): (ANY - {"auditor"}, None, {}),
    ("GET", "/v1/imports"): (ANY, None, None),
    ("GET", "/v1/imports/{id}"): (ANY, "/v1/imports/999999", None),
    ("GET", "/v1/imports/{id}/rejects"): (ANY, "/v1/imports/999999/rejects", None),
    ("GET", "/v1/links/settings"): (ANY, None, None),
    ("PATCH", "/v1/links/settings"): (ADMINS, None, {}),
    ("GET", "/v1/links/limits"): (ANY, None, None),
    ("GET", "/v1/links/products/{sku}"): (ANY, None, None),
    ("PATCH", "/v1/links/products/{sku}"): (MANAGERS, None, {}),
    ("GET", "/v1/links/types"): (ANY, None, None),
    ("GET", "/v1/links/targets"): (ANY, None, None),
    ("POST", "/v1/links/targets"): (MANAGERS, None, {}),
    ("GET", "/v1/links/targets/{id}"): (ANY, "/v1/links/targets/999999", None),
    ("PATCH", "/v1/links/targets/{id}"): (MANAGERS, "/v1/links/targets/999999", {}),
    ("DELETE", "/v1/links/targets/{id}"): (MANAGERS, "/v1/links/targets/999999", None),
    ("GET", "/v1/links/keys"): (ADMINS, None, None),
    ("POST", "/v1/links/keys"): (ADMINS, None, {}),
    ("GET", "/v1/links/reports"): (REPORT_READERS, None, None),
    ("GET", "/v1/links/reports/{id}"): (REPORT_READERS, "/v1/links/reports/999999", None),
    ("POST", "/v1/links/reports/{id}/decision"): (CLERKS, "/v1/links/reports/999999/decision", {}),
    ("GET", "/v1/links/suspects"): (REPORT_READERS, None, None),
    ("POST", "/v1/links/suspects/{id}/dismissal"): (CLERKS, "/v1/links/suspects/999999/dismissal", {}),
    ("GET", "/v1/links/units/{id}"): (ANY, "/v1/links/units/999999", None),
    ("DELETE", "/v1/links/units/{id}"): (CLERKS, "/v1/links/units/999999", None),
    ("GET", "/p/{token}"): (PUBLIC, None, None),
    ("POST", "/p/{token}"): (PUBLIC, None, {}),
    ("GET", "/01/{gtin}"): (PUBLIC, None, None),
    ("GET", "/01/{gtin}/10/{lot}"): (PUBLIC, None, None),
    ("GET", "/01/{gtin}/21/{serial}"): (PUBLIC, None, None),
    ("POST", "/01/{gtin}/21/{serial}"): (PUBLIC, None, {}),
    ("GET", "/01/{gtin}/10/{lot}/21/{serial}"): (PUBLIC, None, None),
    ("POST", "/01/{gtin}/10/{lot}/21/{serial}"): (PUBLIC, None, {}),
    ("GET", "/.well-known/gs1resolver"): (PUBLIC, None, None),
    ("GET", "/link.css"): (PUBLIC, None, None),
}


def status_of(port, method, path, token, body):
    """Only the status line: some replies never end."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=harness.REPLY_S)
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    data = None
    if body is not None:
        data, headers["Content-Type"] = harness.json.dumps(body), "application/json"
    connection.request(method, path, data, headers)
    status = connection.getresponse().status
    connection.close()
    return status


def sample(path):
    """A path with something in place of each {name}."""
    while "{" in path:
        before, _, rest = path.partition("{")
        path = before + "NONE" + rest.partition("}")[2]
    return path


def matrix(table, people):
    """(method, path, who) -> is it as ACCESS says?"""
    for route in table:
        method, path = route["method"], route["path"]
        who, asked, body = ACCESS.get((method, path), (set(), None, None))
        for role, person in people.items():
            target = (asked or sample(path)).replace("OWN", str(person.user_id) if person else "1")
            status = status_of(person.port if person else people["operator"].port, method, target, person and person.token, body)
            if who is PUBLIC:
                good = status not in (403,) and (status != 401)
            elif person is None:
                good = status == 401
            else:
                good = (status not in (401, 403)) if role in who else status == 403
            check(f"{method} {target} as {role}", good, f"status {status}")


def test_matrix(server):
    table = harness.route_table()
    known = {(r["method"], r["path"]) for r in table}
    check("every route has a row in ACCESS", known <= set(ACCESS), str(known - set(ACCESS)))
    check("every row of ACCESS has a route", set(ACCESS) <= known, str(set(ACCESS) - known))
    for route in table:
        who = ACCESS.get((route["method"], route["path"]), (set(), None, None))[0]
        want = ("public" in route["flags"]) if who is PUBLIC else set(route["roles"]) == who and "public" not in route["flags"]
        check(f"{route['method']} {route['path']} in the table", want is True, str(route))
    signing_out = [r for r in table if (r["method"], r["path"]) == ("DELETE", "/v1/session")]
    people = {role: server.person(f"matrix {role}", [role], password="correct horse battery") for role in ROLES}
    matrix([r for r in table if r not in signing_out], {**people, "nobody": None})
    matrix(signing_out, {**people, "nobody": None})


def test_commands_by_role(server):
    """Each command x each role, as the life-cycle table says; whether it would succeed is another matter."""
    lifecycle = server.client().get("/v1/lifecycle").json
    people = {role: server.person(f"command {role}", [role]) for role in ROLES}
    for command in lifecycle["commands"]:
        allowed = set(command["roles"]) | {"admin"}
        for role, person in people.items():
            status = person.post(f"/v1/commands/{command['name']}", {"product": "NONE", "serials": ["1"]}).status
            good = status not in (401, 403) if role in allowed else status == 403
            check(f"command {command['name']} as {role}", good, f"status {status}")


def test_every_way_in(server):
    """What a role may not do, it may not do in bulk, from a file or by import either; and it is not offered."""
    admin = server.admin()
    lifecycle = server.client().get("/v1/lifecycle").json
    people = {role: server.person(f"way {role}", [role]) for role in ROLES}
    rows(admin, [
        ("a site", "POST", "/v1/locations", {"code": "W", "kind": "site"}, 201, None),
        ("a product", "POST", "/v1/products", {"sku": "W", "name": "W"}, 201, None),
        ("units", "POST", "/v1/commands/receive", {"product": "W", "serials": ["W1", "W2"], "location": "W"}, 201, None),
    ])
    size = admin.get("/v1/ledger").json["size"]
    ways = [("one", "", {"product": "W", "serial": "W1", "reason": "x"}, {}),
            ("many", "", {"product": "W", "serials": ["W1", "W2"], "reason": "x"}, {}),
            ("what can be done", "", {"product": "W", "serials": ["W1", "W2"], "reason": "x", "mode": "partial"}, {}),
            ("NDJSON", "?reason=x", '{"product":"W","serial":"W1"}\n', {"Content-Type": "application/x-ndjson"}),
            ("CSV", "?reason=x", "product,serial\nW,W1\n", {"Content-Type": "text/csv"})]
    for role in ("operator", "support", "auditor"):
        for name, query, body, headers in ways:
            reply = people[role].request("POST", "/v1/commands/scrap" + query, body, headers)
            check_reply(f"scrap {name} as {role}", reply, 403, problem("forbidden"))
    csv = {"Content-Type": "text/csv"}
    for role, kind, body in [("operator", "products", "sku,name\nX,X\n"), ("support", "products", "sku,name\nX,X\n"),
                             ("operator", "locations", "code,kind\nX,site\n"), ("operator", "parties", "code,name,kind\nX,X,staff\n"),
                             ("support", "units", "sku,serial,location\nW,W9,W\n"), ("auditor", "units", "sku,serial,location\nW,W9,W\n")]:
        for mode in ("check", "all", "good"):
            reply = people[role].request("POST", f"/v1/imports?kind={kind}&mode={mode}", body, csv)
            check_reply(f"import of {kind} ({mode}) as {role}", reply, 403, problem("forbidden"))
    for form in ("json", "csv", "ndjson"):
        check_reply(f"users as {form}", people["manager"].get(f"/v1/users?format={form}"), 403, problem("forbidden"))
    equal("nothing was written", admin.get("/v1/ledger").json["size"], size)
    unit = admin.get("/v1/products/W/units/W1").json["id"]
    for role, person in people.items():
        may = {c["name"] for c in lifecycle["commands"] if "in_stock" in c["from"] and (role in c["roles"] or role == "admin")}
        want = may - {"release_hold"}  # it has none
        for name, unit_ in [("scan", person.get("/v1/scan?code=W1").json["matches"][0]), ("unit", person.get(f"/v1/units/{unit}").json)]:
            equal(f"{name}: offered to {role}", set(unit_["allowed"]), want)
        refused = person.post("/v1/commands/find", {"product": "W", "serial": "W1", "location": "W"})
        if refused.status == 409:
            equal(f"refusal: offered to {role}", set(refused.json["allowed"]), want)


def test_history_stays(server):
    """No route takes a method that could change or remove an event, whoever asks."""
    table = harness.route_table()
    people = {role: server.person(f"history {role}", [role]) for role in ROLES}
    admin = server.admin()
    admin.post("/v1/locations", {"code": "H", "kind": "site"})
    admin.post("/v1/products", {"sku": "H", "name": "H"})
    done = admin.post("/v1/commands/receive", {"product": "H", "serial": "1", "location": "H"})
    check_reply("an event", done, 201)
    event = done.json["events"][0]["id"]
    before = admin.get("/v1/ledger").json
    paths = sorted({r["path"] for r in table if r["method"] == "GET" and r["path"].startswith(("/v1/events", "/v1/ledger", "/v1/units", "/v1/stream"))})
    others = {(r["method"], r["path"]) for r in table if r["method"] != "GET" and r["path"].startswith(("/v1/events", "/v1/ledger", "/v1/units"))}
    equal("no route writes there; one checks", others, {("POST", "/v1/ledger/verify")})
    for path in paths:
        target = sample(path).replace("NONE", event if "/events/" in path else "1")
        for role, person in people.items():
            statuses = {m: person.request(m, target, {}).status for m in ("POST", "PUT", "PATCH", "DELETE")}
            check(f"{target} as {role}", set(statuses.values()) == {405}, str(statuses))
    equal("the ledger is as it was", admin.get("/v1/ledger").json, before)


def main():
    with harness.Server() as server:
        test_sign_in(server)
        test_tokens(server)
        test_cookie(server)
        test_throttle(server)
        test_time_tells_nothing(server)
        test_scans_stay_fast(server)
        test_users(server)
        test_change_user(server)
        test_keys(server)
        test_key_expires(server)
        test_nothing_in_the_open(server)
        test_matrix(server)
        test_commands_by_role(server)
        test_every_way_in(server)
        test_history_stays(server)
        if harness.LONG:
            test_stream_ends(server)
        test_session_expires(server)
    with harness.Server() as server:
        test_last_admin(server)
    harness.finish()


main()
