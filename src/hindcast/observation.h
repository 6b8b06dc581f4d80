// SPDX-License-Identifier: Apache-2.0
// Rows of the ledger as numbers in the unit of a measure, for days of the calendar; and the same series as it was public on a day.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evidence/ledger.h"
#include "simulation/ensemble.h"
#include "simulation/target.h"

namespace countervail {

/// What the ledger says happened in some days, in the unit of a measure.
struct ObservedValue {
    Interval days;
    std::string period;                       ///< as the ledger writes it
    double value = 0, low = 0, high = 0;
    std::vector<std::string> statements;      ///< the rows it rests on
    std::vector<std::string> set_aside;       ///< rows for the same days that gave way
    std::string note;                         ///< how several rows were settled; empty where there was one
};

/// Whether a measure's numbers over longer spans are sums (tonnes a month) or means (prices, shares).
enum class MeasureNature { flow, level };

/// How a measure is counted, as far as a ledger row has to be brought to it.
struct MeasureUnit {
    std::string unit;                         ///< "t", "USD/kg", "ratio", "share", "days", "USD", "applications"
    MeasureNature nature = MeasureNature::level;
};

/// One row in the measure's unit over the row's own days: a rate of mass or money becomes the sum over them where the measure is a flow.
/// Fails, naming both units, when dimension or currency differ. Basis words below that (gross, metal, oxide) are the target's business.
struct ConvertedRow {
    double value = 0, low = 0, high = 0;
};
Result<ConvertedRow> in_measure_unit(const Statement& row, const MeasureUnit& unit, const Place& asked_at);

/// True when the row has the quantity and every further field that is given.
bool selects(const ObservedRows& rows, const Statement& row);
/// The selector that finds a row and its neighbours in time.
ObservedRows series_of(const Statement& row);

/// Of several rows for the same days: those with the best label, but disputed ones last; of these the latest published; of these the mean. The range
/// is the widest of all. Rows must not be empty and be converted already.
struct RowAndValue {
    const Statement* row = nullptr;
    ConvertedRow value;
};
ObservedValue settle(std::vector<RowAndValue> rows);

/// Every observation of a series, by its days; `public_by`: only what was public by then, with everything it cites; `alike`: only rows on that unit's
/// basis (gross, metal, oxide, with tax, …). Rows without a period or in another unit are left out.
std::vector<ObservedValue> observed_series(const Ledger& ledger, const ObservedRows& rows, const MeasureUnit& unit, std::optional<Date> public_by = {}, const Unit* alike = nullptr);

/// Exactly one calendar month; exactly one calendar year.
bool is_month(const Interval& days);
bool is_year(const Interval& days);
/// Months from the year 0: 12 · year + month − 1.
int month_step(Date day);

}  // namespace countervail
