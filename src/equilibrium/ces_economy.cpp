// SPDX-License-Identifier: Apache-2.0
#include "equilibrium/ces_economy.h"

#include <Eigen/LU>
#include <cmath>

#include "base/text.h"
#include "equilibrium/ces_check.h"
#include "equilibrium/ces_tree.h"
#include "equilibrium/newton.h"

namespace countervail {

namespace {

/// Unknowns: ln price of every commodity, ln activity, ln income. Conditions in the same order: market of each commodity (in place of
/// one of them: the numeraire's price is 1), zero profit of each activity, income of each household.
class CesConditions {
  public:
    explicit CesConditions(const CesEconomy& economy) : economy_(economy) {
        commodities_ = static_cast<Eigen::Index>(economy.commodities.size());
        activities_ = static_cast<Eigen::Index>(economy.activities.size());
        households_ = static_cast<Eigen::Index>(economy.households.size());
        left_out_ = economy.numeraire;
        for (const CesActivity& each : economy.activities) technology_.emplace_back(each.inputs);
        for (const CesHousehold& each : economy.households) taste_.emplace_back(each.demand);
    }

    Eigen::Index size() const { return commodities_ + activities_ + households_; }
    Eigen::Index price_row(int commodity) const { return commodity; }
    Eigen::Index activity_row(Eigen::Index activity) const { return commodities_ + activity; }
    Eigen::Index income_row(Eigen::Index household) const { return commodities_ + activities_ + household; }

    Eigen::VectorXd start() const {
        Eigen::VectorXd x = Eigen::VectorXd::Zero(size());
        for (Eigen::Index h = 0; h < households_; ++h) x[income_row(h)] = std::log(taste_[static_cast<std::size_t>(h)].benchmark_cost());
        return x;
    }

    void evaluate(const Eigen::VectorXd& x, Eigen::VectorXd& residual, NewtonJacobian* jacobian);
    /// Of the market that is not solved for, at the last evaluation: ln(demand / supply).
    double implied_miss() const { return implied_miss_; }
    /// From now on the market of the largest value is the one left to Walras' law: a miss of 1e-12 there cannot hide a large one in a
    /// small market. The numeraire stays what it is. True when this is another market than before.
    bool leave_out_largest_market(const Eigen::VectorXd& x) {
        const Eigen::Index before = left_out_;
        (supply_.array() * x.head(commodities_).array().exp()).maxCoeff(&left_out_);
        return left_out_ != before;
    }
    /// To begin with the largest market that the benchmark clears: those that a shock has moved must be seen.
    void leave_out_quiet_market() {
        Eigen::VectorXd residual;
        evaluate(start(), residual, nullptr);
        const Eigen::ArrayXd moved = (demand_.array() / supply_.array()).log().abs();
        const Eigen::ArrayXd size = (moved < 1e-9).select(supply_.array(), 0);
        (size.maxCoeff() > 0 ? size : supply_.array().eval()).maxCoeff(&left_out_);
    }
    CesEquilibrium read(const Eigen::VectorXd& x) const;
    /// ∂F/∂t when the logarithms of endowments move in `direction`, at x.
    Eigen::VectorXd push(const Eigen::VectorXd& x, const Eigen::MatrixXd& direction);

  private:
    void buy(CesTree& tree, double scale, Eigen::Index scale_column, bool household, const Eigen::VectorXd& x, bool slopes);
    void activity(Eigen::Index at, const Eigen::VectorXd& x, bool slopes);
    void endowments(const Eigen::VectorXd& x, bool slopes);
    void markets(const Eigen::VectorXd& x, bool slopes);
    void incomes(const Eigen::VectorXd& x, bool slopes);
    double endowment(Eigen::Index household, Eigen::Index commodity) const {
        const auto& all = economy_.households[static_cast<std::size_t>(household)].endowment;
        return all.empty() ? 0 : all[static_cast<std::size_t>(commodity)];
    }

