#!/usr/bin/env python3
"""The practice company: the same people with the same roles in a database of its own. Nothing of it reaches the real ledger, nothing of
people can be reached through it, and nothing is left of it."""
import glob
import http.client
import os
import signal
import tempfile
import threading
import time

import harness
from harness import check, check_reply, equal

MAKE_S = 2 if not harness.LONG else 4


PAPER = ("Practice has no printers and no print jobs, so that nothing of it reaches paper. "
         "POST /practice/v1/labels/render draws its labels as PDF.")


def problem(code, **more):
    return {"code": code, **more}


def receive(client, code, realm="/practice", **more):
    return client.post(f"{realm}/v1/commands/receive", {"product": code["product"], "location": code["location"], "serials": code["serials"], **more})


def test_none(server):
    admin = server.admin()
    equal("there is none", admin.get("/v1/practice").json, {"ready": False, "making": False})
    check_reply("so nothing can be asked", admin.get("/practice/v1/units"), 409, problem("no_practice"))
    check_reply("least of all by nobody", server.client().get("/practice/v1/units"), 401)
    check_reply("nobody makes one", server.client().post("/v1/practice"), 401)
    check_reply("there is nothing to remove", admin.delete("/v1/practice"), 204)


def test_make(server, folder):
    olga = server.person("olga", ["operator"])
    begun = time.monotonic()
    made = olga.post("/v1/practice")
    took = time.monotonic() - begun
    check_reply("anybody makes one", made, 201, {"ready": True, "made_by": "olga", "units": 500})
    print(f"figure: a practice company is ready in {took:.2f} s")
    equal("it is told", olga.get("/v1/practice").json, made.json)
    folders = glob.glob(folder + "/serno-practice-*")
    equal("one folder, for nobody else", [os.stat(f).st_mode & 0o777 for f in folders], [0o700])
    return made.json


def test_lessons(server, codes):
    """Each way of scanning, with the codes that are told."""
    nora = server.person("nora", ["operator"])  # the demo company has a nora, too
    mira = server.person("mira", ["manager"])
    one = lambda mode: {"product": codes[mode]["product"], "serials": codes[mode]["serials"]}
    check_reply("look up", nora.get(f"/practice/v1/scan?code={codes['look_up']['serials'][0]}"), 200, {"kind": "unit"})
    check_reply("receive", receive(nora, codes["receive"], party=codes["receive"]["party"]), 201)
    for mode, command, more in [
            ("move", "move", {"location": codes["move"]["location"]}), ("pick", "pick", {"order": codes["pick"]["order"]}),
            ("pack", "pack", {"package": codes["pack"]["package"]}),
            ("return", "return", {"location": codes["return"]["location"], "party": codes["return"]["party"]}),
            ("check_out", "check_out", {"party": codes["check_out"]["party"]}), ("check_in", "check_in", {"location": codes["check_in"]["location"]}),
            ("count", "count_seen", {"location": codes["count"]["location"]})]:
        check_reply(mode, nora.post(f"/practice/v1/commands/{command}", {**one(mode), **more}), 201)
    check_reply("ship", nora.post("/practice/v1/commands/ship", {"units": [{"package": codes["ship"]["package"]}], "party": codes["ship"]["party"]}), 201)
    check_reply("what is missing", nora.post("/practice/v1/commands/count_not_seen", {"product": codes["count"]["product"], "serial": codes["count"]["missing"]}), 201)
    hold = {**one("hold"), "hold": "quality", "reason": "practice"}
    check_reply("an operator does not hold", nora.post("/practice/v1/commands/hold", hold), 403, problem("forbidden"))
    check_reply("a manager does", mira.post("/practice/v1/commands/hold", hold), 201)
    done = {e["command"]: e["actor"] for e in reversed(nora.get("/practice/v1/events?limit=12").json["items"])}
    equal("who did it is told", (done["receive"], done["hold"]), ("nora", "mira"))
    auditor = server.person("otto", ["auditor"])
    check_reply("an auditor receives nothing here either", receive(auditor, codes["receive"]), 403, problem("forbidden"))
    made = mira.post("/practice/v1/products", {"sku": "NEW", "name": "New"})
    equal("addresses stay in the practice", (made.status, made.headers["Location"]), (201, "/practice/v1/products/NEW"))
    link = nora.get("/practice/v1/units?limit=2").headers["Link"]
    check("pages, too", link.startswith("</practice/v1/units?"), link)
    check_reply("a workbook", nora.get("/practice/v1/stock?format=xlsx"), 200)


