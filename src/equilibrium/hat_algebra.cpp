// SPDX-License-Identifier: Apache-2.0
#ifdef __GNUC__   // GCC 12 takes the deliberately undefined registers of its own vector header for a mistake of ours
#pragma GCC diagnostic ignored "-Wuninitialized"
#endif
#include "equilibrium/hat_algebra.h"

#include <cmath>

#include "base/text.h"
#include "equilibrium/anderson.h"

namespace countervail {

namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

/// Everything that stays as it is while wages are sought, and prices and spending as of the last wages, from which the next start.
class HatSystem {
  public:
    HatSystem(const TradeModel& model, const TradePolicy& policy) : policy_(policy), theta_(model.theta), wage_bill_(model.value_added.rowwise().sum()) {
        places_ = static_cast<Index>(model.places.size());
        industries_ = static_cast<Index>(model.industries.size());
        read_shares(model);
        read_sources(model);
        log_cost_.setZero(places_, industries_);
        log_price_.setZero(places_, industries_);
        share_.assign(static_cast<std::size_t>(industries_), MatrixXd::Zero(places_, places_));
        net_ = share_;
        spending_.setZero(places_, industries_);
        for (Index j = 0; j < industries_; ++j) {
            const auto at = static_cast<std::size_t>(j);
            spending_.col(j) = (model.trade[at].array() * (1 + model.tariff[at].array())).rowwise().sum();
        }
    }

    Index places() const { return places_; }
    const VectorXd& wage_bill() const { return wage_bill_; }

    /// Labour demanded over labour there is, in logarithms, when wages are exp(log_wage).
    VectorXd excess(const VectorXd& log_wage, double tolerance) {
        settle_prices(log_wage, tolerance);
        settle_shares();
        settle_spending(log_wage, tolerance);
        return labour_miss(log_wage);
    }

    double residual(const VectorXd& log_wage) {
        const MatrixXd cost = log_cost_, spending = spending_;
        price_step(log_wage);
        double miss = (cost - log_cost_).cwiseAbs().maxCoeff();
        log_cost_ = cost;
        spending_step(log_wage);
        const double floor = 1e-9 * spending.maxCoeff();
        miss = std::max(miss, ((spending - spending_).array() / (spending.array() + floor)).abs().maxCoeff());
        spending_ = spending;
        return std::max(miss, labour_miss(log_wage).cwiseAbs().maxCoeff());
    }

    TradeEquilibrium read(const VectorXd& log_wage) const {
        TradeEquilibrium found;
        found.wage = log_wage.array().exp();
        found.cost = log_cost_.array().exp();
        found.price = log_price_.array().exp();
        found.share = share_;
        found.spending = spending_;
        found.income = income(log_wage);
        found.price_index = (alpha_.array() * log_price_.array()).rowwise().sum().exp();
        return found;
    }

  private:
    void read_shares(const TradeModel& model) {
        alpha_ = model.final_use.array().colwise() / model.final_use.rowwise().sum().array();
        labour_.setOnes(places_, industries_);
        for (Index n = 0; n < places_; ++n) {
            MatrixXd gamma = model.inputs[static_cast<std::size_t>(n)];
            for (Index j = 0; j < industries_; ++j) {
                const double output = gamma.col(j).sum() + model.value_added(n, j);
                if (output <= 0) continue;   // makes nothing: its cost would be that of labour
                gamma.col(j) /= output;
                labour_(n, j) = model.value_added(n, j) / output;
            }
            gamma_.push_back(std::move(gamma));
        }
    }

