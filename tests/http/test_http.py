#!/usr/bin/env python3
"""src/http on the wire, against tests/http/echo_server.c: test_http.py ECHO_SERVER [WORD...]: only tests that hold a WORD."""
import gzip
import os
import re
import resource
import select
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import traceback
import warnings
import zlib

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from corpus import CLOSED, REFUSED, TAKEN  # noqa: E402
from wire import Server, Wire, chunked, get, post  # noqa: E402

PROGRAM = sys.argv[1]
WORDS = sys.argv[2:]
LONG = os.environ.get("SERNO_LONG") == "1"
SMUGGLED = get("/echo?text=smuggled")
passed, failed = [], []


def check(name, test):
    if WORDS and not name.startswith("the server") and not any(word in name for word in WORDS):
        return
    try:
        test()
        passed.append(name)
        print("ok", name, flush=True)
    except Exception as e:  # one row's fault is not the next one's
        failed.append(name)
        print("not ok", name, "--", type(e).__name__, str(e)[:500], flush=True)
        if not isinstance(e, AssertionError):
            traceback.print_exc()


def together(n, work):
    """work(i) on n threads; the first fault is raised here."""
    faults = []

    def run(i):
        try:
            work(i)
        except Exception as e:
            faults.append(e)

    threads = [threading.Thread(target=run, args=(i,)) for i in range(n)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    if faults:
        raise faults[0]


def equal(got, want):
    assert got == want, f"got {got!r}, want {want!r}"


# ---- the corpus ----

def refused(wire_of, raw, statuses):
    with wire_of() as w:
        w.send(raw + SMUGGLED)
        data = w.rest()  # a connection that stays open fails here by timeout
        # libmicrohttpd writes the head of some of its own refusals twice, hence the set
        replies = set(re.findall(rb"^HTTP/1\.1 (\d+) ", data, re.M)) or {b"0"}
        assert b"smuggled" not in data and len(replies) == 1, data
        status = int(replies.pop())
        assert status in statuses, f"status {status}: {data[:300]!r}"
        if status:
            assert b"\r\nConnection: close\r\n" in data, data


def answered_and_closed(wire_of, raw):
    with wire_of() as w:
        w.send(raw + SMUGGLED)
        r = w.reply()
        assert r.status in (200, 400), r
        equal((r.headers["connection"].lower(), w.rest()), ("close", b""))


def taken(wire_of, raw):
    with wire_of() as w:
        equal(w.ask(raw).status, 200)
        assert w.open()


def corpus(label, wire_of):
    for name, raw, statuses in REFUSED:
        check(f"{label}refused: {name}", lambda: refused(wire_of, raw, statuses))
    for name, raw in CLOSED:
        check(f"{label}closed: {name}", lambda: answered_and_closed(wire_of, raw))
    for name, raw in TAKEN:
        check(f"{label}taken: {name}", lambda: taken(wire_of, raw))


def guard_on_later_requests(server):
    """The guard sees every request of a connection, not just the first."""
    bad = [row for row in REFUSED if row[0] in ("length then encoding", "bare LF behind a field", "two hosts", "NUL in a value")]
    for name, raw, statuses in bad:
        with server.wire() as w:
            assert w.open()
            w.send(get("/echo?text=first") + raw + SMUGGLED)
            equal(w.reply().body, b"first")
            data = w.rest()
            assert int(data.split()[1]) in statuses and b"smuggled" not in data, (name, data)


def refusal_is_a_problem_document(server):
    with server.wire() as w:
        r = w.ask(get("/echo", "Host: other"))
        equal((r.status, r.headers["content-type"]), (400, "application/problem+json"))
        assert b'"code":"host_twice"' in r.body and b'"status":400' in r.body, r.body
        equal(w.rest(), b"")
    with server.wire() as w:
        assert "POST" in w.ask(get("/echo", method="TRACE")).headers["allow"]


def every_split(server):
    """A head that comes in two pieces, cut anywhere, is the same head."""
    raw = post("/echo?show=header:x", b"hello", "X:  spaced ", "Y:")
    for cut in range(1, len(raw)):
        with server.wire() as w:
            w.send(raw[:cut])
            w.send(raw[cut:])
            equal(w.reply().body, b"spaced")


# ---- requests and replies ----

def keep_alive(server):
    with server.wire() as w:
        for i in range(200):
            equal(w.ask(get(f"/echo?text={i}")).body, b"%d" % i)
        r = w.ask(get("/echo", "Connection: close"))
        equal(r.headers["connection"].lower(), "close")
        equal(w.rest(), b"")


def http_1_0(server):
    with server.wire() as w:
        equal(w.ask(b"GET /echo?text=old HTTP/1.0\r\n\r\n").body, b"old")
        equal(w.rest(), b"")
    with server.wire() as w:
        w.send(b"GET /stream HTTP/1.0\r\n\r\n")
        data = w.rest()
        assert data.endswith(b"\r\n\r\n" + b"piece\n" * 3), data


def pipelining(server):
    with server.wire() as w:
        n = 300
        w.send(b"".join(post("/later" if i % 3 == 0 else "/echo", b"body %d" % i) for i in range(n)))
        for i in range(n):
            equal(w.reply().body, b"body %d" % i)


def request_facts(server):
    with server.wire() as w:
        equal(w.ask(get("/echo/a%2Fb//c%20d/?show=segments")).body, b"[echo][a/b][][c d][]")
        equal(w.ask(get("/echo?show=header:x-y", "x-Y:  some value ")).body, b"some value")
        equal(w.ask(get("/echo?show=cookie:s", "Cookie: a=b; s=1%20x")).body, b"1%20x")
        equal(w.ask(get("/echo?text=a+b%2Bc%26")).body, b"a b+c&")
        equal(w.ask(get("/echo?show=remote")).body, b"127.0.0.1")


def methods(server):
    with server.wire() as w:
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
            equal(w.ask(get("/echo?text=x", method=method)).body, b"x")


def head_request(server):
    with server.wire() as w:
        whole = w.ask(get("/big"))
        equal(w.ask(get("/big", method="HEAD"), head=True).headers["content-length"], whole.headers["content-length"])
        equal(w.ask(get("/stream", method="HEAD"), head=True).status, 200)
        equal(w.rest(), b"")


def bodies(server):
    big = os.urandom(1000000)
    with server.wire() as w:
        for body in (b"x", b"a\0b", big):
            equal(w.ask(post("/echo", body)).body, body)
            equal(w.ask(post("/later", body)).body, body)
        assert w.open()


def chunked_bodies(server):
    pieces = [b"a", b"b" * 1000, os.urandom(200000), b"\r\n0\r\n\r\n"]
    for target in ("/echo", "/later"):
        with server.wire() as w:
            r = w.ask(chunked(target, pieces))
            equal(r.body, b"".join(pieces))
            equal(w.rest(), b"")  # what stands behind a chunked body is not read
    with server.wire() as w:  # byte by byte
        for byte in chunked("/echo", [b"slow", b"ly"]):
            w.send(bytes([byte]))
        equal(w.reply().body, b"slowly")


def body_limit(server):
    with server.wire() as w:
        equal(w.ask(post("/echo", b"x" * 1000000)).status, 200)
    with server.wire() as w:
        equal(w.ask(post("/echo", b"x" * 1000001)).status, 413)
    with server.wire() as w:  # a huge length costs nothing: refused before a byte of body
        equal(w.ask(get("/echo", "Content-Length: 9223372036854775807", method="POST")).status, 413)
        equal(w.rest(), b"")
    with server.wire() as w:
        equal(w.ask(chunked("/echo", [b"x" * 100000] * 10)).status, 200)
    with server.wire() as w:
        equal(w.ask(chunked("/echo", [b"x" * 100000] * 10 + [b"x"])).status, 413)
        equal(w.rest(), b"")
    with server.wire() as w:  # chunks without end
        w.send(get("/echo", "Transfer-Encoding: chunked", method="POST") + b"186a0\r\n%s\r\n" % (b"x" * 100000) * 100)
        assert b"200 OK" not in w.rest()


def expect_continue(server):
    with server.wire() as w:
        head = get("/echo", "Content-Length: 5", "Expect: 100-continue", method="POST")
        equal(w.ask(head).status, 100)
        equal(w.ask(b"hello").body, b"hello")
        assert w.open()
    with server.wire() as w:  # refused without waiting for the body
        head = get("/echo", "Content-Length: 1000001", "Expect: 100-continue", method="POST")
        equal(w.ask(head).status, 413)


def packed_replies(server):
    with server.wire() as w:
        plain = w.ask(get("/big"))
        packed = w.ask(get("/big", "Accept-Encoding: br, gzip;q=0.5"))
        equal(packed.headers["content-encoding"], "gzip")
        equal((plain.headers["vary"], packed.headers["vary"]), ("Accept-Encoding", "Accept-Encoding"))
        assert "content-encoding" not in plain.headers and len(packed.body) < len(plain.body) / 3
        equal(gzip.decompress(packed.body), plain.body)
        for lines in (20, 40, 100, 1000, 30000):
            r = w.ask(get(f"/big?lines={lines}", "Accept-Encoding: gzip"))
            body = gzip.decompress(r.body) if "content-encoding" in r.headers else r.body
            equal(body.count(b"\n"), lines)
        assert "content-encoding" not in w.ask(get("/big?lines=10", "Accept-Encoding: gzip")).headers
        assert "content-encoding" not in w.ask(get("/big", "Accept-Encoding: gzip;q=0")).headers


def packed_requests(server):
    text = b"serial,product\n" * 5000
    with server.wire() as w:
        equal(w.ask(post("/echo", gzip.compress(text), "Content-Encoding: gzip")).body, text)
        equal(w.ask(post("/echo", b"plain", "Content-Encoding: identity")).body, b"plain")
        assert w.open()
    with server.wire() as w:
        equal(w.ask(chunked("/echo", [gzip.compress(text)], "Content-Encoding: gzip")).body, text)
    for name, body, status in [("bomb", bomb(), 413),
                               ("one byte too much", gzip.compress(b"x" * 1000001), 413),
                               ("truncated", gzip.compress(text)[:-9], 400), ("zlib", zlib.compress(text), 400),
                               ("plain", text, 400), ("bad checksum", gzip.compress(text)[:-8] + b"12345678", 400),
                               ("garbage behind", gzip.compress(text) + b"garbage", 400)]:
        with server.wire() as w:
            r = w.ask(post("/echo", body, "Content-Encoding: gzip"))
            assert r.status == status, (name, r)
            equal(w.rest(), b"")


def bomb():
    """900 MB of zeros in under 1 MB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(900)) + packer.flush()


def standing_headers(server):
    want = {"x-content-type-options": "nosniff", "referrer-policy": "no-referrer", "cache-control": "no-store",
            "content-security-policy": "default-src 'none'; frame-ancestors 'none'"}
    with server.wire() as w:
        for r in (w.ask(get("/echo")), w.ask(get("/nothing")), w.ask(get("/stream")), w.ask(get("/echo", "Host: x"))):
            equal({k: r.headers[k] for k in want}, want)
            assert re.match(r"\w{3}, \d\d \w{3} \d{4} ", r.headers["date"]) and "server" not in r.headers, r.headers
    with server.wire() as w:
        r = w.ask(get("/headers"))
        equal((r.headers["content-security-policy"], r.headers["cache-control"]), ("default-src 'self'", "max-age=60"))
        assert b"njected" not in r.raw_head


def no_forty_milliseconds(server):
    """Small replies in two segments with Nagle's algorithm would take 40 ms each."""
    with server.wire() as w:
        began = time.monotonic()
        for _ in range(50):
            equal(w.ask(get("/small")).status, 200)
            equal(w.ask(post("/later", b"x" * 3000)).status, 200)
            equal(w.ask(get("/stream?pieces=1")).status, 200)
        took = time.monotonic() - began
        assert took < 50 * 0.040, f"{took:.3f} s for 150 replies"


# ---- late answers, streams ----

def later_race(server):
    """Finish before, while and after the connection is parked, from many connections at once."""
    def work(i):
        with server.wire(timeout=60) as w:
            for k in range(150):
                body = b"%d-%d" % (i, k)
                equal(w.ask(post("/later", body)).body, body)
                equal(w.ask(get("/early")).body, b"early")
    together(16, work)


def streams(server):
    def work(i):
        for pieces in (0, 1, 3, 20):
            with server.wire(timeout=60) as w:
                equal(w.ask(get(f"/stream?pieces={pieces}")).body, b"piece\n" * pieces)
                assert w.open()
    together(16, work)


def streams_left(server):
    """Readers that go away, some in the middle, are noticed, and the stream's state is freed."""
    wires = [server.wire() for _ in range(30)]
    for i, w in enumerate(wires):
        w.send(get("/stream?pieces=1000000" if i % 2 else "/stream?pieces=-1"))
        w.until(b"\r\n\r\n")
    with server.wire() as w:
        equal(held(w), 30)
        for other in wires:
            other.sock.close()
        until(lambda: held(w) == 0, 10)


def broken_stream(server):
    """What is not whole does not look whole."""
    with server.wire() as w:
        w.send(get("/broken"))
        data = w.rest()
        assert b"piece\n" in data and b"\r\n0\r\n\r\n" not in data, data


def held(w):
    return int(w.ask(get("/held")).body)


def until(condition, seconds):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came about"


def client_leaves_while_held(server):
    wires = [server.wire() for _ in range(20)]
    for w in wires:
        w.send(get("/hold"))
    with server.wire() as w:
        until(lambda: held(w) == 20, 10)
        for other in wires:
            other.sock.close()
        equal(w.ask(get("/release")).body, b"20")
        assert w.open()


# ---- deadlines (header 1 s, body 2 s, idle 3 s) ----

def gone_between(w, began, least, most):
    data = w.rest()
    took = time.monotonic() - began
    assert least <= took <= most, f"gone after {took:.2f} s, not {least} to {most}"
    return data


def drip(w, data, began, give_up):
    """A byte every 50 ms until the server hangs up."""
    w.sock.settimeout(0.05)
    for byte in data:
        try:
            w.sock.sendall(bytes([byte]))
            if w.sock.recv(4096) == b"":
                break
        except TimeoutError:
            pass
        except OSError:
            break
        if time.monotonic() - began > give_up:
            raise AssertionError("still there")
    return time.monotonic() - began


def slow(port, first, head, least, most):
    with Wire(port) as w:
        if first:
            assert w.open()
        began = time.monotonic()
        w.send(head)
        took = drip(w, b"x" * 1000, began, most + 5)
        assert least <= took <= most, f"gone after {took:.2f} s, not {least} to {most}"


def silent(port, least, most, head=b"", first=False):
    with Wire(port) as w:
        if first:
            assert w.open()
        began = time.monotonic()
        w.send(head)
        gone_between(w, began, least, most)


def never_reads(port):
    """A reply that nobody takes is given up too, and the kernel is told to forget the rest of it."""
    with Wire(port) as w:
        w.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        w.send(get("/big?lines=400000"))
        reset = select.poll()
        reset.register(w.sock, 0)  # errors and hang-ups only
        assert reset.poll(20000), "still there"


def deadlines(server):
    port = server.port
    head = get("/echo", "Content-Length: 1000", method="POST")
    rows = [("silent connection", lambda: silent(port, 0.8, 2.5)),
            ("half a request line, then silence", lambda: silent(port, 0.8, 2.5, b"GET /")),
            ("half a head, then silence", lambda: silent(port, 0.8, 2.5, get("/")[:-2])),
            ("half a body, then silence", lambda: silent(port, 0.8, 2.5, head + b"x" * 10)),
            ("head in drops", lambda: slow(port, False, b"GET / HTTP/1.1\r\nX: ", 0.8, 2.5)),
            ("request line in drops", lambda: slow(port, False, b"GET /", 0.8, 2.5)),
            ("body in drops", lambda: slow(port, False, head, 0.8, 2.5)),
            ("chunked body in drops", lambda: slow(port, False, get("/echo", "Transfer-Encoding: chunked", method="POST")
                                                   + b"3e8\r\n", 0.8, 2.5)),
            ("second head in drops", lambda: slow(port, True, b"GET / HTTP/1.1\r\nX: ", 0.8, 3.0)),
            ("second request line in drops", lambda: slow(port, True, b"GET /", 0.8, 3.5)),
            ("second request line begun, then silence", lambda: silent(port, 0.8, 3.5, b"GET /", first=True)),
            ("second body in drops", lambda: slow(port, True, head, 0.8, 2.5)),
            ("idle after a request", lambda: silent(port, 2.5, 5.0, first=True)),
            ("reply that nobody reads", lambda: never_reads(port)),
            ("steady upload passes", lambda: steady_upload(port)),
            ("held request and slow answer pass", lambda: held_longer(port))]
    results = {}

    def run(name, test):
        try:
            test()
        except Exception as e:
            results[name] = e

    threads = [threading.Thread(target=run, args=row) for row in rows]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    for name, _ in rows:
        def verdict():
            if name in results:
                raise results[name]
        check(f"deadline: {name}", verdict)


def steady_upload(port):
    """Longer than both deadlines, but at a good rate."""
    body = b"x" * 700000
    began = time.monotonic()
    with Wire(port) as w:
        w.send(get("/echo", f"Content-Length: {len(body)}", method="POST"))
        for i in range(0, len(body), 20000):  # 200 KB/s: 3.5 s
            w.send(body[i:i + 20000])
            pace(began, (i + 20000) / 200000)
        equal(w.reply().body, body)


def pace(began, seconds):
    """Not before so many seconds after began."""
    remaining = began + seconds - time.monotonic()
    if remaining > 0:
        time.sleep(remaining)


def held_longer(port):
    """The server's own time is nobody's deadline."""
    with Wire(port) as w, Wire(port) as other:
        began = time.monotonic()
        w.send(get("/hold"))
        until(lambda: held(other) >= 1, 5)
        other.sock.close()
        pace(began, 4)
        with Wire(port) as third:
            third.ask(get("/release"))
        equal(w.reply().body, b"released")


def many_slow(header_s, n):
    """A crowd of dripping connections: each gone in time, honest requests meanwhile fast."""
    files = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))
    n = min(n, files - 200)
    with Server(PROGRAM, "--header", header_s) as server:
        crowd, events, slowest, longest = {}, select.epoll(), 0.0, 0.0
        began = time.monotonic()
        for _ in range(n):
            w = server.wire()
            crowd[w.sock.fileno()] = w, time.monotonic()
            events.register(w.sock.fileno(), select.EPOLLIN)
            w.send(b"GET / HTTP/1.1\r\nX: ")
        last = time.monotonic()
        with server.wire() as honest:
            while crowd:
                asked = time.monotonic()
                assert honest.open() and asked - began < 60
                slowest = max(slowest, time.monotonic() - asked)
                if asked - last > 0.5:
                    last = asked
                    for w, _ in crowd.values():
                        w.send(b"x")
                for fd, _ in events.poll(0.01):
                    w, opened = crowd.pop(fd)
                    assert not w.more()
                    longest = max(longest, time.monotonic() - opened)
                    w.sock.close()
        print(f"figure: {n} slow connections, the longest lasted {longest:.1f} s; slowest honest reply {slowest * 1000:.0f} ms")
        assert longest < header_s + 5 and slowest < 1, (longest, slowest)


