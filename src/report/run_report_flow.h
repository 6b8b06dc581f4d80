// SPDX-License-Identifier: Apache-2.0
// The chain from mine to use as the world has it at rest: how much of the elements that an act controls flows
// from place to place, stage by stage.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "controls/act.h"
#include "report/run_report_charts.h"
#include "report/sankey.h"
#include "world/world.h"

namespace countervail {

/// Elements (indices into the catalogue) that the act controls as oxide or metal; when it names none of
/// those, those in the other items that it names. A clause that frees is not counted.
std::vector<int> controlled_elements(const Catalogue& catalogue, const Act& act);

/// t of these elements per year. Nodes are places; goods that pass through several markets are traced to the
/// places that made them, in proportion to what reaches each market.
Sankey element_flow(const World& world, const std::vector<int>& elements, std::string_view controller);

/// Share of the controller and Herfindahl–Hirschman index of every stage that has a flow.
Table concentration_table(const Sankey& chain);

RunChart flow_chart(const World& world, const std::vector<int>& elements, std::string_view controller);

}  // namespace countervail
