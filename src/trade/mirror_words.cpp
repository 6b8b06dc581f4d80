// SPDX-License-Identifier: Apache-2.0
#include "trade/mirror_words.h"

#include <algorithm>
#include <cmath>

namespace countervail {
namespace {

constexpr std::size_t kProblemsShown = 20;

auto key_of(const TradeReport& row) { return std::tie(row.year, row.product, row.importer, row.exporter, row.reported_by, row.re_export); }

std::string name_of_row(const TradeReports& reports, const TradeReport& row) {
    return reports.places[row.exporter].id + " to " + reports.places[row.importer].id + ", product " + reports.products[row.product].code +
           ", " + std::to_string(row.year) + " (" +
           (row.reported_by == ReportedBy::importer ? "imports"
            : row.re_export                         ? "re-exports"
                                                    : "exports") +
           ")";
}

/// The rows in the order of flows; problems: a row of no place or product, a figure that is none, a key twice.
Result<std::vector<const TradeReport*>> in_order(const TradeReports& reports) {
    Errors errors;
    const auto add = [&](std::string what, std::string hint) {
        if (errors.size() < kProblemsShown) errors.push_back({{}, std::move(what), std::move(hint)});
    };
    std::vector<const TradeReport*> order;
    for (const TradeReport& row : reports.rows) {
        if (row.exporter >= reports.places.size() || row.importer >= reports.places.size() || row.product >= reports.products.size()) {
            add("a report names a place or product that is not there", "count from 0");
            continue;
        }
        if (!(row.value >= 0) || !std::isfinite(row.value) || (row.weight && (!(*row.weight >= 0) || !std::isfinite(*row.weight))))
            add(name_of_row(reports, row) + " is not a figure of 0 or more", "mend the table it came from");
        if (row.re_export && row.reported_by == ReportedBy::importer)
            add(name_of_row(reports, row) + " is a re-export in the importer's word", "only exporters tell re-exports apart");
        order.push_back(&row);
    }
    std::ranges::sort(order, [](const TradeReport* a, const TradeReport* b) { return key_of(*a) < key_of(*b); });
    for (std::size_t at = 1; at < order.size(); ++at) {
        if (key_of(*order[at]) == key_of(*order[at - 1]))
            add(name_of_row(reports, *order[at]) + " is reported twice", "import each publisher's table of a year once");
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return order;
}

void add_to(MirrorSide& side, double value, const std::optional<double>& weight) {
    side.weight = !side.there ? weight : side.weight && weight ? std::optional(*side.weight + *weight) : std::nullopt;
    side.there = true;
    side.value += value;
}

/// Re-exports into an importer who reported the product come off: his word names their origin. What is left is counted.
void give_back_to_origin(MirrorWords& words) {
    for (std::size_t begin = 0, end = 0; begin < words.flows.size(); begin = end) {
        const MirrorFlow& first = words.flows[begin];
        bool reported = false;
        for (end = begin; end < words.flows.size() && words.flows[end].year == first.year && words.flows[end].product == first.product &&
                          words.flows[end].importer == first.importer;
             ++end)
            reported = reported || words.flows[end].by_importer.there;
        for (std::size_t at = begin; at < end; ++at) {
            MirrorFlow& flow = words.flows[at];
            if (flow.re_exported <= 0) continue;
            if (!reported) {
                words.left_with_exporters += flow.re_exported;
                add_to(flow.by_exporter, flow.re_exported, std::nullopt);
            }
        }
    }
}

}  // namespace

Result<MirrorWords> mirror_words(const TradeReports& reports, const MirrorChoice& choice) {
    const auto order = in_order(reports);
    if (!order) return std::unexpected(order.error());
    MirrorWords words;
    for (const TradeReport* row : *order) {
        if (row->exporter == row->importer && !reports.provenance.domestic) continue;
        if (words.flows.empty() || std::tie(words.flows.back().year, words.flows.back().product, words.flows.back().importer,
                                            words.flows.back().exporter) != std::tie(row->year, row->product, row->importer, row->exporter))
            words.flows.push_back({row->exporter, row->importer, row->product, row->year, {}, {}, 0});
        MirrorFlow& flow = words.flows.back();
        const std::string &from = reports.places[row->exporter].id, &into = reports.places[row->importer].id;
        const double value = row->cif && choice.to_fob ? row->value / (1 + freight_margin(choice.freight, from, into)) : row->value;
        if (row->reported_by == ReportedBy::importer) {
            words.importing.insert({row->year, row->importer});
            add_to(flow.by_importer, value, row->weight);
        } else {
            words.exporting.insert({row->year, row->exporter});
            if (row->re_export) flow.re_exported += value;
            if (!row->re_export || choice.re_exports == ReExportChoice::included) add_to(flow.by_exporter, value, row->weight);
        }
    }
    if (choice.re_exports == ReExportChoice::to_origin) give_back_to_origin(words);
    return words;
}

}  // namespace countervail
