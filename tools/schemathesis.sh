#!/usr/bin/env bash
# Tries the whole contract against a live server with generated requests: as nobody, as a customer and as
# staff. Fails on any 5xx and any answer the document does not describe.
#   schemathesis.sh SERVER ARGUMENT…, where SERVER is the path of the program and the rest goes to schemathesis
#
# The server works on demonstration data in a temporary folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# sign-ins of the demonstration account
readonly staff_email=sofia@northwind.example customer_email=olsen@tailspin.example
readonly staff_password=violet-harbour-kite customer_password=violet-harbour-kite
readonly checks=not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance

readonly program=$1
shift
root=$PWD
work=$(mktemp -d)
server=
stop() {
  [[ -z $server ]] || { kill -TERM "$server" && wait "$server"; } 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

install() {
  [[ -x .tools/bin/schemathesis ]] && return
  echo "setup: fetching schemathesis into .tools/"
  python3 -c 'import ensurepip, venv' 2>/dev/null || tools/apt-install.sh python3 python3-venv
  tools/pip-install.sh schemathesis 'schemathesis==4.32.5'
}

start_server() {
  local port=$((20000 + RANDOM % 12000))
  url=http://localhost:$port
  (cd "$work" && exec env DATABASE_URL="sqlite:$work/portico.db" PORTICO_LISTEN="127.0.0.1:$port" \
    PORTICO_PUBLIC_URL="$url" PORTICO_RATE_LIMITS=false "$program" serve --demo) \
    >"$work/server.log" 2>&1 &
  server=$!
  for _ in $(seq 600); do
    curl --silent --fail --output /dev/null "$url/readyz" && return
    kill -0 "$server" 2>/dev/null || break
    sleep 0.1
  done
  cat "$work/server.log" >&2
  exit 1
}

# Prints the Cookie header of a new session: sign_in PATH EMAIL PASSWORD
sign_in() {
  curl --silent --show-error --fail --output /dev/null --cookie-jar "$work/jar" --header "Origin: $url" \
    --json "{\"email\": \"$2\", \"password\": \"$3\"}" "$url$1"
  # A jar is a table; what is for HTTP only begins with a word of its own.
  awk -F'\t' 'NF >= 7 {printf "%s%s=%s", sep, $6, $7; sep = "; "}' "$work/jar"
  rm -f "$work/jar"
}

# try NAME EXCLUDED ARGUMENT…, where EXCLUDED is a pattern of methods and paths
try() {
  local excluded=$2
  printf '\n══ as %s\n' "$1"
  shift 2
  # It leaves its notes in the folder it runs in.
  (cd "$work" && "$root/.tools/bin/schemathesis" --config-file "$root/tools/schemathesis.toml" \
    run "$root/openapi/openapi.json" --url "$url" --checks "$checks" --header "Origin: $url" --header "X-CSRF: 1" \
    --exclude-name-regex "$excluded" --warnings off "$@") || failed=1
}

failed=0
more=("$@")
install
start_server
# An event stream does not end, so it cannot be read to its end.
try nobody '/events$' "${more[@]}"
# What ends the session would leave the rest of the run unauthorised; nobody's run has tried it.
readonly ending='/events$|session|password'
customer=$(sign_in /api/public/portals/support/sessions "$customer_email" "$customer_password")
try "a customer" "$ending" --include-path-regex '^/api/portal/' \
  --header "Cookie: $customer" "${more[@]}"
staff=$(sign_in /api/public/console/sessions "$staff_email" "$staff_password")
try staff "$ending" --include-path-regex '^/api/v1/' \
  --header "Cookie: $staff" "${more[@]}"
if ((failed)); then
  echo "══ the server's last words" && tail -n 40 "$work/server.log"
fi
exit "$failed"
