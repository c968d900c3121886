"""Promise 1: kill -9 at any instant loses no acknowledged scan and half-applies none.

Clients send single scans and bulks under ids of their own making and remember what was acknowledged. The server is killed again
and again: at random, while a bulk is under way, while a checkpoint moves pages, while it starts. After each start what was
acknowledged is looked for in the file; what was not acknowledged is sent again under the same id, or given up. At the end the books
are inspected as a whole.

It has teeth: the search is shown an acknowledgement that never was, and the inspection forged books; README.md says which broken
servers it found. What a process has handed to the kernel outlives it: a flush that is left out is found by cutting the power, not
here.
"""
import collections
import os
import random
import subprocess
import threading
import time

import lib

KILLS = 1000 if lib.LONG else 15
SCANS_MIN = 100_000 if lib.LONG else 300
CLIENTS = 6
BINS = [f"A{i}" for i in range(8)]
# How the instant of a kill is chosen, and how often.
WAYS = ["random", "random", "random", "bulk", "bulk", "checkpoint", "start"]
KINDS = ["bulk", "checkpoint", "start"]
if lib.books.CLUSTER:  # PostgreSQL's checkpoints are its own: killing serno does not meet them
    WAYS.remove("checkpoint")
    KINDS.remove("checkpoint")


class Command:
    """One command under one id: as sent, and what it would do."""
    __slots__ = ("id", "data", "bulk", "serials", "state")

    def __init__(self, id_, data, bulk, serials, state):
        self.id, self.data, self.bulk, self.serials, self.state = id_, data, bulk, serials, state


class Shared:
    """What the killer tells the clients, and they him."""

    def __init__(self):
        self.port = None  # None: the server is down
        self.up = threading.Condition()
        self.stop = False
        self.bulks_under_way = 0
        self.acknowledged = collections.deque()  # (command id, [(event id, seq)]) since the killer looked last
        self.attempted_bulks = []  # (prefix of the serials, how many)
        self.odd = []
        self.scans = self.units = self.repeats = self.given_up = 0


