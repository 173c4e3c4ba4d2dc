#!/usr/bin/env bash
# Installs the Debian packages named as arguments that are not installed yet. Where it may not (neither
# root nor sudo without a password), it says which are missing and which command installs them.
set -euo pipefail

missing=()
for package in "$@"; do
  [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
done
((${#missing[@]})) || exit 0

by_hand() {
  echo "setup: these packages are missing: ${missing[*]}" >&2
  echo "setup: install them with:  sudo apt-get install --no-install-recommends ${missing[*]}" >&2
  exit 1
}

command -v apt-get >/dev/null || by_hand
if ((EUID == 0)); then
  as_root=()
elif sudo -n true 2>/dev/null; then
  as_root=(sudo -n)
else
  by_hand
fi

install() {
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes --quiet=2 --no-install-recommends "${missing[@]}" </dev/null
}
echo "setup: installing ${missing[*]}"
# The package lists of a fresh machine are empty or old: refresh them once, and only if they are needed.
if ! install >/dev/null 2>&1; then
  "${as_root[@]}" apt-get update --quiet=2
  install >/dev/null || by_hand
fi
