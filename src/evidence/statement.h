// SPDX-License-Identifier: Apache-2.0
// One claimed figure, as it was published. Statements may contradict each other; nothing here decides between
// them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "base/unit.h"

namespace countervail {

/// How the figure is known. Order is confidence: it decides the default width (see default_width).
/// `assumed`: no evidence; the id begins with "assume:" and the range is wide.
enum class Label { found_quoted, found, derived, found_weak, recalled, disputed, assumed };

std::string to_text(Label label);  // "found-q", "found", "derived", …
std::optional<Label> parse_label(std::string_view text);
std::vector<std::string> label_names();  // all of them, in order of confidence
/// Half-width of the 90 % range relative to the value, used when a row states none (docs/methods/evidence.md)
/// and the ledger has no row "assume:width-<label>" that says otherwise.
double default_width(Label label);

struct Source {
    std::string id;  ///< "usgs-mcs-2025"
    std::string publisher;
    std::string title;
    std::string address;  ///< may be empty where only the publisher is known
    Date published_on;
    Place where;
};

/// What an id begins with when a calibration wrote the row: "posterior:<id>.<parameter>" (simulation/posterior.h).
inline constexpr std::string_view kPosteriorPrefix = "posterior:";

struct Statement {
    std::string id;  ///< "A-01.2024", "assume:inventory-weeks"
    std::string
        quantity;         ///< what is measured, from the vocabulary of data/vocabulary.csv: "mine-production"
    std::string item;     ///< "neodymium.oxide", "all" …; may be empty
    std::string place;    ///< ISO3, "WLD", "EUR" … or empty
    std::string partner;  ///< the other place of a flow, or empty
    std::string use;      ///< end use, or empty
    std::string period_text;  ///< "2024", "2025-05", "2025-05-06", "2024-01..2024-07"; empty: timeless
    std::optional<Interval> period;
    double value = 0;
    double low = 0;             ///< 5 % point; for a triangular assumption the minimum
    double high = 0;            ///< 95 % point; for a triangular assumption the maximum
    bool stated_range = false;  ///< low/high were given, not derived from the label
    Unit unit;
    std::string source;  ///< Source::id; empty for assumptions
    Date published_on;   ///< the row's own date, else the source's
    Label label = Label::found;
    std::string vintage;             ///< edition of a revised series: "MCS 2025"
    std::string locator;             ///< quotation, cell or arithmetic
    std::string note;                ///< for an assumption: why this range
    std::vector<std::string> cites;  ///< statements that a derived figure or an assumption rests on
    Place where;                     ///< file and line of the row
};

}  // namespace countervail
