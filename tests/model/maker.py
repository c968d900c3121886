"""Makes commands up, from a seed: mostly such as make sense, about a world small enough that they get in each other's way.

A command is made in the model's form; wire() turns it into one of the forms that the API takes (one unit, serials, rows; JSON,
NDJSON, CSV).
"""
import datetime
import json
import urllib.parse

import model as M

DAY = 86_400_000
SUPPLIES = ["ACME", "SUPPLY"]
CUSTOMERS = ["BOB", "EVE", "KIM"]
ORDERS = ["SO-1", "SO-2", "PO-7"]
BOXES = ["BOX1", "BOX2", "BOX3", "PALLET1", "PALLET2"]
LOTS = ["L1", "L2", "L3"]
SERIALS = {
    "PUMP": [f"A-{i:03}" for i in range(40)] + [f"x{i}/9" for i in range(8)] + ["Ä-1", "Ä-2"],
    "DISK": [f"D{i:04}" for i in range(1, 40)],
    "SERUM": [f"{i:06}" for i in range(20)] + ["A-001", "A-002"],  # numbers that PUMP has too
    "OLD": ["1", "2"],
}
IMEIS = [digits + M.luhn(digits) for digits in (f"3569380356438{i:02}"[:14] for i in range(10, 16))]
TAGS = [f"TAG{i}" for i in range(8)] + ["A-003"]
# Weights: what ends a unit's life is rare, what keeps it going frequent.
WEIGHTS = {"void": 0.1, "scrap": 0.05, "report_stolen": 0.15, "report_missing": 0.15, "count_not_seen": 0.15, "correct": 1.5, "hold": 0.2,
           "release_hold": 1.5, "install": 5, "remove": 0.3, "pack": 2, "unpack": 0.6, "ship": 3, "deliver": 4, "unpick": 0.5,
           "void_shipment": 0.6, "release": 0.6, "pick": 2, "transfer_ownership": 3, "claim": 3, "register": 3}
ENDS = {"scrap", "unfixable"}


def iso(ms, offset_min=0):
    at = datetime.datetime(1970, 1, 1) + datetime.timedelta(milliseconds=ms + offset_min * 60_000)
    sign, minutes = "-" if offset_min < 0 else "+", abs(offset_min)
    zone = f"{sign}{minutes // 60:02}:{minutes % 60:02}" if offset_min else "Z"
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}{zone}"


def day(ms):
    return iso(ms)[:10]


