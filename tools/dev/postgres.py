#!/usr/bin/env python3
"""A private PostgreSQL cluster for tests and benches: a directory of its own, a free loopback port, an unprivileged user.

    tools/dev/postgres.py start [--dir DIR] [--durable] [--shared-buffers SIZE]   its last line is the URL of a database
    tools/dev/postgres.py stop DIR                                                ends it and removes DIR

    with postgres.Cluster() as cluster:
        cluster.url()             # of the database `postgres`, for CREATE DATABASE
        cluster.url("books")

Debian's package makes a cluster of the system as well: that one is never touched. The server's user is the caller, or `postgres`
when the caller is root, since PostgreSQL refuses to run as root. Over TCP a password is asked, which the URL tells; without one
only the owner of DIR gets in, through a socket in it.
"""
import argparse
import glob
import os
import pwd
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

SYSTEM_USER = "postgres"  # of Debian's package
ROLE = "owner"
APP_ROLE = "serno_app"  # as which tests let serno work
START_S = 60

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "max_connections": "400",
    "jit": "off",
    "autovacuum": "on",
    "synchronous_commit": "on",
    "max_wal_size": "1GB",
    "log_min_messages": "warning",
    "log_line_prefix": "%m [%p] %d ",
    "logging_collector": "off",
    "dynamic_shared_memory_type": "mmap",  # in the directory, so that nothing stays of a killed server
    "unix_socket_permissions": "0700",
}
# A power cut takes it all, which a test's cluster may do; a crash of the server does not.
FAST = {"fsync": "off", "full_page_writes": "off"}


MEMORY = "/dev/shm"  # makes a database in half the time
MEMORY_BYTES = 4 << 30


class Failed(Exception):
    pass


def quick_place():
    """Where to make a cluster that may be lost: in memory, when there is much; None: where temporary files go."""
    if not os.access(MEMORY, os.W_OK | os.X_OK):
        return None
    room = os.statvfs(MEMORY)
    return MEMORY if room.f_bavail * room.f_frsize >= MEMORY_BYTES else None


def tool(name):
    """Path of a program of the newest PostgreSQL on this machine."""
    found = glob.glob(f"/usr/lib/postgresql/*/bin/{name}")
    if not found:
        raise Failed(f"there is no {name}: Debian's package 'postgresql' has it")
    return max(found, key=lambda path: float(path.split("/")[4]))


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def user_prefix():
    """What must stand before a command so that an unprivileged user runs it."""
    return ["runuser", "-u", SYSTEM_USER, "--"] if os.geteuid() == 0 else []


