// SPDX-License-Identifier: Apache-2.0
// The trade that the program knows without imported data: the lanes of a world's baseline as a cube of items, and the totals that two
// places reported of their trade with each other, from the ledger.
//
// The cube holds the world's critical items and nothing else. Shares of an item's imports are as good as the world's reconciliation;
// shares of all trade cannot be read off it, and claims about all trade are not judged on it (AsymmetryCurve::items_only).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/table.h"
#include "evidence/ledger.h"
#include "trade/trade_cube.h"
#include "world/world.h"

namespace countervail {

/// The year that the baseline of worlds/<id>.toml describes. Fails when there is no such world or its year is none.
Result<int> baseline_year(const Library& library, std::string_view world_id);

/// One year, `year`, with nomenclature "items". A lane's flow counts for a year of 365.25 days at the exporter's price, in thousand USD, and
/// in tonnes where the item is counted in mass. What a place supplies to itself (throughput of its market less imports and less
/// exports, at least 0) is booked as domestic, so that dependence on imports can be set against own supply ("supply-share"); all other
/// measures leave it out, as they do for customs data.
TradeCube trade_of_world(const World& world, int year);

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

/// Rows "export-value" (the seller reports) and "import-value" (the buyer reports) of item "goods" with a unit of money per year, published by
/// `known_on` with all that they cite. Empty when the ledger has none.
BilateralTotals totals_of(const Ledger& ledger, std::string_view a, std::string_view b, Date known_on);

Table bilateral_totals_table(const Ledger& ledger, const BilateralTotals& totals);

}  // namespace countervail