class Maker:
    def __init__(self, rng, model, now, new_id):
        self.rng, self.model, self.new_id = rng, model, new_id
        self.now = now - 300 * DAY  # event times: they end before today
        self.step = 0

    def chance(self, p):
        return self.rng.random() < p

    # ---- what it is about ----

    def someone_new(self):
        sku = self.rng.choices(list(SERIALS), [5, 4, 2, 0.2])[0]
        return sku, self.rng.choice(SERIALS[sku])

    def pick_unit(self, wanted):
        """A unit for which wanted() is true, if there is one."""
        fitting = [u for u in self.model.units if wanted(u)]
        return self.rng.choice(fitting) if fitting else None

    def name_and_units(self):
        """A command and the units that it is about: known ones, or (sku, serial) of ones that are not there."""
        rng, units = self.rng, self.model.units
        if not units or self.chance(0.12 if len(units) < 60 else 0.03):
            names = ["receive", "receive", "commission", "allocate"]
            return rng.choice(names), [self.someone_new() for _ in range(rng.choice([1, 1, 1, 3, 8]))]
        unit = rng.choice(units)
        alive = unit.status not in ("void", "scrapped") or self.chance(0.1)
        unit = unit if alive else rng.choice(units)
        names = [n for n, c in M.SPEC.items() if unit.status in c["from"]] if self.chance(0.85) else list(M.SPEC)
        name = rng.choices(names or ["move"], [WEIGHTS.get(n, 1) for n in names or ["move"]])[0]
        if name == "release_hold" and not unit.holds and self.chance(0.9):
            name = "hold" if self.chance(0.2) else "move"
        if name == "receive" and self.chance(0.5):
            return name, [self.someone_new()]
        count = rng.choice([1, 1, 1, 1, 2, 4])
        others = [u for u in units if u.status == unit.status and u is not unit] if self.chance(0.9) else units
        return name, [unit] + rng.sample(others, min(count - 1, len(others)))

    def ref(self, who):
        if isinstance(who, tuple):
            return {"product": who[0], "serial": who[1]}
        kind = self.rng.random()
        if kind < 0.1:
            return {"id": who.id if self.chance(0.98) else 999_999}
        if kind < 0.2:
            return {"code": self.rng.choice([who.serial] + [v for _, v in who.identifiers])}
        return {"product": who.product.sku, "serial": who.serial}

    # ---- fields ----

    def location(self):
        if self.chance(0.02):
            return "NOWHERE"
        kinds = [l.code for l in self.model.locations if l.kind in M.KEEPS_UNITS]
        return self.rng.choice(kinds if self.chance(0.95) else [l.code for l in self.model.locations])

    def party(self, name, who):
        if self.chance(0.02):
            return "NOBODY"
        holders = [p.code for u in who if not isinstance(u, tuple) for p in (u.party, u.owner) if p]
        if name in ("return", "check_in", "claim", "register") and holders and self.chance(0.7):
            return self.rng.choice(holders)
        return self.rng.choice(SUPPLIES if name in ("receive", "allocate") else CUSTOMERS)

    def order(self, who):
        held = [u.order for u in who if not isinstance(u, tuple) and u.order]
        return self.rng.choice(held if held and self.chance(0.7) else ORDERS)

    def parent(self):
        unit = self.pick_unit(lambda u: u.status in M.OPEN or u.status == "installed") or self.pick_unit(lambda u: True)
        return self.ref(unit if self.chance(0.97) else self.someone_new())

    def choice(self, spec):
        if self.chance(0.02):
            return "perhaps"
        return self.rng.choice([c for c in spec["to"] if c not in ENDS or self.chance(0.05)])

    def field(self, field, name, spec, who):
        rng = self.rng
        return {
            "location": self.location, "party": lambda: self.party(name, who), "order": lambda: self.order(who),
            "lot": lambda: rng.choice(LOTS), "reason": lambda: rng.choice(["because", "dented, “badly”"]),
            "hold": lambda: rng.choice(M.HOLDS if self.chance(0.97) else ["magic"]), "package": lambda: rng.choice(BOXES),
            "parent": self.parent, "count": lambda: "C-1", "due": lambda: self.now + 9 * DAY,
            "verdict": lambda: self.choice(spec), "outcome": lambda: self.choice(spec), "condition": lambda: self.choice(spec),
            "note": lambda: "as seen",
        }[field]()

    def shared(self, name, spec, who):
        fields = {f for f in spec["needs"] if f not in ("product", "party_or_location")}
        if "party_or_location" in spec["needs"]:
            fields.add("party" if self.chance(0.75) else "location")
        fields |= {f for f in spec["may"] if f not in ("serial", "undo", "lot", "identifiers", "attributes") and self.chance(0.3)}
        if "lot" in spec["may"] and name != "correct" and self.chance(0.4):
            fields.add("lot")
        if name in ("pack", "finish_repair") and self.chance(0.6):
            fields.add("package")
        if self.chance(0.03):
            fields.add(self.rng.choice(["order", "party", "hold", "lot", "count", "location", "reason"]))
        if self.chance(0.03) and fields:
            fields.discard(self.rng.choice(sorted(fields)))
        shared = {f: self.field(f, name, spec, who) for f in sorted(fields)}
        if shared.get("lot"):
            shared |= self.lot_dates()
        return shared

    def lot_dates(self):
        dates = {}
        if self.chance(0.5):
            dates["made"] = self.now // DAY * DAY - self.rng.randint(0, 40) * DAY
        if self.chance(0.5):
            dates["expires"] = self.now // DAY * DAY + self.rng.randint(-20, 60) * DAY
        return dates

    def identifiers(self, unit):
        """Sometimes wrong, sometimes another's, sometimes written in another way."""
        if unit.__class__ is M.Unit and unit.identifiers and self.chance(0.4):
            kind, value = self.rng.choice(unit.identifiers)
            return [(kind, value, True)]
        kind = self.rng.choice(["imei", "mac", "asset_tag"])
        imei = self.rng.choice(IMEIS)
        value = {"imei": imei if self.chance(0.8) else self.rng.choice([imei[:-1] + str((int(imei[-1]) + 1) % 10), imei[:8], f"{imei[:6]}-{imei[6:]}"]),
                 "mac": self.rng.choice(["00:1b:44:11:3a:b7", "001B.4411.3AB7", "00-1B-44-11-3A-B8", "nonsense"]),
                 "asset_tag": self.rng.choice(TAGS)}[kind]
        found = [(kind, value, False)]
        return found * 2 if self.chance(0.05) else found

    # ---- commands ----

    def when(self):
        self.now += self.rng.randint(0, 3 * 60) * 60_000 + self.rng.randint(0, 59_999)
        if self.chance(0.05):
            return self.now - self.rng.randint(0, 10 * DAY)
        return self.now

    def row(self, number, who, name, spec):
        row = M.Row(number, self.ref(who))
        if self.chance(0.12 if name in ("receive", "commission", "correct") else 0.03):
            row.identifiers = self.identifiers(who)
        if self.chance(0.05):
            row.attributes = self.rng.choice([{"colour": "red"}, {"a": [1, 2], "b": "ü"}, {}])
        return row

    def own_fields(self, rows, name, spec, who):
        """Rows that say where of their own."""
        fields = [f for f in ("location", "party", "order", "lot") if f in spec["needs"] + spec["may"]]
        for row in rows:
            for f in fields:
                if self.chance(0.4):
                    row.own[f] = self.field(f, name, spec, who)
        if self.chance(0.03):
            self.rng.choice(rows).own["location"] = self.location()

    def command(self):
        self.step += 1
        name, who = self.name_and_units()
        spec = M.SPEC[name]
        c = {"id": self.new_id(self.rng), "time": self.when(), "shared": {}, "rows": [], "packages": [], "partial": False, "form": set(),
             "single": len(who) == 1 and self.chance(0.8)}
        if name == "correct":
            self.correction(c, who)
        else:
            c["shared"] = self.shared(name, spec, who)
            c["rows"] = [self.row(i, w, name, spec) for i, w in enumerate(who, 1)]
            self.by_package(c, name, who)
        if len(c["rows"]) > 1 and self.chance(0.3) and name != "correct":
            self.own_fields(c["rows"], name, spec, who)
        if not c["single"] and self.chance(0.4):
            c["partial"] = True
        if self.chance(0.01):
            c["time"] += self.rng.choice([-1, 1]) * 60 * 366 * DAY
            c["form"] |= {"bad_time"}
        return name, c

    def by_package(self, c, name, who):
        """Some commands are about what is in a package, or about packages in packages."""
        if name in ("pack", "unpack") and self.model.packages and self.chance(0.25):
            c["packages"] = [self.rng.choice(BOXES)]
            c["single"] = False
            if name == "pack":
                c["shared"]["package"] = self.rng.choice(BOXES[3:] if self.chance(0.6) else BOXES)
            if self.chance(0.8):
                c["rows"] = []
        elif name not in ("receive", "commission", "allocate") and self.chance(0.3 if name in ("ship", "move", "deliver", "unpack") else 0.03):
            boxed = [u.package for u in who if not isinstance(u, tuple) and u.package]
            row = M.Row(1, package=self.rng.choice(boxed or BOXES))
            outer = self.model.packages.get(row.package)
            row.package = outer if outer and self.chance(0.7) else row.package
            rest = c["rows"][1:] if self.chance(0.3) else []
            c["rows"], c["single"] = [row] + rest, False

    def correction(self, c, who):
        rng, shared = self.rng, c["shared"]
        shared["reason"] = "misprint"
        if self.model.events and self.chance(0.4):
            last = self.model.events[-12:]
            shared["undo"] = rng.choice(last).id if self.chance(0.97) else self.new_id(rng)
            known = [w for w in who if not isinstance(w, tuple)]
            c["rows"] = [M.Row(i, self.ref(w)) for i, w in enumerate(known, 1)] if known and self.chance(0.15) else []
            c["single"] = c["single"] and len(c["rows"]) == 1
            return
        c["rows"] = [self.row(i, w, "correct", M.SPEC["correct"]) for i, w in enumerate(who, 1)]
        if self.chance(0.5):
            first = who[0]
            sku = first[0] if isinstance(first, tuple) else first.product.sku
            former = first.former if isinstance(first, M.Unit) else []
            shared["serial_new"] = rng.choice(SERIALS[sku] + former * 5)
        if self.chance(0.3):
            shared["lot"] = rng.choice(LOTS)
        if self.chance(0.03):
            del shared["reason"]


