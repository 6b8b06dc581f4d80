// SPDX-License-Identifier: Apache-2.0
#include "dependence/controlled_trade.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "dependence/world_trade.h"

namespace countervail {
namespace {

struct AtHand {
    Library library;
    Ledger ledger;
    World world;
    Regime regime;
};

const AtHand& at_hand() {
    static const AtHand made = [] {
        auto library = Library::from_folder(COUNTERVAIL_SOURCE_DIR).value();
        auto ledger = Ledger::read(library).value();
        auto world = build_world(library, ledger, "world-2024", Date(2025, 12, 31)).value();
        auto regime = Regime::read(library, act_ids(library), Date(2026, 12, 31)).value();
        return AtHand{std::move(library), std::move(ledger), std::move(world), std::move(regime)};
    }();
    return made;
}

bool holds(const std::vector<ControlledItem>& items, std::string_view id) {
    return std::ranges::any_of(items, [&](const ControlledItem& item) { return at_hand().world.catalogue.items[static_cast<std::size_t>(item.item)].id == id; });
}

TEST(controlled_trade, items_follow_the_law_of_the_day_and_the_destination) {
    const auto items = [](std::string_view power, std::string_view to, Date on) {
        return controlled_items(at_hand().regime, at_hand().world.catalogue, power, to, "civil", on);
    };
    const auto before = items("CHN", "DEU", Date(2025, 4, 3)), after = items("CHN", "DEU", Date(2025, 4, 4));
    EXPECT_FALSE(holds(before, "dysprosium.oxide"));
    EXPECT_TRUE(holds(after, "dysprosium.oxide"));
    EXPECT_FALSE(holds(after, "lanthanum.oxide"));
    EXPECT_TRUE(holds(items("USA", "CHN", Date(2025, 5, 1)), "gpu.accelerator"));
    EXPECT_TRUE(items("DEU", "FRA", Date(2025, 5, 1)).empty());
    for (const ControlledItem& item : after) EXPECT_FALSE(item.treatment.act.empty());
}

TEST(controlled_trade, codes_are_items_or_customs_codes_by_the_level_of_the_cube) {
    const Catalogue& catalogue = at_hand().world.catalogue;
    const auto items = controlled_items(at_hand().regime, catalogue, "CHN", "DEU", "civil", Date(2025, 5, 1));
    TradeProvenance of_items, hs6, hs4;
    of_items.digits = 0;
    hs4.digits = 4;
    EXPECT_EQ(controlled_codes(items, catalogue, of_items).size(), items.size());
    const auto six = controlled_codes(items, catalogue, hs6), four = controlled_codes(items, catalogue, hs4);
    const auto magnets = std::ranges::find(six, "850511", &ControlledCode::code);
    ASSERT_NE(magnets, six.end());
    EXPECT_GT(magnets->coverage, 0);
    EXPECT_LE(magnets->coverage, 1);
    EXPECT_EQ(magnets->treatment, "licence");
    EXPECT_NE(std::ranges::find(four, "8505", &ControlledCode::code), four.end());
    EXPECT_LE(four.size(), six.size());
}

TEST(controlled_trade, third_places_meet_the_law_of_their_own_destination) {
    const TradeCube cube = trade_of_world(at_hand().world, 2024);
    const int year = cube.years().back();
    const auto answer = third_countries_under_law(cube, at_hand().regime, at_hand().world.catalogue, {"CHN", "USA", Date(2025, 5, 1), "civil", year, 0.5}, 2);
    ASSERT_TRUE(answer.has_value()) << to_text(answer.error());
    EXPECT_FALSE(answer->places.empty());
    bool squeezed = false;
    for (const ThirdCountry& place : answer->places) {
        const std::string& id = cube.places()[place.place].id;
        EXPECT_NE(id, "CHN");
        EXPECT_NE(id, "USA");
        EXPECT_LE(place.a.dependent, place.a.from_power * (1 + 1e-12));
        EXPECT_LE(place.a.from_power, place.a.imports * (1 + 1e-12));
        EXPECT_EQ(place.by_treatment.size(), answer->treatments.size());
        squeezed = squeezed || place.a.dependent > 0;
        // The same place asked by itself, with its own codes, gives the same row.
        ThirdCountryQuestion alone{"CHN", "USA", {}, {}, year, 0.5};
        const Catalogue& catalogue = at_hand().world.catalogue;
        alone.by_a = controlled_codes(controlled_items(at_hand().regime, catalogue, "CHN", id, "civil", Date(2025, 5, 1)), catalogue, cube.provenance());
        alone.by_b = controlled_codes(controlled_items(at_hand().regime, catalogue, "USA", id, "civil", Date(2025, 5, 1)), catalogue, cube.provenance());
        if (alone.by_a.empty() && alone.by_b.empty()) {
            EXPECT_EQ(place.a.imports + place.b.imports, 0);
            continue;
        }
        const auto row = third_countries(cube, alone, 1);
        ASSERT_TRUE(row.has_value()) << to_text(row.error());
        const auto same = std::ranges::find(row->places, place.place, &ThirdCountry::place);
        ASSERT_NE(same, row->places.end());
        EXPECT_EQ(same->a.dependent, place.a.dependent);
        EXPECT_EQ(same->b.imports, place.b.imports);
    }
    EXPECT_TRUE(squeezed);
    const auto early = third_countries_under_law(cube, at_hand().regime, at_hand().world.catalogue, {"CHN", "USA", Date(1990, 1, 1), "civil", year, 0.5}, 2);
    EXPECT_FALSE(early.has_value());
}

}  // namespace
}  // namespace countervail
