// SPDX-License-Identifier: Apache-2.0
// What people ask of an input–output table: its size and balance, who makes how much, who supplies and who buys.
#pragma once

#include <vector>

#include "base/table.h"
#include "economy/io_table.h"

namespace countervail {

/// One fact a row: size, year, sums, balance, cells without output.
Table table_facts(const IoTable& table);
/// The notes of the reader.
Table table_notes(const IoTable& table);
/// Output, value added and gross trade by place, largest first.
Table table_places(const IoTable& table);
/// Output and value added by industry, of one place or of all (-1). `known_as`: for each industry what our own list calls
/// it, empty where it does not know it; an empty vector leaves the column out.
Table table_industries(const IoTable& table, int place, const std::vector<std::string>& known_as);

/// Largest suppliers or customers of an industry at one place, or at all together (-1). Shares are of all purchases from
/// industries (suppliers), of all sales with those to final users (customers).
Table table_suppliers(const IoTable& table, int industry, int place, int top);
Table table_customers(const IoTable& table, int industry, int place, int top);

}  // namespace countervail
