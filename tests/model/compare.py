"""Asks the server everything that can be asked and says where it differs from the model."""
import calendar
import collections
import datetime
import json
import urllib.parse

import maker
import model as M

TIMES = {"expires", "received_at", "changed_at", "from", "to", "chain_from", "chain_to", "until", "time", "due"}


def ms(text):
    at = datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(datetime.timezone.utc)
    return calendar.timegm(at.timetuple()) * 1000 + at.microsecond // 1000


def times_read(value):
    """The same JSON with times as milliseconds."""
    if isinstance(value, list):
        return [times_read(v) for v in value]
    if not isinstance(value, dict):
        return value
    return {k: ms(v) if k in TIMES and isinstance(v, str) and v[:1].isdigit() else times_read(v) for k, v in value.items()}


def some(**members):
    """What is there of it."""
    return {k: v for k, v in members.items() if v is not None and v != ""}


def code(thing):
    return thing and thing.code


# ---- the model's answers ----

def unit_row(u):
    location, party = u.place()
    last = u.history[-1].event
    return some(
        id=u.id, product=u.product.sku, product_name=u.product.name, serial=u.serial, status=u.status,
        holds=[h for h in M.HOLDS if h in u.holds], location=code(location), party=code(party), party_name=party and party.name,
        owner=code(u.owner), supplier=code(u.supplier), lot=u.lot and u.lot.number, expires=u.lot and u.lot.expires, package=u.package,
        parent=u.parent and {"id": u.parent.id, "product": u.parent.product.sku, "serial": u.parent.serial}, order=u.order,
        received_at=u.received, changed_at=u.changed, last_seq=last.seq, events=len(u.history))


def warranty(u, now):
    months = u.product.warranty_months
    until = M.add_months(u.warranty, months) if months and u.warranty is not None else None
    state = "none" if not months else "not_started" if u.warranty is None else "active" if now < until else "expired"
    return some(state=state, months=months, until=until, **{"from": u.warranty})


def path(location):
    return path(location.parent) + [location.code] if location else []


def unit_full(u, now, roles):
    location = u.place()[0]
    identifiers = collections.defaultdict(list)
    for kind, value in sorted(u.identifiers):
        identifiers[kind].append(value)
    return {**unit_row(u), **some(
        location_name=location and location.name, path=path(location) or None, owner_name=u.owner and u.owner.name,
        supplier_name=u.supplier and u.supplier.name, warranty=warranty(u, now), identifiers=dict(identifiers),
        former_serials=sorted(set(u.former) - {u.serial}) or None, attributes=u.attributes,
        alarm=u.status if u.status in ("stolen", "missing") else None, allowed=allowed(u, roles))}


def allowed(u, roles):
    """What status, holds and role let pass."""
    names = [n for n, c in M.SPEC.items() if u.status in c["from"] and not (c.get("held") == "refused" and u.holds)]
    return [n for n in names if not (n == "release_hold" and not u.holds) and ("admin" in roles or set(roles) & set(M.SPEC[n]["roles"]))]


def entry(e):
    t = e.event.terms
    parent = t["parent"]
    return some(
        seq=e.event.seq, id=e.event.id, actor=e.event.actor, device=e.event.device, command=e.event.command, time=e.event.time, status=e.status, location=code(e.location),
        party=code(e.party), carried=e.carried or None, order=t["order"], choice=t["choice"], package=t["package"],
        lot=t["lot"] and t["lot"].number, parent_product=parent and parent.product.sku, parent_serial=parent and e.event.parent_serial,
        hold=t["hold"], count=t["count"], reason=t["reason"], note=t["note"], due=t["due"], covered=t["covered"], undo=t["undo"])


