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

void note_gaps(const ProductionByPlace& production, double total, ProductionConcentration& concentration) {
    concentration.notes = production.notes;
    if (!production.unprinted.empty())
        concentration.notes.push_back("no figure is printed for " + join(production.unprinted, ", ") + "; they count as none");
    if (!production.from_ranges.empty())
        concentration.notes.push_back("the middle of a printed range stands for " + join(production.from_ranges, ", "));
    if (!production.world) concentration.notes.push_back("no world total is published: places that are not named count as none");
    constexpr double kRounding = 1.02;
    if (production.world && total > *production.world * kRounding) {
        concentration.notes.push_back("the places add up to " + readable_number(total) + ", more than the published world total of " +
                                      readable_number(*production.world) + "; the sum was taken");
    }
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
    std::vector<double> quantities;
    for (const PlaceQuantity& place : production.places) {
        if (place.quantity > 0) quantities.push_back(place.quantity);
    }
    if (quantities.empty()) return fail({}, "no place has a quantity above zero", "choose another year, stage or commodity");
    if (production.places.size() == 1 && !production.world && !(production.rest > 0)) {
        return fail({}, "only " + production.places.front().place + " is stated, and no world total",
                    "concentration needs the other places, or the world's production");
    }
    ProductionConcentration concentration;
    concentration.unit = production.unit;
    const double total = ordered_sum(quantities);
    const double world = std::max(production.world.value_or(total + production.rest), total);
    for (const PlaceQuantity& place : production.places) {
        if (place.quantity > 0) concentration.shares.push_back({place.place, place.quantity, place.quantity / world});
    }
    std::ranges::sort(concentration.shares, [](const ProducerShare& a, const ProducerShare& b) {
        return std::tuple(-a.quantity, a.place) < std::tuple(-b.quantity, b.place);
    });
    const double named = total / world;
    concentration.rest_share = (world - total) / world;
    concentration.hhi = herfindahl(quantities) * named * named;
    concentration.high = concentration.hhi + concentration.rest_share * concentration.rest_share;
    concentration.effective_producers = 1 / concentration.hhi;
    note_gaps(production, total, concentration);
    return concentration;
}

double weighted_herfindahl(std::span<const WeightedShare> shares) {
    std::vector<double> terms;
    for (const WeightedShare& share : shares) terms.push_back(share.share * share.share * share.governance * share.trade_factor);
    return ordered_sum(std::move(terms));
}

}  // namespace countervail
