// SPDX-License-Identifier: Apache-2.0
#include "report/world_map.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.h"
#include "report/figure_text.h"
#include "report/markup.h"
#include "report/palette.h"
#include "report/plot.h"
#include "report/text_width.h"

namespace countervail {
namespace {

constexpr double kName = 11;         // font size of names on the map
constexpr double kNorth = 84;
constexpr double kSouth = -57;
constexpr double kFinest = 0.9;      // points nearer than this to the last one cannot be seen

class Projection {
  public:
    Projection(double left, double top, double wide)
        : left_(left), top_(top), scale_(wide / (2 * equal_earth(180, 0).x)), north_(equal_earth(0, kNorth).y) {}
    Point operator()(Point degrees) const {
        const Point flat = equal_earth(degrees.x, std::clamp(degrees.y, kSouth, kNorth));
        return {left_ + (flat.x + equal_earth(180, 0).x) * scale_, top_ + (flat.y - north_) * scale_};
    }
    double high() const { return (equal_earth(0, kSouth).y - north_) * scale_; }

  private:
    double left_;
    double top_;
    double scale_;
    double north_;
};

/// Centre of mass of the largest ring on the page.
Point middle_of(const Outline& outline, const Projection& projection) {
    Point best;
    double largest = -1;
    for (const auto& ring : outline.rings) {
        double area = 0;
        Point sum;
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const Point a = projection(ring[i]);
            const Point b = projection(ring[(i + 1) % ring.size()]);
            const double cross = a.x * b.y - b.x * a.y;
            area += cross / 2;
            sum.x += (a.x + b.x) * cross;
            sum.y += (a.y + b.y) * cross;
        }
        if (std::abs(area) <= largest || area == 0) continue;
        largest = std::abs(area);
        best = {sum.x / (6 * area), sum.y / (6 * area)};
    }
    return largest > 0 || outline.rings.empty() ? best : projection(outline.rings[0][0]);
}

std::string country_path(const Outline& outline, const Projection& projection) {
    std::string commands;
    for (const auto& ring : outline.rings) {
        std::vector<Point> whole;
        std::vector<Point> points;
        for (const Point& degrees : ring) {
            const Point point = projection(degrees);
            whole.push_back(point);
            const bool same = !points.empty() && std::abs(point.x - points.back().x) < kFinest &&
                              std::abs(point.y - points.back().y) < kFinest;
            if (!same) points.push_back(point);
        }
        commands += path_through(points.size() < 3 ? whole : points) + "Z";
    }
    return commands;
}

/// Edges of the classes, at most kAmountSteps of them.
std::vector<double> class_edges(const Extent& extent) {
    Extent spread = extent;
    if (extent.spacing() == Spacing::linear && extent.low() > 0 && extent.low() < extent.high() * 0.3) spread.add(0);
    for (int count = static_cast<int>(kAmountSteps); count > 1; --count) {
        const NumberScale scale(spread, 0, 1, count);
        std::vector<double> edges;
        for (const Tick& tick : scale.ticks()) {
            edges.push_back(extent.spacing() == Spacing::linear
                                ? scale.from() + tick.at * (scale.to() - scale.from())
                                : scale.from() * std::pow(scale.to() / scale.from(), tick.at));
        }
        if (edges.size() <= kAmountSteps + 1) return edges;
    }
    return {extent.low(), extent.high()};
}

std::size_t class_of(double value, const std::vector<double>& edges) {
    const auto after = std::upper_bound(edges.begin() + 1, edges.end() - 1, value * (1 + 1e-12));
    return static_cast<std::size_t>(after - edges.begin()) - 1;
}

std::size_t colour_step(std::size_t index, std::size_t classes) {
    return classes < 2 ? kAmountSteps / 2 : (index * (kAmountSteps - 1) + (classes - 1) / 2) / (classes - 1);
}

std::vector<KeyEntry> class_key(const std::vector<double>& edges) {
    std::vector<KeyEntry> key;
    const std::vector<std::string> labels = tick_labels(edges);
    const bool logarithmic = edges.size() > 2 && edges[0] > 0 && edges[2] - edges[1] > 1.5 * (edges[1] - edges[0]);
    const auto label = [&](std::size_t i) { return logarithmic ? short_number(edges[i], 2) : labels[i]; };
    for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
        key.push_back({Swatch::box, label(i) + " to " + label(i + 1),
                       amount_colour(colour_step(i, edges.size() - 1)), 1, ""});
    }
    key.push_back({Swatch::box, "no figure", kNoData, 1, ""});
    return key;
}

