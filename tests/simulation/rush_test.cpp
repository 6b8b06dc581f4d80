// SPDX-License-Identifier: Apache-2.0
// The rush before a known day and the slump after it: Alessandria, Khan & Khederlarian (2024), Khan & Khederlarian (2021).
// covers: order_ahead
#include "simulation/rush.h"

#include <gtest/gtest.h>

#include <numeric>
#include <string>
#include <vector>

#include "simulation/accounts.h"
#include "simulation/invariants.h"
#include "simulation/small_world.h"
#include "simulation/test_parameters.h"

namespace countervail {
namespace {

constexpr int kHotToB = 2, kHotToC = 3;
constexpr int kDay = 20, kWeeks = 120;

Ranges with(std::initializer_list<std::pair<Parameter, double>> values) {
    Ranges ranges = test::middle_ranges();
    for (const auto& [parameter, value] : values) ranges[static_cast<std::size_t>(parameter)] = {value, value, value, "test"};
    return ranges;
}

Rush known(int lane, double notice, double day = kDay) {
    Rush rush;
    rush.lane = lane;
    rush.announced = day - notice;
    rush.day = rush.ends = day;
    return rush;
}

/// What left on each lane, by week, of the first draw.
struct Course {
    World world = test::small_world();
    Network network = lay_out(world);
    Schedule schedule;
    DrawBlock draws;
    State state;

