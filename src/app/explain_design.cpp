// SPDX-License-Identifier: Apache-2.0
#include "app/explain_design.h"

#include <algorithm>
#include <chrono>
#include <mutex>

#include "app/interrupt.h"
#include "app/progress.h"
#include "base/parallel.h"

namespace countervail {

namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kWriteEvery = std::chrono::milliseconds(250);   // what a kill can cost

/// The answers of one block of draws.
std::vector<float> answers_of(const Ensemble& ensemble, int task, const RunAnswer& answer, const DrawBlock& draws) {
    Outcome outcome({ensemble.tasks()[static_cast<std::size_t>(task)]}, ensemble.measures(), kBlock);
    outcome.put(0, 0, ensemble.run_draws(task, draws));
    const RunView view(ensemble, outcome);
    const std::vector<double> values = answer_values(view, view.base_task, answer);
    return {values.begin(), values.end()};
}

/// Takes finished blocks from the workers and writes them, several in one commit.
class BlockWriter {
  public:
    BlockWriter(DesignStore& store, DesignAnswers& answers, Progress& bar) : store_(store), answers_(answers), bar_(bar) {}

    void take(int block, std::vector<float> values) {
        const std::lock_guard lock(mutex_);
        keep(block, values);
        waiting_.push_back({0, block, std::move(values)});
        if (Clock::now() - written_ > kWriteEvery) write();
    }
    void keep(int block, const std::vector<float>& values) {
        const std::size_t first = static_cast<std::size_t>(block) * kBlock;
        for (std::size_t d = 0; d < values.size() && first + d < answers_.values.size(); ++d) answers_.values[first + d] = values[d];
        bar_.at(++done_);
    }
    Result<void> finish() {
        const std::lock_guard lock(mutex_);
        write();
        return std::move(result_);
    }
    std::size_t done() const { return done_; }
    bool failed() {
        const std::lock_guard lock(mutex_);
        return !result_;
    }

  private:
    void write() {
        if (result_ && !waiting_.empty()) result_ = store_.store.write(store_.number, waiting_);
        waiting_.clear();
        written_ = Clock::now();
    }
    DesignStore& store_;
    DesignAnswers& answers_;
    Progress& bar_;
    std::mutex mutex_;
    std::vector<StoredBlock> waiting_;
    Clock::time_point written_ = Clock::now();
    Result<void> result_;
    std::size_t done_ = 0;
};

}  // namespace

Result<DesignStore> open_design_store(const std::filesystem::path& file, RunInputs inputs, const std::string& design) {
    auto store = RunStore::open(file);
    if (!store) return std::unexpected(std::move(store.error()));
    inputs.scenario_id += ", " + design;
    auto number = store->enter(inputs);
    if (!number) return std::unexpected(std::move(number.error()));
    return DesignStore{std::move(*store), *number};
}

Result<DesignAnswers> run_design(const Ensemble& ensemble, int task, const RunAnswer& answer, const std::vector<UncertainInput>& inputs,
                                 const Design& design, DesignStore& store, int threads, bool progress) {
    const std::size_t blocks = (design.runs + kBlock - 1) / kBlock;
    DesignAnswers answers{std::vector<double>(design.runs), 0, false};
    std::vector<std::uint8_t> have(blocks, 0);
    Progress bar("sensitivity", blocks, progress);
    BlockWriter writer(store, answers, bar);
    const auto read = store.store.read_blocks(store.number, [&](const StoredBlock& stored) {
        if (stored.block < 0 || static_cast<std::size_t>(stored.block) >= blocks || stored.values.size() != kBlock) return;
        have[static_cast<std::size_t>(stored.block)] = 1;
        writer.keep(stored.block, stored.values);
    });
    if (!read) return std::unexpected(read.error());
    answers.reused = std::min(writer.done() * kBlock, design.runs);
    std::vector<std::size_t> todo;
    for (std::size_t block = 0; block < blocks; ++block) {
        if (have[block] == 0) todo.push_back(block);
    }
    parallel_for(threads, todo.size(), [&](std::size_t i) {
        if (InterruptWatch::interrupted() || writer.failed()) return;
        const std::size_t first = todo[i] * kBlock;
        std::vector<std::vector<double>> points;
        for (std::size_t run = first; run < std::min(first + kBlock, design.runs); ++run) points.push_back(design.point(run));
        writer.take(static_cast<int>(todo[i]), answers_of(ensemble, task, answer, design_block(ensemble.ranges(), inputs, points)));
    });
    if (auto written = writer.finish(); !written) return std::unexpected(std::move(written.error()));
    answers.complete = writer.done() == blocks;
    if (!answers.complete) return answers;
    if (auto closed = store.store.mark_complete(store.number); !closed) return std::unexpected(std::move(closed.error()));
    return answers;
}

}  // namespace countervail
