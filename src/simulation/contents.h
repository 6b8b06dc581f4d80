// SPDX-License-Identifier: Apache-2.0
// What made goods hold: a magnet its metals, a catalyst its oxides. Whoever uses them and finds the content dear uses goods with less of it, although the goods themselves have hardly become dearer
// (derived demand: Marshall 1890, Principles, book V, ch. 6). docs/methods/simulation.md, Use.
#pragma once

#include "simulation/network.h"

namespace countervail {

/// Fills the content_* fields. The content of a market of magnets or products is what the plants that supply it take in, other than ores and scrap: those of the place itself and, by the share of their
/// lanes at baseline, those of the places that it buys from, through as many places as goods pass. Weighted by value at baseline. The lanes, sites and markets must be laid out.
void lay_out_contents(const World& world, Network& network);

}  // namespace countervail
