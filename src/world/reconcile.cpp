// SPDX-License-Identifier: Apache-2.0
#include "world/reconcile.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/convex_program.h"
#include "world/gravity.h"

namespace countervail {
namespace {

using Flows = std::vector<double>;

/// A claim over the unknowns: numerator − value × denominator (or − value) should vanish.
struct LinearClaim {
    Combination numerator, denominator;
    double value = 0, sigma = 0;
    bool about_lanes = false;
    bool at_most = false;
};

double sum(const Combination& combination, const Flows& flows) {
    double total = 0;
    for (const auto& [j, amount] : combination) total += amount * flows[j];
    return total;
}

constexpr double standing_still = 1e-5;     // of the expected size: pruned
constexpr double negligible_share = 5e-4;   // of what passes through a lane's destination: pruned
constexpr double smallest_scale = 1e-3;     // of the size that claims or priors suggest
constexpr int last_round = 12;
constexpr double least_curvature = 1e-7;    // holds what nothing else determines
constexpr double ridge = 1e-2;              // a flow is expected within ten times the size that claims suggest

class Reconciler {
  public:
    Reconciler(const FlowNetwork& network, const WorldPlan& plan, const Catalogue& catalogue, SolvedPrograms* solved)
        : network_(network), plan_(plan), catalogue_(catalogue), solved_(solved), count_(network.unknowns.size()) {
        for (const Claim& claim : plan.claims) claims_.push_back(linear(claim));
        size_ = claimed_size();
    }

    Result<Reconciled> run();

  private:
    LinearClaim linear(const Claim& claim) const;
    Flows claimed_size();
    Result<Flows> pooled();
    struct Round;
    void add_balance(Round& round, bool pooled) const;
    void add_claims(Round& round, bool pooled, const std::vector<double>& wholes) const;
    ConvexProgram program(const Round& round, const std::map<int, LanePrior>& priors) const;
    std::vector<double> wholes_of(const Flows& flows) const;
    Result<Flows> solve_round(const std::vector<int>& columns, bool pooled, const Flows& scale,
                              const std::vector<double>& wholes, const std::map<int, LanePrior>& priors);
    void drop_dead_ends(std::vector<bool>& keep) const;
    std::vector<bool> worth_keeping(const Flows& flows, const std::vector<bool>& kept) const;

