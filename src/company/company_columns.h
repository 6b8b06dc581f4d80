// SPDX-License-Identifier: Apache-2.0
// The columns of a bill of materials, or of a list of stocks, that speak of the company: docs/formats/company.md. In a bill they
// are info columns; a header may leave "info." out.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "company/company.h"

namespace countervail {

/// What the company says of one line, as far as it says anything.
struct CompanyCells {
    std::optional<double> stock_days, on_hand, supplier_share, lead_days, qualification_days, alternative_share;
    std::optional<double> revenue, margin, units;   ///< a year; of a product
    std::optional<PartEffect> effect;
    double slowed = 1;
    std::optional<bool> made;
    std::string source_of;
};

/// In the order of the documentation: "stock_days", "on_hand" …
const std::vector<std::string>& company_columns();
/// "Stock days", "info.stock-days" → "stock_days"; empty when it is none of them.
std::string company_column(std::string_view header);
/// A column of the company that a free word may have been meant for; empty when none is near.
std::string resembles_company_column(std::string_view word);

/// Takes one cell in; `column` is one of company_columns(). Problems: no number, out of range, unknown word.
void read_company_cell(CompanyCells& into, const std::string& column, const std::string& text, const Place& where, Errors& errors);

/// What either says; a figure that both state and that differs is a problem.
void merge_company_cells(CompanyCells& into, const CompanyCells& other, const std::string& part, const Place& where, Errors& errors);

}  // namespace countervail
