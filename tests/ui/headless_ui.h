#pragma once
// A Ui without a window or GL, for tests of panels: draw frames into it, click by name, ask the layout log.
//
//   HeadlessUi h;
//   h.frame([&](Ui& ui, Rect all) { PanelContext c{ui, all, true}; panel.draw(c); });
//   EXPECT_TRUE(h.ui.log.shows("G4"));
//   EXPECT_THAT(h.ui.log.problems(), testing::IsEmpty());
//   h.click("G4", draw);                       // point, press, release, one frame each
//   EXPECT_EQ(h.actions, ...);

#include <vector>

#include "app/widgets/fonts.h"
#include "app/widgets/go_colours.h"
#include "app/widgets/ui.h"

namespace gopherarium {

class HeadlessUi {
 public:
  explicit HeadlessUi(Vec2 window = {1600, 900}, float scale = 1) : size(window) {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    fonts_.build(ui, scale);
    ui.colourise = colour_go;
  }
  ~HeadlessUi() { ImGui::DestroyContext(); }
  HeadlessUi(const HeadlessUi&) = delete;

  template <class Draw>
  void frame(Draw&& draw, std::vector<KeyPress> keys = {}) {
    fonts_.update(ui);
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = im(size);
    io.DeltaTime = 1.0F / 60;
    now += 1.0 / 60;
    ImGui::NewFrame();
    ui.begin_frame(now, std::move(keys));
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(im(size));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::Begin("headless", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PopStyleVar();
    draw(ui, Rect{0, 0, size.x, size.y});
    ImGui::End();
    ui.end_frame();
    ImGui::Render();
    for (Action& a : ui.take_actions()) actions.push_back(std::move(a));
  }

  // False when nothing visible is called so.
  template <class Draw>
  bool click(std::string_view name, Draw&& draw) {
    frame(draw);
    const LaidOut* target = ui.log.find(name);
    if (!target) return false;
    ImGui::GetIO().MousePos = im(target->shown().centre());
    frame(draw);
    frame(draw);
    ImGui::GetIO().MouseDown[0] = true;
    frame(draw);
    ImGui::GetIO().MouseDown[0] = false;
    frame(draw);
    return true;
  }

  Ui ui;
  Vec2 size;
  double now = 0;
  std::vector<Action> actions;  // everything posted so far

 private:
  Fonts fonts_;
};

}  // namespace gopherarium
