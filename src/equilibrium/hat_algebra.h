// SPDX-License-Identifier: Apache-2.0
// Exact hat algebra (Dekle, Eaton & Kortum 2008; Caliendo & Parro 2015, eqs 10–14): the equilibrium of a trade model under a
// policy, from shares of the year of the data alone.
//
//   ĉ_nj = ŵ_n^γ_nj Π_k P̂_nk^γ_nkj          P̂_nj = [Σ_i π_nij (κ̂_nij ĉ_ij)^−θ_j]^(−1/θ_j)
//   π'_nij = π_nij (κ̂_nij ĉ_ij / P̂_nj)^−θ_j     X'_nj = Σ_k γ_njk Σ_i X'_ik π'_ink/(1+τ'_ink) + α_nj I'_n
//   I'_n = ŵ_n w_n L_n + Σ_j X'_nj Σ_i τ'_nij π'_nij/(1+τ'_nij) + D_n
//
// with κ̂ = (1+τ')/(1+τ) × change of delivery cost. Wages clear labour markets; the world's wage bill keeps its value.
#pragma once

#include "equilibrium/trade_model.h"

namespace countervail {

struct TradeEquilibrium {
    Eigen::VectorXd wage;                 ///< by place, against the year of the data
    Eigen::MatrixXd cost, price;          ///< places × industries, against the year of the data
    std::vector<Eigen::MatrixXd> share;   ///< of each place's spending on an industry, tariffs included: importer × exporter
    Eigen::MatrixXd spending;             ///< X': places × industries, tariffs included
    Eigen::VectorXd income;               ///< I': by place
    Eigen::VectorXd price_index;          ///< of final use, by place
    // Certificate
    double residual = 0;                  ///< largest relative miss of costs, spending and labour markets, every market counted
    int iterations = 0;                   ///< updates of wages
};

struct HatOptions {
    double tolerance = 1e-11;
    int iterations = 3000;
};

/// Fails with what is wrong with the model or the policy, or with "did not converge" and the residual.
Result<TradeEquilibrium> solve_trade(const TradeModel& model, const TradePolicy& policy, const HatOptions& options = {});

/// Value of trade without tariff in an equilibrium: importer × exporter.
Eigen::MatrixXd trade_value(const TradeEquilibrium& equilibrium, const TradePolicy& policy, std::size_t industry);

}  // namespace countervail
