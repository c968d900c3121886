"""A PostgreSQL database from the command line: what is said when it cannot be used, and what the program's role may not do.

The clear sentences: a wrong connection string, missing rights, a database of a newer version. Never with a password in it.
"""
import os
import socket
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "api"))
import books  # noqa: E402  (found through the line above)
import harness  # noqa: E402
from books import postgres  # noqa: E402

FAILED = 5
PASSWORD = "very-secret-indeed"


def serno(*arguments):
    return subprocess.run([harness.binary(), *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                          text=True, timeout=harness.REPLY_S, check=False)


def said(name, arguments, code, *words):
    """It ends with this code, says these words in one sentence, and tells no password."""
    done = serno(*arguments)
    text = done.stdout + done.stderr
    wrong = [word for word in words if word not in text]
    harness.check(name, done.returncode == code and not wrong and text.count("\n") <= 2, f"exit code {done.returncode}: {text}")
    secret = [s for s in (PASSWORD, password_of(books.CLUSTER)) if s in text]
    harness.check(f"{name}: no password is told", not secret, text)


def password_of(url):
    return url.split("://")[1].split("@")[0].split(":")[1]


def closed_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def with_password(url, password):
    return url.replace(password_of(url), password)


COMMANDS = [("serve", "--port", "0"), ("doctor",), ("ledger", "verify"), ("init",)]


def wrong_connections(owner):
    there = owner.split("@")[1].split("/")[0]
    rows = [
        # what is wrong, URL, words
        ("nobody listens", f"postgresql://x:{PASSWORD}@127.0.0.1:{closed_port()}/serno", ["nothing listens at"]),
        ("no such database", postgres.database_url(owner, "nowhere"), ["there is no database 'nowhere'", "createdb nowhere"]),
        ("no such role", postgres.role_url(owner, "nobody"), ["nobody"]),
        ("a wrong password", with_password(owner, PASSWORD), ["does not take the password of role"]),
        ("no password", f"postgresql://owner@{there}/{books.name_of(owner)}", ["wants a password"]),
        ("no URL", f"postgresql://x:{PASSWORD}@a@b/serno", ["the database URL is not postgresql://"]),
        ("an unknown host", f"postgresql://x:{PASSWORD}@host.invalid/serno", ["the host of 'postgresql://host.invalid/serno' is unknown"]),
        ("another engine", f"mysql://x:{PASSWORD}@127.0.0.1/serno", ["there is no database engine for 'mysql:...'"]),
        ("a slash too few", f"postgresql:/x:{PASSWORD}@127.0.0.1/serno", ["there is no database engine for 'postgresql:...'"]),
        ("a wrong port", f"postgresql://x:{PASSWORD}@127.0.0.1:99999999/serno", ["127.0.0.1"]),
    ]
    for name, url, words in rows:
        for command in COMMANDS:
            said(f"{name}: {command[0]}", [*command, "--db", url], FAILED, *words)


def missing_rights(owner, app):
    said("no table yet, and no right to make one", ["serve", "--port", "0", "--db", app], FAILED, "lacks a right")
    said("prepared by who may not", ["database", "prepare", "--db", app, "--role", postgres.APP_ROLE], FAILED, "lacks a right")
    said("for nobody", ["database", "prepare", "--db", owner, "--role", "nobody"], FAILED, "there is no role 'nobody'", "createuser")
    said("for the owner", ["database", "prepare", "--db", owner, "--role", postgres.ROLE], FAILED, "superuser")
    said("for a file", ["database", "prepare", "--db", "serno.db", "--role", "x"], 2, "is a file")
    postgres.psql(owner, "DROP ROLE IF EXISTS maker; CREATE ROLE maker CREATEROLE")
    said("for who may make itself another", ["database", "prepare", "--db", owner, "--role", "maker"], FAILED, "CREATEROLE")
    postgres.psql(owner, f"REVOKE CONNECT ON DATABASE \"{books.name_of(owner)}\" FROM PUBLIC")
    said("no right to connect", ["serve", "--port", "0", "--db", app], FAILED, "may not connect to database")
    said("prepared", ["database", "prepare", "--db", owner, "--role", postgres.APP_ROLE], 0, postgres.APP_ROLE, "cannot change its history")
    said("prepared again", ["database", "prepare", "--db", owner, "--role", postgres.APP_ROLE], 0, postgres.APP_ROLE)


# What must be refused to the role that serno works as.
FORBIDDEN = [f"{what} {table}" for table in ("event", "event_unit", "merkle_node", "command_refusal")
             for what in ("DELETE FROM", "TRUNCATE", "DROP TABLE")] + [
    "UPDATE event SET units = 1", "UPDATE event_unit SET status = 1", "UPDATE merkle_node SET idx = 1", "UPDATE command_refusal SET body = id",
    "ALTER TABLE event DISABLE TRIGGER ALL", "ALTER TABLE event DISABLE TRIGGER event_no_change", "DROP TRIGGER event_no_change ON event",
    "ALTER TABLE event OWNER TO serno_app", "SET session_replication_role = replica", "DROP FUNCTION serno_append_only() CASCADE",
    "CREATE OR REPLACE FUNCTION serno_append_only() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    "CREATE TABLE mine (x int)", "DROP SCHEMA public CASCADE", "SET ROLE owner", "ALTER ROLE serno_app SUPERUSER", "TRUNCATE unit CASCADE",
    "DELETE FROM unit", "DELETE FROM product", "DELETE FROM ledger_head", "UPDATE ledger_head SET size = -1", "UPDATE schema_version SET number = 0",
    "DELETE FROM app_user", "COPY event TO PROGRAM 'cat'",
]


def may_not(app):
    for sql in FORBIDDEN:
        try:
            postgres.psql(app, sql)
            good, why = False, "it was done"
        except postgres.Failed as failed:
            good, why = True, str(failed)
        harness.check(f"refused: {sql}", good, why)


def works(owner, app):
    """As the role that may little: all is well and nothing is warned of. As the owner: a warning."""
    with harness.Server(db=app) as server:
        harness.check("a server works as the role", server.admin().get("/v1/me").status == 200)
        product = server.admin().post("/v1/products", {"sku": "P", "name": "P"})
        harness.check("and writes", product.status == 201, product.text)
        may_not(app)
        harness.check("no warning", "protects the history" not in server.stderr(), server.stderr())
    with harness.Server(db=owner) as server:
        harness.check("the owner is warned", "superuser" in server.stderr() and "serno database prepare" in server.stderr(), server.stderr())
    said("all is well", ["doctor", "--db", app], 0, "0 differences")
    said("made once only", ["init", "--db", app], 1, "There is a Serno database at", "already")


def made(owner):
    """What is made is told without the password of its URL."""
    fresh = postgres.create_database(owner)
    done = serno("init", "--db", fresh)
    harness.check("made", done.returncode == 0 and "one-time password" in done.stdout, done.stdout + done.stderr)
    harness.check("made: no password is told", password_of(fresh) not in done.stdout + done.stderr, done.stdout + done.stderr)
    books.drop(fresh)


def newer(owner, app):
    postgres.psql(owner, "INSERT INTO schema_version (number, title) VALUES (9999, 'from the future')")
    for command in (("serve", "--port", "0"), ("init",), ("doctor",), ("ledger", "verify"), ("database", "prepare", "--role", postgres.APP_ROLE)):
        said(f"a newer version: {command[0]}", [*command, "--db", owner], FAILED, "newer version")
    said("a newer version, as the role", ["serve", "--port", "0", "--db", app], FAILED, "newer version")


def main():
    owner = postgres.create_database(books.CLUSTER)
    postgres.create_role(books.CLUSTER)
    app = postgres.role_url(owner, postgres.APP_ROLE)
    try:
        wrong_connections(owner)
        missing_rights(owner, app)
        works(owner, app)
        made(owner)
        newer(owner, app)
    finally:
        books.drop(owner)
    harness.finish()


main()
