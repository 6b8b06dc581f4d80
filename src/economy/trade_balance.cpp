// SPDX-License-Identifier: Apache-2.0
#include "economy/trade_balance.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace countervail {
namespace {

constexpr int kLeaningRounds = 80;      // towards export figures; what they miss is reported, not forced
constexpr int kRounds = 20000;
constexpr double kTolerance = 1e-11;
constexpr double kLean = 0.6;           // of the way in the logarithm, so that figures which disagree do not swing
constexpr double kMostAbroad = 0.9;     // of output; customs figures count re-exports, which no industry of the place made
constexpr double kShortest = 300;       // km; neighbours trade across a border, not from capital to capital
constexpr double kHome = 30;            // prior weight of the own place against one 1,000 km away; [abroad] sets what it becomes

/// Eigen's own products add in an order that the width of the machine's vectors decides; these do not.
void multiply(const Eigen::MatrixXd& matrix, const double* by, Eigen::Index stride, double* into) {
    std::fill(into, into + matrix.rows(), 0.0);
    for (Eigen::Index column = 0; column < matrix.cols(); ++column) {
        const double factor = by[column * stride];
        const double* const cells = matrix.data() + column * matrix.rows();
        for (Eigen::Index row = 0; row < matrix.rows(); ++row) into[row] += cells[row] * factor;
    }
}

void multiply_transposed(const Eigen::MatrixXd& matrix, const double* by, Eigen::Index stride, double* into) {
    for (Eigen::Index column = 0; column < matrix.cols(); ++column) {
        const double* const cells = matrix.data() + column * matrix.rows();
        double sum = 0;
        for (Eigen::Index row = 0; row < matrix.rows(); ++row) sum += cells[row] * by[row * stride];
        into[column] = sum;
    }
}

class Fitting {
  public:
    Fitting(const TablePlan& plan, const Eigen::MatrixXd& distance);
    Result<TradeBalance> run();

  private:
    void prior(const Eigen::MatrixXd& distance);
    void find_wanted();
    void find_sold(int industry);
    void sellers();
    void buyers();
    double miss();
    void lean();
    void lean_abroad(int industry);
    void lean_exports(const ExportFigure& figure);
    double shipped(int industry, int from, int to) const {
        return fit_.seller(industry, from) * fit_.trade[static_cast<std::size_t>(industry)](from, to) * wanted_(industry, to);
    }

