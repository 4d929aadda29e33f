#include "app/shell/overlays.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <functional>

#include "app/widgets/containers.h"
#include "app/widgets/controls.h"

namespace gopherarium {
namespace {

constexpr size_t kPaletteRows = 12;
constexpr double kNoticeSeconds = 6;

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

}  // namespace

int fuzzy_score(std::string_view query, std::string_view title) {
  int score = 0;
  size_t at = 0;
  bool in_a_row = false;
  for (char q : query) {
    if (q == ' ') {
      in_a_row = false;
      continue;
    }
    size_t found = at;
    while (found < title.size() && lower(title[found]) != lower(q)) ++found;
    if (found == title.size()) return -1;
    bool word_start = found == 0 || title[found - 1] == ' ' || title[found - 1] == '.';
    score += word_start ? 8 : in_a_row && found == at ? 6 : 1;
    score -= static_cast<int>(std::min<size_t>(found - at, 4));
    in_a_row = true;
    at = found + 1;
  }
  return std::max(0, score * 4 + 20 - static_cast<int>(std::min<size_t>(title.size(), 20)));
}

void Palette::open(std::string_view hint, Source source, std::string query) {
  open_ = true;
  fresh_ = true;
  hint_ = hint;
  source_ = std::move(source);
  query_ = std::move(query);
  refresh();
}

void Palette::refresh() {
  items_ = source_(query_);
  chosen_ = 0;
}

bool Palette::key(Ui& ui, const KeyPress& press) {
  if (!open_) return false;
  int n = static_cast<int>(items_.size());
  if (press.key == "Down" || press.key == "Up") {
    if (n > 0) chosen_ = (chosen_ + (press.key == "Down" ? 1 : n - 1)) % n;
    return true;
  }
  if (press.key == "Enter") {
    open_ = false;
    if (chosen_ < n) ui.post(items_[static_cast<size_t>(chosen_)].action);
    return true;
  }
  if (press.key == "Esc") {
    open_ = false;
    return true;
  }
  return false;
}

void Palette::draw(Ui& ui) {
  if (!open_) return;
  Dialog dialog(ui, "palette", {560, 60 + 30.0F * static_cast<float>(kPaletteRows)}, open_);
  if (!dialog) return;
  Rect area = dialog.area();
  Rect field = area.cut_top(ui.px(34));
  if (fresh_) ImGui::SetKeyboardFocusHere();
  fresh_ = false;
  if (text_field(ui, field, "palette query", query_, hint_) == FieldEvent::Changed) refresh();
  ui.claim_typing();
  area.cut_top(ui.px(8));
  size_t first = static_cast<size_t>(std::max(0, chosen_ - static_cast<int>(kPaletteRows) + 2));
  size_t fitting = static_cast<size_t>(std::max(1.0F, area.height() / ui.px(28)));
  if (items_.empty())
    draw_text(ui, area.cut_top(ui.px(28)), "nothing is called so", {.colour = ui.theme.text_muted});
  for (size_t i = first; i < items_.size() && i < first + fitting; ++i) {
    Rect row = area.cut_top(ui.px(28));
    IdScope id(ui, static_cast<int64_t>(i));
    Press p = ui.press(row, items_[i].title);
    if (p.hovered && (ImGui::GetIO().MouseDelta.x != 0 || ImGui::GetIO().MouseDelta.y != 0))
      chosen_ = static_cast<int>(i);
    if (static_cast<int>(i) == chosen_) fill(ui, row, ui.theme.chosen, space::kRadius);
    GroupScope group(ui, "palette row");
    Rect words = row.shrunk(ui.px(10), 0);
    float note = std::min(words.width() / 2, text_size(ui, FontRole::CodeSmall, items_[i].note).x + 2);
    draw_text(ui, words.cut_right(note), items_[i].note,
              {.font = FontRole::CodeSmall, .colour = ui.theme.text_muted, .align = Align::Right});
    draw_text(ui, words, items_[i].title);
    if (p.clicked) {
      ui.post(items_[i].action);
      open_ = false;
    }
  }
}

std::vector<PaletteItem> command_items(const ActionRegistry& registry, std::string_view query) {
  std::vector<std::pair<int, PaletteItem>> scored;
  for (const ActionSpec& spec : registry.specs()) {
    int score = fuzzy_score(query, spec.title);
    if (!spec.listed || score < 0 || (!spec.keys.empty() && !spec.keys[0].args.empty())) continue;
    std::string note = spec.keys.empty() ? std::string() : key_label(spec.keys[0].keys);
    scored.push_back({score, {spec.title, note, {spec.id, {}}}});
  }
  if (!query.empty()) std::ranges::stable_sort(scored, std::greater{}, [](const auto& s) { return s.first; });
  std::vector<PaletteItem> items;
  for (auto& [score, item] : scored) items.push_back(std::move(item));
  return items;
}

namespace {

struct KeyGroup {
  std::string name;
  std::vector<const ActionSpec*> specs;
};

// In the order in which they were registered.
std::vector<KeyGroup> key_groups(const ActionRegistry& registry) {
  std::vector<KeyGroup> groups;
  for (const ActionSpec& spec : registry.specs()) {
    if (spec.keys.empty()) continue;
    if (groups.empty() || groups.back().name != spec.group) groups.push_back({spec.group, {}});
    groups.back().specs.push_back(&spec);
  }
  return groups;
}

constexpr float kKeyRow = 25;

void draw_key_row(Ui& ui, Rect row, const ActionSpec& spec) {
  bool family = spec.keys.size() > 2 && !spec.keys[0].args.empty();
  std::string shown = family ? spec.keys.front().keys + " … " + spec.keys.back().keys : spec.keys[0].keys;
  Flow key(ui, row.cut_left(ui.px(118)), kKeyRow, 4);
  key_hint(ui, key, shown);
  Rect words = draw_text(ui, row, spec.title);
  if (ui.hovers(words)) ui.tooltip(words, spec.help);
}

}  // namespace

void KeysOverlay::draw(Ui& ui, const ActionRegistry& registry) {
  if (!open_) return;
  constexpr float kColumn = 350;
  std::vector<KeyGroup> groups = key_groups(registry);
  size_t rows = 0;
  for (const KeyGroup& g : groups) rows += g.specs.size() + 2;  // a heading and a gap
  float window = ImGui::GetIO().DisplaySize.x / ui.scale;
  size_t columns = static_cast<size_t>(std::clamp((window - 100) / kColumn, 1.0F, 3.0F));
  size_t per_column = (rows + columns - 1) / columns + 1;
  Dialog dialog(ui, "all keys",
                {40 + kColumn * static_cast<float>(columns), 90 + kKeyRow * static_cast<float>(per_column)},
                open_);
  if (!dialog) return;
  Rect area = dialog.area();
  draw_text(ui, area.cut_top(ui.px(32)), "Keys", {.font = FontRole::Heading, .colour = ui.theme.text_strong});
  area.cut_top(ui.px(6));
  ScrollArea scroll(ui, area, "keys");
  Rect content = scroll.content();
  float column_width = std::floor(content.width() / static_cast<float>(columns));
  size_t used = 0;
  size_t column = 0;
  auto next_row = [&] {
    Vec2 at{content.x0 + column_width * static_cast<float>(column),
            content.y0 + ui.px(kKeyRow) * static_cast<float>(used++)};
    return Rect::at(at, {column_width - ui.px(20), ui.px(kKeyRow)});
  };
  for (const KeyGroup& g : groups) {
    // A heading never stands alone at the foot of a column.
    if (used + 3 > per_column && column + 1 < columns) used = 0, ++column;
    draw_text(ui, next_row(), to_capitals(g.name),
              {.font = FontRole::CaptionStrong, .colour = ui.theme.text_muted});
    for (const ActionSpec* spec : g.specs) {
      if (used >= per_column && column + 1 < columns) used = 0, ++column;
      draw_key_row(ui, next_row(), *spec);
    }
    if (used > 0) ++used;
  }
  scroll.set_height(ui.px(kKeyRow) * static_cast<float>(columns == 1 ? used : per_column));
}

void Notice::say(std::string text, double now) {
  text_ = std::move(text);
  until_ = now + kNoticeSeconds;
}

void Notice::draw(Ui& ui, Rect window) {
  if (text_.empty() || ui.now > until_) return;
  ui.redraw_after(until_ - ui.now + 0.02);
  float width = std::min(text_size(ui, FontRole::Body, text_).x + ui.px(32), window.width() - ui.px(40));
  Rect box = Rect::at({std::round(window.centre().x - width / 2), window.y1 - ui.px(64)}, {width, ui.px(38)});
  ImDrawList* top = ImGui::GetForegroundDrawList();
  top->AddRectFilled(im(box.min()), im(box.max()), ui.theme.control.packed(), ui.px(6));
  top->AddRect(im(box.min()), im(box.max()), ui.theme.slot.packed(), ui.px(6));
  std::string shown = elide(ui, FontRole::Body, text_, width - ui.px(24));
  float y = box.y0 + std::floor((box.height() - ui.font_size(FontRole::Body)) / 2);
  top->AddText(ui.font(FontRole::Body), ui.font_size(FontRole::Body), {box.x0 + ui.px(16), y},
               ui.theme.text.packed(), shown.data(), shown.data() + shown.size());
  ui.log.add({.name = "notice", .text = text_, .rect = box, .clip = window, .kind = LaidKind::Overlay});
}

}  // namespace gopherarium
