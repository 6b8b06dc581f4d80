// SPDX-License-Identifier: Apache-2.0
#include "report/figure_text.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/text.h"

namespace countervail {
namespace {

struct Suffix {
    double scale;
    const char* text;
};

Suffix suffix_for(double magnitude) {
    if (magnitude >= 1e12) return {1e12, " tn"};
    if (magnitude >= 1e9) return {1e9, " bn"};
    if (magnitude >= 1e6) return {1e6, " M"};
    return {1, ""};
}

std::string power_of_ten(double value, int digits) {
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%.*e", std::max(0, digits - 1), value);
    std::string text = buffer;
    const std::size_t mark = text.find('e');
    std::string mantissa = text.substr(0, mark);
    if (mantissa.find('.') != std::string::npos) {
        mantissa.erase(mantissa.find_last_not_of('0') + 1);
        if (mantissa.back() == '.') mantissa.pop_back();
    }
    return mantissa + "e" + std::to_string(std::stoi(text.substr(mark + 1)));
}

std::string with_minus(const std::string& positive) { return positive == "0" ? positive : "−" + positive; }

bool too_wide(double magnitude) { return magnitude >= 1e15 || (magnitude > 0 && magnitude < 1e-4); }

}  // namespace

std::string short_number(double value, int digits) {
    if (!std::isfinite(value)) return "–";
    if (value < 0) return with_minus(short_number(-value, digits));
    const double magnitude = value;
    if (too_wide(magnitude)) return power_of_ten(value, digits);
    const Suffix suffix = suffix_for(magnitude);
    return readable_number(value / suffix.scale, digits) + suffix.text;
}

std::string range_text(double low, double high, int digits) {
    const char* between = low < 0 || high < 0 ? " to " : "–";
    return short_number(low, digits) + between + short_number(high, digits);
}

std::vector<std::string> tick_labels(const std::vector<double>& ticks) {
    double largest = 0;
    for (const double tick : ticks) largest = std::max(largest, std::abs(tick));
    const double step = ticks.size() > 1 ? std::abs(ticks[1] - ticks[0]) : largest;
    std::vector<std::string> labels;
    for (const double signed_tick : ticks) {
        const double tick = std::abs(signed_tick);
        if (tick < step * 1e-9) {
            labels.emplace_back("0");
        } else if (too_wide(largest) || step < 1e-7 * largest) {
            const double ratio = tick / std::max(step, largest * 1e-12);
            labels.push_back(power_of_ten(tick, 2 + std::max(0, static_cast<int>(std::ceil(std::log10(ratio))))));
        } else {
            const Suffix suffix = suffix_for(largest);
            const double ratio = std::max(1.0, tick / step);
            const int digits = 2 + static_cast<int>(std::ceil(std::log10(ratio)));
            labels.push_back(readable_number(tick / suffix.scale, digits) + suffix.text);
        }
        if (signed_tick < 0) labels.back() = with_minus(labels.back());
    }
    return labels;
}

}  // namespace countervail
