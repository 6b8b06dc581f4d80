// SPDX-License-Identifier: Apache-2.0
// The measures of a run in the world at rest: what they would be, had no act and no shock come. "Nothing happens" as a number.
#pragma once

#include <optional>
#include <string_view>

#include "simulation/ensemble.h"

namespace countervail {

/// What a recorded flow adds up to over some days at rest: "exports/<watch>" and "departed/<item>/<from>" in t, "export-revenue/<place>" in USD; 0 for
/// what only a control or a shock brings (applications, lost output, licence rent). Empty for other measures.
std::optional<double> flow_at_rest(const Ensemble& ensemble, std::string_view measure, const Interval& days);

/// The same in USD at the prices of the origin at rest; an "export-revenue/…" is its own worth. Empty for what is not sent.
std::optional<double> worth_at_rest(const Ensemble& ensemble, std::string_view measure, const Interval& days);

/// A recorded level at rest: "price/<watch>/inside", "/outside", "/world" in USD/kg, "/ratio"; 0 for applications pending and supply lost. Empty for others.
std::optional<double> level_at_rest(const Ensemble& ensemble, std::string_view measure);

}  // namespace countervail
