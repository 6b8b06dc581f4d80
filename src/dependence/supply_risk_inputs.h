// SPDX-License-Identifier: Apache-2.0
// What supply-risk measures ask about one material for one importer, every figure optional: from a user's file
// (docs/formats/supply-risk.md), from published tables, or from the ledger. Nothing absent is ever filled in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "evidence/ledger.h"
#include "statistics/governance_table.h"
#include "statistics/production_table.h"

namespace countervail {

/// A number and the statement or file that claims it.
struct SupplyRiskFigure {
    double value = 0;
    std::string from;  ///< id of a statement of the ledger, or "file:line"
};
using SupplyRiskCell = std::optional<SupplyRiskFigure>;

/// A place of origin. Share and amount: one of the two, the same one for all rows of a list.
struct SupplyRiskOrigin {
    std::string place;                        ///< ISO3
    SupplyRiskCell share;                     ///< 0…1
    SupplyRiskCell amount;                    ///< t a year
    SupplyRiskCell value;                     ///< of imports, thousand USD a year
    SupplyRiskCell governance;                ///< mean of the six WGI estimates, about -2.5…2.5
    SupplyRiskCell political_stability;       ///< WGI estimate, about -2.5…2.5
    SupplyRiskCell trade_factor;              ///< t of the EU method; absent is 1
    SupplyRiskCell inability, unwillingness;  ///< 0…1, of the USGS method
};

struct SupplyRiskUse {
    std::string sector;
    SupplyRiskCell share;        ///< of the material's use, 0…1
    SupplyRiskCell value_added;  ///< of the sector, any money, the same as `largest_value_added`
};

struct SupplyRiskIndustry {
    std::string name;
    SupplyRiskCell share_of_gdp;                   ///< 0…1
    SupplyRiskCell expenditure, operating_profit;  ///< one money unit a year
};

struct SupplyRiskInputs {
    std::string material, importer, note;
    int year = 0;
    std::vector<SupplyRiskOrigin> producers;  ///< of the world
    std::vector<SupplyRiskOrigin> suppliers;  ///< of the importer
    std::vector<SupplyRiskUse> uses;
    std::vector<SupplyRiskIndustry> industries;
    SupplyRiskCell world_production, production, imports, exports, stock_change,
        apparent_consumption;            ///< t a year; own production, and the change of stocks
    SupplyRiskCell import_reliance;      ///< 0…1; else from production, imports and exports
    SupplyRiskCell net_import_reliance;  ///< TE of the USGS method, 0…1; else from imports, exports, stocks and consumption
    SupplyRiskCell recycling_input_rate, substitution_supply, substitution_importance;  ///< 0…1
    SupplyRiskCell largest_value_added;
    SupplyRiskCell economic_vulnerability;                                  ///< EV, 0…1; else from the industries
    SupplyRiskCell axis_supply_risk, axis_environment, axis_vulnerability;  ///< Yale's axes, 0…100
    std::vector<std::string> notes;                                         ///< of the sources: editions left aside, figures withheld
};

/// Reads a file of docs/formats/supply-risk.md. Every problem at once. Numbers may be ids of statements of the ledger, as known
/// on the day.
Result<SupplyRiskInputs> read_supply_risk_inputs(std::string text, std::string file, const Ledger& ledger, Date known_on);

/// The part that published tables can give: producers with amounts, world production, governance where `governance` has the year.
Result<SupplyRiskInputs> supply_risk_inputs_of(const ProductionTable& production, const ProductionQuery& query, const GovernanceTable* governance);

/// What the ledger itself states about an item and an importer in a year, as known on the day: production by place (the mine's
/// where there is one), imports, exports, consumption and import reliance of the importer, and shares of its imports by origin
/// over a period that holds the year. Rows that do not tell one figure (two statements with different values) are left out with
/// a note; the ledger states no governance.
SupplyRiskInputs supply_risk_inputs_of(const Ledger& ledger, const StatisticsPlaceNames& names, const std::string& item, const std::string& importer,
                                       int year, Date known_on);

/// Fills governance and political stability that no row states, from the table's `year`.
void fill_governance(SupplyRiskInputs& inputs, const GovernanceTable& governance, int year);

}  // namespace countervail
