// SPDX-License-Identifier: Apache-2.0
// A disruption told: in sentences, in tables, and beside what was published.
#pragma once

#include <optional>

#include "base/table.h"
#include "losses/disruption.h"

namespace countervail {

/// Ours beside a published figure. Losses and rises are positive here, as they are printed.
struct PublishedComparison {
    const PublishedLoss* published = nullptr;
    Band ours;
    std::string verdict;   ///< "our median lies inside the published range", …
};

/// What was published of exactly this question: these commodities, these places, all exports.
std::vector<PublishedComparison> compare_with_published(const CommodityBook& book, const AskedEconomy& economy, const Disruption& disruption);

/// In words whether `ours` agrees with what was published.
std::string verdict_of(const PublishedLoss& published, const Band& ours);

/// Names of the commodities, "gallium and germanium".
std::string names_of(const CommodityBook& book, const DisruptionQuestion& question);

/// Two to four sentences: what stops, what it does to the price, what is lost, how likely.
std::string disruption_text(const CommodityBook& book, const AskedEconomy& economy, const Disruption& disruption);

Table disruption_summary(const CommodityBook& book, const AskedEconomy& economy, const Disruption& disruption);
Table disruption_parts(const Disruption& disruption);        ///< the five, and their sum
Table disruption_uses(const CommodityBook& book, const AskedEconomy& economy, const Disruption& disruption);
/// Largest loss first; industries that carry less than a thousandth are summed.
Table disruption_industries(const AskedEconomy& economy, const Disruption& disruption);
Table disruption_published(const std::vector<PublishedComparison>& comparisons);
/// Every question, largest probability-weighted loss first.
Table disruption_ranking(const CommodityBook& book, const AskedEconomy& economy, const std::vector<Disruption>& disruptions);

}  // namespace countervail
