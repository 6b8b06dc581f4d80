// SPDX-License-Identifier: Apache-2.0
// The shipped October scenario: what its cases differ by, which clauses move them, and that a date in an act file moves
// everything downstream.
#include <gtest/gtest.h>

#include <set>

#include "simulation/clause_effects.h"
#include "simulation/ensemble.h"
#include "simulation/invariants.h"
#include "simulation/outcome.h"

namespace countervail {
namespace {

Scenario shipped(const Library& library) {
    Scenario scenario = read_scenario(library.find("scenarios/october-2025.toml")->text, "october-2025.toml").value();
    scenario.draws = kBlock;
    return scenario;
}

const Library& library() {
    static const Library files = Library::embedded();
    return files;
}

const Ledger& ledger() {
    static const Ledger read = Ledger::read(library()).value();
    return read;
}

const Ensemble& october() {
    static const Ensemble ensemble = Ensemble::prepare(library(), ledger(), shipped(library())).value();
    return ensemble;
}

int task_of(const Ensemble& ensemble, const std::string& id) {
    for (std::size_t i = 0; i < ensemble.tasks().size(); ++i) {
        if (ensemble.tasks()[i].case_id == id && ensemble.tasks()[i].allocation == Allocation::proportional) return static_cast<int>(i);
    }
    return -1;
}

std::set<std::string> acts_of(const std::string& id) {
    std::set<std::string> acts;
    for (const Act& act : october().regime(task_of(october(), id)).acts()) acts.insert(act.id + "@" + act.branch);
    return acts;
}

std::vector<ClauseEffect> effects_of(const std::string& id) {
    const std::vector<std::uint8_t> all(october().world().catalogue.items.size(), 1);
    return clause_effects(october().network(), october().schedule(task_of(october(), "as-published")), october().schedule(task_of(october(), id)), all);
}

TEST(October, CasesDifferOnlyByTheActsThatTheirBranchesName) {
    const Scenario& scenario = october().scenario();
    ASSERT_EQ(scenario.cases.size(), 4U);
    for (const Case& each : scenario.cases) {
        EXPECT_TRUE(each.with.empty() && each.without.empty()) << each.id;
        EXPECT_EQ(each.base, each.branches.empty()) << each.id;
    }
    const std::set<std::string> base = acts_of("as-published");
    EXPECT_EQ(acts_of("snap-back"), base);   // a reading alone
    std::set<std::string> enforced = base;
    enforced.erase("CHN/mofcom-gacc-2025-70@");
    enforced.erase("CHN/mofcom-2025-72@");
    EXPECT_EQ(enforced.size() + 2, base.size());
    EXPECT_EQ(acts_of("enforced"), enforced);
    enforced.erase("USA/bis-2025-affiliates-suspension@");
    enforced.insert({"CHN/mofcom-gacc-2025-70@extended-2027-01-10", "CHN/mofcom-2025-72@extended-2027-01-10", "USA/bis-2025-affiliates-suspension@extended-2027-01-10"});
    EXPECT_EQ(acts_of("extended"), enforced);
}

// The limbs on content and technology never ran in the course that was published, until the truce ends.
TEST(October, LimbsRunWhenTheirCaseSaysSo) {
    const auto days = [&](const std::string& id, const std::string& clause) {
        std::set<std::pair<Date, Date>> found;
        for (const Stream& stream : october().schedule(task_of(october(), id)).streams) {
            for (const RuleDays& rule : stream.rules) {
                if (rule.act == "CHN/mofcom-2025-61" && rule.clause == clause) found.emplace(rule.days.from, rule.days.until);
            }
        }
        return found;
    };
    const Date end = october().calendar().week(october().calendar().weeks - 1).until;
    using Days = std::set<std::pair<Date, Date>>;
    EXPECT_EQ(days("as-published", "I(3)"), (Days{{Date(2025, 10, 9), Date(2025, 11, 7)}, {Date(2026, 11, 11), end}}));
    EXPECT_EQ(days("as-published", "I(1)"), (Days{{Date(2026, 11, 11), end}}));
    EXPECT_EQ(days("snap-back", "I(1)"), (Days{{Date(2026, 11, 10), end}}));
    EXPECT_EQ(days("extended", "I(1)"), (Days{{Date(2027, 1, 11), end}}));
    EXPECT_EQ(days("enforced", "I(1)"), (Days{{Date(2025, 12, 1), end}}));
    EXPECT_EQ(days("enforced", "I(3)"), (Days{{Date(2025, 10, 9), end}}));
}

TEST(October, TheClausesThatDifferAreNamedWithLanesAndTrade) {
    const auto effects = effects_of("enforced");
    const auto find = [&](const std::string& act, const std::string& clause) -> const ClauseEffect* {
        for (const ClauseEffect& each : effects) {
            if (each.act == act && each.clause == clause) return &each;
        }
        return nullptr;
    };
    for (const char* clause : {"I(1)", "I(2)", "I(3)"}) {
        const ClauseEffect* effect = find("CHN/mofcom-2025-61", clause);
        ASSERT_NE(effect, nullptr) << clause;
        EXPECT_GT(effect->touched, 10) << clause;
        EXPECT_GT(effect->value, 1e6) << clause;
        EXPECT_GT(effect->other_days, effect->base_days + 300) << clause;
    }
    EXPECT_NE(find("CHN/mofcom-gacc-2025-57", "1C909"), nullptr);
    const ClauseEffect* technology = find("CHN/mofcom-2025-62", "1E902.b");
    ASSERT_NE(technology, nullptr);
    EXPECT_TRUE(technology->on_projects);
    EXPECT_EQ(find("CHN/mofcom-gacc-2025-18", "1C904.a"), nullptr);   // in force in all cases alike
    for (const ClauseEffect& each : effects_of("extended")) EXPECT_LT(each.other_days, each.base_days) << each.act << '#' << each.clause;
}

Outcome run(const Ensemble& ensemble, const std::vector<std::string>& cases) {
    Outcome outcome(ensemble.tasks(), ensemble.measures(), ensemble.scenario().draws);
    for (const std::string& id : cases) outcome.put(task_of(ensemble, id), 0, ensemble.run_block(task_of(ensemble, id), 0));
    return outcome;
}

TEST(October, CasesAgreeUntilTheirLawDiffersAndPartAfterIt) {
    const Outcome outcome = run(october(), {"as-published", "enforced", "extended"});
    const int base = task_of(october(), "as-published"), enforced = task_of(october(), "enforced"), extended = task_of(october(), "extended");
    const int magnets = outcome.measure("exports/magnets-japan"), holmium = outcome.measure("exports/holmium-to-ytterbium");
    ASSERT_GE(magnets, 0);
    const auto month = [](int year, int number) { return (year - 2025) * 12 + number - 1; };
    for (int m = 0; m < month(2025, 11); ++m) EXPECT_EQ(outcome.values(base, magnets, m), outcome.values(enforced, magnets, m)) << m;
    for (int m = 0; m < month(2026, 11); ++m) EXPECT_EQ(outcome.values(base, magnets, m), outcome.values(extended, magnets, m)) << m;
    const int december = month(2025, 12);
    EXPECT_LT(outcome.band(enforced, magnets, december).median, 0.8 * outcome.band(base, magnets, december).median);
    EXPECT_LT(outcome.band(enforced, holmium, december).median, 0.5 * outcome.band(base, holmium, december).median);
    EXPECT_LT(outcome.band(base, holmium, month(2026, 12)).median, 0.5 * outcome.band(extended, holmium, month(2026, 12)).median);
    // Counting begins with the announcement: nothing of the spring before it is a loss of the run.
    const int lost = outcome.measure("output-lost/USA");
    for (int m = 0; m < month(2025, 10); ++m) EXPECT_EQ(outcome.band(base, lost, m).high, 0) << m;
}

TEST(October, ConservesMatter) {
    for (const char* id : {"as-published", "enforced"}) {
        const int task = task_of(october(), id);
        test::expect_conservation(october().network(), october().schedule(task), make_draws(october().ranges(), october().scenario().seed, 0), Allocation::proportional);
    }
}

TEST(October, QuestionsThatTheWorldCannotAnswerAreTold) {
    const Schedule& schedule = october().schedule(task_of(october(), "as-published"));
    ASSERT_FALSE(schedule.open_facts.empty());
    for (const OpenFact& fact : schedule.open_facts) {
        EXPECT_GT(fact.lanes, 0) << fact.question;
        EXPECT_LE(fact.free_value, fact.value) << fact.question;
        EXPECT_FALSE(fact.question.find("technology from CHN") != std::string::npos) << "plants' technology is stated: " << fact.question;
    }
}

void replace_in(Library& files, const std::string& path, const std::string& from, const std::string& to) {
    std::string text = files.find(path)->text;
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    files.put({path, text.replace(at, from.size(), to)});
}

// One date in one act file: treatment, schedule, fingerprint and outcome follow; put back, the same bytes return.
TEST(October, OneDateInOneActMovesEveryResultAndBackAgain) {
    const std::string path = "rules/CHN/mofcom-gacc-2025-70.toml", from = "from             = 2025-11-07", to = "from             = 2026-02-07";
    Scenario scenario = shipped(library());
    std::erase_if(scenario.cases, [](const Case& each) { return !each.base; });
    Library files = library();
    const auto prepare = [&] { return Ensemble::prepare(files, ledger(), scenario).value(); };
    const Flow flow{"ndfeb.magnet.hot", "CHN", "JPN", "USA", "civil"};
    const Date day(2025, 12, 10);
    const Ensemble before = prepare();
    replace_in(files, path, from, to);
    const Ensemble moved = prepare();
    replace_in(files, path, to, from);
    const Ensemble again = prepare();
    EXPECT_EQ(before.regime(0).treatment(flow, day).requirement, Requirement::free);
    EXPECT_EQ(moved.regime(0).treatment(flow, day).requirement, Requirement::licence);
    EXPECT_EQ(moved.regime(0).treatment(flow, day).clause, "I(3)");
    EXPECT_GT(moved.schedule(0).streams.size(), 0U);
    const auto licensed_weeks = [](const Ensemble& ensemble) {
        double sum = 0;
        for (const Stream& stream : ensemble.schedule(0).streams) {
            for (const float licensed : stream.licensed) sum += licensed;
        }
        return sum;
    };
    EXPECT_GT(licensed_weeks(moved), licensed_weeks(before));
    EXPECT_NE(moved.fingerprint(), before.fingerprint());
    const std::vector<float> ours = before.run_block(0, 0), theirs = moved.run_block(0, 0);
    EXPECT_NE(theirs, ours);
    // Every family of results has some number that moved.
    std::set<std::string> families, moved_families;
    for (const Measure& measure : before.measures()) {
        const std::string family = measure.id.substr(0, measure.id.find('/'));
        families.insert(family);
        for (int i = measure.offset * kBlock; i < (measure.offset + measure.times) * kBlock; ++i) {
            if (ours[static_cast<std::size_t>(i)] != theirs[static_cast<std::size_t>(i)]) moved_families.insert(family);
        }
    }
    EXPECT_EQ(moved_families, families);
    EXPECT_EQ(licensed_weeks(again), licensed_weeks(before));
    EXPECT_EQ(again.fingerprint(), before.fingerprint());
    EXPECT_EQ(again.run_block(0, 0), ours);
}

TEST(October, UnknownBranchesAndReadingsArePlacedErrors) {
    std::string text = library().find("scenarios/october-2025.toml")->text;
    const auto swap = [&](const std::string& from, const std::string& to) { text.replace(text.find(from), from.size(), to); };
    swap("branches = [\"CN-0\"]", "branches = [\"CN-O\"]");
    swap("readings = [\"end-day=exclusive\"]", "readings = [\"end-day=exclusve\"]");
    const auto scenario = read_scenario(text, "mine.toml");
    ASSERT_TRUE(scenario) << to_text(scenario.error());
    const auto prepared = Ensemble::prepare(library(), ledger(), *scenario);
    ASSERT_FALSE(prepared);
    ASSERT_EQ(prepared.error().size(), 2U) << to_text(prepared.error());
    EXPECT_EQ(prepared.error()[0].where.file, "mine.toml");
    EXPECT_GT(prepared.error()[0].where.line, 0);
    EXPECT_NE(prepared.error()[0].hint.find("CN-0"), std::string::npos) << to_text(prepared.error());
    EXPECT_NE(prepared.error()[1].hint.find("end-day=exclusive"), std::string::npos) << to_text(prepared.error());
}

}  // namespace
}  // namespace countervail
