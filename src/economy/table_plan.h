// SPDX-License-Identifier: Apache-2.0
// What the built-in table is made from: the figures that data/economy/default-table.toml names, put together by place and
// industry but not yet balanced. docs/methods/default-table.md.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include <Eigen/Core>

#include "base/date.h"
#include "base/later_evidence.h"
#include "economy/industries.h"
#include "evidence/ledger.h"
#include "world/world.h"

namespace countervail {

/// What one place sells to another, or (to = -1) to all others: USD million per year.
struct ExportFigure {
    int from = 0, to = -1;
    std::vector<int> industries;   ///< whose products: all goods, all services, or one industry
    double value = 0;
};

struct TablePlan {
    std::string id, source;
    int year = 0;
    Eigen::VectorXd value_added;         ///< cells, place-major as in IoTable: USD million per year
    Eigen::VectorXd ratio;               ///< cells: value added over output, within (0, 1)
    Eigen::MatrixXd inputs;              ///< industries × industries: shares of a user's purchases; columns add up to 1
    std::vector<std::string> final_uses;
    Eigen::MatrixXd final_inputs;        ///< industries × final uses: shares of spending; columns add up to 1
    Eigen::MatrixXd final_spending;      ///< places × final uses: USD million per year; adds up to value added
    Eigen::VectorXd abroad;              ///< by industry: share of world output that leaves its place
    std::vector<bool> goods;             ///< by industry: merchandise
    double distance_elasticity = 0;      ///< of trade, negative
    std::vector<ExportFigure> exports;   ///< what trade leans towards
    std::set<std::string> statements;
};

/// Fails with every missing or misplaced figure, each with its line, and with one error for all that was published after
/// `known_on`: how many, the first, the last, and the day from which the plan can be made.
Result<TablePlan> read_table_plan(const Library& library, const Ledger& ledger, const Industries& industries,
                                  const World& world, Date known_on);

/// What of that was published after `known_on`, for those who can answer without a table; empty when nothing was.
std::optional<EarlyQuestion> table_plan_too_early(const Library& library, const Ledger& ledger, const Industries& industries,
                                                  const World& world, Date known_on);

}  // namespace countervail
