#include "runtime/base/result.h"

#include <gtest/gtest.h>

#include <string>

namespace gopherarium {
namespace {

TEST(Result, HoldsAValueOrASentence) {
  Result<int> good = 7;
  ASSERT_TRUE(good.ok());
  EXPECT_EQ(good.value(), 7);
  Result<int> bad = Error{"no such file: main.go"};
  ASSERT_FALSE(bad.ok());
  EXPECT_EQ(bad.error(), "no such file: main.go");
}

TEST(ResultDeathTest, ValueOfAFailureIsOurBug) {
  Result<int> bad = Error{"x"};
  EXPECT_DEATH((void)bad.value(), "value\\(\\) of a failed Result");
}

}  // namespace
}  // namespace gopherarium
