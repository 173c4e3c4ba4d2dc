#!/usr/bin/env bash
# What building and running needs: a C compiler, PostgreSQL's client library and the wasm32 target.
# Installs only what is missing; returns at once where nothing is.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

command -v cargo >/dev/null || {
  echo "setup: Rust is missing; see https://rustup.rs" >&2
  exit 1
}
if ! { command -v cc && command -v pkg-config && pkg-config --exists libpq; } >/dev/null 2>&1; then
  tools/apt-install.sh build-essential libpq-dev pkg-config
fi
tools/wasm-target.sh
mkdir -p frontend/dist