def test_labels(server, codes):
    """Drawn as a PDF like real ones; what could reach paper is refused with a sentence, whoever asks."""
    admin, nora = server.admin(), server.person("lara", ["operator"])
    named = codes["move"]
    unit = nora.get(f"/practice/v1/products/{named['product']}/units/{named['serials'][0]}").json
    template = nora.get("/practice/v1/labels/templates?for=unit").json["items"][0]["id"]
    drawn = nora.post("/practice/v1/labels/render", {"template": template, "format": "pdf", "units": [unit["id"]]})
    equal("a label of practice is drawn", (drawn.status, drawn.headers["Content-Type"], drawn.body[:5]), (200, "application/pdf", b"%PDF-"))
    check_reply("real things have no label here", nora.post("/practice/v1/labels/render", {"template": template, "format": "pdf", "units": [10**9]}), 422)
    made = {"name": "Paper", "driver": "browser"}
    for method, path, body in [
            ("GET", "/printers", None), ("POST", "/printers", made), ("POST", "/printers/Paper/test", None), ("GET", "/print/jobs", None),
            ("POST", "/print/jobs", {"printer": "Paper", "template": template, "units": [unit["id"]]})]:
        check_reply(f"{method} {path}", admin.request(method, "/practice/v1" + path, body), 404, problem("no_route", detail=PAPER))


def test_walls(server, real):
    """Nothing of people can be reached, and nothing gets out."""
    admin = server.admin()
    for method, path, body in [
            ("GET", "/users", None), ("POST", "/users", {"name": "x", "roles": ["admin"], "password": "correct horse battery"}), ("GET", "/users/1", None),
            ("PATCH", "/users/1", {"password": "correct horse battery"}), ("GET", "/keys", None), ("POST", "/keys", {"name": "x"}), ("DELETE", "/keys/1", None),
            ("POST", "/session", {"name": "admin", "password": "x"}), ("DELETE", "/session", None), ("GET", "/me", None), ("GET", "/settings", None),
            ("PATCH", "/settings", {"organisation": "x"}), ("GET", "/views", None), ("POST", "/views", {"page": "units", "name": "x"}),
            ("GET", "/practice", None), ("POST", "/practice", None), ("DELETE", "/practice", None), ("GET", "/openapi.yaml", None), ("GET", "/lifecycle", None),
            ("GET", "", None), ("GET", "/", None), ("GET", "/%75sers", None), ("GET", "/users%2F1", None), ("GET", "/units/../users", None)]:
        reply = admin.request(method, "/practice/v1" + path, body)
        check(f"{method} {path} is not there", reply.status in (400, 404) and reply.json.get("code") in ("no_route", "bad_path", "bad_target", "malformed", "bad_request"),
              f"{reply.status} {reply.text[:200]}")
    for path in ("/practice/healthz", "/practice/metrics", "/practice/practice/v1/units"):
        reply = admin.get(path)
        check(f"{path} is no way in", b"ledger_events" not in reply.body and not (reply.headers["Content-Type"] or "").startswith("application/json"), reply.text[:100])
    real_admin = admin.get("/v1/me").json
    equal("the administrator is who they were", real_admin["name"], "admin")
    ledger = admin.get("/v1/ledger").json
    equal("the real ledger is as it was", (ledger["size"], ledger["root"]), (real["size"], real["root"]))
    equal("so are products", admin.get("/v1/products").json["items"], [])
    check_reply("a code of the practice means nothing outside", admin.get("/v1/products/HEADSET"), 404)
    writer = server.person("walt", ["operator"])
    check_reply("who is revoked", admin.delete(f"/v1/keys/{writer.key_id}"), 204)
    check_reply("is out there, too", writer.get("/practice/v1/units"), 401)
    cookie = server.client(headers={"Cookie": f"serno_session={admin.token}", "Origin": "http://evil.example"})
    check_reply("another site does not write with a cookie", cookie.post("/practice/v1/products", {"sku": "E", "name": "E"}), 403, problem("forbidden"))


def listen(server, token):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=harness.REPLY_S)
    connection.request("GET", "/practice/v1/stream", headers={"Authorization": f"Bearer {token}"})
    return connection, connection.getresponse()


