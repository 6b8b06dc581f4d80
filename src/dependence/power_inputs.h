// SPDX-License-Identifier: Apache-2.0
// Coercive power from an input–output table, and its results as tables.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "base/table.h"
#include "dependence/coercive_power.h"
#include "economy/io_table.h"

namespace countervail {

struct PowerChoices {
    /// Home supplies are a variety like any other, and β is the share of all inputs in output. Without them only imports are spending, what is
    /// withheld is replaced by other imports alone, and β is the share of imported inputs: the two ends of how home industry can help.
    bool home_supplies_count = true;
};

/// Sectors are the industries of the table, spending is what the industries of a place buy of their products, β follows from its output.
/// `sigma`: by industry; of goods 1 + θ with θ a trade elasticity. Negative flows count as 0 and are noted. Fails when sizes differ.
Result<PowerInputs> power_inputs(const IoTable& table, const Eigen::VectorXd& sigma, const PowerChoices& choices = {});

/// Fall of a buyer's output, log points: β × loss, and β alone (the loss) where no β is known.
double output_loss(const PowerInputs& inputs, int buyer, double loss);

/// The largest losses of all pairs, or of those with a given buyer or supplier (−1: any): loss of inputs in log points × 100, fall of output in %.
/// Losses without bound stand first, their number empty and "nothing replaces it" in the remark.
Table power_table(const PowerInputs& inputs, const PowerOfAll& power, int buyer, int supplier, int top);
/// Every buyer against a coalition: together, each member alone and at the margin.
Table coalition_table(const PowerInputs& inputs, const std::vector<CoalitionPower>& power, const std::vector<int>& members);
/// The sectors that make one buyer's loss.
Table power_by_sector_table(const PowerInputs& inputs, int buyer, const std::vector<int>& members, const std::vector<SectorPower>& sectors);

}  // namespace countervail
