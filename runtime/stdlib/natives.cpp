#include "runtime/stdlib/natives.h"

namespace gopherarium {

void register_natives(NativeTable& table) {
  add_errors_natives(table);
  add_math_natives(table);
  add_strings_natives(table);
  add_fmt_natives(table);
  add_os_natives(table);
  add_sort_natives(table);
  add_strconv_natives(table);
  add_unicode_natives(table);

  add_atomic_natives(table);
  add_context_natives(table);
  add_rand_natives(table);
  add_runtime_natives(table);
  add_sync_natives(table);
  add_time_natives(table);
  add_user_trace_natives(table);
}

}  // namespace gopherarium
