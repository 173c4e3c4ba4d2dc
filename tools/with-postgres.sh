#!/usr/bin/env bash
# Runs a command beside a private PostgreSQL: with-postgres.sh COMMAND ARGUMENT…
#
# The server lives in a temporary folder, listens on a free loopback port with a random password, and is
# stopped and removed when the command ends, however it ends. The command finds it in TEST_POSTGRES_URL (the
# superuser's address; tests create databases of their own). Also works as root, which PostgreSQL refuses to
# run as: an unprivileged user owns the server then. Nested calls share the outer server.
#
# With POSTGRES_KEEP=FOLDER the data outlives the command and is found again by the next call.
# POSTGRES_OPTIONS are further options of the server, such as "-c shared_buffers=1GB".
set -euo pipefail

[[ -z ${TEST_POSTGRES_URL:-} ]] || exec "$@"

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
bin=$("$here/postgres-bin.sh")
work=$(mktemp -d "${TMPDIR:-/tmp}/portico-postgres.XXXXXX")
keep=${POSTGRES_KEEP:-}
if [[ -n $keep ]]; then
  mkdir -p "$keep"
  keep=$(cd "$keep" && pwd)
fi
# where data and password are
home=${keep:-$work}
readonly here bin work keep home

owner=()
if ((EUID == 0)); then
  user=$(id -un postgres 2>/dev/null || echo nobody)
  owner=(setpriv --reuid "$user" --regid "$(id -g "$user")" --clear-groups env HOME="$work")
  chown "$user" "$work" "$home"
  "${owner[@]}" test -x "$home" || { echo "with-postgres: user $user cannot enter $home" >&2; exit 1; }
fi

stop() {
  local mode=immediate
  # kept data is to be found in order; the rest is thrown away
  [[ -z $keep ]] || mode=fast
  "${owner[@]}" "$bin/pg_ctl" --pgdata "$home/data" --mode "$mode" --silent stop >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

password=$(cat "$home/password" 2>/dev/null || od -An -N16 -tx1 /dev/urandom | tr -d ' \n')

create() {
  local passwords=$home/password
  [[ ! -f $home/data/PG_VERSION ]] || return 0
  (umask 077 && echo "$password" >"$passwords")
  ((EUID)) || chown "$user" "$passwords"
  "${owner[@]}" "$bin/initdb" --pgdata "$home/data" --username postgres --pwfile "$passwords" \
    --auth scram-sha-256 --encoding UTF8 --locale C.UTF-8 --no-sync >"$work/log" 2>&1
}

# Durability costs time and protects nothing here: what is lost is made again.
start() {
  local port=$1
  local options="-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$work -c max_connections=200
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=64MB ${POSTGRES_OPTIONS:-}"
  "${owner[@]}" "$bin/pg_ctl" --pgdata "$home/data" --log "$work/server.log" --wait --timeout 30 --silent \
    --options "${options//$'\n'/ }" start >>"$work/log" 2>&1
}

cd "$work"
create || { cat "$work/log" >&2; exit 1; }
# A port that is free now may be taken a moment later: try another then.
for _ in 1 2 3 4 5; do
  port=$((20000 + RANDOM % 12000))
  if start "$port"; then
    export TEST_POSTGRES_URL="postgres://postgres:$password@127.0.0.1:$port/postgres"
    break
  fi
done
cd - >/dev/null
[[ -n ${TEST_POSTGRES_URL:-} ]] || { cat "$work/log" "$work/server.log" >&2; exit 1; }

"$@"
