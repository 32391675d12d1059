#!/usr/bin/env bash
# Measures the journal alone: events and index rows of CT slices committed to a database on the disk, with 1, 4 and 16 appends in
# flight (about 1 minute):
#   load-tests/journal.sh [--rounds 5] [--appends 3000]
# Quick: --rounds 1 --appends 500.
. "$(dirname "$0")/prepare.sh"

load_tests journal "$work" "$@"
