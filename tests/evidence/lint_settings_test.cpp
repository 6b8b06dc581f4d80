// SPDX-License-Identifier: Apache-2.0
#include "evidence/lint_settings.h"

#include <gtest/gtest.h>

using namespace countervail;

TEST(lint_settings, absent_is_empty_and_broken_is_named) {
    EXPECT_TRUE(read_lint_settings(Library(std::vector<LibraryFile>{})).value().stages.empty());
    const auto broken = read_lint_settings(Library(std::vector<LibraryFile>{
        {"data/lint.toml",
         "agregates = []\n[[stage]]\npart = \"oxide\"\n[[whole]]\nquantity = \"q\"\nover = \"year\"\n"
         "[[needs_basis]]\nid = \"x\"\nwords = [\"a\"]\nwhy = \"w\"\nseverity = \"fatal\"\n"}}));
    ASSERT_FALSE(broken.has_value());
    const std::string text = to_text(broken.error());
    for (const char* part : {"data/lint.toml:1", "did you mean \"aggregates\"?", "\"basis\" names nothing",
                             "nothing is summed over \"year\"", "unknown severity"}) {
        EXPECT_NE(text.find(part), std::string::npos) << part << '\n' << text;
    }
}

TEST(lint_settings, a_list_of_patterns_without_any_lets_all_through) {
    EXPECT_TRUE(lets_through({}, "x"));
    EXPECT_TRUE(lets_through({"y", "x*"}, "xylophone"));
    EXPECT_FALSE(lets_through({"y", "z*"}, "x"));
}
