#!/usr/bin/env bash
# Prints the path of the Chromium (or Chrome) the browser tests drive; CHROMIUM overrides the search.
set -euo pipefail

for name in "${CHROMIUM:-}" chromium google-chrome-stable google-chrome chrome; do
  if [[ -n $name ]] && command -v "$name"; then
    exit 0
  fi
done
echo "no Chromium found; install the package chromium, or set CHROMIUM to the path of one" >&2
exit 1
