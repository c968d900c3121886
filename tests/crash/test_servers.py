"""Promises 7, 8 and 9 where several processes write: two and three `serno serve` on one PostgreSQL database.

Fifty clients, each with a connection to every server, give conflicting commands about a few units; every command under an id, and
some of them once more at another server. Then races of sixty-four, spread over the servers: one id, one new serial, one package,
one identifier, one unit that all want. Then master data are changed at one server while the others use them: whoever asks after
that change was acknowledged is judged by it, wherever he asks. At the end the ledger is replayed by replay.py, and its root computed
from its bytes.

It has teeth: the judges are shown a second winner, an answer that differs, a unit in a closed location; the replay forged events.
"""
import collections
import json
import random
import threading
import time

import lib
import replay
import several
import test_conflict as conflict
import test_race

COUNTS = [2, 3]  # servers
ROUNDS = 12 if lib.LONG else 1  # of each part, for each count
COMMANDS = 3000 if lib.LONG else 700
AGAIN = 0.1  # of what was done is asked for again, elsewhere
WIDE = 64
CHANGES = 10 if lib.LONG else 3  # of each kind of master data in a round
MOVERS = 6
REVOKED_S = 1  # how long another server may still believe a key; it takes a tenth of that


# ---- conflicts ----

class Client(conflict.Client):
    """Asks any server; what was done is asked for once more at another one now and then."""

    def __init__(self, shared, rng, ports):
        super().__init__(shared, rng)
        self.ports = ports

    def run(self):
        wires = [several.wire(port) for port in self.ports]
        while self.shared.take():
            name, body = conflict.command(self.rng, self.shared.done, self.shared.statuses)
            body["id"] = lib.new_id(self.rng)
            first, *others = self.rng.sample(wires, len(wires))
            answer = first.post(self.shared.token, f"/v1/commands/{name}", body)
            while answer.status == 503 and answer.json["code"] == "overloaded":  # too many in the way of each other; nothing was done
                self.shared.overloaded += 1
                answer = first.post(self.shared.token, f"/v1/commands/{name}", body)
            self.judge(name, {k: v for k, v in body.items() if k != "id"}, answer)
            if answer.status == 201 and self.rng.random() < AGAIN:
                again = others[0].post(self.shared.token, f"/v1/commands/{name}", body)
                self.shared.again.append((name, body, answer, again))
        for wire in wires:
            wire.close()


def differing(repeats):
    """Repeats that were not answered with the first answer."""
    return [f"{name} {json.dumps(body)}: {first.body[:300]}, then {again.status} {again.body[:300]}"
            for name, body, first, again in repeats
            if again.status != 200 or not again.replayed or again.body != first.body]


def quarrel(servers, shared, round_, rng):
    conflict.stock_up(servers[0], round_)
    shared.left = COMMANDS
    clients = [Client(shared, conflict.Rng(rng.random()), [s.port for s in servers]) for _ in range(conflict.CLIENTS)]
    for client in clients:
        client.rng.round = round_
        client.start()
    for client in clients:
        client.join()


def ask_everywhere(servers, shared, rng):
    """The repeats, once more at every server, after all is over."""
    sample = rng.sample(shared.again, min(len(shared.again), 200))
    wires = [lib.Wire(s.port) for s in servers]
    return [(name, body, first, wire.post(shared.token, f"/v1/commands/{name}", body))
            for name, body, first, _ in sample for wire in wires]


# ---- races ----

def one_winner(answers, code):
    """What is wrong when one of them may be done, and all others are refused by that name."""
    done = [a for a in answers if a.status == 201]
    wrong = [] if len(done) == 1 else [f"{len(done)} were done"]
    return wrong + [f"{a.status} {a.body[:200]}" for a in answers if a.status != 201 and (a.status != 409 or a.json["code"] != code)]


def all_win(answers, _):
    return [f"{a.status} {a.body[:200]}" for a in answers if a.status != 201]


