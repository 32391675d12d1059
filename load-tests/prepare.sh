# Sourced by the scripts beside it, from the project's directory: builds the archive and the load rig, and gives them
# $node (the archive's executable), $work (a directory that is removed at the end) and $indexes (one that is kept).

node=src/Archive.Node/bin/Release/net10.0/Archive.Node
dotnet build -c Release -v quiet -nologo -clp:NoSummary\;ErrorsOnly -p:RunAnalyzers=false src/Archive.Node
dotnet build -c Release -v quiet -nologo -clp:NoSummary\;ErrorsOnly -p:RunAnalyzers=false load-tests/Archive.LoadTests
indexes=${ARCHIVE_INDEX_DIRECTORY:-$PWD/.index}
work=${ARCHIVE_COMPARE_DIRECTORY:-$(mktemp -d -p "$PWD" .compare-XXXXXX)}
trap '[ -n "${ARCHIVE_COMPARE_DIRECTORY:-}" ] || rm -rf "$work"' EXIT

load_tests() {
  dotnet load-tests/Archive.LoadTests/bin/Release/net10.0/Archive.LoadTests.dll "$@"
}

# make_index STUDIES: in $indexes/STUDIES, unless it is there
make_index() {
  load_tests generate-index --directory "$indexes/$1" --studies "$1"
}

# install PACKAGE=COMMAND ...: from Debian, what is missing
install() {
  local missing=() pair
  for pair in "$@"; do
    command -v "${pair#*=}" >/dev/null || missing+=("${pair%=*}")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  local sudo=""
  [ "$(id -u)" -eq 0 ] || sudo=sudo
  $sudo apt-get -qq update
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${missing[@]}" >/dev/null
}
