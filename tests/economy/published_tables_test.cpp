// SPDX-License-Identifier: Apache-2.0
// The built-in table against OECD's inter-country table of 2022, collapsed to exporter × importer × sector
// (docs/methods/default-table.md says how far apart they are). Nothing of that table entered ours.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "base/text.h"
#include "economy/built_in_table.h"
#include "evidence/csv.h"

namespace countervail {
namespace {

using namespace testing;

constexpr const char* kCube = COUNTERVAIL_SOURCE_DIR "/../shared/data/oecd_icio_trade_cube/icio_cube_2022.csv";

/// By place and sector of goods: output and exports, USD million.
struct Totals {
    std::map<std::pair<std::string, std::string>, double> output, exports;
    void add(const std::string& from, const std::string& to, const std::string& sector, double value) {
        output[{from, sector}] += value;
        if (from != to) exports[{from, sector}] += value;
    }
};

/// Sectors that both tables know; ours that share one go together.
std::string common_sector(const std::string& code, const Industries& industries) {
    for (const IndustryCode& known : industries.codes) {
        if (known.classification != "oecd-icio" || known.code != code) continue;
        const std::string& id = industries.list[static_cast<std::size_t>(known.industry)].id;
        if (id == "electronics") return "computers and chips";
        return id == "aerospace" || id == "defence" ? "other vehicles" : id;
    }
    return {};
}

std::string world_place(const std::string& code, const Industries& industries, const IoTable& table) {
    if (table.place(code) >= 0) return code;
    const auto& members = codes_of(industries.place_groups, "REU");
    return std::find(members.begin(), members.end(), code) != members.end() ? "REU" : "ROW";
}

Totals published(const std::string& text) {
    Totals totals;
    const auto grid = view_csv(text, kCube);
    if (!grid) return totals;
    for (std::size_t row = 1; row < grid->ends.size(); ++row) {
        const auto cells = grid->row(row);
        const std::string sector = common_sector(std::string(cells[2].text), shipped_industries());
        const auto value = parse_number(cells[3].text);
        if (sector.empty() || !value) continue;
        totals.add(world_place(std::string(cells[0].text), shipped_industries(), built_in_table()),
                   world_place(std::string(cells[1].text), shipped_industries(), built_in_table()), sector, *value);
    }
    return totals;
}

Totals ours() {
    Totals totals;
    const IoTable& table = built_in_table();
    const int finals = static_cast<int>(table.final_uses.size());
    for (int cell = 0; cell < table.cells(); ++cell) {
        std::string sector = table.industries[static_cast<std::size_t>(table.industry_of(cell))];
        if (sector == "electronics" || sector == "semiconductors") sector = "computers and chips";
        if (sector == "aerospace" || sector == "defence") sector = "other vehicles";
        const std::string& from = table.places[static_cast<std::size_t>(table.place_of(cell))];
        for (FlowMatrix::InnerIterator flow(table.intermediate, cell); flow; ++flow) {
            totals.add(from, table.places[static_cast<std::size_t>(table.place_of(static_cast<int>(flow.col())))], sector, flow.value());
        }
        for (int user = 0; user < table.final_demand.cols(); ++user) {
            totals.add(from, table.places[static_cast<std::size_t>(user / finals)], sector, table.final_demand(cell, user));
        }
    }
    return totals;
}

struct Agreement {
    double correlation = 0, median_factor = 0;
    std::size_t pairs = 0;
};

/// Of logarithms, over what the published table puts above a billion.
Agreement agreement(const std::map<std::pair<std::string, std::string>, double>& theirs,
                    const std::map<std::pair<std::string, std::string>, double>& mine) {
    std::vector<double> x, y, apart;
    for (const auto& [key, value] : theirs) {
        const auto at = mine.find(key);
        if (value < 1000 || at == mine.end()) continue;
        x.push_back(std::log(value));
        y.push_back(std::log(at->second));
        apart.push_back(std::abs(y.back() - x.back()));
    }
    if (x.size() < 2) return {};
    const Eigen::Map<Eigen::ArrayXd> a(x.data(), static_cast<Eigen::Index>(x.size())), b(y.data(), static_cast<Eigen::Index>(y.size()));
    const Eigen::ArrayXd da = a - a.mean(), db = b - b.mean();
    std::nth_element(apart.begin(), apart.begin() + static_cast<long>(apart.size() / 2), apart.end());
    return {(da * db).sum() / std::sqrt(da.square().sum() * db.square().sum()), std::exp(apart[apart.size() / 2]), x.size()};
}

TEST(PublishedTables, OutputAndExportsOfGoodsAreOfTheRightSize) {
    if (!std::filesystem::exists(kCube)) GTEST_SKIP() << "no " << kCube;
    std::ifstream file(kCube);
    std::stringstream text;
    text << file.rdbuf();
    const Totals theirs = published(text.str()), mine = ours();
    const Agreement output = agreement(theirs.output, mine.output), exports = agreement(theirs.exports, mine.exports);
    RecordProperty("output_median_factor", std::to_string(output.median_factor));
    RecordProperty("exports_median_factor", std::to_string(exports.median_factor));
    ASSERT_GT(output.pairs, 300U);
    EXPECT_GT(output.correlation, 0.93);
    EXPECT_LT(output.median_factor, 1.5);
    EXPECT_GT(exports.correlation, 0.8);
    EXPECT_LT(exports.median_factor, 2.0);
}

}  // namespace
}  // namespace countervail
