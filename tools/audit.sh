#!/bin/sh
# Ask pip-audit whether a version in requirements.lock has a known vulnerability.
#
# Exit code 1: one has. Where the database cannot be reached nothing is known: that is said loudly, and is no failure.
set -eu
unset CDPATH
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }
skip() { say "*** $* The locked versions were NOT audited. ***"; exit 0; }

venv=.cache/audit
[ -x "$venv/bin/pip-audit" ] || {
  .venv/bin/python -m venv "$venv" && "$venv/bin/pip" --disable-pip-version-check -qq install 'pip-audit>=2.9,<3' >&2
} || skip "pip-audit could not be installed."

report=$venv/report.json
timeout 300 "$venv/bin/pip-audit" --progress-spinner off --timeout 20 --disable-pip --require-hashes \
  -r requirements.lock -f json -o "$report" >/dev/null 2>"$venv/said.txt" && status=0 || status=$?
[ -s "$report" ] || skip "pip-audit did not get through (exit code $status): $(tail -1 "$venv/said.txt")"

exec .venv/bin/python - "$report" <<'PYTHON'
import json
import pathlib
import sys

found = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))["dependencies"]
asked = [one for one in found if "skip_reason" not in one]
bad = [(one, hole) for one in asked for hole in one["vulns"]]
for one, hole in bad:
    fixed = ", ".join(hole["fix_versions"]) or "no version yet"
    print(f"{one['name']} {one['version']}: {hole['id']}, mended in {fixed}")
if not asked:
    print("*** The database of vulnerabilities knows none of the packages here (is it a mirror?). "
          "The locked versions were NOT audited. ***", file=sys.stderr)
else:
    print(f"{len(asked)} of {len(found)} locked packages audited, {len(bad)} vulnerabilities", file=sys.stderr)
sys.exit(1 if bad else 0)
PYTHON
