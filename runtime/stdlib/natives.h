#pragma once
// The natives of all standard packages. One file a package (or a few small ones), natives_*.cpp, each with one function that
// adds its natives to the table; a package's new file is listed here and called in natives.cpp.

#include "runtime/vm/native.h"

namespace gopherarium {

// Adds every native there is.
void register_natives(NativeTable& table);

void add_errors_natives(NativeTable& table);
void add_math_natives(NativeTable& table);
void add_strings_natives(NativeTable& table);
void add_fmt_natives(NativeTable& table);
void add_os_natives(NativeTable& table);
void add_sort_natives(NativeTable& table);
void add_strconv_natives(NativeTable& table);
void add_unicode_natives(NativeTable& table);

void add_atomic_natives(NativeTable& table);
void add_context_natives(NativeTable& table);
void add_rand_natives(NativeTable& table);
void add_runtime_natives(NativeTable& table);
void add_sync_natives(NativeTable& table);
void add_time_natives(NativeTable& table);
void add_user_trace_natives(NativeTable& table);

}  // namespace gopherarium
