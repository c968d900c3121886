"""A naive model of Serno: what the specification says, in plain Python, with nothing but dictionaries and loops.

Written from spec/lifecycle.json, spec/refusals.json and the API's description, not from the C code. Where several things are wrong
with a row, all their refusals are right; so the model says which refusals are possible, and that one must come when there are any.
What is installed has no place of its own here: it is wherever its parent is. A unit remembers what it was before each event.
"""
import calendar
import datetime
import re

SPEC = None  # {command: row of spec/lifecycle.json}, set by load()
PLACES = {}
HOLDS = []
STAY = {"hold", "release_hold", "claim", "reserve", "release", "allocate", "commission", "void"}  # cannot change where a unit is
PACKED = {"packed", "in_transit", "delivered"}
ORDERED = {"reserved", "picked", "packed", "in_transit"}
OPEN = {"in_stock", "returned", "in_repair", "on_loan", "delivered"}  # into what is so, parts are installed
KEEPS_UNITS = {"site", "zone", "bin", "repair", "transit"}
EVENT_UNITS = 1000
BULK_UNITS = 100_000
ROW_FIELDS = ("location", "party", "order", "lot", "expires", "made")


def load(lifecycle):
    global SPEC
    SPEC = {c["name"]: {"needs": [], "may": [], **c} for c in lifecycle["commands"]}
    PLACES.update({s["name"]: s["place"] for s in lifecycle["statuses"]})
    HOLDS[:] = [h["name"] for h in lifecycle["holds"]]


class Thing:
    """A product, location, party or lot: whatever it is made of."""

    def __init__(self, **members):
        self.__dict__.update(members)


class Unit:
    STATE = ("serial", "status", "holds", "location", "party", "owner", "supplier", "parent", "package", "lot", "order", "received",
             "warranty", "attributes")

    def __init__(self, product, serial):
        self.id = None
        self.product, self.serial = product, serial
        self.status, self.holds = "none", frozenset()
        self.location = self.party = self.owner = self.supplier = self.parent = self.package = self.lot = self.order = None
        self.received = self.warranty = self.attributes = self.changed = None
        self.identifiers = []  # (kind, value)
        self.former = []  # serials it bore
        self.history = []  # Entry

    def state(self):
        return {name: getattr(self, name) for name in self.STATE}

    def restore(self, state):
        for name in self.STATE:
            setattr(self, name, state[name])

    def around(self):
        """Units around it, the nearest first."""
        at = self.parent
        while at:
            yield at
            at = at.parent

    def place(self):
        """(location, party), of what is outermost around it."""
        outer = ([self] + list(self.around()))[-1]
        return outer.location, outer.party


class Event:
    """What was written: terms are what it says of all its units."""

    def __init__(self, id_, seq, command, time, terms, units, carried):
        self.id, self.seq, self.command, self.time, self.terms = id_, seq, command, time, terms
        self.units, self.carried = units, carried
        self.packages = []
        self.before = {}  # unit -> its state before
        self.identifiers = {}  # unit -> [(kind, value, removed)]


class Entry:
    """A unit's part in an event."""

    def __init__(self, event, carried, unit):
        self.event, self.carried, self.status = event, carried, unit.status
        self.location, self.party = unit.place()


class Row:
    """One row of a command: a unit or a package, and what it says of its own."""

    def __init__(self, number, ref=None, package=None, own=None, identifiers=(), attributes=None):
        self.number, self.ref, self.package, self.own = number, ref, package, own or {}
        self.identifiers, self.attributes = list(identifiers), attributes


class Answer:
    """refused: {row: refusals that are right}, row 0 for the command as a whole. events: what was written."""

    def __init__(self, refused=None, events=None):
        self.refused, self.events = refused or {}, events

    @property
    def done(self):
        return self.events is not None


# ---- texts that have a form ----

def serial_fits(pattern, serial):
    if not pattern:
        return True
    classes = {"#": "[0-9]", "@": "[A-Z]", "*": "[0-9A-Za-z]", "?": "."}
    return re.fullmatch("".join(classes.get(c, re.escape(c)) for c in pattern), serial) is not None


