#!/usr/bin/env bash
# Runs the unit tests, as they were compiled, on the newest JDK of this machine if it is newer than the one that
# Maven uses: users run lbprov on whatever Java they have. The arguments are the Maven command.
set -euo pipefail

feature() { sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"; }

used=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v javac)")")")}
newest=$used
for home in /usr/lib/jvm/*/; do
  home=${home%/}
  [[ -x $home/bin/java && -r $home/release ]] || continue
  if (($(feature "$home") > $(feature "$newest"))); then newest=$home; fi
done

if [[ $newest == "$used" ]]; then
  echo "the unit tests ran on Java $(feature "$used"); there is no newer one in /usr/lib/jvm to run them on as well"
else
  echo "the unit tests again, on Java $(feature "$newest")"
  "$@" surefire:test "-Djvm=$newest/bin/java"
fi