    const FlowNetwork& network_;
    const WorldPlan& plan_;
    const Catalogue& catalogue_;
    SolvedPrograms* solved_;
    std::size_t count_;
    std::vector<LinearClaim> claims_;
    std::vector<bool> claimed_;
    Flows size_;   // what claims or the gravity prior suggest for each flow
    int iterations_ = 0;
};

LinearClaim Reconciler::linear(const Claim& claim) const {
    LinearClaim result;
    result.numerator = combination(claim.measure, network_, plan_, catalogue_);
    if (claim.less) {
        for (const auto& [j, amount] : combination(*claim.less, network_, plan_, catalogue_)) {
            result.numerator.emplace_back(j, -amount);
        }
    }
    if (claim.of) result.denominator = combination(*claim.of, network_, plan_, catalogue_);
    const double factor = claim.of ? 1.0 : claim.unit * claim.via;
    result.value = claim.claimed.value * factor;
    result.sigma = claim.claimed.sigma * factor;
    result.at_most = claim.at_most;
    for (const auto* part : {&result.numerator, &result.denominator}) {
        for (const auto& [j, amount] : *part) {
            if (network_.unknowns[j].kind == Unknown::Kind::lane) result.about_lanes = true;
        }
    }
    return result;
}

std::vector<double> Reconciler::wholes_of(const Flows& flows) const {
    std::vector<double> wholes;
    for (const LinearClaim& claim : claims_) wholes.push_back(std::max(sum(claim.denominator, flows), 1e-9));
    return wholes;
}

/// The convex program of one round while it is put together: unknowns u = flow / scale, then one residual per claim.
struct Reconciler::Round {
    const std::vector<int>& columns;
    const Flows& scale;
    std::vector<int> column_of;
    std::vector<Eigen::Triplet<double>> entries;
    std::vector<double> right;
    int unknowns = 0;
    std::vector<int> slacks;   // of claims that only forbid too much
};

/// What comes into a market goes out of it; pooled: one market per item for the whole world.
void Reconciler::add_balance(Round& round, bool pooled) const {
    std::map<int, int> row_of;
    for (const int j : round.columns) {
        for (const auto& [market, amount] : network_.unknowns[j].legs) {
            const int key = pooled ? network_.markets[market].item : market;
            const auto [at, fresh] = row_of.emplace(key, static_cast<int>(row_of.size()));
            if (fresh) round.right.push_back(0);
            round.entries.emplace_back(at->second, round.column_of[j], amount * round.scale[j]);
        }
    }
}

/// numerator − value × denominator − (value) = sigma × residual. A share counts in units of its whole, `wholes`;
/// without them shares are left out.
void Reconciler::add_claims(Round& round, bool pooled, const std::vector<double>& wholes) const {
    for (std::size_t k = 0; k < claims_.size(); ++k) {
        const LinearClaim& claim = claims_[k];
        const bool share = !claim.denominator.empty();
        if ((pooled && claim.about_lanes) || (share && wholes.empty())) continue;
        const double sigma = std::max(share ? claim.sigma * wholes[k] : claim.sigma, 1e-9);
        const int row = static_cast<int>(round.right.size());
        const auto put = [&](const Combination& part, double factor) {
            for (const auto& [j, amount] : part) {
                if (round.column_of[j] < 0) continue;
                round.entries.emplace_back(row, round.column_of[j], factor * amount * round.scale[j] / sigma);
            }
        };
        put(claim.numerator, 1.0);
        put(claim.denominator, -claim.value);
        round.entries.emplace_back(row, round.unknowns++, -1.0);
        if (claim.at_most) {
            round.slacks.push_back(round.unknowns);
            round.entries.emplace_back(row, round.unknowns++, 1.0);
        }
        round.right.push_back(share ? 0.0 : claim.value / sigma);
    }
}

/// ½ per squared residual; gravity for lanes, a loose hold on every other flow.
ConvexProgram Reconciler::program(const Round& round, const std::map<int, LanePrior>& priors) const {
    Eigen::VectorXd curvature = Eigen::VectorXd::Ones(round.unknowns), slope = Eigen::VectorXd::Zero(round.unknowns);
    Eigen::VectorXd lower = Eigen::VectorXd::Constant(round.unknowns, -unbounded);
    for (const int slack : round.slacks) {
        lower[slack] = 0;
        curvature[slack] = least_curvature;
    }
    for (std::size_t c = 0; c < round.columns.size(); ++c) {
        const int j = round.columns[c], at = static_cast<int>(c);
        const double ratio = round.scale[j] / size_[j];
        double target = 1 / ratio;
        lower[at] = 0;
        curvature[at] = std::max((claimed_[j] ? ridge : 0.0) * ratio * ratio, least_curvature);
        if (const auto prior = priors.find(j); prior != priors.end()) {
            curvature[at] = std::pow(round.scale[j] / prior->second.sigma, 2);
            target = prior->second.flow / round.scale[j];
        }
        slope[at] = -curvature[at] * target;
    }
    const int rows = static_cast<int>(round.right.size());
    Eigen::SparseMatrix<double> equations(rows, round.unknowns);
    equations.setFromTriplets(round.entries.begin(), round.entries.end());
    return quadratic_program(std::move(equations), Eigen::Map<const Eigen::VectorXd>(round.right.data(), rows), curvature,
                             slope, lower, Eigen::VectorXd::Constant(round.unknowns, unbounded));
}

Result<Flows> Reconciler::solve_round(const std::vector<int>& columns, bool pooled, const Flows& scale,
                                      const std::vector<double>& wholes, const std::map<int, LanePrior>& priors) {
    Round round{columns, scale, std::vector<int>(count_, -1), {}, {}, static_cast<int>(columns.size()), {}};
    for (std::size_t c = 0; c < columns.size(); ++c) round.column_of[columns[c]] = static_cast<int>(c);
    add_balance(round, pooled);
    add_claims(round, pooled, wholes);
    ConvexOptions options;
    options.tolerance = 1e-8;   // balance.h makes the balance exact afterwards
    const ConvexProgram asked = program(round, priors);
    auto solution = solved_ == nullptr ? solve(asked, options) : solved_->solve(asked, options);
    if (!solution) return std::unexpected(std::move(solution.error()));
    iterations_ += solution->iterations;
    Flows result(count_, 0.0);
    for (std::size_t c = 0; c < columns.size(); ++c) {
        result[columns[c]] = solution->x[static_cast<int>(c)] * scale[columns[c]];
    }
    return result;
}

/// The size that claims suggest for each flow, so that the first program is not badly scaled.
Flows Reconciler::claimed_size() {
    Flows size(count_, 1.0);
    claimed_.assign(count_, false);
    for (const LinearClaim& claim : claims_) {
        if (!claim.denominator.empty() || claim.at_most || claim.value <= 0) continue;
        for (const auto& [j, amount] : claim.numerator) {
            const double part = claim.value / (std::abs(amount) * static_cast<double>(claim.numerator.size()));
            size[j] = claimed_[j] ? std::min(size[j], part) : part;
            claimed_[j] = true;
        }
    }
    return size;
}

/// Sites and uses against one world market per item: how much there is of everything, before anything is shipped.
Result<Flows> Reconciler::pooled() {
    std::vector<int> columns;
    for (std::size_t j = 0; j < count_; ++j) {
        if (network_.unknowns[j].kind != Unknown::Kind::lane) columns.push_back(static_cast<int>(j));
    }
    Flows scale = size_, guess;
    std::vector<double> wholes;
    for (int round = 0; round < 4; ++round) {
        auto flows = solve_round(columns, true, scale, wholes, {});
        if (!flows) return flows;
        guess = std::move(*flows);
        wholes = wholes_of(guess);
        for (std::size_t j = 0; j < count_; ++j) scale[j] = std::max(guess[j], smallest_scale * size_[j]);
    }
    return guess;
}

/// A lane that carries next to nothing of what its destination handles is dropped, unless it is the market's main
/// source or its origin's main outlet; a site or use only when it stands still.
std::vector<bool> Reconciler::worth_keeping(const Flows& flows, const std::vector<bool>& kept) const {
    std::vector<double> inflow(network_.markets.size(), 0.0), main_in = inflow, main_out = inflow;
    for (std::size_t j = 0; j < count_; ++j) {
        for (const auto& [market, amount] : network_.unknowns[j].legs) {
            const double flow = std::abs(amount) * flows[j];
            if (amount > 0) inflow[market] += flow, main_in[market] = std::max(main_in[market], flow);
            else main_out[market] = std::max(main_out[market], flow);
        }
    }
    std::vector<bool> keep = kept;
    for (std::size_t j = 0; j < count_; ++j) {
        if (!kept[j]) continue;
        if (flows[j] < standing_still * size_[j]) {
            keep[j] = false;
            continue;
        }
        bool negligible = true, main = false;
        for (const auto& [market, amount] : network_.unknowns[j].legs) {
            const double flow = std::abs(amount) * flows[j];
            const bool lane = network_.unknowns[j].kind == Unknown::Kind::lane;
            if (flow > (lane && amount > 0 ? negligible_share : 1e-6) * inflow[market] && (!lane || amount > 0)) {
                negligible = false;
            }
            if (flow > 0 && flow >= (amount > 0 ? main_in : main_out)[market] && inflow[market] > 1e-7) main = true;
        }
        if (negligible && !main) keep[j] = false;
    }
    drop_dead_ends(keep);
    return keep;
}

/// What flows into a market without outlet, or out of one without source, cannot flow at all.
void Reconciler::drop_dead_ends(std::vector<bool>& keep) const {
    for (bool changed = true; changed;) {
        std::vector<bool> has_in(network_.markets.size(), false), has_out = has_in;
        for (std::size_t j = 0; j < count_; ++j) {
            if (!keep[j]) continue;
            for (const auto& [market, amount] : network_.unknowns[j].legs) (amount > 0 ? has_in : has_out)[market] = true;
        }
        changed = false;
        for (std::size_t j = 0; j < count_; ++j) {
            if (!keep[j]) continue;
            for (const auto& [market, amount] : network_.unknowns[j].legs) {
                if (has_in[market] && has_out[market]) continue;
                keep[j] = false;
                changed = true;
            }
        }
    }
}

Result<Reconciled> Reconciler::run() {
    auto first = pooled();
    if (!first) return std::unexpected(std::move(first.error()));
    Flows guess = std::move(*first), scale = size_;
    const std::map<int, LanePrior> priors = gravity(network_, plan_, guess);
    std::vector<bool> kept(count_, true);
    for (std::size_t j = 0; j < count_; ++j) {
        scale[j] = std::max(guess[j], smallest_scale * size_[j]);
        if (network_.unknowns[j].kind != Unknown::Kind::lane) continue;
        const auto prior = priors.find(static_cast<int>(j));
        kept[j] = prior != priors.end();
        if (!kept[j]) continue;
        guess[j] = prior->second.flow;
        scale[j] = size_[j] = std::max(prior->second.flow, 0.1 * prior->second.sigma);
    }
    for (int round = 0;; ++round) {
        std::vector<int> columns;
        for (std::size_t j = 0; j < count_; ++j) {
            if (kept[j]) columns.push_back(static_cast<int>(j));
        }
        auto flows = solve_round(columns, false, scale, wholes_of(guess), priors);
        if (!flows) return std::unexpected(std::move(flows.error()));
        guess = std::move(*flows);
        for (std::size_t j = 0; j < count_; ++j) scale[j] = std::max(guess[j], smallest_scale * size_[j]);
        const std::vector<bool> keep = worth_keeping(guess, kept);
        if (round == last_round || (round >= 2 && keep == kept)) break;
        kept = keep;
    }
    for (std::size_t j = 0; j < count_; ++j) {
        if (!kept[j]) guess[j] = 0;
    }
    return Reconciled{std::move(guess), {}, iterations_};
}

}  // namespace

Result<Reconciled> reconcile(const FlowNetwork& network, const WorldPlan& plan, const Catalogue& catalogue, SolvedPrograms* solved) {
    return Reconciler(network, plan, catalogue, solved).run();
}

std::vector<Residual> residuals_of(const std::vector<double>& flows, const FlowNetwork& network, const WorldPlan& plan,
                                   const Catalogue& catalogue, const Ledger& ledger) {
    std::vector<Residual> residuals;
    for (const Claim& claim : plan.claims) {
        const Statement& statement = *ledger.find(claim.claimed.statement);
        double reconciled = sum(combination(claim.measure, network, plan, catalogue), flows);
        if (claim.less) reconciled -= sum(combination(*claim.less, network, plan, catalogue), flows);
        if (claim.of) {
            const double whole = sum(combination(*claim.of, network, plan, catalogue), flows);
            reconciled = whole > 0 ? reconciled / whole : 0;
        } else {
            reconciled /= claim.unit * claim.via;
        }
        Residual residual{statement.id, statement.value, statement.low, statement.high, 0, 0, claim.meaning};
        residual.reconciled = reconciled / statement.unit.factor();
        residual.standardised = (reconciled - claim.claimed.value) / std::max(claim.claimed.sigma, 1e-12);
        if (claim.at_most) residual.standardised = std::max(residual.standardised, 0.0);
        residuals.push_back(std::move(residual));
    }
    return residuals;
}

}  // namespace countervail
