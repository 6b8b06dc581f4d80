// SPDX-License-Identifier: Apache-2.0
#include "evidence/statement.h"

#include <array>

namespace countervail {

namespace {

struct LabelRow {
    Label label;
    const char* text;
    double width;  // docs/methods/evidence.md says why
};

constexpr std::array kLabels = {
    LabelRow{Label::found_quoted, "found-q", 0.02}, LabelRow{Label::found, "found", 0.04},
    LabelRow{Label::derived, "derived", 0.08},      LabelRow{Label::found_weak, "found-weak", 0.15},
    LabelRow{Label::recalled, "recalled", 0.20},    LabelRow{Label::disputed, "disputed", 0.25},
    LabelRow{Label::assumed, "assumed", 0.50},
};

const LabelRow& row(Label label) { return kLabels[static_cast<std::size_t>(label)]; }

}  // namespace

std::string to_text(Label label) { return row(label).text; }

std::optional<Label> parse_label(std::string_view text) {
    for (const LabelRow& candidate : kLabels) {
        if (candidate.text == text) return candidate.label;
    }
    return std::nullopt;
}

double default_width(Label label) { return row(label).width; }

std::vector<std::string> label_names() {
    std::vector<std::string> names;
    for (const LabelRow& candidate : kLabels) names.emplace_back(candidate.text);
    return names;
}

}  // namespace countervail
