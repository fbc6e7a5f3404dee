#!/bin/sh
# Tests the desk in a real browser. What that takes is installed here: packages from package-lock.json, and, for root on Debian,
# Chromium. Where there is none the tests are skipped, and this says so; with SAFIR_BROWSER=must that is a failure.
set -eu
cd "$(dirname "$0")"
CHROMIUM=${CHROMIUM:-/usr/bin/chromium}
export CHROMIUM

skip() {
    if [ "${SAFIR_BROWSER-}" = must ]; then
        echo "browser tests can't run: $1" >&2
        exit 1
    fi
    echo "browser tests SKIPPED: $1"
    exit 0
}

command -v npm >/dev/null || skip "there is no npm; install Node 20 or later"
if ! [ -x "$CHROMIUM" ] && [ "$CHROMIUM" = /usr/bin/chromium ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -q
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends chromium
fi
[ -x "$CHROMIUM" ] || skip "there is no $CHROMIUM; install Debian's chromium, or say where it is with CHROMIUM=/path"
if ! [ node_modules/.package-lock.json -nt package-lock.json ]; then
    npm ci --no-audit --no-fund
fi
exec node --test --test-reporter=spec desk.test.mjs
