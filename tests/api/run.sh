#!/usr/bin/env bash
# Holds a real server to its own description: requests made from the OpenAPI document, right and wrong ones, get no 5xx, no
# answer that the document does not have, and nothing without signing in.
#
# usage: tests/api/run.sh BINARY      EXAMPLES=8 SEED=1 change how much is tried and what
set -euo pipefail
binary=$(realpath "$1")
cd "$(dirname "$0")/../.."
tools=$(realpath "${CARGO_TARGET_DIR:-target}/tools/python/bin")
here=$PWD/tests/api
work=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null || true; wait; rm -rf "$work"' EXIT

# Thousands of requests a minute are no abuse here.
for limit in MESSAGES COMMANDS STARTS SIGN_UPS PROFILE_CHANGES SIGN_INS_BY_{ADDRESS,ACCOUNT,ACCOUNT_AND_ADDRESS}; do
    export "SUBROSA_LIMITS_${limit}_PER_MINUTE=1000000" "SUBROSA_LIMITS_${limit}_BURST=1000000"
done
# Passkeys are there where the server has a name.
export SUBROSA_PUBLIC_URL=http://localhost
"$binary" serve --json --data "$work/data" --listen 127.0.0.1:0 >"$work/listening" 2>"$work/log" &
server=$!
for _ in $(seq 300); do
    [ ! -s "$work/listening" ] || break
    kill -0 $server 2>/dev/null || { cat "$work/log" >&2; exit 1; }
    sleep 0.1
done
url="http://$(sed -n 's/.*"listening":"\([^"]*\)".*/\1/p' "$work/listening")"

# The names stand in the document's examples.
for person in ada grace; do
    "$binary" account create $person --no-password --data "$work/data" >"$work/made-$person"
done
new_token() { "$binary" token create ada --data "$work/data"; }
token=$(new_token)
AVATAR=$("$tools/python" "$here/avatar.py" "$url" "$token")
export AVATAR
export SCHEMATHESIS_HOOKS=$here/hooks.py
# Ada acts for herself, then for a brand of hers.
ACTING_FOR=$(sed -n 's/^made @ada (\(acc_[0-9a-z]*\)).*/\1/p' "$work"/made-ada)
export ACTING_FOR
brand=$("$tools/python" "$here/brand.py" "$url" "$token")

# Runs the tester with a token; its words are shown when it finds something.
try() {
    local token=$1
    shift
    if ! timeout 900 "$tools/schemathesis" --config-file "$here/schemathesis.toml" run "$url/v1/openapi.json" \
        --header "Authorization: Bearer $token" --checks all --suppress-health-check all \
        --max-examples "${EXAMPLES:-8}" --seed "${SEED:-1}" --no-color "$@" >"$work/report" 2>&1; then
        cat "$work/report" >&2
        exit 1
    fi
    grep -A 1 '^Test cases:' "$work/report"
}

cd "$work" # where the tester leaves its notes
# A device that is signed out can try nothing further, so these two come last, each with its own.
ends=(--include-operation-id sign_out --include-operation-id revoke_device)
try "$token" "${ends[@]/include/exclude}"
ACTING_FOR=$brand try "$(new_token)" --include-tag Brands --include-tag Inbox --include-tag Customers --include-tag Conversations --include-tag Messages
try "$(new_token)" "${ends[@]}" --phases examples,coverage,fuzzing

if grep -q '"level":"ERROR"\| ERROR ' "$work/log"; then
    echo 'the server logged errors:' >&2
    grep '"level":"ERROR"\| ERROR ' "$work/log" >&2
    exit 1
fi