def chains(links, unit, inside, at=None):
    """Everything inside (or around) a unit, with the time that is common to each chain: [(depth, link, from, to)]."""
    ever = float("inf")
    found, open_ = [], [(1, unit, -1, ever, -1, ever)]
    while open_:
        depth, start, begin_seq, end_seq, begin, end = open_.pop()
        for link in links:
            child, parent, from_seq, from_, to_seq, to = link
            to_seq, to = ever if to_seq is None else to_seq, ever if to is None else to
            if (parent if inside else child) is not start or not (from_seq < end_seq and to_seq > begin_seq):
                continue
            if at is not None and not from_ <= at < to:
                continue
            common = (max(begin_seq, from_seq), min(end_seq, to_seq), max(begin, from_), min(end, to))
            found.append((depth, link, common[2], common[3]))
            open_.append((depth + 1, child if inside else parent, *common))
    return found


def chain_row(depth, link, begin, end, inside):
    child, parent, _, from_, _, to = link
    row = some(depth=depth, unit=(child if inside else parent).id, to=to, **{"from": from_})
    row["inside" if inside else "contains"] = (parent if inside else child).id
    if depth > 1:
        row |= some(chain_from=begin, chain_to=None if end == float("inf") else end)
    return row


def holders(u):
    runs = []
    for e in u.history:
        if runs and runs[-1][0] is e.party:
            continue
        if runs and runs[-1][0]:
            runs[-1][2] = e.event.time
        runs.append([e.party, e.event.time, None, e.event.seq])
    return [some(party=p.code, to=to, seq=seq, **{"from": from_}) for p, from_, to, seq in runs if p]


# ---- filters of units ----

def within(location, top):
    while location and location is not top:
        location = location.parent
    return location is not None


def in_range(value, from_, to):
    return value is not None and (from_ is None or value >= from_) and (to is None or value < to)


