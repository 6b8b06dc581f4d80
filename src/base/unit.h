// SPDX-License-Identifier: Apache-2.0
// Units carry the basis that a figure was measured on, because the worst errors of this field come from
// mixing bases: oxide, metal and magnet mass; all rare earths or the magnet four; with or without VAT; ask or
// transacted; year-end or average. Two units convert into one another only when dimension and basis agree.
//
// Grammar:  part [ "/" part ]      part = [multiplier] word [multiplier] { basis word }
//   mass g kg t kt · time day(s) week(s) month(s) year(s) · money USD CNY EUR … (then "million" or "bn") ·
//   "%" "share" · "ratio" · "count" · any other word is an object: MW, vehicle(s), aircraft ("million
//   vehicles/year").
// Canonical scale: t, week (year = 365.25/7 weeks, month = year/12), one unit of the currency, a share of 1.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace countervail {

/// The year that a rate is counted in: of no calendar, the mean of four.
inline constexpr double kDaysInYear = 365.25;
inline constexpr double kWeeksInYear = kDaysInYear / 7;

/// A parsed unit, e.g. "t REO/year", "g metal/vehicle", "USD/kg oxide ex-VAT average", "%", "weeks", "count".
/// `dimension` is canonical ("mass/time", "money/mass", "share", "time", "mass/vehicle", …); `factor` turns a
/// value into the canonical scale; `basis` are the sorted basis words. A currency is a basis word, so that
/// currencies never convert; in a mass per mass ("kg oxide/t magnet") the words below the line carry "per-":
/// per-magnet.
class Unit {
  public:
    /// Fails on an empty text, an unknown or misplaced word, a second "/"; the hint names the nearest known
    /// word.
    static Result<Unit> parse(std::string_view text);
    const std::string& text() const { return text_; }
    const std::string& dimension() const { return dimension_; }
    const std::vector<std::string>& basis() const { return basis_; }
    bool has_basis(std::string_view word) const;
    double factor() const { return factor_; }
    bool same_basis(const Unit& other) const {
        return dimension_ == other.dimension_ && basis_ == other.basis_;
    }

  private:
    std::string text_;
    std::string dimension_;
    std::vector<std::string> basis_;
    double factor_ = 1;
};

/// `value` in unit `from`, expressed in unit `to`; fails, naming both, when dimension or basis differ.
Result<double> convert(double value, const Unit& from, const Unit& to);

/// Sum of two figures in the unit of the first; fails across bases.
Result<double> add(double a, const Unit& unit_a, double b, const Unit& unit_b);

}  // namespace countervail
