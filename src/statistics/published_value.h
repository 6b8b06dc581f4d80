// SPDX-License-Identifier: Apache-2.0
// A figure as a geological survey prints it: numbers with thousands commas, ranges, bounds, and the signs that stand where
// no number may be printed.
#pragma once

#include <optional>
#include <string_view>

namespace countervail {

/// Exactly one of: `value`; `low` and/or `high` (a range, ">95" has only low, "<5" only high); or a flag. A bound that
/// the publisher did not print is absent, never guessed.
struct PublishedValue {
    std::optional<double> value, low, high;
    bool zero_dash = false;      ///< "—": zero; value is 0
    bool withheld = false;       ///< "W": kept back so as not to show one company's figures
    bool not_available = false;  ///< "NA", "..", "nan", empty, "XX" (not applicable)
    bool net_exporter = false;   ///< "E", where an import reliance would stand
    bool in_note = false;        ///< "s": the note says it ("Less than ½ unit" gives 0 to 0.5)
    bool wording = false;        ///< "Large", "Variable, depending on size": no number was printed
    bool sign_lost = false;      ///< "?1": a sign that the code page of the release could not hold; not read
};

/// `note` is the footnote of the figure. Empty when the text is none of these ("1,23", "12.5.7", "abc1").
std::optional<PublishedValue> parse_published_value(std::string_view text, std::string_view note = {});

/// "1,234.5", "-12", "1234": commas only where thousands end. Empty otherwise, and for what is not finite.
std::optional<double> parse_grouped_number(std::string_view text);

}  // namespace countervail
