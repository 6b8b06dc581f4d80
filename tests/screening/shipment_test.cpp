// SPDX-License-Identifier: Apache-2.0
// covers: shipment_words, stated_holdings, party_book, listed_owners, bill_contents, content_chance, clause_chances
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "base/text.h"
#include "screening/bill_contents.h"
#include "screening/clause_chances.h"
#include "screening/law_at_hand.h"
#include "screening/order_maker.h"

using testing::HasSubstr;

namespace countervail {
namespace {

const std::string kGood = R"(name     = "Rotors for a pump maker"
item     = "magnet-assembly.hot"
made_in  = "MEX"
from     = "MEX"
to       = "USA"
on       = 2025-12-02
value    = 1200
currency = "USD"
end_uses = ["civil"]

[technology]
origins = []

[exporter]
name  = "Rotores del Norte"
place = "MEX"

[consignee]
name  = "Pumps Inc."
lists = []

[end_user]
name         = "Pumps Inc."
place        = "USA"
headquarters = "USA"
lists        = []
owners       = [{ name = "A Holding", list = "CHN-control-list", share = "25 %" }]

[composition]
dysprosium = "0.5 %"

[[content]]
item   = "dysprosium-iron.alloy"
origin = "CHN"
share  = "0.15 %"

[[component]]
item   = "ndfeb.magnet.hot"
origin = "JPN"
share  = "5 %"

[[component.content]]
item   = "dysprosium-iron.alloy"
origin = "CHN"
share  = "3 %"

[[holding]]
owner = "A Holding"
owned = "Pumps Inc."
share = "25 %"
from  = 2020-01-01

[[listed]]
name = "A Holding"
list = "CHN-control-list"
from = 2025-01-01

[prior]
"dysprosium-iron.alloy" = { CHN = 0.6, JPN = 0.3 }

[facts]
logic-node = "14 nm"
)";

std::string refusal(const std::string& text) {
    const auto read = read_shipment(text, "shipment.toml", words_at_hand(), nothing_beside());
    return read ? std::string("read") : to_text(read.error());
}

std::string with(const std::string& from, const std::string& to) {
    std::string text = kGood;
    const std::size_t at = text.find(from);
    if (at == std::string::npos) throw std::runtime_error("the shipment no longer holds " + from);
    return text.replace(at, from.size(), to);
}

TEST(Shipment, IsReadAsItStands) {
    const Shipment shipment = shipment_of(kGood);
    EXPECT_EQ(shipment.item, "magnet-assembly.hot");
    ASSERT_TRUE(shipment.contents);
    EXPECT_EQ(shipment.contents->front().share, *Decimal::parse("0.0015"));
    EXPECT_EQ(shipment.components->front().contents->front().share, *Decimal::parse("0.03"));
    EXPECT_EQ(shipment.end_user.owners.front().share, Decimal::parse("0.25"));
    EXPECT_EQ(*shipment.on, Date(2025, 12, 2));
    ASSERT_EQ(shipment.guesses.size(), 1u);
    EXPECT_FALSE(shipment_of("item = \"gallium\"\nfrom = \"CHN\"\nto = \"USA\"\n").contents);
}

TEST(Shipment, MistakesNameTheNearestWordAndTheirLine) {
    EXPECT_THAT(refusal(with("\"magnet-assembly.hot\"", "\"magnet-assembly.hto\"")), testing::AllOf(HasSubstr("shipment.toml:2"), HasSubstr("magnet-assembly.hot")));
    EXPECT_THAT(refusal(with("to       = \"USA\"", "to       = \"UNITED\"")), HasSubstr("no place"));
    EXPECT_THAT(refusal(with("\"MEX\"", "\"Mexico\"")), HasSubstr("write MEX"));
    EXPECT_THAT(refusal(with("[\"civil\"]", "[\"civl\"]")), HasSubstr("civil"));
    EXPECT_THAT(refusal(with("logic-node", "logic-nod")), HasSubstr("logic-node"));
    EXPECT_THAT(refusal(with("\"14 nm\"", "\"14 mm\"")), HasSubstr("nm"));
    EXPECT_THAT(refusal(with("list = \"CHN-control-list\", share", "list = \"CHN-controls-list\", share")), HasSubstr("CHN-control-list"));
    EXPECT_THAT(refusal(with("\"0.15 %\"", "15")), HasSubstr("no share"));
    EXPECT_THAT(refusal(with("dysprosium = ", "dysprosum = ")), HasSubstr("dysprosium"));
    EXPECT_THAT(refusal(with("CHN = 0.6", "CHN = 0.8")), HasSubstr("more than 1"));
    EXPECT_THAT(refusal(with("item     = \"magnet-assembly.hot\"\n", "")), HasSubstr("neither item"));
    EXPECT_THAT(refusal("item = \"gallium\"\nto = \"XXX\"\nvalu = 3\n"), testing::AllOf(HasSubstr("from"), HasSubstr("XXX"), HasSubstr("value")));
}

TEST(Shipment, AControlCodeNamesItsIssuer) {   // equal letters of two issuers mean different things
    const std::vector<std::string> codes = words_at_hand().control_codes();
    ASSERT_FALSE(codes.empty());
    const std::string code = codes.front(), bare = code.substr(code.find(':') + 1);
    const std::string rest = "from = \"CHN\"\nto = \"USA\"\n";
    EXPECT_EQ(refusal("control_code = \"" + code + "\"\n" + rest), "read");
    EXPECT_THAT(refusal("control_code = \"" + bare + "\"\n" + rest), HasSubstr("whose list"));
}

TEST(Shipment, AnEveryTariffCodeMayBeSomethingElse) {
    const ScreeningTools tools = tools_for(law());
    const Screening screening = screen(shipment_of("code = \"8505.11\"\nmade_in = \"CHN\"\nfrom = \"CHN\"\nto = \"DEU\"\nend_uses = [\"civil\"]\n[technology]\norigins = []\n[end_user]\nlists = []\n"), tools, Date(2025, 6, 1));
    EXPECT_GT(screening.goods.size(), 2u);
    EXPECT_TRUE(screening.goods.back().good.item.empty());
    EXPECT_EQ(screening.powers.front().outcome, ScreeningOutcome::unknown);
    EXPECT_TRUE(screening.powers.front().goods_disagree);
}

TEST(Shipment, AnUnknownGoodNamesThoseThatShareAPart) {
    const auto wrong = read_shipment("item = \"dysprosium-thing\"\nfrom = \"CHN\"\nto = \"USA\"\n", "s.toml", words_at_hand(), nothing_beside());
    ASSERT_FALSE(wrong);
    EXPECT_NE(wrong.error()[0].hint.find("dysprosium"), std::string::npos) << wrong.error()[0].hint;
}

TEST(Shipment, ADayBeforeAllActsIsSaidToBeOne) {
    const Shipment oxide = shipment_of("item = \"dysprosium.oxide\"\nmade_in = \"CHN\"\nfrom = \"CHN\"\nto = \"USA\"\nend_uses = [\"civil\"]\n");
    const auto notes_on = [&](Date on) {
        const Screening screening = screen(oxide, tools_for(law()), on);
        return std::count_if(screening.notes.begin(), screening.notes.end(), [](const std::string& note) { return note.find("says nothing about its law") != std::string::npos; });
    };
    EXPECT_EQ(notes_on(Date(1850, 1, 1)), static_cast<long>(law().powers().size()));
    EXPECT_EQ(notes_on(Date(2025, 6, 1)), 0);
}

TEST(Shipment, ACodeMeansKindsOfGoodsNotEveryModel) {
    std::set<std::string> meant;
    for (const ItemCandidate& one : words_at_hand().items_of_code("847330")) meant.insert(one.item);
    EXPECT_TRUE(meant.contains("chip.accelerator"));
    EXPECT_FALSE(meant.contains("chip.a100"));
}

TEST(Shipment, CompositionRefinesTheItem) {
    EXPECT_EQ(words_at_hand().refined("ndfeb.magnet", {"dysprosium"}), "ndfeb.magnet.hot");
    EXPECT_EQ(words_at_hand().refined("ndfeb.magnet", {"neodymium"}), "ndfeb.magnet");
    const std::string lane = "made_in = \"CHN\"\nfrom = \"CHN\"\nto = \"USA\"\nend_uses = [\"civil\"]\n[technology]\norigins = []\n[end_user]\nlists = []\n";
    const ScreeningTools tools = tools_for(law());
    const Screening hot = screen(shipment_of("item = \"ndfeb.magnet\"\n" + lane + "[composition]\ndysprosium = \"0.5 %\"\n"), tools, Date(2025, 6, 1));
    const Screening cold = screen(shipment_of("item = \"ndfeb.magnet\"\n" + lane), tools, Date(2025, 6, 1));
    EXPECT_EQ(hot.powers.front().outcome, ScreeningOutcome::licence);
    EXPECT_EQ(cold.powers.front().outcome, ScreeningOutcome::free);
}

TEST(Parties, HoldingsGiveEveryReadingItsShare) {
    const PartyBook nothing;
    const std::vector<StatedHolding> rows{{"L1", "A", Decimal::parse("0.6"), false, {}, {}, 1}, {"A", "B", Decimal::parse("0.3"), false, {}, {}, 2}, {"L2", "B", Decimal::parse("0.3"), false, {}, {}, 3}};
    const auto holdings = taken(holdings_of(rows, "holdings"));
    ShipmentParty user;
    user.stated = true;
    user.name = "B";
    user.lists.emplace();
    PartyQuestion question;
    question.parties = {{"end user", &user}};
    question.holdings = holdings.get();
    question.listings = {{"L1", "USA-entity-list", {}, {}}, {"L2", "USA-entity-list", {}, {}}};
    question.on = question.known_on = Date(2025, 10, 15);
    const PartyFindings found = nothing.find(question);
    ASSERT_TRUE(found.links);
    std::map<LinkKind, Decimal> shares;
    for (const PartyLink& link : *found.links) {
        if (link.share) shares[link.kind] = *link.share;
    }
    EXPECT_EQ(shares[LinkKind::largest_direct], *Decimal::parse("0.3"));
    EXPECT_EQ(shares[LinkKind::direct], *Decimal::parse("0.3"));
    EXPECT_EQ(shares[LinkKind::cascade], *Decimal::parse("0.6"));        // A is caught, so its 30 % count
    EXPECT_EQ(shares[LinkKind::look_through], *Decimal::parse("0.48"));   // 0.3 + 0.6 of 0.3
}

TEST(Parties, ANameIsClearedOnlyByWholeLists) {
    ShipmentParty user;
    user.stated = true;
    user.name = "Nobody in Particular Ltd";
    PartyQuestion question;
    question.parties = {{"end user", &user}};
    question.lists_asked_for = {"CHN-control-list"};
    question.on = question.known_on = Date(2025, 10, 15);
    EXPECT_FALSE(parties_at_hand().find(question).links);
    user.lists.emplace();
    EXPECT_TRUE(parties_at_hand().find(question).links);
}

const std::string kMotor = "item = \"magnet-assembly.hot\"\nmade_in = \"MEX\"\nfrom = \"MEX\"\nto = \"USA\"\nend_uses = [\"civil\"]\ncurrency = \"USD\"\n[technology]\norigins = []\n[end_user]\nlists = []\n";

std::string line(const std::string& part, const std::string& parent, const std::string& item, const std::string& value, const std::string& origin) {
    return "[[line]]\npart = \"" + part + "\"\n" + (parent.empty() ? "" : "parent = \"" + parent + "\"\n") + (item.empty() ? "" : "item = \"" + item + "\"\n") + "quantity = 1\nunit_value = " + value + "\n" +
           (origin.empty() ? "" : "origin = \"" + origin + "\"\n");
}

TEST(BillContents, WhatSatInAFinishedInputIsMarked) {
    const auto contents = [](const std::string& magnet_origin) {
        const Shipment shipment = shipment_of(kMotor + line("rotor", "", "magnet-assembly.hot", "100", "MEX") + line("magnet", "rotor", "ndfeb.magnet.hot", "5", magnet_origin) +
                                              line("alloy", "magnet", "dysprosium-iron.alloy", "0.15", "CHN"));
        return contents_of_bill(*shipment.bill, scope_at_hand(), words_at_hand());
    };
    for (const char* origin : {"JPN", "CHN"}) {
        const BillContents made = contents(origin);
        EXPECT_EQ(made.value, Decimal(100));
        const auto alloy = std::find_if(made.inputs.begin(), made.inputs.end(), [](const Ingredient& one) { return one.item == "dysprosium-iron.alloy"; });
        ASSERT_NE(alloy, made.inputs.end());
        EXPECT_EQ(alloy->value, *Decimal::parse("0.15"));
        EXPECT_EQ(alloy->inside, std::string(origin) == "CHN");
    }
}

TEST(BillContents, DecidesAsStatedSharesDo) {
    const Shipment shipment = shipment_of(kMotor + line("rotor", "", "magnet-assembly.hot", "100", "MEX") + line("magnet", "rotor", "ndfeb.magnet.hot", "5", "JPN") +
                                          line("alloy", "magnet", "dysprosium-iron.alloy", "0.15", "CHN"));
    const LawBook& book = law({{}, {"CN-0"}, {}});
    EXPECT_EQ(screen(shipment, tools_for(book), Date(2025, 12, 2)).verdict("CHN/mofcom-2025-61", "I(1)"), Verdict::license_required);
}

TEST(BillContents, APriorGivesUnknownOriginsAProbability) {
    const Shipment shipment = shipment_of(kMotor + "[prior]\n\"dysprosium-iron.alloy\" = { CHN = 0.6, JPN = 0.4 }\n" + line("rotor", "", "magnet-assembly.hot", "100", "MEX") +
                                          line("magnet", "rotor", "ndfeb.magnet.hot", "5", "JPN") + line("alloy", "magnet", "dysprosium-iron.alloy", "0.15", ""));
    const LawBook& book = law({{}, {"CN-0"}, {}});
    const ScreeningTools tools = tools_for(book);
    const Screening screening = screen(shipment, tools, Date(2025, 12, 2));
    EXPECT_EQ(screening.verdict("CHN/mofcom-2025-61", "I(1)"), Verdict::unknown_needs);
    const auto chances = taken(clause_chances(shipment, screening, tools));
    ASSERT_FALSE(chances.empty());
    for (const ClauseChance& one : chances) {
        EXPECT_TRUE(one.limb != "I(1)" || std::abs(one.chance.at_least - 0.6) < 1e-12) << one.clause;
    }
}

/// Spoilt in many ways: a placed problem with a remedy, or a shipment that can be screened.
TEST(Shipment, SurvivesSpoiltFiles) {
    OrderMaker pick(3, 1);
    const std::vector<std::string> junk{"\"", "[", "]", "{", "}", "=", "\n", "-1", "1e308", "nan", "\"XXX\"", "true", "2025-02-30", "\xff", std::string(1, '\0'), "[[content]]\n", "#", "101 %", ""};
    const ScreeningTools tools = tools_for(law());
    int refused = 0;
    for (int round = 0; round < 400; ++round) {
        std::string text = kGood;
        const std::size_t at = pick.below(text.size());
        const std::string& bad = junk[pick.below(junk.size())];
        if (pick.below(2) == 0) text.insert(at, bad);
        else text.replace(at, std::min<std::size_t>(1 + pick.below(20), text.size() - at), bad);
        const auto read = read_shipment(text, "shipment.toml", words_at_hand(), nothing_beside());
        if (read) {
            EXPECT_FALSE(screen(*read, tools, Date(2025, 12, 2)).goods.empty());
            continue;
        }
        ++refused;
        ASSERT_FALSE(read.error().empty());
        for (const Error& error : read.error()) {
            EXPECT_FALSE(error.what.empty() || error.hint.empty()) << to_text(error) << "\n" << text;
            EXPECT_EQ(error.where.file, "shipment.toml") << to_text(error);
        }
    }
    EXPECT_GT(refused, 200);
}

}  // namespace
}  // namespace countervail
