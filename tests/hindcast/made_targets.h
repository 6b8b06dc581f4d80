// SPDX-License-Identifier: Apache-2.0
// Targets of the tests' own making: as a file writes them, and the measures that they are bound to.
#pragma once

#include <string>
#include <utility>

#include "hindcast/measure_values.h"

namespace countervail::test {

/// A [[target]] by name; what is not set is left out. `over` and `observed` are what stands behind their "=".
struct TargetText {
    std::string id, title, kind = "volume", measure, in, take, over, observed, threshold, group, tolerance, note;

    std::string table() const {
        std::string text = "\n[[target]]\n";
        const auto line = [&](const char* key, const std::string& value) {
            if (!value.empty()) text += std::string(key) + " = " + value + "\n";
        };
        const auto quoted = [](const std::string& value) { return value.empty() ? value : "\"" + value + "\""; };
        for (const auto& [key, value] : {std::pair("id", &id), {"title", &title}, {"kind", &kind}, {"measure", &measure}}) line(key, quoted(*value));
        line("in", in.starts_with('[') ? in : quoted(in));
        line("take", quoted(take));
        line("over", over);
        line("observed", observed);
        line("threshold", threshold);
        for (const auto& [key, value] : {std::pair("group", &group), {"tolerance", &tolerance}, {"note", &note}}) line(key, quoted(*value));
        return text;
    }
};

inline constexpr const char* kOverBaseline = "{ baseline = true }";
inline std::string over_measure(const std::string& id) { return "{ measure = \"" + id + "\" }"; }
/// One row of the ledger; one over another; every row of a series.
inline std::string row(const std::string& id) { return "\"" + id + "\""; }
inline std::string row_over(const std::string& id, const std::string& other) { return "{ row = \"" + id + "\", over = \"" + other + "\" }"; }
inline std::string exports_of(const std::string& item, const std::string& place, const std::string& partner) {
    return "{ quantity = \"export-volume\", item = \"" + item + "\", place = \"" + place + "\", partner = \"" + partner + "\" }";
}

/// Measures that are bound to nothing but their units.
inline BoundMeasure bound_to(const std::string& id, const std::string& unit, MeasureNature nature = MeasureNature::level, TimeAxis axis = TimeAxis::once) {
    BoundMeasure measure;
    measure.id = id;
    measure.unit = {unit, nature};
    measure.axis = axis;
    measure.index = 0;
    return measure;
}
inline BoundMeasure exports_by_month() { return bound_to("exports/a", "t", MeasureNature::flow, TimeAxis::month); }
inline BoundMeasure price_by_week() { return bound_to("price/b/outside", "USD/kg", MeasureNature::level, TimeAxis::week); }

}  // namespace countervail::test
