// SPDX-License-Identifier: Apache-2.0
// Who sells what to whom, given what every industry makes and what every buyer spends. Biproportional fitting (Deming &
// Stephan 1940, Ann. Math. Stat. 11:427; RAS in Miller & Blair 2009, section 7.4) of a prior that is a product:
//
//     flow(p, i → r, j) = a(p, i) · trade_i(p, r) · use_r(i, j) · b(r, j),
//
// so that a round costs places × industries × (users + places) and not the whole table.
#pragma once

#include <vector>

#include <Eigen/Core>

#include "base/error.h"
#include "economy/table_plan.h"

namespace countervail {

struct TradeBalance {
    Eigen::MatrixXd seller;                 ///< a: industries × places
    Eigen::MatrixXd buyer;                  ///< b: users × places; users are the industries, then the final uses
    std::vector<Eigen::MatrixXd> trade;     ///< by industry: from × to, after leaning towards the plan's exports
    std::vector<Eigen::MatrixXd> use;       ///< by place: industries × users, prior
    int rounds = 0;
    double worst = 0;                       ///< largest |sales − output| / output of any cell with output

    double flow(int from, int industry, int to, int user) const {
        return seller(industry, from) * trade[static_cast<std::size_t>(industry)](from, to) *
               use[static_cast<std::size_t>(to)](industry, user) * buyer(user, to);
    }
};

/// `distance`: places × places in km. Fails, naming the worst cell, when the rounds do not converge.
Result<TradeBalance> balance_trade(const TablePlan& plan, const Eigen::MatrixXd& distance);

}  // namespace countervail
