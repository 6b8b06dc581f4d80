// SPDX-License-Identifier: Apache-2.0
// Small looks at an exposure, shared by its sentences, tables and charts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "company/exposure.h"
#include "report/weeks_to_stop.h"
#include "simulation/outcome.h"

namespace countervail {

double mean_of(const std::vector<double>& values);
/// Share of draws in which it happens at all.
double share_happening(const std::vector<double>& days);
/// Quantiles; what lies beyond the days looked at is absent.
StopRange stop_range(const std::vector<double>& days);
/// "58 days (90%: 41–never)"; "in 34% of the draws, the earliest 41 days"; empty when it never happens.
std::string stop_days_words(const std::vector<double>& days);

/// Suppliers of a part that deliver too little, worst first: "Hengli in China".
std::string short_suppliers(const Exposure& exposure, const Ensemble& ensemble, int part);
/// "No. 18/2025 (CHN)": how people name the act.
std::string company_act_words(const Ensemble& ensemble, const std::string& act);
std::string country_words(const Ensemble& ensemble, const std::string& iso3);
/// Products and parts in the order in which they stop: by median, then by share of draws, then by name.
std::vector<int> products_by_stop(const Exposure& exposure);
std::vector<int> parts_by_stop(const Exposure& exposure);   ///< only those that are out in some draw
/// Part that is most often the first to run out of a product; -1 when it never stops.
int first_cause(const ProductOutcome& product);
/// Gross margin of a mean revenue lost by product, in days; empty when no product states one.
std::optional<double> margin_lost(const Exposure& exposure, const CompanyOutcome& outcome);

}  // namespace countervail
