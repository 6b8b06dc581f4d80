// SPDX-License-Identifier: Apache-2.0
// What earlier episodes taught about some parameters: equally weighted joint draws, kept as evidence. The draws stand
// in data/posteriors/<id>.csv, one column per parameter key in the parameter's own unit; each column has a row of the
// ledger, "posterior:<id>.<key>", that cites everything it was fitted to (docs/formats/posterior.md). So a posterior is
// known from the day on which the last of its observations was public, and a run that may not know that day refuses it.
//
// Draw d of a run takes one whole row, picked by seed, d and id alone: what the episodes say of two parameters together
// is kept. Rows are put in order along the first principal direction of their ranks, so that a design of experiments
// moves through them by one coordinate of the unit cube, that of the first column; the coordinates of the other columns
// then do nothing.
#pragma once

#include <string>
#include <vector>

#include "base/library.h"
#include "simulation/parameters.h"

namespace countervail {

struct Posterior {
    std::string id;
    std::vector<Parameter> parameters;          ///< columns, in the order of the file
    std::vector<Range> ranges;                  ///< by column: 5 %, 50 %, 95 % of the draws; resting on the ledger's row
    std::vector<std::vector<double>> rows;      ///< in order along the first principal direction
    const std::vector<double>& at(double u) const;   ///< the row of a point of (0, 1)
};

/// The row of the ledger that stands for one column.
std::string posterior_statement(std::string_view id, std::string_view key);

/// Reads and checks one posterior as of `known_on`. All problems at once: no such file (nearest named), a column that
/// is no parameter (nearest named), a value outside what the model accepts, fewer than two draws; a row of the ledger
/// that is missing, cites nothing, is known only later, is in another unit, or does not agree with the draws.
Result<Posterior> read_posterior(const Library& library, const Ledger& ledger, const std::string& id, Date known_on,
                                 const Place& asked_at);

/// Several, each once, no parameter in two of them.
Result<Posteriors> read_posteriors(const Library& library, const Ledger& ledger, const std::vector<std::string>& ids,
                                   Date known_on, const Place& asked_at);

/// The posterior that a parameter is drawn from, or null.
const Posterior* posterior_of(const Posteriors& posteriors, Parameter parameter);

/// Same draws in the same order: then draw d meets the same row.
bool same_posteriors(const Posteriors& a, const Posteriors& b);

/// One text that differs when any draw does.
std::string posterior_text(const Posterior& posterior);

/// Order of rows along the first principal direction of the ranks of their columns (Spearman's correlations); the first
/// column grows along it. Ties keep the order of the rows.
std::vector<std::size_t> principal_order(const std::vector<std::vector<double>>& rows);

}  // namespace countervail
