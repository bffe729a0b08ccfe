#!/usr/bin/env bash
# A throw-away PostgreSQL for tests: fast, without durability, on a free port of 127.0.0.1.
#
#   export BUDDY_TEST_POSTGRES_URL="$(tests/peers/postgres/start.sh start)"
#   …
#   tests/peers/postgres/start.sh stop "$BUDDY_TEST_POSTGRES_URL"
#
# `start` prints the URL, and nothing else, on standard output. Its folder is a new one below /tmp; `stop` ends the server and
# removes the folder. Run as root it works as the user postgres, since PostgreSQL refuses root; otherwise as yourself.
set -euo pipefail

fail() { echo "postgres: $*" >&2; exit 1; }

as_server() {
    if [ "$(id -u)" = 0 ]; then (cd / && setpriv --reuid postgres --regid postgres --init-groups -- "$@"); else "$@"; fi
}

bin_folder() {
    local initdb
    initdb=$(command -v initdb || find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1)
    [ -n "$initdb" ] || fail "initdb not found: apt-get install -y --no-install-recommends postgresql-15"
    dirname "$initdb"
}

start() {
    local bin folder port
    bin=$(bin_folder)
    folder=$(mktemp -d /tmp/buddy-postgres.XXXXXX)
    [ "$(id -u)" != 0 ] || chown postgres: "$folder"
    as_server "$bin/initdb" -D "$folder/data" -U buddy --auth=trust -E UTF8 --locale=C.UTF-8 --no-sync >"$folder.log" 2>&1 \
        || fail "initdb failed, see $folder.log"
    for _ in 1 2 3 4 5 6 7 8; do
        port=$((20000 + RANDOM % 10000))
        if as_server "$bin/pg_ctl" -s -w -t 30 -D "$folder/data" -l "$folder/log" -o "-p $port -c listen_addresses=127.0.0.1 \
            -c unix_socket_directories=$folder -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
            -c shared_buffers=32MB -c max_connections=60" start >/dev/null 2>&1; then
            rm -f "$folder.log"
            echo "postgres://buddy@127.0.0.1:$port/postgres?application_name=${folder##*/}"
            return
        fi
    done
    fail "the server did not start, see $folder/log"
}

stop() {
    local name=${1##*application_name=}
    case $name in buddy-postgres.??????) ;; *) fail "stop needs the URL that start printed" ;; esac
    as_server "$(bin_folder)/pg_ctl" -s -m immediate -D "/tmp/$name/data" stop
    rm -rf "/tmp/${name:?}"
}

case ${1:-} in
    start) start ;;
    stop) stop "${2:?the URL that start printed}" ;;
    *) fail "usage: start | stop URL" ;;
esac
