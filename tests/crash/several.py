"""Several `serno serve` on one PostgreSQL database, for the tests that need that; and what such tests ask of the books."""
import contextlib
import subprocess
import sys
import threading
import time

import lib


def needs_postgres():
    """What these tests show is about a database that several processes write."""
    if not lib.books.CLUSTER:
        sys.exit("SERNO_TEST_POSTGRES names no cluster; tools/dev/with_postgres.py starts one")


@contextlib.contextmanager
def servers(count, db=None, arguments=()):
    """The first makes the database (and drops it at the end, unless db was given); all know the admin."""
    with contextlib.ExitStack() as stack:
        first = stack.enter_context(lib.Server(*arguments, db=db))
        rest = [stack.enter_context(lib.Server(*arguments, db=first.db)) for _ in range(count - 1)]
        for server in rest:
            server.admin_token = first.admin().token
        yield [first, *rest]


def wire(port):
    """A connection that has been used, so that the server keeps it open for a while."""
    made = lib.Wire(port)
    made.post("nobody", "/v1/commands/move", {})
    return made


def run(*arguments):
    """(exit code, output) of a serno command."""
    done = subprocess.run([lib.harness.binary(), *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False)
    return done.returncode, done.stdout.decode("utf-8", "replace")


# ---- the ledger ----

def root_of(db):
    """(size, root) from the stored bytes of the events alone, with RFC 6962 as it stands there."""
    bodies = [body for body, in lib.query(db, "SELECT body FROM event ORDER BY seq")]
    return len(bodies), lib.merkle_root([lib.leaf_hash(body) for body in bodies]).hex()


def told_root(server):
    head = server.admin().get("/v1/ledger").json
    return head["size"], head["root"]


SETTLED_S = 20  # by then the places of writers that were killed are filled, and the head is behind them


def one_sequence(servers_, db):
    """Every server tells the same ledger, and it is the one whose bytes are stored. Nobody writes any more, but places that were
    left empty may still be filled: so it is asked again until all is at rest."""
    until = time.monotonic() + SETTLED_S
    while True:
        own, told = root_of(db), [told_root(server) for server in servers_]
        if all(head == own for head in told) or time.monotonic() > until:
            break
    for i, head in enumerate(told):
        lib.harness.equal(f"size and root as server {i} tells them are those of the stored bytes", head, own)


class Watch(threading.Thread):
    """Looks at the ledger's head all the time: for how long did it stand still although something stood behind it?"""

    ASK = "SELECT size, (SELECT coalesce(max(seq), 0) FROM event) FROM ledger_head;\n"

    def __init__(self, db):
        super().__init__(daemon=True)
        self.psql = subprocess.Popen([lib.books.postgres.tool("psql"), "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", db],
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
        self.over = False
        self.head = -1
        self.waits = []  # (begin, end) of standstills
        self.begun = None

    def ask(self):
        self.psql.stdin.write(self.ASK)
        self.psql.stdin.flush()
        return [int(word) for word in self.psql.stdout.readline().split("|")]

    def see(self, head, last, now):
        if self.begun is not None and (head != self.head or last == head):
            self.waits.append((self.begun, now))
            self.begun = None
        if self.begun is None and last > head:
            self.begun = now
        self.head = head

    def run(self):
        while not self.over:
            self.see(*self.ask(), time.monotonic())
            time.sleep(0.002)

    def stop(self):
        self.over = True
        self.join()
        self.psql.stdin.close()
        self.psql.wait()
        if self.begun is not None:
            self.waits.append((self.begun, time.monotonic()))

    def longest(self, begin=0, end=float("inf")):
        """Seconds of the longest standstill that touches this time."""
        return max((e - b for b, e in list(self.waits) if e >= begin and b <= end), default=0)
