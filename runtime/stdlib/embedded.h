#pragma once
// The Go sources of the standard packages, put into the program by embed.cmake. Constant, so any thread may read them.

#include <string_view>
#include <vector>

namespace gopherarium {

struct EmbeddedSource {
  std::string_view package;  // import path
  std::string_view file;     // "print.go"
  std::string_view text;
};

// All of them, sorted by import path and file. Generated.
const std::vector<EmbeddedSource>& embedded_sources();

// Import paths, each once, sorted.
std::vector<std::string_view> embedded_packages();

}  // namespace gopherarium
