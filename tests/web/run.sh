#!/usr/bin/env bash
# Runs one file of browser tests against a program, or the unit tests of the web application. What it needs: web/node_modules
# (tools/web/build.sh modules), Debian's chromium, and a Node.js, which it finds as ./dev does.
#
# usage: tests/web/run.sh NAME.test.mjs [SERNO]      tests/web/run.sh unit
set -euo pipefail
[ -z "${2:-}" ] || set -- "$1" "$(realpath "$2")" # as seen from where this was called
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

. tools/web/node.sh
node_path || { echo "no Node.js of 20.19 or later" >&2; exit 1; }

if [ "$1" = unit ]; then
    export NO_COLOR=1
    exec npm --prefix web --silent test
fi
SERNO=$(realpath "${2:-build/src/serno}")
export SERNO
exec node --test-reporter=tap "tests/web/$(basename "$1")"
