// SPDX-License-Identifier: Apache-2.0
// Supply shocks: their profile over the weeks, what they take from plants, how scenarios state them and cases leave them out.
#include "simulation/shock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulation/ensemble.h"
#include "simulation/outcome.h"
#include "simulation/small_world.h"
#include "simulation/test_parameters.h"

namespace countervail {
namespace {

using ::testing::HasSubstr;
using test::lawless;
using test::middle_ranges;
using test::small_world;

TEST(supply_shock, a_level_walks_through_the_range) {
    const Range range{0.2, 0.3, 0.9, "x"};
    EXPECT_DOUBLE_EQ(at_level(range, 0), 0.2);
    EXPECT_DOUBLE_EQ(at_level(range, 0.25), 0.25);
    EXPECT_DOUBLE_EQ(at_level(range, 0.5), 0.3);
    EXPECT_DOUBLE_EQ(at_level(range, 0.75), 0.6);
    EXPECT_DOUBLE_EQ(at_level(range, 1), 0.9);
}

// Begins in the middle of week 2, lasts three weeks, then comes back over four: the areas under a step and a triangle.
TEST(supply_shock, profile_by_hand) {
    const double expected[] = {0, 0, 0.5, 1, 1, 0.5 + 0.5 * (1 + 0.875) / 2, 0.75, 0.5, 0.25, 0.5 * 0.125 / 2, 0};
    for (int week = 0; week < 11; ++week) EXPECT_NEAR(share_of_loss(2.5, 3, 4, week), expected[week], 1e-12) << week;
    EXPECT_DOUBLE_EQ(share_of_loss(1, 2, 0, 1), 1);
    EXPECT_DOUBLE_EQ(share_of_loss(1, 2, 0, 3), 0) << "without recovery it is over at once";
    EXPECT_DOUBLE_EQ(share_of_loss(-1.5, 2, 0, 0), 0.5) << "it may begin before the run";
}

TEST(supply_shock, two_shocks_on_one_plant_multiply_and_others_are_left_alone) {
    const DrawBlock draws = modal_draws(middle_ranges());
    const std::vector<ShockEffect> shocks{{"a", {1}, 0, {0.5, 0.5, 0.5, {}}, {9, 9, 9, {}}, {}}, {"b", {1, 2}, 0, {0.2, 0.2, 0.2, {}}, {9, 9, 9, {}}, {}}};
    const RemainingCapacity remaining(shocks, draws, 0, 4);
    EXPECT_EQ(remaining.of(0), nullptr);
    ASSERT_NE(remaining.of(1), nullptr);
    EXPECT_NEAR(remaining.of(1)[3], 0.4, 1e-12);
    EXPECT_NEAR(remaining.of(2)[0], 0.8, 1e-12);
    EXPECT_EQ(remaining.of(3), nullptr);
    EXPECT_EQ(RemainingCapacity({}, draws, 0, 4).of(1), nullptr);
}

// The mine of the small world runs at 1/1.3 of its capacity; with 60 % of it gone it can make 0.4 · 1.3 = 0.52 of what it made.
TEST(supply_shock, a_plant_makes_no_more_than_what_is_left_and_comes_back) {
    const World world = small_world();
    const Network network = lay_out(world);
    Schedule schedule = lawless(network, 260);
    schedule.shocks = {{"closure", {0}, 4, {0.6, 0.6, 0.6, {}}, {6, 6, 6, {}}, {5, 5, 5, {}}}};
    const DrawBlock draws = modal_draws(middle_ranges());
    State state = rest(network, schedule, draws);
    for (int week = 0; week < 260; ++week) {
        step(network, schedule, draws, {}, state);
        const double made = state.made[0][0] / network.activity[0];
        if (week < 4) {
            EXPECT_NEAR(made, 1, 1e-9) << week;
        } else if (week < 10) {
            EXPECT_LE(made, 0.52 + 1e-12) << week;
            EXPECT_GT(made, 0.5) << week;
        }
    }
    EXPECT_NEAR(state.made[0][0] / network.activity[0], 1, 0.05);
    // A shock that begins after the run changes nothing.
    Schedule later = lawless(network, 20);
    later.shocks = {{"later", {0}, 30, {1, 1, 1, {}}, {6, 6, 6, {}}, {}}};
    State calm = rest(network, later, draws);
    for (int week = 0; week < 20; ++week) step(network, later, draws, {}, calm);
    EXPECT_NEAR(calm.made[0][0] / network.activity[0], 1, 1e-9);
}

TEST(supply_shock, larger_draws_lose_more) {
    const World world = small_world();
    const Network network = lay_out(world);
    Schedule schedule = lawless(network, 12);
    schedule.shocks = {{"closure", {0}, 2, {0.2, 0.5, 0.9, {}}, {4, 8, 12, {}}, {}}};
    Ranges ranges = middle_ranges();
    ranges[static_cast<std::size_t>(Parameter::shock_size)] = {0, 0.5, 1, "x"};
    ranges[static_cast<std::size_t>(Parameter::shock_length)] = {0, 0.5, 1, "x"};
    std::vector<std::vector<double>> points;
    for (const double u : {0.05, 0.5, 0.95}) {
        std::vector<double> point(kParameters, 0.5);
        point[static_cast<std::size_t>(Parameter::shock_size)] = u;
        points.push_back(point);
    }
    const DrawBlock draws = draws_at(ranges, points);
    State state = rest(network, schedule, draws);
    for (int week = 0; week < 4; ++week) step(network, schedule, draws, {}, state);
    EXPECT_GT(state.made[0][0], 1.3 * state.made[0][1]);
    EXPECT_GT(state.made[0][1], 1.3 * state.made[0][2]);
}

// ---- Scenarios.

constexpr const char* kClosure = R"([[shock]]
id = "closure"
name = "the closure"
processes = ["mine.ion-clay"]
places = ["MMR"]
from = 2025-02-03
through = 2025-04-30
share = "assume:shock-kachin-share"
recovery = "assume:shock-kachin-recovery"
)";

std::string scenario_text(const std::string& shock, const std::string& focus = "shock = \"closure\"") {
    return R"(id = "x"
question = "What happens?"
world = "world-2024"
known_on = 2025-04-03
period = { from = 2025-01-01, through = 2025-06-30 }
runs = { draws = 16, seed = 4 }
)" + shock + R"([[case]]
id = "closed"
base = true
[[case]]
id = "open"
without_shocks = ["closure"]
[[case]]
id = "none"
no_shocks = true
[focus]
)" + focus + R"(
sector = "vehicles"
controller = "MMR"
target = "CHN"
[[watch.exports]]
id = "clay"
items = ["concentrate.ion-clay"]
from = "MMR"
)";
}

