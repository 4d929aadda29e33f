#include "app/shell/screenshot.h"

#include <GL/gl.h>
#include <fmt/format.h>
#include <stb/stb_image_write.h>

#include <algorithm>
#include <filesystem>

namespace gopherarium {

Picture read_framebuffer(int width, int height) {
  Picture p{width, height,
            std::vector<uint8_t>(static_cast<size_t>(width) * static_cast<size_t>(height) * 3)};
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, p.rgb.data());
  // GL's rows start at the bottom.
  size_t row = static_cast<size_t>(width) * 3;
  for (size_t top = 0, bottom = static_cast<size_t>(height); top + 1 < bottom; ++top) {
    --bottom;
    std::swap_ranges(p.rgb.begin() + static_cast<ptrdiff_t>(top * row),
                     p.rgb.begin() + static_cast<ptrdiff_t>((top + 1) * row),
                     p.rgb.begin() + static_cast<ptrdiff_t>(bottom * row));
  }
  return p;
}

Result<void> write_png(const Picture& picture, const std::string& path) {
  std::error_code ignored;
  std::filesystem::path parent = std::filesystem::path(path).parent_path();
  if (!parent.empty()) std::filesystem::create_directories(parent, ignored);
  if (stbi_write_png(path.c_str(), picture.width, picture.height, 3, picture.rgb.data(), picture.width * 3) ==
      0)
    return Error{fmt::format("the picture could not be written to {}", path)};
  return {};
}

}  // namespace gopherarium
