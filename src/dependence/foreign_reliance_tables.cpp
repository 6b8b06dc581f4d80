// SPDX-License-Identifier: Apache-2.0
#include "dependence/foreign_reliance_tables.h"

#include <algorithm>
#include <numeric>

namespace countervail {

namespace {

constexpr auto kFace = RelianceView::face_value, kThrough = RelianceView::look_through;

const PlaceReliance& side_of(const ForeignReliance& reliance, RelianceSide side) { return side == RelianceSide::inputs ? reliance.inputs : reliance.sales; }
const std::string& place_id(const IoTable& table, int place) { return table.places[static_cast<std::size_t>(place)]; }
const std::string& industry_name(const IoTable& table, int cell) { return table.industry_names[static_cast<std::size_t>(table.industry_of(cell))]; }

Cell number(std::optional<double> value) { return value ? Cell(*value) : Cell(); }
Cell percent(std::optional<double> share) { return share ? Cell(100 * *share) : Cell(); }

std::vector<Column> value_columns(RelianceSide side) {
    if (side == RelianceSide::inputs) {
        return {{"face_value", "ratio", "Bought directly, per unit of the industry's output"},
                {"look_through", "ratio", "Output called for there by all tiers of suppliers, per unit of the industry's output"},
                {"share_face_value", "%", "Of direct purchases from others", 3},
                {"share_look_through", "%", "Of what all tiers call for, the industry's own output left out", 3},
                {"hidden_exposure", "ratio", "Look-through over face value; empty where nothing is bought directly", 3}};
    }
    return {{"face_value", "ratio", "Sold directly to industries there, per unit of output"},
            {"look_through", "ratio", "Passed through industries there by all tiers of customers, per unit of output"},
            {"share_face_value", "%", "Of direct sales to other industries", 3},
            {"share_look_through", "%", "Of what passes through other industries in all", 3},
            {"hidden_exposure", "ratio", "Look-through over face value; empty where nothing is sold directly", 3}};
}

void add_values(std::vector<Cell>& row, const PlaceReliance& side, int cell, int place) {
    row.emplace_back(side.face_value(cell, place));
    row.emplace_back(side.look_through(cell, place));
    row.push_back(percent(reliance_share(side, cell, place, kFace)));
    row.push_back(percent(reliance_share(side, cell, place, kThrough)));
    row.push_back(number(hidden_exposure(side, cell, place)));
}

/// 1 for the foreign place with the largest look-through.
double rank_of(const IoTable& table, const PlaceReliance& side, int cell, int partner) {
    double rank = 1;
    for (int place = 0; place < static_cast<int>(table.places.size()); ++place) {
        rank += place != table.place_of(cell) && side.look_through(cell, place) > side.look_through(cell, partner);
    }
    return rank;
}

/// Titles say when the numbers are those of the compact table.
std::string origin_of(const IoTable& table) { return table.id + (table.built_in ? ", the compact built-in table" : ""); }

const char* word(RelianceSide side) { return side == RelianceSide::inputs ? "inputs" : "sales to industries"; }

}  // namespace

Table reliance_of_cell_table(const IoTable& table, const ForeignReliance& reliance, int cell, RelianceSide side, int top) {
    const PlaceReliance& values = side_of(reliance, side);
    Table result{"reliance-of-industry", "Whom " + industry_name(table, cell) + " in " + place_id(table, table.place_of(cell)) + " relies on for " + word(side) + ", " + origin_of(table),
                 {{"place", "", "Where the other industries are"}}, {}, table.statements};
    for (Column& column : value_columns(side)) result.columns.push_back(std::move(column));
    std::vector<int> order(table.places.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return values.look_through(cell, a) > values.look_through(cell, b); });
    if (top > 0 && top < static_cast<int>(order.size())) order.resize(static_cast<std::size_t>(top));
    for (const int place : order) {
        std::vector<Cell> row{place_id(table, place)};
        add_values(row, values, cell, place);
        result.add(std::move(row));
    }
    return result;
}

