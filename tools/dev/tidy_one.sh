#!/bin/sh
# clang-tidy over one file, so that several can run side by side: its report in one piece, nothing when it is clean.
# usage: tidy_one.sh BUILD-DIRECTORY FILE
report=$(clang-tidy -p "$1" --quiet "$2" 2>&1)
status=$?
[ "$status" -eq 0 ] || printf '%s\n' "$report" | grep -v 'warnings\{0,1\} generated\|warnings treated as errors'
exit "$status"
