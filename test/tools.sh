#!/usr/bin/env bash
# Installs the programs that tests drive, from the system's packages, where they are missing. Says so and goes on where it cannot.
set -euo pipefail

# command:package
wanted=(man:man-db openssl:openssl shellcheck:shellcheck tmux:tmux hledger:hledger ledger:ledger bean-check:beancount sqlite3:sqlite3 chromium:chromium strace:strace soffice:libreoffice-calc zsh:zsh fish:fish systemd-analyze:systemd plistutil:libplist-utils cron:cron)
# Only root can make the networks of the failover test.
[ "$(id -u)" != 0 ] || wanted+=(patroni:patroni etcd:etcd-server ip:iproute2)

missing=()
# Debian keeps cron where only root's PATH looks.
PATH=$PATH:/usr/sbin
for pair in "${wanted[@]}"; do
  command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
done
# Debian keeps the server where no PATH looks.
compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
[ ${#missing[@]} -gt 0 ] || exit 0

root=()
if [ "$(id -u)" != 0 ] && command -v sudo >/dev/null; then root=(sudo); fi
if ! command -v apt-get >/dev/null; then
  echo "Tests need these programs, which are not installed: ${missing[*]}" >&2
  exit 0
fi
"${root[@]}" apt-get update -qq
export DEBIAN_FRONTEND=noninteractive
fetch() { "${root[@]}" apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }
if [[ " ${missing[*]} " == *' postgresql '* ]]; then
  # Each test starts a server of its own. The package would make another one and start it.
  fetch postgresql-common
  "${root[@]}" sed -i 's/^#* *create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
fi
fetch "${missing[@]}"
if [[ " ${missing[*]} " == *' etcd-server '* ]] && [ -d /run/systemd/system ]; then
  # The package starts one for the whole machine. The test starts its own.
  systemctl disable --now --quiet etcd
fi
