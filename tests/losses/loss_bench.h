// SPDX-License-Identifier: Apache-2.0
// The shipped April scenario with few draws, and a plain table over its places: every place has one industry per sector
// of end use, worth twice what the uses claim, selling a tenth of its output to each other sector of its place.
#pragma once

#include <algorithm>

#include "losses/scenario_losses.h"

namespace countervail {

inline constexpr int kBenchDraws = 20;   // not whole blocks: the last is cut

inline const Ensemble& bench_april() {
    static const Ensemble made = [] {
        const Library library = Library::embedded();
        const Ledger ledger = Ledger::read(library).value();
        Scenario scenario = read_scenario(library.find("scenarios/april-2025.toml")->text, "april-2025.toml").value();
        scenario.draws = kBenchDraws;
        return Ensemble::prepare(library, ledger, scenario).value();
    }();
    return made;
}

/// One industry per sector of end use, by its name.
inline Industries sector_industries(const Catalogue& catalogue) {
    Industries made;
    for (const EndUse& use : catalogue.uses) {
        int index = made.industry(use.sector);
        if (index < 0) {
            index = static_cast<int>(made.list.size());
            made.list.push_back({use.sector, use.sector, "", {use.sector}});
            made.codes.push_back({"plain", use.sector, index, {}});
        }
        made.of_use.push_back(index);
    }
    made.criticality = Eigen::MatrixXd::Ones(static_cast<Eigen::Index>(made.list.size()), static_cast<Eigen::Index>(made.list.size()));
    return made;
}

inline IoTable plain_table(const World& world, const Industries& industries) {
    constexpr double kWeeks = 365.25 / 7;
    IoTable table;
    table.id = table.source = "plain";
    table.year = 2024;
    for (const WorldPlace& place : world.places) table.places.push_back(place.id);
    for (const Industry& each : industries.list) {
        table.industries.push_back(each.id);
        table.industry_names.push_back(each.name);
    }
    table.final_uses = {"all"};
    const int count = table.cells(), sectors = static_cast<int>(table.industries.size());
    Eigen::VectorXd claimed = Eigen::VectorXd::Constant(count, 1.0);   // USD million: nobody is worth nothing
    for (const Use& use : world.uses)
        claimed[table.cell(use.place, industries.of_use[static_cast<std::size_t>(use.end_use)])] += use.value_added * kWeeks / 1e6;
    table.value_added = 2 * claimed;
    // The same output everywhere in a place keeps the table balanced: each sells a share of it to each.
    table.output = Eigen::VectorXd::Zero(count);
    std::vector<Eigen::Triplet<double>> flows;
    table.final_demand = Eigen::MatrixXd::Zero(count, static_cast<Eigen::Index>(table.places.size()));
    for (int place = 0; place < static_cast<int>(table.places.size()); ++place) {
        double least = 1e300;
        for (int s = 0; s < sectors; ++s) least = std::min(least, table.value_added[table.cell(place, s)]);
        for (int from = 0; from < sectors; ++from)
            for (int to = 0; to < sectors; ++to) flows.emplace_back(table.cell(place, from), table.cell(place, to), 0.1 * least / sectors);
        for (int s = 0; s < sectors; ++s) {
            const int cell = table.cell(place, s);
            table.output[cell] = table.value_added[cell] + 0.1 * least;
            table.final_demand(cell, place) = table.output[cell] - 0.1 * least;
        }
    }
    table.intermediate.resize(count, count);
    table.intermediate.setFromTriplets(flows.begin(), flows.end());
    return table;
}

}  // namespace countervail
