// SPDX-License-Identifier: Apache-2.0
#include "statistics/ledger_production.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/text.h"
#include "statistics/statistics_sheet_columns.h"

namespace countervail {

namespace {

constexpr const char* kQuantities[] = {"mine-production", "production"};

/// Figures of one edition for one item, quantity, year and unit.
struct Edition {
    std::vector<const Statement*> statements;
    std::set<std::string> places;
    Date published_on;
};

using SeriesKey = std::tuple<std::string, std::string, int>;  // item, quantity, year

StatisticsPlaceKind kind_of(const std::string& place, const StatisticsPlaceNames& names) {
    if (place == "WLD") return StatisticsPlaceKind::world;
    if (place == "ROW") return StatisticsPlaceKind::rest;
    return names.of_code(place).kind;
}

bool counts(const Statement& statement, const Ledger& ledger, Date known_on) {
    return statement.partner.empty() && statement.use.empty() && leading_year(statement.period_text) && statement.period_text.size() == 4 &&
           statement.unit.dimension() == "mass/time" && ledger.public_since(statement) <= known_on;
}

/// The edition that names most places, the later published of equals.
const std::pair<const std::string, Edition>& chosen(const std::map<std::string, Edition>& editions) {
    return *std::ranges::max_element(editions, [](const auto& a, const auto& b) {
        return std::tuple(a.second.places.size(), a.second.published_on) < std::tuple(b.second.places.size(), b.second.published_on);
    });
}

ProductionRow row_of(const Statement& statement, StatisticsPlaceKind kind) {
    ProductionRow row{statement.item, "Production", statement.quantity, kind, statement.place, statement.place};
    row.year = row.through = *leading_year(statement.period_text);
    row.figure.value = statement.value;
    if (statement.stated_range) row.figure.low = statement.low, row.figure.high = statement.high;
    row.unit = statement.unit.text();
    row.note = statement.id;
    row.line = statement.where.line;
    row.file = statement.where.file;
    return row;
}

}  // namespace

ProductionTable production_of(const Ledger& ledger, const StatisticsPlaceNames& names, Date known_on) {
    std::map<SeriesKey, std::map<std::string, Edition>> series;
    for (const char* quantity : kQuantities) {
        for (const Statement* statement : ledger.with_quantity(quantity)) {
            if (!counts(*statement, ledger, known_on) || kind_of(statement->place, names) == StatisticsPlaceKind::unknown) continue;
            const std::string name = (statement->vintage.empty() ? statement->source : statement->vintage) + ", " + statement->unit.text();
            Edition& edition = series[{statement->item, quantity, *leading_year(statement->period_text)}][name];
            edition.statements.push_back(statement);
            edition.places.insert(statement->place);
            edition.published_on = std::max(edition.published_on, ledger.public_since(*statement));
        }
    }
    ProductionTable table{"the ledger as known on " + known_on.to_text(), "ledger", {}, {}};
    for (const auto& [key, editions] : series) {
        const auto& [name, edition] = chosen(editions);
        std::map<std::string, const Statement*> taken;
        for (const Statement* statement : edition.statements) {
            const auto [at, fresh] = taken.try_emplace(statement->place, statement);
            if (!fresh && at->second->value != statement->value) {
                table.warnings.push_back({statement->where,
                                          "\"" + statement->id + "\" gives another figure than \"" + at->second->id + "\" of the same edition",
                                          "the first is taken; give the row another quantity, use or item"});
            }
            if (fresh) table.rows.push_back(row_of(*statement, kind_of(statement->place, names)));
        }
        for (const auto& [other, left] : editions) {
            if (other == name) continue;
            table.warnings.push_back({left.statements.front()->where,
                                      "\"" + other + "\" was left aside for " + std::get<0>(key) + " in " + std::to_string(std::get<2>(key)) +
                                          "; \"" + name + "\" names as many places or more",
                                      "editions are not mixed"});
        }
    }
    return table;
}

}  // namespace countervail
