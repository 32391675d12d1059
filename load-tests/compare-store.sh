#!/usr/bin/env bash
# Compares storing with Debian's Orthanc and DCMTK's storescp on this machine, by alternating runs (about 5 minutes):
#   load-tests/compare-store.sh [--rounds 5] [--postgresql] [--only PART-OF-WORKLOAD-NAME]
# Quick: --rounds 1 --only 16. With --postgresql Orthanc on a PostgreSQL cluster of its own takes part as well.
# Installs what is missing, makes its own data, counts only objects that were answered Success, listens on loopback only.
. "$(dirname "$0")/prepare.sh"

packages=(dcmtk=storescu orthanc=Orthanc)
[[ " $* " != *" --postgresql "* ]] || packages+=(postgresql=pg_createcluster orthanc-postgresql=/usr/share/orthanc/plugins/libOrthancPostgreSQLIndex.so)
install "${packages[@]}"
load_tests compare-store "$node" "$work" "$@"
