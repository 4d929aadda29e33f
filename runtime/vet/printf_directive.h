#pragma once
// One directive of a Printf format: "%[1]*.3d" taken apart. Which arguments it takes is counted as fmt counts
// them.

#include <string>
#include <string_view>
#include <vector>

namespace gopherarium {

struct PrintfDirective {
  char32_t verb = 0;         // 'd'; 0 where the format ends before it
  std::string_view text;     // "%[1]*.3d": from the % through the verb
  std::string flags;         // of "+- #0", and '.' for a precision
  std::vector<size_t> args;  // the arguments taken, counted in the call: those of * first, the verb's last
  bool indexed = false;      // [n] was used
  std::string problem;       // what is wrong with its form; empty for nothing
};

// `format` starts at the %. `next_arg` is the argument that it would take, `first_arg` the one that [1]
// names, and the call has `arg_count` arguments, all counted from 0 with the format and what precedes it.
PrintfDirective parse_directive(std::string_view format, size_t first_arg, size_t next_arg, size_t arg_count);

}  // namespace gopherarium