    Course(Schedule (*law)(const Network&), std::vector<Rush> rushes, const Ranges& ranges = test::middle_ranges())
        : schedule(law(network)), draws(modal_draws(ranges)) {
        number_rushes(network, rushes);
        schedule.rushes = std::move(rushes);
        state = rest(network, schedule, draws);
    }
    std::vector<double> run(int lane, int weeks = kWeeks) {
        std::vector<double> left;
        for (int week = 0; week < weeks; ++week) {
            step(network, schedule, draws, {}, state);
            left.push_back(state.departed[lane][0]);
        }
        return left;
    }
};

Schedule licence(const Network& network) { return test::licensed_from(network, kWeeks, kDay, {kHotToB, kHotToC}); }
Schedule no_law(const Network& network) { return test::lawless(network, kWeeks); }

double sum(const std::vector<double>& weeks, int from, int until) { return std::accumulate(weeks.begin() + from, weeks.begin() + until, 0.0); }

TEST(rush, nothing_leaves_ahead_of_a_day_that_nobody_knew) {
    Course surprised(licence, {});
    const double normal = surprised.network.flow[kHotToC];
    const auto left = surprised.run(kHotToC, kDay);
    for (const double week : left) EXPECT_NEAR(week, normal, 1e-6 * normal);
}

TEST(rush, more_leaves_ahead_the_longer_the_notice) {
    double before = 0;
    for (const double notice : {1.0, 3.0, 6.0, 9.0}) {
        Course course(licence, {known(kHotToB, notice), known(kHotToC, notice)});
        const double normal = course.network.flow[kHotToC];
        const double ahead = sum(course.run(kHotToC, kDay), 0, kDay) - kDay * normal;
        EXPECT_GT(ahead, before + 0.05 * normal) << notice;
        before = ahead;
    }
}

TEST(rush, begins_with_the_announcement) {
    Course course(licence, {known(kHotToC, 6)});
    const double normal = course.network.flow[kHotToC];
    const auto left = course.run(kHotToC, kDay);
    for (int week = 0; week < kDay - 6; ++week) EXPECT_NEAR(left[static_cast<std::size_t>(week)], normal, 1e-6 * normal);
    EXPECT_GT(left[kDay - 6], 1.1 * normal);
}

// By hand (docs/methods/simulation.md): half of the buyers want 12 weeks ahead and have 6: as much again leaves in the first week.
TEST(rush, is_spread_evenly_over_the_notice) {
    Course course(licence, {known(kHotToC, 6)},
                  with({{Parameter::rush_share, 0.5}, {Parameter::rush_cover_weeks, 12}, {Parameter::restock_weeks, 4}, {Parameter::clearance_weeks, 2},
                        {Parameter::rush_stock_share, 1}}));
    const double normal = course.network.flow[kHotToC];
    EXPECT_NEAR(course.run(kHotToC, kDay - 5).back(), 2 * normal, 1e-6 * normal);
}

// Nothing bites on the day, so that the slump is the stock alone: what was laid in is what is not ordered.
TEST(rush, is_followed_by_a_slump_until_the_stock_is_used_up) {
    Course usual(no_law, {}), course(no_law, {known(kHotToC, 8)});
    const double normal = course.network.flow[kHotToC];
    const auto left = course.run(kHotToC, kDay + 4), without = usual.run(kHotToC, kDay + 4);
    EXPECT_GT(sum(left, 0, kDay) - sum(without, 0, kDay), 2 * normal);
    for (int week = kDay; week < kDay + 4; ++week) EXPECT_LT(left[static_cast<std::size_t>(week)], 0.75 * normal);
    EXPECT_GT(course.state.ahead_held[0][0], 0.0);
    const auto later = course.run(kHotToC, 80);
    EXPECT_EQ(course.state.ahead_left[0][0], 0.0);
    EXPECT_NEAR(course.state.ahead_held[0][0], 0.0, 1e-9 * normal);
    EXPECT_NEAR(sum(later, 60, 80), 20 * normal, 0.05 * 20 * normal);
}

// By hand: no permit comes for a year, half of the buyers have stock, nothing leaks. Each week they take a half of the usual flow out
// of it, four weeks of transit after the shipment was missed.
TEST(rush, stock_takes_the_place_of_missing_shipments_when_they_would_have_arrived) {
    Course course(licence, {known(kHotToC, 8)},
                  with({{Parameter::review_weeks, 100}, {Parameter::review_stages, 12}, {Parameter::leakage_share, 0},
                        {Parameter::clearance_weeks, 0.01}, {Parameter::rush_share, 0.5}}));
    ASSERT_EQ(course.network.transit[kHotToC], 4);
    course.run(kHotToC, kDay + 4);
    const double laid_in = course.state.ahead_held[0][0], half = 0.5 * course.network.flow[kHotToC];
    ASSERT_GT(laid_in, 3 * half);
    for (int week = 1; week <= 2; ++week) {
        course.run(kHotToC, 1);
        EXPECT_NEAR(course.state.ahead_held[0][0], laid_in - week * half, 0.1 * half);
    }
}

TEST(rush, ends_when_the_day_is_called_off_and_the_stock_is_used_from_then_on) {
    Rush off = known(kHotToC, 8);
    off.ends = kDay - 3;
    Course course(no_law, {off}), held(no_law, {known(kHotToC, 8)});
    const double normal = course.network.flow[kHotToC];
    const auto left = course.run(kHotToC, kDay), on = held.run(kHotToC, kDay);
    EXPECT_EQ(sum(left, 0, kDay - 3), sum(on, 0, kDay - 3));   // nobody knew better
    for (int week = kDay - 3; week < kDay; ++week) EXPECT_LT(left[static_cast<std::size_t>(week)], 0.75 * normal);
}

TEST(rush, users_lack_less_where_importers_knew_the_day) {
    const Ranges slow = with({{Parameter::review_weeks, 40}});
    Course surprised(licence, {}, slow), warned(licence, {known(kHotToB, 8), known(kHotToC, 8)}, slow);
    double lost_surprised = 0, lost_warned = 0;   // weeks of output of the cars made in CCC
    for (int week = 0; week < 60; ++week) {
        surprised.run(kHotToC, 1);
        warned.run(kHotToC, 1);
        lost_surprised += 1 - surprised.state.running[2][0];
        lost_warned += 1 - warned.state.running[2][0];
    }
    EXPECT_GT(lost_surprised, lost_warned + 1);
}

TEST(rush, sellers_part_with_a_share_of_what_is_left_and_clearance_ends_it_early) {
    Course keep(licence, {known(kHotToC, 8)}, with({{Parameter::rush_stock_share, 0}}));
    Course fast(licence, {known(kHotToC, 8)}, with({{Parameter::clearance_weeks, 0.1}}));
    Course slow(licence, {known(kHotToC, 8)}, with({{Parameter::clearance_weeks, 5}}));
    const double normal = keep.network.flow[kHotToC];
    EXPECT_LE(sum(keep.run(kHotToC, kDay), 0, kDay), kDay * normal * (1 + 1e-9));
    EXPECT_GT(sum(fast.run(kHotToC, kDay), 0, kDay), sum(slow.run(kHotToC, kDay), 0, kDay));
}

// A duty of 1 % pays for 0.01 · 52.18 / 0.25 = 2.1 weeks on the shelf, one of 50 % for all the cover that anyone wants.
TEST(rush, ahead_of_a_duty_nobody_stocks_more_than_it_saves) {
    Rush small = known(kHotToC, 10), large = small;
    small.duty = 0.01;
    large.duty = 0.5;
    const Ranges plenty = with({{Parameter::rush_stock_share, 1}, {Parameter::restock_weeks, 1}, {Parameter::clearance_weeks, 0.01}, {Parameter::rush_carrying_cost, 0.25}});
    Course little(no_law, {small}, plenty), much(no_law, {large}, plenty);
    little.run(kHotToC, kDay);
    much.run(kHotToC, kDay);
    const double half = 0.5 * little.network.flow[kHotToC];
    EXPECT_NEAR(little.state.ahead_left[0][0], 0.01 * (365.25 / 7) / 0.25 * half, 0.02 * half);
    EXPECT_GT(much.state.ahead_left[0][0], 8 * half);
    EXPECT_LE(much.state.ahead_left[0][0], 10 * half * (1 + 1e-9));
}

TEST(rush, goods_under_licence_are_not_hurried_ahead_of_a_duty) {
    Rush duty = known(kHotToC, 6, kDay + 30);
    duty.duty = 0.5;
    Course course(licence, {duty});
    course.run(kHotToC, kDay + 30);
    EXPECT_EQ(course.state.ahead_left[0][0], 0.0);
}

TEST(rush, mass_balances_and_nothing_is_negative_in_every_allocation) {
    const World world = test::small_world();
    const Network network = lay_out(world);
    Schedule schedule = licence(network);
    Rush duty = known(4, 5.3, 17.4), passing = known(6, 3);   // plain magnets ahead of a duty; a lane without trade
    duty.duty = 0.3;
    std::vector<Rush> rushes{known(kHotToB, 7.5), known(kHotToC, 30), duty, passing};
    number_rushes(network, rushes);
    schedule.rushes = rushes;
    const DrawBlock draws = make_draws(test::middle_ranges(2), 5, 0);
    for (const Allocation allocation : {Allocation::proportional, Allocation::best, Allocation::worst, Allocation::priority}) {
        test::expect_conservation(network, schedule, draws, allocation);
        State state = rest(network, schedule, draws);
        for (int week = 0; week < kWeeks; ++week) {
            step(network, schedule, draws, {allocation, true}, state);
            for (const Field* field : {&state.ahead_held, &state.ahead_left, &state.ahead_skipped}) {
                for (const double value : field->data()) ASSERT_GE(value, 0.0) << "week " << week;
            }
        }
    }
}

// Importers' stock is held by the traders at the end of the lane: what they gain in money is what both stocks lose.
TEST(rush, what_leaves_ahead_is_paid_for) {
    Course course(licence, {known(kHotToB, 8), known(kHotToC, 8)});
    const Network& n = course.network;
    for (int week = 0; week < 60; ++week) {
        const State before = course.state;
        course.run(kHotToC, 1);
        const Accounts accounts = settle_accounts(n, course.schedule, course.state, week);
        double given_up = 0;
        const auto lose = [&](int market, double amount) {
            given_up += amount * n.price[static_cast<std::size_t>(market)] * course.state.traded_price[market][0];
        };
        for (int m = 0; m < n.markets; ++m) lose(m, before.stock[m][0] - course.state.stock[m][0]);
        for (int r = 0; r < 2; ++r) {
            lose(n.lane_to[static_cast<std::size_t>(course.schedule.rushes[static_cast<std::size_t>(r)].lane)], before.ahead_held[r][0] - course.state.ahead_held[r][0]);
        }
        ASSERT_NEAR(accounts.of(Party::traders, 0), given_up, 1e-9 * accounts.turnover[static_cast<std::size_t>(Party::traders)][0]) << "week " << week;
    }
}

TEST(rush, the_same_run_gives_the_same_bytes_and_no_adaptation_no_rush) {
    Course one(licence, {known(kHotToB, 8)}), other(licence, {known(kHotToB, 8)}), still(licence, {known(kHotToB, 8)});
    EXPECT_EQ(one.run(kHotToB), other.run(kHotToB));
    EXPECT_EQ(one.state.log_price, other.state.log_price);
    for (int week = 0; week < kDay; ++week) step(still.network, still.schedule, still.draws, {Allocation::proportional, false}, still.state);
    EXPECT_EQ(still.state.ahead_left[0][0], 0.0);
}

// ---- which lanes, and when

std::string act(const std::string& form, const std::string& announced, const std::string& in_force, const std::string& demand) {
    return "id = \"AAA/hot\"\ntitle = \"Hot magnets\"\nauthority = \"Ministry\"\nnumber = \"1\"\nform = \"" + form + "\"\nannounced = " + announced +
           "\n[[clause]]\nref = \"1\"\nsummary = \"hot magnets\"\nin_force = " + in_force + "\nitems = [\"magnet.hot\"]\n" + demand +
           "\n[[source]]\nkey = \"A\"\nkind = \"text\"\nby = \"Ministry\"\naddress = \"https://example.org\"\n";
}

std::vector<Rush> found(const std::string& text, const std::string& suspension = {}) {
    const World world = test::small_world();
    const Network network = lay_out(world);
    std::vector<LibraryFile> files{{"rules/AAA/hot.toml", text}};
    std::vector<std::string> acts{"AAA/hot"};
    if (!suspension.empty()) {
        files.push_back({"rules/AAA/off.toml", suspension});
        acts.push_back("AAA/off");
    }
    const Library library(files);
    const auto regime = Regime::read(library, acts, Date(2026, 1, 1));
    EXPECT_TRUE(regime) << (regime ? "" : to_text(regime.error()));
    return regime ? make_schedule(network, *regime, make_calendar(Date(2025, 1, 1), Date(2025, 6, 30))).rushes : std::vector<Rush>{};
}

const std::string kLicence = "requirement = \"licence\"\npolicy = \"case-by-case\"\nreach = { origins = [\"AAA\"], destinations_except = [\"AAA\"] }";
const std::string kDuty = "tariff = 0.2\nreach = { origins = [\"AAA\"], destinations = [\"CCC\"] }";

TEST(rush_days, an_announced_clause_gives_one_for_each_stream_with_trade) {
    const auto rushes = found(act("licence", "2025-01-15", "2025-02-14", kLicence));
    double to_b = 0, to_c = 0;
    for (const Rush& rush : rushes) {
        (rush.lane == kHotToB ? to_b : to_c) += rush.share;
        EXPECT_DOUBLE_EQ(rush.announced, 2.0);
        EXPECT_NEAR(rush.day, 44.0 / 7, 1e-12);
        EXPECT_EQ(rush.duty, 0.0);
        EXPECT_EQ(rush.act, "AAA/hot");
        EXPECT_EQ(rush.clause, "1");
        EXPECT_EQ(rush.ends, rush.day);
    }
    EXPECT_NEAR(to_b, 1.0, 1e-12);
    EXPECT_NEAR(to_c, 1.0, 1e-12);   // civil and military together; the idle lane from BBB carries nothing
}

TEST(rush_days, a_day_that_is_called_off_was_expected_until_then) {
    const auto rushes = found(act("licence", "2025-01-15", "2025-02-19", kLicence),
                              "id = \"AAA/off\"\ntitle = \"Off\"\nauthority = \"Ministry\"\nnumber = \"2\"\nform = \"suspension\"\nannounced = 2025-02-12\n"
                              "[[suspends]]\nacts = [\"AAA/hot\"]\nfrom = 2025-02-12\nthrough = 2025-12-31\n"
                              "[[source]]\nkey = \"A\"\nkind = \"text\"\nby = \"Ministry\"\naddress = \"https://example.org\"\n");
    ASSERT_FALSE(rushes.empty());
    for (const Rush& rush : rushes) {
        EXPECT_DOUBLE_EQ(rush.day, 7.0);
        EXPECT_DOUBLE_EQ(rush.ends, 6.0);
    }
}

TEST(rush_days, none_without_notice_without_act_or_for_what_stood_before_the_run) {
    EXPECT_TRUE(found(act("licence", "2025-02-14", "2025-02-14", kLicence)).empty());
    EXPECT_TRUE(found(act("licence", "2024-11-01", "2024-12-01", kLicence)).empty());
    EXPECT_TRUE(found(act("licence", "2024-12-01", "2025-01-01", kLicence)).empty());
    const World world = test::small_world();
    const Network network = lay_out(world);
    const auto regime = Regime::of({}, Date(2026, 1, 1));
    ASSERT_TRUE(regime);
    EXPECT_TRUE(make_schedule(network, *regime, make_calendar(Date(2025, 1, 1), Date(2025, 6, 30))).rushes.empty());
}

TEST(rush_days, an_announced_rise_of_a_duty_gives_one_and_a_sudden_one_none) {
    const auto rushes = found(act("tariff", "2025-01-15", "2025-03-12", kDuty));
    ASSERT_EQ(rushes.size(), 1U);
    EXPECT_EQ(rushes[0].lane, kHotToC);
    EXPECT_NEAR(rushes[0].duty, 0.2, 1e-6);
    EXPECT_DOUBLE_EQ(rushes[0].announced, 2.0);
    EXPECT_DOUBLE_EQ(rushes[0].day, 10.0);
    EXPECT_TRUE(found(act("tariff", "2025-03-12", "2025-03-12", kDuty)).empty());
}

TEST(rush_days, sellers_are_counted_and_rows_laid_out_by_transit) {
    const World world = test::small_world();
    const Network network = lay_out(world);
    std::vector<Rush> rushes{known(kHotToC, 3), known(4, 3), known(kHotToB, 3)};
    number_rushes(network, rushes);
    EXPECT_EQ(rushes[0].seller, 0);
    EXPECT_EQ(rushes[1].seller, 1);
    EXPECT_EQ(rushes[2].seller, 0);   // as the first: hot magnets in AAA
    EXPECT_EQ(rushes[1].first_row, 4);
    EXPECT_EQ(rushes[2].first_row, 9);
}

}  // namespace
}  // namespace countervail
