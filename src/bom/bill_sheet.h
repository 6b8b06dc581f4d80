// SPDX-License-Identifier: Apache-2.0
// The three kinds of file as one sheet of rows under a header, each cell with its place.
#pragma once

#include <string>
#include <string_view>

#include "bom/bill.h"
#include "bom/bill_columns.h"
#include "evidence/csv.h"

namespace countervail {

struct BillSheet {
    Grid grid;             ///< the first row is the header
    std::string currency;  ///< of the whole file (TOML `currency`); else empty
    bool ragged = false;   ///< a workbook leaves the empty cells at a row's end out
    GridView view = {};    ///< of a CSV file in place of the rows of `grid`; looks into its bytes
};

/// CSV, xlsx or TOML (`currency`, `[[line]]`), by the ending of the name, else by the bytes.
Result<BillSheet> read_bill_sheet(std::string_view bytes, const std::string& file, const BillOptions& options,
                                  const BillWords& words);

}  // namespace countervail
