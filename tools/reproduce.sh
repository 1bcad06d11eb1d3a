#!/bin/sh
# Build the site twice from this commit, as two people would: in folders of other names, with another locale, time
# zone, umask and hash seed. Exit code 1 when a single byte differs. Prints the SHA-256 of the whole.
set -eu
unset CDPATH
cd "$(dirname "$0")/.."
hub=$PWD/.venv/bin/hub
day=${AS_OF:-2026-11-22}
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
trap 'exit 130' INT TERM

clone() {
  mkdir -p "$1"
  cp -R mkdocs.yml content theme "$1"
}
one=$place/one
two="$place/另一个 folder/with spaces"
clone "$one"
clone "$two"
(cd "$one" && umask 022 && LC_ALL=C.UTF-8 TZ=Asia/Shanghai PYTHONHASHSEED=1 "$hub" build --as-of "$day" --site-dir "$place/site1") >&2
(cd "$two" && umask 077 && LC_ALL=C TZ=America/New_York PYTHONHASHSEED=2 SOURCE_DATE_EPOCH=1 \
  "$hub" build --as-of "$day" --site-dir "$place/site2") >&2

sums() { (cd "$1" && find . -type f | LC_ALL=C sort | while read -r file; do sha256sum "$file"; done); }
sums "$place/site1" >"$place/1"
sums "$place/site2" >"$place/2"
if cmp -s "$place/1" "$place/2"; then
  echo "$(wc -l <"$place/1") files, twice the same: $(sha256sum <"$place/1" | cut -d' ' -f1)"
else
  diff "$place/1" "$place/2" || true
  echo "*** the two builds differ ***" >&2
  exit 1
fi
