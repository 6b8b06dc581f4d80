// SPDX-License-Identifier: Apache-2.0
// A multi-regional input–output table: what every industry at every place sells to every other industry and to final
// users in a year. Miller & Blair 2009, chapters 2 and 3: Z, Y and x with x = Z 1 + Y 1.
//
// An industry at a place has the index place × industries() + industry ("place-major"), here called a cell. Money is
// in USD million per year whatever the file's own unit. Value added is what is left of output after all intermediate
// purchases, x − 1'Z: it therefore holds taxes on products and international margins where the source books them
// apart.
#pragma once

#include <Eigen/Core>
#include <Eigen/SparseCore>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace countervail {

/// Row sells to column.
using FlowMatrix = Eigen::SparseMatrix<double, Eigen::RowMajor>;

struct IoTable {
    std::string id;                            ///< "wiod-2011", "default-2024"
    std::string source;                        ///< who published it, for people
    int year = 0;
    std::vector<std::string> places;           ///< ISO3 where the source has it, else the source's own code
    std::vector<std::string> industries;       ///< codes as the table has them, the same at every place
    std::vector<std::string> industry_names;   ///< for people; same length
    std::vector<std::string> final_uses;       ///< categories of final demand, the same at every place
    FlowMatrix intermediate;                   ///< Z: cells × cells, USD million per year
    Eigen::MatrixXd final_demand;              ///< Y: cells × (places × final uses), place-major columns
    Eigen::VectorXd output;                    ///< x: cells
    Eigen::VectorXd value_added;               ///< v = x − column sums of Z: cells
    bool built_in = false;                     ///< the compact default table, not a published one
    std::vector<std::string> statements;       ///< ids of the ledger that the built-in table rests on
    Errors notes;                              ///< doubts that stop nothing: rows that miss balance by rounding, cells without output

    int cells() const { return static_cast<int>(places.size() * industries.size()); }
    int cell(int place, int industry) const { return place * static_cast<int>(industries.size()) + industry; }
    int place_of(int cell) const { return cell / static_cast<int>(industries.size()); }
    int industry_of(int cell) const { return cell % static_cast<int>(industries.size()); }
    /// Index, or -1.
    int place(std::string_view id) const;
    int industry(std::string_view code) const;
    /// Final demand of each cell summed over users: cells.
    Eigen::VectorXd final_total() const { return final_demand.rowwise().sum(); }
};

/// How far a table is from x = Z 1 + Y 1, and what else is odd about it.
struct TableBalance {
    double output = 0;            ///< Σ x
    double worst = 0;             ///< largest |x − Z1 − Y1|, USD million
    int worst_cell = -1;
    double total = 0;             ///< Σ |x − Z1 − Y1| / Σ x
    int no_output = 0;            ///< cells with x = 0
    int negative_flows = 0, negative_final = 0, negative_value_added = 0;
};
TableBalance balance_of(const IoTable& table);

}  // namespace countervail
