#include "runtime/vet/printf_directive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace gopherarium {
namespace {

using testing::ElementsAreArray;

// Printf(format, a, b, c): the format is argument 0, so [1] is argument 1 and the call has 4.
PrintfDirective parse(std::string_view format) { return parse_directive(format, 1, 1, 4); }

TEST(PrintfDirective, TakesFormatsApart) {
  struct Case {
    std::string_view format, text;
    char32_t verb;
    std::string flags;
    std::vector<size_t> args;
  };
  const Case cases[] = {
      {"%d rest", "%d", 'd', "", {1}},
      {"%%d", "%%", '%', "", {}},
      {"%+-08.3f", "%+-08.3f", 'f', "+-0.", {1}},
      {"%*d", "%*d", 'd', "", {1, 2}},
      {"%-*.*f", "%-*.*f", 'f', "-.", {1, 2, 3}},
      {"%[3]v", "%[3]v", 'v', "", {3}},
      {"%[3]*[1]d", "%[3]*[1]d", 'd', "", {3, 1}},
      {"%[2]*.[1]*[3]f", "%[2]*.[1]*[3]f", 'f', ".", {2, 1, 3}},
      {"%é", "%é", U'é', "", {1}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.format);
    const PrintfDirective directive = parse(c.format);
    EXPECT_EQ(directive.problem, "");
    EXPECT_EQ(directive.text, c.text);
    EXPECT_EQ(directive.verb, c.verb);
    EXPECT_EQ(directive.flags, c.flags);
    EXPECT_THAT(directive.args, ElementsAreArray(c.args));
  }
}

TEST(PrintfDirective, SaysWhatIsWrongWithTheForm) {
  EXPECT_EQ(parse("%").problem, "format % is missing verb at end of string");
  EXPECT_EQ(parse("%-5.").problem, "format %-5. is missing verb at end of string");
  EXPECT_EQ(parse("%[1").problem, "format %[1 is missing closing ]");
  EXPECT_EQ(parse("%[]d").problem, "format has invalid argument index []");
  EXPECT_EQ(parse("%[0]d").problem, "format has invalid argument index [0]");
  EXPECT_EQ(parse("%[4]d").problem, "format has invalid argument index [4]");
  EXPECT_EQ(parse("%[99999999999999999999]d").problem,
            "format has invalid argument index [99999999999999999999]");
  EXPECT_EQ(parse("%[x]d").problem, "format has invalid argument index [x]");
}

}  // namespace
}  // namespace gopherarium
