"""As much of a print server (IPP over HTTP, RFC 8010) as a job needs: it takes documents and says how they are.

    with Spooler() as s:
        CUPS_SERVER=s.address
        s.documents          # (job name, bytes) in the order in which they were taken
        s.state = 6          # of every job, while that is not None: 5 processing, 6 stopped, 8 aborted ... (else completed)
        s.reason, s.message = "media-empty", "Load labels."  # what the printer says of itself
"""
import http.server
import struct
import threading

PRINT_JOB, GET_JOB, GET_PRINTER = 2, 9, 11
INTEGER, BOOLEAN, ENUM, TEXT, KEYWORD = 0x21, 0x22, 0x23, 0x41, 0x44
COMPLETED, IDLE = 9, 3


def attribute(tag, name, value):
    data = struct.pack(">i", value) if tag in (INTEGER, ENUM) else bytes([value]) if tag == BOOLEAN else value.encode()
    return struct.pack(">BH", tag, len(name)) + name.encode() + struct.pack(">H", len(data)) + data


def name_of(request):
    """The job's name, where the request has one."""
    mark = b"job-name"
    at = request.find(mark) + len(mark)
    length = struct.unpack(">H", request[at:at + 2])[0]
    return request[at + 2:at + 2 + length].decode()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        operation, request_id = struct.unpack(">2xHI", body[:8])
        reply = struct.pack(">BBHI", 2, 0, 0, request_id) + b"\x01" + attribute(0x47, "attributes-charset", "utf-8")
        reply += attribute(0x48, "attributes-natural-language", "en") + self.server.spooler.answer(operation, body) + b"\x03"
        self.send_response(200)
        self.send_header("Content-Type", "application/ipp")
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)


class Spooler:
    def __init__(self):
        self.documents, self.state = [], None
        self.reason, self.message = "none", ""
        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.http.spooler = self
        self.address = f"127.0.0.1:{self.http.server_address[1]}"
        self.thread = threading.Thread(target=self.http.serve_forever, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.http.shutdown()
        self.http.server_close()

    def answer(self, operation, body):
        if operation == GET_PRINTER:
            says = attribute(KEYWORD, "printer-state-reasons", self.reason) + attribute(TEXT, "printer-state-message", self.message)
            return b"\x04" + attribute(ENUM, "printer-state", IDLE) + attribute(BOOLEAN, "printer-is-accepting-jobs", 1) + says
        if operation == PRINT_JOB:
            self.documents.append((name_of(body), body[body.find(b"%PDF"):]))
            return b"\x02" + attribute(INTEGER, "job-id", len(self.documents)) + attribute(ENUM, "job-state", 3)
        reason = "none" if self.state is None else "printer-stopped"
        return b"\x02" + attribute(ENUM, "job-state", self.state or COMPLETED) + attribute(KEYWORD, "job-state-reasons", reason)
