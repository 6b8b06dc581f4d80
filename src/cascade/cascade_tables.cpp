// SPDX-License-Identifier: Apache-2.0
#include "cascade/cascade_tables.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "base/text.h"

namespace countervail {

namespace {

std::size_t at(int index) { return static_cast<std::size_t>(index); }

std::string percent(double share) { return readable_number(100 * share, 3) + " %"; }

Cell sector_cell(const SupplierNetwork& network, int firm) {
    const int industry = network.firms[at(firm)].industry;
    return industry < 0 ? Cell() : Cell(network.sectors[at(industry)]);
}

Cell text_cell(const std::string& text) { return text.empty() ? Cell() : Cell(text); }

/// Firms by `value`, largest first; equal ones as they stand.
std::vector<int> largest_first(std::span<const double> value, std::size_t top) {
    std::vector<int> order(value.size());
    std::iota(order.begin(), order.end(), 0);
    const std::size_t shown = std::min(top, order.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(shown), order.end(),
                      [&](int a, int b) { return value[at(a)] != value[at(b)] ? value[at(a)] > value[at(b)] : a < b; });
    order.resize(shown);
    return order;
}

double sum(std::span<const double> values) { return std::accumulate(values.begin(), values.end(), 0.0); }

const Column kRank{"rank", "", "Largest first"}, kFirm{"firm", "", "Id of the firm"}, kName{"name", "", "Of the firm"}, kIndustry{"industry", "", "Of the firm"}, kPlace{"place", "", "Of the firm"},
    kOwn{"own_share", "%", "Of the output of all firms that the firm makes itself", 3};

/// Nearest way from the failed firms, in words; a firm can be both.
std::string tier_word(const FailureTiers& tiers, std::size_t firm) {
    const int down = tiers.as_customer[firm], up = tiers.as_supplier[firm];
    if (down == 0) return "failed";
    std::vector<std::string> words;
    if (down > 0) words.push_back("customer, tier " + std::to_string(down));
    if (up > 0) words.push_back("supplier, tier " + std::to_string(up));
    return join(words, "; ");
}

double loss_of(const FailureLosses& losses, std::size_t firm) { return losses.up.empty() ? losses.down[firm] : std::max(losses.down[firm], losses.up[firm]); }

}  // namespace

Table systemic_risk_table(const SupplierNetwork& network, std::span<const SystemicRiskIndex> index, std::span<const double> weights, std::size_t top) {
    Table table{"systemic-risk", "Output of the network that is lost when a firm stops",
                {kRank, kFirm, kName, kIndustry, kPlace, {"index", "%", "Output of all firms that is lost when this one stops, its own included", 3},
                 {"down", "%", "The part that passes down to customers, its own included", 3}, {"up", "%", "The part that passes up to suppliers, its own included", 3}, kOwn}, {}, {}};
    std::vector<double> both;
    for (const SystemicRiskIndex& each : index) both.push_back(each.both);
    const double total = sum(weights);
    for (const int firm : largest_first(both, top)) {
        const SupplierFirm& who = network.firms[at(firm)];
        const SystemicRiskIndex& risk = index[at(firm)];
        table.add({static_cast<double>(table.rows.size() + 1), who.id, text_cell(who.name), sector_cell(network, firm), text_cell(who.place), 100 * risk.both, 100 * risk.down, 100 * risk.up,
                   total > 0 ? Cell(100 * weights[at(firm)] / total) : Cell()});
    }
    return table;
}

Table debt_rank_table(const SupplierNetwork& network, std::span<const double> rank, std::span<const double> weights, std::size_t top) {
    Table table{"debt-rank", "Distress that the loss of a firm brings on the network",
                {kRank, kFirm, kName, kIndustry, kPlace, {"distress", "%", "Output of all firms that is in distress when this one is lost, its own included", 3}, kOwn}, {}, {}};
    const double total = sum(weights);
    for (const int firm : largest_first(rank, top)) {
        const SupplierFirm& who = network.firms[at(firm)];
        table.add({static_cast<double>(table.rows.size() + 1), who.id, text_cell(who.name), sector_cell(network, firm), text_cell(who.place), 100 * rank[at(firm)],
                   total > 0 ? Cell(100 * weights[at(firm)] / total) : Cell()});
    }
    return table;
}

Table hit_firms_table(const SupplierNetwork& network, const FailureTiers& tiers, const FailureLosses& losses, std::span<const double> weights, std::size_t top) {
    Table table{"hit-firms", "Who is hit, by the money lost",
                {kFirm, kName, kIndustry, kPlace, {"stands", "", "How many links from a firm that failed, as its customer and as its supplier"}, {"lost", "%", "Of the firm's output: the larger of the next two", 3},
                 {"down", "%", "For want of inputs", 3}, {"up", "%", "For want of orders", 3}, {"lost_output", "money of the list", "lost × output of a year"}}, {}, {}};
    std::vector<double> money;
    for (std::size_t firm = 0; firm < losses.down.size(); ++firm) money.push_back(tiers.as_customer[firm] == 0 ? 1e300 : loss_of(losses, firm) * weights[firm]);
    for (const int firm : largest_first(money, top)) {
        if (loss_of(losses, at(firm)) <= 0) continue;
        const SupplierFirm& who = network.firms[at(firm)];
        table.add({who.id, text_cell(who.name), sector_cell(network, firm), text_cell(who.place), tier_word(tiers, at(firm)), 100 * loss_of(losses, at(firm)), 100 * losses.down[at(firm)],
                   losses.up.empty() ? Cell() : Cell(100 * losses.up[at(firm)]), loss_of(losses, at(firm)) * weights[at(firm)]});
    }
    return table;
}

Table hit_tiers_table(const FailureTiers& tiers, const FailureLosses& losses, std::span<const double> weights) {
    struct Sum {
        double firms = 0, lost = 0;
    };
    std::map<std::pair<int, int>, Sum> sums;   // 0 failed, 1 customers, 2 suppliers only; tier
    for (std::size_t firm = 0; firm < losses.down.size(); ++firm) {
        const double lost = loss_of(losses, firm);
        if (lost <= 0) continue;
        const int down = tiers.as_customer[firm], up = tiers.as_supplier[firm];
        // Where a firm is both, it is counted where its larger loss comes from.
        const bool customer = down > 0 && (up <= 0 || losses.up.empty() || losses.down[firm] >= losses.up[firm]);
        Sum& sum_of = sums[down == 0 ? std::pair(0, 0) : customer ? std::pair(1, down) : std::pair(2, up)];
        ++sum_of.firms;
        sum_of.lost += lost * weights[firm];
    }
    const double total = sum(weights);
    Table table{"hit-tiers", "The same by tier", {{"tier", "", "Links from the nearest firm that failed"}, {"firms", "count", "Firms that lose something"},
                {"lost_output", "money of the list", "Output lost in a year"}, {"share", "%", "Of the output of all firms", 3}}, {}, {}};
    for (const auto& [where, each] : sums) {
        const std::string word = where.first == 0 ? "failed" : std::string(where.first == 1 ? "customers" : "suppliers") + ", tier " + std::to_string(where.second);
        table.add({word, each.firms, each.lost, total > 0 ? Cell(100 * each.lost / total) : Cell()});
    }
    return table;
}

std::string failure_sentence(const SupplierNetwork& network, std::span<const FirmShock> shocks, const SystemicRiskIndex& index, std::span<const double> weights) {
    std::vector<std::string> names;
    bool whole = true;
    double own = 0;
    for (const FirmShock& shock : shocks) {
        names.push_back(network.name(shock.firm) + (shock.lost < 1 ? " (" + percent(shock.lost) + ")" : ""));
        whole = whole && shock.lost >= 1;
        own += shock.lost * weights[at(shock.firm)];
    }
    const double total = sum(weights);
    const std::string verb = whole ? (shocks.size() == 1 ? " stops, " : " stop, ") : (shocks.size() == 1 ? " is cut, " : " are cut, ");
    return "If " + join(names, " and ") + verb + percent(index.both) + " of the output of the network is lost; " + percent(total > 0 ? own / total : 0) +
           " is its own. Down to customers it comes to " + percent(index.down) + ", up to suppliers to " + percent(index.up) + ".\n";
}

Table firm_stocks_table(std::span<const FirmStocksDay> days) {
    Table table{"firm-stocks", "Day by day, against rest", {{"day", "", "−1 is the day before the failure"}, {"output", "%", "Of all firms, of output at rest"},
                {"value_added", "%", "Of all firms, of value added at rest"}, {"final_sales", "%", "Delivered to final users, of final sales at rest"}}, {}, {}};
    const auto share = [](double now, double rest) { return rest != 0 ? Cell(100 * now / rest) : Cell(); };
    for (std::size_t i = 0; i < days.size(); ++i) {
        table.add({static_cast<double>(i) - 1, share(days[i].output, days[0].output), share(days[i].value_added, days[0].value_added), share(days[i].final_sales, days[0].final_sales)});
    }
    return table;
}

std::string firm_stocks_sentence(std::span<const FirmStocksDay> days) {
    const auto lowest = std::min_element(days.begin(), days.end(), [](const FirmStocksDay& a, const FirmStocksDay& b) { return a.output < b.output; });
    const double rest = days[0].output;
    if (rest <= 0) return "Nothing is made at rest.\n";
    return "Output is lowest on day " + std::to_string(lowest - days.begin() - 1) + ", at " + percent(lowest->output / rest) + " of rest; on day " + std::to_string(days.size() - 2) + " it stands at " +
           percent(days.back().output / rest) + ".\n";
}

std::string_view systemic_risk_note() {
    return "This is a stress index: it knows no time, no stocks and no prices, and takes the firms of the list for all there are. Use it to rank\n"
           "firms and to find whom to look at; it does not forecast what a failure will cost.\n";
}

std::string_view debt_rank_note() {
    return "Distress is handed on once and knows no time, no stocks and no prices; losses of orders are left out. Use it to rank, not to forecast.\n";
}

std::string_view firm_stocks_note() {
    return "Orders in this model follow what a firm could sell yesterday, so that a shortage lowers the orders of those it hits and feeds itself: in\n"
           "the published example a cut of 5 % halves output before it recovers. Read depth and timing as an upper bound of panic, not as a forecast.\n";
}

}  // namespace countervail
