#!/usr/bin/env bash
# Checks the dependency tree against deny.toml: licences, sources, banned crates and, where the public database of
# advisories can be reached, known weaknesses. Without it the rest is checked all the same, and that is said.
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="${CARGO_TARGET_DIR:-target}/tools/bin:$PATH"

cargo deny --log-level error check bans licenses sources
if timeout 60 cargo deny --log-level off fetch db >/dev/null 2>&1; then
    cargo deny --log-level error check --disable-fetch advisories
else
    echo "advisories: not checked, their database (github.com/rustsec/advisory-db) can't be reached from here"
fi
