// SPDX-License-Identifier: Apache-2.0
// covers: observed_rows
#include "simulation/target.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <vector>

namespace countervail {
namespace {

constexpr const char* kGood = R"([[target]]
id       = "exports-a"
title    = "exports of a"
kind     = "volume"
measure  = "exports/a"
in       = "2025-04..2025-06"
observed = { quantity = "export-volume", item = "a", place = "AAA", partner = "WLD" }
group    = "who"
tolerance = "±15 %"

[[target]]
id       = "trough"
kind     = "share"
measure  = "exports/a"
in       = ["2025-05", "2025-06-04"]
take     = "sum"
over     = { baseline = true }
observed = { row = "E1.2025-05", over = "E1.2024-05", times = "assume:share" }
group    = "who"

[[target]]
id       = "ratio"
kind     = "rank"
measure  = "exports/a"
in       = "2025-09"
over     = { measure = "exports/b", in = "2025-08", take = "mean" }
observed = "E1.2025-09"
threshold = 1.5
)";

struct Read {
    std::vector<Target> targets;
    std::string problems;
};

Read read(const std::string& text) {
    Read result;
    auto file = TomlFile::parse(text, "x.toml");
    if (!file) return {{}, to_text(file.error())};
    Section root = file->root();
    result.targets = read_targets(root);
    root.finish();
    if (!file->ok()) result.problems = to_text(file->take_errors());
    return result;
}

TEST(target, reads_what_is_written) {
    const Read found = read(kGood);
    EXPECT_EQ(found.problems, "");
    ASSERT_EQ(found.targets.size(), 3U);
    const Target& first = found.targets[0];
    EXPECT_EQ(first.title, "exports of a");
    EXPECT_EQ(first.kind, TargetKind::volume);
    EXPECT_EQ(first.measure.id, "exports/a");
    ASSERT_EQ(first.measure.spans.size(), 1U);
    EXPECT_EQ(first.measure.spans[0].until, Date(2025, 7, 1));   // "through", so the first day out is the next month's
    EXPECT_EQ(first.measure.take, TargetTake::each);
    EXPECT_EQ(first.observed.rows.partner, "WLD");
    EXPECT_FALSE(first.over);
    EXPECT_FALSE(first.threshold);
    const Target& second = found.targets[1];
    EXPECT_EQ(second.title, "trough");
    EXPECT_EQ(second.measure.spans.size(), 2U);
    EXPECT_EQ(second.measure.spans[1].days(), 1);
    ASSERT_TRUE(second.over);
    EXPECT_TRUE(second.over->baseline);
    EXPECT_EQ(second.observed.over, "E1.2024-05");
    EXPECT_EQ(second.observed.times, "assume:share");
    EXPECT_EQ(second.threshold, 1.0);   // a quotient is read against 1
    const Target& third = found.targets[2];
    EXPECT_EQ(third.over->measure.id, "exports/b");
    EXPECT_EQ(third.over->measure.take, TargetTake::mean);
    EXPECT_EQ(third.observed.row, "E1.2025-09");
    EXPECT_EQ(third.threshold, 1.5);
    EXPECT_EQ(third.where.line, 21);
}

std::string with(std::string_view from, std::string_view to) {
    std::string text = kGood;
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return read(text.replace(at, from.size(), to)).problems;
}

void expect_says(const std::string& problems, const std::string& line, const std::string& what) {
    EXPECT_NE(problems.find("x.toml:" + line + ":"), std::string::npos) << problems;
    EXPECT_NE(problems.find(what), std::string::npos) << problems;
    EXPECT_NE(problems.find("mend:"), std::string::npos) << problems;
}

TEST(target, each_mistake_is_named_with_its_line_and_its_mend) {
    expect_says(with("kind     = \"volume\"", "kind     = \"volum\""), "4", "did you mean \"volume\"");
    expect_says(with("\"2025-04..2025-06\"", "\"2025-13\""), "6", "is no span of time");
    expect_says(with("[\"2025-05\", \"2025-06-04\"]", "[\"2025-05\", \"2025-05-01..2025-05-31\"]"), "15", "\"2025-05-01..2025-05-31\" is named twice");
    expect_says(with("take     = \"sum\"", "take     = \"total\""), "16", "one of: each, sum");
    expect_says(with("id       = \"trough\"", "id       = \"exports-a\""), "12", "two targets are called");
    expect_says(with("over     = { baseline = true }", "over     = { baseline = true, measure = \"exports/b\" }"), "17", "not by both");
    expect_says(with("row = \"E1.2025-05\"", "row = \"E1.2025-05\", item = \"a\""), "18", "names a row, and fields");
    expect_says(with("observed = \"E1.2025-09\"\n", ""), "21", "\"observed\" is missing");
    expect_says(with("measure  = \"exports/a\"\n", ""), "1", "measure");
    expect_says(with("tolerance", "tolerence"), "9", "did you mean \"tolerance\"");
    expect_says(with("over     = { measure = \"exports/b\", in", "over     = { mesure = \"exports/b\", in"), "26", "did you mean \"measure\"");
}

TEST(target, a_group_of_one_ranks_nothing) {
    std::string text = kGood;
    text.erase(text.rfind("group    = \"who\"\n"), std::string("group    = \"who\"\n").size());
    EXPECT_NE(read(text).problems.find("the only target of group \"who\""), std::string::npos);
}

TEST(target, all_problems_come_at_once) {
    std::string text = kGood;
    for (const auto& [from, to] : {std::pair<std::string, std::string>{"\"volume\"", "\"volum\""}, {"\"2025-09\"", "\"autumn\""}, {"\"sum\"", "\"total\""}}) {
        text.replace(text.find(from), from.size(), to);
    }
    const std::string problems = read(text).problems;
    std::size_t mends = 0;
    for (auto at = problems.find("mend:"); at != std::string::npos; at = problems.find("mend:", at + 1)) ++mends;
    EXPECT_EQ(mends, 3U) << problems;
}

}  // namespace
}  // namespace countervail
