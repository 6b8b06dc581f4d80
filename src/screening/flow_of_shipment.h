// SPDX-License-Identifier: Apache-2.0
// A shipment as the law sees it: one flow for each good that it may be. Bills of materials become contents, names
// become list entries, holdings become shares; nothing that was not stated or looked up becomes a fact.
#pragma once

#include <string>
#include <vector>

#include "controls/flow.h"
#include "screening/content_scope.h"
#include "screening/party_book.h"
#include "screening/shipment.h"

namespace countervail {

struct CandidateFlow {
    ItemCandidate good;          ///< an empty item: something else that is declared under the code
    Flow flow;
};

struct ShipmentFlows {
    std::vector<CandidateFlow> candidates;   ///< at least one
    std::vector<std::string> notes;          ///< what was looked up, refined or could not be had
};

/// What flows are made with; all of it outlives the call.
struct FlowTools {
    const ShipmentWords& words;
    const ContentScope& scope;
    const PartyBook& parties;
    std::vector<std::string> lists_asked_for;   ///< that the law names
};

/// Lists that some clause names.
std::vector<std::string> lists_of_law(const LawBook& book);

ShipmentFlows flows_of(const Shipment& shipment, const FlowTools& tools, Date on, Date known_on);

}  // namespace countervail
