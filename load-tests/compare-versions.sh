#!/usr/bin/env bash
# Says what a change did: builds two commits and compares storing, queries, C-MOVE, C-GET and memory by alternating runs
# (about 6 minutes, of which building takes two):
#   load-tests/compare-versions.sh OLD NEW [--rounds 5] [--studies 5000]
# Quick: --rounds 1 --studies 500.
. "$(dirname "$0")/prepare.sh"
old=$1 new=$2
shift 2

build() { # COMMIT DIRECTORY
  mkdir "$2"
  git archive "$1" | tar -x -C "$2"
  dotnet build -c Release "${quiet[@]}" "$2/src/Archive.Node"
}

install dcmtk=storescu
build "$old" "$work/old-build"
build "$new" "$work/new-build"
echo "old is $(git log -1 --format='%h %s' "$old"), new is $(git log -1 --format='%h %s' "$new")"
load_tests compare-versions "$work"/{old,new}-build/src/Archive.Node/bin/Release/net10.0/Archive.Node "$work" "$@"
