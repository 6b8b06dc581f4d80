// SPDX-License-Identifier: Apache-2.0
#include "losses/direct_losses.h"

#include <algorithm>

#include "base/parallel.h"
#include "base/unit.h"

namespace countervail {

namespace {

constexpr double kMillion = 1e6;
constexpr int kCutWeeks = 4;   // a cut is measured over a month: a single late ship is none

/// What one block of draws leaves; blocks are added up in their order, so that threads change no digit.
struct BlockLosses {
    std::vector<double> by_need;       // summed over the block's draws
    std::vector<double> deepest_cut;
};

class BlockWatcher {
  public:
    BlockWatcher(const Network& network, const UseCells& cells, int count_week, int first_draw, DirectLosses& into)
        : network_(network), cells_(cells), count_week_(count_week), first_(first_draw),
          live_(std::min(kBlock, into.draws - first_draw)), into_(into) {
        const auto needs = static_cast<std::size_t>(network.needs);
        sums_.by_need.assign(needs, 0.0);
        lowest_.assign(needs * kBlock, 1.0);
        recent_.assign(needs * kBlock * kCutWeeks, 1.0F);
        per_slot_.assign(static_cast<std::size_t>(into.slots) * kBlock, 0.0);
        at_hand_.assign(needs * kBlock, 0.0);
        needed_.assign(needs * kBlock, 0.0);
    }

    void look(int week, const State& state) {
        std::fill(per_slot_.begin(), per_slot_.end(), 0.0);
        for (int use = 0; use < network_.uses; ++use) look_at_use(week, state, use);
        for (int slot = 0; slot < into_.slots; ++slot) {
            const double per_week = cells_.whole(slot) / kWeeksInYear;
            for (int d = 0; d < live_; ++d) {
                const double share = per_week > 0 ? per_slot_[index(slot, d)] / per_week : 0;
                into_.share[(static_cast<std::size_t>(slot) * static_cast<std::size_t>(into_.weeks) + static_cast<std::size_t>(week)) *
                                static_cast<std::size_t>(into_.draws) + static_cast<std::size_t>(first_ + d)] =
                    static_cast<float>(std::clamp(share, 0.0, 1.0));
            }
        }
        if (week >= count_week_) look_at_deliveries(week, state);
    }

    BlockLosses finish() {
        sums_.deepest_cut.assign(static_cast<std::size_t>(network_.needs), 0.0);
        for (int need = 0; need < network_.needs; ++need) {
            for (int d = 0; d < live_; ++d) {
                sums_.deepest_cut[static_cast<std::size_t>(need)] += lowest_[index(need, d)];
                const double covered = needed_[index(need, d)] > 0 ? at_hand_[index(need, d)] / needed_[index(need, d)] : 1.0;
                into_.covered[static_cast<std::size_t>(need) * static_cast<std::size_t>(into_.draws) + static_cast<std::size_t>(first_ + d)] =
                    static_cast<float>(std::clamp(covered, 0.0, 1.0));
            }
        }
        return std::move(sums_);
    }

  private:
    static std::size_t index(int row, int draw) { return static_cast<std::size_t>(row) * kBlock + static_cast<std::size_t>(draw); }

    void look_at_use(int week, const State& state, int use) {
        const double* running = state.running[use];
        const double value = network_.use_value[static_cast<std::size_t>(use)] / kMillion;
        const std::vector<CellShare>& parts = cells_.cells_of_use[static_cast<std::size_t>(use)];
        for (int d = 0; d < live_; ++d) {
            const double lost = (1 - running[d]) * value;
            if (!(lost > 0)) continue;
            for (const CellShare& part : parts) per_slot_[index(cells_.slot_of_cell[static_cast<std::size_t>(part.cell)], d)] += lost * part.share;
            if (week < count_week_) continue;
            into_.lost[static_cast<std::size_t>(use) * static_cast<std::size_t>(into_.draws) + static_cast<std::size_t>(first_ + d)] +=
                static_cast<float>(lost);
            sums_.by_need[static_cast<std::size_t>(binding_need(state, use, d))] += lost;
        }
    }

    int binding_need(const State& state, int use, int d) const {
        int binding = network_.need_begin[static_cast<std::size_t>(use)];
        for (int need = binding + 1; need < network_.need_begin[static_cast<std::size_t>(use) + 1]; ++need) {
            if (state.allowed[need][d] < state.allowed[binding][d]) binding = need;
        }
        return binding;
    }

