// SPDX-License-Identifier: Apache-2.0
// The economic systemic risk index: how much of a network's output is lost when a firm stops. Diem, Borsos, Reisch,
// Kertész, Thurner 2022 (Scientific Reports 12:7719), eqs. 1–9; the same with shocks to many firms, Diem et al. 2024
// (PNAS Nexus 3:pgae064). Losses go down to customers, who lack inputs, and up to suppliers, who lack orders:
//
//   down_j = max( shock_j, max over essential sectors k of Σ_{i in k} σ_i W_ij / W_kj · down_i,
//                 Σ_{i not essential} σ_i W_ij / inputs_j · down_i )
//   up_i   = max( shock_i, Σ_j W_ij / output_i · up_j )
//   σ_i    = min( 1, output_i / Σ_{l in the market of i} output_l (1 − down_l) )     how little i can be replaced
//   index  = Σ_i w_i max(down_i, up_i) / Σ_i w_i
//
// It knows no time, no stocks and no prices: it stresses a network, it forecasts nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "cascade/supplier_network.h"

namespace countervail {

/// What an input is to its user in the short run.
enum class InputClass : std::uint8_t { negligible, replaceable, essential };

struct SystemicRiskOptions {
    InputClass otherwise = InputClass::replaceable;   ///< of pairs that `classes` does not hold
    std::vector<InputClass> classes;   ///< sectors × sectors: input × sectors + industry of the user; empty: `otherwise` for all
    bool markets = true;               ///< suppliers of one industry stand in for each other as far as their share of it goes; false: σ = 1
    std::vector<double> output;        ///< by firm; empty: sales within the list. Never taken as less than those
    std::vector<double> inputs;        ///< by firm; empty: purchases within the list. Never taken as less than those
    std::vector<double> weights;       ///< by firm, of the index; empty: output
    double stop_at = 0;                ///< 0: the fixed point itself; else the published rule: stop after the first round in which no loss moved by as much (0.01)
    int most_rounds = 20'000;
};

/// Shares of the network's weight that are lost.
struct SystemicRiskIndex {
    double both = 0, down = 0, up = 0;
    int rounds = 0;
    bool converged = true;
};

/// Losses of every firm, shares of its output.
struct FailureSpread {
    SystemicRiskIndex index;
    std::vector<double> down, up;
};

struct FirmShock {
    int firm = 0;
    double lost = 1;                   ///< share of its output, 0 … 1
};

class SystemicRisk {
  public:
    /// `network` must outlive it. Sizes of options must fit the network.
    SystemicRisk(const SupplierNetwork& network, SystemicRiskOptions options);
    ~SystemicRisk();

    /// What follows when these firms are hit together.
    FailureSpread spread(std::span<const FirmShock> shocks) const;
    /// The index of each of these firms, alone. Same bytes at any number of threads.
    std::vector<SystemicRiskIndex> of_each(std::span<const int> firms, int threads) const;
    /// By firm: what the index weighs.
    std::span<const double> weights() const;
    /// Firms that sell all they make within the list: orders lost to them find no outside to end in.
    int without_outside_sales() const;

  private:
    struct Prepared;
    std::unique_ptr<const Prepared> prepared_;
};

}  // namespace countervail
