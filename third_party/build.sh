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
# A dry run tells whether there is anything to say.
plan=$(ninja -C "build/$preset" -n "${targets[@]}" 2>/dev/null || true)
if grep -q '^\[[0-9]*/[0-9]*\] \(Building\|Linking\|Generating\)' <<<"$plan"; then
  echo "gopherarium: building $preset"
fi
ninja -C "build/$preset" --quiet "${targets[@]}" | { grep -v '^ninja: no work to do' || true; }
