// SPDX-License-Identifier: Apache-2.0
// The shipped acts against what the texts say, day by day.
#include <gtest/gtest.h>

#include "controls/regime.h"
#include "controls/sample_acts.h"

namespace countervail {
namespace {

using sample::day;
using sample::holder;
using sample::rules;

Regime all(const char* known_on = "2026-10-06", std::vector<std::string> acts = {"*"}) {
    return Regime::read(rules(), acts, day(known_on)).value();
}

Treatment china_to(const Regime& regime, const char* item, const char* destination, const char* on, const char* use = "civil") {
    return regime.treatment({item, "CHN", "CHN", destination, use}, day(on));
}

TEST(ActsOf2025, EveryShippedActReadsAndCites) {
    const Regime regime = all();
    EXPECT_EQ(regime.acts().size(), act_ids(rules()).size());
    for (const Act& act : regime.acts()) {
        EXPECT_FALSE(act.sources.empty()) << act.id;
        for (const Clause& clause : act.clauses) EXPECT_FALSE(clause.label.empty()) << act.id << "#" << clause.ref;
    }
}

TEST(ActsOf2025, Number18HoldsFromItsDayAndIsNeverSuspended) {
    const Regime regime = all();
    EXPECT_EQ(china_to(regime, "dysprosium.oxide", "JPN", "2025-04-03").requirement, Requirement::free);
    for (const char* on : {"2025-04-04", "2025-06-01", "2025-11-07", "2025-11-30", "2026-11-11"}) {
        EXPECT_EQ(regime.status("CHN/mofcom-gacc-2025-18", "1C905.b", day(on)), ClauseStatus::in_force) << on;
        for (const char* to : {"JPN", "USA", "DEU"}) {
            const Treatment treatment = china_to(regime, "dysprosium.oxide", to, on);
            EXPECT_EQ(treatment.requirement, Requirement::licence);
            EXPECT_EQ(treatment.act, "CHN/mofcom-gacc-2025-18");
            EXPECT_EQ(treatment.statutory_working_days, 45);
        }
    }
}

TEST(ActsOf2025, Number18IsAboutNamedFormsOfSevenElements) {
    const Regime regime = all();
    const auto requirement = [&](const char* item) { return china_to(regime, item, "USA", "2025-06-01").requirement; };
    for (const char* item : {"samarium.oxide", "gadolinium.metal", "terbium.alloy", "lutetium.target", "scandium.compound", "yttrium.oxide",
                             "smco.magnet", "ndfeb.magnet.hot"}) {
        EXPECT_EQ(requirement(item), Requirement::licence) << item;
    }
    for (const char* item : {"neodymium.oxide", "ndpr.metal", "neodymium.compound", "ndfeb.magnet", "holmium.oxide", "loudspeaker", "magnet-assembly.hot"}) {
        EXPECT_EQ(requirement(item), Requirement::free) << item;
    }
}

TEST(ActsOf2025, Number18DoesNotDependOnTheBranchOfNumber70) {
    for (const char* branch : {"CHN/mofcom-gacc-2025-70", "CHN/mofcom-gacc-2025-70@extended-long"}) {
        const Regime regime = all("2026-10-06", {"CHN/mofcom-gacc-2025-18", "CHN/mofcom-2025-61", branch});
        for (Date on = day("2025-04-04"); on < day("2028-01-01"); on = on + 7) {
            ASSERT_EQ(regime.status("CHN/mofcom-gacc-2025-18", "1C904.b", on), ClauseStatus::in_force);
        }
    }
}

TEST(ActsOf2025, Number61OperatedForFourWeeksInOneLimb) {
    const Regime regime = all();
    const auto status = [&](const char* limb, const char* on) { return regime.status("CHN/mofcom-2025-61", limb, day(on)); };
    EXPECT_EQ(status("I(3)", "2025-10-08"), ClauseStatus::not_yet_in_force);
    EXPECT_EQ(status("I(3)", "2025-10-09"), ClauseStatus::in_force);
    EXPECT_EQ(status("I(3)", "2025-11-06"), ClauseStatus::in_force);
    EXPECT_EQ(status("I(3)", "2025-11-07"), ClauseStatus::suspended);
    for (const char* limb : {"I(1)", "I(2)"}) {
        for (Date on = day("2025-10-01"); on < day("2026-11-11"); on = on + 1) {
            const auto now = regime.status("CHN/mofcom-2025-61", limb, on);
            ASSERT_EQ(now, on < day("2025-12-01") ? ClauseStatus::not_yet_in_force : ClauseStatus::never_operated);
        }
    }
}

TEST(ActsOf2025, Number61FollowsChineseGoodsAbroadButNotHome) {
    const Regime regime = all();
    const Flow onward{"smco.magnet", "CHN", "KOR", "USA", "civil"};
    EXPECT_EQ(regime.treatment(onward, day("2025-10-10")).clause, "I(3)");
    EXPECT_EQ(regime.treatment(onward, day("2025-11-06")).clause, "I(3)");
    EXPECT_EQ(regime.treatment(onward, day("2025-11-07")).requirement, Requirement::free);
    EXPECT_EQ(regime.treatment({"smco.magnet", "CHN", "KOR", "CHN", "civil"}, day("2025-10-10")).requirement, Requirement::free);
    EXPECT_EQ(regime.treatment({"smco.magnet", "CHN", "KOR", "KOR", "civil"}, day("2025-10-10")).requirement, Requirement::free);
    EXPECT_EQ(regime.treatment({"samarium.oxide", "CHN", "KOR", "USA", "civil"}, day("2025-10-10")).requirement, Requirement::free);
    EXPECT_EQ(regime.treatment({"smco.magnet", "KOR", "KOR", "USA", "civil"}, day("2025-10-10")).requirement, Requirement::free);
}

TEST(ActsOf2025, Number70EndsWithItsLastDayUnlessItIsReadAsExclusive) {
    const std::vector<std::string> acts = {"CHN/mofcom-gacc-2025-57", "CHN/mofcom-2025-61", "CHN/mofcom-gacc-2025-70"};
    const auto status = [&](const char* branch, const char* on, std::vector<std::string> readings = {}) {
        LawChoice with{acts, {}, std::move(readings)};
        with.acts.back() += branch;
        return Regime::read(rules(), with, day("2026-10-06")).value().status("CHN/mofcom-2025-61", "I(3)", day(on));
    };
    EXPECT_EQ(status("", "2026-11-10"), ClauseStatus::suspended);
    EXPECT_EQ(status("", "2026-11-11"), ClauseStatus::in_force);
    EXPECT_EQ(status("@snapback-2026-11-11", "2026-11-11"), ClauseStatus::in_force);
    EXPECT_EQ(status("", "2026-11-09", {"end-day=exclusive"}), ClauseStatus::suspended);
    EXPECT_EQ(status("", "2026-11-10", {"end-day=exclusive"}), ClauseStatus::in_force);
    EXPECT_EQ(status("@extended-2027-01-10", "2027-01-10"), ClauseStatus::suspended);
    EXPECT_EQ(status("@extended-2027-01-10", "2027-01-11"), ClauseStatus::in_force);
}

TEST(ActsOf2025, TheOctoberListsNeverOperatedUnlessNumber70IsLeftOut) {
    const Regime actual = all(), never_suspended = actual.without("CHN/mofcom-gacc-2025-70");
    const auto holmium = [](const Regime& regime, const char* on) { return china_to(regime, "holmium.oxide", "NLD", on).requirement; };
    EXPECT_EQ(holmium(actual, "2025-11-08"), Requirement::free);
    EXPECT_EQ(holmium(never_suspended, "2025-11-07"), Requirement::free);
    EXPECT_EQ(holmium(never_suspended, "2025-11-08"), Requirement::licence);
    for (const char* act : {"CHN/mofcom-gacc-2025-55", "CHN/mofcom-gacc-2025-56", "CHN/mofcom-gacc-2025-57", "CHN/mofcom-gacc-2025-58"}) {
        const std::string ref = [&] {
            for (const Act& one : actual.acts()) {
                if (one.id == act) return one.clauses[0].ref;
            }
            return std::string();
        }();
        EXPECT_EQ(actual.status(act, ref, day("2026-05-01")), ClauseStatus::never_operated) << act;
    }
    Flow pack{"battery.lithium-ion", "CHN", "CHN", "USA", "civil"};
    pack.facts = {{"energy-density", Decimal(299)}};
    EXPECT_EQ(never_suspended.treatment(pack, day("2025-11-10")).requirement, Requirement::free);
    pack.facts = {{"energy-density", Decimal(300)}};
    EXPECT_EQ(never_suspended.treatment(pack, day("2025-11-10")).requirement, Requirement::licence);
}

TEST(ActsOf2025, GalliumToTheUnitedStatesThroughNumber46AndItsSuspension) {
    const Regime regime = all();
    const auto policy = [&](const char* on) { return china_to(regime, "gallium", "USA", on).policy; };
    EXPECT_EQ(china_to(regime, "gallium", "USA", "2023-07-31").requirement, Requirement::free);
    EXPECT_EQ(policy("2023-08-01"), Policy::ordinary_review);
    EXPECT_EQ(policy("2024-12-03"), Policy::presumption_of_denial);
    EXPECT_EQ(policy("2025-11-08"), Policy::presumption_of_denial);
    EXPECT_EQ(policy("2025-11-09"), Policy::ordinary_review);
    EXPECT_EQ(policy("2026-11-27"), Policy::ordinary_review);
    EXPECT_EQ(policy("2026-11-28"), Policy::presumption_of_denial);
    EXPECT_EQ(china_to(regime, "gallium", "JPN", "2025-06-01").policy, Policy::ordinary_review);
    EXPECT_EQ(china_to(regime, "graphite.natural", "USA", "2025-06-01").policy, Policy::case_by_case);
    EXPECT_EQ(regime.treatment({"antimony", "CHN", "BEL", "USA", "civil"}, day("2025-07-01")).policy, Policy::presumption_of_denial);
}

TEST(ActsOf2025, MilitaryUsersInTheUnitedStatesGetNothingThatIsListed) {
    const Regime regime = all();
    const auto requirement = [&](const char* item, const char* on) { return china_to(regime, item, "USA", on, "military").requirement; };
    EXPECT_EQ(requirement("gallium", "2025-01-15"), Requirement::prohibited);
    EXPECT_EQ(requirement("terbium.oxide", "2025-04-03"), Requirement::free);   // not yet a dual-use item
    EXPECT_EQ(requirement("terbium.oxide", "2025-04-04"), Requirement::prohibited);
    EXPECT_EQ(requirement("terbium.oxide", "2025-12-01"), Requirement::prohibited);   // No. 72 leaves paragraph 1 alone
    EXPECT_EQ(requirement("neodymium.oxide", "2025-06-01"), Requirement::free);
    EXPECT_EQ(china_to(regime, "terbium.oxide", "DEU", "2025-06-01", "military").requirement, Requirement::licence);
    EXPECT_EQ(regime.treatment({"antimony", "CHN", "BEL", "USA", "military"}, day("2025-12-01")).requirement, Requirement::prohibited);
}

double duty(const Regime& regime, const char* item, const char* on) { return china_to(regime, item, "USA", on).tariff; }

TEST(ActsOf2025, TheAmericanTariffPathByDate) {
    const Regime regime = all("2026-10-06", {"USA/tariff-2025-*"});
    const std::vector<std::pair<const char*, double>> path = {
        {"2025-02-03", 0}, {"2025-02-04", .10}, {"2025-03-03", .10}, {"2025-03-04", .20}, {"2025-04-04", .20}, {"2025-04-05", .30},
        {"2025-04-08", .30}, {"2025-04-09", 1.04}, {"2025-04-10", 1.45}, {"2025-05-13", 1.45}, {"2025-05-14", .30}, {"2025-11-09", .30},
        {"2025-11-10", .20}, {"2026-02-23", .20}, {"2026-02-24", 0}};
    for (const auto& [on, rate] : path) EXPECT_NEAR(duty(regime, "ndfeb.magnet", on), rate, 1e-12) << on;
    EXPECT_EQ(regime.status("USA/tariff-2025-reciprocal", "14257", day("2025-04-09")), ClauseStatus::never_operated);
}

TEST(ActsOf2025, WhatAPersonExpectedOfTheTariffs) {
    const auto expected = [](const char* known_on, const char* on) {
        return duty(all(known_on, {"USA/tariff-2025-*"}), "ndfeb.magnet", on);
    };
    EXPECT_NEAR(expected("2025-04-01", "2025-04-09"), .20, 1e-12);
    EXPECT_NEAR(expected("2025-04-02", "2025-04-09"), .54, 1e-12);   // announced, and replaced before it began
    EXPECT_NEAR(expected("2025-04-08", "2025-04-10"), 1.04, 1e-12);
    EXPECT_NEAR(expected("2025-04-09", "2025-04-10"), 1.45, 1e-12);
    EXPECT_NEAR(expected("2025-05-12", "2025-05-14"), .30, 1e-12);
}

TEST(ActsOf2025, ElectronicsEscapeTheReciprocalPartOnly) {
    const Regime regime = all();
    EXPECT_NEAR(duty(regime, "laptop", "2025-04-12"), .20, 1e-12);
    EXPECT_NEAR(duty(regime, "toy", "2025-04-12"), 1.45, 1e-12);
    EXPECT_NEAR(duty(all("2025-04-10"), "laptop", "2025-04-10"), 1.45, 1e-12);   // a day before the memorandum
    EXPECT_NEAR(duty(regime, "laptop", "2025-04-10"), .20, 1e-12);                // which reached back to 5 April
    EXPECT_NEAR(duty(regime, "logic.mature", "2025-06-01"), .70, 1e-12);          // section 301 50% and opioids 20%
    EXPECT_EQ(regime.treatment({"logic.mature", "TWN", "TWN", "USA", "civil"}, day("2025-06-01")).tariff, 0);
    EXPECT_EQ(regime.status("USA/tariff-2025-reciprocal", "14266", day("2025-04-12")), ClauseStatus::in_force);
}

TEST(ActsOf2025, MagnetsComeUnderSection301OnNewYearsDay2026) {
    const Regime regime = all("2026-10-06", {"USA/tariff-2018-section-301"});
    EXPECT_EQ(duty(regime, "ndfeb.magnet.hot", "2025-12-31"), 0);
    EXPECT_EQ(duty(regime, "ndfeb.magnet.hot", "2026-01-01"), .25);
    EXPECT_EQ(duty(regime, "logic.mature", "2024-12-31"), .25);
    EXPECT_EQ(duty(regime, "logic.mature", "2025-01-01"), .50);
}

TEST(ActsOf2025, TheChineseTariffAnswersByDate) {
    const auto rate = [](const char* known_on, const char* on) {
        return all(known_on).treatment({"logic.advanced", "USA", "USA", "CHN", "civil"}, day(on)).tariff;
    };
    EXPECT_EQ(rate("2026-01-01", "2025-04-09"), 0);
    EXPECT_EQ(rate("2025-04-08", "2025-04-10"), .34);
    EXPECT_EQ(rate("2026-01-01", "2025-04-10"), .84);
    EXPECT_EQ(rate("2026-01-01", "2025-04-12"), 1.25);
    EXPECT_EQ(rate("2026-01-01", "2025-05-14"), .10);
}

TEST(ActsOf2025, AcceleratorsOfTheH20Class) {
    const auto h20 = [](const char* known_on, const char* on) {
        return all(known_on).treatment({"gpu.accelerator", "USA", "TWN", "CHN", "civil"}, day(on));
    };
    EXPECT_EQ(h20("2026-01-01", "2025-04-08").requirement, Requirement::free);
    EXPECT_EQ(h20("2026-01-01", "2025-04-15").policy, Policy::presumption_of_denial);
    EXPECT_EQ(h20("2026-01-01", "2025-07-15").policy, Policy::presumption_of_approval);
    EXPECT_EQ(h20("2025-06-01", "2025-07-15").policy, Policy::presumption_of_denial);
    EXPECT_EQ(all().treatment({"gpu.accelerator", "USA", "USA", "JPN", "civil"}, day("2025-06-01")).requirement, Requirement::free);
}

TEST(ActsOf2025, TheAffiliatesRuleHeldForSixWeeks) {
    const Regime regime = all();
    const auto requirement = [&](const char* on, const char* to, double share) {
        Flow flow{"wafer-fab-equipment", "USA", "USA", to, "civil"};
        flow.parties = {{holder("USA-entity-list", share)}};
        return regime.treatment(flow, day(on)).requirement;
    };
    EXPECT_EQ(requirement("2025-09-28", "CHN", .5), Requirement::free);
    EXPECT_EQ(requirement("2025-09-29", "CHN", .5), Requirement::licence);
    EXPECT_EQ(requirement("2025-09-30", "CHN", .49), Requirement::free);
    EXPECT_EQ(requirement("2025-11-09", "CHN", .5), Requirement::licence);
    EXPECT_EQ(requirement("2025-11-10", "CHN", .5), Requirement::free);
    EXPECT_EQ(requirement("2026-11-09", "CHN", .5), Requirement::free);
    EXPECT_EQ(requirement("2026-11-10", "CHN", .5), Requirement::licence);
    EXPECT_EQ(requirement("2025-10-20", "JPN", .6), Requirement::free);      // temporary general licence
    EXPECT_EQ(requirement("2025-10-20", "MYS", 1.0), Requirement::licence);
}

}  // namespace
}  // namespace countervail
