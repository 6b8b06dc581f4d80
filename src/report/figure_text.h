// SPDX-License-Identifier: Apache-2.0
// Numbers as words of a chart: short, and never longer than a label has room for.
#pragma once

#include <string>
#include <vector>

namespace countervail {

/// readable_number up to a million; beyond it "2.6 M" (10^6), "1.2 bn" (10^9), "3 tn" (10^12); powers of ten
/// ("1e18", "2.5e-7") outside 10^-4 … 10^15. Not finite: "–".
/// Negative numbers carry a minus sign (U+2212), not a hyphen.
std::string short_number(double value, int digits = 3);

/// "900–1,700"; "−6 to −1" where a bound is negative.
std::string range_text(double low, double high, int digits = 3);

/// Labels of evenly spaced ticks: as many decimals as the step needs, one suffix for all of them.
std::vector<std::string> tick_labels(const std::vector<double>& ticks);

}  // namespace countervail
