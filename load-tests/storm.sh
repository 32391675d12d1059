#!/usr/bin/env bash
# Says what is left of connections that come to nothing, a thousand a second: closed at once, refused, reset and aborted in the middle of
# an object, silent (about 4 minutes):
#   load-tests/storm.sh [--rate 1000] [--seconds 60]
# Quick: --seconds 10. Ends with 2 when memory grew or something was left.
. "$(dirname "$0")/prepare.sh"

load_tests storm "$node" "$work" "$@"
