# shellcheck shell=bash
# Installs the Debian packages that a subcommand of ./dev needs. Sourced by dev; the list is packages.txt.
# Silent and without a call of apt when nothing is missing.

# packages_for GROUP...: the packages of these groups, one a line.
packages_for() {
    local wanted=" $* " package group
    while read -r package group _; do
        case $package in '#'* | '') continue ;; esac
        [[ $wanted == *" $group "* ]] && printf '%s\n' "$package"
    done <tools/dev/packages.txt | sort -u
}

# packages_missing PACKAGE...: those of them that are not installed.
packages_missing() {
    local have package
    # dpkg-query fails when one is unknown to it, and still prints the others.
    have=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)
    for package in "$@"; do
        [[ $'\n'$have$'\n' == *$'\n'"installed $package"$'\n'* ]] || printf '%s\n' "$package"
    done
}

# as_root COMMAND...: runs it as root, through sudo where that is needed; never waits for a password without a terminal.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        env DEBIAN_FRONTEND=noninteractive "$@"
    elif [ -t 0 ]; then
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    else
        sudo -n env DEBIAN_FRONTEND=noninteractive "$@"
    fi
}

can_be_root() { [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null; }

apt_lists_missing() { ! compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null; }

apt_update() {
    say "reading the package lists (apt-get update)"
    as_root apt-get -qq -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 update
}

apt_install() {
    as_root apt-get -qq -y -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 --no-install-recommends install "$@"
}

# without_services COMMAND...: Debian starts a package's daemon when it installs it; we start our own, on our own data.
without_services() (
    policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
        trap 'as_root rm -f "$policy"' EXIT
        printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
        as_root chmod 755 "$policy"
    fi
    "$@"
)

# Old lists name package versions that the mirror has dropped: one update, one more try.
apt_install_fresh() {
    local log updated=no
    log=$(mktemp)
    if apt_lists_missing; then apt_update && updated=yes; fi
    if apt_install "$@" >"$log" 2>&1; then rm -f "$log"; return 0; fi
    if [ "$updated" = no ] && apt_update && apt_install "$@" >"$log" 2>&1; then rm -f "$log"; return 0; fi
    tail -n 30 "$log" >&2
    rm -f "$log"
    return 1
}

# need GROUP...: makes sure that the packages of these groups are there.
need() {
    local packages missing
    if ! command -v dpkg-query >/dev/null; then
        say "this is no Debian; what Serno needs is listed in tools/dev/packages.txt"
        return 0
    fi
    # By words, not by process substitution: that wants /proc, which a bare root may not have yet.
    read -ra packages -d '' <<<"$(packages_for "$@")" || true
    read -ra missing -d '' <<<"$(packages_missing "${packages[@]}")" || true
    [ "${#missing[@]}" -gt 0 ] || return 0
    can_be_root || die "missing, and neither root nor sudo here. Run as root: apt-get install ${missing[*]}"
    say "installing ${#missing[@]} Debian packages: ${missing[*]}"
    without_services apt_install_fresh "${missing[@]}" || die "could not install: ${missing[*]}"
}
