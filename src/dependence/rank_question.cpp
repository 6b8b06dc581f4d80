// SPDX-License-Identifier: Apache-2.0
#include "dependence/rank_question.h"

#include <algorithm>
#include <array>

#include "base/parallel.h"
#include "base/text.h"

namespace countervail {
namespace {

/// Where the denominator of a measure is summed from.
enum class Whole : char { none, buyers_imports, buyers_supply, sellers_exports, trade_of_pair };

struct MeasureParts {
    std::string_view id;
    Whole whole = Whole::none;
    double (*part)(const PairProduct&);
};

constexpr std::array kParts = {
    MeasureParts{"import-share", Whole::buyers_imports, [](const PairProduct& row) { return row.value; }},
    MeasureParts{"supply-share", Whole::buyers_supply, [](const PairProduct& row) { return row.value; }},
    MeasureParts{"dependent-trade", Whole::trade_of_pair, [](const PairProduct& row) { return row.above_threshold ? row.value : 0; }},
    MeasureParts{"dependent-imports", Whole::buyers_imports, [](const PairProduct& row) { return row.above_threshold ? row.value : 0; }},
    MeasureParts{"exposed-imports", Whole::buyers_imports, [](const PairProduct& row) { return row.above_threshold ? row.imports : 0; }},
    MeasureParts{"dependent-products", Whole::none, [](const PairProduct& row) { return row.above_threshold ? 1.0 : 0; }},
    MeasureParts{"first-supplier-products", Whole::none, [](const PairProduct& row) { return row.largest_supplier ? 1.0 : 0; }},
    MeasureParts{"concentration-part", Whole::buyers_imports, [](const PairProduct& row) { return row.value * row.share; }},
    MeasureParts{"henry-jackson-products", Whole::none, [](const PairProduct& row) { return row.henry_jackson ? 1.0 : 0; }},
    MeasureParts{"henry-jackson-imports", Whole::buyers_imports, [](const PairProduct& row) { return row.henry_jackson ? row.value : 0; }},
    MeasureParts{"comparative-dependence-products", Whole::none, [](const PairProduct& row) { return row.comparative_dependence > 1 ? 1.0 : 0; }},
    MeasureParts{"geodep-products", Whole::none, [](const PairProduct& row) { return row.geodep ? 1.0 : 0; }},
    MeasureParts{"geodep-imports", Whole::buyers_imports, [](const PairProduct& row) { return row.geodep ? row.value : 0; }},
    MeasureParts{"core-products", Whole::none, [](const PairProduct& row) { return row.core ? 1.0 : 0; }},
    MeasureParts{"core-imports", Whole::buyers_imports, [](const PairProduct& row) { return row.core ? row.value : 0; }},
    MeasureParts{"market-share", Whole::sellers_exports, [](const PairProduct& row) { return row.value; }},
};

const MeasureParts* parts_of(std::string_view id) {
    const auto at = std::ranges::find(kParts, id, &MeasureParts::id);
    return at == kParts.end() ? nullptr : &*at;
}

double whole_of(const CubeTotals& totals, Whole whole, std::size_t product, PlaceIndex of, PlaceIndex to) {
    switch (whole) {
        case Whole::buyers_imports: return totals.imports.at(product, of);
        case Whole::buyers_supply: return totals.imports.at(product, of) + (totals.domestic() ? totals.own.at(product, of) : 0);
        case Whole::sellers_exports: return totals.exports.at(product, to);
        case Whole::none:
        case Whole::trade_of_pair: return 0;
    }
    return 0;
}

struct Pair {
    PlaceIndex of = 0, to = 0;
};

Pair pair_of(RankedSide side, PlaceIndex place, PlaceIndex partner) { return side == RankedSide::sellers ? Pair{place, partner} : Pair{partner, place}; }

/// The rows of one partner in all measures.
void fill_parts(RankQuestion& question, const CubeMeasures& measures, const PairProfile& profile, std::size_t row) {
    for (RankedMeasure& measure : question.measures) {
        const MeasureParts& parts = *parts_of(measure.id);
        ResampledMeasure& resampled = *measure.resampled;
        const std::size_t begin = row * resampled.products;
        if (parts.whole != Whole::none) {
            for (std::size_t product = 0; product < resampled.products; ++product)
                resampled.denominator[begin + product] = whole_of(measures.totals, parts.whole, product, profile.of, profile.to);
        }
        for (const PairProduct& product : profile.products) {
            resampled.numerator[begin + product.product] = parts.part(product);
            if (parts.whole == Whole::trade_of_pair) resampled.denominator[begin + product.product] = product.value;
        }
    }
}

void add_parts(const TradeCube& cube, const CubeMeasures& measures, RankedSide side, PlaceIndex place, int threads, PartnerRanking& ranking) {
    const std::size_t products = cube.products().size(), cells = products * ranking.partners.size();
    for (RankedMeasure& measure : ranking.question.measures)
        measure.resampled = ResampledMeasure{products, std::vector<double>(cells, 0.0), std::vector<double>(parts_of(measure.id)->whole == Whole::none ? 0 : cells, 0.0)};
    parallel_for(threads, ranking.partners.size(), [&](std::size_t row) {
        const Pair pair = pair_of(side, place, ranking.partners[row]);
        fill_parts(ranking.question, measures, pair_profile(cube, measures, pair.of, pair.to), row);
    });
}

Errors problems_of(const CubeMeasures& measures, std::span<const std::string_view> ids, bool with_products) {
    Errors errors;
    const std::vector<std::string> known(PairMeasures::ids().begin(), PairMeasures::ids().end());
    for (const std::string_view id : ids) {
        if (!PairMeasures::index(id)) {
            errors.push_back({{}, "\"" + std::string(id) + "\" is no measure of pairs", did_you_mean(id, known)});
            continue;
        }
        if (!has_values(*find_measure(id), measures.totals))
            errors.push_back({{}, "own supply is not booked in this trade, so that there is no \"" + std::string(id) + "\"", "rank by \"import-share\""});
        if (with_products && !can_be_resampled(id))
            errors.push_back(
                {{}, "\"" + std::string(id) + "\" is no ratio of sums over products, and cannot be resampled", "leave it out of the bootstrap"});
    }
    return errors;
}

}  // namespace

bool can_be_resampled(std::string_view pair_measure) { return parts_of(pair_measure) != nullptr; }

Result<PartnerRanking> partner_ranking(const TradeCube& cube, const CubeMeasures& measures, RankedSide side, PlaceIndex place,
                                       std::span<const std::string_view> ids, bool with_products, int threads) {
    Errors errors = problems_of(measures, ids, with_products);
    PartnerRanking ranking;
    const std::size_t traded = *PairMeasures::index("import-share");
    for (std::size_t partner = 0; partner < cube.places().size(); ++partner) {
        const Pair pair = pair_of(side, place, static_cast<PlaceIndex>(partner));
        if (measures.pairs.at(traded, pair.of, pair.to) <= 0) continue;
        ranking.partners.push_back(static_cast<PlaceIndex>(partner));
        ranking.question.places.push_back(cube.places()[partner].name);
    }
    if (ranking.partners.empty())
        errors.push_back(
            {{}, cube.places()[place].id + (side == RankedSide::sellers ? " imports nothing" : " exports nothing"), "ask for another place or year"});
    if (!errors.empty()) return std::unexpected(std::move(errors));
    for (const std::string_view id : ids) {
        RankedMeasure measure{std::string(id), find_measure(id)->higher_is_worse, {}, std::nullopt};
        for (const PlaceIndex partner : ranking.partners) {
            const Pair pair = pair_of(side, place, partner);
            measure.values.emplace_back(measures.pairs.at(*PairMeasures::index(id), pair.of, pair.to));
        }
        ranking.question.measures.push_back(std::move(measure));
    }
    if (with_products) add_parts(cube, measures, side, place, threads, ranking);
    return ranking;
}

}  // namespace countervail
