#include "app/widgets/action.h"

#include <gtest/gtest.h>

namespace gopherarium {
namespace {

TEST(Action, ParsesLinksAndScriptLines) {
  auto link = parse_action("goroutine:7");
  ASSERT_TRUE(link.ok());
  EXPECT_EQ(link.value(), (Action{"goroutine", {int64_t{7}}}));
  auto line = parse_action("zoom 1.5 \"two words\" \"7\"");
  ASSERT_TRUE(line.ok());
  EXPECT_EQ(line.value().number(0), 1.5);
  EXPECT_EQ(line.value().text(1), "two words");
  EXPECT_EQ(line.value().integer(2, -1), -1) << "a quoted number stays text";
  EXPECT_EQ(parse_action(to_string(line.value())).value(), line.value());
  EXPECT_FALSE(parse_action("").ok());
  EXPECT_FALSE(parse_action("a \"b").ok());
}

KeyPress key(std::string name, char physical, std::string typed, Mod mods = Mod::None) {
  return {std::move(name), physical, std::move(typed), mods};
}

TEST(KeyChord, PositionOrSign) {
  struct Case {
    const char* chord;
    KeyPress press;
    bool matches;
  } cases[] = {
      {"W", key("z", 'W', "z"), true},  // AZERTY: the key in W's place
      {"W", key("w", 'Z', "w"), false},
      {"?", key("ß", 0, "?", Mod::Shift), true},  // German board
      {"?", key("/", 0, "?", Mod::Shift), true},
      {"/", key("7", '7', "/", Mod::Shift), true},
      {"7", key("7", '7', "/", Mod::Shift), false},
      {"Ctrl+Shift+P", key("p", 'P', "", Mod::Ctrl | Mod::Shift), true},
      {"Ctrl+P", key("p", 'P', "", Mod::Ctrl | Mod::Shift), false},
      {"Space", key("Space", 0, " "), true},
      {"Shift+Left", key("Left", 0, "", Mod::Shift), true},
      {"Left", key("Left", 0, "", Mod::Shift), false},
  };
  for (const Case& c : cases)
    EXPECT_EQ(parse_keys(c.chord).value()[0].matches(c.press), c.matches) << c.chord;
  EXPECT_FALSE(parse_keys("Ctrl+").ok());
  EXPECT_FALSE(parse_keys("Spcae").ok());
}

TEST(ActionRegistry, DoublePressTypingAndRepeat) {
  ActionRegistry r;
  r.add({.id = "focus", .title = "Focus", .keys = {{"F", {}}}});
  r.add({.id = "fit", .title = "Fit", .keys = {{"F F", {}}}});
  r.add({.id = "step", .title = "Step", .keys = {{"Right", {int64_t{1}}}}, .repeats = Repeats::Yes});
  r.add({.id = "palette",
         .title = "Palette",
         .keys = {{"Ctrl+Shift+P", {}}},
         .while_typing = WhileTyping::Take});
  KeyPress f = key("f", 'F', "f");
  EXPECT_EQ(r.match({.press = f, .now = 1})->id, "focus");
  EXPECT_EQ(r.match({.press = f, .now = 1.2})->id, "fit");
  EXPECT_EQ(r.match({.press = f, .now = 1.4})->id, "focus") << "a third press starts anew";
  EXPECT_EQ(r.match({.press = f, .now = 3})->id, "focus");
  EXPECT_FALSE(r.match({.press = f, .now = 3.1, .repeat = true}));
  EXPECT_FALSE(r.match({.press = f, .now = 9, .typing = true}));
  EXPECT_EQ(r.match({.press = key("p", 'P', "", Mod::Ctrl | Mod::Shift), .now = 9, .typing = true})->id,
            "palette");
  EXPECT_EQ(r.match({.press = key("Right", 0, ""), .now = 9, .repeat = true})->integer(0), 1);
  int done = 0;
  r.on("focus", [&](const Action&) { ++done; });
  EXPECT_TRUE(r.perform({"focus", {}}).ok());
  EXPECT_EQ(done, 1);
  EXPECT_NE(r.perform({"fit", {}}).error().find("fit"), std::string::npos);
  EXPECT_NE(r.perform({"foo", {}}).error().find("no action \"foo\""), std::string::npos);
}

}  // namespace
}  // namespace gopherarium
