#include "app/shell/workspace.h"

#include <algorithm>

#include "app/widgets/controls.h"
#include "app/widgets/split_view.h"

namespace gopherarium {
namespace {

// At 100 %: the least sizes of the three columns. Presenter mode on a 1280 pixel projector has 640.
constexpr float kThreeColumns = 750;

constexpr Area kAreas[] = {Area::Left, Area::Centre, Area::Right, Area::Bottom};

std::unique_ptr<SplitNode> make_tree() {
  auto sides = split_pair("right-border", SplitAxis::SideBySide, 0.62F, split_area("centre", 300),
                          split_area("right", 230));
  auto upper =
      split_pair("left-border", SplitAxis::SideBySide, 0.268F, split_area("left", 220), std::move(sides));
  return split_pair("bottom-border", SplitAxis::Stacked, 0.656F, std::move(upper), split_area("bottom", 120));
}

}  // namespace

std::string_view area_name(Area area) {
  constexpr std::string_view kNames[] = {"left", "centre", "right", "bottom"};
  return kNames[static_cast<int>(area)];
}

std::vector<WorkspaceSpec> default_workspaces() {
  using enum Area;
  return {
      {.id = "gallery", .title = "Lessons", .tabs = {{Centre, "lessons"}}, .hidden = {Left, Right, Bottom}},
      {.id = "lesson",
       .title = "Lesson",
       .tabs = {{Left, "source"}, {Centre, "scheduler"}, {Right, "lesson"}, {Bottom, "timeline"}},
       .hidden = {},
       .left = 0.25F,
       .right = 0.31F,
       .bottom = 0.32F},
      {.id = "scheduler",
       .title = "Scheduler",
       .tabs = {{Left, "source"}, {Centre, "scheduler"}, {Right, "inspector"}, {Bottom, "timeline"}},
       .hidden = {}},
      {.id = "channels",
       .title = "Channels",
       .tabs = {{Left, "source"}, {Centre, "channels"}, {Right, "inspector"}, {Bottom, "timeline"}},
       .hidden = {}},
      {.id = "memory",
       .title = "Memory",
       .tabs = {{Left, "source"}, {Centre, "memory"}, {Right, "inspector"}, {Bottom, "timeline"}},
       .hidden = {}},
      {.id = "correctness",
       .title = "Correctness",
       .tabs = {{Left, "source"}, {Centre, "correctness"}, {Right, "inspector"}, {Bottom, "timeline"}},
       .hidden = {}},
      {.id = "explore",
       .title = "Explore",
       .tabs = {{Left, "source"}, {Centre, "explore"}, {Right, "inspector"}, {Bottom, "timeline"}},
       .hidden = {}},
  };
}

Workspace::Workspace(std::vector<WorkspaceSpec> specs) : specs_(std::move(specs)), tree_(make_tree()) {
  chosen_ = "scheduler";
}

void Workspace::add(Area area, std::unique_ptr<Panel> panel) {
  shelf(area).panels.push_back(std::move(panel));
}

Panel* Workspace::panel(std::string_view id) const {
  for (const Shelf& s : shelves_)
    for (const auto& p : s.panels)
      if (p->id() == id) return p.get();
  return nullptr;
}

std::vector<const Panel*> Workspace::panels() const {
  std::vector<const Panel*> all;
  for (const Shelf& s : shelves_)
    for (const auto& p : s.panels) all.push_back(p.get());
  return all;
}

bool Workspace::show(std::string_view panel_id) {
  for (Area area : kAreas) {
    Shelf& s = shelf(area);
    for (size_t i = 0; i < s.panels.size(); ++i)
      if (s.panels[i]->id() == panel_id) {
        s.chosen = static_cast<int>(i);
        focused_ = area;
        remember();
        return true;
      }
  }
  return false;
}

bool Workspace::showing(std::string_view panel_id) const {
  return std::ranges::any_of(shelves_, [&](const Shelf& s) {
    return !s.panels.empty() && s.panels[static_cast<size_t>(s.chosen)]->id() == panel_id;
  });
}

bool Workspace::hidden(Area area) const {
  // Three columns need room; without it the one with the keyboard stays beside the centre.
  if (narrow_ && area == (focused_ == Area::Right ? Area::Left : Area::Right)) return true;
  auto spec = std::ranges::find(specs_, chosen_, &WorkspaceSpec::id);
  return shelf(area).panels.empty() || (spec != specs_.end() && std::ranges::count(spec->hidden, area) > 0);
}

void Workspace::remember() {
  fractions_[chosen_] = save_fractions(*tree_);
  for (Area area : kAreas)
    if (!shelf(area).panels.empty())
      tabs_[chosen_ + "." + std::string(area_name(area))] =
          shelf(area).panels[static_cast<size_t>(shelf(area).chosen)]->id();
}

bool Workspace::choose(std::string_view id) {
  auto spec = std::ranges::find(specs_, id, &WorkspaceSpec::id);
  if (spec == specs_.end()) return false;
  remember();
  chosen_ = id;
  arrange(*spec);
  return true;
}

void Workspace::arrange(const WorkspaceSpec& spec) {
  find_node(*tree_, "left-border")->fraction = spec.left;
  find_node(*tree_, "right-border")->fraction = 1 - spec.right / (1 - spec.left);
  tree_->fraction = 1 - spec.bottom;
  if (auto saved = fractions_.find(chosen_); saved != fractions_.end()) load_fractions(*tree_, saved->second);
  for (Area area : kAreas) {
    Shelf& s = shelf(area);
    auto saved = tabs_.find(chosen_ + "." + std::string(area_name(area)));
    auto first = spec.tabs.find(area);
    std::string wanted = saved != tabs_.end() ? saved->second : first != spec.tabs.end() ? first->second : "";
    for (size_t i = 0; i < s.panels.size(); ++i)
      if (s.panels[i]->id() == wanted) s.chosen = static_cast<int>(i);
  }
}

void Workspace::step_tab(int by) {
  Shelf& s = shelf(focused_);
  int n = static_cast<int>(s.panels.size());
  if (n > 0) s.chosen = ((s.chosen + by) % n + n) % n;
  remember();
}

void Workspace::prepare(double now) {
  for (Area area : kAreas)
    if (!hidden(area)) shelf(area).panels[static_cast<size_t>(shelf(area).chosen)]->prepare(now);
}

void Workspace::draw(Ui& ui, Rect rect) {
  narrow_ = rect.width() < ui.px(kThreeColumns);

  SplitNode* upper = tree_->first.get();
  upper->first->hidden = hidden(Area::Left);
  upper->second->first->hidden = hidden(Area::Centre);
  upper->second->second->hidden = hidden(Area::Right);
  tree_->second->hidden = hidden(Area::Bottom);
  SplitLayout layout = lay_out(*tree_, rect, ui.scale);
  for (Area area : kAreas) {
    Rect r = layout.area(area_name(area));
    if (!r.empty()) draw_area(ui, area, r);
  }
  if (split_borders(ui, layout)) remember();
}

void Workspace::draw_area(Ui& ui, Area area, Rect rect) {
  Shelf& s = shelf(area);
  std::string name(area_name(area));
  IdScope id(ui, name);
  GroupScope group(ui, name);
  ImGui::SetCursorScreenPos(im(rect.min()));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleColor(ImGuiCol_ChildBg, ui.theme.ground.packed());
  ImGui::BeginChild(name.c_str(), im(rect.size()), false,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  if (ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) && ImGui::IsMouseClicked(0)) focused_ = area;
  Rect strip = rect.cut_top(ui.px(space::kTabStrip));
  std::vector<Tab> tabs;
  for (const auto& p : s.panels) tabs.push_back({std::string(p->id()), p->title()});
  Panel& shown = *s.panels[static_cast<size_t>(s.chosen)];
  if (tab_strip(ui, strip, name + " tabs", tabs, s.chosen, shown.note())) {
    focused_ = area;
    remember();
    ui.animate();  // the new panel is prepared before the next frame
  }
  {
    IdScope panel_id(ui, shown.id());
    GroupScope panel_group(ui, shown.id());
    ClipScope clip(ui, rect);
    PanelContext context{ui, rect, focused_ == area};
    shown.draw(context);
  }
  ImGui::EndChild();
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
}

void Workspace::load(const Settings& settings) {
  fractions_ = settings.fractions;
  tabs_ = settings.tabs;
  auto spec = std::ranges::find(specs_, settings.workspace, &WorkspaceSpec::id);
  if (spec == specs_.end()) spec = std::ranges::find(specs_, std::string("scheduler"), &WorkspaceSpec::id);
  if (spec == specs_.end()) return;
  chosen_ = spec->id;
  arrange(*spec);
}

void Workspace::save(Settings& settings) const {
  settings.workspace = chosen_;
  settings.fractions = fractions_;
  settings.tabs = tabs_;
}

}  // namespace gopherarium
