# shellcheck shell=bash
# Runs the suite under the sanitizers and sums it up. Sourced by dev. How tests are organised: docs/internals/testing.md.

ASIDE=0 # process group of compile_aside
LONG_SUITES=(--no-suite soak)
WAITING=0 # so many more tests run at once than there are processors; 1 starves the tests that compute in a browser or in Node.js
SLOWNESS=4 # how much longer than said a test may take: sanitizers, and a machine with other things to do

# What the sanitizers do when they find something: say it all, then fail the test.
sanitizer_settings() {
    export ASAN_OPTIONS=detect_leaks=1:detect_stack_use_after_return=1:strict_string_checks=1
    export UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
    export TSAN_OPTIONS=suppressions=$PWD/tools/dev/tsan.txt:second_deadlock_stack=1
}

# ThreadSanitizer of gcc 12 needs a kernel that places memory as it expects; without address randomisation every kernel does.
fixed_addresses() {
    if setarch -R true 2>/dev/null; then setarch -R "$@"; else "$@"; fi
}

# One private PostgreSQL cluster for all tests that want one (tools/dev/with_postgres.py); it ends with this script, however that ends.
start_cluster() {
    local said
    said=$(tools/dev/postgres.py start) || die "no PostgreSQL cluster for the tests"
    CLUSTER=$(sed -n 's/^directory //p' <<<"$said")
    trap 'end_aside; tools/dev/postgres.py stop "$CLUSTER"' EXIT
    trap 'exit 130' INT TERM HUP
    SERNO_POSTGRES=$(tail -n 1 <<<"$said")
    export SERNO_POSTGRES
}

# run_tests DIR MESON-TEST-ARGUMENT...: the outcome is left in DIR/meson-logs/testlog.json for the summary.
run_tests() {
    local dir=$1
    shift
    rm -f "$dir/meson-logs/testlog.json"
    fixed_addresses meson test -C "$dir" --no-rebuild --num-processes $((JOBS + WAITING)) --timeout-multiplier "$SLOWNESS" \
        "$@" </dev/null |
        sed -un -e 's/^ *\([0-9]*\/[0-9]* .*\)/dev: \1/p' >&2 || true
}

# summarise [--broken STEP] DIR...: the failing tests' logs, counts, and the closing line; fails when a test did.
summarise() { python3 tools/dev/summary.py "$@"; }

# names_of DIR PATTERN...: the tests whose "suite name" contains a pattern.
names_of() {
    local dir=$1
    shift
    meson introspect --tests "$dir" | python3 tools/dev/summary.py --select "$@"
}

test_some() {
    local names
    sanitizer_settings
    compile build-test || { summarise --broken build-test; return 1; }
    mapfile -t names < <(names_of build-test "$@")
    [ "${#names[@]}" -gt 0 ] || die "no test is called like: $*"
    [[ ${names[*]} != *"on postgres"* ]] || start_cluster
    run_tests build-test "${names[@]}"
    summarise build-test
}

# What needs only a compiler is compiled while tests wait for something, at the lowest priority. How it went is seen when its turn
# comes: compile has nothing left to do then, or says what is wrong. A session of its own, so that it can be ended as a whole.
compile_aside() {
    local dir
    for dir in "$@"; do configure "$dir" || return 0; done
    # shellcheck disable=SC2016 # the inner shell expands it
    setsid nice -n 19 bash -c 'for dir; do ninja -C "$dir" -j 1; done' aside "$@" >/dev/null 2>&1 </dev/null &
    ASIDE=$!
}

end_aside() {
    [ "$ASIDE" -eq 0 ] || kill -- "-$ASIDE" 2>/dev/null || true
}

test_all() {
    local broken=() dirs=()
    sanitizer_settings
    start_cluster
    say "1/3 gcc with ASan and UBSan: the whole suite (2 and 3 are compiled meanwhile)"
    if compile build-test; then
        compile_aside build-tsan build-clang
        run_tests build-test "${LONG_SUITES[@]}"
        [ "$ASIDE" -eq 0 ] || wait "$ASIDE" || true
        ASIDE=0
        dirs+=(build-test)
    else
        broken+=(--broken build-test)
    fi
    say "2/3 gcc with TSan: the suite tsan"
    if compile build-tsan; then
        run_tests build-tsan --suite tsan "${LONG_SUITES[@]}"
        dirs+=(build-tsan)
    else
        broken+=(--broken build-tsan)
    fi
    say "3/3 clang: compiles without a warning"
    compile build-clang || broken+=(--broken build-clang)
    summarise "${broken[@]}" "${dirs[@]}"
}

# soak [PATTERN...]: everything once more in the optimised build, without a limit of time.
soak() {
    local names=()
    [ $# -eq 0 ] || mapfile -t names < <(names_of build "$@")
    [ $# -eq 0 ] || [ "${#names[@]}" -gt 0 ] || die "no test is called like: $*"
    start_cluster
    run_tests build --timeout-multiplier 0 "${names[@]}"
    summarise build
}
