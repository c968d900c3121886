#!/usr/bin/env python3
"""What somebody may do, told (GET /v1/me) and kept: and who may undo what."""
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import harness  # noqa: E402
from harness import check, check_reply, equal, rows  # noqa: E402

ROLES = ["operator", "manager", "support", "auditor", "admin"]


def company(admin):
    rows(admin, [
        ("a site", "POST", "/v1/locations", {"code": "BER", "kind": "site"}, 201, None),
        ("a bin", "POST", "/v1/locations", {"code": "BER-1", "kind": "bin", "parent": "BER"}, 201, None),
        ("a customer", "POST", "/v1/parties", {"code": "ACME", "name": "Acme", "kind": "customer"}, 201, None),
        ("a product", "POST", "/v1/products", {"sku": "PUMP", "name": "Pump"}, 201, None),
    ])


# ---- told ----

def test_me(server):
    """`may` is what the route table and the life cycle say of these roles, for every role and for a key's scope."""
    table = harness.route_table()
    commands = server.client().get("/v1/lifecycle").json["commands"]
    several = server.person("two roles", ["support", "auditor"])
    everybody = {**{(r,): server.person(f"me {r}", [r]) for r in ROLES}, ("support", "auditor"): several}
    for roles, person in everybody.items():
        may = person.get("/v1/me").json["may"]
        has = {*roles}
        equal(f"commands of {roles}", may["commands"], [c["name"] for c in commands if has & {*c["roles"], "admin"}])
        equal(f"routes of {roles}", may["routes"],
              [f"{r['method']} {r['path']}" for r in table if "public" in r["flags"] or has & {*r["roles"], "admin"}])
    session = server.person("wide", ["manager", "operator"], password="correct horse battery")
    key = session.post("/v1/keys", {"name": "narrow", "roles": ["operator"]})
    narrow = server.client(key.json["token"]).get("/v1/me").json["may"]
    check("a key's scope", "receive" in narrow["commands"] and "hold" not in narrow["commands"], narrow)
    check("and its routes", "POST /v1/lots" in narrow["routes"] and "POST /v1/products" not in narrow["routes"], narrow)


# ---- undone ----

def receive(client, serial, **more):
    reply = client.post("/v1/commands/receive", {"product": "PUMP", "serial": serial, "location": "BER", **more})
    check_reply(f"{serial} received", reply, 201)
    return reply.json["events"][0]["id"]


def do(client, name, serial, **more):
    reply = client.post(f"/v1/commands/{name}", {"product": "PUMP", "serial": serial, **more})
    check_reply(f"{name} {serial}", reply, 201)
    return reply.json["events"][0]["id"]


def undo(client, event, **more):
    return client.post("/v1/commands/correct", {"undo": event, "reason": "wrong one", **more})


def refused(name, reply, code):
    check_reply(name, reply, {"forbidden": 403, "not_last_event": 409, "unknown_event": 422, "missing_field": 422}[code], {"code": code})


def status(client, serial):
    return client.get(f"/v1/products/PUMP/units/{serial}").json["status"]


def test_own(server, people):
    """Operator, support and auditor undo what they did themselves, from a session and from a key."""
    olga, sue, ada = people["operator"], people["support"], people["auditor"]
    event = receive(olga, "OWN-1")
    check_reply("what an operator did", undo(olga, event), 201, {"units": 1, "unit": {"serial": "OWN-1", "status": "allocated"}})
    equal("is undone", status(olga, "OWN-1"), "allocated")
    event = do(server.admin(), "receive", "OWN-1", location="BER") and do(sue, "check_out", "OWN-1", party="ACME")
    check_reply("what support did", undo(sue, event), 201, {"unit": {"status": "in_stock"}})
    event = do(ada, "count_not_seen", "OWN-1")
    check_reply("what an auditor did", undo(ada, event), 201, {"unit": {"status": "in_stock"}})
    key = server.client(olga.post("/v1/keys", {"name": "phone"}).json["token"])
    event = do(olga, "move", "OWN-1", location="BER-1")
    check_reply("done in a session, undone with a key", undo(key, event, note="typo"), 201, {"unit": {"location": "BER"}})
    event = do(key, "move", "OWN-1", location="BER-1")
    reply = undo(olga, event, id="01933b0e-6c00-7000-8000-00000000aaaa")
    check_reply("done with a key, undone in a session", reply, 201, {"unit": {"location": "BER"}})
    again = undo(olga, event, id="01933b0e-6c00-7000-8000-00000000aaaa")
    check_reply("sent again", again, 200, {"events": reply.json["events"]})
    check_reply("the undo undone", undo(olga, reply.json["events"][0]["id"]), 201, {"unit": {"location": "BER-1"}})
    many = olga.post("/v1/commands/receive", {"product": "PUMP", "serials": ["OWN-2", "OWN-3"], "location": "BER"}).json
    check_reply("of many units", undo(olga, many["events"][0]["id"]), 201, {"units": 2})


