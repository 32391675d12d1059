#!/usr/bin/env bash
# Says whether storing costs the same however full the archive is: 200 objects/s by turns into an archive with 1,000 studies and one
# with many, five objects in each series and all of them in volumes (about 5 minutes):
#   load-tests/store-growth.sh [STUDIES, 100000] [--rounds 8] [--seconds 15]
# Makes the archives when they are not there (100,000 studies: 1.5 million objects, 5 GB) and keeps them in
# ARCHIVE_INDEX_DIRECTORY (default .index) for the next time. Quick: 5000 --rounds 2 --seconds 5. Ends with 2 when the limit was missed.
. "$(dirname "$0")/prepare.sh"
take_studies 100000 "$@"

make_index 1000 --objects-per-series 5
make_index "$studies" --objects-per-series 5
load_tests store-growth "$node" "$work" "$indexes/1000x5" "$indexes/${studies}x5" "${options[@]}"
