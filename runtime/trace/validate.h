#pragma once
// Holds a recording to the rules: the tables of legal transitions (status.def), and the books of queues, channels and
// locks. Tests run it over every recording they make; `replay --events` does too.

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/trace/recording.h"

namespace gopherarium {

struct Violation {
  EventIndex event = 0;
  std::string sentence;
};
// At most `most` of them, in order. A recording with gaps is checked only for what a gap cannot explain.
std::vector<Violation> validate(const Recording& recording, size_t most = 20);

}  // namespace gopherarium
