"""Promise 1 where several processes write: one of two `serno serve` on a PostgreSQL database is killed again and again under load.

The clients of test_kill.py, half of them at each server. Whose server dies goes to the other one and sends what was not answered
there, under the same id, at once: PostgreSQL may still be at the dead server's transaction. What was acknowledged is looked for after
each kill. The ledger's head is watched all the time: places that the dead server had taken must be used or filled, and the head must
go on without it.

It has teeth: those of test_kill.py, and the watch is shown a head that stands still.
"""
import random
import time

import lib
import several
import test_kill

KILLS = 300 if lib.LONG else 8
STOOD_S = 5  # of the ledger's head, at most; how long it was is printed


class Shared(test_kill.Shared):
    """Ports of the servers that run."""

    def __init__(self):
        super().__init__()
        self.ports = []


class Client(test_kill.Client):
    """At home at one server, at the other while that one is dead."""

    def take_port(self):
        with self.shared.up:
            self.shared.up.wait_for(lambda: self.shared.ports)
            ports = list(self.shared.ports)
        return ports[self.number % len(ports)]

    def after_break(self):
        if self.rng.random() < 0.05:
            super().after_break()
        else:
            self.shared.repeats += 1

    def run(self):
        while not self.shared.stop or self.pending:
            try:
                wire = lib.Wire(self.take_port())
                try:
                    self.work(wire)
                finally:
                    wire.close()
            except lib.Gone:
                continue


class Killer(test_kill.Killer):
    """Kills one of the servers; self.server is the one that test_kill's methods are about."""

    def __init__(self, servers, shared, rng, watch):
        super().__init__(servers[0], shared, rng)
        self.servers, self.watch, self.stood = servers, watch, []

    def tell(self, running):
        with self.shared.up:
            self.shared.ports = [s.port for s in running]
            self.shared.up.notify_all()

    def round(self, way):
        victim = self.rng.choice(self.servers)
        self.server = victim
        self.instants[self.instant(way)] += 1
        begun = time.monotonic()
        victim.kill()
        self.tell([s for s in self.servers if s is not victim])
        before = self.shared.scans
        lib.check("the other server goes on", self.until(lambda: self.shared.scans > before + 20, 20))
        self.starts.append(victim.again())
        self.tell(self.servers)
        self.look()
        self.stood.append((begun, time.monotonic()))


def play(servers, rng):
    shared = Shared()
    watch = several.Watch(servers[0].db)
    killer = Killer(servers, shared, rng, watch)
    clients = [Client(shared, servers[0].admin().token, i, random.Random(rng.random())) for i in range(test_kill.CLIENTS)]
    killer.tell(servers)
    for thread in [watch, *clients]:
        thread.start()
    begun = time.monotonic()
    while killer.kills() < KILLS and not (killer.lost or shared.odd):
        killer.round(rng.choice(["random", "bulk"]))
    shared.stop = True
    for client in clients:
        client.join(120)
        lib.check("every client was answered", not client.is_alive())
    several.one_sequence(servers, servers[0].db)
    watch.stop()
    return shared, killer, time.monotonic() - begun


def report(db, shared, killer, seconds):
    halved = test_kill.bulks_halved(db, shared.attempted_bulks)
    stood = sorted(killer.watch.longest(begin, end) for begin, end in killer.stood)
    lib.figure(f"{killer.kills()} kills of one of two servers ({lib.counted(list(killer.instants.elements()))}), {shared.scans} scans and "
               f"{len(shared.attempted_bulks)} bulk receipts with {shared.units} units in all acknowledged in {seconds:.0f} s: "
               f"{len(killer.lost)} lost, {len(halved)} half-applied; {shared.repeats} sent again to the other server")
    lib.figure(f"the ledger's head stood still around a kill for {stood[len(stood) // 2] * 1000:.0f} ms in the middle, "
               f"{stood[-1] * 1000:.0f} ms at most; {fillers(db)} places of the ledger were filled")
    lib.check("nothing acknowledged is lost", not killer.lost, killer.lost[:10])
    lib.check("no bulk is half there", not halved, halved[:10])
    lib.check("nothing counts twice", not test_kill.counted_twice(db))
    lib.check("all answers were yes", not shared.odd, shared.odd[:5])
    lib.check("the head goes on soon", stood[-1] < STOOD_S, stood[-5:])
    lib.inspected("after the kills", db)


def fillers(db):
    return lib.query(db, "SELECT count(*) FROM event WHERE units = 0")[0][0]


def teeth(db, killer):
    killer.commands["never sent"] = [("00000000-0000-4000-8000-000000000000", 1)]
    lib.check("a lost acknowledgement would be noticed", killer.missing("never sent"))
    lib.check("half a bulk would be noticed", test_kill.bulks_halved(db, [("0-1.", 1 << 30)]))
    watch = several.Watch(db)
    for head, last, now in [(5, 5, 0), (5, 6, 1), (5, 9, 7), (9, 9, 8), (9, 10, 9), (10, 10, 9.5)]:
        watch.see(head, last, now)
    lib.check("the watch has teeth: a head that stands still", watch.longest() == 7 and watch.longest(8.5) == 0.5, watch.waits)
    watch.start()
    watch.stop()
    lib.has_teeth(db)


def main():
    several.needs_postgres()
    rng = random.Random(lib.seed())
    with several.servers(2) as servers:
        servers[0].masters(["P"], test_kill.BINS, [])
        shared, killer, seconds = play(servers, rng)
        for server in servers:
            server.stop()
        report(servers[0].db, shared, killer, seconds)
        teeth(servers[0].db, killer)
    lib.finish()


if __name__ == "__main__":
    main()
