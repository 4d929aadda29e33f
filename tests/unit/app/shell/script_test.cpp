// The script runner against a window and an app that only note what they are told.

#include "app/shell/script.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <imgui/imgui.h>

namespace gopherarium {
namespace {

using testing::HasSubstr;

class FakeWindow : public ScriptStage, public ScriptHost {
 public:
  FakeWindow() { ImGui::CreateContext(); }
  ~FakeWindow() override { ImGui::DestroyContext(); }

  void stage_frame() override {
    ImGuiIO& io = ImGui::GetIO();
    for (const DeliveredKey& k : queue.deliver(io))
      pressed += k.press.key + (k.press.typed.empty() ? "" : "'" + k.press.typed + "'") + " ";
    for (ImWchar c : io.InputQueueCharacters) typed += static_cast<char>(c);
    io.InputQueueCharacters.resize(0);
    if (io.MouseDown[0] && !was_down) clicked_at = {io.MousePos.x, io.MousePos.y}, ++clicks;
    was_down = io.MouseDown[0];
    ++frames;
  }
  InputQueue& stage_input() override { return queue; }
  const LayoutLog& stage_log() const override { return log; }
  void stage_resize(int w, int h) override { size = {static_cast<float>(w), static_cast<float>(h)}; }
  Result<void> stage_perform(const Action& a) override {
    if (a.id == "bad") return Error{"there is no action \"bad\""};
    performed = a;
    return {};
  }
  Result<void> stage_shot(const std::string& path) override {
    shot = path;
    return {};
  }
  bool stage_settled() const override { return true; }
  double stage_frame_ms() const override { return 1; }
  Result<void> open(const std::string& what) override {
    return what == "missing.go" ? Result<void>(Error{"no such file"}) : Result<void>{};
  }
  std::optional<std::string> model(std::string_view key) const override {
    if (key == "frames") return std::to_string(frames);
    if (key == "state") return "running";
    return std::nullopt;
  }
  bool idle() const override { return frames > 10; }

  InputQueue queue;
  LayoutLog log;
  Vec2 size, clicked_at;
  bool was_down = false;
  int clicks = 0, frames = 0;
  std::string pressed, typed, shot;
  Action performed;
};

Result<void> play(FakeWindow& w, std::string_view text) {
  auto script = parse_script(text, "t.script");
  return script ? run_script(script.value(), w, w, "out") : Result<void>(Error{script.error()});
}

TEST(Script, EveryCommandReachesTheWindow) {
  FakeWindow w;
  w.log.add({.text = "Run", .rect = {10, 10, 30, 20}, .clip = {0, 0, 100, 100}, .kind = LaidKind::Control});
  auto done = play(w, R"(# a comment
size 1280 720
press Ctrl+Shift+P F10 ?
type "a b"
click "Run" double
action zoom 2 "x y"
wait idle
wait until model frames > 30
expect model state == running
expect model state contains unn
expect visible "Run"
expect hidden "Stop"
expect layout clean
shot first
)");
  ASSERT_TRUE(done.ok()) << done.error();
  EXPECT_EQ(w.size, (Vec2{1280, 720}));
  EXPECT_EQ(w.pressed, "p F10 ?'?' ");
  EXPECT_EQ(w.typed, "?a b");
  EXPECT_EQ(w.clicked_at, (Vec2{20, 15}));
  EXPECT_EQ(w.clicks, 2) << "a press and a release within one frame would be lost";
  EXPECT_EQ(w.performed, (Action{"zoom", {int64_t{2}, std::string("x y")}}));
  EXPECT_EQ(w.shot, "out/first.png");
}

TEST(Script, SaysWhichLineFailedAndWhy) {
  struct Case {
    const char* line;
    const char* why;
  } cases[] = {
      {"expect visible \"Stop\"", "t.script:2: expect visible \"Stop\": \"Stop\" is not on screen"},
      {"click \"Stop\"", "nothing on screen is called \"Stop\""},
      {"expect model speed > 3", "the model has no \"speed\""},
      {"expect model state == paused", "state is running"},
      {"expect model state ~ paused", "\"~\" is no comparison"},
      {"wait until model frames < 0 within 0.05", "not within 0.05 s: frames is"},
      {"action bad", "there is no action"},
      {"open missing.go", "no such file"},
      {"jump", "there is no such command"},
      {"press", "something is missing"},
      {"press Foo", "no key is called"},
      {"type \"x", "a quote is not closed"},
  };
  for (const Case& c : cases) {
    FakeWindow w;
    auto done = play(w, std::string("size 10 10\n") + c.line);
    ASSERT_FALSE(done.ok()) << c.line;
    EXPECT_THAT(done.error(), HasSubstr(c.why));
    EXPECT_THAT(done.error(), HasSubstr("t.script:2"));
  }
}

}  // namespace
}  // namespace gopherarium