    /// ln of π (κ̂)^−θ, scaled by its largest term in each market so that no power leaves the range of numbers.
    void read_sources(const TradeModel& model) {
        scale_.setZero(places_, industries_);
        for (Index j = 0; j < industries_; ++j) {
            const auto at = static_cast<std::size_t>(j);
            const MatrixXd gross = model.trade[at].array() * (1 + model.tariff[at].array());
            MatrixXd log_source(places_, places_);
            for (Index n = 0; n < places_; ++n) {
                const double total = gross.row(n).sum();
                for (Index i = 0; i < places_; ++i) {
                    const double kappa = (1 + policy_.tariff[at](n, i)) / (1 + model.tariff[at](n, i)) * (policy_.cost.empty() ? 1 : policy_.cost[at](n, i));
                    log_source(n, i) = gross(n, i) > 0 ? std::log(gross(n, i) / total) - theta_[j] * std::log(kappa) : -HUGE_VAL;
                }
                scale_(n, j) = log_source.row(n).maxCoeff();
            }
            const auto buys = scale_.col(j).array() > -HUGE_VAL;
            for (Index n = 0; n < places_; ++n) {
                if (buys(n)) log_source.row(n).array() -= scale_(n, j);
            }
            source_.push_back(log_source.array().exp());
            log_source_.push_back(std::move(log_source));
        }
    }

    /// Sources by cost: weights are exp(−θ (ln ĉ_i − least)), least the smallest ln ĉ of the industry.
    VectorXd weights(Index j, double& least) const {
        least = log_cost_.col(j).minCoeff();
        return (-theta_[j] * (log_cost_.col(j).array() - least)).exp();
    }

    void price_step(const VectorXd& log_wage) {
        for (Index j = 0; j < industries_; ++j) {
            const auto at = static_cast<std::size_t>(j);
            double least = 0;
            const VectorXd sums = source_[at] * weights(j, least);
            for (Index n = 0; n < places_; ++n) {
                if (!(scale_(n, j) > -HUGE_VAL)) continue;
                log_price_(n, j) = sums[n] > 1e-200 ? least - (scale_(n, j) + std::log(sums[n])) / theta_[j] : careful_price(n, j);
            }
        }
        for (Index n = 0; n < places_; ++n) {
            log_cost_.row(n) = labour_.row(n) * log_wage[n] + log_price_.row(n) * gamma_[static_cast<std::size_t>(n)];
        }
    }

    /// Where the cheapest sources are those that may not sell, all terms are tiny: the largest is taken out first.
    double careful_price(Index n, Index j) const {
        const Eigen::ArrayXd terms = log_source_[static_cast<std::size_t>(j)].row(n).transpose().array() - theta_[j] * log_cost_.col(j).array();
        const double top = terms.maxCoeff();
        return -(scale_(n, j) + top + std::log((terms - top).exp().sum())) / theta_[j];
    }

    void settle_prices(const VectorXd& log_wage, double tolerance) {
        for (int step = 0; step < 2000; ++step) {
            const MatrixXd before = log_cost_;
            price_step(log_wage);
            if ((before - log_cost_).cwiseAbs().maxCoeff() < tolerance) break;
        }
    }

    void settle_shares() {
        revenue_.setZero(places_, industries_);
        for (Index j = 0; j < industries_; ++j) {
            const auto at = static_cast<std::size_t>(j);
            double least = 0;
            const VectorXd weight = weights(j, least);
            const VectorXd sums = source_[at] * weight;
            MatrixXd& share = share_[at];
            share = source_[at] * weight.asDiagonal();
            for (Index n = 0; n < places_; ++n) {
                if (sums[n] > 1e-200) share.row(n) /= sums[n];
                else if (scale_(n, j) > -HUGE_VAL) careful_shares(n, j);
            }
            net_[at] = share.array() / (1 + policy_.tariff[at].array());
            revenue_.col(j) = (net_[at].array() * policy_.tariff[at].array()).rowwise().sum();
        }
    }

    void careful_shares(Index n, Index j) {
        const auto at = static_cast<std::size_t>(j);
        const Eigen::ArrayXd terms = log_source_[at].row(n).transpose().array() - theta_[j] * log_cost_.col(j).array();
        const Eigen::ArrayXd relative = (terms - terms.maxCoeff()).exp();
        share_[at].row(n) = (relative / relative.sum()).matrix().transpose();
    }

