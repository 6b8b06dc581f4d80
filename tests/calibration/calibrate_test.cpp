// SPDX-License-Identifier: Apache-2.0
// Whole calibrations: a twin whose truth is known, the shipped one again, and what is refused.
// covers: calibrate, calibration_tables, episode_model, observed_months
#include "calibration/calibrate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "base/parallel.h"
#include "base/text.h"
#include "calibration/calibration_tables.h"
#include "calibration/observed_months.h"
#include "calibration/shipped_library.h"
#include "hindcast/small_ledger.h"
#include "simulation/posterior.h"

namespace countervail {
namespace {

using testing::HasSubstr;

constexpr const char* kShipped = "licence-queue-2025-04";

const Library& library() { return test::shipped_library(); }
const Ledger& ledger() { return test::shipped_ledger(); }

Calibration shipped(const std::string& id = kShipped) { return read_calibration(test::shipped_calibration(id), id + ".toml").value(); }

/// One episode, few draws.
Calibration small() {
    Calibration calibration = shipped();
    calibration.episodes.erase(calibration.episodes.begin(), calibration.episodes.end() - 1);   // antimony
    calibration.method.first_draws = 256;
    calibration.method.later_draws = 128;
    calibration.method.rounds = 2;
    calibration.draws = 64;
    return calibration;
}

std::string all_bytes(const Calibration& calibration, const CalibrationResult& result, const Ledger& rows) {
    const CalibrationTables tables = calibration_tables(calibration, result, rows);
    std::string text = posterior_file(result) + *posterior_ledger(calibration, result, rows, {});
    for (const Table* table : tables.tables()) text += render(*table, TableFormat::json);
    return text;
}

std::string problems(const Calibration& calibration, const Library& files = library()) {
    const auto rows = Ledger::read(files);
    if (!rows) return to_text(rows.error());
    const auto found = run_calibration(files, *rows, calibration, 1);
    return found ? std::string("none") : to_text(found.error());
}

TEST(calibrate, the_same_bytes_at_one_and_at_four_threads) {
    const Calibration calibration = small();
    const auto one = run_calibration(library(), ledger(), calibration, 1);
    ASSERT_TRUE(one) << to_text(one.error());
    const auto four = run_calibration(library(), ledger(), calibration, 4);
    EXPECT_EQ(all_bytes(calibration, *one, ledger()), all_bytes(calibration, *four, ledger()));
    Calibration other = calibration;
    other.method.seed += 1;
    EXPECT_NE(all_bytes(calibration, *one, ledger()), all_bytes(other, run_calibration(library(), ledger(), other, 4).value(), ledger()));
}

/// Exports of a run with known inputs, published as if they had been counted: the fit finds the inputs that matter.
TEST(calibrate, a_twin_gives_back_its_truth) {
    Calibration calibration = small();
    calibration.episodes = {shipped().episodes.front()};   // gallium, under licence as a whole
    calibration.episodes.front().series.resize(1);
    calibration.method.first_draws = 1024;
    calibration.method.later_draws = 512;
    calibration.method.model_error = 0.03;
    calibration.method.least_lumpiness = 0.03;
    CalibrationEpisode& episode = calibration.episodes.front();
    episode.months = 5;
    episode.series.front().normal.reset();
    std::erase_if(calibration.parameters, [](const LearntParameter& each) { return each.parameter != Parameter::review_weeks; });
    constexpr std::size_t review = 0;
    const auto model = EpisodeModel::prepare(library(), ledger(), calibration, episode);
    ASSERT_TRUE(model) << to_text(model.error());
    for (const double truth : {0.2, 0.8}) {
        std::vector<double> point(calibration.parameters.size(), 0.5);
        point[review] = truth;
        const std::vector<double> counted = model->shares({point}, 1U << 30U, 1).front();
        std::string rows = test::kLedgerHeader;
        for (std::size_t m = 0; m < counted.size(); ++m) {
            const int number = 8 + model->series().front().error.observations()[m].month;   // all within 2023
            const std::string month = std::string("2023-") + (number < 10 ? "0" : "") + std::to_string(number), amount = exact_number(counted[m] * model->series().front().normal);
            rows += "TWIN." + month + ",export-volume,gallium,CHN,WLD,," + month + "," + amount + "," + amount + "," + amount + ",t metal/week,countervail-calibration,2025-01-31,found-q,,,twin,\n";
        }
        Library twin = library();
        twin.put({"data/ledger/twin.csv", rows});
        Calibration asked = calibration;
        asked.episodes.front().series.front().rows = {"TWIN.*"};
        const auto read = Ledger::read(twin);
        ASSERT_TRUE(read) << to_text(read.error());
        const auto found = run_calibration(twin, *read, asked, hardware_threads());
        ASSERT_TRUE(found) << to_text(found.error());
        const LearntResult& learnt = found->parameters[review];
        EXPECT_TRUE(learnt.kept);
        EXPECT_LT(learnt.learning.spread, 0.8);
        // A 90 % band misses one truth in ten; then not by more than a tenth of the prior's range.
        EXPECT_LT(learnt.learning.low, truth + 0.1);
        EXPECT_GT(learnt.learning.high, truth - 0.1);
        EXPECT_EQ(truth < 0.5, learnt.learning.median < 0.5);
        for (const FittedMonth& month : found->series.front().months) EXPECT_LT(month.implausibility, 3) << month.on.to_text();
    }
}

/// Series fitted together have one posterior, which cannot be wider in what both speak of than the fits of each.
TEST(calibrate, series_fitted_together_share_one_queue) {
    Calibration calibration = small();
    calibration.episodes = {shipped().episodes.front()};
    ASSERT_EQ(calibration.episodes.front().series.size(), 2U);
    std::erase_if(calibration.parameters, [](const LearntParameter& each) { return each.parameter != Parameter::review_weeks; });
    const auto each = run_calibration(library(), ledger(), calibration, hardware_threads());
    calibration.episodes.front().together = true;
    const auto together = run_calibration(library(), ledger(), calibration, hardware_threads());
    ASSERT_TRUE(each && together);
    ASSERT_EQ(together->series.size(), 2U);
    EXPECT_EQ(together->series[0].fit.weights, together->series[1].fit.weights);
    EXPECT_EQ(together->series[0].fit.points, together->series[1].fit.points);
    EXPECT_NE(each->series[0].fit.weights, each->series[1].fit.weights);
    EXPECT_LT(together->runs, each->runs);
    for (const SeriesFit& series : together->series) {
        EXPECT_EQ(series.fit.summaries.front().size(), series.months.size());
        EXPECT_EQ(series.months.front().posterior.median, each->series[&series - together->series.data()].months.front().posterior.median);   // an empty first month in both
    }
    EXPECT_LT(together->parameters[0].learning.spread, 0.8);
}

TEST(calibrate, its_draws_and_rows_are_read_back_as_a_posterior) {
    Calibration calibration = small();
    calibration.method.learnt_from = -1;   // all of it, whatever was learnt
    const auto result = run_calibration(library(), ledger(), calibration, hardware_threads());
    ASSERT_TRUE(result) << to_text(result.error());
    Library with = library();
    calibration.id = "twice";
    const std::string other = test::kLedgerHeader + "posterior:aaa.licence.review-weeks,posterior-parameter,,,,,,5,4,6,weeks,countervail-calibration,2024-01-31,derived,,H-260.2023-10,test,\n";
    CalibrationResult named = *result;
    for (LearntResult& each : named.parameters) each.posterior.statement = posterior_statement("twice", record(each.parameter).key);
    with.put({"data/posteriors/twice.csv", posterior_file(named)});
    const auto rows = posterior_ledger(calibration, named, ledger(), other);
    ASSERT_TRUE(rows);
    EXPECT_THAT(*rows, HasSubstr("posterior:aaa.licence.review-weeks"));        // another calibration's row stays
    EXPECT_EQ(*posterior_ledger(calibration, named, ledger(), *rows), *rows);   // its own are replaced
    with.put({"data/ledger/posteriors.csv", *rows});
    const auto again = Ledger::read(with);
    ASSERT_TRUE(again) << to_text(again.error());
    const auto posterior = read_posterior(with, *again, "twice", calibration.known_on, {"scenario.toml"});
    ASSERT_TRUE(posterior) << to_text(posterior.error());
    EXPECT_EQ(posterior->rows.size(), 64U);
    // Fitted to figures of January 2025: not known a day before they were.
    const auto early = read_posterior(with, *again, "twice", Date(2025, 1, 19), {"scenario.toml"});
    ASSERT_FALSE(early);
    EXPECT_THAT(to_text(early.error()), HasSubstr("H-260.2024-12"));
}

/// What is stored is what today's program makes of today's files.
TEST(calibrate, stored_posteriors_are_made_again_to_the_byte) {
    std::string rows;
    for (const LibraryFile* file : library().files("data/posteriors/", ".csv")) {
        const std::string id = file->path.substr(std::string("data/posteriors/").size(), file->path.size() - std::string("data/posteriors/.csv").size());
        const Calibration calibration = shipped(id);
        const auto result = run_calibration(library(), ledger(), calibration, hardware_threads());
        ASSERT_TRUE(result) << to_text(result.error());
        const std::string remedy = "the model or its figures changed: ./countervail calibrate " + id + " --write --library .";
        EXPECT_EQ(posterior_file(*result) == file->text, true) << remedy;
        const std::string stored = library().find("data/ledger/posteriors.csv")->text;
        EXPECT_EQ(*posterior_ledger(calibration, *result, ledger(), stored) == stored, true) << remedy;
    }
}

TEST(calibrate, a_prior_that_rests_on_what_is_fitted_is_refused) {
    Calibration calibration = small();
    for (LearntParameter& each : calibration.parameters) {
        if (each.parameter == Parameter::review_weeks) each.prior.statement = "assume:licence-review-weeks";
    }
    calibration.episodes.front().scenario = "scenarios/april-2025.toml";   // knows the precedents, which that row cites
    calibration.episodes.front().begins = Date(2025, 4, 1);
    calibration.known_on = Date(2025, 12, 31);
    calibration.episodes.front().series.front().watch = "magnets-world";
    calibration.episodes.front().series.front().rows.clear();
    calibration.episodes.front().series.front().normal.reset();
    calibration.episodes.front().series.front().observed = {"export-volume", "antimony", "CHN", "WLD", ""};
    calibration.episodes.front().months = 3;
    EXPECT_THAT(problems(calibration), Not(HasSubstr("counts twice")));     // nothing of it is fitted here
    Calibration own = small();
    Library with = library();
    with.put({"data/assumptions-test.csv", "id,unit,low,value,high,cites,note\nassume:peeked,weeks,2,8,20,H-260.2024-07,for the test\n"});
    for (LearntParameter& each : own.parameters) {
        if (each.parameter == Parameter::review_weeks) each.prior.statement = "assume:peeked";
    }
    EXPECT_EQ(problems(own, with), "none");                                 // a month before the act, in time for the scenario
    own.episodes.front().begins = Date(2024, 7, 1);                         // and now it is fitted
    EXPECT_THAT(problems(own, with), HasSubstr("the prior \"assume:peeked\" of licence.review-weeks rests on \"H-260.2024-07\", which is fitted"));
}

TEST(calibrate, what_cannot_be_fitted_is_said_with_the_place) {
    Calibration calibration = small();
    calibration.episodes.front().scenario = "scenarios/hindcast/antimony-2042.toml";
    EXPECT_THAT(problems(calibration), HasSubstr("did you mean \"scenarios/hindcast/antimony-2024.toml\"?"));
    calibration = small();
    calibration.episodes.front().series.front().watch = "antimoni";
    EXPECT_THAT(problems(calibration), HasSubstr("did you mean \"antimony\"?"));
    calibration = small();
    calibration.known_on = Date(2024, 9, 30);
    EXPECT_THAT(problems(calibration), HasSubstr("was public by 2024-09-30"));
    calibration = small();
    calibration.episodes.front().begins = Date(2030, 1, 1);
    EXPECT_THAT(problems(calibration), HasSubstr("lies outside the run"));
    calibration = small();
    calibration.episodes.front().series.front().normal = parse_period("1990-01..1990-06");
    EXPECT_THAT(problems(calibration), HasSubstr("no normal month"));
}

TEST(observed_months, rows_of_a_month_are_averaged_and_their_quarrel_counts) {
    Errors errors;
    const auto months = observed_months(ledger(), {"export-volume", "graphite.natural", "CHN", "WLD", ""}, {}, {Date(2023, 12, 1), Date(2024, 1, 1)}, Date(2024, 6, 30), errors);
    ASSERT_EQ(months.size(), 1U);
    const ObservedMonth& december = months.begin()->second;
    EXPECT_EQ(december.rows.size(), 3U);   // 2,726 t, and rival counts of 3,973 and 5,413
    EXPECT_NEAR(december.value, (2726 + 3973 + 5413) / 3.0 / (365.25 / 84), 1);
    const auto one = observed_months(ledger(), {"export-volume", "graphite.natural", "CHN", "WLD", ""}, {"H-250.*"}, {Date(2023, 12, 1), Date(2024, 1, 1)}, Date(2024, 6, 30), errors);
    EXPECT_NEAR(one.begin()->second.value, 2726 / (365.25 / 84), 0.1);
    EXPECT_LT(one.begin()->second.root_variance, december.root_variance / 10);
    EXPECT_TRUE(observed_months(ledger(), {"export-volume", "graphite.natural", "CHN", "WLD", ""}, {}, {Date(2023, 12, 1), Date(2024, 1, 1)}, Date(2023, 12, 31), errors).empty());
    EXPECT_TRUE(errors.empty());
}

}  // namespace
}  // namespace countervail
