"""Processes of the rig: started as an unprivileged user, found again by their tree, ended by pid.

Whatever a killed process leaves behind becomes a child of ours (keeper), so nothing outlives the rig: not PostgreSQL when its
Patroni was killed, not on Ctrl-C, not after a failure.
"""
import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys

PR_SET_CHILD_SUBREAPER = 36
NOBODY = 65534


def _in_own_users():
    """True inside a user namespace, where root is not the machine's root and other users do not exist."""
    with open("/proc/self/uid_map", encoding="ascii") as file:
        return file.read().split() != ["0", "0", "4294967295"]


def unprivileged():
    """What to put before a command that must not run as root, and who then owns its files (uid, gid)."""
    if os.geteuid() != 0:
        return [], (os.geteuid(), os.getegid())
    if _in_own_users():
        return ["unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}"], (0, 0)
    names = {user.pw_name: user for user in pwd.getpwall()}
    user = names.get("postgres") or names["nobody"]
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"], (user.pw_uid, user.pw_gid)


def folder_for(owner, *parts):
    """A directory that only this owner can read; its path."""
    path = os.path.join(*parts)
    os.makedirs(path, mode=0o700)
    os.chown(path, *owner)
    return path


def start(command, log, **members):
    """A process whose output goes to the end of this file."""
    with open(log, "ab") as file:
        return subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=file, stderr=file, **members)


def _parents():
    """pid -> pid of its parent, of everything that runs."""
    parents = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat", encoding="latin-1") as file:
                state, parent = file.read().rpartition(")")[2].split()[:2]
        except OSError:
            continue  # it ended meanwhile
        if state != "Z":
            parents[int(name)] = int(parent)
    return parents


def tree(roots):
    """These processes and all their descendants that run, parents first."""
    parents, found = _parents(), [pid for pid in roots if pid]
    found = [pid for pid in found if pid in parents]
    for pid in found:  # grows while it is walked
        found.extend(child for child, parent in parents.items() if parent == pid and child not in found)
    return found


def send(pids, number):
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            pass


# ---- the keeper ----

def _end_children():
    """SIGKILL for all that is still below us, until nothing is."""
    while True:
        send(tree([os.getpid()])[1:], signal.SIGKILL)
        try:
            os.wait()
        except ChildProcessError:
            return


def keep(work):
    """Runs work() in a child and adopts, and at the end kills, whatever it leaves; the exit code."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        sys.exit(work())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal tells the child, too; it tidies up and ends
    signal.signal(signal.SIGTERM, lambda *_: send([child], signal.SIGTERM))
    code = None
    while code is None:
        pid, status = os.wait()
        code = os.waitstatus_to_exitcode(status) if pid == child else None
    _end_children()
    return code if code >= 0 else 128 - code


def remove(folder):
    shutil.rmtree(folder, ignore_errors=True)
