// SPDX-License-Identifier: Apache-2.0
// Invariants of the law of both powers, and traps that public summaries fall into; those that turn on a share stand in
// screening_law_test.cpp, those that are single shipments among the worked examples.
#include <gtest/gtest.h>

#include "screening/law_at_hand.h"

namespace countervail {
namespace {

const char* kNo61 = "CHN/mofcom-2025-61";
const char* kNo62 = "CHN/mofcom-2025-62";

/// Both powers' law under a branch, all acts.
const Regime& regime(const std::string& branch) {
    return law({{}, branch.empty() ? std::vector<std::string>{} : std::vector<std::string>{branch}, {}}).chosen;
}

Flow magnet(std::string made_in, std::string from, std::string to, EndUses uses = "civil") {
    Flow flow{"ndfeb.magnet.hot", std::move(made_in), std::move(from), std::move(to), std::move(uses)};
    flow.contents = {{{"dysprosium-iron.alloy", "CHN", *Decimal::parse("0.02"), "", false}}};
    flow.technology_origins = std::vector<std::string>{"CHN"};
    flow.parties = std::vector<ListedParty>{};
    return flow;
}

bool bites(const Assessment& assessment, std::string_view act, std::string_view limb) {
    const Verdict verdict = assessment.verdict(act, limb);
    return verdict >= Verdict::exempt_report && verdict != Verdict::unknown_needs;
}

TEST(LawInvariants, ForeignMadeAndOfChineseOriginExcludeEachOther) {   // I-4
    for (const char* made_in : {"CHN", "DEU", "JPN", "VNM"}) {
        const Assessment assessment = assess(regime("CN-0"), magnet(made_in, "KOR", "USA"), Date(2025, 12, 2));
        const bool content = bites(assessment, kNo61, "I(1)"), technology = bites(assessment, kNo61, "I(2)"), origin = bites(assessment, kNo61, "I(3)");
        EXPECT_FALSE(content && origin) << made_in;
        EXPECT_EQ(origin, std::string(made_in) == "CHN");
        EXPECT_EQ(content && technology, std::string(made_in) != "CHN") << "I(1) and I(2) may both fire";
    }
}

TEST(LawInvariants, NothingOfOctoberHeldBeforeItsDayOrOperatedThatWasSuspendedFirst) {   // I-5
    const Regime& texts = regime("CN-1");
    for (Date on = Date(2025, 9, 1); on < Date(2026, 11, 11); on = on + 1) {
        for (const Act& act : texts.acts()) {
            const bool october = act.id == kNo61 || act.id == kNo62;
            const bool lists = act.id.starts_with("CHN/mofcom-gacc-2025-5");
            if (!october && !lists) continue;
            for (const Clause& clause : act.clauses) {
                const ClauseStatus status = *texts.status(act.id, clause.ref, on);
                if (october && on < Date(2025, 10, 9)) {
                    ASSERT_EQ(status, ClauseStatus::not_yet_in_force) << act.id << clause.ref;
                }
                const bool never = lists || (act.id == kNo61 && (clause.limb == "I(1)" || clause.limb == "I(2)"));
                if (never) {
                    ASSERT_NE(status, ClauseStatus::in_force) << act.id << "#" << clause.ref << " " << on.to_text();
                }
            }
        }
    }
}

TEST(LawInvariants, NumbersThatNothingSuspendsDoNotHangOnABranch) {   // I-6, I-7, L-5
    const Flow oxide{"dysprosium.oxide", "CHN", "CHN", "JPN", "civil"}, navy{"gallium", "CHN", "CHN", "USA", "military"};
    for (const char* branch : {"CN-0", "CN-1", "CN-2", "CN-3"}) {
        for (Date on = Date(2025, 4, 4); on < Date(2027, 3, 1); on = on + 7) {
            ASSERT_EQ(assess(regime(branch), oxide, on).verdict("CHN/mofcom-gacc-2025-18", "1C905.b"), Verdict::license_required) << branch << on.to_text();
            ASSERT_EQ(assess(regime(branch), navy, on).verdict("CHN/mofcom-2024-46", "1"), Verdict::prohibited) << branch << on.to_text();
        }
    }
}

TEST(LawInvariants, SeverityIsAnOrderAndTheOverallAnswerItsMaximum) {   // I-9
    EXPECT_LT(Verdict::not_listed, Verdict::exempt_report);
    EXPECT_LT(Verdict::exempt_report, Verdict::license_required);
    EXPECT_LT(Verdict::license_required, Verdict::case_by_case);
    EXPECT_LT(Verdict::case_by_case, Verdict::denied_in_principle);
    EXPECT_LT(Verdict::denied_in_principle, Verdict::prohibited);
    const Assessment navy = assess(regime(""), magnet("CHN", "CHN", "USA", {"civil", "military"}), Date(2025, 12, 2));
    EXPECT_EQ(navy.verdict("CHN/mofcom-gacc-2025-18", "1C905.a"), Verdict::license_required);
    EXPECT_EQ(navy.overall, Verdict::prohibited);
}

TEST(LawInvariants, DeMinimisIsFollowedByTheRulesOnForeignProducts) {   // I-11, L-19
    Flow chip{"chip.h100", "TWN", "TWN", "CHN", "civil"};
    chip.contents = std::vector<Ingredient>{};
    chip.technology_origins = std::vector<std::string>{"USA"};
    chip.parties = std::vector<ListedParty>{};
    const Assessment made_abroad = assess(regime(""), chip, Date(2026, 3, 1));
    EXPECT_EQ(made_abroad.verdict("USA/ear-734", "734.4(d)"), Verdict::not_subject);
    EXPECT_EQ(made_abroad.verdict("USA/ear-734", "734.9(h)"), Verdict::subject);
    EXPECT_EQ(made_abroad.verdict("USA/bis-2023-advanced-computing", "3A090.a"), Verdict::denied_in_principle);
    chip.technology_origins = std::vector<std::string>{};
    const Assessment beyond = assess(regime(""), chip, Date(2026, 3, 1));
    EXPECT_EQ(beyond.verdict("USA/ear-734", "734.9(h)"), Verdict::not_subject);
    EXPECT_EQ(beyond.verdict("USA/bis-2023-advanced-computing", "3A090.a"), Verdict::not_subject);
}

/// An accelerator with every certificate of January 2026.
Flow certified(const char* made_in, const char* from, long long tpp, long long bandwidth) {
    Flow chip{"chip.accelerator", made_in, from, "CHN", "civil"};
    chip.contents = std::vector<Ingredient>{};
    chip.technology_origins = std::vector<std::string>{"USA"};
    chip.parties = std::vector<ListedParty>{};
    chip.facts = {{"tpp", Decimal(tpp)}, {"dram-bandwidth", Decimal(bandwidth)}, {"performance-density", Decimal(20)}, {"data-centre", true}, {"io-bandwidth", Decimal(900)}};
    for (const Act& act : regime("").acts()) {
        if (act.id != "USA/bis-2026-advanced-computing") continue;
        for (const Clause& clause : act.clauses) {
            for (const Condition& condition : clause.conditions) {
                const bool stated = std::any_of(chip.facts.begin(), chip.facts.end(), [&](const Fact& fact) { return fact.id == condition.fact; });
                if (condition.is && !stated) chip.facts.push_back({condition.fact, *condition.is});
            }
        }
    }
    return chip;
}

TEST(LawInvariants, TheReliefOfJanuary2026NeedsAllOfItsConditions) {   // I-13, L-10
    const auto listed = [](const Flow& chip) { return assess(regime(""), chip, Date(2026, 3, 1)).verdict("USA/bis-2023-advanced-computing", "3A090.a"); };
    EXPECT_EQ(listed(certified("TWN", "USA", 15832, 4800)), Verdict::case_by_case);
    EXPECT_EQ(listed(certified("TWN", "USA", 20999, 6499)), Verdict::case_by_case);
    EXPECT_EQ(listed(certified("TWN", "USA", 21000, 6499)), Verdict::denied_in_principle);
    EXPECT_EQ(listed(certified("TWN", "USA", 20999, 6500)), Verdict::denied_in_principle);
    EXPECT_EQ(listed(certified("TWN", "TWN", 15832, 4800)), Verdict::denied_in_principle);
    const Flow whole = certified("TWN", "USA", 15832, 4800);
    for (std::size_t i = 0; i < whole.facts.size(); ++i) {
        if (!std::holds_alternative<bool>(whole.facts[i].value) || whole.facts[i].id == "data-centre") continue;
        Flow without = whole;
        without.facts[i].value = !std::get<bool>(whole.facts[i].value);
        EXPECT_EQ(listed(without), Verdict::denied_in_principle) << whole.facts[i].id;
    }
    Flow abroad = certified("TWN", "USA", 15832, 4800);
    abroad.destination = "SGP";
    abroad.headquarters = "CHN";
    EXPECT_NE(assess(regime(""), abroad, Date(2026, 3, 1)).overall, Verdict::case_by_case);
}

TEST(LawInvariants, TheChipDutyAndTheExportReviewAskDifferentQuestions) {   // I-14, L-11, L-20
    const auto duty = [](const char* item) {
        Flow import{item, "TWN", "TWN", "USA", "civil"};
        import.code = "84733011";
        for (const TariffLine& line : assess(regime(""), import, Date(2026, 3, 1)).tariffs) {
            if (line.act == "USA/tariff-2026-section-232") return line.rate;
        }
        return Decimal();
    };
    const auto relief = [](const char* item, long long tpp, long long bandwidth) {
        Flow chip = certified("TWN", "USA", tpp, bandwidth);
        chip.item = item;
        return assess(regime(""), chip, Date(2026, 3, 1)).verdict("USA/bis-2023-advanced-computing", "3A090.a") == Verdict::case_by_case;
    };
    EXPECT_EQ(duty("chip.h200"), *Decimal::parse("0.25"));
    EXPECT_TRUE(relief("chip.h200", 15832, 4800));
    EXPECT_EQ(duty("chip.h100"), Decimal());
    EXPECT_TRUE(relief("chip.h100", 15832, 3350));
    EXPECT_EQ(duty("chip.b200"), Decimal());
    EXPECT_FALSE(relief("chip.b200", 36000, 8000));
}

TEST(LawTraps, TheAffiliatesRuleBeginsOnItsDayNotOnThatOfItsPublication) {   // L-7, L-8
    const Regime& texts = regime("");
    EXPECT_EQ(texts.status("USA/bis-2025-affiliates", "entity-list", Date(2025, 9, 28)), ClauseStatus::not_yet_in_force);
    EXPECT_EQ(texts.status("USA/bis-2025-affiliates", "entity-list", Date(2025, 9, 29)), ClauseStatus::in_force);
    EXPECT_EQ(texts.status("USA/bis-2025-affiliates", "entity-list", Date(2025, 11, 9)), ClauseStatus::in_force);
    EXPECT_EQ(texts.status("USA/bis-2025-affiliates", "TGL", Date(2025, 11, 9)), ClauseStatus::in_force);
    EXPECT_NE(texts.status("USA/bis-2025-affiliates", "TGL", Date(2025, 11, 29)), ClauseStatus::in_force);   // whichever end day is right
}

TEST(LawTraps, CodesStandBesideTheGoodsTheyBelongTo) {   // L-15
    const LawTerms& terms = regime("").terms();
    const auto has = [&](const char* item, const char* code) {
        const LawItem* known = terms.item(item);
        return known != nullptr && std::find(known->codes.begin(), known->codes.end(), code) != known->codes.end();
    };
    EXPECT_FALSE(has("smco.magnet", "2846901940"));   // samarium oxide, printed beside the magnets in a shifted extraction
    EXPECT_FALSE(has("ndfeb.magnet.hot", "2846901500"));
}

}  // namespace
}  // namespace countervail
