#!/usr/bin/env bash
# Runs every fuzz target for some minutes. What it finds is kept in fuzz/artifacts, and the target's own words say how to
# repeat it.
# usage: tools/fuzz.sh MINUTES
set -euo pipefail
cd "$(dirname "$0")/.."
target=$(realpath -m "${CARGO_TARGET_DIR:-target}")
PATH="$target/tools/bin:$PATH"
# Built with instruments, so apart from everything else.
export CARGO_TARGET_DIR="$target/fuzz"

# Instruments are a feature of nightly compilers. Without one, the stable compiler is told to take them all the same.
toolchain=+nightly
if ! cargo +nightly --version >/dev/null 2>&1; then
    toolchain=
    export RUSTC_BOOTSTRAP=1
fi

for name in $(cargo $toolchain fuzz list); do
    cargo $toolchain fuzz run "$name" -- -max_total_time=$((60 * $1)) -max_len=8192 -timeout=10 -verbosity=0 -print_final_stats=1
done
