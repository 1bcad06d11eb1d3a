#!/bin/sh
# Print the path of a Chromium that the browser tests can drive; install one when there is none.
#
# HUB_CHROMIUM, when set, is the only one considered. Needs .venv with the development lock.
# Only the path goes to stdout.
set -eu
unset CDPATH
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }
# Ubuntu has a chromium-browser that only tells people to install a snap: ask each for its version.
works() { [ -n "$1" ] && "$1" --version </dev/null >/dev/null 2>&1; }

if [ -n "${HUB_CHROMIUM:-}" ]; then
  found=$(command -v "$HUB_CHROMIUM" || true)
  works "$found" && { echo "$found"; exit; }
  say "HUB_CHROMIUM=$HUB_CHROMIUM does not start. Name a Chromium's program file, or unset it to have one looked for."
  exit 1
fi

find_on_path() {
  for name in chromium chromium-browser google-chrome google-chrome-stable \
    '/Applications/Chromium.app/Contents/MacOS/Chromium' \
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'; do
    found=$(command -v "$name" || true)
    works "$found" && { echo "$found"; return; }
  done
  return 1
}

find_playwrights_own() {
  found=$(.venv/bin/python -c '
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)' 2>/dev/null) || return 1
  works "$found" && echo "$found"
}

lacks_chinese_fonts() {
  command -v fc-list >/dev/null 2>&1 && [ -z "$(fc-list :lang=zh 2>/dev/null)" ]
}

install_from_debian() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
  say "Installing $* ..."
  { apt-get -qq update; DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 install "$@"; } >&2
}

if find_on_path || find_playwrights_own; then
  if lacks_chinese_fonts && ! install_from_debian fonts-noto-cjk; then
    say "Note: no font here has Chinese characters; layout tests may differ. Debian's package is fonts-noto-cjk."
  fi
  exit
fi

if install_from_debian chromium fonts-noto-cjk && find_on_path; then
  exit
fi

say "No Chromium here; letting Playwright fetch its own ..."
if .venv/bin/python -m playwright install chromium >&2 && find_playwrights_own; then
  exit
fi

say "The browser tests need Chromium, and none could be found or installed. Any one of these helps:"
say "  - install it, with fonts:    sudo apt-get install chromium fonts-noto-cjk"
say "  - fetch Playwright's own:    .venv/bin/python -m playwright install --with-deps chromium"
say "  - name one you have:         HUB_CHROMIUM=/path/to/chromium make test"
say "  - go without these tests:    HUB_BROWSER_TESTS=no make test"
exit 1
