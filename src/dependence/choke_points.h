// SPDX-License-Identifier: Apache-2.0
// What the world loses, week by week once stocks are gone, when one node of its network stops: a plant, a lane, a place's exports of an item, or a
// whole stage at a place.
//
// Without replacement: what is missing passes down in physical shares of the baseline. A market delivers the part of its inflow that
// still comes, to all alike; a process runs as far as its scarcest input; a use runs as far as its scarcest critical need, and a need that is
// not critical slows it by half of what is missing (the half-critical rule of Pichler et al. 2022, as in the simulation).
// With idle capacity: dependence/idle_capacity.h. docs/methods/dependence-choke-points.md.
#pragma once

#include <string>
#include <vector>

#include "materials/catalogue.h"
#include "world/world.h"

namespace countervail {

enum class NodeKind { site, lane, exports, stage };
std::string to_text(NodeKind kind);   ///< "plant", "lane", "exports", "stage"

/// Something that can stop as one.
struct ChokeNode {
    NodeKind kind = NodeKind::site;
    int place = 0;               ///< where it is; of a lane, where it begins
    std::string id;              ///< "separate.x@AAA", "x.oxide: AAA to BBB", "exports of x.oxide from AAA", "oxide at AAA"
    std::vector<int> sites;      ///< that stop with it, indices of the world
    std::vector<int> lanes;
};
/// All nodes that do something at baseline: sites by index, lanes by index, exports by market, stages by place and stage. A site belongs to
/// the stage of the item that earns it most.
std::vector<ChokeNode> choke_nodes(const World& world);

struct StopLoss {
    double value_added = 0;        ///< lost, USD per week
    double share = 0;              ///< of the value added of all uses at baseline
    std::vector<double> running;   ///< by use of the world: part of its baseline that still runs
    std::vector<int> stopped;      ///< uses with value added and no output left (less than 1e-9 of it)
};

/// The physical shares of a world, prepared once for many nodes.
class PhysicalShares {
  public:
    explicit PhysicalShares(const World& world);
    StopLoss without_replacement(const ChokeNode& node) const;
    /// Part of the baseline inflow that every market still gets; markets without inflow at baseline keep 1.
    std::vector<double> supply_left(const ChokeNode& node) const;

  private:
    struct Inflow {
        bool from_site = false;
        int index = 0;             // of the site or lane
        double share = 0;          // of the market's inflow
    };
    const World& world_;
    std::vector<std::vector<Inflow>> inflows_;   // by market
};

/// Losses of all `nodes`, in their order; the same at any number of threads.
std::vector<StopLoss> losses_without_replacement(const World& world, const std::vector<ChokeNode>& nodes, int threads);

/// Value added of uses that run, USD per week: what `value_added` and `share` count.
StopLoss loss_of_running(const World& world, std::vector<double> running);

}  // namespace countervail
