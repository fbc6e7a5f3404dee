#!/bin/sh
# Sees to it that there is a PostgreSQL for the tests: where root runs them on Debian, it is installed. Where there is none the tests that
# need it are skipped, and say so; with SAFIR_POSTGRES=must they fail.
set -eu
if command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -q
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends postgresql
    exit 0
fi
echo "there is no PostgreSQL: tests that need it are skipped; install Debian's postgresql" >&2
