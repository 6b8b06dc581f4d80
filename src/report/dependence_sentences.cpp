// SPDX-License-Identifier: Apache-2.0
#include "report/dependence_sentences.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "report/figure_text.h"
#include "report/sentences.h"

namespace countervail {

namespace {

/// Three digits, so that 20.9% is not 21%; what is not quite none or all is never said to be.
std::string share_words(double share) {
    if (share > 0 && share < 0.0005) return "under 0.05%";
    if (share > 0.9995 && share < 1) return "over 99.95%";
    return short_number(100 * share) + "%";
}

std::string more_than(double threshold) { return std::abs(threshold - 0.5) < 1e-9 ? "more than half" : "more than " + short_number(100 * threshold) + "%"; }

std::string of_world(const TradeProvenance& provenance, const std::string& what) { return items_only(provenance) ? what + " of the world's critical items" : what; }

/// What a line of the trade is: shares above a threshold fall as lines grow coarser, so groups are not called products.
std::string product_word(const TradeProvenance& provenance) { return items_only(provenance) ? "item" : provenance.digits > 0 ? "product" : "product group"; }

/// "USD 526 bn", "USD 86.6 M".
std::string billion(double usd_billion) { return "USD " + short_number(1e9 * usd_billion); }

std::optional<double> value_of(const PairProfile& profile, std::string_view id) {
    for (const PairMeasureValue& each : profile.values) {
        if (each.measure == id) return each.value;
    }
    return {};
}

std::string ordinal(int number) {
    const int tens = number % 100;
    const char* end = tens >= 11 && tens <= 13 ? "th" : number % 10 == 1 ? "st" : number % 10 == 2 ? "nd" : number % 10 == 3 ? "rd" : "th";
    return std::to_string(number) + end;
}

std::size_t products_imported(const CubeMeasures& measures, PlaceIndex of) {
    std::size_t count = 0;
    for (std::size_t product = 0; product < measures.totals.products; ++product) count += measures.totals.imports.at(product, of) > 0;
    return count;
}

struct RuleCount {
    std::string_view id, words;
};
constexpr RuleCount kRules[] = {{"dependent-products", "above the threshold"},
                                {"henry-jackson-products", "under the Henry Jackson rule"},
                                {"geodep-products", "by GeoDep"},
                                {"core-products", "by the EU core indicators"}};

std::string one_direction(const AsymmetryCurve& curve, const AsymmetrySide& side, const std::string& seller, const std::string& buyer, double threshold) {
    if (side.lines == 0) return seller + " sells " + buyer + " nothing in these figures";
    return "of what " + seller + " sells " + buyer + ", " + share_words(share_at(curve, side, AsymmetryBy::value, threshold)) + " by value and " +
           share_words(share_at(curve, side, AsymmetryBy::lines, threshold)) + " of " + counted(side.lines, product_word(curve.provenance)) + " are goods of which it supplies " + more_than(threshold) +
           " of all that " + buyer + " imports";
}

struct ShareSpan {
    double low = 1, high = 0;
    void add(double share) {
        low = std::min(low, share);
        high = std::max(high, share);
    }
    std::string words() const { return share_words(low) + " to " + share_words(high); }
};

}  // namespace

std::string place_in_words(const TradePlace& place) { return place.name.empty() ? place.id : place.name; }

PairNames pair_names(const TradeCube& cube, std::string_view a, std::string_view b) {
    const auto name = [&](std::string_view id) {
        const int at = cube.place(id);
        return at < 0 ? std::string(id) : place_in_words(cube.places()[static_cast<std::size_t>(at)]);
    };
    return {name(a), name(b)};
}

bool items_only(const TradeProvenance& provenance) { return provenance.nomenclature == "items"; }

std::string level_in_words(const TradeProvenance& provenance, int digits) {
    if (items_only(provenance)) return "items of the world";
    const int shown = digits > 0 ? digits : provenance.digits;
    return provenance.nomenclature + (shown > 0 ? ", " + std::to_string(shown) + " digits" : "");
}

std::string how_to_get_trade() {
    return "Trade in all goods is missing. Get a year of it by six-digit codes (CEPII BACI and UN Comtrade offer it for download), read it in with `countervail trade import`, and ask again.";
}

std::string pair_answer(const TradeCube& cube, const CubeMeasures& measures, const PairProfile& profile) {
    const std::string of = place_in_words(cube.places()[profile.of]), to = place_in_words(cube.places()[profile.to]);
    const TradeProvenance& provenance = cube.provenance();
    const std::string year = std::to_string(profile.year);
    const auto share = value_of(profile, "import-share");
    if (!share) return of + " imports nothing in these figures (" + year + "): no measure is defined.";
    if (*share <= 0) return of + " buys nothing from " + to + " in these figures (" + year + ").";
    std::string words = of + " buys " + share_words(*share) + " of its imports" + (items_only(provenance) ? of_world(provenance, "") : "") + " from " + to + " (" + year + ", by value)";
    const std::size_t imported = products_imported(measures, profile.of);
    if (const auto dependent = value_of(profile, "dependent-products")) {
        const std::string count = readable_number(*dependent, 15);
        words += "; for " + (*dependent <= 0 ? "none" : count) + " of the " + counted(imported, product_word(provenance)) + " that it imports, " + to + " supplies " + more_than(measures.options.threshold);
        const auto exposed = value_of(profile, "exposed-imports");
        if (exposed && *dependent > 0) words += " (" + share_words(*exposed) + " of " + (items_only(provenance) ? "these" : "all its") + " imports)";
    }
    words += ".";
    if (const auto supply = value_of(profile, "supply-share")) words += " With what it supplies to itself counted, the share is " + share_words(*supply) + ".";
    if (items_only(provenance)) words += " These figures cover the items of this world only and say nothing about other trade.";
    return words;
}

std::string pair_rules_words(const PairProfile& profile) {
    std::vector<std::pair<double, std::string>> counts;
    for (const RuleCount& rule : kRules) {
        if (const auto value = value_of(profile, rule.id)) counts.emplace_back(*value, std::string(rule.words));
    }
    if (counts.size() < 2) return {};
    std::stable_sort(counts.begin(), counts.end(), [](const auto& x, const auto& y) { return x.first > y.first; });
    std::vector<std::string> words;
    for (const auto& [count, rule] : counts) words.push_back(readable_number(count, 15) + " " + rule);
    return "How many products count as dependent hangs on the rule: " + list_words(words) + ".";
}

std::string pair_ranks_words(const TradeCube& cube, const PairProfile& profile) {
    int first = 0, ranked = 0, worst = 0;
    for (const PairMeasureValue& each : profile.values) {
        if (each.supplier_rank <= 0 || each.measure == "market-share") continue;
        ++ranked;
        first += each.supplier_rank == 1;
        worst = std::max(worst, each.supplier_rank);
    }
    if (ranked == 0) return {};
    const std::string of = place_in_words(cube.places()[profile.of]), to = place_in_words(cube.places()[profile.to]);
    std::string words = to + " stands first among " + of + "'s suppliers under " + std::to_string(first) + " of " + counted(static_cast<std::size_t>(ranked), "measure");
    return words + (worst > 1 ? "; its lowest place is the " + ordinal(worst) + "." : ".");
}

std::string pair_back_words(const TradeCube& cube, const PairProfile& profile) {
    const auto share = value_of(profile, "market-share");
    if (!share) return {};
    const std::string of = place_in_words(cube.places()[profile.of]), to = place_in_words(cube.places()[profile.to]);
    return "The other way round, " + of + " takes " + share_words(*share) + " of " + to + "'s exports" + (items_only(cube.provenance()) ? of_world(cube.provenance(), "") : "") + ".";
}

std::string asymmetry_answer(const AsymmetryCurve& curve, const PairNames& names, double threshold) {
    if (curve.a_on_b.lines == 0 && curve.b_on_a.lines == 0) return names.a + " and " + names.b + " trade nothing with each other in these figures (" + std::to_string(curve.question.year) + ").";
    const std::string year = std::to_string(curve.question.year);
    std::string words = curve.items_only ? "Among the critical items of this world only (" + year + "): " : "In " + year + " (" + level_in_words(curve.provenance, curve.question.digits) + "), ";
    words += one_direction(curve, curve.a_on_b, names.a, names.b, threshold) + "; " + one_direction(curve, curve.b_on_a, names.b, names.a, threshold) + ".";
    return words;
}

std::string lines_words(const std::vector<AsymmetryLine>& lines, const TradeProvenance& provenance, const std::string& direction, double threshold) {
    double value = 0, above = 0;
    std::size_t count = 0;
    for (const AsymmetryLine& line : lines) {
        value += line.value;
        if (!(line.value > threshold * line.imports)) continue;
        above += line.value;
        ++count;
    }
    if (lines.empty()) return {};
    return direction + ": for " + (count == 0 ? "none" : readable_number(static_cast<double>(count), 15)) + " of " + counted(lines.size(), product_word(provenance)) + " it supplies " + more_than(threshold) +
           " of the buyer's imports" + (count == 0 ? "" : ", together " + billion(above / 1e6) + " of " + billion(value / 1e6)) + ".";
}

std::string claim_words_of(const AsymmetryCurve& curve, const AsymmetryClaim& claim) {
    const std::string claimed = "The claim of " + share_words(claim.a_on_b) + " against " + share_words(claim.b_on_a) + " above " + share_words(claim.threshold);
    if (curve.items_only) return claimed + " speaks of all trade. It is not judged on figures of critical items. " + how_to_get_trade();
    const double a = share_at(curve, curve.a_on_b, AsymmetryBy::value, claim.threshold), b = share_at(curve, curve.b_on_a, AsymmetryBy::value, claim.threshold);
    const double miss = std::max(std::abs(a - claim.a_on_b), std::abs(b - claim.b_on_a));
    const std::string found = ": by value this curve has " + share_words(a) + " against " + share_words(b) + ", ";
    const bool holds = miss <= claim.tolerance + 1e-12;
    return claimed + found + (holds ? "within " : short_number(100 * miss) + " points off, outside ") + "the tolerance of " + short_number(100 * claim.tolerance) + " points.";
}

std::string asymmetry_range_words(const AsymmetrySweep& sweep, const PairNames& names) {
    ShareSpan a, b;
    std::size_t judged = 0;
    for (const AsymmetryOutcome& each : sweep.outcomes) {
        if (!each.judged) continue;
        ++judged;
        a.add(each.a_on_b);
        b.add(each.b_on_a);
    }
    if (judged == 0) return {};
    return "Over " + counted(judged, "choice") + " the share of what " + names.a + " sells " + names.b + " above " + share_words(sweep.claim.threshold) + " runs from " + a.words() + ", that of what " +
           names.b + " sells " + names.a + " from " + b.words() + ".";
}

std::string totals_words(const BilateralTotals& totals, const PairNames& names) {
    if (totals.reports.empty()) return {};
    const auto name = [&](const std::string& id) { return id == totals.a ? names.a : id == totals.b ? names.b : id; };
    const auto latest = [](const auto& rows) {
        return std::max_element(rows.begin(), rows.end(), [](const auto& x, const auto& y) { return x.period < y.period; })->period;
    };
    std::vector<std::string> told;
    if (!totals.mirror.empty()) {
        const std::string period = latest(totals.mirror);
        for (const MirrorGap& each : totals.mirror) {
            if (each.period != period) continue;
            told.push_back("In " + period + " " + name(each.seller) + " says that it sold " + name(each.buyer) + " goods for " + billion(each.seller_says) + ", " + name(each.buyer) + " that it bought " +
                           billion(each.buyer_says) + ": " + billion(std::abs(each.gap())) + (each.gap() < 0 ? " less" : " more") + ".");
        }
    } else {
        const std::string period = latest(totals.reports);
        for (const BilateralReport& each : totals.reports) {
            if (each.period == period) told.push_back("In " + period + " " + name(each.seller) + " sold " + name(each.buyer) + " goods for " + billion(each.value) + " as " + name(each.reporter) + " reports it.");
        }
    }
    return join(told, " ");
}

std::string third_countries_words(const TradeCube& cube, const ThirdCountries& answer, const PairNames& names) {
    const std::string scope = of_world(cube.provenance(), "imports");
    std::vector<std::string> first;
    std::size_t squeezed = 0;
    for (const ThirdCountry& each : answer.places) {
        const double share = each.dependent_on_both();
        if (share <= 0) continue;
        ++squeezed;
        if (first.size() < 3) first.push_back(place_in_words(cube.places()[each.place]) + " (" + share_words(share) + ")");
    }
    const std::string controls = "Of the products in this trade " + names.a + " controls " + readable_number(static_cast<double>(answer.products_a), 15) + ", " + names.b + " " +
                                 readable_number(static_cast<double>(answer.products_b), 15) + ", both " + readable_number(static_cast<double>(answer.products_both), 15) + " of them. ";
    const std::string about = " buys from each of the two controlled goods of which that power supplies " + more_than(answer.question.threshold) + " of its imports";
    const std::string among = controls + "Among " + counted(answer.places.size(), "third place");
    if (squeezed == 0) return among + " none" + about + ".";
    return among + " " + readable_number(static_cast<double>(squeezed), 15) + (squeezed == 1 ? about : " buy" + about.substr(5)) + "; most exposed to both, by the lesser share of " + scope + ": " + list_words(first) + ".";
}

std::string rank_words(const RankQuestion& question, const RankStability& answer, int marked) {
    if (answer.order.empty()) return {};
    const auto told = [&](std::size_t place) {
        const PlaceRanks& ranks = answer.places[place];
        return question.places[place] + " has rank " + short_number(ranks.median) + " (90%: " + range_text(ranks.low, ranks.high) + ")";
    };
    const std::string draws = " over " + counted(answer.options.draws, "draw") + " of weights" + (answer.options.products ? " and baskets of products" : "");
    std::string words = told(answer.order.front()) + draws;
    if (marked >= 0 && answer.order.front() != static_cast<std::size_t>(marked)) words += "; " + told(static_cast<std::size_t>(marked));
    return sentence(words);
}

}  // namespace countervail
