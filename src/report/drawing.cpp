// SPDX-License-Identifier: Apache-2.0
#include "report/drawing.h"

#include <algorithm>

#include "report/markup.h"
#include "report/palette.h"
#include "report/text_width.h"

namespace countervail {
namespace {

std::string attribute(std::string_view name, std::string_view value) {
    return " " + std::string(name) + "=\"" + markup_text(value) + "\"";
}

std::string number(std::string_view name, double value) {
    return " " + std::string(name) + "=\"" + coordinate(value) + "\"";
}

std::string paint(const Stroke& stroke) {
    std::string out = attribute("fill", "none") + attribute("stroke", stroke.colour) +
                      number("stroke-width", stroke.width) + attribute("stroke-linejoin", "round");
    if (!stroke.dash.empty()) out += attribute("stroke-dasharray", stroke.dash);
    return out;
}

std::string paint(const Fill& fill) {
    std::string out = attribute("fill", fill.colour);
    if (fill.opacity < 1) out += number("fill-opacity", fill.opacity);
    if (!fill.outline.empty()) out += attribute("stroke", fill.outline) + number("stroke-width", fill.outline_width);
    return out;
}

const char* anchor_word(Anchor anchor) {
    return anchor == Anchor::start ? "start" : anchor == Anchor::middle ? "middle" : "end";
}

}  // namespace

std::string path_through(const std::vector<Point>& points) {
    std::string out;
    for (std::size_t i = 0; i < points.size(); ++i) {
        out += (i == 0 ? "M" : "L") + coordinate(points[i].x) + " " + coordinate(points[i].y);
    }
    return out;
}

Drawing::Drawing(const Chart& chart) : chart_(chart), width_(std::clamp(chart.width, 300.0, 4000.0)) {}

void Drawing::mark(std::string_view name, const std::string& attributes, std::string_view tooltip) {
    body_ += "<" + std::string(name) + attributes;
    body_ += tooltip.empty() ? "/>\n"
                             : "><title>" + markup_text(tooltip) + "</title></" + std::string(name) + ">\n";
}

void Drawing::text(Point at, std::string_view words, const Words& style) {
    if (words.empty()) return;
    const std::string shown =
        style.room > 0 ? shortened(words, style.size, style.room, style.bold) : std::string(words);
    body_ += "<text" + number("x", at.x) + number("y", at.y) + number("font-size", style.size) +
             attribute("fill", style.colour);
    if (style.anchor != Anchor::start) body_ += attribute("text-anchor", anchor_word(style.anchor));
    if (style.bold) body_ += attribute("font-weight", "bold");
    if (style.halo) {
        body_ += " stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"";
    }
    body_ += ">" + markup_text(shown);
    if (shown != words) body_ += "<title>" + markup_text(words) + "</title>";
    body_ += "</text>\n";
}

void Drawing::line(Point from, Point to, const Stroke& stroke, std::string_view tooltip) {
    mark("line", number("x1", from.x) + number("y1", from.y) + number("x2", to.x) + number("y2", to.y) + paint(stroke),
         tooltip);
}

void Drawing::polyline(const std::vector<Point>& points, const Stroke& stroke, std::string_view tooltip) {
    if (points.size() < 2) return;
    mark("path", attribute("d", path_through(points)) + paint(stroke), tooltip);
}

void Drawing::area(const std::vector<Point>& points, const Fill& fill, std::string_view tooltip) {
    if (points.size() < 3) return;
    mark("path", attribute("d", path_through(points) + "Z") + paint(fill), tooltip);
}

void Drawing::rectangle(Point corner, double wide, double high, const Fill& fill, std::string_view tooltip) {
    mark("rect",
         number("x", corner.x) + number("y", corner.y) + number("width", std::max(0.0, wide)) +
             number("height", std::max(0.0, high)) + paint(fill),
         tooltip);
}

void Drawing::circle(Point centre, double radius, const Fill& fill, std::string_view tooltip) {
    mark("circle", number("cx", centre.x) + number("cy", centre.y) + number("r", radius) + paint(fill), tooltip);
}

void Drawing::path(std::string_view commands, const Fill& fill, std::string_view tooltip) {
    mark("path", attribute("d", commands) + attribute("fill-rule", "evenodd") + paint(fill), tooltip);
}

double Drawing::heading() {
    constexpr double kSize = 15;
    double y = 4;
    for (const std::string& line : wrapped(chart_.title, kSize, width_ - 16, 4, true)) {
        y += kSize * 1.25;
        text({8, y}, line, {.size = kSize, .bold = true});
    }
    return y + 12;
}

std::string Drawing::no_data() {
    const double top = heading();
    const std::string reason = chart_.empty_because.empty() ? "nothing was computed" : chart_.empty_because;
    const std::vector<std::string> lines = wrapped("No data: " + reason, 13, width_ - 64, 6);
    const double high = 60 + 18.0 * static_cast<double>(lines.size());
    rectangle({8, top}, width_ - 16, high, {.colour = "#f7f7f7", .outline = kGrid});
    double y = top + 44;
    for (const std::string& line : lines) {
        text({width_ / 2, y}, line, {.size = 13, .anchor = Anchor::middle, .colour = kQuietInk});
        y += 18;
    }
    return finish(top + high);
}

std::string Drawing::finish(double bottom) {
    double y = bottom + 2;
    for (const std::string& line : wrapped(chart_.note, 11, width_ - 16, 4)) {
        y += 15;
        text({8, y}, line, {.size = 11, .colour = kQuietInk});
    }
    const double height = y + 8;
    const std::string id = anchor_name(chart_.id);
    const std::string box = "0 0 " + coordinate(width_) + " " + coordinate(height);
    std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"" + box + "\" width=\"" +
                      coordinate(width_) + "\" height=\"" + coordinate(height) +
                      "\" role=\"img\" aria-labelledby=\"" + id + "-title " + id + "-desc\"" +
                      " font-family=\"'DejaVu Sans', Arial, Helvetica, sans-serif\">\n";
    out += "<title id=\"" + id + "-title\">" + markup_text(chart_.title) + "</title>\n";
    out += "<desc id=\"" + id + "-desc\">" + markup_text(chart_.description) + "</desc>\n";
    out += "<rect width=\"" + coordinate(width_) + "\" height=\"" + coordinate(height) + "\" fill=\"#ffffff\"/>\n";
    return out + body_ + "</svg>\n";
}

}  // namespace countervail
