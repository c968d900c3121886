#!/usr/bin/env bash
# Runs agree.mjs: `serno gs1` against bwip-js. What it needs: web/node_modules (tools/web/build.sh modules) and a Node.js, which it finds
# as ./dev does.
#
# usage: tests/gs1/run.sh [SERNO]
set -euo pipefail
serno=$(realpath "${1:-build/src/serno}")
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

. tools/web/node.sh
node_path || { echo "no Node.js of 20.19 or later" >&2; exit 1; }
exec node tests/gs1/agree.mjs "$serno"