    VectorXd income(const VectorXd& log_wage) const {
        return log_wage.array().exp() * wage_bill_.array() + (revenue_.array() * spending_.array()).rowwise().sum() + policy_.deficit.array();
    }

    void spending_step(const VectorXd& log_wage) {
        for (Index j = 0; j < industries_; ++j) sales_.col(j) = net_[static_cast<std::size_t>(j)].transpose() * spending_.col(j);
        const VectorXd all = income(log_wage);
        for (Index n = 0; n < places_; ++n) {
            spending_.row(n) = (gamma_[static_cast<std::size_t>(n)] * sales_.row(n).transpose()).transpose() + alpha_.row(n) * all[n];
        }
    }

    void settle_spending(const VectorXd& log_wage, double tolerance) {
        sales_.resize(places_, industries_);
        const double floor = 1e-9 * spending_.maxCoeff();
        for (int step = 0; step < 2000; ++step) {
            const MatrixXd before = spending_;
            spending_step(log_wage);
            if (((before - spending_).array() / (before.array().abs() + floor)).abs().maxCoeff() < tolerance) break;
        }
        for (Index j = 0; j < industries_; ++j) sales_.col(j) = net_[static_cast<std::size_t>(j)].transpose() * spending_.col(j);
    }

    VectorXd labour_miss(const VectorXd& log_wage) const {
        const VectorXd demand = (labour_.array() * sales_.array()).rowwise().sum();
        return (demand.array() / wage_bill_.array()).log() - log_wage.array();
    }

    const TradePolicy& policy_;
    Index places_ = 0, industries_ = 0;
    VectorXd theta_, wage_bill_;
    MatrixXd alpha_, labour_, scale_;              // places × industries
    std::vector<MatrixXd> gamma_;                  // by place: input × industry
    std::vector<MatrixXd> source_, log_source_;    // by industry: importer × exporter
    MatrixXd log_cost_, log_price_, spending_, sales_, revenue_;
    std::vector<MatrixXd> share_, net_;            // net: share / (1 + tariff)
};

}  // namespace

Result<TradeEquilibrium> solve_trade(const TradeModel& model, const TradePolicy& policy, const HatOptions& options) {
    Errors errors = problems_of_trade(model);
    if (errors.empty()) errors = problems_of_policy(model, policy);
    if (!errors.empty()) return std::unexpected(std::move(errors));
    HatSystem system(model, policy);
    const double world = system.wage_bill().sum();
    // The inner fixed points are carried as far as the wages deserve, the last digits at the end.
    double reached = 1;
    const auto step = [&](const VectorXd& log_wage) {
        VectorXd miss = system.excess(log_wage, std::max(1e-3 * reached, 0.05 * options.tolerance));
        reached = std::min(reached, miss.cwiseAbs().maxCoeff());
        return miss;
    };
    const auto normalise = [&](VectorXd& log_wage) {
        log_wage.array() -= std::log((log_wage.array().exp() * system.wage_bill().array()).sum() / world);
    };
    const AndersonAnswer wages = anderson(step, normalise, VectorXd::Zero(system.places()), {0.3 * options.tolerance, options.iterations});
    const double residual = wages.x.allFinite() ? system.residual(wages.x) : HUGE_VAL;
    TradeEquilibrium found = system.read(wages.x);
    if (!(residual <= options.tolerance) || !(found.income.minCoeff() > 0)) {
        return fail({model.source}, "hat algebra did not converge: after " + std::to_string(wages.iterations) + " updates of wages the largest residual is " + readable_number(residual, 3),
                    "smaller changes, or deficits = \"zero\" where a place would have to lend more than it earns");
    }
    found.residual = residual;
    found.iterations = wages.iterations;
    return found;
}

MatrixXd trade_value(const TradeEquilibrium& equilibrium, const TradePolicy& policy, std::size_t industry) {
    const MatrixXd net = equilibrium.share[industry].array() / (1 + policy.tariff[industry].array());
    return net.array().colwise() * equilibrium.spending.col(static_cast<Index>(industry)).array();
}

}  // namespace countervail
