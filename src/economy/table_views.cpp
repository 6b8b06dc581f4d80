// SPDX-License-Identifier: Apache-2.0
#include "economy/table_views.h"

#include <algorithm>
#include <numeric>

#include "base/text.h"
#include "economy/leontief.h"

namespace countervail {

namespace {

constexpr const char* kMoney = "USD million/year";

const std::string& place_name(const IoTable& table, int cell) { return table.places[static_cast<std::size_t>(table.place_of(cell))]; }
std::size_t industry_at(const IoTable& table, int cell) { return static_cast<std::size_t>(table.industry_of(cell)); }

Cell share(double part, double whole) { return whole == 0 ? Cell() : Cell(100 * part / whole); }

bool chosen(const IoTable& table, int cell, int industry, int place) {
    return table.industry_of(cell) == industry && (place < 0 || table.place_of(cell) == place);
}

/// Indices of the largest values, largest first; ties in the order of the table.
std::vector<int> largest(const std::vector<double>& values, int top) {
    std::vector<int> order(values.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return values[static_cast<std::size_t>(a)] > values[static_cast<std::size_t>(b)]; });
    if (static_cast<int>(order.size()) > top) order.resize(static_cast<std::size_t>(top));
    return order;
}

std::string title_of(const IoTable& table, const char* what, int industry, int place) {
    return std::string(what) + " of " + table.industry_names[static_cast<std::size_t>(industry)] + (place < 0 ? ", all places" : " in " + table.places[static_cast<std::size_t>(place)]);
}

}  // namespace

Table table_facts(const IoTable& table) {
    const TableBalance balance = balance_of(table);
    Table facts{"table", table.id + (table.built_in ? ", built in" : ""), {{"fact", "", "what is counted"}, {"value", "", "how much"}, {"unit", "", "in what"}}, {}, {}};
    facts.sources = table.statements;
    const auto add = [&](const char* fact, Cell value, const char* unit) { facts.add({fact, std::move(value), unit}); };
    const auto count = [](std::size_t many) { return static_cast<double>(many); };
    add("source", table.source, "");
    add("year", table.year > 0 ? Cell(std::to_string(table.year)) : Cell("not stated"), "");
    add("places", count(table.places.size()), "");
    add("industries", count(table.industries.size()), "at each place");
    add("final uses", count(table.final_uses.size()), "at each place");
    add("flows between industries", static_cast<double>(table.intermediate.nonZeros()), "not zero");
    add("output", balance.output, kMoney);
    add("value added", table.value_added.sum(), kMoney);
    add("final demand", table.final_demand.sum(), kMoney);
    add("rows that miss their sales", 100 * balance.total, "% of output, in all");
    add("worst row", balance.worst, kMoney);
    add("worst row is", balance.worst_cell < 0 ? Cell("none") : Cell(place_name(table, balance.worst_cell) + " " + table.industries[industry_at(table, balance.worst_cell)]), "");
    add("cells without output", static_cast<double>(balance.no_output), "");
    add("negative flows", static_cast<double>(balance.negative_flows), "between industries");
    add("negative final demands", static_cast<double>(balance.negative_final), "");
    add("cells that buy for more than their output", static_cast<double>(balance.negative_value_added), "");
    return facts;
}

Table table_notes(const IoTable& table) {
    Table notes{"notes", "What to know of it", {{"note", "", "what the reader saw"}, {"remedy", "", "how to mend it, where it can be"}, {"file", "", "where"}}, {}, {}};
    for (const Error& note : table.notes) notes.add({note.what, note.hint.empty() ? Cell() : Cell(note.hint), note.where.file});
    return notes;
}

Table table_places(const IoTable& table) {
    const auto industries = static_cast<Eigen::Index>(table.industries.size());
    const Eigen::MatrixXd trade = gross_trade(table);
    Table places{"places", "Places", {{"place", "", "as the table calls it"}, {"output", kMoney, "gross output"}, {"value added", kMoney, "output less purchases from industries"},
                                      {"of all", "%", "share of all value added"}, {"exports", kMoney, "sold to other places"}, {"imports", kMoney, "bought from other places"}}, {}, {}};
    std::vector<double> value_added;
    for (Eigen::Index place = 0; place < static_cast<Eigen::Index>(table.places.size()); ++place) value_added.push_back(table.value_added.segment(place * industries, industries).sum());
    for (const int place : largest(value_added, static_cast<int>(table.places.size()))) {
        const Eigen::Index first = place * industries;
        places.add({table.places[static_cast<std::size_t>(place)], table.output.segment(first, industries).sum(), value_added[static_cast<std::size_t>(place)],
                    share(value_added[static_cast<std::size_t>(place)], table.value_added.sum()), trade.middleRows(first, industries).sum(), trade.col(place).sum()});
    }
    return places;
}

