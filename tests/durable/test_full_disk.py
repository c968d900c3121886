"""Promise 5: when the disk is full, reads go on and writes get 507; when there is room again, writes work without a restart.

The real server on a small file system of its own (a tmpfs, which takes root) that is filled while clients scan; and once more on a
quota: the server's files may not grow beyond a limit (RLIMIT_FSIZE). What was acknowledged is looked for at the end, and the books
are inspected.
"""
import contextlib
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "crash"))
import lib  # noqa: E402  (found through the line above)

TIMES = 25 if lib.LONG else 3
CLIENTS = 4
FULL_ANSWERS = 40  # this many writes are told that it is full before there is room again
DEADLINE_S = 120
TMPFS_MB = 512 if lib.LONG else 160
ROOM_LEFT = 8 << 20  # less than that without the ballast: the file system is full of data, and that is the end


# ---- room ----

class Tmpfs:
    """A file system of its own, made full by a file beside the database."""

    name = "a tmpfs of its own"

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="serno-full-")

    def __enter__(self):
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={TMPFS_MB}m", "tmpfs", self.folder], check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode:
            os.rmdir(self.folder)
            raise PermissionError(done.stdout.decode().strip())
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", "-l", self.folder], check=True)
        os.rmdir(self.folder)

    def fill(self, _server, leave):
        with open(os.path.join(self.folder, "ballast"), "wb") as file:
            for _ in range(1000):  # clients take room meanwhile
                state = os.statvfs(self.folder)
                with contextlib.suppress(OSError):
                    os.posix_fallocate(file.fileno(), 0, max(state.f_bavail * state.f_frsize - leave, 4096))
                    return

    def free(self, _server):
        os.unlink(os.path.join(self.folder, "ballast"))

    def left(self):
        state = os.statvfs(self.folder)
        return state.f_bavail * state.f_frsize


class Quota:
    """No file of the server may become longer than so and so much."""

    name = "RLIMIT_FSIZE"

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="serno-full-")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run(["rm", "-rf", self.folder], check=True)

    def fill(self, server, leave):
        longest = max(os.path.getsize(os.path.join(self.folder, name)) for name in os.listdir(self.folder))
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (longest + leave, resource.RLIM_INFINITY))

    def free(self, server):
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

    def left(self):
        return sys.maxsize


# ---- clients ----

class Shared:
    def __init__(self):
        self.changed = threading.Condition()
        self.stop = False
        self.full = 0  # answers 507 since the last time that this was set to 0
        self.done = 0
        self.acknowledged = {}  # event id -> seq
        self.serials = set()
        self.odd, self.problem = [], None

    def until(self, what, condition):
        with self.changed:
            if not self.changed.wait_for(condition, DEADLINE_S):
                self.odd.append(f"{what}: not within {DEADLINE_S} s")
                return False
        return True


class Client(threading.Thread):
    """Takes units in; a command that finds no room is sent again, under the same id, until there is."""

    def __init__(self, shared, port, token, number, rng):
        super().__init__(daemon=True)
        self.shared, self.token, self.number, self.rng = shared, token, number, rng
        self.wire = lib.Wire(port)
        self.made = 0

    def command(self):
        many = self.rng.choices([1, 20, 500], [60, 5, 1])[0]
        self.made += 1
        serials = [f"{self.number}-{self.made}.{i}" for i in range(many)]
        body = {"id": lib.new_id(self.rng), "product": "P", "serials": serials, "location": "A1"}
        return serials, lib.request_bytes(self.token, "/v1/commands/receive", body)

    def took(self, serials, answer):
        with self.shared.changed:
            self.shared.acknowledged.update((e["id"], e["seq"]) for e in answer.json["events"])
            self.shared.serials.update(serials)
            self.shared.done += 1
            self.shared.changed.notify_all()

    def refused(self, answer):
        with self.shared.changed:
            self.shared.full += answer.status == 507
            self.shared.problem = self.shared.problem or answer.body
            if answer.status != 507 or answer.json.get("code") != "disk_full" or answer.json.get("status") != 507:
                self.shared.odd.append(f"{answer.status} {answer.body[:300]}")
            self.shared.changed.notify_all()

    def run(self):
        serials, data = self.command()
        while not self.shared.stop:
            self.wire.send(data)
            answer = self.wire.receive()
            if answer.status in (200, 201):
                self.took(serials, answer)
                serials, data = self.command()
            else:
                self.refused(answer)


