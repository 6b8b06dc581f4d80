// SPDX-License-Identifier: Apache-2.0
#include "controls/working_days.h"

#include <algorithm>

#include "base/toml_file.h"

namespace countervail {

namespace {

bool is_weekend(Date day) {
    const int weekday = ((day.serial() + 4) % 7 + 7) % 7;   // 1970-01-01 was a Thursday; Sunday is 0
    return weekday == 0 || weekday == 6;
}

std::vector<Date> days_of(Section& year, std::string_view key, int number) {
    std::vector<Date> days;
    for (const std::string& text : year.texts(key)) {
        const auto period = parse_period(text);
        if (!period || period->days() > 31) {
            year.problem(key, "\"" + text + "\" is neither a day nor a run of days", "write \"2025-05-01..2025-05-05\"");
            continue;
        }
        for (Date day = period->from; day < period->until; day = day + 1) {
            days.push_back(day);
            // New Year's holiday may begin in the old year.
            if (day.year() != number && !(day.year() == number - 1 && day.month() == 12)) {
                year.problem(key, day.to_text() + " is not in " + std::to_string(number), "move it to its year");
            }
        }
    }
    return days;
}

}  // namespace

Result<WorkingDays> WorkingDays::read(const Library& library, std::string_view place) {
    WorkingDays calendar;
    const LibraryFile* file = library.find("rules/working-days/" + std::string(place) + ".toml");
    if (file == nullptr) return calendar;
    auto toml = TomlFile::parse(file->text, file->path);
    if (!toml) return std::unexpected(toml.error());
    Section root = toml->root();
    if (root.text("place") != place) {
        root.problem("place", "the file is named for another place", "place = \"" + std::string(place) + "\"");
    }
    for (Section& year : root.tables("year")) {
        const int number = static_cast<int>(std::clamp(year.integer("year", 0), 0LL, 9999LL));
        if (number < 1900 || number > 2200) year.problem("year", "no such year", "year = 2025");
        if (!calendar.years_.insert(number).second) year.problem("year", std::to_string(number) + " stands twice", "merge the two");
        year.text("source");
        year.text("label", "");
        for (const Date day : days_of(year, "holidays", number)) calendar.holidays_.insert(day);
        for (const Date day : days_of(year, "worked", number)) {
            calendar.worked_.insert(day);
            if (!is_weekend(day)) year.problem("worked", day.to_text() + " is no weekend day", "list only weekend days that are worked");
        }
        year.finish();
    }
    for (const Date day : calendar.worked_) {
        if (calendar.holidays_.contains(day)) root.problem("year", day.to_text() + " is both holiday and worked", "keep one");
    }
    root.finish();
    if (!toml->ok()) return std::unexpected(toml->take_errors());
    return calendar;
}

bool WorkingDays::is_working_day(Date day) const {
    if (worked_.contains(day)) return true;
    return !is_weekend(day) && !holidays_.contains(day);
}

int WorkingDays::between(Date from, Date until) const {
    int count = 0;
    for (Date day = from + 1; day <= until; day = day + 1) count += is_working_day(day) ? 1 : 0;
    return count;
}

Date WorkingDays::after(Date from, int days) const {
    Date day = from;
    while (days > 0) {
        day = day + 1;
        if (is_working_day(day)) --days;
    }
    return day;
}

}  // namespace countervail
