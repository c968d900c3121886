#!/usr/bin/env python3
"""GET /v1/dashboard: every figure against what the lists say, after each thing that changes one; days in zones; many at once.

A second server on the same database, started afterwards, must say the same: nothing that is kept in memory is its own.
"""
import datetime
import os
import sys
import threading

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import harness  # noqa: E402
from harness import check, check_reply, equal, rows  # noqa: E402

DAY = datetime.timedelta(days=1)
NOW = datetime.datetime.now(datetime.timezone.utc)


def stamp(t):
    return t.strftime("%Y-%m-%dT%H:%M:%SZ")


def command(client, name, **body):
    reply = client.post(f"/v1/commands/{name}", body)
    check_reply(f"{name} {body.get('serial') or body.get('serials')}", reply, 201)
    return reply.json


def company(admin):
    rows(admin, [
        ("a site", "POST", "/v1/locations", {"code": "BER", "kind": "site"}, 201, None),
        ("a bin", "POST", "/v1/locations", {"code": "BER-1", "kind": "bin", "parent": "BER"}, 201, None),
        ("a customer", "POST", "/v1/parties", {"code": "ACME", "name": "Acme", "kind": "customer"}, 201, None),
        ("a pump", "POST", "/v1/products", {"sku": "PUMP", "name": "Pump"}, 201, None),
        ("a valve", "POST", "/v1/products", {"sku": "VALVE", "name": "Valve <b>&</b>"}, 201, None),
        ("a hose", "POST", "/v1/products", {"sku": "HOSE", "name": "Hose"}, 201, None),
    ])


def board(client, query=""):
    reply = client.get(f"/v1/dashboard{query}")
    check_reply(f"dashboard{query}", reply, 200)
    return reply.json


def units(client, query):
    return len(client.get(f"/v1/units?limit=1000&{query}").json["items"])


def events_of(client, query):
    return [e for e in client.get(f"/v1/events?limit=1000&{query}").json["items"] if e["units"]]


# ---- figures ----

def agrees(name, client):
    """Whatever the lists count as well."""
    b = board(client)
    statuses = {s["status"]: s["quantity"] for s in b["statuses"]}
    known = [s["name"] for s in client.get("/v1/lifecycle").json["statuses"]]
    equal(f"{name}: statuses", statuses, {s: n for s in known if (n := units(client, f"status={s}"))})
    equal(f"{name}: all units", b["units"], sum(statuses.values()))
    equal(f"{name}: holds", {h["hold"]: h["quantity"] for h in b["holds"]},
          {h: n for h in ("quality", "recall", "legal") if (n := units(client, f"hold={h}"))})
    attention = b["attention"]
    equal(f"{name}: what is missing, stolen, held", [attention["missing"], attention["stolen"], attention["held"]],
          [statuses.get("missing", 0), statuses.get("stolen", 0), units(client, "hold=any")])
    events = events_of(client, "")
    flow = {}
    for e in events:
        key = e["time"][:10], e["command"]
        flow[key] = flow.get(key, [0, 0])
        flow[key][0] += e["units"]
        flow[key][1] += 1
    first = (NOW - 40 * DAY).date().isoformat()
    got = {(f["day"], f["command"]): [f["units"], f["events"]] for f in board(client, "?days=41")["flow"]}
    equal(f"{name}: flow", got, {k: v for k, v in flow.items() if k[0] >= first})
    for c in sorted({e["command"] for e in events}):
        listed = [e["id"] for e in events_of(client, f"command={c}")]
        equal(f"{name}: events of {c}", listed, [e["id"] for e in events if e["command"] == c])
    exceptional = ("report_missing", "report_stolen", "count_not_seen", "hold", "find", "recover", "void_shipment", "correct")
    equal(f"{name}: exceptions", [e["id"] for e in b["exceptions"]], [e["id"] for e in events if e["command"] in exceptional][:20])
    return b


def test_empty(client):
    b = board(client)
    equal("nothing is there", {k: v for k, v in b.items() if k != "at"},
          {"units": 0, "statuses": [], "holds": [], "flow": [], "slow": [], "exceptions": [],
           "attention": dict.fromkeys(["missing", "stolen", "held", "overdue_loans", "expired", "expiring_soon"], 0)})


def test_figures(admin):
    command(admin, "receive", product="PUMP", serials=[f"P{i}" for i in range(10)], location="BER", time=stamp(NOW - 30 * DAY))
    agrees("received", admin)
    command(admin, "pick", product="PUMP", serials=["P0", "P1"], order="SO-1")
    command(admin, "pack", product="PUMP", serials=["P0", "P1"])
    command(admin, "ship", product="PUMP", serials=["P0", "P1"], party="ACME")
    command(admin, "deliver", product="PUMP", serial="P0")
    agrees("sent", admin)
    command(admin, "hold", product="PUMP", serials=["P2", "P3"], hold="quality", reason="scratch")
    command(admin, "hold", product="PUMP", serial="P3", hold="recall", reason="recall")
    command(admin, "report_missing", product="PUMP", serial="P4", reason="gone")
    command(admin, "report_stolen", product="PUMP", serial="P5", reason="window broken")
    b = agrees("trouble", admin)
    equal("one unit, named", b["exceptions"][0]["unit"]["serial"], "P5")
    check("two units are not", "unit" not in b["exceptions"][3], b["exceptions"][3])
    command(admin, "find", product="PUMP", serial="P4", location="BER-1")
    agrees("found again", admin)
    event = command(admin, "move", product="PUMP", serial="P6", location="BER-1")["events"][0]["id"]
    command(admin, "correct", undo=event, reason="wrong one")
    agrees("undone", admin)


