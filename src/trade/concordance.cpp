// SPDX-License-Identifier: Apache-2.0
#include "trade/concordance.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <span>
#include <tuple>

#include "base/text.h"
#include "trade/hs_vintage.h"

namespace countervail {
namespace {

struct Share {
    ProductIndex target;
    double share;
};

/// Shares of one code among its targets; they add up to 1.
std::vector<std::pair<std::string, double>> shares_of(std::span<const ConcordanceLink> links, ConcordanceSplit split) {
    std::vector<std::pair<std::string, double>> shares;
    double sum = 0;
    for (const ConcordanceLink& link : links) {
        const double share = split == ConcordanceSplit::equally    ? 1
                             : split == ConcordanceSplit::by_lines ? static_cast<double>(link.lines)
                                                                   : link.weight.value_or(0);
        if (share > 0) shares.emplace_back(link.to, share);
        sum += share;
    }
    for (auto& [code, share] : shares) share /= sum;
    return shares;
}

/// Links of a code, by its own digits or its first.
std::span<const ConcordanceLink> links_of(const Concordance& concordance, std::string_view code) {
    const auto range = [&](std::string_view wanted) {
        const auto [begin, end] = std::ranges::equal_range(concordance.links, wanted, {},
                                                           [](const ConcordanceLink& link) { return std::string_view(link.from); });
        return std::span<const ConcordanceLink>(begin, end);
    };
    if (const auto found = range(code); !found.empty() || code.find_first_not_of("0123456789") != std::string_view::npos) return found;
    for (std::size_t digits = code.size(); digits >= 2; --digits) {
        if (const auto found = range(code.substr(0, digits)); !found.empty()) return found;
    }
    return {};
}

std::vector<TradeFlow> added_up(std::vector<TradeFlow> flows) {
    const auto key = [](const TradeFlow& flow) { return std::tuple(flow.year, flow.product, flow.importer, flow.exporter); };
    std::ranges::stable_sort(flows, [&](const TradeFlow& a, const TradeFlow& b) { return key(a) < key(b); });
    std::vector<TradeFlow> sums;
    for (const TradeFlow& flow : flows) {
        if (sums.empty() || key(sums.back()) != key(flow)) {
            sums.push_back(flow);
            continue;
        }
        sums.back().value += flow.value;
        sums.back().weight = sums.back().weight && flow.weight ? std::optional(*sums.back().weight + *flow.weight) : std::nullopt;
    }
    return sums;
}

double value_of(const TradeCube& cube, ProductIndex product) {
    double sum = 0;
    for (const int number : cube.years()) {
        const TradeYear year = cube.year(number);
        for (auto flow = year.product_begin[product]; flow < year.product_begin[product + 1]; ++flow) sum += year.values[flow];
    }
    return sum;
}

/// Targets of every product of a cube.
class Targets {
  public:
    Targets(const TradeCube& cube, const Concordance& concordance, ConcordanceSplit split, ImportNotes& notes) {
        std::map<std::string, ProductIndex> index;
        const auto index_of = [&](const std::string& code) {
            const auto [at, is_new] = index.emplace(code, static_cast<ProductIndex>(products.size()));
            if (is_new) {
                const auto name = concordance.names.find(code);
                products.push_back({code, name == concordance.names.end() ? std::string() : name->second});
            }
            return at->second;
        };
        const std::string rest = unassigned_code(concordance);
        for (ProductIndex product = 0; product < cube.products().size(); ++product) {
            std::vector<Share> shares;
            for (const auto& [code, share] : shares_of(links_of(concordance, cube.products()[product].code), split))
                shares.push_back({index_of(code), share});
            if (shares.empty()) {
                const double value = value_of(cube, product);
                without_target += value;
                notes.add("code without a target", "kept under " + rest,
                          {{concordance.file.substr(0, concordance.file.rfind(' '))},
                           "the code " + cube.products()[product].code + " is not in the table",
                           "add it to the table, or leave it so"},
                          value);
                shares.push_back({index_of(rest), 1});
                if (products.back().code == rest) products.back().name = "without a target";
            } else {
                ++with_target;
                split_codes += shares.size() > 1 ? 1 : 0;
            }
            of.push_back(std::move(shares));
        }
    }

