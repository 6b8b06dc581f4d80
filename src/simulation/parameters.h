// SPDX-License-Identifier: Apache-2.0
// The behavioural parameters of the weekly model: one record each (key, statement, bounds, meaning) feeds reading,
// validation, sampling, explanation and the documentation. A value is never written here: it is the range of a
// statement of the ledger, as of the day the scenario may know.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "evidence/ledger.h"

namespace countervail {

enum class Parameter : int {
    demand_elasticity,
    mine_elasticity,
    processing_elasticity,
    activity_weeks,
    price_speed,
    price_ceiling,
    arbitrage_speed,
    restock_weeks,
    inventory_scale,
    inventory_spread,
    precaution,
    precaution_weeks,
    thrift_per_year,
    thrift_limit,
    preparation_weeks,
    review_weeks,
    examiner_files,
    examiner_growth,
    file_value,
    licence_cover_weeks,
    grant_rate_civil,
    grant_rate_military,
    grant_rate_semiconductor,
    dispute_pace,
    clearance_weeks,
    hold_share,
    hold_weeks,
    hold_fade_weeks,
    leakage_share,
    leakage_premium,
    project_slip_weeks,
    technology_level,
    technology_delay,
    know_how_penalty,
    shock_size,
    shock_length,
    quota_haste,
    licence_fall,
    demand_growth,
    hoarding,
    review_stages,
    opening_share,
    rush_share,
    rush_cover_weeks,
    rush_carrying_cost,
    rush_stock_share,
    quota_conduct,
    filing_pace,
    examiner_limit,
    hoarding_notice,
    hoarding_memory_weeks,
    hoarding_stock_share,
    largest_rent,
    count_   // not a parameter
};
inline constexpr int kParameters = static_cast<int>(Parameter::count_);

struct ParameterRecord {
    std::string_view key;         ///< "licence.review-weeks": how a scenario names it
    std::string_view statement;   ///< the ledger's default: "assume:licence-review-weeks"
    std::string_view unit;
    double lowest, highest;       ///< what the model accepts at all
    std::string_view meaning;
};

const ParameterRecord& record(Parameter parameter);
std::span<const ParameterRecord> parameter_records();
/// By key; empty when none is called so.
std::optional<Parameter> parameter_of(std::string_view key);

/// A range to draw from: triangular with this mode, on a logarithmic axis when high/low ≥ 3 (both positive).
struct Range {
    double low = 0, mode = 0, high = 0;
    std::string statement;        ///< id it rests on
};
double sample(const Range& range, double u);

/// What earlier episodes taught (simulation/posterior.h): its parameters are drawn together.
struct Posterior;
using Posteriors = std::vector<std::shared_ptr<const Posterior>>;

/// One range per parameter. A parameter that stands in a posterior is drawn with its row; its range then says no more than
/// 5 %, 50 % and 95 % of those draws.
struct Ranges : std::array<Range, kParameters> {
    Posteriors posteriors;
};

/// What a scenario says instead of the default: another statement, or an explicit range with its source.
struct Override {
    std::string key;
    std::string statement;
    bool explicit_range = false;
    double low = 0, mode = 0, high = 0;
    Place where;
};

/// Reads each parameter's statement as of `known_on` and applies the scenario's overrides; what `posteriors` hold comes from
/// them. All problems at once: unknown key (nearest named), later knowledge, range outside what the model accepts,
/// low ≤ mode ≤ high, an input with both an override and a posterior.
Result<Ranges> read_ranges(const Ledger& ledger, const std::vector<Override>& overrides, Date known_on,
                           const Place& asked_at, const Posteriors& posteriors = {});

}  // namespace countervail
