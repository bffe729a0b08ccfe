#!/usr/bin/env bash
# Drives the release binary from outside. Needs `./dev build` and node on the path (./dev test sees to both).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
if [ ! -e node_modules/.locked ] || ! cmp -s package-lock.json node_modules/.locked; then
    npm ci --no-audit --no-fund --ignore-scripts --loglevel=error
    cp package-lock.json node_modules/.locked
fi
exec node --test --test-concurrency=1 --test-timeout=900000 ${1:+"$@"}