# ---- TLS ----

def certificate(folder):
    cert, key = os.path.join(folder, "cert.pem"), os.path.join(folder, "key.pem")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                    "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", cert],
                   check=True, capture_output=True)
    return cert, key


def tls():
    with tempfile.TemporaryDirectory() as folder:
        cert, key = certificate(folder)
        context = ssl.create_default_context(cafile=cert)
        with Server(PROGRAM, "--tls", cert, key) as server:
            check("tls: facts", lambda: tls_facts(server, context))
            check("tls: large bodies", lambda: tls_bodies(server, context))
            check("tls: no version before 1.2", lambda: tls_versions(server))
            check("tls: plain HTTP is not answered", lambda: tls_plain(server))
            corpus("tls ", lambda: server.wire(tls=context))
        check("tls: wrong files are named", lambda: tls_wrong_files(cert, key))
        with Server(PROGRAM, "--tls", cert, key, "--header", 1) as server:
            check("tls: silent handshake", lambda: silent(server.port, 0.8, 2.5))


def tls_facts(server, context):
    with server.wire(tls=context) as w:
        equal(w.ask(get("/echo?show=remote")).body, b"127.0.0.1 secure")
        equal(w.ask(get("/stream")).body, b"piece\n" * 3)
        equal(w.ask(post("/later", b"x")).body, b"x")


