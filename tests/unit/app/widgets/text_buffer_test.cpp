#include "app/widgets/text_buffer.h"

#include <gtest/gtest.h>

#include <random>

namespace gopherarium {
namespace {

TEST(TextBuffer, TypingIsOneUndoUntilTheCaretMoves) {
  TextBuffer b("ab");
  b.move(Move::TextEnd, Extend::No);
  for (const char* c : {"x", "y", "z"}) b.type(c);
  EXPECT_EQ(b.text(), "abxyz");
  EXPECT_TRUE(b.unsaved());
  b.move(Move::Left, Extend::No);
  b.type("q");
  EXPECT_TRUE(b.undo());
  EXPECT_EQ(b.text(), "abxyz");
  EXPECT_TRUE(b.undo());
  EXPECT_EQ(b.text(), "ab");
  EXPECT_FALSE(b.unsaved()) << "undone to what is on disk";
  EXPECT_FALSE(b.undo());
  EXPECT_TRUE(b.redo());
  EXPECT_TRUE(b.redo());
  EXPECT_EQ(b.text(), "abxyqz");
}

TEST(TextBuffer, NewLineIndentsAndABraceComesBack) {
  TextBuffer b("func f() {");
  b.move(Move::TextEnd, Extend::No);
  b.new_line();
  b.type("x");
  b.new_line();
  b.type("}");
  EXPECT_EQ(b.text(), "func f() {\n\tx\n}");
}

TEST(TextBuffer, BlocksOfLines) {
  struct Case {
    const char* name;
    void (*edit)(TextBuffer&);
    const char* expected;
  } cases[] = {
      {"indent", [](TextBuffer& b) { b.indent(); }, "a\n\tb\n\t\tc\nd"},
      {"outdent", [](TextBuffer& b) { b.outdent(); }, "a\nb\nc\nd"},
      {"comment", [](TextBuffer& b) { b.toggle_comment(); }, "a\n// b\n// \tc\nd"},
      {"comment twice",
       [](TextBuffer& b) {
         b.toggle_comment();
         b.toggle_comment();
       },
       "a\nb\n\tc\nd"},
      {"move down", [](TextBuffer& b) { b.move_lines(1); }, "a\nd\nb\n\tc"},
      {"move up", [](TextBuffer& b) { b.move_lines(-1); }, "b\n\tc\na\nd"},
      {"move too far", [](TextBuffer& b) { b.move_lines(-2); }, "a\nb\n\tc\nd"},
      {"insert over", [](TextBuffer& b) { b.insert("X"); }, "a\nX\nd"},
      {"erase", [](TextBuffer& b) { b.erase_back(); }, "a\n\nd"},
  };
  for (const Case& c : cases) {
    TextBuffer b("a\nb\n\tc\nd");
    b.select({1, 0}, {2, 2});
    c.edit(b);
    EXPECT_EQ(b.text(), c.expected) << c.name;
    while (b.undo()) {
    }
    EXPECT_EQ(b.text(), "a\nb\n\tc\nd") << c.name << " undone";
  }
}

TEST(TextBuffer, MovesOverWordsUmlautsTabsAndShortLines) {
  TextBuffer b("größe := f(x)\n\n\tlonger line");
  b.move(Move::WordRight, Extend::No);
  EXPECT_EQ(b.caret(), (TextPos{0, 7}));
  b.move(Move::Left, Extend::No);
  b.move(Move::Left, Extend::No);
  EXPECT_EQ(b.caret(), (TextPos{0, 4})) << "ß is two bytes, one step";
  b.select({0, 12}, {0, 12});
  b.move(Move::Down, Extend::No);
  EXPECT_EQ(b.caret(), (TextPos{1, 0}));
  b.move(Move::Down, Extend::No);
  EXPECT_EQ(b.column_of(b.caret()), 10) << "the column is kept over the empty line";
  b.move(Move::LineStart, Extend::No);
  EXPECT_EQ(b.caret().byte, 1);
  b.move(Move::LineStart, Extend::No);
  EXPECT_EQ(b.caret().byte, 0);
  b.select_word({0, 2});
  EXPECT_EQ(b.text_in(b.selection()), "größe");
}

TEST(TextBuffer, FindsAndReplaces) {
  TextBuffer b("Foo foo\nfoo bar");
  EXPECT_EQ(b.find("foo", {0, 1})->begin, (TextPos{0, 4}));
  EXPECT_EQ(b.find("foo", {1, 1})->begin, (TextPos{0, 0})) << "wraps; a small needle finds capitals";
  EXPECT_EQ(b.find("Foo", {0, 1})->begin, (TextPos{0, 0}));
  EXPECT_EQ(b.find("foo", {1, 0}, FindWay::Backward)->begin, (TextPos{0, 4}));
  EXPECT_FALSE(b.find("baz", {}));
  EXPECT_EQ(b.replace_all("foo", "foofoo"), 3);
  EXPECT_EQ(b.text(), "foofoo foofoo\nfoofoo bar");
  b.undo();
  EXPECT_EQ(b.text(), "Foo foo\nfoo bar");
}

TEST(TextBuffer, BracketsMatchAcrossLines) {
  TextBuffer b("f(a[1],\n  {})");
  EXPECT_EQ(b.matching_bracket({0, 1}), (TextPos{1, 4}));
  EXPECT_EQ(b.matching_bracket({1, 4}), (TextPos{0, 1}));
  EXPECT_FALSE(b.matching_bracket({0, 0}));
}

// Whatever is done, undoing all of it gives the text back, and redoing all of it what it was.
TEST(TextBuffer, RandomEditsUndoAndRedo) {
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    TextBuffer b("package main\n\nfunc main() {\n\tprintln(\"äöü\")\n}\n");
    std::string start = b.text();
    for (int i = 0; i < 60; ++i) {
      b.move(static_cast<Move>(random() % 12), random() % 3 == 0 ? Extend::Yes : Extend::No, 2);
      switch (random() % 9) {
        case 0: b.type("x"); break;
        case 1: b.insert("a\nb"); break;
        case 2: b.new_line(); break;
        case 3: b.erase_back(random() % 2 ? Move::Left : Move::WordLeft); break;
        case 4: b.erase_forward(); break;
        case 5: b.indent(); break;
        case 6: b.outdent(); break;
        case 7: b.toggle_comment(); break;
        case 8: b.move_lines(random() % 2 ? 1 : -1); break;
      }
    }
    std::string end = b.text();
    while (b.undo()) {
    }
    ASSERT_EQ(b.text(), start) << "round " << round;
    while (b.redo()) {
    }
    ASSERT_EQ(b.text(), end) << "round " << round;
  }
}

}  // namespace
}  // namespace gopherarium
