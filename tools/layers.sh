#!/bin/sh
# Makes BUILD/layers/LAYER/LAYER -> SOURCE/src/LAYER, so that a layer's include path offers just the layers it may use:
# with -IBUILD/layers/base a file can say "base/str.h" and nothing else. Called by meson.build at configure time.
set -eu
source=$1 build=$2
shift 2
for layer in "$@"; do
    mkdir -p "$build/layers/$layer"
    ln -sfn "$source/src/$layer" "$build/layers/$layer/$layer"
done
