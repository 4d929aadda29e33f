#include "app/view/document.h"

#include <gtest/gtest.h>

#include <chrono>

#include "app/view/view.h"

namespace gopherarium {
namespace {

TEST(Document, SplitsWordsOutsideOfQuotes) {
  using Words = std::vector<std::string>;
  EXPECT_EQ(split_words(""), Words{});
  EXPECT_EQ(split_words("  a  -b "), (Words{"a", "-b"}));
  EXPECT_EQ(split_words("'two words' x=\"y z\" \"\" it\"'\"s"), (Words{"two words", "x=y z", "", "it's"}));
}

// Takes in events until `done` or ten seconds have passed.
bool until(Document& document, const std::function<bool()>& done) {
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (!done() && std::chrono::steady_clock::now() < limit) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    document.take_in(0.05);
  }
  return done();
}

std::string console(const Document& document) {
  std::string text;
  for (const OutputPiece& piece : document.model().newest().output()) text += document.recording().text(piece.text);
  return text;
}

TEST(Document, TheRunReadsWhatIsTyped) {
  for (const bool controlled : {false, true}) {
    Document document([] {});
    document.settings.controlled = controlled;
    document.settings.arguments = "x";
    document.set_source("package main\n\nimport (\n\t\"bufio\"\n\t\"fmt\"\n\t\"os\"\n)\n\nfunc main() {\n"
                        "\tin := bufio.NewScanner(os.Stdin)\n\tfor in.Scan() {\n\t\tfmt.Println(len(in.Text()), os.Args[1])\n\t}\n}\n");
    ASSERT_TRUE(document.start());
    const auto waits = [&] { return waits_for_input(document.recording(), document.model().newest()) == 1; };
    ASSERT_TRUE(until(document, waits));
    document.send_input("four\n");
    ASSERT_TRUE(until(document, [&] { return console(document) == "four\n4 x\n" && waits(); })) << console(document);
    // Holding and stopping work while it waits.
    document.hold();
    document.go_on();
    if (controlled) {
      document.end_input();
      ASSERT_TRUE(until(document, [&] { return document.model().newest().phase == RunPhase::Ended; }));
      EXPECT_EQ(document.recording().input(), "four\n");
    }
    const auto begin = std::chrono::steady_clock::now();
    document.stop();
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds(500));
    EXPECT_FALSE(document.running());
  }
}

}  // namespace
}  // namespace gopherarium
