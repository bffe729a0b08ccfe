#!/usr/bin/env bash
# The journeys, in a real browser against a real Buddy of their own. Needs `./dev build` and the web packages (./dev test:e2e
# sees to both). BUDDY_SCREENSHOTS=folder keeps a picture of every screen.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
exec node tests/journeys/with-buddy.mjs "$@"
