// SPDX-License-Identifier: Apache-2.0
// The report of a company: which charts, which sections, what stands in each.
#pragma once

#include <string>
#include <vector>

#include "report/company_tables.h"
#include "report/page.h"

namespace countervail {

struct CompanyChart {
    std::string name;                    ///< "days-to-stop"
    std::string wide, narrow;            ///< SVG text
};

struct CompanyReport {
    std::string html;
    std::vector<CompanyChart> charts;
};

/// `colophon`: program version, key of the run.
CompanyReport company_report(const Exposure& exposure, const Ensemble& ensemble, const Ledger& ledger, const CompanyTables& tables, std::vector<std::string> colophon);

}  // namespace countervail