# ---- the test ----

def reads(server, token, shared):
    """While the disk is full: several kinds of questions, each answered."""
    client = server.client(token)
    serial = next(iter(shared.serials))
    for path in (f"/v1/products/P/units/{serial}?events=5", "/v1/stock", "/v1/units?limit=50", "/v1/events?limit=50", "/v1/ledger"):
        reply = client.get(path)
        lib.check(f"reading {path} while the disk is full", reply.status == 200, f"{reply.status} {reply.text[:300]}")
    client.close()


def fill_and_free(server, room, shared, token, leave):
    """Seconds from when there is room again to the next write that was done."""
    shared.full = 0
    room.fill(server, leave)
    shared.until("writes are refused", lambda: shared.full >= FULL_ANSWERS)
    reads(server, token, shared)
    writes = server.client(token).post("/v1/products", {"sku": f"Q{time.monotonic_ns()}", "name": "Q"})
    lib.check("a product while the disk is full", writes.status in (201, 507), writes.text[:300])  # a small one may still fit
    room.free(server)
    freed, done = time.monotonic(), shared.done
    shared.until(f"writes work again, with {room.left()} bytes free", lambda: shared.done >= done + CLIENTS)
    return time.monotonic() - freed


def books(name, db, shared):
    stored = {lib.uuid.UUID(bytes=i): seq for i, seq in lib.query(db, "SELECT id, seq FROM event")}
    missing = [i for i, seq in shared.acknowledged.items() if stored.get(lib.uuid.UUID(i)) != seq]
    lib.check("the search has teeth", lib.uuid.UUID(int=1) not in stored and len(stored) >= len(shared.acknowledged) > 0)
    lib.check(f"{name}: what was acknowledged is there", not missing, missing[:5])
    there = {serial for serial, in lib.query(db, "SELECT serial FROM unit")}
    lib.check(f"{name}: each unit is there", shared.serials <= there, sorted(shared.serials - there)[:5])
    lib.inspected(name, db)
    return len(missing)


def work(room, rng):
    db = os.path.join(room.folder, "serno.db")
    shared, waits = Shared(), []
    with lib.Server(db=db) as server:
        server.masters(["P"], ["A1"], [])
        token = server.admin().token
        clients = [Client(shared, server.port, token, i, random.Random(rng.getrandbits(64))) for i in range(CLIENTS)]
        for client in clients:
            client.start()
        shared.until("the first writes", lambda: shared.done >= 50)
        begun = server.process.pid
        total = 0
        for _ in range(TIMES):
            if not shared.odd and room.left() > ROOM_LEFT:
                waits.append(fill_and_free(server, room, shared, token, rng.choice([0, 0, 4096, 50_000, 300_000, 1_000_000])))
                total += shared.full
        shared.stop = True
        for client in clients:
            client.join()
        lib.check(f"{room.name}: full often enough", len(waits) >= min(TIMES, 10), len(waits))
        lib.check(f"{room.name}: it is the same process", server.process.poll() is None and server.process.pid == begun)
    lib.check(f"{room.name}: every write was done or refused with 507", not shared.odd, "\n".join(shared.odd[:5]))
    problem = json.loads(shared.problem or b"{}")
    lib.check("the problem says what to do", problem.get("title") and problem.get("type"), problem)
    missing = books(room.name, db, shared)
    lib.figure(f"full disk ({room.name}): full {len(waits)} times under load, {total} writes refused with 507, reads went on; writes"
               f" again after at most {max(waits, default=0):.2f} s without a restart; {len(shared.acknowledged)} events"
               f" acknowledged, {missing} missing")


def main():
    rng = random.Random(lib.seed())
    for kind in (Tmpfs, Quota):
        with contextlib.ExitStack() as stack:
            try:
                room = stack.enter_context(kind())
            except PermissionError as error:
                lib.figure(f"full disk: no file system of its own may be mounted here ({error}); only the quota is tried")
                continue
            work(room, rng)
    lib.finish()


if __name__ == "__main__":
    main()
