#!/usr/bin/env bash
# Compares storing with Debian's Orthanc and DCMTK's storescp on this machine, by alternating runs:
#   load-tests/compare-store.sh [ROUNDS] [PART-OF-WORKLOAD-NAME ...]
# Installs what is missing, makes its own data, counts only objects that were answered Success, listens on loopback only.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5}
shift || true

. load-tests/prepare.sh
install dcmtk=storescu orthanc=Orthanc
load_tests compare "$node" "$work" "$rounds" "$@"
