#!/usr/bin/env python3
"""Look-ups by serial that come while others are under way. On PostgreSQL they are asked for together (src/api/gather.c): the answers must
be those that each gets alone, and none may be older than what was acknowledged before it was asked.

A crowd is 64 connections that all ask before the first one listens for its answer.
"""
import http.client
import os
import random
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import books  # noqa: E402
import harness  # noqa: E402
from harness import check, equal, rows  # noqa: E402

CROWD = 64
ROUNDS = 30
SECONDS = 120  # until an answer must be there


def path_of(product, serial):
    return f"/v1/products/{product}/units/{serial}"


class Crowd:
    def __init__(self, server, token):
        self.headers = {"Authorization": f"Bearer {token}"}
        self.connections = [http.client.HTTPConnection("127.0.0.1", server.port, timeout=SECONDS) for _ in range(CROWD)]

    def ask(self, paths):
        """[(path, status, text)]: one of paths for each connection."""
        for connection, path in zip(self.connections, paths):
            connection.request("GET", path, headers=self.headers)
        answers = []
        for connection, path in zip(self.connections, paths):
            response = connection.getresponse()
            answers.append((path, response.status, response.read().decode()))
        return answers


def make(admin):
    rows(admin, [
        ("host", "POST", "/v1/products", {"sku": "HOST", "name": "Host", "warranty_months": 12}, 201, None),
        ("part", "POST", "/v1/products", {"sku": "PART", "name": "Part"}, 201, None),
        ("site", "POST", "/v1/locations", {"code": "SITE", "name": "Site", "kind": "site"}, 201, None),
        ("bin", "POST", "/v1/locations", {"code": "BIN-1", "name": "Bin 1", "kind": "bin", "parent": "SITE"}, 201, None),
        ("bin", "POST", "/v1/locations", {"code": "BIN-2", "name": "Bin 2", "kind": "bin", "parent": "SITE"}, 201, None),
        ("supplier", "POST", "/v1/parties", {"code": "SUP", "name": "Supplier", "kind": "supplier"}, 201, None),
        ("plain hosts", "POST", "/v1/commands/receive",
         {"product": "HOST", "serials": [f"H{i}" for i in range(40)], "location": "BIN-1", "party": "SUP"}, 201, None),
        ("parts of a lot", "POST", "/v1/commands/receive",
         {"product": "PART", "serials": [f"P{i}" for i in range(10)], "location": "BIN-1", "lot": "L1", "expires": "2099-01-31"}, 201, None),
        ("with numbers", "POST", "/v1/commands/receive",
         {"product": "PART", "serial": "N0", "location": "BIN-2", "identifiers": {"imei": "356938035643809", "mac": [f"001B44113AB{i}" for i in range(6)]},
          "attributes": {"colour": "red"}}, 201, None),
        ("the same serial", "POST", "/v1/commands/receive", {"product": "HOST", "serial": "N0", "location": "BIN-2"}, 201, None),
        ("installed", "POST", "/v1/commands/install", {"product": "PART", "serials": ["P0", "P1"], "parent": {"product": "HOST", "serial": "H0"}},
         201, None),
        ("with a former serial", "POST", "/v1/commands/correct",
         {"product": "PART", "serial": "P9", "serial_new": "Q9", "reason": "misread"}, 201, None),
        ("stolen", "POST", "/v1/commands/report_stolen", {"product": "HOST", "serial": "H39", "reason": "the door was open"}, 201, None),
    ])
    for serial in ("H1", "H2"):
        for command, more in (("pick", {}), ("pack", {"package": "BOX-1"})):
            reply = admin.post(f"/v1/commands/{command}", {"product": "HOST", "serial": serial, **more})
            check(f"{command} {serial}", reply.status == 201, reply.text[:300])


ALL = ([path_of("HOST", f"H{i}") for i in range(40)] + [path_of("PART", f"P{i}") for i in range(10)] +
       [path_of("PART", "Q9"), path_of("PART", "N0"), path_of("HOST", "N0"), path_of("HOST", "NONE"), path_of("NOTHING", "H1"), path_of("HOST", "H3") + "?events=5",
        path_of("HOST", "H4") + "?nonsense=1"])


