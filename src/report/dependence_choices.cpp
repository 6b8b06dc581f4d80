// SPDX-License-Identifier: Apache-2.0
#include "report/dependence_choices.h"

#include <algorithm>
#include <cmath>

#include "report/figure_text.h"
#include "report/palette.h"
#include "report/plot.h"
#include "report/text_width.h"

namespace countervail {

namespace {

constexpr double kLabel = 12;
constexpr std::size_t kEachDrawn = 12;   // rows of more choices show a range instead of every one

std::vector<ChoiceDots> sound_choices(const ChoiceRow& row) {
    std::vector<ChoiceDots> sound;
    for (const ChoiceDots& each : row.choices) {
        if (std::isfinite(each.first) && std::isfinite(each.second)) sound.push_back(each);
    }
    return sound;
}

void draw_dot(Drawing& drawing, Point at, bool first, bool holds, bool crowded, const std::string& words) {
    const Fill fill{.colour = first ? kBlue : kVermillion, .opacity = holds ? 1 : 0.75, .outline = holds ? kInk : kPaper, .outline_width = crowded ? 1.0 : holds ? 2.0 : 0.8};
    const double radius = crowded ? 3 : holds ? 6 : 4.5;
    if (first) drawing.circle(at, radius, fill, words);
    else drawing.rectangle({at.x - radius, at.y - radius}, 2 * radius, 2 * radius, fill, words);
}

double median_of(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/// One direction of a row: range, median, and the choices that hold or, when they are few, all.
void draw_lane(Drawing& drawing, const std::vector<ChoiceDots>& choices, bool first, double y, const NumberScale& scale, const std::string& name) {
    std::vector<double> values;
    for (const ChoiceDots& each : choices) values.push_back(first ? each.first : each.second);
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    const double median = median_of(values);
    const std::string colour = first ? kBlue : kVermillion;
    const std::string words = name + ": median " + short_number(median) + "%, " + range_text(*low, *high) + "%";
    if (choices.size() > 1) {
        drawing.rectangle({scale(*low), y - 4}, std::max(1.0, scale(*high) - scale(*low)), 8, {.colour = colour, .opacity = 0.3}, words);
        drawing.line({scale(median), y - 7}, {scale(median), y + 7}, {.colour = colour, .width = 2.5}, words);
    }
    for (std::size_t i = 0; i < choices.size(); ++i) {
        if (choices.size() > kEachDrawn && !choices[i].holds) continue;
        draw_dot(drawing, {scale(values[i]), y}, first, choices[i].holds, choices.size() > kEachDrawn, choices[i].words + ": " + short_number(values[i]) + "%");
    }
}

std::string held_words(const std::vector<ChoiceDots>& choices, bool judged) {
    if (!judged) return "not judged";
    const auto held = std::count_if(choices.begin(), choices.end(), [](const ChoiceDots& each) { return each.holds; });
    return std::to_string(held) + " of " + std::to_string(choices.size()) + (held == 1 ? " holds" : " hold");
}

void draw_claim_band(Drawing& drawing, const PlotArea& field, const NumberScale& scale, double claimed, double tolerance, const std::string& colour) {
    if (!std::isfinite(claimed) || !std::isfinite(tolerance)) return;
    const double from = scale(claimed - tolerance), to = scale(claimed + tolerance);
    const std::string words = "claimed " + short_number(claimed) + "%, ±" + short_number(tolerance) + " points";
    drawing.rectangle({from, field.top}, std::max(1.0, to - from), field.high(), {.colour = colour, .opacity = 0.14}, words);
    drawing.line({scale(claimed), field.top}, {scale(claimed), field.bottom}, {.colour = colour, .width = 1, .dash = "3 3"}, words);
}

std::vector<KeyEntry> key_of(const DependenceChoices& spec) {
    std::vector<KeyEntry> key{{Swatch::point, spec.first, kBlue, 1, ""}, {Swatch::box, spec.second, kVermillion, 1, ""}};
    if (std::isfinite(spec.claimed_first) && std::isfinite(spec.claimed_second) && std::isfinite(spec.tolerance)) {
        key.push_back({Swatch::band, "claimed " + short_number(spec.claimed_first) + "%, ±" + short_number(spec.tolerance), kBlue, 0.2, ""});
        key.push_back({Swatch::band, "claimed " + short_number(spec.claimed_second) + "%, ±" + short_number(spec.tolerance), kVermillion, 0.2, ""});
    }
    return key;
}

}  // namespace

std::string dependence_choices(const DependenceChoices& spec) {
    Drawing drawing(spec.chart);
    std::vector<std::pair<const ChoiceRow*, std::vector<ChoiceDots>>> rows;
    for (const ChoiceRow& row : spec.rows) {
        if (auto choices = sound_choices(row); !choices.empty()) rows.emplace_back(&row, std::move(choices));
    }
    if (rows.empty()) return drawing.no_data();
    const std::size_t left_out = rows.size() > spec.most_rows ? rows.size() - spec.most_rows : 0;
    rows.resize(rows.size() - left_out);
    const bool beside = drawing.width() >= 600;
    double names = 0, held = 0;
    for (const auto& [row, choices] : rows) {
        names = std::max({names, text_width(row->label, kLabel, true), text_width(row->about, kLabel)});
        held = std::max(held, text_width(held_words(choices, spec.judged), kLabel));
    }
    names = beside ? std::min(names + 20, drawing.width() * 0.35) : 0;
    const double row_high = beside ? 42 : 60;
    double y = draw_key(drawing, drawing.heading(), key_of(spec));
    for (const std::string& words : wrapped(spec.unit + "; bar: range over choices, tick: median" + (spec.judged ? ", outlined: the claim holds" : ""), kLabel, drawing.width() - 16, 3))
        drawing.text({8, y += 16}, words, {.size = kLabel, .colour = kQuietInk});
    const PlotArea field{16 + names, y + 30, drawing.width() - (beside ? held + 24 : 16), y + 30 + row_high * static_cast<double>(rows.size())};
    Extent extent;
    extent.add(0);
    extent.add(100);
    const NumberScale scale(extent, field.left, field.right, 6);
    for (const Tick& tick : scale.ticks()) {
        drawing.line({tick.at, field.top}, {tick.at, field.bottom}, {.colour = kGrid});
        drawing.text({tick.at, field.top - 8}, tick.label, {.size = kLabel, .anchor = Anchor::middle, .colour = kQuietInk});
    }
    draw_claim_band(drawing, field, scale, spec.claimed_first, spec.tolerance, kBlue);
    draw_claim_band(drawing, field, scale, spec.claimed_second, spec.tolerance, kVermillion);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& [row, choices] = rows[i];
        const double top = field.top + row_high * static_cast<double>(i);
        drawing.line({8, top}, {drawing.width() - 8, top}, {.colour = kGrid});
        const std::string hold = held_words(choices, spec.judged);
        if (beside) {
            drawing.text({8, top + 18}, row->label, {.size = kLabel, .bold = true, .room = names - 8});
            drawing.text({8, top + 33}, row->about, {.size = kLabel, .colour = kQuietInk, .room = names - 8});
            drawing.text({drawing.width() - 8, top + 25}, hold, {.size = kLabel, .anchor = Anchor::end, .colour = kQuietInk});
        } else {
            const double room = drawing.width() - 32 - text_width(hold, kLabel);
            drawing.text({8, top + 15}, row->about.empty() ? row->label : row->label + ", " + row->about, {.size = kLabel, .halo = true, .room = room});
            drawing.text({drawing.width() - 8, top + 15}, hold, {.size = kLabel, .anchor = Anchor::end, .colour = kQuietInk, .halo = true});
        }
        const double middle = beside ? top + row_high / 2 : top + 40;
        if (choices.size() == 1) drawing.line({scale(choices[0].first), middle - 9}, {scale(choices[0].second), middle + 9}, {.colour = kFrame, .width = 1.5});
        draw_lane(drawing, choices, true, middle - 9, scale, spec.first);
        draw_lane(drawing, choices, false, middle + 9, scale, spec.second);
    }
    drawing.line({8, field.bottom}, {drawing.width() - 8, field.bottom}, {.colour = kFrame});
    double bottom = field.bottom + 4;
    if (left_out > 0) drawing.text({8, bottom += 16}, "and " + std::to_string(left_out) + " more rows in the table", {.size = kLabel, .colour = kQuietInk});
    return drawing.finish(bottom + 2);
}

}  // namespace countervail
