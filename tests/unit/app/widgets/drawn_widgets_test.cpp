// Widgets drawn without a window: what they lay out, what a click posts, and the editor's keys.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/widgets/code_view.h"
#include "app/widgets/containers.h"
#include "app/widgets/controls.h"
#include "tests/ui/headless_ui.h"

namespace gopherarium {
namespace {

using testing::IsEmpty;

TEST(DrawnWidgets, ClicksPostActions) {
  HeadlessUi h;
  auto draw = [](Ui& ui, Rect all) {
    Flow flow(ui, all, 30);
    action_button(ui, flow, "Run", {"run.toggle", {}});
    action_button(ui, flow, "off", {"never", {}}, {.availability = Availability::Disabled});
    link(ui, flow, "G7", "goroutine:7");
  };
  ASSERT_TRUE(h.click("Run", draw));
  ASSERT_TRUE(h.click("off", draw));
  ASSERT_TRUE(h.click("G7", draw));
  EXPECT_FALSE(h.click("nothing", draw));
  EXPECT_THAT(h.actions, testing::ElementsAre(Action{"run.toggle", {}}, Action{"goroutine", {int64_t{7}}}));
  EXPECT_THAT(h.ui.log.problems(), IsEmpty());
}

TEST(DrawnWidgets, TabAndEnterReachEverything) {
  HeadlessUi h;
  auto draw = [](Ui& ui, Rect all) {
    Flow flow(ui, all, 30);
    for (const char* name : {"a", "b", "c"}) action_button(ui, flow, name, {name, {}});
  };
  h.frame(draw);
  for (int i = 0; i < 2; ++i) {
    h.ui.focus_next(1);
    h.frame(draw);
  }
  h.ui.press_focused();
  h.frame(draw);
  h.ui.focus_next(-1);
  h.frame(draw);
  h.ui.press_focused();
  h.frame(draw);
  EXPECT_THAT(h.actions, testing::ElementsAre(Action{"b", {}}, Action{"a", {}}));
}

TEST(DrawnWidgets, LongTextIsElidedInsideItsBox) {
  HeadlessUi h;
  Rect words;
  h.frame([&](Ui& ui, Rect) { words = draw_text(ui, Rect{10, 10, 80, 30}, "a rather long sentence"); });
  EXPECT_LE(words.x1, 80);
  EXPECT_TRUE(h.ui.log.entries()[0].text.ends_with("…"));
  EXPECT_EQ(h.ui.log.entries()[0].fit, TextFit::Elided);
}

TEST(DrawnWidgets, SignsAreBroughtOrNamed) {
  HeadlessUi h;
  float first = 0;
  auto draw = [&](Ui& ui, Rect all) {
    first = text_advance(ui, FontRole::Body, "😀");
    draw_text(ui, all, "Ω 😀");
  };
  h.frame(draw);
  h.frame(draw);
  EXPECT_NE(h.ui.font(FontRole::Body)->FindGlyphNoFallback(0x3a9), nullptr)
      << "the Greek letter was asked for and brought";
  float named = 0;
  h.frame([&](Ui& ui, Rect) { named = text_advance(ui, FontRole::Body, "U+1F600"); });
  EXPECT_EQ(first, named) << "no font of ours has emoji: its number is shown";
}

TEST(DrawnWidgets, LogSliderIsLogarithmicAndEndsInRealTime) {
  LogSlider range{.low = 1, .high = 1e6, .top_is_infinite = true};
  for (double v : {1.0, 8.0, 1000.0, 1e6})
    EXPECT_NEAR(slider_value(range, slider_position(range, v)), v, v * 1e-9);
  EXPECT_TRUE(std::isinf(slider_value(range, 1)));
  EXPECT_EQ(slider_position(range, slider_value(range, 1)), 1);
  EXPECT_NEAR(slider_position(range, 1000), 0.485, 1e-9);
}

class Editor : public testing::Test {
 protected:
  Editor() {
    view.set_text("package main\n\nfunc main() {\n}\n");
    view.take_keyboard();
    press({});
  }
  void press(std::vector<KeyPress> keys) {
    h.frame([&](Ui& ui, Rect all) { view.draw(ui, all); }, std::move(keys));
  }
  void type(const char* text) {
    ImGui::GetIO().AddInputCharactersUTF8(text);
    press({});
  }
  HeadlessUi h;
  CodeView view;
};

TEST_F(Editor, TypesMovesAndUndoes) {
  press({{"End", 0, "", Mod::Ctrl}});
  type("x");
  press({{"Enter", 0, "", Mod::None}});
  type("// größe");
  EXPECT_EQ(view.buffer().text(), "package main\n\nfunc main() {\n}\nx\n// größe");
  EXPECT_TRUE(h.ui.log.shows("// größe"));
  press({{"z", 'Z', "", Mod::Ctrl}, {"z", 'Z', "", Mod::Ctrl}, {"z", 'Z', "", Mod::Ctrl}});
  EXPECT_EQ(view.buffer().text(), "package main\n\nfunc main() {\n}\n");
  press({{"a", 'A', "", Mod::Ctrl},
         {"c", 'C', "", Mod::Ctrl},
         {"End", 0, "", Mod::Ctrl},
         {"v", 'V', "", Mod::Ctrl}});
  EXPECT_EQ(view.buffer().line_count(), 9);
  EXPECT_TRUE(h.ui.typing()) << "plain keys are the editor's, not shortcuts";
  press({{"Esc", 0, "", Mod::None}});
  press({});
  EXPECT_FALSE(h.ui.typing());
}

TEST(GoColours, FollowTheScanner) {
  std::vector<ColouredSpan> spans = colour_go("func f(x int) { s := \"a\" // b");
  auto at = [&](uint32_t byte) {
    for (const ColouredSpan& s : spans)
      if (byte >= s.begin && byte < s.end) return s.colour;
    return SyntaxColour::Plain;
  };
  EXPECT_EQ(at(0), SyntaxColour::Keyword);
  EXPECT_EQ(at(5), SyntaxColour::Plain);
  EXPECT_EQ(at(9), SyntaxColour::Type);
  EXPECT_EQ(at(22), SyntaxColour::String);
  EXPECT_EQ(at(26), SyntaxColour::Comment);
}

TEST_F(Editor, ReadOnlyTakesNoEdit) {
  view.set_editing(Editing::ReadOnly);
  type("x");
  press({{"Backspace", 0, "", Mod::None}, {"Enter", 0, "", Mod::None}, {"v", 'V', "", Mod::Ctrl}});
  EXPECT_FALSE(view.buffer().unsaved());
}

TEST_F(Editor, PlainTextHasNoGutter) {
  view.set_kind(CodeKind::Plain);
  press({});
  EXPECT_FALSE(h.ui.log.shows("line 1"));
  EXPECT_TRUE(h.ui.log.shows("package main"));
}

TEST_F(Editor, ClicksSetTheCaretAndMarkersAct) {
  view.set_markers({{.line = 3, .text = "G6", .fill = rgb(0x65d35a), .action = {"goroutine", {int64_t{6}}}}});
  view.set_notes({{.line = 3, .markdown = "not used: [x](line:9)"}});
  auto draw = [&](Ui& ui, Rect all) { view.draw(ui, all); };
  ASSERT_TRUE(h.click("source 3", draw));
  EXPECT_EQ(view.buffer().caret().line, 2);
  EXPECT_TRUE(h.click("G6", draw));
  EXPECT_TRUE(h.click("line 3", draw));
  EXPECT_TRUE(h.click("x", draw));
  EXPECT_THAT(h.actions,
              testing::ElementsAre(Action{"goroutine", {int64_t{6}}}, Action{"breakpoint", {int64_t{3}}},
                                   Action{"line", {int64_t{9}}}));
  EXPECT_THAT(h.ui.log.problems(), IsEmpty());
}

TEST_F(Editor, ScrollsToALineAndTheCaretStaysInView) {
  std::string many;
  for (int i = 0; i < 500; ++i) many += "line\n";
  view.set_text(many);
  view.show_line(400);
  press({});
  press({});
  EXPECT_GT(view.first_visible_line(), 350);
  press({{"Home", 0, "", Mod::Ctrl}});
  press({});
  EXPECT_EQ(view.first_visible_line(), 1);
}

}  // namespace
}  // namespace gopherarium
