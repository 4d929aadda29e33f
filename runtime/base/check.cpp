#include "runtime/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace gopherarium {

void check_failed(const char* file, int line, const char* condition, std::string_view sentence) {
  std::fprintf(stderr, "gopherarium: internal error: %.*s\n  %s:%d: %s\n", static_cast<int>(sentence.size()),
               sentence.data(), file, line, condition);
  std::abort();
}

}  // namespace gopherarium