class Client(threading.Thread):
    """Owns its units, so that it always knows what the server must accept."""

    def __init__(self, shared, token, number, rng):
        super().__init__(daemon=True)
        self.shared, self.token, self.number, self.rng = shared, token, number, rng
        self.units = {}  # serial -> in_stock, picked
        self.made = 0
        self.pending = None

    # Commands

    def fresh(self, count):
        self.made += 1
        return f"{self.number}-{self.made}.", [f"{self.number}-{self.made}.{i}" for i in range(count)]

    def command(self, name, serials, state, bulk=False, **members):
        id_ = lib.new_id(self.rng)
        body = {"id": id_, "product": "P", **members, **({"serials": serials} if bulk else {"serial": serials[0]})}
        return Command(id_, lib.request_bytes(self.token, f"/v1/commands/{name}", body), bulk, serials, state)

    def bulk(self):
        many = self.rng.choice([20, 50, 200, 200, 1001, 2500])
        held = [s for s, state in self.units.items() if state == "in_stock"]
        if len(held) > many and self.rng.random() < 0.6:
            return self.command("move", self.rng.sample(held, many), "in_stock", True, location=self.rng.choice(BINS))
        prefix, serials = self.fresh(many)
        self.shared.attempted_bulks.append((prefix, many))
        return self.command("receive", serials, "in_stock", True, location=self.rng.choice(BINS))

    def next(self):
        if self.rng.random() < 0.02:
            return self.bulk()
        if len(self.units) < 20 or self.rng.random() < 0.2:
            return self.command("receive", self.fresh(1)[1], "in_stock", location=self.rng.choice(BINS))
        serial = self.rng.choice(list(self.units)) if len(self.units) < 100 else next(iter(self.units))
        state = self.units.pop(serial)  # and to the end of the dictionary, so that all have their turn
        self.units[serial] = state
        if state == "in_stock" and self.rng.random() < 0.5:
            return self.command("pick", [serial], "picked")
        if state == "picked" and self.rng.random() < 0.8:
            return self.command("unpick", [serial], "in_stock")
        return self.command("move", [serial], state, location=self.rng.choice(BINS))

    # Answers

    def acknowledged(self, command, answer):
        events = [(e["id"], e["seq"]) for e in answer.json["events"]]
        self.shared.acknowledged.append((command.id, events))
        self.shared.scans += not command.bulk
        self.shared.units += len(command.serials)
        for serial in command.serials:
            self.units[serial] = command.state
        if answer.json["units"] != len(command.serials):
            self.shared.odd.append(f"{len(command.serials)} units sent, {answer.body[:300]}")

    def send(self, wire):
        command = self.pending
        self.shared.bulks_under_way += command.bulk
        try:
            wire.send(command.data)
            answer = wire.receive()
        finally:
            self.shared.bulks_under_way -= command.bulk
        self.pending = None
        if answer.status in (200, 201):
            self.acknowledged(command, answer)
        else:
            self.shared.odd.append(f"{answer.status} {answer.body[:300]} to {command.data[:300]}")

    def after_break(self):
        """The connection broke over a command: send it once more, or give it up and its units too."""
        if self.rng.random() < 0.7:
            self.shared.repeats += 1
            return
        self.shared.given_up += 1
        for serial in self.pending.serials:
            self.units.pop(serial, None)
        self.pending = None

    def work(self, wire):
        if self.pending:
            self.after_break()
        while not self.shared.stop or self.pending:
            self.pending = self.pending or self.next()
            self.send(wire)

    def run(self):
        while not self.shared.stop or self.pending:
            with self.shared.up:
                self.shared.up.wait_for(lambda: self.shared.port or self.shared.stop)
                port = self.shared.port
            if not port:
                return
            try:
                wire = lib.Wire(port)
                try:
                    self.work(wire)
                finally:
                    wire.close()
            except lib.Gone:
                with self.shared.up:  # until the killer has started the server again
                    self.shared.up.wait_for(lambda: self.shared.port != port or self.shared.stop, 1)


# ---- the killer ----

