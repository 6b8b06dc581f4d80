// SPDX-License-Identifier: Apache-2.0
#include "economy/default_table.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "economy/table_plan.h"
#include "economy/trade_balance.h"

namespace countervail {
namespace {

constexpr double kEarthRadius = 6371;   // km

/// Great circles between the points where the world puts its places.
Eigen::MatrixXd distances(const World& world) {
    const auto count = static_cast<Eigen::Index>(world.places.size());
    constexpr double degree = std::numbers::pi / 180;
    Eigen::MatrixXd found = Eigen::MatrixXd::Zero(count, count);
    for (Eigen::Index a = 0; a < count; ++a) {
        for (Eigen::Index b = 0; b < count; ++b) {
            const WorldPlace& from = world.places[static_cast<std::size_t>(a)];
            const WorldPlace& to = world.places[static_cast<std::size_t>(b)];
            const double north = std::sin((to.latitude - from.latitude) * degree / 2);
            const double east = std::sin((to.longitude - from.longitude) * degree / 2);
            const double chord = north * north + std::cos(from.latitude * degree) * std::cos(to.latitude * degree) * east * east;
            found(a, b) = 2 * kEarthRadius * std::asin(std::sqrt(std::min(1.0, chord)));
        }
    }
    return found;
}

void name_rows(IoTable& table, const TablePlan& plan, const Industries& industries, const World& world) {
    table.id = plan.id;
    table.source = plan.source;
    table.year = plan.year;
    table.built_in = true;
    for (const WorldPlace& place : world.places) table.places.push_back(place.id);
    for (const Industry& industry : industries.list) {
        table.industries.push_back(industry.id);
        table.industry_names.push_back(industry.name);
    }
    table.final_uses = plan.final_uses;
    table.statements.assign(plan.statements.begin(), plan.statements.end());
}

void fill(IoTable& table, const TradeBalance& balance) {
    const int places = static_cast<int>(table.places.size()), industries = static_cast<int>(table.industries.size());
    const int finals = static_cast<int>(table.final_uses.size());
    table.intermediate.resize(table.cells(), table.cells());
    table.final_demand = Eigen::MatrixXd::Zero(table.cells(), places * finals);
    for (int row = 0; row < table.cells(); ++row) {
        table.intermediate.startVec(row);
        const int from = table.place_of(row), industry = table.industry_of(row);
        for (int to = 0; to < places; ++to) {
            for (int user = 0; user < industries; ++user) {
                const double flow = balance.flow(from, industry, to, user);
                if (flow > 0) table.intermediate.insertBack(row, table.cell(to, user)) = flow;
            }
            for (int final = 0; final < finals; ++final) {
                table.final_demand(row, to * finals + final) = balance.flow(from, industry, to, industries + final);
            }
        }
    }
    table.intermediate.finalize();
    const Eigen::VectorXd ones = Eigen::VectorXd::Ones(table.cells());
    table.output = table.intermediate * ones + table.final_total();
    table.value_added = table.output - table.intermediate.transpose() * ones;
}

}  // namespace

Result<IoTable> default_table(const Library& library, const Ledger& ledger, const Industries& industries,
                              const World& world, Date known_on) {
    const auto plan = read_table_plan(library, ledger, industries, world, known_on);
    if (!plan) return std::unexpected(plan.error());
    const auto balance = balance_trade(*plan, distances(world));
    if (!balance) return std::unexpected(balance.error());
    IoTable table;
    name_rows(table, *plan, industries, world);
    fill(table, *balance);
    return table;
}

}  // namespace countervail