def without_id(text):
    """Each refusal has the number of its request."""
    return text if '"request_id"' not in text else text.split('"request_id"')[0]


def test_same(admin, crowd):
    alone = {path: (reply.status, without_id(reply.text)) for path, reply in ((path, admin.get(path)) for path in ALL)}
    equal("what they are alone", sorted({status for status, _ in alone.values()}), [200, 400, 404])
    draw = random.Random(1)
    wrong = []
    for _ in range(ROUNDS):
        for path, status, text in crowd.ask([draw.choice(ALL) for _ in range(CROWD)]):
            if (status, without_id(text)) != alone[path]:
                wrong.append((path, status, text, alone[path]))
    check("in a crowd each gets what it gets alone", not wrong, wrong[:2])


def test_fresh(admin, crowd):
    """What was acknowledged is in every answer that was asked for afterwards."""
    wrong = []
    for i in range(ROUNDS):
        to, name = f"BIN-{i % 2 + 1}", f"Host, edition {i}"
        moved = admin.post("/v1/commands/move", {"product": "HOST", "serial": "H5", "location": to})
        named = admin.patch("/v1/products/HOST", {"name": name})
        place = admin.patch(f"/v1/locations/{to}", {"name": f"Place {i}"})
        if (moved.status, named.status, place.status) != (201, 200, 200):
            wrong.append((moved.text, named.text, place.text))
        for _, status, text in crowd.ask([path_of("HOST", "H5")] * CROWD):
            if status != 200 or any(part not in text for part in (f'"location":"{to}"', f'"product_name":"{name}"', f'"location_name":"Place {i}"')):
                wrong.append((to, name, status, text))
    check("nobody in a crowd is told what was true before", not wrong, wrong[:2])


def test_renamed(admin, crowd):
    """A product that takes another's SKU: what is remembered of it is not asked."""
    rows(admin, [
        ("new", "POST", "/v1/products", {"sku": "OTHER", "name": "Other"}, 201, None),
        ("unit", "POST", "/v1/commands/receive", {"product": "OTHER", "serial": "H1", "location": "BIN-1"}, 201, None),
    ])
    found = [(status, '"product":"OTHER"' in text) for _, status, text in crowd.ask([path_of("OTHER", "H1")] * CROWD)]
    equal("what is new is there", set(found), {(200, True)})


def test_other_server(server, admin, crowd):
    """Written through one process, asked for through another."""
    with harness.Server(db=server.db) as other:
        other.admin_token = admin.token
        writer, wrong = other.admin(), []
        for i in range(ROUNDS):
            writer.patch("/v1/products/HOST", {"name": f"Elsewhere {i}"})
            writer.post("/v1/commands/move", {"product": "HOST", "serial": "H6", "location": f"BIN-{i % 2 + 1}"})
            for _, status, text in crowd.ask([path_of("HOST", "H6")] * CROWD):
                if status != 200 or f"Elsewhere {i}" not in text or f'"location":"BIN-{i % 2 + 1}"' not in text:
                    wrong.append((i, status, text))
        check("what another process has acknowledged is told", not wrong, wrong[:2])


def test_lost(server, crowd):
    """The server of the database ends all connections: who asks then is answered, if need be by 503; who asks next gets what is there."""
    wrong = []
    for _ in range(5):
        with books.write(server.db) as b:
            b.rows("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
        wrong += [answer for answer in crowd.ask([path_of("HOST", "H7")] * CROWD) if answer[1] not in (200, 503)]
        wrong += [answer for answer in crowd.ask([path_of("HOST", "H7")] * CROWD) if answer[1] != 200]
    check("a lost connection is made anew", not wrong, wrong[:2])


def main():
    with harness.Server() as server:
        admin = server.admin()
        make(admin)
        crowd = Crowd(server, admin.token)
        test_same(admin, crowd)
        test_fresh(admin, crowd)
        test_renamed(admin, crowd)
        if books.is_postgres(server.db):
            test_other_server(server, admin, crowd)
            test_lost(server, crowd)
    harness.finish()


main()
