// SPDX-License-Identifier: Apache-2.0
// From values to coordinates, and the ticks between: numbers (linear or logarithmic) and dates.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"

namespace countervail {

struct Tick {
    double at = 0;          ///< coordinate
    std::string label;      ///< may be empty: a gridline without words
};

enum class Spacing { linear, logarithmic };

/// What a scale has to hold. Values that are not finite (and, for a logarithmic scale, not positive) are ignored.
class Extent {
  public:
    explicit Extent(Spacing spacing = Spacing::linear) : spacing_(spacing) {}
    void add(double value);
    bool empty() const { return empty_; }
    double low() const { return low_; }
    double high() const { return high_; }
    Spacing spacing() const { return spacing_; }
    /// Whether the value can be drawn on a scale of this spacing.
    bool drawable(double value) const;

  private:
    Spacing spacing_;
    bool empty_ = true;
    double low_ = 0;
    double high_ = 0;
};

/// Numbers on [from, to], rounded outwards to nice steps of 1, 2 or 5 (linear: Heckbert, "Nice numbers for graph
/// labels", 1990; logarithmic: whole decades, or 1-2-5 inside a few decades). Values outside are held at the ends.
class NumberScale {
  public:
    /// `ticks` is about how many ticks there is room for.
    NumberScale(const Extent& extent, double coordinate_from, double coordinate_to, int ticks);
    double operator()(double value) const;
    std::vector<Tick> ticks() const;
    double from() const { return from_; }
    double to() const { return to_; }

  private:
    double place(double value) const;
    Spacing spacing_;
    double from_ = 0;
    double to_ = 1;
    double coordinate_from_;
    double coordinate_to_;
    std::vector<double> steps_;
};

/// Dates on [from, through].
class DateScale {
  public:
    DateScale(Date from, Date through, double coordinate_from, double coordinate_to);
    double operator()(Date date) const;
    /// Weeks, months, quarters or years, whichever fits; `label_room` is the least distance between labels. The
    /// first label and each January's carry the year on a second line ("Apr\n2025").
    std::vector<Tick> ticks(double label_room) const;

  private:
    std::vector<Tick> month_ticks(int months) const;
    std::vector<Tick> week_ticks(int weeks) const;
    Date from_;
    Date through_;
    double coordinate_from_;
    double coordinate_to_;
};

/// "4 Apr 2025".
std::string day_text(Date date);
/// "Apr 2025".
std::string month_text(Date date);
/// "Apr".
std::string month_name(unsigned month);

}  // namespace countervail
