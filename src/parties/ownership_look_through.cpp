// SPDX-License-Identifier: Apache-2.0
#include "parties/ownership_look_through.h"

#include <algorithm>
#include <optional>

#include "parties/ownership_loops.h"

namespace countervail {

namespace {

constexpr std::size_t kSmallGroup = 500;                    // eliminated at once
constexpr std::size_t kMostEntries = 20'000'000;            // 320 MB of elimination at most
constexpr int kPatience = 1'000, kLongPatience = 20'000;    // sweeps
constexpr double kTolerance = 1e-13;

std::size_t index(int entity) { return static_cast<std::size_t>(entity); }

class LookThroughRun {
  public:
    LookThroughRun(const OwnershipGraph& graph, std::span<const int> listed, int threads)
        : graph_(graph), threads_(threads), state_(index(graph.entities()), kUntouched) {
        found_.share.assign(state_.size(), 0);
        for (const int entity : listed) {
            state_[index(entity)] = kListed;
            found_.share[index(entity)] = 1;
        }
    }

    Result<LookThrough> run(std::span<const int> listed) {
        find_without_outside_owner();
        mark_reached(listed);
        for (int entity = 0; entity < graph_.entities(); ++entity) {
            if (state_[index(entity)] != kReached || order_[index(entity)] != 0) continue;
            if (!visit(entity)) return std::unexpected(std::move(errors_));
        }
        return std::move(found_);
    }

  private:
    enum : std::uint8_t { kUntouched, kListed, kReached };
    struct Frame {
        int entity;
        std::size_t at;   // next edge into it
    };

    bool carries(std::size_t at) const { return graph_.at_least(at) > Share(); }

    /// Shares are zero where no listed party reaches; the rest is never a closed loop, since something flows in.
    void mark_reached(std::span<const int> listed) {
        std::vector<int> open(listed.begin(), listed.end());
        while (!open.empty()) {
            const int holder = open.back();
            open.pop_back();
            for (const std::uint32_t at : graph_.from(holder)) {
                const int entity = graph_.owned(at);
                if (state_[index(entity)] != kUntouched || !carries(at)) continue;
                state_[index(entity)] = kReached;
                open.push_back(entity);
            }
        }
        order_.assign(state_.size(), 0);
        low_.assign(state_.size(), 0);
    }

    /// The greatest set of entities that are wholly held by each other: exact, since shares are decimals.
    void find_without_outside_owner() {
        std::vector<bool> inside(state_.size(), false);
        std::vector<int> open;
        for (int entity = 0; entity < graph_.entities(); ++entity) {
            inside[index(entity)] = state_[index(entity)] != kListed && graph_.known_total(entity) == Share::whole();
            if (inside[index(entity)]) open.push_back(entity);
        }
        while (!open.empty()) {
            const int entity = open.back();
            open.pop_back();
            if (!inside[index(entity)]) continue;
            for (std::size_t at = graph_.first_into(entity); at < graph_.last_into(entity) && inside[index(entity)]; ++at) {
                if (carries(at) && !inside[index(graph_.owner(at))]) inside[index(entity)] = false;
            }
            if (inside[index(entity)]) continue;
            for (const std::uint32_t at : graph_.from(entity)) {
                if (carries(at) && inside[index(graph_.owned(at))]) open.push_back(graph_.owned(at));
            }
        }
        for (int entity = 0; entity < graph_.entities(); ++entity) {
            if (inside[index(entity)]) found_.without_outside_owner.push_back(entity);
        }
    }

    /// Tarjan's strongly connected components, upwards from entity to holder: a group is complete when all its holders
    /// outside it are solved.
    bool visit(int root) {
        std::vector<Frame>& frames = frames_;
        frames.push_back({root, graph_.first_into(root)});
        enter(root);
        while (!frames.empty()) {
            Frame& frame = frames.back();
            const std::size_t entity = index(frame.entity);
            if (frame.at < graph_.last_into(frame.entity)) {
                const int holder = graph_.owner(frame.at);
                const bool follows = state_[index(holder)] == kReached && carries(frame.at);
                ++frame.at;
                if (!follows) continue;
                if (order_[index(holder)] == 0) {
                    enter(holder);
                    frames.push_back({holder, graph_.first_into(holder)});
                } else if (order_[index(holder)] != kSolved) {
                    low_[entity] = std::min(low_[entity], order_[index(holder)]);
                }
                continue;
            }
            const int done = frame.entity;
            frames.pop_back();
            if (!frames.empty()) {
                std::uint32_t& above = low_[index(frames.back().entity)];
                above = std::min(above, low_[entity]);
            }
            if (low_[entity] == order_[entity] && !solve_group(done)) return false;
        }
        return true;
    }

