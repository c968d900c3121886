"""A print job that must come out once, for the tests that disturb one: its company, its printer, who decides about labels, the verdict."""
import collections
import time

import lib
from lib import check

DEADLINE_S = 60
UNITS = 60
TEMPLATE = "roll-50x25-unit-serial"
SERIALS = [f"P{i:05}" for i in range(1, UNITS + 1)]


def until(what, ask):
    """Ask until it is true; its answer."""
    deadline = time.monotonic() + DEADLINE_S
    while time.monotonic() < deadline:
        answer = ask()
        if answer:
            return answer
        time.sleep(0.01)
    raise SystemExit(f"waited {DEADLINE_S} s in vain: {what}")


class Round:
    """A job on a printer of one mode."""

    def __init__(self, server, printer, name, batch, rng):
        self.server, self.printer, self.name, self.batch, self.rng = server, printer, name, batch, rng
        self.path = None
        self.rest_s = DEADLINE_S  # for the printer to have read all that was sent to it; 0: somebody holds a connection and sends nothing
        self.uncertain = self.worst = 0

    def begin(self):
        body = {"id": lib.new_id(self.rng), "printer": self.name, "template": TEMPLATE, "product": "CAM", "serial_ranges": [f"{SERIALS[0]}..{SERIALS[-1]}"]}
        self.printer.forget()
        first = self.server.admin().post("/v1/print/jobs", body)
        again = self.server.admin().post("/v1/print/jobs", body)
        check(f"{self.name}: a job", first.status == 201 and again.status == 200 and first.json["id"] == again.json["id"], first.text + again.text)
        self.path = f"/v1/print/jobs/{first.json['id']}"

    def job(self):
        return self.server.admin().get(self.path).json

    def decide(self):
        """Say of each uncertain label what really became of it. How many there were."""
        admin = self.server.admin()
        labels = admin.get(f"{self.path}/labels?state=uncertain&limit=1000").json["items"]
        if not labels:
            return 0
        check(f"{self.name}: the printer is at rest", self.printer.wait_until_idle(self.rest_s) or self.name.startswith("status") or not self.rest_s)
        for came_out in (True, False):
            positions = [l["position"] for l in labels if (self.printer.count(l["code"]) > 0) == came_out]
            if positions:
                reply = admin.post(f"{self.path}/decide", {"labels": positions, "came_out": came_out})
                check(f"{self.name}: decided", reply.status == 200, reply.text)
        self.uncertain += len(labels)
        self.worst = max(self.worst, len(labels))
        return len(labels)

    def finish(self):
        def over():
            job = self.job()
            if job["state"] == "waiting_for_decision":
                self.decide()
            elif job["state"] == "paused":
                self.server.admin().post(f"{self.path}/resume")
            return job["state"] == "printed"
        until(f"{self.name}: the job is printed", over)

    def verdict(self):
        check(f"{self.name}: each label once", not odd(self.printer.labels), odd(self.printer.labels))


def odd(labels):
    """What was printed twice or not at all."""
    counts = collections.Counter(labels)
    return [f"{s}: {counts[s]} times" for s in SERIALS if counts[s] != 1] + [f"{s}: who asked for it?" for s in counts if s not in SERIALS]


def company(server):
    server.masters(["CAM"], ["BIN"], [])
    reply = server.admin().post("/v1/commands/receive", {"product": "CAM", "serials": SERIALS, "location": "BIN"})
    assert reply.status == 201, reply.text


def make_printer(server, printer, mode, batch):
    name = f"{mode} {batch} {printer.port}"
    reply = server.admin().post("/v1/printers", {"name": name, "kind": "raw9100", "host": "127.0.0.1", "port": printer.port, "confirm": mode,
                                                 "batch": batch, "patience": 1})
    assert reply.status == 201, reply.text
    return name