def tls_bodies(server, context):
    body = os.urandom(900000)
    with server.wire(tls=context) as w:
        equal(w.ask(post("/echo", body)).body, body)
        equal(w.ask(post("/later", body)).body, body)


def tls_versions(server):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    try:
        server.wire(tls=context)
    except (ssl.SSLError, ConnectionResetError):
        return
    raise AssertionError("TLS 1.1 was taken")


def tls_plain(server):
    with server.wire() as w:
        w.send(get("/echo"))
        assert b"HTTP/" not in w.rest()


def tls_wrong_files(cert, key):
    for options in ((cert, "/nowhere/key.pem"), (key, cert), ("/dev/null", key)):
        p = subprocess.run([PROGRAM, "--tls", *options], capture_output=True, text=True)
        assert p.returncode == 1 and p.stderr.strip(), (options, p)


# ---- stopping ----

def stop_waits():
    """SIGTERM while a request is held: it is still answered, streams end, and nobody new gets in."""
    with Server(PROGRAM) as server, server.wire() as held_one, server.wire() as other, server.wire() as reader, server.wire() as idle:
        assert other.open() and idle.open()
        held_one.send(get("/hold"))
        until(lambda: held(other) == 1, 5)
        reader.send(get("/stream?pieces=-1"))
        reader.until(b"\r\n\r\n")
        server.terminate()
        equal(reader.until(b"0\r\n\r\n"), b"")
        until(lambda: not gets_in(server.port), 5)
        r = other.ask(get("/release"))
        equal((r.body, r.headers["connection"]), (b"1", "close"))
        r = held_one.reply()
        equal((r.status, r.body), (200, b"released"))
        equal(held_one.rest() + idle.rest(), b"")
        server.stop()