# ---- on the wire ----

TIMES = {"expires": day, "made": day, "due": iso}


def member(field, value):
    return TIMES[field](value) if field in TIMES else value


def identifiers_json(given):
    out = {}
    for kind, value, removed in given:
        out.setdefault(kind, []).append({"remove": value} if removed else value)
    return {kind: values[0] if len(values) == 1 else values for kind, values in out.items()}


def row_json(row):
    out = dict(row.ref) if row.ref else {"package": row.package}
    out |= {f: member(f, v) for f, v in row.own.items()}
    if row.identifiers:
        out["identifiers"] = identifiers_json(row.identifiers)
    if row.attributes is not None:
        out["attributes"] = row.attributes
    return out


def head(c, rng):
    out = {"id": c["id"], "time": iso(c["time"], rng.choice([0, 0, 60, -330]))}
    out |= {f: member(f, v) for f, v in c["shared"].items()}
    if c["partial"]:
        out["mode"] = "partial"
    return out


def wire_json(c, rng):
    body, rows = head(c, rng), [row_json(r) for r in c["rows"]]
    if c["packages"]:
        body["packages"] = c["packages"]
    plain = rows and all(set(r) == {"product", "serial"} for r in rows)
    if c["single"] and rows:
        only = rows[0]
        extras = {k: only.pop(k) for k in ("identifiers", "attributes") if k in only and set(only) >= {"product", "serial"} and rng.random() < 0.5}
        body |= extras
        body |= only if set(only) == {"product", "serial"} and rng.random() < 0.5 else {"unit": only}
    elif plain and len({r["product"] for r in rows}) == 1 and rng.random() < 0.7:
        body |= {"product": rows[0]["product"], "serials": [r["serial"] for r in rows]}
    elif rows:
        body["units"] = rows
    return "", "application/json", json.dumps(body).encode()


