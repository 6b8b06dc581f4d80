// SPDX-License-Identifier: Apache-2.0
#include "report/ranked_bars.h"

#include <algorithm>
#include <cmath>

#include "report/figure_text.h"
#include "report/palette.h"
#include "report/plot.h"
#include "report/text_width.h"

namespace countervail {
namespace {

std::string value_words(const RankedBar& bar) {
    std::string text = short_number(bar.value);
    if (bar.low && bar.high) text += " [" + range_text(*bar.low, *bar.high) + "]";
    return text;
}

void draw_bar(Drawing& drawing, const RankedBar& bar, double y, const NumberScale& scale) {
    const double zero = scale(0);
    const double end = scale(bar.value);
    drawing.rectangle({std::min(zero, end), y - 7}, std::abs(end - zero), 14,
                      {.colour = bar.value < 0 ? kVermillion : kBlue, .opacity = 0.75},
                      bar.label + ": " + value_words(bar));
    if (!bar.low || !bar.high) return;
    const double low = scale(*bar.low);
    const double high = scale(*bar.high);
    drawing.line({low, y}, {high, y}, {.colour = kInk, .width = 1.5});
    for (const double x : {low, high}) drawing.line({x, y - 4}, {x, y + 4}, {.colour = kInk, .width = 1.5});
}

}  // namespace

std::string ranked_bars(const RankedBars& spec) {
    Drawing drawing(spec.chart);
    Extent extent;
    std::vector<RankedBar> bars;
    for (RankedBar bar : spec.bars) {
        if (!extent.drawable(bar.value)) continue;
        if (bar.low && !extent.drawable(*bar.low)) bar.low.reset();
        if (bar.high && !extent.drawable(*bar.high)) bar.high.reset();
        bars.push_back(std::move(bar));
    }
    if (bars.empty()) return drawing.no_data();
    std::stable_sort(bars.begin(), bars.end(), [](const RankedBar& a, const RankedBar& b) {
        return std::abs(a.value) > std::abs(b.value);
    });
    const std::size_t left_out = bars.size() > spec.most_bars ? bars.size() - spec.most_bars : 0;
    bars.resize(bars.size() - left_out);

    const bool beside = drawing.width() >= 600;
    double names = 0;
    double values = 0;
    extent.add(0);
    for (const RankedBar& bar : bars) {
        names = std::max(names, text_width(bar.label, 12));
        values = std::max(values, text_width(value_words(bar), 12));
        for (const double value : {bar.value, bar.low.value_or(0), bar.high.value_or(0)}) extent.add(value);
    }
    names = beside ? std::min(names + 18, drawing.width() * 0.4) : 10;
    values = std::min(values + 14, drawing.width() * 0.4);
    const double row_high = beside ? 24 : 40;
    double y = drawing.heading();
    drawing.text({8, y + 8}, spec.unit, {.size = 12, .colour = kQuietInk, .room = drawing.width() - 16});
    const PlotArea field{8 + names, y + 36, drawing.width() - values - 8,
                         y + 36 + row_high * static_cast<double>(bars.size())};
    const NumberScale scale(extent, field.left, field.right,
                            std::max(2, static_cast<int>(field.wide() / 90)));
    double free_from = -1e9;
    for (const Tick& tick : scale.ticks()) {
        drawing.line({tick.at, field.top}, {tick.at, field.bottom}, {.colour = kGrid});
        const double half = text_width(tick.label, 12) / 2;
        const double middle = std::max(tick.at, half + 2);
        if (middle - half < free_from) continue;
        free_from = middle + half + 6;
        drawing.text({middle, field.top - 8}, tick.label,
                     {.size = 12, .anchor = Anchor::middle, .colour = kQuietInk});
    }
    drawing.line({scale(0), field.top}, {scale(0), field.bottom}, {.colour = kFrame});
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const double row_top = field.top + row_high * static_cast<double>(i);
        const double middle = row_top + row_high - 12;
        drawing.text({8, beside ? middle + 4 : row_top + 14}, bars[i].label,
                     {.size = 12, .halo = true, .room = beside ? names - 12 : drawing.width() - 16});
        draw_bar(drawing, bars[i], middle, scale);
        drawing.text({drawing.width() - 8, middle + 4}, value_words(bars[i]),
                     {.size = 12, .anchor = Anchor::end, .colour = kQuietInk, .room = values - 6});
    }
    double bottom = field.bottom + 4;
    if (left_out > 0) {
        drawing.text({8, bottom + 14}, "and " + std::to_string(left_out) + " more in the table",
                     {.size = 12, .colour = kQuietInk});
        bottom += 18;
    }
    return drawing.finish(bottom);
}

}  // namespace countervail
