// SPDX-License-Identifier: Apache-2.0
// Economies on which published macro results are tried: the built-in table, and a published one of 2011 where it lies beside the source tree.
#pragma once

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include "economy/built_in_table.h"
#include "economy/read_table.h"

namespace countervail::testing {

using Names = std::vector<std::string>;

struct BandEconomy {
    IoTable table;
    std::vector<int> known_as;      ///< by industry of the table: industry of ours
    Names five;                     ///< the five countries of the European study, or the places that hold them
    Names european_union;           ///< places inside the union

    /// First letter of the class: A to C are goods, C is manufacturing.
    char section(int industry) const {
        const int ours = known_as[static_cast<std::size_t>(industry)];
        return ours < 0 ? '?' : shipped_industries().list[static_cast<std::size_t>(ours)].isic[0];
    }
    bool is_good(int industry) const { return section(industry) <= 'C'; }
    bool is_manufacturing(int industry) const { return section(industry) == 'C'; }
    double criticality(int input, int user) const {
        const int i = known_as[static_cast<std::size_t>(input)], j = known_as[static_cast<std::size_t>(user)];
        return i < 0 || j < 0 ? 0 : shipped_industries().criticality(i, j);
    }
    int industry(std::string_view ours) const {
        for (std::size_t i = 0; i < known_as.size(); ++i) {
            if (known_as[i] >= 0 && shipped_industries().list[static_cast<std::size_t>(known_as[i])].id == ours) return static_cast<int>(i);
        }
        return -1;
    }
    std::set<int> places(const Names& names) const {
        std::set<int> found;
        for (const std::string& name : names) found.insert(table.place(name));
        return found;
    }
    int industries() const { return static_cast<int>(table.industries.size()); }
};

inline BandEconomy band_economy(IoTable table, Names five) {
    BandEconomy made{std::move(table), {}, std::move(five), {}};
    made.known_as = match_industries(made.table, shipped_industries());
    const auto& rest = codes_of(shipped_industries().place_groups, "REU");
    for (const std::string& place : made.table.places) {
        const bool own_row = place == "DEU" || place == "FRA" || place == "NLD" || place == "EST" || place == "REU";
        if (own_row || std::find(rest.begin(), rest.end(), place) != rest.end()) made.european_union.push_back(place);
    }
    return made;
}

/// Belgium, Italy, Slovenia and Spain stand inside the rest of the European Union there.
inline const BandEconomy& built_in_economy() {
    static const BandEconomy made = band_economy(built_in_table(), {"FRA", "REU"});
    return made;
}

/// WIOD, release 2013, year 2011 (Timmer et al. 2015); nullptr where it is not at hand.
inline const BandEconomy* published_economy() {
    static const std::optional<BandEconomy> made = []() -> std::optional<BandEconomy> {
        const std::filesystem::path path = COUNTERVAIL_SOURCE_DIR "/../shared/data/wiod2013_mrio/wiot2011_inter.csv";
        if (!std::filesystem::exists(path)) return std::nullopt;
        auto table = read_table_at(path);
        if (!table) ADD_FAILURE() << to_text(table.error());
        return band_economy(std::move(table).value(), {"BEL", "FRA", "ITA", "SVN", "ESP"});
    }();
    return made ? &*made : nullptr;
}

/// The same economy with places put together: small enough for an exact equilibrium. Places in no group are the last group, "others".
inline IoTable joined(const IoTable& table, std::vector<std::pair<std::string, std::set<int>>> groups) {
    std::vector<int> group_of(table.places.size(), static_cast<int>(groups.size()));
    for (std::size_t g = 0; g < groups.size(); ++g) {
        for (const int place : groups[g].second) group_of.at(static_cast<std::size_t>(place)) = static_cast<int>(g);
    }
    groups.push_back({"others", {}});
    IoTable made;
    made.id = table.id + ", places joined";
    made.industries = table.industries;
    made.industry_names = table.industry_names;
    made.final_uses = {"all"};
    for (const auto& group : groups) made.places.push_back(group.first);
    const auto cell = [&](int from) { return made.cell(group_of[static_cast<std::size_t>(table.place_of(from))], table.industry_of(from)); };
    Eigen::MatrixXd flows = Eigen::MatrixXd::Zero(made.cells(), made.cells());
    for (int row = 0; row < table.cells(); ++row) {
        for (FlowMatrix::InnerIterator at(table.intermediate, row); at; ++at) flows(cell(row), cell(static_cast<int>(at.col()))) += at.value();
    }
    made.intermediate = flows.sparseView();
    made.final_demand = Eigen::MatrixXd::Zero(made.cells(), static_cast<Eigen::Index>(groups.size()));
    const int uses = static_cast<int>(table.final_uses.size());
    for (int row = 0; row < table.cells(); ++row) {
        for (Eigen::Index column = 0; column < table.final_demand.cols(); ++column)
            made.final_demand(cell(row), group_of[static_cast<std::size_t>(column / uses)]) += table.final_demand(row, column);
    }
    made.output = flows.rowwise().sum() + made.final_demand.rowwise().sum();
    made.value_added = made.output - flows.colwise().sum().transpose();
    return made;
}

}  // namespace countervail::testing
