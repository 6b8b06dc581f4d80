// SPDX-License-Identifier: Apache-2.0
#include "trade/mirror.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

#include "base/text.h"
#include "trade/mirror_words.h"

namespace countervail {
namespace {

constexpr std::array<std::pair<std::string_view, MirrorWord>, 6> kWords{{{"importers", MirrorWord::importers},
                                                                         {"exporters", MirrorWord::exporters},
                                                                         {"larger", MirrorWord::larger},
                                                                         {"smaller", MirrorWord::smaller},
                                                                         {"mean", MirrorWord::mean},
                                                                         {"reliability", MirrorWord::reliability}}};

std::optional<double> mixed(const std::optional<double>& a, const std::optional<double>& b, double share_of_a) {
    if (!a || !b) return a ? a : b;
    return share_of_a * *a + (1 - share_of_a) * *b;
}

/// One word out of two that are both there. `share`: of the importer's.
MirrorSide one_word(const MirrorFlow& flow, MirrorWord word, double share) {
    const MirrorSide &m = flow.by_importer, &x = flow.by_exporter;
    switch (word) {
        case MirrorWord::importers: return {true, m.value, m.weight ? m.weight : x.weight};
        case MirrorWord::exporters: return {true, x.value, x.weight ? x.weight : m.weight};
        case MirrorWord::larger: return m.value >= x.value ? m : x;
        case MirrorWord::smaller: return m.value <= x.value ? m : x;
        case MirrorWord::mean: return {true, (m.value + x.value) / 2, mixed(m.weight, x.weight, 0.5)};
        case MirrorWord::reliability: break;
    }
    // A value of 0 has no logarithm: the plain mean with the same weights.
    if (m.value == 0 || x.value == 0) return {true, share * m.value + (1 - share) * x.value, mixed(m.weight, x.weight, share)};
    if (m.value == x.value) return {true, m.value, mixed(m.weight, x.weight, share)};
    return {true, std::exp(share * std::log(m.value) + (1 - share) * std::log(x.value)), mixed(m.weight, x.weight, share)};
}

/// Fills in for a side that does not name the flow: a figure of 0 when its office reported in that year and silence is trusted, or is asked
/// to count.
class Silence {
  public:
    Silence(const MirrorWords& words, bool trusted) : words_(words), trusted_(trusted) {}

    void fill(MirrorFlow& flow) const {
        if (!trusted_) return;
        if (!flow.by_importer.there && words_.importing.contains({flow.year, flow.importer})) flow.by_importer = {true, 0, std::nullopt};
        if (!flow.by_exporter.there && words_.exporting.contains({flow.year, flow.exporter})) flow.by_exporter = {true, 0, std::nullopt};
    }

  private:
    const MirrorWords& words_;
    bool trusted_;
};

Result<std::vector<ReporterReliability>> reliability_of(const MirrorWords& words, const TradeReports& reports, const MirrorChoice& choice) {
    std::vector<MirrorRatio> ratios;
    for (const MirrorFlow& flow : words.flows) {
        if (flow.by_importer.there && flow.by_exporter.there && flow.by_importer.value >= choice.smallest_flow &&
            flow.by_exporter.value >= choice.smallest_flow && flow.by_importer.value > 0 && flow.by_exporter.value > 0)
            ratios.push_back({flow.importer, flow.exporter, std::log(flow.by_importer.value / flow.by_exporter.value)});
    }
    return reporter_reliability(ratios, reports.places.size(), choice.largest_log_ratio);
}

class PairSums {
  public:
    explicit PairSums(const MirrorWords& words) : words_(words) {}

    void add(const MirrorFlow& flow, double taken) {
        PairDiscrepancy& pair = pairs_
                                    .try_emplace({flow.year, flow.exporter, flow.importer},
                                                 PairDiscrepancy{flow.exporter, flow.importer, flow.year, {}, {}, 0, {}})
                                    .first->second;
        if (words_.importing.contains({flow.year, flow.importer}))
            pair.by_importer = pair.by_importer.value_or(0) + (flow.by_importer.there ? flow.by_importer.value : 0);
        if (words_.exporting.contains({flow.year, flow.exporter}))
            pair.by_exporter = pair.by_exporter.value_or(0) + (flow.by_exporter.there ? flow.by_exporter.value : 0);
        pair.taken += taken;
    }

    std::vector<PairDiscrepancy> sorted() const {
        std::vector<PairDiscrepancy> list;
        for (const auto& [key, pair] : pairs_) {
            list.push_back(pair);
            if (pair.by_importer.value_or(0) > 0 && pair.by_exporter.value_or(0) > 0)
                list.back().log_ratio = std::log(*pair.by_importer / *pair.by_exporter);
        }
        std::ranges::stable_sort(list, [](const PairDiscrepancy& a, const PairDiscrepancy& b) {
            if (a.log_ratio.has_value() != b.log_ratio.has_value()) return a.log_ratio.has_value();
            if (a.log_ratio) return std::abs(*a.log_ratio) > std::abs(*b.log_ratio);
            return std::max(a.by_importer.value_or(0), a.by_exporter.value_or(0)) >
                   std::max(b.by_importer.value_or(0), b.by_exporter.value_or(0));
        });
        return list;
    }

