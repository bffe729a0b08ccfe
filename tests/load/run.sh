#!/usr/bin/env bash
# The benchmark table; only the turns: run.sh 500; beside a gateway: run.sh latency; how fast alerts are queued: run.sh alerts. Needs the bench build (./dev bench sees to
# it), or BUDDY_BINARY.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
install_locked() { (cd "$1" && { cmp -s package-lock.json node_modules/.locked || { npm ci --no-audit --no-fund --ignore-scripts --loglevel=error && cp package-lock.json node_modules/.locked; }; }); }
install_locked ../system
export BUDDY_BINARY="${BUDDY_BINARY:-$(cd ../.. && pwd)/build/bench/bin/buddy}"
[ "${1:-}" != alerts ] || exec node alerts.mjs "${@:2}"
[ "${1:-}" = latency ] || exec node bench.mjs "$@"
install_locked .
ulimit -n "$(ulimit -Hn)"   # 5,000 streams have two ends
exec node latency.mjs "${@:2}"
