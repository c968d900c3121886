#!/usr/bin/env python3
"""Printing over HTTP: printers, jobs made once, what people decide, labels read back, labels that are void. (That each label comes out
exactly once, whatever happens: tests/crash/test_print.py.)"""
import contextlib
import os
import re
import socket
import sys
import threading
import time
import uuid

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [HERE, os.path.join(HERE, "..", "crash")]
import harness  # noqa: E402
from harness import check, check_reply, equal, rows  # noqa: E402
from printer import Printer  # noqa: E402
from spooler import Spooler  # noqa: E402

DEADLINE_S = 30
UNIT = "roll-50x25-unit-serial"


def problem(code, **more):
    return {"code": code, **more}


def until(what, ask):
    deadline = time.monotonic() + DEADLINE_S
    while time.monotonic() < deadline:
        answer = ask()
        if answer:
            return answer
    raise SystemExit(f"waited {DEADLINE_S} s in vain: {what}")


def company(admin):
    rows(admin, [
        ("a site", "POST", "/v1/locations", {"code": "BER", "kind": "site"}, 201, None),
        ("a bin", "POST", "/v1/locations", {"code": "BER-1", "kind": "bin", "parent": "BER"}, 201, None),
        ("a product", "POST", "/v1/products", {"sku": "PUMP", "name": "Pump"}, 201, None),
        ("another", "POST", "/v1/products", {"sku": "MOTOR", "name": "Motor"}, 201, None),
        ("units", "POST", "/v1/commands/receive", {"product": "PUMP", "serials": ["A1", "A2", "A3", "A4", "A5"], "location": "BER-1"}, 201, None),
        ("units of it", "POST", "/v1/commands/receive", {"product": "MOTOR", "serials": ["A1", "M1"], "location": "BER-1"}, 201, None),
    ])


def test_printers(server):
    manager, operator = server.person("boss", ["manager"]), server.person("hand", ["operator"])
    raw = {"name": "Goods in", "kind": "raw9100", "host": "127.0.0.1", "port": 1, "patience": 1}
    rows(manager, [
        ("a printer", "POST", "/v1/printers", raw, 201, {"port": 1, "language": "zpl", "dpi": 203, "batch": 1, "confirm": "none", "queue": None}),
        ("twice", "POST", "/v1/printers", raw, 409, problem("duplicate", field="name")),
        ("the usual port", "POST", "/v1/printers", {"name": "Usual", "kind": "raw9100", "host": "p.example"}, 201, {"port": 9100}),
        ("no host", "POST", "/v1/printers", {"name": "X", "kind": "raw9100"}, 422, problem("missing_field", field="host")),
        ("an address that is more", "POST", "/v1/printers", {"name": "X", "kind": "raw9100", "host": "a/b"}, 422, problem("bad_value", field="host")),
        ("no queue", "POST", "/v1/printers", {"name": "X", "kind": "cups"}, 422, problem("missing_field", field="queue")),
        ("a queue that is more", "POST", "/v1/printers", {"name": "X", "kind": "cups", "queue": "../jobs"}, 422, problem("bad_value", field="queue")),
        ("a strange resolution", "POST", "/v1/printers", {"name": "X", "kind": "browser", "dpi": 250}, 422, problem("bad_value", field="dpi")),
        ("status of what speaks pdf", "POST", "/v1/printers", {**raw, "name": "X", "language": "pdf", "confirm": "status"}, 422, problem("bad_value", field="confirm")),
        ("a kind there is not", "POST", "/v1/printers", {"name": "X", "kind": "fax"}, 422, problem("bad_value", field="kind")),
        ("a browser", "POST", "/v1/printers", {"name": "Tab", "kind": "browser", "template": UNIT}, 201, {"language": "pdf", "host": None, "confirm": "none"}),
        ("closed", "PATCH", "/v1/printers/Usual", {"active": False}, 200, {"active": False, "version": 2}),
        ("open ones", "GET", "/v1/printers?active=true", None, 200, {"items": [{"name": "Goods in"}, {"name": "Tab"}]}),
        ("how it is", "GET", "/v1/printers/Goods%20in/status", None, 200, {"ready": False, "problem": "unreachable"}),
        ("a browser has no status", "GET", "/v1/printers/Tab/status", None, 422, problem("bad_value")),
    ])
    rows(operator, [
        ("others make none", "POST", "/v1/printers", {**raw, "name": "Y"}, 403, problem("forbidden")),
        ("but use them", "GET", "/v1/printers/Goods%20in", None, 200, {"name": "Goods in"}),
    ])
    with Printer() as printer:
        check_reply("made", manager.post("/v1/printers", {**raw, "name": "Real", "port": printer.port, "template": UNIT}), 201)
        check_reply("what it can do", manager.get("/v1/printers/Real/status"), 200, {"ready": True, "confirm_found": "status"})
        check_reply("an example", manager.post("/v1/printers/Real/test"), 200, {"ready": True})
        check("it came out", printer.wait_for(1, DEADLINE_S), printer.labels)
    with Printer(answers=False) as printer:
        check_reply("another port", manager.patch("/v1/printers/Real", {"port": printer.port}), 200)
        check_reply("it only closes", manager.get("/v1/printers/Real/status"), 200, {"ready": True, "confirm_found": "close"})