    std::vector<std::vector<Share>> of;  ///< by product of the cube
    std::vector<TradeProduct> products;
    std::size_t with_target = 0, split_codes = 0;
    double without_target = 0;
};

std::vector<TradeFlow> split_flows(const TradeCube& cube, const Targets& targets) {
    std::vector<TradeFlow> flows;
    for (const int number : cube.years()) {
        const TradeYear year = cube.year(number);
        for (ProductIndex product = 0; product < cube.products().size(); ++product) {
            for (auto flow = year.product_begin[product]; flow < year.product_begin[product + 1]; ++flow) {
                for (const Share& share : targets.of[product]) {
                    const auto weight = year.weight(flow);
                    flows.push_back({year.exporters[flow], year.importers[flow], share.target, number, year.values[flow] * share.share,
                                     weight ? std::optional(*weight * share.share) : std::nullopt});
                }
            }
        }
    }
    return flows;
}

std::string words_of(ConcordanceSplit split) {
    switch (split) {
        case ConcordanceSplit::equally: return "equally among their targets";
        case ConcordanceSplit::by_lines: return "among their targets by the number of lines that name each";
        case ConcordanceSplit::by_weights: return "by the table's weights";
    }
    return {};
}

int digits_of(const Concordance& concordance) {
    if (!parse_hs_vintage(concordance.to)) return 0;
    std::set<std::size_t> sizes;
    for (const ConcordanceLink& link : concordance.links) sizes.insert(link.to.size());
    return sizes.size() == 1 ? static_cast<int>(*sizes.begin()) : 0;
}

}  // namespace

std::string unassigned_code(const Concordance& concordance) {
    const int digits = digits_of(concordance);
    return digits > 0 ? std::string(static_cast<std::size_t>(digits), '9') : "unassigned";
}

Result<TradeCube> convert(const TradeCube& cube, const Concordance& concordance, ConcordanceSplit split, ImportNotes& notes) {
    TradeProvenance provenance = cube.provenance();
    const Place where{concordance.file.substr(0, concordance.file.rfind(' '))};
    if (parse_hs_vintage(concordance.from) && parse_hs_vintage(provenance.nomenclature) &&
        parse_hs_vintage(concordance.from) != parse_hs_vintage(provenance.nomenclature))
        return fail(where, "goes from " + concordance.from + " to " + concordance.to + ", and the trade is in " + provenance.nomenclature,
                    concordance.to == provenance.nomenclature ? "read the table the other way round"
                                                              : "take the table from " + provenance.nomenclature);
    if (split == ConcordanceSplit::by_weights && !concordance.weighted)
        return fail(where, "has no weight for every pair of codes", "name its column of weights, or divide equally");
    const Targets targets(cube, concordance, split, notes);
    if (targets.with_target == 0)
        return fail(where, "has none of the " + std::to_string(cube.products().size()) + " codes of the trade",
                    "look whether it is the table for " + provenance.nomenclature);
    provenance.choices.push_back("codes converted from " + provenance.nomenclature + " to " + concordance.to + " by " + concordance.file +
                                 "; " + std::to_string(targets.split_codes) + " codes with several targets are divided " + words_of(split) +
                                 "; USD thousand " + readable_number(targets.without_target, 6) + " have no target");
    provenance.files.push_back(concordance.file);
    provenance.nomenclature = concordance.to;
    provenance.digits = digits_of(concordance);
    return make_trade_cube(std::move(provenance), cube.places(), targets.products, added_up(split_flows(cube, targets)));
}

Result<TradeCube> with_names(const TradeCube& cube, const std::map<std::string, std::string>& names) {
    std::vector<TradeProduct> products = cube.products();
    for (TradeProduct& product : products) {
        const auto name = names.find(product.code);
        if (product.name.empty() && name != names.end()) product.name = name->second;
    }
    std::vector<TradeFlow> flows;
    for (const int number : cube.years()) {
        const TradeYear year = cube.year(number);
        for (ProductIndex product = 0; product < products.size(); ++product) {
            for (auto flow = year.product_begin[product]; flow < year.product_begin[product + 1]; ++flow)
                flows.push_back({year.exporters[flow], year.importers[flow], product, number, year.values[flow], year.weight(flow)});
        }
    }
    return make_trade_cube(cube.provenance(), cube.places(), std::move(products), std::move(flows));
}

}  // namespace countervail
