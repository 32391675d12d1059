#!/usr/bin/env bash
# A cluster on this machine, to try things: PostgreSQL, three nodes that are started again when they end, and HAProxy, all on loopback.
#   ops/local-cluster.sh start|stop|status [DIRECTORY]
# DIRECTORY (./local-cluster) holds everything; `rm -r` it for a new one. Needs Debian's postgresql and haproxy.
#   ARCHIVE_NODE           folder of Archive.Node.dll; built from here when not given
#   ARCHIVE_DICOM_PORT     11112: of HAProxy; the nodes have the next three
#   ARCHIVE_HTTP_PORT      8080: likewise
#   ARCHIVE_CLUSTER_PORT   14052: the nodes have the next three to talk to each other
#   ARCHIVE_POSTGRES_PORT  15432
set -uo pipefail
self=$(readlink -f "$0")
repository=$(dirname "$(dirname "$self")")
dicom=${ARCHIVE_DICOM_PORT:-11112} http=${ARCHIVE_HTTP_PORT:-8080} cluster=${ARCHIVE_CLUSTER_PORT:-14052} postgres=${ARCHIVE_POSTGRES_PORT:-15432}
PATH=$PATH:/usr/sbin

fail() { echo "$*" >&2; exit 1; }

# PostgreSQL runs for nobody who is root.
as_server() { if [ "$(id -u)" -eq 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi; }

pg() { local program=$1; shift; as_server "$(printf '%s\n' /usr/lib/postgresql/*/bin/"$program" | sort -V | tail -1)" "$@"; }

# The process of a pid file, if it still is the one that wrote it.
running() { # name
  local pid
  pid=$(cat "$directory/$1.pid" 2>/dev/null) && grep -qaF "$directory" "/proc/$pid/cmdline" 2>/dev/null && echo "$pid"
}

ready() { # port of a node's HTTP listener; prints what it says
  local answer
  exec 3<>"/dev/tcp/127.0.0.1/$1" || return 1
  printf 'GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
  answer=$(timeout 5 cat <&3)
  exec 3>&-
  printf '%s' "${answer##*$'\r\n\r\n'}"
  [[ $answer == "HTTP/1.1 200"* ]]
} 2>/dev/null

# Runs a node as a service manager does: until it is told to stop.
keep() { # number
  local child=0 stopping=
  trap 'stopping=1; kill -TERM "$child" 2>/dev/null' TERM
  cd "$directory/node$1" || exit
  while [ -z "$stopping" ]; do
    Archive__DataDirectory=$directory/data Archive__Dicom__Port=$((dicom + $1)) Archive__Http__Port=$((http + $1)) \
      Archive__Cluster__Port=$((cluster + $1)) Archive__Database__Provider=PostgreSql \
      Archive__Database__ConnectionString="Host=127.0.0.1;Port=$postgres;Username=archive;Database=postgres" \
      dotnet "$ARCHIVE_NODE/Archive.Node.dll" &
    child=$!
    while kill -0 "$child" 2>/dev/null; do wait "$child"; done
    [ -n "$stopping" ] || sleep 2
  done
}

start() {
  command -v haproxy >/dev/null || fail "haproxy is not installed: apt-get install haproxy"
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || fail "PostgreSQL is not installed: apt-get install postgresql"
  if [ -z "${ARCHIVE_NODE:-}" ]; then
    dotnet build "$repository/src/Archive.Node" -c Release -o "$directory/program" -clp:ErrorsOnly -v quiet || fail "The node could not be built."
    ARCHIVE_NODE=$directory/program
  fi
  export ARCHIVE_NODE
  if [ ! -d "$directory/database" ]; then
    mkdir "$directory/database" && { [ "$(id -u)" -ne 0 ] || chown postgres "$directory/database"; }
    pg initdb -D "$directory/database" -U archive -A trust -E UTF8 --locale=C.UTF-8 >"$directory/initdb.log" || fail "PostgreSQL could not be set up: see $directory/initdb.log"
  fi
  pg pg_ctl status -D "$directory/database" >/dev/null ||
    pg pg_ctl start -D "$directory/database" -w -l "$directory/database/log" \
      -o "-p $postgres -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200" >/dev/null ||
    fail "PostgreSQL did not start: see $directory/database/log"
  for number in 1 2 3; do
    mkdir -p "$directory/node$number"
    [ -n "$(running "node$number")" ] && continue
    setsid "$self" keep "$directory" "$number" >>"$directory/node$number/log" 2>&1 </dev/null &
    echo $! >"$directory/node$number.pid"
  done
  if [ -z "$(running haproxy)" ]; then
    ARCHIVE_DICOM_LISTEN=127.0.0.1:$dicom ARCHIVE_HTTP_LISTEN=127.0.0.1:$http ARCHIVE_NODE1=127.0.0.1 ARCHIVE_NODE2=127.0.0.1 ARCHIVE_NODE3=127.0.0.1 \
      ARCHIVE_NODE1_DICOM=$((dicom + 1)) ARCHIVE_NODE2_DICOM=$((dicom + 2)) ARCHIVE_NODE3_DICOM=$((dicom + 3)) \
      ARCHIVE_NODE1_HTTP=$((http + 1)) ARCHIVE_NODE2_HTTP=$((http + 2)) ARCHIVE_NODE3_HTTP=$((http + 3)) \
      setsid haproxy -db -f "$repository/ops/haproxy.cfg" -p "$directory/haproxy.pid" >>"$directory/haproxy.log" 2>&1 </dev/null &
    echo $! >"$directory/haproxy.pid"
  fi
  for _ in $(seq 120); do
    if ready $((http + 1)) >/dev/null && ready $((http + 2)) >/dev/null && ready $((http + 3)) >/dev/null; then status; return; fi
    sleep 1
  done
  status
  fail "Not all nodes are ready: see $directory/node1/log"
}

stop() {
  local pids=() pid
  for name in node1 node2 node3; do
    pid=$(running "$name") && pids+=("$pid") && kill -TERM "$pid"
  done
  for _ in $(seq 150); do
    for pid in "${pids[@]}"; do kill -0 "$pid" 2>/dev/null && { sleep 1; continue 2; }; done
    break
  done
  pid=$(running haproxy) && kill -TERM "$pid"
  [ ! -d "$directory/database" ] || pg pg_ctl stop -D "$directory/database" -m fast -w >/dev/null 2>&1
  rm -f "$directory"/*.pid
  for pid in "${pids[@]}"; do ! kill -0 "$pid" 2>/dev/null || fail "Process $pid has not ended."; done
}

status() {
  local pid
  for number in 1 2 3; do
    pid=$(running "node$number") && printf 'node%s     DICOM 127.0.0.1:%s, HTTP 127.0.0.1:%s: %s\n' "$number" $((dicom + number)) $((http + number)) \
      "$(ready $((http + number)) || true)" || echo "node$number     does not run"
  done
  [ -n "$(running haproxy)" ] && echo "HAProxy   DICOM 127.0.0.1:$dicom, HTTP 127.0.0.1:$http" || echo "HAProxy   does not run"
  pg pg_ctl status -D "$directory/database" >/dev/null 2>&1 && echo "database  127.0.0.1:$postgres" || echo "database  does not run"
  echo "logs      $directory/node1/log and so on"
}

command=${1:-}
case $command in
  start) mkdir -p "${2:-local-cluster}" ;;
  stop | status | keep) [ -d "${2:-local-cluster}" ] || fail "There is no ${2:-local-cluster}." ;;
  *) sed -n '2,10s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
directory=$(readlink -f "${2:-local-cluster}")
case $command in
  keep) keep "$3" ;;
  *) "$command" ;;
esac