def test_made_once(server):
    """The same id: the same job. Bad requests are refused by name, and nothing is printed."""
    operator = server.person("printing", ["operator"])
    job = {"id": str(uuid.uuid4()), "printer": "Tab", "product": "PUMP", "serials": ["A1"], "serial_ranges": ["A2..A3"]}
    new = {"printer": "Tab", "product": "PUMP"}
    first = operator.post("/v1/print/jobs", job)
    check_reply("made", first, 201, {"labels": 3, "state": "waiting_for_decision", "for": "unit", "actor": "printing", "template": UNIT})
    again = operator.post("/v1/print/jobs", job)
    check_reply("again", again, 200, {"id": job["id"], "labels": 3})
    equal("said so", again.headers["Idempotent-Replayed"], "true")
    before = len(operator.get("/v1/print/jobs").json["items"])
    names = {t["id"]: t["name"] for t in operator.get("/v1/labels/templates?limit=1000").json["items"]}
    ready_name = names.__getitem__
    rows(operator, [
        ("other content", "POST", "/v1/print/jobs", {**job, "serials": ["A4"]}, 409, problem("id_reused")),
        ("nobody's printer", "POST", "/v1/print/jobs", {**new, "printer": "None", "serials": ["A1"]}, 422, problem("unknown_printer")),
        ("a closed printer", "POST", "/v1/print/jobs", {**new, "printer": "Usual", "serials": ["A1"]}, 409, problem("printer_closed")),
        ("no template", "POST", "/v1/print/jobs", {**new, "printer": "Goods in", "serials": ["A1"]}, 422, problem("missing_field", field="template")),
        ("nobody's template", "POST", "/v1/print/jobs", {**new, "template": "none", "serials": ["A1"]}, 422, problem("unknown_template")),
        ("for other things by name", "POST", "/v1/print/jobs", {**new, "template": ready_name("roll-70x30-location"), "serials": ["A1"]}, 422, problem("bad_value", field="template")),
        ("for other things", "POST", "/v1/print/jobs", {**new, "template": "roll-70x30-location", "serials": ["A1"]}, 422, problem("bad_value", field="template")),
        ("a unit there is not", "POST", "/v1/print/jobs", {**new, "serials": ["A1", "B7"]}, 422, problem("unknown_unit", row=2)),
        ("a range there is not", "POST", "/v1/print/jobs", {**new, "serial_ranges": ["A9..A1"]}, 422, problem("bad_value", field="serial_ranges")),
        ("whose A1?", "POST", "/v1/print/jobs", {"printer": "Tab", "serials": ["A1"]}, 409, problem("ambiguous_serial", row=1)),
        ("nothing", "POST", "/v1/print/jobs", new, 422, problem("missing_field")),
        ("two kinds", "POST", "/v1/print/jobs", {**new, "serials": ["A1"], "locations": ["BER"]}, 400, problem("bad_request", field="locations")),
        ("too many", "POST", "/v1/print/jobs", {**new, "serial_ranges": ["A1..A20000"]}, 413, problem("too_many")),
        ("no id", "POST", "/v1/print/jobs", {**new, "serials": ["A1"], "id": "seven"}, 422, problem("bad_value", field="id")),
    ])
    equal("nothing came of those", len(operator.get("/v1/print/jobs").json["items"]), before)
    check_reply("one of its kind needs no product", operator.post("/v1/print/jobs", {"printer": "Tab", "serials": ["M1"]}), 201, {"labels": 1})
    check_reply("one's own", server.admin().post("/v1/labels/templates", {"copy": UNIT, "name": "Our small one"}), 201, {"name": "Our small one"})
    own = next(t["id"] for t in operator.get("/v1/labels/templates?limit=1000").json["items"] if t["name"] == "Our small one")
    for name, want in ((ready_name(UNIT), UNIT), ("Our small one", own), (own, own)):
        check_reply(f"a template by its name: {name}", operator.post("/v1/print/jobs", {**new, "template": name, "serials": ["A1"]}), 201, {"template": want})
        check("drawn by it", operator.post("/v1/labels/preview", {"template": name}).status == 200)
    check_reply("but changed by its id only", server.admin().get("/v1/labels/templates/Our%20small%20one"), 404)
    for name, template in (("locations", "roll-70x30-location"), ("products", "roll-50x25-product")):
        code = {"locations": "BER-1", "products": "PUMP"}[name]
        made = operator.post("/v1/print/jobs", {"printer": "Tab", "template": template, name: [code]})
        check_reply(f"labels of {name}", made, 201, {"labels": 1})
        check_reply("and what they say", operator.get(f"/v1/print/jobs/{made.json['id']}/labels"), 200, {"items": [{"code": code, "state": "uncertain"}]})
    return job["id"]


