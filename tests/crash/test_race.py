"""Promise 7: a race on one id applies once; the same id with other content is refused.

Sixty-four connections are filled with requests under one id and let go together, round after round: with equal content (one is
the first, all others get its answer), with different content (one wins, the others are told `id_reused`), and with two contents
(one content wins; whoever sent it gets the same answer). The same with Idempotency-Key for commands and for master data.

It has teeth: the judge is shown a second winner and forged answers; README.md says which broken servers it found.
"""
import collections
import json
import random

import lib

WIDE = 64
ROUNDS = 300 if lib.LONG else 12
BINS = [f"A{i}" for i in range(WIDE)]


def race(wires, requests):
    """Send all at once: whole requests but for their last byte first, then the last bytes. The answers, in the same order."""
    for wire, data in zip(wires, requests):
        wire.send(data[:-1])
    for wire, data in zip(wires, requests):
        wire.send(data[-1:])
    return [wire.receive() for wire in wires]


# ---- judges: what is wrong with the answers ----

def judge(answers, contents, repeat_status=200):
    """contents: what each of them sent. One content wins; its first answer is 201, the other answers to it are repeats."""
    wrong = []
    done = [(a, c) for a, c in zip(answers, contents) if a.status in (200, 201)]
    refused = [(a, c) for a, c in zip(answers, contents) if a.status not in (200, 201)]
    if [a.replayed for a, _ in done].count(False) != 1:
        wrong.append(f"{[a.replayed for a, _ in done].count(False)} were the first")
    if any(a.status != (repeat_status if a.replayed else 201) for a, _ in done):
        wrong.append(f"statuses {collections.Counter((a.status, a.replayed) for a, _ in done)}")
    if len({c for _, c in done}) != 1:
        wrong.append(f"{len({c for _, c in done})} contents were accepted under one id")
    if len({a.body for a, _ in done}) != 1:
        wrong.append(f"answers differ: {list({a.body for a, _ in done})[:2]}")
    winner = {c for _, c in done}
    for answer, content in refused:
        if answer.status != 409 or answer.json["code"] != "id_reused" or content in winner:
            wrong.append(f"{answer.status} {answer.body[:300]}")
    return wrong


class Race:
    def __init__(self, server, rng):
        self.server, self.rng = server, rng
        self.token = server.admin().token
        self.wires = [lib.Wire(server.port) for _ in range(WIDE)]
        self.serial = 0
        self.races = collections.Counter()
        self.wrong = []

    def run(self, kind, path, contents, key=None, repeat_status=200):
        """contents: a body each; key: sent as Idempotency-Key."""
        answers = race(self.wires, [lib.request_bytes(self.token, path, body, key=key) for body in contents])
        self.races[kind] += 1
        self.wrong += [f"{kind}: {w}" for w in judge(answers, [json.dumps(c, sort_keys=True) for c in contents], repeat_status)]

    def receipt(self, **members):
        return {"product": "P", "serial": f"S{self.serial}", **members}

    def commands(self, kind, contents):
        """The same race with the id in the body, and with a key that is a UUID or any text."""
        id_ = lib.new_id(self.rng)
        way = self.rng.choice(["body", "uuid", "text"])
        if way == "body":
            self.run(kind, "/v1/commands/receive", [{"id": id_, **c} for c in contents])
        else:
            self.run(kind, "/v1/commands/receive", contents, id_ if way == "uuid" else f"scan {id_}")

    def round(self):
        self.serial += 1
        self.commands("equal", [self.receipt(location="A0")] * WIDE)
        self.serial += 1
        self.commands("different", [self.receipt(location=b) for b in BINS])
        self.serial += 1
        contents = [self.receipt(location=b) for b in ("A1", "A2")] * (WIDE // 2)
        self.rng.shuffle(contents)
        self.commands("two contents", contents)
        self.masters()

    def masters(self):
        """There a repeat has the status of the first answer too."""
        name = f"R{self.serial}"
        self.run("master data, equal", "/v1/products", [{"sku": name, "name": name}] * WIDE, name, 201)
        self.run("master data, different", "/v1/parties",
                 [{"code": f"{name}-{i}", "name": name, "kind": "customer"} for i in range(WIDE)], name, 201)


def report(races, db, rounds):
    commands = sum(races.races[k] for k in ("equal", "different", "two contents"))
    events = lib.query(db, "SELECT count(*), count(DISTINCT id) FROM event WHERE units > 0")[0]  # others: places that were not used
    made = lib.query(db, "SELECT (SELECT count(*) FROM product WHERE sku LIKE 'R%'), (SELECT count(*) FROM party)")[0]
    lib.figure(f"{sum(races.races.values())} races of {WIDE} on one id ({lib.counted(list(races.races.elements()))}): "
               f"{events[0]} events for {commands} ids, {sum(made)} things for {2 * rounds} keys, {len(races.wrong)} wrong answers")
    for kind in races.races:
        wrong = [w for w in races.wrong if w.startswith(f"{kind}:")]
        lib.check(kind, not wrong, wrong[:3])
    lib.check("each id is in the ledger once", events == (commands, commands), events)
    lib.check("each key made one thing", made == (rounds, rounds), made)
    lib.inspected("after the races", db)


def teeth():
    first, again = lib.Answer(201, b'{"id":1}', False), lib.Answer(200, b'{"id":1}', True)
    reused = lib.Answer(409, b'{"code":"id_reused"}', False)
    for name, answers, contents in [("a second winner", [first, first], "aa"), ("another answer", [first, lib.Answer(200, b"", True)], "aa"),
                                    ("two contents accepted", [first, again], "ab"), ("an equal one refused", [first, reused], "aa"),
                                    ("another refusal", [first, lib.Answer(409, b'{"code":"duplicate"}', False)], "ab"),
                                    ("no winner", [reused, reused], "ab")]:
        lib.check(f"the judge has teeth: {name}", judge(answers, contents))


def main():
    rng = random.Random(lib.seed())
    with lib.Server() as server:
        server.masters(["P"], BINS, [])
        races = Race(server, rng)
        for _ in range(ROUNDS):
            races.round()
        server.stop()
        report(races, server.db, ROUNDS)
    teeth()
    lib.finish()


if __name__ == "__main__":
    main()
