# shellcheck shell=bash
# What `./dev lint` checks, one function a check. Sourced by dev. Every check runs, also after one has failed.

# sources DIR... -- PATTERN...: files below the directories that are there, by name pattern.
sources() {
    local dirs=() names=()
    while [ "$1" != -- ]; do [ ! -e "$1" ] || dirs+=("$1"); shift; done
    shift
    while [ $# -gt 0 ]; do names+=(-o -name "$1"); shift; done
    find "${dirs[@]}" -type f \( "${names[@]:1}" \) | LC_ALL=C sort
}

lint_format() {
    local file status=0
    while read -r file; do
        clang-format "$file" | cmp -s - "$file" || { echo "$file: ./dev format would change it"; status=1; }
    done < <(sources src tests tools -- '*.[ch]')
    return "$status"
}

# The files of src/ that the clang build compiles; clang-tidy does not know gcc's flags.
tidy_files() {
    python3 -c '
import json, os
for row in json.load(open("build-clang/compile_commands.json")):
    print(os.path.relpath(os.path.join(row["directory"], row["file"])))' | grep '^src/' | LC_ALL=C sort -u
}

lint_tidy() {
    local status=0 forgotten
    compile build-clang || status=1 # what does compile is looked at all the same
    forgotten=$(comm -13 <(tidy_files) <(sources src -- '*.c'))
    [ -z "$forgotten" ] || { sed 's/^/in no list of src\/meson.build: /' <<<"$forgotten"; status=1; }
    tidy_files | xargs -r -n 1 -P "$JOBS" tools/dev/tidy_one.sh build-clang || status=1
    return "$status"
}

lint_cppcheck() {
    cppcheck --quiet --enable=warning,performance,portability --inline-suppr --std=c11 --language=c -j "$JOBS" \
        --suppressions-list=tools/dev/cppcheck.txt --error-exitcode=1 -I src -D_GNU_SOURCE src
}

lint_layers() { python3 tools/dev/lint_layers.py; }

lint_functions() { python3 tools/dev/lint_functions.py; }

lint_links() { python3 tools/dev/lint_links.py; }

# A generator whose output is kept in the repository says with --check whether that is still what it would write.
lint_generated() {
    local generator status=0
    while read -r generator; do
        python3 "$generator" --check || status=1
    done < <(sources tools/gen -- '*.py' | xargs -r grep -l -e '--check')
    return "$status"
}

lint_python() {
    local files
    mapfile -t files < <(sources tools tests spec -- '*.py')
    python3 -c 'import ast, sys
for name in sys.argv[1:]:
    ast.parse(open(name, encoding="utf-8").read(), name)' "${files[@]}"
}

# Layout, rules and types of the web application.
lint_web() {
    [ "$WEB" = enabled ] || return 0
    web_modules && npm --prefix web run --silent lint
}

lint_shell() {
    local files
    mapfile -t files < <(sources dev .ci tools tests -- 'dev' 'run' '*.sh')
    shellcheck --external-sources "${files[@]}"
}

# checkout_files: every file that is or could be committed.
checkout_files() { git ls-files --cached --others --exclude-standard -z; }

# Files speak of the project, not of the machine they were written on: no paths of it, and none of the hosts it gets
# its packages from (the list of which is this machine's own).
lint_machine() {
    local paths='/[w]ork/|/[r]oot/|/tmp/[b]ash_jobs|/[h]ome/[a-z]+/' hosts
    # shellcheck disable=SC2016 # apt's own variable
    hosts=$(apt-get indextargets --format '$(SITE)' 2>/dev/null | sed -n 's#^[a-z+]*://\([^/:]*\).*#\1#p' | sort -u)
    git rev-parse --git-dir >/dev/null || return 1
    ! checkout_files | xargs -0 grep -nIEs -e "$paths" &&
        ! checkout_files | xargs -0 grep -nIFs -e "${hosts:-no host known}"
}

lint_files() {
    local wide
    wide=$(sources src tests tools -- '*.[ch]' | xargs -r wc -l | awk '$2 != "total" && $1 > 500 { print "  " $2 ": " $1 " lines" }')
    [ -z "$wide" ] || printf 'files over 500 lines, probably two subjects each:\n%s\n' "$wide"
}

LINTS=(format layers functions files links generated python shell web machine cppcheck tidy)

lint() {
    local name failed=()
    for name in "${LINTS[@]}"; do
        say "lint: $name"
        "lint_$name" || failed+=("$name")
    done
    [ "${#failed[@]}" -eq 0 ] || die "lint found something: ${failed[*]}"
    say "lint: clean"
}