def test_anew(server, folder):
    """Whoever is in it when it is made anew is let go."""
    admin = server.admin()
    old = admin.get("/v1/practice").json
    connection, stream = listen(server, admin.token)
    first = stream.read(5)
    made = admin.post("/v1/practice")
    check_reply("made anew", made, 201, {"ready": True, "made_by": "admin"})
    rest = stream.read()
    connection.close()
    check("a stream ends", first == b"retry" and rest is not None)
    check("later than the first", made.json["made_at"] > old["made_at"])
    equal("its codes are fresh", admin.get(f"/practice/v1/products/DOCK-C/units/{made.json['codes']['move']['serials'][0]}").json["location"], "WH-IN")
    equal("the old one is gone", len(glob.glob(folder + "/serno-practice-*")), 1)


def test_together(server, folder):
    """Many at once, while it is made anew again and again."""
    admin, stop, seen, odd = server.admin(), threading.Event(), {}, []

    def trainee(n):
        client = server.client(admin.token)
        while not stop.is_set():
            for path in ("/practice/v1/units?limit=50", "/practice/v1/events?format=csv", "/practice/v1/stock?format=xlsx", "/practice/v1/scan?code=HEADSET"):
                try:
                    reply = client.get(path)
                except http.client.HTTPException:  # an export that was broken off
                    client.close()
                    continue
                seen[reply.status] = seen.get(reply.status, 0) + 1
                if reply.status not in (200, 404, 409, 503):
                    odd.append((path, reply.status, reply.text[:200]))
            reply = client.post("/practice/v1/commands/receive", {"product": "HEADSET", "location": "WH-IN", "serial": f"HS9{n}{seen.get(200, 0):06}"})
            if reply.status not in (201, 409, 503):
                odd.append(("receive", reply.status, reply.text[:200]))

    threads = [threading.Thread(target=trainee, args=(n,)) for n in range(4)]
    for t in threads:
        t.start()
    for i in range(4):
        reply = admin.delete("/v1/practice") if i == 2 else admin.post("/v1/practice")
        check(f"round {i}", reply.status in (201, 204), reply.text)
    stop.set()
    for t in threads:
        t.join()
    equal("nothing odd", odd[:3], [])
    check("they practised", seen.get(200, 0) > 20, seen)
    both = []
    makers = [threading.Thread(target=lambda: both.append(server.client(admin.token).post("/v1/practice").status)) for _ in range(3)]
    for t in makers:
        t.start()
    for t in makers:
        t.join()
    check("one at a time", 201 in both and set(both) <= {201, 503}, both)
    equal("one is there", len(glob.glob(folder + "/serno-practice-*")), 1)


def test_ends(server):
    """Several end it and make it at once, while somebody listens who is sent away: each company ends once."""
    admin, statuses = server.admin(), []

    def ask(method):
        statuses.append(getattr(server.client(admin.token), method)("/v1/practice").status)

    for _ in range(40 if harness.LONG else 8):
        if not admin.get("/v1/practice").json["ready"]:
            admin.post("/v1/practice")
        listeners = [listen(server, admin.token) for _ in range(3)]
        threads = [threading.Thread(target=ask, args=(method,)) for method in ("delete", "post", "delete", "post", "delete")]
        for t in threads:
            t.start()
        for connection, stream in listeners:
            stream.close()
            connection.close()
        for t in threads:
            t.join()
    check("made, ended or told to wait", set(statuses) <= {201, 204, 503}, statuses)
    check_reply("it stands", admin.get("/v1/practice"), 200)


def test_left(server, folder):
    """Removed at the stop, and after a crash at the next start."""
    server.stop()
    equal("nothing is left", glob.glob(folder + "/serno-practice-*"), [])
    server.start()
    check_reply("another", server.admin().post("/v1/practice"), 201)
    server.kill()
    equal("a crash leaves it", len(glob.glob(folder + "/serno-practice-*")), 1)
    held = os.path.join(folder, "serno-practice-held")
    os.mkdir(held)
    lock = os.open(held, os.O_RDONLY)
    __import__("fcntl").flock(lock, __import__("fcntl").LOCK_EX)
    os.symlink(tempfile.gettempdir(), os.path.join(folder, "serno-practice-link"))
    server.start()
    equal("the next start removes it, and nothing of others", sorted(os.listdir(folder)), ["serno-practice-held", "serno-practice-link"])
    equal("and there is none", server.admin().get("/v1/practice").json["ready"], False)
    os.close(lock)


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TMPDIR"] = folder  # of the server
        with harness.Server() as server:
            test_none(server)
            real = server.admin().get("/v1/ledger").json
            made = test_make(server, folder)
            test_lessons(server, made["codes"])
            test_labels(server, made["codes"])
            test_walls(server, real)
            test_anew(server, folder)
            test_together(server, folder)
            test_ends(server)
            test_left(server, folder)
    harness.finish()


main()