Table reliance_on_place_table(const IoTable& table, const ForeignReliance& reliance, int place, int partner, RelianceSide side) {
    const PlaceReliance& values = side_of(reliance, side);
    Table result{"reliance-on-place", "Reliance of the industries of " + place_id(table, place) + " on " + place_id(table, partner) + " for " + word(side) + ", " + origin_of(table),
                 {{"code", "", "The table's own code"}, {"industry", "", "That relies"}}, {}, table.statements};
    for (Column& column : value_columns(side)) result.columns.push_back(std::move(column));
    result.columns.push_back({"rank", "count", "Among foreign places by look-through; 1 is the largest"});
    for (int industry = 0; industry < static_cast<int>(table.industries.size()); ++industry) {
        const int cell = table.cell(place, industry);
        if (table.output[cell] == 0) continue;
        std::vector<Cell> row{table.industries[static_cast<std::size_t>(industry)], industry_name(table, cell)};
        add_values(row, values, cell, partner);
        row.push_back(place == partner || values.look_through(cell, partner) <= 0 ? Cell() : Cell(rank_of(table, values, cell, partner)));
        result.add(std::move(row));
    }
    return result;
}

namespace {

/// What `top_partners_table` adds up over the industries.
struct PartnerCounts {
    std::vector<double> top_face, top_through, face, through;   // by place
    double industries = 0, weight_face = 0, weight_through = 0;
};

PartnerCounts count_partners(const IoTable& table, const PlaceReliance& values, int place, const std::vector<int>& industries, const std::vector<int>& left_out) {
    const std::vector<double> none(table.places.size(), 0.0);
    PartnerCounts counts{none, none, none, none};
    for (const int industry : industries) {
        const int cell = table.cell(place, industry);
        const double output = table.output[cell];
        if (output == 0) continue;
        ++counts.industries;
        if (const int top = top_partner(table, values, cell, kFace, left_out); top >= 0) ++counts.top_face[static_cast<std::size_t>(top)];
        if (const int top = top_partner(table, values, cell, kThrough, left_out); top >= 0) ++counts.top_through[static_cast<std::size_t>(top)];
        counts.weight_face += output * (values.face_value.row(cell).sum() - values.own_face_value[cell]);
        counts.weight_through += output * (values.look_through.row(cell).sum() - values.own_look_through[cell]);
        for (std::size_t other = 0; other < none.size(); ++other) {
            const bool own = static_cast<int>(other) == place;
            counts.face[other] += output * (values.face_value(cell, static_cast<int>(other)) - (own ? values.own_face_value[cell] : 0));
            counts.through[other] += output * (values.look_through(cell, static_cast<int>(other)) - (own ? values.own_look_through[cell] : 0));
        }
    }
    return counts;
}

}  // namespace

Table top_partners_table(const IoTable& table, const ForeignReliance& reliance, int place, RelianceSide side, const std::vector<int>& industries, const std::vector<int>& left_out) {
    std::vector<int> counted = industries;
    if (counted.empty()) {
        counted.resize(table.industries.size());
        std::iota(counted.begin(), counted.end(), 0);
    }
    const PartnerCounts counts = count_partners(table, side_of(reliance, side), place, counted, left_out);
    Table result{"top-partners", "On whom the industries of " + place_id(table, place) + " rely most for " + word(side) + ", " + origin_of(table),
                 {{"place", "", "Relied on"},
                  {"top_face_value", "count", "Industries for which it is the largest foreign partner at face value"},
                  {"top_look_through", "count", "Industries for which it is the largest foreign partner looked through"},
                  {"top_look_through_share", "%", "Of the industries counted", 3},
                  {"share_face_value", "%", "Of what these industries take from others directly", 3},
                  {"share_look_through", "%", "Of what they take from others looked through", 3}}, {}, table.statements};
    std::vector<int> order;
    for (int other = 0; other < static_cast<int>(table.places.size()); ++other) {
        if (other != place && std::find(left_out.begin(), left_out.end(), other) == left_out.end()) order.push_back(other);
    }
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return counts.through[static_cast<std::size_t>(a)] > counts.through[static_cast<std::size_t>(b)]; });
    order.insert(order.begin(), place);
    const auto part = [](double some, double all) { return all > 0 ? Cell(100 * some / all) : Cell(); };
    for (const int other : order) {
        const auto at = static_cast<std::size_t>(other);
        const bool own = other == place;
        result.add({place_id(table, other), own ? Cell() : Cell(counts.top_face[at]), own ? Cell() : Cell(counts.top_through[at]), own ? Cell() : part(counts.top_through[at], counts.industries),
                    part(counts.face[at], counts.weight_face), part(counts.through[at], counts.weight_through)});
    }
    return result;
}

}  // namespace countervail
