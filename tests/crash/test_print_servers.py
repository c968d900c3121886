#!/usr/bin/env python3
"""Two servers on one PostgreSQL database want one printer. It is one's at a time, by a lease of ten seconds that the database's clock measures.
The one that prints is killed in mid-job, stopped, or frozen for longer than its lease: the other one takes over, not before the lease has
ended, at the right label. None comes out twice, none is skipped, and those that nobody can know about are named.

The lease lies in the database, so most rounds let it end there (end_lease) and wait for nothing; some wait for the real one.

    SERNO_LONG=1   40 kills and 8 kills, 8 freezings with the real lease in each mode, else 3, 1 and 1 in all
"""
import random
import re
import signal
import time

import lib
import several
from lib import LONG, books, check, figure
from print_round import DEADLINE_S, SERIALS, Round, company, make_printer, odd, until
from printer import Printer

MODES = [("status", 1, {}), ("close", 1, {"answers": False}), ("status", 5, {})]
KILLS, REAL_KILLS, FREEZINGS = (40, 8, 8) if LONG else (1, 1, 1)  # in each mode; short: the last two in the first mode only


def metric(server, name):
    return int(re.search(rf"^{name} (\d+)$", server.admin().get("/metrics").text, re.MULTILINE).group(1))


def printed(server):
    return metric(server, "serno_labels_printed_total")


def driver(servers):
    """The one that drives the printer, when it is just one; and the other."""
    driving = [s for s in servers if metric(s, "serno_printers_driven")]
    return driving[0] if len(driving) == 1 else None


def lease(db, name):
    """Until when the printer is somebody's, by the clock of the database: this machine's."""
    return lib.query(db, "SELECT held_until FROM printer WHERE name = ?1", name)[0][0]


def end_lease(db):
    """As if its ten seconds had passed."""
    with books.write(db) as b:
        b.change("UPDATE printer SET held_until = 1 WHERE holder IS NOT NULL")


def order(labels, before, uncertain):
    """What is wrong with the way in which a job went on: labels as they came out, those of them that the first server had printed, and those
    that were uncertain when all others were out."""
    want = [s for s in SERIALS if s not in before and s not in uncertain]
    went_on = labels[len(before):]
    wrong = [] if went_on == want else [f"went on with {went_on[:5]}, not with {want[:5]}"]
    places = [SERIALS.index(u) for u in uncertain]
    if places and places != list(range(places[0], places[0] + len(places))):
        wrong.append(f"{uncertain} do not lie side by side")
    if any(s not in before[-len(uncertain):] for s in uncertain if s in before):
        wrong.append(f"{uncertain} had come out long before")
    return wrong


