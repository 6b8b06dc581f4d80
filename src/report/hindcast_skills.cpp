// SPDX-License-Identifier: Apache-2.0
#include "report/hindcast_skills.h"

#include <algorithm>
#include <cmath>

#include "report/figure_text.h"
#include "report/hindcast_marks.h"
#include "report/palette.h"
#include "report/plot.h"
#include "report/sentences.h"
#include "report/text_width.h"

namespace countervail {
namespace {

constexpr double kLine = 10;   // between the comparators of a label

std::string skill_words(const SkillMark& mark) {
    const auto number = [](double value) { return std::isfinite(value) ? short_number(value, 2) : std::string("beyond measure"); };
    std::string words = number(mark.skill);
    if (mark.low && mark.high) words += " (90%: " + number(*mark.low) + " to " + number(*mark.high) + ")";
    return words;
}

void draw_mark(Drawing& drawing, const SkillMark& mark, std::size_t rival, double y, const PlotArea& field, const std::string& words) {
    const auto x = [&](double skill) { return field.left + field.wide() * (std::clamp(skill, -1.0, 1.0) + 1) / 2; };
    if (mark.low && mark.high) {
        drawing.line({x(*mark.low), y}, {x(*mark.high), y}, {.colour = rival_colour(rival), .width = 1.8, .dash = rival_dash(rival)}, words);
    }
    if (std::min(mark.skill, mark.low.value_or(mark.skill)) < -1) draw_cut_end(drawing, {field.left - 9, y}, {-1, 0}, rival_colour(rival));
    draw_rival_shape(drawing, {x(mark.skill), y}, 8, rival, words);
}

}  // namespace

std::string skill_lines(const SkillLines& spec) {
    Drawing drawing(spec.chart);
    std::vector<const SkillLine*> lines;
    for (const SkillLine& line : spec.lines) {
        if (std::any_of(line.marks.begin(), line.marks.end(), [](const SkillMark& mark) { return mark.available; })) lines.push_back(&line);
    }
    if (lines.empty()) return drawing.no_data();

    const bool wide = drawing.width() >= 600;
    const double top = draw_swatch_key(drawing, drawing.heading(), rival_swatches(spec.rivals)) + 22;
    const double names = wide ? 300 : 12, row = kLine * static_cast<double>(spec.rivals.size()) + (wide ? 12 : 30);
    const PlotArea field{names, top, drawing.width() - 24, top + row * static_cast<double>(lines.size())};
    for (const double skill : {-1.0, -0.5, 0.0, 0.5, 1.0}) {
        const double x = field.left + field.wide() * (skill + 1) / 2;
        drawing.line({x, field.top}, {x, field.bottom}, {.colour = skill == 0 ? kInk : kGrid, .width = skill == 0 ? 1.5 : 1.0});
        drawing.text({x, field.top - 6}, short_number(skill, 2), {.size = 12, .anchor = Anchor::middle, .colour = kQuietInk});
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const double y = field.top + row * static_cast<double>(i);
        if (i > 0) drawing.line({8, y}, {field.right, y}, {.colour = kGrid});
        if (wide) {
            double line = y + 17;
            for (const std::string& words : wrapped(lines[i]->label, 12, names - 24, 3)) {
                drawing.text({8, line}, words, {.size = 12});
                line += 15;
            }
        } else {
            drawing.text({8, y + 15}, lines[i]->label, {.size = 12, .halo = true, .room = drawing.width() - 16});
        }
        for (std::size_t k = 0; k < lines[i]->marks.size(); ++k) {
            const SkillMark& mark = lines[i]->marks[k];
            const double at = y + (wide ? 6 : 24) + kLine * (static_cast<double>(k) + 0.5);
            if (mark.available) draw_mark(drawing, mark, k, at, field, lines[i]->label + ", against " + spec.rivals[k] + ": " + skill_words(mark));
        }
    }
    drawing.text({field.left, field.bottom + 18}, "← worse than the comparator", {.size = 12, .colour = kQuietInk});
    drawing.text({field.right, field.bottom + 18}, "better →", {.size = 12, .anchor = Anchor::end, .colour = kQuietInk});
    return drawing.finish(field.bottom + 24);
}

std::string pit_bars(const PitBars& spec) {
    Drawing drawing(spec.chart);
    const PitHistogram& pit = spec.pit;
    if (pit.cases == 0 || pit.share.empty()) return drawing.no_data();

    const double key = draw_swatch_key(
        drawing, drawing.heading(),
        {{"share of the observations", [](Drawing& d, Point at) { d.rectangle({at.x - 13, at.y - 6}, 26, 12, {.colour = kSky}); }},
         {"as it should be", [](Drawing& d, Point at) { d.line({at.x - 13, at.y}, {at.x + 13, at.y}, {.colour = kInk, .width = 1.5}); }},
         {"what chance allows a bin (90%)", [](Drawing& d, Point at) { d.rectangle({at.x - 13, at.y - 6}, 26, 12, {.colour = "#808080", .opacity = 0.25}); }}});
    Extent extent;
    extent.add(0);
    extent.add(100 * pit.chance_high);
    for (const double share : pit.share) extent.add(100 * share);
    const double top = key + 34, bottom = top + 190;
    const NumberScale scale(extent, bottom, top, 4);
    const PlotArea field{8 + axis_room(scale), top, drawing.width() - 16, bottom};
    draw_number_axis(drawing, field, scale, "% of the observations");
    const auto count = static_cast<double>(pit.share.size());
    const double bin = field.wide() / count;
    drawing.rectangle({field.left, scale(100 * pit.chance_high)}, field.wide(), scale(100 * pit.chance_low) - scale(100 * pit.chance_high),
                      {.colour = "#808080", .opacity = 0.25}, "nine times in ten, a bin of a calibrated forecast lies here");
    for (std::size_t i = 0; i < pit.share.size(); ++i) {
        const double at = field.left + bin * static_cast<double>(i), from = static_cast<double>(i) / count;
        drawing.rectangle({at + 1, scale(100 * pit.share[i])}, bin - 2, field.bottom - scale(100 * pit.share[i]), {.colour = kSky},
                          short_number(from, 2) + " to " + short_number(from + 1 / count, 2) + ": " + per_cent(pit.share[i]));
    }
    for (const double share : {pit.chance_low, pit.chance_high}) {
        drawing.line({field.left, scale(100 * share)}, {field.right, scale(100 * share)}, {.colour = kQuietInk, .dash = "4 3"});
    }
    drawing.line({field.left, scale(100 * pit.expected)}, {field.right, scale(100 * pit.expected)}, {.colour = kInk, .width = 1.5}, "a calibrated forecast");
    drawing.line({field.left, field.bottom}, {field.right, field.bottom}, {.colour = kFrame});
    for (const double at : {0.0, 0.5, 1.0}) {
        drawing.text({field.left + field.wide() * at, field.bottom + 16}, short_number(at, 2),
                     {.size = 12, .anchor = at == 0 ? Anchor::start : at == 1 ? Anchor::end : Anchor::middle, .colour = kQuietInk});
    }
    drawing.text({field.left, field.bottom + 33}, "observed below the draws", {.size = 12, .colour = kQuietInk});
    drawing.text({field.right, field.bottom + 33}, "above them", {.size = 12, .anchor = Anchor::end, .colour = kQuietInk});
    return drawing.finish(field.bottom + 38);
}

}  // namespace countervail
