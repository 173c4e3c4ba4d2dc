#!/usr/bin/env bash
# Installs one program from a prebuilt Python package into .tools/, touching nothing else:
#   pip-install.sh PROGRAM ARGUMENT_OF_PIP…
# It lives in a virtual environment of its own, linked as .tools/bin/PROGRAM. Fails where python3 cannot
# make virtual environments.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

program=$1
shift
venv=$PWD/.tools/python/$program
rm -rf "$venv"
python3 -m venv "$venv"
if ! "$venv/bin/pip" install --quiet --disable-pip-version-check "$@"; then
  rm -rf "$venv"
  exit 1
fi
mkdir -p .tools/bin
ln -sfn "$venv/bin/$program" ".tools/bin/$program"
