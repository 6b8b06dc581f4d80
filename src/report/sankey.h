// SPDX-License-Identifier: Apache-2.0
// The chain from mine to use as ribbons whose widths are the flows; what comes from one place (the controller) is
// coloured, and each stage says how concentrated it is.
#pragma once

#include <string>
#include <vector>

#include "report/chart.h"

namespace countervail {

struct SankeyStage {
    std::string name;             ///< "mine", "oxide", "metal", "magnet", "use"
    std::string unit;             ///< basis of this stage's figures when stages differ: "t REO"; may be empty
    bool concentration = true;    ///< write share and HHI under the name; false where nodes are no places
};

struct SankeyNode {
    std::string id;
    std::string name;             ///< "Japan"
    std::size_t stage = 0;        ///< index into Sankey::stages
    bool controller = false;
};

/// From a node to a node of a later stage. A value that is not positive, an unknown id or a flow that does not go
/// forward is left out.
struct SankeyFlow {
    std::string from;
    std::string to;
    double value = 0;
};

struct Sankey {
    Chart chart;
    std::string unit;                  ///< of the widths: "t Nd content/year"
    std::string controller_name;       ///< said in the key: "China"
    std::vector<SankeyStage> stages;
    std::vector<SankeyNode> nodes;
    std::vector<SankeyFlow> flows;
    double merge_below = 0.015;        ///< nodes with less than this share of their stage are drawn as "others"
};

/// SVG text.
std::string sankey(const Sankey& spec);

/// Of one stage, before any merging. A node's size is the larger of what it takes in and what it gives out.
struct StageConcentration {
    double controller_share = 0;       ///< 0…1
    double hhi = 0;                    ///< Herfindahl–Hirschman index, sum of squared shares, 0…1
};
std::vector<StageConcentration> concentration(const Sankey& spec);

}  // namespace countervail
