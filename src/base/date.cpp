// SPDX-License-Identifier: Apache-2.0
#include "base/date.h"

#include <algorithm>
#include <cstdio>

namespace countervail {

namespace {

using std::chrono::year_month_day;

std::optional<int> digits(std::string_view text) {
    if (text.empty()) return std::nullopt;
    int value = 0;
    for (char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

year_month_day civil(std::chrono::sys_days days) { return year_month_day(days); }

std::optional<Interval> parse_month(std::string_view text) {
    if (text.size() != 7 || text[4] != '-') return std::nullopt;
    const auto day = Date::parse(std::string(text) + "-01");
    if (!day) return std::nullopt;
    return Interval{*day, day->next_month()};
}

std::optional<Interval> parse_quarter(std::string_view text) {
    if (text.size() != 7 || text.substr(4, 2) != "-Q") return std::nullopt;
    const auto year = digits(text.substr(0, 4));
    const auto quarter = digits(text.substr(6));
    if (!year || !quarter || *quarter < 1 || *quarter > 4) return std::nullopt;
    const Date from(*year, static_cast<unsigned>(*quarter * 3 - 2), 1);
    return Interval{from, from.next_month().next_month().next_month()};
}

}  // namespace

Date::Date(int year, unsigned month, unsigned day)
    : days_(year_month_day(std::chrono::year(year), std::chrono::month(month), std::chrono::day(day))) {}

std::optional<Date> Date::parse(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    const auto day = digits(text.substr(8, 2));
    if (!year || !month || !day) return std::nullopt;
    const year_month_day date(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                              std::chrono::day(static_cast<unsigned>(*day)));
    if (!date.ok()) return std::nullopt;
    return Date(std::chrono::sys_days(date));
}

std::string Date::to_text() const {
    char buffer[40];
    std::snprintf(buffer, sizeof buffer, "%04d-%02u-%02u", year(), month(), day());
    return buffer;
}

int Date::year() const { return static_cast<int>(civil(days_).year()); }
unsigned Date::month() const { return static_cast<unsigned>(civil(days_).month()); }
unsigned Date::day() const { return static_cast<unsigned>(civil(days_).day()); }
Date Date::month_start() const { return Date(year(), month(), 1); }
Date Date::next_month() const { return month() == 12 ? Date(year() + 1, 1, 1) : Date(year(), month() + 1, 1); }

int Interval::overlap(const Interval& other) const {
    return std::max(0, std::min(until, other.until) - std::max(from, other.from));
}

std::optional<Interval> parse_period(std::string_view text) {
    if (const auto dots = text.find(".."); dots != std::string_view::npos) {
        if (text.find("..", dots + 1) != std::string_view::npos) return std::nullopt;
        const auto first = parse_period(text.substr(0, dots));
        const auto last = parse_period(text.substr(dots + 2));
        if (!first || !last || last->until <= first->from) return std::nullopt;
        return Interval{first->from, last->until};
    }
    if (text.size() == 4) {
        const auto year = digits(text);
        if (!year) return std::nullopt;
        return Interval{Date(*year, 1, 1), Date(*year + 1, 1, 1)};
    }
    if (const auto day = Date::parse(text)) return Interval{*day, *day + 1};
    if (const auto quarter = parse_quarter(text)) return quarter;
    return parse_month(text);
}

}  // namespace countervail
