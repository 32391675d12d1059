#!/usr/bin/env bash
# Compares queries with Debian's Orthanc on SQLite and on PostgreSQL, which hold the same studies and get the same queries, by
# alternating runs (about 4 minutes):
#   load-tests/compare-find.sh [STUDIES, 20000] [--rounds 3] [--queries 6]
# The indexes are made when they are not there (for Orthanc over DICOM: about 2 and 5 minutes for 20,000 studies), and kept in
# ARCHIVE_INDEX_DIRECTORY (default .index) for the next time; the PostgreSQL cluster runs only meanwhile, on loopback.
# Quick: 2000 --rounds 1 --queries 2.
. "$(dirname "$0")/prepare.sh"
take_studies 20000 "$@"

install orthanc=Orthanc postgresql=pg_createcluster orthanc-postgresql=/usr/share/orthanc/plugins/libOrthancPostgreSQLIndex.so
make_index "$studies"
load_tests compare-find "$node" "$indexes/$studies" "$indexes/orthanc-$studies" "$indexes/orthanc-postgresql-$studies" "$work" "${options[@]}"