class Races(test_race.Race):
    def __init__(self, servers, rng):
        super().__init__(servers[0], rng)
        self.servers = servers

    def connect(self):
        """Anew for each round: connections that are not used are closed by the servers."""
        for wire in self.wires:
            wire.close()
        self.wires = [several.wire(self.servers[i % len(self.servers)].port) for i in range(WIDE)]

    def receive(self, serials):
        reply = self.server.admin().post("/v1/commands/receive", {"product": "P", "serials": serials, "location": "A0"})
        assert reply.status == 201, reply.text
        return serials

    def let_go(self, kind, name, bodies, judge, code=None):
        answers = test_race.race(self.wires, [lib.request_bytes(self.token, f"/v1/commands/{name}", b) for b in bodies])
        self.races[kind] += 1
        self.wrong += [f"{kind}: {w}" for w in judge(answers, code)]

    def picked(self, serials):
        self.receive(serials)
        reply = self.server.admin().post("/v1/commands/pick", {"product": "P", "serials": serials})
        assert reply.status == 201, reply.text
        return serials

    def things(self):
        """What each of all wants is there once."""
        self.serial += 1
        mark = f"R{self.serial}"
        own = [f"{mark}-{i}" for i in range(WIDE)]
        one = {"product": "P", "serial": f"{mark}-one"}
        self.let_go("one new serial", "receive", [{**one, "location": f"A{i}"} for i in range(WIDE)], one_winner, "duplicate_serial")
        self.let_go("one unit picked", "pick", [{**one, "order": f"O{i}"} for i in range(WIDE)], one_winner, "wrong_status")
        self.let_go("one unit packed", "pack", [{**one, "package": f"{mark}-P{i}"} for i in range(WIDE)], one_winner, "wrong_status")
        self.let_go("one unit shipped", "ship", [{**one, "party": f"C{i % 4}"} for i in range(WIDE)], one_winner, "wrong_status")
        self.let_go("one identifier", "receive", [{"product": "P", "location": "A0", "units": [
            {"product": "P", "serial": s, "identifiers": {"mac": [f"02:{self.serial:010X}"]}}]} for s in own], one_winner, "duplicate_identifier")
        self.let_go("one new package", "pack", [{"product": "P", "serial": s, "package": f"{mark}-BOX"}
                                                for s in self.picked([f"{s}p" for s in own])], all_win)
        self.let_go("one new lot", "receive", [{"product": "P", "serial": f"{s}l", "location": "A0", "lot": f"{mark}-LOT"}
                                               for s in own], all_win)
        self.let_go("one place", "move", [{"product": "P", "serial": s, "location": "A1"}
                                          for s in self.receive([f"{s}m" for s in own])], all_win)
        self.receive([f"{mark}-child", *[f"{s}i" for s in own]])
        self.let_go("one unit installed", "install", [{"product": "P", "serial": f"{mark}-child", "parent": {
            "product": "P", "serial": f"{s}i"}} for s in own], one_winner, "wrong_status")


# ---- master data ----

class Mover(threading.Thread):
    """Sends units of its own to a place and back while that place is closed elsewhere."""

    def __init__(self, masters, number, port, token):
        super().__init__(daemon=True)
        self.masters, self.port, self.token = masters, port, token
        self.body = {"product": "P", "serial": f"M{number}"}
        self.codes = collections.Counter()
        self.late = []  # accepted although it was sent after the closing had been acknowledged

    def run(self):
        wire, there = lib.Wire(self.port), False
        while not self.masters.over:
            closed = self.masters.closed  # which time, before it is sent
            answer = wire.post(self.token, "/v1/commands/move", {**self.body, "location": "A0" if there else "SHUT"})
            self.codes["done" if answer.status == 201 else answer.json["code"]] += 1
            if closed and not there and answer.status == 201 and closed == self.masters.closed:  # not opened meanwhile
                self.late.append(answer.body[:200])
            there = not there if answer.status == 201 else there
        if there:
            wire.post(self.token, "/v1/commands/move", {**self.body, "location": "A0"})
        wire.close()


