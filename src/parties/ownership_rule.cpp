// SPDX-License-Identifier: Apache-2.0
// Least fixed points by rounds: with the shares that are known, and with the most that unknown percentages can be.
#include <algorithm>

#include "parties/ownership.h"

namespace countervail {

namespace {

constexpr std::uint8_t kMinority = 1, kControl = 2;

std::size_t index(int entity) { return static_cast<std::size_t>(entity); }

}  // namespace

class OwnershipRuleRun {
  public:
    OwnershipRuleRun(const OwnershipGraph& graph, std::span<const int> listed, const OwnershipRule& rule)
        : graph_(graph), listed_(listed.begin(), listed.end()), limit_(rule.at_least.raw()) {
        found_.graph_ = &graph;
        found_.rule_ = rule;
        std::sort(listed_.begin(), listed_.end());
        listed_.erase(std::unique(listed_.begin(), listed_.end()), listed_.end());
        const auto entities = index(graph.entities());
        found_.status_.assign(entities, OwnershipStatus::not_caught);
        found_.sum_.assign(entities, 0);
        found_.round_.assign(entities, -1);
        found_.ties_.assign(entities, 0);
        for (const int entity : listed_) {
            found_.status_[index(entity)] = OwnershipStatus::listed;
            found_.round_[index(entity)] = 0;
        }
    }

    OwnershipFindings run() {
        count_known_shares();
        if (graph_.has_unknown_shares()) count_possible_shares();
        measure_distances();
        return std::move(found_);
    }

  private:
    bool reaches(std::int64_t part) const { return part > 0 && part >= limit_; }
    bool open(int entity) const { return found_.status_[index(entity)] == OwnershipStatus::not_caught; }

    /// Whole rounds: who is caught in a round is counted as a holder from the next one on. A round is thus the length
    /// of the shortest proof, whatever the order of entities.
    template <class Count>
    void rounds(OwnershipStatus becomes, Count count) {
        std::vector<int> frontier = listed_, touched;
        if (becomes == OwnershipStatus::unknown && found_.rule_.cascade) {
            const std::vector<int> caught = found_.with_status(OwnershipStatus::caught);
            frontier.insert(frontier.end(), caught.begin(), caught.end());
        }
        for (int round = 1; !frontier.empty(); ++round) {
            touched.clear();
            for (const int holder : frontier) {
                for (const std::uint32_t at : graph_.from(holder)) {
                    const int entity = graph_.owned(at);
                    if (reaches(count(at, entity)) && open(entity)) {
                        found_.status_[index(entity)] = becomes;
                        found_.round_[index(entity)] = round;
                        touched.push_back(entity);
                    }
                }
            }
            if (!found_.rule_.cascade) return;
            frontier.swap(touched);
        }
    }

    void count_known_shares() {
        rounds(OwnershipStatus::caught, [&](std::uint32_t at, int entity) {
            if (graph_.is_control(at)) found_.ties_[index(entity)] |= kControl;
            if (graph_.at_most(at) > Share()) found_.ties_[index(entity)] |= kMinority;
            std::int64_t& sum = found_.sum_[index(entity)];
            const std::int64_t share = graph_.at_least(at).units();
            sum = found_.rule_.aggregate ? sum + share : std::max(sum, share);
            return sum;
        });
    }

    /// Shares in an entity come to 100 % at most: counting holders can have no more than the known shares of the
    /// others leave. The others' known part is what is known in all less the counting holders' known part.
    void count_possible_shares() {
        std::vector<std::int64_t> known(found_.sum_.size(), 0), most(found_.sum_.size(), 0);
        found_.at_most_.assign(found_.sum_.size(), 0);
        rounds(OwnershipStatus::unknown, [&](std::uint32_t at, int entity) {
            const std::size_t i = index(entity);
            const std::int64_t total = graph_.known_total(entity).units(), share = graph_.at_least(at).units();
            std::int64_t& possible = found_.at_most_[i];
            if (found_.rule_.aggregate) {
                known[i] += share;
                most[i] += graph_.at_most(at).units();
                possible = std::min(most[i], Share::kWholeUnits - (total - known[i]));
            } else {
                possible = std::max(possible, std::min(graph_.at_most(at).units(), Share::kWholeUnits - (total - share)));
            }
            return possible;
        });
    }

    /// Any holding ties, of any size and kind, through whomever.
    void measure_distances() {
        found_.distance_.assign(found_.status_.size(), -1);
        std::vector<int> frontier = listed_, next;
        for (const int entity : listed_) found_.distance_[index(entity)] = 0;
        for (int distance = 1; !frontier.empty(); ++distance) {
            next.clear();
            for (const int holder : frontier) {
                for (const std::uint32_t at : graph_.from(holder)) {
                    const int entity = graph_.owned(at);
                    if (found_.distance_[index(entity)] >= 0) continue;
                    if (!graph_.is_control(at) && graph_.at_most(at) == Share()) continue;
                    found_.distance_[index(entity)] = distance;
                    next.push_back(entity);
                }
            }
            frontier.swap(next);
        }
    }

    const OwnershipGraph& graph_;
    std::vector<int> listed_;
    Int128 limit_;
    OwnershipFindings found_;
};

OwnershipFindings apply_ownership_rule(const OwnershipGraph& graph, std::span<const int> listed, const OwnershipRule& rule) {
    return OwnershipRuleRun(graph, listed, rule).run();
}

OwnershipStanding OwnershipFindings::standing(int entity) const {
    const std::size_t i = index(entity);
    OwnershipStanding standing;
    standing.status = status_[i];
    standing.sum = Share::decimal_of_units(sum_[i]);
    standing.at_most = at_most_.empty() ? standing.sum : Share::decimal_of_units(at_most_[i]);
    standing.round = round_[i];
    const bool decided = status_[i] == OwnershipStatus::caught || status_[i] == OwnershipStatus::listed;
    standing.minority_tie = !decided && (ties_[i] & kMinority) != 0;
    standing.control_tie = (ties_[i] & kControl) != 0;
    standing.distance = distance_[i];
    return standing;
}

std::vector<int> OwnershipFindings::with_status(OwnershipStatus status) const {
    std::vector<int> found;
    for (std::size_t i = 0; i < status_.size(); ++i) {
        if (status_[i] == status) found.push_back(static_cast<int>(i));
    }
    return found;
}

}  // namespace countervail