class UnitFilter:
    """Some members of the filter of /v1/units, as a query and as a condition."""

    def __init__(self, rng, model):
        self.rng, self.model = rng, model
        self.query, self.tests, self.refused = {}, [], None
        makers = [self.product, self.serial, self.prefix, self.suffix, self.range, self.lot, self.status, self.hold, self.location,
                  self.party, self.owner, self.supplier, self.received, self.changed]
        for make in rng.sample(makers, rng.choice([1, 1, 2, 2, 3])):
            make()
        if "product" in self.query and "lot" in self.query and not any(
                (l.product.sku, l.number) == (self.query["product"], self.query["lot"]) for l in model.lots):
            self.refused = "unknown_lot"

    def add(self, test, **query):
        self.query |= query
        self.tests.append(test)

    def some_serial(self):
        return self.rng.choice(self.model.units).serial if self.model.units else "A-001"

    def product(self):
        p = self.rng.choice(self.model.products)
        self.add(lambda u: u.product is p, product=p.sku)

    def serial(self):
        s = self.some_serial()
        self.add(lambda u: u.serial == s, serial=s)

    def prefix(self):
        s = self.some_serial()
        s = s[:self.rng.randint(1, len(s))]
        self.add(lambda u: u.serial.startswith(s), serial_prefix=s)

    def suffix(self):
        s = self.some_serial()
        s = s[-self.rng.randint(1, len(s)):]
        self.add(lambda u: u.serial.endswith(s), serial_suffix=s)

    def range(self):
        a, b = sorted([self.some_serial().encode(), self.some_serial().encode()])
        alike = len(a.decode()) == len(b.decode())
        self.add(lambda u: a <= u.serial.encode() <= b and (not alike or len(u.serial) == len(a.decode())),
                 serial_from=a.decode(), serial_to=b.decode())

    def lot(self):
        if self.model.lots:
            number = self.rng.choice(self.model.lots).number
            self.add(lambda u: u.lot and u.lot.number == number, lot=number)

    def status(self):
        names = self.rng.sample(list(M.PLACES), self.rng.randint(1, 3))
        self.add(lambda u: u.status in names, status=",".join(names))

    def hold(self):
        names = self.rng.sample(M.HOLDS + ["any"], self.rng.randint(1, 2))
        self.add(lambda u: u.holds if "any" in names else u.holds & set(names), hold=",".join(names))

    def location(self):
        top = self.rng.choice(self.model.locations)
        self.add(lambda u: within(u.place()[0], top), location=top.code)

    def party(self):
        p = self.rng.choice(self.model.parties)
        self.add(lambda u: u.place()[1] is p, party=p.code)

    def owner(self):
        p = self.rng.choice(self.model.parties)
        self.add(lambda u: u.owner is p, owner=p.code)

    def supplier(self):
        p = self.rng.choice(self.model.parties)
        self.add(lambda u: u.supplier is p, supplier=p.code)

    def times(self, name, value):
        """A range of instants or days, open at either end."""
        events = self.model.events or [None]
        ends = sorted(e.time if e else 0 for e in self.rng.choices(events, k=2))
        days = self.rng.random() < 0.4
        text = maker.day if days else maker.iso
        from_, to = [e // maker.DAY * maker.DAY for e in ends] if days else ends
        to += maker.DAY if days else 0
        which = self.rng.choice(["from", "to", "both"])
        from_, to = from_ if which != "to" else None, to if which != "from" else None
        query = some(**{f"{name}_from": text(ends[0]) if from_ is not None else None, f"{name}_to": text(ends[1]) if to is not None else None})
        self.add(lambda u: in_range(value(u), from_, to), **query)

    def received(self):
        self.times("received", lambda u: u.received)

    def changed(self):
        self.times("changed", lambda u: u.changed)

    def passing(self):
        return [u for u in self.model.units if all(t(u) for t in self.tests)]


SORTS = {
    "id": lambda u: u.id,
    "-id": lambda u: -u.id,
    "serial": lambda u: (u.serial.encode(), u.product.number),
    "received_at": lambda u: (u.received, u.id),
}


class Comparer:
    """differences: what was found. client: a lib.Wire, token: of an administrator."""

    def __init__(self, model, get, rng):
        self.model, self.raw_get, self.rng = model, get, rng
        self.differences, self.questions = [], 0

    def say(self, question, got, want):
        self.differences.append(f"{question}:\n    server {got}\n    model  {want}")

    def same(self, question, got, want):
        if got != want:
            self.say(question, *shorter(got, want))

    def get(self, path, **query):
        """Status 200 and JSON, or a difference and None."""
        self.questions += 1
        text = path + ("?" + urllib.parse.urlencode(query) if query else "")
        answer = self.raw_get(text)
        if answer.status != 200:
            self.say(text, f"{answer.status} {answer.body[:300]}", "an answer")
            return None
        return times_read(json.loads(answer.body))

    def pages(self, path, **query):
        """All items of a list, page by page."""
        items, cursor = [], None
        query["limit"] = self.rng.choice([1000, 1000, 100, 7])
        while True:
            page = self.get(path, **query, **({"cursor": cursor} if cursor else {}))
            if page is None:
                return None
            items += page["items"]
            cursor = page["next"]
            if not cursor:
                return items

    # ---- questions ----

    def all_units(self):
        items = self.pages("/v1/units", sort="id")
        if items is not None:
            self.same("/v1/units", items, [unit_row(u) for u in self.model.units])

    def one_unit(self, u, now):
        path = self.rng.choice([f"/v1/units/{u.id}", f"/v1/products/{quote(u.product.sku)}/units/{quote(u.serial)}"])
        got = self.get(path)
        if got is None:
            return
        want = unit_full(u, now, ["admin"])
        if "identifiers" in got:
            got["identifiers"] = {k: sorted(v) for k, v in got["identifiers"].items()}
        if "former_serials" in got:
            got["former_serials"] = sorted(got["former_serials"])
        self.same(path, got, want)

    def history(self, u):
        items = self.pages(f"/v1/units/{u.id}/history")
        if items is None:
            return
        for item in items:
            item.pop("recorded", None)  # the server's clock
        self.same(f"/v1/units/{u.id}/history", items, [entry(e) for e in reversed(u.history)])

    def filtered(self):
        f = UnitFilter(self.rng, self.model)
        if f.refused:
            answer = self.raw_get("/v1/units?" + urllib.parse.urlencode(f.query))
            return self.same(f"/v1/units {f.query}", (answer.status, answer.json.get("code")), (422, f.refused))
        query, want = dict(f.query), f.passing()
        sort = self.rng.choice([None, *SORTS])
        if sort:
            query["sort"] = sort
            if sort == "received_at":
                want = [u for u in want if u.received is not None]
            want.sort(key=SORTS[sort])
        path = self.rng.choice(["/v1/units", "/v1/units", "/v1/trace" if f.query else "/v1/units"])  # a trace wants a filter
        items = self.pages(path, **query)
        if items is None:
            return
        got, want = [i["id"] for i in items], [u.id for u in want]
        self.same(f"{path} {query}", got if sort else sorted(got), want if sort else sorted(want))
        return self.affected(items, query) if path == "/v1/trace" else None

    def exported(self):
        """The same filter as NDJSON: all rows at once."""
        f = UnitFilter(self.rng, self.model)
        if f.refused:
            return
        path = "/v1/units?" + urllib.parse.urlencode({**f.query, "format": "ndjson"})
        answer = self.raw_get(path)
        self.questions += 1
        rows = [times_read(json.loads(line)) for line in answer.body.splitlines()]
        self.same(path, sorted(rows, key=lambda r: r["id"]), sorted(map(unit_row, f.passing()), key=lambda r: r["id"]))

    def scan(self):
        """Whatever a unit bears, or bore: which units those are, and whether to raise an alarm."""
        u = self.rng.choice(self.model.units)
        text = self.rng.choice([u.serial] + u.former + [v for _, v in u.identifiers])
        got = self.get("/v1/scan", code=text)
        if got is None:
            return
        units = [m for m in got["matches"] if m["kind"] == "unit"]
        want = [x for x in self.model.units if x.serial == text or text in x.former or any(v == text for _, v in x.identifiers)]
        alarms = {"stolen", "missing"} & {([x] + list(x.around()))[-1].status for x in want}  # also for what is inside such a one
        self.same(f"/v1/scan?code={text}", (sorted(m["id"] for m in units), got["ambiguous"], "alarm" in got),
                  (sorted(x.id for x in want), len(want) > 1, bool(alarms)))

    def affected(self, items, query):
        by_id = {u.id: u for u in self.model.units}
        for item in items:
            u = by_id.get(item["id"])
            if u:
                outer = ([None] + list(u.around()))[-1]
                self.same(f"/v1/trace {query}: unit {u.id} is inside", item.get("inside", {}).get("id"), outer and outer.id)

    def stock(self):
        groups = self.rng.choice([["product", "location", "status"], ["product"], ["location", "status"], ["status"], ["product", "status"]])
        query = {"group": ",".join(groups)} if len(groups) < 3 else {}
        top = self.rng.choice([None, *self.model.locations])
        product = self.rng.choice([None, *self.model.products])
        query |= some(location=code(top), product=product and product.sku)
        counts = collections.Counter()
        for u in self.model.units:
            location = u.place()[0]
            if location and (not top or within(location, top)) and (not product or u.product is product):
                row = {"product": u.product.sku, "location": location.code, "status": u.status}
                counts[tuple(row[g] for g in groups)] += 1
        items = self.pages("/v1/stock", **query)
        if items is not None:
            self.same(f"/v1/stock {query}", sorted((tuple(i[g] for g in groups), i["quantity"]) for i in items), sorted(counts.items()))

    def events(self):
        rng, model = self.rng, self.model
        unit, location = rng.choice([None, *model.units[-30:]]), rng.choice([None, None, *model.locations])
        command, order = rng.choice([None, None, *M.SPEC]), rng.choice([None, None, *maker.ORDERS])
        actor = rng.choice([None, None, "admin", "olga", "max", "sue"])
        after = rng.choice([None, rng.randint(0, len(model.events))])
        query = some(unit=unit and unit.id, location=code(location), command=command, order=order, after_seq=after, actor=actor)
        want = [e for e in model.events if (not unit or unit in e.units + e.carried) and (not location or within(e.terms["location"], location))
                and (not command or e.command == command) and (not order or e.terms["order"] == order)
                and (not actor or e.actor == actor) and (after is None or e.seq > after)]
        items = self.pages("/v1/events", **query)
        if items is None:
            return
        got = [(i["seq"], i["id"], i["command"], i["units"]) for i in items]
        want = [(e.seq, e.id, e.command, len(e.units) + len(e.carried)) for e in want]
        self.same(f"/v1/events {query}", got, want if after is not None else want[::-1])

    def contents(self, u):
        got = self.get(f"/v1/units/{u.id}/contents")
        if got is None:
            return
        want = [unit.id for unit in self.model.contents(u)]
        self.same(f"/v1/units/{u.id}/contents", sorted(i["unit"]["id"] for i in got["items"]), sorted(want))

    def trace(self, u):
        inside = self.rng.random() < 0.5
        at = self.rng.choice([None, None, self.rng.choice(self.model.events).time])
        query = {"direction": "backward" if inside else "forward", **({"at": maker.iso(at)} if at is not None else {})}
        got = self.get(f"/v1/units/{u.id}/trace", **query)
        if got is None:
            return
        rows = [{**i, "unit": i["unit"]["id"]} for i in got["items"]]
        want = [chain_row(*found, inside) for found in chains(self.model.links, u, inside, at)]
        question = f"/v1/units/{u.id}/trace {query}"
        self.same(question, sorted(map(str, map(sorted_items, rows))), sorted(map(str, map(sorted_items, want))))
        if not inside:
            self.same(f"{question} holders", [{k: v for k, v in h.items() if k in ("party", "from", "to", "seq")} for h in got["holders"]], holders(u))
            self.same(f"{question} top", got["top"]["id"], ([u] + list(u.around()))[-1].id)

    def package(self, box):
        got = self.get(f"/v1/packages/{quote(box)}", limit=1000)
        if got is None:
            return
        outer = self.model.packages[box]
        self.same(f"/v1/packages/{box}", (got.get("inside"), got["units"], sorted(i["id"] for i in got["items"])),
                  (outer, len(self.model.in_package(box)), sorted(u.id for u in self.model.in_package(box))))

    # ---- all of it ----

    def everything(self, now):
        self.all_units()
        self.stock()
        if not self.model.events:
            return
        for _ in range(4):
            self.filtered()
        self.events()
        self.exported()
        self.scan()
        for u in self.rng.sample(self.model.units, min(3, len(self.model.units))):
            self.one_unit(u, now)
            self.history(u)
            self.trace(u)
            self.contents(u)
        if self.model.packages:
            self.package(self.rng.choice(list(self.model.packages)))

    def at_last(self, now):
        self.all_units()
        for u in self.model.units:
            self.one_unit(u, now)
            self.history(u)
            self.trace(u)
        for box in self.model.packages:
            self.package(box)
        for _ in range(20):
            self.stock()
            self.events()
            self.filtered()


def quote(text):
    return urllib.parse.quote(text, safe="")


def sorted_items(row):
    return sorted(row.items())


def shorter(got, want):
    """Of two long lists the first items that differ."""
    if isinstance(got, list) and isinstance(want, list):
        for g, w in zip(got, want):
            if g != w:
                return shorter(g, w)
        return f"{len(got)} items, then {got[len(want):][:2]}", f"{len(want)} items, then {want[len(got):][:2]}"
    if isinstance(got, dict) and isinstance(want, dict):
        return ({k: v for k, v in got.items() if want.get(k) != v} | {"id": got.get("id")},
                {k: v for k, v in want.items() if got.get(k) != v} | {"id": want.get("id")})
    return got, want
