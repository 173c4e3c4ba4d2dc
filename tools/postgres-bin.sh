#!/usr/bin/env bash
# Prints the folder that holds PostgreSQL's server programs, the newest if there are several. Debian keeps
# them off the PATH.
set -euo pipefail

found=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort -V | tail -n 1) || true
[[ -n $found ]] || found=$(command -v initdb) || {
  echo "PostgreSQL's server programs are missing; install the package postgresql" >&2
  exit 1
}
dirname "$(readlink -f "$found")"
