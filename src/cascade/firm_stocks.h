// SPDX-License-Identifier: Apache-2.0
// Firms with stocks of inputs, day by day: Henriet & Hallegatte 2008, as changed by Inoue & Todo 2019 (Nature
// Sustainability 2:841) and coded in their ProductionNetworkSimulator. Every day each firm
//
//   stock_ij += delivered_ij − used          used: in proportion to its stocks of that sector, for yesterday's output
//   order_ij  = A_ij d_i / P_i + (target_i A_ij d_i / P_i − stock_ij) / τ, at least 0     d_i: what it could sell yesterday
//   output_i  = min( capacity_i, min over sectors s of P_i · stock_is / A_is, demand_i )
//
// and shares its output out among customers and final users by one of four rules. P: output at rest; A_ij: yearly (or
// daily: any one unit) purchases at rest of i from j. Suppliers of one sector stand in for each other from stock.
//
// Mind what the orders do: they follow what the firm could sell, so a small cut lowers the orders of those who are cut,
// who then order less in turn. In the published two-firm example a cut of 5 % halves output (docs/methods/cascade.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cascade/supplier_network.h"

namespace countervail {

/// Who gets what a firm cannot deliver in full.
enum class ShortageRule {
    proportional,          ///< everyone the same part of what he asked for (Henriet & Hallegatte)
    firms_first,           ///< final users last
    smallest_first,        ///< those who ask for the least of what they used to get, first (Inoue & Todo)
    smallest_firms_first   ///< both
};
std::optional<ShortageRule> parse_shortage_rule(std::string_view text);
const std::vector<std::string>& shortage_rule_names();

struct FirmStocksOptions {
    double target_days = 15;               ///< stock of each input; firms may say otherwise (SupplierFirm::stock_days)
    double restock_days = 6;               ///< τ
    ShortageRule rule = ShortageRule::smallest_first;
    std::vector<double> final_sales;       ///< by firm, sold outside the list; empty: output less sales within the list
    int threads = 1;
};

/// Of all firms together, in the money of the network per unit of its time.
struct FirmStocksDay {
    double output = 0, value_added = 0, final_sales = 0;
};

class FirmStocks {
  public:
    /// At rest. `network` must outlive it.
    FirmStocks(const SupplierNetwork& network, FirmStocksOptions options);

    /// From now on the firm can make only this part of its output at rest.
    void set_capacity(int firm, double share_left);
    FirmStocksDay step();
    FirmStocksDay now() const;
    /// By firm.
    const std::vector<double>& output() const { return output_; }
    const std::vector<double>& output_at_rest() const { return rest_; }

  private:
    void restock(std::size_t firm);
    void order(std::size_t firm);
    void produce(std::size_t firm);
    void share_out(std::size_t firm);
    void serve_smallest_first(std::size_t firm, double available, bool with_final);
    template <class Body>
    void for_firms(Body body) const;

    const SupplierNetwork& network_;
    FirmStocksOptions options_;
    // By firm.
    std::vector<double> rest_, capacity_, demand_, output_, final_, final_served_, value_added_share_, target_;
    // By link of the network.
    std::vector<double> stock_, order_, delivered_, sold_;   // sold_: orders by supplier, in the order of sale_links
    // By sector of a firm's inputs: links [sector_begin_[g], sector_begin_[g + 1]).
    std::vector<std::size_t> group_of_, group_link_;
    std::vector<double> group_rest_, group_stock_;
};

}  // namespace countervail
