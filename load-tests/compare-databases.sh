#!/usr/bin/env bash
# Says what a database server costs: storing into one build by turns on the embedded database, on a PostgreSQL cluster of its own that syncs
# its commits, and on three nodes that share such a one (about 5 minutes):
#   load-tests/compare-databases.sh [--rounds 5]
# The database's processor time counts as the server's. Quick: --rounds 1.
. "$(dirname "$0")/prepare.sh"

install dcmtk=storescu postgresql=pg_createcluster
load_tests compare-databases "$node" "$work" "$@"