class Masters:
    """Changes at the first server, which the others must obey as soon as they are acknowledged."""

    def __init__(self, servers):
        self.servers, self.admin = servers, servers[0].admin()
        self.others = [s.admin() for s in servers[1:]]
        self.over = False
        self.number = self.closings = self.closed = 0  # closed: which closing lasts, 0: none
        self.seen, self.wrong, self.slowest = collections.Counter(), [], 0
        for body in ({"product": "P", "serials": ["X", *[f"M{i}" for i in range(MOVERS)]], "location": "A0"},):
            assert self.admin.post("/v1/commands/receive", body).status == 201

    def change(self, path, body):
        reply = self.admin.patch(path, body)
        if reply.status != 200:
            self.wrong.append(f"{path} {body}: {reply.status} {reply.text[:200]}")

    def expect(self, what, name, body, code=None):
        """Every other server does it, or refuses it by that name."""
        for other in self.others:
            self.number += 1
            own = {} if "serial" in body else {"serial": f"n{self.number}"}
            reply = other.post(f"/v1/commands/{name}", {**body, **own})
            told = None if reply.status == 201 else reply.json["code"]
            if told != code:
                self.wrong.append(f"{what}: {reply.status} {reply.text[:200]}")
        self.seen[what] += 1

    def shut(self):
        """Closed as soon as a moment comes in which nothing is there; then nothing comes in any more, until it is open again."""
        x = {"product": "P", "serial": "X"}
        while self.admin.patch("/v1/locations/SHUT", {"active": False}).status != 200:
            self.seen["a place that is not empty"] += 1
        self.closings += 1
        self.closed = self.closings
        self.expect("a closed place", "move", {**x, "location": "SHUT"}, "location_closed")
        self.closed = 0
        self.change("/v1/locations/SHUT", {"active": True})
        self.expect("an opened place", "move", {**x, "location": "SHUT"})
        self.expect("out of it", "move", {**x, "location": "A0"})

    def places(self):
        movers = [Mover(self, i, self.servers[i % len(self.servers)].port, self.admin.token) for i in range(MOVERS)]
        self.over = False
        for mover in movers:
            mover.start()
        for _ in range(CHANGES):
            self.shut()
        self.over = True
        for mover in movers:
            mover.join()
            self.wrong += [f"moved into a closed place: {late}" for late in mover.late]
            self.wrong += [f"a mover was told {code}" for code in mover.codes if code not in ("done", "location_closed")]
            self.seen.update({f"moves {code}": n for code, n in mover.codes.items()})

    def products(self):
        at = {"product": "Q", "location": "A0"}
        self.change("/v1/products/Q", {"serial_format": "N#{6}"})
        self.expect("a new serial format", "receive", at, "bad_serial_format")
        self.change("/v1/products/Q", {"serial_format": "", "active": False})
        self.expect("a closed product", "receive", at, "product_closed")
        self.change("/v1/products/Q", {"active": True, "sku": "Q2"})
        self.expect("the old name of a product", "receive", at, "unknown_product")
        self.change("/v1/products/Q2", {"sku": "Q"})
        self.expect("its first name again", "receive", at)

    def names(self):
        self.change("/v1/locations/OLD", {"code": "NEW"})
        self.expect("the old code of a place", "receive", {"product": "P", "location": "OLD"}, "unknown_location")
        self.expect("its new code", "receive", {"product": "P", "location": "NEW"})
        self.change("/v1/locations/NEW", {"code": "OLD"})
        self.expect("its old code again", "receive", {"product": "P", "location": "OLD"})

    def people(self):
        """Who may no longer, may no longer anywhere."""
        self.number += 1
        key = self.servers[0].person(f"olga{self.number}", ["operator"])
        wires = [lib.Wire(s.port) for s in self.servers]
        body = {"product": "P", "serial": "X", "location": "A0"}
        before = {w.post(key.token, "/v1/commands/move", body).status for w in wires}
        self.admin.delete(f"/v1/keys/{key.key_id}")
        after = set()
        begun = time.monotonic()
        for wire in wires:
            while (status := wire.post(key.token, "/v1/commands/move", body).status) == 201 and time.monotonic() < begun + REVOKED_S:
                pass
            after.add(status)
        self.slowest = max(self.slowest, time.monotonic() - begun)
        if (before, after) != ({201}, {401}):
            self.wrong.append(f"a revoked key: {before}, then {after}")
        self.seen["a revoked key"] += 1

    def round(self):
        self.places()
        for _ in range(CHANGES):
            self.products()
            self.names()
        self.people()


# ---- all of it ----

