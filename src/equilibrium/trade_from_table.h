// SPDX-License-Identifier: Apache-2.0
// A trade model from an input–output table: flows, input shares and final use are the table's; tariffs start at 0, so that a rate given
// later is one added to those of the table's year.
#pragma once

#include <map>
#include <string>

#include "base/date.h"
#include "base/library.h"
#include "economy/industries.h"
#include "economy/io_table.h"
#include "equilibrium/trade_model.h"
#include "evidence/ledger.h"

namespace countervail {

/// Negative final use (stocks run down) and negative value added are mended and noted; the solver balances what that leaves.
Result<TradeModel> trade_model_of(const IoTable& table, const Eigen::VectorXd& theta_by_industry);

/// Elasticities of data/economy/trade-elasticities.csv for the table's industries (the mean where one industry holds several of
/// the source's), with the statements they rest on. `given` replaces them by
/// industry of the table. Fails with every industry that has none.
struct TradeElasticities {
    Eigen::VectorXd theta;                  ///< by industry of the table
    std::vector<std::string> statements;
};
Result<TradeElasticities> trade_elasticities(const Library& library, const Ledger& ledger, const Industries& industries, const IoTable& table, Date known_on,
                                            const std::map<std::string, double>& given = {});

}  // namespace countervail
