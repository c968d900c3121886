"""The network between the machines of the rig, which can be cut.

Namespaces: each machine is a network namespace with an address of its own, plugged into a bridge. Cutting off some machines plugs
them into another bridge, where they see each other and nobody else; packets vanish as on a real network, no connection is closed.
The client reaches the `serno` processes over a second network that is never cut, so a half that is cut off is still asked to write.

Loopback: where namespaces are not permitted, the machines are addresses 127.x.y.z, and one that is cut off is stopped (SIGSTOP):
less real, since it cannot go on working where nobody sees it, and what is sent to it is still taken by the kernel.
"""
import os
import random
import signal
import socket
import subprocess

import processes

BACK, FRONT, ISLAND = "back", "front", "island"
TRIAL = "ip link add name trial0 type bridge && ip link add name trial1 type veth && ip link set trial1 master trial0"


def _enter():
    """The command that gives what follows a network, processes and (for other users than root) root rights of its own."""
    users = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    return ["unshare", *users, "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]


def entrance():
    """[] when namespaces are not permitted here."""
    trial = subprocess.run([*_enter(), "sh", "-c", TRIAL], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return _enter() if trial.returncode == 0 else []


def _run(*words):
    subprocess.run(words, check=True, stdin=subprocess.DEVNULL)


class Namespaces:
    real = True

    def __init__(self):
        self.holders, self.back = {}, {}
        _run("ip", "link", "set", "lo", "up")
        for number, bridge in enumerate((BACK, FRONT)):
            _run("ip", "link", "add", "name", bridge, "type", "bridge")
            _run("ip", "address", "add", f"10.77.{number}.1/24", "dev", bridge)
            _run("ip", "link", "set", bridge, "up")
        _run("ip", "link", "add", "name", ISLAND, "type", "bridge")
        _run("ip", "link", "set", ISLAND, "up")

    def add(self, name, front=False):
        """A machine; its addresses on the back and, with front, on the front network."""
        holder = subprocess.Popen(["unshare", "--net", "sh", "-c", "echo; exec sleep infinity"], stdout=subprocess.PIPE)
        holder.stdout.readline()
        holder.stdout.close()
        self.holders[name] = holder.pid
        last = 10 + len(self.holders)
        self.inside(name, "ip", "link", "set", "lo", "up")
        self.back[name] = f"10.77.0.{last}"
        self._plug(name, BACK, self.back[name])
        if front:
            self._plug(name, FRONT, f"10.77.1.{last}")
        return self.back[name], f"10.77.1.{last}" if front else None

    def _plug(self, name, bridge, address):
        _run("ip", "link", "add", "name", f"{bridge}-{name}", "type", "veth", "peer", "name", bridge,
             "netns", str(self.holders[name]))
        _run("ip", "link", "set", f"{bridge}-{name}", "master", bridge, "up")
        self.inside(name, "ip", "address", "add", f"{address}/24", "dev", bridge)
        self.inside(name, "ip", "link", "set", bridge, "up")

    def inside(self, name, *words):
        _run(*self.prefix(name), *words)

    def prefix(self, name):
        return ["nsenter", f"--net=/proc/{self.holders[name]}/ns/net"]

    def port(self, _name, usual):
        return usual

    def cut(self, names, _pids):
        for name in names:
            _run("ip", "link", "set", f"{BACK}-{name}", "master", ISLAND)

    def heal(self, names, _pids):
        for name in names:
            _run("ip", "link", "set", f"{BACK}-{name}", "master", BACK)


class Loopback:
    real = False

    def __init__(self):
        self.net, self.addresses = random.randrange(1, 255), {}

    def add(self, name, front=False):
        address = f"127.77.{self.net}.{11 + len(self.addresses)}"
        self.addresses[name] = address
        return address, address if front else None

    def prefix(self, _name):
        return []

    def port(self, name, _usual):
        with socket.socket() as free:
            free.bind((self.addresses[name], 0))
            return free.getsockname()[1]

    def cut(self, _names, pids):
        processes.send(pids, signal.SIGSTOP)

    def heal(self, _names, pids):
        processes.send(pids, signal.SIGCONT)
