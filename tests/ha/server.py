"""The `serno` processes of the rig, each on a machine of its own, and a plain client for what is asked once."""
import http.client
import json
import os
import re
import signal
import subprocess
import time

import processes

START_S = 60
STOP_S = 60
REPLY_S = 60


def call(address, method, path, body=None, token=None):
    """(status, parsed JSON or text) of one request on a connection of its own."""
    connection = http.client.HTTPConnection(*address, timeout=REPLY_S)
    headers = {"Content-Type": "application/json"} if body is not None else {}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    try:
        connection.request(method, path, body=json.dumps(body) if body is not None else None, headers=headers)
        reply = connection.getresponse()
        text = reply.read().decode()
        return reply.status, json.loads(text) if "json" in reply.headers.get("Content-Type", "") else text
    finally:
        connection.close()


class Serno:
    def __init__(self, network, name, folder, binary, url):
        self.network, self.name, self.binary, self.url = network, name, binary, url
        self.before, owner = processes.unprivileged()
        self.back, front = network.add(name, front=True)
        self.address = (front, network.port(name, 8080))
        self.folder = processes.folder_for(owner, folder, name)
        self.log = os.path.join(self.folder, "serve.log")
        self.process = None

    def start(self):
        host, port = self.address
        before = os.path.getsize(self.log) if os.path.exists(self.log) else 0
        self.process = processes.start([*self.network.prefix(self.name), *self.before, self.binary, "serve", "--db", self.url,
                                        "--address", host, "--port", str(port)], self.log, cwd=self.folder)
        deadline = time.monotonic() + START_S
        while "listening on" not in self.said(before):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"{self.name} did not start: {self.said(before)}")
            time.sleep(0.02)

    def said(self, offset=0):
        with open(self.log, encoding="utf-8", errors="replace") as file:
            file.seek(offset)
            return file.read()

    def pids(self):
        return processes.tree([self.process.pid])

    def kill(self):
        processes.send(self.pids(), signal.SIGKILL)
        self.process.wait()

    def stop(self):
        """The soft way; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.kill()
            return f"none within {STOP_S} s"

    def run(self, *words, url=None):
        """A subcommand on the same database, from this machine: (exit code, output)."""
        run = subprocess.run([*self.network.prefix(self.name), *self.before, self.binary, *words, "--db", url or self.url],
                             cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             check=False)
        return run.returncode, run.stdout.decode("utf-8", "replace")

    def sign_in(self, password):
        status, body = call(self.address, "POST", "/v1/session", {"name": "admin", "password": password})
        assert status == 201, body
        return body["token"]


def password_in(text):
    return re.search(r"one-time password (\S+)", text).group(1)
