# Sourced by the scripts beside it: goes to the project's directory, builds the archive and the load rig, and gives them
# $node (the archive's executable), $work (a directory that is removed at the end) and $indexes (one that is kept).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

quiet=(-v quiet -nologo -clp:NoSummary\;ErrorsOnly -p:RunAnalyzers=false)
node=src/Archive.Node/bin/Release/net10.0/Archive.Node
dotnet build -c Release "${quiet[@]}" src/Archive.Node
dotnet build -c Release "${quiet[@]}" load-tests/Archive.LoadTests
indexes=${ARCHIVE_INDEX_DIRECTORY:-$PWD/.index}
work=$(mktemp -d -p "${ARCHIVE_COMPARE_DIRECTORY:-$PWD}" .compare-XXXXXX)
chmod 711 "$work" # a database server runs as a user of its own
trap 'rm -rf "$work"' EXIT

load_tests() {
  dotnet load-tests/Archive.LoadTests/bin/Release/net10.0/Archive.LoadTests.dll "$@"
}

# take_studies DEFAULT [STUDIES] [OPTION ...]: into $studies and $options
take_studies() {
  studies=$1
  shift
  if [[ "${1:-}" =~ ^[0-9]+$ ]]; then
    studies=$1
    shift
  fi
  options=("$@")
}

# make_index STUDIES [--objects-per-series N]: in $indexes/STUDIES or STUDIESxN, unless it is there
make_index() {
  load_tests generate-index --directory "$indexes/$1${3:+x$3}" --studies "$1" "${@:2}"
}

# install PACKAGE=COMMAND-OR-FILE ...: from Debian, what is missing
install() {
  local missing=() pair
  for pair in "$@"; do
    command -v "${pair#*=}" >/dev/null || [ -e "${pair#*=}" ] || missing+=("${pair%=*}")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  local sudo=""
  [ "$(id -u)" -eq 0 ] || sudo=sudo
  $sudo apt-get -qq update
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${missing[@]}" >/dev/null
}
