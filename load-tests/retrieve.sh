#!/usr/bin/env bash
# Brings a CT study of 400 objects to the same disk by storescu from files, by C-MOVE and C-GET from the archive, and by
# C-MOVE from Debian's Orthanc, by turns:
#   load-tests/retrieve.sh [ROUNDS]
# Installs what is missing and makes its own study. Ends with 2 when a limit was missed.
set -euo pipefail
cd "$(dirname "$0")/.."

. load-tests/prepare.sh
install dcmtk=storescu orthanc=Orthanc
load_tests retrieve "$node" "$work" --rounds "${1:-5}"
