// SPDX-License-Identifier: Apache-2.0
// One SVG element under construction: marks and words at absolute coordinates, escaped, rounded to hundredths. It
// uses no transform and no script, so what a test reads is what a reader sees.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "report/chart.h"

namespace countervail {

struct Point {
    double x = 0;
    double y = 0;
};

enum class Anchor { start, middle, end };

struct Words {
    double size = 12;
    Anchor anchor = Anchor::start;
    bool bold = false;
    std::string colour = "#1a1a1a";
    bool halo = false;          ///< white outline, for words that stand on marks
    double room = 0;            ///< > 0: shortened to this width, the whole text kept as a tooltip
};

struct Stroke {
    std::string colour = "#1a1a1a";
    double width = 1;
    std::string dash;           ///< "" is a whole line
};

struct Fill {
    std::string colour;         ///< "none" for an outline only
    double opacity = 1;
    std::string outline;        ///< "" for none
    double outline_width = 1;
};

/// Marks take an optional tooltip (a <title> of their own).
class Drawing {
  public:
    explicit Drawing(const Chart& chart);
    double width() const { return width_; }

    void text(Point at, std::string_view words, const Words& style = {});
    void line(Point from, Point to, const Stroke& stroke, std::string_view tooltip = {});
    void polyline(const std::vector<Point>& points, const Stroke& stroke, std::string_view tooltip = {});
    void area(const std::vector<Point>& points, const Fill& fill, std::string_view tooltip = {});
    void rectangle(Point corner, double wide, double high, const Fill& fill, std::string_view tooltip = {});
    void circle(Point centre, double radius, const Fill& fill, std::string_view tooltip = {});
    /// A path in SVG's own language, made of coordinate().
    void path(std::string_view commands, const Fill& fill, std::string_view tooltip = {});

    /// Title lines at the top; returns the y where the chart may begin.
    double heading();
    /// The frame with the sentence "No data: …".
    std::string no_data();
    /// Writes the note below `bottom` and closes the element.
    std::string finish(double bottom);

  private:
    void mark(std::string_view name, const std::string& attributes, std::string_view tooltip);
    Chart chart_;
    double width_;
    std::string body_;
};

/// "M x y L x y …"; a lone point gives "M x y".
std::string path_through(const std::vector<Point>& points);

}  // namespace countervail
