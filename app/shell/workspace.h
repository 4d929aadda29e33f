#pragma once
// The window's areas and the panels in them. A workspace (lesson, scheduler, channels, memory, correctness,
// explore) is an arrangement of the same panels: border fractions, the tab chosen in each area, and the areas
// it hides.

#include <array>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/shell/settings.h"
#include "app/widgets/panel.h"
#include "app/widgets/split.h"
#include "app/widgets/ui.h"

namespace gopherarium {

struct WorkspaceSpec {
  std::string id;
  std::string title;
  std::map<Area, std::string> tabs;  // the panel chosen in each area at first
  std::vector<Area> hidden;
  float left = 0.268F, right = 0.281F, bottom = 0.363F;  // shares of the window
};

std::vector<WorkspaceSpec> default_workspaces();
std::string_view area_name(Area area);

class Workspace {
 public:
  explicit Workspace(std::vector<WorkspaceSpec> specs = default_workspaces());

  void add(Area area, std::unique_ptr<Panel> panel);
  Panel* panel(std::string_view id) const;  // null when there is none
  template <class T>
  T* panel_as(std::string_view id) const {
    return dynamic_cast<T*>(panel(id));
  }

  std::vector<const Panel*> panels() const;

  // Puts a panel's tab in front; false when there is none of that id.
  bool show(std::string_view panel_id);
  bool showing(std::string_view panel_id) const;
  bool choose(std::string_view workspace_id);
  const std::string& chosen() const { return chosen_; }
  const std::vector<WorkspaceSpec>& specs() const { return specs_; }
  // The next or previous tab of the area with the keyboard.
  void step_tab(int by);
  void focus_area(Area area) { focused_ = area; }
  Area focused_area() const { return focused_; }

  // Only the panels that are shown.
  void prepare(double now);
  void draw(Ui& ui, Rect rect);

  void load(const Settings& settings);
  void save(Settings& settings) const;

 private:
  struct Shelf {
    std::vector<std::unique_ptr<Panel>> panels;
    int chosen = 0;
  };
  Shelf& shelf(Area area) { return shelves_[static_cast<size_t>(area)]; }
  const Shelf& shelf(Area area) const { return shelves_[static_cast<size_t>(area)]; }
  void draw_area(Ui& ui, Area area, Rect rect);
  void arrange(const WorkspaceSpec& spec);
  void remember();
  bool hidden(Area area) const;

  std::vector<WorkspaceSpec> specs_;
  std::string chosen_;
  std::array<Shelf, 4> shelves_;
  std::unique_ptr<SplitNode> tree_;
  Area focused_ = Area::Centre;
  bool narrow_ = false;
  std::map<std::string, std::string> fractions_, tabs_;  // as in Settings
};

}  // namespace gopherarium
