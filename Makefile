# What people do with this repository. `make` alone lists it.
#
# Files carry the dependencies: the web app and the binaries are built again only when a source is newer.
# `make run` keeps its data in DATA and answers at LISTEN.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run build test test-rust test-web test-browser test-api lint format bench crash-test fuzz docs check-docs clean

TARGET := $(or $(CARGO_TARGET_DIR),target)
DATA ?= data
LISTEN ?= 127.0.0.1:7300

rust_sources := $(shell find crates -type f -not -path 'crates/testkit/*' -not -path '*/tests/*') Cargo.toml Cargo.lock
web_sources := $(shell find web -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' -not -path '*/paraglide/*')
web_packages := web/node_modules/.package-lock.json
web_app := web/dist/index.html
product := $(TARGET)/release/subrosa
product_under_test := $(TARGET)/debug/subrosa

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(product) ## build, fill ./data with a small demo when it is empty, and serve it
	@tools/run.sh $(product) $(DATA) $(LISTEN)

build: $(product) ## build the release binary with the web app inside

test: test-rust test-web test-browser test-api check-docs crash-test-short ## run every test

test-rust: $(web_app)
	@tools/ensure.sh compiler
	@tools/test-rust.sh

test-web: $(web_packages)
	cd web && npm run --silent check && npm test --silent

test-browser: $(product_under_test)
	@tools/ensure.sh chromium fonts

test-api: $(product_under_test)
	@tools/ensure.sh schemathesis

lint: $(web_packages) ## check formatting, lints and the dependency tree
	@tools/ensure.sh rust deny
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --quiet -- -D warnings
	cd web && npm run --silent lint
	tools/deny.sh

format: $(web_packages) ## format all code
	cargo fmt --all
	cd web && npm run --silent format

bench: $(product) ## measure, print a table and write bench/results/latest.jsonl (about ten minutes)
	cargo run --release --quiet -p subrosa-bench

crash-test: $(product_under_test) ## kill, cut the power, fill the disk: nothing acknowledged is lost (SHORT=1: a minute)
	@tools/ensure.sh compiler
	cargo run --quiet -p subrosa-testkit --bin crash-test -- --server $(product_under_test) $(if $(SHORT),--short)

fuzz: ## feed frames and request bodies with garbage (MINUTES=10 for each target)
	@tools/ensure.sh rust compiler fuzz
	tools/fuzz.sh $(or $(MINUTES),10)

docs: $(product_under_test) ## write docs/api from the binary
	$(product_under_test) api openapi > docs/api/openapi.json
	$(product_under_test) api asyncapi > docs/api/asyncapi.json

clean: ## remove everything that was built; ./data stays
	rm -rf $(TARGET) web/dist web/node_modules

$(web_packages): web/package-lock.json
	@tools/ensure.sh node
	cd web && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(web_app): $(web_packages) $(web_sources)
	cd web && npm run --silent build
	@touch $@

$(product): $(web_app) $(rust_sources)
	@tools/ensure.sh rust compiler
	cargo build --release -p subrosa-cli
	@touch $@

$(product_under_test): $(web_app) $(rust_sources)
	@tools/ensure.sh rust compiler
	cargo build --workspace --all-targets
	@touch $@