def gets_in(port):
    try:
        w = Wire(port)
        w.send(get("/held"))
        return w.rest() != b""
    except ConnectionError:
        return False


def stop_gives_up():
    """What nobody answers within the grace time is told so; the answer that comes too late harms nobody."""
    with Server(PROGRAM, "--grace", 300) as server, server.wire() as other:
        wires = [server.wire() for _ in range(10)]
        for w in wires:
            w.send(post("/hold", b"x"))
        until(lambda: held(other) == 10, 5)
        other.sock.close()
        server.terminate()
        for w in wires:
            equal(w.reply().status, 503)
            equal(w.rest(), b"")
        server.stop()


def stop_breaks_what_never_ends():
    with Server(PROGRAM, "--grace", 300) as server, server.wire(timeout=60) as w:
        w.send(get("/flood"))
        w.until(b"\r\n\r\n")
        server.terminate()
        read = 0
        while w.more():
            read, tail, w.pending = read + len(w.pending), w.pending[-7:], b""
        assert read > 100000 and tail != b"\r\n0\r\n\r\n"
        server.stop()


def stop_under_load():
    def work(server):
        with server.wire() as w:
            try:
                for k in range(100000):
                    assert w.ask(post("/later", b"x")).status in (200, 503)
            except (EOFError, ConnectionError):
                return

    for _ in range(5):
        with Server(PROGRAM) as server:
            threads = [threading.Thread(target=work, args=(server,)) for _ in range(8)]
            for t in threads:
                t.start()
            with server.wire() as w:
                for _ in range(100):
                    assert w.open()
            server.terminate()
            server.stop()
            for t in threads:
                t.join()


