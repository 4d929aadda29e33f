#pragma once
// Pictures of the window: pixels read back from GL, written as PNG.

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/base/result.h"

namespace gopherarium {

struct Picture {
  int width = 0, height = 0;
  std::vector<uint8_t> rgb;  // rows from the top, 3 bytes a pixel
};

// Of what was rendered last, before it was swapped. Needs the window's GL context.
Picture read_framebuffer(int width, int height);
Result<void> write_png(const Picture& picture, const std::string& path);

}  // namespace gopherarium
