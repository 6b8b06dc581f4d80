// SPDX-License-Identifier: Apache-2.0
#include "dependence/usgs_supply_risk.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace countervail {

namespace {

double sum_of(std::vector<double> terms) {
    std::ranges::sort(terms);
    return std::accumulate(terms.begin(), terms.end(), 0.0);
}

}  // namespace

double disruption_potential(std::span<const SupplierAbroad> suppliers) {
    std::vector<double> terms;
    for (const SupplierAbroad& supplier : suppliers)
        terms.push_back(supplier.share * supplier.share * std::max(supplier.inability, supplier.unwillingness));
    return sum_of(std::move(terms));
}

double trade_exposure(double imports, double exports, double stock_change, double apparent_consumption) {
    return std::clamp((imports - exports - stock_change) / apparent_consumption, 0.0, 1.0);
}

double economic_vulnerability(std::span<const IndustryAtRisk> industries) {
    std::vector<double> terms;
    for (const IndustryAtRisk& industry : industries) terms.push_back(industry.share_of_gdp * industry.expenditure / industry.operating_profit);
    return sum_of(std::move(terms));
}

double usgs_supply_risk(double disruption, double exposure, double vulnerability) { return std::cbrt(disruption * exposure * vulnerability); }

double criticality_magnitude(double supply_risk, double environmental_implications, double vulnerability) {
    return std::sqrt((supply_risk * supply_risk + environmental_implications * environmental_implications + vulnerability * vulnerability) / 3);
}

}  // namespace countervail
