#!/usr/bin/env bash
# The trial of the README's two commands on a bare Debian: makes a minbase root with debootstrap, puts the committed files
# into it and nothing else, and there lets ./dev run come up and ./dev test pass. Needs root; called by ./dev fresh.
# Mirror and apt settings are this machine's own. Everything is mounted in a namespace of its own, which ends with the trial.
# usage: fresh.sh [SUITE [TEST...]]     (bookworm when not said; only the tests that are called like TEST)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

SUITE=${1:-bookworm}
TESTS=("${@:2}")
CACHE=build-fresh/$SUITE.tar.gz # the bare root as debootstrap left it; ./dev clean removes it

say() { printf 'fresh: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# The mirror this machine's apt uses for the suite, else the first one it uses.
mirror() {
    # shellcheck disable=SC2016 # apt's own variables
    apt-get indextargets --format '$(RELEASE) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
        awk -v suite="$SUITE" 'NR == 1 { any = $2 } $1 == suite { print $2; found = 1; exit } END { if (!found) print any }'
}

# Proxy, certificates and date checks of this machine's apt, without its indexes, hooks and caches.
apt_settings() {
    apt-config dump Acquire | grep -E '^Acquire::(http|https|Check-|Retries|Max-)' || true
}

make_base() {
    local url root
    url=$(mirror)
    [ -n "$url" ] || die "apt has no mirror configured"
    say "making a bare Debian ($SUITE, minbase) in build-fresh; a minute or two"
    mkdir -p build-fresh
    root=$(mktemp -d "$PWD/build-fresh/base.XXXXXX")
    if ! debootstrap --variant=minbase "$SUITE" "$root" "$url" >build-fresh/debootstrap.log 2>&1; then
        tail -n 20 build-fresh/debootstrap.log >&2
        rm -rf --one-file-system "$root"
        die "debootstrap failed"
    fi
    tar -C "$root" --numeric-owner -czf "$CACHE.new" .
    mv "$CACHE.new" "$CACHE"
    rm -rf --one-file-system "$root"
}

# What the bare root needs to reach the same mirror as this machine. Only lines about the suite: others want keys of their own.
give_network() {
    local root=$1 file
    cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
    apt_settings >"$root/etc/apt/apt.conf.d/99machine"
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list /etc/apt/sources.list.d/*.sources; do
        grep -qs "^[^#]*\b$SUITE\b" "$file" || continue
        rm -f "$root/etc/apt/sources.list" # debootstrap's guess
        cp "$file" "$root/etc/apt/sources.list.d/machine-$(basename "$file")"
    done
    cp -rL /etc/apt/auth.conf.d /etc/apt/trusted.gpg.d "$root/etc/apt/" 2>/dev/null || true
    # A mirror behind https, or a proxy that signs: the authorities that this machine trusts.
    mkdir -p "$root/etc/ssl"
    cp -rL /etc/ssl/certs "$root/etc/ssl/" 2>/dev/null || true
    # Those of npm under a name that no package of the root makes anew.
    if [ -f "${NODE_EXTRA_CA_CERTS:-}" ]; then cp -L "$NODE_EXTRA_CA_CERTS" "$root/etc/ssl/node-extra.crt"; fi
}

# The commit, not the work tree: what is not committed cannot help.
give_checkout() {
    [ -z "$(git status --porcelain)" ] || say "note: changes that are not committed are not part of the trial"
    mkdir -p "$1/serno"
    git archive HEAD | tar -C "$1/serno" -xf -
}

# enter ROOT COMMAND...: in the root, with its own mounts and processes and next to no environment.
enter() {
    local root=$1 keep=() name
    shift
    [ ! -f "$root/etc/ssl/node-extra.crt" ] || keep+=(NODE_EXTRA_CA_CERTS=/etc/ssl/node-extra.crt)
    for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
        [ -z "${!name:-}" ] || keep+=("$name=${!name}")
    done
    # shellcheck disable=SC2016 # expands inside
    exec unshare --mount --pid --fork --kill-child -- bash -c '
        root=$1; shift
        mount -t proc proc "$root/proc"
        mkdir -p "$root/dev/shm"
        mount -t tmpfs tmpfs "$root/dev/shm"
        mkdir -p "$root/dev/pts"
        mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
        ln -sf pts/ptmx "$root/dev/ptmx"
        exec chroot "$root" "$@"' enter "$root" \
        /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C "${keep[@]}" "$@"
}

root='' inside=''

# Whatever happens: the processes of the trial go with the first of them, the mounts with the last.
clean_up() {
    [ -z "$inside" ] || { kill -KILL "$inside" && wait "$inside"; } 2>/dev/null || true
    [ -z "$root" ] || rm -rf --one-file-system "$root"
}

main() {
    [ "$(id -u)" -eq 0 ] || die "needs root (chroot, mount): sudo ./dev fresh"
    [ -f "$CACHE" ] || make_base
    trap clean_up EXIT
    trap 'exit 130' INT TERM HUP
    root=$(mktemp -d "$PWD/build-fresh/root.XXXXXX")
    tar -C "$root" --numeric-owner -xzf "$CACHE"
    chmod 755 "$root" # apt's own user looks in
    give_network "$root"
    give_checkout "$root"
    say "in a bare $SUITE: $(chroot "$root" dpkg-query -W | wc -l) packages, commit $(git rev-parse --short HEAD)"
    enter "$root" bash /serno/tools/dev/fresh_inside.sh "${TESTS[@]}" &
    inside=$!
    wait "$inside" # in the background, so that a signal is acted upon at once
    inside=
}

main
