#include "runtime/stdlib/natives.h"

namespace gopherarium {

void register_natives(NativeTable& table) {
  add_errors_natives(table);
}

}  // namespace gopherarium
