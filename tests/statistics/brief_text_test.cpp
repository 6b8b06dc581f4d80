// SPDX-License-Identifier: Apache-2.0
#include "statistics/brief_text.h"

#include <gtest/gtest.h>

#include "evidence/grid.h"

namespace countervail {
namespace {

TEST(BriefText, CutsBetweenCharacters) {
    EXPECT_EQ(brief_text("short"), "short");
    EXPECT_EQ(brief_text(std::string(60, 'a')), std::string(60, 'a'));
    for (std::size_t before = 50; before < 61; ++before) {
        std::string text(before, 'a');
        for (int i = 0; i < 20; ++i) text += "é";
        EXPECT_LE(brief_text(text).size(), 60U);
        EXPECT_EQ(first_invalid_utf8(brief_text(text)), std::string::npos);
        EXPECT_TRUE(brief_text(text).ends_with("…"));
    }
}

}  // namespace
}  // namespace countervail
