// SPDX-License-Identifier: Apache-2.0
#include "statistics/governance_table.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace countervail {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kWords{{{"VA", "voice and accountability"},
                                                                               {"PV", "political stability"},
                                                                               {"GE", "government effectiveness"},
                                                                               {"RQ", "regulatory quality"},
                                                                               {"RL", "rule of law"},
                                                                               {"CC", "control of corruption"}}};

auto key_of(const GovernanceRow& row) { return std::tuple(std::string_view(row.place), row.year, row.indicator); }

}  // namespace

std::string to_text(GovernanceIndicator indicator) { return std::string(kWords[static_cast<std::size_t>(indicator)].second); }

std::optional<GovernanceIndicator> governance_indicator(std::string_view letters) {
    if (letters.size() != 2) return std::nullopt;
    const auto capital = [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; };
    for (std::size_t i = 0; i < kWords.size(); ++i) {
        if (capital(letters[0]) == kWords[i].first[0] && capital(letters[1]) == kWords[i].first[1]) return kGovernanceIndicators[i];
    }
    return std::nullopt;
}

const GovernanceRow* GovernanceTable::find(std::string_view place, int year, GovernanceIndicator indicator) const {
    const auto wanted = std::tuple(place, year, indicator);
    const auto at = std::ranges::lower_bound(rows, wanted, {}, key_of);
    return at != rows.end() && key_of(*at) == wanted ? &*at : nullptr;
}

std::optional<double> GovernanceTable::estimate(std::string_view place, int year, GovernanceIndicator indicator) const {
    const GovernanceRow* row = find(place, year, indicator);
    return row ? row->estimate : std::nullopt;
}

std::optional<double> GovernanceTable::mean_estimate(std::string_view place, int year) const {
    double sum = 0;
    for (const GovernanceIndicator indicator : kGovernanceIndicators) {
        const auto one = estimate(place, year, indicator);
        if (!one) return std::nullopt;
        sum += *one;
    }
    return sum / static_cast<double>(kGovernanceIndicators.size());
}

std::vector<int> GovernanceTable::years() const {
    std::set<int> years;
    for (const GovernanceRow& row : rows) years.insert(row.year);
    return {years.begin(), years.end()};
}

double governance_risk(double estimate) { return std::clamp(0.5 - estimate / 5, 0.0, 1.0); }

double governance_risk_of_ten(double estimate) { return 10 * governance_risk(estimate); }

}  // namespace countervail