def run(arguments, **more):
    done = subprocess.run([*user_prefix(), *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                          text=True, cwd="/", check=False, **more)
    if done.returncode != 0:
        raise Failed(f"{os.path.basename(arguments[0])}: {done.stdout.strip()}")
    return done.stdout


class Cluster:
    """settings: further lines of postgresql.conf."""

    def __init__(self, folder=None, durable=False, shared_buffers="256MB", settings=None, port=None):
        self.folder = os.path.abspath(folder) if folder else None
        self.made = False  # by us, so we may remove it
        self.password = secrets.token_hex(16)
        self.port = port
        self.durable = durable
        self.settings = {**SETTINGS, "shared_buffers": shared_buffers, **({} if durable else FAST), **(settings or {})}

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    @property
    def data(self):
        return os.path.join(self.folder, "data")

    def url(self, database="postgres", role=ROLE, password=None):
        return f"postgresql://{role}:{password or self.password}@127.0.0.1:{self.port}/{database}"

    def start(self):
        self._make_folder()
        self._init()
        for attempt in (1, 2, 3):  # the port may be taken between our look and its start
            self.port = self.port if self.port and attempt == 1 else free_port()
            try:
                self.start_server()
                return
            except Failed:
                if attempt == 3 or "in use" not in self.log():
                    raise Failed(f"the server does not start:\n{self.log()}") from None

    def _make_folder(self):
        if self.folder:
            os.makedirs(self.folder, mode=0o700)
        else:
            self.folder = tempfile.mkdtemp(prefix="serno-postgres-", dir=None if self.durable else quick_place())
        self.made = True
        if os.geteuid() == 0:
            owner = pwd.getpwnam(SYSTEM_USER)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)

    def _init(self):
        password_file = os.path.join(self.folder, "password")
        with open(password_file, "w", encoding="ascii") as file:
            os.fchmod(file.fileno(), 0o600)
            if os.geteuid() == 0:
                os.fchown(file.fileno(), os.stat(self.folder).st_uid, -1)
            file.write(self.password + "\n")
        run([tool("initdb"), "--pgdata", self.data, "--username", ROLE, "--pwfile", password_file, "--encoding", "UTF8", "--locale",
             "C.UTF-8", "--auth-local", "trust", "--auth-host", "scram-sha-256", "--no-sync", "--no-instructions"])

    def start_server(self):
        """Start, or start again after stop_server(), on the same port."""
        lines = {**self.settings, "port": str(self.port), "unix_socket_directories": f"'{self.folder}'"}
        with open(os.path.join(self.data, "postgresql.auto.conf"), "w", encoding="utf-8") as file:
            file.writelines(f"{name} = {value if value[0] == chr(39) else repr(value)}\n" for name, value in lines.items())
        run([tool("pg_ctl"), "--pgdata", self.data, "--log", os.path.join(self.folder, "log"), "--wait", "--timeout", str(START_S), "start"])

    def stop_server(self, how="fast"):
        """how: smart, fast, or immediate (as when it crashed)."""
        run([tool("pg_ctl"), "--pgdata", self.data, "--mode", how, "--wait", "--timeout", str(START_S), "stop"])

    def log(self):
        path = os.path.join(self.folder, "log")
        if not os.path.exists(path):
            return ""
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()

    def stop(self):
        if not self.made:
            return
        if os.path.exists(os.path.join(self.data, "postmaster.pid")):
            self.stop_server("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)
        self.made = False


def stop(folder):
    """End the cluster that `start` made in folder."""
    cluster = Cluster(folder)
    if not os.path.exists(os.path.join(cluster.data, "PG_VERSION")):
        raise Failed(f"there is no cluster in {folder}")
    cluster.made = True
    cluster.stop()


# ---- databases of a running cluster, by a URL of one of them ----

def database_url(url, name):
    """The URL of another database of the same cluster."""
    return re.sub(r"^(postgres(?:ql)?://[^/]*/)[^?]*", lambda found: found.group(1) + name, url)


def role_url(url, role):
    """The same database, as another role with the same password."""
    return re.sub(r"^(postgres(?:ql)?://)[^:@/]*", lambda found: found.group(1) + role, url)


def psql(url, sql):
    """Run SQL; the rows, unaligned, as text."""
    done = subprocess.run([tool("psql"), "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--set", "ON_ERROR_STOP=1", "--dbname", url],
                          input=sql, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        raise Failed(f"{sql[:200]}: {done.stderr.strip()}")
    return done.stdout


def create_database(url, template=None):
    """A new database beside that of url; its URL."""
    name = "t_" + secrets.token_hex(8)
    psql(url, f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
    return database_url(url, name)


def create_role(url, role=APP_ROLE):
    """With the password that url has; nothing when there is one already."""
    password = re.match(r"postgres(?:ql)?://[^:@/]*:([^@]*)@", url).group(1)
    psql(url, f"DO $$ BEGIN CREATE ROLE {role} LOGIN PASSWORD '{password}';"
              " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$")


def drop_database(url):
    """Also when somebody is still connected."""
    name = re.search(r"/([^/?]+)(?:\?|$)", url).group(1)
    psql(database_url(url, "postgres"), f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    start = commands.add_parser("start")
    start.add_argument("--dir")
    start.add_argument("--durable", action="store_true")
    start.add_argument("--shared-buffers", default="256MB")
    commands.add_parser("stop").add_argument("dir")
    options = parser.parse_args()
    try:
        if options.command == "stop":
            stop(options.dir)
            return
        cluster = Cluster(options.dir, options.durable, options.shared_buffers)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
        try:
            cluster.start()
        except BaseException:
            cluster.stop()
            raise
        print(f"directory {cluster.folder}")
        print(cluster.url())
    except Failed as failed:
        sys.exit(f"postgres.py: {failed}")


if __name__ == "__main__":
    main()
