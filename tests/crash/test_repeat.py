"""Promise 6: a scan sent any number of times counts once.

Each scan has its own id and is sent one to five times, over several connections at once; of three answers in ten the client does
not wait to read (it closes the connection), and the server is killed now and then. At the end every scan is sent a last time. Then
the ledger holds as many events as there were ids, and all answers to one id are the same bytes: once 201 at most, afterwards 200
with Idempotent-Replayed.

It has teeth: the comparison is shown forged answers; README.md says which broken servers it found.
"""
import collections
import random
import threading

import lib

SCANS = 20_000 if lib.LONG else 800
KILLS = 100 if lib.LONG else 6
CLIENTS = 8
CUT = 0.3
BINS = ["A1", "A2", "A3"]


class Scan:
    __slots__ = ("id", "data", "answers")

    def __init__(self, token, rng, number):
        self.id = lib.new_id(rng)
        receipt = number % 2 == 0
        body = {"product": "P", "serial": str(number // 2), "location": rng.choice(BINS)}
        # A move needs its unit there: pairs of a receipt and a move are sent in this order, at least the first time.
        name = "receive" if receipt else "move"
        header = number % 3 == 0  # an id may come as a header too
        if not header:
            body["id"] = self.id
        self.data = lib.request_bytes(token, f"/v1/commands/{name}", body, key=self.id if header else None)
        self.answers = []


class Work:
    """Scans to be sent, each as often as it is in the list."""

    def __init__(self, scans, rng):
        self.changed = threading.Condition()  # todo or port did
        self.todo = collections.deque()
        for first in range(0, len(scans), 40):  # repeats come soon, but in between others
            part = [s for s in scans[first:first + 40] for _ in range(rng.randint(1, 5))]
            receipts = [s for s in scans[first:first + 40:2]]
            rng.shuffle(part)
            self.todo.extend(receipts + part)
        self.sent = self.cut = self.broken = self.kills = 0
        self.port = None  # None: the server is down
        self.odd = []

    def next(self):
        with self.changed:
            self.changed.notify_all()
            return self.todo.popleft() if self.todo else None

    def wait_until(self, condition):
        with self.changed:
            found = self.changed.wait_for(condition, 120)
            assert found, "it never came about"
            return found


class Client(threading.Thread):
    def __init__(self, work, rng):
        super().__init__(daemon=True)
        self.work, self.rng, self.wire = work, rng, None

    def close(self):
        if self.wire:
            self.wire.close()
        self.wire = None

    def send(self, scan):
        port = self.work.wait_until(lambda: self.work.port)
        self.wire = self.wire or lib.Wire(port)
        self.work.sent += 1
        if self.rng.random() < CUT:
            self.work.cut += 1
            self.wire.send(scan.data[:self.rng.randint(1, len(scan.data))] if self.rng.random() < 0.2 else scan.data)
            self.close()
            return
        self.wire.send(scan.data)
        take(self.work, scan, self.wire.receive())

    def run(self):
        while (scan := self.work.next()) is not None:
            try:
                self.send(scan)
            except lib.Gone:
                self.work.broken += 1
                self.close()
                self.work.wait_until(lambda: self.work.port)


def take(work, scan, answer):
    if answer.status in (200, 201):
        scan.answers.append((answer.status, answer.replayed, answer.body))
    elif answer.status != 422:  # a move before its unit was there (its receipt was cut): refused, nothing is kept
        work.odd.append(f"{answer.status} {answer.body[:300]} to {scan.data[:400]}")


def last_time(work, scans, port):
    """Every scan once more, in order and with nobody else there."""
    wire = lib.Wire(port)
    for scan in scans:
        wire.send(scan.data)
        answer = wire.receive()
        take(work, scan, answer)
        if answer.status == 422:
            work.odd.append(f"{answer.body[:300]} at the last time")
    wire.close()


def differences(scan):
    """What is wrong with the answers to one id."""
    if not scan.answers:
        return ["no answer"]
    wrong = []
    if len({body for _, _, body in scan.answers}) != 1:
        wrong.append(f"answers differ: {sorted({body for _, _, body in scan.answers})}")
    if sum(status == 201 for status, _, _ in scan.answers) > 1:
        wrong.append("created twice")
    if any(replayed != (status == 200) for status, replayed, _ in scan.answers):
        wrong.append("a repeat without Idempotent-Replayed, or that header without a repeat")
    return wrong


def kill_now_and_then(server, work, clients, total, rng):
    for sent in sorted(rng.sample(range(total // 20, total * 9 // 10), KILLS)):
        work.wait_until(lambda at=sent: total - len(work.todo) > at)
        work.kills += 1
        with work.changed:
            work.port = None
        server.kill()
        server.again()
        with work.changed:
            work.port = server.port
            work.changed.notify_all()
    for client in clients:
        client.join()


def main():
    rng = random.Random(lib.seed())
    with lib.Server() as server:
        server.masters(["P"], BINS, [])
        token = server.admin().token
        scans = [Scan(token, rng, i) for i in range(SCANS)]
        work = Work(scans, rng)
        work.port = server.port
        clients = [Client(work, random.Random(rng.random())) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        kill_now_and_then(server, work, clients, len(work.todo), rng)
        last_time(work, scans, server.port)
        server.stop()
        report(server.db, work, scans)
    lib.finish()


def report(db, work, scans):
    events = lib.query(db, "SELECT count(*), count(DISTINCT id) FROM event WHERE units > 0")[0]  # others: places that were not used
    ids = {i.hex() for i, in lib.query(db, "SELECT id FROM event WHERE units > 0")}
    wrong = [f"{scan.id}: {w}" for scan in scans for w in differences(scan)]
    answers = sum(len(scan.answers) for scan in scans)
    lib.figure(f"{len(scans)} scans sent {work.sent + len(scans)} times, {work.cut} answers cut, {work.broken} broken by {work.kills} "
               f"kills, {answers} read: {events[0]} events, {events[1]} distinct ids, {len(wrong)} differences between answers")
    lib.check("as many events as ids", events == (len(scans), len(scans)), events)
    lib.check("the very ids that were sent", ids == {scan.id.replace("-", "") for scan in scans})
    lib.check("all answers to an id are the same", not wrong, wrong[:5])
    lib.check("the server was killed meanwhile", work.kills, work.kills)
    lib.check("nothing else was answered", not work.odd, work.odd[:5])
    lib.inspected("after the repeats", db)
    scans[0].answers.append((200, True, b"{}"))
    lib.check("another answer would be noticed", differences(scans[0]))
    scans[1].answers += [(201, False, scans[1].answers[0][2])] * 2
    lib.check("a second creation would be noticed", differences(scans[1]))


if __name__ == "__main__":
    main()
