#!/usr/bin/env bash
# Builds the web application once for all build directories: web/ -> build-web/web_pack.c, which they compile and which takes its
# bytes from build-web/web_pack-*.bin. Does nothing when that is already made from what is in web/ now. Several may call it at once.
#
# usage: build.sh             all of it
#        build.sh modules     only what web/package-lock.json names, into web/node_modules
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

OUT=build-web

say() { printf 'web: %s\n' "$*" >&2; }

. tools/web/node.sh

# quietly COMMAND...: what it says only when it fails.
quietly() {
    "$@" >"$OUT/log" 2>&1 || { cat "$OUT/log" >&2; return 1; }
}

# What the bundle is made from, as one hash. Tests and their like are part of it: to leave them out is not worth the rule.
sources_hash() {
    {
        find web -name node_modules -prune -o -name dist -prune -o -path web/src/api/schema.d.ts -prune -o -type f -print0
        find spec/openapi.yaml spec/lifecycle.json tools/gen/web_embed.mjs docs/guides docs/concepts.md docs/reference -type f -print0
    } | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d ' ' -f 1
}

# Is what lies in web/node_modules what the lock file says? npm keeps there a list of what it has installed.
modules_match() {
    node -e '
        const fs = require("fs");
        const wanted = JSON.parse(fs.readFileSync("web/package-lock.json")).packages;
        const have = JSON.parse(fs.readFileSync("web/node_modules/.package-lock.json")).packages;
        const differs = ([name, p]) => name && (have[name] ? have[name].version !== p.version : !p.optional && !p.devOptional);
        process.exit(Object.entries(wanted).some(differs) ? 1 : 0)' 2>/dev/null
}

modules() {
    modules_match && return 0
    say "installing the packages of web/package-lock.json"
    quietly npm --prefix web ci --no-audit --no-fund
}

build() {
    local want
    want=$(sources_hash)
    [ -e "$OUT/web_pack.c" ] && [ "$(cat "$OUT/stamp" 2>/dev/null)" = "$want" ] && return 0
    modules
    say "building the web application"
    rm -f "$OUT/stamp"
    quietly npm --prefix web run build -- --outDir "$PWD/$OUT/dist" --emptyOutDir
    say "$(node tools/gen/web_embed.mjs "$OUT/dist" "$OUT")"
    printf '%s\n' "$want" >"$OUT/stamp"
}

main() {
    mkdir -p "$OUT"
    exec 9>"$OUT/lock"
    flock 9
    node_path || { say "no Node.js of 20.19 or later; ./dev build gets one"; exit 1; }
    case ${1:-build} in
    build) build ;;
    modules) modules ;;
    *) say "usage: build.sh [modules]"; exit 2 ;;
    esac
}

main "$@"
