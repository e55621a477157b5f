#!/usr/bin/env bash
# Installs what start.sh needs, as root.
set -euo pipefail
packages=(python3-keystone python3-octavia gunicorn openssl)
installed=$(dpkg-query -W -f '${db:Status-Status}\n' "${packages[@]}" 2> /dev/null | grep -cx installed || true)
[ "$installed" != ${#packages[@]} ] || exit 0
# So that the packages do not start services of their own.
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
  printf '#!/bin/sh\nexit 101\n' > $policy
  chmod +x $policy
  trap 'rm -f $policy' EXIT
fi
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" > /dev/null