def test_browser(server, job):
    """Only the person in front of it knows what came out of a browser."""
    operator = server.person("tabs", ["operator"])
    path = f"/v1/print/jobs/{job}"
    document = operator.get(f"{path}/document")
    check("the labels as PDF", document.status == 200 and document.body.startswith(b"%PDF") and document.headers["Content-Type"] == "application/pdf")
    rows(operator, [
        ("one came out", "POST", f"{path}/decide", {"labels": [1], "came_out": True}, 200, {"state": "waiting_for_decision", "progress": {"sent": 1, "uncertain": 2}}),
        ("it did", "POST", f"{path}/decide", {"labels": [1, 2], "came_out": True}, 409, problem("label_state", field="labels")),
        ("all or none", "GET", path, None, 200, {"progress": {"uncertain": 2}}),
        ("one that is not there", "POST", f"{path}/decide", {"labels": [9], "came_out": True}, 404, problem("not_found")),
        ("no list", "POST", f"{path}/decide", {"labels": 1, "came_out": True}, 422, problem("bad_value", field="labels")),
        ("one did not", "POST", f"{path}/decide", {"labels": [2], "came_out": False}, 200, {"progress": {"uncertain": 2}}),
        ("all did", "POST", f"{path}/decide", {"labels": [2, 3], "came_out": True}, 200, {"state": "printed", "progress": {"out": 3}}),
        ("nothing is left to cancel", "POST", f"{path}/cancel", None, 409, problem("print_state")),
        ("nor to print", "GET", f"{path}/document", None, 409, problem("label_state")),
        ("but again", "GET", f"{path}/document?state=sent", None, 200, None),
    ])
    tag = operator.get(path).headers["ETag"]
    equal("nothing new costs little", operator.get(path, If_None_Match=tag).status, 304)


