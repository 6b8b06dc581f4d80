// SPDX-License-Identifier: Apache-2.0
#include "report/dependence_between.h"

#include <algorithm>
#include <cmath>

#include "report/figure_text.h"
#include "report/palette.h"
#include "report/plot.h"
#include "report/text_width.h"

namespace countervail {

namespace {

constexpr double kLabel = 12;
constexpr double kLight = 0.35;

bool sound(const BetweenRow& row) {
    const auto share = [](double value) { return std::isfinite(value) && value >= 0 && value <= 1e6; };
    return share(row.first) && share(row.second) && share(row.first_dependent) && share(row.second_dependent);
}

void draw_power(Drawing& drawing, const std::string& words, double all, double dependent, const std::string& colour, double y, const NumberScale& scale) {
    const double from = scale(0), whole = scale(all), part = scale(std::min(all, dependent));
    const std::string tooltip = words + ": " + short_number(all) + "%, of which dependent " + short_number(dependent) + "%";
    drawing.rectangle({from, y}, std::max(0.5, whole - from), 11, {.colour = colour, .opacity = kLight}, tooltip);
    drawing.rectangle({from, y}, part - from, 11, {.colour = colour}, tooltip);
    drawing.text({whole + 5, y + 10}, short_number(all, 2) + (dependent > 0 ? " (" + short_number(dependent, 2) + ")" : ""), {.size = 11, .colour = kQuietInk, .halo = true});
}

}  // namespace

std::string between_powers(const BetweenPowers& spec) {
    Drawing drawing(spec.chart);
    std::vector<BetweenRow> rows;
    std::copy_if(spec.rows.begin(), spec.rows.end(), std::back_inserter(rows), sound);
    const std::size_t left_out = rows.size() > spec.most_rows ? rows.size() - spec.most_rows : 0;
    rows.resize(rows.size() - left_out);
    Extent extent;
    double names = 0;
    for (const BetweenRow& row : rows) {
        extent.add(row.first);
        extent.add(row.second);
        names = std::max(names, text_width(row.name, kLabel));
    }
    if (rows.empty() || extent.high() <= 0) return drawing.no_data();
    extent.add(0);
    const bool beside = drawing.width() >= 600;
    names = beside ? std::min(names + 18, drawing.width() * 0.35) : 0;
    const double row_high = beside ? 34 : 50;
    double y = draw_key(drawing, drawing.heading(),
                        {{Swatch::box, spec.first, kBlue, kLight, ""}, {Swatch::box, spec.first + ", " + spec.dependent_words, kBlue, 1, ""},
                         {Swatch::box, spec.second, kVermillion, kLight, ""}, {Swatch::box, spec.second + ", " + spec.dependent_words, kVermillion, 1, ""}});
    for (const std::string& words : wrapped(spec.unit, kLabel, drawing.width() - 16, 3)) drawing.text({8, y += 16}, words, {.size = kLabel, .colour = kQuietInk});
    const PlotArea field{12 + names, y + 30, drawing.width() - 100, y + 30 + row_high * static_cast<double>(rows.size())};
    const NumberScale scale(extent, field.left, field.right, std::max(2, static_cast<int>(field.wide() / 80)));
    for (const Tick& tick : scale.ticks()) {
        drawing.line({tick.at, field.top}, {tick.at, field.bottom}, {.colour = kGrid});
        drawing.text({std::max(tick.at, text_width(tick.label, kLabel) / 2 + 2), field.top - 8}, tick.label, {.size = kLabel, .anchor = Anchor::middle, .colour = kQuietInk});
    }
    drawing.line({field.left, field.top}, {field.left, field.bottom}, {.colour = kFrame});
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const double top = field.top + row_high * static_cast<double>(i), bars = top + row_high - 29;
        drawing.text({8, beside ? bars + 16 : top + 14}, rows[i].name, {.size = kLabel, .halo = true, .room = beside ? names - 4 : drawing.width() - 16});
        draw_power(drawing, rows[i].name + " from " + spec.first, rows[i].first, rows[i].first_dependent, kBlue, bars, scale);
        draw_power(drawing, rows[i].name + " from " + spec.second, rows[i].second, rows[i].second_dependent, kVermillion, bars + 13, scale);
    }
    double bottom = field.bottom + 4;
    if (left_out > 0) drawing.text({8, bottom += 14}, "and " + std::to_string(left_out) + " more in the table", {.size = kLabel, .colour = kQuietInk});
    return drawing.finish(bottom + 4);
}

}  // namespace countervail
