#!/usr/bin/env bash
# Brings a CT study of 400 objects to the same disk by storescu from files, by C-MOVE and C-GET from the archive, and by
# C-MOVE from Debian's Orthanc, by turns (about 1 minute):
#   load-tests/retrieve.sh [--rounds 5]
# Installs what is missing and makes its own study. Quick: --rounds 1. Ends with 2 when a limit was missed.
. "$(dirname "$0")/prepare.sh"

install dcmtk=storescu orthanc=Orthanc
load_tests retrieve "$node" "$work" "$@"