def test_read_back(server, job):
    operator = server.person("reader", ["operator"])
    path = f"/v1/print/jobs/{job}"

    def verdict(code, want, **counts):
        check_reply(f"{code} is {want}", operator.post(f"{path}/verify", {"code": code}), 200, {"verdict": want, "job": {"read_back": counts}})

    verdict("PUMP:A1", "right", right=1, wrong=0, missing=2)
    verdict("PUMP:A1", "again", right=1, wrong=0, missing=2)
    verdict("M1", "wrong", right=1, wrong=1, missing=2)
    verdict("BER-1", "wrong", wrong=2)
    verdict("nobody knows", "unreadable", right=1, wrong=3, missing=2)
    check_reply("who read what", operator.get(f"{path}/labels"), 200, {"items": [{"verified_by": "reader"}, {}, {}]})
    missing = operator.get(f"{path}/labels?missing=true").json["items"]
    equal("what is missing", [l["code"] for l in missing], ["A2", "A3"])
    renumber = {"product": "PUMP", "serial": "A2", "serial_new": "A2-NEW", "reason": "unreadable plate"}
    check_reply("renumbered", server.admin().post("/v1/commands/correct", renumber), 201)
    verdict("A2", "void", right=1, wrong=4, missing=2)
    check_reply("the old label is void", operator.get(f"{path}/labels?limit=2"), 200, {"items": [{"state": "sent"}, {"state": "void", "code": "A2", "now": "A2-NEW"}]})
    void_labels(server, operator)
    check_reply("and not printed again", operator.post(f"{path}/reprint", {"labels": [2], "reason": "torn"}), 409, problem("label_void"))
    verdict("A3", "right", right=2)
    check_reply("closed", operator.post(f"{path}/close"), 200, {"state": "verified", "ended_by": "reader", "read_back": {"right": 2, "wrong": 4, "missing": 1}})
    check_reply("that was it", operator.post(f"{path}/verify", {"code": "A3"}), 409, problem("print_state"))


def void_labels(server, operator):
    """A scan of a number that the unit bore before: its label is void, if there is one that came out."""
    admin = server.admin()

    def notes(code):
        return {n["code"]: n["detail"] for n in operator.get(f"/v1/scan?code={code}").json.get("notes", [])}

    old = notes("A2")
    equal("of a label that came out", sorted(old), ["former_serial", "void_label"])
    check("when it was printed, and what to do", re.search(r"printed on \d{4}-\d\d-\d\d, is void: print a new one", old.get("void_label", "")), old)
    equal("of the new number", notes("A2-NEW"), {})
    admin.post("/v1/commands/receive", {"product": "MOTOR", "serials": ["V1", "V2"], "location": "BER-1"})
    job = admin.post("/v1/print/jobs", {"printer": "Tab", "product": "MOTOR", "serials": ["V1"]}).json
    for serial in ("V1", "V2"):
        check_reply(f"{serial} is renumbered", admin.post("/v1/commands/correct", {"product": "MOTOR", "serial": serial, "serial_new": f"{serial}-NEW", "reason": "misread"}), 201)
    equal("of a label of which nobody knows whether it came out", sorted(notes("V1")), ["former_serial"])
    check_reply("it did", admin.post(f"/v1/print/jobs/{job['id']}/decide", {"labels": [1], "came_out": True}), 200)
    equal("then it is void", sorted(notes("V1")), ["former_serial", "void_label"])
    equal("no label was printed", sorted(notes("V2")), ["former_serial"])
    check_reply("renumbered back", admin.post("/v1/commands/correct", {"product": "MOTOR", "serial": "V1-NEW", "serial_new": "V1", "reason": "it was right"}), 201)
    equal("its label is good again", notes("V1"), {})


