#pragma once
// The natives of all standard packages. One file a package (or a few small ones), natives_*.cpp, each with one function that
// adds its natives to the table; a package's new file is listed here and called in natives.cpp.

#include "runtime/vm/native.h"

namespace gopherarium {

// Adds every native there is.
void register_natives(NativeTable& table);

void add_errors_natives(NativeTable& table);

}  // namespace gopherarium
