// SPDX-License-Identifier: Apache-2.0
#include "dependence/side_by_side.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "dependence/idle_capacity.h"
#include "dependence/power_inputs.h"

namespace countervail {
namespace {

constexpr const char* kLookThrough = "docs/methods/dependence-look-through.md";
constexpr const char* kPowerOfTrade = "docs/methods/dependence-power-of-trade.md";
constexpr const char* kPower = "docs/methods/dependence-coercive-power.md";
constexpr const char* kMarketPower = "docs/methods/dependence-market-power.md";
constexpr const char* kChoke = "docs/methods/dependence-choke-points.md";

std::string words_of(const TradeProvenance& provenance, int year) { return "trade: " + provenance.id + ", " + std::to_string(year); }

/// Sums over the industries of one place, weighted by output.
struct PlaceSums {
    Eigen::VectorXd of_place;          ///< by partner: USD of inputs
    double own = 0;                    ///< what cells take from themselves
    double others() const { return of_place.sum() - own; }
    double abroad(int home) const { return of_place.sum() - of_place(home); }
};

PlaceSums sums_of(const IoTable& table, const PlaceReliance& reliance, int of, RelianceView by) {
    PlaceSums sums{Eigen::VectorXd::Zero(static_cast<Eigen::Index>(table.places.size())), 0};
    for (int industry = 0; industry < static_cast<int>(table.industries.size()); ++industry) {
        const int cell = table.cell(of, industry);
        sums.of_place += table.output(cell) * reliance.view(by).row(cell).transpose();
        sums.own += table.output(cell) * reliance.own(by)(cell);
    }
    return sums;
}

std::optional<double> share(double part, double all) { return all > 0 ? std::optional(part / all) : std::nullopt; }

/// Rank of `to` among places other than `of` and those left out, by the sums.
std::pair<int, int> rank_of(const Eigen::VectorXd& sums, int of, int to, const std::vector<int>& left_out) {
    int rank = 1, ranked = 0;
    for (int place = 0; place < static_cast<int>(sums.size()); ++place) {
        if (place == of || (place != to && std::ranges::find(left_out, place) != left_out.end())) continue;
        ++ranked;
        if (sums(place) > sums(to)) ++rank;
    }
    return {rank, ranked};
}

std::string finite_note(double value) { return std::isfinite(value) ? std::string() : "without bound: the supplier controls a sector entirely, or nothing replaces what it sells"; }

std::optional<double> finite(double value) { return std::isfinite(value) ? std::optional(value) : std::nullopt; }

ChokeNode all_lanes(const World& world, int from, std::optional<int> to) {
    ChokeNode node;
    node.kind = NodeKind::exports;
    node.place = from;
    node.id = "exports from " + world.places[static_cast<std::size_t>(from)].id;
    for (std::size_t lane = 0; lane < world.lanes.size(); ++lane) {
        const auto place_of = [&](int market) { return world.markets[static_cast<std::size_t>(market)].place; };
        if (place_of(world.lanes[lane].from) != from || (to && place_of(world.lanes[lane].to) != *to)) continue;
        if (place_of(world.lanes[lane].to) != from) node.lanes.push_back(static_cast<int>(lane));
    }
    return node;
}

/// Share of the value added of the uses at a place that stands still; empty where there is none.
std::optional<double> lost_at(const World& world, int place, const StopLoss& loss) {
    double all = 0, lost = 0;
    for (std::size_t use = 0; use < world.uses.size(); ++use) {
        if (world.uses[use].place != place) continue;
        all += world.uses[use].value_added;
        lost += world.uses[use].value_added * (1 - loss.running[use]);
    }
    return share(lost, all);
}

}  // namespace

std::vector<MeasureLine> lines_of_trade(const TradeCube& cube, const PairProfile& profile) {
    std::vector<MeasureLine> lines;
    for (const PairMeasureValue& value : profile.values) {
        const DependenceMeasure& measure = *find_measure(value.measure);
        lines.push_back({value.measure, std::string(measure.name), std::string(measure.unit), value.value, {}, {}, value.supplier_rank, value.suppliers,
                         words_of(cube.provenance(), profile.year), value.note, std::string(measure.page)});
    }
    return lines;
}

std::vector<MeasureLine> lines_of_reliance(const IoTable& table, const ForeignReliance& reliance, int of, int to, const std::vector<int>& left_out) {
    const std::string rests_on = "table: " + table.id + (table.built_in ? ", compact" : "");
    const PlaceSums direct = sums_of(table, reliance.inputs, of, RelianceView::face_value), through = sums_of(table, reliance.inputs, of, RelianceView::look_through);
    const auto [direct_rank, ranked] = rank_of(direct.of_place, of, to, left_out);
    const int through_rank = rank_of(through.of_place, of, to, left_out).first;
    int first = 0, industries = 0;
    for (int industry = 0; industry < static_cast<int>(table.industries.size()); ++industry) {
        const int cell = table.cell(of, industry), top = top_partner(table, reliance.inputs, cell, RelianceView::look_through, left_out);
        industries += top >= 0 ? 1 : 0;
        first += top == to ? 1 : 0;
    }
    const auto added = share(through.of_place(to), direct.of_place(to));
    return {
        {"face-value-reliance", "share of inputs, at face value", "share", share(direct.of_place(to), direct.others()), {}, {}, direct_rank, ranked, rests_on, "", kLookThrough},
        {"look-through-reliance", "share of inputs, looked through all tiers", "share", share(through.of_place(to), through.others()), {}, {}, through_rank, ranked, rests_on, "", kLookThrough},
        {"look-through-foreign-share", "share of inputs from abroad, looked through", "share", share(through.of_place(to), through.abroad(of)), {}, {}, through_rank, ranked, rests_on, "", kLookThrough},
        {"hidden-exposure", "looked-through over face-value reliance", "ratio", added, {}, {}, 0, 0, rests_on, added ? "" : "nothing is bought directly", kLookThrough},
        {"first-foreign-supplier-industries", "industries with this first foreign supplier, looked through", "count", static_cast<double>(first), {}, {}, 0, 0, rests_on,
         "of " + std::to_string(industries) + " industries that take anything from abroad", kLookThrough},
    };
}

PowerRange power_range(const PowerInputs& likely, const LikelyRange& spread, const LikelyRange& rho) {
    const auto spread_by = [&](double factor) {
        PowerInputs inputs = likely;
        for (double& sigma : inputs.sigma) sigma = 1 + factor * (sigma - 1);
        return inputs;
    };
    return {spread_by(spread.low), spread_by(spread.likely), spread_by(spread.high), rho};
}

Result<std::vector<MeasureLine>> lines_of_power(const PowerRange& range, const std::string& suffix, const std::string& rests_on, int of, int to, int threads) {
    const int places = static_cast<int>(range.likely.places.size());
    std::vector<double> losses;            // likely, largest, smallest
    std::pair<int, int> rank{1, 0};
    const std::array<std::pair<const PowerInputs*, double>, 3> ends = {{{&range.likely, range.rho.likely}, {&range.low, range.rho.low}, {&range.high, range.rho.high}}};
    for (const auto& [inputs, rho] : ends) {
        const auto power = power_of_all(*inputs, rho, threads);
        if (!power) return std::unexpected(power.error());
        losses.push_back(power->of(of, to, places));
        if (losses.size() > 1) continue;
        for (int other = 0; other < places; ++other) {
            if (other == of) continue;
            ++rank.second;
            if (power->of(of, other, places) > losses[0]) ++rank.first;
        }
    }
    const auto line = [&](const char* id, const char* name, const std::vector<double>& values) {
        return MeasureLine{id + suffix, name, "log points", finite(values[0]), finite(values[2]), finite(values[1]), rank.first, rank.second, rests_on, finite_note(values[0]), suffix.empty() ? kPower : kPowerOfTrade};
    };
    std::vector<MeasureLine> lines{line("coercive-power", "rise of input costs if it withholds everything", losses)};
    if (range.likely.beta.empty()) return lines;
    std::vector<double> of_output;
    for (const double loss : losses) of_output.push_back(output_loss(range.likely, of, loss));
    lines.push_back(line("coercive-power-output", "fall of output if it withholds everything", of_output));
    return lines;
}

Result<MeasureLine> line_of_market_power(std::span<const ExportPosition> positions, std::string rests_on) {
    MeasureLine line{"market-power-products", "leading exports of the seller that it could price as a monopolist", "count", 0.0, 0.0, 0.0, 0, 0, std::move(rests_on), {}, kMarketPower};
    Errors errors;
    for (const ExportPosition& position : positions) {
        const auto power = export_market_power(position.share, position.demand, position.others_supply);
        if (!power) {
            append(errors, power.error());
            continue;
        }
        *line.value += power->likely_tax ? 0 : 1;
        *line.low += power->lowest_tax ? 0 : 1;      // unbounded in every combination
        *line.high += power->highest_tax ? 0 : 1;    // in at least one
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    line.note = "of its " + std::to_string(positions.size()) + " products of largest world share, whoever buys them";
    return line;
}

Result<std::vector<MeasureLine>> lines_of_stop(const World& world, int of, int to) {
    std::vector<MeasureLine> lines;
    const PhysicalShares shares(world);
    const auto add = [&](const char* id, const char* name, const ChokeNode& node) -> Result<void> {
        const auto most = lost_at(world, of, shares.without_replacement(node));
        if (node.lanes.empty() || !most) return {};
        const auto least = loss_with_idle_capacity(world, node);
        if (!least) return std::unexpected(least.error());
        lines.push_back({id, name, "share", {}, lost_at(world, of, least->loss), most, 0, 0, "world: " + world.id + ", critical items",
                         "from all idle capacity used to nothing replaced; stocks, law and price left out", kChoke});
        return {};
    };
    if (auto added = add("stop-towards-buyer", "value added of critical uses lost if it stops selling to the buyer", all_lanes(world, to, of)); !added) return std::unexpected(added.error());
    if (auto added = add("stop-towards-all", "value added of critical uses lost if it stops selling to anyone", all_lanes(world, to, std::nullopt)); !added) return std::unexpected(added.error());
    return lines;
}

Table side_by_side_table(std::string of, std::string to, std::span<const MeasureLine> lines, std::vector<std::string> sources) {
    Table table{"measures", "Dependence of " + of + " on " + to + ", every measure side by side",
                {{"measure", "", "Identifier, for --measure"},
                 {"meaning", "", "What it counts"},
                 {"value", "", "In the unit beside it", 3},
                 {"low", "", "Low end, where what it rests on is a range", 3},
                 {"high", "", "High end", 3},
                 {"unit", "", ""},
                 {"rank", "", "Of the seller among all sellers to the buyer, 1 = most depended on"},
                 {"rests on", "", "Trade, table or world"},
                 {"note", "", "What weakens it"},
                 {"method", "", "Formula, source and limits"}},
                {}, std::move(sources)};
    const auto cell = [](const std::optional<double>& value) { return value ? Cell(*value) : Cell(); };
    for (const MeasureLine& line : lines) {
        const Cell rank = line.rank > 0 ? Cell(std::to_string(line.rank) + " of " + std::to_string(line.ranked)) : Cell();
        table.add({line.measure, line.name, cell(line.value), cell(line.low), cell(line.high), line.unit, rank, line.rests_on, line.note, line.page});
    }
    return table;
}

}  // namespace countervail
