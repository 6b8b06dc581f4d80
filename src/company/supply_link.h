// SPDX-License-Identifier: Apache-2.0
// Whose fate a source shares in the world: the lane that its goods travel, the market of its item where the supplier sits, the
// end use that its makers are, or the markets of the elements in it. What the world does not hold is said, not guessed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "company/company.h"
#include "simulation/ensemble.h"
#include "world/place_groups.h"

namespace countervail {

enum class FateKind {
    lane,        ///< share of the baseline flow that leaves the origin for the user's place
    market,      ///< share of what is asked for that is granted in the market at the supplier's place
    use,         ///< share of the baseline output of the end use at the supplier's place
    elements,    ///< the shortest of the markets of the elements at the supplier's place
    inside,      ///< only what it is assembled from decides
    uncovered    ///< this world holds nothing of the kind: deliveries are taken to go on
};
std::string to_text(FateKind kind);

struct SupplyLink {
    FateKind kind = FateKind::uncovered;
    std::vector<int> rows;               ///< lanes, markets or one use of the network
    double lead_days = 0;                ///< the source's own, else the lane's transit
    std::string why;                     ///< in words, for people
    bool operator<(const SupplyLink& other) const { return kind != other.kind ? kind < other.kind : rows < other.rows; }
    bool linked() const { return kind != FateKind::uncovered && kind != FateKind::inside; }
};

/// The rules in their order (docs/methods/company.md): parts inside decide before a market or use does; a lane counts in both cases.
SupplyLink link_source(const Ensemble& ensemble, const PlaceGroups& places, const CompanyPart& part, const CompanySource& source);

/// By part, then source.
std::vector<std::vector<SupplyLink>> link_company(const Ensemble& ensemble, const PlaceGroups& places, const Company& company);

}  // namespace countervail
