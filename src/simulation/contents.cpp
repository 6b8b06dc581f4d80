// SPDX-License-Identifier: Apache-2.0
#include "simulation/contents.h"

#include <map>

#include "simulation/step.h"
#include "simulation/vector_math.h"

namespace countervail {

namespace {

// Goods pass through fewer places than this between maker and user.
constexpr int kMostPlaces = 4;

class Contents {
  public:
    Contents(const World& world, const Network& network) : world_(world), network_(network), made_by_(world.markets.size()), sent_by_(world.markets.size()) {
        for (int site = 0; site < network.sites; ++site) {
            for (int product = network.product_begin[site]; product < network.product_begin[site + 1]; ++product) {
                if (network.activity[site] > 0) made_by_[static_cast<std::size_t>(network.product_market[product])].push_back({site, network.product_rate[product] * network.activity[site]});
            }
        }
        for (int lane = 0; lane < network.lanes; ++lane) {
            if (network.flow[lane] > 0) sent_by_[static_cast<std::size_t>(network.lane_to[lane])].push_back({network.lane_from[lane], network.flow[lane]});
        }
    }

    /// By market: USD worth of it that is taken in for a unit of the goods of `market`.
    std::map<int, double> of(int market) const {
        std::map<int, double> found;
        if (is_made(market)) add(market, 1, kMostPlaces, found);
        return found;
    }

  private:
    struct Supply {
        int from = 0;
        double amount = 0;
    };

    const Item& item_of(int market) const { return world_.catalogue.items[static_cast<std::size_t>(network_.market_item[market])]; }
    bool is_made(int market) const { return item_of(market).stage == Stage::magnet || item_of(market).stage == Stage::product; }
    bool is_content(int market) const { return item_of(market).stage != Stage::concentrate && item_of(market).stage != Stage::scrap; }

    void add(int market, double weight, int places, std::map<int, double>& found) const {
        const auto& made = made_by_[static_cast<std::size_t>(market)];
        const auto& sent = sent_by_[static_cast<std::size_t>(market)];
        double total = 0;
        for (const Supply& each : made) total += each.amount;
        for (const Supply& each : sent) total += each.amount;
        if (total <= 0 || places == 0) return;
        for (const Supply& each : made) {
            for (int leg = network_.leg_begin[each.from]; leg < network_.leg_begin[each.from + 1]; ++leg) {
                const int input = network_.leg_market[leg];
                if (is_content(input)) found[input] += weight * network_.activity[each.from] / total * network_.leg_rate[leg] * network_.price[input];
            }
        }
        for (const Supply& each : sent) add(each.from, weight * each.amount / total, places - 1, found);
    }

    const World& world_;
    const Network& network_;
    std::vector<std::vector<Supply>> made_by_, sent_by_;   // by market: sites, markets
};

}  // namespace

void lay_out_contents(const World& world, Network& network) {
    const Contents contents(world, network);
    network.content_begin = {0};
    for (int market = 0; market < network.markets; ++market) {
        const std::map<int, double> found = contents.of(market);
        double value = 0;
        for (const auto& [input, part] : found) value += part;
        for (const auto& [input, part] : found) {
            network.content_market.push_back(input);
            network.content_share.push_back(part / value);
        }
        network.content_begin.push_back(static_cast<int>(network.content_market.size()));
    }
}

void look_through(const Network& n, const DrawBlock& draws, State& s) {
    const double* elasticity = draws[Parameter::demand_elasticity];
    for (int market = 0; market < n.markets; ++market) {
        if (n.content_begin[market] == n.content_begin[market + 1]) continue;
        double cost[kBlock] = {};
        for (int c = n.content_begin[market]; c < n.content_begin[market + 1]; ++c) {
            const double* price = s.price[n.content_market[c]];
            const double share = n.content_share[c];
            COUNTERVAIL_EACH_DRAW(d) cost[d] += share * price[d];
        }
        double* dearness = s.dearness[market];
        double* response = s.response[market];
        COUNTERVAIL_EACH_DRAW(d) {
            dearness[d] = larger(dearness[d], fast_log(cost[d]));
            response[d] = fast_exp(-elasticity[d] * dearness[d]);
        }
    }
}

}  // namespace countervail
