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
constexpr double kGap = 15;
constexpr const char* kOtherNode = "#737373";
constexpr const char* kOtherFlow = "#9a9a9a";

std::string ribbon(double x0, double y0, double x1, double y1, double high) {
    const auto xy = [](double x, double y) { return coordinate(x) + " " + coordinate(y); };
    const double middle = (x0 + x1) / 2;
    return "M" + xy(x0, y0) + "C" + xy(middle, y0) + " " + xy(middle, y1) + " " + xy(x1, y1) + "L" +
           xy(x1, y1 + high) + "C" + xy(middle, y1 + high) + " " + xy(middle, y0 + high) + " " + xy(x0, y0 + high) +
           "Z";
}

/// Stage names with unit, share and HHI; returns the y below the tallest.
double draw_stage_heads(Drawing& drawing, const Sankey& spec, const std::vector<double>& columns, double room,
                        double top) {
    const std::vector<StageConcentration> found = concentration(spec);
    const double size = room < 90 ? 10.5 : 12;
    double lowest = top;
    for (std::size_t i = 0; i < spec.stages.size(); ++i) {
        const bool last = i + 1 == spec.stages.size() && i > 0;
        const Anchor anchor = last ? Anchor::end : Anchor::start;
        const double x = last ? columns[i] + kNodeWide : columns[i];
        double y = top;
        const auto put = [&](const std::string& words, bool bold) {
            for (const std::string& line : wrapped(words, size, room - 6, 3, bold)) {
                y += size + 3;
                drawing.text({x, y}, line,
                             {.size = size, .anchor = anchor, .bold = bold, .colour = bold ? kInk : kQuietInk});
            }
        };
        put(spec.stages[i].name, true);
        put(spec.stages[i].unit, false);
        if (spec.stages[i].concentration && found[i].hhi > 0) {
            put(spec.controller_name + " " + short_number(found[i].controller_share * 100, 2) + "%", false);
            put("HHI " + short_number(found[i].hhi, 2), false);
        }
        lowest = std::max(lowest, y);
    }
    return lowest + 12;
}

void draw_flows(Drawing& drawing, const Sankey& spec, const SankeyLayout& layout, const std::vector<double>& columns,
                double top) {
    // Grey first, so that the controller's flows lie on top.
    for (const bool controller : {false, true}) {
        for (const PlacedFlow& flow : layout.flows) {
            const PlacedNode& from = layout.nodes[flow.from];
            const PlacedNode& to = layout.nodes[flow.to];
            if (from.controller != controller) continue;
            drawing.path(ribbon(columns[from.stage] + kNodeWide, top + flow.from_top, columns[to.stage],
                                top + flow.to_top, std::max(0.4, flow.high)),
                         {.colour = controller ? kVermillion : kOtherFlow, .opacity = controller ? 0.5 : 0.35},
                         from.name + " → " + to.name + ": " + short_number(flow.value) + " " + spec.unit);
        }
    }
}

void draw_nodes(Drawing& drawing, const Sankey& spec, const SankeyLayout& layout, const std::vector<double>& columns,
                double room, double top) {
    const double size = room < 90 ? 10.5 : 12;
    for (const PlacedNode& node : layout.nodes) {
        drawing.rectangle({columns[node.stage], top + node.top}, kNodeWide, std::max(1.0, node.high),
                          {.colour = node.controller ? kVermillion : kOtherNode},
                          node.name + ": " + short_number(node.value) + " " + spec.unit);
    }
    for (const PlacedNode& node : layout.nodes) {
        const bool last = node.stage + 1 == spec.stages.size() && node.stage > 0;
        const double x = last ? columns[node.stage] - 4 : columns[node.stage] + kNodeWide + 4;
        drawing.text({x, top + node.top + node.high / 2 + 4}, node.name,
                     {.size = size,
                      .anchor = last ? Anchor::end : Anchor::start,
                      .bold = node.controller,
                      .halo = true,
                      .room = room - kNodeWide - 10});
    }
}

}  // namespace

std::string sankey(const Sankey& spec) {
    Drawing drawing(spec.chart);
    std::vector<std::size_t> nodes_in_stage(spec.stages.size(), 0);
    std::size_t most = 1;
    for (const PlacedNode& node : lay_out(spec, 1, 0).nodes) most = std::max(most, ++nodes_in_stage[node.stage]);
    const double high = std::max(300.0, 180 + kGap * static_cast<double>(most));
    const SankeyLayout layout = lay_out(spec, high, kGap);
    if (layout.nodes.empty()) return drawing.no_data();

    // The last two columns share the space between them, since the words of the last stand left of it.
    const auto stages = static_cast<double>(spec.stages.size());
    const double inner = drawing.width() - 16 - kNodeWide;
    const double step = stages > 1.5 ? inner / (stages - 0.4) : inner;
    std::vector<double> columns;
    for (std::size_t i = 0; i < spec.stages.size(); ++i) {
        columns.push_back(i + 1 == spec.stages.size() && i > 0 ? 8 + inner : 8 + step * static_cast<double>(i));
    }
    const double words = stages > 1.5 ? std::min(step, step * 1.6 / 2) : inner;
    double y = draw_key(drawing, drawing.heading(),
                        {{Swatch::box, "from " + spec.controller_name, kVermillion, 0.6, ""},
                         {Swatch::box, "from others", kOtherFlow, 0.5, ""}});
    drawing.text({8, y + 16}, "widths: " + spec.unit, {.size = 12, .colour = kQuietInk, .room = drawing.width() - 16});
    const double top = draw_stage_heads(drawing, spec, columns, words, y + 26);
    draw_flows(drawing, spec, layout, columns, top);
    draw_nodes(drawing, spec, layout, columns, words, top);
    return drawing.finish(top + high + 8);
}

}  // namespace countervail
