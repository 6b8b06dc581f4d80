// SPDX-License-Identifier: Apache-2.0
// Small cubes for tests: written by hand, and drawn at random.
#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "base/random.h"
#include "trade/trade_cube.h"

namespace countervail::testing {

struct Sale {
    std::string exporter, importer, product;
    double value = 0;
    int year = 2024;
};

inline TradeProvenance hs6_provenance() {
    TradeProvenance provenance;
    provenance.id = "by-hand";
    provenance.source = "Trade by hand";
    provenance.nomenclature = "HS2022";
    provenance.digits = 6;
    provenance.valuation = "fob";
    provenance.reporting = "importers";
    return provenance;
}

/// Places in the order of their ids.
inline TradeCube cube_of_sales(const std::vector<Sale>& sales, TradeProvenance provenance = hs6_provenance(), std::set<std::string> ids = {}) {
    std::set<std::string> codes;
    for (const Sale& sale : sales) {
        ids.insert({sale.exporter, sale.importer});
        codes.insert(sale.product);
    }
    std::vector<TradePlace> places;
    for (const std::string& id : ids) places.push_back({id, "Place " + id});
    std::vector<TradeProduct> products;
    for (const std::string& code : codes) products.push_back({code, "Product " + code});
    const auto at = [](const std::set<std::string>& set, const std::string& word) { return std::distance(set.begin(), set.find(word)); };
    std::vector<TradeFlow> flows;
    for (const Sale& sale : sales)
        flows.push_back({static_cast<PlaceIndex>(at(ids, sale.exporter)), static_cast<PlaceIndex>(at(ids, sale.importer)), static_cast<ProductIndex>(at(codes, sale.product)), sale.year, sale.value, {}});
    auto cube = make_trade_cube(std::move(provenance), std::move(places), std::move(products), std::move(flows));
    if (!cube) ADD_FAILURE() << to_text(cube.error());
    return std::move(cube).value();
}

/// The example that the pages under docs/methods work by hand.
inline TradeCube example_cube() {
    return cube_of_sales({{"BBB", "AAA", "850511", 60}, {"CCC", "AAA", "850511", 40}, {"BBB", "DDD", "850511", 50},
                          {"BBB", "AAA", "870899", 20}, {"CCC", "AAA", "870899", 80}, {"DDD", "AAA", "870899", 100}, {"AAA", "CCC", "870899", 300}});
}

struct RandomTrade {
    int places = 7, products = 12, years = 1;
    double filled = 0.4;       ///< part of pairs that trade a product
    bool domestic = false;
};

/// Codes begin with one of a few chapters, so that coarser levels merge some; a few values are 0.
inline std::vector<Sale> random_sales(std::uint64_t seed, const RandomTrade& shape) {
    std::uint32_t draw = 0;
    const auto next = [&] { return uniform(seed, draw++, 0, name_code("random-trade")); };
    std::set<std::string> codes;
    while (static_cast<int>(codes.size()) < shape.products) codes.insert(std::to_string(100000 + 10000 * static_cast<int>(3 * next()) + static_cast<int>(9999 * next())));
    std::vector<Sale> sales;
    for (int year = 0; year < shape.years; ++year) {
        for (const std::string& code : codes) {
            for (int importer = 0; importer < shape.places; ++importer) {
                for (int exporter = 0; exporter < shape.places; ++exporter) {
                    if ((exporter == importer && !shape.domestic) || next() > shape.filled) continue;
                    const double value = next() < 0.05 ? 0 : std::exp(4 * next());
                    sales.push_back({"P" + std::to_string(exporter), "P" + std::to_string(importer), code, value, 2022 + year});
                }
            }
        }
    }
    return sales;
}

inline TradeCube random_trade(std::uint64_t seed, const RandomTrade& shape = {}) {
    TradeProvenance provenance = hs6_provenance();
    provenance.domestic = shape.domestic;
    std::set<std::string> ids;
    for (int place = 0; place < shape.places; ++place) ids.insert("P" + std::to_string(place));
    return cube_of_sales(random_sales(seed, shape), provenance, ids);
}

/// Sales of one year by product code, for measures worked the long way round. Zeros are no trade.
class SlowTrade {
  public:
    SlowTrade(const TradeCube& cube, int year) : cube_(cube) {
        const TradeYear columns = cube.year(year);
        for (ProductIndex product = 0; product < cube.products().size(); ++product) {
            for (auto at = columns.product_begin[product]; at < columns.product_begin[product + 1]; ++at) {
                if (columns.values[at] > 0) sold_[{product, columns.exporters[at], columns.importers[at]}] = columns.values[at];
            }
        }
    }
    double sold(std::size_t product, std::size_t exporter, std::size_t importer) const {
        const auto at = sold_.find({product, exporter, importer});
        return at == sold_.end() ? 0 : at->second;
    }
    double imports(std::size_t product, std::size_t importer) const {
        double sum = 0;
        for (std::size_t from = 0; from < places(); ++from) sum += from == importer ? 0 : sold(product, from, importer);
        return sum;
    }
    double exports(std::size_t product, std::size_t exporter) const {
        double sum = 0;
        for (std::size_t to = 0; to < places(); ++to) sum += to == exporter ? 0 : sold(product, exporter, to);
        return sum;
    }
    double world(std::size_t product) const {
        double sum = 0;
        for (std::size_t place = 0; place < places(); ++place) sum += imports(product, place);
        return sum;
    }
    double import_hhi(std::size_t product, std::size_t importer) const {
        const double all = imports(product, importer);
        double hhi = 0;
        for (std::size_t from = 0; from < places() && all > 0; ++from) hhi += from == importer ? 0 : sold(product, from, importer) * sold(product, from, importer) / (all * all);
        return hhi;
    }
    double export_hhi(std::size_t product) const {
        const double all = world(product);
        double hhi = 0;
        for (std::size_t from = 0; from < places() && all > 0; ++from) hhi += exports(product, from) * exports(product, from) / (all * all);
        return hhi;
    }
    std::size_t first_supplier(std::size_t product, std::size_t importer) const {
        std::size_t first = places();
        for (std::size_t from = 0; from < places(); ++from) {
            if (from != importer && sold(product, from, importer) > (first == places() ? 0 : sold(product, first, importer))) first = from;
        }
        return first;
    }
    std::size_t places() const { return cube_.places().size(); }
    std::size_t products() const { return cube_.products().size(); }

  private:
    const TradeCube& cube_;
    std::map<std::tuple<std::size_t, std::size_t, std::size_t>, double> sold_;
};

}  // namespace countervail::testing
