// SPDX-License-Identifier: Apache-2.0
// The loss to one country when others stop selling it a commodity for a year: USGS-style. Per draw of the uncertain
// figures: the market step (commodity_market.h) gives price and quantity, uses that go short cap their industries, the
// industry step (industry_step.h) passes that on, and the change of value added falls into five parts that sum to it.
// Docs: docs/methods/losses.md. Changes are negative for losses; USD million per year.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "losses/commodity.h"
#include "losses/industry_step.h"
#include "simulation/outcome.h"

namespace countervail {

/// The five parts, in the order in which they are told.
enum class LossPart { output_cut, paying_more, domestic_output, domestic_price, downstream };
inline constexpr int kLossParts = 5;
std::string_view words_of(LossPart part);

/// The asked country's economy. `rows_of`: for each of Industries the industries of the block that it covers, or the one
/// that holds it where the table is coarser; none where it has no such industry.
struct AskedEconomy {
    std::string place;
    IndustryStep step;
    std::vector<std::vector<int>> rows_of;
    std::vector<std::string> names;            ///< of the block's industries
};

/// Fails, naming what there is, when the table lacks the place.
Result<AskedEconomy> asked_economy(const IoTable& table, const Industries& industries, std::string_view place);

struct DisruptionQuestion {
    std::vector<int> commodities;              ///< of the book; several stop together
    std::vector<std::string> by;
    double share = 1;                          ///< of net exports withheld, 0 … 1
};

struct DisruptionOptions {
    int draws = 1000;
    std::uint64_t seed = 20251009;
    int threads = 1;
};

/// What happens to one commodity in one draw.
struct CommodityDraw {
    double price_multiple = 1;                 ///< P*/P0
    double kept = 1;                           ///< share of the asked country's consumption that it still gets
    double before = 0, after = 0;              ///< that consumption, t/year
    std::vector<double> use_kept;              ///< by use at the place
};

struct DisruptionDraw {
    std::vector<CommodityDraw> commodities;    ///< as asked
    std::array<double, kLossParts> parts{};
    Eigen::VectorXd by_industry;               ///< of the block; sums to the parts' sum
    double probability = 0;                    ///< of the scenario in a year; 0 where no class is stated
    double change() const;
};

struct Disruption {
    DisruptionQuestion question;
    std::vector<DisruptionDraw> draws;
    bool has_probability = false;
    std::string likelihood;                    ///< class of the scenario, for people
    /// Worst certificate of the industry step and largest imbalance of the market step over the draws.
    double worst_residual = 0, worst_imbalance = 0;
    int most_iterations = 0;
    int capped = 0;                            ///< draws in which a use claimed more output than its industry has

    Band change() const;
    Band weighted() const;                     ///< probability × change
    Band part(LossPart part) const;
    Band industry(int row) const;
    Band price_change(int commodity) const;    ///< of those asked, share of today's price
    Band kept(int commodity) const;
    double mean_change() const;
};

/// Deterministic: draw d depends on the seed, d and the names of the figures alone, whatever threads run. Fails when a
/// place is no supplier with net exports or no consumer, or when the optimum of a draw is not reached.
Result<Disruption> disrupt(const CommodityBook& book, const AskedEconomy& economy, const DisruptionQuestion& question,
                           const DisruptionOptions& options);

}  // namespace countervail
