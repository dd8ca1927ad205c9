#!/bin/sh
# Checks the containers without a container engine: what compose makes of
# compose.yaml, the image's build steps in an empty folder, and the three
# services as plain processes with exactly the environment that compose gives.
#
#   servers/deploy/check.sh                  all of it
#   servers/deploy/check.sh PATH/trastienda  takes this binary, builds nothing
#
# Needs: docker compose (or docker-compose), Debian's bubblewrap and
# python3-yaml; to build, what the project itself needs.
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
root="$here/../.."
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT

compose() {
    if docker compose version >/dev/null 2>&1; then docker compose "$@"; else docker-compose "$@"; fi
}

echo "=== compose refuses to start without a key"
if (cd "$here" && INTERNAL_API_KEY='' compose config) >"$folder/refused" 2>&1; then
    echo "compose took an empty INTERNAL_API_KEY" && exit 1
fi
grep 'put a key of your own' "$folder/refused"

echo "=== compose reads compose.yaml"
export INTERNAL_API_KEY='a-key-for-this-check-0123456789abcdef'
(cd "$here" && compose config) >"$folder/config.yaml"
echo "$(wc -l <"$folder/config.yaml") lines."

if [ $# -gt 0 ]; then
    binary="$(realpath "$1")"
else
    echo "=== the image's build steps in an empty folder"
    mkdir "$folder/build"
    (cd "$root" && git ls-files -z --cached --others --exclude-standard | tar --null -T - -c) \
        | tar -x -C "$folder/build"
    # A build elsewhere must not lend its results.
    env -u CARGO_TARGET_DIR "$folder/build/servers/deploy/build.sh"
    binary="$folder/build/target/release/trastienda"
fi

echo "=== the services as processes"
# A network of their own, where the services' names are this machine, so that
# nothing in the environment has to be changed.
printf '127.0.0.1 localhost product inventory web\n' >"$folder/hosts"
bwrap --unshare-net --die-with-parent --dev-bind / / --ro-bind "$folder/hosts" /etc/hosts \
    /usr/bin/python3 "$here/processes.py" "$binary" "$folder" "$folder/config.yaml"
echo "checks: all passed"
