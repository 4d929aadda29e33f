#include "app/panels/chips.h"

#include <fmt/format.h>

namespace gopherarium {

bool pressed(Ui& ui, Rect words, std::string_view name) {
  const GroupScope group(ui, name);  // of its own: it lies over the words on purpose
  return ui.press(words, name).clicked;
}

std::string g_words(const View& view, uint32_t g) {
  const GState* at = view.state().g(g);
  if (at == nullptr) return "";
  std::string words = short_function(view.recording().text(at->function));
  if (const std::vector<DetailFrame>* frames = view.frames_of(g)) {
    words += fmt::format(" · line {}", frames->back().line);
  } else if (const StackFrame* frame = own_frame(view.recording(), at->stack)) {
    words += fmt::format(" · line {}", frame->line);
  }
  return words;
}

void g_chip(Ui& ui, Flow& flow, const View& view, uint32_t g, ChipSize size) {
  g_chip(ui, flow.take(chip_size(ui, fmt::format("G{}", g), size)), view, g, size);
}

void g_chip(Ui& ui, Rect place, const View& view, uint32_t g, ChipSize size) {
  const GState* at = view.state().g(g);
  const StateColour state = at == nullptr ? StateColour::Runtime : colour_of(*at);
  const std::string name = fmt::format("G{}", g);
  const std::string tip = at == nullptr ? name : fmt::format("{} · {} · {}", name, g_words(view, g), state_words(*at));
  const IdScope id(ui, static_cast<int64_t>(g));
  const ChipStyle style{.size = size, .outlined = state == StateColour::Sleep, .selected = view.selected_g() == g, .name = name,
                        .tooltip = tip};
  if (chip(ui, place, name, ui.theme.of(state), style)) ui.post(Action{"goroutine", {static_cast<int64_t>(g)}});
}

}  // namespace gopherarium
