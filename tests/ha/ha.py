"""Promise 23: failover loses no acknowledged scan.

Three machines with PostgreSQL under Patroni, two with `serno`, and a client that asks both, insists on an answer to every scan and
keeps those that were acknowledged. One machine after another is killed or cut off under this load. At the end every acknowledged
event stands in the ledger once, in the place that was told.

    ha.py [--rounds N] [--only WORD] [--seed N] [--threads N] [--negative] [--loopback] [--keep] SERNO

--negative is the control: the same client, but COMMIT waits neither for the disk nor for another machine. Then scans must be
missing; a run that finds none has not looked well, and fails.
"""
import argparse
import collections
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

import cluster
import ledger
import network
import processes
import scenarios
import server
from client import BINS, Load

GOES_ON_S = 120
LOAD_S = 3  # of undisturbed load around each scenario
TAIL = 25  # lines of a log, shown after a failure
INSIDE = "--inside"


def figure(text):
    print(f"figure: {text}", flush=True)


class Rig:
    def __init__(self, options):
        self.options, self.begun = options, time.monotonic()
        self.network = network.Namespaces() if options.namespaces else network.Loopback()
        self.cluster = cluster.Cluster(self.network, options.folder, safe=not options.negative)
        self.servers, self.load, self.failed = [], None, 0

    def say(self, text):
        print(f"{time.monotonic() - self.begun:6.1f} s  {text}", flush=True)

    def check(self, name, good, detail=""):
        if not good:
            self.failed += 1
            print(f"FAILED: {name}: {str(detail)[:4000]}", flush=True)

    # Up

    def start(self):
        self.cluster.start()
        self.say(f"three machines with PostgreSQL, {self.cluster.roles()['leader'].name} leads")
        for role in ("owner", "serno"):
            self.cluster.psql(f"CREATE ROLE {role} LOGIN PASSWORD '{self.cluster.passwords[role]}'", "postgres")
        self.cluster.psql("CREATE DATABASE serno OWNER owner", "postgres")
        self.cluster.wait_replayed()
        url = self.cluster.url("serno", "serno")
        self.servers = [server.Serno(self.network, name, self.options.folder, self.options.serno, url) for name in ("s1", "s2")]
        code, said = self.servers[0].run("database", "prepare", "--role", "serno", url=self.cluster.url("owner", "serno"))
        if code != 0:
            raise SystemExit(f"serno database prepare: {said}")
        for serno in self.servers:
            serno.start()
        self.make_masters(server.password_in(self.servers[0].said()))
        self.say("two serno on them")

    def make_masters(self, password):
        self.token = self.servers[0].sign_in(password)
        rows = [("products", {"sku": "P", "name": "Pump"}), ("locations", {"code": "SITE", "name": "Site", "kind": "site"})]
        rows += [("locations", {"code": code, "name": code, "kind": "bin", "parent": "SITE"}) for code in BINS]
        for path, body in rows:
            status, reply = server.call(self.servers[0].address, "POST", f"/v1/{path}", body, self.token)
            assert status == 201, reply

    # Under load

    def wait_answers(self, moment, servers):
        self.cluster.wait("every client is answered", lambda: self.load.answered_since(moment, servers), GOES_ON_S)

    def some_load(self):
        time.sleep(LOAD_S)

    def scenario(self, name):
        """Breaks, waits until writing goes on, mends, waits until all is as before; how long writing stood still."""
        everyone = set(range(len(self.servers)))
        self.some_load()
        begin = time.monotonic()
        broken = scenarios.ALL[name](self)
        able = everyone - set(broken.without)
        if able:
            self.wait_answers(time.monotonic(), able)
        self.say(f"{name}: {broken.what}; {'all are answered again' if able else 'nobody is answered'}")
        self.some_load()
        broken.mend()
        self.cluster.wait_complete()
        self.load.go_home()
        self.wait_answers(time.monotonic(), everyone)
        stood = self.load.standstill(begin, time.monotonic())
        self.say(f"{name}: mended, {self.cluster.roles()['leader'].name} leads; writing stood still for {stood:.1f} s")
        return stood

    def play(self):
        """scenario -> standstills in seconds, one for each round."""
        names = [name for name in (scenarios.LOSES if self.options.negative else scenarios.ALL) if self.options.only in name]
        if not self.network.real:
            names = [name for name in names if name not in scenarios.NEEDS_NAMESPACES]
        rng, stood = random.Random(self.options.seed), collections.defaultdict(list)
        self.load = Load([s.address for s in self.servers], self.token, self.options.threads, self.options.seed)
        self.load.start()
        for number in range(self.options.rounds):
            for name in names if number == 0 else rng.sample(names, len(names)):
                stood[name].append(self.scenario(name))
                if self.load.odd and not self.options.negative:
                    break
        self.some_load()
        self.check("every scan was answered", self.load.stop(GOES_ON_S), "some threads still wait")
        return stood

    # Afterwards

    def verdicts(self):
        """What both servers say over HTTP, and the rows themselves."""
        rows = ledger.from_rows(self.cluster)
        told = {s.name: self.cluster.wait(f"{s.name} tells the whole ledger", lambda s=s: self.whole(s, rows), 60)
                for s in self.servers}
        return {name: ledger.Verdict(self.load.acks, found) for name, found in [("rows", rows), *told.items()]}

    def whole(self, serno, rows):
        found = ledger.over_http(serno.address, self.token)
        return found if len(found) == len(rows) else None

    def judge(self, stood):
        verdicts = self.verdicts()
        missing = max(len(v.missing) for v in verdicts.values())
        doubled = max(len(v.doubled) for v in verdicts.values())
        for name, seconds in stood.items():
            shown = f"{max(seconds):.1f} s" + (f" at most in {len(seconds)} rounds" if len(seconds) > 1 else "")
            figure(f"{name}: writing stood still for {shown}")
        doubts = collections.Counter(reason for _, reason in self.load.doubts)
        asked = ", ".join(f"{count} {reason}" for reason, count in doubts.most_common()) or "none"
        units = sum(ack.units for ack in self.load.acks)
        figure(f"{sum(map(len, stood.values()))} failures under load, {len(self.load.acks)} commands acknowledged with "
               f"{units} scans: {missing} missing, {doubled} doubled; asked again: {asked}")
        if self.options.negative:
            self.check("the control loses scans", missing > 0, "none is missing: the search for them shows nothing")
            return
        for name, verdict in verdicts.items():
            self.check(f"nothing acknowledged is missing or doubled ({name})", not verdict.missing and not verdict.doubled,
                       f"{verdict.missing[:10]} {verdict.doubled[:10]}")
            self.check(f"the ledger has no gap ({name})", not verdict.gaps, verdict.gaps)
        self.check("all answers were yes", not self.load.odd, self.load.odd[:5])

    def inspect(self):
        for words in (["ledger", "verify"], ["doctor"]):
            code, said = self.servers[1].run(*words)
            self.check(f"serno {' '.join(words)}", code == 0, said[-3000:])
            self.say(f"serno {' '.join(words)}: exit code {code}")

    def stop(self):
        for serno in self.servers:
            self.check(f"{serno.name} ends well", (code := serno.stop()) == 0, f"exit code {code}")

    def run(self):
        self.start()
        stood = self.play()
        self.judge(stood)
        self.inspect()
        self.stop()
        return 1 if self.failed else 0