def query(c, rng):
    fields = {k: v for k, v in head(c, rng).items()}
    return "?" + urllib.parse.urlencode(fields)


def wire_ndjson(c, rng):
    return query(c, rng), "application/x-ndjson", "".join(json.dumps(row_json(r)) + "\n" for r in c["rows"]).encode()


def quoted(cell):
    return '"' + cell.replace('"', '""') + '"'


def wire_csv(c, rng):
    rows = [{**row_json(r), **{f"identifier:{k}": v for k, v, _ in r.identifiers}} for r in c["rows"]]
    columns = sorted({k for r in rows for k in r} - {"identifiers"})
    lines = [",".join(columns)] + [",".join(quoted(str(r.get(k, ""))) for k in columns) for r in rows]
    return query(c, rng), "text/csv", ("\n".join(lines) + "\n").encode()


def wire(c, rng):
    """(query, content type, body)"""
    rows = c["rows"]
    lines = rows and not c["single"] and not c["packages"] and "parent" not in c["shared"]
    if lines and rng.random() < 0.15:
        return wire_ndjson(c, rng)
    simple = all(r.attributes is None and all(not i[2] for i in r.identifiers) and len({i[0] for i in r.identifiers}) == len(r.identifiers)
                 for r in rows)
    if lines and simple and rng.random() < 0.15:
        return wire_csv(c, rng)
    return wire_json(c, rng)
