// SPDX-License-Identifier: Apache-2.0
#include "app/run_driver.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <set>
#include <thread>

#include "app/interrupt.h"
#include "app/progress.h"
#include "base/parallel.h"

namespace countervail {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kCommitBlocks = 32;
constexpr auto kCommitEvery = std::chrono::milliseconds(250);   // what a kill can cost

/// Finished blocks on their way from the workers to the one thread that writes.
class Channel {
  public:
    explicit Channel(int workers) : workers_(workers) {}

    void put(StoredBlock block) {
        const std::lock_guard lock(mutex_);
        blocks_.push_back(std::move(block));
        ready_.notify_one();
    }
    void leave(std::exception_ptr failure) {
        const std::lock_guard lock(mutex_);
        if (failure && !failure_) failure_ = failure;
        --workers_;
        ready_.notify_one();
    }
    /// What is there; waits a moment when there is nothing. False once all workers have left and nothing remains.
    bool take(std::vector<StoredBlock>& into) {
        std::unique_lock lock(mutex_);
        ready_.wait_for(lock, std::chrono::milliseconds(50), [&] { return !blocks_.empty() || workers_ == 0; });
        std::move(blocks_.begin(), blocks_.end(), std::back_inserter(into));
        const bool more = !blocks_.empty() || workers_ > 0;
        blocks_.clear();
        return more;
    }
    void rethrow() const {
        if (failure_) std::rethrow_exception(failure_);
    }

  private:
    std::mutex mutex_;
    std::condition_variable ready_;
    std::vector<StoredBlock> blocks_;
    std::exception_ptr failure_;
    int workers_;
};

void work(const Ensemble& ensemble, const std::vector<std::pair<int, int>>& todo, std::atomic<std::size_t>& next,
          const std::atomic<bool>& stop, Channel& channel) {
    std::exception_ptr failure;
    try {
        for (std::size_t i = next++; i < todo.size() && !stop && !InterruptWatch::interrupted(); i = next++) {
            const auto [task, block] = todo[i];
            channel.put({task, block, pack(ensemble.tasks()[static_cast<std::size_t>(task)], ensemble.measures(), ensemble.run_block(task, block))});
        }
    } catch (...) {
        failure = std::current_exception();
    }
    channel.leave(failure);
}

bool wanted(const std::vector<int>& tasks, int task) { return tasks.empty() || std::find(tasks.begin(), tasks.end(), task) != tasks.end(); }

std::vector<std::pair<int, int>> missing_blocks(const Ensemble& ensemble, const std::set<std::pair<int, int>>& done, const std::vector<int>& tasks) {
    std::vector<std::pair<int, int>> todo;
    for (int task = 0; task < static_cast<int>(ensemble.tasks().size()); ++task) {
        if (!wanted(tasks, task)) continue;
        for (int block = 0; block < ensemble.blocks(); ++block) {
            if (!done.contains({task, block})) todo.emplace_back(task, block);
        }
    }
    return todo;
}

std::size_t recorded(const Task& task, const std::vector<Measure>& measures) {
    std::size_t size = 0;
    for (const Measure& measure : measures) {
        if (task.series || !measure.series) size += static_cast<std::size_t>(measure.times) * kBlock;
    }
    return size;
}

/// Writes what the workers send until they have all left.
Result<void> collect(const Ensemble& ensemble, RunStore& store, std::int64_t run, Channel& channel, std::atomic<bool>& stop, Progress& bar,
                     Driven& driven) {
    std::vector<StoredBlock> waiting;
    Clock::time_point written = Clock::now();
    Result<void> result;
    bool more = true;
    while (more) {
        const std::size_t before = waiting.size();
        more = channel.take(waiting);
        for (std::size_t i = before; i < waiting.size(); ++i) {
            const Task& task = ensemble.tasks()[static_cast<std::size_t>(waiting[i].task)];
            driven.outcome.put(waiting[i].task, waiting[i].block, unpack(task, ensemble.measures(), waiting[i].values));
            ++driven.computed;
        }
        bar.at(driven.reused + driven.computed);
        const bool due = waiting.size() >= kCommitBlocks || Clock::now() - written > kCommitEvery || !more;
        if (!result || waiting.empty() || !due) continue;
        result = store.write(run, waiting);
        waiting.clear();
        written = Clock::now();
        if (!result) stop = true;   // workers leave; the loop drains what they still send
    }
    return result;
}

}  // namespace

