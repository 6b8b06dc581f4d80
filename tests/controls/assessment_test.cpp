// SPDX-License-Identifier: Apache-2.0
#include "controls/assessment.h"

#include <gtest/gtest.h>

#include "controls/sample_acts.h"

namespace countervail {
namespace {

using sample::day;
using sample::dec;
using sample::holder;
using sample::rules;

/// The law of both powers under a branch, as known at the end of the evidence.
const Regime& law(const std::string& branch = {}) {
    static std::map<std::string, Regime> regimes;
    const auto found = regimes.find(branch);
    if (found != regimes.end()) return found->second;
    LawChoice choice{{"*"}, {}, {}};
    if (!branch.empty()) choice.branches = {branch};
    return regimes.emplace(branch, Regime::read(rules(), choice, day("2026-10-06")).value()).first->second;
}

const char* k61 = "CHN/mofcom-2025-61";

Flow german_magnet(double chinese_share) {
    Flow flow{"ndfeb.magnet.hot", "DEU", "DEU", "USA", "civil"};
    flow.contents = {{{"dysprosium-iron.alloy", "CHN", dec(chinese_share), "", false}}};
    flow.technology_origins = std::vector<std::string>{};
    flow.parties = std::vector<ListedParty>{};
    return flow;
}

const LimbFinding& limb(const Assessment& assessment, std::string_view act, std::string_view name) {
    for (const LimbFinding& finding : assessment.limbs) {
        if (finding.act == act && finding.limb == name) return finding;
    }
    ADD_FAILURE() << "no limb " << act << "#" << name;
    static const LimbFinding none;
    return none;
}

TEST(Assessment, SaysPerLimbWhatBitesAndByHowMuchTheRestMisses) {
    const Assessment over = assess(law("CN-0"), german_magnet(0.001095), day("2025-12-02"));
    EXPECT_EQ(over.verdict(k61, "I(1)"), Verdict::license_required);
    EXPECT_EQ(over.verdict(k61, "I(2)"), Verdict::not_listed);
    EXPECT_EQ(over.verdict(k61, "I(3)"), Verdict::not_listed);
    const Assessment under = assess(law("CN-0"), german_magnet(0.000995), day("2025-12-02"));
    EXPECT_EQ(under.verdict(k61, "I(1)"), Verdict::not_listed);
    bool told = false;
    for (const ClauseTrace& trace : under.trace) {
        if (trace.act != k61 || trace.clause != "I(1)") continue;
        for (const ClauseTest& test : trace.tests) {
            if (test.fact != "content") continue;
            told = true;
            EXPECT_EQ(test.answer, Answer::no);
            EXPECT_NE(test.have.find("0.0995%"), std::string::npos) << test.have;
            EXPECT_EQ(test.limit, "at least 0.1%");
            EXPECT_EQ(test.margin, "0.0005 points below");
        }
    }
    EXPECT_TRUE(told);
}

TEST(Assessment, ASuspendedLimbSaysWhatItWouldDemand) {
    const Assessment before = assess(law(), german_magnet(0.002), day("2025-11-30"));
    EXPECT_EQ(limb(before, k61, "I(1)").verdict, Verdict::not_yet_effective);
    EXPECT_EQ(limb(before, k61, "I(1)").suspended_by, "CHN/mofcom-gacc-2025-70");
    const Assessment paused = assess(law(), german_magnet(0.002), day("2025-12-02"));
    EXPECT_EQ(limb(paused, k61, "I(1)").verdict, Verdict::suspended);
    EXPECT_EQ(limb(paused, k61, "I(1)").would_be, Verdict::license_required);
    EXPECT_EQ(limb(paused, k61, "I(1)").until, day("2026-11-11"));
    EXPECT_EQ(paused.overall, Verdict::not_listed);
    Flow navy = german_magnet(0.002);
    navy.end_uses = {"military", "civil"};
    EXPECT_EQ(limb(assess(law(), navy, day("2025-12-02")), k61, "II").would_be, Verdict::denied_in_principle);
    EXPECT_EQ(assess(law("CN-0"), navy, day("2025-12-02")).overall, Verdict::denied_in_principle);
}

TEST(Assessment, AnOpenQuestionIsAnAnswerOfItsOwn) {
    Flow motor{"motor", "MEX", "MEX", "USA", "civil"};
    motor.item = "magnet-assembly.hot";
    motor.contents = {{{"ndfeb.magnet.hot", "CHN", dec(0.05), "", false}, {"dysprosium-iron.alloy", "CHN", dec(0.002), "", true}}};
    motor.technology_origins = std::vector<std::string>{};
    motor.parties = std::vector<ListedParty>{};
    const Assessment open = assess(law("CN-0"), motor, day("2025-12-02"));
    const LimbFinding& finding = limb(open, k61, "I(1)");
    EXPECT_EQ(finding.verdict, Verdict::unknown_needs);
    ASSERT_FALSE(finding.needs.empty());
    EXPECT_EQ(finding.needs[0].fact, "Q-1");
    std::map<std::string, Verdict> options;
    for (const HangsOn& one : finding.hangs_on) {
        if (one.question == "Q-1") options[one.option] = one.verdict;
    }
    EXPECT_EQ(options["nothing"], Verdict::not_listed);
    EXPECT_EQ(options["inside"], Verdict::license_required);
    EXPECT_EQ(options["magnet"], Verdict::license_required);
}

TEST(Assessment, AnUnknownOriginIsAnInterval) {
    Flow magnet = german_magnet(0.0005);
    magnet.contents->push_back({"dysprosium.metal", "", dec(0.0004), "", false});
    EXPECT_EQ(assess(law("CN-0"), magnet, day("2025-12-02")).verdict(k61, "I(1)"), Verdict::not_listed);
    magnet.contents->push_back({"dysprosium.metal", "", dec(0.0001), "", false});
    const Assessment open = assess(law("CN-0"), magnet, day("2025-12-02"));
    EXPECT_EQ(open.verdict(k61, "I(1)"), Verdict::unknown_needs);
    EXPECT_EQ(open.overall, Verdict::unknown_needs);
}

TEST(Assessment, HoldingsCountAsTheReadingHasIt) {
    Flow magnet = german_magnet(0.002);
    magnet.parties = {{holder("CHN-control-list", 0.25), {"CHN-control-list", Tie::direct, dec(0.5)}}};
    const Assessment assessment = assess(law("CN-0"), magnet, day("2025-12-02"));
    const LimbFinding& users = limb(assessment, k61, "II");
    EXPECT_EQ(users.verdict, Verdict::not_listed);
    bool aggregate = false;
    for (const HangsOn& one : users.hangs_on) aggregate |= one.question == "Q-5" && one.option == "aggregate" && one.verdict == Verdict::denied_in_principle;
    EXPECT_TRUE(aggregate);
    magnet.parties = {{holder("CHN-control-list", 0.5)}};
    EXPECT_EQ(assess(law("CN-0"), magnet, day("2025-12-02")).verdict(k61, "II"), Verdict::denied_in_principle);
    magnet.parties = {{{"CHN-control-list", Tie::largest_direct, std::nullopt}}};
    EXPECT_EQ(assess(law("CN-0"), magnet, day("2025-12-02")).verdict(k61, "II"), Verdict::unknown_needs);
}

TEST(Assessment, EveryLimbCarriesInstrumentDaysLabelAndSources) {
    Flow oxide{"dysprosium.oxide", "CHN", "CHN", "DEU", "civil"};
    EXPECT_EQ(assess(law(), oxide, day("2025-10-10")).overall, Verdict::unknown_needs);   // who buys it?
    oxide.parties = std::vector<ListedParty>{};
    oxide.technology_origins = std::vector<std::string>{};
    const Assessment assessment = assess(law(), oxide, day("2025-10-10"));
    ASSERT_FALSE(assessment.limbs.empty());
    for (const LimbFinding& finding : assessment.limbs) {
        EXPECT_FALSE(finding.act.empty());
        EXPECT_FALSE(finding.clause.empty()) << finding.act;
        EXPECT_FALSE(finding.label.empty()) << finding.act << "#" << finding.limb;
        EXPECT_FALSE(finding.sources.empty()) << finding.act << "#" << finding.limb;
        EXPECT_FALSE(finding.reason.empty());
        EXPECT_GT(finding.from, day("1990-01-01"));
    }
    EXPECT_EQ(assessment.overall, Verdict::license_required);
}

TEST(Assessment, VerdictWordsReadBack) {
    for (int i = 0; i <= static_cast<int>(Verdict::unknown_needs); ++i) {
        const auto verdict = static_cast<Verdict>(i);
        EXPECT_EQ(parse_verdict(to_text(verdict)), verdict);
    }
    EXPECT_FALSE(parse_verdict("perhaps"));
}

}  // namespace
}  // namespace countervail
