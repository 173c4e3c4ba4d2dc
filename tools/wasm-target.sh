#!/usr/bin/env bash
# Makes `cargo build --target wasm32-unknown-unknown` work for the active Rust toolchain.
#
# rustup installs the target on most machines. Where its server is out of reach, the standard library is
# built once from Debian's rust-src package of exactly the same version and laid into the toolchain: half a
# minute on two cores. Nothing is done where the target is there already.
set -euo pipefail

readonly target=wasm32-unknown-unknown
sysroot=$(rustc --print sysroot)
version=$(rustc --version | sed -n 's/^rustc \([0-9.]*\) .*/\1/p')
readonly sysroot version
readonly libraries=$sysroot/lib/rustlib/$target/lib

say() { echo "setup: $*"; }
give_up() {
  echo "setup: $1. Install the target by hand: rustup target add $target" >&2
  exit 1
}

# The package lists of the Debian suites that carry new compilers, kept apart from the machine's own.
# Signatures are checked against the machine's Debian keys.
prepare_apt() {
  local mirror suite
  mirror=$(sed -n 's/^URIs: *//p; s/^deb \(\[[^]]*\] \)\?\([^ ]*\) .*/\2/p' \
    /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null | head -n 1) || true
  [[ -n $mirror ]] || give_up "no Debian mirror is configured"
  mkdir -p "$work/lists/partial"
  for suite in trixie-backports trixie forky sid; do
    echo "deb $mirror $suite main"
  done >"$work/sources.list"
  apt=(-o Dir::State::Lists="$work/lists" -o Dir::Etc::SourceList="$work/sources.list"
    -o Dir::Etc::SourceParts=/dev/null -o APT::Sandbox::User=root)
  apt-get "${apt[@]}" update -qq 2>/dev/null || true
}

fetch_sources() {
  local package
  package=$(apt-cache "${apt[@]}" madison rust-src |
    awk -F'|' -v v="$version" '{gsub(/ /, "", $2)} index($2, v "+") == 1 && !found {print $2; found = 1}')
  [[ -n $package ]] || give_up "no rust-src $version at the Debian mirror"
  (cd "$work" && apt-get "${apt[@]}" download -qq "rust-src=$package" && dpkg -x rust-src_*.deb src)
}

# -Zbuild-std looks for the sources inside the toolchain: they are lent to it for the length of the build.
lend_sources() {
  local place=$sysroot/lib/rustlib/src/rust
  [[ ! -e $place ]] || return 0
  mkdir -p "$(dirname "$place")"
  ln -sfn "$work/src/usr/src/rustc-$version" "$place"
  lent=$place
}

build_library() {
  mkdir -p "$work/std/src"
  : >"$work/std/src/lib.rs"
  printf '[package]\nname = "std-for-wasm"\nversion = "0.0.0"\nedition = "2021"\n[profile.release]\npanic = "abort"\n' \
    >"$work/std/Cargo.toml"
  # Release builds of the apps use link-time optimisation, which needs bitcode in the library too.
  (cd "$work/std" && RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes CARGO_TARGET_DIR="$work/target" \
    cargo build --quiet -Zbuild-std=std,panic_abort,proc_macro,test --target "$target" --release)
  mkdir -p "$libraries"
  rm -f "$work/target/$target"/release/deps/libstd_for_wasm-*
  cp "$work/target/$target"/release/deps/*.rlib "$libraries/"
}

present() { compgen -G "$libraries/libstd-*.rlib" >/dev/null; }

present && exit 0
say "installing the target $target for Rust $version"
if command -v rustup >/dev/null && timeout 120 rustup target add "$target" 2>/dev/null && present; then
  exit 0
fi

say "rustup could not fetch it; building it from Debian's rust-src $version"
command -v apt-get >/dev/null || give_up "this machine has no apt"
lent=
work=$(mktemp -d)
trap '[[ -z $lent ]] || rm -f "$lent"; rm -rf "$work"' EXIT
prepare_apt
fetch_sources
lend_sources
build_library
say "installed the target $target"
