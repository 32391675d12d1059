#!/usr/bin/env bash
# Installs what the tests need when it is missing, builds, runs every test, and ends with one line:
#   N passed, N failed[, N skipped]
# Arguments are passed on to `dotnet test` (for example --filter Store).
set -uo pipefail
cd "$(dirname "$0")"

install_debian() { # command package
  { command -v "$1" || [ -x "/usr/sbin/$1" ]; } >/dev/null && return
  echo "Installing $2 …"
  local sudo=""
  [ "$(id -u)" -eq 0 ] || sudo=sudo
  $sudo apt-get -qq update
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$2" >/dev/null ||
    { echo "$2 could not be installed; the tests need its command $1."; exit 1; }
}
unpack_debian() { # command package: the command alone, and nothing when it cannot be had: its tests are skipped
  command -v "$1" >/dev/null && return
  echo "Unpacking $1 of $2 …"
  local folder
  folder=$(mktemp -d)
  (cd "$folder" && apt-get -qq download "$2" && dpkg-deb --extract "$2"_*.deb . && install "usr/bin/$1" /usr/local/bin/) >/dev/null 2>&1
  rm -rf "$folder"
}
install_npm() { # package version: into a folder of its own; its tests are skipped when it cannot be had
  local folder=${ARCHIVE_TEST_NPM:-$HOME/.cache/archive-tests/npm}/$1@$2
  [ -d "$folder/node_modules/$1" ] && return
  command -v npm >/dev/null || return 0
  echo "Installing $1 $2 of npm …"
  mkdir -p "$folder" && (cd "$folder" && npm install --no-audit --no-fund --ignore-scripts --prefix . "$1@$2") >/dev/null 2>&1 || rm -rf "$folder"
}
install_debian storescu dcmtk
install_debian pg_createcluster postgresql
install_debian strace strace
install_debian ip iproute2
install_debian openssl openssl
install_debian mkfs.ext4 e2fsprogs
install_debian haproxy haproxy
install_debian nft nftables
unpack_debian promtool prometheus # which would start a server when it is installed
install_npm dcmjs-dimse 0.3.3
install_npm simple-hl7 3.3.0

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export DOTNET_CLI_UI_LANGUAGE=en # what it prints is read below
export DOTNET_TieredCompilation=1 # a node compiles everything fully before it runs it: too much for hundreds of short lives

dotnet build Archive.sln -c Release -clp:ErrorsOnly || { echo "0 passed, 1 failed"; exit 1; }

sum() { # attribute of the <Counters> of result files
  local name=$1; shift
  cat "$@" 2>/dev/null | grep -o '<Counters [^>]*' | grep -o " $name=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ n += $1 } END { print n + 0 }'
}

summarize() { # what failed in a run, of each test the message, its stack and the beginning of what it printed
  awk '/^  (Failed|Skipped|Passed) / { on = $1 == "Failed"; n = 0 } /^\[xUnit|^(Data collector|Results File|Failed!|Passed!)/ { on = 0 }
    on && n++ < 70 { print substr($0, 1, 240) }' "$1"
}

# A test that hangs ends its test host, which counts as a failure as one that died does, beside those that its tests reported.
status=0 broken=0
for project in tests/*.Tests; do
  trx=$results/$(basename "$project").trx
  dotnet test "$project" -c Release --no-build --blame-hang-timeout "${TEST_HANG_TIMEOUT:-10m}" --blame-hang-dump-type none \
    --results-directory "$results" --logger "trx;LogFileName=$(basename "$trx")" "$@" 2>&1 | tee "$results/output"
  [ "${PIPESTATUS[0]}" -eq 0 ] && continue
  status=1
  summarize "$results/output" >>"$results/failures"
  if [ "$(sum failed "$trx")" -eq 0 ] || grep -q 'Test Run Aborted' "$results/output"; then broken=$((broken + 1)); fi
done

[ ! -s "$results/failures" ] || { echo "--- What failed"; tail -n 300 "$results/failures"; grep '^  Failed ' "$results/failures"; }
passed=$(sum passed "$results"/*.trx) failed=$(($(sum failed "$results"/*.trx) + broken))
skipped=$(($(sum total "$results"/*.trx) - $(sum executed "$results"/*.trx)))
[ "$skipped" -eq 0 ] && echo "$passed passed, $failed failed" || echo "$passed passed, $failed failed, $skipped skipped"
exit $((status | (failed > 0)))
