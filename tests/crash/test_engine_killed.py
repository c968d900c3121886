"""Promises 1, 6 and 23 where the database is another process: PostgreSQL itself is killed, or its connections are, or only the answer
to a COMMIT is lost. `serno` runs all the time and is never helped.

1. The postmaster and all its children get kill -9 under load, and are started again. Clients send what was not answered, or answered
   with 503, once more under the same id. Somebody reads all the time.
2. A bulk of 20,000 is under way and the server ends its connection, at instants spread over its run.
3. A proxy stands between serno and PostgreSQL and loses a COMMIT, or its answer: 503 `unavailable`, and the repeat settles it.

It has teeth: those of test_kill.py; and the proxy must have broken what it was to break.
"""
import collections
import os
import random
import signal
import threading
import time

import lib
import proxy
import several
import test_kill

postgres = lib.books.postgres

KILLS = 60 if lib.LONG else 3
BULK_ROWS = 20_000
INSTANTS = 40 if lib.LONG else 3
COMMITS = 30 if lib.LONG else 2  # lost, of each kind and way
BACK_S = 20  # how soon serno must read and write again
OUTAGE_S = 18  # longer than serno keeps anybody waiting
AGAIN_S = 0.02


# ---- clients that bear a database that is gone ----

class Client(test_kill.Client):
    def send(self, wire):
        """Until it is answered with something else than 503."""
        while True:
            answer = self.once(wire)
            if answer.status != 503:
                break
            self.shared.doubts[answer.json["code"]] += 1
            time.sleep(AGAIN_S)  # as a client should: not at once
        command, self.pending = self.pending, None
        if answer.status in (200, 201):
            self.acknowledged(command, answer)
        else:
            self.shared.odd.append(f"{answer.status} {answer.body[:300]} to {command.data[:300]}")

    def once(self, wire):
        self.shared.bulks_under_way += self.pending.bulk
        try:
            wire.send(self.pending.data)
            return wire.receive()
        finally:
            self.shared.bulks_under_way -= self.pending.bulk


class Reader(threading.Thread):
    """Looks something up all the time."""

    def __init__(self, server, token):
        super().__init__(daemon=True)
        self.client = server.client(token)
        self.over = False
        self.codes = collections.Counter()
        self.good = []  # when

    def run(self):
        while not self.over:
            reply = self.client.get("/v1/products/P/units/known")
            self.codes[reply.json.get("code") if reply.status != 200 else "ok"] += 1
            if reply.status == 200:
                self.good.append(time.monotonic())
            else:
                time.sleep(AGAIN_S)

    def longest_gap(self):
        return max((b - a for a, b in zip(self.good, self.good[1:])), default=0)


# ---- the engine ----

class Engine(postgres.Cluster):
    @property
    def pid_file(self):
        return os.path.join(self.data, "postmaster.pid")

    def pids(self):
        """Of the postmaster, which is stopped first, so that it makes no more, and its children."""
        with open(self.pid_file, encoding="ascii") as file:
            master = int(file.readline())
        os.kill(master, signal.SIGSTOP)
        while self.state(master) != "T":
            time.sleep(0.001)
        with open(f"/proc/{master}/task/{master}/children", encoding="ascii") as file:
            return [master, *map(int, file.read().split())]

    def kill(self):
        """All of it, at once; it has not the time to tell anybody."""
        pids = self.pids()
        for pid in pids:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        for pid in pids:
            while self.state(pid) not in (None, "Z"):
                time.sleep(0.001)
        os.unlink(self.pid_file)  # whoever was killed may be a zombie yet, which the next start would take for alive
        os.unlink(os.path.join(self.folder, f".s.PGSQL.{self.port}.lock"))

    @staticmethod
    def state(pid):
        """As ps tells it; None: there is no such process any more."""
        try:
            with open(f"/proc/{pid}/stat", encoding="ascii") as file:
                return file.read().rsplit(")", 1)[1].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return None


class Killer(test_kill.Killer):
    def __init__(self, engine, server, shared, rng):
        super().__init__(server, shared, rng)
        self.engine = engine
        self.stood = []  # seconds from the start of the engine to the next acknowledgement

    def round(self, way):
        self.instants[self.instant(way)] += 1
        begun = time.monotonic()
        self.engine.kill()
        self.engine.start_server()
        self.starts.append(time.monotonic() - begun)
        self.goes_on()
        self.look()

    def goes_on(self):
        begun, before = time.monotonic(), self.shared.scans
        lib.check("writing goes on by itself", self.until(lambda: self.shared.scans > before + test_kill.CLIENTS, BACK_S))
        self.stood.append(time.monotonic() - begun)

    def outage(self):
        """Longer than anybody is kept waiting: then it is said that nothing was done."""
        self.instants["long outage"] += 1
        self.engine.kill()
        before = self.shared.doubts["database_lost"]
        lib.check("who waited for long is told that nothing was done",
                  self.until(lambda: self.shared.doubts["database_lost"] > before, OUTAGE_S))
        self.engine.start_server()
        self.goes_on()
        self.look()


