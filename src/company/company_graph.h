// SPDX-License-Identifier: Apache-2.0
// The bills of a company put together: lines that name the same part become its sources, figures that nobody stated become
// assumptions, days of stock are made of units on hand.
#pragma once

#include <string>
#include <vector>

#include "company/company_bill.h"
#include "company/company_reader.h"

namespace countervail {

/// A bill and what is said beside it of its article.
struct ProductBill {
    CompanyBill file;
    CompanyCells product;                ///< revenue, margin, units
    std::string name;                    ///< empty: the article's own
};

struct CompanyParts {
    std::string name, place;
    std::optional<Range> luck, holding_rate;
    std::vector<ProductBill> bills;      ///< at least one
    std::vector<StockLine> stock;
    Place where;
};

Result<Company> assemble_company(const CompanyParts& parts, const CompanyTools& tools);

}  // namespace countervail
