#!/bin/sh
# The page, then the binary that has it inside. The image's build stage runs
# this, and so does check.sh in an empty folder.
set -eu
cd "$(dirname "$0")/../.."

cargo xtask wasm
(cd frontend && npm ci --no-progress && npm run build)
cargo build --locked --release --package trastienda --bin trastienda
