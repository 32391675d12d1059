#!/usr/bin/env bash
# Compares storing with Debian's Orthanc and DCMTK's storescp on this machine, by alternating runs:
#   load-tests/compare-store.sh [ROUNDS] [PART-OF-WORKLOAD-NAME ...]
# Installs what is missing, makes its own data, counts only objects that were answered Success, listens on loopback only.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5}
shift || true

missing=()
command -v storescu >/dev/null || missing+=(dcmtk)
command -v Orthanc >/dev/null || missing+=(orthanc)
if [ ${#missing[@]} -gt 0 ]; then
  sudo=""
  [ "$(id -u)" -eq 0 ] || sudo=sudo
  $sudo apt-get -qq update
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${missing[@]}" >/dev/null
fi

dotnet build -c Release -v quiet -nologo -clp:ErrorsOnly src/Archive.Node >/dev/null
dotnet build -c Release -v quiet -nologo -clp:ErrorsOnly load-tests/Archive.LoadTests >/dev/null
work=${ARCHIVE_COMPARE_DIRECTORY:-$(mktemp -d -p "$PWD" .compare-XXXXXX)}
trap '[ -n "${ARCHIVE_COMPARE_DIRECTORY:-}" ] || rm -rf "$work"' EXIT
dotnet load-tests/Archive.LoadTests/bin/Release/net10.0/Archive.LoadTests.dll compare \
  src/Archive.Node/bin/Release/net10.0/Archive.Node "$work" "$rounds" "$@"
