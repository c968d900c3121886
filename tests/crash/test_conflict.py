"""Promise 8: one unit is never in two places, and a number is never issued twice.

Fifty clients give conflicting commands about a few units: all that the table has, also bulks, packages put into each other, parts
installed into each other, units renumbered to numbers that others receive just then. What is refused is refused by name; what was
done is replayed from the bytes of the ledger by a second implementation of the table (replay.py), event by event.

It has teeth: forged bodies are shown to the replay (a unit that never was is shipped, a number given to another unit); README.md
says which broken servers it found.
"""
import collections
import json
import random
import threading

import lib
import replay

CLIENTS = 50
ROUNDS = 33 if lib.LONG else 1  # each with units of its own: in the end most are scrapped, stolen or shipped
COMMANDS = 3000  # a round
BINS = ["A1", "A2", "BENCH"]
PARTIES = ["BOB", "EVE"]
NUMBERS, STOCKED = [str(i) for i in range(24)], 18  # so many are there at first
PARTS = [f"D{i}" for i in range(10)]
BOXES = ["BOX1", "BOX2", "PALLET"]
ORDERS = ["SO1", "SO2"]

# How each field of the table is filled.
FIELDS = {
    "location": lambda r: r.choice(BINS), "party": lambda r: r.choice(PARTIES), "order": lambda r: r.choice(ORDERS),
    "lot": lambda r: r.choice(["L1", "L2"]), "reason": lambda r: "because", "hold": lambda r: r.choice(["quality", "recall"]),
    "package": lambda r: r.choice(BOXES), "parent": lambda r: unit(r), "count": lambda r: "C1",
}
# Commands that keep units in play are given more often than those that end them.
RARE = {"void", "scrap", "report_stolen", "allocate", "report_missing", "count_not_seen", "hold", "correct"}


def unit(rng):
    product, numbers = ("P", NUMBERS) if rng.random() < 0.7 else ("D", PARTS)
    return {"product": product, "serial": rng.number(numbers)}


def units(rng):
    """One unit, some, or what is in a package."""
    kind = rng.random()
    if kind < 0.85:
        return {"unit": unit(rng)}
    if kind < 0.93:
        return {"units": [unit(rng) for _ in range(rng.randint(2, 3))], "mode": rng.choice(["all", "partial"])}
    return {"units": [{"package": rng.choice(BOXES)}]}


def correction(rng, done):
    if done and rng.random() < 0.5:
        return {"undo": rng.choice(list(done)), "reason": "wrong"}
    return {"unit": unit(rng), "serial_new": rng.number(NUMBERS), "reason": "misprint"}


def command(rng, done, statuses):
    """(name, body) of something that may or may not be possible now; mostly something that was possible a moment ago."""
    who = units(rng)
    status = statuses.get(str(who.get("unit")), "in_stock")
    names = [n for n, c in lib.COMMANDS.items() if status in c["from"]] if rng.random() < 0.7 else list(lib.COMMANDS)
    name = rng.choice(names or list(lib.COMMANDS))
    while name in RARE and len(names) > 3 and rng.random() < 0.7:
        name = rng.choice(names)
    if name == "correct":
        return name, correction(rng, done)
    if name in ("pack", "unpack") and rng.random() < 0.2:
        return name, {"packages": [rng.choice(BOXES)], **({"package": rng.choice(BOXES)} if name == "pack" else {})}
    spec = lib.COMMANDS[name]
    body = {f: FIELDS[f](rng) for f in spec["needs"] if f in FIELDS}
    body |= {f: FIELDS[f](rng) for f in spec["may"] if f in FIELDS and rng.random() < 0.3}
    if "party_or_location" in spec["needs"]:
        body |= {"party": rng.choice(PARTIES)} if rng.random() < 0.7 else {"location": rng.choice(BINS)}
    if "choice" in spec:
        body[spec["choice"]] = rng.choice([c for c in spec["to"] if c != "scrap" or rng.random() < 0.2])
    return name, {**body, **who}


class Rng(random.Random):
    """Knows the round."""
    round = 0

    def number(self, numbers):
        return f"{self.round}/{self.choice(numbers)}"


class Shared:
    """What the clients of a round have in common."""

    def __init__(self, port, token):
        self.port, self.token = port, token
        self.lock = threading.Lock()
        self.left = 0
        self.done = collections.deque(maxlen=8)  # ids of the last events, to be undone
        self.statuses = {}  # of units, as somebody was told last
        self.answers = collections.Counter()
        self.odd = []

    def take(self):
        with self.lock:
            self.left -= 1
            return self.left >= 0


