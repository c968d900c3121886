"""A second replay of the ledger: what each event body says happened, against spec/lifecycle.json, unit by unit.

Written from the specification and the form of the bodies, not from src/domain. It keeps the least that is needed to say whether a
unit was ever in two places, a number ever borne by two units, or a command ever done that the table forbids; and at the end what
each unit is now, to be compared with what the program says.
"""
import datetime
import json

import lib

# Commands that do not change where a unit is; what is inside it does not go along.
STAY = {"hold", "release_hold", "claim", "reserve", "release", "allocate", "commission", "void"}
PACKED = {"packed", "in_transit", "delivered"}
NAMES = {"location", "party", "order", "reason", "hold", "parent"}  # members of a body that are called as the table's fields


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000


class Unit:
    def __init__(self):
        self.product = self.serial = None
        self.status, self.holds = "none", set()
        self.location = self.party = self.parent = self.package = self.lot = None

    def now(self):
        return (self.product, self.serial, self.status, tuple(sorted(self.holds)), self.location, self.party, self.parent, self.package)


class Replay:
    def __init__(self):
        self.units = {}  # id -> Unit
        self.numbers = {}  # (product, serial) -> id of the unit that bears or bore it: for ever
        self.package_parent = {}
        self.lot_expires = {}
        self.done = {}  # command -> how often
        self.wrong = []
        self.fillers = 0

    def say(self, seq, what):
        self.wrong.append(f"event {seq}: {what}")

    # ---- inside what ----

    def parents(self, unit):
        while unit.parent:
            unit = self.units[unit.parent]
            yield unit

    def contents(self, unit_id):
        direct = [i for i, u in self.units.items() if u.parent == unit_id]
        return direct + [i for d in direct for i in self.contents(d)]

    def packages_of(self, unit):
        package = unit.package
        while package:
            yield package
            package = self.package_parent.get(package)

    # ---- one event ----

    @staticmethod
    def filler(event):
        """What the program puts into a place of the ledger whose transaction died: it names nothing and says so."""
        return event["command"] == "correct" and not event.get("units") and not event.get("carried") and event.get("device") == "serno"

    def feed(self, seq, body):
        event = json.loads(body)
        if self.filler(event):
            self.fillers += 1
            return
        command = lib.COMMANDS[event["command"]]
        self.done[command["name"]] = self.done.get(command["name"], 0) + 1
        if event.get("lot"):
            self.lot_expires[event["lot"][0]] = event.get("expires")
        self.fields(seq, event, command)
        rows = list(lib.units_of(event))
        for id_, serial, product, carried, extras in rows:
            unit = self.units.setdefault(id_, Unit())
            if not carried:
                self.allowed(seq, event, command, unit, id_)
            elif unit.holds and self.moves_on(event, command):
                self.say(seq, f"unit {id_} is on hold and goes along with a {command['name']}")
            self.number(seq, id_, unit, product, extras.get("state", {}).get("serial", serial))
        self.who_is_carried(seq, event, command, rows)
        for id_, _, _, carried, extras in rows:
            if extras.get("state"):
                self.state(self.units[id_], extras["state"])
            elif not carried:
                self.change(event, command, self.units[id_])
        self.nest(seq, event)
        for id_, _, _, carried, extras in rows:
            if carried and not extras.get("state"):
                self.go_along(self.units[id_])
        for id_, *_ in rows:
            self.sane(seq, id_)

    def fields(self, seq, event, command):
        for need in command["needs"]:
            if need in NAMES and need not in event:
                self.say(seq, f"{command['name']} without {need}")
            if need == "party_or_location" and not ("party" in event or "location" in event):
                self.say(seq, f"{command['name']} without a party or a location")

    def target(self, event, command, unit):
        """The status that the table says, None: the unit keeps its own."""
        if "choice" in command:
            return command["to"].get(event.get("choice"), "an unknown choice")
        return {"same": None, "explicit": None, "seen": "in_stock" if unit.status == "missing" else None}.get(
            command["to"], command["to"])

    def allowed(self, seq, event, command, unit, id_):
        name = command["name"]
        undoes = name == "correct" and "undo" in event
        if unit.status not in command["from"] and not undoes:
            self.say(seq, f"{name} of unit {id_}, which is {unit.status}")
        if event.get("status") != self.target(event, command, unit):
            self.say(seq, f"{name} of unit {id_} ({unit.status}) leads to {event.get('status')}")
        if self.moves_on(event, command) and unit.holds:
            self.say(seq, f"{name} of unit {id_}, which is on hold")
        expires = self.lot_expires.get(event["lot"][0] if event.get("lot") else unit.lot)
        if command.get("expired") == "refused" and expires and expires <= instant(event["time"]):
            self.say(seq, f"{name} of unit {id_}, which has expired")

    @staticmethod
    def moves_on(event, command):
        """A held unit may not be part of it: by the table, or by a verdict that packs it or sends it off."""
        return command.get("held") == "refused" or ("choice" in command and event.get("status") in ("packed", "in_transit"))

    def number(self, seq, id_, unit, product, serial):
        if self.numbers.setdefault((product, serial), id_) != id_:
            self.say(seq, f"number {serial} of product {product} goes to unit {id_}, but unit {self.numbers[product, serial]} has it")
        unit.product, unit.serial = product, serial

    def who_is_carried(self, seq, event, command, rows):
        """All that is inside goes along when the place may change, and nothing else does."""
        own = {r[0] for r in rows if not r[3]}
        carried = {r[0] for r in rows if r[3]}
        stay = command["name"] in STAY or (command["name"] == "correct" and "undo" not in event)
        inside = set() if stay else {i for o in own for i in self.contents(o)}
        packages = {p[0] for p in event.get("packages", [])}
        boxed = {i for i, u in self.units.items() if packages & set(self.packages_of(u))}
        inside |= boxed | {i for b in boxed for i in self.contents(b)}
        if carried != inside - own and not event.get("parts"):  # of a command in parts the contents may stand in another part
            self.say(seq, f"{command['name']}: {sorted(inside - own)} should go along, {sorted(carried)} did")

    def change(self, event, command, unit):
        name = command["name"]
        unit.status = event.get("status") or unit.status
        self.place(event, unit)
        if name == "hold":
            unit.holds.add(event["hold"])
        if name == "release_hold":
            unit.holds.discard(event["hold"])
        unit.parent = event["parent"][0] if name == "install" else unit.parent if unit.status == "installed" else None
        if name == "unpack" or unit.status not in PACKED:
            unit.package = None
        if event.get("package") and unit.status == "packed":
            unit.package = event["package"][0]
        if event.get("lot"):
            unit.lot = event["lot"][0]

    def place(self, event, unit):
        location, party = (event.get(n, [None])[0] for n in ("location", "party"))
        kind = lib.PLACES[unit.status]
        if event["command"] in ("register", "transfer_ownership"):
            unit.party = party
        elif kind == "nowhere":
            unit.location = unit.party = None
        elif kind == "location":
            unit.location, unit.party = location or unit.location, None
        elif kind == "party":
            unit.location, unit.party = None, party or unit.party
        elif event["command"] == "install" or location or party:
            unit.location, unit.party = location, None if location else party

    def state(self, unit, state):
        unit.status, unit.lot = state["status"], state.get("lot")
        unit.location, unit.party = state.get("location"), state.get("party")
        unit.parent, unit.package = state.get("parent"), state.get("package")
        unit.holds = {h["name"] for i, h in enumerate(lib.LIFECYCLE["holds"]) if state.get("holds", 0) >> i & 1}

    def go_along(self, unit):
        """What is installed is where the outermost thing around it is."""
        for parent in self.parents(unit):
            unit.location, unit.party = parent.location, parent.party

    def nest(self, seq, event):
        for package, _ in event.get("packages", []):
            self.package_parent[package] = event["package"][0] if event["command"] == "pack" else None
            at, steps = package, 0
            while at and steps < 100:
                at, steps = self.package_parent.get(at), steps + 1
            if at:
                self.say(seq, f"package {package} is inside itself")

    def sane(self, seq, id_):
        unit = self.units[id_]
        places = (unit.location is not None) + (unit.party is not None)
        wanted = {"nowhere": {0}, "location": {1}, "party": {1}, "either": {1}, "parent": {0, 1}}[lib.PLACES[unit.status]]
        misplaced = (lib.PLACES[unit.status] == "location" and unit.location is None) or (
            lib.PLACES[unit.status] == "party" and unit.party is None)
        if places not in wanted or misplaced:
            self.say(seq, f"unit {id_} is {unit.status}, in location {unit.location} and with party {unit.party}")
        if (unit.status == "installed") != (unit.parent is not None):
            self.say(seq, f"unit {id_} is {unit.status} in parent {unit.parent}")
        seen = {id_}
        at = unit.parent
        while at:
            if at in seen:
                self.say(seq, f"unit {id_} is inside itself")
                return
            seen.add(at)
            at = self.units[at].parent
        if unit.parent and (unit.location, unit.party) != (self.units[unit.parent].location, self.units[unit.parent].party):
            self.say(seq, f"unit {id_} is not where its parent {unit.parent} is")


UNITS = """SELECT u.id, u.product_id, u.serial, u.status, u.holds, u.location_id, u.party_id, u.parent_id, u.package_id FROM unit u"""


def replay(db, bodies=None):
    """(the replay of a database's events, differences to its units). bodies: [(seq, bytes)] when they come from elsewhere."""
    done = Replay()
    for seq, body in bodies or lib.query(db, "SELECT seq, body FROM event ORDER BY seq"):
        done.feed(seq, body)
    holds = [h["name"] for h in lib.LIFECYCLE["holds"]]
    stored = {row[0]: (row[1], row[2], lib.STATUSES[row[3]], tuple(sorted(h for i, h in enumerate(holds) if row[4] >> i & 1)), *row[5:])
              for row in lib.query(db, UNITS)}
    replayed = {id_: unit.now() for id_, unit in done.units.items()}
    return done, [f"unit {i}: replayed {replayed.get(i)}, stored {stored.get(i)}"
                  for i in sorted(stored.keys() | replayed.keys()) if replayed.get(i) != stored.get(i)]