  private:
    const MirrorWords& words_;
    std::map<std::tuple<int, PlaceIndex, PlaceIndex>, PairDiscrepancy> pairs_;
};

TradeProvenance on_record(const TradeReports& reports, const MirrorChoice& choice, const MirrorWords& words) {
    TradeProvenance provenance = reports.provenance;
    provenance.reporting = words_of(choice);
    const bool any_cif = std::ranges::any_of(reports.rows, &TradeReport::cif),
               any_fob = !std::ranges::all_of(reports.rows, &TradeReport::cif);
    provenance.valuation = choice.to_fob || !any_cif ? "fob" : any_fob ? "cif and fob as reported" : "cif";
    if (choice.to_fob && any_cif) {
        std::string rule = "cif values divided by " + exact_number(1 + choice.freight.margin);
        if (choice.freight.distance_elasticity != 0)
            rule += " at " + exact_number(choice.freight.reference_km) + " km, the margin growing with distance to the power " +
                    exact_number(choice.freight.distance_elasticity);
        provenance.choices.push_back(std::move(rule));
    }
    if (choice.re_exports == ReExportChoice::included)
        provenance.re_exports = reports.provenance.re_exports == "not told apart" ? "not told apart" : "included";
    if (choice.re_exports == ReExportChoice::excluded) provenance.re_exports = "excluded";
    if (choice.re_exports == ReExportChoice::to_origin) {
        provenance.re_exports = "given back to the origin";
        provenance.choices.push_back("re-exports of USD thousand " + readable_number(words.left_with_exporters, 6) +
                                     " stay with their exporters, since no importer names an origin");
    }
    if (choice.word == MirrorWord::reliability)
        provenance.choices.push_back("reliability from flows of at least USD thousand " + exact_number(choice.smallest_flow) +
                                     ", log ratios bounded at " + exact_number(choice.largest_log_ratio));
    return provenance;
}

Result<TradeCube> with_hubs(TradeCube cube, const MirrorChoice& choice) {
    if (choice.counted_with.empty()) return cube;
    std::vector<PlaceIndex> into(cube.places().size());
    std::iota(into.begin(), into.end(), PlaceIndex{0});
    std::string words;
    for (const auto& [hub, with] : choice.counted_with) {
        const int from = cube.place(hub), to = cube.place(with);
        if (from < 0 || to < 0)
            return fail({}, "\"" + (from < 0 ? hub : with) + "\" has no trade here, so nothing can be counted with it",
                        "name places of the table");
        into[static_cast<std::size_t>(from)] = static_cast<PlaceIndex>(to);
        words += (words.empty() ? "" : ", ") + hub + " is counted with " + with;
    }
    for (std::size_t at = 0; at < into.size(); ++at) {
        if (into[into[at]] != into[at])
            return fail({}, "\"" + cube.places()[at].id + "\" is counted with a place that is itself counted with another",
                        "name the last one");
    }
    // Places that are left, in their order.
    std::vector<TradePlace> places;
    std::vector<PlaceIndex> index(into.size(), 0);
    for (std::size_t at = 0; at < into.size(); ++at) {
        if (into[at] != at) continue;
        index[at] = static_cast<PlaceIndex>(places.size());
        places.push_back(cube.places()[at]);
    }
    for (PlaceIndex& at : into) at = index[at];
    return regrouped(cube, std::move(places), into, std::move(words));
}

}  // namespace

std::pair<double, double> reliability_weights(double importer_variance, double exporter_variance) {
    const double share = exporter_variance / (importer_variance + exporter_variance);
    return {share, 1 - share};
}

double freight_margin(const FreightRule& rule, std::string_view exporter, std::string_view importer) {
    double margin = rule.margin;
    if (rule.distance_elasticity != 0 && rule.kilometres) {
        if (const auto km = rule.kilometres(exporter, importer); km && *km > 0)
            margin *= std::pow(*km / rule.reference_km, rule.distance_elasticity);
        margin = std::clamp(margin, rule.least, rule.most);
    }
    return margin;
}

std::string words_of(const MirrorChoice& choice) {
    std::string text(std::ranges::find(kWords, choice.word, &std::pair<std::string_view, MirrorWord>::second)->first);
    if (choice.word == MirrorWord::larger || choice.word == MirrorWord::smaller) text += " of both";
    if (choice.word == MirrorWord::mean) text += " of both";
    if (choice.word == MirrorWord::reliability) text = "both, weighted by reliability";
    return text + (choice.trust_silence ? "; silence of an office that reports means none" : "; the other side where one is silent");
}

std::optional<MirrorWord> parse_mirror_word(std::string_view text) {
    const auto at = std::ranges::find(kWords, text, &std::pair<std::string_view, MirrorWord>::first);
    return at == kWords.end() ? std::nullopt : std::optional(at->second);
}

Result<MirroredTrade> mirrored_trade(const TradeReports& reports, const MirrorChoice& choice) {
    if (!(choice.freight.margin > -1) || !(choice.freight.least > -1) || !(choice.freight.most >= choice.freight.least) ||
        !(choice.freight.reference_km > 0) || !(choice.largest_log_ratio > 0))
        return fail({}, "the rule for freight, or the bound of log ratios, is out of range",
                    "give a margin above -1, bounds in order, and a bound above 0");
    auto words = mirror_words(reports, choice);
    if (!words) return std::unexpected(std::move(words.error()));
    std::vector<ReporterReliability> reliability(reports.places.size(), ReporterReliability{1, 0});
    if (choice.word == MirrorWord::reliability) {
        auto found = reliability_of(*words, reports, choice);
        if (!found) return std::unexpected(std::move(found.error()));
        reliability = std::move(*found);
    }
    PairSums pairs(*words);
    const Silence silence(*words, choice.trust_silence);
    std::vector<TradeFlow> flows;
    for (const MirrorFlow& named : words->flows) {
        MirrorFlow flow = named;
        silence.fill(flow);
        const bool both = flow.by_importer.there && flow.by_exporter.there;
        const double share = reliability_weights(reliability[flow.importer].variance, reliability[flow.exporter].variance).first;
        const MirrorSide taken = both ? one_word(flow, choice.word, share) : flow.by_importer.there ? flow.by_importer : flow.by_exporter;
        pairs.add(named, taken.value);
        if (taken.there && (taken.value > 0 || !choice.trust_silence))
            flows.push_back({flow.exporter, flow.importer, flow.product, flow.year, taken.value, taken.weight});
    }
    auto cube = make_trade_cube(on_record(reports, choice, *words), reports.places, reports.products, std::move(flows));
    if (!cube) return std::unexpected(std::move(cube.error()));
    auto grouped = with_hubs(std::move(*cube), choice);
    if (!grouped) return std::unexpected(std::move(grouped.error()));
    MirroredTrade trade{std::move(*grouped), pairs.sorted(), {}};
    for (std::size_t place = 0; choice.word == MirrorWord::reliability && place < reliability.size(); ++place) {
        if (reliability[place].flows > 0) trade.reporters.push_back({static_cast<PlaceIndex>(place), reliability[place]});
    }
    std::ranges::stable_sort(trade.reporters, {}, [](const MirrorReporter& reporter) { return reporter.reliability.variance; });
    return trade;
}

Result<TradeCube> reconcile(const TradeReports& reports, const MirrorChoice& choice) {
    auto trade = mirrored_trade(reports, choice);
    if (!trade) return std::unexpected(std::move(trade.error()));
    return std::move(trade->cube);
}

Table mirror_pairs_table(const MirroredTrade& trade, const TradeReports& reports) {
    Table table{"mirror-pairs",
                "What both sides say of the same trade, furthest apart first",
                {{"exporter", "", "Who sold"},
                 {"importer", "", "Who bought"},
                 {"year", "", "Year", 4},
                 {"by_importer", "USD thousand/year", "The importer's word, freight taken off", 6},
                 {"by_exporter", "USD thousand/year", "The exporter's word", 6},
                 {"log_ratio", "", "Natural logarithm of the importer's word over the exporter's", 3},
                 {"taken", "USD thousand/year", "What the cube holds", 6}},
                {},
                {}};
    const auto cell = [](const std::optional<double>& value) { return value ? Cell(*value) : Cell(); };
    for (const PairDiscrepancy& pair : trade.pairs)
        table.add({reports.places[pair.exporter].id, reports.places[pair.importer].id, std::to_string(pair.year),
                   cell(pair.by_importer), cell(pair.by_exporter), cell(pair.log_ratio), pair.taken});
    return table;
}

Table mirror_reporters_table(const MirroredTrade& trade, const TradeReports& reports) {
    Table table{"mirror-reporters",
                "How far each office's figures scatter, most reliable first",
                {{"place", "", "Whose office"},
                 {"deviation", "", "Standard deviation of its error in the logarithm of a value", 3},
                 {"flows", "count", "Flows that its partners reported too", 9}},
                {},
                {}};
    for (const MirrorReporter& reporter : trade.reporters)
        table.add(
            {reports.places[reporter.place].id, std::sqrt(reporter.reliability.variance), static_cast<double>(reporter.reliability.flows)});
    return table;
}

}  // namespace countervail
