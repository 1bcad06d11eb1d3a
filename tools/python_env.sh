#!/bin/sh
# Bring .venv in line with a lock file, and with the project itself. Quick when there is nothing to do.
#
#   tools/python_env.sh requirements.lock        what building the site needs
#   tools/python_env.sh requirements-dev.lock    that, and what tests and checks need
#   tools/python_env.sh                          only a Python with pip
#
# PYTHON names the interpreter to make .venv with; unset, the first suitable one on PATH is taken.
set -eu
unset CDPATH
cd "$(dirname "$0")/.."

lock=${1:-}
say() { printf '%s\n' "$*" >&2; }
fail() { say "$@"; exit 1; }

is_suitable() {
  command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

find_python() {
  if [ -n "${PYTHON:-}" ]; then
    is_suitable "$PYTHON" && { echo "$PYTHON"; return; }
    say "PYTHON=$PYTHON is not a Python 3.11 or newer."
    return 1
  fi
  for name in python3 python python3.14 python3.13 python3.12 python3.11; do
    is_suitable "$name" && { echo "$name"; return; }
  done
  if command -v python3 >/dev/null 2>&1; then
    say "This project needs Python 3.11 or newer; python3 here is $(python3 --version 2>&1)."
  else
    say "This project needs Python 3.11 or newer; there is no python3 here."
    say "On Debian 12 or Ubuntu 24.04 and later: apt-get install python3 python3-venv"
  fi
  say "If a newer one stands elsewhere, name it: make PYTHON=/path/to/python3 ..."
  return 1
}

# Debian packs the venv module's other half, ensurepip, separately.
need_venv() {
  "$1" -c 'import ensurepip, venv' 2>/dev/null && return
  package=$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
  command -v apt-get >/dev/null 2>&1 ||
    fail "$1 cannot make virtual environments: its venv or ensurepip module is missing. Install it, then run this again."
  [ "$(id -u)" = 0 ] ||
    fail "$1 cannot make virtual environments yet. Run this, then try again:  sudo apt-get install $package"
  say "Installing $package ..."
  { apt-get -qq update; DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 install "$package"; } >&2 ||
    fail "Could not install $package. Install it by hand, then run this again."
}

make_venv() {
  python=$(find_python)
  need_venv "$python"
  say "Making .venv with $("$python" --version 2>&1) ..."
  "$python" -m venv --clear .venv || fail "Could not make .venv with $python."
}

fingerprint() {
  { cat "$1" pyproject.toml tools/python_env.sh; pwd -P; .venv/bin/python --version; } | cksum
}

if ! is_suitable .venv/bin/python || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
  make_venv
fi
[ -n "$lock" ] || exit 0

stamp=.venv/installed-$lock
[ "$(cat "$stamp" 2>/dev/null)" = "$(fingerprint "$lock")" ] && exit 0

say "Installing what $lock lists ..."
pip() { .venv/bin/python -m pip --disable-pip-version-check --no-input -qq "$@"; }
pip install --require-hashes -r "$lock" || fail "Could not install what $lock lists; see above."
pip install --no-deps --no-build-isolation -e . || fail "Could not install the project itself; see above."
# The file that leads here must not hold this folder's name: Python before 3.13 reads it in the encoding of the locale,
# and with LC_ALL=C does not even start when there is Chinese in it. What it says is relative to where it lies.
for file in .venv/lib/python3*/site-packages/*alliance_hub.pth; do
  if [ -e "$file" ]; then echo ../../../.. >"$file"; fi
done
fingerprint "$lock" >"$stamp"
# The development lock is made with the other as its constraint, so it covers that one too.
if [ "$lock" = requirements-dev.lock ]; then
  fingerprint requirements.lock >.venv/installed-requirements.lock
fi
