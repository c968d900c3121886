"""Three machines, each with PostgreSQL, the Patroni that looks after it, and a member of the etcd in which the Patronis agree who
leads. Knows how to start, kill, cut and ask them; what is tried with them is in scenarios.py.
"""
import glob
import http.client
import json
import os
import secrets
import signal
import subprocess
import time

import processes

NODES = ["n1", "n2", "n3"]
# Seconds. A leader that is not heard of for TTL is replaced; it gives up by itself before. (Patroni's own values are 30, 10, 10.)
TTL, LOOP_WAIT, RETRY_TIMEOUT = 12, 1, 5
READY_S = 180
ASK_S = 2
NOT_CONNECTED = 2  # psql's exit code


def bin_folder():
    """Where Debian keeps the newest PostgreSQL's programs."""
    found = glob.glob("/usr/lib/postgresql/*/bin/postgres")
    return os.path.dirname(max(found, key=lambda path: int(path.split("/")[4])))


class Node:
    def __init__(self, network, name, folder):
        self.network, self.name = network, name
        self.before, owner = processes.unprivileged()
        self.address, _ = network.add(name)
        self.folder = processes.folder_for(owner, folder, name)
        self.port, self.rest, self.etcd, self.peer = (network.port(name, p) for p in (5432, 8008, 2379, 2380))
        self.config = os.path.join(self.folder, "patroni.json")
        self.running = {}

    def _start(self, what, *words):
        log = os.path.join(self.folder, f"{what}.log")
        self.running[what] = processes.start([*self.network.prefix(self.name), *self.before, *words], log)

    def start_etcd(self, nodes):
        peer, client = f"http://{self.address}:{self.peer}", f"http://{self.address}:{self.etcd}"
        self._start("etcd", "etcd", "--name", self.name, "--data-dir", os.path.join(self.folder, "etcd"),
                    "--log-level", "error", "--pre-vote", "--enable-v2",
                    "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--listen-client-urls", client,
                    "--advertise-client-urls", client, "--initial-cluster-token", "serno-ha",
                    "--initial-cluster", ",".join(f"{n.name}=http://{n.address}:{n.peer}" for n in nodes))

    def start_patroni(self):
        self._start("patroni", "patroni", self.config)

    def postmaster(self):
        """Its pid, or None. The file outlives a kill, so the process must be one that works in the data directory."""
        data = os.path.join(self.folder, "pg")
        try:
            with open(os.path.join(data, "postmaster.pid"), encoding="ascii") as file:
                pid = int(file.readline())
            return pid if os.readlink(f"/proc/{pid}/cwd") == data else None
        except (OSError, ValueError):
            return None

    def pids(self):
        """All that runs on this machine."""
        return processes.tree([p.pid for p in self.running.values()] + [self.postmaster()])

    def kill(self):
        """kill -9 of all that runs here, as when the machine dies."""
        processes.send(self.pids(), signal.SIGKILL)
        for process in self.running.values():
            process.wait()
        self.running.clear()

    def kill_postgres(self):
        """With all its backends; Patroni lives and sees it."""
        processes.send(processes.tree([self.postmaster()]), signal.SIGKILL)

    def kill_patroni(self):
        """PostgreSQL goes on with nobody to look after it."""
        patroni = self.running.pop("patroni")
        patroni.kill()
        patroni.wait()

    def end_waiting(self, password):
        """Ends the connections here whose COMMIT waits for a standby. What they wrote then shows, but is on this machine only."""
        url = f"postgresql://postgres:{password}@{self.address}:{self.port}/postgres"
        ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
        subprocess.run([*self.network.prefix(self.name), os.path.join(bin_folder(), "psql"), "-XqAt", "-c", ended, url],
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)

    def ask(self, path, method="GET", body=None):
        """What Patroni says: (status, text); None when it does not."""
        connection = http.client.HTTPConnection(self.address, self.rest, timeout=ASK_S if method == "GET" else READY_S)
        try:
            connection.request(method, path, body=json.dumps(body) if body else None)
            reply = connection.getresponse()
            return reply.status, reply.read().decode()
        except (OSError, http.client.HTTPException):
            return None
        finally:
            connection.close()


