// SPDX-License-Identifier: Apache-2.0
// Calendar dates (proleptic Gregorian, days only) and the half-open intervals between them.
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace countervail {

/// A day. Default-constructed: 1970-01-01.
class Date {
  public:
    Date() = default;
    explicit Date(std::chrono::sys_days days) : days_(days) {}
    Date(int year, unsigned month, unsigned day);

    /// "YYYY-MM-DD"; nothing else is a date. Empty when the text is not one or the day does not exist.
    static std::optional<Date> parse(std::string_view text);
    std::string to_text() const;

    int year() const;
    unsigned month() const;
    unsigned day() const;
    /// First day of this date's month, and of the month after it.
    Date month_start() const;
    Date next_month() const;

    /// Days since 1970-01-01.
    int serial() const { return static_cast<int>(days_.time_since_epoch().count()); }
    Date operator+(int days) const { return Date(days_ + std::chrono::days(days)); }
    int operator-(Date other) const { return serial() - other.serial(); }
    auto operator<=>(const Date&) const = default;

  private:
    std::chrono::sys_days days_{};
};

/// [from, until): until is the first day that is out.
struct Interval {
    Date from;
    Date until;
    bool contains(Date date) const { return from <= date && date < until; }
    int days() const { return until - from; }
    /// Days that both intervals share; 0 when they do not meet.
    int overlap(const Interval& other) const;
    auto operator<=>(const Interval&) const = default;
};

/// "2024" -> the year, "2024-Q2", "2024-05", "2024-05-17" (one day), "2024-01-01..2024-07-31" (through, inclusive).
std::optional<Interval> parse_period(std::string_view text);

}  // namespace countervail
