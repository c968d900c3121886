#!/usr/bin/env python3
"""Moving house between the engines, with the real program: the same rows and the same root on both sides, the old database left as
it was; a move that is killed is of no use to anybody until it is begun anew; backups of PostgreSQL, and back into it.

The cluster is named by SERNO_TEST_POSTGRES (tools/dev/with_postgres.py)."""
import hashlib
import json
import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
import threading
import time

import books
from harness import Server, binary, check, equal, finish

DEADLINE_S = 120
TABLES = ["meta", "app_user", "session", "api_key", "numbering_scheme", "product", "location", "party", "lot", "former_code", "event", "command_refusal",
          "merkle_node", "package", "unit", "event_unit", "unit_tail", "former_serial", "unit_identifier", "containment", "stock",
          "idempotency", "import_run", "saved_view", "app_setting", "numbering_counter", "numbering_issue",
          "number_pool", "package_number", "label_template",
          "link_key", "link_setting", "link_hidden", "link_target", "link_seen", "link_watch", "link_report", "printer", "print_job", "print_label"]


def serno(*arguments):
    done = subprocess.run([binary(), *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=DEADLINE_S, check=False)
    return done.returncode, done.stdout, done.stderr


def good(name, *arguments):
    """What it said; it must have gone well."""
    code, out, err = serno(*arguments)
    check(name, code == 0, f"exit code {code}: {err}")
    return out


def move(name, source, to, *more):
    out = good(name, "migrate-engine", "--from", source, "--to", to, "--json", *more)
    return json.loads(out) if out else {}


def refused(name, word, *arguments, codes=(1, 5)):
    code, out, err = serno(*arguments)
    check(name, code in codes and word in err and not out, f"exit code {code}: {out}{err}")
    check(name + ": no password is shown", not books.CLUSTER or books.CLUSTER.split(":")[2].split("@")[0] not in err, err)


def verified(name, db):
    """(size, root)"""
    report = json.loads(good(name, "ledger", "verify", "--db", db, "--json"))
    return report["size"], report["root"]


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


# ---- rows ----

def columns(db):
    """Table -> its columns, by name: the engines have them in different order."""
    connection = sqlite3.connect(f"file:{db}?mode=ro", uri=True)
    found = {t: sorted(row[1] for row in connection.execute(f"PRAGMA table_info({t})")) for t in TABLES}
    connection.close()
    return found


def rows_of(db, table, names):
    where = {"meta": " WHERE key <> 'moving'", "stock": " WHERE quantity <> 0"}.get(table, "")
    with books.read(db) as b:
        return sorted(map(repr, b.rows(f"SELECT {', '.join(names)} FROM {table}{where}")))


def same_rows(name, one, other, names):
    for table in TABLES:
        a, b = rows_of(one, table, names[table]), rows_of(other, table, names[table])
        check(f"{name}: {table}", a == b, f"{len(a)} and {len(b)} rows; {[x for x in a if x not in b][:1]} {[x for x in b if x not in a][:1]}")


def an_empty_one():
    """URL of a new PostgreSQL database, as its owner."""
    return books.postgres.create_database(books.CLUSTER)


def first_house(folder):
    """A company in a file, with rows in the tables that its story leaves empty; and the password of admin."""
    db = os.path.join(folder, "first.db")
    said = good("a company", "demo", "--db", db, "--units", "1000", "--until", "2026-01-01", "--quiet")
    with books.write(db) as b:
        b.change("INSERT INTO idempotency SELECT id, digest, 201, x'00ff', 5 FROM event WHERE seq = 3")
        b.change("INSERT INTO session SELECT leaf, 1, 5, 6, 'Gerät' FROM event WHERE seq = 4")
        b.change("INSERT INTO import_run VALUES (9, 1, 1, 'units', '{}', 'good', 2, 1, 1, 1, '{\"a\":\"ä\\n\"}', '\"x\",')")
        b.change("INSERT INTO saved_view VALUES (3, 1, 'units', 'Ä', 'q=a&b', 1, 5, 2)")
        b.change("INSERT INTO app_setting VALUES (1, 'Ä & Co', 'https://a.example', 'de', ']C1', char(13), '62x29', 1, 4, '4006381 9506')")
        b.change("INSERT INTO printer VALUES (1, 'Ä', 0, 'p.example', 9100, '', 0, 203, 2, 3, 10, 'T', 1, 5, NULL, 0, 2)")
        b.change("INSERT INTO print_job SELECT 1, id, digest, 1, 0, 'T', '{\"a\":\"ä\"}', 1, '', 5, 1, 4, 0, '', 0, 0, '', NULL, 5, 6, 1, 0, 9"
                 " FROM event WHERE seq = 3")
        b.change("INSERT INTO print_label SELECT 1, 1, id, NULL, NULL, NULL, serial, '{}', 3, 5, 6, 1, 1, 7, 1, 1 FROM unit WHERE id = 3")
        b.change("INSERT INTO numbering_scheme VALUES (5, 'Ä-YEAR', 'Ä', 0, 'Ä{yyyy}-{seq:6}', 1, 7, 1, 5, 2)")
        b.change("UPDATE product SET scheme_id = 5 WHERE id = 2")
        b.change("INSERT INTO numbering_counter VALUES (5, '2026', 9, 2)")
        b.change("INSERT INTO numbering_issue SELECT id, digest, 5, 1, '2026', 2, 1, 11, 5, 1 FROM event WHERE seq = 7")
        b.change("INSERT INTO number_pool SELECT id, 'Linie Ä', 1, NULL, 6, NULL, 1 FROM event WHERE seq = 7")
        b.change("INSERT INTO package_number SELECT '340123450000000017', id, 0 FROM event WHERE seq = 7")
        b.change("INSERT INTO link_key SELECT 9, leaf, 5, NULL FROM event WHERE seq = 7")
        b.change("INSERT INTO link_setting VALUES (1, 1, 1, 5, 3, 'ask Ä', 0, 200, 60, 5, 24, 8, 16, 2)")
        b.change("INSERT INTO link_hidden VALUES (2)")
        b.change("INSERT INTO link_target VALUES (4, NULL, 'pip', 'https://a.example/?x=1', 'Über', 'de', '', 1, 3)")
        b.change("INSERT INTO link_seen VALUES (3, 480000, 77, 2)")
        b.change("INSERT INTO link_watch VALUES (3, 1, 2, 5, 77, 1, NULL, 1, 2, 6, 7, 1, 'a fair')")
        b.change("INSERT INTO link_report SELECT 8, 3, 1, 'Ä', 'a@b.example', 'x' || char(10) || 'y', 5, 1, 6, 1, '', id, 2 FROM event WHERE seq = 5")
        b.change("INSERT INTO command_refusal SELECT id, x'' FROM event WHERE seq = 5")
        b.change("INSERT INTO api_key SELECT 4, 'shop', leaf, 1, 1, 5, NULL, 7 FROM event WHERE seq = 6")
        b.change("INSERT INTO former_code VALUES ('party', 1, 5, 'FORMERLY')")
        b.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return db, re.search(r"admin +(\S+)", said).group(1)


# ---- there and back ----

def test_there_and_back(folder, first):
    names, before = columns(first), digest(first)
    far, back = an_empty_one(), os.path.join(folder, "back.db")
    try:
        there = move("to PostgreSQL", first, far)
        check("all tables are told", [t["name"] for t in there["tables"]] == TABLES, there["tables"])
        check("it is verified", there["verified"] is True)
        equal("the old database is as it was", digest(first), before)
        same_rows("there", first, far, names)
        equal("size and root there", verified("verify there", far), (there["size"], there["root"]))
        good("doctor there", "doctor", "--db", far, "--quiet")
        again = move("and back", far, back)
        equal("the same root", (again["size"], again["root"]), (there["size"], there["root"]))
        same_rows("back", first, back, names)
        good("doctor back", "doctor", "--db", back, "--quiet")
        refused("a house that is lived in", "not empty", "migrate-engine", "--from", first, "--to", far, "--again")
        refused("an old house that is lived in", "not empty", "migrate-engine", "--from", far, "--to", first, "--again")
        equal("it is as it was", digest(first), before)
        test_life_goes_on(first, far, back, there)
    finally:
        books.drop(far)


def a_product(db):
    with books.read(db) as b:
        return b.rows("SELECT sku FROM product WHERE active = 1 AND serial_format = '' ORDER BY id LIMIT 1")[0][0]


def a_place(db):
    with books.read(db) as b:
        return b.rows("SELECT code FROM location WHERE active = 1 AND kind = 3 ORDER BY id LIMIT 1")[0][0]


def receive(name, db, first, count):
    good(name, "do", "receive", "--db", db, "--product", a_product(db), "--location", a_place(db), "--quiet",
         "--serials", f"MOVED{first:06}..MOVED{first + count - 1:06}")


def test_life_goes_on(first, far, back, there):
    """The same commands after the move: numbers go on behind the last ones, on both sides alike."""
    for db in (far, back):
        receive(f"life goes on in {'PostgreSQL' if db == far else 'SQLite'}", db, 1, 30)
        size, _ = verified("verify after life went on", db)
        equal("one event more", size, there["size"] + 1)
        good("doctor after life went on", "doctor", "--db", db, "--quiet")
        good("the old root is still in it", "ledger", "verify", "--db", db, "--quiet", "--expect", f"{there['size']}:{there['root']}")
    with books.read(far) as a, books.read(back) as b:
        sql = "SELECT id, serial, last_seq FROM unit WHERE serial LIKE 'MOVED%' ORDER BY id"
        equal("the same keys", a.rows(sql), b.rows(sql))


# ---- others are at it ----

def test_others(folder, first):
    far, to = an_empty_one(), os.path.join(folder, "to.db")
    try:
        moved = move("to be served", first, far)
        with Server(db=far) as server:
            refused("a server works with the old house", "serno processes work", "migrate-engine", "--from", far, "--to", to)
            check("nothing was made", not os.path.exists(to))
            taken = move("the state of a moment", far, to, "--snapshot")
            equal("that moment", (taken["size"], taken["root"]), (moved["size"], moved["root"]))
            check("the server is well", server.client().get("/healthz").status == 200)
        os.unlink(to)
        move("when it has ended", far, to)
        with Server(db=to):
            other = os.path.join(folder, "other.db")
            refused("a server works with the old file", "process", "migrate-engine", "--from", to, "--to", other)
            check("no file was made", not os.path.exists(other))
            move("a moment of a file", to, other, "--snapshot")
    finally:
        books.drop(far)


# ---- as a role that owns nothing ----

def test_role(folder, first):
    far = books.new_database(folder, binary())
    owner = books.as_owner(far)
    try:
        with books.write(far) as b:
            b.change("INSERT INTO meta (key, value) VALUES ('moving', 'by the owner')")
        refused("what another role makes is not for this one to empty", "lacks a right", "migrate-engine", "--from", first, "--to", far, "--again")
        with books.write(far) as b:
            b.change("DELETE FROM meta WHERE key = 'moving'")
        moved = move("into tables that the owner has made", first, far)
        equal("size and root", verified("verify as a role", far), (moved["size"], moved["root"]))
        back = move("and back, as a role", far, os.path.join(folder, "back.db"))
        equal("the same root", back["root"], moved["root"])
        good("prepare", "database", "prepare", "--db", owner, "--role", books.postgres.APP_ROLE, "--quiet")
        receive("life goes on", far, 1, 2)
    finally:
        books.drop(far)


# ---- killed ----

def state_of(db):
    """What others see of a house that is being filled: "nothing", "marked" (no row yet) or "full"."""
    try:
        with books.read(db) as b:
            if not b.one("SELECT count(*) FROM meta WHERE key = 'moving'"):
                return "nothing"
            return "full" if b.one("SELECT count(*) FROM event") else "marked"
    except (sqlite3.Error, books.postgres.Failed):
        return "nothing"


def kill_at(first, to, state):
    """True when it was killed in that state."""
    process = subprocess.Popen([binary(), "migrate-engine", "--from", first, "--to", to, "--again", "--quiet"], stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + DEADLINE_S
    while process.poll() is None and state_of(to) != state and time.monotonic() < deadline:
        pass
    process.kill()
    return process.wait() == -9


def test_killed(folder, first):
    before = digest(first)
    for to in (an_empty_one(), os.path.join(folder, "killed.db")):
        engine = "PostgreSQL" if books.is_postgres(to) else "SQLite"
        try:
            for state in ("marked", "full", "marked"):
                check(f"{engine}: killed when {state}", kill_at(first, to, state))
                code, _, err = serno("serve", "--db", to, "--port", "0")
                check(f"{engine}: it is not served", code != 0 and "--again" in err, f"exit code {code}: {err}")
                refused(f"{engine}: no backup of it", "not finished", "backup", "--db", to, os.path.join(folder, "half.backup"))
                refused(f"{engine}: no source", "not finished", "migrate-engine", "--from", to, "--to", os.path.join(folder, "half.db"))
                refused(f"{engine}: not without --again", "--again", "migrate-engine", "--from", first, "--to", to)
            moved = move(f"{engine}: begun anew", first, to, "--again")
            equal(f"{engine}: size and root", verified("verify", to), (moved["size"], moved["root"]))
            equal(f"{engine}: the old database is as it was", digest(first), before)
            receive(f"{engine}: life goes on", to, 1, 3)
        finally:
            books.drop(to)


# ---- backup ----

class Scanner(threading.Thread):
    """Somebody who works on while a backup is made."""

    def __init__(self, client, product, place):
        super().__init__()
        self.client, self.unit = client, {"product": product, "location": place}
        self.ended, self.done, self.wrong = threading.Event(), 0, []

    def run(self):
        while not self.ended.is_set():
            reply = self.client.post("/v1/commands/receive", {**self.unit, "serial": f"SCAN{self.done:06}"})
            if reply.status != 201:
                self.wrong.append(reply.text)
            self.done += 1


def back_up_under_load(far, copy, password):
    """(events before, events after, what the backup says)"""
    before, _ = verified("before the backup", far)
    with Server("--log-level", "error", db=far) as server:
        scanner = Scanner(server.sign_in("admin", password), a_product(far), a_place(far))
        scanner.start()
        told = json.loads(good("a backup while others work", "backup", "--db", far, copy, "--json"))
        scanner.ended.set()
        scanner.join()
        check("everybody could work meanwhile", scanner.done > 0 and not scanner.wrong, scanner.wrong[:1])
    after, _ = verified("after the backup", far)
    check("it is of a moment between", before <= told["events"] <= after, (before, told["events"], after))
    return before, after, told


def damaged(folder, copy):
    """Copies with one byte changed, in the file and in the manifest."""
    for name, tail in (("file", ""), ("manifest", ".json")):
        other = os.path.join(folder, f"damaged-{name}.backup")
        for end in ("", ".json"):
            shutil.copyfile(copy + end, other + end)
        with open(other + tail, "r+b") as file:
            file.seek(os.path.getsize(other + tail) // 2)
            byte = file.read(1)
            file.seek(-1, os.SEEK_CUR)
            file.write(bytes([byte[0] ^ 4]))
        yield name, other


def tables_of(db):
    with books.read(db) as b:
        return b.one("SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")


def test_backup(folder, first, password):
    far, target, copy = an_empty_one(), an_empty_one(), os.path.join(folder, "far.backup")
    near = os.path.join(folder, "restored.db")
    try:
        move("to be backed up", first, far)
        before, after, told = back_up_under_load(far, copy, password)
        equal("two files and nothing else", sorted(f for f in os.listdir(folder) if f.startswith("far.")), ["far.backup", "far.backup.json"])
        for name, other in damaged(folder, copy):
            refused(f"a damaged {name}", "damaged", "restore", other, "--db", target, codes=(5,))
            equal(f"a damaged {name}: nothing was written", tables_of(target), 0)
        want = (told["events"], told["root"])
        for name, db in (("PostgreSQL", target), ("SQLite", near)):
            out = good(f"restore into {name}", "restore", copy, "--db", db)
            check(f"{name}: it says what it did", f"{want[0]}:{want[1]}" in out and "@" not in out, out)
            equal(f"{name}: size and root", verified(f"{name}: verify", db), want)
            good(f"{name}: doctor", "doctor", "--db", db, "--quiet")
            receive(f"{name}: life goes on", db, 1, 2)
        refused("not over what is there", "not empty", "restore", copy, "--db", target)
        print(f"figure: backup of PostgreSQL at {want[0]} events while the ledger grew from {before} to {after}: the same root in both engines")
    finally:
        books.drop(far)
        books.drop(target)


def main():
    if not books.CLUSTER:
        print("skipped: SERNO_TEST_POSTGRES does not say where there is a PostgreSQL cluster")
        finish()
    folder = tempfile.mkdtemp(prefix="serno-move-")
    try:
        first, password = first_house(folder)
        for name, test in (("there", test_there_and_back), ("others", test_others), ("role", test_role), ("killed", test_killed)):
            os.mkdir(os.path.join(folder, name))
            test(os.path.join(folder, name), first)
        os.mkdir(os.path.join(folder, "backup"))
        test_backup(os.path.join(folder, "backup"), first, password)
    finally:
        shutil.rmtree(folder)
    finish()


main()
