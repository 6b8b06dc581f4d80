// SPDX-License-Identifier: Apache-2.0
#include "base/error.h"

#include <gtest/gtest.h>

using namespace countervail;

TEST(Error, SaysWhereWhatAndHowToMend) {
    EXPECT_EQ(to_text(Error{{"a.toml", 3, 7}, "no such item", "did you mean \"ndpr.oxide\"?"}),
              "a.toml:3:7: no such item\n  mend: did you mean \"ndpr.oxide\"?");
}

TEST(Error, LeavesOutWhatIsNotKnown) {
    EXPECT_EQ(to_text(Error{{"a.toml", 3, 0}, "is short", ""}), "a.toml:3: is short");
    EXPECT_EQ(to_text(Error{{"a.toml"}, "is empty", ""}), "a.toml: is empty");
    EXPECT_EQ(to_text(Error{{}, "no draws", ""}), "no draws");
}

TEST(Error, AppendKeepsOrder) {
    Errors first{{{"a"}, "one", ""}};
    append(first, {{{"b"}, "two", ""}, {{"c"}, "three", ""}});
    EXPECT_EQ(to_text(first), "a: one\nb: two\nc: three\n");
}

TEST(Error, FailMakesAFailedResult) {
    const Result<int> result = fail({"a.csv", 2}, "not a number", "write digits");
    ASSERT_FALSE(result.has_value());
    ASSERT_EQ(result.error().size(), 1U);
    EXPECT_EQ(result.error()[0].where.line, 2);
    EXPECT_EQ(result.error()[0].hint, "write digits");
}
