// SPDX-License-Identifier: Apache-2.0
// What charts over time share: the frame with its grid, ticks and unit; a line with its two bands; events; the key.
#pragma once

#include <string>
#include <vector>

#include "report/drawing.h"
#include "report/scale.h"

namespace countervail {

/// Edges of the field in which marks stand.
struct PlotArea {
    double left = 0;
    double top = 0;
    double right = 0;
    double bottom = 0;
    double wide() const { return right - left; }
    double high() const { return bottom - top; }
};

/// Room left of a field for the tick labels of `scale`.
double axis_room(const NumberScale& scale);
/// Gridlines and labels left of the field; the unit stands above the axis.
void draw_number_axis(Drawing& drawing, const PlotArea& field, const NumberScale& scale, std::string_view unit);
/// Ticks and one or two lines of labels under the field; returns the y below them.
double draw_date_axis(Drawing& drawing, const PlotArea& field, const DateScale& scale);
inline constexpr double kDateAxisHeight = 36;

struct BandPaint {
    std::string colour;
    std::string dash;
    bool half_band = true;     ///< the 50 % band inside the 90 % band
};
/// Bands, median and observed points of one series; what cannot be drawn on the scale is left out, and a line is
/// broken there.
void draw_band_series(Drawing& drawing, const BandSeries& series, const DateScale& dates, const NumberScale& values,
                      const Extent& extent, const BandPaint& paint);

/// First and last day of the points, observations and events; empty when there is none.
class DateExtent {
  public:
    void add(Date date);
    void add(const BandSeries& series);
    /// Widens to events that lie outside by no more than a tenth of the span: an act often comes days before the
    /// first figure.
    void add_near(const std::vector<DatedEvent>& events);
    bool empty() const { return empty_; }
    Date from() const { return from_; }
    Date through() const { return through_; }

  private:
    bool empty_ = true;
    Date from_;
    Date through_;
};
/// Medians, bounds and observations.
void add_values(Extent& extent, const BandSeries& series);

enum class Swatch { line, band, point, box, dashed_event };
struct KeyEntry {
    Swatch swatch = Swatch::line;
    std::string label;
    std::string colour;
    double opacity = 1;
    std::string dash;
};
/// The key as rows that wrap at the width of the drawing; returns the y below it.
double draw_key(Drawing& drawing, double top, const std::vector<KeyEntry>& entries);

/// Events of a chart with words beside their lines, each in a lane of its own where words would meet; numbered
/// where words do not fit, the numbers explained by draw_event_key.
class EventLanes {
  public:
    /// Keeps the events inside [from, through], in date order. `numbered` asks for numbers whatever the room.
    EventLanes(std::vector<DatedEvent> events, Date from, Date through, double field_wide, bool numbered);
    /// Height above the field that the lanes need over `scale`.
    double height() const { return static_cast<double>(lanes_) * kLane; }
    void draw(Drawing& drawing, const PlotArea& field, const DateScale& scale) const;
    /// The explanation of the numbers; returns the y below it.
    double draw_key(Drawing& drawing, double top) const;

  private:
    static constexpr double kLane = 16;
    struct Placed {
        DatedEvent event;
        std::string words;
        std::size_t lane = 0;
        double shift = 0;      ///< of the words' left edge from the line
    };
    bool place(double field_wide, Date from, Date through);
    std::vector<Placed> placed_;
    std::size_t lanes_ = 0;
    bool numbered_ = false;
};

}  // namespace countervail