def engine_killed(engine, server, rng):
    shared = test_kill.Shared()
    shared.doubts = collections.Counter()
    shared.port = server.port
    killer = Killer(engine, server, shared, rng)
    token = server.admin().token
    reader = Reader(server, token)
    clients = [Client(shared, token, i, random.Random(rng.random())) for i in range(test_kill.CLIENTS)]
    for thread in [reader, *clients]:
        thread.start()
    while killer.kills() < KILLS and not (killer.lost or shared.odd):
        killer.round(rng.choice(["random", "random", "bulk"]))
    killer.outage()
    shared.stop = True
    for client in clients:
        client.join(120)
        lib.check("every client was answered", not client.is_alive())
    reader.over = True
    reader.join()
    report_kills(server.db, shared, killer, reader)


def report_kills(db, shared, killer, reader):
    halved = test_kill.bulks_halved(db, shared.attempted_bulks)
    killer.look()
    lib.figure(f"{killer.kills()} kills of PostgreSQL ({lib.counted(list(killer.instants.elements()))}), {shared.scans} scans and "
               f"{len(shared.attempted_bulks)} bulk receipts with {shared.units} units in all acknowledged: {len(killer.lost)} lost, "
               f"{len(halved)} half-applied, {len(test_kill.counted_twice(db))} doubled; asked again after 503: "
               f"{lib.counted(list(shared.doubts.elements())) or 'none'}")
    lib.figure(f"PostgreSQL was up again after {max(killer.starts) * 1000:.0f} ms at most, writing {max(killer.stood) * 1000:.0f} ms later "
               f"at most; {reader.codes['ok']} look-ups meanwhile, refused while it was away: "
               f"{lib.counted(list(c for c in reader.codes.elements() if c != 'ok')) or 'none'}")
    lib.check("nothing acknowledged is lost", not killer.lost, killer.lost[:10])
    lib.check("no bulk is half there", not halved, halved[:10])
    lib.check("nothing counts twice", not test_kill.counted_twice(db))
    lib.check("all answers were yes, or that nobody knows yet", not shared.odd, shared.odd[:5])
    lib.check("only the reasons that there can be", shared.doubts.keys() <= {"database_lost", "unavailable"}, shared.doubts)
    lib.check("reading is refused by one name, and goes on by itself",
              reader.codes.keys() <= {"ok", "database_lost"} and reader.codes["ok"] and reader.codes["database_lost"], reader.codes)
    killer.commands["never sent"] = [("00000000-0000-4000-8000-000000000000", 1)]
    lib.check("a lost acknowledgement would be noticed", killer.missing("never sent"))
    lib.check("half a bulk would be noticed", test_kill.bulks_halved(db, [("0-1.", 1 << 30)]))


# ---- a bulk whose connection ends ----

TERMINATE = """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE application_name = 'serno' AND datname = current_database() AND xact_start IS NOT NULL AND backend_xid IS NOT NULL"""


class Bulks:
    """Of 20,000 units each, sent until they are answered with yes."""

    def __init__(self, server, rng):
        self.server, self.rng = server, rng
        self.token = server.admin().token
        self.number = 0
        self.wrong, self.answers = [], collections.Counter()
        self.ended = self.whole = 0

    def there(self, prefix):
        return lib.query(self.server.db, "SELECT count(*) FROM unit WHERE serial LIKE ?1", prefix + "%")[0][0]

    def send(self, body, answers):
        answers.append(lib.Wire(self.server.port).post(self.token, "/v1/commands/receive", body))

    def run(self, delay):
        """One bulk, whose connection is ended after so many seconds; how long it took."""
        self.number += 1
        prefix = f"bulk{self.number}-"
        body = {"id": lib.new_id(self.rng), "product": "P", "location": "A0", "serials": [f"{prefix}{i}" for i in range(BULK_ROWS)]}
        answers = []
        thread = threading.Thread(target=self.send, args=(body, answers))
        begun = time.monotonic()
        thread.start()
        if delay is not None:
            time.sleep(delay)
            self.ended += lib.query(self.server.db, TERMINATE)[0][0] > 0
        thread.join()
        took = time.monotonic() - begun
        self.settle(prefix, body, answers)
        return took

    def settle(self, prefix, body, answers):
        first, there = answers[0], self.there(prefix)
        self.answers["201" if first.status == 201 else first.json["code"]] += 1
        if there not in (0, BULK_ROWS) or (first.status == 201 and there != BULK_ROWS):
            self.wrong.append(f"{prefix}: {there} of {BULK_ROWS} after {first.status}")
        self.send(body, answers)
        again = answers[1]
        good = (200, True) if there else (201, False)
        if (again.status, again.replayed) != good or (first.status == 201 and first.body != again.body):
            self.wrong.append(f"{prefix}: {first.status} {first.body[:200]}, then {again.status} {again.body[:200]}; {there} were there")
        if self.there(prefix) != BULK_ROWS:
            self.wrong.append(f"{prefix}: {self.there(prefix)} of {BULK_ROWS} at the end")
        self.whole += 1


