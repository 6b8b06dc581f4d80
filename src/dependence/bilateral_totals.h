// SPDX-License-Identifier: Apache-2.0
// The totals that two places reported of their goods trade with each other, from the ledger, and how far their words lie apart.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/table.h"
#include "evidence/ledger.h"

namespace countervail {

/// What one side reported of the goods trade between two places in one year.
struct BilateralReport {
    std::string seller, buyer, reporter;       ///< ids
    std::string period;                        ///< "2024"
    double value = 0, low = 0, high = 0;       ///< USD billion a year
    std::string statement;                     ///< id
};

/// Both sides' words about one flow in one period.
struct MirrorGap {
    std::string seller, buyer, period;
    double seller_says = 0, buyer_says = 0;    ///< USD billion a year
    std::string seller_statement, buyer_statement;

    double gap() const { return buyer_says - seller_says; }
};

struct BilateralTotals {
    std::string a, b;
    std::vector<BilateralReport> reports;      ///< by period, seller, reporter
    std::vector<MirrorGap> mirror;             ///< flows that both sides reported
    /// What the reporter, a or b, sold the other less what it bought from it in one period by its own word; empty when a side is missing.
    std::optional<double> balance(std::string_view reporter, std::string_view period) const;
};

/// The rows of data/trade/bilateral-reports.csv (docs/formats/bilateral-reports.md says which statement is whose statistics) about the two
/// places that were public by `known_on` with all that they cite. Empty when there are none. Fails with all problems of the file at once:
/// unknown statements, a quantity that is no export or import value, a reporter that is neither side, a unit that is no money per year.
Result<BilateralTotals> totals_of(const Library& library, const Ledger& ledger, std::string_view a, std::string_view b, Date known_on);

Table bilateral_totals_table(const Ledger& ledger, const BilateralTotals& totals);

}  // namespace countervail
