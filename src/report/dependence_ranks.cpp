// SPDX-License-Identifier: Apache-2.0
#include "report/dependence_ranks.h"

#include <algorithm>
#include <cmath>

#include "report/figure_text.h"
#include "report/palette.h"
#include "report/plot.h"
#include "report/sentences.h"
#include "report/text_width.h"

namespace countervail {

namespace {

constexpr double kLabel = 12;

bool sound(const RankInterval& row) {
    return std::isfinite(row.median) && std::isfinite(row.low) && std::isfinite(row.high) && row.low >= 1 && row.median >= 1 && row.high >= 1;
}

void draw_rank(Drawing& drawing, const RankInterval& row, double y, const NumberScale& scale) {
    const std::string colour = row.marked ? kVermillion : kBlue;
    const double low = scale(std::min(row.low, row.high)), high = scale(std::max(row.low, row.high));
    const std::string words = row.name + ": median rank " + short_number(row.median) + ", 90%: " + range_text(row.low, row.high);
    drawing.line({low, y}, {high, y}, {.colour = colour, .width = 3}, words);
    for (const double x : {low, high}) drawing.line({x, y - 5}, {x, y + 5}, {.colour = colour, .width = 2});
    if (row.marked) drawing.rectangle({scale(row.median) - 5.5, y - 5.5}, 11, 11, {.colour = colour, .outline = kPaper}, words);
    else drawing.circle({scale(row.median), y}, 5, {.colour = colour, .outline = kPaper}, words);
}

}  // namespace

std::string rank_intervals(const RankIntervals& spec) {
    Drawing drawing(spec.chart);
    std::vector<RankInterval> rows;
    std::copy_if(spec.rows.begin(), spec.rows.end(), std::back_inserter(rows), sound);
    if (rows.empty()) return drawing.no_data();
    const std::size_t left_out = rows.size() > spec.most_rows ? rows.size() - spec.most_rows : 0;
    rows.resize(rows.size() - left_out);
    if (rows.empty()) return drawing.no_data();
    const bool beside = drawing.width() >= 600;
    double names = 0;
    Extent extent;
    extent.add(1);
    for (const RankInterval& row : rows) {
        names = std::max(names, text_width(row.name, kLabel, row.marked));
        for (const double rank : {row.low, row.median, row.high}) extent.add(std::min(rank, 1e6));
    }
    names = beside ? std::min(names + 18, drawing.width() * 0.35) : 0;
    const double row_high = beside ? 24 : 42;
    double y = drawing.heading();
    const std::string unit = "rank, 1 = first; point: median, bar: 90% of the draws; right: draws among the first " + std::to_string(spec.top);
    for (const std::string& words : wrapped(unit, kLabel, drawing.width() - 16, 3)) drawing.text({8, y += 14}, words, {.size = kLabel, .colour = kQuietInk});
    const PlotArea field{20 + names, y + 34, drawing.width() - 96, y + 34 + row_high * static_cast<double>(rows.size())};
    const NumberScale scale(extent, field.left, field.right, std::max(2, static_cast<int>(field.wide() / 70)));
    for (const Tick& tick : scale.ticks()) {
        if (tick.label == "0") continue;   // there is no rank 0
        drawing.line({tick.at, field.top}, {tick.at, field.bottom}, {.colour = kGrid});
        drawing.text({tick.at, field.top - 8}, tick.label, {.size = kLabel, .anchor = Anchor::middle, .colour = kQuietInk});
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const double top = field.top + row_high * static_cast<double>(i), middle = top + row_high - 12;
        drawing.text({8, beside ? middle + 4 : top + 14}, rows[i].name, {.size = kLabel, .bold = rows[i].marked, .halo = true, .room = beside ? names - 4 : drawing.width() - 16});
        draw_rank(drawing, rows[i], middle, scale);
        drawing.text({drawing.width() - 8, middle + 4}, per_cent(std::clamp(rows[i].in_top, 0.0, 1.0)), {.size = kLabel, .anchor = Anchor::end, .colour = kQuietInk});
    }
    double bottom = field.bottom + 4;
    if (left_out > 0) drawing.text({8, bottom += 14}, "and " + std::to_string(left_out) + " more in the table", {.size = kLabel, .colour = kQuietInk});
    return drawing.finish(bottom + 4);
}

}  // namespace countervail
