"""Promises 10 and 9: Serno agrees with a simple model of it, and its books with its ledger.

Random commands, all that the table has, sensible and not, are given to the server over HTTP and to the model (model.py). Both must
decide the same (and refuse for a reason that the model knows), and from time to time everything that can be asked is asked: units,
filters, stock, histories, events, contents, traces, packages. At the end `serno doctor` and `serno ledger verify` look at the books.

A difference is shown with the seed and the command; SERNO_SEED=… runs that seed alone. It has teeth: at the end the model is given
a unit in another place, and the comparison must notice; ../crash/README.md says which broken servers it found.
"""
import json
import os
import random
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "crash"))
import lib  # noqa: E402  (found through the line above)

import compare  # noqa: E402
import maker  # noqa: E402
import model as M  # noqa: E402

SEEDS = 200 if lib.LONG else 5
COMMANDS = 2000 if lib.LONG else 800
COMPARE_EVERY = 50 if lib.LONG else 20

PRODUCTS = [
    {"sku": "PUMP", "name": "Pump", "warranty_months": 6},
    {"sku": "DISK", "name": "Disk", "serial_format": "D####"},
    {"sku": "SERUM", "name": "Serum", "shelf_life_days": 30, "warranty_months": 1},
    {"sku": "OLD", "name": "Old thing"},
]
LOCATIONS = [  # code, kind, parent
    ("SITE", "site", None), ("ZONE", "zone", "SITE"), ("A1", "bin", "ZONE"), ("A2", "bin", "ZONE"), ("BENCH", "repair", "SITE"),
    ("SITE2", "site", None), ("B1", "bin", "SITE2"), ("ROAD", "transit", None), ("BIN", "scrap", "SITE"), ("YARD", "customer", None),
]
PARTIES = [("ACME", "supplier"), ("SUPPLY", "supplier"), ("BOB", "customer"), ("EVE", "customer"), ("KIM", "customer")]
PEOPLE = {"admin": ["admin"], "olga": ["operator"], "max": ["manager"], "sue": ["support"], "ada": ["auditor"]}


class World:
    """A server and a model with the same master data."""

    def __init__(self, server):
        self.server = server
        self.admin = server.admin()
        self.wire = lib.Wire(server.port)
        self.tokens = {"admin": self.admin.token, **{n: server.person(n, roles).token for n, roles in PEOPLE.items() if n != "admin"}}

    def fresh(self):
        model = M.Model()
        for number, p in enumerate(PRODUCTS):
            self.must("POST", "/v1/products", p, 201)
            model.products.append(M.Thing(sku=p["sku"], name=p["name"], active=True, number=number, serial_format=p.get("serial_format", ""),
                                          warranty_months=p.get("warranty_months", 0), shelf_life_days=p.get("shelf_life_days", 0)))
        for code, kind, parent in LOCATIONS:
            body = {"code": code, "name": code.lower(), "kind": kind, **({"parent": parent} if parent else {})}
            self.must("POST", "/v1/locations", body, 201)
            model.locations.append(M.Thing(code=code, name=code.lower(), kind=kind, active=True, parent=model.by(model.locations, code=parent)))
        for code, kind in PARTIES:
            self.must("POST", "/v1/parties", {"code": code, "name": code.title(), "kind": kind}, 201)
            model.parties.append(M.Thing(code=code, name=code.title(), active=True))
        return model

    def must(self, method, path, body, status):
        reply = self.admin.request(method, path, body)
        assert reply.status == status, (path, body, reply.text)
        return reply.json

    def get(self, path):
        self.wire.send(f"GET {path} HTTP/1.1\r\nHost: serno\r\nAuthorization: Bearer {self.tokens['admin']}\r\n\r\n".encode())
        return self.wire.receive()


