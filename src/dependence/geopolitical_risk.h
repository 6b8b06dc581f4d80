// SPDX-License-Identifier: Apache-2.0
// GeoPolRisk: geopolitical supply risk of one raw material for one importer, a group of importers, or a company.
//     score = HHI · Σᵢ gᵢ fᵢ / (p + F)      midpoint = score · price      factor = midpoint / copper's midpoint
// f imports by origin and F their sum, p the importer's own production (all in t), g the origin's political instability from 0
// to 1, price the importer's average import value per mass. Gemechu et al. 2016; Koyamparambath et al. 2024 (geopolrisk-py).
// docs/methods/dependence-geopolrisk.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "statistics/governance_table.h"
#include "statistics/production_table.h"

namespace countervail {

/// What to do about an origin without an estimate of political stability.
enum class MissingGovernance {
    refuse,  ///< no score
    middle,  ///< 0.5, as the method's text has it
    none,    ///< 0: no risk, as the method's workbook computes it
};

/// Mid-point of copper, average over OECD countries 2017–2021: kg of copper equivalent (geopolrisk-py, core.py).
inline constexpr double kCopperMidpoint = 0.409412948;

/// Imports of one material from one origin.
struct MaterialImport {
    std::string from;                   ///< ISO3
    double quantity = 0;                ///< t
    double value = 0;                   ///< thousand USD
    std::optional<double> instability;  ///< 0…1: governance_risk of the political-stability estimate
};

struct GeoPolRiskInputs {
    double hhi = 0;             ///< of the material's world production, 0…1
    double own_production = 0;  ///< t; 0 for a company
    std::vector<MaterialImport> imports;
    MissingGovernance missing = MissingGovernance::refuse;
    double copper_midpoint = kCopperMidpoint;
};

struct GeoPolRisk {
    double hhi = 0;
    double own_production = 0;                    ///< t
    double weighted_imports = 0;                  ///< Σ g f, t
    double imports = 0;                           ///< F, t
    double import_risk = 0;                       ///< Σ g f / (p + F), 0…1
    double score = 0;                             ///< 0…1
    std::optional<double> price;                  ///< thousand USD/t = USD/kg; absent without imports
    std::optional<double> midpoint;               ///< USD/kg
    std::optional<double> factor;                 ///< kg copper equivalent per kg
    std::vector<std::string> without_governance;  ///< origins that `missing` decided for
};

/// Fails when there is neither production nor import, when a figure is negative or not finite, or, with `refuse`, when an
/// origin has no governance; all at once. The order of the imports changes no bit.
Result<GeoPolRisk> geopolitical_risk(const GeoPolRiskInputs& inputs);

/// One row of trade or of a company's purchases.
struct MaterialTrade {
    std::string importer;   ///< ISO3, or the name of a company
    std::string exporter;   ///< ISO3
    std::string commodity;  ///< as the production table calls it
    int year = 0;
    double quantity = 0;  ///< t
    double value = 0;     ///< thousand USD
};

struct GeoPolRiskQuestion {
    std::string name;                    ///< of the importer or group, for the result
    std::vector<std::string> importers;  ///< one place, the members of a group, or one company
    std::string commodity;
    int year = 0;
    bool company = false;  ///< a company has no production of its own
};

struct GeoPolRiskSources {
    const ProductionTable* production = nullptr;
    const GovernanceTable* governance = nullptr;
    std::vector<MaterialTrade> trade;
    std::string stage = "*";  ///< of the production table
    MissingGovernance missing = MissingGovernance::refuse;
};

/// One answer per question, in order. A group's production is that of its members together; trade among members counts as
/// import, at no risk.
std::vector<Result<GeoPolRisk>> geopolitical_risks(const GeoPolRiskSources& sources, const std::vector<GeoPolRiskQuestion>& questions);

}  // namespace countervail
