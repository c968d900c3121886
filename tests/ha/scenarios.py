"""What is done to the machines while scans come in. Each scenario breaks something, and returns which servers cannot work now and
how it is mended; a scenario after which another machine must lead waits for that.
"""

import time

END_S, PAUSE_S = 12, 0.2


class Broken:
    def __init__(self, what, mend, without=()):
        self.what, self.mend, self.without = what, mend, without


def leader_killed(rig):
    """The machine of the leader dies: PostgreSQL, Patroni and etcd with kill -9."""
    old = rig.cluster.roles()["leader"]
    old.kill()
    new = rig.cluster.wait_other_leader(old)
    return Broken(f"{old.name} killed, {new.name} leads", lambda: rig.cluster.again(old))


def postgres_killed(rig):
    """PostgreSQL of the leader dies; its Patroni starts it again or lets another lead."""
    old = rig.cluster.roles()["leader"]
    old.kill_postgres()
    return Broken(f"PostgreSQL of {old.name} killed", lambda: None)


def leader_cut_off(rig):
    """The leader runs on, and nobody sees it."""
    old = rig.cluster.roles()["leader"]
    rig.network.cut([old.name], old.pids())
    new = rig.cluster.wait_other_leader(old)
    # A machine that is only stopped still takes what is sent to it: nobody notices, and nobody writes before it goes on.
    without = [] if rig.network.real else range(len(rig.servers))
    return Broken(f"{old.name} cut off, {new.name} leads", lambda: rig.network.heal([old.name], old.pids()), without)


def half_cut_off(rig):
    """The leader is cut off together with one `serno`, which goes on asking it to write: two halves that do not see each other."""
    old, serno = rig.cluster.roles()["leader"], rig.servers[0]
    names = [old.name, serno.name]
    rig.network.cut(names, [])
    new = rig.cluster.wait_other_leader(old)
    return Broken(f"{old.name} and {serno.name} cut off, {new.name} leads", lambda: rig.network.heal(names, []), [0])


def commits_cut_short(rig):
    """As before, and somebody ends the COMMITs that wait on the leader's side. A client that repeats such a command there must not
    be told yes: it stands in the ledger of a leader that is none any more."""
    old, serno = rig.cluster.roles()["leader"], rig.servers[0]
    names = [old.name, serno.name]
    rig.network.cut(names, [])
    for _ in range(int(END_S / PAUSE_S)):
        old.end_waiting(rig.cluster.passwords["postgres"])
        time.sleep(PAUSE_S)
    new = rig.cluster.wait_other_leader(old)
    return Broken(f"{old.name} and {serno.name} cut off, COMMITs ended there, {new.name} leads",
                  lambda: rig.network.heal(names, []), [0])


def leader_unattended(rig):
    """Patroni of the leader dies, its PostgreSQL goes on: for a while two accept connections as leader, and both are seen."""
    old = rig.cluster.roles()["leader"]
    old.kill_patroni()
    new = rig.cluster.wait_other_leader(old)
    rig.cluster.again(old)  # as systemd would; this Patroni finds another leader, and steps down
    return Broken(f"Patroni of {old.name} killed, {new.name} leads", lambda: None)


def switched_over(rig):
    """A planned change of the leader."""
    roles = rig.cluster.roles()
    old, new = roles["leader"], roles.get("sync_standby") or roles["replica"]
    rig.cluster.switchover(old, new)
    return Broken(f"switched over from {old.name} to {new.name}", lambda: None)


def serno_killed(rig):
    """One of the two `serno` dies."""
    rig.servers[0].kill()
    return Broken(f"{rig.servers[0].name} killed", rig.servers[0].start, [0])


def standby_killed(rig):
    """The machine dies that every COMMIT waits for."""
    standby = rig.cluster.roles()["sync_standby"]
    standby.kill()
    return Broken(f"{standby.name} killed, which COMMIT waited for", lambda: rig.cluster.again(standby))


ALL = {
    "leader killed": leader_killed,
    "PostgreSQL of the leader killed": postgres_killed,
    "leader cut off": leader_cut_off,
    "leader cut off with a serno": half_cut_off,
    "waiting COMMITs ended": commits_cut_short,
    "Patroni of the leader killed": leader_unattended,
    "switchover": switched_over,
    "serno killed": serno_killed,
    "synchronous standby killed": standby_killed,
}
NEEDS_NAMESPACES = ["leader cut off with a serno", "waiting COMMITs ended"]  # stopping the half would not let it go on
LOSES = ["leader cut off with a serno", "leader killed"]  # where COMMIT does not wait for another machine
