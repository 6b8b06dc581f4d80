// SPDX-License-Identifier: Apache-2.0
// Supply risk and economic importance as the European Commission's assessments of critical raw materials have them since 2017
// (Blengini et al. 2017, EUR 28654), as recalled: docs/methods/dependence-eu-supply-risk.md says what was read and what was not.
//     SR = [ HHI_WGI,t(world) · IR/2 + HHI_WGI,t(sourcing) · (1 − IR/2) ] · (1 − EoL_RIR) · SI_SR
//     EI = 10 · Σ A_s Q_s / max Q · SI_EI
#pragma once

#include <span>
#include <string>
#include <vector>

#include "dependence/production_concentration.h"

namespace countervail {

inline constexpr double kEuSupplyRiskThreshold = 1.0, kEuImportanceThreshold = 2.8;

struct EuSupplyRiskInputs {
    std::vector<WeightedShare> world;     ///< world supply by place
    std::vector<WeightedShare> sourcing;  ///< what the importer actually uses, by place of origin, its own production included
    double import_reliance = 0;           ///< IR, 0…1
    double recycling = 0;                 ///< EoL_RIR, 0…1: end-of-life recycling input rate
    double substitution = 1;              ///< SI_SR, above 0 up to 1: 1 when nothing can stand in
};

double eu_supply_risk(const EuSupplyRiskInputs& inputs);
/// The same from the two weighted indices.
double eu_supply_risk(double world_index, double sourcing_index, double import_reliance, double recycling, double substitution);

/// IR = (imports − exports) / (production + imports − exports), 0 for a net exporter; amounts in one unit.
double import_reliance(double imports, double exports, double production);

/// One sector that uses the material.
struct SectorUse {
    std::string sector;
    double share = 0;        ///< A: share of the material's use, 0…1
    double value_added = 0;  ///< Q: value added of the sector, any money unit
};

/// `largest` is the value added of the largest manufacturing sector, in the unit of the uses; SI_EI above 0 up to 1. 0…10.
double eu_economic_importance(std::span<const SectorUse> uses, double largest, double substitution);

}  // namespace countervail
