#!/usr/bin/env bash
# Says what a setting of the runtime or of the archive does to storing: the same build by turns with and without it (about 2 minutes):
#   load-tests/compare-settings.sh --with NAME=VALUE [--with ...] [--against NAME=VALUE ...] [--rounds 5]
# Settings are environment variables, as DOTNET_TieredCompilation=1 or Archive__Storage__VolumeBytes=268435456. Quick: --rounds 1.
. "$(dirname "$0")/prepare.sh"

install dcmtk=storescu
load_tests compare-settings "$node" "$work" "$@"
