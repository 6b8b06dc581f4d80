// SPDX-License-Identifier: Apache-2.0
// A scenario made ready to run: its tasks, its measures, and run_block, the pure function from (task, block of draws)
// to numbers. Whoever drives it (the app) decides on threads, stores blocks and resumes: the results do not depend on
// the order of the calls.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/solved_programs.h"
#include "controls/regime.h"
#include "evidence/ledger.h"
#include "simulation/draws.h"
#include "simulation/scenario.h"
#include "simulation/schedule.h"
#include "simulation/step.h"

namespace countervail {

/// Days, standing for "does not happen within the run": exact as a float, and beyond any sum of money.
inline constexpr double kNever = 0x1p100;
/// A use counts as stopping when this share of its plants stands still.
inline constexpr double kFirstStop = 0.02;

struct Task {
    std::string case_id;
    Allocation allocation = Allocation::proportional;
    bool series = true;      ///< records time series too; the best and worst allocation record only stops and losses
};

enum class TimeAxis { month, week, once };

struct Measure {
    std::string id;
    std::string unit;
    TimeAxis axis = TimeAxis::once;
    int times = 1;           ///< number of steps on the axis
    bool series = false;     ///< only in tasks with series
    int offset = 0;          ///< position of its first step in a block's results
};

class Ensemble {
  public:
    /// Builds world, regimes and schedules. Fails with every problem of the scenario, the acts and the ranges. `solved`, as
    /// for build_world: shared by whoever prepares several.
    static Result<Ensemble> prepare(const Library& library, const Ledger& ledger, const Scenario& scenario, SolvedPrograms* solved = nullptr);

    const Scenario& scenario() const;
    const World& world() const;
    const Network& network() const;
    /// Origins, contents and technology of goods.
    const GoodsFacts& facts() const;
    const Ranges& ranges() const;
    const Calendar& calendar() const;
    const std::vector<Task>& tasks() const;
    const std::vector<Measure>& measures() const;
    /// The base case under an allocation: its index among the tasks.
    int base_task(Allocation allocation = Allocation::proportional) const;
    const Schedule& schedule(int task) const;
    const Regime& regime(int task) const;
    /// First day of each step of an axis (months: first of the month).
    std::vector<Date> dates(TimeAxis axis) const;
    /// First day on which the focus act binds in some lane of the run, if it does; of the focus shock, its first day.
    std::optional<Date> focus_day() const;
    int blocks() const;

    /// Results of one block: for each measure and time, kBlock numbers. Thread-safe, pure.
    std::vector<float> run_block(int task, int block) const;
    /// The same for parameters of the caller's choosing (a design of experiments, a calibration).
    std::vector<float> run_draws(int task, const DrawBlock& draws) const;
    /// Steps one block and shows the state after each week (0, 1, …) instead of recording it: for what the measures do not
    /// hold. Thread-safe like run_block; the states are the same. `allocation` in place of the task's own.
    void watch_block(int task, int block, const std::function<void(int week, const State&, const DrawBlock&)>& look,
                     std::optional<Allocation> allocation = {}) const;
    /// The parameters of one draw, in the order of parameter_records().
    std::vector<double> parameters_of(int draw) const;
    /// Everything that decides the results, as one SHA-256: library files used, scenario, seed, model version.
    std::string fingerprint() const;

    /// A further task on this ensemble: the same base case without one act (for "which act moved the answer").
    Result<int> add_task_without(std::string_view case_id, std::string_view act);

    struct Body;
    explicit Ensemble(std::shared_ptr<Body> body);

  private:
    std::shared_ptr<Body> body_;
};

}  // namespace countervail
