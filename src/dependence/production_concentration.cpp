// SPDX-License-Identifier: Apache-2.0
#include "dependence/production_concentration.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "base/text.h"

namespace countervail {

namespace {

/// Ascending, so that the order of the rows is forgotten and small terms are not lost.
double ordered_sum(std::vector<double> terms) {
    std::ranges::sort(terms);
    return std::accumulate(terms.begin(), terms.end(), 0.0);
}

/// HHI bounds of the whole world when `rest` (a share of it) is not told apart by place.
void bound(ProductionConcentration& concentration) {
    const double named = 1 - concentration.rest_share;
    concentration.low = concentration.hhi * named * named;
    concentration.high = concentration.low + concentration.rest_share * concentration.rest_share;
}

void note_gaps(const ProductionByPlace& production, ProductionConcentration& concentration) {
    concentration.notes = production.notes;
    if (!production.unprinted.empty()) concentration.notes.push_back("no figure is printed for " + join(production.unprinted, ", ") + "; they count as none");
    if (!production.from_ranges.empty()) concentration.notes.push_back("the middle of a printed range stands for " + join(production.from_ranges, ", "));
}

}  // namespace

double herfindahl(std::span<const double> quantities) {
    const double total = ordered_sum({quantities.begin(), quantities.end()});
    if (!(total > 0)) return 0;
    std::vector<double> squares;
    for (const double quantity : quantities) squares.push_back(quantity * quantity);
    return ordered_sum(std::move(squares)) / (total * total);
}

Result<ProductionConcentration> production_concentration(const ProductionByPlace& production) {
    ProductionConcentration concentration;
    concentration.unit = production.unit;
    std::vector<double> quantities;
    for (const PlaceQuantity& place : production.places) {
        if (place.quantity > 0) quantities.push_back(place.quantity);
    }
    if (quantities.empty()) return fail({}, "no place has a quantity above zero", "choose another year, stage or commodity");
    const double total = ordered_sum(quantities);
    for (const PlaceQuantity& place : production.places) {
        if (place.quantity > 0) concentration.shares.push_back({place.place, place.quantity, place.quantity / total});
    }
    std::ranges::sort(concentration.shares, [](const ProducerShare& a, const ProducerShare& b) { return std::tuple(-a.quantity, a.place) < std::tuple(-b.quantity, b.place); });
    concentration.hhi = herfindahl(quantities);
    concentration.effective_producers = 1 / concentration.hhi;
    const double world = std::max(production.world.value_or(total + production.rest), total);
    concentration.rest_share = (world - total) / world;
    bound(concentration);
    note_gaps(production, concentration);
    return concentration;
}

double weighted_herfindahl(std::span<const WeightedShare> shares) {
    std::vector<double> terms;
    for (const WeightedShare& share : shares) terms.push_back(share.share * share.share * share.governance * share.trade_factor);
    return ordered_sum(std::move(terms));
}

}  // namespace countervail