def test_void_before(server):
    """A unit that is renumbered while its label waits: the label is not printed."""
    admin = server.admin()
    with Printer() as printer:
        admin.patch("/v1/printers/Real", {"port": printer.port, "confirm": "status", "template": UNIT})
        printer.paper(False)
        job = admin.post("/v1/print/jobs", {"printer": "Real", "product": "PUMP", "serials": ["A3", "A4", "A5"]}).json
        path = f"/v1/print/jobs/{job['id']}"
        until("it is paused", lambda: admin.get(path).json.get("problem") == "paper_out")
        admin.post("/v1/commands/correct", {"product": "PUMP", "serial": "A4", "serial_new": "A4-NEW", "reason": "plate"})
        printer.paper(True)
        until("the job is printed", lambda: admin.get(path).json["state"] == "printed")
        equal("without the old number", printer.labels, ["A3", "A5"])
        check_reply("and says so", admin.get(path), 200, {"progress": {"confirmed": 2, "void": 1}})


def test_again(server):
    """Torn labels: printed once more, with a reason, and that is known of the unit for ever."""
    operator, admin = server.person("again", ["operator"]), server.admin()
    unit = admin.get("/v1/products/PUMP/units/A5").json["id"]
    first = admin.get(f"/v1/print/jobs?unit={unit}").json["items"][0]
    with Printer(answers=False) as printer:
        admin.patch("/v1/printers/Real", {"port": printer.port, "confirm": "close"})
        body = {"id": str(uuid.uuid4()), "labels": [3], "reason": "torn"}
        path = f"/v1/print/jobs/{first['id']}/reprint"
        rows(operator, [
            ("no reason", "POST", path, {"labels": [3]}, 422, problem("missing_field", field="reason")),
            ("one that never was", "POST", path, {"labels": [7], "reason": "torn"}, 404, problem("not_found")),
            ("again", "POST", path, body, 201, {"reprint_of": first["id"], "reason": "torn", "labels": 1, "actor": "again"}),
            ("the same", "POST", path, body, 200, {"id": body["id"]}),
        ])
        until("it is printed", lambda: admin.get(f"/v1/print/jobs/{body['id']}").json["state"] == "printed")
        equal("once", printer.labels, ["A5"])
    labels = admin.get(f"/v1/units/{unit}/labels").json["items"]
    equal("who printed what", [(l["actor"], l.get("reason"), l["state"]) for l in labels], [("again", "torn", "sent"), ("admin", None, "confirmed")])
    check("as CSV", "again" in admin.get(f"/v1/units/{unit}/labels?format=csv").text)
    page = admin.get(f"/v1/units/{unit}/labels?limit=1").json
    equal("page by page", [l["actor"] for l in admin.get(f"/v1/units/{unit}/labels?limit=1&cursor={page['next']}").json["items"]], ["admin"])


def test_stopped(server):
    """Paused, resumed, cancelled by people; a printer that is not there."""
    admin = server.admin()
    job = admin.post("/v1/print/jobs", {"printer": "Goods in", "template": UNIT, "product": "PUMP", "serials": ["A1", "A3"]}).json
    path = f"/v1/print/jobs/{job['id']}"
    until("nobody is there", lambda: admin.get(path).json.get("problem") == "unreachable")
    check_reply("it says when it tries again", admin.get(path), 200, {"state": "paused", "next_try_at": lambda v: bool(v), "tries": lambda n: n >= 1, "progress": {"waiting": 2}})
    rows(admin, [
        ("paused", "POST", f"{path}/pause", None, 200, {"state": "paused", "problem": "by_person"}),
        ("resumed", "POST", f"{path}/resume", None, 200, {"labels": 2}),
        ("not to be closed", "POST", f"{path}/close", None, 409, problem("print_state")),
        ("cancelled", "POST", f"{path}/cancel", None, 200, {"state": "cancelled", "progress": {"cancelled": 2}, "ended_by": "admin"}),
        ("again", "POST", f"{path}/cancel", None, 200, {"state": "cancelled"}),
        ("not to be resumed", "POST", f"{path}/resume", None, 409, problem("print_state")),
    ])
    queue = admin.post("/v1/printers", {"name": "Office", "kind": "cups", "queue": "none", "template": UNIT})
    check_reply("a queue", queue, 201)
    job = admin.post("/v1/print/jobs", {"printer": "Office", "product": "PUMP", "serials": ["A1"]}).json
    until("no such queue", lambda: admin.get(f"/v1/print/jobs/{job['id']}").json.get("problem") == "no_spooler")
    check_reply("why", admin.get(f"/v1/print/jobs/{job['id']}"), 200, {"detail": lambda text: len(text) > 5})
    check("counted", "serno_printer_troubles_total" in admin.get("/metrics").text)


