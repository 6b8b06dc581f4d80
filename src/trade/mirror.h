// SPDX-License-Identifier: Apache-2.0
// One figure a flow out of what its two sides reported. Whose word counts is a choice, and stands in the provenance of the cube; so does
// how far the two sides are apart. docs/methods/trade-reconciliation.md.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/table.h"
#include "trade/reporter_reliability.h"
#include "trade/trade_cube.h"
#include "trade/trade_reports.h"

namespace countervail {

enum class MirrorWord {
    importers,
    exporters,
    larger,
    smaller,
    mean,        ///< arithmetic
    reliability  ///< mean of logarithms, weighted by the inverse of each office's variance
};

enum class ReExportChoice {
    included,  ///< what a place sells on counts as its exports
    excluded,  ///< it does not count
    to_origin  ///< it does not count where the importer reported the product that year, since importers name the origin; elsewhere it stays
               ///< with the exporter
};

/// What turns a cif value into an fob one: cif / (1 + margin).
struct FreightRule {
    double margin = 0;               ///< cif over fob, less 1 (`assume:cif-fob-ratio` less 1); at `reference_km` where distances are given
    double distance_elasticity = 0;  ///< of the margin (`assume:cif-fob-distance`); 0: the same for all
    double reference_km = 8000;
    double least = 0, most = 0.5;  ///< bounds of the margin of a pair
    std::function<std::optional<double>(std::string_view exporter, std::string_view importer)>
        kilometres;  ///< by ids; nothing: the margin at reference_km
};

struct MirrorChoice {
    MirrorWord word = MirrorWord::importers;
    /// An office that reports in a year and does not name a flow says that there was none. False: the other side's word is taken.
    bool trust_silence = false;
    bool to_fob = true;  ///< take freight off cif values; false: as reported
    FreightRule freight;
    ReExportChoice re_exports = ReExportChoice::included;
    std::vector<std::pair<std::string, std::string>>
        counted_with;                              ///< a place, and the one that its trade is counted with (a hub and its hinterland)
    double smallest_flow = 10;                     ///< thousand USD: smaller flows do not tell how reliable a reporter is
    double largest_log_ratio = 2.302585092994046;  ///< ln 10: see reporter_reliability()
};

/// Both words on all trade from one place to another in a year, over products that either reported. Freight is taken off.
struct PairDiscrepancy {
    PlaceIndex exporter = 0, importer = 0;  ///< into TradeReports::places
    int year = 0;
    std::optional<double> by_importer, by_exporter;  ///< thousand USD; nothing: that office did not report in that year
    double taken = 0;                                ///< thousand USD in the cube, before hubs are counted together
    std::optional<double> log_ratio;                 ///< ln(by_importer / by_exporter), where both are above 0
};

/// How reliable a place's office is, over all years.
struct MirrorReporter {
    PlaceIndex place = 0;
    ReporterReliability reliability;
};

struct MirroredTrade {
    TradeCube cube;
    std::vector<PairDiscrepancy> pairs;     ///< largest |log ratio| first, then those without one by value
    std::vector<MirrorReporter> reporters;  ///< most reliable first; only for MirrorWord::reliability
};

/// Fails on a key that one side reports twice, on figures that are none, on unknown places in `counted_with`, on a margin of -1 or less.
Result<MirroredTrade> mirrored_trade(const TradeReports& reports, const MirrorChoice& choice);
/// The cube of mirrored_trade().
Result<TradeCube> reconcile(const TradeReports& reports, const MirrorChoice& choice);

/// Of an importer's and an exporter's variance: the weights of their words. They add up to 1.
std::pair<double, double> reliability_weights(double importer_variance, double exporter_variance);
/// The margin of a pair under a rule.
double freight_margin(const FreightRule& rule, std::string_view exporter, std::string_view importer);
/// "importers; exporters where they are silent", "larger of both", …: for TradeProvenance::reporting.
std::string words_of(const MirrorChoice& choice);
/// What parse and help know: "importers", "exporters", "larger", "smaller", "mean", "reliability".
std::optional<MirrorWord> parse_mirror_word(std::string_view text);

/// exporter, importer, year, both words, log ratio, what was taken.
Table mirror_pairs_table(const MirroredTrade& trade, const TradeReports& reports);
/// place, standard deviation of its log error, mirrored flows.
Table mirror_reporters_table(const MirroredTrade& trade, const TradeReports& reports);

}  // namespace countervail
