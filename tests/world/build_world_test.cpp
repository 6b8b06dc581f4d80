// SPDX-License-Identifier: Apache-2.0
// The shipped baseline as it is known before the controls of April 2025 and at the end of 2025.
// covers: world, build_world, world_plan, plan_reader, read_plan, read_claims, network, reconcile, gravity, balance, prices
#include <algorithm>
#include <chrono>
#include <cmath>
#include <set>

#include <gmock/gmock.h>

#include "base/text.h"
#include "world/shipped_world.h"

namespace countervail {
namespace {

using ::testing::HasSubstr;
using testing::made_in_a_year;
using testing::shipped_in_a_year;
using testing::shipped_ledger;
using testing::shipped_library;
using testing::shipped_world;

class ShippedWorld : public ::testing::TestWithParam<Date> {
  protected:
    const World& world() { return shipped_world(GetParam()); }
    double share_of_china(const std::function<bool(const Item&)>& item, const std::function<bool(const Process&)>& process) {
        return made_in_a_year(world(), world().place("CHN"), item, process) / made_in_a_year(world(), -1, item, process);
    }
};

INSTANTIATE_TEST_SUITE_P(KnownOn, ShippedWorld, ::testing::Values(Date(2025, 4, 3), Date(2025, 12, 31)),
                         [](const auto& at) { return at.param == Date(2025, 4, 3) ? "BeforeTheControl" : "EndOf2025"; });

TEST_P(ShippedWorld, HoldsTheInvariantsOfAWorld) {
    const Errors errors = check_world(world(), 1e-12);
    EXPECT_TRUE(errors.empty()) << to_text(errors);
    EXPECT_GE(world().places.size(), 24U);
    EXPECT_GE(world().markets.size(), 400U);
    EXPECT_LE(world().markets.size(), 900U);
    EXPECT_LE(world().lanes.size(), 2500U);
}

TEST_P(ShippedWorld, ReproducesTheSharesOf2024) {
    const auto is_concentrate = [](const Item& item) { return item.stage == Stage::concentrate; };
    const auto is_mine = [](const Process& process) { return process.kind == "mine"; };
    EXPECT_NEAR(share_of_china(is_concentrate, is_mine), 0.69, 0.01);
    const auto is_magnet_oxide = [](const Item& item) {
        for (const char* id : {"neodymium.oxide", "praseodymium.oxide", "dysprosium.oxide", "terbium.oxide"}) {
            if (item.id == id) return true;
        }
        return false;
    };
    const auto refines = [](const Process& process) { return process.kind == "separate" || process.kind == "recycle"; };
    EXPECT_NEAR(share_of_china(is_magnet_oxide, refines), 0.91, 0.01);
    const auto is_magnet = [](const Item& item) { return item.id.starts_with("ndfeb.magnet"); };
    const auto makes = [](const Process& process) { return process.kind == "make"; };
    EXPECT_NEAR(share_of_china(is_magnet, makes), 0.94, 0.01);
}

TEST_P(ShippedWorld, ReproducesTheMagnetExportsOf2024) {
    const auto is_magnet = [](const Item& item) { return item.stage == Stage::magnet; };
    const int china = world().place("CHN");
    EXPECT_NEAR(shipped_in_a_year(world(), china, -1, is_magnet), 58152, 0.02 * 58152);
    EXPECT_NEAR(shipped_in_a_year(world(), china, world().place("USA"), is_magnet), 7444, 0.02 * 7444);
    EXPECT_NEAR(shipped_in_a_year(world(), china, world().place("DEU"), is_magnet), 11000, 0.02 * 11000);
}

TEST_P(ShippedWorld, ListsAResidualForEveryClaimWithinAFewSigma) {
    ASSERT_GT(world().residuals.size(), 500U);
    for (std::size_t i = 0; i < world().residuals.size(); ++i) {
        const Residual& residual = world().residuals[i];
        EXPECT_NE(shipped_ledger().find(residual.statement), nullptr) << residual.statement;
        EXPECT_FALSE(residual.meaning.empty()) << residual.statement;
        EXPECT_TRUE(std::isfinite(residual.standardised)) << residual.statement;
        EXPECT_LT(std::abs(residual.standardised), 8) << residual.statement << ": " << residual.meaning;
        if (i == 0) continue;
        EXPECT_GE(std::abs(world().residuals[i - 1].standardised), std::abs(residual.standardised));
    }
}

TEST_P(ShippedWorld, RestsOnlyOnWhatWasPublic) {
    for (const auto* ids : {&world().statements, &world().assumptions}) {
        EXPECT_FALSE(ids->empty());
        for (const std::string& id : *ids) {
            const Statement* statement = shipped_ledger().find(id);
            ASSERT_NE(statement, nullptr) << id;
            EXPECT_LE(shipped_ledger().public_since(*statement), GetParam()) << id;
        }
    }
}

TEST_P(ShippedWorld, OpensSomeLanesOnlyInACrisis) {
    const auto idle = std::count_if(world().lanes.begin(), world().lanes.end(), [](const Lane& lane) { return lane.flow == 0; });
    EXPECT_GT(idle, 50);
    EXPECT_LT(static_cast<std::size_t>(idle), world().lanes.size());
}

TEST(BuildWorld, LaterEditionsTakeOverWhenTheyAreKnown) {
    const auto is_concentrate = [](const Item& item) { return item.stage == Stage::concentrate; };
    const auto is_mine = [](const Process& process) { return process.kind == "mine"; };
    const World& later = shipped_world(Date(2026, 3, 31));
    const double share = made_in_a_year(later, later.place("CHN"), is_concentrate, is_mine) /
                         made_in_a_year(later, -1, is_concentrate, is_mine);
    EXPECT_NEAR(share, 270.0 / 380.0, 0.01);   // MCS 2026 cut the world of 2024 to 380,000 t
}

TEST(BuildWorld, KnowsMoreProjectsLater) {
    EXPECT_GT(shipped_world(Date(2025, 12, 31)).projects.size(), shipped_world(Date(2025, 4, 3)).projects.size());
    EXPECT_GT(shipped_world(Date(2025, 4, 3)).projects.size(), 0U);
}

TEST(BuildWorld, RowOrderOfTheLedgerChangesNothing) {
    Library library = shipped_library();
    for (const LibraryFile* file : shipped_library().files("data/ledger/", ".csv")) {
        std::vector<std::string> lines = split(file->text, '\n');
        if (std::count(file->text.begin(), file->text.end(), '"') > 0) {
            // A quoted cell may hold a line break; only files without such cells are shuffled.
            bool whole = true;
            for (const std::string& line : lines) whole = whole && std::count(line.begin(), line.end(), '"') % 2 == 0;
            if (!whole) continue;
        }
        while (!lines.empty() && lines.back().empty()) lines.pop_back();
        std::reverse(lines.begin() + 1, lines.end());
        library.put({file->path, join(lines, "\n") + "\n"});
    }
    const auto ledger = Ledger::read(library);
    ASSERT_TRUE(ledger) << to_text(ledger.error());
    const auto world = build_world(library, *ledger, "world-2024", Date(2025, 4, 3));
    ASSERT_TRUE(world) << to_text(world.error());
    const World& original = shipped_world(Date(2025, 4, 3));
    ASSERT_EQ(world->lanes.size(), original.lanes.size());
    for (std::size_t i = 0; i < original.lanes.size(); ++i) {
        EXPECT_EQ(world->lanes[i].flow, original.lanes[i].flow);
        EXPECT_EQ(world->lanes[i].cost, original.lanes[i].cost);
    }
    for (std::size_t i = 0; i < original.markets.size(); ++i) EXPECT_EQ(world->markets[i].price, original.markets[i].price);
}

/// The shipped library with one text of its world file replaced.
Library with_text(const std::string& text, const std::string& replacement) {
    Library library = shipped_library();
    std::string world = library.find("worlds/world-2024.toml")->text;
    const std::size_t at = world.find(text);
    if (at == std::string::npos) ADD_FAILURE() << text;
    else world.replace(at, text.size(), replacement);
    library.put({"worlds/world-2024.toml", world});
    return library;
}

TEST(BuildWorld, RefusesAPriceThatCameLater) {
    const Library library = with_text("price = \"H-145.2024 | assume:world-price-yttrium\"", "price = \"H-145.2024\"");
    const auto world = build_world(library, shipped_ledger(), "world-2024", Date(2025, 4, 3));
    ASSERT_FALSE(world);
    const auto at = std::find_if(world.error().begin(), world.error().end(), [](const Error& error) { return error.what.find("H-145.2024") != std::string::npos; });
    ASSERT_NE(at, world.error().end());
    EXPECT_EQ(at->where.file, "worlds/world-2024.toml");
    EXPECT_GT(at->where.line, 0);
    EXPECT_THAT(at->what, HasSubstr("after 2025-04-03"));
    EXPECT_FALSE(at->hint.empty());
}

TEST(BuildWorld, RefusesAClaimThatCameLater) {
    const Library library = with_text("statement = \"E1.2024.WLD\"", "statement = \"H-030.mass\"");
    const auto world = build_world(library, shipped_ledger(), "world-2024", Date(2025, 4, 3));
    ASSERT_FALSE(world);
    EXPECT_THAT(world.error().front().what, HasSubstr("H-030.mass"));
    EXPECT_EQ(world.error().front().where.file, "worlds/world-2024.toml");
    EXPECT_GT(world.error().front().where.line, 0);
}

TEST(BuildWorld, AnEarlierRowOfTheSeriesStandsInWhereAYearIsAskedFor) {
    const Library library = with_text("statement = \"E1.2024.WLD\"", "statement = \"H-030.mass\"");
    const auto world = build_world(library, shipped_ledger(), "world-2024", Date(2025, 4, 3), 2024);
    const auto original = build_world(shipped_library(), shipped_ledger(), "world-2024", Date(2025, 4, 3), 2024);
    ASSERT_TRUE(world) << to_text(world.error());
    ASSERT_TRUE(original) << to_text(original.error());
    ASSERT_EQ(world->lanes.size(), original->lanes.size());
    for (std::size_t i = 0; i < original->lanes.size(); ++i) EXPECT_EQ(world->lanes[i].flow, original->lanes[i].flow);
}

/// Everything that a world rests on was public, whatever the year it is about.
void expect_public(const World& world, Date known_on) {
    for (const auto* ids : {&world.statements, &world.assumptions}) {
        for (const std::string& id : *ids) EXPECT_LE(shipped_ledger().public_since(*shipped_ledger().find(id)), known_on) << id;
    }
}

TEST(BuildWorld, OfAnotherYearFromTheSameFile) {
    const Date known_on(2010, 7, 7);
    const auto world = build_world(shipped_library(), shipped_ledger(), "world-2024", known_on, 2009);
    ASSERT_TRUE(world) << to_text(world.error());
    expect_public(*world, known_on);
    EXPECT_TRUE(check_world(*world).empty());
    EXPECT_EQ(world->year, 2009);
    EXPECT_FALSE(world->dropped.empty());
    for (const DroppedClaim& each : world->dropped) EXPECT_THAT(each.reason, HasSubstr("after 2010-07-07")) << each.statement;
    double mined = 0;
    for (const Site& site : world->sites) {
        const bool mine = world->catalogue.processes[static_cast<std::size_t>(site.process)].kind == "mine" && site.inputs.empty();
        const bool ore = world->catalogue.items[static_cast<std::size_t>(world->markets[static_cast<std::size_t>(site.outputs.front().market)].item)].stage == Stage::concentrate;
        if (mine && ore && world->places[static_cast<std::size_t>(site.place)].id == "CHN") mined += site.activity * 365.25 / 7;
    }
    EXPECT_NEAR(mined, 120000, 9000) << "the edition of January 2010 counts 120,000 t";
}

TEST(BuildWorld, PlansBelongToTheYearsThatHadThemAhead) {
    const auto plans = [](const World& world) {
        std::set<std::string> ids;
        for (const Project& project : world.projects) ids.insert(project.id);
        return ids;
    };
    const auto early = build_world(shipped_library(), shipped_ledger(), "world-2024", Date(2010, 6, 30), 2009);
    ASSERT_TRUE(early) << to_text(early.error());
    EXPECT_EQ(plans(*early), (std::set<std::string>{"mount-weld-phase-1", "mount-weld-phase-1-separation", "mount-weld-phase-2", "mount-weld-phase-2-separation",
                                                    "mountain-pass-restart", "mountain-pass-restart-separation"}));
    const std::set<std::string> late = plans(shipped_world(Date(2025, 4, 3)));
    EXPECT_FALSE(late.contains("mountain-pass-restart")) << "its plant is part of the year";
    EXPECT_TRUE(late.contains("mp-heavy-circuit"));
    const auto opened = [](const World& world) {
        const int item = world.catalogue.item("concentrate.mount-weld");
        return std::any_of(world.lanes.begin(), world.lanes.end(), [&](const Lane& lane) { return world.markets[static_cast<std::size_t>(lane.from)].item == item && lane.flow == 0; });
    };
    EXPECT_TRUE(opened(*early)) << "a lane for it, which carries nothing yet";
}

TEST(BuildWorld, OfTheDayBeforeAClosureInOctober2024) {
    const Date known_on(2024, 10, 18);
    for (const int year : {2023, 2024}) {
        const auto world = build_world(shipped_library(), shipped_ledger(), "world-2024", known_on, year);
        ASSERT_TRUE(world) << year << "\n" << to_text(world.error());
        expect_public(*world, known_on);
        EXPECT_TRUE(check_world(*world).empty()) << year;
    }
}

TEST(BuildWorld, AMistypedNameFindsItsNeighbour) {
    const auto world = build_world(shipped_library(), shipped_ledger(), "world-2042", Date(2025, 4, 3));
    ASSERT_FALSE(world);
    EXPECT_THAT(world.error()[0].hint, HasSubstr("world-2024"));
}

struct Mutation {
    const char *from, *to, *what;
};

TEST(BuildWorld, NamesThePlaceOfEveryMistake) {
    const Mutation mutations[] = {
        {"year = \"2024\"", "year = \"twenty\"", "not a period"},
        {"[[corridor]]\nfrom = \"china\"\nto = \"europe\"", "[[corridor]]\nfrom = \"china\"\nto = \"europa\"", "no transit time"},
        {"id = \"USA\"", "id = \"CHN\"", "twice"},
        {"processes = [\"mine.bayan-obo\"]", "processes = [\"mine.bayan-oboe\"]", "no process"},
        {"end_uses = [\"vehicle.electric\"]", "end_uses = [\"vehicle.electrical\"]", "no end use"},
        {"measure = \"shipped\"", "measure = \"shiped\"", "not a measure"},
        {"to = [\"USA\"]", "to = [\"UAS\"]", "no place"},
        {"statement = \"E1.2024.USA\"", "statement = \"E1.2024.UAS\"", "no statement"},
        {"statement = \"E1.2024.USA\"", "statement = \"A8.average.Nd.2024\"", "not a rate"},
        {"statement = \"E1.2024.USA\"", "statement = \"A-01.2024.share\"", "has no `of`"},
        {"statement = \"E1.2024.USA\"", "statement = \"A-17.exports.2024\"", "counts t REO/year"},
        {"via = \"assume:world-finished-per-blank\"\n", "", "counts t blank/year"},
        {"drift_per_year = \"assume:world-drift-per-year\"", "", "missing"},
        {"stock_weeks = \"assume:world-stock-oxide\"", "stock_weeks = \"assume:world-freight-oxide\"", "wanted here: time"},
        {"price = \"H-131.2024 | A8.average.La.2024\"", "price = \"assume:world-stock-oxide\"", "not a price"},
        {"planned_on = 2028-07-01", "planned_on = \"soon\"", "a date"},
        {"idle = true", "idle = \"yes\"", "true or false"},
        {"[settings]", "[settings]\ncolour = \"red\"", "unknown key"},
        {"spread = \"motor\"", "spread = \"motors\"", "[spread.motors]"},
        {"items = [\"*.oxide\"]\nfrom = [\"CHN\"]", "items = [\"*.oxid\"]\nfrom = [\"CHN\"]", "no item"},
    };
    for (const Mutation& mutation : mutations) {
        Library library = shipped_library();
        std::string text = library.find("worlds/world-2024.toml")->text;
        const auto at = text.find(mutation.from);
        ASSERT_NE(at, std::string::npos) << mutation.from;
        text.replace(at, std::string(mutation.from).size(), mutation.to);
        library.put({"worlds/world-2024.toml", text});
        const auto world = build_world(library, shipped_ledger(), "world-2024", Date(2025, 4, 3));
        ASSERT_FALSE(world) << mutation.to;
        const bool named = std::any_of(world.error().begin(), world.error().end(), [&](const Error& error) {
            return error.what.find(mutation.what) != std::string::npos && error.where.line > 0 &&
                   error.where.file == "worlds/world-2024.toml";
        });
        EXPECT_TRUE(named) << mutation.what << " in\n" << to_text(world.error());
    }
}

TEST(BuildWorld, SomethingMadeNeedsAnOutlet) {
    Library library = shipped_library();
    std::string text = library.find("worlds/world-2024.toml")->text;
    const std::string lane = "items = [\"concentrate.mount-weld\"]\nfrom = [\"AUS\"]\nto = [\"MYS\"]";
    ASSERT_NE(text.find(lane), std::string::npos);
    text.replace(text.find(lane), lane.size(), "items = [\"concentrate.mount-weld\"]\nfrom = [\"AUS\"]\nto = [\"JPN\"]");
    library.put({"worlds/world-2024.toml", text});
    const auto world = build_world(library, shipped_ledger(), "world-2024", Date(2025, 4, 3));
    ASSERT_FALSE(world);
    EXPECT_THAT(to_text(world.error()), HasSubstr("concentrate.mount-weld at AUS is made but nobody takes it"));
}

}  // namespace
}  // namespace countervail
