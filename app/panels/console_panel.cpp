// The console: what the program had written and read up to the playhead, and a line for its standard input. What is typed goes
// to the run itself, wherever the playhead is. Arguments and environment are those of the next run.

#include <fmt/format.h>


#include "app/panels/panels.h"
#include "app/widgets/code_view.h"
#include "app/widgets/containers.h"
#include "app/widgets/controls.h"

namespace gopherarium {
namespace {

constexpr size_t kShownBytes = 256 << 10;  // the newest; the rest is counted
constexpr float kBar = 36;                 // height of a row of fields, at 100 %
constexpr float kOneRow = 1000;            // so wide are all fields beside each other

class ConsolePanel final : public Panel {
 public:
  explicit ConsolePanel(View& view) : view_(view) {
    text_.set_editing(Editing::ReadOnly);
    text_.set_kind(CodeKind::Plain);
  }
  std::string_view id() const override { return "console"; }
  std::string title() const override { return "Console"; }
  std::string note() const override {
    if (waiting_ != 0) return fmt::format("G{} waits for input", waiting_);
    const State& state = view_.state();
    return state.phase == RunPhase::Ended ? fmt::format("exit status {}", state.exit_status) : "";
  }

  void prepare(double) override {
    waiting_ = view_.document().running() ? waits_for_input(view_.recording(), view_.model().newest()) : 0;
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

  void draw(PanelContext& c) override {
    Ui& ui = c.ui;
    Rect area = c.area;
    if (!view_.document().from_file()) {
      const bool one_row = area.width() >= ui.px(kOneRow);
      Rect bar = area.cut_bottom(ui.px(one_row ? kBar : 2 * kBar));
      fill(ui, bar, ui.theme.strip);
      hline(ui, bar.x0, bar.x1, bar.y0, ui.theme.border);
      const IdScope id(ui, std::string_view("console bar"));
      const Rect settings = one_row ? bar.cut_right(ui.px(460)) : bar.cut_bottom(ui.px(kBar));
      input_row(ui, bar);
      settings_row(ui, settings);
    }
    text_.draw(ui, area, "console");
  }

 private:
  void input_row(Ui& ui, Rect bar) {
    const GroupScope group(ui, "console input");
    Flow flow(ui, bar.shrunk(ui.px(10), 0), kBar - 1, 8);
    if (waiting_ == 0) {
      muted(ui, flow, "input");
    } else if (chip(ui, flow, fmt::format("G{}", waiting_), StateColour::Syscall, {.size = ChipSize::Small, .name = "who waits for input"})) {
      ui.post(Action{"goroutine", {static_cast<int64_t>(waiting_)}});
    }
    const Document& document = view_.document();
    constexpr std::string_view kEnd = "end input";
    const bool open = document.running() && !document.input_ended();
    const Rect end = flow.take_right(button_size(ui, kEnd));
    if (button(ui, end, kEnd, {.availability = open ? Availability::Enabled : Availability::Disabled, .tooltip = "Standard input ends  Ctrl+D"})) {
      ui.post(Action{"stdin.end", {}});
    }
    if (view_.take_typing_input()) ImGui::SetKeyboardFocusHere();
    const Rect field = flow.take({flow.row().width() - ui.px(8), ui.px(26)});
    if (text_field(ui, field, "input field", line_, hint(document)) != FieldEvent::Entered) return;
    ui.post(Action{"stdin", {line_}});
    if (open) line_.clear();
    view_.ask_for_input();  // the next line
  }

  std::string hint(const Document& document) const {
    if (!document.running()) return "no run is going on";
    if (document.input_ended()) return "the input has ended";
    if (waiting_ != 0) return fmt::format("G{} waits for input: type a line, Enter sends it", waiting_);
    return "a line for the program, Enter sends it";
  }

  void settings_row(Ui& ui, Rect bar) {
    const GroupScope group(ui, "console settings");
    Flow flow(ui, bar.shrunk(ui.px(10), 0), kBar - 1, 8);
    RunSettings& settings = view_.document().settings;
    const float words = text_size(ui, FontRole::Small, "arguments").x + text_size(ui, FontRole::Small, "environment").x;
    const float each = (flow.row().width() - words - ui.px(40)) / 2;
    muted(ui, flow, "arguments");
    text_field(ui, flow.take({each, ui.px(26)}), "arguments field", settings.arguments, "of the next run");
    muted(ui, flow, "environment");
    text_field(ui, flow.take({each, ui.px(26)}), "environment field", settings.environment, "NAME=value …");
  }

  View& view_;
  CodeView text_;
  std::string line_;
  uint32_t waiting_ = 0;  // who waits for input now, not at the playhead
  uint32_t generation_ = 0;
  size_t pieces_ = 0;
};

}  // namespace

std::unique_ptr<Panel> make_console_panel(View& view) { return std::make_unique<ConsolePanel>(view); }

}  // namespace gopherarium
