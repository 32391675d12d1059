#!/usr/bin/env bash
# The tests of the cluster with their full counts, and random faults for hours: before a release, and after changes of what nodes do together.
#   tests/cluster-long.sh [MINUTES [ARGUMENT…]]     MINUTES of random faults (120); arguments are passed on to `dotnet test`
# Without arguments also commitment on one node that is killed, over and over. ARCHIVE_TEST_SEED=… repeats a run, whose tests print it.
set -euo pipefail
cd "$(dirname "$0")/.."
minutes=${1:-120}
shift || true
dotnet build tests/Archive.Cluster.Tests -c Release -clp:ErrorsOnly
if [[ $# -eq 0 ]]; then
  dotnet build tests/Archive.EndToEnd.Tests -c Release -clp:ErrorsOnly
  ARCHIVE_CLUSTER_FULL=1 dotnet test tests/Archive.EndToEnd.Tests -c Release --no-build --logger "console;verbosity=detailed" \
    --filter FullyQualifiedName~CommitmentKillTests
fi
ARCHIVE_CLUSTER_FULL=1 ARCHIVE_CLUSTER_MINUTES=$minutes \
  dotnet test tests/Archive.Cluster.Tests -c Release --no-build --logger "console;verbosity=detailed" "$@"
