// SPDX-License-Identifier: Apache-2.0
#include "simulation/provenance.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace countervail {

namespace {

constexpr double kLeastShare = 0.01;      // of a market's blend that is kept apart
constexpr double kLeastValue = 1e-6;      // of an article's value that is traced on
constexpr int kTiers = 5;                 // ore, oxide, metal, magnet, and once around through scrap
constexpr int kMostSweeps = 500;
constexpr double kSettled = 1e-12;

class Tracer {
  public:
    explicit Tracer(const Network& network)
        : network_(network), world_(*network.world), markets_(static_cast<std::size_t>(network.markets)), makers_(markets_), made_(markets_, 0) {
        for (int site = 0; site < network.sites; ++site) {
            for (int p = network.product_begin[site]; p < network.product_begin[site + 1]; ++p) {
                const double amount = network.activity[site] * network.product_rate[p];
                if (amount <= 0) continue;
                makers_[static_cast<std::size_t>(network.product_market[p])].push_back({site, amount});
                made_[static_cast<std::size_t>(network.product_market[p])] += amount;
            }
        }
    }

    Provenance trace() {
        blend();
        Provenance found;
        found.origins = origins_;
        for (std::size_t m = 0; m < markets_; ++m) {
            int largest = -1;
            double most = 0;
            for (const Maker& maker : makers_[m]) {
                if (maker.amount > most) most = maker.amount, largest = maker.site;
            }
            found.maker.push_back(largest);
            rows_.clear();
            std::vector<int> holders;
            take_apart(static_cast<int>(m), 1.0, 0, holders);
            found.contents.push_back(rows());
        }
        return found;
    }

  private:
    struct Maker {
        int site;
        double amount;
    };

    void blend() {
        const std::size_t places = world_.places.size();
        std::vector<double> share(markets_ * places, 0);
        std::vector<std::vector<int>> arriving(markets_);
        for (int lane = 0; lane < network_.lanes; ++lane) {
            if (network_.flow[static_cast<std::size_t>(lane)] > 0) arriving[static_cast<std::size_t>(network_.lane_to[static_cast<std::size_t>(lane)])].push_back(lane);
        }
        for (std::size_t m = 0; m < markets_; ++m) share[m * places + static_cast<std::size_t>(network_.market_place[m])] = 1;
        std::vector<double> next(places);
        double moved = 1;
        for (int sweep = 0; sweep < kMostSweeps && moved > kSettled; ++sweep) {
            moved = 0;
            for (std::size_t m = 0; m < markets_; ++m) {
                if (arriving[m].empty()) continue;
                double total = made_[m];
                std::fill(next.begin(), next.end(), 0.0);
                next[static_cast<std::size_t>(network_.market_place[m])] = made_[m];
                for (const int lane : arriving[m]) {
                    const double flow = network_.flow[static_cast<std::size_t>(lane)];
                    const auto from = static_cast<std::size_t>(network_.lane_from[static_cast<std::size_t>(lane)]);
                    for (std::size_t p = 0; p < places; ++p) next[p] += flow * share[from * places + p];
                    total += flow;
                }
                for (std::size_t p = 0; p < places; ++p) {
                    moved = std::max(moved, std::abs(next[p] / total - share[m * places + p]));
                    share[m * places + p] = next[p] / total;
                }
            }
        }
        for (std::size_t m = 0; m < markets_; ++m) origins_.push_back(largest_first(&share[m * places], places));
    }

    static std::vector<OriginShare> largest_first(const double* share, std::size_t places) {
        std::vector<OriginShare> kept;
        for (std::size_t p = 0; p < places; ++p) {
            if (share[p] >= kLeastShare) kept.push_back({static_cast<int>(p), share[p]});
        }
        std::stable_sort(kept.begin(), kept.end(), [](const OriginShare& a, const OriginShare& b) { return a.share > b.share; });
        double rest = 1;
        for (const OriginShare& each : kept) rest -= each.share;
        kept.front().share += rest;
        return kept;
    }

    // What went into `value` of the good of a market, made at its place; `holders` are the origins of what it sits in.
    void take_apart(int market, double value, int tier, std::vector<int>& holders) {
        const auto m = static_cast<std::size_t>(market);
        for (const Maker& maker : makers_[m]) {
            double outputs = 0;
            for (int p = network_.product_begin[maker.site]; p < network_.product_begin[maker.site + 1]; ++p) {
                outputs += network_.product_rate[p] * network_.price[network_.product_market[p]];
            }
            const double part = value * maker.amount / made_[m] / outputs;
            for (int leg = network_.leg_begin[maker.site]; leg < network_.leg_begin[maker.site + 1]; ++leg) {
                const int input = network_.leg_market[leg];
                take_input(input, part * network_.leg_rate[leg] * network_.price[input], tier, holders);
            }
        }
    }

    void take_input(int input, double value, int tier, std::vector<int>& holders) {
        const int item = network_.market_item[static_cast<std::size_t>(input)];
        for (const OriginShare& origin : origins_[static_cast<std::size_t>(input)]) {
            const double amount = value * origin.share;
            if (amount < kLeastValue) continue;
            const bool inside = std::find(holders.begin(), holders.end(), origin.place) != holders.end();
            rows_[{item, origin.place, inside}] += amount;
            const int made_at = tier + 1 < kTiers ? world_.market(item, origin.place) : -1;
            if (made_at < 0) continue;
            holders.push_back(origin.place);
            take_apart(made_at, amount, tier + 1, holders);
            holders.pop_back();
        }
    }

    std::vector<Ingredient> rows() const {
        std::vector<Ingredient> rows;
        for (const auto& [key, value] : rows_) {
            const auto& [item, place, inside] = key;
            rows.push_back({world_.catalogue.items[static_cast<std::size_t>(item)].id, world_.places[static_cast<std::size_t>(place)].id,
                            Decimal::from_double(value), {}, inside});
        }
        return rows;
    }

    const Network& network_;
    const World& world_;
    std::size_t markets_;
    std::vector<std::vector<Maker>> makers_;   // by market
    std::vector<double> made_;
    std::vector<std::vector<OriginShare>> origins_;
    std::map<std::tuple<int, int, bool>, double> rows_;
};

}  // namespace

Provenance trace_provenance(const Network& network) { return Tracer(network).trace(); }

}  // namespace countervail
