#!/usr/bin/env bash
# Stops the servers that start.sh started: stop.sh FOLDER
set -euo pipefail
cd "${1:?the folder of the servers is missing}"
for name in octavia keystone; do
  [ -s "$name.pid" ] || continue
  process=$(cat "$name.pid")
  grep -aq gunicorn "/proc/$process/cmdline" 2> /dev/null || continue
  kill "$process"
  for _ in $(seq 100); do kill -0 "$process" 2> /dev/null || break; sleep 0.1; done
  ! kill -0 "$process" 2> /dev/null || kill -9 -- "-$process"
done
