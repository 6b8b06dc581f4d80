// SPDX-License-Identifier: Apache-2.0
// The files behind a company, one at a time: a bill whose info columns are read, and a list of stocks.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "bom/bill.h"
#include "company/company_columns.h"

namespace countervail {

struct CompanyBill {
    Bill bill;
    std::vector<CompanyCells> cells;     ///< by part of the bill
    Place place(int part) const { return {bill.file, bill.parts[static_cast<std::size_t>(part)].line}; }
};

/// read_bill, with the company's columns with or without "info." All problems of both at once.
Result<CompanyBill> read_company_bill(std::string_view bytes, const std::string& file, const BillOptions& options);

/// One line of a list of stocks.
struct StockLine {
    std::string part;
    CompanyCells cells;
    Place where;
};

/// .csv or .xlsx (the sheet named stock, else the first): a column `part` and columns of company_columns.h. Fails on other
/// columns, lines without a part and parts named twice.
Result<std::vector<StockLine>> read_stock_list(std::string_view bytes, const std::string& file);

}  // namespace countervail
