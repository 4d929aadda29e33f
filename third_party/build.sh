#!/bin/bash
# build.sh PRESET [TARGET ...]: installs what is missing, then configures and builds the preset; silent when there is
# nothing to do.
set -euo pipefail
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
preset=$1
shift
"$top/third_party/install.sh"

cd "$top"
if [ ! -f "build/$preset/build.ninja" ]; then
  echo "gopherarium: configuring $preset"
  said=$(mktemp)
  trap 'rm -f "$said"' EXIT
  cmake --preset "$preset" >"$said" 2>&1 || { cat "$said" >&2; exit 1; }
fi
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(all)
# Of ninja's lines only errors are of interest, and every tenth of the way.
ninja -C "build/$preset" "${targets[@]}" | awk -v preset="$preset" '
  /^\[[0-9]+\/[0-9]+\] (Building|Linking|Generating)/ {
    split(substr($1, 2), step, "[/\\]]")
    if (!said) print "gopherarium: building " preset ", " step[2] " steps"
    now = int(10 * step[1] / step[2])
    if (said && now > tenth && step[2] > 50) print "gopherarium: " 10 * now " % built"
    said = 1
    tenth = now
    fflush()
    next
  }
  /^\[[0-9]+\/[0-9]+\] Re-|^ninja: (Entering|no work)|^-- / { next }
  { print }'
