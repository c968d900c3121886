"""The connection to PostgreSQL is lost while a command starts: `init` and `serve` on a new database and on one that is there, `doctor`.

A relay lets the first so many bytes of the server's answers pass, then it closes; from run to run some more. Each time the command
ends by itself with an exit code and one clear sentence without the password, or it has done its work. Afterwards the database is either
as it was or whole: the same command without the relay goes through, or says that there is a database already, and `doctor` is content.

It has teeth: a relay that lets everything pass must not be refused, and at least some must have been.
"""
import random
import re
import select
import signal
import socket
import subprocess
import threading

import lib
import several

postgres = lib.books.postgres
CUTS = 60 if lib.LONG else 7  # of each command
FAILED = 5
ALL = 1 << 40
END_S = 60


class Relay:
    """All connections together may be told so many bytes."""

    def __init__(self, url, budget):
        host = re.search(r"@([^:/]+):(\d+)/", url)
        self.target, self.budget, self.told = (host[1], int(host[2])), budget, 0
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = url.replace(f"@{host[1]}:{host[2]}/", f"@127.0.0.1:{self.listener.getsockname()[1]}/")
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                client = self.listener.accept()[0]
            except OSError:
                return
            threading.Thread(target=self.link, args=(client,), daemon=True).start()

    def allowed(self, size):
        with self.lock:
            size = min(size, self.budget - self.told)
            self.told += size
            return size

    def link(self, client):
        server = socket.create_connection(self.target)
        try:
            while self.told < self.budget:
                for end in select.select([client, server], [], [])[0]:
                    data = end.recv(1 << 16)
                    if not data:
                        return
                    if end is client:
                        server.sendall(data)
                        continue
                    size = self.allowed(len(data))
                    client.sendall(data[:size])
        except OSError:
            pass
        finally:
            client.close()
            server.close()

    def close(self):
        self.listener.close()


class Start:
    """A command through a relay."""

    def __init__(self, name, words, url, password):
        self.name, self.words, self.url, self.password = name, words, url, password
        self.codes, self.wrong = [], []

    def run(self, budget):
        """(exit code, output, bytes told). A server that listens has started; it is stopped."""
        relay = Relay(self.url, budget)
        process = subprocess.Popen([lib.harness.binary(), *self.words, "--db", relay.url], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        said = ""
        while line := process.stdout.readline():
            said += line
            if line.startswith("listening on"):
                process.send_signal(signal.SIGTERM)
        code = process.wait(END_S)
        relay.close()
        return code, said, relay.told

    def judge(self, budget):
        code, said, _ = self.run(budget)
        listened = "listening on" in said
        self.codes.append(0 if listened else code)
        told = [line for line in said.splitlines() if line.startswith("serno: ")]
        if self.password in said:
            self.wrong.append(f"after {budget} bytes it tells the password: {said}")
        if not listened and code != 0 and (code != FAILED or len(told) != 1):
            self.wrong.append(f"after {budget} bytes: exit code {code}: {said}")


def whole(name, url):
    """What a lost start has left behind is a database or none."""
    code, said = several.run("init", "--db", url)
    lib.check(f"{name}: then it is made, or was", code == 0 or "already" in said, said)
    code, said = several.run("doctor", "--db", url)
    lib.check(f"{name}: and is whole", code == 0, said)


def play(name, words, fresh, rng, password):
    url = postgres.create_database(lib.books.CLUSTER)
    if not fresh:
        several.run("init", "--db", url)
    code, said, told = Start(name, words, url, password).run(ALL)
    lib.check(f"{name}: with all answers it goes through", code == 0 or "listening on" in said, said)
    start = Start(name, words, url, password)
    for i in range(CUTS):
        if fresh:
            lib.books.drop(start.url)
            start.url = postgres.create_database(lib.books.CLUSTER)
        start.judge(max(1, int(told * (i + rng.random()) / CUTS)))
        if fresh and (lib.LONG or i % 3 == 0):
            whole(f"{name} {i}", start.url)
    failed = sum(code != 0 for code in start.codes)
    lib.figure(f"{name}: the connection lost {CUTS} times within its first {told} bytes of answers: {failed} ended with a sentence, "
               f"{CUTS - failed} went through; {len(start.wrong)} unclear")
    lib.check(f"{name}: one clear sentence, no password", not start.wrong, "\n".join(start.wrong[:3]))
    lib.check(f"{name}: some were lost", failed)
    whole(name, start.url)
    lib.books.drop(start.url)


def main():
    several.needs_postgres()
    rng = random.Random(lib.seed())
    password = re.search(r"://[^:]+:([^@]+)@", lib.books.CLUSTER)[1]
    play("init", ["init"], True, rng, password)
    play("serve on a new database", ["serve", "--port", "0"], True, rng, password)
    play("serve", ["serve", "--port", "0"], False, rng, password)
    play("doctor", ["doctor"], False, rng, password)
    lib.finish()


if __name__ == "__main__":
    main()
