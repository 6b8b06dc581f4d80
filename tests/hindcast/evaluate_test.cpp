// SPDX-License-Identifier: Apache-2.0
// An outcome written by hand against made-up observations: every score below is worked out on paper.
// covers: episode, summarise, verdict, score_tables
#include "hindcast/evaluate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hindcast/april_episode.h"
#include "hindcast/score_tables.h"
#include "hindcast/verdict.h"
#include "scoring/scores.h"

namespace countervail {
namespace {

using test::row;
using test::row_over;
using test::TargetText;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr int kMay = 4, kJune = 5;

const Ensemble& april() {
    if (test::made_april().ensemble.empty()) throw std::runtime_error(test::made_april().problems);
    return test::made_april().ensemble.front();
}

/// Forecasts as the outcome says them: what counting adds (scatter_test) would hide the arithmetic.
Episode without_scatter(Episode episode) {
    for (EpisodeTarget& target : episode.targets) {
        for (EpisodeRow& row : target.rows) row.scatter = {};
    }
    return episode;
}

Episode made_episode() {
    auto episode = read_episode(april(), test::made_april().ledger.front());
    if (!episode) throw std::runtime_error(to_text(episode.error()));
    return without_scatter(std::move(*episode));
}

Outcome made_outcome() {
    test::HandMade made(april(), 5);
    made.set("exports/magnets-world", kMay, {1, 2, 3, 4, 5});
    made.set("exports/magnets-world", kJune, {2, 4, 6, 8, 10});
    const int offset = Date(2025, 4, 4) - april().calendar().from;
    made.set("stop/" + test::use_abroad(april(), "vehicles"), 0, {offset + 30.0, offset + 40.0, offset + 56.0, kNever, kNever});
    return made.outcome();
}

EpisodeScore scored() { return evaluate(april(), made_outcome(), made_episode()); }

TEST(Episode, BindsTargetsToObservationsAndHistory) {
    const Episode episode = made_episode();
    ASSERT_EQ(episode.targets.size(), 2U);
    EXPECT_EQ(episode.act_on, Date(2025, 4, 4));
    ASSERT_EQ(episode.targets[0].rows.size(), 2U);
    const EpisodeRow& may = episode.targets[0].rows[0];
    EXPECT_EQ(may.when, "2025-05");
    EXPECT_EQ(may.question.history.size(), 26U);   // through February, public on 20 March
    EXPECT_EQ(may.question.history.back().value, 101);
    EXPECT_EQ(episode.targets[1].rows[0].when, "");
    EXPECT_EQ(episode.targets[1].rows[0].normal, episode.horizon);   // nothing happens: no stop within the run
}

TEST(Evaluate, AnEnsembleOfFiveAgainstWhatHappened) {
    const EpisodeScore score = scored();
    ASSERT_EQ(score.rows.size(), 3U);
    const TargetRow& may = score.rows[0];
    EXPECT_NEAR(may.forecast.median, 3, 1e-9);
    EXPECT_NEAR(may.forecast.low, 1.2, 1e-9);    // a fifth of the way from the least member to the next
    EXPECT_NEAR(may.forecast.high, 4.8, 1e-9);
    EXPECT_TRUE(may.inside_90);
    EXPECT_TRUE(may.inside_50);
    EXPECT_NEAR(may.crps, 0.4, 1e-9);            // (2+1+0+1+2)/5 − ½ · 40/25
    EXPECT_NEAR(may.fair_crps, 0.2, 1e-9);       // … − ½ · 40/20
    EXPECT_NEAR(may.observed_low, 2.5, 1e-9);
    EXPECT_NEAR(may.pit.from, 2.0 / 6, 1e-9);    // two members below it, one equal
    EXPECT_NEAR(may.pit.to, 4.0 / 6, 1e-9);
    EXPECT_EQ(may.sign_right, true);             // both far below the world's normal flow
    const TargetRow& june = score.rows[1];
    EXPECT_NEAR(june.crps, 2.4, 1e-9);           // (8+6+4+2+0)/5 − ½ · 80/25
    EXPECT_FALSE(june.inside_90);                // 9.6 < 10
}

TEST(Evaluate, TimesAreCutAtTheEndOfTheRun) {
    const EpisodeScore score = scored();
    const TargetRow& stop = score.rows[2];
    EXPECT_NEAR(stop.never_share, 0.4, 1e-12);
    EXPECT_NEAR(stop.forecast.median, 56, 1e-4);
    EXPECT_EQ(stop.horizon, made_episode().horizon);
    EXPECT_LE(stop.forecast.high, stop.horizon);
    const double h = stop.horizon;
    const double near = (19 + 9 + 7 + 2 * (h - 49)) / 5;
    const double spread = 2 * (10 + 26 + 16 + 2 * ((h - 30) + (h - 40) + (h - 56))) / 25;
    EXPECT_NEAR(stop.crps, near - spread / 2, 1e-3);
    ASSERT_TRUE(score.timing);
    EXPECT_EQ(score.timing->cases, 1U);
    EXPECT_NEAR(*score.timing->median_error, 1, 1e-5);   // weeks
    EXPECT_NEAR(score.timing->share_within, 1, 1e-12);
}

TEST(Evaluate, ComparatorsStandBesideIt) {
    const EpisodeScore score = scored();
    const auto& may = score.rows[0].comparators;
    for (std::size_t c = 0; c < kComparatorCount; ++c) EXPECT_EQ(may[c].comparator, kComparators[c]);
    EXPECT_TRUE(may[0].available) << may[0].note;
    EXPECT_NEAR(may[0].median, 101, 15);         // the last value, February's 101
    EXPECT_GT(may[0].crps, 50);
    EXPECT_NEAR(may[1].median, 104, 1e-6);       // May of 2024: 104, and every year is alike
    EXPECT_NEAR(may[1].crps, 101, 1e-6);         // no spread: the distance to 3
    EXPECT_TRUE(may[3].available);
    const auto& stop = score.rows[2].comparators;
    EXPECT_FALSE(stop[0].available);             // nobody had seen such a delay
    ASSERT_TRUE(stop[3].available);
    EXPECT_NEAR(stop[3].median, score.rows[2].horizon, 1e-9);
    EXPECT_THAT(stop[3].note, HasSubstr("a point"));
}

TEST(Evaluate, SummariesPoolTargetsAndKinds) {
    const EpisodeScore score = scored();
    ASSERT_EQ(score.targets.size(), 2U);
    EXPECT_NEAR(score.targets[0].mean_crps, 1.4, 1e-9);
    EXPECT_EQ(score.targets[0].ninety.inside, 1U);
    EXPECT_NEAR(score.targets[0].ninety.mean_width, (3.6 + 7.2) / 2, 1e-9);
    EXPECT_NEAR(score.targets[0].mean_interval_score, (3.6 + 7.2 + 20 * 0.4) / 2, 1e-6);   // June lies 0.4 outside
    const SkillRow& year = score.targets[0].skills[1];
    ASSERT_TRUE(year.skill);
    EXPECT_NEAR(year.skill->skill, 1 - 2.8 / (101 + 95), 1e-6);   // June of 2024: 105, observed 10
    EXPECT_EQ(year.cases, 2U);
    EXPECT_EQ(score.kinds.size(), 2U);
    EXPECT_EQ(score.overall.rows, 3U);
    EXPECT_EQ(score.overall.targets_inside, 1U);
    EXPECT_EQ(score.overall.skills[0].cases, 2U);   // the last value says nothing of the stop
    EXPECT_THAT(score.verdict, HasSubstr("On volume it beats every comparator"));
    ASSERT_TRUE(score.targets[0].banded && score.targets[0].band_skill);
    double theirs = 0;
    for (std::size_t row : {0U, 1U}) {
        const ComparatorRow& each = score.rows[row].comparators[static_cast<std::size_t>(*score.targets[0].banded)];
        theirs += interval_score(each.low, each.high, score.rows[row].observed, 0.9);
    }
    EXPECT_NEAR(*score.targets[0].band_skill, 1 - (3.6 + 7.2 + 8) / theirs, 1e-6);
    EXPECT_GT(*score.targets[0].band_skill, 0.5) << "their bands are of calm months";
    EXPECT_EQ(score.overall.best, Comparator::nothing_happens);   // the only one with all three rows
    EXPECT_THAT(score.verdict, HasSubstr("on time it beats \"nothing happens\""));
    EXPECT_THAT(score.verdict, HasSubstr("2 of 3 observations lie inside their 90 % bands"));
    const HindcastScore two = pool({score, score});
    EXPECT_EQ(two.overall.rows, 6U);
    EXPECT_EQ(two.overall.targets, 4U);
    EXPECT_EQ(two.timing->cases, 2U);
}

TEST(Evaluate, ARowScoredTwiceCountsOnceInThePool) {
    const std::string again = TargetText{.id = "again", .measure = "exports/magnets-world", .in = "2025-06", .observed = row("T-1.2025-06")}.table();
    const test::Prepared made = test::prepare_april(test::april_library(), test::april_text(test::kMadeTargets + again));
    ASSERT_EQ(made.problems, "");
    const auto episode = read_episode(made.ensemble.front(), made.ledger.front());
    ASSERT_TRUE(episode) << to_text(episode.error());
    const EpisodeScore score = evaluate(made.ensemble.front(), made_outcome(), without_scatter(*episode));
    ASSERT_EQ(score.rows.size(), 4U);
    EXPECT_FALSE(score.rows[1].repeated);
    EXPECT_TRUE(score.rows[3].repeated);
    EXPECT_EQ(score.targets[2].rows, 1U);      // by itself it counts
    EXPECT_EQ(score.overall.rows, 3U);
    EXPECT_EQ(score.overall.targets, 3U);
    EXPECT_EQ(score.overall.targets_inside, 1U);
    EXPECT_EQ(score.kinds[0].rows, 2U);
}

TEST(Evaluate, ATargetNotBeatenIsNamed) {
    test::HandMade made(april(), 5);
    made.set("exports/magnets-world", kMay, std::vector<double>(5, 900));
    made.set("exports/magnets-world", kJune, std::vector<double>(5, 900));
    const EpisodeScore score = evaluate(april(), made.outcome(), made_episode());
    EXPECT_THAT(score.verdict, HasSubstr("On volume it does not beat the last value, the same month last year"));
    EXPECT_FALSE(score.rows[0].log_score);   // five members alike: no density
    EXPECT_EQ(score.rows[2].never_share, 1);
    EXPECT_EQ(score.timing->seen_but_not_said, 1U);
}

TEST(Evaluate, QuotientsSignsAndOrder) {
    const auto share = [](const char* id, const char* measure, const char* in, const std::string& observed) {
        return TargetText{.id = id, .kind = "share", .measure = measure, .in = in, .over = test::kOverBaseline, .observed = observed, .group = "who"}.table();
    };
    const std::string targets = share("world", "exports/magnets-world", "2025-05", row_over("T-1.2025-05", "T-1.2024-05")) +
                                share("usa", "exports/magnets-usa", "2025-06", row_over("T-1.2025-06", "T-1.2024-06")) +
                                test::made_quotient("quotient", row_over("T-1.2025-05", "T-1.2025-06"));
    const test::Prepared made = test::prepare_april(test::april_library(), test::april_text(targets));
    ASSERT_EQ(made.problems, "");
    const Ensemble& ensemble = made.ensemble.front();
    const auto episode = read_episode(ensemble, made.ledger.front());
    ASSERT_TRUE(episode) << to_text(episode.error());
    EXPECT_EQ(episode->targets[0].unit, "ratio");
    EXPECT_EQ(episode->targets[0].rows[0].normal, 1.0);
    test::HandMade hand(ensemble, 2);
    const double world = *value_at_rest(ensemble, episode->targets[0].measure, *parse_period("2025-05"), TargetTake::each);
    const double usa = *value_at_rest(ensemble, episode->targets[1].measure, *parse_period("2025-06"), TargetTake::each);
    hand.set("exports/magnets-world", kMay, {0.5 * world, 0.25 * world});
    hand.set("exports/magnets-usa", kJune, {0.75 * usa, 0.2 * usa});
    hand.set("exports/magnets-usa", kMay, {0.1 * world, 0});
    const EpisodeScore score = evaluate(ensemble, hand.outcome(), without_scatter(*episode));
    EXPECT_NEAR(score.rows[0].observed, 3 / 104.0, 1e-9);
    EXPECT_NEAR(score.rows[0].forecast.median, 0.375, 1e-6);
    EXPECT_NEAR(score.rows[2].forecast.median, 0.1, 1e-6);   // 0.2 and 0
    EXPECT_EQ(score.rows[0].sign_right, true);
    EXPECT_EQ(score.rows[0].sign_probability, 1.0);
    EXPECT_EQ(score.overall.sign_cases, 3U);
    ASSERT_EQ(score.ranks.size(), 1U);
    EXPECT_THAT(score.ranks[0].targets, ElementsAre("usa", "world"));   // 10/105 above 3/104
    EXPECT_EQ(score.ranks[0].kendall, 1.0);
    EXPECT_EQ(score.ranks[0].mean_kendall, 0.0);                        // one draw right, one wrong
    EXPECT_EQ(score.ranks[0].top_probability, 0.5);
    for (const ComparatorRow& each : score.rows[0].comparators) EXPECT_TRUE(each.available) << each.note;
    EXPECT_NEAR(score.rows[0].comparators[1].median, 1, 1e-6);         // May of 2024 over May of 2024
}

TEST(Episode, EveryMistakeOfEveryTargetAtOnce) {
    const auto wrong = [](const char* id, const char* kind, const char* measure, const char* observed) {
        return TargetText{.id = id, .kind = kind, .measure = measure, .in = "2025-05", .observed = row(observed)}.table();
    };
    const std::string targets = wrong("a", "volume", "exports/magnets-wrld", "T-1.2025-05") + wrong("b", "time", "exports/magnets-world", "T-1.2025-05") +
                                wrong("c", "volume", "exports/magnets-world", "T-1.2025-5");
    const test::Prepared made = test::prepare_april(test::april_library(), test::april_text(targets));
    ASSERT_EQ(made.problems, "");
    const auto episode = read_episode(made.ensemble.front(), made.ledger.front());
    ASSERT_FALSE(episode);
    EXPECT_EQ(episode.error().size(), 3U);
    const std::string text = to_text(episode.error());
    EXPECT_THAT(text, HasSubstr("did you mean \"exports/magnets-world\""));
    EXPECT_THAT(text, HasSubstr("name a measure in days"));
    EXPECT_THAT(text, HasSubstr("there is no statement \"T-1.2025-5\""));
    EXPECT_THAT(text, HasSubstr("april.toml:"));
}

TEST(Episode, AScenarioWithoutTargetsIsNoEpisode) {
    const test::Prepared made = test::prepare_april(test::april_library(), test::april_text(""));
    ASSERT_EQ(made.problems, "");
    const auto episode = read_episode(made.ensemble.front(), made.ledger.front());
    ASSERT_FALSE(episode);
    EXPECT_THAT(to_text(episode.error()), HasSubstr("no [[target]]"));
}

TEST(ScoreTables, HoldEveryNumberAndFitAScreen) {
    const HindcastScore score = pool({scored()});
    const Table table = episode_table(score.episodes.front());
    EXPECT_EQ(table.rows.size(), 3U);
    for (const Table& each : {table, skill_table(score.episodes.front()), summary_table(score)}) {
        const std::string text = render(each, TableFormat::text);
        std::size_t width = 0;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = text.find('\n', at);
            std::size_t columns = 0;
            for (std::size_t i = at; i < end; ++i) columns += (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U ? 1 : 0;
            width = std::max(width, columns);
            at = end + 1;
        }
        EXPECT_LE(width, 120U) << text;
    }
    const std::vector<Table> all = all_score_tables(score);
    EXPECT_EQ(all.size(), 6U);
    EXPECT_THAT(render(all[1], TableFormat::csv), HasSubstr("T-1.2025-05"));
    EXPECT_THAT(render(all[1], TableFormat::csv), Not(HasSubstr("nan")));
    EXPECT_EQ(all[4].rows.size(), 20U);   // ten bins for the episode, ten for all
    const auto remarks = score_remarks(score.episodes.front());
    EXPECT_THAT(remarks.front(), HasSubstr("1 of 2 targets"));
}

TEST(Evaluate, TheSameInputsGiveTheSameNumbers) {
    const std::vector<Table> first = all_score_tables(pool({scored()})), second = all_score_tables(pool({scored()}));
    for (std::size_t i = 0; i < first.size(); ++i) EXPECT_EQ(render(first[i], TableFormat::json), render(second[i], TableFormat::json));
}

}  // namespace
}  // namespace countervail
