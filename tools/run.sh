#!/usr/bin/env bash
# Fills an empty data folder with the demo, prints its sign-ins and serves it.
# usage: tools/run.sh BINARY DATA LISTEN
set -euo pipefail
binary=$1 data=$2 listen=$3

# The sign-ins are kept beside the data, so that every later run can show them as well.
if [ ! -d "$data" ]; then
    mkdir -p "$(dirname "$data")"
    "$binary" demo --data "$data" >"$data.new"
    mv "$data.new" "$data/demo.txt"
fi
[ ! -f "$data/demo.txt" ] || cat "$data/demo.txt"
exec "$binary" serve --data "$data" --listen "$listen"
