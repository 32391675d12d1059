#!/usr/bin/env bash
# Measures the worklist: selective queries of 10,000 open steps against their limit, and the processor time that 500 stations cost which ask for their
# list every 30 s, each time on a new association (about 3 minutes):
#   load-tests/worklist.sh [--items 10000] [--stations 500] [--rounds 3] [--seconds 3] [--polling 90]
# Quick: --items 1000 --stations 50 --rounds 1 --seconds 1 --polling 10. Ends with 2 when a limit was missed.
. "$(dirname "$0")/prepare.sh"

load_tests worklist "$node" "$work" "$@"
