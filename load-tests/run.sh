#!/usr/bin/env bash
# Loads an archive with a scenario and reports (docs/load-testing.md). Builds the rig first; all arguments are those of "run":
#   load-tests/run.sh morning-peak --target ARCHIVE@127.0.0.1:11112 --verify
set -euo pipefail
project=$(dirname "${BASH_SOURCE[0]}")/Archive.LoadTests
dotnet build -c Release -v quiet -nologo -clp:NoSummary\;ErrorsOnly -p:RunAnalyzers=false "$project"
exec dotnet "$project/bin/Release/net10.0/Archive.LoadTests.dll" run "$@"
