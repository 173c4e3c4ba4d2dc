# Portico's recipes. The two that matter: `just run` and `just test`; the rest is what they are made of.
# `./just` fetches just itself where it is missing.

export PATH := justfile_directory() / ".tools/bin" + ":" + env("PATH")
# All Rust code but the browser apps, which are compiled for another target.
native := "-p portico-openapi -p portico -p portico-bench -p bundle"
wasm := "wasm32-unknown-unknown"
# The server as it is built for daily work.
server := absolute_path(env("CARGO_TARGET_DIR", "target")) / "debug/portico"

# List the recipes
[private]
default:
    @just --list --unsorted

# Install what is missing, build, and serve a demonstration on http://localhost:8080
[group('daily')]
run: setup (apps "apps-quick")
    cargo build -p portico
    mkdir -p data
    exec {{ server }} serve --demo

# Like run, and rebuild on every change
[group('daily')]
dev: setup
    tools/dev.sh {{ server }}

# Run every test there is, on both databases
[group('daily')]
test: setup setup-test
    tools/with-postgres.sh tools/steps.sh \
        fmt-check clippy clippy-apps deny test-server test-tools test-apps sizes e2e

# Format all code
[group('daily')]
fmt:
    cargo fmt --all

# Check formatting and lints
[group('daily')]
lint: fmt-check clippy clippy-apps

# Install what building and running need
[group('setup')]
setup:
    @tools/setup.sh

# Install what the tests need
[group('setup')]
setup-test:
    @tools/setup-test.sh

# Build the browser apps if their sources changed: PROFILE is apps (shipped) or apps-quick
[group('build')]
apps PROFILE="apps":
    cargo run --quiet -p bundle -- --profile {{ PROFILE }} --if-changed

# Build the server as it is shipped, with the apps inside: target/release/portico
[group('build')]
build: setup (apps "apps")
    cargo build --release -p portico

# Write openapi/openapi.json anew
[group('build')]
openapi:
    cargo run --quiet -p portico -- openapi > openapi/openapi.json.new
    mv openapi/openapi.json.new openapi/openapi.json

# Check that all Rust code is formatted
[group('test')]
fmt-check:
    cargo fmt --all --check

# Lint the server, the contract and the tools
[group('test')]
clippy:
    cargo clippy --quiet {{ native }} --all-targets -- -D warnings

# Lint the browser apps
[group('test')]
clippy-apps:
    cargo clippy --quiet -p portico-frontend --all-targets --target {{ wasm }} -- -D warnings

# Check licences, bans and sources of all dependencies
[group('test')]
deny:
    cargo deny --log-level error check licenses bans sources

# Check dependencies for known vulnerabilities (asks the network)
[group('test')]
audit:
    cargo deny check advisories

# Test contract and server on SQLite and PostgreSQL; ARGS go to cargo test
[group('test')]
test-server *ARGS:
    tools/with-postgres.sh cargo test -p portico-openapi -p portico {{ ARGS }}

# Test the tools of the workspace
[group('test')]
test-tools:
    cargo test -p bundle -p portico-bench

# Test the apps without a browser; ARGS go to cargo test
[group('test')]
test-apps *ARGS:
    cargo test -p portico-frontend {{ ARGS }}

# Build the apps as they are shipped and check what they weigh
[group('test')]
sizes:
    cargo run --quiet -p bundle -- --profile apps --if-changed --check-sizes

# Test in a real browser on both databases; ARGS go to playwright
[group('test')]
e2e *ARGS: (e2e-on "sqlite" ARGS) (e2e-on "postgres" ARGS)

# Test in a real browser: DATABASE is sqlite or postgres
[group('test')]
e2e-on DATABASE *ARGS: (apps "apps-quick")
    cargo build -p portico
    cd e2e && npx --no-install tsc --noEmit
    cd e2e && E2E_DATABASE={{ DATABASE }} PORTICO_BIN="${PORTICO_BIN:-{{ server }}}" \
        {{ if DATABASE == "postgres" { "../tools/with-postgres.sh" } else { "" } }} npx --no-install playwright test {{ ARGS }}

# Take pictures of every page at two widths, light and dark, to look at: e2e/screenshots/
[group('test')]
screenshots *ARGS: (apps "apps-quick")
    cargo build -p portico
    cd e2e && SCREENSHOTS=1 PORTICO_BIN="${PORTICO_BIN:-{{ server }}}" \
        npx --no-install playwright test --grep @screenshots {{ ARGS }}

# Try the whole contract with generated requests against a live server; ARGS go to schemathesis
[group('test')]
schemathesis *ARGS: setup
    cargo build -p portico
    tools/schemathesis.sh {{ server }} {{ ARGS }}

# Measure the server under load on both databases; ARGS go to the bench program (try --help)
[group('test')]
bench *ARGS: build
    cargo build --quiet --release -p portico-bench
    mkdir -p target/bench
    POSTGRES_KEEP="${BENCH_POSTGRES:-target/bench/postgres}" \
        POSTGRES_OPTIONS="-c fsync=on -c synchronous_commit=on -c full_page_writes=on -c shared_buffers=1GB -c max_wal_size=4GB" \
        tools/with-postgres.sh "${CARGO_TARGET_DIR:-target}/release/portico-bench" \
        --server "${CARGO_TARGET_DIR:-target}/release/portico" {{ ARGS }}
