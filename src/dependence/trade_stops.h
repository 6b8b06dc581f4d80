// SPDX-License-Identifier: Apache-2.0
// What importers lose when one exporter of a product stops, from trade figures alone: the network of one product, or of several together.
//
// The supply of a place is what it imports and what it makes itself; where nobody states the latter it is taken as what it exports beyond its
// imports, the least that fits. Direct loss of j when i stops: v_ij / supply_j. With re-exports, a place that lost part of its supply passes
// on the same part of what it exports, and so on until all agree. No stocks, no replacement by other exporters.
// docs/methods/dependence-choke-points.md.
#pragma once

#include <span>
#include <vector>

#include "base/error.h"

namespace countervail {

struct NetworkFlow {
    int from = 0, to = 0;    ///< indices of places
    double value = 0;        ///< ≥ 0: money or mass, one unit throughout
};

struct TradeStopChoices {
    double threshold = 0.5;      ///< an importer is hit when it loses more than this part of its supply; in [0, 1)
    bool re_exports = false;     ///< losses travel on through places that export what they import
    std::vector<double> own;     ///< by place: what it makes itself; empty: exports beyond imports
};

struct TradeStop {
    int place = 0;               ///< that stops exporting
    int importers = 0;           ///< places, other than itself, with imports
    int hit = 0;                 ///< of these, how many lose more than the threshold
    double share_hit = 0;        ///< hit / importers
    double imports_hit = 0;      ///< share of the imports of all importers that the places hit make up
    double lost = 0;             ///< of all importers' supply, the part that is lost
};

/// One result for every place that exports, in the order of places. Flows of one pair add up; flows of a place to itself count as its own
/// making. Fails on indices outside [0, places), negative values and thresholds outside [0, 1), all at once.
Result<std::vector<TradeStop>> trade_stops(std::span<const NetworkFlow> flows, int places, const TradeStopChoices& choices = {});

}  // namespace countervail
