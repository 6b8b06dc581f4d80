// SPDX-License-Identifier: Apache-2.0
// covers: rest_values
#include "hindcast/measure_values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "hindcast/april_episode.h"
#include "hindcast/rest_values.h"

namespace countervail {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;
using testing::HasSubstr;

const Ensemble& april() {
    if (test::made_april().ensemble.empty()) throw std::runtime_error(test::made_april().problems);
    return test::made_april().ensemble.front();
}

BoundMeasure bound(const std::string& id) {
    auto found = bind_measure(april(), id, {"x.toml", 4});
    if (!found) throw std::runtime_error(to_text(found.error()));
    return *found;
}

Interval days(const std::string& text) { return *parse_period(text); }

constexpr int kMay = 4, kJune = 5;   // months of a run that begins in January

TEST(MeasureValues, FlowsAddUpOverMonths) {
    test::HandMade made(april(), 3);
    made.set("exports/magnets-world", kMay, {1, 2, 3});
    made.set("exports/magnets-world", kJune, {10, 20, 30});
    const Outcome outcome = made.outcome();
    const BoundMeasure exports = bound("exports/magnets-world");
    const auto over = [&](const char* span, TargetTake take) { return measure_values(april(), outcome, 0, exports, days(span), take); };
    EXPECT_THAT(over("2025-05", TargetTake::each), ElementsAre(1, 2, 3));
    EXPECT_THAT(over("2025-05..2025-06", TargetTake::sum), ElementsAre(11, 22, 33));
    EXPECT_THAT(over("2025-05..2025-06", TargetTake::mean), ElementsAre(5.5, 11, 16.5));
    EXPECT_THAT(over("2025-05..2025-06", TargetTake::max), ElementsAre(10, 20, 30));
    EXPECT_THAT(over("2025-05..2025-06", TargetTake::min), ElementsAre(1, 2, 3));
    EXPECT_THAT(over("2025-05..2025-06", TargetTake::last), ElementsAre(10, 20, 30));
}

TEST(MeasureValues, PricesAreMeansOverTheDaysOfTheirWeeks) {
    const std::vector<Date> weeks = april().dates(TimeAxis::week);
    test::HandMade made(april(), 2);
    made.set("price/dysprosium/ratio", 10, {2, 4});
    made.set("price/dysprosium/ratio", 11, {4, 8});
    const Outcome outcome = made.outcome();
    const BoundMeasure ratio = bound("price/dysprosium/ratio");
    EXPECT_THAT(measure_values(april(), outcome, 0, ratio, {weeks[10], weeks[10] + 14}, TargetTake::mean), ElementsAre(3, 6));
    EXPECT_THAT(measure_values(april(), outcome, 0, ratio, {weeks[11], weeks[11] + 1}, TargetTake::each), ElementsAre(4, 8));   // one day: the week that holds it
    const auto uneven = measure_values(april(), outcome, 0, ratio, {weeks[10] + 4, weeks[10] + 8}, TargetTake::each);          // three days of one, one of the next
    EXPECT_THAT(uneven, ElementsAre(DoubleNear(2.5, 1e-9), DoubleNear(5, 1e-9)));
}

TEST(MeasureValues, ApprovedShareCountsFromTheFirstDay) {
    const std::vector<Date> weeks = april().dates(TimeAxis::week);
    test::HandMade made(april(), 2);
    made.set("licences/filed", 20, {10, 0});
    made.set("licences/filed", 21, {30, 0});
    made.set("licences/approved", 21, {10, 0});
    const BoundMeasure share = bound("licences/approved-share");
    const Outcome outcome = made.outcome();
    EXPECT_THAT(measure_values(april(), outcome, 0, share, {weeks[20], weeks[22]}, TargetTake::last), ElementsAre(DoubleNear(0.25, 1e-6), 0));
    EXPECT_THAT(measure_values(april(), outcome, 0, share, {weeks[20], weeks[21]}, TargetTake::last), ElementsAre(0, 0));
}

TEST(MeasureValues, FirstStopIsCountedFromTheActAbroadAndStaysNever) {
    const EpisodeDays frame = episode_days(april());
    EXPECT_EQ(frame.act_on, Date(2025, 4, 4));
    const int offset = frame.act_on - frame.run.from;
    test::HandMade made(april(), 3);
    made.set("stop/" + test::use_abroad(april(), "vehicles"), 0, {offset + 30.0, kNever, offset - 5.0});
    const auto values = measure_values(april(), made.outcome(), 0, bound("first-stop/vehicles"), {}, TargetTake::each);
    EXPECT_THAT(values, ElementsAre(30, kNever, kNever));   // a stop before the act is not its doing
}

TEST(MeasureValues, FirstApprovalIsTheEndOfItsWeek) {
    const std::vector<Date> weeks = april().dates(TimeAxis::week);
    test::HandMade made(april(), 2);
    made.set("licences/approved", 18, {0.6, 0.2});
    made.set("licences/approved", 19, {0.6, 0.2});
    const auto values = measure_values(april(), made.outcome(), 0, bound("first-approval"), {}, TargetTake::each);
    EXPECT_THAT(values, ElementsAre(weeks[19] + 7 - Date(2025, 4, 4), kNever));
}

TEST(MeasureValues, ARestartNeedsAStop) {
    const Interval week{Date(2025, 4, 9), Date(2025, 4, 16)};
    const double normal = *flow_at_rest(april(), "exports-by-week/magnets-world", week);
    ASSERT_GT(normal, 200);
    test::HandMade made(april(), 3);
    const Date from = april().scenario().from, back(2025, 7, 2);   // a Wednesday, as the run's first day
    for (int w = 0; w < april().calendar().weeks; ++w) {
        const bool stopped = from + 7 * w >= Date(2025, 4, 2) && from + 7 * w < back;
        made.set("exports-by-week/magnets-world", w, {0.01 * normal, normal, stopped ? 0.05 * normal : normal});
    }
    const auto values = measure_values(april(), made.outcome(), 0, bound("restart/magnets-world/10"), {}, TargetTake::each);
    EXPECT_THAT(values, ElementsAre(kNever, 0, back - Date(2025, 4, 4)));   // never again; never stopped; July
}

TEST(MeasureValues, RestIsTheWorldsOwnFlow) {
    const World& world = april().world();
    double per_week = 0;
    for (const Lane& lane : world.lanes) {
        const Market& from = world.markets[static_cast<std::size_t>(lane.from)];
        const std::string& item = world.catalogue.items[static_cast<std::size_t>(from.item)].id;
        const bool watched = item == "ndfeb.magnet" || item == "ndfeb.magnet.hot" || item == "smco.magnet";
        if (watched && world.places[static_cast<std::size_t>(from.place)].id == "CHN") per_week += lane.flow;
    }
    EXPECT_NEAR(*value_at_rest(april(), bound("exports/magnets-world"), days("2025-05"), TargetTake::each), per_week * 31 / 7, 1e-6);
    EXPECT_NEAR(*value_at_rest(april(), bound("exports/magnets-world"), days("2025-05..2025-06"), TargetTake::sum), per_week * 61 / 7, 1e-6);
    EXPECT_NEAR(*value_at_rest(april(), bound("exports/magnets-world"), days("2025-05..2025-06"), TargetTake::mean), per_week * 61 / 14, 1e-6);
    const double worth = *worth_at_rest(april(), "exports/magnets-world", days("2025-05"));
    EXPECT_NEAR(*worth_at_rest(april(), "exports/magnets-world", days("2025-05..2025-06")), worth * 61 / 31, 1e-3);
    EXPECT_GT(worth / (per_week * 31 / 7), 20000);   // USD a tonne of magnets
    EXPECT_LT(worth / (per_week * 31 / 7), 200000);
    EXPECT_FALSE(worth_at_rest(april(), "licences/filed", days("2025-05")));
    const double inside = *level_at_rest(april(), "price/dysprosium/inside"), outside = *level_at_rest(april(), "price/dysprosium/outside");
    EXPECT_NEAR(*level_at_rest(april(), "price/dysprosium/ratio"), outside / inside, 1e-12);
    EXPECT_GT(inside, 100);   // USD a kilogram
    EXPECT_LT(inside, 1000);
    EXPECT_EQ(value_at_rest(april(), bound("licences/filed"), days("2025-05"), TargetTake::sum), 0.0);
    EXPECT_FALSE(value_at_rest(april(), bound("licences/approved-share"), days("2025-05"), TargetTake::last));
}

TEST(MeasureValues, UnknownMeasuresAreNamedWithTheNearest) {
    const auto said = [](const std::string& id) {
        const auto found = bind_measure(april(), id, {"x.toml", 4});
        return found ? std::string("none") : to_text(found.error());
    };
    EXPECT_THAT(said("exports/magnets-wrld"), HasSubstr("did you mean \"exports/magnets-world\""));
    EXPECT_THAT(said("first-stop/vehicle"), HasSubstr("did you mean \"first-stop/vehicles\""));
    EXPECT_THAT(said("restart/magnets-world"), HasSubstr("x.toml:4"));
    EXPECT_THAT(said("restart/magnets-world/0"), HasSubstr("write restart/<watch>/<per cent>"));
    EXPECT_THAT(said("restart/nothing/10"), HasSubstr("the run has no measure"));
}

}  // namespace
}  // namespace countervail
