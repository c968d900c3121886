"""A printer that is none: it listens on a free loopback port, cuts what comes into labels as ZPL printers do (^XA ... ^XZ) and keeps
each that it has got whole: that one came out. It can be told to misbehave.

    with Printer(answers=True) as p:
        p.labels                      # the serials in the order in which they came out
        p.vanish_in(3, 40)            # after 40 bytes of the 3rd label from now: the connection is reset, the rest of the label is lost
        p.paper(False)                # no paper: it stops reading, or (answers=True) says so
"""
import re
import select
import socket
import struct
import threading
import time

SERIAL = re.compile(rb"\^FD(?:>[:;])?([^^]*)\^FS")


class Printer:
    """answers: it knows ~HS. closes: it closes a connection that has been closed by the other side, when it has read all. mark: what of a
    label's bytes names it."""

    def __init__(self, answers=True, closes=True, mark=SERIAL):
        self.answers, self.closes, self.mark = answers, closes, mark
        self.labels, self.whole = [], []
        self.connections = self.open = 0
        self.opened_at = []  # time of each connection
        self.lock = threading.Condition()
        self.has_paper = True
        self.vanish = None  # [labels to go, bytes of it]
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.wake_r, self.wake_w = socket.socketpair()
        self.ended = False
        self.thread = threading.Thread(target=self._serve, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        with self.lock:
            self.ended = True
            self.lock.notify_all()
        self.wake_w.send(b"x")
        self.thread.join()
        for s in (self.listener, self.wake_r, self.wake_w):
            s.close()

    # ---- what it is told ----

    def vanish_in(self, labels, after_bytes):
        with self.lock:
            self.vanish = [labels, after_bytes]

    def paper(self, there):
        with self.lock:
            self.has_paper = there
            self.lock.notify_all()
        self.wake_w.send(b"x")

    def count(self, code):
        with self.lock:
            return self.labels.count(code)

    def wait_for(self, count, seconds):
        with self.lock:
            return self.lock.wait_for(lambda: len(self.labels) >= count, seconds)

    def wait_until_idle(self, seconds):
        """Nobody is connected: all that was sent has been read."""
        with self.lock:
            return self.lock.wait_for(lambda: self.open == 0, seconds)

    def forget(self):
        with self.lock:
            self.labels, self.whole, self.vanish = [], [], None

    # ---- what it does ----

    def _status(self, pending):
        formats = 0 if self.has_paper else pending.count(b"^XZ")
        first = f"030,{int(not self.has_paper)},0,1245,{formats:03},0,0,{int(b'^XA' in pending and not formats)},000,0,0,0"
        return f"\x02{first}\x03\r\n\x02000,0,0,0,0,2,4,0,{formats:08},1,000\x03\r\n\x021234,0\x03\r\n".encode()

    def _serve(self):
        live = {}  # connection -> what it has sent and is no label yet
        while not self.ended:
            reading = [self.listener, self.wake_r] + [c for c in live if self.has_paper or self.answers]
            for s in select.select(reading, [], [])[0]:
                if s is self.wake_r:
                    self.wake_r.recv(4096)
                elif s is self.listener:
                    live[self.listener.accept()[0]] = bytearray()
                    self.connections += 1
                    self.opened_at.append(time.time())
                    self._opened(1)
                elif not self._read(s, live[s]):
                    s.close()
                    del live[s]
                    self._opened(-1)
            for c in [c for c in live if not self._work(c, live[c])]:
                c.close()
                del live[c]
                self._opened(-1)
        for c in live:
            c.close()

    def _opened(self, more):
        with self.lock:
            self.open += more
            self.lock.notify_all()

    def _read(self, connection, pending):
        """False: the connection is to end."""
        try:
            data = connection.recv(256)
        except ConnectionError:
            return False
        pending += data
        return bool(data) or not self.closes

    def _work(self, connection, pending):
        """Do what has come, in order. False: the connection is to end."""
        while True:
            if self._vanishes(connection, pending):
                return False
            found = [(at, mark) for mark in (b"~JX", b"~HS", b"^XZ") if (at := pending.find(mark)) >= 0]
            if not self.has_paper:
                found = [f for f in found if f[1] == b"~HS"]
            if not found:
                return True
            at, mark = min(found)
            if mark == b"^XZ":
                self._comes_out(pending, at)
            elif mark == b"~JX":
                del pending[:at + 3]
            else:
                del pending[at:at + 3]
                if self.answers and not self._say(connection, self._status(pending)):
                    return False

    def _say(self, connection, text):
        try:
            connection.sendall(text)
            return True
        except ConnectionError:
            return False

    def _comes_out(self, pending, end):
        label = bytes(pending[pending.rfind(b"^XA", 0, end):end + 3])
        del pending[:end + 3]
        found = [f.decode("utf-8", "replace") for f in self.mark.findall(label)]
        with self.lock:
            self.whole.append(label)
            self.labels.append(found[-1] if found else "")
            if self.vanish and self.vanish[0] > 1:
                self.vanish[0] -= 1
            self.lock.notify_all()

    def _vanishes(self, connection, pending):
        """In the middle of a label: what it has of that one is lost. After a shorter one: it came out."""
        start = pending.find(b"^XA")
        if not self.vanish or self.vanish[0] > 1 or start < 0 or not self.has_paper:
            return False
        end = pending.find(b"^XZ", start)
        if (end + 3 if end >= 0 else len(pending)) - start < self.vanish[1]:
            if end < 0:
                return False
            self._comes_out(pending, end)
        self.vanish = None
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset, as of a machine that was off
        return True