def luhn(digits):
    doubled = [int(d) * (2 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits))]
    return str(-sum(d // 10 + d % 10 for d in doubled) % 10)


def normal_identifier(kind, value):
    """(value as it is stored, refusal)"""
    if kind == "imei":
        digits = re.sub("[ -]", "", value)
        if not re.fullmatch("[0-9]{15}", digits):
            return None, "bad_value"
        return (digits, None) if luhn(digits[:14]) == digits[14] else (None, "bad_check_digit")
    if kind == "mac":
        hexes = re.sub("[:. -]", "", value).upper()
        if not re.fullmatch("[0-9A-F]{12}", hexes):
            return None, "bad_value"
        return ":".join(hexes[i:i + 2] for i in range(0, 12, 2)), None
    return value, None


class Model:
    def __init__(self):
        self.products, self.locations, self.parties = [], [], []
        self.lots = []
        self.units, self.packages = [], {}  # code -> code of the package it is in
        self.events, self.links = [], []  # links: containments [child, parent, from seq, from, to seq, to]
        self.fresh_lots = []  # that the rows of this command would make

    # ---- looking up ----

    @staticmethod
    def by(things, **members):
        return next((t for t in things if all(getattr(t, k) == v for k, v in members.items())), None)

    def lot(self, product, number):
        return self.by(self.lots + self.fresh_lots, product=product, number=number)

    def contents(self, unit):
        """What is inside, depth first."""
        found = []
        for u in sorted((u for u in self.units if u.parent is unit), key=lambda u: u.id):
            found += [u] + self.contents(u)
        return found

    def in_package(self, code):
        """Units in it, nested ones too."""
        found = sorted((u for u in self.units if u.package == code), key=lambda u: u.id)
        for inner in [c for c, outer in self.packages.items() if outer == code]:
            found += self.in_package(inner)
        return found

    def has_left(self, code):
        """Told by one unit for all that are in it."""
        one = self.one_in(code)
        return one is not None and one.status != "packed"

    def one_in(self, code):
        direct = next((u for u in sorted(self.units, key=lambda u: u.id) if u.package == code), None)
        inner = (self.one_in(c) for c, outer in self.packages.items() if outer == code)
        return direct or next((u for u in inner if u), None)

    def bearers(self, code):
        return [u for u in self.units if u.serial == code or any(v == code for _, v in u.identifiers)]

    def bore(self, product, serial):
        return next((u for u in self.units if u.product is product and serial in u.former), None)

    def find(self, ref, creates, refusals):
        """The unit, also one that is not there but could be; None and a refusal otherwise."""
        if "id" in ref:
            unit = self.by(self.units, id=ref["id"])
            return unit or refusals.add("unknown_unit")
        if "code" in ref or not ref.get("product"):
            code = ref.get("code") or ref.get("serial")
            if not code:
                return refusals.add("missing_field")
            found = self.bearers(code)
            if len(found) == 1:
                return found[0]
            return refusals.add("ambiguous_serial" if found else "unknown_unit")
        product = self.by(self.products, sku=ref["product"])
        if not product:
            return refusals.add("unknown_product")
        if not ref.get("serial"):
            return refusals.add("missing_field")
        unit = self.by(self.units, product=product, serial=ref["serial"])
        if unit:
            return unit
        if not creates:
            return refusals.add("unknown_unit")
        return self.newcomer(product, ref["serial"], refusals)

    def newcomer(self, product, serial, refusals):
        if not product.active:
            refusals.add("product_closed")
        if not serial_fits(product.serial_format, serial):
            refusals.add("bad_serial_format")
        if self.bore(product, serial):
            refusals.add("duplicate_serial")
        return Unit(product, serial)

    # ---- the form of a command ----

    def form(self, name, c):
        """What is wrong with the command as a whole."""
        spec, refusals = SPEC[name], set()
        shared = {k: v for k, v in c["shared"].items() if v}
        for need in spec["needs"]:
            names = ("party", "location") if need == "party_or_location" else (need,)
            by_rows = c["rows"] and all(any(row.own.get(n) for n in names) for row in c["rows"])
            if need != "product" and not any(n in shared for n in names) and not by_rows:
                refusals.add("missing_field")
        takes = set(spec["needs"]) | set(spec["may"]) | {"reason", "note"}
        if "party_or_location" in takes:
            takes |= {"party", "location"}
        if "lot" in takes:
            takes |= {"expires", "made"}
        if "serial" in takes:
            takes |= {"serial_new"}
        if any(f not in takes for f in shared) or any(f not in takes for row in c["rows"] for f, v in row.own.items() if v):
            refusals.add("bad_value")
        choice = spec.get("choice")
        if choice and shared.get(choice) not in (spec["to"] if shared.get(choice) else [None]):
            refusals.add("bad_value")
        if shared.get("hold") and shared["hold"] not in HOLDS:
            refusals.add("bad_value")
        if c["packages"] and name not in ("pack", "unpack"):
            refusals.add("bad_value")
        if not c["rows"] and not c["packages"] and not shared.get("undo"):
            refusals.add("no_units")
        if len(c["rows"]) > BULK_UNITS:
            refusals.add("too_many")
        return refusals | c["form"]

    def shared_things(self, name, c):
        """Package, child packages and parent: what is wrong with them; the parent."""
        refusals, shared = set(), c["shared"]
        if c["packages"] and name == "pack" and not shared.get("package"):
            refusals.add("missing_field")
        if shared.get("package") and self.has_left(shared["package"]):
            refusals.add("wrong_status")
        for code in c["packages"]:
            if code not in self.packages:
                refusals.add("unknown_package")
            if name == "pack" and self.has_left(code):
                refusals.add("wrong_status")
            at = shared.get("package")
            while at:
                if at == code:
                    refusals.add("circular_containment")
                at = self.packages.get(at)
        parent = None
        if shared.get("parent"):
            parent = self.find(shared["parent"], False, refusals)
        return refusals, parent

    # ---- one unit ----

    def effective(self, c, row):
        return {f: row.own.get(f) or c["shared"].get(f) for f in ROW_FIELDS}

    def things(self, fields, unit, creates, refusals):
        """The location, party and lot that are named."""
        location = party = lot = None
        if fields["location"]:
            location = self.by(self.locations, code=fields["location"]) or refusals.add("unknown_location")
        if fields["party"]:
            party = self.by(self.parties, code=fields["party"]) or refusals.add("unknown_party")
        if fields["lot"]:
            lot = self.lot(unit.product, fields["lot"])
            if not lot and not creates:
                refusals.add("unknown_lot")
            if not lot and creates:
                lot = self.new_lot(unit.product, fields, refusals)
        return location, party, lot

    def new_lot(self, product, fields, refusals):
        expires, made = fields["expires"], fields["made"]
        if expires is None and made is not None and product.shelf_life_days:
            expires = made + product.shelf_life_days * 86_400_000
        if expires is not None and made is not None and expires < made:
            refusals.add("bad_value")
        return Thing(product=product, number=fields["lot"], expires=expires, made=made)

    def last_place(self, unit):
        """Where it was in a place of ours before it left."""
        return next((e.location for e in reversed(unit.history) if e.location and e.status != "in_transit"), None)

    def splits_package(self, name, unit, location, whole):
        moves = name in ("move", "ship", "void_shipment") or (name == "count_seen" and location is not unit.place()[0])
        if not unit.package or whole or not moves:
            return False
        alone = [u for u in self.units if u.package == unit.package] == [unit]
        return not alone or self.packages[unit.package] is not None or unit.package in self.packages.values()

    def decide(self, name, c, unit, row, parent, whole):
        """(what is wrong with this unit in this command, what the event would say of it)"""
        spec, refusals = SPEC[name], set()
        fields = self.effective(c, row)
        location, party, lot = self.things(fields, unit, "none" in spec["from"], refusals)
        shared = c["shared"]
        if unit.status not in spec["from"]:
            refusals.add("unit_stolen" if unit.status == "stolen" else "unit_missing" if unit.status == "missing"
                         else "unknown_unit" if unit.status == "none"
                         else "duplicate_serial" if "none" in spec["from"] else "wrong_status")
            return refusals, None
        refusals |= self.guards(name, c, unit, location, party, lot or unit.lot, fields, parent, whole)
        choice = shared.get(spec.get("choice"))
        to = spec["to"].get(choice) if isinstance(spec["to"], dict) else spec["to"]
        to = {"same": None, "seen": "in_stock" if unit.status == "missing" else None}.get(to, to)
        terms = {"command": name, "to": to, "choice": choice, "location": location, "party": party, "lot": lot,
                 "order": fields["order"], "package": shared.get("package") if not row.package or "package" in spec["may"] else None,
                 "parent": parent, "covered": self.covered(name, unit, c["time"]),
                 **{f: shared.get(f) for f in ("hold", "count", "reason", "note", "due", "undo")}}
        self.defaults(name, unit, terms)
        return refusals, terms

    @staticmethod
    def moves_on(name, shared):
        """What a held unit may not do."""
        spec = SPEC[name]
        to = spec["to"].get(shared.get(spec["choice"])) if isinstance(spec["to"], dict) else None
        return spec.get("held") == "refused" or to in ("packed", "in_transit")

    def along(self, name, c, unit):
        """What is wrong with a unit that only goes along."""
        lot = unit.lot
        return ({"unit_held"} if unit.holds and self.moves_on(name, c["shared"]) else set()) | (
            {"unit_expired"} if SPEC[name].get("expired") == "refused" and lot and lot.expires is not None and lot.expires <= c["time"]
            else set())

    def guards(self, name, c, unit, location, party, lot, fields, parent, whole):
        spec, shared, refusals = SPEC[name], c["shared"], set()
        if self.moves_on(name, shared) and unit.holds:
            refusals.add("unit_held")
        if spec.get("expired") == "refused" and lot and lot.expires is not None and lot.expires <= c["time"]:
            refusals.add("unit_expired")
        if location and not location.active:
            refusals.add("location_closed")
        if location and location.kind not in KEEPS_UNITS:
            refusals.add("location_kind")
        if party and not party.active and name not in ("return", "check_in"):
            refusals.add("party_closed")
        if self.splits_package(name, unit, location, whole):
            refusals.add("inside_package")
        if name in ("pick", "pack", "ship", "release") and fields["order"] and unit.order not in (None, fields["order"]):
            refusals.add("reserved_for_other")
        if name in ("return", "check_in", "claim") and party and party not in (unit.party, unit.owner):
            refusals.add("wrong_party")
        if name == "deliver" and not party and not unit.party:
            refusals.add("missing_field")
        if name == "inspect" and shared.get("verdict") == "send_back" and not party and not unit.owner:
            refusals.add("missing_field")
        if name == "hold" and shared.get("hold") in unit.holds:
            refusals.add("hold_set")
        if name == "release_hold" and shared.get("hold") not in unit.holds:
            refusals.add("hold_not_set")
        if name == "void_shipment" and not location:
            last = self.last_place(unit)
            refusals |= {"missing_field"} if not last else set() if last.active else {"location_closed"}
        if name == "install" and parent:
            refusals |= self.parent_fits(unit, parent)
        if name == "remove" and parent and unit.parent is not parent:
            refusals.add("not_in_parent")
        if name == "remove" and not location and not unit.place()[0] and shared.get("condition") != "scrap":
            refusals.add("missing_field")
        return refusals

    @staticmethod
    def parent_fits(unit, parent):
        if parent is unit or unit in parent.around():
            return {"circular_containment"} | (set() if parent is unit and unit.status in OPEN else {"parent_status"})
        outer = ([parent] + list(parent.around()))[-1]
        return set() if outer.status in OPEN else {"parent_status"}

    @staticmethod
    def covered(name, unit, time):
        if name != "claim":
            return None
        months = unit.product.warranty_months
        return bool(unit.warranty is not None and months and time < add_months(unit.warranty, months))

    def defaults(self, name, unit, terms):
        """What is not said but understood."""
        if name == "deliver":
            terms["party"] = terms["party"] or unit.party
        if name == "inspect" and terms["to"] == "in_transit":
            terms["location"], terms["party"] = None, terms["party"] or unit.owner
        if name == "ship" and terms["party"]:
            terms["location"] = None
        if name == "void_shipment":
            terms["location"] = terms["location"] or self.last_place(unit)
        if name == "install" and terms["parent"]:
            terms["location"], terms["party"] = terms["parent"].place()
        if name == "remove":
            terms["parent"] = terms["parent"] or unit.parent

    # ---- further identifiers ----

    def identifiers(self, unit, given, named, refusals):
        """Normalised; named: those that rows before this one have named."""
        normal, mine = [], set()
        for kind, value, removed in given:
            value, wrong = normal_identifier(kind, value)
            if wrong:
                refusals.add(wrong)
                continue
            owner = next((u for u in self.units if (kind, value) in u.identifiers), None)
            if not removed and owner:
                refusals.add("duplicate_identifier")
            if removed and owner is not unit:
                refusals |= {"duplicate_identifier"} if owner else {"bad_value"}
            if (kind, value) in named or (kind, value) in mine:
                refusals.add("duplicate_identifier")
            mine.add((kind, value))
            normal.append((kind, value, removed))
        return normal

    # ---- all rows ----

    def row(self, name, c, row, parent, taken, named):
        """(refusals, [(unit, carried, terms, identifiers, attributes)])"""
        refusals, found, spec = set(), [], SPEC[name]
        if row.package:
            if row.package not in self.packages:
                return {"unknown_package"}, []
            units, whole = self.in_package(row.package), self.packages[row.package] is None
            if not units:
                return {"no_units"}, []
        else:
            unit, whole = self.find(row.ref, "none" in spec["from"], refusals), False
            if not unit:
                return refusals, []
            units = [unit]
        for unit in units:
            given = self.identifiers(unit, row.identifiers, named, refusals)
            wrong, terms = self.decide(name, c, unit, row, parent, whole)
            refusals |= wrong
            found.append((unit, False, terms, given, row.attributes))
            if name not in STAY and unit.id:
                for inner in self.contents(unit):
                    refusals |= self.along(name, c, inner)
                    found.append((inner, True, terms, [], None))
        if any(self.key(f[0]) in taken for f in found):
            refusals.add("repeated_in_bulk")
        if not refusals:
            taken |= {self.key(f[0]) for f in found}
            self.fresh_lots += [f[2]["lot"] for f in found if f[2]["lot"]]
            named |= {(k, v) for f in found for k, v, _ in f[3]}
        return refusals, [] if refusals else found

    @staticmethod
    def key(unit):
        return unit.id or (unit.product.sku, unit.serial)

    def child_packages(self, c, name, taken, refusals):
        found = []
        terms = {f: None for f in ("to", "choice", "location", "party", "lot", "parent", "covered", "hold", "count", "due", "undo")}
        terms |= {"command": name, "package": c["shared"].get("package"), **{f: c["shared"].get(f) for f in ("reason", "note", "order")}}
        for code in c["packages"]:
            for unit in self.in_package(code):
                for u in [unit] + self.contents(unit):
                    if self.key(u) in taken:
                        refusals.add("repeated_in_bulk")
                    refusals |= self.along(name, c, u)
                    taken.add(self.key(u))
                    found.append((u, True, terms, [], None))
        return found

    def give(self, name, c):
        """c: {"id", "time", "shared": fields, "rows": [Row], "packages": codes, "partial", "form": refusals known already}"""
        whole = self.form(name, c)
        self.fresh_lots = []
        if name == "correct":
            return self.correct(c, whole)
        wrong, parent = self.shared_things(name, c)
        whole |= wrong
        refused, takers, taken, named = {}, [], set(), set()
        for row in c["rows"]:
            wrong, found = self.row(name, c, row, parent, taken, named)
            if wrong:
                refused[row.number] = wrong
            takers += found
        if not whole:
            takers += self.child_packages(c, name, taken, whole)
        return self.settle(name, c, whole, refused, takers)

    def settle(self, name, c, whole, refused, takers):
        if whole:
            return Answer({**refused, 0: whole})
        if refused and (not c["partial"] or not takers):
            return Answer(refused)
        if not takers:
            return Answer({0: {"no_units"}})
        return Answer(refused, self.write(name, c, takers))

    # ---- corrections ----

    def correct(self, c, whole):
        shared, refused, takers, taken, named = c["shared"], {}, [], set(), set()
        if shared.get("undo"):
            return self.undo(c, whole)
        for row in c["rows"]:
            wrong = set()
            unit = self.find(row.ref, False, wrong) if row.ref else wrong.add("missing_field")
            if unit:
                wrong |= self.corrections(c, row, unit, takers, named)
                if self.key(unit) in taken:
                    wrong.add("repeated_in_bulk")
            if wrong:
                refused[row.number] = wrong
                takers[:] = [t for t in takers if t[5] != row.number]
            else:
                taken.add(self.key(unit))
                named |= {(k, v) for t in takers if t[5] == row.number for k, v, _ in t[3]}
        return self.settle("correct", c, whole, refused, [t[:5] for t in takers])

    def corrections(self, c, row, unit, takers, named):
        wrong, after = set(), unit.state()
        if unit.status == "void":
            return {"wrong_status"}
        serial, number = c["shared"].get("serial_new"), row.own.get("lot") or c["shared"].get("lot")
        if serial and serial != unit.serial:
            other = self.by(self.units, product=unit.product, serial=serial) or self.bore(unit.product, serial)
            wrong |= {"bad_value"} if len(c["rows"]) != 1 else set()
            wrong |= set() if serial_fits(unit.product.serial_format, serial) else {"bad_serial_format"}
            wrong |= {"duplicate_serial"} if other and other is not unit else set()
            after["serial"] = serial
        if number:
            after["lot"] = self.lot(unit.product, number) or wrong.add("unknown_lot")
        if row.attributes is not None:
            after["attributes"] = row.attributes
        given = self.identifiers(unit, row.identifiers, named, wrong)
        if all(after[f] == getattr(unit, f) for f in ("serial", "lot", "attributes")) and not row.identifiers:
            wrong.add("nothing_to_correct")
        takers.append((unit, False, self.correction(c, after), given, None, row.number))
        return wrong

    @staticmethod
    def correction(c, state):
        return {"command": "correct", "to": None, "choice": None, "location": None, "party": None, "lot": None, "order": None,
                "package": None, "parent": None, "covered": None, "hold": None, "count": None, "due": None, "state": state,
                **{f: c["shared"].get(f) for f in ("reason", "note", "undo")}}

    def undo(self, c, whole):
        event = next((e for e in self.events if e.id == c["shared"]["undo"]), None)
        if not event:
            return Answer({0: whole | {"unknown_event"}})
        if event.packages:
            return Answer({0: whole | {"bad_value"}})
        refused, takers = {}, []
        asked = [(row.number, row.ref) for row in c["rows"]] or enumerate(event.units + event.carried, 1)
        for number, unit in asked:
            wrong, state = set(), None
            if isinstance(unit, dict):
                unit = self.find(unit, False, wrong)
            if unit and unit not in event.before:
                wrong.add("unknown_unit")
            if unit and unit in [t[0] for t in takers]:
                wrong.add("repeated_in_bulk")
            if not wrong:
                wrong, state = self.undone(event, unit)
            if not wrong:
                back = [(k, v, not removed) for k, v, removed in event.identifiers.get(unit, [])]
                given = self.identifiers(unit, back, set(), wrong)
            if wrong:
                refused[number] = wrong
            else:
                takers.append((unit, False, self.correction(c, state), given, None))
        takers += self.dragged(c, takers, whole)
        return self.settle("correct", c, whole, refused, takers)

    def undone(self, event, unit):
        state = event.before[unit]
        if unit.history[-1].event is not event:
            return {"not_last_event"}, None
        if unit.status == "void":
            return {"wrong_status"}, None
        if state is None:  # it came into being
            state = {**Unit(unit.product, unit.serial).state(), "status": "allocated"}
        if state["status"] == "allocated" and any(u.parent is unit for u in self.units):
            return {"not_last_event"}, None  # something was installed in it since
        if state["location"] and not state["location"].active and state["status"] != "installed":
            return {"location_closed"}, None
        if state["location"] and state["location"].kind not in KEEPS_UNITS and state["status"] != "installed":
            return {"location_kind"}, None
        return set(), state

    def dragged(self, c, takers, whole):
        """Contents of what is put back go along; nothing may end up inside itself."""
        after = {t[0]: t[2]["state"] for t in takers}
        found = []
        walked = list(after)
        for unit in walked:  # which grows
            for inner in sorted((u for u in self.units if u.parent is unit and u not in after), key=lambda u: u.id):
                after[inner] = inner.state()
                walked.append(inner)
                found.append((inner, True, self.correction(c, inner.state()), [], None))
        for unit in after:
            at, steps = after[unit]["parent"], 0
            while at and at is not unit and steps < 100:
                at, steps = (after[at]["parent"] if at in after else at.parent), steps + 1
            if at is unit:
                whole.add("circular_containment")
        return found

    # ---- writing ----

    def write(self, name, c, takers):
        """Cut into events of equal terms, and done."""
        events, run = [], []
        for taker in takers:
            same = run and self.equal(run[-1][2], taker[2])
            if run and (not same or len(run) == EVENT_UNITS):
                events.append(run)
                run = []
            run.append(taker)
        events.append(run)
        written = []
        for part, run in enumerate(events, 1):
            written.append(self.write_event(name, c, part, run))
        return written

    @staticmethod
    def equal(a, b):
        """The event says the same of both. (In a correction the state stands beside each unit.)"""
        return all(a[k] == b[k] for k in a if k != "state")

    def write_event(self, name, c, part, run):
        terms = run[0][2]
        event = Event(c["id"] if part == 1 else None, len(self.events) + 1, name, c["time"], terms,
                      [t[0] for t in run if not t[1]], [t[0] for t in run if t[1]])
        if terms["lot"] and terms["lot"] not in self.lots:
            self.lots.append(terms["lot"])
        for unit in event.units:
            if not unit.id:
                unit.id = len(self.units) + 1
                self.units.append(unit)
        for unit in event.units + event.carried:
            event.before[unit] = None if unit.status == "none" else unit.state()
        parents = {unit: unit.parent for unit in event.units + event.carried}
        if part == 1:
            event.packages = c["packages"]
        self.apply(event, run)
        self.link(event, parents)
        for unit in event.units + event.carried:
            unit.history.append(Entry(event, unit in event.carried, unit))
            unit.changed = event.time
        self.events.append(event)
        return event

    def apply(self, event, run):
        if event.terms["package"]:
            self.packages.setdefault(event.terms["package"], None)
        for code in event.packages:
            self.packages[code] = event.terms["package"] if event.command == "pack" else None
        for unit, carried, terms, identifiers, attributes in run:
            if attributes is not None:
                unit.attributes = attributes
            if "state" in terms:
                if terms["state"]["serial"] != unit.serial and unit.serial not in unit.former:
                    unit.former.append(unit.serial)
                unit.restore(terms["state"])
            elif not carried:
                self.change(event, unit, terms)
            event.identifiers[unit] = identifiers
            for kind, value, removed in identifiers:
                if removed:
                    unit.identifiers.remove((kind, value))
                else:
                    unit.identifiers.append((kind, value))

    def link(self, event, parents):
        for unit, before in parents.items():
            if unit.parent is before:
                continue
            for link in self.links:
                if link[0] is unit and link[4] is None:
                    link[4:] = [event.seq, event.time]
            if unit.parent:
                self.links.append([unit, unit.parent, event.seq, event.time, None, None])

    def change(self, event, unit, terms):
        """What the command does to a unit that it names."""
        name = event.command
        where = unit.place()
        unit.status = terms["to"] or unit.status
        unit.location, unit.party = self.placed(unit, terms, where)
        if name in ("receive", "commission"):
            unit.supplier = unit.supplier or terms["party"]
            unit.received = unit.received if unit.received is not None else event.time
        if name == "allocate":
            unit.supplier = terms["party"]
        if name in ("deliver", "register", "transfer_ownership"):
            unit.owner = unit.party = terms["party"]
            unit.warranty = event.time if unit.warranty is None else unit.warranty
        if name == "hold":
            unit.holds |= {terms["hold"]}
        if name == "release_hold":
            unit.holds -= {terms["hold"]}
        unit.parent = terms["parent"] if name == "install" else unit.parent if unit.status == "installed" else None
        if name == "unpack" or unit.status not in PACKED:
            unit.package = None
        if terms["package"] and unit.status == "packed":
            unit.package = terms["package"]
        unit.lot = terms["lot"] or unit.lot
        unit.order = (unit.order or terms["order"]) if unit.status in ORDERED else None
        if unit.status == "in_stock":
            unit.owner = unit.warranty = None

    @staticmethod
    def placed(unit, terms, where):
        kind, (location, party) = PLACES[unit.status], where
        if kind == "nowhere" or kind == "parent":
            return None, None
        if kind == "location":
            return terms["location"] or location, None
        if kind == "party":
            return None, terms["party"] or party
        return (terms["location"], None) if terms["location"] else (None, terms["party"]) if terms["party"] else where


def add_months(ms, months):
    """The same day and time so many months later; the month's last day when it is shorter."""
    at = datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=ms)
    month = at.year * 12 + at.month - 1 + months
    year, month = month // 12, month % 12 + 1
    moved = at.replace(year=year, month=month, day=min(at.day, calendar.monthrange(year, month)[1]))
    return ms + (moved - at) // datetime.timedelta(milliseconds=1)
