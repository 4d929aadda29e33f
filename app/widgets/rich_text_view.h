#pragma once
// Draws Markdown with links that can be clicked. The layout is kept until text, width, scale or colours
// change.

#include <string>
#include <string_view>

#include "app/widgets/rich_text.h"
#include "app/widgets/ui.h"

namespace gopherarium {

class RichTextView {
 public:
  RichTextView() = default;
  explicit RichTextView(std::string_view markdown) { set(markdown); }

  void set(std::string_view markdown);
  float height(const Ui& ui, float width);
  // At area's top, which moves below it. Clicked links are posted as actions.
  void draw(Ui& ui, Rect& area);

 private:
  void lay(const Ui& ui, float width);

  std::string markdown_;
  std::vector<RichBlock> blocks_;
  RichLayout layout_;
  float laid_width_ = -1;
  uint32_t laid_fonts_ = 0;
};

// Without keeping anything: fine for a sentence or two a frame.
float rich_text_height(const Ui& ui, std::string_view markdown, float width);
void rich_text(Ui& ui, Rect& area, std::string_view markdown);

}  // namespace gopherarium