def report(count, servers, shared, races, masters, everywhere):
    name, db = f"{count} servers", servers[0].db
    different = differing(list(shared.again) + everywhere)
    several.one_sequence(servers, db)
    for server in servers:
        server.stop()
    done, not_as_replayed = replay.replay(db)
    commands = sum(shared.answers.values())
    lib.figure(f"{name}: {conflict.CLIENTS} clients, {commands} conflicting commands: {shared.answers['done']} done, "
               f"{commands - shared.answers['done']} refused by {len(shared.answers) - 1} names, {shared.overloaded} told to come again; "
               f"{len(shared.again) + len(everywhere)} asked again elsewhere: {len(different)} answered differently")
    lib.figure(f"{name}: {sum(races.races.values())} races of {WIDE} ({len(races.races)} kinds): {len(races.wrong)} wrong answers")
    lib.figure(f"{name}: master data changed under way ({lib.counted(list(masters.seen.elements()))}): {len(masters.wrong)} disobeyed; "
               f"a revoked key was refused everywhere after {masters.slowest * 1000:.0f} ms at most")
    lib.figure(f"{name}: {sum(done.done.values())} events of {len(done.done)} commands about {len(done.units)} units replayed: "
               f"{len(done.wrong)} illegal states, {len(not_as_replayed)} units not as replayed; {done.fillers} places filled")
    lib.check(f"{name}: every command was answered", commands == ROUNDS * COMMANDS, shared.answers)
    lib.check(f"{name}: every refusal is a named one", not shared.odd, "\n  ".join(shared.odd[:5]))
    lib.check(f"{name}: one answer per id, everywhere", not different, "\n  ".join(different[:5]))
    lib.check(f"{name}: the races", not races.wrong, "\n  ".join(races.wrong[:10]))
    lib.check(f"{name}: master data are obeyed everywhere at once", not masters.wrong, "\n  ".join(masters.wrong[:10]))
    lib.check(f"{name}: every event is one that the table allows", not done.wrong, "\n  ".join(done.wrong[:10]))
    lib.check(f"{name}: every unit is as its events say", not not_as_replayed, "\n  ".join(not_as_replayed[:10]))
    lib.inspected(name, db)


def play(count, rng):
    with several.servers(count) as servers:
        bins = sorted({*conflict.BINS, *[f"A{i}" for i in range(WIDE)], "SHUT", "OLD"})
        servers[0].masters(["P", "D", "Q"], bins, [*conflict.PARTIES, *[f"C{i}" for i in range(4)]])
        shared = conflict.Shared(servers[0].port, servers[0].admin().token)
        shared.again, shared.overloaded = [], 0
        races, masters = Races(servers, rng), Masters(servers)
        for round_ in range(ROUNDS):
            quarrel(servers, shared, round_, rng)
            races.connect()
            races.round()
            races.things()
            masters.round()
        report(count, servers, shared, races, masters, ask_everywhere(servers, shared, rng))
        if count == COUNTS[-1]:
            lib.has_teeth(servers[0].db)
            conflict.teeth(servers[0].db)
            teeth(servers[0].db)


def forged(db, name, sql):
    """What is wrong in a copy of the books with this done to it."""
    to = lib.books.copy(db, "", name)
    try:
        with lib.books.write(to) as books:
            books.unprotect()
            lib.check(f"forged: {name}", books.change(sql) > 0)
        return lib.inspect(to)
    finally:
        lib.books.drop(to)


def teeth(db):
    done, no = lib.Answer(201, b'{"id":1}', False), lib.Answer(409, b'{"code":"wrong_status"}', False)
    for name, answers in [("two winners", [done, done, no]), ("no winner", [no, no]),
                          ("another refusal", [done, lib.Answer(409, b'{"code":"duplicate"}', False)]),
                          ("a failure", [done, lib.Answer(503, b'{"code":"unavailable"}', False)])]:
        lib.check(f"the judge has teeth: {name}", one_winner(answers, "wrong_status"))
    for name, again in [("another answer", lib.Answer(200, b'{"id":2}', True)), ("done twice", done), ("refused", no)]:
        lib.check(f"the comparison has teeth: {name}", differing([("move", {}, done, again)]))
    lib.check("a unit in a closed place is noticed", forged(
        db, "closed", "UPDATE location SET active = 0 WHERE id = (SELECT max(location_id) FROM unit)"))
    size, root = several.root_of(db)
    lib.check("another root is noticed", several.root_of(db) == (size, root) and lib.merkle_root([b"x" * 32]).hex() != root)


def main():
    several.needs_postgres()
    rng = random.Random(lib.seed())
    for count in COUNTS:
        play(count, rng)
    lib.finish()


if __name__ == "__main__":
    main()
