// SPDX-License-Identifier: Apache-2.0
// What a company is told: sentences composed from its exposure, and tables. Terminal, files and page show nothing that is not here.
//
// Bands are 5, 50 and 95 % of the draws; a stop that does not come within the days looked at is an absent cell. Where no product
// states a revenue, money columns count days of output instead and say so in their unit.
#pragma once

#include <string>
#include <vector>

#include "base/table.h"
#include "company/exposure.h"
#include "report/chart.h"

namespace countervail {

struct CompanyTables {
    std::string header;                  ///< "Merian · april-2025 · CHN No. 18/2025 in force from … · made in DEU · 256 draws"
    std::string stops, loss, cover_words, measures_words, acts_words, coverage;   ///< the first screen, in this order
    std::string unit;                    ///< of losses: "EUR", or "days of output"
    Table products, parts, months, causes, cover, second_sources, acts, sources, assumptions;
    std::vector<const Table*> tables() const;
    std::vector<std::string> sentences() const;   ///< those of the first screen that are not empty
};

CompanyTables make_company_tables(const Exposure& exposure, const Ensemble& ensemble, const Ledger& ledger);

/// Header and sentences, broken at the width of the terminal; `closing` is the last line, `seconds` < 0 leaves the time out.
std::string company_screen(const CompanyTables& tables, double seconds, const std::string& closing);

/// Two digits: "2.1 M", "330,000".
std::string rounded_money(double amount);
/// The same after the currency; "4.2 days of output" where there is none.
std::string money_words(double amount, const std::string& unit);
/// By month: the total's band over draws, then each product's.
std::vector<BandSeries> company_loss_bands(const Exposure& exposure);

}  // namespace countervail