def test_queue():
    """A queue of a print server: each label is a document of its own, whose end is waited for."""
    with Spooler() as spooler:
        os.environ["CUPS_SERVER"] = spooler.address
        with harness.Server() as server:
            admin = server.admin()
            company(admin)
            admin.post("/v1/printers", {"name": "Office", "kind": "cups", "queue": "Office", "template": UNIT, "patience": 1})
            status = admin.get("/v1/printers/Office/status").json
            if "built without CUPS" in status.get("detail", ""):
                print("skipped: this program was built without CUPS")
                return
            equal("the queue is there", status, {"printer": "Office", "ready": True})
            job = admin.post("/v1/print/jobs", {"printer": "Office", "product": "PUMP", "serials": ["A1", "A2", "A3"]}).json
            path = f"/v1/print/jobs/{job['id']}"
            until("the job is printed", lambda: admin.get(path).json["state"] == "printed")
            check_reply("confirmed by the print server", admin.get(path), 200, {"progress": {"confirmed": 3}})
            equal("each label once", [name for name, _ in spooler.documents], [f"serno {job['id']} {i}" for i in (1, 2, 3)])
            check("as PDF", all(data.startswith(b"%PDF") for _, data in spooler.documents))
            spooler.state = 6
            job = admin.post("/v1/print/jobs", {"printer": "Office", "product": "PUMP", "serials": ["A4", "A5"]}).json
            path = f"/v1/print/jobs/{job['id']}"
            until("it is stopped there", lambda: admin.get(path).json["state"] == "paused")
            spooler.state = 8
            until("and aborted", lambda: admin.get(path).json["progress"]["uncertain"] >= 1)
            spooler.state = None
            until("the other goes on", lambda: admin.get(path).json["state"] == "waiting_for_decision")
            check_reply("one is uncertain", admin.get(f"{path}/labels"), 200, {"items": [{"state": "uncertain"}, {"state": "confirmed"}]})
            equal("nothing twice", len(spooler.documents), 5)
            queue_without_device(admin, spooler)


def queue_without_device(admin, spooler):
    """A print server keeps the job of a printer that does not answer in process; only of the printer itself it says why."""
    spooler.state, spooler.reason, spooler.message = 5, "connecting-to-device", "The printer is not responding."
    job = admin.post("/v1/print/jobs", {"printer": "Office", "product": "PUMP", "serials": ["A1"]}).json
    path = f"/v1/print/jobs/{job['id']}"
    until("it does not answer", lambda: admin.get(path).json.get("problem") == "no_answer")
    check_reply("what the print server says", admin.get(path), 200, {"state": "paused", "detail": "CUPS says: The printer is not responding. (connecting-to-device)"})
    spooler.reason, spooler.message = "media-empty-error", ""
    until("it answers, and has a problem", lambda: admin.get(path).json.get("problem") == "other")
    check_reply("which", admin.get(path), 200, {"detail": "CUPS says: (media-empty-error)"})
    spooler.state, spooler.reason = None, "none"
    until("the job is printed", lambda: admin.get(path).json["state"] == "printed")


