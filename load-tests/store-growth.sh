#!/usr/bin/env bash
# Stores 200 objects/s into an index of 10,000 studies and one of many, by turns, and compares the slowest in a hundred:
#   load-tests/store-growth.sh [STUDIES] [ROUNDS] [SECONDS-PER-RUN]
# Makes the indexes when they are not there and keeps them, as find.sh does. Ends with 2 when the limit was missed.
set -euo pipefail
cd "$(dirname "$0")/.."
studies=${1:-1000000}

. load-tests/prepare.sh
make_index 10000
make_index "$studies"
load_tests store-growth "$node" "$work" "$indexes/10000" "$indexes/$studies" --rounds "${2:-5}" --seconds "${3:-15}"
