// The parts of the shell that need no window.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <imgui/imgui.h>

#include <filesystem>
#include <set>

#include "app/shell/commands.h"
#include "app/shell/frame_loop.h"
#include "app/shell/input.h"
#include "app/shell/overlays.h"
#include "app/shell/settings.h"
#include "app/shell/top_bar.h"
#include "app/shell/window.h"

namespace gopherarium {
namespace {

using testing::HasSubstr;

TEST(InputQueue, OnePressOrReleaseAFrame) {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  InputQueue q;
  q.push({.kind = InputEvent::Kind::MouseMove, .at = {1, 1}});
  q.push({.kind = InputEvent::Kind::MouseMove, .at = {5, 6}});
  q.push({.kind = InputEvent::Kind::MouseButton, .code = 0, .down = true});
  q.push({.kind = InputEvent::Kind::MouseButton, .code = 0, .down = false});
  q.push({.kind = InputEvent::Kind::Key, .code = 'A', .down = true, .name = "q"});
  q.push_text("q");
  q.push({.kind = InputEvent::Kind::Key, .code = 'A', .down = false, .name = "q"});
  EXPECT_TRUE(q.deliver(io).empty());
  EXPECT_EQ(io.MousePos.x, 5);
  EXPECT_TRUE(io.MouseDown[0]);
  q.deliver(io);
  EXPECT_FALSE(io.MouseDown[0]);
  auto keys = q.deliver(io);
  ASSERT_EQ(keys.size(), 1U);
  EXPECT_EQ(keys[0].press.typed, "q");
  EXPECT_EQ(keys[0].press.physical, 'A') << "AZERTY: the key in A's place prints q";
  EXPECT_TRUE(io.KeysDown['A']);
  EXPECT_FALSE(q.empty());
  q.deliver(io);
  EXPECT_FALSE(io.KeysDown['A']);
  EXPECT_TRUE(q.empty());
  ImGui::DestroyContext();
}

TEST(InputQueue, SignsShareAFrameWhileSomebodyTypes) {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  InputQueue q;
  const auto press = [&](int code, const char* name, const char* text) {
    q.push({.kind = InputEvent::Kind::Key, .code = code, .down = true, .name = name, .text = text});
    q.push({.kind = InputEvent::Kind::Key, .code = code, .down = false, .name = name});
  };
  press('A', "a", "a");
  press('B', "b", "b");
  press(key_code("Enter"), "Enter", "");
  press('C', "c", "c");
  EXPECT_EQ(q.deliver(io, SomebodyTypes::Yes).size(), 2U);
  EXPECT_EQ(io.InputQueueCharacters.Size, 2);
  EXPECT_FALSE(io.KeysDown['A']);
  EXPECT_EQ(q.deliver(io, SomebodyTypes::Yes).size(), 1U) << "Enter comes after the signs before it";
  q.deliver(io, SomebodyTypes::Yes);
  EXPECT_EQ(q.deliver(io, SomebodyTypes::Yes).size(), 1U);
  EXPECT_TRUE(q.empty());
  ImGui::DestroyContext();
}

TEST(FrameLoop, SleepsUnlessSomethingIsDue) {
  EXPECT_LT(wait_before_frame({}), 0) << "idle: until an event comes";
  EXPECT_EQ(wait_before_frame({.input_waiting = true}), 0);
  EXPECT_EQ(wait_before_frame({.animating = true}), 0);
  EXPECT_EQ(wait_before_frame({.damaged = true}), 0);
  EXPECT_EQ(wait_before_frame({.settle_frames = 1}), 0);
  EXPECT_NEAR(wait_before_frame({.animating = true, .until_refresh = 0.012}), 0.012, 1e-9);
  EXPECT_EQ(wait_before_frame({.input_waiting = true, .until_refresh = 0.012}), 0);
  EXPECT_NEAR(wait_before_frame({.redraw_delay = 0.35}), 0.35, 1e-9);
}

TEST(Settings, ComeBackAsTheyWere) {
  Settings s;
  s.theme = ThemeName::HighContrast;
  s.magnification = 1.25;
  s.presenter = true;
  s.workspace = "explore";
  s.fractions["explore"] = "bottom-border 0.5000 ";
  s.tabs["explore.left"] = "lesson";
  s.values["file"] = "/tmp/a \"b\".go";
  EXPECT_EQ(parse_settings(to_toml(s), "f").settings, s);
  std::string path = testing::TempDir() + "gopherarium_settings_test/settings.toml";
  ASSERT_TRUE(save_settings(s, path).ok());
  EXPECT_EQ(load_settings(path).settings, s);
  std::filesystem::remove_all(testing::TempDir() + "gopherarium_settings_test");
  EXPECT_EQ(load_settings(path).complaint, "") << "no file is no fault";
}

TEST(Settings, ABrokenFileCostsOneSentence) {
  LoadedSettings l = parse_settings("theme = \"light\"\nwidth = = 3\n", "s.toml");
  EXPECT_EQ(l.settings, Settings{});
  EXPECT_THAT(l.complaint, HasSubstr("s.toml:2: the settings can't be read"));
  EXPECT_EQ(l.complaint.find('\n'), std::string::npos);
  EXPECT_EQ(
      parse_settings("width = \"wide\"\nmagnification = 99\ntheme = \"pink\"", "s").settings.magnification, 3)
      << "out of range is clamped";
  EXPECT_EQ(parse_settings("width = \"wide\"", "s").settings.width, 1600) << "of another type is the default";
}

TEST(Commands, KeysAreBoundOnceAndEverythingIsExplained) {
  ActionRegistry registry;
  register_commands(registry);
  std::set<std::string> keys;
  for (const ActionSpec& spec : registry.specs()) {
    EXPECT_FALSE(spec.title.empty() || spec.group.empty() || spec.help.empty()) << spec.id;
    for (const ActionKey& k : spec.keys)
      EXPECT_TRUE(keys.insert(k.keys).second) << k.keys << " is bound twice, also to " << spec.id;
  }
  auto three = registry.match({.press = {"3", '3', "3", Mod::None}, .now = 1});
  ASSERT_TRUE(three);
  EXPECT_EQ(*three, (Action{"choose.run_next", {int64_t{3}}}));
}

TEST(Palette, FuzzyPrefersWordStarts) {
  EXPECT_LT(fuzzy_score("xyz", "Step over a line"), 0);
  EXPECT_GT(fuzzy_score("sol", "Step over a line"), fuzzy_score("sol", "Absolute"));
  EXPECT_GT(fuzzy_score("step", "Step one event"), fuzzy_score("step", "Set the speed step"));
  ActionRegistry registry;
  register_commands(registry);
  auto items = command_items(registry, "presenter");
  ASSERT_FALSE(items.empty());
  EXPECT_EQ(items[0].action.id, "view.present");
  EXPECT_EQ(items[0].note, "F5");
}

TEST(TopBar, SpeedInWords) {
  EXPECT_EQ(speed_label(1), "1 event/s");
  EXPECT_EQ(speed_label(8.2), "8 events/s");
  EXPECT_EQ(speed_label(120000), "120k events/s");
  EXPECT_EQ(speed_label(1.0 / 0.0), "real time");
}

TEST(Window, WithoutADisplayOneSentence) {
  // Both the X11 and the Wayland name are taken away; what the caller had comes back.
  std::string display = getenv("DISPLAY") ? getenv("DISPLAY") : "";
  unsetenv("DISPLAY");
  auto window = Window::open({.show = WindowOptions::Show::Hidden});
  if (!display.empty()) setenv("DISPLAY", display.c_str(), 1);
  ASSERT_FALSE(window.ok());
  EXPECT_THAT(window.error(), HasSubstr("there is no display"));
  EXPECT_THAT(window.error(), HasSubstr("`gopherarium run FILE.go` needs none"));
  EXPECT_EQ(window.error().find('\n'), std::string::npos);
}

}  // namespace
}  // namespace gopherarium