def counters():
    with Server(PROGRAM) as server:
        with server.wire() as w:
            assert w.open()
            equal(w.ask(post("/nothing", b"12345")).status, 404)
            w.ask(get("/echo", "Host: x"))
            w.rest()
        with server.wire() as w:
            assert w.open()
            stats = server.terminate()
    equal((stats["requests"], stats["2xx"], stats["4xx"], stats["refusals"]), (4, 2, 2, 1))
    assert stats["connections"] in (1, 2), stats  # the end of the first may not have been noticed yet
    assert stats["in"] > 5 and stats["out"] > 5


def port_taken():
    with Server(PROGRAM) as server:
        with server.wire() as w:
            assert w.open()
    equal(server.process.returncode, 0)


def main_server():
    with Server(PROGRAM) as server:
        corpus("", server.wire)
        for test in (guard_on_later_requests, refusal_is_a_problem_document, every_split, keep_alive, http_1_0, pipelining,
                     request_facts, methods, head_request, bodies, chunked_bodies, body_limit, expect_continue, packed_replies,
                     packed_requests, standing_headers, no_forty_milliseconds, later_race, streams, streams_left, broken_stream,
                     client_leaves_while_held):
            check(test.__name__.replace("_", " "), lambda: test(server))


def deadline_server():
    with Server(PROGRAM, "--header", 1, "--body", 2, "--idle", 3, "--max", 10000000) as server:
        deadlines(server)


def main():
    check("the server itself", main_server)  # its exit status tells what sanitizers found
    check("the server with short deadlines", deadline_server)
    check("deadline: many slow connections", lambda: many_slow(10, 10000) if LONG else many_slow(1, 1000))
    check("the server with TLS", tls)
    for test in (stop_waits, stop_gives_up, stop_breaks_what_never_ends, stop_under_load, counters, port_taken):
        check(test.__name__.replace("_", " "), test)
    print(f"{len(passed)} passed, {len(failed)} failed")
    return 1 if failed or not passed else 0


sys.exit(main())
