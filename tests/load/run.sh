#!/usr/bin/env bash
# The benchmark table, or only the turns: run.sh 500. Needs the bench build (./dev bench sees to it), or BUDDY_BINARY.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
(cd ../system && { [ -e node_modules/.locked ] || { npm ci --no-audit --no-fund --ignore-scripts --loglevel=error && cp package-lock.json node_modules/.locked; }; })
export BUDDY_BINARY="${BUDDY_BINARY:-$(cd ../.. && pwd)/build/bench/bin/buddy}"
exec node bench.mjs "$@"
