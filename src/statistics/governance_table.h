// SPDX-License-Identifier: Apache-2.0
// The Worldwide Governance Indicators (World Bank; Kaufmann, Kraay): six estimates by place and year, from about -2.5 (weak)
// to 2.5 (strong), with standard error and percentile rank where the file has them.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace countervail {

enum class GovernanceIndicator { voice, political_stability, government_effectiveness, regulatory_quality, rule_of_law, corruption };
inline constexpr std::array kGovernanceIndicators{GovernanceIndicator::voice,
                                                  GovernanceIndicator::political_stability,
                                                  GovernanceIndicator::government_effectiveness,
                                                  GovernanceIndicator::regulatory_quality,
                                                  GovernanceIndicator::rule_of_law,
                                                  GovernanceIndicator::corruption};

/// "voice and accountability", "political stability" …
std::string to_text(GovernanceIndicator indicator);
/// The World Bank's two letters: VA PV GE RQ RL CC, in either case.
std::optional<GovernanceIndicator> governance_indicator(std::string_view letters);

struct GovernanceRow {
    std::string place;  ///< ISO3
    int year = 0;
    GovernanceIndicator indicator = GovernanceIndicator::voice;
    std::optional<double> estimate;        ///< about -2.5 … 2.5
    std::optional<double> standard_error;  ///< of the estimate
    std::optional<double> percentile;      ///< 0 … 100
};

struct GovernanceTable {
    std::string source;
    std::string layout;
    std::vector<GovernanceRow> rows;  ///< sorted by place, year, indicator; each once
    std::vector<Error> warnings;

    const GovernanceRow* find(std::string_view place, int year, GovernanceIndicator indicator) const;
    std::optional<double> estimate(std::string_view place, int year, GovernanceIndicator indicator) const;
    /// Mean of the six estimates; empty unless the table has all six.
    std::optional<double> mean_estimate(std::string_view place, int year) const;
    std::vector<int> years() const;
};

/// Instability between 0 (estimate 2.5 or better) and 1 (-2.5 or worse): 0.5 − estimate/5, cut off at both ends
/// (GeoPolRisk; Koyamparambath et al. 2024).
double governance_risk(double estimate);
/// The same between 0 and 10, as the EU assessment has it: 10 · governance_risk.
double governance_risk_of_ten(double estimate);

}  // namespace countervail