class Killer:
    def __init__(self, server, shared, rng):
        self.server, self.shared, self.rng = server, shared, rng
        self.seqs = {}  # event id -> seq, as the database has it
        self.head = 0  # up to which place the ledger was looked at
        self.commands = {}  # acknowledged: id -> its events
        self.lost, self.starts = [], []
        self.instants = collections.Counter()

    def until(self, condition, seconds):
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                return False
            time.sleep(0.0005)
        return True

    def instant(self, way):
        """Wait for it; the name of what it turned out to be."""
        before = self.shared.scans
        self.until(lambda: self.shared.scans > before, 5)
        if way == "bulk" and self.until(lambda: self.shared.bulks_under_way, 1):
            time.sleep(self.rng.uniform(0, 0.03))
            return "bulk" if self.shared.bulks_under_way else "random"
        if way == "checkpoint":
            changed = os.stat(self.server.db).st_mtime_ns  # commits go to the log: only a checkpoint writes here
            if self.until(lambda: os.stat(self.server.db).st_mtime_ns != changed, 2):
                return "checkpoint"
            return "random"
        time.sleep(self.rng.uniform(0.002, 0.15))
        return "random"

    def down(self):
        with self.shared.up:
            self.shared.port = None
        self.server.kill()

    def up(self):
        self.starts.append(self.server.again())
        with self.shared.up:
            self.shared.port = self.server.port
            self.shared.up.notify_all()

    def killed_while_starting(self):
        process = subprocess.Popen([lib.harness.binary(), "serve", "--db", self.server.db, "--port", "0"],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(self.rng.uniform(0, max(self.starts, default=0.1)))
        process.kill()
        process.wait()
        self.instants["start"] += 1

    def look(self):
        """What was acknowledged since the last look is in the books, in its place and with all its parts."""
        acknowledged = [self.shared.acknowledged.popleft() for _ in range(len(self.shared.acknowledged))]
        high = self.head
        head = lib.head(self.server.db)  # first: up to it nothing changes any more
        rows = lib.query(self.server.db, "SELECT id, seq FROM event WHERE seq > ?1 ORDER BY seq", high)
        self.head = head or max([high] + [seq for _, seq in rows])
        if [seq for _, seq in rows if seq <= self.head] != list(range(high + 1, self.head + 1)):
            self.lost.append(f"the ledger has a gap behind event {high}")
        self.seqs.update((id_.hex(), seq) for id_, seq in rows)
        for id_, events in acknowledged:
            self.commands[id_] = events
            self.lost += self.missing(id_)

    def missing(self, id_):
        return [f"event {seq} ({event}) of command {id_}" for event, seq in self.commands[id_]
                if self.seqs.get(event.replace("-", "")) != seq]

    def round(self, way):
        self.instants[self.instant("random" if way == "start" else way)] += 1
        self.down()
        if way == "start":
            self.killed_while_starting()
        self.up()
        self.look()

    def kills(self):
        return sum(self.instants.values())


def bulks_halved(db, attempted):
    """Bulk receipts of which some units are there and some are not, acknowledged or not."""
    there = collections.Counter(serial.split(".")[0] + "." for serial, in lib.query(db, "SELECT serial FROM unit"))
    return [f"{prefix}: {there[prefix]} of {count}" for prefix, count in attempted if there[prefix] not in (0, count)]


def counted_twice(db):
    """Commands that stand in the ledger more than once."""
    return lib.query(db, "SELECT id, count(*) FROM event GROUP BY id HAVING count(*) > 1")


def main():
    rng = random.Random(lib.seed())
    with lib.Server() as server:
        server.masters(["P"], BINS, [])
        token = server.admin().token
        server.kill()
        shared = Shared()
        killer = Killer(server, shared, rng)
        clients = [Client(shared, token, i, random.Random(rng.random())) for i in range(CLIENTS)]
        for client in clients:
            client.start()
        killer.up()
        begun = time.monotonic()
        while killer.kills() < KILLS or shared.scans < SCANS_MIN:
            killer.round(rng.choice(WAYS))
            if killer.lost or shared.odd:
                break
        shared.stop = True
        for client in clients:
            client.join(120)
        server.stop()
        killer.look()
        report(server, shared, killer, time.monotonic() - begun)
    lib.finish()


def report(server, shared, killer, seconds):
    halved = bulks_halved(server.db, shared.attempted_bulks)
    lib.figure(f"{killer.kills()} kills ({lib.counted(list(killer.instants.elements()))}), {shared.scans} scans and "
               f"{len(shared.attempted_bulks)} bulk receipts with {shared.units} units in all acknowledged in {seconds:.0f} s: "
               f"{len(killer.lost)} lost, {len(halved)} half-applied; {shared.repeats} sent again, {shared.given_up} given up")
    lib.figure(f"start after a kill: {sorted(killer.starts)[len(killer.starts) // 2] * 1000:.0f} ms in the middle, "
               f"{max(killer.starts) * 1000:.0f} ms at most")
    lib.check("nothing acknowledged is lost", not killer.lost, killer.lost[:10])
    lib.check("no bulk is half there", not halved, halved[:10])
    lib.check("nothing counts twice", not counted_twice(server.db))
    lib.check("all answers were yes", not shared.odd, shared.odd[:5])
    for way in KINDS if lib.LONG else ():
        lib.check(f"some kills were of the kind '{way}'", killer.instants[way])
    lib.inspected("after the kills", server.db)
    killer.commands["never sent"] = [("00000000-0000-4000-8000-000000000000", 1)]
    lib.check("a lost acknowledgement would be noticed", killer.missing("never sent"))
    lib.check("half a bulk would be noticed", bulks_halved(server.db, [("0-1.", 1 << 30)]))
    lib.has_teeth(server.db)


if __name__ == "__main__":
    main()
