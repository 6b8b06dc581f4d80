// SPDX-License-Identifier: Apache-2.0
#include "dependence/idle_capacity.h"

#include <algorithm>

#include "base/convex_program.h"

namespace countervail {

namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// Markets that something can still reach when the node has stopped, and the sites and lanes that lead there. What is out of reach stays out of the
/// program: a flow that can only be 0 leaves its interior empty.
struct StillReached {
    std::vector<bool> markets, sites, lanes;

    StillReached(const World& world, const ChokeNode& node) : markets(world.markets.size()), sites(world.sites.size()), lanes(world.lanes.size()) {
        std::vector<bool> stopped_site(sites.size()), stopped_lane(lanes.size());
        for (const int site : node.sites) stopped_site[at(site)] = true;
        for (const int lane : node.lanes) stopped_lane[at(lane)] = true;
        for (bool moved = true; moved;) {
            moved = false;
            for (std::size_t i = 0; i < sites.size(); ++i) {
                const Site& site = world.sites[i];
                if (sites[i] || stopped_site[i] || site.capacity <= 0) continue;
                if (!std::all_of(site.inputs.begin(), site.inputs.end(), [&](const Leg& leg) { return leg.per_activity <= 0 || markets[at(leg.market)]; })) continue;
                sites[i] = moved = true;
                for (const Leg& leg : site.outputs) markets[at(leg.market)] = markets[at(leg.market)] || leg.per_activity > 0;
            }
            for (std::size_t i = 0; i < lanes.size(); ++i) {
                if (lanes[i] || stopped_lane[i] || !markets[at(world.lanes[i].from)]) continue;
                lanes[i] = markets[at(world.lanes[i].to)] = moved = true;
            }
        }
    }
};

/// The program, with unknowns and rows scaled to the baseline so that a solution is near 1.
class WeekProgram {
  public:
    WeekProgram(const World& world, const ChokeNode& node) : world_(world), reached_(world, node) {
        for (const Market& market : world.markets) scale_.push_back(market.throughput > 0 ? market.throughput : 1);
        right_.assign(world.markets.size(), 0.0);
        for (int market = 0; at(market) < world.markets.size(); ++market) {
            if (reached_.markets[at(market)]) entry(market, unknown(0, unbounded), -scale_[at(market)]);   // what nobody takes
        }
        add_sites();
        add_lanes();
        add_uses();
    }

    ConvexProgram program() const {
        const auto rows = static_cast<Eigen::Index>(right_.size()), columns = static_cast<Eigen::Index>(upper_.size());
        Eigen::SparseMatrix<double> equations(rows, columns);
        equations.setFromTriplets(entries_.begin(), entries_.end());
        const auto vector = [](const std::vector<double>& values) { return Eigen::VectorXd(Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()))); };
        return quadratic_program(std::move(equations), vector(right_), Eigen::VectorXd::Zero(columns), vector(slope_), Eigen::VectorXd::Zero(columns), vector(upper_));
    }

    std::vector<double> running(const Eigen::VectorXd& x) const {
        std::vector<double> runs;
        for (const int column : use_column_) runs.push_back(column == kAlways ? 1 : column == kNever ? 0 : std::clamp(x[column], 0.0, 1.0));
        return runs;
    }

  private:
    /// Index of a new unknown in [0, upper].
    int unknown(double slope, double upper) {
        slope_.push_back(slope);
        upper_.push_back(upper);
        return static_cast<int>(upper_.size()) - 1;
    }
    void entry(int market, int column, double amount) { entries_.emplace_back(market, column, amount / scale_[at(market)]); }

    void add_sites() {
        for (int site = 0; at(site) < world_.sites.size(); ++site) {
            const Site& each = world_.sites[at(site)];
            if (!reached_.sites[at(site)]) continue;
            const int column = unknown(0, 1);   // of its capacity
            for (const Leg& leg : each.inputs) entry(leg.market, column, -leg.per_activity * each.capacity);
            for (const Leg& leg : each.outputs) entry(leg.market, column, leg.per_activity * each.capacity);
        }
    }

    void add_lanes() {
        for (int lane = 0; at(lane) < world_.lanes.size(); ++lane) {
            if (!reached_.lanes[at(lane)]) continue;
            const Lane& each = world_.lanes[at(lane)];
            const int column = unknown(0, unbounded);
            const double amount = scale_[at(each.to)];   // in units of what its destination uses
            entry(each.from, column, -amount);
            entry(each.to, column, amount);
        }
    }

    void add_uses() {
        double mean = 0;   // slopes near 1, as the solver's first multipliers are
        for (const Use& use : world_.uses) mean += use.value_added / static_cast<double>(world_.uses.size());
        for (const Use& use : world_.uses) {
            if (use.value_added <= 0 || use.output <= 0) {   // takes what is left over; the market may as well keep it
                use_column_.push_back(kAlways);
                continue;
            }
            double most = 1;
            for (const Need& need : use.needs) {
                if (need.intensity > 0 && !reached_.markets[at(need.market)]) most = std::min(most, need.critical ? 0 : 0.5);
            }
            if (most <= 0) {
                use_column_.push_back(kNever);
                continue;
            }
            const int runs = unknown(-use.value_added / mean, most);
            use_column_.push_back(runs);
            for (const Need& need : use.needs) {
                const double amount = need.intensity * use.output;
                if (amount <= 0 || !reached_.markets[at(need.market)]) continue;
                entry(need.market, need.critical ? runs : slowed_need(runs), -amount);
            }
        }
    }

    /// taken ≥ 2 r − 1: taken − 2 r − slack = −1.
    int slowed_need(int runs) {
        const int taken = unknown(0, 1), slack = unknown(0, 2), row = static_cast<int>(right_.size());
        entries_.emplace_back(row, taken, 1.0);
        entries_.emplace_back(row, runs, -2.0);
        entries_.emplace_back(row, slack, -1.0);
        right_.push_back(-1);
        return taken;
    }

    static constexpr int kAlways = -1, kNever = -2;
    const World& world_;
    const StillReached reached_;
    std::vector<double> scale_, right_, slope_, upper_;
    std::vector<Eigen::Triplet<double>> entries_;
    std::vector<int> use_column_;
};

}  // namespace

Result<IdleCapacityLoss> loss_with_idle_capacity(const World& world, const ChokeNode& node) {
    const WeekProgram week(world, node);
    const auto solved = solve(week.program(), {1e-8, 200});
    if (!solved) return std::unexpected(solved.error());
    return IdleCapacityLoss{loss_of_running(world, week.running(solved->x)), std::max({solved->primal_residual, solved->dual_residual, solved->gap})};
}

std::vector<int> uses_out_of_reach(const World& world, const ChokeNode& node) {
    const StillReached reached(world, node);
    std::vector<int> uses;
    for (int use = 0; at(use) < world.uses.size(); ++use) {
        const Use& each = world.uses[at(use)];
        if (each.value_added <= 0 || each.output <= 0) continue;
        const bool cut_off = std::any_of(each.needs.begin(), each.needs.end(), [&](const Need& need) { return need.critical && need.intensity > 0 && !reached.markets[at(need.market)]; });
        if (cut_off) uses.push_back(use);
    }
    return uses;
}

}  // namespace countervail
