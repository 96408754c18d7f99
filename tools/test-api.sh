#!/usr/bin/env bash
# Holds a real server to its own description: requests made from the OpenAPI document, right and wrong ones, get no 5xx and
# no answer that the document does not have.
# usage: tools/test-api.sh BINARY
set -euo pipefail
binary=$(realpath "$1")
cd "$(dirname "$0")/.."
schemathesis=$(realpath "${CARGO_TARGET_DIR:-target}/tools/python/bin/schemathesis")
work=$(mktemp -d)
server=
trap 'kill $server 2>/dev/null || true; wait; rm -rf "$work"' EXIT

# Thousands of requests a minute are no abuse here.
for limit in MESSAGES COMMANDS STARTS SIGN_UPS SIGN_INS_BY_ADDRESS; do
    export "SUBROSA_LIMITS_${limit}_PER_MINUTE=1000000" "SUBROSA_LIMITS_${limit}_BURST=1000000"
done
"$binary" serve --json --data "$work/data" --listen 127.0.0.1:0 \
    >"$work/listening" 2>"$work/log" &
server=$!
for _ in $(seq 300); do
    [ ! -s "$work/listening" ] || break
    kill -0 $server 2>/dev/null || { cat "$work/log" >&2; exit 1; }
    sleep 0.1
done
url="http://$(sed -n 's/.*"listening":"\([^"]*\)".*/\1/p' "$work/listening")"

"$binary" account create ada --no-password --data "$work/data" >"$work/log"
"$binary" account create grace --no-password --data "$work/data" >"$work/log"
token=$("$binary" token create ada --data "$work/data")

# Signing out would leave every later request signed out.
cd "$work" # where it leaves its notes
"$schemathesis" run "$url/v1/openapi.json" \
    --header "Authorization: Bearer $token" \
    --exclude-path /v1/sessions/current \
    --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance \
    --checks response_headers_conformance \
    --phases examples,coverage,fuzzing,stateful \
    --max-examples "${EXAMPLES:-20}" \
    --seed "${SEED:-1}" --suppress-health-check all --no-color
