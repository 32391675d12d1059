#!/usr/bin/env bash
# Measures queries on an index of many studies against their limits, by turns idle and while 200 objects/s are stored (about 6 minutes):
#   load-tests/find.sh [STUDIES, 1000000] [--rounds 3] [--seconds 3] [--store 200] [--postgresql]
# Makes the index when it is not there (1,000,000 studies: 6 GB) and keeps it in ARCHIVE_INDEX_DIRECTORY
# (default .index) for the next time.
# With --postgresql it is brought to a PostgreSQL cluster of its own first (1,000,000 studies: 12 GB, a quarter of an hour), which is kept as well, and limits are
# half as long again. Quick: 20000 --rounds 1 --seconds 1.
# Ends with 2 when a limit was missed, and says which.
. "$(dirname "$0")/prepare.sh"
take_studies 1000000 "$@"

[[ " ${options[*]} " != *" --postgresql "* ]] || install postgresql=pg_createcluster
make_index "$studies"
load_tests find "$node" "$indexes/$studies" "$work" "${options[@]}"
