"""Promise 12 at the command line, for each engine: whoever gets at the database itself is found out. `serno ledger verify` names the
event, `serno doctor` the table.

Each trick is played on a copy, past all triggers and constraints, which are in force again when it is looked at.
"""
import os
import subprocess
import tempfile

import books
import harness
from harness import check

EVENTS = 300  # so many that there is a node of the Merkle tree
VICTIM = 123  # the event that is tampered with


def fill(admin):
    """Something in every table that the ledger fills."""
    for path, body in [("products", {"sku": "P", "name": "P"}), ("products", {"sku": "D", "name": "D"}),
                       ("locations", {"code": "SITE", "name": "S", "kind": "site"}),
                       ("locations", {"code": "A", "name": "A", "kind": "bin", "parent": "SITE"}),
                       ("locations", {"code": "B", "name": "B", "kind": "bin", "parent": "SITE"}),
                       ("parties", {"code": "BOB", "name": "Bob", "kind": "customer"})]:
        assert admin.post(f"/v1/{path}", body).status == 201
    commands = [("receive", {"product": "P", "location": "A", "serials": [f"S{i}" for i in range(20)], "lot": "L1", "order": "PO-1"}),
                ("receive", {"product": "P", "location": "A", "serial": "TAGGED", "identifiers": {"asset": "TAG"}}),
                ("receive", {"product": "D", "location": "A", "serials": ["DISK", "RAM"]}),
                ("install", {"product": "D", "serials": ["DISK", "RAM"], "parent": {"product": "P", "serial": "S0"}}),
                ("pick", {"product": "P", "serials": ["S1", "S2"], "order": "SO-1"}),
                ("pack", {"product": "P", "serials": ["S1", "S2"], "package": "BOX"}),
                ("pack", {"package": "PALLET", "packages": ["BOX"]}),
                ("correct", {"product": "P", "serial": "S3", "serial_new": "S3B", "reason": "typo"})]
    commands += [("move", {"product": "P", "serial": f"S{4 + i % 10}", "location": "BA"[i // 10 % 2]}) for i in range(EVENTS - len(commands))]
    for name, body in commands:
        reply = admin.post(f"/v1/commands/{name}", body)
        assert reply.status in (200, 201), (name, body, reply.text)


def serno(*arguments):
    done = subprocess.run([harness.binary(), *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                          text=True, timeout=harness.REPLY_S, check=False)
    return done.returncode, done.stdout


FLIP = {"sqlite": "CAST(substr({0}, 1, 15) || X'FF' || substr({0}, 17) AS BLOB)", "postgres": "set_byte({0}, 15, get_byte({0}, 15) # 255)"}


def flipped(table, column, where):
    """The 16th byte of a blob is another one."""
    return {engine: f"UPDATE {table} SET {column} = {text.format(column)} WHERE {where}" for engine, text in FLIP.items()}


def event(change):
    return f"UPDATE event SET {change} WHERE seq = {VICTIM}"


def stock(sql):
    return {"sqlite": sql.replace("STOCK", "stock"), "postgres": sql.replace("STOCK", "stock_part")}


COPY = "command, event_time, recorded_at, actor_id, location_id, order_ref, units, digest, leaf, body FROM event"
LEDGER = [  # (trick, SQL, what `serno ledger verify` says)
    ("an id", flipped("event", "id", f"seq = {VICTIM}"), f"event {VICTIM}"),
    ("a leaf", flipped("event", "leaf", f"seq = {VICTIM}"), f"event {VICTIM}"),
    ("a body", flipped("event", "body", f"seq = {VICTIM}"), f"event {VICTIM}"),
    ("a command", event("command = command + 1"), f"event {VICTIM}"),
    ("an event time", event("event_time = event_time + 1"), f"event {VICTIM}"),
    ("a record time", event("recorded_at = recorded_at - 1"), f"event {VICTIM}"),
    ("an actor", event("actor_id = actor_id + 1"), f"event {VICTIM}"),
    ("a location", event("location_id = 1"), f"event {VICTIM}"),
    ("no location", event("location_id = NULL"), f"event {VICTIM}"),
    ("an order", event("order_ref = 'SO-9'"), f"event {VICTIM}"),
    ("a number of units", event("units = units + 1"), f"event {VICTIM}"),
    ("an event deleted", f"DELETE FROM event WHERE seq = {VICTIM}", f"event {VICTIM}"),
    ("the first event deleted", "DELETE FROM event WHERE seq = 1", "event 1"),
    ("another event's content", f"UPDATE event SET body = (SELECT body FROM event WHERE seq = 200), leaf = (SELECT leaf FROM event"
                                f" WHERE seq = 200) WHERE seq = {VICTIM}", f"event {VICTIM}"),
    ("an event moved to the end", f"UPDATE event SET seq = {EVENTS + 1} WHERE seq = {VICTIM}", f"event {VICTIM}"),
    ("the end cut off", f"DELETE FROM event WHERE seq > {EVENTS - 5}", f"event {EVENTS - 4}"),
    ("an event once more", {"sqlite": f"INSERT INTO event (seq, id, {COPY.split(' FROM')[0]}) SELECT {EVENTS + 1}, randomblob(16), {COPY} WHERE seq = 9",
                            "postgres": f"INSERT INTO event (seq, id, {COPY.split(' FROM')[0]}) SELECT {EVENTS + 1}, uuid_send(gen_random_uuid()),"
                                        f" {COPY} WHERE seq = 9"}, f"event {EVENTS + 1}"),
    ("a node of the tree", flipped("merkle_node", "hash", "level = 8 AND idx = 0"), ""),
    ("a node removed", "DELETE FROM merkle_node", ""),
    ("a history row removed", f"DELETE FROM event_unit WHERE seq = {VICTIM}", f"event {VICTIM}"),
    ("a history row of another command", f"UPDATE event_unit SET command = command + 1 WHERE seq = {VICTIM}", f"event {VICTIM}"),
    ("a history row too many", f"INSERT INTO event_unit (unit_id, seq, command, carried, event_time, status, actor_id)"
                               f" SELECT 1, {VICTIM}, command, 0, event_time, 2, actor_id FROM event WHERE seq = {VICTIM}", f"event {VICTIM}"),
]
ONE = "WHERE id = (SELECT max(id) FROM unit WHERE status = 2)"
BOOKS = [  # (trick, SQL, table that `serno doctor` names)
    ("a unit elsewhere", f"UPDATE unit SET location_id = 1 {ONE}", "unit"),
    ("a unit of another status", f"UPDATE unit SET status = 3 {ONE}", "unit"),
    ("a unit of another number", f"UPDATE unit SET serial = 'OTHER' {ONE}", "unit"),
    ("a unit of another product", f"UPDATE unit SET product_id = 2 {ONE}", "unit"),
    ("a unit on hold", f"UPDATE unit SET holds = 1 {ONE}", "unit"),
    ("a unit of another lot", "UPDATE unit SET lot_id = NULL WHERE id = 5", "unit"),
    ("a unit of another day", f"UPDATE unit SET received_at = received_at - 86400000 {ONE}", "unit"),
    ("fewer events", "UPDATE unit SET events = events - 1 WHERE id = 5", "unit"),
    ("a unit gone", "DELETE FROM unit WHERE id = 10", "unit"),
    ("stock of one more", stock("UPDATE STOCK SET quantity = quantity + 1 WHERE status = 2"), "stock"),
    ("stock gone", stock("DELETE FROM STOCK WHERE status = 2"), "stock"),
    ("a history's status", "UPDATE event_unit SET status = 5 WHERE unit_id = 5 AND seq = 1", "event_unit"),
    ("a tail gone", "DELETE FROM unit_tail WHERE unit_id = 5", "unit_tail"),
    ("an identifier of another unit", "UPDATE unit_identifier SET unit_id = 1", "unit_identifier"),
    ("a former number forgotten", "DELETE FROM former_serial", "former_serial"),
    ("a part that was taken out", "UPDATE containment SET to_seq = 99, to_time = 99 WHERE child_id = (SELECT max(child_id) FROM containment)",
     "containment"),
    ("a box without its pallet", "UPDATE package SET parent_id = NULL", "package"),
]


def played(db, trick, command):
    """What the command says of a copy in which the trick was played."""
    with tempfile.TemporaryDirectory() as folder:
        forged = books.copy(db, folder, "forged.db")
        try:
            with books.write(forged) as b:
                b.unprotect()
                changed = b.change(trick)
                b.protect()
            return changed, *serno(*command, "--db", forged)
        finally:
            books.drop(forged)


def main():
    with harness.Server() as server:
        fill(server.admin())
        server.stop()
        db = server.db
        for command in (["ledger", "verify"], ["doctor"]):
            code, text = serno(*command, "--db", db)
            check(f"{' '.join(command)} of good books", code == 0, text)
        for rows, command in ((LEDGER, ["ledger", "verify"]), (BOOKS, ["doctor"])):
            for name, trick, words in rows:
                changed, code, text = played(db, trick, command)
                check(f"{name}: there is something to change", changed > 0)
                check(f"{name}: {' '.join(command)}", code == 5 and f"  {words}" in text, text)
        print(f"figure: {len(LEDGER) + len(BOOKS)} ways to tamper with the database, all named")
    harness.finish()


main()
