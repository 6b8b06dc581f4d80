// SPDX-License-Identifier: Apache-2.0
// One function per layout of read_governance.h.
#pragma once

#include <map>
#include <set>
#include <tuple>

#include "statistics/governance_table.h"
#include "statistics/statistics_files.h"
#include "statistics/statistics_sheet_columns.h"

namespace countervail {

enum class GovernanceMeasure { estimate, standard_error, percentile };

/// Figures of all sheets, by place, year and indicator.
class GovernanceReading {
  public:
    GovernanceReading(const StatisticsPlaceNames& names, StatisticsProblems& problems, GovernanceIndicator unnamed)
        : names_(names), problems_(problems), unnamed_(unnamed) {}

    /// Notes one cell. A figure out of its range is an error; one said twice with two values is left out, with a warning.
    void note(const std::string& name, const std::string& code, int year, GovernanceIndicator indicator, GovernanceMeasure measure,
              const std::string& text, const Place& where);
    GovernanceIndicator unnamed() const { return unnamed_; }
    StatisticsProblems& problems() { return problems_; }
    std::vector<GovernanceRow> take() const;

  private:
    const StatisticsPlaceNames& names_;
    StatisticsProblems& problems_;
    GovernanceIndicator unnamed_;
    std::map<std::tuple<std::string, int, GovernanceIndicator>, GovernanceRow> rows_;
    std::set<std::tuple<std::string, int, GovernanceIndicator, GovernanceMeasure>> contradicted_;
};

bool is_governance_database(const StatisticsFile& file);
bool is_governance_long(const StatisticsFile& file);
bool is_governance_series(const StatisticsFile& file);
bool is_governance_workbook(const StatisticsFile& file);

void read_governance_database(const StatisticsFile& file, GovernanceReading& reading);
void read_governance_long(const StatisticsFile& file, GovernanceReading& reading);
void read_governance_series(const StatisticsFile& file, GovernanceReading& reading);
void read_governance_workbook(const StatisticsFile& file, GovernanceReading& reading);

}  // namespace countervail
