// SPDX-License-Identifier: Apache-2.0
#include "report/law_timeline.h"

#include <algorithm>
#include <array>

#include "report/palette.h"
#include "report/plot.h"
#include "report/text_width.h"

namespace countervail {
namespace {

constexpr std::size_t kLimbLines = 3;
constexpr double kBar = 11, kRow = 15, kLine = 14, kText = 11.5, kSmall = 10.5;

/// Slope of the strokes across a bar: with them the states stay apart in grey.
enum class Hatch { none, rising, crossed };

struct Look {
    LawState state;
    const char* name;
    const char* colour;
    double opacity;
    const char* outline;
    Hatch hatch;
};
constexpr std::array<Look, 4> kLooks = {{{LawState::announced, "announced", kSky, 0.25, kSky, Hatch::none},
                                         {LawState::in_force, "in force", kBlue, 1, kBlue, Hatch::none},
                                         {LawState::suspended, "suspended", kOrange, 0.45, kOrange, Hatch::rising},
                                         {LawState::never_operated, "never operated", kPaper, 1, kVermillion, Hatch::crossed}}};

const Look* look_of(LawState state) {
    for (const Look& look : kLooks) {
        if (look.state == state) return &look;
    }
    return nullptr;
}

/// Strokes at 45 degrees, cut at the edges of the box.
void draw_strokes(Drawing& drawing, const PlotArea& box, bool rising, double gap, const Stroke& stroke) {
    const double high = box.high();
    for (double at = box.left - high + gap / 2; at < box.right; at += gap) {
        const double left = std::max(at, box.left), right = std::min(at + high, box.right);
        if (right - left < 0.5) continue;
        const double from = left - at, to = right - at;   // along the stroke
        const auto y = [&](double along) { return rising ? box.bottom - along : box.top + along; };
        drawing.line({left, y(from)}, {right, y(to)}, stroke);
    }
}

void draw_box(Drawing& drawing, const PlotArea& box, const Look& look, std::string_view tooltip) {
    drawing.rectangle({box.left, box.top}, box.wide(), box.high(), {.colour = look.colour, .opacity = look.opacity}, tooltip);
    const Stroke stroke{.colour = look.outline, .width = 1};
    if (look.hatch != Hatch::none) draw_strokes(drawing, box, true, 6, stroke);
    if (look.hatch == Hatch::crossed) draw_strokes(drawing, box, false, 6, stroke);
    drawing.rectangle({box.left, box.top}, box.wide(), box.high(), {.colour = "none", .outline = look.outline});
}

/// A disputed span: the stated state faded, under steep dark strokes that no state uses.
void draw_disputed(Drawing& drawing, const PlotArea& box, const Look& look, std::string_view tooltip) {
    drawing.rectangle({box.left, box.top}, box.wide(), box.high(), {.colour = look.colour, .opacity = std::min(look.opacity, 0.3)}, tooltip);
    for (double x = box.left + 2; x < box.right - 0.5; x += 4) drawing.line({x, box.top}, {x, box.bottom}, {.colour = kInk, .width = 1});
    drawing.rectangle({box.left, box.top}, box.wide(), box.high(), {.colour = "none", .outline = kInk});
}

void draw_span(Drawing& drawing, const LawSpan& span, const DateScale& dates, double top, Date through) {
    const double left = dates(span.from), right = std::max(left + 1.5, dates(std::min(span.until, through)));
    const PlotArea box{left, top, right, top + kBar};
    const Look* look = look_of(span.state);
    if (look == nullptr) {   // lapsed: only that it was there
        drawing.line({left, top + kBar / 2}, {right, top + kBar / 2}, {.colour = kFrame, .width = 1.2, .dash = "1 3"}, span.tooltip);
    } else if (span.otherwise.empty()) {
        draw_box(drawing, box, *look, span.tooltip);
    } else {
        draw_disputed(drawing, box, *look, span.tooltip);
    }
}

double draw_state_key(Drawing& drawing, double top, bool disputed) {
    double x = 8, y = top;
    const auto place = [&](const std::string& name) {
        const double wide = 24 + 6 + text_width(name, 12) + 16;
        if (x > 8 && x + wide > drawing.width() - 8) {
            x = 8;
            y += 18;
        }
        const PlotArea box{x, y, x + 24, y + kBar};
        drawing.text({x + 30, y + kBar - 1}, name, {.size = 12, .room = drawing.width() - x - 38});
        x += wide;
        return box;
    };
    for (const Look& look : kLooks) draw_box(drawing, place(look.name), look, {});
    const PlotArea lapsed = place("lapsed");
    drawing.line({lapsed.left, y + kBar / 2}, {lapsed.right, y + kBar / 2}, {.colour = kFrame, .width = 1.2, .dash = "1 3"});
    if (disputed) draw_disputed(drawing, place("a named branch says otherwise"), kLooks[1], {});
    return y + 18;
}

std::string otherwise_of(const LawRow& row) {
    std::string text;
    for (const LawSpan& span : row.spans) {
        if (!span.otherwise.empty() && text.find(span.otherwise) == std::string::npos) text += (text.empty() ? "" : "; ") + span.otherwise;
    }
    return text;
}

struct Layout {
    bool narrow = false;
    double titles = 0, limbs = 0;      ///< right edges of the columns of words
    double left = 0, right = 0;        ///< of the field
    double otherwise = 0;              ///< left edge of what branches say
};

Layout layout_of(const LawTimeline& spec, double width) {
    Layout layout;
    layout.narrow = width < 600;
    if (layout.narrow) return {true, width - 8, width - 8, 24, width - 24, 24};
    double limbs = 0, otherwise = 0;
    for (const LawPower& power : spec.powers) {
        for (const LawBand& band : power.bands) {
            for (const LawRow& row : band.rows) {
                limbs = std::max(limbs, text_width(row.limbs, kSmall));
                otherwise = std::max(otherwise, text_width(otherwise_of(row), kSmall));
            }
        }
    }
    layout.titles = 8 + 0.24 * width;
    layout.limbs = layout.titles + std::min(limbs, 0.14 * width) + 10;
    layout.left = layout.limbs + 8;
    layout.right = width - 20 - (otherwise > 0 ? std::min(otherwise, 0.19 * width) + 6 : 0);
    layout.otherwise = layout.right + 8;
    return layout;
}

/// The words of a band to the left of its rows; returns how high they are.
double draw_titles(Drawing& drawing, const LawBand& band, const Layout& layout, double top) {
    const double room = layout.titles - 8;
    double y = top + kBar - 1.5;
    for (const std::string& line : wrapped(band.number, kText, room, 2, true)) {
        drawing.text({8, y}, line, {.size = kText, .bold = true});
        y += kLine;
    }
    for (const std::string& line : wrapped(band.title, kSmall, room, 3)) {
        drawing.text({8, y}, line, {.size = kSmall, .colour = kQuietInk});
        y += kLine - 1;
    }
    return y - top - kBar + 1.5;
}

/// One band; returns the y below it.
double draw_band(Drawing& drawing, const LawTimeline& spec, const LawBand& band, const Layout& layout, const DateScale& dates, double top) {
    const double words = draw_titles(drawing, band, layout, top);
    double y = layout.narrow ? top + words : top;
    for (const LawRow& row : band.rows) {
        const std::string otherwise = otherwise_of(row);
        double below = y;
        if (layout.narrow) {
            const std::string said = row.limbs + (row.limbs.empty() || otherwise.empty() ? "" : "; ") + otherwise;
            if (!said.empty()) {
                drawing.text({layout.left, y + kBar - 2}, said, {.size = kSmall, .room = layout.right - layout.left});
                y += kLine - 1;
            }
        } else {
            double line = y + kBar - 2;
            for (const std::string& limbs : wrapped(row.limbs, kSmall, layout.limbs - layout.titles - 10, kLimbLines)) {
                drawing.text({layout.limbs, line}, limbs, {.size = kSmall, .anchor = Anchor::end});
                line += kLine - 2;
            }
            drawing.text({layout.otherwise, y + kBar - 2}, otherwise, {.size = kSmall, .room = drawing.width() - layout.otherwise - 6});
            below = std::max(below, line - kBar + 4);
        }
        for (const LawSpan& span : row.spans) draw_span(drawing, span, dates, y, spec.through + 1);
        y = std::max(y + kRow, below);
    }
    return std::max(y, top + words) + 5;
}

double height_of(const LawTimeline& spec, const Layout& layout) {
    Chart blank = spec.chart;
    Drawing scratch(blank);   // the same drawing, only to see how high it gets
    const DateScale dates(spec.from, spec.through + 1, layout.left, layout.right);
    double y = 0;
    for (const LawPower& power : spec.powers) {
        y += 22;
        for (const LawBand& band : power.bands) y = draw_band(scratch, spec, band, layout, dates, y);
    }
    return y;
}

}  // namespace

std::string law_timeline(const LawTimeline& spec) {
    Drawing drawing(spec.chart);
    bool any = false, disputed = false;
    for (const LawPower& power : spec.powers) {
        any = any || !power.bands.empty();
        for (const LawBand& band : power.bands) {
            for (const LawRow& row : band.rows) disputed = disputed || !otherwise_of(row).empty();
        }
    }
    if (!any) return drawing.no_data();
    const Layout layout = layout_of(spec, drawing.width());
    const DateScale dates(spec.from, spec.through + 1, layout.left, layout.right);
    const EventLanes lanes(spec.events, spec.from, spec.through, layout.right - layout.left, false);
    double y = draw_state_key(drawing, drawing.heading(), disputed) + 8 + lanes.height();
    const PlotArea field{layout.left, y, layout.right, y + height_of(spec, layout)};
    for (const Tick& tick : dates.ticks(42)) drawing.line({tick.at, field.top}, {tick.at, field.bottom}, {.colour = kGrid});
    for (const LawPower& power : spec.powers) {
        drawing.text({8, y + 15}, power.name, {.size = 13, .bold = true, .room = layout.titles - 8});
        drawing.line({8, y + 19}, {drawing.width() - 8, y + 19}, {.colour = kFrame, .width = 0.8});
        y += 22;
        for (const LawBand& band : power.bands) y = draw_band(drawing, spec, band, layout, dates, y + 3) - 3;
    }
    lanes.draw(drawing, field, dates);
    return drawing.finish(lanes.draw_key(drawing, draw_date_axis(drawing, field, dates)));
}

}  // namespace countervail
