// SPDX-License-Identifier: Apache-2.0
// The numbers that a run answers with, each by a name that `explain` and `compare` accept. One number per draw.
//
//   first-stop             days from the act to the first stop in the scenario's sector (proportional allocation)
//   stop/<use@place>       days from the act to the stop of one use
//   exports/<watch>        lowest month from the act on, % of normal
//   exports-total/<watch>  from the act to the end of the run, % of normal
//   price/<watch>          highest weekly ratio of the outside price to the inside price
//   approved               share of the applications filed by the end of the run that was granted, %
//   output-lost/<place>, material-cost/<place>, duty/<place>, licence-rent/<place>   USD over the run
//   supply-lost/<place>    share of the baseline deliveries of controlled items missing over the run, %
#pragma once

#include <string>
#include <vector>

#include "report/run_view.h"

namespace countervail {

enum class AnswerKind { first_stop, stop, exports, exports_total, price, approved, total, supply_lost };

struct RunAnswer {
    std::string id, title, unit;
    AnswerKind kind = AnswerKind::first_stop;
    std::string name;              ///< of the watch, use or place; for totals the measure
};

/// All answers of a run, in the order above.
std::vector<RunAnswer> answers(const RunView& view);

/// Per draw; days may be kNever. Empty when the task does not record what is needed.
std::vector<double> answer_values(const RunView& view, int task, const RunAnswer& answer);

/// The same with "does not happen" put at the end of the run, so that means and variances exist.
std::vector<double> held_at_end(const RunView& view, std::vector<double> values);

/// What the first sentence says: the first stop when it comes in most draws, else the lowest month of the first
/// watched flow, else the first answer there is.
RunAnswer main_answer(const RunView& view);

}  // namespace countervail
