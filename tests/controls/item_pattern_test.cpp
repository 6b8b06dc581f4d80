// SPDX-License-Identifier: Apache-2.0
#include "controls/item_pattern.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace countervail {
namespace {

bool slow_match(std::string_view pattern, std::string_view text) {
    if (pattern.empty()) return text.empty();
    if (pattern.front() == '*') {
        return slow_match(pattern.substr(1), text) || (!text.empty() && slow_match(pattern, text.substr(1)));
    }
    return !text.empty() && pattern.front() == text.front() && slow_match(pattern.substr(1), text.substr(1));
}

TEST(ItemPattern, StarStandsForAnyRun) {
    EXPECT_TRUE(matches_pattern("*.oxide", "terbium.oxide"));
    EXPECT_FALSE(matches_pattern("*.oxide", "terbium.oxides"));
    EXPECT_TRUE(matches_pattern("gallium.*", "gallium.nitride"));
    EXPECT_FALSE(matches_pattern("gallium.*", "gallium"));
    EXPECT_TRUE(matches_pattern("*", ""));
    EXPECT_FALSE(matches_pattern("", "a"));
}

RC_GTEST_PROP(ItemPattern, AgreesWithTheDefinition, ()) {
    const auto text_of = [](const std::string& letters, int longest) {
        return rc::gen::container<std::string>(static_cast<std::size_t>(*rc::gen::inRange(0, longest)), rc::gen::elementOf(letters));
    };
    const std::string pattern = *text_of("ab*", 7), text = *text_of("ab", 9);
    RC_ASSERT(matches_pattern(pattern, text) == slow_match(pattern, text));
}

RC_GTEST_PROP(ItemPattern, ASetAnswersLikeItsParts, (std::vector<std::string> names, std::string text)) {
    const PatternSet set(names);
    RC_ASSERT(set.contains(text, hash_name(text)) == matches_any(names, text));
    for (const std::string& name : names) RC_ASSERT(set.contains(name, hash_name(name)));
}

}  // namespace
}  // namespace countervail
