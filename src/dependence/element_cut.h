// SPDX-License-Identifier: Apache-2.0
// Between the mines of an element and a use at a place: how much of it could arrive at most, and the nodes that would have to stop to keep it away
// (maximum flow, minimum cut: dependence/max_flow.h). Flows are tonnes of the element a week: amounts of items times their contents.
//
// Sources are the processes that give out the element without taking it in (mines, collection of old goods). A plant passes at most what its
// outputs hold at capacity, each output at most its own part; lanes pass what the choices say; the use is a sink without limit.
// The flow is an upper bound: every plant is taken to serve this element alone, and what processing loses between two plants is not taken off.
// docs/methods/dependence-choke-points.md.
#pragma once

#include <string>
#include <vector>

#include "base/error.h"
#include "world/world.h"

namespace countervail {

struct CutChoices {
    /// Count nodes instead of tonnes: every plant and every lane weighs 1, and the cut is the smallest number of them that keeps the element away.
    bool count_nodes = false;
    /// Plants and lanes that stand idle at baseline take part.
    bool idle_routes = true;
    /// What a lane may carry as a multiple of its baseline flow; 0: any amount. Idle lanes then carry nothing unless it is 0.
    double lane_multiple = 0;
};

struct CutNode {
    std::string id;           ///< "separate.x@AAA", "x.oxide: AAA to BBB", "make.x@AAA, its x.magnet"
    double capacity = 0;      ///< t of the element per week, or 1
};

struct ElementCut {
    int element = 0, use = 0;
    bool count_nodes = false;
    double flow = 0;                  ///< t of the element per week, or nodes
    double capacity = 0;              ///< of the cut: equal to `flow`, the certificate
    double need = 0;                  ///< t of the element in what the use takes at baseline, per week
    std::vector<CutNode> cut;         ///< nearest to the mines where several are smallest
    std::vector<std::string> sources; ///< ids of the sites that bring the element into the world
};

/// Fails when the indices are none, or the use takes nothing that holds the element. No route at all is no failure: flow 0, empty cut.
Result<ElementCut> element_cut(const World& world, int element, int use, const CutChoices& choices = {});

/// Every node of every element's cut for each use that needs it where one node alone keeps the element away (count_nodes with a cut of one),
/// over the routes of the baseline; uses without value added are left out. In the order of elements and uses; the same at any number of threads.
std::vector<ElementCut> single_node_cuts(const World& world, int threads);

}  // namespace countervail
