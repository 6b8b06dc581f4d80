// SPDX-License-Identifier: Apache-2.0
#include "report/dependence_heat.h"

#include <algorithm>
#include <cmath>

#include "report/figure_text.h"
#include "report/palette.h"
#include "report/plot.h"
#include "report/text_width.h"
#include "report/week_heat.h"

namespace countervail {

namespace {

constexpr double kLabel = 12;
constexpr double kHead = 11;             // font size of codes over the columns
constexpr double kRowHigh = 21;
constexpr double kLeastColumn = 29;
constexpr std::size_t kFirstDarkStep = 4;   // from here on white words are easier to read than black ones

std::size_t step_of(double value, const std::vector<double>& steps) {
    return static_cast<std::size_t>(std::upper_bound(steps.begin(), steps.end(), value) - steps.begin());
}

std::string unit_mark(const PairHeat& spec) { return spec.percent ? "%" : spec.unit.empty() ? "" : " " + spec.unit; }

std::vector<KeyEntry> key_of(const PairHeat& spec, const std::vector<double>& steps) {
    std::vector<KeyEntry> key;
    const std::string mark = spec.percent ? "%" : "";
    for (std::size_t step = 0; step <= steps.size(); ++step) {
        const std::string words = step == 0 ? "under " + short_number(steps[0]) + mark : step == steps.size() ? short_number(steps.back()) + mark + " and more" : range_text(steps[step - 1], steps[step]) + mark;
        key.push_back({Swatch::box, words, amount_colour(step), 1, ""});
    }
    key.push_back({Swatch::box, "itself", kNoData, 1, ""});
    return key;
}

struct HeatLayout {
    double left = 0, cell = 0;
    std::size_t columns = 0;
};

void draw_heat_row(Drawing& drawing, const PairHeat& spec, std::size_t row, const HeatLayout& layout, double top, const std::vector<double>& steps) {
    for (std::size_t column = 0; column < layout.columns; ++column) {
        const double left = layout.left + layout.cell * static_cast<double>(column);
        const PairHeatPlace& buyer = spec.buyers[row];
        const PairHeatPlace& seller = spec.sellers[column];
        if (buyer.code == seller.code) {
            drawing.rectangle({left + 0.5, top + 0.5}, layout.cell - 1, kRowHigh - 1, {.colour = kNoData}, buyer.name);
            continue;
        }
        const double value = spec.values[row * spec.sellers.size() + column];
        if (!std::isfinite(value) || value < steps[0] * 0.1) continue;
        const std::size_t step = step_of(value, steps);
        drawing.rectangle({left + 0.5, top + 0.5}, layout.cell - 1, kRowHigh - 1, {.colour = amount_colour(step)},
                          buyer.name + " from " + seller.name + ": " + short_number(value) + unit_mark(spec));
        if (!spec.percent || value < 0.5) continue;
        drawing.text({left + layout.cell / 2, top + kRowHigh / 2 + 4}, short_number(std::round(value)),
                     {.size = kHead, .anchor = Anchor::middle, .colour = step >= kFirstDarkStep ? kPaper : kInk, .room = layout.cell});
    }
}

}  // namespace

std::vector<double> pair_heat_steps(double largest, bool percent) {
    double whole = 100;
    if (!percent) {
        const double decade = std::pow(10.0, std::floor(std::log10(std::max(largest, 1e-12))));
        whole = largest <= decade * 1.0001 ? decade : largest <= 2 * decade ? 2 * decade : largest <= 5 * decade ? 5 * decade : 10 * decade;
    }
    std::vector<double> steps;
    for (const double share : kHeatSteps) steps.push_back(share * whole);
    return steps;
}

std::string pair_heat(const PairHeat& spec) {
    Drawing drawing(spec.chart);
    Extent extent;
    const bool whole = spec.values.size() == spec.buyers.size() * spec.sellers.size();
    for (const double value : spec.values) {
        if (value > 0) extent.add(value);
    }
    if (!whole || extent.empty()) return drawing.no_data();
    const std::vector<double> steps = pair_heat_steps(extent.high(), spec.percent);
    const bool named = drawing.width() >= 600;
    double names = 0;
    for (const PairHeatPlace& buyer : spec.buyers) names = std::max(names, text_width(named ? buyer.name : buyer.code, kLabel));
    HeatLayout layout{8 + std::min(names + 10, drawing.width() * (named ? 0.25 : 0.18)), 0, 0};
    const double room = drawing.width() - 8 - layout.left;
    layout.columns = std::min(spec.sellers.size(), static_cast<std::size_t>(room / kLeastColumn));
    layout.cell = std::min(room / static_cast<double>(std::max<std::size_t>(layout.columns, 1)), 60.0);
    double y = drawing.heading();
    for (const std::string& words : wrapped("Rows buy, columns sell" + (spec.unit.empty() ? "" : "; " + spec.unit), kLabel, drawing.width() - 16, 3)) drawing.text({8, y += 14}, words, {.size = kLabel, .colour = kQuietInk});
    y += 20;
    for (std::size_t column = 0; column < layout.columns; ++column)
        drawing.text({layout.left + layout.cell * (static_cast<double>(column) + 0.5), y}, spec.sellers[column].code,
                     {.size = kHead, .anchor = Anchor::middle, .colour = kQuietInk, .room = layout.cell - 1});
    y += 6;
    for (std::size_t row = 0; row < spec.buyers.size(); ++row) {
        drawing.line({8, y}, {layout.left + layout.cell * static_cast<double>(layout.columns), y}, {.colour = kGrid});
        drawing.text({8, y + kRowHigh / 2 + 4}, named ? spec.buyers[row].name : spec.buyers[row].code, {.size = kLabel, .room = layout.left - 14});
        draw_heat_row(drawing, spec, row, layout, y, steps);
        y += kRowHigh;
    }
    y = draw_key(drawing, y + 8, key_of(spec, steps));
    if (layout.columns < spec.sellers.size())
        drawing.text({8, y += 12}, "and " + std::to_string(spec.sellers.size() - layout.columns) + " more sellers in the table", {.size = kLabel, .colour = kQuietInk, .room = drawing.width() - 16});
    return drawing.finish(y);
}

}  // namespace countervail
