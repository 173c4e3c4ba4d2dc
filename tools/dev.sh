#!/usr/bin/env bash
# Serves the demonstration and rebuilds on change: a changed app is rebuilt in place (reload the page), a
# changed server is rebuilt and restarted. What does not compile leaves the running server alone.
#   dev.sh SERVER, the path of the development build
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit

readonly program=$1
readonly server_sources=(backend openapi migrations Cargo.toml Cargo.lock)
readonly app_sources=(frontend/src frontend/styles frontend/public frontend/{entry,portal,console,settings}.html)
marks=$(mktemp -d)
readonly marks
server=

stop() {
  [[ -z $server ]] || { kill -TERM "$server" && wait "$server"; } 2>/dev/null
  server=
}
trap 'stop; rm -rf "$marks"' EXIT
trap 'exit 0' INT TERM HUP

# Whether one of the paths changed since the mark was set.
changed() {
  local mark=$marks/$1
  shift
  [[ ! -e $mark || -n $(find "$@" -newer "$mark" -print -quit 2>/dev/null) ]]
}

build_apps() {
  touch "$marks/apps"
  cargo run --quiet -p bundle -- --profile apps-quick --if-changed
}

restart_server() {
  touch "$marks/server"
  cargo build --quiet -p portico || return
  stop
  "$program" serve --demo &
  server=$!
}

mkdir -p data
while true; do
  if changed apps "${app_sources[@]}" openapi; then build_apps; fi
  if changed server "${server_sources[@]}"; then restart_server; fi
  sleep 0.5
done
