#!/usr/bin/env bash
# Installs what the tests need when it is missing, builds, runs every test, and ends with one line:
#   N passed, N failed[, N skipped]
# Arguments are passed on to `dotnet test` (for example --filter Store).
set -uo pipefail
cd "$(dirname "$0")"

install_debian() { # command package
  command -v "$1" >/dev/null && return
  echo "Installing $2 …"
  local sudo=""
  [ "$(id -u)" -eq 0 ] || sudo=sudo
  $sudo apt-get -qq update
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$2" >/dev/null ||
    { echo "$2 could not be installed; the tests need its command $1."; exit 1; }
}
install_debian storescu dcmtk
install_debian pg_createcluster postgresql

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

dotnet build Archive.sln -c Release -clp:ErrorsOnly || { echo "0 passed, 1 failed"; exit 1; }

status=0
for project in tests/*.Tests; do
  dotnet test "$project" -c Release --no-build --results-directory "$results" --logger "trx;LogFileName=$(basename "$project").trx" "$@" || status=1
done

sum() { # attribute of the <Counters> of every result file
  cat "$results"/*.trx 2>/dev/null | grep -o '<Counters [^>]*' | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ n += $1 } END { print n + 0 }'
}
passed=$(sum passed) failed=$(sum failed) skipped=$(($(sum total) - $(sum executed)))
[ "$status" -eq 0 ] || [ "$failed" -gt 0 ] || failed=1 # a test host that died counts as a failure
[ "$skipped" -eq 0 ] && echo "$passed passed, $failed failed" || echo "$passed passed, $failed failed, $skipped skipped"
exit $((status | (failed > 0)))
