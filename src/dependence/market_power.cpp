// SPDX-License-Identifier: Apache-2.0
#include "dependence/market_power.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "base/text.h"

namespace countervail {

namespace {

/// The different values among low, likely and high.
std::set<double> points(const LikelyRange& range) { return {range.low, range.likely, range.high}; }

void check_range(const LikelyRange& range, const char* what, double least, double most, Errors& errors) {
    const auto text = [&] { return readable_number(range.low) + " … " + readable_number(range.likely) + " … " + readable_number(range.high); };
    if (!(range.low <= range.likely && range.likely <= range.high)) {
        errors.push_back({{}, std::string("the range of the ") + what + " is out of order: " + text(), "low, likely, high from small to large"});
    } else if (!(range.low >= least && range.high <= most) || !std::isfinite(range.high)) {
        errors.push_back({{}, std::string("the ") + what + " lies outside what it can be: " + text(), "a share is above 0 and at most 1, the size of an elasticity at least 0"});
    }
}

}  // namespace

Result<LikelyRange> elasticity_from(const Ledger& ledger, std::string_view id, Date known_on, const Place& asked_at) {
    const auto found = ledger.known(id, known_on, asked_at);
    if (!found) return std::unexpected(found.error());
    const Statement& statement = **found;
    if (statement.unit.dimension() != "ratio" || !statement.unit.basis().empty()) {
        return fail(asked_at, "\"" + statement.id + "\" is in " + statement.unit.text() + ", not an elasticity", "name a statement in unit \"ratio\"");
    }
    if (statement.low < 0 && statement.high > 0) return fail(asked_at, "the range of \"" + statement.id + "\" holds both signs", "an elasticity of demand or of supply has one sign");
    const auto [least, most] = std::minmax({std::abs(statement.low), std::abs(statement.high)});
    return LikelyRange{least, std::abs(statement.value), most, {statement.id}};
}

double residual_elasticity(double share, double demand, double others_supply) { return (demand + others_supply * (1 - share)) / share; }

std::optional<double> optimal_export_tax(double residual) {
    if (residual <= 1) return std::nullopt;
    return 1 / (residual - 1);
}

Result<MarketPower> export_market_power(const LikelyRange& share, const LikelyRange& demand, const LikelyRange& others_supply) {
    Errors errors;
    check_range(share, "share", std::numeric_limits<double>::min(), 1, errors);
    check_range(demand, "elasticity of demand", 0, std::numeric_limits<double>::max(), errors);
    check_range(others_supply, "elasticity of the others' supply", 0, std::numeric_limits<double>::max(), errors);
    if (!errors.empty()) return std::unexpected(std::move(errors));
    MarketPower power;
    power.likely_residual = residual_elasticity(share.likely, demand.likely, others_supply.likely);
    power.likely_tax = optimal_export_tax(power.likely_residual);
    power.lowest_residual = residual_elasticity(share.high, demand.low, others_supply.low);   // falls in s, rises in both sizes
    power.highest_residual = residual_elasticity(share.low, demand.high, others_supply.high);
    power.lowest_tax = optimal_export_tax(power.highest_residual);
    power.highest_tax = optimal_export_tax(power.lowest_residual);
    for (const double s : points(share)) {
        for (const double d : points(demand)) {
            for (const double o : points(others_supply)) {
                ++power.combinations;
                power.unbounded += !optimal_export_tax(residual_elasticity(s, d, o));
            }
        }
    }
    return power;
}

Result<Table> market_power_table(std::span<const ExportPosition> positions) {
    Table table{"export-market-power", "Power over price of exporters",
                {{"exporter", "", "Who sells"}, {"product", "", "What"}, {"share", "%", "Of the market, likely", 3},
                 {"residual_low", "ratio", "Size of the elasticity of residual demand, lowest", 3}, {"residual", "ratio", "The same, likely", 3}, {"residual_high", "ratio", "The same, highest", 3},
                 {"tax_low", "%", "Best export tax at the weakest combination; empty: unbounded in all", 3}, {"tax", "%", "Best export tax, likely; empty: unbounded", 3},
                 {"tax_high", "%", "Best export tax at the strongest combination; empty: unbounded", 3}, {"unbounded", "", "In how many combinations of the ranges no tax is too high"}}, {}, {}};
    Errors errors;
    std::set<std::string> sources;
    const auto percent = [](std::optional<double> rate) { return rate ? Cell(100 * *rate) : Cell(); };
    for (const ExportPosition& at : positions) {
        const auto power = export_market_power(at.share, at.demand, at.others_supply);
        if (!power) {
            for (const Error& each : power.error()) errors.push_back({each.where, at.exporter + ", " + at.product + ": " + each.what, each.hint});
            continue;
        }
        table.add({at.exporter, at.product, 100 * at.share.likely, power->lowest_residual, power->likely_residual, power->highest_residual, percent(power->lowest_tax), percent(power->likely_tax),
                   percent(power->highest_tax), std::to_string(power->unbounded) + " of " + std::to_string(power->combinations)});
        for (const LikelyRange* range : {&at.share, &at.demand, &at.others_supply}) sources.insert(range->statements.begin(), range->statements.end());
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    table.sources.assign(sources.begin(), sources.end());
    return table;
}

}  // namespace countervail