def bulks_broken(server, rng):
    bulks = Bulks(server, rng)
    took = bulks.run(None)
    for i in range(INSTANTS):
        bulks.run(took * (i + rng.random()) / INSTANTS)
    lib.figure(f"{bulks.ended} of {INSTANTS} bulks of {BULK_ROWS} lost their connection on the way (alone one takes {took * 1000:.0f} ms): "
               f"answers {lib.counted(list(bulks.answers.elements()))}; {len(bulks.wrong)} not whole, or answered wrongly afterwards")
    lib.check("a bulk is wholly there or not at all", not bulks.wrong, "\n  ".join(bulks.wrong[:5]))
    lib.check("some bulks lost their connection", bulks.ended)


# ---- a COMMIT without an answer ----

class Commits:
    def __init__(self, server, between, rng):
        self.server, self.between, self.rng = server, between, rng
        self.token = server.admin().token
        self.number = 0
        self.wrong, self.answers = [], collections.Counter()

    def lose(self, way, path, body, mark, key=None):
        """Ask; its COMMIT is lost on the way there, or the answer on the way back. Then ask again."""
        wire = lib.Wire(self.server.port)
        self.between.arm(mark.encode(), way)
        before = self.between.broken
        first = wire.post(self.token, path, body, key=key)
        self.answers[f"{way}: {first.status} {first.json.get('code')}"] += 1
        again = wire.post(self.token, path, body, key=key)
        done = way == proxy.DONE
        good = (first.status == 503 and first.json["code"] == "unavailable" and self.between.broken == before + 1
                and again.status == (200 if done and not key else 201) and again.replayed == done)
        if not good:
            self.wrong.append(f"{way} {path}: {first.status} {first.body[:200]}, then {again.status} replayed {again.replayed} "
                              f"{again.body[:200]}; {self.between.broken - before} broken")
        wire.close()

    def round(self, way):
        self.number += 1
        mark = f"lost{self.number:05d}x"
        serials = [f"{mark}{i}" for i in range(self.rng.choice([2, 1001, 5000]))]
        for name, which in (("scan", {"serial": mark}), ("bulk", {"serials": serials})):
            self.lose(way, "/v1/commands/receive", {"id": lib.new_id(self.rng), "product": "P", "location": "A0", **which}, mark)
            expected = 1 if name == "scan" else len(serials) + 1
            there = lib.query(self.server.db, "SELECT count(*) FROM unit WHERE serial LIKE ?1", f"{mark}%")[0][0]
            if there != expected:
                self.wrong.append(f"{way} {name}: {there} units, not {expected}")
        self.lose(way, "/v1/products", {"sku": f"{mark}p", "name": mark}, f"{mark}p", key=f"key {mark}")


def commits_lost(server, between, rng):
    commits = Commits(server, between, rng)
    for _ in range(COMMITS):
        for way in (proxy.HELD, proxy.DONE):
            commits.round(way)
    lib.figure(f"{between.broken} COMMITs lost ({lib.counted(list(commits.answers.elements()))}): "
               f"{len(commits.wrong)} not settled by the repeat")
    lib.check("a lost COMMIT is unknown, and the repeat settles it", not commits.wrong, "\n  ".join(commits.wrong[:5]))


# ---- the end ----

def stopped_without(engine, url):
    """A server that is told to stop while there is no database does."""
    with lib.Server(db=url) as server:
        engine.kill()
        begun = time.monotonic()
        server.stop()
        took = time.monotonic() - begun
    engine.start_server()
    lib.figure(f"a server stopped within {took * 1000:.0f} ms while PostgreSQL was away")
    lib.check("a server stops while the database is away", took < BACK_S, took)


# ---- all of it ----

def play(engine, between, rng):
    url = postgres.create_database(engine.url())
    with lib.Server(db=between.url(url)) as server:
        server.db = url  # for our own looks
        server.masters(["P"], [*test_kill.BINS], [])
        reply = server.admin().post("/v1/commands/receive", {"product": "P", "serial": "known", "location": "A0"})
        assert reply.status == 201, reply.text
        engine_killed(engine, server, rng)
        bulks_broken(server, rng)
        commits_lost(server, between, rng)
        several.one_sequence([server], url)
        server.stop()
        stopped_without(engine, url)
        lib.inspected("after all of it", url)
        lib.has_teeth(url)


def main():
    rng = random.Random(lib.seed())
    with Engine(durable=True, shared_buffers="64MB") as engine:
        lib.books.CLUSTER = engine.url()
        between = proxy.Proxy(engine.port)
        play(engine, between, rng)
        between.close()
    lib.finish()


if __name__ == "__main__":
    main()
