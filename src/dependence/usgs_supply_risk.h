// SPDX-License-Identifier: Apache-2.0
// Supply risk of a mineral for a country's manufacturing, as Nassar et al. 2020 (Science Advances 6, eaay8647) have it for the
// United States: how likely foreign supply is cut, how exposed the importer is, how badly its industries bear it.
//     SR = (DP · TE · EV)^(1/3)      DP = Σ PS² · max(ASI, WSI)
// The structure was read, the formulas of the parts are as recalled: docs/methods/dependence-usgs-supply-risk.md.
#pragma once

#include <span>
#include <string>

namespace countervail {

/// One producing country abroad.
struct SupplierAbroad {
    std::string place;
    double share = 0;          ///< PS, of world production, 0…1
    double inability = 0;      ///< ASI, 0 (able to supply) … 1
    double unwillingness = 0;  ///< WSI, 0 (willing) … 1
};

/// DP, 0…1. The importer's own production is left out of the sum by the caller.
double disruption_potential(std::span<const SupplierAbroad> suppliers);

/// TE, 0…1: net import reliance, (imports − exports − stock change) / apparent consumption, cut off at both ends; a fall in
/// stocks (negative change) counts as import. Amounts in one unit; consumption above 0.
double trade_exposure(double imports, double exports, double stock_change, double apparent_consumption);

/// One industry that uses the material.
struct IndustryAtRisk {
    std::string industry;
    double share_of_gdp = 0;      ///< 0…1
    double expenditure = 0;       ///< on the material, money a year
    double operating_profit = 0;  ///< of the industry, the same unit; above 0
};

/// EV before any scaling across materials: Σ share of GDP · expenditure / operating profit.
double economic_vulnerability(std::span<const IndustryAtRisk> industries);

double usgs_supply_risk(double disruption, double exposure, double vulnerability);

/// Yale's criticality space (Graedel et al. 2012), as recalled: length of the vector of three axes from 0 to 100, scaled back
/// to 0…100: √(SR² + EI² + VSR²) / √3. docs/methods/dependence-criticality-space.md.
double criticality_magnitude(double supply_risk, double environmental_implications, double vulnerability);

}  // namespace countervail
