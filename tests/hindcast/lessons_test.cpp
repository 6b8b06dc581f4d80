// SPDX-License-Identifier: Apache-2.0
// What a later forecast may learn from an earlier episode, and that nothing else moves it by a byte.
// covers: lessons, dressing, forecast
#include "hindcast/lessons.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/replaced_text.h"
#include "base/text.h"
#include "hindcast/april_episode.h"
#include "hindcast/dressing.h"
#include "hindcast/evaluate.h"
#include "hindcast/score_tables.h"

namespace countervail {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr int kMay = 4, kJune = 5, kDraws = 40;
constexpr auto kFlows = static_cast<std::size_t>(ErrorKind::flow), kTimes = static_cast<std::size_t>(ErrorKind::time);
const Date kAfterMay(2025, 7, 1);   // May was published on 20 June, June on 20 July

Outcome made_outcome(const Ensemble& ensemble) {
    test::HandMade made(ensemble, kDraws);
    std::vector<double> may, june, stop;
    for (int d = 0; d < kDraws; ++d) {
        may.push_back(1500 + 30 * d);
        june.push_back(2000 + 40 * d);
        stop.push_back(Date(2025, 4, 4) - ensemble.calendar().from + 30 + d);
    }
    made.set("exports/magnets-world", kMay, may);
    made.set("exports/magnets-world", kJune, june);
    made.set("exports/magnets-usa", kMay, may);
    made.set("stop/" + test::use_abroad(ensemble, "vehicles"), 0, stop);
    return made.outcome();
}

Library changed(const std::string& from, const std::string& to) { return test::replaced(test::april_library(), "data/ledger/made-up.csv", from, to); }

struct Earlier {
    test::Prepared made;
    const Ensemble& ensemble() const { return made.ensemble.front(); }
    const Ledger& ledger() const { return made.ledger.front(); }
    EpisodeLessons lessons(Date day) const { return lessons_of(ensemble(), made_outcome(ensemble()), ledger(), day); }
};

Earlier earlier(const Library& library, const std::string& targets = test::kMadeTargets) {
    Earlier found{test::prepare_april(library, test::april_text(targets), kDraws)};
    if (!found.made.problems.empty()) throw std::runtime_error(found.made.problems);
    return found;
}

/// The forecast of an episode that comes later, as text: what it asks is what the earlier one asked, only its name and days differ.
std::string later_forecast(const std::vector<EpisodeLessons>& lessons, Date known_on = kAfterMay) {
    const Ensemble& ensemble = test::made_april().ensemble.front();
    const Ledger& ledger = test::made_april().ledger.front();
    Episode episode = read_episode(ensemble, ledger).value();
    episode.id = "later";
    episode.known_on = known_on;
    episode.act_on = known_on + 1;
    const auto errors = learn_errors(ledger, episode, lessons, 2);
    if (!errors) return to_text(errors.error());
    const EpisodeScore score = evaluate(ensemble, made_outcome(ensemble), episode, 1, &*errors);
    std::string text;
    for (const TargetRow& row : score.rows) {
        for (const double value : {row.forecast.low, row.forecast.lower_quartile, row.forecast.median, row.forecast.upper_quartile, row.forecast.high}) text += exact_number(value) + " ";
    }
    return text;
}

TEST(Lessons, OnlyWhatWasPublicAndOver) {
    const Earlier april = earlier(test::april_library());
    const EpisodeLessons none = april.lessons(Date(2025, 6, 1));
    for (const auto& series : none.series) EXPECT_TRUE(series.empty());
    const EpisodeLessons stop = april.lessons(Date(2025, 6, 5));
    EXPECT_TRUE(stop.series[kFlows].empty());
    ASSERT_EQ(stop.series[kTimes].size(), 1U);   // published on 4 June
    const EpisodeLessons may = april.lessons(kAfterMay);
    ASSERT_EQ(may.series[kFlows].size(), 1U);
    EXPECT_EQ(may.series[kFlows][0].id, "exports/magnets-world");
    EXPECT_EQ(may.series[kFlows][0].observations.size(), 1U);
    EXPECT_EQ(april.lessons(Date(2025, 8, 1)).series[kFlows][0].observations.size(), 2U);
    const Episode episode = read_episode(april.ensemble(), april.ledger()).value();
    const double normal = *episode.targets[0].rows[0].normal;
    EXPECT_NEAR(may.series[kFlows][0].observations[0].observed, std::sqrt(3 / normal), 1e-9);
    EXPECT_NEAR(may.series[kFlows][0].observations[0].forecast[1], std::sqrt(1530 / normal), 1e-6);
    EXPECT_EQ(may.series[kFlows][0].observations[0].counting.size(), static_cast<std::size_t>(kDraws));
    EXPECT_NEAR(may.series[kTimes][0].observations[0].observed, std::log(49.0), 1e-9);
    EXPECT_EQ(may.left_out, 0U);
}

TEST(Lessons, WhatTwoTargetsTellCountsOnceAndAQuotientTeachesOfBothSides) {
    const std::string more = test::TargetText{.id = "again", .measure = "exports/magnets-world", .in = "2025-05", .over = test::kOverBaseline, .observed = test::row_over("T-1.2025-05", "T-1.2024-05")}.table() +
                             test::made_quotient("quotient", test::row_over("T-1.2025-06", "T-1.2025-05"));
    const EpisodeLessons lessons = earlier(test::april_library(), test::kMadeTargets + more).lessons(Date(2025, 8, 1));
    ASSERT_EQ(lessons.series[kFlows].size(), 2U);
    EXPECT_EQ(lessons.series[kFlows][0].observations.size(), 2U);   // May and June, May told three times
    EXPECT_EQ(lessons.series[kFlows][1].id, "exports/magnets-usa");
    EXPECT_EQ(lessons.series[kFlows][1].observations.size(), 1U);
}

TEST(Lessons, AThingWithoutAScaleIsLeftOutAndCounted) {
    const std::string quotient = test::made_quotient("ratio", test::row("R-1"));
    Library library = test::april_library();
    library.put({"data/ledger/ratios.csv", test::kLedgerHeader + "R-1,price-ratio,rare-earth-magnet,CHN,ROW,,2025-05,0.5,,,ratio,own-arithmetic,2025-06-20,found,,,made up,\n"});
    EXPECT_EQ(earlier(library, test::kMadeTargets + quotient).lessons(kAfterMay).left_out, 1U);   // a quotient told as such says nothing of its sides
}

TEST(Lessons, NothingThatCameLaterMovesTheForecast) {
    const std::string before = later_forecast({earlier(test::april_library()).lessons(kAfterMay)});
    EXPECT_NE(before, later_forecast({}));
    // A figure published after known_on, whatever it says.
    EXPECT_EQ(later_forecast({earlier(changed(",2025-06,10,", ",2025-06,9000,")).lessons(kAfterMay)}), before);
    // A better figure for May that came later: it would settle the month, had it been there.
    Library revised = test::april_library();
    revised.put({"data/ledger/revised.csv", test::kLedgerHeader + "T-1.2025-05.revised,export-volume,rare-earth-magnet,CHN,ROW,,2025-05,5000,,,t magnet/month,own-arithmetic,2025-09-20,found-q,,,made up,\n"});
    EXPECT_EQ(later_forecast({earlier(revised).lessons(kAfterMay)}), before);
    EXPECT_GT(earlier(revised).lessons(Date(2025, 10, 1)).series[kFlows][0].observations[0].observed, 5 * earlier(revised).lessons(kAfterMay).series[kFlows][0].observations[0].observed);
    // A row dated early that rests on one published later.
    Library early = test::april_library();
    early.put({"data/ledger/early.csv", test::kLedgerHeader + "T-1.2025-05.early,export-volume,rare-earth-magnet,CHN,ROW,,2025-05,5000,,,t magnet/month,own-arithmetic,2025-06-21,found,,T-1.2025-06,made up,\n"});
    EXPECT_EQ(later_forecast({earlier(early).lessons(kAfterMay)}), before);
}

TEST(Lessons, NeitherAnEpisodesOwnObservationsNorALaterEpisodesMoveIt) {
    const Earlier made = earlier(test::april_library());
    const std::vector<EpisodeLessons> real{made.lessons(kAfterMay)};
    const std::string before = later_forecast(real);
    EpisodeLessons own = made.lessons(Date(2025, 8, 1));
    own.episode = "later";
    EXPECT_EQ(later_forecast({real[0], own}), before);
    EpisodeLessons after = made.lessons(Date(2025, 8, 1));
    after.episode = "after";
    after.act_on = kAfterMay + 1;
    EXPECT_EQ(later_forecast({real[0], after}), before);
    // The figures that the later one is scored on differ; its forecast does not.
    const Earlier other = earlier(changed(",2025-06,10,", ",2025-06,9000,"));
    EXPECT_EQ(later_forecast({other.lessons(kAfterMay)}), before);
}

TEST(Lessons, AnEarlierPublicObservationDoes) {
    const std::string before = later_forecast({earlier(test::april_library()).lessons(kAfterMay)});
    EXPECT_NE(later_forecast({earlier(changed(",2025-05,3,2.5,3.5", ",2025-05,2000,1900,2100")).lessons(kAfterMay)}), before);
}

TEST(Lessons, ThePriorAloneWhereNothingCameBefore) {
    const test::Prepared& made = test::made_april();
    const Episode episode = read_episode(made.ensemble.front(), made.ledger.front()).value();
    const auto errors = learn_errors(made.ledger.front(), episode, {}, 1);
    ASSERT_TRUE(errors) << to_text(errors.error());
    ASSERT_EQ(errors->kinds.size(), kErrorKinds.size());
    for (const LearntError& each : errors->kinds) {
        EXPECT_TRUE(each.episodes.empty());
        EXPECT_NEAR(each.posterior.lasting().median / each.prior.lasting.median, 1, 1e-6);
    }
    const EpisodeScore score = evaluate(made.ensemble.front(), made_outcome(made.ensemble.front()), episode, 1, &*errors);
    const Table table = discrepancy_table(pool({score}));
    EXPECT_EQ(table.rows.size(), kErrorKinds.size());
    EXPECT_THAT(render(table, TableFormat::csv), HasSubstr("assume:model-discrepancy-price-lasting"));
    EXPECT_THAT(score_remarks(score)[1], HasSubstr("no earlier episode could teach it"));
}

/// What passes of an error falls with the root of what a flow is worth; what lasts does not.
TEST(Dressing, APassingErrorIsSmallerInALargeTrade) {
    EXPECT_EQ(passing_weight(kReferenceWorth), 1);
    EXPECT_NEAR(passing_weight(25 * kReferenceWorth), 0.04, 1e-12);
    EXPECT_EQ(passing_weight(0), 1);
    const auto loglik = [](double weight, double residual) {
        return error_log_likelihood({"x", {{.observed = residual, .forecast = {0.0}, .counting = {}, .passing = weight}}}, 1e-6, 0.2);
    };
    EXPECT_NEAR(loglik(0.25, 0.1) - loglik(0.25, 0), -0.5, 1e-6);   // one standard deviation of 0.2/2
    EXPECT_NEAR(loglik(1, 0.2) - loglik(1, 0), -0.5, 1e-6);
}

TEST(Dressing, WidensTheBandsAndKeepsTheModelsOwnBeside) {
    const test::Prepared& made = test::made_april();
    const Ensemble& ensemble = made.ensemble.front();
    const Episode episode = read_episode(ensemble, made.ledger.front()).value();
    const auto errors = learn_errors(made.ledger.front(), episode, {}, 1);
    ASSERT_TRUE(errors);
    const EpisodeScore bare = evaluate(ensemble, made_outcome(ensemble), episode), dressed = evaluate(ensemble, made_outcome(ensemble), episode, 1, &*errors);
    for (std::size_t i = 0; i < bare.rows.size(); ++i) {
        EXPECT_EQ(dressed.rows[i].alone.forecast.low, bare.rows[i].forecast.low);
        EXPECT_EQ(dressed.rows[i].alone.crps, bare.rows[i].crps);
        EXPECT_EQ(bare.rows[i].alone.crps, bare.rows[i].crps);
        EXPECT_GT(dressed.rows[i].forecast.high - dressed.rows[i].forecast.low, bare.rows[i].forecast.high - bare.rows[i].forecast.low);
    }
    EXPECT_TRUE(bare.errors.empty());
}

BoundMeasure measure_of(const std::string& id, const std::string& unit, MeasureNature nature) {
    BoundMeasure measure;
    measure.id = id;
    measure.unit = {unit, nature};
    return measure;
}

TEST(Dressing, APartOfAWholeErrsAsAShare) {
    const test::Prepared& made = test::made_april();
    const Episode episode = read_episode(made.ensemble.front(), made.ledger.front()).value();
    const auto errors = learn_errors(made.ledger.front(), episode, {}, 1);
    ASSERT_TRUE(errors);
    EpisodeTarget target;
    target.target.kind = TargetKind::share;
    target.measure = measure_of("exports/part", "t", MeasureNature::flow);
    target.over = measure_of("exports/whole", "t", MeasureNature::flow);
    RowForecast forecast;
    forecast.above = {std::vector<double>(500, 9.5), 9.5, *parse_period("2025-05")};
    forecast.below = ForecastPart{std::vector<double>(500, 10.0), 10.0, *parse_period("2025-05")};
    RowForecast quotient = forecast;
    Dressing(*errors, 9).dress(forecast, target);
    const std::vector<double> shares = forecast.values();
    EXPECT_GE(*std::min_element(shares.begin(), shares.end()), 0);
    EXPECT_LE(*std::max_element(shares.begin(), shares.end()), 1);
    EXPECT_LT(*std::min_element(shares.begin(), shares.end()), 0.9);
    target.target.kind = TargetKind::rank;
    Dressing(*errors, 9).dress(quotient, target);
    const std::vector<double> ratios = quotient.values();
    EXPECT_GT(*std::max_element(ratios.begin(), ratios.end()), 1);   // two flows that err apart
}

TEST(Dressing, ASeriesSharesItsLastingErrorAndEndsStayEnds) {
    const test::Prepared& made = test::made_april();
    const Episode episode = read_episode(made.ensemble.front(), made.ledger.front()).value();
    const auto errors = learn_errors(made.ledger.front(), episode, {}, 1);
    ASSERT_TRUE(errors);
    const Dressing dressing(*errors, 9);
    constexpr std::size_t kMany = 4000;
    const Interval may = *parse_period("2025-05"), june = *parse_period("2025-06");
    const auto errors_of = [&](const std::string& id, const Interval& days) {
        ForecastPart part{std::vector<double>(kMany, 100.0), 100.0, days};
        dressing.dress(part, measure_of(id, "t", MeasureNature::flow));
        for (double& value : part.values) value = std::sqrt(value / 100) - 1;
        return part.values;
    };
    const auto correlation = [&](const std::vector<double>& a, const std::vector<double>& b) {
        double ab = 0, aa = 0, bb = 0;
        for (std::size_t d = 0; d < kMany; ++d) ab += a[d] * b[d], aa += a[d] * a[d], bb += b[d] * b[d];
        return ab / std::sqrt(aa * bb);
    };
    const std::vector<double> one = errors_of("exports/a", may);
    EXPECT_EQ(one, errors_of("exports/a", may));
    EXPECT_NEAR(correlation(one, errors_of("exports/a", june)), 0.5, 0.15);   // half of the variance lasts
    EXPECT_NEAR(correlation(one, errors_of("exports/b", june)), 0, 0.1);
    double sum = 0;
    for (const double each : one) sum += each;
    EXPECT_NEAR(sum / kMany, 0, 0.01);   // no bias is added

    ForecastPart never{{kNever, 0.0}, std::nullopt, may};
    dressing.dress(never, measure_of("first-stop/a", "days", MeasureNature::level));
    EXPECT_THAT(never.values, ElementsAre(kNever, 0.0));
    ForecastPart share{std::vector<double>(kMany, 0.98), std::nullopt, may};
    dressing.dress(share, measure_of("quota-use/2011", "share", MeasureNature::level));
    for (const double each : share.values) {
        EXPECT_GE(each, 0);
        EXPECT_LE(each, 1);
    }
    EXPECT_GT(std::set(share.values.begin(), share.values.end()).size(), kMany / 2);
    ForecastPart files{{3.0}, 0.0, may};   // nothing is filed at rest: no scale
    dressing.dress(files, measure_of("licences/filed", "applications", MeasureNature::flow));
    EXPECT_THAT(files.values, ElementsAre(3.0));
}

}  // namespace
}  // namespace countervail
