// SPDX-License-Identifier: Apache-2.0
// Published macro results beside ours, and the tables of docs/methods/losses.md, which must hold what is computed here.
#include "losses/bands.h"

#include <fmt/format.h>

#include <fstream>
#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <sstream>

#include "base/text.h"

namespace countervail::testing {
namespace {

/// One row of the page: what was published, per cent of loss, and how ours is computed.
struct Band {
    std::string label;
    double published_low = 0, published_high = 0;
    std::function<LossRange()> ours;
};

std::vector<Band> european_bands(const BandEconomy& economy) {
    const auto cut = std::make_shared<CriticalInputsCut>(economy);
    const auto range = [cut](double (CriticalInputsCut::*reading)(const NestElasticities&) const) {
        return [cut, reading] { return loss_range(kMonths, [&](const NestElasticities& e) { return ((*cut).*reading)(e); }); };
    };
    const auto half_critical = [cut] {
        const double loss = cut->half_critical();
        return LossRange{loss, loss, loss};
    };
    std::vector<Band> bands{{"rated critical, nothing stands in", 2, 3, range(&CriticalInputsCut::irreplaceable)},
                            {"rated critical, other makers stand in", 2, 3, range(&CriticalInputsCut::replaceable)},
                            {"as much as is counted critical", 2, 3, range(&CriticalInputsCut::counted)},
                            {"the same, general equilibrium", 2, 3, range(&CriticalInputsCut::network)},
                            {"half-critical, stocks gone", 2, 3, half_critical}};
    if (economy.table.built_in) bands.push_back({"ores, oxides, metals and magnets alone", 2, 3, range(&CriticalInputsCut::counted_in_tonnes)});
    return bands;
}

std::vector<Band> german_bands(const BandEconomy& economy) {
    const auto germany = std::make_shared<GermanyWithout>(economy);
    std::vector<Band> bands;
    const auto add = [&](const std::string& what, double low, double high, double (GermanyWithout::*loss)(const NestElasticities&) const) {
        for (const auto& [years, horizon] : {std::pair{kMonths, "months"}, std::pair{kYear, "a year"}}) {
            const double after = years;
            bands.push_back({what + ", " + horizon, low, high, [=] { return loss_range(after, [&](const NestElasticities& e) { return ((*germany).*loss)(e); }); }});
        }
    };
    add("energy, one process", 0.5, 3, &GermanyWithout::one_process_energy);
    add("gas, one process", 0.5, 3, &GermanyWithout::one_process_gas);
    add("energy, network", 0, 1, &GermanyWithout::network_energy);
    add("gas, network", 0, 1, &GermanyWithout::network_gas);
    return bands;
}

std::vector<Band> decoupling_bands(const BandEconomy& economy) {
    const auto range = [&economy](double years) {
        return [&economy, years] { return loss_range(years, [&](const NestElasticities& e) { return decoupling(economy, e.origin); }); };
    };
    return {{"no trade, first months", 5, 5, range(kMonths)}, {"no trade, first year", 4, 4, range(kYear)}, {"no trade, for good", 1, 2, range(kLongRun)}};
}

const std::vector<Band>& bands_of(const BandEconomy& economy) {
    static std::map<std::string, std::vector<Band>> made;
    auto& bands = made[economy.table.id];
    if (bands.empty()) {
        for (const auto& some : {european_bands(economy), german_bands(economy), decoupling_bands(economy)}) bands.insert(bands.end(), some.begin(), some.end());
    }
    return bands;
}

/// Computed once, when first asked for.
LossRange ours(const BandEconomy& economy, const std::string& label) {
    static std::map<std::pair<std::string, std::string>, LossRange> known;
    const auto key = std::pair(economy.table.id, label);
    if (const auto found = known.find(key); found != known.end()) return found->second;
    for (const Band& band : bands_of(economy)) {
        if (band.label == label) return known[key] = band.ours();
    }
    ADD_FAILURE() << "no band " << label;
    return {};
}

// ---- Robust whatever the table

class BandsOfBothTables : public ::testing::TestWithParam<bool> {
  protected:
    void SetUp() override {
        economy_ = GetParam() ? published_economy() : &built_in_economy();
        if (economy_ == nullptr) GTEST_SKIP() << "no ../shared/data/wiod2013_mrio beside the source tree";
    }
    LossRange loss(const std::string& label) const { return ours(*economy_, label); }
    const BandEconomy* economy_ = nullptr;
};
INSTANTIATE_TEST_SUITE_P(, BandsOfBothTables, ::testing::Values(false, true), [](const auto& at) { return at.param ? "Published" : "BuiltIn"; });

TEST_P(BandsOfBothTables, EasierSubstitutionNeverCostsMore) {
    for (const Band& band : bands_of(*economy_)) {
        const auto [low, likely, high] = loss(band.label);
        EXPECT_TRUE(std::isfinite(high) && high > 0) << band.label;
        EXPECT_FALSE(likely < high) << band.label;
        EXPECT_FALSE(low < likely) << band.label;
    }
}

TEST_P(BandsOfBothTables, HalfOfAnInputCostsAtMostHalfOfEachProcess) {
    for (const char* label : {"rated critical, nothing stands in", "rated critical, other makers stand in", "as much as is counted critical", "half-critical, stocks gone"})
        EXPECT_LT(loss(label).at_low, kHalf) << label;
    const LossRange alone = loss("rated critical, nothing stands in"), helped = loss("rated critical, other makers stand in");
    EXPECT_GT(alone.at_low, helped.at_low);
    EXPECT_GT(alone.at_likely, helped.at_likely);
    EXPECT_GT(alone.at_high, helped.at_high);
}

TEST_P(BandsOfBothTables, EuropeanManufacturingOverlapsWithWhatWasPublished) {
    for (const char* label : {"rated critical, other makers stand in", "as much as is counted critical"}) {
        EXPECT_GT(loss(label).at_low, 0.02) << label;
        EXPECT_LT(loss(label).at_high, 0.03) << label;
    }
    // The elasticity that would give the published loss lies inside the range that was assumed before it was looked at.
    const CriticalInputsCut cut(*economy_);
    const Statement* assumed = shipped_ledger().find("assume:elasticity-critical-short");
    ASSERT_NE(assumed, nullptr);
    EXPECT_GT(cut.elasticity_that_loses(0.03), assumed->low);
    EXPECT_LT(cut.elasticity_that_loses(0.02), assumed->high);
}

TEST_P(BandsOfBothTables, GermanGasLiesInTheBandAndTheNetworkBelowIt) {
    for (const char* label : {"gas, one process, months", "gas, one process, a year"}) {
        EXPECT_GT(loss(label).at_low, 0.005) << label;
        EXPECT_LT(loss(label).at_high, 0.03) << label;
    }
    EXPECT_LT(loss("energy, network, months").at_likely, 0.01) << "the published network stays below 1%";
    EXPECT_LT(loss("gas, network, a year").at_likely, 0.01);
    // Energy that is missing is cheaper than as much gas that is: others of its kind stand in.
    for (const char* horizon : {", months", ", a year"}) EXPECT_LT(loss(std::string("energy, network") + horizon).at_likely, loss(std::string("gas, network") + horizon).at_likely);
}

TEST_P(BandsOfBothTables, DecouplingCostsLessWithTime) {
    const LossRange months = loss("no trade, first months"), year = loss("no trade, first year"), for_good = loss("no trade, for good");
    EXPECT_GT(months.at_high, year.at_high);
    EXPECT_GT(year.at_likely, for_good.at_likely);
    EXPECT_GT(year.at_high, for_good.at_high);
    EXPECT_LT(for_good.at_high, 0.02);
    EXPECT_GT(for_good.at_low, 0.01);
}

// Shares and elasticities of Bachmann et al. 2022 in the closed form of their simplified model.
TEST(PublishedGas, SharesOfTheStudyGiveItsBand) {
    EXPECT_NEAR(100 * ces_loss({0.04, 0.04, 0.90}), 1.57, 0.005);
    EXPECT_NEAR(100 * ces_loss({0.012, 0.1, 0.70}), 2.75, 0.005);
    for (const double elasticity : {0.04, 0.1}) {
        EXPECT_GT(ces_loss({0.04, elasticity, 0.92}), 0.0045);
        EXPECT_LT(ces_loss({0.04, elasticity, 0.90}), 0.03);
    }
    EXPECT_GT(ces_loss({0.012, 0.04, 0.70}), 0.15) << "gas for itself with the lower elasticity is far outside the band";
}

// ---- The page says what was computed

/// Cells of the page's table row that begins with `label`.
std::vector<std::string> row_of(const std::string& file, const std::string& label) {
    std::ifstream page(std::string(COUNTERVAIL_SOURCE_DIR "/docs/methods/") + file);
    for (std::string line; std::getline(page, line);) {
        if (!line.starts_with("| " + label + " |")) continue;
        std::vector<std::string> cells;
        std::stringstream parts(line.substr(1));
        for (std::string cell; std::getline(parts, cell, '|');) cells.push_back(std::string(trim(cell)));
        return cells;
    }
    ADD_FAILURE() << file << " has no row \"" << label << "\"";
    return {};
}

std::string per_cent(double share) {
    const double value = 100 * share;
    if (!std::isfinite(value)) return "…";
    return value >= 10 ? fmt::format("{:.0f}", value) : value >= 1 ? fmt::format("{:.1f}", value) : value >= 0.1 ? fmt::format("{:.2f}", value) : fmt::format("{:.3f}", value);
}
std::string shown(const LossRange& range) {
    if (range.at_low == range.at_high) return per_cent(range.at_low) + " %";
    return per_cent(range.at_likely) + " % (" + per_cent(range.at_high) + "–" + per_cent(range.at_low) + ")";
}
std::string verdict(const Band& band, const LossRange& found) {
    constexpr double kInfinite = std::numeric_limits<double>::infinity();
    const auto value = [](double share) { return std::isfinite(share) ? 100 * share : kInfinite; };
    const double likely = value(found.at_likely), least = value(found.at_high), most = value(found.at_low);
    if (likely >= band.published_low && likely <= band.published_high) return "inside";
    if (least > band.published_high) return "**missed**, above";
    if (most < band.published_low) return "**missed**, below";
    return "ranges overlap";
}

// Row: reading | published | built-in table | WIOD 2011 | verdict on either.
TEST(LossesPage, HoldsTheBandsOfTheBuiltInTable) {
    for (const Band& band : bands_of(built_in_economy())) {
        const LossRange found = ours(built_in_economy(), band.label);
        const auto cells = row_of("losses.md", band.label);
        ASSERT_EQ(cells.size(), 5U) << band.label;
        EXPECT_EQ(cells[2], shown(found)) << band.label;
        EXPECT_EQ(cells[4].substr(0, cells[4].find(" / ")), verdict(band, found)) << band.label;
    }
}

TEST(LossesPage, HoldsTheBandsOfThePublishedTable) {
    if (published_economy() == nullptr) GTEST_SKIP() << "no ../shared/data/wiod2013_mrio beside the source tree";
    for (const Band& band : bands_of(*published_economy())) {
        const LossRange found = ours(*published_economy(), band.label);
        const auto cells = row_of("losses.md", band.label);
        ASSERT_EQ(cells.size(), 5U) << band.label;
        EXPECT_EQ(cells[3], shown(found)) << band.label;
        const auto slash = cells[4].find(" / ");
        ASSERT_NE(slash, std::string::npos) << band.label;
        EXPECT_EQ(cells[4].substr(slash + 3), verdict(band, found)) << band.label;
    }
}

TEST(LossesPage, HoldsTheClosedFormOfTheStudy) {
    const struct { const char* label; double share, left; } rows[] = {{"energy, 8 % short", 0.04, 0.92}, {"energy, 10 % short", 0.04, 0.90}, {"gas, 30 % short", 0.012, 0.70}};
    for (const auto& row : rows) {
        const auto cells = row_of("losses.md", row.label);
        ASSERT_EQ(cells.size(), 4U) << row.label;
        EXPECT_EQ(cells[2], per_cent(ces_loss({row.share, 0.1, row.left})) + " %") << row.label;
        EXPECT_EQ(cells[3], per_cent(ces_loss({row.share, 0.04, row.left})) + " %") << row.label;
    }
}

TEST(LossesPage, HoldsWhatDrivesTheBands) {
    const auto check = [](const BandEconomy& economy, std::size_t column) {
        const CriticalInputsCut cut(economy);
        const GermanyWithout germany(economy);
        EXPECT_EQ(row_of("losses.md", "cost share of what is counted critical").at(column), per_cent(cut.counted_share()) + " %");
        EXPECT_EQ(row_of("losses.md", "elasticity that gives −3 … −2 %").at(column), fmt::format("{:.2f} … {:.2f}", cut.elasticity_that_loses(0.03), cut.elasticity_that_loses(0.02)));
        EXPECT_EQ(row_of("losses.md", "coal, oil and gas over product").at(column), per_cent(germany.energy_of_product()) + " %");
        EXPECT_EQ(row_of("losses.md", "of it from Germany itself").at(column), per_cent(germany.home_share()) + " %");
        const IoTable sides = blocs(economy);
        EXPECT_EQ(row_of("losses.md", "bought across the line, of Germany's product").at(column), per_cent(trade_of_product(sides, 2, 0)) + " %");
        EXPECT_EQ(row_of("losses.md", "sold across the line, of Germany's product").at(column), per_cent(trade_of_product(sides, 0, 2)) + " %");
    };
    check(built_in_economy(), 1);
    if (published_economy() != nullptr) check(*published_economy(), 2);
}

// The figures themselves: tests/propagation/ario_katrina_test.cpp.
TEST(LossesPage, SaysOfKatrinaWhatThePageOfTheModelSays) {
    const auto model = row_of("ario.md", "107");
    ASSERT_EQ(model.size(), 5U);
    double least = 1e9, most = 0;
    for (std::size_t i = 1; i <= 3; ++i) {
        const double total = std::stod(model[i]);
        least = std::min(least, total);
        most = std::max(most, total);
    }
    const auto cells = row_of("losses.md", "107 direct");
    ASSERT_EQ(cells.size(), 4U);
    EXPECT_EQ(cells[1], "149");
    EXPECT_EQ(cells[2], fmt::format("{:.0f}–{:.0f}", least, most));
    EXPECT_LT(least, 149);
    EXPECT_GT(most, 149);
}

}  // namespace
}  // namespace countervail::testing