def test_others(server, people):
    """What another person did is theirs, a manager's or an admin's to undo."""
    olga, sue, max_, ada, admin = (people[r] for r in ("operator", "support", "manager", "auditor", "admin"))
    second = server.person("otto", ["operator"])
    event = receive(olga, "OTHER-1")
    for name, client in [("another operator", second), ("support", sue), ("an auditor", ada)]:
        refused(f"by {name}", undo(client, event), "forbidden")
    key = server.client(admin.post("/v1/keys", {"name": "olga's phone", "user_id": second.user_id}).json["token"])
    refused("another user's key, whatever its name", undo(key, event), "forbidden")
    equal("nothing was undone", status(olga, "OTHER-1"), "in_stock")
    check_reply("by a manager", undo(max_, event), 201)
    event = receive(max_, "OTHER-2")
    refused("what a manager did", undo(olga, event), "forbidden")
    check_reply("by an admin", undo(admin, event), 201)
    nobody = undo(server.client(), event)
    check_reply("by nobody", nobody, 401, {"code": "unauthenticated"})


def test_nothing_more(people):
    """An undo and nothing else: units, serials and values are for those who may correct."""
    olga = people["operator"]
    event = receive(olga, "MORE-1", order="PO-9")
    for name, more in [("naming the unit", {"product": "PUMP", "serial": "MORE-1"}), ("naming it alone", {"unit": "MORE-1"}),
                       ("naming it in a list", {"units": [{"product": "PUMP", "serial": "MORE-1"}]}),
                       ("a new serial", {"serial_new": "MORE-2"}), ("a lot", {"lot": "L1"}),
                       ("attributes", {"product": "PUMP", "serial": "MORE-1", "attributes": {"a": 1}}),
                       ("identifiers", {"product": "PUMP", "serial": "MORE-1", "identifiers": {"imei": "1"}})]:
        refused(name, undo(olga, event, **more), "forbidden")
    for name, body in [("no undo at all", {"product": "PUMP", "serial": "MORE-1", "serial_new": "MORE-2", "reason": "x"}),
                       ("an empty correction", {"reason": "x"})]:
        refused(name, olga.post("/v1/commands/correct", body), "forbidden")
    refused("without a reason", olga.post("/v1/commands/correct", {"undo": event}), "missing_field")
    refused("of what never was", undo(olga, "01933b0e-6c00-7000-8000-0000deadbeef"), "unknown_event")
    reply = olga.post("/v1/commands/correct?reason=x", f"undo\n{event}\n", {"Content-Type": "text/csv"})
    check("not from a file either", reply.status >= 400, reply.text)
    equal("all is as it was", status(olga, "MORE-1"), "in_stock")


def test_later(people):
    """Once something came after it, it is history, for everybody."""
    olga, max_ = people["operator"], people["manager"]
    event = receive(olga, "LATE-1")
    later = do(olga, "move", "LATE-1", location="BER-1")
    refused("after a later event", undo(olga, event), "not_last_event")
    refused("for a manager as well", undo(max_, event), "not_last_event")
    check_reply("the later one", undo(olga, later), 201)
    refused("the first one stays history", undo(olga, event), "not_last_event")


def test_rights_lost(server, people):
    """Who may not do it any more does not undo it: roles that were taken away, and keys that have fewer."""
    admin = server.admin()
    vera = server.person("vera", ["manager", "operator", "auditor"], password="correct horse battery")
    hold = do(server.sign_in("vera", "correct horse battery"), "receive", "LOST-1", location="BER") and \
        do(server.sign_in("vera", "correct horse battery"), "hold", "LOST-1", hold="quality", reason="x")
    narrow = server.client(server.sign_in("vera", "correct horse battery").post("/v1/keys", {"name": "n", "roles": ["operator"]}).json["token"])
    refused("a hold, with an operator's key", undo(narrow, hold), "forbidden")
    renamed = do(people["manager"], "receive", "LOST-2", location="BER") and \
        do(server.sign_in("vera", "correct horse battery"), "correct", "LOST-2", serial_new="LOST-3", reason="misprint")
    refused("an outright correction, with an operator's key", undo(narrow, renamed), "forbidden")
    check_reply("her roles shrink", admin.patch(f"/v1/users/{vera.user_id}", {"roles": ["operator"]}), 200)
    refused("a hold, with an operator's role", undo(server.sign_in("vera", "correct horse battery"), hold), "forbidden")
    check_reply("a manager still may", undo(people["manager"], hold), 201)


def main():
    with harness.Server() as server:
        company(server.admin())
        test_me(server)
        people = {r: server.person(n, [r], password="correct horse battery")
                  for r, n in zip(ROLES, ["olga", "max", "sue", "ada", "adam"])}
        test_own(server, people)
        test_others(server, people)
        test_nothing_more(people)
        test_later(people)
        test_rights_lost(server, people)
    harness.finish()


main()
