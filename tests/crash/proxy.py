"""A TCP proxy between serno and PostgreSQL that breaks a connection at one COMMIT: either before the server hears of it, or after it
was done and before serno is told. Which COMMIT: that of the transaction in which these bytes went by.

It follows the client's messages of the protocol (type, length, content) as far as it takes to see a COMMIT: as a simple query, or as
a prepared statement that is bound. TLS is not spoken; the URL says so.
"""
import select
import socket
import struct
import threading

HELD, DONE = "not forwarded", "done, and the answer swallowed"
CHUNK = 1 << 16


class Link(threading.Thread):
    """One connection."""

    def __init__(self, proxy, client):
        super().__init__(daemon=True)
        self.proxy, self.client = proxy, client
        self.server = socket.create_connection(proxy.target)
        for end in (self.client, self.server):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.pending = b""  # of the client, not a whole message yet
        self.started = False
        self.commits = set()  # names of prepared statements
        self.seen = False  # the bytes went by in this transaction
        self.swallowing = None  # what the server answers after the COMMIT

    def messages(self):
        """Whole messages of what the client sent, as (type, bytes)."""
        while True:
            head = 1 if self.started else 0  # the first message has no type
            if len(self.pending) < head + 4:
                return
            length = head + struct.unpack_from("!I", self.pending, head)[0]
            if len(self.pending) < length:
                return
            message, self.pending = self.pending[:length], self.pending[length:]
            yield message[:head], message
            self.started = True

    def is_commit(self, type_, message):
        body = message[5:]
        if type_ == b"P":
            name, sql = body.split(b"\0", 2)[:2]
            if sql.strip().upper() == b"COMMIT":
                self.commits.add(name)
            elif name == b"":
                self.commits.discard(name)
        return (type_ == b"B" and body.split(b"\0", 2)[1] in self.commits) or (type_ == b"Q" and body.upper().startswith(b"COMMIT"))

    def from_client(self):
        """False: this connection is to end."""
        data = self.client.recv(CHUNK)
        if not data:
            return False
        self.pending += data
        for type_, message in self.messages():
            mark = self.proxy.mark
            self.seen = self.seen or (mark is not None and mark in message)
            if self.is_commit(type_, message):
                if self.seen and self.proxy.take(mark):
                    if self.proxy.way == HELD:
                        return False
                    self.swallowing = b""
                self.seen = False
            self.server.sendall(message)
        return True

    def from_server(self):
        data = self.server.recv(CHUNK)
        if not data:
            return False
        if self.swallowing is None:
            self.client.sendall(data)
            return True
        self.swallowing += data
        return b"C\x00\x00\x00\x0bCOMMIT\x00" not in self.swallowing

    def run(self):
        try:
            going = True
            while going:
                ready = select.select([self.client, self.server], [], [])[0]
                going = all(self.from_client() if end is self.client else self.from_server() for end in ready)
        except OSError:
            pass
        self.client.close()
        self.server.close()
        if self.swallowing is not None or self.proxy.mark is None:
            self.proxy.broke.set()


class Proxy:
    def __init__(self, port):
        self.target = ("127.0.0.1", port)
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.mark = self.way = None
        self.lock = threading.Lock()
        self.broke = threading.Event()
        self.broken = 0
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client = self.listener.accept()[0]
            except OSError:
                return
            try:
                Link(self, client).start()
            except OSError:  # the server is down
                client.close()

    def arm(self, mark, way):
        """The next COMMIT behind these bytes is broken, once."""
        self.broke.clear()
        self.mark, self.way = mark, way

    def take(self, mark):
        with self.lock:
            mine = self.mark == mark
            self.mark = None if mine else self.mark
            self.broken += mine
            return mine

    def url(self, url):
        """The same database, through here."""
        head, tail = url.rsplit("@", 1)
        return f"{head}@127.0.0.1:{self.port}/{tail.split('/', 1)[1]}?sslmode=disable&gssencmode=disable"

    def close(self):
        self.listener.close()