class Run:
    """One seed."""

    def __init__(self, server, seed):
        self.rng = random.Random(seed)
        self.world = World(server)
        self.model = self.world.fresh()
        self.maker = maker.Maker(self.rng, self.model, int(time.time() * 1000), lib.new_id)
        self.compare = compare.Comparer(self.model, self.world.get, self.rng)
        self.answers = []  # (path, type, body, person, reply)
        self.step = self.done = self.refused = 0
        self.codes = set()
        self.given = set()

    # ---- one command ----

    def post(self, path, type_, body, person):
        self.world.wire.send(lib.request_bytes(self.world.tokens[person], path, body, type_))
        return self.world.wire.receive()

    def command(self):
        self.give(*self.maker.command())

    def give(self, name, c):
        person = self.person(name, c)
        query, type_, body = maker.wire(c, self.rng)
        reply = self.post(f"/v1/commands/{name}{query}", type_, body, person)
        if self.forbidden(name, c, person):
            answer = M.Answer({0: {"forbidden"} | self.model.form(name, c)})
        else:
            answer = self.model.give(name, c)
        wrong = self.judge(name, c, answer, reply, person)
        if wrong:
            self.compare.say(f"{name}{urldecoded(query)} {body.decode()} by {person}", f"{reply.status} {reply.body[:600]}", wrong)
        if answer.done:
            self.answers.append((f"/v1/commands/{name}{query}", type_, body, person, reply))

    def undone_event(self, c):
        undo = c["shared"].get("undo")
        return next((e for e in self.model.events if e.id == undo), None) if undo else None

    def person(self, name, c):
        """Mostly who may everything; an event is undone by who made it as often as not."""
        event = self.undone_event(c) if name == "correct" else None
        if event and self.rng.random() < 0.5:
            return event.actor
        return "admin" if self.rng.random() < 0.9 else self.rng.choice(list(PEOPLE))

    def forbidden(self, name, c, person):
        """Each command has its roles. Who has none of them may still undo what they did themselves, if they may do it."""
        roles = {*PEOPLE[person]}
        if {"admin", *M.SPEC[name]["roles"]} & roles:
            return False
        if name != "correct" or not c["shared"].get("undo") or c["rows"] or c["packages"]:
            return True
        event = self.undone_event(c)
        if not event:
            return False  # there is no such event, whoever asks
        own_right = event.terms.get("undo") if event.command == "correct" else roles & {*M.SPEC[event.command]["roles"]}
        return event.actor != person or not own_right

    def judge(self, name, c, answer, reply, person):
        """What the model says instead, or nothing."""
        if not answer.done:
            self.refused += 1
            return self.judge_refusal(c, answer, reply)
        self.done += 1
        self.given.add(name)
        for event in answer.events:
            event.actor, event.device = person, f"key of {person}" if person != "admin" else None
            event.parent_serial = event.terms["parent"] and event.terms["parent"].serial
        if reply.status != 201:
            return f"done as {[e.seq for e in answer.events]}"
        told = reply.json
        for event, row in zip(answer.events, told["events"]):
            event.id = row["id"]
        got = {k: told.get(k) for k in ("command", "units", "unit")} | {"events": [(e["seq"], e["units"]) for e in told["events"]]}
        own = [u for e in answer.events for u in e.units]
        want = {"command": name, "units": len(own), "events": [(e.seq, len(e.units)) for e in answer.events],
                "unit": self.shown(own[0]) if len(own) == 1 and len(answer.events) == 1 else None}
        if got != want or told["id"] != c["id"] or compare.ms(told["time"]) != c["time"]:
            return want
        return self.judge_rows(answer, told.get("refused", []))

    @staticmethod
    def shown(u):
        location, party = u.place()
        return compare.some(id=u.id, product=u.product.sku, serial=u.serial, status=u.status, location=compare.code(location),
                            party=compare.code(party))

    def judge_rows(self, answer, rows):
        self.codes |= {r["code"] for r in rows}
        if {r["row"]: True for r in rows if r["code"] in answer.refused.get(r["row"], ())} != {r: True for r in answer.refused}:
            return f"refused rows {answer.refused}"
        return None

    def judge_refusal(self, c, answer, reply):
        if not 400 <= reply.status < 500:
            return f"refused: {answer.refused}"
        told = reply.json
        self.codes.add(told["code"])
        if lib.REFUSALS[told["code"]] != reply.status:
            return f"{told['code']} has status {lib.REFUSALS[told['code']]}"
        whole = 0 in answer.refused
        right = set().union(*answer.refused.values()) if whole else answer.refused[min(answer.refused)]
        if told["code"] not in right:
            return f"refused: {answer.refused}"
        if whole or c["single"]:
            return None
        if told.get("row") != min(answer.refused):
            return f"row {min(answer.refused)}: {answer.refused}"
        return self.judge_rows(answer, told["errors"]) if len(answer.refused) > 1 else None

    # ---- the same again, and the same id with something else ----

    def repeat(self):
        path, type_, body, person, first = self.rng.choice(self.answers)
        again = self.post(path, type_, body, person)
        if (again.status, again.replayed, again.body) != (200, True, first.body):
            self.compare.say(f"{path} again: {body.decode()}", f"{again.status} {again.body}", f"200 {first.body}")
        if type_ == "application/json":
            other = json.dumps({**json.loads(body), "note": "something else"}).encode()
            reused = self.post(path, type_, other, person)
            if (reused.status, reused.json.get("code")) != (409, "id_reused"):
                self.compare.say(f"{path} with other content: {other.decode()}", f"{reused.status} {reused.body}", "id_reused")

    # ---- master data ----

    def change_masters(self):
        kind = self.rng.choice(["close", "open", "party", "product", "warranty", "rename", "move", "expires"])
        getattr(self, f"change_{kind}")()

    def change(self, path, body, right, apply):
        """right: the refusals that may come; empty: it must be done, then apply()."""
        reply = self.world.admin.patch(path, body)
        code = reply.json.get("code")
        if right and not (reply.status >= 400 and code in right) or not right and reply.status != 200:
            self.compare.say(f"PATCH {path} {body}", f"{reply.status} {reply.text}", right or "done")
        if not right:
            apply()

    def location_path(self, l):
        return f"/v1/locations/{compare.quote(l.code)}"

    def change_close(self):
        l = self.rng.choice(self.model.locations)
        occupied = any(u.place()[0] is l for u in self.model.units) or any(i.parent is l and i.active for i in self.model.locations)
        self.change(self.location_path(l), {"active": False}, {"location_occupied"} if l.active and occupied else set(),
                    lambda: setattr(l, "active", False))

    def change_open(self):
        l = self.rng.choice([l for l in self.model.locations if not l.active] or self.model.locations)
        closed = l.parent and not l.parent.active and not l.active
        self.change(self.location_path(l), {"active": True}, {"location_closed"} if closed else set(), lambda: setattr(l, "active", True))

    def change_party(self):
        p = self.rng.choice(self.model.parties)
        active = not p.active or self.rng.random() < 0.7
        self.change(f"/v1/parties/{p.code}", {"active": active}, set(), lambda: setattr(p, "active", active))

    def change_product(self):
        p = self.rng.choice(self.model.products)
        active = not p.active or self.rng.random() < 0.7
        self.change(f"/v1/products/{p.sku}", {"active": active}, set(), lambda: setattr(p, "active", active))

    def change_warranty(self):
        p, months = self.rng.choice(self.model.products), self.rng.choice([0, 1, 6, 24])
        self.change(f"/v1/products/{p.sku}", {"warranty_months": months}, set(), lambda: setattr(p, "warranty_months", months))

    def change_rename(self):
        l = self.rng.choice(self.model.locations)
        code = l.code[:-1] if l.code.endswith("'") else l.code + "'"
        self.change(self.location_path(l), {"code": code}, set(), lambda: setattr(l, "code", code))

    def change_move(self):
        l = self.model.by(self.model.locations, kind="bin")
        to = self.rng.choice([p for p in self.model.locations if p.kind in ("site", "zone")])
        closed = l.active and not to.active
        self.change(self.location_path(l), {"parent": to.code}, {"location_closed"} if closed else set(), lambda: setattr(l, "parent", to))

    def change_expires(self):
        if not self.model.lots:
            return
        lot = self.rng.choice(self.model.lots)
        found = self.compare.get("/v1/lots", product=lot.product.sku, number=lot.number)
        expires = self.maker.now // maker.DAY * maker.DAY + self.rng.randint(-10, 40) * maker.DAY
        early = lot.made is not None and expires < lot.made
        if found:
            self.change(f"/v1/lots/{found['items'][0]['id']}", {"expires": maker.day(expires)}, {"bad_value"} if early else set(),
                        lambda: setattr(lot, "expires", expires))

    # ---- all of it ----

    def many(self):
        """Commands about more units than an event holds."""
        serials = [f"Z{i:04}" for i in range(M.EVENT_UNITS + 100)]
        for name, shared in (("receive", {"location": "A1", "lot": "L1"}), ("move", {"location": "B1"}), ("pick", {"order": "SO-1"})):
            rows = [M.Row(i, {"product": "PUMP", "serial": s}) for i, s in enumerate(serials, 1)]
            self.give(name, {"id": lib.new_id(self.rng), "time": self.maker.when(), "shared": dict(shared), "rows": rows, "packages": [],
                             "partial": False, "form": set(), "single": False})

    def go(self):
        """False at the first difference: after that the two go different ways."""
        if lib.LONG and self.rng.random() < 0.03:
            self.many()
        for self.step in range(1, COMMANDS + 1):
            self.command()
            if self.answers and self.rng.random() < 0.02:
                self.repeat()
            if self.rng.random() < 0.04:
                self.change_masters()
            if self.step % COMPARE_EVERY == 0:
                self.compare.everything(int(time.time() * 1000))
            if self.compare.differences:
                return False
        self.compare.at_last(int(time.time() * 1000))
        return not self.compare.differences

    def has_teeth(self):
        """A unit that is elsewhere, held, or gone is noticed."""
        unit = next(u for u in self.model.units if u.status == "in_stock")
        other = next(l for l in self.model.locations if l is not unit.location)
        for member, value in [("location", other), ("holds", unit.holds ^ {"legal"}), ("serial", "?"), ("changed", 1)]:
            kept = getattr(unit, member)
            setattr(unit, member, value)
            self.compare.all_units()
            setattr(unit, member, kept)
            lib.check(f"a unit with another {member} is noticed", self.compare.differences)
            self.compare.differences.clear()


