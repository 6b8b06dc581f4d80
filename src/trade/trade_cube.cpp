// SPDX-License-Identifier: Apache-2.0
#include "trade/trade_cube.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

#include "base/text.h"
#include "trade/cube_storage.h"

namespace countervail {
namespace {

constexpr std::size_t kProblemsShown = 20;

struct FlowProblems {
    Errors errors;
    std::size_t all = 0;

    void add(std::size_t flow, std::string what, std::string hint) {
        if (++all <= kProblemsShown) errors.push_back({{}, "flow " + std::to_string(flow) + ": " + std::move(what), std::move(hint)});
    }
    Errors result() {
        if (all > kProblemsShown) errors.push_back({{}, "and " + std::to_string(all - kProblemsShown) + " more flows like these", "mend the ones shown first"});
        return std::move(errors);
    }
};

auto key_of(const TradeFlow& flow) { return std::tuple(flow.year, flow.product, flow.importer, flow.exporter); }

/// New index of each product, in order of codes; problems when a code is empty or comes twice.
std::vector<ProductIndex> sort_products(std::vector<TradeProduct>& products, Errors& errors) {
    std::vector<ProductIndex> order(products.size()), place(products.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [&](ProductIndex a, ProductIndex b) { return products[a].code < products[b].code; });
    std::vector<TradeProduct> sorted;
    sorted.reserve(products.size());
    for (std::size_t at = 0; at < order.size(); ++at) {
        place[order[at]] = static_cast<ProductIndex>(at);
        sorted.push_back(std::move(products[order[at]]));
        if (sorted.back().code.empty()) errors.push_back({{}, "a product has no code", "give every product a code"});
        if (at > 0 && sorted[at].code == sorted[at - 1].code) errors.push_back({{}, "the product \"" + sorted[at].code + "\" is there twice", "give every product once"});
    }
    products = std::move(sorted);
    return place;
}

void check_places(const std::vector<TradePlace>& places, Errors& errors) {
    if (places.size() > 0xFFFF) errors.push_back({{}, std::to_string(places.size()) + " places are more than a cube can hold", "give at most 65535"});
    std::map<std::string_view, int> seen;
    for (const TradePlace& place : places) {
        if (++seen[place.id] == 2) errors.push_back({{}, "the place \"" + place.id + "\" is there twice", "give every place once"});
    }
}

void check_flow(const TradeFlow& flow, std::size_t at, std::size_t places, std::size_t products, bool domestic, FlowProblems& problems) {
    if (flow.exporter >= places || flow.importer >= places || flow.product >= products) problems.add(at, "names a place or a product that is not there", "count from 0");
    if (!(flow.value >= 0) || !std::isfinite(flow.value)) problems.add(at, "its value is not a number of 0 or more", "give thousand USD");
    if (flow.weight && (!(*flow.weight >= 0) || !std::isfinite(*flow.weight))) problems.add(at, "its weight is not a number of 0 or more", "give tonnes, or leave it out");
    if (!domestic && flow.exporter == flow.importer) problems.add(at, "goes from a place to itself", "drop it, or say that the source books domestic trade");
}

std::vector<TradeColumns> columns_of(const std::vector<TradeFlow>& flows, std::size_t products) {
    std::vector<TradeColumns> years;
    for (const TradeFlow& flow : flows) {
        if (years.empty() || years.back().year != flow.year) {
            years.emplace_back().year = flow.year;
            years.back().product_begin.assign(products + 1, 0);
        }
        TradeColumns& columns = years.back();
        ++columns.product_begin[flow.product + 1];
        columns.importers.push_back(flow.importer);
        columns.exporters.push_back(flow.exporter);
        columns.values.push_back(flow.value);
        columns.weights.push_back(flow.weight.value_or(-1));
    }
    for (TradeColumns& columns : years) std::partial_sum(columns.product_begin.begin(), columns.product_begin.end(), columns.product_begin.begin());
    return years;
}

std::vector<TradeFlow> flows_of(const TradeCube& cube) {
    std::vector<TradeFlow> flows;
    flows.reserve(cube.flows());
    for (const int number : cube.years()) {
        const TradeYear year = cube.year(number);
        for (ProductIndex product = 0; product < cube.products().size(); ++product) {
            for (auto at = year.product_begin[product]; at < year.product_begin[product + 1]; ++at)
                flows.push_back({year.exporters[at], year.importers[at], product, number, year.values[at], year.weight(at)});
        }
    }
    return flows;
}

/// Flows of one key become one, in their order.
std::vector<TradeFlow> added_up(std::vector<TradeFlow> flows) {
    std::stable_sort(flows.begin(), flows.end(), [](const TradeFlow& a, const TradeFlow& b) { return key_of(a) < key_of(b); });
    std::vector<TradeFlow> sums;
    for (const TradeFlow& flow : flows) {
        if (sums.empty() || key_of(sums.back()) != key_of(flow)) {
            sums.push_back(flow);
            continue;
        }
        sums.back().value += flow.value;
        sums.back().weight = sums.back().weight && flow.weight ? std::optional(*sums.back().weight + *flow.weight) : std::nullopt;
    }
    return sums;
}

}  // namespace

void TradeCube::Storage::index() {
    for (std::size_t at = 0; at < places.size(); ++at) place_at.emplace(places[at].id, static_cast<int>(at));
    for (std::size_t at = 0; at < products.size(); ++at) product_at.emplace(products[at].code, static_cast<int>(at));
}

const TradeProvenance& TradeCube::provenance() const { return storage_->provenance; }
const std::vector<TradePlace>& TradeCube::places() const { return storage_->places; }
const std::vector<TradeProduct>& TradeCube::products() const { return storage_->products; }

std::vector<int> TradeCube::years() const {
    std::vector<int> years;
    for (const TradeYear& year : storage_->years) years.push_back(year.year);
    return years;
}

bool TradeCube::has_year(int year) const {
    return std::ranges::any_of(storage_->years, [&](const TradeYear& at) { return at.year == year; });
}

TradeYear TradeCube::year(int year) const {
    return *std::ranges::find_if(storage_->years, [&](const TradeYear& at) { return at.year == year; });
}

std::size_t TradeCube::flows() const {
    std::size_t sum = 0;
    for (const TradeYear& year : storage_->years) sum += year.flows();
    return sum;
}

int TradeCube::place(std::string_view id) const {
    const auto at = storage_->place_at.find(std::string(id));
    return at == storage_->place_at.end() ? -1 : at->second;
}

int TradeCube::product(std::string_view code) const {
    const auto at = storage_->product_at.find(std::string(code));
    return at == storage_->product_at.end() ? -1 : at->second;
}

TradeCube cube_of(TradeProvenance provenance, std::vector<TradePlace> places, std::vector<TradeProduct> products, std::vector<TradeColumns> years) {
    auto columns = std::make_shared<std::vector<TradeColumns>>(std::move(years));
    auto storage = std::make_shared<TradeCube::Storage>();
    storage->provenance = std::move(provenance);
    storage->places = std::move(places);
    storage->products = std::move(products);
    for (const TradeColumns& year : *columns) storage->years.push_back(year.view());
    storage->owner = std::move(columns);
    storage->index();
    return TradeCube(std::move(storage));
}

Result<TradeCube> make_trade_cube(TradeProvenance provenance, std::vector<TradePlace> places, std::vector<TradeProduct> products,
                                  std::vector<TradeFlow> flows) {
    Errors errors;
    check_places(places, errors);
    const auto order = sort_products(products, errors);
    FlowProblems problems;
    for (std::size_t at = 0; at < flows.size(); ++at) {
        check_flow(flows[at], at, places.size(), products.size(), provenance.domestic, problems);
        if (flows[at].product < order.size()) flows[at].product = order[flows[at].product];
    }
    append(errors, problems.result());
    if (!errors.empty()) return std::unexpected(std::move(errors));
    std::sort(flows.begin(), flows.end(), [](const TradeFlow& a, const TradeFlow& b) { return key_of(a) < key_of(b); });
    FlowProblems twice;
    for (std::size_t at = 1; at < flows.size(); ++at) {
        if (key_of(flows[at]) != key_of(flows[at - 1])) continue;
        twice.add(at, places[flows[at].exporter].id + " to " + places[flows[at].importer].id + ", product " + products[flows[at].product].code + ", " +
                          std::to_string(flows[at].year) + " is there twice", "add the two up, or drop one");
    }
    if (twice.all > 0) return std::unexpected(twice.result());
    auto columns = columns_of(flows, products.size());
    return cube_of(std::move(provenance), std::move(places), std::move(products), std::move(columns));
}

Result<TradeCube> coarser(const TradeCube& cube, int digits) {
    TradeProvenance provenance = cube.provenance();
    if (provenance.digits < digits || digits < 1)
        return fail({}, "the trade has " + (provenance.digits > 0 ? std::to_string(provenance.digits) + "-digit codes" : "no HS codes") + ", not " + std::to_string(digits) + " digits", "import trade by finer codes, or ask for a coarser level");
    if (provenance.digits == digits) return cube;
    std::vector<TradeProduct> products;
    std::vector<ProductIndex> into;
    for (const TradeProduct& product : cube.products()) {
        const std::string code = product.code.substr(0, static_cast<std::size_t>(digits));
        if (products.empty() || products.back().code != code) products.push_back({code, {}});
        into.push_back(static_cast<ProductIndex>(products.size() - 1));
    }
    std::vector<TradeFlow> flows = flows_of(cube);
    for (TradeFlow& flow : flows) flow.product = into[flow.product];
    provenance.digits = digits;
    return make_trade_cube(std::move(provenance), cube.places(), std::move(products), added_up(std::move(flows)));
}

Result<TradeCube> regrouped(const TradeCube& cube, std::vector<TradePlace> places, std::span<const PlaceIndex> into, std::string choice) {
    TradeProvenance provenance = cube.provenance();
    provenance.choices.push_back(std::move(choice));
    std::vector<TradeFlow> flows = flows_of(cube);
    for (TradeFlow& flow : flows) {
        flow.exporter = into[flow.exporter];
        flow.importer = into[flow.importer];
    }
    if (!provenance.domestic) std::erase_if(flows, [](const TradeFlow& flow) { return flow.exporter == flow.importer; });
    return make_trade_cube(std::move(provenance), std::move(places), cube.products(), added_up(std::move(flows)));
}

Result<TradeCube> joined(std::span<const TradeCube> cubes) {
    if (cubes.empty()) return fail({}, "there is no trade to join", "name at least one cube");
    TradeProvenance provenance = cubes[0].provenance();
    std::vector<TradePlace> places;
    std::vector<TradeProduct> products;
    std::map<std::string, PlaceIndex> place_at;
    std::map<std::string, ProductIndex> product_at;
    std::vector<TradeFlow> flows;
    Errors errors;
    for (const TradeCube& cube : cubes) {
        const TradeProvenance& other = cube.provenance();
        if (std::tie(other.nomenclature, other.digits, other.valuation, other.reporting, other.domestic) !=
            std::tie(provenance.nomenclature, provenance.digits, provenance.valuation, provenance.reporting, provenance.domestic))
            errors.push_back({{}, "\"" + other.id + "\" and \"" + provenance.id + "\" differ in nomenclature, level, valuation or whose reports count", "import both with the same choices"});
        for (const TradePlace& place : cube.places()) {
            if (place_at.emplace(place.id, static_cast<PlaceIndex>(places.size())).second) places.push_back(place);
        }
        for (const TradeProduct& product : cube.products()) {
            if (product_at.emplace(product.code, static_cast<ProductIndex>(products.size())).second) products.push_back(product);
        }
        for (TradeFlow flow : flows_of(cube)) {
            flow.exporter = place_at[cube.places()[flow.exporter].id];
            flow.importer = place_at[cube.places()[flow.importer].id];
            flow.product = product_at[cube.products()[flow.product].code];
            flows.push_back(flow);
        }
        if (&cube == &cubes[0]) continue;
        provenance.id += "+" + other.id;
        provenance.files.insert(provenance.files.end(), other.files.begin(), other.files.end());
    }
    std::map<int, int> seen;
    for (const TradeCube& cube : cubes) {
        for (const int year : cube.years()) {
            if (++seen[year] == 2) errors.push_back({{}, "the year " + std::to_string(year) + " is in two of the cubes", "give every year once"});
        }
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return make_trade_cube(std::move(provenance), std::move(places), std::move(products), std::move(flows));
}

}  // namespace countervail
