#!/bin/sh
# Print the Python that runs moto (https://docs.getmoto.org/), an S3 server by another maker than rclone's, for the tests of
# deploying. It lives in an environment of its own, from requirements-s3.lock; HUB_S3 names another one.
set -eu
unset CDPATH
cd "$(dirname "$0")/.."
[ -n "${HUB_S3:-}" ] && { echo "$HUB_S3"; exit; }

venv=$PWD/.cache/s3
if ! cmp -s requirements-s3.lock "$venv/installed.lock"; then
  { .venv/bin/python -m venv --clear "$venv" &&
    "$venv/bin/python" -m pip --disable-pip-version-check --no-input -qq install --require-hashes -r requirements-s3.lock &&
    cp requirements-s3.lock "$venv/installed.lock"; } >&2 || {
    echo '*** moto could not be installed: deploying is tested with no S3 server but rclone ***' >&2
    exit 1
  }
fi
echo "$venv/bin/python"