    const CesEconomy& economy_;
    Eigen::Index commodities_ = 0, activities_ = 0, households_ = 0;
    std::vector<CesTree> technology_, taste_;
    CesSlopes work_;
    Eigen::VectorXd demand_, supply_, own_, residual_;
    NewtonJacobian slope_;            // rows of markets hold ∂ demand, rows of households ∂ own income
    Eigen::VectorXd supply_slope_;    // ∂ supply / ∂ ln activity of each maker
    double implied_miss_ = 0;
    Eigen::Index left_out_ = 0;       // market that is not solved for
};

/// Adds what is bought for `scale` units of activity, and the taxes on it. The quantity goes with `scale_column`; a household's
/// also with its price index, since it spends an income.
void CesConditions::buy(CesTree& tree, double scale, Eigen::Index scale_column, bool household, const Eigen::VectorXd& x, bool slopes) {
    if (slopes) tree.differentiate(commodities_, work_);
    for (const CesTree::Leaf& leaf : tree.leaves()) {
        const double bought = leaf.per_unit * scale;
        if (bought <= 0) continue;
        const double revenue = leaf.tax * std::exp(x[leaf.commodity]) * bought;
        demand_[leaf.commodity] += bought;
        if (leaf.tax != 0) own_[leaf.tax_to] += revenue;
        if (!slopes) continue;
        const auto node = static_cast<std::size_t>(leaf.node);
        const auto move = [&](Eigen::Index row, double size) {
            slope_.row(row).head(commodities_) += size * work_.base[node].transpose();
            slope_(row, leaf.commodity) -= size * tree.elasticity(leaf.node);
            if (household) slope_.row(row).head(commodities_) -= size * work_.shares.front().transpose();
            slope_(row, scale_column) += size;
        };
        move(leaf.commodity, bought);
        if (leaf.tax == 0) continue;
        move(income_row(leaf.tax_to), revenue);
        slope_(income_row(leaf.tax_to), leaf.commodity) += revenue;
    }
}

void CesConditions::activity(Eigen::Index at, const Eigen::VectorXd& x, bool slopes) {
    const CesActivity& maker = economy_.activities[static_cast<std::size_t>(at)];
    CesTree& tree = technology_[static_cast<std::size_t>(at)];
    const Eigen::Index row = activity_row(at);
    tree.price(x.head(commodities_));
    const double level = std::exp(x[row]);
    residual_[row] = std::log(tree.benchmark_cost()) + tree.log_index() - x[maker.output] - std::log((1 - maker.output_tax) * maker.quantity);
    supply_[maker.output] += maker.quantity * level;
    supply_slope_[at] = maker.quantity * level;
    buy(tree, level, row, false, x, slopes);
    const double revenue = maker.output_tax * std::exp(x[maker.output]) * maker.quantity * level;
    own_[maker.tax_to] += revenue;
    if (!slopes) return;
    slope_.row(row).head(commodities_) = work_.shares.front().transpose();
    slope_(row, maker.output) -= 1;
    slope_(income_row(maker.tax_to), maker.output) += revenue;
    slope_(income_row(maker.tax_to), row) += revenue;
}

void CesConditions::endowments(const Eigen::VectorXd& x, bool slopes) {
    for (Eigen::Index h = 0; h < households_; ++h) {
        for (Eigen::Index c = 0; c < commodities_; ++c) {
            const double held = endowment(h, c);
            if (held == 0) continue;
            const double value = std::exp(x[c]) * held;
            supply_[c] += held;
            own_[h] += value;
            if (slopes) slope_(income_row(h), c) += value;
        }
    }
}

void CesConditions::markets(const Eigen::VectorXd& x, bool slopes) {
    for (Eigen::Index c = 0; c < commodities_; ++c) {
        residual_[c] = std::log(demand_[c] / supply_[c]);
        if (slopes) slope_.row(c) /= demand_[c];
    }
    if (slopes) {
        for (Eigen::Index a = 0; a < activities_; ++a) {
            const int output = economy_.activities[static_cast<std::size_t>(a)].output;
            slope_(output, activity_row(a)) -= supply_slope_[a] / supply_[output];
        }
    }
    implied_miss_ = residual_[left_out_];
    residual_[left_out_] = x[economy_.numeraire];
    if (!slopes) return;
    slope_.row(left_out_).setZero();
    slope_(left_out_, economy_.numeraire) = 1;
}

void CesConditions::incomes(const Eigen::VectorXd& x, bool slopes) {
    const Eigen::Index first = income_row(0);
    const double world = own_.sum();
    Eigen::RowVectorXd world_slope;
    if (slopes) world_slope = slope_.middleRows(first, households_).colwise().sum();
    for (Eigen::Index h = 0; h < households_; ++h) {
        const double transfer = economy_.households[static_cast<std::size_t>(h)].transfer;
        const double income = own_[h] + transfer * world;
        residual_[first + h] = x[first + h] - std::log(income);
        if (!slopes) continue;
        slope_.row(first + h) = (slope_.row(first + h) + transfer * world_slope) / -income;
        slope_(first + h, first + h) += 1;
    }
}

void CesConditions::evaluate(const Eigen::VectorXd& x, Eigen::VectorXd& residual, NewtonJacobian* jacobian) {
    const bool slopes = jacobian != nullptr;
    demand_.setZero(commodities_);
    supply_.setZero(commodities_);
    supply_slope_.setZero(activities_);
    own_.setZero(households_);
    residual_.setZero(size());
    if (slopes) slope_.setZero(size(), size());
    for (Eigen::Index a = 0; a < activities_; ++a) activity(a, x, slopes);
    for (Eigen::Index h = 0; h < households_; ++h) {
        CesTree& tree = taste_[static_cast<std::size_t>(h)];
        tree.price(x.head(commodities_));
        const double units = std::exp(x[income_row(h)] - tree.log_index()) / tree.benchmark_cost();
        buy(tree, units, income_row(h), true, x, slopes);
    }
    endowments(x, slopes);
    markets(x, slopes);
    incomes(x, slopes);
    residual = residual_;
    if (slopes) *jacobian = slope_;
}

CesEquilibrium CesConditions::read(const Eigen::VectorXd& x) const {
    CesEquilibrium found;
    found.price = x.head(commodities_).array().exp();
    found.activity = x.segment(commodities_, activities_).array().exp();
    found.income = x.tail(households_).array().exp();
    found.price_index.resize(households_);
    found.utility.resize(households_);
    const auto quantities = [](const CesTree& tree, double units) {
        Eigen::VectorXd all(static_cast<Eigen::Index>(tree.leaves().size()));
        for (Eigen::Index i = 0; i < all.size(); ++i) all[i] = tree.leaves()[static_cast<std::size_t>(i)].per_unit * units;
        return all;
    };
    for (Eigen::Index a = 0; a < activities_; ++a) found.inputs.push_back(quantities(technology_[static_cast<std::size_t>(a)], found.activity[a]));
    for (Eigen::Index h = 0; h < households_; ++h) {
        const CesTree& tree = taste_[static_cast<std::size_t>(h)];
        found.price_index[h] = std::exp(tree.log_index());
        found.utility[h] = found.income[h] / (found.price_index[h] * tree.benchmark_cost());
        found.bought.push_back(quantities(tree, found.utility[h]));
    }
    return found;
}

Eigen::VectorXd CesConditions::push(const Eigen::VectorXd& x, const Eigen::MatrixXd& direction) {
    Eigen::VectorXd residual, pushed = Eigen::VectorXd::Zero(size()), gained = Eigen::VectorXd::Zero(households_);
    evaluate(x, residual, nullptr);
    for (Eigen::Index h = 0; h < households_; ++h) {
        for (Eigen::Index c = 0; c < commodities_; ++c) {
            const double more = endowment(h, c) * direction(h, c);
            gained[h] += more * std::exp(x[c]);
            if (c != left_out_) pushed[c] -= more / supply_[c];
        }
    }
    for (Eigen::Index h = 0; h < households_; ++h) {
        const double transfer = economy_.households[static_cast<std::size_t>(h)].transfer;
        pushed[income_row(h)] = -(gained[h] + transfer * gained.sum()) / (own_[h] + transfer * own_.sum());
    }
    return pushed;
}

}  // namespace

Result<CesEquilibrium> solve_ces_economy(const CesEconomy& economy, const CesOptions& options) {
    if (Errors errors = problems_of(economy); !errors.empty()) return std::unexpected(std::move(errors));
    CesConditions conditions(economy);
    const NewtonSystem system = [&](const Eigen::VectorXd& x, Eigen::VectorXd& residual, NewtonJacobian* jacobian) { conditions.evaluate(x, residual, jacobian); };
    const NewtonOptions newton{options.tolerance, options.iterations, 2};
    conditions.leave_out_quiet_market();
    Result<NewtonRoot> root = solve_newton(system, conditions.start(), "general equilibrium", newton);
    int iterations = root ? root->iterations : 0;
    // An equilibrium at the edge of prices that the left-out market alone forbids shows when another market is left out.
    for (int tries = 0; root && tries < 6 && conditions.leave_out_largest_market(root->x); ++tries) {
        root = solve_newton(system, root->x, "general equilibrium", newton);
        if (!root) root = solve_newton(system, conditions.start(), "general equilibrium", newton);
        iterations += root ? root->iterations : 0;
    }
    if (!root) return std::unexpected(std::move(root.error()));
    Eigen::VectorXd residual;
    conditions.evaluate(root->x, residual, nullptr);
    if (!(std::abs(conditions.implied_miss()) < 1e-6)) {
        return fail({"general equilibrium"}, "did not converge: the market left to Walras' law misses by " + readable_number(conditions.implied_miss(), 3), "raise elasticities that are close to 0");
    }
    CesEquilibrium found = conditions.read(root->x);
    found.residual = residual.cwiseAbs().maxCoeff();
    found.walras = std::abs(conditions.implied_miss());
    found.iterations = iterations;
    return found;
}

Result<Eigen::VectorXd> price_tangent(const CesEconomy& economy, const CesEquilibrium& equilibrium, const Eigen::MatrixXd& direction) {
    CesConditions conditions(economy);
    Eigen::VectorXd x(conditions.size()), residual;
    x << equilibrium.price.array().log().matrix(), equilibrium.activity.array().log().matrix(), equilibrium.income.array().log().matrix();
    NewtonJacobian jacobian;
    conditions.evaluate(x, residual, &jacobian);
    const Eigen::VectorXd moved = jacobian.partialPivLu().solve(-conditions.push(x, direction));
    if (!moved.allFinite()) return fail({"general equilibrium"}, "has no derivative at this point", "raise elasticities that are exactly 0");
    return Eigen::VectorXd(moved.head(static_cast<Eigen::Index>(economy.commodities.size())));
}

}  // namespace countervail
