"""The load: threads that scan, insist on an answer to every scan, and keep what was acknowledged.

A thread owns its units, so it knows what must be accepted. Whatever is not an answer (503, no reply in time, a broken connection)
is asked again under the same id, on the other server, until there is one: so an id is often under way on both at once.
"""
import os
import random
import sys
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "crash"))
import lib  # noqa: E402  (found through the line above)

ANSWER_S = 4
AGAIN_S = 0.05
BINS = [f"A{i}" for i in range(8)]
BULK = 40
NEXT = {  # state -> (command, state afterwards)
    "in_stock": [("move", "in_stock"), ("pick", "picked")],
    "picked": [("unpick", "in_stock")],
}


class Wire(lib.Wire):
    """One kept-alive connection to a server anywhere."""

    def __init__(self, address):  # instead of that of lib.Wire, which knows this machine only
        try:
            self.socket = lib.socket.create_connection(address, ANSWER_S)
        except OSError as error:
            raise lib.Gone from error
        self.socket.setsockopt(lib.socket.IPPROTO_TCP, lib.socket.TCP_NODELAY, 1)
        self.rest = b""


class Ack:
    """One acknowledged command."""
    __slots__ = ("at", "asked", "server", "id", "events", "units")

    def __init__(self, asked, server, answer):
        self.at, self.asked, self.server, self.id, self.units = time.monotonic(), asked, server, answer["id"], answer["units"]
        self.events = [(event["id"], event["seq"]) for event in answer["events"]]


class Load:
    """Of all threads together. Lists are only appended to, which needs no lock."""

    def __init__(self, addresses, token, threads, seed):
        self.addresses, self.token, self.stopping = addresses, token, threading.Event()
        self.acks, self.odd, self.doubts = [], [], []
        rng = random.Random(seed)
        self.scanners = [Scanner(self, number, random.Random(rng.random())) for number in range(threads)]

    def start(self):
        for scanner in self.scanners:
            scanner.start()

    def stop(self, seconds):
        """Each thread gets its last answer first; True when all did."""
        self.stopping.set()
        for scanner in self.scanners:
            scanner.join(seconds)
        return not any(scanner.is_alive() for scanner in self.scanners)

    def go_home(self):
        """Each thread asks the server again that it began with."""
        for scanner in self.scanners:
            scanner.server = scanner.home

    def answered_since(self, moment, servers):
        """Every thread, and each of these servers, has acknowledged something that was asked after this moment."""
        recent = [ack for ack in self.acks[-5000:] if ack.asked > moment]
        return set(servers) <= {ack.server for ack in recent} and all(s.last_asked > moment for s in self.scanners)

    def standstill(self, begin, end=None, server=None):
        """The longest time without an acknowledgement between these moments; of one server only, if named."""
        times = [ack.at for ack in self.acks if begin <= ack.at <= (end or ack.at) and server in (None, ack.server)]
        moments = [begin, *times] + ([end] if end else [])
        return max((later - earlier for earlier, later in zip(moments, moments[1:])), default=0)


class Scanner(threading.Thread):
    def __init__(self, load, number, rng):
        super().__init__(daemon=True)
        self.load, self.number, self.rng = load, number, rng
        self.home = self.server = number % len(load.addresses)
        self.units, self.made, self.last_asked = {}, 0, 0
        self.wires = {}

    # What to send

    def fresh(self, count):
        self.made += 1
        return [f"{self.number}-{self.made}.{i}" for i in range(count)]

    def command(self):
        """(name, serials, state afterwards, further members)"""
        chance = self.rng.random()
        if chance < 0.02:
            return "receive", self.fresh(BULK), "in_stock", {"location": self.rng.choice(BINS)}
        if len(self.units) < 20 or chance < 0.3:
            return "receive", self.fresh(1), "in_stock", {"location": self.rng.choice(BINS)}
        serial = self.rng.choice(list(self.units)) if len(self.units) < 50 else next(iter(self.units))
        name, state = self.rng.choice(NEXT[self.units.pop(serial)])
        return name, [serial], state, {"location": self.rng.choice(BINS)} if name == "move" else {}

    # Until it is answered

    def ask(self, data):
        """An answer, or None: nobody knows."""
        try:
            if self.server not in self.wires:
                self.wires[self.server] = Wire(self.load.addresses[self.server])
            wire = self.wires[self.server]
            wire.send(data)
            return wire.receive()
        except lib.Gone:
            wire = self.wires.pop(self.server, None)
            if wire:
                wire.close()
            return None

    def insist(self, data):
        """(when it was last asked, which server answered, the answer)"""
        while True:
            asked, server = time.monotonic(), self.server
            answer = self.ask(data)
            if answer and answer.status != 503:
                return asked, server, answer
            self.load.doubts.append((server, answer.json.get("code") if answer else "no answer"))
            self.server = (server + 1) % len(self.load.addresses)
            time.sleep(AGAIN_S)  # as a client should: not at once

    def run(self):
        while not self.load.stopping.is_set():
            name, serials, state, members = self.command()
            id_ = lib.new_id(self.rng)
            which = {"serials": serials} if len(serials) > 1 else {"serial": serials[0]}
            asked, server, answer = self.insist(lib.request_bytes(self.load.token, f"/v1/commands/{name}",
                                                                  {"id": id_, "product": "P", **which, **members}))
            self.last_asked = asked
            if answer.status not in (200, 201):
                self.load.odd.append(f"{answer.status} {answer.body[:300]} to {name} {serials[0]} ({id_})")
                continue
            self.load.acks.append(Ack(asked, server, answer.json))
            self.units.update((serial, state) for serial in serials)
