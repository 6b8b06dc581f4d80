// SPDX-License-Identifier: Apache-2.0
// The words of a scenario's losses, composed from its tables.
#pragma once

#include <string>
#include <vector>

#include "report/loss_tables.h"

namespace countervail {

struct LossRange;   // losses/scenario_losses.h

std::string losses_header(const LossInputs& inputs);
/// Who stops and when; value added with its bracket; where; defence; value of trade; what it hangs on; which table it is.
std::vector<std::string> losses_words(const LossInputs& inputs, const LossTables& tables);
/// The sentence on value added that a run's answer ends with.
std::string losses_in_short(const LossInputs& inputs);
/// "USD 4.2 bn" of a sum in USD million; whole millions below a billion.
std::string dollars(double million);
/// "USD 4.2 bn (90%: 1.1–9.9 bn; best to worst allocation 0.5–30 bn)".
std::string dollars_with_range(const LossRange& range);
/// What the terminal shows: header, words and the two first tables cut short.
std::string losses_screen(const LossTables& tables, const std::string& closing);

}  // namespace countervail
