"""A client that shows every byte: raw requests out, replies taken apart without help from a library."""
import re
import socket
import ssl
import subprocess


class Reply:
    def __init__(self, status, headers, body, raw_head):
        self.status, self.headers, self.body, self.raw_head = status, headers, body, raw_head

    def __repr__(self):
        return f"{self.status} {self.headers} {self.body[:200]!r}"


class Wire:
    """One connection."""

    def __init__(self, port, timeout=10.0, tls=None):
        self.sock = socket.create_connection(("127.0.0.1", port), timeout=timeout)
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if tls:
            self.sock = tls.wrap_socket(self.sock, server_hostname="localhost")
        self.pending = b""

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.sock.close()

    def send(self, data):
        try:
            self.sock.sendall(data)
        except (BrokenPipeError, ConnectionResetError, ssl.SSLEOFError, ssl.SSLZeroReturnError):
            pass  # refused while we were still sending: the reply, if any, is there to be read

    def more(self):
        try:
            data = self.sock.recv(65536)
        except (ConnectionResetError, BrokenPipeError, ssl.SSLEOFError, ssl.SSLZeroReturnError):
            data = b""
        self.pending += data
        return bool(data)

    def until(self, mark):
        while mark not in self.pending:
            if not self.more():
                raise EOFError(self.pending)
        head, _, self.pending = self.pending.partition(mark)
        return head

    def exactly(self, size):
        while len(self.pending) < size:
            if not self.more():
                raise EOFError(self.pending)
        data, self.pending = self.pending[:size], self.pending[size:]
        return data

    def chunks(self):
        body = b""
        while size := int(self.until(b"\r\n"), 16):
            body += self.exactly(size)
            assert self.exactly(2) == b"\r\n"
        assert self.until(b"\r\n") == b""
        return body

    def reply(self, head=False):
        """The next reply; interim ones (100) count."""
        raw = self.until(b"\r\n\r\n")
        lines = raw.decode("latin-1").split("\r\n")
        status = int(re.fullmatch(r"HTTP/1\.1 (\d{3}) .*", lines[0]).group(1))
        headers = {}
        for line in lines[1:]:
            name, value = line.split(": ", 1)
            assert name.lower() not in headers, f"{name} twice"
            headers[name.lower()] = value
        if head or status < 200 or status in (204, 304):
            body = b""
        elif headers.get("transfer-encoding") == "chunked":
            body = self.chunks()
        else:
            body = self.exactly(int(headers["content-length"]))
        return Reply(status, headers, body, raw)

    def ask(self, data, head=False):
        self.send(data)
        return self.reply(head)

    def rest(self):
        """Everything up to the end of the connection."""
        while self.more():
            pass
        data, self.pending = self.pending, b""
        return data

    def open(self):
        """Is the connection still good for a request?"""
        try:
            return self.ask(get("/echo?text=alive")).body == b"alive"
        except EOFError:
            return False


def get(target, *fields, method="GET", version="HTTP/1.1"):
    lines = [f"{method} {target} {version}", "Host: localhost", *fields, "", ""]
    return "\r\n".join(lines).encode()


def post(target, body, *fields):
    return get(target, f"Content-Length: {len(body)}", *fields, method="POST") + body


def chunked(target, pieces, *fields):
    body = b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"
    return get(target, "Transfer-Encoding: chunked", *fields, method="POST") + body


class Server:
    """The test server as a child process; ended by SIGTERM, and its end is checked."""

    def __init__(self, program, *options):
        self.process = subprocess.Popen([program, *map(str, options)], stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        assert line.startswith("port "), line
        self.port = int(line.split()[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def wire(self, **options):
        return Wire(self.port, **options)

    def terminate(self):
        """SIGTERM; returns once the server has noticed. Its counters, by name."""
        self.process.terminate()
        assert self.process.stdout.readline() == "stopping\n"
        words = self.process.stdout.readline().split()
        self.stats = dict(zip(words[::2], map(int, words[1::2])))
        return self.stats

    def stop(self):
        if self.process.returncode is None:
            if not hasattr(self, "stats"):
                self.terminate()
            rest = self.process.stdout.read()
            code = self.process.wait(timeout=30)
            assert code == 0 and rest == "ended\n", (code, rest)
