"""Several `serno serve` on one PostgreSQL database, for the tests that need that; and what such tests ask of the books."""
import contextlib
import subprocess
import sys

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


def one_sequence(servers_, db):
    """Every server tells the same ledger, and it is the one whose bytes are stored."""
    own = root_of(db)
    for i, server in enumerate(servers_):
        lib.harness.equal(f"size and root as server {i} tells them are those of the stored bytes", told_root(server), own)

