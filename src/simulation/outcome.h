// SPDX-License-Identifier: Apache-2.0
// What a run leaves behind: measures by task, time and draw, and their bands.
//
// A task is one case under one allocation rule. A measure is a number per time step (calendar month, week, or once)
// and draw. Ids: "exports/<watch>" and "exports-by-week/<watch>" (what customs count, t), "price/<watch>/inside|outside|ratio|world", "licences/filed|approved|refused|pending",
// "stop/<use@place>" and "half-stop/<use@place>" (days from the first day of the run; kNever when it does not happen),
// "lost/<use@place>" (USD over the run), "output-lost/<place>", "material-cost/<place>", "export-revenue/<place>",
// "duty/<place>", "licence-rent/<place>" (USD per month), "departed/<item>/<from>" (t per month, licensed items),
// "quota-use/<year>" (share of the quotas of the year that was used),
// "supply-lost/<place>" (share of the baseline deliveries of controlled items missing over the run).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "simulation/ensemble.h"

namespace countervail {

/// Quantiles over draws; a value of kNever sorts last and means "does not happen".
struct Band {
    double low = 0, lower_quartile = 0, median = 0, upper_quartile = 0, high = 0;   ///< 5, 25, 50, 75, 95 %
};
Band band_of(std::vector<double> values);

/// All results of a run, complete or as far as it got.
class Outcome {
  public:
    Outcome(std::vector<Task> tasks, std::vector<Measure> measures, int draws);

    const std::vector<Task>& tasks() const { return tasks_; }
    const std::vector<Measure>& measures() const { return measures_; }
    int draws() const { return draws_; }
    /// Index, or -1.
    int measure(std::string_view id) const;
    int task(std::string_view case_id, Allocation allocation) const;

    /// Takes in the results of one block of one task; blocks may come in any order.
    void put(int task, int block, const std::vector<float>& values);
    /// Values of one measure at one time step: one per draw. Empty when the task does not record the measure.
    std::vector<double> values(int task, int measure, int time) const;
    Band band(int task, int measure, int time) const;
    /// Sum over time, per draw.
    std::vector<double> totals(int task, int measure) const;

  private:
    std::vector<Task> tasks_;
    std::vector<Measure> measures_;
    int draws_ = 0;
    std::vector<std::vector<float>> data_;   // by task: [offset of measure and time][draw]
};

}  // namespace countervail
