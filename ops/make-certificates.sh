#!/usr/bin/env bash
# Certificates by which nodes show each other who they are: an authority of their own, and one certificate for each host.
#   ops/make-certificates.sh DIRECTORY HOST…       HOST: the name or address in Archive:Cluster:PublicHost, or *.domain
# Writes authority.pem, authority.key (keep it elsewhere: who has it can make nodes), HOST.pem, HOST.key. What is there already stays.
set -euo pipefail
[ $# -ge 2 ] || { sed -n '2,4s/^# //p' "$0"; exit 2; }
directory=$1; shift
umask 077
mkdir -p "$directory"
cd "$directory"
if [ ! -e authority.pem ]; then
  openssl req -x509 -newkey rsa:3072 -nodes -days 3650 -subj "/CN=Archive nodes" -addext "basicConstraints=critical,CA:TRUE" \
    -addext "keyUsage=critical,keyCertSign,cRLSign" -keyout authority.key -out authority.pem 2>/dev/null
fi
for host in "$@"; do
  name=${host/\*./any.}
  [ ! -e "$name.pem" ] || continue
  [[ $host =~ ^[0-9.]+$|: ]] && alternative=IP:$host || alternative=DNS:$host
  openssl req -newkey rsa:3072 -nodes -subj "/CN=$host" -keyout "$name.key" -out "$name.csr" 2>/dev/null
  openssl x509 -req -in "$name.csr" -CA authority.pem -CAkey authority.key -CAcreateserial -days 825 -out "$name.pem" 2>/dev/null \
    -extfile <(printf 'subjectAltName=%s\nbasicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature,keyEncipherment\nextendedKeyUsage=serverAuth,clientAuth\n' "$alternative")
  rm "$name.csr"
done
chmod 644 ./*.pem
