// SPDX-License-Identifier: Apache-2.0
// A company through the draws of a world: what arrives of every part each day, when its stock is out, what that does to what it
// goes into, tier by tier up to the products. Pure: the same series and seed give the same numbers at any number of threads.
#pragma once

#include <cstdint>
#include <vector>

#include "company/supply_series.h"

namespace countervail {

/// The days that are looked at. Stocks are as stated on the first.
struct CompanyDays {
    Date from;
    int days = 0;
    Calendar calendar;                   ///< of the series
    std::vector<Date> months() const;    ///< first day of each, the first one `from`
    int month_of(int day) const;         ///< index into months()
};

/// What is bought against it: nothing by default.
struct CompanyMeasures {
    std::vector<double> more_days;       ///< of stock, by part; empty: none
};

/// By draw, wherever a vector has the size of the draws.
struct PartOutcome {
    bool reached = false;                ///< some source shares a fate with the world
    std::vector<double> out_after;       ///< days; kNever
    std::vector<double> stock;           ///< days at hand on the first day
    std::vector<double> needed;          ///< days with which it would not be out
    std::vector<double> missed;          ///< days of use not served
    std::vector<double> saved_by_week;   ///< revenue that seven more days of this part alone would save
    std::vector<double> saved_by_second; ///< … and a second source, with its share and delay
    std::vector<double> short_by_source; ///< mean days of use not delivered, by source
};

struct ProductOutcome {
    std::vector<double> stops_after;     ///< days until output falls; kNever
    std::vector<int> first_cause;        ///< index of the part that runs out first; -1
    std::vector<std::vector<double>> lost_by_month;   ///< days of output, by month then draw
    std::vector<double> cause;           ///< mean days of output lost, by part that was missing
    std::vector<double> lost() const;    ///< days of output, by draw
};

struct CompanyOutcome {
    int draws = 0;
    std::vector<PartOutcome> parts;
    std::vector<ProductOutcome> products;
};

/// Everything that a run needs; all must outlive it.
struct CompanyRun {
    const Company& company;
    const std::vector<std::vector<SupplyLink>>& links;   ///< by part, then source
    const std::vector<SupplyLink>& watched;              ///< rows of the series, sorted
    CompanyDays days;
    std::uint64_t seed = 1;
    int draws = 0;
    std::vector<std::vector<std::uint8_t>> licensed;     ///< by part, then source: its lane is licensed at some time, so luck counts
};

/// The links that are linked(), each once, sorted: what watch_supply is asked for.
std::vector<SupplyLink> links_to_watch(const std::vector<std::vector<SupplyLink>>& links);

/// `each_part`: also what a week of stock and a second source of every part alone would save.
CompanyOutcome run_company(const CompanyRun& run, const SupplySeries& series, const CompanyMeasures& measures, bool each_part, int threads);

/// Revenue of a day of the product; 1 where no product states a revenue, so that days of output are counted.
double day_revenue(const Company& company, const CompanyProduct& product);

}  // namespace countervail
