# What people do with this repository. `make` alone lists it.
#
# Files carry the dependencies: the web app and the binaries are built again only when a source is newer.
# `make run` keeps its data in DATA and answers at LISTEN.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run build test test-rust test-web test-browser test-api test-crash test-postgres lint format bench bench-shape bench-cluster \
	crash-test cluster cluster-test fuzz docs check-docs clean

TARGET := $(or $(CARGO_TARGET_DIR),target)
DATA ?= data
LISTEN ?= 127.0.0.1:7300

rust_sources := $(shell find crates docs/errors -type f -not -path 'crates/testkit/*' -not -path '*/tests/*') Cargo.toml Cargo.lock
test_sources := $(shell find crates bench docs/errors -type f) Cargo.toml Cargo.lock
web_sources := $(shell find web examples/bots -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' -not -path '*/paraglide/*' \
	-not -path '*/cache/*')
web_packages := web/node_modules/.package-lock.json
browser_packages := tests/browser/node_modules/.package-lock.json
web_app := web/dist/index.html
product := $(TARGET)/release/subrosa
product_under_test := $(TARGET)/debug/subrosa

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(product) ## build, fill ./data with a small demo when it is empty, and serve it
	@tools/run.sh $(product) $(DATA) $(LISTEN)

build: $(product) ## build the release binary with the web app inside

test: test-rust test-web test-browser test-api check-docs test-crash ## run every test

test-rust: $(product_under_test)
	@tools/ensure.sh cluster postgres-tls
	tools/rust-tests.sh --workspace
	SUBROSA_TEST_STORE=postgres tools/rust-tests.sh --workspace --test api -- --skip policy::
	cargo test --workspace --doc --quiet

test-web: $(product_under_test) $(web_packages)
	cd web && npm run --silent check && SUBROSA_BIN=$(abspath $(product_under_test)) npm test --silent

test-browser: $(product_under_test) $(browser_packages)
	@tools/ensure.sh chromium fonts sdks
	@tools/ensure.sh cluster
	cd tests/browser && npm run --silent check && SUBROSA_BIN=$(abspath $(product_under_test)) npm test --silent
	cd tests/browser && SUBROSA_CLUSTER=1 SUBROSA_BIN=$(abspath $(product_under_test)) npm test --silent

test-api: $(product_under_test)
	@tools/ensure.sh schemathesis
	tests/api/run.sh $(product_under_test)

test-crash: $(product_under_test)
	@tools/ensure.sh cluster
	$(TARGET)/debug/crash-test --server $(product_under_test) --short
	$(TARGET)/debug/cluster-test --server $(product_under_test) --times 1

test-postgres: $(product_under_test) ## run the store's tests on every PostgreSQL from 15 to 18 (some minutes)
	@tools/ensure.sh cluster postgres-versions
	@for version in 15 16 17 18; do \
		$(TARGET)/tools/postgres/$$version/postgres/postgres --version; \
		SUBROSA_TEST_POSTGRES=$$version tools/rust-tests.sh --workspace --test store --test sync --test postgres; \
	done

lint: $(web_packages) $(browser_packages) ## check formatting, lints and the dependency tree
	@tools/ensure.sh rust deny
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --quiet -- -D warnings
	CARGO_TARGET_DIR=$(TARGET) cargo check --quiet --manifest-path fuzz/Cargo.toml
	cd web && npm run --silent lint
	tools/deny.sh
	deploy/check.sh

format: $(web_packages) ## format all code
	cargo fmt --all
	cd web && npm run --silent format

bench: $(product) ## measure, print a table and write bench/results/latest.jsonl (about ten minutes)
	SUBROSA_BIN=$(product) cargo run --release --quiet -p subrosa-bench

bench-shape: $(product) ## each figure as its work grows ten- and a hundredfold: bench/results/shape.svg
	SUBROSA_BIN=$(product) cargo run --release --quiet -p subrosa-bench -- --shape --seconds 3

bench-cluster: $(product) ## the same of several servers on PostgreSQL and NATS: bench/results/cluster.jsonl
	@tools/ensure.sh cluster
	SUBROSA_BIN=$(product) cargo run --release --quiet -p subrosa-bench -- --cluster

crash-test: $(product_under_test) ## kill, cut the power, fill the disk: nothing acknowledged is lost (SHORT=1: a minute)
	@tools/ensure.sh cluster
	$(TARGET)/debug/crash-test --server $(product_under_test) $(if $(SHORT),--short)

cluster: $(product_under_test) ## PostgreSQL, NATS and three servers behind one address, to play with
	@tools/ensure.sh cluster
	@$(TARGET)/debug/cluster --server $(product_under_test) --listen $(LISTEN) --demo

cluster-test: $(product_under_test) ## kill and stop each part of a cluster: nothing is lost, all is heard (TIMES=20 each)
	@tools/ensure.sh cluster
	$(TARGET)/debug/cluster-test --server $(product_under_test) --times $(or $(TIMES),20)

fuzz: ## feed frames, request bodies, flow files and tables with garbage (MINUTES=10 for each target)
	@tools/ensure.sh rust compiler fuzz
	tools/fuzz.sh $(or $(MINUTES),10)

docs: $(product_under_test) ## write what the docs take from the binary: docs/api, the settings
	tools/docs.sh $(product_under_test) .

check-docs: $(product_under_test)
	tools/docs.sh $(product_under_test) $(TARGET)/docs
	@for page in api/openapi.json api/asyncapi.json api/flow.schema.json operate/configure.md; do \
		cmp $(TARGET)/docs/docs/$$page docs/$$page || { echo "docs/$$page is behind the binary: run make docs" >&2; exit 1; }; \
	done

clean: ## remove everything that was built; ./data stays
	rm -rf $(TARGET) web/dist web/node_modules tests/browser/node_modules

$(web_packages) $(browser_packages): %/node_modules/.package-lock.json: %/package-lock.json
	@tools/ensure.sh node
	cd $* && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(web_app): $(web_packages) $(web_sources)
	cd web && npm run --silent build
	@touch $@

$(product): $(web_app) $(rust_sources)
	@tools/ensure.sh rust compiler
	cargo build --release -p subrosa-cli
	@touch $@

# All at once, because a part built alone would be built with other features, and so twice.
$(product_under_test): $(web_app) $(test_sources)
	@tools/ensure.sh rust compiler
	cargo build --workspace --all-targets
	@touch $@
