// SPDX-License-Identifier: Apache-2.0
#include "app/explain_when.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "app/workbench.h"

namespace countervail {
namespace {

using testing::HasSubstr;

TEST(AnswerCondition, ReadsComparisonsAndWords) {
    const auto holds = [](const char* text, double answer) {
        const auto read = read_condition(text);
        EXPECT_TRUE(read.has_value()) << text;
        return read->holds(answer);
    };
    EXPECT_TRUE(holds("> 60", 60.5));
    EXPECT_FALSE(holds(">60", 60));
    EXPECT_TRUE(holds(">= 60", 60));
    EXPECT_TRUE(holds("at least 60", 60));
    EXPECT_TRUE(holds("below -1.5", -2));
    EXPECT_FALSE(holds("< 5", 5));
    EXPECT_TRUE(holds("<=5", 5));
    EXPECT_TRUE(holds("at most 5", 5));
    EXPECT_TRUE(holds("  above   7 ", 8));
    EXPECT_TRUE(holds("above 60", kNever));   // never is later than any day
    EXPECT_TRUE(holds("never", kNever));
    EXPECT_FALSE(holds("never", 400));
    EXPECT_TRUE(holds("happens", 400));
    for (const char* text : {"", "60", "> sixty", ">", "above", "nver", "= 5", "> 5 6"}) EXPECT_FALSE(read_condition(text).has_value()) << text;
    EXPECT_THAT(read_condition("nver").error()[0].hint, HasSubstr("never"));
    EXPECT_EQ(read_condition("> 60")->words("days"), "is above 60 days");
    EXPECT_EQ(read_condition("at most 40")->words("% of normal"), "is at most 40% of normal");
}

/// What the table says of the first box, counted again over the draws.
void count_again(const nlohmann::json& limits, const RunView& view, const std::vector<double>& values, const AnswerCondition& condition) {
    double inside = 0, cases = 0, both = 0;
    for (std::size_t d = 0; d < values.size(); ++d) {
        const std::vector<double> parameters = view.ensemble.parameters_of(static_cast<int>(d));
        bool holds = true;
        for (const auto& row : limits) {
            if (row["box"] != 1.0) continue;
            const auto at = std::find_if(parameter_records().begin(), parameter_records().end(), [&](const ParameterRecord& each) { return each.key == row["input"].get<std::string>(); });
            const double value = parameters[static_cast<std::size_t>(at - parameter_records().begin())];
            if (!row["at least"].is_null() && value < row["at least"].get<double>()) holds = false;
            if (!row["at most"].is_null() && value > row["at most"].get<double>()) holds = false;
        }
        inside += holds ? 1 : 0;
        cases += condition.holds(values[d]) ? 1 : 0;
        both += holds && condition.holds(values[d]) ? 1 : 0;
    }
    EXPECT_NEAR(limits[0]["coverage"].get<double>(), 100 * both / cases, 1e-9);
    EXPECT_NEAR(limits[0]["density"].get<double>(), 100 * both / inside, 1e-9);
    EXPECT_NEAR(limits[0]["mass"].get<double>(), 100 * inside / static_cast<double>(values.size()), 1e-9);
}

TEST(ExplainWhen, BoxesOfARunHoldWhatTheySay) {
    const Scratch scratch;
    write_whole(scratch / "short.toml", short_scenario("2025-06-30"));
    const std::string run = (scratch / "out").string();
    ASSERT_EQ(countervail({"run", (scratch / "short.toml").string(), "--draws", "256", "--out", run}).code, kDone);

    std::ostringstream out, problems;
    Settings settings;
    settings.out_stream = &out;
    settings.problem_stream = &problems;
    settings.quiet = true;
    settings.format = TableFormat::json;
    const auto loaded = load_run(settings, run);
    ASSERT_TRUE(loaded.has_value());
    const RunView view(loaded->prepared.ensemble, loaded->driven.outcome);
    const std::vector<RunAnswer> all = answers(view);
    const auto answer = std::find_if(all.begin(), all.end(), [](const RunAnswer& each) { return each.id == "exports/magnets-world"; });
    const std::vector<double> values = answer_values(view, view.base_task, *answer);
    const AnswerCondition condition{AnswerCondition::Kind::below, band_of(values).lower_quartile};
    settings.out = scratch / "files";
    EXPECT_EQ(explain_when(settings, *loaded, *answer, condition), kDone) << problems.str();
    const auto tables = nlohmann::json::parse(out.str());
    ASSERT_FALSE(tables[0]["rows"].empty()) << out.str();   // a quarter of the draws, and no input tells them apart?
    count_again(tables[0]["rows"], view, values, condition);
    const std::string words = read_whole(scratch / "files" / "when.txt");
    EXPECT_THAT(words, HasSubstr("Magnets, world: lowest month is below "));
    EXPECT_THAT(words, HasSubstr("Where "));
    EXPECT_TRUE(std::filesystem::exists(scratch / "files" / "when-path.csv"));

    const Said none = countervail({"explain", run, "exports/magnets-world", "--when", "> 1e9"});
    EXPECT_EQ(none.code, kAnswerIsNo) << none.problems;
    EXPECT_THAT(none.out, HasSubstr("in none of the 256 draws"));
    EXPECT_THAT(countervail({"explain", run, "exports/magnets-world", "--when", "> -1"}).out, HasSubstr("in all of the 256 draws"));
    EXPECT_EQ(countervail({"explain", run, "--when", "sometimes"}).code, kBadInput);
}

}  // namespace
}  // namespace countervail