def test_loans(admin):
    """Due times are in the events that lent; a unit that came back, or was lent anew, is not overdue."""
    command(admin, "receive", product="VALVE", serials=["V1", "V2", "V3", "V4"], location="BER", time=stamp(NOW - 20 * DAY))
    past, future = stamp(NOW - DAY), stamp(NOW + DAY)
    command(admin, "check_out", product="VALVE", serials=["V1", "V2"], party="ACME", due=past, time=stamp(NOW - 10 * DAY))
    command(admin, "check_out", product="VALVE", serial="V3", party="ACME", due=future)
    command(admin, "check_out", product="VALVE", serial="V4", party="ACME")
    equal("two are overdue", agrees("lent", admin)["attention"]["overdue_loans"], 2)
    command(admin, "check_in", product="VALVE", serial="V1", location="BER")
    equal("one is back", board(admin)["attention"]["overdue_loans"], 1)
    command(admin, "check_out", product="VALVE", serial="V1", party="ACME", due=future)
    equal("lent anew", board(admin)["attention"]["overdue_loans"], 1)


def test_expiry(admin):
    for number, days in [("OLD", -1), ("SOON", 10), ("LATE", 400)]:
        check_reply(f"lot {number}", admin.post("/v1/lots", {"product": "HOSE", "number": number, "expires": (NOW + days * DAY).date().isoformat()}), 201)
        command(admin, "receive", product="HOSE", serials=[f"{number}-{i}" for i in range(3)], location="BER", lot=number, time=stamp(NOW - 5 * DAY))
    b = agrees("with lots", admin)
    equal("expired, and soon", [b["attention"]["expired"], b["attention"]["expiring_soon"]], [3, 3])
    command(admin, "scrap", product="HOSE", serial="OLD-0", reason="expired")
    equal("scrapped", board(admin)["attention"]["expired"], 2)


def test_slow(admin):
    """By when one of the product came in or went on last; a count is no movement."""
    slow = board(admin)["slow"]
    equal("what there is in stock", {s["product"]: s["quantity"] for s in slow},
          {p: n for p in ("PUMP", "VALVE", "HOSE") if (n := units(admin, f"product={p}&status=in_stock"))})
    equal("the longest unmoved first", [s["last_moved_at"] for s in slow], sorted(s["last_moved_at"] for s in slow))
    check_reply("a thing that lies", admin.post("/v1/products", {"sku": "LIES", "name": "Lies"}), 201)
    lay = stamp(NOW - 100 * DAY)
    command(admin, "receive", product="LIES", serials=["L1", "L2"], location="BER", time=lay)
    command(admin, "count_seen", product="LIES", serials=["L1", "L2"], location="BER")
    equal("it is the slowest", board(admin)["slow"][0], {"product": "LIES", "product_name": "Lies", "quantity": 2,
                                                           "last_moved_at": lay.replace("Z", ".000Z")})
    command(admin, "pick", product="LIES", serial="L1", order="SO-2")
    check("until one goes", board(admin)["slow"][0]["product"] != "LIES")


# ---- days ----

def test_days(admin):
    """A day is one of the zone that was asked for, and an event counts on the day when it happened."""
    noon = (NOW - 3 * DAY).replace(hour=23, minute=50, second=0, microsecond=0)
    command(admin, "receive", product="PUMP", serial="DAY-1", location="BER", time=stamp(noon))
    command(admin, "put_away", product="PUMP", serial="DAY-1", location="BER-1", time=stamp(noon + datetime.timedelta(minutes=5)))

    def day_of(zone):
        return [f["day"] for f in board(admin, f"?days=10&zone_minutes={zone}")["flow"] if f["command"] == "put_away"]

    here, next_day = noon.date().isoformat(), (noon + DAY).date().isoformat()
    for zone, want in [(0, here), (60, next_day), (-60, here), (15, next_day), (345, next_day), (840, next_day), (-840, here)]:
        equal(f"zone {zone}", day_of(zone), [want])
    old = stamp(NOW - 200 * DAY)
    command(admin, "receive", product="PUMP", serial="DAY-2", location="BER", time=old)
    check("what is long ago is not in it", all(f["day"] > old[:10] for f in board(admin, "?days=92")["flow"]))
    today = [f for f in board(admin, "?days=1")["flow"]]
    check("today alone", {f["day"] for f in today} == {board(admin)["at"][:10]}, today)
    for query in ("?days=0", "?days=93", "?days=x", "?zone_minutes=7", "?zone_minutes=900", "?page=1"):
        check_reply(f"dashboard{query}", admin.get(f"/v1/dashboard{query}"), 400, {"code": "bad_request"})


# ---- many at once ----

def test_many(server, admin):
    """Who writes sees it at once, whoever else asks meanwhile."""
    wrong = []

    def scan(number):
        client = server.client(admin.token)
        for i in range(20):
            serial = f"MANY-{number}-{i}"
            if client.post("/v1/commands/receive", {"product": "PUMP", "serial": serial, "location": "BER"}).status != 201:
                wrong.append(serial)
            seen = client.get("/v1/dashboard")
            if seen.status != 200 or seen.json["units"] < i + 1:
                wrong.append(f"{serial}: {seen.text[:100]}")

    threads = [threading.Thread(target=scan, args=(n,)) for n in range(6)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    check("nothing went wrong", not wrong, wrong[:3])
    agrees("afterwards", admin)


def main():
    with harness.Server() as server:
        admin = server.admin()
        test_empty(admin)
        company(admin)
        test_figures(admin)
        test_loans(admin)
        test_expiry(admin)
        test_slow(admin)
        test_days(admin)
        test_many(server, admin)
        before = {k: v for k, v in board(admin).items() if k != "at"}
        server.stop()
        server.start()
        admin.close()
        admin.port = server.port
        equal("the same after a restart", {k: v for k, v in board(admin).items() if k != "at"}, before)
    harness.finish()


main()
