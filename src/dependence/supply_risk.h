// SPDX-License-Identifier: Apache-2.0
// Every published supply-risk measure that one material's inputs allow, side by side, each with what it rests on and, where it
// cannot be had, what it lacks. Nothing is guessed, and the measures are never added up.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/table.h"
#include "dependence/geopolitical_risk.h"
#include "dependence/supply_risk_inputs.h"

namespace countervail {

struct SupplyRiskResult {
    std::string id;                     ///< "eu-supply-risk"
    std::string title;                  ///< for people: "EU supply risk (2017 method)"
    std::string unit;                   ///< "index 0–1", "index", "USD/kg" …
    std::optional<double> value;        ///< absent when `missing` is not empty
    std::optional<double> low, high;    ///< where the inputs bound it only
    std::optional<double> threshold;    ///< published; at or above it counts as critical
    std::vector<std::string> rests_on;  ///< statements, or files with line; each once, in order
    std::vector<std::string> missing;   ///< "EU supply risk needs the end-of-life recycling input rate: give material.recycling_input_rate"
    std::vector<std::string> notes;
};

/// Always the same measures in the same order:
///   production-hhi, production-hhi-governance, sourcing-hhi-governance, geopolrisk-import-risk, geopolrisk-score,
///   geopolrisk-midpoint, geopolrisk-factor, eu-supply-risk, eu-economic-importance, usgs-disruption-potential,
///   usgs-trade-exposure, usgs-economic-vulnerability, usgs-supply-risk, criticality-magnitude
std::vector<SupplyRiskResult> supply_risks(const SupplyRiskInputs& inputs, MissingGovernance missing = MissingGovernance::refuse);

/// One row a measure: id, title, value, low, high, threshold, unit, what it rests on, what is missing.
Table supply_risk_table(const SupplyRiskInputs& inputs, std::span<const SupplyRiskResult> results);

}  // namespace countervail
