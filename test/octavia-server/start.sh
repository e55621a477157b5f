#!/usr/bin/env bash
# Starts a real Keystone and a real Octavia on loopback, from Debian's packages: Octavia's API and its
# worker on its own no-op drivers, SQLite, no message broker. What is there already is kept.
#   start.sh FOLDER      install.sh installs the packages
# Ports: KEYSTONE_PORT (25000) and OCTAVIA_PORT (29876). The folder's openrc is for clients.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
base=$(mkdir -p "${1:?the folder for the state of the servers is missing}" && cd "$1" && pwd)
keystone_port=${KEYSTONE_PORT:-25000} octavia_port=${OCTAVIA_PORT:-29876}
keystone=http://127.0.0.1:$keystone_port/v3 octavia=http://127.0.0.1:$octavia_port/load-balancer
python=/usr/bin/python3

mkdir -p "$base"/{keys,certificates,log}
chmod 700 "$base" "$base/keys"
cd "$base"
fill() { sed -e "s|@BASE@|$base|g" -e "s|@KEYSTONE@|$keystone|g" "$here/$1" > "$1"; }
fill keystone.conf
fill octavia.conf
export OS_KEYSTONE_CONFIG_FILES=$base/keystone.conf OCTAVIA_CONF=$base/octavia.conf
export OCTAVIA_PREFIX=/load-balancer PYTHONWARNINGS=ignore PYTHONPATH=$here PYTHONDONTWRITEBYTECODE=1

running() { [ -s "$1.pid" ] && grep -aq gunicorn "/proc/$(cat "$1.pid")/cmdline" 2>/dev/null; }
serve() { # name port: one worker without threads, which SQLite does not take
  running "$1" && return
  setsid gunicorn --bind "127.0.0.1:$2" --workers 1 --timeout 120 --pid "$1.pid" \
    --log-file "log/gunicorn-$1.log" "$1_app:application" > "log/$1.out" 2>&1 < /dev/null &
}
answers() { # name url
  for _ in $(seq 600); do
    $python -c 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1], timeout=5)' "$2" 2> /dev/null && return
    sleep 0.1
  done
  echo "$1 does not answer at $2:" >&2
  tail -20 "log/gunicorn-$1.log" "log/$1.out" >&2
  return 1
}
wal() { $python -c 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute("pragma journal_mode=wal")' "$1"; }

set_up_keystone() {
  [ ! -e keystone.ready ] || return 0
  for key in 0 1; do (umask 077; openssl rand -base64 32 | tr -d '\n' | tr '+/' '-_' > keys/$key); done
  keystone-manage --config-file keystone.conf db_sync
  wal keystone.db
  keystone-manage --config-file keystone.conf bootstrap --bootstrap-password admin \
    --bootstrap-service-name keystone --bootstrap-region-id RegionOne \
    --bootstrap-public-url "$keystone" --bootstrap-internal-url "$keystone"
  touch keystone.ready
}
set_up_octavia() {
  [ ! -e octavia.ready ] || return 0
  openssl req -x509 -newkey rsa:2048 -days 3650 -subj /CN=octavia-test-ca -keyout ca.key -passout pass:capass -out ca.pem
  $python "$here/certificates.py" certificates
  $python "$here/octavia_tables.py" octavia.conf
  wal octavia.db
  octavia-db-manage --config-file octavia.conf stamp head
  touch octavia.ready
}
(set_up_keystone) > log/set-up-keystone.log 2>&1 & one=$!
(set_up_octavia) > log/set-up-octavia.log 2>&1 & other=$!
wait $one || { tail -20 log/set-up-keystone.log >&2; exit 1; }
serve keystone "$keystone_port"
wait $other || { tail -20 log/set-up-octavia.log >&2; exit 1; }
serve octavia "$octavia_port"
answers keystone "$keystone"
$python "$here/accounts.py" "$keystone" "$octavia" > openrc
answers octavia "$octavia/"
echo "Keystone at $keystone, Octavia at $octavia; accounts in $base/openrc"
