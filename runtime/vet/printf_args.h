#pragma once
// Which kinds of arguments a Printf verb takes, and whether a type is among them.

#include <cstdint>
#include <string>

#include "runtime/types/object.h"

namespace gopherarium {

// Sets of kinds: a verb takes several.
enum PrintfKinds : uint32_t {
  kArgBool = 1,
  kArgInt = 2,
  kArgRune = 4,
  kArgString = 8,
  kArgFloat = 16,
  kArgComplex = 32,
  kArgPointer = 64,
  kArgError = 128,
  kArgAny = ~uint32_t{0},
};

struct PrintfMatch {
  bool fits = true;
  std::string reason;  // of a type parameter: which of its types does not fit
};
// `nil` itself has no type: pass UntypedNil's.
PrintfMatch match_printf_argument(Type* type, uint32_t kinds);

// Types that format themselves: interfaces (nobody knows what is inside) and those with fmt.Formatter's
// method.
bool is_formatter(Type* type);
// func() string
bool is_stringer_signature(Signature* signature);

}  // namespace gopherarium
