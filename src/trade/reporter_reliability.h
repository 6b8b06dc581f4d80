// SPDX-License-Identifier: Apache-2.0
// How far an office's figures scatter around what its partners report: Gaulier and Zignago (2010), "BACI: International Trade Database at
// the Product-Level", CEPII working paper 2010-23, section on reporters' reliability; the estimator here is re-derived
// (docs/methods/trade-reconciliation.md).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "base/error.h"

namespace countervail {

/// One flow that both offices reported: the logarithm of the importer's value over the exporter's, freight taken off.
struct MirrorRatio {
    int importer = 0, exporter = 0;  ///< offices, from 0
    double log_ratio = 0;
};

struct ReporterReliability {
    double variance = 0;    ///< of the office's error in the logarithm of a value; above 0
    std::size_t flows = 0;  ///< mirrored flows that it takes part in
};

/// One variance s an office, by least squares of squared log ratios on s(importer) + s(exporter), none below 0: E[d²] = s(importer) +
/// s(exporter) when the two errors are independent and centred. Weights are 1/(s + s)², as the variance of d² is for normal errors; they
/// are taken from the last estimate, up to 50 times. Ratios beyond `largest` in size count as `largest`, so that single gross errors do not
/// carry the estimate. Offices without a mirrored flow get the mean. No variance is below a hundredth of the mean, so that no office is
/// beyond doubt. Does not depend on the order of `ratios`. Fails when it does not settle.
Result<std::vector<ReporterReliability>> reporter_reliability(std::span<const MirrorRatio> ratios, std::size_t offices, double largest);

}  // namespace countervail