struct Box {
    double left;
    double top;
    double right;
    double bottom;
    bool meets(const Box& other) const {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
};

struct Located {
    const MapPlace* place;
    Point middle;
};

void draw_labels(Drawing& drawing, const std::vector<Located>& largest_first, std::size_t most, const PlotArea& field) {
    std::vector<Box> taken;
    for (const Located& located : largest_first) {
        if (taken.size() >= most) return;
        const std::string words = located.place->name + " " + short_number(located.place->value, 2);
        const double half = text_width(words, kName, true) / 2;
        if (2 * half > field.wide() * 0.6) continue;
        const double x = std::clamp(located.middle.x, field.left + half, field.right - half);
        for (const double shift : {0.0, 13.0, -13.0, 26.0, -26.0}) {
            const double y = located.middle.y + 4 + shift;
            const Box box{x - half - 3, y - 12, x + half + 3, y + 4};
            if (box.top < field.top || box.bottom > field.bottom) continue;
            if (std::any_of(taken.begin(), taken.end(), [&](const Box& other) { return box.meets(other); })) continue;
            taken.push_back(box);
            drawing.text({x, y}, words, {.size = kName, .anchor = Anchor::middle, .bold = true, .halo = true});
            break;
        }
    }
}

double draw_missing(Drawing& drawing, const std::vector<std::string>& missing, double bottom) {
    if (missing.empty()) return bottom;
    double y = bottom;
    for (const std::string& line :
         wrapped("Not drawn on this map: " + join(missing, ", "), 12, drawing.width() - 16, 3)) {
        y += 16;
        drawing.text({8, y}, line, {.size = 12, .colour = kQuietInk});
    }
    return y + 2;
}

}  // namespace

std::string world_map(const WorldMap& spec, const std::vector<Outline>& outlines) {
    Drawing drawing(spec.chart);
    Extent extent(spec.mark == MapMark::bubble ? Spacing::linear : spec.spacing);
    std::map<std::string, const MapPlace*> by_code;
    for (const MapPlace& place : spec.places) {
        extent.add(place.value);
        if (!extent.drawable(place.value)) continue;
        for (const std::string& code : place.codes) by_code.emplace(code, &place);
    }
    if (extent.empty() || outlines.empty()) return drawing.no_data();
    const std::vector<double> edges = class_edges(extent);
    const bool filled = spec.mark == MapMark::filled;

    double y = drawing.heading();
    drawing.text({8, y + 8}, spec.unit, {.size = 12, .colour = kQuietInk, .room = drawing.width() - 16});
    y += 20;
    const Projection projection(8, y, drawing.width() - 16);
    const PlotArea field{8, y, drawing.width() - 8, y + projection.high()};
    std::map<const MapPlace*, Point> middles;
    for (const Outline& outline : outlines) {
        const auto found = by_code.find(outline.iso3);
        const MapPlace* place = found == by_code.end() ? nullptr : found->second;
        std::string colour = kNoData;
        if (place && filled) colour = amount_colour(colour_step(class_of(place->value, edges), edges.size() - 1));
        drawing.path(country_path(outline, projection), {.colour = colour, .outline = "#a6a6a6", .outline_width = 0.5},
                     place ? place->name + ": " + short_number(place->value) + " " + spec.unit : "");
        if (place && (!middles.contains(place) || place->codes[0] == outline.iso3)) {
            middles[place] = middle_of(outline, projection);
        }
    }
    std::vector<Located> located;
    std::vector<std::string> missing;
    for (const MapPlace& place : spec.places) {
        if (!extent.drawable(place.value)) continue;
        const auto found = middles.find(&place);
        if (found != middles.end()) {
            located.push_back({&place, found->second});
        } else {
            missing.push_back(place.name + " (" + short_number(place.value) + ")");
        }
    }
    std::stable_sort(located.begin(), located.end(), [](const Located& a, const Located& b) {
        return std::abs(a.place->value) > std::abs(b.place->value);
    });
    if (!filled) {
        const double largest = std::max(std::abs(extent.low()), std::abs(extent.high()));
        const double most = drawing.width() / 26;
        for (const Located& one : located) {
            const double radius = largest > 0 ? most * std::sqrt(std::abs(one.place->value) / largest) : 0;
            const Point middle{std::clamp(one.middle.x, field.left + most, field.right - most), one.middle.y};
            drawing.circle(middle, std::max(0.5, radius), {.colour = kVermillion, .opacity = 0.6, .outline = kPaper},
                           one.place->name + ": " + short_number(one.place->value) + " " + spec.unit);
        }
    }
    draw_labels(drawing, located, drawing.width() < 600 ? std::min<std::size_t>(4, spec.most_labels) : spec.most_labels,
                field);
    y = field.bottom + 8;
    if (filled) y = draw_key(drawing, y, class_key(edges));
    return drawing.finish(draw_missing(drawing, missing, y));
}

}  // namespace countervail
