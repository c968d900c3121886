#!/usr/bin/env python3
"""The ledger over HTTP, checked by somebody who believes nothing: leaves, roots and proofs are worked out here, from RFC 9162
(sections 2.1.3.2 and 2.1.4.2), with hashlib alone. Then the same of a database that was tampered with and of one from a backup."""
import hashlib
import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import harness  # noqa: E402
from harness import check, check_reply, equal, rows  # noqa: E402

EVENTS = 300  # more than one node of the tree holds (256)


def sha(data):
    return hashlib.sha256(data).digest()


def node(left, right):
    return sha(b"\x01" + left + right)


def naive_root(leaves):
    if not leaves:
        return sha(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node(naive_root(leaves[:k]), naive_root(leaves[k:]))


def inclusion_holds(index, size, leaf, proof, root):
    fn, sn, r = index, size - 1, leaf
    for p in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node(p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node(r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


def consistency_holds(first, second, first_root, second_root, proof):
    if first == second:
        return not proof and first_root == second_root
    path = list(proof)
    if first & (first - 1) == 0:
        path.insert(0, first_root)
    if not path:
        return False
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node(c, fr), node(c, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == first_root and sr == second_root


def unhex(texts):
    return [bytes.fromhex(t) for t in texts]


def fill(admin):
    rows(admin, [
        ("no events yet", "GET", "/v1/ledger", None, 200, {"size": 0, "root": sha(b"").hex()}),
        ("nothing to prove yet", "GET", "/v1/ledger/consistency?from=1", None, 422, {"code": "bad_value"}),
        ("a product", "POST", "/v1/products", {"sku": "PUMP", "name": "Pump"}, 201, None),
        ("a place", "POST", "/v1/locations", {"code": "A1", "kind": "site"}, 201, None),
    ])
    done = admin.post("/v1/commands/receive", {"product": "PUMP", "serials": [f"S{i}" for i in range(20)], "location": "A1"})
    check_reply("20 units come", done, 201)
    for i in range(1, EVENTS):
        reply = admin.post("/v1/commands/count_seen", {"unit": {"product": "PUMP", "serial": f"S{i % 20}"}, "location": "A1", "note": f"ä{i}"})
        if reply.status != 201:
            return check("counted", False, reply.text)
    return True


def test_roots_and_proofs(admin):
    listed = []
    cursor = "/v1/events?limit=200"
    while cursor:
        page = admin.get(cursor).json
        listed += page["items"]
        cursor = page["next"] and f"/v1/events?limit=200&cursor={page['next']}"
    ids = {e["seq"]: e["id"] for e in listed}
    equal("events that are listed", sorted(ids), list(range(1, EVENTS + 1)))
    proofs = {seq: admin.get(f"/v1/events/{ids[seq]}/proof").json for seq in ids}
    leaves = [bytes.fromhex(proofs[seq]["leaf"]) for seq in sorted(ids)]
    root = naive_root(leaves)
    check_reply("the root now", admin.get("/v1/ledger"), 200, {"size": EVENTS, "root": root.hex(), "recorded_at": lambda t: t.endswith("Z")})
    good = sum(p["index"] == seq - 1 and p["size"] == EVENTS and p["root"] == root.hex()
               and inclusion_holds(seq - 1, EVENTS, leaves[seq - 1], unhex(p["proof"]), root) for seq, p in proofs.items())
    equal("inclusion of every event", good, EVENTS)
    wrong = sum(inclusion_holds(seq % EVENTS, EVENTS, leaves[seq - 1], unhex(p["proof"]), root) for seq, p in proofs.items())
    equal("a proof proves nothing about another place", wrong, 0)
    sizes = list(range(1, 20)) + [127, 128, 129, 255, 256, 257, EVENTS]
    equal("roots of many sizes", [admin.get(f"/v1/ledger/root?size={n}").json["root"] for n in sizes],
          [naive_root(leaves[:n]).hex() for n in sizes])
    equal("root of no events", admin.get("/v1/ledger/root?size=0").json["root"], sha(b"").hex())
    held = 0
    pairs = [(a, b) for a in (1, 2, 3, 7, 8, 128, 255, 256, 257, EVENTS) for b in (1, 8, 200, 256, 257, EVENTS) if a <= b]
    for a, b in pairs:
        c = admin.get(f"/v1/ledger/consistency?from={a}&to={b}").json
        held += (c["from_root"] == naive_root(leaves[:a]).hex() and c["to_root"] == naive_root(leaves[:b]).hex()
                 and consistency_holds(a, b, naive_root(leaves[:a]), naive_root(leaves[:b]), unhex(c["proof"])))
    equal("consistency of pairs of sizes", held, len(pairs))
    equal("to is now unless said", admin.get("/v1/ledger/consistency?from=7").json["to"], EVENTS)
    older = admin.get(f"/v1/events/{ids[5]}/proof?size=9").json
    check("a proof for an earlier size", inclusion_holds(4, 9, leaves[4], unhex(older["proof"]), naive_root(leaves[:9])))
    print(f"figure: {EVENTS} inclusion proofs, {len(pairs)} consistency proofs, {len(sizes)} roots hold by hashlib alone")
    return ids, root.hex()


def test_bytes(admin, ids):
    """The bytes that are hashed can be had, so that anybody can make the leaf."""
    event = admin.get(f"/v1/events/{ids[2]}").json
    body = event.get("body")
    if isinstance(body, str):
        equal("leaf of the bytes", sha(b"\x00" + body.encode()).hex(), event["leaf"])
    else:
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        equal("leaf of the members written compactly", sha(b"\x00" + text.encode()).hex(), event["leaf"])


def test_refused(admin, ids):
    rows(admin, [
        ("no size", "GET", "/v1/ledger/root", None, 400, {"code": "bad_request", "field": "size"}),
        ("no number", "GET", "/v1/ledger/root?size=x", None, 400, {"code": "bad_request", "field": "size"}),
        ("below nothing", "GET", "/v1/ledger/root?size=-1", None, 400, {"code": "bad_request"}),
        ("a size to come", "GET", f"/v1/ledger/root?size={EVENTS + 1}", None, 422, {"code": "bad_value", "field": "size"}),
        ("a size beyond all", "GET", "/v1/ledger/root?size=9223372036854775807", None, 422, {"code": "bad_value"}),
        ("longer than numbers are", "GET", "/v1/ledger/root?size=9223372036854775808", None, 400, {"code": "bad_request"}),
        ("an unknown parameter", "GET", "/v1/ledger?size=1", None, 400, {"code": "bad_request"}),
        ("no from", "GET", "/v1/ledger/consistency?to=3", None, 400, {"code": "bad_request", "field": "from"}),
        ("from nothing", "GET", "/v1/ledger/consistency?from=0&to=3", None, 400, {"code": "bad_request", "field": "from"}),
        ("backwards", "GET", "/v1/ledger/consistency?from=4&to=3", None, 422, {"code": "bad_value", "field": "from"}),
        ("to a size to come", "GET", f"/v1/ledger/consistency?from=4&to={EVENTS + 1}", None, 422, {"code": "bad_value", "field": "to"}),
        ("before it was there", "GET", f"/v1/events/{ids[10]}/proof?size=9", None, 422, {"code": "bad_value", "field": "size"}),
        ("proof for a size to come", "GET", f"/v1/events/{ids[10]}/proof?size={EVENTS + 1}", None, 422, {"code": "bad_value"}),
        ("proof for size 0", "GET", f"/v1/events/{ids[10]}/proof?size=0", None, 400, {"code": "bad_request"}),
        ("no such event", "GET", "/v1/events/00000000-0000-7000-8000-000000000001/proof", None, 404, {"code": "not_found"}),
        ("no id at all", "GET", "/v1/events/x/proof", None, 404, {"code": "not_found"}),
    ])


def serno(*arguments):
    return subprocess.run([harness.binary(), *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                          text=True, timeout=harness.REPLY_S)


def test_command_line(server, root):
    """The same from the command line, beside the running server; and a backup that restores to the same root."""
    copy, back = os.path.join(server.folder, "copy.db"), os.path.join(server.folder, "back.db")
    good = serno("ledger", "verify", "--db", server.db, "--expect", f"{EVENTS}:{root}")
    check("ledger verify", good.returncode == 0 and root in good.stdout, good.stdout + good.stderr)
    wrong = serno("ledger", "verify", "--db", server.db, "--expect", f"{EVENTS}:{'0' * 64}")
    check("ledger verify against another root", wrong.returncode != 0, wrong.stdout + wrong.stderr)
    longer = serno("ledger", "verify", "--db", server.db, "--expect", f"{EVENTS + 2}:{root}")
    check("ledger verify against a longer ledger", longer.returncode != 0 and f"event {EVENTS + 1}" in longer.stdout, longer.stdout)
    well = serno("doctor", "--db", server.db)
    check("doctor", well.returncode == 0, well.stdout + well.stderr)
    made = serno("backup", "--db", server.db, copy)
    check("backup beside the server", made.returncode == 0 and os.path.exists(copy + ".json"), made.stdout + made.stderr)
    with open(copy + ".json", encoding="utf-8") as f:
        manifest = json.load(f)
    equal("the manifest knows the root", (manifest["events"], manifest["root"]), (EVENTS, root))
    with open(copy, "rb") as f:
        equal("the manifest knows the file", hashlib.sha256(f.read()).hexdigest(), manifest["sha256"])
    again = serno("backup", "--db", server.db, copy)
    check("a backup is not overwritten", again.returncode != 0, again.stdout + again.stderr)
    restored = serno("restore", copy, "--db", back)
    check("restore", restored.returncode == 0, restored.stdout + restored.stderr)
    same = serno("ledger", "verify", "--db", back, "--expect", f"{EVENTS}:{root}")
    check("the restored ledger is the same", same.returncode == 0, same.stdout + same.stderr)


def main():
    with harness.Server() as server:
        admin = server.admin()
        if fill(admin):
            ids, root = test_roots_and_proofs(admin)
            test_bytes(admin, ids)
            test_refused(admin, ids)
            test_command_line(server, root)
    harness.finish()


main()
