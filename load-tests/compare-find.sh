#!/usr/bin/env bash
# Compares queries with Debian's Orthanc, which holds the same studies in its SQLite index, by alternating runs:
#   load-tests/compare-find.sh [STUDIES] [ROUNDS] [SECONDS-PER-KIND-AND-ROUND]
# Both indexes are made when they are not there (for Orthanc: over DICOM, about 10 minutes for 100,000 studies) and kept in
# ARCHIVE_INDEX_DIRECTORY (default .index) for the next time.
set -euo pipefail
cd "$(dirname "$0")/.."
studies=${1:-100000}

. load-tests/prepare.sh
install orthanc=Orthanc
make_index "$studies"
load_tests compare-find "$node" "$indexes/$studies" "$indexes/orthanc-$studies" "$work" --rounds "${2:-3}" --seconds "${3:-3}"
