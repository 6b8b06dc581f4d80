// SPDX-License-Identifier: Apache-2.0
#include "synthetic_baci.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <functional>
#include <numbers>
#include <numeric>
#include <set>
#include <stdexcept>

#include "base/library.h"
#include "trade/hs_vintage.h"
#include "trade/trade_places.h"

namespace countervail {
namespace {

constexpr std::size_t kPlaces = 238, kProducts = 5022;
constexpr std::array<int, 4> kLarge = {156, 842, 276, 392};

/// Steele, Lea & Flood (2014): SplitMix64.
class Random64 {
  public:
    explicit Random64(std::uint64_t seed) : state_(seed) {}
    std::uint64_t bits() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15ULL);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        return z ^ (z >> 31);
    }
    double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }
    double normal() {
        const double radius = std::sqrt(-2 * std::log(1 - uniform()));
        return radius * std::cos(2 * std::numbers::pi * uniform());
    }

  private:
    std::uint64_t state_;
};

std::vector<double> log_normal(Random64& random, std::size_t count, double spread) {
    std::vector<double> sizes(count);
    for (double& size : sizes) size = std::exp(spread * random.normal());
    return sizes;
}

/// Finds the factor with which min(cap, factor · weight) sums to a number.
class ChanceScale {
  public:
    explicit ChanceScale(std::vector<double> weights) : largest_(std::move(weights)), rest_(largest_.size() + 1, 0) {
        std::sort(largest_.begin(), largest_.end(), std::greater<>());
        for (std::size_t at = largest_.size(); at-- > 0;) rest_[at] = rest_[at + 1] + largest_[at];
    }
    double factor(double cap, double sum) const {
        for (std::size_t capped = 0; capped < largest_.size() && largest_[capped] > 0; ++capped) {
            const double factor = (sum - static_cast<double>(capped) * cap) / rest_[capped];
            if (factor * largest_[capped] <= cap) return factor;
        }
        throw std::runtime_error("more rows than pairs and products");
    }

  private:
    std::vector<double> largest_, rest_;   ///< descending, and the sums from each on
};

/// Systematic sampling of shares (Madow 1949): takes each item with its chance, and exactly as many as the chances sum to.
template <class Take>
void sample(const std::vector<double>& weights, double factor, double cap, double start, Take take) {
    double sum = start;
    for (std::size_t at = 0; at < weights.size(); ++at) {
        const double next = sum + std::min(cap, factor * weights[at]);
        for (auto count = static_cast<std::uint64_t>(std::floor(next)) - static_cast<std::uint64_t>(std::floor(sum)); count > 0; --count) take(at);
        sum = next;
    }
}

struct PlaceSizes {
    std::vector<double> selling, buying;
};

/// The largest sellers and buyers are places that a reader expects there.
PlaceSizes place_sizes(const SyntheticBaci& plan, Random64& random) {
    PlaceSizes sizes{log_normal(random, plan.places.size(), 1.1), log_normal(random, plan.places.size(), 0.7)};
    for (auto* of : {&sizes.selling, &sizes.buying}) {
        std::sort(of->begin(), of->end(), std::greater<>());
        for (std::size_t at = of->size() - 1; at > kLarge.size(); --at) std::swap((*of)[at], (*of)[kLarge.size() + random.bits() % (at + 1 - kLarge.size())]);
        for (std::size_t rank = 0; rank < kLarge.size(); ++rank) std::swap((*of)[rank], (*of)[static_cast<std::size_t>(std::ranges::find(plan.places, kLarge[rank]) - plan.places.begin())]);
    }
    return sizes;
}

/// How many products each ordered pair trades; all together exactly `rows`.
std::vector<std::uint32_t> products_of_pairs(const SyntheticBaci& plan, const PlaceSizes& sizes, Random64& random) {
    const auto& [selling, buying] = sizes;
    std::vector<double> weights;
    for (std::size_t i = 0; i < plan.places.size(); ++i) {
        for (std::size_t j = 0; j < plan.places.size(); ++j) weights.push_back(i == j ? 0 : selling[i] * buying[j] * std::exp(0.8 * random.normal()));
    }
    const double cap = 0.93 * static_cast<double>(plan.products.size());
    const double factor = ChanceScale(weights).factor(cap, static_cast<double>(plan.rows));
    std::vector<std::uint32_t> counts(weights.size(), 0);
    std::uint64_t all = 0;
    sample(weights, factor, cap, 0.5, [&](std::size_t pair) { ++counts[pair], ++all; });
    for (std::size_t pair = 0; all < plan.rows; pair = (pair + 1) % counts.size()) {   // what rounding lost
        if (counts[pair] > 0) ++counts[pair], ++all;
    }
    for (std::size_t pair = 0; all > plan.rows; pair = (pair + 1) % counts.size()) {
        if (counts[pair] > 0) --counts[pair], --all;
    }
    return counts;
}

}  // namespace

