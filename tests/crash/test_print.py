#!/usr/bin/env python3
"""Each label is printed exactly once: the server is killed at random instants, the printer vanishes in mid-label, runs out of paper, does
not answer. A label may be uncertain, never more of them than the printer's batch for each blow; a person (here: whoever has looked at what
really came out) decides about just those, and at the end every label has come out once.

    SERNO_LONG=1   200 kills (PostgreSQL: 20) and 100 vanishings, else a dozen of each (PostgreSQL: 4 kills)
"""
import os
import random
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import lib  # noqa: E402
from lib import books  # noqa: E402
from lib import LONG, check, figure  # noqa: E402
from print_round import DEADLINE_S, SERIALS, UNITS, Round, company, make_printer, odd, until  # noqa: E402
from printer import Printer  # noqa: E402

MODES = [("status", 1, {}), ("close", 1, {"answers": False}), ("none", 1, {"answers": False}), ("status", 5, {})]
# In each mode. On PostgreSQL another server could be at it: a printer is free when the dead one's lease has ended, after ten seconds.
KILLS = (50 if LONG else 3) if not books.CLUSTER else 5 if LONG else 1
VANISHINGS = 25 if LONG else 3  # in each mode


def kills(server, rng, mode, batch, how):
    """The server is killed after a few labels, and a random moment."""
    uncertain = worst = done = 0
    with Printer(**how) as printer:
        name = make_printer(server, printer, mode, batch)
        while done < KILLS:
            r = Round(server, printer, name, batch, rng)
            r.begin()
            for _ in range(min(KILLS - done, 8)):
                printer.wait_for(len(printer.labels) + rng.randrange(1, 6), 1.0)
                time.sleep(rng.random() * 0.02)
                server.kill()
                printer.wait_until_idle(DEADLINE_S)
                server.again()
                done += 1
                before = r.uncertain
                until("somebody drives the printer again", lambda: r.job()["progress"]["sending"] == 0 or len(printer.labels) == UNITS
                      or printer.open > 0 or r.job()["state"] != "printing")
                check(f"{name}: at most {batch} uncertain after a kill", r.decide() <= batch, f"{r.uncertain - before}")
            r.finish()
            r.verdict()
            uncertain, worst = uncertain + r.uncertain, max(worst, r.worst)
    figure(f"confirm {mode}, batch {batch}: {done} kills, {uncertain} labels uncertain, at most {worst} at once; each came out once")
    return done


def vanishings(server, rng, mode, batch, how):
    """The printer goes away after some bytes of some label, and is back at once."""
    uncertain = worst = done = 0
    with Printer(**how) as printer:
        name = make_printer(server, printer, mode, batch)
        while done < VANISHINGS:
            r = Round(server, printer, name, batch, rng)
            printer.forget()
            r.begin()
            for _ in range(min(VANISHINGS - done, 4)):
                printer.vanish_in(rng.randrange(1, 6), rng.choice([1, 2, 20, 100, 150, 1000000]))
                until("the printer has vanished", lambda: printer.vanish is None or len(printer.labels) == UNITS or r.job()["state"] != "printing"
                      and r.server.admin().post(f"{r.path}/resume") and False)
                done += 1
                until("it is noted", lambda: r.job()["state"] != "printing" or printer.open > 0)
                check(f"{name}: at most {batch} uncertain after it", r.decide() <= batch)
            r.finish()
            r.verdict()
            uncertain, worst = uncertain + r.uncertain, max(worst, r.worst)
    figure(f"confirm {mode}, batch {batch}: {done} times vanished, {uncertain} labels uncertain, at most {worst} at once; each came out once")


def paper(server, rng, mode, problem, how):
    """No paper: the job is paused and says why, and goes on by itself."""
    with Printer(**how) as printer:
        name = make_printer(server, printer, mode, 1)
        r = Round(server, printer, name, 1, rng)
        r.begin()
        printer.wait_for(5, DEADLINE_S)
        printer.paper(False)
        job = until("the job is paused", lambda: (j := r.job())["state"] == "paused" and j)
        check(f"{name}: paused for {problem}", job["problem"] == problem, job)
        check(f"{name}: and says so", job["detail"], job)
        count = len(printer.labels)
        printer.paper(True)
        until("the job is printed", lambda: r.job()["state"] == "printed")
        check(f"{name}: it stood still and went on by itself", 5 <= count < UNITS and r.uncertain == 0, count)
        r.verdict()
        check(f"{name}: in their order", printer.labels == SERIALS, printer.labels)


def stops(server, rng):
    """A server that is asked to stop finishes the label at hand: nothing is uncertain."""
    with Printer() as printer:
        r = Round(server, printer, make_printer(server, printer, "status", 1), 1, rng)
        r.begin()
        for _ in range(3):
            printer.wait_for(len(printer.labels) + 7, DEADLINE_S)
            server.stop()
            server.again()
        until("the job is printed", lambda: r.job()["state"] == "printed")
        check("nothing uncertain after stopping", r.decide() == 0)
        r.verdict()


def forged():
    """The checks see what they are there for."""
    check("a label twice is seen", odd(SERIALS + SERIALS[3:4]) == [f"{SERIALS[3]}: 2 times"])
    check("a label too few is seen", odd(SERIALS[1:]) == [f"{SERIALS[0]}: 0 times"])
    check("a strange label is seen", odd(SERIALS + ["X"]) == ["X: who asked for it?"])


def main():
    rng = random.Random(lib.seed())
    with lib.Server() as server:
        company(server)
        done = sum(kills(server, rng, *mode) for mode in MODES)
        for mode in MODES:
            vanishings(server, rng, *mode)
        paper(server, rng, "status", "paper_out", {})
        paper(server, rng, "close", "no_answer", {"answers": False})
        stops(server, rng)
        figure(f"{done} kills of the server in all")
    forged()
    lib.finish()


main()
