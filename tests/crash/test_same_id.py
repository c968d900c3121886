"""Promise 6 where several processes write: one command, sent under one id to two servers at the same instant, is done once, and
both say so. Its unit is held by a third party until both wait for it: whoever comes second finds a unit that does not allow the
command any more, and must see that it was this very command. And a commit that takes its time: whoever has waited long for one that
turns out to have used the id is told so, however late it is.
"""
import subprocess
import threading
import time

import lib
import several

WAIT_S = 30
ROUNDS = 200 if lib.LONG else 20
WAITING = ("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'serno'"
           " AND wait_event_type = 'Lock'")


PATIENT = WAITING + " AND clock_timestamp() - query_start > interval '400 ms'"  # of those who wait briefly none waits so long
LOCK_UNITS = "SELECT count(*) FROM (SELECT FROM unit FOR UPDATE) AS held"
FAR_AWAY = 1_000_000_000  # a place in the ledger that nobody comes to


class Hold:
    """A transaction of somebody else, who has done this; it is committed at the end."""

    def __init__(self, db, sql=LOCK_UNITS):
        self.sql = sql
        self.psql = subprocess.Popen([lib.books.postgres.tool("psql"), "--no-psqlrc", "--quiet", "--tuples-only", db],
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

    def __enter__(self):
        self.psql.stdin.write(f"BEGIN; {self.sql};\n")
        self.psql.stdin.flush()
        self.psql.stdout.readline()
        return self

    def __exit__(self, *_):
        self.psql.stdin.write("COMMIT;\n")
        self.psql.stdin.close()
        self.psql.wait()


def wait_until_waiting(db, count, waiting=WAITING):
    deadline = time.monotonic() + WAIT_S
    while lib.query(db, waiting)[0][0] < count:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.005)
    return True


def at_both(servers, token, path, body):
    """The answers, in the order of the servers, to what was sent while the unit was held."""
    answers = [None] * len(servers)

    def ask(i):
        wire = lib.Wire(servers[i].port)
        answers[i] = wire.post(token, path, body)
        wire.close()

    threads = [threading.Thread(target=ask, args=(i,)) for i in range(len(servers))]
    with Hold(lib.books.as_owner(servers[0].db)):
        for thread in threads:
            thread.start()
        waited = wait_until_waiting(servers[0].db, len(servers))
    for thread in threads:
        thread.join()
    return waited, answers


def slow_commit(server, token, rng):
    """Somebody is about to commit an event under an id (of another content) which a command waits for until it is there."""
    command = {"id": lib.new_id(rng), "product": "P", "serial": "slow", "location": "A1"}
    taken = (f"INSERT INTO event (seq, event_time, recorded_at, actor_id, units, command, id, digest, leaf, body) SELECT {FAR_AWAY}, event_time,"
             f" recorded_at, actor_id, units, command, decode('{command['id'].replace('-', '')}', 'hex'), digest, leaf, body FROM event"
             f" WHERE seq = 1 RETURNING seq")
    answers = []
    wire = lib.Wire(server.port)
    thread = threading.Thread(target=lambda: answers.append(wire.post(token, "/v1/commands/receive", command)))
    with Hold(lib.books.as_owner(server.db), taken):
        thread.start()
        waited = wait_until_waiting(server.db, 1, PATIENT)
    thread.join()
    wire.close()
    lib.check("the command waits for the commit", waited)
    lib.harness.equal("and is told what it has brought", (answers[0].status, answers[0].json["code"]), (409, "id_reused"))


def main():
    several.needs_postgres()
    lib.seed()
    rng = lib.random.Random()
    with several.servers(2) as servers:
        servers[0].masters(["P"], ["A1"], [])
        token = servers[0].admin().token
        wire = lib.Wire(servers[0].port)
        lib.harness.equal("a unit", wire.post(token, "/v1/commands/receive", {"id": lib.new_id(rng), "product": "P", "serial": "1",
                                                                              "location": "A1"}).status, 201)
        for i in range(ROUNDS):
            name = ["pick", "unpick"][i % 2]
            command = {"id": lib.new_id(rng), "product": "P", "serial": "1"}
            waited, answers = at_both(servers, token, f"/v1/commands/{name}", command)
            lib.check(f"round {i}: both servers wait for the unit", waited)
            lib.harness.equal(f"round {i}: one does it, the other tells it", sorted(a.status for a in answers), [200, 201])
        lib.harness.equal("each command is there once", lib.query(servers[0].db, "SELECT count(*) FROM event")[0][0], ROUNDS + 1)
        lib.figure(f"{ROUNDS} commands, each at two servers in the same instant: done once, told twice")
        slow_commit(servers[0], token, rng)
    lib.finish()


if __name__ == "__main__":
    main()
