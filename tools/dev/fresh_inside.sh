#!/usr/bin/env bash
# The half of the trial that runs inside the bare Debian (tools/dev/fresh.sh): does what the README says, and looks.
# usage: fresh_inside.sh [TEST...]     (all tests when none is named)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

DEADLINE_S=1800
LOG=/tmp/run.log

say() { printf 'fresh: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# healthz PORT: whether the server answers 200. By bash alone: a bare Debian has no curl. In a subshell, which may fail.
healthz() (
    exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
    printf 'GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$1" >&3
    read -r -t 10 line <&3 || line=
    [[ $line == 'HTTP/1.1 200'* ]]
)

# The port in the URL that the server printed.
port_printed() { sed -n 's#.*https\{0,1\}://[^/: ]*:\([0-9][0-9]*\).*#\1#p' "$LOG" | tail -n 1; }

try_run() {
    local run port started=$SECONDS
    say "./dev run --port 0"
    ./dev run --port 0 </dev/null >"$LOG" 2>&1 &
    run=$!
    until port=$(port_printed) && [ -n "$port" ] && healthz "$port" 2>/dev/null; do
        kill -0 "$run" 2>/dev/null || { cat "$LOG" >&2; die "./dev run ended before it answered"; }
        [ $((SECONDS - started)) -lt "$DEADLINE_S" ] || { cat "$LOG" >&2; kill "$run"; die "./dev run does not answer"; }
        sleep 1
    done
    sed 's/^/    /' "$LOG" >&2
    say "./dev run answers /healthz after $((SECONDS - started)) s, from nothing"
    kill -TERM "$run"
    wait "$run" || die "the server did not stop cleanly on SIGTERM"
}

try_test() {
    local started=$SECONDS
    say "./dev test $*"
    ./dev test "$@" </dev/null || die "./dev test failed after $((SECONDS - started)) s"
    say "./dev test passed after $((SECONDS - started)) s"
}

try_run
try_test "$@"
say "both commands of the README work on a bare Debian"
