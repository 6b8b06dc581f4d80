// SPDX-License-Identifier: Apache-2.0
#include "simulation/quota_law.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "simulation/small_world.h"

namespace countervail {
namespace {

using testing::ElementsAre;

struct Half {
    const char *ref, *from, *through, *quota, *left;   // left: day through which the rest may leave, or empty
};

std::string act_of(const std::string& id, const std::string& item, const std::vector<Half>& halves) {
    std::string text = "id = \"" + id + "\"\ntitle = \"Quota\"\nauthority = \"Ministry\"\nnumber = \"1\"\nform = \"licence\"\nannounced = 2024-01-01\n";
    for (const Half& each : halves) {
        text += "[[clause]]\nref = \"" + std::string(each.ref) + "\"\nsummary = \"quota\"\nin_force = " + each.from + "\nthrough = " + each.through + "\nitems = [\"" + item +
                "\"]\nreach = { exporters = [\"AAA\"] }\nrequirement = \"licence\"\nquota = \"" + each.quota + "\"\n" + (*each.left ? "quota_through = " + std::string(each.left) + "\n" : "");
    }
    return text + "[[source]]\nkey = \"A\"\nkind = \"text\"\nby = \"Ministry\"\naddress = \"https://example.org\"\n";
}

Regime regime_of(const std::vector<std::pair<std::string, std::string>>& acts) {
    std::vector<LibraryFile> files;
    std::vector<std::string> ids;
    for (const auto& [id, text] : acts) {
        files.push_back({"rules/" + id + ".toml", text});
        ids.push_back(id);
    }
    auto regime = Regime::read(Library(files), ids, Date(2026, 1, 1));
    if (!regime) throw std::runtime_error(to_text(regime.error()));
    return std::move(*regime);
}

const Calendar kYear{Date(2025, 1, 1), 52};
const World& world() {
    static const World made = test::small_world();
    return made;
}

// Quarters of 90 days; the first lies before the run, and is what the second is a cut against.
const std::vector<Half> kQuarters{{"a", "2024-10-03", "2024-12-31", "100 t gross", ""}, {"b", "2025-01-01", "2025-03-31", "79 t gross", "2025-06-29"},
                                  {"c", "2025-04-01", "2025-06-29", "64 t gross", "2025-07-31"}, {"d", "2025-06-30", "2025-09-27", "90 t gross", ""}};

TEST(QuotaLaw, QuotasOfTheRunStandInOrderWithWhatIsCutAndWhatIsHandedOn) {
    const Regime regime = regime_of({{"AAA/q", act_of("AAA/q", "magnet.hot", kQuarters)}});
    const std::vector<Quota> quotas = QuotaLaw(regime, world().catalogue, kYear).take_quotas();
    ASSERT_EQ(quotas.size(), 3U);
    std::vector<std::string> clauses;
    std::vector<double> amounts;
    std::vector<bool> cuts;
    std::vector<int> left_to;
    for (const Quota& each : quotas) {
        clauses.push_back(each.clause);
        amounts.push_back(each.amount);
        cuts.push_back(each.cut);
        left_to.push_back(each.left_to);
    }
    EXPECT_THAT(clauses, ElementsAre("b", "c", "d"));
    EXPECT_THAT(amounts, ElementsAre(79, 64, 90));
    EXPECT_THAT(cuts, ElementsAre(true, false, false));   // 79 of 100 a day; 64 of 79 is four fifths and more
    EXPECT_THAT(left_to, ElementsAre(1, -1, -1));         // through the end of c; for a month of d only
}

TEST(QuotaLaw, EachActIsAMarketOfLicencesOfItsOwn) {
    const Regime regime = regime_of({{"AAA/p", act_of("AAA/p", "magnet", {kQuarters[1]})}, {"AAA/q", act_of("AAA/q", "magnet.hot", kQuarters)}});
    const std::vector<Quota> quotas = QuotaLaw(regime, world().catalogue, kYear).take_quotas();
    ASSERT_EQ(quotas.size(), 4U);
    EXPECT_EQ(quotas[0].act, "AAA/p");
    EXPECT_NE(quotas[0].licences, quotas[1].licences);
    for (std::size_t i = 2; i < quotas.size(); ++i) EXPECT_EQ(quotas[i].licences, quotas[1].licences);
}

TEST(QuotaLaw, WhatStandsUnderAQuotaNeedsNoApplicationAndIsCounted) {
    const Regime regime = regime_of({{"AAA/q", act_of("AAA/q", "magnet.hot", kQuarters)}});
    const Network network = lay_out(world());
    const std::vector<SteadyDays> spans = steady_days(regime, kYear);
    const GoodsFacts facts;
    LaneReader reader(network, regime, spans, facts);
    QuotaLaw law(regime, world().catalogue, kYear);
    const auto licensed = [](const std::vector<LanePart>& parts) {
        int days = 0;
        for (const LanePart& part : parts) days += static_cast<int>(std::count_if(part.law.begin(), part.law.end(), [](const Treatment& t) { return t.requirement == Requirement::licence; }));
        return days;
    };
    int under = 0;
    for (int lane = 0; lane < network.lanes; ++lane) {
        std::vector<LanePart> parts = reader.parts(lane);
        under += licensed(parts);
        law.take_out(lane, item_on_lane(network, lane), parts);
        EXPECT_EQ(licensed(parts), 0) << lane;
    }
    EXPECT_GT(under, 0);
    EXPECT_THAT(law.acts(), ElementsAre("AAA/q"));
    const std::vector<Quota> quotas = law.take_quotas();
    constexpr int kHotToB = 2, kHotToC = 3;
    int row = 0;
    for (const Quota& quota : quotas) {
        ASSERT_EQ(quota.lanes.size(), 2U) << quota.clause;   // not plain magnets, nor hot ones that leave another place
        EXPECT_EQ(quota.lanes[0].lane, kHotToB);
        EXPECT_EQ(quota.lanes[1].lane, kHotToC);
        for (const QuotaLane& each : quota.lanes) {
            EXPECT_NEAR(each.share, 1, 1e-12);
            EXPECT_EQ(each.content, 1);                      // gross
        }
        EXPECT_EQ(quota.first_row, row);
        row += 2;
    }
}

TEST(QuotaLaw, OfARegimeWithoutQuotasIsEmpty) {
    const Regime regime = regime_of({});
    QuotaLaw law(regime, world().catalogue, kYear);
    std::vector<LanePart> parts;
    law.take_out(0, world().catalogue.items.front(), parts);
    EXPECT_TRUE(law.acts().empty());
    EXPECT_TRUE(law.take_quotas().empty());
}

}  // namespace
}  // namespace countervail