std::vector<float> pack(const Task& task, const std::vector<Measure>& measures, const std::vector<float>& values) {
    if (task.series) return values;
    std::vector<float> kept;
    for (const Measure& measure : measures) {
        if (measure.series) continue;
        const auto begin = values.begin() + static_cast<std::ptrdiff_t>(measure.offset) * kBlock;
        kept.insert(kept.end(), begin, begin + static_cast<std::ptrdiff_t>(measure.times) * kBlock);
    }
    return kept;
}

std::vector<float> unpack(const Task& task, const std::vector<Measure>& measures, const std::vector<float>& stored) {
    if (stored.size() != recorded(task, measures)) return {};
    if (task.series || measures.empty()) return stored;
    std::vector<float> values(static_cast<std::size_t>(measures.back().offset + measures.back().times) * kBlock);
    auto from = stored.begin();
    for (const Measure& measure : measures) {
        if (measure.series) continue;
        const auto size = static_cast<std::ptrdiff_t>(measure.times) * kBlock;
        std::copy(from, from + size, values.begin() + static_cast<std::ptrdiff_t>(measure.offset) * kBlock);
        from += size;
    }
    return values;
}

Result<Driven> read_outcome(const Ensemble& ensemble, const RunStore& store, std::int64_t run, const std::vector<int>& tasks) {
    Driven driven{Outcome(ensemble.tasks(), ensemble.measures(), ensemble.scenario().draws)};
    driven.total = (tasks.empty() ? ensemble.tasks().size() : tasks.size()) * static_cast<std::size_t>(ensemble.blocks());
    bool whole = true;
    const auto read = store.read_blocks(run, [&](StoredBlock block) {
        if (!wanted(tasks, block.task)) return;
        const bool known = block.task >= 0 && block.task < static_cast<int>(ensemble.tasks().size()) && block.block >= 0 && block.block < ensemble.blocks();
        const std::vector<float> values = known ? unpack(ensemble.tasks()[static_cast<std::size_t>(block.task)], ensemble.measures(), block.values)
                                                : std::vector<float>();
        whole = whole && !values.empty();
        if (values.empty()) return;
        driven.outcome.put(block.task, block.block, values);
        ++driven.reused;
    });
    if (!read) return std::unexpected(read.error());
    if (!whole) return fail({}, "data do not match their lock: stored results have another shape than the run", "move the store away and run again");
    return driven;
}

Result<Driven> drive(const Ensemble& ensemble, RunStore& store, std::int64_t run, int threads, bool progress, const std::vector<int>& tasks) {
    auto driven = read_outcome(ensemble, store, run, tasks);
    if (!driven || driven->complete()) return driven;
    const auto finished = store.finished(run);
    if (!finished) return std::unexpected(finished.error());
    const auto todo = missing_blocks(ensemble, {finished->begin(), finished->end()}, tasks);
    const int crew_size = std::clamp(threads, 1, static_cast<int>(todo.size()));
    Channel channel(crew_size);
    std::atomic<std::size_t> next{0};
    std::atomic<bool> stop{false};
    Result<void> written;
    {
        Progress bar(ensemble.scenario().id, driven->total, progress);
        std::vector<std::jthread> crew;
        for (int i = 0; i < crew_size; ++i) crew.emplace_back([&] { work(ensemble, todo, next, stop, channel); });
        written = collect(ensemble, store, run, channel, stop, bar, *driven);
    }
    channel.rethrow();
    if (!written) return std::unexpected(written.error());
    if (driven->complete() && tasks.empty()) {
        if (auto closed = store.mark_complete(run); !closed) return std::unexpected(closed.error());
    }
    return driven;
}

Outcome run_tasks(const Ensemble& ensemble, const std::vector<int>& tasks, int draws, int threads, bool progress) {
    Outcome outcome(ensemble.tasks(), ensemble.measures(), draws);
    const auto blocks = static_cast<std::size_t>((draws + kBlock - 1) / kBlock);
    Progress bar("explain", tasks.size() * blocks, progress);
    std::mutex mutex;
    std::size_t done = 0;
    parallel_for(threads, tasks.size() * blocks, [&](std::size_t i) {
        if (InterruptWatch::interrupted()) return;
        const int task = tasks[i / blocks], block = static_cast<int>(i % blocks);
        const std::vector<float> values = ensemble.run_block(task, block);
        const std::lock_guard lock(mutex);
        outcome.put(task, block, values);
        bar.at(++done);
    });
    return outcome;
}

}  // namespace countervail
