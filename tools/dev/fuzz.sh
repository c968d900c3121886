# shellcheck shell=bash
# Fuzzing with libFuzzer. Sourced by dev. Seeds and kept crashes of the target fuzz_X are in tests/fuzz/seeds/X and
# tests/fuzz/crashes/X; what a run learns stays in build-fuzz/corpus/X, so the next one goes on from there.

FUZZ_SECONDS=60

# fuzz_targets: name and program of each, one a line.
fuzz_targets() {
    meson introspect --targets build-fuzz | python3 -c '
import json, sys
for target in json.load(sys.stdin):
    if target["type"] == "executable" and target["name"].startswith("fuzz_"):
        print(target["name"][len("fuzz_"):], target["filename"][0])'
}

# fuzz_one NAME PROGRAM SECONDS: a crash is left in tests/fuzz/crashes/NAME and fails.
fuzz_one() {
    local name=$1 program=$2 seconds=$3 corpus=build-fuzz/corpus/$1 log=build-fuzz/$1.log inputs=() options=()
    mkdir -p "$corpus" "tests/fuzz/crashes/$name"
    inputs=("$corpus" "tests/fuzz/crashes/$name")
    [ ! -d "tests/fuzz/seeds/$name" ] || inputs+=("tests/fuzz/seeds/$name")
    [ ! -f "tests/fuzz/seeds/$name.dict" ] || options+=("-dict=tests/fuzz/seeds/$name.dict")
    say "fuzz $name for $seconds s"
    if "$program" "${options[@]}" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="tests/fuzz/crashes/$name/" "${inputs[@]}" >"$log" 2>&1; then
        awk -v name="$name" '/cov:/ { for (i = 1; i < NF; i++) if ($i == "cov:") cov = $(i + 1) }
            /number_of_executed_units/ { runs = $2 }
            END { printf "%-20s %d runs, %d edges covered, no crash\n", name, runs, cov }' "$log"
    else
        tail -n 60 "$log"
        printf '%-20s CRASHED: see tests/fuzz/crashes/%s and %s\n' "$name" "$name" "$log"
        return 1
    fi
    rmdir "tests/fuzz/crashes/$name" 2>/dev/null || true
}

# fuzz [TARGET] [SECONDS]
fuzz() {
    local only='' seconds=$FUZZ_SECONDS word name program found=0 crashed=0
    for word in "$@"; do
        if [[ $word =~ ^[0-9]+$ ]]; then seconds=$word; else only=${word#fuzz_}; fi
    done
    configure build-fuzz || die "the fuzz build does not configure"
    while read -r name program; do
        [ -z "$only" ] || [ "$only" = "$name" ] || continue
        found=$((found + 1))
        compile build-fuzz "${program#"$PWD"/build-fuzz/}" || die "fuzz_$name does not build"
        fuzz_one "$name" "$program" "$seconds" </dev/null || crashed=$((crashed + 1))
    done < <(fuzz_targets)
    [ "$found" -gt 0 ] || die "no fuzz target${only:+ called $only}"
    say "fuzzed $found targets, $crashed crashed"
    [ "$crashed" -eq 0 ]
}
