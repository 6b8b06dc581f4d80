// SPDX-License-Identifier: Apache-2.0
#include "report/price_split.h"

#include <algorithm>

#include "report/palette.h"
#include "report/plot.h"

namespace countervail {
namespace {

constexpr double kPriceHigh = 150;
constexpr double kRatioHigh = 80;

Extent prices_of(const SplitItem& item) {
    Extent extent(Spacing::logarithmic);
    add_values(extent, item.outside);
    add_values(extent, item.inside);
    return extent;
}

Extent ratios_of(const SplitItem& item) {
    Extent extent(Spacing::logarithmic);
    add_values(extent, item.ratio);
    extent.add(1);           // equal prices always in sight
    return extent;
}

NumberScale price_scale(const SplitItem& item, double bottom, double top) {
    return {prices_of(item), bottom, top, 5};
}
NumberScale ratio_scale(const SplitItem& item, double bottom, double top) {
    return {ratios_of(item), bottom, top, 3};
}

std::vector<KeyEntry> key_of(const PriceSplit& spec) {
    const SplitItem& first = spec.items.front();
    bool observed = false;
    for (const SplitItem& item : spec.items) {
        observed = observed || !item.outside.observed.empty() || !item.inside.observed.empty() ||
                   !item.ratio.observed.empty();
    }
    std::vector<KeyEntry> key = {
        {Swatch::line, first.outside.name, kBlue, 1, ""},
        {Swatch::line, first.inside.name, kVermillion, 1, kind_dash(1)},
        {Swatch::line, "ratio " + first.outside.name + " / " + first.inside.name, kInk, 1, ""},
        {Swatch::band, "90%", "#808080", 0.3, ""}};
    if (observed) key.push_back({Swatch::point, "observed", kInk, 1, ""});
    return key;
}

double draw_item(Drawing& drawing, const SplitItem& item, const PlotArea& price, const DateExtent& days,
                 const EventLanes& lanes) {
    const DateScale dates(days.from(), days.through(), price.left, price.right);
    const Extent prices = prices_of(item);
    const NumberScale price_axis = price_scale(item, price.bottom, price.top);
    draw_number_axis(drawing, price, price_axis, "");
    const PlotArea ratio{price.left, price.bottom + 34, price.right, price.bottom + 34 + kRatioHigh};
    const PlotArea both{price.left, price.top, price.right, ratio.bottom};
    drawing.line({price.left, price.bottom}, {price.right, price.bottom}, {.colour = kFrame});
    const NumberScale ratio_axis = ratio_scale(item, ratio.bottom, ratio.top);
    draw_number_axis(drawing, ratio, ratio_axis, "");
    drawing.line({ratio.left, ratio_axis(1)}, {ratio.right, ratio_axis(1)}, {.colour = kFrame, .dash = "2 2"});
    lanes.draw(drawing, both, dates);
    drawing.text({price.left, ratio.top - 8}, "ratio (1 = same price)",
                 {.size = 12, .colour = kQuietInk, .halo = true});
    draw_band_series(drawing, item.inside, dates, price_axis, prices,
                     {.colour = kVermillion, .dash = kind_dash(1), .half_band = false});
    draw_band_series(drawing, item.outside, dates, price_axis, prices,
                     {.colour = kBlue, .dash = "", .half_band = false});
    draw_band_series(drawing, item.ratio, dates, ratio_axis, ratios_of(item),
                     {.colour = kInk, .dash = "", .half_band = false});
    return draw_date_axis(drawing, ratio, dates);
}

}  // namespace

std::string price_split(const PriceSplit& spec) {
    Drawing drawing(spec.chart);
    DateExtent days;
    double room = 0;
    for (const SplitItem& item : spec.items) {
        for (const BandSeries* series : {&item.outside, &item.inside, &item.ratio}) days.add(*series);
        room = std::max({room, axis_room(price_scale(item, 1, 0)), axis_room(ratio_scale(item, 1, 0))});
    }
    if (days.empty()) return drawing.no_data();
    days.add_near(spec.events);
    const bool several = spec.items.size() > 1;
    const std::size_t columns = several && drawing.width() >= 600 ? 2 : 1;
    const double cell = (drawing.width() - 8) / static_cast<double>(columns);
    const double field_wide = cell - room - 20;
    const EventLanes lanes(spec.events, days.from(), days.through(), field_wide, several);

    double y = draw_key(drawing, drawing.heading(), key_of(spec));
    double row_bottom = y;
    for (std::size_t i = 0; i < spec.items.size(); ++i) {
        const std::size_t column = i % columns;
        if (column == 0) y = row_bottom;
        const double left = 8 + cell * static_cast<double>(column);
        drawing.text({left, y + 22}, spec.items[i].name, {.size = 13, .bold = true, .room = cell - 16});
        drawing.text({left, y + 38}, spec.unit + ", log scale", {.size = 12, .colour = kQuietInk, .room = cell - 16});
        const double top = y + 50 + lanes.height();
        const PlotArea price{left + room, top, left + room + field_wide, top + kPriceHigh};
        row_bottom = std::max(row_bottom, draw_item(drawing, spec.items[i], price, days, lanes) + 6);
    }
    return drawing.finish(lanes.draw_key(drawing, row_bottom));
}

}  // namespace countervail