    const TablePlan& plan_;
    const int industries_, places_, users_;
    Eigen::MatrixXd output_;     // industries × places
    Eigen::MatrixXd spending_;   // users × places
    Eigen::MatrixXd wanted_;     // industries × places: what buyers want of each product at the present b
    Eigen::MatrixXd offer_;      // industries × places: what one unit of prior use costs at the present a
    Eigen::VectorXd sold_;       // places: of one industry, per unit of a
    Eigen::VectorXd cost_;       // users: at one place, per unit of b
    TradeBalance fit_;
};

Fitting::Fitting(const TablePlan& plan, const Eigen::MatrixXd& distance)
    : plan_(plan),
      industries_(static_cast<int>(plan.inputs.rows())),
      places_(static_cast<int>(plan.final_spending.rows())),
      users_(industries_ + static_cast<int>(plan.final_uses.size())) {
    output_.resize(industries_, places_);
    spending_.resize(users_, places_);
    Eigen::MatrixXd use(industries_, users_);
    use << plan.inputs, plan.final_inputs;
    for (int place = 0; place < places_; ++place) {
        const auto made = plan.value_added.segment(place * industries_, industries_).array();
        const auto ratio = plan.ratio.segment(place * industries_, industries_).array();
        output_.col(place) = made / ratio;
        spending_.col(place) << (made / ratio - made).matrix(), plan.final_spending.row(place).transpose();
        fit_.use.push_back(use);
    }
    fit_.seller = Eigen::MatrixXd::Ones(industries_, places_);
    fit_.buyer = spending_;
    prior(distance);
}

/// Gravity: a place buys from each in proportion to what it makes, less with distance, and more at home.
void Fitting::prior(const Eigen::MatrixXd& distance) {
    Eigen::MatrixXd closeness(places_, places_);
    for (int to = 0; to < places_; ++to) {
        for (int from = 0; from < places_; ++from) {
            const double apart = std::max(distance(from, to), kShortest) / 1000;
            closeness(from, to) = from == to ? kHome : std::pow(apart, plan_.distance_elasticity);
        }
    }
    for (int industry = 0; industry < industries_; ++industry) {
        Eigen::MatrixXd trade = output_.row(industry).transpose().asDiagonal() * closeness;
        for (int to = 0; to < places_; ++to) {
            double sum = 0;
            for (int from = 0; from < places_; ++from) sum += trade(from, to);
            if (sum > 0) trade.col(to) /= sum;
        }
        fit_.trade.push_back(std::move(trade));
    }
}

void Fitting::find_wanted() {
    for (int to = 0; to < places_; ++to) {
        multiply(fit_.use[static_cast<std::size_t>(to)], fit_.buyer.col(to).data(), 1, wanted_.col(to).data());
    }
}

void Fitting::find_sold(int industry) {
    multiply(fit_.trade[static_cast<std::size_t>(industry)], wanted_.data() + industry, industries_, sold_.data());
}

void Fitting::sellers() {
    find_wanted();
    for (int industry = 0; industry < industries_; ++industry) {
        find_sold(industry);
        for (int from = 0; from < places_; ++from) {
            fit_.seller(industry, from) = sold_[from] > 0 ? output_(industry, from) / sold_[from] : 0;
        }
    }
}

void Fitting::buyers() {
    for (int industry = 0; industry < industries_; ++industry) {
        multiply_transposed(fit_.trade[static_cast<std::size_t>(industry)], fit_.seller.data() + industry, industries_, sold_.data());
        offer_.row(industry) = sold_.transpose();
    }
    for (int to = 0; to < places_; ++to) {
        multiply_transposed(fit_.use[static_cast<std::size_t>(to)], offer_.col(to).data(), 1, cost_.data());
        for (int user = 0; user < users_; ++user) {
            fit_.buyer(user, to) = cost_[user] > 0 ? spending_(user, to) / cost_[user] : 0;
        }
    }
}

/// After buyers(): how far sales are from output.
double Fitting::miss() {
    double worst = 0;
    find_wanted();
    for (int industry = 0; industry < industries_; ++industry) {
        find_sold(industry);
        for (int from = 0; from < places_; ++from) {
            const double output = output_(industry, from);
            if (output > 0) worst = std::max(worst, std::abs(fit_.seller(industry, from) * sold_[from] / output - 1));
        }
    }
    return worst;
}

double step(double target, double present) {
    return present > 0 && target > 0 ? std::pow(std::clamp(target / present, 0.25, 4.0), kLean) : 1.0;
}

void Fitting::lean_abroad(int industry) {
    double abroad = 0, all = 0;
    for (int from = 0; from < places_; ++from) {
        for (int to = 0; to < places_; ++to) {
            const double flow = shipped(industry, from, to);
            all += flow;
            if (from != to) abroad += flow;
        }
    }
    const double target = plan_.abroad[industry];
    if (all <= 0 || target >= 1) return;
    // Odds, so that a target near one end moves as readily as one in the middle.
    const double factor = step(target / (1 - target), abroad / std::max(all - abroad, 1e-9 * all));
    Eigen::MatrixXd& trade = fit_.trade[static_cast<std::size_t>(industry)];
    const Eigen::VectorXd home = trade.diagonal();
    trade *= factor;
    trade.diagonal() = home;
}

void Fitting::lean_exports(const ExportFigure& figure) {
    const auto each = [&](auto&& what) {
        for (const int industry : figure.industries) {
            for (int to = 0; to < places_; ++to) {
                if (to != figure.from && (figure.to < 0 || figure.to == to)) what(industry, to);
            }
        }
    };
    double present = 0, made = 0;
    each([&](int industry, int to) { present += shipped(industry, figure.from, to); });
    for (const int industry : figure.industries) made += output_(industry, figure.from);
    const double factor = step(std::min(figure.value, kMostAbroad * made), present);
    each([&](int industry, int to) { fit_.trade[static_cast<std::size_t>(industry)](figure.from, to) *= factor; });
}

void Fitting::lean() {
    for (int industry = 0; industry < industries_; ++industry) lean_abroad(industry);
    for (const ExportFigure& figure : plan_.exports) lean_exports(figure);
}

Result<TradeBalance> Fitting::run() {
    wanted_.resize(industries_, places_);
    offer_.resize(industries_, places_);
    sold_.resize(places_);
    cost_.resize(users_);
    for (int round = 0; round < kLeaningRounds; ++round) {
        sellers();
        buyers();
        lean();
    }
    for (fit_.rounds = 1; fit_.rounds <= kRounds; ++fit_.rounds) {
        sellers();
        buyers();
        if (fit_.rounds % 10 != 0) continue;
        fit_.worst = miss();
        if (fit_.worst < kTolerance) return std::move(fit_);
    }
    return fail({"data/economy/default-table.toml"},
                "the table does not balance: after " + std::to_string(kRounds) + " rounds a cell still misses by " +
                    readable_number(fit_.worst),
                "an industry makes what nobody buys, or buys what nobody makes: check [input] and [final_use.input]");
}

}  // namespace

Result<TradeBalance> balance_trade(const TablePlan& plan, const Eigen::MatrixXd& distance) {
    return Fitting(plan, distance).run();
}

}  // namespace countervail
