"""The database of a test, seen from outside the program: SQLite through Python's own sqlite3, PostgreSQL through psql.

    SERNO_TEST_POSTGRES=<URL of a cluster's database>   tests make their databases there (tools/dev/with_postgres.py), else files
    with books.read(db) as b:
        b.rows("SELECT seq, id FROM event WHERE seq > ?1", 7)       # tuples: numbers, texts, bytes, None

SQL is written so that both understand it; what cannot be is a dict, engine -> text.
"""
import json
import os
import sqlite3
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "tools", "dev"))
import postgres  # noqa: E402  (found through the line above)

CLUSTER = os.environ.get("SERNO_TEST_POSTGRES")


def is_postgres(db):
    return db.startswith("postgres")


def new_database(folder, program):
    """Where a server may work; the caller owns it (drop). In a cluster it works as a role that has no more rights than it needs."""
    if not CLUSTER:
        return os.path.join(folder, "serno.db")
    owner = postgres.create_database(CLUSTER)
    postgres.create_role(CLUSTER)
    subprocess.run([program, "database", "prepare", "--quiet", "--db", owner, "--role", postgres.APP_ROLE], check=True)
    return postgres.role_url(owner, postgres.APP_ROLE)


def name_of(db):
    return db.rsplit("/", 1)[1]


def as_owner(db):
    return postgres.database_url(CLUSTER, name_of(db)) if is_postgres(db) else db


def drop(db):
    """The folder of a file is its owner's to remove."""
    if is_postgres(db):
        postgres.drop_database(as_owner(db))


def read(db):
    return Postgres(db) if is_postgres(db) else Sqlite(f"file:{db}?mode=ro")


def write(db):
    return Postgres(as_owner(db)) if is_postgres(db) else Sqlite(f"file:{db}?mode=rw")


def copy(db, folder, name):
    """A copy that nobody else works with, to be written. The database is at rest."""
    if is_postgres(db):
        return postgres.create_database(CLUSTER, template=name_of(db))
    to = os.path.join(folder, name)
    source, target = sqlite3.connect(f"file:{db}?mode=ro", uri=True), sqlite3.connect(to)
    source.backup(target)
    source.close()
    target.close()
    return to


class Books:
    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def text(self, sql):
        return sql[self.engine] if isinstance(sql, dict) else sql

    def one(self, sql, *values):
        return self.rows(sql, *values)[0][0]

    def close(self):
        pass


class Sqlite(Books):
    engine = "sqlite"

    def __init__(self, uri):
        self.connection = sqlite3.connect(uri, uri=True)
        self.triggers = []

    def rows(self, sql, *values):
        return self.connection.execute(self.text(sql), values).fetchall()

    def change(self, sql):
        """How many rows it changed."""
        count = self.connection.execute(self.text(sql)).rowcount
        self.connection.commit()
        return count

    def unprotect(self):
        """From now on everything may be changed."""
        self.connection.execute("PRAGMA foreign_keys = OFF")
        self.connection.execute("PRAGMA ignore_check_constraints = ON")
        self.triggers = self.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        for name, _ in self.triggers:
            self.connection.execute(f"DROP TRIGGER {name}")

    def protect(self):
        """As it was before unprotect()."""
        for _, sql in self.triggers:
            self.connection.execute(sql)
        self.connection.commit()

    def damage(self):
        """What the engine itself finds."""
        wrong = [f"row that points nowhere: {row}" for row in self.rows("PRAGMA foreign_key_check")[:5]]
        integrity = self.rows("PRAGMA integrity_check")[0][0]
        return wrong + ([] if integrity == "ok" else [f"the file is damaged: {integrity}"])

    def close(self):
        self.connection.close()


def literal(value):
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else str(value)


def value_of(value):
    """Of JSON: bytes come as \\x and hex digits."""
    return bytes.fromhex(value[2:]) if isinstance(value, str) and value.startswith("\\x") else value


class Postgres(Books):
    engine = "postgres"

    def __init__(self, url):
        self.url = url
        self.triggers, self.tables = [], []

    def ask(self, sql):
        return postgres.psql(self.url, sql + "\n;\n")

    def rows(self, sql, *values):
        sql = self.text(sql)
        for i, value in reversed(list(enumerate(values, 1))):
            sql = sql.replace(f"?{i}", literal(value))
        lines = self.ask(f"SELECT row_to_json(found) FROM ({sql}) AS found").split("\n")
        return [tuple(value_of(v) for _, v in json.loads(line, object_pairs_hook=list)) for line in lines if line]

    def change(self, sql):
        return int(self.ask(f"WITH changed AS ({self.text(sql)} RETURNING 1) SELECT count(*) FROM changed"))

    def unprotect(self):
        self.triggers = self.rows("SELECT tgrelid::regclass, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal")
        tables = self.rows("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace")
        checks = self.rows("SELECT conrelid::regclass, conname FROM pg_constraint WHERE contype = 'c' AND conrelid <> 0")
        self.ask(";".join([f'ALTER TABLE "{name}" DISABLE TRIGGER ALL' for name, in tables]
                          + [f'ALTER TABLE "{name}" DROP CONSTRAINT "{check}"' for name, check in checks]))
        self.tables = tables

    def protect(self):
        self.ask(";".join([f'ALTER TABLE "{name}" ENABLE TRIGGER ALL' for name, in self.tables]
                          + [f'ALTER TABLE "{name}" ENABLE ALWAYS TRIGGER "{trigger}"'
                             for name, trigger, enabled in self.triggers if enabled == "A"]))

    def damage(self):
        return [f"row that points nowhere: {row}" for row in self.rows("SELECT * FROM dangling LIMIT 5")]