    void enter(int entity) {
        order_[index(entity)] = low_[index(entity)] = ++entered_;
        stack_.push_back(entity);
    }

    /// The group is the stack from `last` up.
    bool solve_group(int last) {
        std::size_t first = stack_.size();
        while (stack_[--first] != last) {}
        const std::span<const int> group(stack_.data() + first, stack_.size() - first);
        found_.largest_loop = std::max(found_.largest_loop, static_cast<int>(group.size()));
        const bool solved = group.size() == 1 ? solve_single(group[0]) : solve_loop(group);
        for (const int entity : group) order_[index(entity)] = kSolved;
        stack_.resize(first);
        return solved;
    }

    bool solve_single(int entity) {
        double held = 0;
        for (std::size_t at = graph_.first_into(entity); at < graph_.last_into(entity); ++at)
            held += to_part(graph_.at_least(at)) * found_.share[index(graph_.owner(at))];
        found_.share[index(entity)] = std::min(held, 1.0);
        return true;
    }

    static double to_part(Share share) { return static_cast<double>(share.units()) / static_cast<double>(Share::kWholeUnits); }

    OwnershipLoop loop_of(std::span<const int> group) {
        for (std::size_t i = 0; i < group.size(); ++i) low_[index(group[i])] = static_cast<std::uint32_t>(i);
        OwnershipLoop loop;
        loop.begin.reserve(group.size() + 1);
        for (const int entity : group) {
            double inflow = 0, lost = 0;
            std::int64_t unheld = Share::kWholeUnits;
            for (std::size_t at = graph_.first_into(entity); at < graph_.last_into(entity); ++at) {
                const std::size_t holder = index(graph_.owner(at));
                const double part = to_part(graph_.at_least(at));
                unheld -= graph_.at_least(at).units();
                if (state_[holder] == kReached && order_[holder] != kSolved) {   // a holder not yet solved is in the group
                    if (!carries(at)) continue;
                    loop.holder.push_back(static_cast<std::int32_t>(low_[holder]));
                    loop.share.push_back(part);
                } else {
                    inflow += part * found_.share[holder];
                    lost += part * (1 - found_.share[holder]);
                }
            }
            loop.begin.push_back(loop.holder.size());
            loop.inflow.push_back(inflow);
            loop.rest.push_back(to_part(Share::of_units(unheld)) + lost);
        }
        return loop;
    }

    /// Sweeps are fast in a large group that loses much on the way; elimination is, where little is lost but few hold
    /// few.
    std::optional<LoopSolution> solution_of(const OwnershipLoop& loop) const {
        if (loop.size() > kSmallGroup) {
            if (auto swept = sweep_loop(loop, threads_, kPatience, kTolerance)) return std::move(*swept);
        }
        if (auto eliminated = eliminate_loop(loop, kMostEntries)) return std::move(*eliminated);
        if (auto swept = sweep_loop(loop, threads_, kLongPatience, kTolerance)) return std::move(*swept);
        return std::nullopt;
    }

    bool solve_loop(std::span<const int> group) {
        const auto solution = solution_of(loop_of(group));
        if (!solution) {
            errors_.push_back({{},
                               "look-through shares of " + std::to_string(group.size()) + " entities that hold each other did not settle",
                               "they hold nearly all of each other; add their outside owners"});
            return false;
        }
        for (std::size_t i = 0; i < group.size(); ++i) found_.share[index(group[i])] = std::min(solution->share[i], 1.0);
        found_.error_bound = std::max(found_.error_bound, solution->error_bound);
        found_.sweeps = std::max(found_.sweeps, solution->sweeps);
        return true;
    }

    static constexpr std::uint32_t kSolved = 0xffffffffU;
    const OwnershipGraph& graph_;
    const int threads_;
    std::vector<std::uint8_t> state_;
    std::vector<std::uint32_t> order_, low_;   // order 0: not entered; low: Tarjan's, then the place in the group
    std::vector<int> stack_;
    std::vector<Frame> frames_;
    std::uint32_t entered_ = 0;
    LookThrough found_;
    Errors errors_;
};

}  // namespace

Result<LookThrough> look_through(const OwnershipGraph& graph, std::span<const int> listed, int threads) {
    return LookThroughRun(graph, listed, threads).run(listed);
}

}  // namespace countervail
