// SPDX-License-Identifier: Apache-2.0
// Where goods come from and what is in them, read off the reconciled world: the origins that meet in a market, and
// what share of the value of a good made in a place is input of which item and origin, tier by tier.
//
// Origins mix: of what is in a market every buyer, at home or abroad, gets the same blend. With b_m what is made on
// the spot, f_l the flows that arrive and e the unit vector of the place, the blend solves
//     o_m = (b_m e + Σ_l f_l o_from(l)) / (b_m + Σ_l f_l),
// the tracing of flows through proportional mixing (Bialek, IEE Proc. Gener. Transm. Distrib. 143 (1996) 313–320).
// Contents: a plant's inputs are shared over its joint outputs by value; an input is traced on into the plants of its
// origin, at each tier with that market's blend.
#pragma once

#include <vector>

#include "controls/flow.h"
#include "simulation/network.h"

namespace countervail {

struct OriginShare {
    int place = 0;
    double share = 0;
};

struct Provenance {
    /// By market: where what is in it was made; largest share first, summing to 1. Origins below one per cent are
    /// counted with the largest.
    std::vector<std::vector<OriginShare>> origins;
    /// By market: what went into one unit made on the spot, in shares of its value; empty where nothing is made. An
    /// input that reached its maker inside a finished input of the same origin is marked `inside`: the rows of one
    /// origin that are not inside are disjoint.
    std::vector<std::vector<Ingredient>> contents;
    /// By market: the site that makes most of it on the spot, or -1.
    std::vector<int> maker;
};

/// At baseline prices and flows.
Provenance trace_provenance(const Network& network);

}  // namespace countervail