class Client(threading.Thread):
    def __init__(self, shared, rng):
        super().__init__(daemon=True)
        self.shared, self.rng = shared, rng

    def run(self):
        wire = lib.Wire(self.shared.port)
        while self.shared.take():
            name, body = command(self.rng, self.shared.done, self.shared.statuses)
            self.judge(name, body, wire.post(self.shared.token, f"/v1/commands/{name}", body))
        wire.close()

    def judge(self, name, body, answer):
        if answer.status == 201:
            self.shared.answers["done"] += 1
            self.shared.done.extend(e["id"] for e in answer.json["events"])
            if "unit" in answer.json:
                self.shared.statuses[str(body.get("unit"))] = answer.json["unit"]["status"]
            return
        code = answer.json.get("code")
        self.shared.answers[code] += 1
        if not 400 <= answer.status < 500 or lib.REFUSALS.get(code) != answer.status:
            self.shared.odd.append(f"{name} {json.dumps(body)}: {answer.status} {answer.body[:300]}")


def stock_up(server, round_):
    """Something to quarrel about."""
    admin = server.admin()
    for product, numbers in (("P", NUMBERS[:STOCKED]), ("D", PARTS)):
        serials = [f"{round_}/{n}" for n in numbers]
        reply = admin.post("/v1/commands/receive", {"product": product, "serials": serials, "location": "A1"})
        assert reply.status == 201, reply.text


def quarrel(server, shared, round_, rng):
    stock_up(server, round_)
    shared.left = COMMANDS
    clients = [Client(shared, Rng(rng.random())) for _ in range(CLIENTS)]
    for client in clients:
        client.rng.round = round_
        client.start()
    for client in clients:
        client.join()


def main():
    rng = random.Random(lib.seed())
    with lib.Server() as server:
        server.masters(["P", "D"], BINS, PARTIES)
        shared = Shared(server.port, server.admin().token)
        for round_ in range(ROUNDS):
            quarrel(server, shared, round_, rng)
        server.stop()
        report(server.db, shared)
    lib.finish()


def report(db, shared):
    done, different = replay.replay(db)
    commands = sum(shared.answers.values())
    lib.figure(f"{CLIENTS} clients, {commands} conflicting commands about {len(done.units)} units: {shared.answers['done']} done, "
               f"{commands - shared.answers['done']} refused by {len(shared.answers) - 1} names; {sum(done.done.values())} events of "
               f"{len(done.done)} commands replayed: {len(done.wrong)} illegal states, {len(different)} units not as replayed")
    lib.check("every command was answered", commands == ROUNDS * COMMANDS, shared.answers)
    lib.check("every refusal is a named one", not shared.odd, "\n  ".join(shared.odd[:5]))
    lib.check("every event is one that the table allows", not done.wrong, "\n  ".join(done.wrong[:10]))
    lib.check("every unit is as its events say", not different, "\n  ".join(different[:10]))
    lib.check("most commands of the table were done", len(done.done) >= (34 if lib.LONG else 22), sorted(lib.COMMANDS.keys() - done.done.keys()))
    lib.inspected("after the conflicts", db)
    lib.has_teeth(db)
    teeth(db)


def teeth(db):
    """Forged events behind the real ones are noticed."""
    bodies = lib.query(db, "SELECT seq, body FROM event ORDER BY seq")
    first = json.loads(bodies[0][1])
    fresh = {**first, "units": [{"product": first["units"][0]["product"], "units": [[999, "NEW"]]}]}
    one = {"product": first["units"][0]["product"], "units": [first["units"][0]["units"][0]]}
    forgeries = {
        "a unit that never was is shipped": [{**fresh, "command": "ship", "status": "in_transit", "party": [1, "BOB"]}],
        "a number issued twice": [{**fresh, "units": [{**one, "units": [[999, one["units"][0][1]]]}]}],
        "received twice": [fresh, fresh],
        "another status than the table's": [{**fresh, "status": "delivered"}],
        "a reservation without its order": [fresh, {**fresh, "command": "reserve", "status": "reserved"}],
    }
    for name, events in forgeries.items():
        forged = replay.Replay()
        for seq, body in enumerate([json.loads(bodies[0][1])] + events, 1):
            forged.feed(seq, json.dumps(body))
        lib.check(f"the replay has teeth: {name}", forged.wrong)


if __name__ == "__main__":
    main()
