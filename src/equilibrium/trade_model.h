// SPDX-License-Identifier: Apache-2.0
// The world economy of Caliendo & Parro 2015 (Rev. Econ. Stud. 82): places trade the goods of every industry, make them from
// labour and from each other's industries at Cobb–Douglas shares, and buy each from the cheapest of many sources, so that trade
// shares answer costs with an industry's elasticity θ. One industry without inputs is Eaton & Kortum 2002; an Armington model
// with elasticity σ is the same with θ = σ − 1.
//
// Money in any one unit, the same everywhere. Matrices of trade are importer × exporter, one per industry.
#pragma once

#include <Eigen/Core>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace countervail {

struct TradeModel {
    std::string source;                       ///< who published the data, for people
    std::vector<std::string> places, industries;
    Eigen::VectorXd theta;                    ///< by industry, > 0
    std::vector<Eigen::MatrixXd> trade;       ///< by industry: value without tariff, home sales on the diagonal
    std::vector<Eigen::MatrixXd> tariff;      ///< by industry: ad valorem, of the year of the data
    std::vector<Eigen::MatrixXd> inputs;      ///< by place: input industry × using industry, tariffs included; small negative figures may balance it
    Eigen::MatrixXd value_added;              ///< places × industries
    Eigen::MatrixXd final_use;                ///< places × industries, tariffs included
    Eigen::VectorXd deficit;                  ///< by place: imports − exports; sums to 0
    Errors notes;                             ///< what was mended and stops nothing

    int place(std::string_view id) const;     ///< index, or -1
    int industry(std::string_view code) const;
};

/// What policy sets. Elements as in TradeModel::tariff.
struct TradePolicy {
    std::vector<Eigen::MatrixXd> tariff;      ///< ad valorem, > −1
    std::vector<Eigen::MatrixXd> cost;        ///< factor on what it takes to deliver, against the year of the data; empty: 1
    Eigen::VectorXd deficit;                  ///< by place, in units of which the world's wage bill keeps its baseline value
};

/// Factor on the cost of delivery that stands for an embargo: large, not infinite, so that a place without any other source pays a
/// price instead of having none.
inline constexpr double kEmbargoCost = 1e3;

/// The policy of the year of the data.
TradePolicy observed_policy(const TradeModel& model);

/// Empty when the model and the policy fit: sizes, finite figures, positive elasticities, something bought only where somebody sells.
Errors problems_of_trade(const TradeModel& model);
Errors problems_of_policy(const TradeModel& model, const TradePolicy& policy);

}  // namespace countervail