class Cluster:
    def __init__(self, network, folder, safe=True):
        """safe: an acknowledged COMMIT is on two machines. Otherwise on none yet, as it is without any setting for it."""
        self.network, self.safe = network, safe
        self.passwords = {name: secrets.token_hex(12) for name in ("postgres", "replica", "rewind", "owner", "serno")}
        self.nodes = [Node(network, name, folder) for name in NODES]
        for node in self.nodes:
            self._write_config(node)

    # Configuration

    def _postgres_settings(self):
        noticed = "4s"  # a peer that is gone without a word
        return {"synchronous_commit": "on" if self.safe else "off", "max_connections": 100, "shared_buffers": "128MB",
                "max_wal_size": "1GB", "wal_log_hints": "on", "wal_retrieve_retry_interval": "500ms",
                "wal_sender_timeout": noticed, "wal_receiver_timeout": noticed, "tcp_user_timeout": noticed,
                "password_encryption": "scram-sha-256", "unix_socket_directories": ""}

    def _shared_settings(self):
        return {"ttl": TTL, "loop_wait": LOOP_WAIT, "retry_timeout": RETRY_TIMEOUT, "maximum_lag_on_failover": 1 << 20,
                "failsafe_mode": True, "synchronous_mode": self.safe, "synchronous_mode_strict": self.safe,
                "postgresql": {"use_pg_rewind": True, "use_slots": True, "parameters": self._postgres_settings()}}

    def _write_config(self, node):
        hba = f"host {{}} all {'10.77.0.0/24' if self.network.real else '127.0.0.0/8'} scram-sha-256"
        users = {"superuser": "postgres", "replication": "replica", "rewind": "rewind"}
        rest = f"{node.address}:{node.rest}"
        config = {
            "scope": "serno", "name": node.name, "restapi": {"listen": rest, "connect_address": rest},
            # Not etcd3: Patroni before 3.0.3 may put its leader key over that of another there, when it was cut off and comes back,
            # and then what was acknowledged meanwhile is lost. (Pull request 2689 of Patroni; Debian 12 has 3.0.2.)
            "etcd": {"hosts": [f"{n.address}:{n.etcd}" for n in self.nodes]},
            "bootstrap": {"dcs": self._shared_settings(),
                          "initdb": [{"encoding": "UTF8"}, {"locale": "C.UTF-8"}, "data-checksums"]},
            "postgresql": {
                "listen": f"{node.address}:{node.port}", "connect_address": f"{node.address}:{node.port}",
                "bin_dir": bin_folder(), "data_dir": os.path.join(node.folder, "pg"),
                "pgpass": os.path.join(node.folder, "pgpass"),
                "pg_hba": [hba.format("all"), hba.format("replication")],
                "authentication": {use: {"username": user, "password": self.passwords[user]} for use, user in users.items()}}}
        with open(node.config, "w", encoding="utf-8") as file:
            json.dump(config, file, indent=1)  # JSON is YAML, too

    # Running

    def start(self):
        for node in self.nodes:
            node.start_etcd(self.nodes)
        for node in self.nodes:
            node.start_patroni()
        self.wait_complete()

    def again(self, node):
        """What was killed of it starts again."""
        if "etcd" not in node.running:
            node.start_etcd(self.nodes)
        if "patroni" not in node.running:
            node.start_patroni()

    def node(self, name):
        return next(n for n in self.nodes if n.name == name)

    def roles(self, nodes=None):
        """{'leader': Node, 'sync_standby': Node, 'replica': Node}, those that run, as the first of these that answers sees it."""
        for node in nodes or self.nodes:
            answer = node.ask("/cluster")
            if answer and answer[0] == 200:
                members = json.loads(answer[1])["members"]
                return {m["role"]: self.node(m["name"]) for m in members if m["state"] in ("running", "streaming")}
        return {}

    def wait(self, what, condition, seconds=READY_S):
        """condition()'s value as soon as it has one."""
        deadline = time.monotonic() + seconds
        while not (value := condition()):
            if time.monotonic() > deadline:
                raise SystemExit(f"not within {seconds} s: {what}; the cluster: {self.seen()}")
            time.sleep(0.1)
        return value

    def seen(self):
        return next((a[1] for n in self.nodes if (a := n.ask("/cluster"))), "nobody answers")

    def wait_complete(self):
        """Until there is a leader that both others follow, one of them synchronously, and etcd knows which."""
        return self.wait("a complete cluster", self._complete)

    def _complete(self):
        leader = self.roles().get("leader")
        if not leader:
            return None
        roles = self.roles([leader])  # its own opinion: the others may not have heard of the newest yet
        answer = leader.ask("/patroni")
        state = json.loads(answer[1]) if answer else {}
        followers = [row for row in state.get("replication", []) if row["state"] == "streaming"]
        waited_for = [row["application_name"] for row in followers if row["sync_state"] == "sync"]
        known = [roles["sync_standby"].name] if "sync_standby" in roles else []
        good = len(followers) == len(self.nodes) - 1 and waited_for == known and len(known) == int(self.safe)
        return roles if roles.get("leader") is leader and state.get("role") in ("master", "primary") and good else None

    def wait_replayed(self):
        """Until both others show what the leader does: libpq goes no further when a host does not know the role or the database."""
        shown = "SELECT count(*) FROM pg_stat_replication WHERE replay_lsn >= pg_current_wal_flush_lsn()"
        self.wait("all have it", lambda: self.psql(shown, "postgres") == [[str(len(self.nodes) - 1)]])

    def wait_other_leader(self, old):
        others = [n for n in self.nodes if n is not old]
        return self.wait("another leader", lambda: (r := self.roles(others).get("leader")) is not old and r)

    def switchover(self, old, new):
        answer = old.ask("/switchover", "POST", {"leader": old.name, "candidate": new.name})
        if not answer or answer[0] not in (200, 202):
            raise SystemExit(f"no switchover: {answer}")

    # Asking PostgreSQL

    def url(self, user, database):
        """Names all three; whoever accepts writes is used."""
        hosts = ",".join(f"{n.address}:{n.port}" for n in self.nodes)
        return (f"postgresql://{user}:{self.passwords[user]}@{hosts}/{database}"
                "?target_session_attrs=read-write&connect_timeout=2&tcp_user_timeout=4000")

    def psql(self, sql, database="serno", user="postgres"):
        """Rows of texts, from whoever leads by then."""
        def ask():
            run = subprocess.run([os.path.join(bin_folder(), "psql"), "-XqAt", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-c", sql,
                                  self.url(user, database)], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
            if run.returncode not in (0, NOT_CONNECTED):
                raise SystemExit(f"psql: {run.stderr}")
            return [] if run.returncode else [[line.split("\t") for line in run.stdout.splitlines()]]
        return self.wait("a leader that answers", ask)[0]
