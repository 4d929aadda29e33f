// The console: what the program had written up to the playhead.

#include <fmt/format.h>

#include "app/panels/panels.h"
#include "app/widgets/code_view.h"

namespace gopherarium {
namespace {

constexpr size_t kShownBytes = 256 << 10;  // the newest; the rest is counted

class ConsolePanel final : public Panel {
 public:
  explicit ConsolePanel(View& view) : view_(view) {
    text_.set_editing(Editing::ReadOnly);
    text_.set_kind(CodeKind::Plain);
  }
  std::string_view id() const override { return "console"; }
  std::string title() const override { return "Console"; }
  std::string note() const override {
    const State& state = view_.state();
    return state.phase == RunPhase::Ended ? fmt::format("exit status {}", state.exit_status) : "";
  }

  void prepare(double) override {
    const auto output = view_.state().output();
    if (generation_ == view_.document().generation() && output.size() == pieces_) return;
    generation_ = view_.document().generation();
    pieces_ = output.size();
    std::string text;
    for (size_t i = output.size(); i-- > 0 && text.size() < kShownBytes;) {
      text.insert(0, view_.recording().text(output[i].text));
    }
    text_.set_text(text);
    text_.show_line(text_.buffer().line_count());
  }

  void draw(PanelContext& c) override { text_.draw(c.ui, c.area, "console"); }

 private:
  View& view_;
  CodeView text_;
  uint32_t generation_ = 0;
  size_t pieces_ = 0;
};

}  // namespace

std::unique_ptr<Panel> make_console_panel(View& view) { return std::make_unique<ConsolePanel>(view); }

}  // namespace gopherarium
