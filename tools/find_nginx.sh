#!/bin/sh
# Print the path of an nginx that the tests of deploy/nginx.conf can start; install Debian's when there is none.
#
# HUB_NGINX, when set, is the only one considered. Only the path goes to stdout; exit code 1 says that there is none.
set -eu
unset CDPATH

say() { printf '%s\n' "$*" >&2; }
works() { [ -n "$1" ] && "$1" -v </dev/null >/dev/null 2>&1; }

find_nginx() {
  for name in ${HUB_NGINX:-nginx /usr/sbin/nginx /usr/local/sbin/nginx}; do
    found=$(command -v "$name" || true)
    works "$found" && { echo "$found"; return; }
  done
  return 1
}

# Debian starts a server as soon as it is installed, for everybody on port 80; nobody asked for that here.
without_starting() {
  policy=/usr/sbin/policy-rc.d
  [ -e "$policy" ] && { "$@"; return; }
  printf '#!/bin/sh\nexit 101\n' >"$policy"
  chmod +x "$policy"
  "$@" && status=0 || status=$?
  rm -f "$policy"
  return "$status"
}

install_from_debian() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
  say "Installing $* ..."
  { apt-get -qq update; DEBIAN_FRONTEND=noninteractive without_starting \
    apt-get -qq -y --no-install-recommends -o DPkg::Lock::Timeout=300 install "$@"; } >&2
}

find_nginx && exit
if [ -z "${HUB_NGINX:-}" ] && install_from_debian nginx libnginx-mod-http-brotli-static && find_nginx; then
  exit
fi
say "*** No nginx here: how the site is served is NOT tested. Any one of these helps:"
say "  - install it:          sudo apt-get install nginx libnginx-mod-http-brotli-static"
say "  - name one you have:   HUB_NGINX=/path/to/nginx make test"
exit 1
