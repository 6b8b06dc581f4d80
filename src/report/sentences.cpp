// SPDX-License-Identifier: Apache-2.0
#include "report/sentences.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "report/figure_text.h"

namespace countervail {
namespace {

std::string number_with_unit(const std::string& number, std::string_view unit) {
    if (unit.empty()) return number;
    const bool one = number == "1" && unit.size() > 1 && unit.ends_with('s');
    return number + " " + std::string(one ? unit.substr(0, unit.size() - 1) : unit);
}

std::string short_per_cent(double share) {
    const double value = share * 100;
    return short_number(value, std::abs(value) >= 99 && std::abs(value) < 100 ? 3 : 2);
}

}  // namespace

std::string with_range(const Estimate& estimate, std::string_view unit, int digits) {
    return number_with_unit(short_number(estimate.value, digits), unit) +
           " (90%: " + range_text(estimate.low, estimate.high, digits) + ")";
}

std::string per_cent(double share) {
    if (share > 0 && share < 0.001) return "under 0.1%";
    if (share > 0.999 && share < 1) return "over 99.9%";
    return short_per_cent(share) + "%";
}

std::string per_cent_with_range(const Estimate& share) {
    const bool negative = share.low < 0 || share.high < 0;
    return per_cent(share.value) + " (90%: " + short_per_cent(share.low) + (negative ? "% to " : "–") +
           short_per_cent(share.high) + "%)";
}

std::string counted(std::size_t count, std::string_view singular, std::string_view plural) {
    const std::string number = readable_number(static_cast<double>(count), 15);
    if (count == 1) return number + " " + std::string(singular);
    return number + " " + (plural.empty() ? std::string(singular) + "s" : std::string(plural));
}

std::string list_words(const std::vector<std::string>& words, std::size_t most) {
    if (words.empty()) return {};
    if (words.size() == 1) return words[0];
    std::vector<std::string> first(words.begin(), words.end() - 1);
    std::string last = words.back();
    if (words.size() > std::max<std::size_t>(most, 2)) {
        first.resize(std::max<std::size_t>(most, 2));
        last = counted(words.size() - first.size(), "other");
    }
    return join(first, ", ") + " and " + last;
}

std::string order_words(const std::vector<std::string>& words) {
    if (words.empty()) return {};
    std::string text = words[0] + " first";
    for (std::size_t i = 1; i < words.size(); ++i) text += ", then " + words[i];
    return text;
}

std::string change_words(double from, double to) {
    if (from == 0) return to == 0 ? "stays at nothing" : "begins from nothing";
    const double change = (to - from) / std::abs(from);
    if (std::abs(change) < 0.01) return "stays within 1%";
    return (change < 0 ? "falls by " : "rises by ") + per_cent(std::abs(change));
}

std::string stop_words(const StopRange& range, double horizon_weeks) {
    const auto within = [&](const std::optional<double>& weeks) {
        return weeks && std::isfinite(*weeks) && *weeks <= horizon_weeks;
    };
    const std::string horizon = short_number(horizon_weeks);
    if (!within(range.median)) {
        if (!within(range.low)) return "does not stop within " + number_with_unit(horizon, "weeks");
        return "stops in some draws, after " + number_with_unit(short_number(*range.low, 2), "weeks") +
               " at the earliest";
    }
    const std::string low = short_number(range.low.value_or(*range.median), 2);
    const std::string high =
        within(range.high) ? "–" + short_number(*range.high, 2) : " to never within " + horizon;
    return "stops after " + number_with_unit(short_number(*range.median, 2), "weeks") + " (90%: " + low + high + ")";
}

std::string sentence(std::string_view words) {
    std::string text = trim(words);
    if (text.empty()) return text;
    if (text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    if (std::string_view(".!?").find(text.back()) == std::string_view::npos) text += '.';
    return text;
}

}  // namespace countervail