def run_seed(seed, teeth):
    """Differences are printed; what was counted is returned."""
    with lib.Server() as server:
        run = Run(server, seed)
        good = run.go()
        lib.check(f"seed {seed}", good, f"step {run.step} (SERNO_SEED={seed} runs it again)\n  " + "\n  ".join(run.compare.differences[:3]))
        if teeth and good:
            run.has_teeth()
        server.stop()
        lib.inspected(f"seed {seed}", server.db)
    return run


def main():
    M.load(lib.LIFECYCLE)
    first = lib.seed()
    seeds = [first] if os.environ.get("SERNO_SEED") else [first + i for i in range(SEEDS)]
    begun, runs = time.monotonic(), []
    for seed in seeds:
        runs.append(run_seed(seed, seed == first))
    given = set().union(*(r.given for r in runs))
    lib.figure(f"{len(runs)} seeds, {sum(r.step for r in runs)} commands: {sum(r.done for r in runs)} done ({len(given)} of "
               f"{len(M.SPEC)} kinds), {sum(r.refused for r in runs)} refused by {len(set().union(*(r.codes for r in runs)))} names; "
               f"{sum(r.compare.questions for r in runs)} questions compared in {time.monotonic() - begun:.0f} s: "
               f"{sum(len(r.compare.differences) for r in runs)} differences")
    if len(runs) > 1:
        lib.check("nearly every command was done", len(given) >= (len(M.SPEC) if lib.LONG else 32), set(M.SPEC) - given)
    lib.finish()


def urldecoded(query):
    return compare.urllib.parse.unquote(query)


if __name__ == "__main__":
    main()
