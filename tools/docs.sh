#!/usr/bin/env bash
# Writes what the docs take from the binary: the descriptions of the API and the reference of the settings.
# usage: tools/docs.sh BINARY FOLDER
set -euo pipefail
binary=$1 docs=$2/docs
mkdir -p "$docs/api" "$docs/operate"
"$binary" api openapi >"$docs/api/openapi.json"
"$binary" api asyncapi >"$docs/api/asyncapi.json"
"$binary" api flow >"$docs/api/flow.schema.json"
"$binary" config --reference >"$docs/operate/configure.md"