def tails(folder):
    """The ends of all logs, when something went wrong."""
    for where, _, names in sorted(os.walk(folder)):
        for name in sorted(n for n in names if n.endswith(".log")):
            with open(os.path.join(where, name), encoding="utf-8", errors="replace") as file:
                lines = file.readlines()[-TAIL:]
            print(f"---- {os.path.basename(where)}/{name}\n{''.join(lines)}", end="", file=sys.stderr)


def options():
    parser = argparse.ArgumentParser(prog="./dev ha", description="High availability, shown; see tests/ha/ha.py.")
    parser.add_argument("serno", help=argparse.SUPPRESS)
    parser.add_argument("--rounds", type=int, default=1, help="how often each scenario is played")
    parser.add_argument("--only", default="", metavar="WORD", help="scenarios with this in their name")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32), help="of a run to repeat")
    parser.add_argument("--threads", type=int, default=8, help="clients")
    parser.add_argument("--negative", action="store_true", help="the control: COMMIT waits for nothing, scans must be lost")
    parser.add_argument("--loopback", action="store_true", help="do without network namespaces, also where they are permitted")
    parser.add_argument("--keep", action="store_true", help="leave data and logs behind, and say where")
    parser.add_argument(INSIDE, dest="folder", help=argparse.SUPPRESS)
    parser.add_argument("--namespaces", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def work(chosen):
    rig = Rig(chosen)
    try:
        code = rig.run()
    except BaseException:
        tails(chosen.folder)
        raise
    if code:
        tails(chosen.folder)
    return code


def enter(chosen):
    """A directory, networks and processes of our own, and the rig in them; nothing of it is left afterwards."""
    folder = tempfile.mkdtemp(prefix="serno-ha-")
    os.chmod(folder, 0o711)
    shutil.copy(chosen.serno, folder)
    way = [] if chosen.loopback else network.entrance()
    print(f"seed {chosen.seed}; {'network namespaces' if way else 'loopback addresses, cut off by SIGSTOP'}", flush=True)
    again = [INSIDE, folder, "--seed", str(chosen.seed)] + (["--namespaces"] if way else [])
    words = [word if word != chosen.serno else os.path.join(folder, os.path.basename(word)) for word in sys.argv[1:]]
    try:
        return subprocess.call([*way, sys.executable, os.path.abspath(__file__), *words, *again])
    except KeyboardInterrupt:
        return 130
    finally:
        if chosen.keep:
            print(f"kept: {folder}")
        else:
            processes.remove(folder)


def main():
    chosen = options()
    sys.exit(processes.keep(lambda: work(chosen)) if chosen.folder else enter(chosen))


if __name__ == "__main__":
    main()
