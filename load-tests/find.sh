#!/usr/bin/env bash
# Measures queries on an index of many studies, idle and while 200 objects/s are stored, against the limits:
#   load-tests/find.sh [STUDIES] [SECONDS-PER-KIND] [OPTION-OF-FIND ...]
# Makes the index when it is not there (1,000,000 studies: 6 GB) and keeps it in ARCHIVE_INDEX_DIRECTORY
# (default .index) for the next time. Ends with 2 when a limit was missed.
set -euo pipefail
cd "$(dirname "$0")/.."
studies=${1:-1000000}
seconds=${2:-10}
shift $(($# < 2 ? $# : 2))

. load-tests/prepare.sh
make_index "$studies"
load_tests find "$node" "$indexes/$studies" "$work" --seconds "$seconds" "$@"