SyntheticBaci synthetic_baci() {
    SyntheticBaci plan;
    const auto places = TradePlaces::read(Library::embedded());
    const auto nomenclature = HsNomenclature::read(Library::embedded());
    if (!places || !nomenclature) throw std::runtime_error("the tables of places or products cannot be read");
    std::set<std::string> taken;
    const auto take = [&](int code, PlaceKind kind) {
        const PlaceRecord* record = places->by_code(PlaceScheme::baci, std::to_string(code), plan.year);
        if (record == nullptr || record->kind != kind || !record->valid_in(plan.year) || plan.places.size() == kPlaces) return;
        if (taken.insert(places->counted_as(*record).id).second) plan.places.push_back(code);
    };
    for (const int code : kLarge) take(code, PlaceKind::country);
    for (const PlaceKind kind : {PlaceKind::country, PlaceKind::territory, PlaceKind::area}) {
        for (int code = 1; code < 1000; ++code) take(code, kind);
    }
    std::sort(plan.places.begin(), plan.places.end());
    for (int heading = 0; heading < 99 && plan.products.size() < kProducts; ++heading) {   // evenly over the chapters
        for (int chapter = 1; chapter <= 97; ++chapter) {
            for (const int sub : {10, 20, 90}) {
                char code[16];
                std::snprintf(code, sizeof code, "%02d%02d%02d", chapter, heading + 1, sub);
                if (nomenclature->chapter_name(code).empty() || !nomenclature->may_have(HsVintage::hs2022, code) || plan.products.size() == kProducts) continue;
                plan.products.emplace_back(code);
            }
        }
    }
    std::sort(plan.products.begin(), plan.products.end());
    if (plan.places.size() != kPlaces || plan.products.size() != kProducts) throw std::runtime_error("too few places or products are known");
    return plan;
}

std::uint64_t write_synthetic_baci(const SyntheticBaci& plan, const std::filesystem::path& path) {
    Random64 random(plan.seed);
    const PlaceSizes sizes = place_sizes(plan, random);
    const auto counts = products_of_pairs(plan, sizes, random);
    const auto popular = log_normal(random, plan.products.size(), 0.6), unit_values = log_normal(random, plan.products.size(), 1.4);
    const ChanceScale scale(popular);
    std::ofstream file(path, std::ios::binary);
    std::string text = "t,i,j,k,v,q\n";
    std::uint64_t bytes = 0;
    const auto flush = [&] {
        file.write(text.data(), static_cast<std::streamsize>(text.size()));
        bytes += text.size();
        text.clear();
    };
    for (std::size_t pair = 0; pair < counts.size(); ++pair) {
        if (counts[pair] == 0) continue;
        const double size = std::sqrt(sizes.selling[pair / plan.places.size()] * sizes.buying[pair % plan.places.size()]) * std::exp(0.8 * random.normal());
        const std::string head = std::to_string(plan.year) + "," + std::to_string(plan.places[pair / plan.places.size()]) + "," + std::to_string(plan.places[pair % plan.places.size()]) + ",";
        const double factor = scale.factor(1, counts[pair]);
        sample(popular, factor, 1, 1e-6, [&](std::size_t product) {
            const double value = std::max(0.001, 15 * size * std::exp(2.3 * random.normal()));
            const double weight = value / (8 * unit_values[product] * std::exp(0.6 * random.normal()));
            char cells[96];
            const int length = random.uniform() < 0.04 ? std::snprintf(cells, sizeof cells, ",%.3f,%13s\n", value, "NA") : std::snprintf(cells, sizeof cells, ",%.3f,%13.3f\n", value, weight);
            text += head;
            text += plan.products[product];
            text.append(cells, static_cast<std::size_t>(length));
        });
        if (text.size() > (std::size_t{8} << 20)) flush();
    }
    flush();
    file.close();
    if (!file) throw std::runtime_error("cannot write " + path.string());
    return bytes;
}

}  // namespace countervail
