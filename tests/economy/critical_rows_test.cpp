// SPDX-License-Identifier: Apache-2.0
// covers: critical_rows, cell_map, world_claims
#include "economy/critical_rows.h"

#include <gtest/gtest.h>

#include "economy/built_in_table.h"
#include "economy/cell_map.h"
#include "economy/world_claims.h"

namespace countervail {
namespace {

using namespace testing;

/// The built-in table with some industries joined under a code of another classification and two places as one.
IoTable coarser(const IoTable& fine, const std::vector<std::pair<std::string, std::vector<std::string>>>& industries,
                const std::string& from, const std::string& to) {
    IoTable coarse;
    coarse.id = "coarse";
    std::vector<int> place_to, industry_to(fine.industries.size(), -1);
    for (const std::string& place : fine.places) {
        if (place != from) coarse.places.push_back(place);
    }
    for (const std::string& place : fine.places) place_to.push_back(coarse.place(place == from ? to : place));
    for (const auto& [code, ids] : industries) {
        for (const std::string& id : ids) industry_to[static_cast<std::size_t>(fine.industry(id))] = static_cast<int>(coarse.industries.size());
        coarse.industries.push_back(code);
    }
    for (std::size_t i = 0; i < industry_to.size(); ++i) {
        if (industry_to[i] >= 0) continue;
        industry_to[i] = static_cast<int>(coarse.industries.size());
        coarse.industries.push_back(fine.industries[i]);
    }
    const auto cell = [&](int at) {
        return coarse.cell(place_to[static_cast<std::size_t>(fine.place_of(at))], industry_to[static_cast<std::size_t>(fine.industry_of(at))]);
    };
    std::vector<Eigen::Triplet<double>> flows;
    for (int row = 0; row < fine.cells(); ++row) {
        for (FlowMatrix::InnerIterator flow(fine.intermediate, row); flow; ++flow) {
            flows.emplace_back(cell(row), cell(static_cast<int>(flow.col())), flow.value());
        }
    }
    coarse.intermediate.resize(coarse.cells(), coarse.cells());
    coarse.intermediate.setFromTriplets(flows.begin(), flows.end());
    coarse.output = coarse.value_added = Eigen::VectorXd::Zero(coarse.cells());
    for (int at = 0; at < fine.cells(); ++at) {
        coarse.output[cell(at)] += fine.output[at];
        coarse.value_added[cell(at)] += fine.value_added[at];
    }
    return coarse;
}

double taken_from_z(const CriticalRows& split, const Industries& industries) {
    double money = 0;
    for (const CriticalRow& row : split.rows) {
        if (!industries.bought_as_investment[static_cast<std::size_t>(row.item)]) money += row.money.sum();
    }
    return money;
}

double not_borne(const CriticalRows& split, const IoTable& table, const Industries& industries, const World& world) {
    const CellMap map(table, industries, world);
    double missing = 0;
    for (int host = 0; host < static_cast<int>(industries.list.size()); ++host) {
        Eigen::VectorXd paid = Eigen::VectorXd::Zero(table.cells()), held = paid;
        for (const CriticalRow& row : split.rows) {
            if (row.host == host && !industries.bought_as_investment[static_cast<std::size_t>(row.item)]) paid += row.money;
        }
        for (int cell = 0; cell < table.cells(); ++cell) {
            const auto& holding = map.table_industries(host);
            if (std::find(holding.begin(), holding.end(), table.industry_of(cell)) != holding.end()) {
                held += Eigen::VectorXd(table.intermediate.row(cell).transpose());
            }
        }
        missing += (paid - held).cwiseMax(0.0).sum();
    }
    return missing;
}

TEST(CriticalRows, TheSplitConservesMoney) {
    const IoTable& table = built_in_table();
    const CriticalRows split = split_critical_rows(table, shipped_industries(), table_world());
    ASSERT_FALSE(split.rows.empty());
    const double taken = table.intermediate.sum() - split.rest.sum();
    const double borne = taken_from_z(split, shipped_industries()) - not_borne(split, table, shipped_industries(), table_world());
    EXPECT_NEAR(taken / borne, 1, 1e-9);
    for (int row = 0; row < table.cells(); ++row) {
        for (FlowMatrix::InnerIterator flow(split.rest, row); flow; ++flow) ASSERT_GE(flow.value(), 0);
    }
}

TEST(CriticalRows, CellByCellWhereTheHostCanBearIt) {
    const IoTable& table = built_in_table();
    const CriticalRows split = split_critical_rows(table, shipped_industries(), table_world());
    const int host = table.industry("electrical"), cell = table.cell(table.place("DEU"), table.industry("vehicles"));
    double before = 0, after = 0, rows = 0;
    for (std::size_t place = 0; place < table.places.size(); ++place) {
        const int seller = table.cell(static_cast<int>(place), host);
        before += table.intermediate.coeff(seller, cell);
        after += split.rest.coeff(seller, cell);
    }
    for (const CriticalRow& row : split.rows) {
        if (row.host == host) rows += row.money[cell];
    }
    EXPECT_GT(rows, 0);
    EXPECT_NEAR(after + rows, before, 1e-9 * before);
}

TEST(CriticalRows, MassIsWhatTheWorldUses) {
    const World& world = table_world();
    const CriticalRows split = split_critical_rows(built_in_table(), shipped_industries(), world);
    const int magnet = world.catalogue.item("ndfeb.magnet.hot");
    double used = 0;
    for (const Use& use : world.uses) {
        for (const Need& need : use.needs) {
            if (world.markets[static_cast<std::size_t>(need.market)].item == magnet) used += need.intensity * use.output * weeks_per_year;
        }
    }
    for (const CriticalRow& row : split.rows) {
        if (row.item != magnet) continue;
        EXPECT_NEAR(row.mass.sum() / used, 1, 1e-9);
    }
}

TEST(CriticalRows, ACoarserTableHoldsTheSameTonnes) {
    const IoTable table = coarser(built_in_table(),
                                  {{"c14", {"electronics", "semiconductors", "electrical"}},
                                   {"c12", {"metals", "metal-products"}},
                                   {"c9", {"chemicals", "pharmaceuticals"}},
                                   {"c15", {"vehicles", "aerospace", "defence"}}},
                                  "MDG", "ROW");
    const CriticalRows fine = split_critical_rows(built_in_table(), shipped_industries(), table_world());
    const CriticalRows coarse = split_critical_rows(table, shipped_industries(), table_world());
    ASSERT_EQ(fine.rows.size(), coarse.rows.size());
    for (std::size_t row = 0; row < fine.rows.size(); ++row) {
        EXPECT_NEAR(coarse.rows[row].mass.sum() / fine.rows[row].mass.sum(), 1, 1e-9);
    }
    EXPECT_GT(table.intermediate.sum(), coarse.rest.sum());
    EXPECT_LE(coarse.notes.size(), fine.notes.size());
}

TEST(CriticalRows, WhatTheHostCannotBearIsSaid) {
    IoTable poor = built_in_table();
    const int host = poor.industry("electrical");
    for (std::size_t place = 0; place < poor.places.size(); ++place) {
        const int row = poor.cell(static_cast<int>(place), host);
        for (FlowMatrix::InnerIterator flow(poor.intermediate, row); flow; ++flow) flow.valueRef() *= 1e-7;
    }
    const CriticalRows split = split_critical_rows(poor, shipped_industries(), table_world());
    bool said = false;
    for (const Error& note : split.notes) said = said || note.what.find("vehicles at DEU buys items of electrical") != std::string::npos;
    EXPECT_TRUE(said);
}

TEST(CellMap, GroupsOfCountriesAndMissingPlacesFindTheirCells) {
    IoTable table;
    table.places = {"DEU", "POL", "ITA", "CHN", "CHE", "ROW"};
    table.industries = {"c15", "c14"};
    table.output = Eigen::VectorXd::Ones(table.cells());
    table.output[table.cell(1, 0)] = 3;
    const CellMap map(table, shipped_industries(), table_world());
    const World& world = table_world();
    const int vehicles = shipped_industries().industry("vehicles");
    const auto& rest = map.cells(world.place("REU"), vehicles);
    ASSERT_EQ(rest.size(), 2U);
    EXPECT_DOUBLE_EQ(rest[0].share + rest[1].share, 1);
    EXPECT_DOUBLE_EQ(std::max(rest[0].share, rest[1].share), 0.75);
    EXPECT_EQ(map.table_places(world.place("ROW")), (std::vector<int>{5, 4}));
    EXPECT_EQ(map.table_places(world.place("MDG")), std::vector<int>{5});
    EXPECT_TRUE(map.cells(world.place("DEU"), shipped_industries().industry("agriculture")).empty());
}

TEST(WorldClaims, ListsEveryCellThatTheWorldOverfills) {
    const World& world = table_world();
    IoTable table = built_in_table();
    const int cell = table.cell(table.place("DEU"), table.industry("vehicles"));
    table.value_added[cell] = 1;
    const auto claims = compare_with_table(world, table, shipped_industries());
    ASSERT_FALSE(claims.empty());
    EXPECT_EQ(world.places[static_cast<std::size_t>(claims[0].place)].id, "DEU");
    EXPECT_EQ(claims[0].industry, shipped_industries().industry("vehicles"));
    double claimed = 0;
    for (const int use : claims[0].uses) claimed += world.uses[static_cast<std::size_t>(use)].value_added * weeks_per_year / 1e6;
    EXPECT_NEAR(claims[0].claimed, claimed, 1e-6 * claimed);
    const Errors notes = notes_on_claims(claims, world, table, shipped_industries());
    ASSERT_FALSE(notes.empty());
    EXPECT_NE(notes[0].what.find("vehicles at DEU"), std::string::npos);
    for (std::size_t i = 1; i < claims.size(); ++i) {
        EXPECT_GE(claims[i - 1].claimed * claims[i].held, claims[i].claimed * claims[i - 1].held * (1 - 1e-12));
    }
}

}  // namespace
}  // namespace countervail
