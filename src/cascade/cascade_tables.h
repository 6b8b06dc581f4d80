// SPDX-License-Identifier: Apache-2.0
// Cascades as tables and sentences. Shares are shown in %, money as the file has it.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/table.h"
#include "cascade/failure_tiers.h"
#include "cascade/firm_stocks.h"
#include "cascade/systemic_risk.h"

namespace countervail {

/// The `top` firms of the largest index; ties by id.
Table systemic_risk_table(const SupplierNetwork& network, std::span<const SystemicRiskIndex> index, std::span<const double> weights, std::size_t top);
Table debt_rank_table(const SupplierNetwork& network, std::span<const double> rank, std::span<const double> weights, std::size_t top);

/// What a failure does to each firm: shares of its output. DebtRank fills `down` alone.
struct FailureLosses {
    std::vector<double> down, up;
};
/// Firms that lose something, by what they lose in money; the failed ones first.
Table hit_firms_table(const SupplierNetwork& network, const FailureTiers& tiers, const FailureLosses& losses, std::span<const double> weights, std::size_t top);
/// The same added up by how far the firm stands from those that failed.
Table hit_tiers_table(const FailureTiers& tiers, const FailureLosses& losses, std::span<const double> weights);
/// "If Rotor Works stops, 34.2 % of the output of the network is lost: …".
std::string failure_sentence(const SupplierNetwork& network, std::span<const FirmShock> shocks, const SystemicRiskIndex& index, std::span<const double> weights);

/// Days of FirmStocks, from the day before the failure on.
Table firm_stocks_table(std::span<const FirmStocksDay> days);
std::string firm_stocks_sentence(std::span<const FirmStocksDay> days);

/// What each of the models is not; for people who read the numbers.
std::string_view systemic_risk_note();
std::string_view debt_rank_note();
std::string_view firm_stocks_note();

}  // namespace countervail