TEST(supply_shock, a_scenario_states_it_and_cases_leave_it_out) {
    const auto scenario = read_scenario(scenario_text(kClosure), "x.toml");
    ASSERT_TRUE(scenario) << to_text(scenario.error());
    ASSERT_EQ(scenario->shocks.size(), 1U);
    EXPECT_EQ(scenario->shocks[0].name, "the closure");
    EXPECT_EQ(scenario->shocks[0].from, Date(2025, 2, 3));
    EXPECT_EQ(scenario->shocks[0].through, Date(2025, 4, 30));
    EXPECT_EQ(scenario->focus_shock, "closure");
    EXPECT_TRUE(scenario->focus_act.empty());
    EXPECT_TRUE(keeps_shock(scenario->cases[0], "closure"));
    EXPECT_FALSE(keeps_shock(scenario->cases[1], "closure"));
    EXPECT_FALSE(keeps_shock(scenario->cases[2], "closure"));
}

std::string reading_problems(const std::string& shock, const std::string& focus = "shock = \"closure\"") {
    const auto scenario = read_scenario(scenario_text(shock, focus), "x.toml");
    return scenario ? std::string() : to_text(scenario.error());
}

std::string closure_with(std::string_view from, std::string_view to) {
    std::string text = kClosure;
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

TEST(supply_shock, each_mistake_of_a_scenario_is_named) {
    EXPECT_THAT(reading_problems(closure_with("processes = [\"mine.ion-clay\"]", "processes = []")), HasSubstr("processes"));
    EXPECT_THAT(reading_problems(closure_with("through = 2025-04-30", "through = 2025-01-30")), HasSubstr("before it begins"));
    EXPECT_THAT(reading_problems(closure_with("recovery =", "lasts = \"assume:shock-kachin-length\"\nrecovery =")), HasSubstr("not both"));
    EXPECT_THAT(reading_problems(closure_with("places =", "plaices =")), HasSubstr("places"));
    EXPECT_THAT(reading_problems(std::string(kClosure) + kClosure), HasSubstr("two shocks"));
    EXPECT_THAT(reading_problems(kClosure, "shock = \"closures\""), HasSubstr("did you mean \"closure\""));
    EXPECT_THAT(reading_problems(kClosure, "shock = \"closure\"\nact = \"CHN/a\""), HasSubstr("not of both"));
    EXPECT_THAT(reading_problems(""), HasSubstr("no shock of this scenario"));
    EXPECT_THAT(reading_problems(kClosure, ""), HasSubstr("act"));
}

// Every character of the table replaced, and left out: read as something else, or refused with its place, its fault and its mend.
TEST(supply_shock, a_spoilt_table_is_refused_with_its_place_or_read_harmlessly) {
    const std::string text = kClosure;
    int refused = 0, read = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        for (const std::string_view with : {"", "x", "\"", "-", "[", "\n", "9"}) {
            std::string spoilt = text;
            spoilt.replace(i, 1, with);
            if (spoilt == text) continue;
            const auto scenario = read_scenario(scenario_text(spoilt), "x.toml");
            if (scenario) {
                ++read;
                for (const SupplyShock& shock : scenario->shocks) EXPECT_TRUE(!shock.id.empty() && !shock.places.empty() && !shock.processes.empty() && !shock.share.empty()) << spoilt;
                continue;
            }
            ++refused;
            for (const Error& error : scenario.error()) {
                EXPECT_EQ(error.where.file, "x.toml") << spoilt;
                EXPECT_GT(error.where.line, 0) << spoilt << to_text(scenario.error());
                EXPECT_FALSE(error.what.empty()) << spoilt;
                EXPECT_FALSE(error.hint.empty()) << spoilt << to_text(scenario.error());
            }
        }
    }
    EXPECT_GT(refused, 300);
    EXPECT_GT(read, 100);
}