Table table_industries(const IoTable& table, int place, const std::vector<std::string>& known_as) {
    Table industries{"industries", place < 0 ? "Industries, all places" : "Industries in " + table.places[static_cast<std::size_t>(place)],
                     {{"industry", "", "code of the table"}, {"name", "", "for people"}, {"output", kMoney, "gross output"}, {"value added", kMoney, "output less purchases from industries"}, {"of all", "%", "share of the value added of all industries"}}, {}, {}};
    if (!known_as.empty()) industries.columns.push_back({"our industry", "", "of data/economy/industries.toml; empty where our list does not know the code"});
    std::vector<double> output(table.industries.size()), value_added(table.industries.size());
    for (int cell = 0; cell < table.cells(); ++cell) {
        if (place >= 0 && table.place_of(cell) != place) continue;
        output[industry_at(table, cell)] += table.output[cell];
        value_added[industry_at(table, cell)] += table.value_added[cell];
    }
    const double all = std::accumulate(value_added.begin(), value_added.end(), 0.0);
    for (std::size_t i = 0; i < output.size(); ++i) {
        std::vector<Cell> row{table.industries[i], table.industry_names[i], output[i], value_added[i], share(value_added[i], all)};
        if (!known_as.empty()) row.push_back(known_as[i].empty() ? Cell() : Cell(known_as[i]));
        industries.add(std::move(row));
    }
    return industries;
}

Table table_suppliers(const IoTable& table, int industry, int place, int top) {
    Table suppliers{"suppliers", title_of(table, "Suppliers", industry, place), {{"place", "", "of the supplier"}, {"industry", "", "code of the supplier"}, {"name", "", "for people"}, {"sells", kMoney, "to this industry"}, {"of purchases", "%", "share of what this industry buys of industries"}}, {}, {}};
    std::vector<double> bought(static_cast<std::size_t>(table.cells()));
    for (int row = 0; row < table.intermediate.outerSize(); ++row) {
        for (FlowMatrix::InnerIterator flow(table.intermediate, row); flow; ++flow) {
            if (chosen(table, static_cast<int>(flow.col()), industry, place)) bought[static_cast<std::size_t>(row)] += flow.value();
        }
    }
    const double all = std::accumulate(bought.begin(), bought.end(), 0.0);
    for (const int cell : largest(bought, top)) {
        const double flow = bought[static_cast<std::size_t>(cell)];
        if (flow > 0) suppliers.add({place_name(table, cell), table.industries[industry_at(table, cell)], table.industry_names[industry_at(table, cell)], flow, share(flow, all)});
    }
    return suppliers;
}

Table table_customers(const IoTable& table, int industry, int place, int top) {
    Table customers{"customers", title_of(table, "Customers", industry, place), {{"place", "", "of the customer"}, {"buyer", "", "code of the industry, or the final use"}, {"name", "", "for people"}, {"buys", kMoney, "of this industry"}, {"of sales", "%", "share of all sales of this industry"}}, {}, {}};
    const int cells = table.cells(), uses = static_cast<int>(table.final_uses.size());
    std::vector<double> sold(static_cast<std::size_t>(cells) + static_cast<std::size_t>(table.final_demand.cols()));
    for (int row = 0; row < cells; ++row) {
        if (!chosen(table, row, industry, place)) continue;
        for (FlowMatrix::InnerIterator flow(table.intermediate, row); flow; ++flow) sold[static_cast<std::size_t>(flow.col())] += flow.value();
        for (Eigen::Index use = 0; use < table.final_demand.cols(); ++use) sold[static_cast<std::size_t>(cells + use)] += table.final_demand(row, use);
    }
    const double all = std::accumulate(sold.begin(), sold.end(), 0.0);
    for (const int buyer : largest(sold, top)) {
        const double flow = sold[static_cast<std::size_t>(buyer)];
        if (flow <= 0) continue;
        if (buyer < cells) {
            customers.add({place_name(table, buyer), table.industries[industry_at(table, buyer)], table.industry_names[industry_at(table, buyer)], flow, share(flow, all)});
        } else {
            customers.add({table.places[static_cast<std::size_t>((buyer - cells) / uses)], "final use", table.final_uses[static_cast<std::size_t>((buyer - cells) % uses)], flow, share(flow, all)});
        }
    }
    return customers;
}

}  // namespace countervail
