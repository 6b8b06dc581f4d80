// SPDX-License-Identifier: Apache-2.0
#include "dependence/eu_supply_risk.h"

#include <algorithm>
#include <numeric>

namespace countervail {

double eu_supply_risk(double world_index, double sourcing_index, double import_reliance, double recycling, double substitution) {
    const double half = import_reliance / 2;
    return (world_index * half + sourcing_index * (1 - half)) * (1 - recycling) * substitution;
}

double eu_supply_risk(const EuSupplyRiskInputs& inputs) {
    return eu_supply_risk(weighted_herfindahl(inputs.world), weighted_herfindahl(inputs.sourcing), inputs.import_reliance, inputs.recycling,
                          inputs.substitution);
}

double import_reliance(double imports, double exports, double production) {
    const double net = imports - exports, supply = production + net;
    if (!(net > 0) || !(supply > 0)) return 0;
    return std::min(1.0, net / supply);
}

double eu_economic_importance(std::span<const SectorUse> uses, double largest, double substitution) {
    std::vector<double> terms;
    for (const SectorUse& use : uses) terms.push_back(use.share * use.value_added);
    std::ranges::sort(terms);
    return 10 * std::accumulate(terms.begin(), terms.end(), 0.0) / largest * substitution;
}

}  // namespace countervail
