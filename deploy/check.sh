#!/usr/bin/env bash
# Checks the deployment files: the Compose file and the manifests by their schemas, and all of them with one another (check.py). What else
# is there is used as well: kubectl or kustomize, nats-server, caddy, hadolint. Ends with 1 when something is wrong.
#
# usage: deploy/check.sh
set -euo pipefail
cd "$(dirname "$0")/.."

tools="${CARGO_TARGET_DIR:-target}/tools"
validators=(check-jsonschema==0.39.0 kubernetes-validate==1.37.0 pyyaml==6.0.4)
PATH="$PATH:$(realpath -m "$tools/cluster/bin")"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
wrong=0 left_out=()

# Runs a check, and shows what it said when it failed.
# usage: check WHAT COMMAND…
check() {
    local what=$1
    shift
    "$@" >"$scratch/said" 2>&1 && return
    printf '%s:\n' "$what" >&2
    sed 's/^/  /' "$scratch/said" >&2
    wrong=1
}

# Whether a program is there; if not, it is said in the end what was left out.
# usage: with PROGRAM
with() {
    command -v "$1" >/dev/null && return
    left_out+=("$1")
    return 1
}

if [ "$(cat "$tools/deploy/installed" 2>/dev/null)" != "${validators[*]}" ]; then
    echo "  installing ${validators[*]} under $tools/deploy" >&2
    python3 -m venv --clear "$tools/deploy"
    "$tools/deploy/bin/pip" install --quiet --disable-pip-version-check "${validators[@]}"
    echo "${validators[*]}" >"$tools/deploy/installed"
fi

check compose.yaml "$tools/deploy/bin/check-jsonschema" --builtin-schema vendor.compose-spec deploy/compose/compose.yaml
check "the files with one another" "$tools/deploy/bin/python" deploy/check.py

# The manifests as they are put together: alone, and with all examples that can be added.
kustomize=()
if command -v kustomize >/dev/null; then
    kustomize=(kustomize build)
elif with kubectl; then
    kustomize=(kubectl kustomize)
fi
if [ ${#kustomize[@]} != 0 ]; then
    base=$(realpath --relative-to="$(realpath "$scratch")" deploy/kubernetes)
    {
        printf 'kind: Kustomization\nnamespace: subrosa\nresources: [%s]\ncomponents:\n' "$base"
        for example in deploy/kubernetes/examples/*/; do
            printf -- '- %s/examples/%s\n' "$base" "$(basename "$example")"
        done
    } >"$scratch/kustomization.yaml"
    check "kustomize: the base" "${kustomize[@]}" deploy/kubernetes -o "$scratch/base"
    check "kustomize: the base with all examples" "${kustomize[@]}" "$scratch" -o "$scratch/all"
    [ $wrong != 0 ] || check "the manifests put together" "$tools/deploy/bin/python" deploy/check.py "$scratch/base" "$scratch/all"
fi

# NATS, with variables as they are in a container; with TLS as well.
if with nats-server; then
    nats=(env NATS_NAME=nats-0 NATS_USER=subrosa NATS_PASSWORD=1a NATS_ROUTES_PASSWORD=2b)
    for server in 0 1 2 3; do
        nats+=("NATS_ROUTE_$server=nats://route:2b@nats-$server:6222")
    done
    nats+=(nats-server -t -c)
    check compose/nats.conf "${nats[@]}" deploy/compose/nats.conf
    check kubernetes/nats.conf "${nats[@]}" deploy/kubernetes/nats.conf
    if with openssl; then
        cp deploy/kubernetes/nats.conf deploy/kubernetes/examples/nats-tls/*.conf "$scratch"
        sed -i "s#/etc/nats/tls/#$scratch/#" "$scratch"/*.conf
        check openssl openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=nats \
            -keyout "$scratch/tls.key" -out "$scratch/tls.crt"
        cp "$scratch/tls.crt" "$scratch/ca.crt"
        check examples/nats-tls "${nats[@]}" "$scratch/nats.conf"
    fi
fi

if with caddy; then
    check Caddyfile env DOMAIN=localhost XDG_DATA_HOME="$scratch" XDG_CONFIG_HOME="$scratch" \
        caddy validate --adapter caddyfile --config deploy/compose/Caddyfile
fi
if with hadolint; then
    check Dockerfile hadolint Dockerfile
fi

[ ${#left_out[@]} = 0 ] || echo "deploy: not there, so left out: ${left_out[*]}" >&2
exit $wrong
