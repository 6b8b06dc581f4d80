// SPDX-License-Identifier: Apache-2.0
// covers: what_would_change, content_scope, screening_tables, processing_time
// Properties of whole screenings over the real rules: how shares, places and uses move the answer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "screening/law_at_hand.h"
#include "screening/screening_tables.h"

namespace countervail {
namespace {

constexpr const char* kNo61 = "CHN/mofcom-2025-61";

struct Asked {
    std::string item = "ndfeb.magnet.hot", made_in = "DEU", from = "DEU", to = "USA", use = "civil", share = "0.1095 %", extra;
};

Shipment magnet(const Asked& asked) {
    return shipment_of("item = \"" + asked.item + "\"\nmade_in = \"" + asked.made_in + "\"\nfrom = \"" + asked.from + "\"\nto = \"" + asked.to + "\"\nend_uses = [\"" + asked.use +
                       "\"]\n[technology]\norigins = []\n[end_user]\nlists = []\n" + asked.extra + "[[content]]\nitem = \"dysprosium-iron.alloy\"\norigin = \"CHN\"\nshare = \"" + asked.share + "\"\n");
}

const LawBook& without_suspensions() { return law({{}, {"CN-0"}, {}}); }

Screening on(const Asked& asked, Date day = Date(2025, 12, 2)) { return screen(magnet(asked), tools_for(without_suspensions(), &real_ledger()), day); }

int severity(Verdict verdict) { return verdict == Verdict::unknown_needs ? -1 : static_cast<int>(verdict); }

TEST(ScreeningLaw, RaisingTheShareNeverMakesTheContentLimbMilder) {   // I-1, I-2
    int last = -1;
    for (const char* share : {"0 %", "0.0995 %", "0.0999999 %", "0.1 %", "0.1095 %", "1 %", "99 %"}) {
        const Screening screening = on({.share = share});
        const int now = severity(screening.verdict(kNo61, "I(1)"));
        EXPECT_GE(now, last) << share;
        last = now;
        const bool caught = *parse_value_share(share) >= *Decimal::parse("0.001");
        EXPECT_EQ(screening.verdict(kNo61, "I(1)"), caught ? Verdict::license_required : Verdict::not_listed) << share;
        EXPECT_EQ(screening.verdict(kNo61, "I(2)"), on({.share = "0 %"}).verdict(kNo61, "I(2)"));
        EXPECT_EQ(screening.verdict(kNo61, "I(3)"), on({.share = "0 %"}).verdict(kNo61, "I(3)"));
    }
}

TEST(ScreeningLaw, NothingOfTheAnnouncementReachesReturns) {   // I-3
    for (const char* made_in : {"DEU", "CHN", "JPN"}) {
        for (const char* use : {"civil", "military", "humanitarian"}) {
            const Screening screening = on({.made_in = made_in, .to = "CHN", .use = use, .share = "50 %"});
            for (const LimbFinding& limb : screening.goods.front().assessment.limbs) {
                EXPECT_TRUE(limb.act != kNo61 || limb.verdict <= Verdict::not_listed_likely) << limb.limb << " " << made_in << " " << use;
            }
        }
    }
}

TEST(ScreeningLaw, MilitaryUseIsNeverExemptAsRelief) {   // I-8
    const Shipment both = shipment_of(
        "item = \"ndfeb.magnet.hot\"\nmade_in = \"DEU\"\nfrom = \"DEU\"\nto = \"USA\"\nend_uses = [\"humanitarian\", \"military\"]\n[technology]\norigins = []\n[end_user]\nlists = []\n"
        "[[content]]\nitem = \"dysprosium-iron.alloy\"\norigin = \"CHN\"\nshare = \"1 %\"\n");
    const Screening screening = screen(both, tools_for(without_suspensions()), Date(2025, 12, 2));
    EXPECT_NE(screening.powers.front().outcome, ScreeningOutcome::free_with_report);
    EXPECT_EQ(on({.use = "humanitarian"}).powers.front().outcome, ScreeningOutcome::free_with_report);
    EXPECT_EQ(screening.powers.front().outcome, ScreeningOutcome::refused);
}

TEST(ScreeningLaw, DeMinimisSwitchesStrictlyAboveTheLimit) {   // I-10
    const auto caught = [](const char* share) {
        const Shipment equipment = shipment_of(
            std::string("item = \"ndfeb.magnet.hot\"\nmade_in = \"DEU\"\nfrom = \"DEU\"\nto = \"CHN\"\nend_uses = [\"civil\"]\n[technology]\norigins = []\n[end_user]\nlists = []\n"
                        "[[content]]\nitem = \"chip.accelerator\"\norigin = \"USA\"\nclassification = \"USA:3A090.a\"\nshare = \"") + share + "\"\n");
        std::set<std::string> limbs;
        const Screening screening = screen(equipment, tools_for(law()), Date(2025, 6, 1));
        for (const ClauseTrace& trace : screening.goods.front().assessment.trace) {
            for (const ClauseTest& test : trace.tests) {
                if (test.fact == "content" && test.limit == "more than 25%" && test.answer == Answer::yes) limbs.insert(trace.clause);
            }
        }
        return limbs;
    };
    EXPECT_TRUE(caught("24.9 %").empty());
    EXPECT_TRUE(caught("25 %").empty());
    EXPECT_FALSE(caught("25.000001 %").empty());
}

TEST(ScreeningLaw, OwnershipCountsFromOneHalfOnItsDays) {   // I-12
    const auto answer = [](const char* share, Date day) {
        const Shipment grease = shipment_of(
            std::string("item = \"ndfeb.magnet\"\nmade_in = \"USA\"\nfrom = \"USA\"\nto = \"CHN\"\nend_uses = [\"civil\"]\n[technology]\norigins = []\n[end_user]\nplace = \"CHN\"\nlists = []\n"
                        "owners = [{ list = \"USA-entity-list\", share = \"") + share + "\" }]\n");
        return screen(grease, tools_for(law()), day).verdict("USA/bis-2025-affiliates", "entity-list");
    };
    for (const char* share : {"1 %", "49.999999 %"}) EXPECT_LE(answer(share, Date(2025, 10, 15)), Verdict::not_listed_likely) << share;
    for (const char* share : {"50 %", "100 %"}) {
        EXPECT_GE(answer(share, Date(2025, 9, 29)), Verdict::license_required) << share;
        EXPECT_GE(answer(share, Date(2025, 11, 9)), Verdict::license_required) << share;
        EXPECT_LT(answer(share, Date(2025, 9, 28)), Verdict::exempt_report) << share;
        EXPECT_LT(answer(share, Date(2025, 11, 10)), Verdict::exempt_report) << share;
    }
}

TEST(ScreeningLaw, SaysWhatWouldChangeTheAnswer) {
    const Screening screening = on({.share = "0.0995 %"});
    EXPECT_EQ(screening.powers.front().outcome, ScreeningOutcome::free);
    const Changes changes = what_would_change(screening, without_suspensions());
    const bool near = std::any_of(changes.limits.begin(), changes.limits.end(), [](const LimitDistance& one) { return one.limb == "I(1)" && one.margin == "0.0005 points below"; });
    EXPECT_TRUE(near);
    const Changes caught = what_would_change(on({}), without_suspensions());
    const bool military = std::any_of(caught.facts.begin(), caught.facts.end(), [](const SingleChange& one) {
        return one.power == "CHN" && one.outcome == ScreeningOutcome::refused && one.what.find("military") != std::string::npos;
    });
    EXPECT_TRUE(military);
}

TEST(ScreeningLaw, TheNextDayIsTheFirstOnWhichTheAnswerIsAnother) {
    const Asked asked;
    const Screening screening = on(asked, Date(2025, 11, 20));
    const Changes changes = what_would_change(screening, without_suspensions());
    ASSERT_FALSE(changes.next.empty());
    EXPECT_EQ(changes.next.front().on, Date(2025, 12, 1));
    EXPECT_EQ(on(asked, Date(2025, 11, 30)).powers.front().outcome, ScreeningOutcome::free);
    EXPECT_EQ(on(asked, Date(2025, 12, 1)).powers.front().outcome, ScreeningOutcome::licence);
}

TEST(ScreeningLaw, TheAnswerSaysWhichBranchItHangsOn) {
    const Screening screening = on({});
    const auto& elsewhere = screening.powers.front().elsewhere;
    EXPECT_TRUE(std::any_of(elsewhere.begin(), elsewhere.end(), [](const auto& one) { return one.first == "CN-1" && one.second == ScreeningOutcome::free; }));
    EXPECT_FALSE(answers_table(screening).rows.empty());
    EXPECT_FALSE(limbs_table(screening, false).rows.empty());
    EXPECT_GT(trace_table(screening).rows.size(), limbs_table(screening, true).rows.size());
}

TEST(ScreeningLaw, ALicenceShowsHowLongLicencesTook) {
    const Screening screening = screen(shipment_of("item = \"dysprosium.oxide\"\nmade_in = \"CHN\"\nfrom = \"CHN\"\nto = \"DEU\"\nend_uses = [\"civil\"]\n[technology]\norigins = []\n[end_user]\nlists = []\n"),
                                       tools_for(law(), &real_ledger()), Date(2025, 6, 2));
    const PowerScreening& power = screening.powers.front();
    ASSERT_EQ(power.outcome, ScreeningOutcome::licence);
    ASSERT_TRUE(power.term);
    EXPECT_EQ(power.term->working_days, 45);
    EXPECT_GT(power.term->ends, Date(2025, 8, 1));
    ASSERT_FALSE(power.observed.empty());
    for (const ObservedTime& time : power.observed) EXPECT_LE(time.low, time.high);
}

}  // namespace
}  // namespace countervail
