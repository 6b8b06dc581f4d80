// SPDX-License-Identifier: Apache-2.0
// Where the nodes and ribbons of a layered flow chart stand: one column per stage, one height per unit of flow
// everywhere, the controller first, the rest ordered by the mean place of their neighbours (barycentre heuristic;
// Sugiyama, Tagawa & Toda, 1981), "others" last.
#pragma once

#include <string>
#include <vector>

#include "report/sankey.h"

namespace countervail {

struct PlacedNode {
    std::string name;
    std::size_t stage = 0;
    bool controller = false;
    bool others = false;
    double value = 0;        ///< larger of inflow and outflow
    double top = 0;
    double high = 0;
};

struct PlacedFlow {
    std::size_t from = 0;    ///< index into SankeyLayout::nodes
    std::size_t to = 0;
    double value = 0;
    double from_top = 0;     ///< upper edge of the ribbon at either end
    double to_top = 0;
    double high = 0;
};

struct SankeyLayout {
    std::vector<PlacedNode> nodes;
    std::vector<PlacedFlow> flows;
};

/// Heights lie in [0, high]; nodes of a stage are at least `gap` apart. Empty when nothing flows.
SankeyLayout lay_out(const Sankey& spec, double high, double gap);

}  // namespace countervail
