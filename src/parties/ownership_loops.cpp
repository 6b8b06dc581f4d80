// SPDX-License-Identifier: Apache-2.0
#include "parties/ownership_loops.h"

#include <algorithm>
#include <functional>
#include <queue>
#include <utility>

#include "base/parallel.h"

namespace countervail {

namespace {

constexpr std::size_t kChunk = 1 << 14;   // entities per task: fixed, so that threads change nothing

struct Bracket {
    double least = 0, gap = 1;
};

/// One Jacobi sweep over entities [first, last); the widest gap left.
double sweep(const OwnershipLoop& loop, std::size_t first, std::size_t last, const Bracket* from, Bracket* to) {
    double widest = 0;
    for (std::size_t i = first; i < last; ++i) {
        Bracket next{loop.inflow[i], 0};
        for (std::size_t at = loop.begin[i]; at < loop.begin[i + 1]; ++at) {
            const Bracket& held = from[loop.holder[at]];
            next.least += loop.share[at] * held.least;
            next.gap += loop.share[at] * held.gap;
        }
        to[i] = next;
        widest = std::max(widest, next.gap);
    }
    return widest;
}

class Elimination {
  public:
    Elimination(const OwnershipLoop& loop, std::size_t most_entries)
        : most_entries_(most_entries), inflow_(loop.inflow), rest_(loop.rest), rows_(loop.size()), columns_(loop.size()),
          out_(loop.size(), 0), at_(loop.size(), 0), gone_(loop.size(), false), entries_(loop.share.size()) {
        for (std::size_t i = 0; i < loop.size(); ++i) {
            for (std::size_t at = loop.begin[i]; at < loop.begin[i + 1]; ++at) {
                rows_[i].push_back({loop.holder[at], loop.share[at]});
                columns_[static_cast<std::size_t>(loop.holder[at])].push_back(static_cast<std::int32_t>(i));
            }
        }
    }

    std::expected<LoopSolution, std::size_t> run() {
        std::priority_queue<Turn, std::vector<Turn>, std::greater<>> turns;
        for (std::size_t k = 0; k < rows_.size(); ++k) turns.push({cost(k), k});
        while (!turns.empty()) {
            const auto [expected, k] = turns.top();
            turns.pop();
            if (gone_[k]) continue;
            if (cost(k) > expected) {   // it has gained neighbours since
                turns.push({cost(k), k});
                continue;
            }
            take_out(k);
            if (entries_ > most_entries_) return std::unexpected(entries_);
        }
        return substitute_back();
    }

  private:
    struct Entry {
        std::int32_t holder;
        double share;
    };
    using Turn = std::pair<std::size_t, std::size_t>;   // cost, entity

    std::size_t cost(std::size_t k) const { return rows_[k].size() * columns_[k].size(); }

    /// 1 - w_kk is what leaves k: to outside, to nobody and to the entities still there, all of it positive.
    void take_out(std::size_t k) {
        gone_[k] = true;
        order_.push_back(k);
        out_[k] = inflow_[k] + rest_[k];
        for (const Entry& entry : rows_[k]) out_[k] += entry.share;
        for (const std::int32_t column : columns_[k]) {
            const auto i = static_cast<std::size_t>(column);
            if (!gone_[i]) replace(i, k);
        }
        columns_[k] = {};
    }

    /// Writes what k is held by in the place of k among the holders of i.
    void replace(std::size_t i, std::size_t k) {
        std::vector<Entry>& row = rows_[i];
        const auto held = std::find_if(row.begin(), row.end(), [&](const Entry& entry) {
            return entry.holder == static_cast<std::int32_t>(k);
        });
        const double factor = out_[k] > 0 ? held->share / out_[k] : 0;
        *held = row.back();
        row.pop_back();
        --entries_;
        for (std::size_t n = 0; n < row.size(); ++n) at_[static_cast<std::size_t>(row[n].holder)] = n + 1;
        for (const Entry& entry : rows_[k]) {
            const auto j = static_cast<std::size_t>(entry.holder);
            if (j == i) continue;
            if (at_[j] > 0) {
                row[at_[j] - 1].share += factor * entry.share;
                continue;
            }
            row.push_back({entry.holder, factor * entry.share});
            columns_[j].push_back(static_cast<std::int32_t>(i));
            ++entries_;
        }
        for (const Entry& entry : row) at_[static_cast<std::size_t>(entry.holder)] = 0;
        inflow_[i] += factor * inflow_[k];
        rest_[i] += factor * rest_[k];
    }

    LoopSolution substitute_back() const {
        LoopSolution solution;
        solution.share.assign(rows_.size(), 0);
        for (auto k = order_.rbegin(); k != order_.rend(); ++k) {
            if (out_[*k] <= 0) continue;   // a closed loop: nothing flows in
            double held = inflow_[*k];
            for (const Entry& entry : rows_[*k]) held += entry.share * solution.share[static_cast<std::size_t>(entry.holder)];
            solution.share[*k] = held / out_[*k];
        }
        return solution;
    }

    const std::size_t most_entries_;
    std::vector<double> inflow_, rest_;
    std::vector<std::vector<Entry>> rows_;             // of holders still there when the entity was taken out
    std::vector<std::vector<std::int32_t>> columns_;   // who has it as a holder, those taken out included
    std::vector<double> out_;
    std::vector<std::size_t> at_, order_;              // at_: places in the row being written, from 1
    std::vector<bool> gone_;
    std::size_t entries_;
};

}  // namespace

std::expected<LoopSolution, std::size_t> eliminate_loop(const OwnershipLoop& loop, std::size_t most_entries) {
    return Elimination(loop, most_entries).run();
}

std::expected<LoopSolution, double> sweep_loop(const OwnershipLoop& loop, int threads, int most_sweeps, double tolerance) {
    const std::size_t chunks = (loop.size() + kChunk - 1) / kChunk;
    std::vector<Bracket> now(loop.size()), next(loop.size());
    std::vector<double> widest(chunks);
    double gap = 1;
    for (int done = 0; done < most_sweeps; ++done) {
        parallel_for(threads, chunks, [&](std::size_t chunk) {
            const std::size_t first = chunk * kChunk, last = std::min(loop.size(), first + kChunk);
            widest[chunk] = sweep(loop, first, last, now.data(), next.data());
        });
        now.swap(next);
        gap = *std::max_element(widest.begin(), widest.end());
        if (gap > tolerance) continue;
        LoopSolution solution{{}, gap, done + 1};
        solution.share.reserve(loop.size());
        for (const Bracket& bracket : now) solution.share.push_back(bracket.least);
        return solution;
    }
    return std::unexpected(gap);
}

}  // namespace countervail
