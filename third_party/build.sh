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
  cmake --preset "$preset" >"/tmp/gopherarium-configure.$$" 2>&1 || { cat "/tmp/gopherarium-configure.$$" >&2; rm -f "/tmp/gopherarium-configure.$$"; exit 1; }
  rm -f "/tmp/gopherarium-configure.$$"
fi
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=(all)
# Of ninja's lines only errors are of interest; the first step says that there is something to build.
ninja -C "build/$preset" "${targets[@]}" | awk -v preset="$preset" '
  /^\[[0-9]+\/[0-9]+\] (Building|Linking|Generating)/ {
    if (!said) { print "gopherarium: building " preset; fflush(); said = 1 }
    next
  }
  /^\[[0-9]+\/[0-9]+\] Re-|^ninja: (Entering|no work)|^-- / { next }
  { print }'
