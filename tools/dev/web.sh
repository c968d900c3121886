# shellcheck shell=bash
# The web application's part of ./dev: a Node.js for its tools, and the bundle. Sourced by dev.

. tools/web/node.sh

# A fitting Node.js on PATH. Where there is one, nothing happens; Debian's npm fetches one where Debian's own is too old.
need_node() {
    node_path && return 0
    command -v npm >/dev/null || need node
    node_path && return 0
    say "fetching Node.js $NODE_VERSION into .node (what is installed here is too old for web/)"
    if node_fetch && node_path; then return 0; fi
    say "no Node.js for the web application; WEB=disabled ./dev ... does without"
    return 1
}

# The packages of web/package-lock.json in web/node_modules.
web_modules() { need_node && tools/web/build.sh modules; }

# The bundle, built once for all build directories; only when something of it has changed.
web_build() { need_node && tools/web/build.sh; }
