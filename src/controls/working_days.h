// SPDX-License-Identifier: Apache-2.0
// Working days of a place, for terms that the law counts in them ("45 working days"): Monday to Friday, less public
// holidays, plus the weekend days that are worked in exchange. Read from rules/working-days/<ISO3>.toml; for years
// that no file covers only weekends are known, and `covers` says so.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "base/library.h"

namespace countervail {

class WorkingDays {
  public:
    /// Weekends only.
    WorkingDays() = default;
    /// The place's file; weekends only when it has none. All problems of the file at once.
    static Result<WorkingDays> read(const Library& library, std::string_view place);

    bool is_working_day(Date day) const;
    /// Working days d with from < d <= until: the day of filing does not count. 0 when until <= from.
    int between(Date from, Date until) const;
    /// The day on which `days` working days after `from` have passed; `from` itself when days <= 0.
    Date after(Date from, int days) const;
    /// Whether the public holidays of that year are known.
    bool covers(int year) const { return years_.contains(year); }

  private:
    std::set<Date> holidays_, worked_;   // worked_: weekend days that are working days
    std::set<int> years_;
};

}  // namespace countervail