class Pair:
    """Two servers, one printer of one mode; the next blow hits whoever prints."""

    def __init__(self, servers, printer, mode, batch, rng):
        self.servers, self.printer, self.batch, self.rng = servers, printer, batch, rng
        self.db = servers[0].db
        self.name = make_printer(servers[0], printer, mode, batch)
        self.uncertain = self.worst = 0
        self.waited = []

    def begin(self):
        """A job is made at one of them; soon just one prints, and the other has nothing to do with the printer. (round, who prints, other)"""
        r = Round(self.rng.choice(self.servers), self.printer, self.name, self.batch, self.rng)
        before = {s: printed(s) for s in self.servers}
        r.begin()
        owner = until("one of them prints", lambda: self.printer.wait_for(1, 1) and driver(self.servers))
        other = next(s for s in self.servers if s is not owner)
        self.printer.wait_for(self.rng.randrange(2, 30), DEADLINE_S)
        check(f"{self.name}: the other one prints nothing", printed(other) == before[other], printed(other) - before[other])
        return r, owner, other

    def at_rest(self):
        """What has come out, when the dead server's bytes have been read."""
        check(f"{self.name}: the printer is at rest", self.printer.wait_until_idle(DEADLINE_S))
        return list(self.printer.labels)

    def over(self, r, before):
        """The other one goes on to the end; then a person decides about what is uncertain."""
        until("all but what is uncertain is out", lambda: r.job()["state"] in ("waiting_for_decision", "printed"))
        uncertain = [l["code"] for l in r.server.admin().get(f"{r.path}/labels?state=uncertain").json["items"]]
        wrong = order(list(self.printer.labels), before, uncertain)
        check(f"{self.name}: it went on at the right label", not wrong, wrong)
        check(f"{self.name}: at most {self.batch} uncertain", len(uncertain) <= self.batch, uncertain)
        r.finish()
        r.verdict()
        self.uncertain += r.uncertain
        self.worst = max(self.worst, r.worst)
        return uncertain

    def kill(self, real):
        """real: the lease ends by itself."""
        r, owner, other = self.begin()
        r.server = other
        owner.kill()
        killed = time.time()
        before, until_ms, connections = self.at_rest(), lease(self.db, self.name), self.printer.connections
        check(f"{self.name}: its lease goes on", until_ms > killed * 1000, until_ms)
        if not real:
            end_lease(self.db)
        r.server.admin().post(f"{r.path}/resume")  # somebody asks: looked at once, and often
        took = until("the other one prints", lambda: self.printer.opened_at[connections:])[0]
        if real:
            self.waited.append(took - killed)
            check(f"{self.name}: not before the lease has ended", took * 1000 >= until_ms, took * 1000 - until_ms)
        self.over(r, before)
        owner.again()

    def freeze(self):
        """It is not dead, and comes back when another one has printed all: what it still wants to send, it does not."""
        r, owner, other = self.begin()
        r.server, r.rest_s = other, 0
        owner.process.send_signal(signal.SIGSTOP)
        frozen, connections, until_ms = time.time(), self.printer.connections, lease(self.db, self.name)
        try:
            took = until("the other one prints", lambda: self.printer.opened_at[connections:])[0]
            self.waited.append(took - frozen)
            check(f"{self.name}: not before the lease has ended", took * 1000 >= until_ms, took * 1000 - until_ms)
            until("all but what is uncertain is out", lambda: r.job()["state"] in ("waiting_for_decision", "printed"))
            r.finish()
        finally:
            owner.process.send_signal(signal.SIGCONT)
        until("the frozen one has noticed", lambda: not metric(owner, "serno_printers_driven"))
        self.at_rest()
        r.verdict()
        self.uncertain += r.uncertain
        self.worst = max(self.worst, r.worst)

    def stop(self):
        """One that is asked to stop finishes the label at hand and gives the printer away: no lease is waited for, nothing is uncertain."""
        r, owner, other = self.begin()
        r.server = other
        owner.stop()
        until_ms, before = lease(self.db, self.name), list(self.printer.labels)
        check(f"{self.name}: it was given away", until_ms == 0 or len(before) < len(SERIALS), until_ms)
        uncertain = self.over(r, before)
        check(f"{self.name}: nothing uncertain after stopping", not uncertain, uncertain)
        owner.again()


def play(servers, rng, first, mode, batch, how):
    with Printer(**how) as printer:
        pair = Pair(servers, printer, mode, batch, rng)
        real, frozen = (REAL_KILLS, FREEZINGS) if LONG or first else (0, 0)
        for _ in range(KILLS):
            pair.kill(False)
        for _ in range(real):
            pair.kill(True)
        for _ in range(frozen):
            pair.freeze()
        pair.stop()
        waited = f"; taken over {min(pair.waited):.1f} to {max(pair.waited):.1f} s after the blow" if pair.waited else ""
        figure(f"confirm {mode}, batch {batch}: {KILLS + real} kills and {frozen} freezings of one of two servers, {pair.uncertain} labels "
               f"uncertain, at most {pair.worst} at once; each came out once{waited}")


def forged():
    """The checks see what they are there for."""
    before, rest = SERIALS[:7], SERIALS[8:]
    check("a good job is good", not order(before + rest, before, [SERIALS[7]]) and not order(SERIALS, before, [SERIALS[6]]))
    check("a label that is skipped is seen", order(before + rest[1:], before, [SERIALS[7]]))
    check("a label twice is seen", order(before + [SERIALS[6]] + rest, before, [SERIALS[7]]) and odd(SERIALS + [SERIALS[6]]))
    check("a wrong uncertain one is seen", order(before + SERIALS[7:], before, [SERIALS[2]]))


def main():
    several.needs_postgres()
    rng = random.Random(lib.seed())
    with several.servers(2) as servers:
        company(servers[0])
        for i, mode in enumerate(MODES):
            play(servers, rng, i == 0, *mode)
    forged()
    lib.finish()


if __name__ == "__main__":
    main()
