// SPDX-License-Identifier: Apache-2.0
#include "simulation/parameters.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "base/random.h"

namespace countervail {
namespace {

TEST(parameters, keys_are_unique_and_every_record_is_filled) {
    std::set<std::string_view> keys;
    for (const ParameterRecord& each : parameter_records()) {
        EXPECT_TRUE(keys.insert(each.key).second) << each.key;
        EXPECT_FALSE(each.meaning.empty());
        EXPECT_TRUE(each.statement.starts_with("assume:"));
        EXPECT_LT(each.lowest, each.highest);
    }
}

TEST(parameters, samples_stay_in_range_and_follow_the_mode) {
    for (const Range& range : {Range{1, 2, 4, ""}, Range{0, 0.1, 1, ""}, Range{10, 10, 10, ""}, Range{1, 100, 100, ""}}) {
        double below = 0;
        constexpr int kSamples = 20000;
        for (std::uint32_t i = 0; i < kSamples; ++i) {
            const double x = sample(range, uniform(1, i, 2, 3));
            ASSERT_GE(x, range.low * (1 - 1e-12));
            ASSERT_LE(x, range.high * (1 + 1e-12));
            below += x < range.mode ? 1 : 0;
        }
        if (range.high == range.low) continue;
        const bool logarithmic = range.low > 0 && range.high >= 3 * range.low;
        const double expected = logarithmic ? std::log(range.mode / range.low) / std::log(range.high / range.low)
                                            : (range.mode - range.low) / (range.high - range.low);
        EXPECT_NEAR(below / kSamples, expected, 0.02);
    }
}

TEST(parameters, the_ledger_gives_every_default_as_known_before_the_act) {
    const auto ledger = Ledger::read(Library::embedded());
    ASSERT_TRUE(ledger) << to_text(ledger.error());
    const auto ranges = read_ranges(*ledger, {}, Date(2025, 4, 3), {"scenario.toml", 1, 1});
    ASSERT_TRUE(ranges) << to_text(ranges.error());
}

TEST(parameters, unknown_key_names_the_nearest_and_later_knowledge_is_refused) {
    const auto ledger = Ledger::read(Library::embedded());
    ASSERT_TRUE(ledger) << to_text(ledger.error());
    Override wrong;
    wrong.key = "licence.review-week";
    wrong.statement = "assume:licence-review-weeks";
    wrong.where = {"scenario.toml", 12, 3};
    Override later = wrong;
    later.key = "licence.grant-rate.civil";
    later.statement = "D-42";   // published in July 2025
    const auto ranges = read_ranges(*ledger, {wrong, later}, Date(2025, 4, 3), {"scenario.toml", 1, 1});
    ASSERT_FALSE(ranges);
    const std::string text = to_text(ranges.error());
    EXPECT_NE(text.find("scenario.toml:12"), std::string::npos) << text;
    EXPECT_NE(text.find("licence.review-weeks"), std::string::npos) << text;
    EXPECT_NE(text.find("2025-04-03"), std::string::npos) << text;
}

}  // namespace
}  // namespace countervail