const Library& shipped() {
    static const Library library = Library::from_folder(COUNTERVAIL_SOURCE_DIR).value();
    return library;
}

const Ledger& ledger() {
    static const Ledger ledger = Ledger::read(shipped()).value();
    return ledger;
}

Result<Ensemble> prepared(const std::string& shock) { return Ensemble::prepare(shipped(), ledger(), read_scenario(scenario_text(shock), "x.toml").value()); }

TEST(supply_shock, a_run_has_it_where_the_case_does) {
    const auto ensemble = prepared(kClosure);
    ASSERT_TRUE(ensemble) << to_text(ensemble.error());
    EXPECT_EQ(ensemble->focus_day(), Date(2025, 2, 3));
    Outcome outcome(ensemble->tasks(), ensemble->measures(), 16);
    for (std::size_t task = 0; task < ensemble->tasks().size(); ++task) outcome.put(static_cast<int>(task), 0, ensemble->run_block(static_cast<int>(task), 0));
    const int clay = outcome.measure("exports/clay");
    const auto in_march = [&](const char* id) { return outcome.values(outcome.task(id, Allocation::proportional), clay, 2); };
    EXPECT_EQ(in_march("open"), in_march("none"));
    for (std::size_t d = 0; d < 16; ++d) EXPECT_LT(in_march("closed")[d], 0.95 * in_march("open")[d]);
    EXPECT_EQ(outcome.values(outcome.task("closed", Allocation::proportional), clay, 0), outcome.values(outcome.task("open", Allocation::proportional), clay, 0)) << "January lies before it";
}

TEST(supply_shock, the_fingerprint_holds_it) {
    const auto one = prepared(kClosure), later = prepared(closure_with("2025-02-03", "2025-02-10")), shorter = prepared(closure_with("2025-04-30", "2025-04-29"));
    ASSERT_TRUE(one && later && shorter);
    EXPECT_NE(one->fingerprint(), later->fingerprint());
    EXPECT_NE(one->fingerprint(), shorter->fingerprint());
    EXPECT_EQ(one->fingerprint(), prepared(kClosure)->fingerprint());
}

std::string preparing_problems(const std::string& shock) {
    const auto ensemble = prepared(shock);
    return ensemble ? std::string() : to_text(ensemble.error());
}

TEST(supply_shock, what_the_world_does_not_have_is_named) {
    EXPECT_THAT(preparing_problems(closure_with("\"MMR\"", "\"MMX\"")), HasSubstr("did you mean \"MMR\""));
    EXPECT_THAT(preparing_problems(closure_with("mine.ion-clay", "mine.ion-cley")), HasSubstr("did you mean \"mine.ion-clay\""));
    EXPECT_THAT(preparing_problems(closure_with("\"MMR\"", "\"JPN\"")), HasSubstr("no plant of these processes"));
    EXPECT_THAT(preparing_problems(closure_with("assume:shock-kachin-share", "assume:shock-kachin-length")), HasSubstr("wanted here: share"));
    EXPECT_THAT(preparing_problems(closure_with("assume:shock-kachin-share", "A-44.tb-price")), HasSubstr("wanted here: share"));
    EXPECT_THAT(preparing_problems(closure_with("assume:shock-kachin-share", "MY-09")), HasSubstr("MY-09"));
}

TEST(supply_shock, later_knowledge_is_refused) {
    EXPECT_THAT(preparing_problems(closure_with("assume:shock-kachin-share", "A-33.refining")), HasSubstr("published")) << "a share that became known in October 2025";
}

}  // namespace
}  // namespace countervail
