// SPDX-License-Identifier: Apache-2.0
#include "report/sankey.h"

#include <algorithm>

#include "report/figure_text.h"
#include "report/markup.h"
#include "report/palette.h"
#include "report/plot.h"
#include "report/sankey_layout.h"
#include "report/text_width.h"

namespace countervail {
namespace {

constexpr double kNodeWide = 10;
constexpr const char* kOtherNode = "#737373";
constexpr const char* kOtherFlow = "#9a9a9a";

std::string two_decimals(double share) {
    const int hundredths = static_cast<int>(share * 100 + 0.5);
    return std::to_string(hundredths / 100) + "." + (hundredths % 100 < 10 ? "0" : "") +
           std::to_string(hundredths % 100);
}

/// Left edges of the stages. The last interval is wider, since the words of the last stage stand left of it.
struct Columns {
    std::vector<double> at;
    double step = 0;
    double room(std::size_t stage) const {
        const std::size_t last = at.size() - 1;
        if (last == 0) return step;
        return stage == last ? 0.95 * step : stage + 1 == last ? (1 + wider - 0.95) * step : step;
    }
    double head_room(std::size_t stage) const {
        return stage + 1 == at.size() && stage > 0 ? wider * step : step;
    }
    double wider = 0;  ///< of the last interval, in steps
    bool narrow() const { return step < 90; }
    double font_size() const { return narrow() ? 10.5 : 12; }
    /// Between nodes: room for one line of words, two on a narrow chart.
    double gap() const { return narrow() ? 27 : 15; }
};

Columns columns_for(std::size_t stages, double width) {
    const double inner = width - 16 - kNodeWide;
    Columns columns;
    columns.wider = width < 600 ? 0.75 : 0.6;
    columns.step = stages > 1 ? inner / (static_cast<double>(stages) - 1 + columns.wider) : inner;
    for (std::size_t i = 0; i < stages; ++i) {
        const bool last = i + 1 == stages && i > 0;
        columns.at.push_back(last ? 8 + inner : 8 + columns.step * static_cast<double>(i));
    }
    return columns;
}

std::string ribbon(double x0, double y0, double x1, double y1, double high) {
    const auto xy = [](double x, double y) { return coordinate(x) + " " + coordinate(y); };
    const double middle = (x0 + x1) / 2;
    return "M" + xy(x0, y0) + "C" + xy(middle, y0) + " " + xy(middle, y1) + " " + xy(x1, y1) + "L" +
           xy(x1, y1 + high) + "C" + xy(middle, y1 + high) + " " + xy(middle, y0 + high) + " " +
           xy(x0, y0 + high) + "Z";
}

/// Stage names with unit, share and HHI; returns the y below the tallest.
double draw_stage_heads(Drawing& drawing, const Sankey& spec, const Columns& columns, double top) {
    const std::vector<StageConcentration> found = concentration(spec);
    const double size = columns.font_size();
    double lowest = top;
    for (std::size_t i = 0; i < spec.stages.size(); ++i) {
        const bool last = i + 1 == spec.stages.size() && i > 0;
        const Anchor anchor = last ? Anchor::end : Anchor::start;
        const double x = last ? columns.at[i] + kNodeWide : columns.at[i];
        double y = top;
        const auto put = [&](const std::string& words, bool bold) {
            for (const std::string& line : wrapped(words, size, columns.head_room(i) - 6, 3, bold)) {
                y += size + 3;
                drawing.text(
                    {x, y}, line,
                    {.size = size, .anchor = anchor, .bold = bold, .colour = bold ? kInk : kQuietInk});
            }
        };
        put(spec.stages[i].name, true);
        put(spec.stages[i].unit, false);
        if (spec.stages[i].concentration && found[i].hhi > 0) {
            put(spec.controller_name + " " + short_number(found[i].controller_share * 100, 2) + "%", false);
            put("HHI " + two_decimals(found[i].hhi), false);
        }
        lowest = std::max(lowest, y);
    }
    return lowest + 12;
}

void draw_flows(Drawing& drawing, const Sankey& spec, const SankeyLayout& layout, const Columns& columns,
                double top) {
    // Grey first, so that the controller's flows lie on top.
    for (const bool controller : {false, true}) {
        for (const PlacedFlow& flow : layout.flows) {
            const PlacedNode& from = layout.nodes[flow.from];
            const PlacedNode& to = layout.nodes[flow.to];
            if (from.controller != controller) continue;
            drawing.path(
                ribbon(columns.at[from.stage] + kNodeWide, top + flow.from_top, columns.at[to.stage],
                       top + flow.to_top, std::max(0.4, flow.high)),
                {.colour = controller ? kVermillion : kOtherFlow, .opacity = controller ? 0.5 : 0.35},
                from.name + " → " + to.name + ": " + short_number(flow.value) + " " + spec.unit);
        }
    }
}

void draw_nodes(Drawing& drawing, const Sankey& spec, const SankeyLayout& layout, const Columns& columns,
                double top) {
    const double size = columns.font_size();
    for (const PlacedNode& node : layout.nodes) {
        drawing.rectangle({columns.at[node.stage], top + node.top}, kNodeWide, std::max(1.0, node.high),
                          {.colour = node.controller ? kVermillion : kOtherNode},
                          node.name + ": " + short_number(node.value) + " " + spec.unit);
    }
    for (const PlacedNode& node : layout.nodes) {
        const bool last = node.stage + 1 == spec.stages.size() && node.stage > 0;
        const double x = last ? columns.at[node.stage] - 4 : columns.at[node.stage] + kNodeWide + 4;
        const double room = columns.room(node.stage) - kNodeWide - 8;
        const std::vector<std::string> lines =
            wrapped(node.name, size, room, columns.narrow() ? 2 : 1, node.controller);
        double y = top + node.top + node.high / 2 + 4 -
                   (size + 1) / 2 * static_cast<double>((lines.empty() ? 0 : lines.size() - 1));
        for (const std::string& line : lines) {
            drawing.text({x, y}, line,
                         {.size = size,
                          .anchor = last ? Anchor::end : Anchor::start,
                          .bold = node.controller,
                          .halo = true});
            y += size + 1;
        }
    }
}

}  // namespace

std::string sankey(const Sankey& spec) {
    Drawing drawing(spec.chart);
    std::vector<std::size_t> nodes_in_stage(spec.stages.size(), 0);
    std::size_t most = 1;
    for (const PlacedNode& node : lay_out(spec, 1, 0).nodes)
        most = std::max(most, ++nodes_in_stage[node.stage]);
    const Columns columns = columns_for(spec.stages.size(), drawing.width());
    const double high = std::max(300.0, 180 + columns.gap() * static_cast<double>(most));
    const SankeyLayout layout = lay_out(spec, high, columns.gap());
    if (layout.nodes.empty()) return drawing.no_data();

    double y = draw_key(drawing, drawing.heading(),
                        {{Swatch::box, "from " + spec.controller_name, kVermillion, 0.6, ""},
                         {Swatch::box, "from others", kOtherFlow, 0.5, ""}});
    drawing.text({8, y + 16}, "widths: " + spec.unit,
                 {.size = 12, .colour = kQuietInk, .room = drawing.width() - 16});
    const double top = draw_stage_heads(drawing, spec, columns, y + 26);
    draw_flows(drawing, spec, layout, columns, top);
    draw_nodes(drawing, spec, layout, columns, top);
    return drawing.finish(top + high + 8);
}

}  // namespace countervail