@contextlib.contextmanager
def silence():
    """A port at which nobody says anything, not even no: the queue of a listener that accepts nothing is full."""
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        where = listener.getsockname()
        for _ in range(2):
            filling = stack.enter_context(socket.socket())
            filling.setblocking(False)
            filling.connect_ex(where)
        probe = stack.enter_context(socket.socket())
        probe.settimeout(0.2)
        try:
            probe.connect(where)
            raise SystemExit("the port answers: this test shows nothing")
        except TimeoutError:
            yield where[1]


def test_unreachable(server):
    """Ten printers that do not answer, asked at once: others who want something drawn do not wait for them, and the answer comes soon."""
    count, patient = 10, 10
    admin = server.admin()
    with silence() as port:
        for i in range(count):
            admin.post("/v1/printers", {"name": f"Silent {i}", "kind": "raw9100", "host": "127.0.0.1", "port": port, "patience": patient if i == 0 else 1})
        answers, begun = [], time.monotonic()

        def ask(i):
            answers.append((i, server.client(admin.token).get(f"/v1/printers/Silent%20{i}/status"), time.monotonic() - begun))

        threads = [threading.Thread(target=ask, args=(i,)) for i in range(count)]
        for thread in threads:
            thread.start()
        for _ in range(3):
            check_reply("a drawing meanwhile", admin.post("/v1/labels/preview", {"template": UNIT}), 200)
        waiting = count - len(answers)
        for thread in threads:
            thread.join()
        check("it did not wait for them", waiting > 0, waiting)
        for i, reply, seconds in answers:
            check_reply(f"printer {i}", reply, 200, {"ready": False, "problem": "unreachable", "detail": lambda text: len(text) > 5})
            check(f"printer {i}: soon", seconds < patient, seconds)
        print(f"figure: {count} printers that do not answer: told after {max(s for _, _, s in answers):.1f} s; {waiting} of them still waited for when 3 labels were drawn")


def test_not_drawn(server):
    """A label that cannot be drawn pauses its job and says why, in whole characters, however long the reason is."""
    admin = server.admin()
    bars = {"name": "Bars", "for": "product", "width": 100, "height": 30,
            "elements": [{"kind": "symbol", "x": 0, "y": 0, "w": 100, "h": 30, "symbology": "code39", "content": "{product.name}"}]}
    template = admin.post("/v1/labels/templates", {"template": bars}).json["id"]
    with socket.create_server(("127.0.0.1", 0)) as there:
        for i, name in enumerate(("Ä" * 150, "x" + "Ä" * 150)):
            printer = {"name": f"Bars {i}", "kind": "raw9100", "host": "127.0.0.1", "port": there.getsockname()[1], "template": template}
            check_reply(f"printer {i}", admin.post("/v1/printers", printer), 201)
            check_reply(f"product {i}", admin.post("/v1/products", {"sku": f"LONG-{i}", "name": name}), 201)
            job = admin.post("/v1/print/jobs", {"printer": f"Bars {i}", "products": [f"LONG-{i}"]}).json
            until("not drawn", lambda path=f"/v1/print/jobs/{job['id']}": b'"paused"' in admin.get(path).body)
            reply = admin.get(f"/v1/print/jobs/{job['id']}")
            check_reply(f"why {i}", reply, 200, {"state": "paused", "detail": lambda text: text.startswith("elements[0].content: a code39 symbol cannot say")})


def main():
    test_queue()
    os.environ["CUPS_SERVER"] = "127.0.0.1:1"  # nobody's
    with harness.Server() as server:
        company(server.admin())
        test_printers(server)
        job = test_made_once(server)
        test_browser(server, job)
        test_read_back(server, job)
        test_void_before(server)
        test_again(server)
        test_stopped(server)
        test_not_drawn(server)
        test_unreachable(server)
    harness.finish()


main()