    void look_at_deliveries(int week, const State& state) {
        const int slot = week % kCutWeeks;
        for (int need = 0; need < network_.needs; ++need) {
            const double* received = state.received[need];
            const double* needed = state.needed[need];
            for (int d = 0; d < live_; ++d) {
                // The stock at the beginning: what is left after the first week, and what that week took from it.
                if (week == count_week_) at_hand_[index(need, d)] = state.cover[need][d] + state.used[need][d] - received[d];
                at_hand_[index(need, d)] += received[d];
                needed_[index(need, d)] += needed[d];
            }
            float* recent = recent_.data() + index(need, 0) * kCutWeeks;
            for (int d = 0; d < live_; ++d) {
                recent[d * kCutWeeks + slot] = static_cast<float>(std::min(received[d] / needed[d], 1.0));
                double mean = 0;
                for (int w = 0; w < kCutWeeks; ++w) mean += static_cast<double>(recent[d * kCutWeeks + w]) / kCutWeeks;
                double& lowest = lowest_[index(need, d)];
                lowest = std::min(lowest, mean);
            }
        }
    }

    const Network& network_;
    const UseCells& cells_;
    int count_week_, first_, live_;
    DirectLosses& into_;
    BlockLosses sums_;
    std::vector<double> lowest_, per_slot_, at_hand_, needed_;
    std::vector<float> recent_;
};

}  // namespace

double UseCells::whole(int slot) const {
    return std::max(value_added[static_cast<std::size_t>(slot)], claimed[static_cast<std::size_t>(slot)]);
}

UseCells make_use_cells(const World& world, const IoTable& table, const Industries& industries) {
    UseCells made;
    const CellMap map(table, industries, world);
    made.slot_of_cell.assign(static_cast<std::size_t>(table.cells()), -1);
    std::vector<double> claimed(static_cast<std::size_t>(table.cells()), 0.0);
    for (const Use& use : world.uses) {
        const int industry = industries.of_use[static_cast<std::size_t>(use.end_use)];
        made.cells_of_use.push_back(industry < 0 ? std::vector<CellShare>() : map.cells(use.place, industry));
        for (const CellShare& part : made.cells_of_use.back()) {
            made.cells.push_back(part.cell);
            claimed[static_cast<std::size_t>(part.cell)] += part.share * use.value_added * kWeeksInYear / kMillion;
        }
    }
    std::sort(made.cells.begin(), made.cells.end());
    made.cells.erase(std::unique(made.cells.begin(), made.cells.end()), made.cells.end());
    for (std::size_t slot = 0; slot < made.cells.size(); ++slot) {
        const auto cell = static_cast<std::size_t>(made.cells[slot]);
        made.slot_of_cell[cell] = static_cast<int>(slot);
        made.claimed.push_back(claimed[cell]);
        made.value_added.push_back(std::max(0.0, table.value_added[made.cells[slot]]));
    }
    return made;
}

DirectLosses direct_losses(const Ensemble& ensemble, int task, Allocation allocation, const UseCells& cells, int draws, int count_week, int threads) {
    const Network& network = ensemble.network();
    DirectLosses made;
    made.draws = draws;
    made.weeks = ensemble.calendar().weeks;
    made.slots = static_cast<int>(cells.cells.size());
    made.uses = network.uses;
    const auto lanes = static_cast<std::size_t>(draws);
    made.share.assign(cells.cells.size() * static_cast<std::size_t>(made.weeks) * lanes, 0.0F);
    made.lost.assign(static_cast<std::size_t>(network.uses) * lanes, 0.0F);
    made.covered.assign(static_cast<std::size_t>(network.needs) * lanes, 1.0F);
    const std::size_t blocks = (lanes + kBlock - 1) / kBlock;
    std::vector<BlockLosses> of_block(blocks);
    parallel_for(threads, blocks, [&](std::size_t block) {
        BlockWatcher watcher(network, cells, count_week, static_cast<int>(block) * kBlock, made);
        ensemble.watch_block(task, static_cast<int>(block), [&](int week, const State& state, const DrawBlock&) { watcher.look(week, state); }, allocation);
        of_block[block] = watcher.finish();
    });
    made.lost_by_need.assign(static_cast<std::size_t>(network.needs), 0.0);
    made.deepest_cut.assign(static_cast<std::size_t>(network.needs), 0.0);
    for (const BlockLosses& each : of_block) {
        for (std::size_t need = 0; need < made.lost_by_need.size(); ++need) {
            made.lost_by_need[need] += each.by_need[need] / draws;
            made.deepest_cut[need] += each.deepest_cut[need] / draws;
        }
    }
    return made;
}

}  // namespace countervail
