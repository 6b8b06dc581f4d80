// SPDX-License-Identifier: Apache-2.0
#include "hindcast/target_kinds.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/text.h"
#include "hindcast/april_episode.h"

namespace countervail {
namespace {

using test::bound_to;
using testing::ElementsAre;
using testing::HasSubstr;

const BoundMeasure kExports = bound_to("exports/a", "t"), kRevenue = bound_to("export-revenue/AAA", "USD"), kFiled = bound_to("licences/filed", "applications");
const BoundMeasure kPrice = bound_to("price/a/outside", "USD/kg"), kSpread = bound_to("price/a/ratio", "ratio"), kGranted = bound_to("licences/approved-share", "share");
const BoundMeasure kStop = bound_to("first-stop/x", "days");

Target target(TargetKind kind) {
    Target made;
    made.id = "t";
    made.kind = kind;
    made.where = {"x.toml", 7};
    return made;
}

Target over_rest(TargetKind kind) {
    Target made = target(kind);
    made.over = TargetDivisor{};
    made.over->baseline = true;
    return made;
}

Target over_other(TargetKind kind) {
    Target made = target(kind);
    made.over = TargetDivisor{};
    made.over->measure.id = "other";
    made.over->measure.where = {"x.toml", 9};
    return made;
}

/// The kinds that are let pass.
std::vector<std::string> pass(Target (*made)(TargetKind), const BoundMeasure& measure, const BoundMeasure* over = nullptr) {
    std::vector<std::string> kinds;
    for (const TargetKind kind : {TargetKind::volume, TargetKind::price, TargetKind::time, TargetKind::share, TargetKind::rank}) {
        if (check_kind(made(kind), measure, over).empty()) kinds.push_back(to_text(kind));
    }
    return kinds;
}

TEST(TargetKinds, AMeasureByItselfIsOfOneKind) {
    for (const BoundMeasure& amount : {kExports, kRevenue, kFiled}) EXPECT_THAT(pass(target, amount), ElementsAre("volume")) << amount.id;
    for (const BoundMeasure& price : {kPrice, kSpread}) EXPECT_THAT(pass(target, price), ElementsAre("price")) << price.id;
    EXPECT_THAT(pass(target, kGranted), ElementsAre("share"));
    EXPECT_THAT(pass(target, kStop), ElementsAre("time"));
}

TEST(TargetKinds, WhatIsDividedMayBeAShareOrAComparison) {
    for (auto* made : {over_rest, over_other}) {
        EXPECT_THAT(pass(made, kExports), ElementsAre("volume", "share", "rank"));
        EXPECT_THAT(pass(made, kPrice), ElementsAre("price", "rank"));
        EXPECT_THAT(pass(made, kGranted), ElementsAre("share", "rank"));
        EXPECT_TRUE(pass(made, kStop).empty());
    }
}

TEST(TargetKinds, ProblemsSayWhereWhatAndHowToMend) {
    const Errors price = check_kind(target(TargetKind::volume), kPrice, nullptr);
    ASSERT_EQ(price.size(), 1U);
    EXPECT_EQ(to_text(price), "x.toml:7: target \"t\" is of kind volume, its measure \"price/a/outside\" is in USD/kg\n  mend: write kind = \"price\", or name a measure in t or USD or applications: "
                              "exports/<watch>, export-revenue/<place>, licences/filed\n");
    EXPECT_THAT(to_text(check_kind(over_rest(TargetKind::price), kExports, nullptr)), HasSubstr("is in t, divided by what it is at rest\n  mend: write kind = \"volume\" or \"share\" or \"rank\", or name a measure in USD/kg"));
    EXPECT_THAT(to_text(check_kind(target(TargetKind::rank), kExports, nullptr)), HasSubstr("or divide by what it is compared with"));
}

TEST(TargetKinds, TwoUnitsMakeNoQuotient) {
    EXPECT_TRUE(check_kind(over_other(TargetKind::share), kExports, &kExports).empty());
    const std::string two = to_text(check_kind(over_other(TargetKind::share), kExports, &kPrice));
    EXPECT_THAT(two, HasSubstr("x.toml:9: target \"t\" divides \"exports/a\", in t, by \"price/a/outside\", in USD/kg\n  mend: divide by a measure in t"));
    EXPECT_FALSE(check_kind(over_other(TargetKind::price), kPrice, &kSpread).empty());   // dollars over a ratio
    EXPECT_THAT(to_text(check_kind(over_other(TargetKind::rank), kExports, &kStop)), HasSubstr("x.toml:9: target \"t\" divides by a date"));
    EXPECT_THAT(to_text(check_kind(over_other(TargetKind::time), kStop, &kExports)), HasSubstr("x.toml:7: target \"t\" divides a date"));
}

/// So that no measure that is added later passes unseen.
TEST(TargetKinds, EveryMeasureOfARunIsInOneLineOfTheTable) {
    const auto lines_with = [](const std::string& unit) {
        int lines = 0;
        for (const MeasureKinds& each : measure_kinds()) lines += static_cast<int>(std::count(each.units.begin(), each.units.end(), unit));
        return lines;
    };
    ASSERT_EQ(test::made_april().problems, "");
    const Ensemble& april = test::made_april().ensemble.front();
    for (const Measure& measure : april.measures()) EXPECT_EQ(lines_with(measure.unit), 1) << measure.id << " in " << measure.unit;
    for (const char* derived : {"licences/approved-share", "first-approval", "first-stop/vehicles", "restart/magnets-world/10"}) {
        const auto measure = bind_measure(april, derived, {});
        ASSERT_TRUE(measure) << derived;
        EXPECT_EQ(lines_with(measure->unit.unit), 1) << derived;
    }
}

TEST(TargetKinds, TheFormatShowsTheSameTable) {
    const auto words = [](const std::vector<TargetKind>& kinds) {
        std::vector<std::string> all;
        for (const TargetKind kind : kinds) all.push_back(to_text(kind));
        return all.empty() ? std::string("–") : join(all, ", ");
    };
    std::ifstream file(COUNTERVAIL_SOURCE_DIR "/docs/formats/scenario.md");
    std::stringstream text;
    text << file.rdbuf();
    std::string table = "| measures in | such as | as they are | over their baseline | over another in the same unit |\n| --- | --- | --- | --- | --- |\n";
    for (const MeasureKinds& each : measure_kinds()) {
        table += "| " + join({join(each.units, ", "), each.examples, words(each.alone), words(each.over_baseline), words(each.over_another)}, " | ") + " |\n";
    }
    EXPECT_THAT(text.str(), HasSubstr(table + "\n"));
}

}  // namespace
}  // namespace countervail
