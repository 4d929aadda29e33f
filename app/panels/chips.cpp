#include "app/panels/chips.h"

#include <fmt/format.h>

namespace gopherarium {

std::string g_words(const View& view, uint32_t g) {
  const GState* at = view.state().g(g);
  if (at == nullptr) return "";
  std::string words = short_function(view.recording().text(at->function));
  if (const StackFrame* frame = own_frame(view.recording(), at->stack)) words += fmt::format(" · line {}", frame->line);
  return words;
}

void g_chip(Ui& ui, Flow& flow, const View& view, uint32_t g, ChipSize size) {
  const GState* at = view.state().g(g);
  const StateColour state = at == nullptr ? StateColour::Runtime : colour_of(*at);
  const std::string name = fmt::format("G{}", g);
  const std::string tip = at == nullptr ? name : fmt::format("{} · {} · {}", name, g_words(view, g), state_words(*at));
  const IdScope id(ui, static_cast<int64_t>(g));
  const ChipStyle style{.size = size, .outlined = state == StateColour::Sleep, .selected = view.selected_g() == g, .name = name,
                        .tooltip = tip};
  if (chip(ui, flow, name, state, style)) ui.post(Action{"goroutine", {static_cast<int64_t>(g)}});
}

}  // namespace gopherarium
