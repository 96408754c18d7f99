#!/usr/bin/env bash
# Runs tests in Rust with cargo-nextest, which is quicker, where it is installed; else with cargo itself.
# All of them: the first that fails does not hide the others.
# usage: tools/rust-tests.sh ARGUMENT…      what both take
set -euo pipefail
cd "$(dirname "$0")/.."

if cargo nextest --version >/dev/null 2>&1; then
    cargo nextest run --no-fail-fast "$@"
else
    cargo test --no-fail-fast "$@"
fi
