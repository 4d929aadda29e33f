#pragma once
// CHECK is for our own bugs, in every build: it prints the sentence and aborts. The user's bugs are Go panics and fatal
// errors, which are values of the VM; expected failures are Result.

#include <string_view>

namespace gopherarium {

[[noreturn]] void check_failed(const char* file, int line, const char* condition, std::string_view sentence);

}  // namespace gopherarium

// GOPH_CHECK(condition, "sentence that says what must hold")
#define GOPH_CHECK(condition, sentence)                                                        \
  do {                                                                                         \
    if (!(condition)) [[unlikely]]                                                             \
      ::gopherarium::check_failed(__FILE__, __LINE__, #condition, sentence);                   \
  } while (false)

// The same on paths too hot for release builds.
#ifdef NDEBUG
#define GOPH_DCHECK(condition, sentence) \
  do {                                   \
  } while (false)
#else
#define GOPH_DCHECK(condition, sentence) GOPH_CHECK(condition, sentence)
#endif
