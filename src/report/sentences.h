// SPDX-License-Identifier: Apache-2.0
// Words composed from results, so that no sentence of a report is ever typed in by hand.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "report/weeks_to_stop.h"

namespace countervail {

/// A central value with its 90 % range over draws.
struct Estimate {
    double value = 0;
    double low = 0;
    double high = 0;
};

/// "46 days (90%: 33–61)"; "1 day" where the value reads 1 and the unit is a plural ending in "s"; "USD 3" stays the
/// caller's own. The unit may be empty.
std::string with_range(const Estimate& estimate, std::string_view unit, int digits = 2);

/// Shares of 1 as per cent: "94%", "0.3%"; what is not quite none or all is never said to be: "under 0.1%", "over 99.9%".
std::string per_cent(double share);
/// "94% (90%: 91–96%)".
std::string per_cent_with_range(const Estimate& share);

/// "1 draw", "1,000 draws"; `plural` where an s does not do.
std::string counted(std::size_t count, std::string_view singular, std::string_view plural = {});

/// "", "a", "a and b", "a, b and c"; past `most`, "a, b and 3 others".
std::string list_words(const std::vector<std::string>& words, std::size_t most = 12);
/// "a first, then b, then c".
std::string order_words(const std::vector<std::string>& words);

/// "falls by 34%", "rises by 12%", "stays within 1%"; "begins from nothing" where `from` is 0.
std::string change_words(double from, double to);

/// "stops after 9 weeks (90%: 6–14)"; "… (90%: 6 to never within 52)"; "stops in some draws, after 20 weeks at the
/// earliest"; "does not stop within 52 weeks".
std::string stop_words(const StopRange& range, double horizon_weeks);

/// First letter in upper case, one full stop at the end; empty stays empty.
std::string sentence(std::string_view words);

}  // namespace countervail
