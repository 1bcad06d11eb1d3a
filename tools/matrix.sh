#!/bin/sh
# Test the engines with other versions than the locked ones: the newest that pyproject.toml allows, all at once.
# The locked versions are those of `make test`. Prints which versions were tested.
set -eu
unset CDPATH
cd "$(dirname "$0")/.."
venv=.cache/matrix

[ -x "$venv/bin/python" ] || .venv/bin/python -m venv "$venv"
pip() { "$venv/bin/python" -m pip --disable-pip-version-check --no-input -qq "$@"; }
pip install --upgrade 'pip>=25.1'
pip install --upgrade --upgrade-strategy eager -e . --group dev || {
  echo "*** the newest versions could not be installed: nothing but the locked ones is tested ***" >&2
  exit 1
}
versions() { "$1" -m pip --disable-pip-version-check list --format=freeze | grep -iE '^(mkdocs|mkdocs-material|properdocs|jinja2|markdown|pydantic|comrak)=='; }
echo "locked:"; versions .venv/bin/python | sed 's/^/  /'
echo "newest allowed:"; versions "$venv/bin/python" | sed 's/^/  /'
exec "$venv/bin/python" -m pytest -q tests/engines tests/test_golden.py ${ARGS:-}
