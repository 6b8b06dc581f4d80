// SPDX-License-Identifier: Apache-2.0
// covers: supply_risk_inputs, ledger_supply_risk, eu_supply_risk, usgs_supply_risk
#include "dependence/supply_risk.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include "base/text.h"
#include "dependence/eu_supply_risk.h"
#include "dependence/usgs_supply_risk.h"
#include "statistics/ledger_production.h"

namespace countervail {
namespace {

const Library& library() {
    static const Library all = Library::embedded();
    return all;
}
const Ledger& ledger() {
    static const Ledger all = Ledger::read(library()).value();
    return all;
}
const StatisticsPlaceNames& names() {
    static const StatisticsPlaceNames all = StatisticsPlaceNames::read(library()).value();
    return all;
}
const Date kToday(2026, 6, 1);

std::string file_text(const std::string& path) {
    std::ifstream stream(std::string(COUNTERVAIL_SOURCE_DIR) + "/" + path);
    return {std::istreambuf_iterator<char>(stream), {}};
}

Result<SupplyRiskInputs> read(const std::string& text) { return read_supply_risk_inputs(text, "material.toml", ledger(), kToday); }

const SupplyRiskResult& result_of(const std::vector<SupplyRiskResult>& results, const std::string& id) {
    const auto found = std::ranges::find(results, id, &SupplyRiskResult::id);
    EXPECT_NE(found, results.end()) << id;
    return *found;
}

/// The example of docs/formats/supply-risk.md.
std::string page_example() {
    const std::string page = file_text("docs/formats/supply-risk.md");
    const std::size_t begin = page.find("```toml\n") + 8;
    return page.substr(begin, page.find("```", begin) - begin);
}

// The worked examples of docs/methods/dependence-eu-supply-risk.md, -usgs-supply-risk.md, -criticality-space.md and -geopolrisk.md
// share the file that docs/formats/supply-risk.md shows.
TEST(SupplyRisk, WorkedExampleOfThePages) {
    const auto inputs = read(page_example());
    ASSERT_TRUE(inputs) << to_text(inputs.error());
    const auto results = supply_risks(*inputs);
    ASSERT_EQ(results.size(), 14U);
    for (const SupplyRiskResult& result : results) {
        EXPECT_TRUE(result.value) << result.id << ": " << join(result.missing, "; ");
        EXPECT_FALSE(result.rests_on.empty()) << result.id;
    }
    const auto value = [&](const char* id) { return result_of(results, id).value.value_or(NAN); };
    EXPECT_NEAR(value("production-hhi"), 0.36 + 0.09, 1e-12);
    EXPECT_NEAR(*result_of(results, "production-hhi").high, 0.46, 1e-12);
    EXPECT_NEAR(value("production-hhi-governance"), 0.36 * 6 * 1.1 + 0.09 * 3, 1e-12);  // 2.646
    EXPECT_NEAR(value("sourcing-hhi-governance"), 0.49 * 6 * 1.1 + 0.09 * 3, 1e-12);    // 3.504
    EXPECT_NEAR(value("eu-supply-risk"), (2.646 * 0.4 + 3.504 * 0.6) * 0.9 * 0.95, 1e-12);
    EXPECT_NEAR(value("eu-economic-importance"), 10 * (0.6 * 150 + 0.4 * 50) / 200 * 0.9, 1e-12);  // 4.95
    EXPECT_NEAR(value("usgs-disruption-potential"), 0.36 * 0.7 + 0.09 * 0.4, 1e-12);
    EXPECT_NEAR(value("usgs-trade-exposure"), (1000.0 - 200 - 50) / 1000, 1e-12);
    EXPECT_NEAR(value("usgs-economic-vulnerability"), 0.02 * 3 / 10 + 0.01 * 4 / 5, 1e-12);
    EXPECT_NEAR(value("usgs-supply-risk"), std::cbrt(0.288 * 0.75 * 0.014), 1e-12);
    EXPECT_NEAR(value("criticality-magnitude"), std::sqrt((60 * 60 + 30 * 30 + 50 * 50) / 3.0), 1e-12);
    EXPECT_NEAR(value("geopolrisk-import-risk"), (700 * 0.7 + 300 * 0.3) / (1000 + 200), 1e-12);
    EXPECT_NEAR(value("geopolrisk-score"), 0.45 * 580 / 1200, 1e-12);
    EXPECT_NEAR(value("geopolrisk-midpoint"), 0.45 * 580 / 1200 * 20, 1e-11);
    EXPECT_NEAR(value("geopolrisk-factor"), 0.45 * 580 / 1200 * 20 / kCopperMidpoint, 1e-10);
    EXPECT_EQ(result_of(results, "eu-supply-risk").threshold, 1.0);
    EXPECT_EQ(result_of(results, "eu-economic-importance").threshold, 2.8);
    const Table table = supply_risk_table(*inputs, results);
    EXPECT_EQ(table.rows.size(), 14U);
    EXPECT_FALSE(table.sources.empty());
}

TEST(SupplyRisk, TheExampleOfTheLedgerSaysWhatIsMissing) {
    const auto inputs = read_supply_risk_inputs(file_text("examples/supply-risk/graphite-usa.toml"), "graphite-usa.toml", ledger(), kToday);
    ASSERT_TRUE(inputs) << to_text(inputs.error());
    const auto results = supply_risks(*inputs);
    const SupplyRiskResult& hhi = result_of(results, "production-hhi");
    ASSERT_TRUE(hhi.value);
    EXPECT_NEAR(*hhi.value, 0.677, 0.001);  // 1,270 of 1,550 kt from one place
    EXPECT_GT(*hhi.high, *hhi.value);
    EXPECT_NE(std::ranges::find(hhi.rests_on, "H-254.CHN.2024"), hhi.rests_on.end());
    EXPECT_NEAR(*result_of(results, "usgs-trade-exposure").value, (73'900.0 - 8'740) / 65'200, 1e-9);
    for (const char* id :
         {"production-hhi-governance", "geopolrisk-score", "eu-supply-risk", "eu-economic-importance", "usgs-supply-risk", "criticality-magnitude"}) {
        EXPECT_FALSE(result_of(results, id).value) << id;
        EXPECT_FALSE(result_of(results, id).missing.empty()) << id;
    }
    const auto& missing = result_of(results, "eu-supply-risk").missing;
    EXPECT_TRUE(std::ranges::any_of(missing, [](const std::string& text) {
        return text.find("EU supply risk (2017 method) needs the end-of-life recycling input rate: give material.recycling_input_rate") !=
               std::string::npos;
    }));
    // What several places lack is said once.
    EXPECT_EQ(missing.front(),
              "EU supply risk (2017 method) needs the governance of CHN, MDG, BRA, MOZ, TZA, RUS, IND, CAN: give [[producer]] governance (mean of "
              "the six WGI estimates)");
    EXPECT_LE(missing.size(), 4U);
    const auto early = read_supply_risk_inputs(file_text("examples/supply-risk/graphite-usa.toml"), "graphite-usa.toml", ledger(), Date(2024, 1, 1));
    ASSERT_FALSE(early);  // the statements were published later
    EXPECT_GT(early.error().size(), 5U);
}

TEST(SupplyRisk, TheLedgerItselfAnswersForTheDefaultMaterials) {
    for (const auto& [item, year, most] :
         {std::tuple("rare-earths", 2024, "CHN"), std::tuple("gallium", 2024, "CHN"), std::tuple("graphite.natural", 2024, "CHN"),
          std::tuple("antimony.ore", 2024, "CHN"), std::tuple("germanium", 2022, "CHN")}) {
        const SupplyRiskInputs inputs = supply_risk_inputs_of(ledger(), names(), item, "USA", year, kToday);
        const auto results = supply_risks(inputs);
        const SupplyRiskResult& hhi = result_of(results, "production-hhi");
        ASSERT_TRUE(hhi.value) << item << ": " << join(hhi.missing, "; ");
        EXPECT_GT(*hhi.value, 0.2) << item;
        EXPECT_TRUE(std::ranges::all_of(hhi.rests_on, [](const std::string& id) { return ledger().find(id) != nullptr; }))
            << item << join(hhi.rests_on, " ");
        EXPECT_FALSE(result_of(results, "production-hhi-governance").value) << item;  // the ledger states no governance
        EXPECT_TRUE(std::ranges::any_of(inputs.producers, [&](const SupplyRiskOrigin& origin) { return origin.place == most; })) << item;
    }
    const auto germanium = supply_risks(supply_risk_inputs_of(ledger(), names(), "germanium", "USA", 2022, kToday));
    EXPECT_NEAR(*result_of(germanium, "production-hhi").value, 0.744943311, 1e-9);
    const SupplyRiskInputs graphite = supply_risk_inputs_of(ledger(), names(), "graphite.natural", "USA", 2024, kToday);
    EXPECT_EQ(graphite.imports->from, "H-254.imports.2024");
    EXPECT_NEAR(graphite.imports->value, 73'900, 1e-6);
    EXPECT_EQ(graphite.net_import_reliance->value, 1);
    EXPECT_EQ(graphite.suppliers.size(), 4U);
    const SupplyRiskInputs unknown = supply_risk_inputs_of(ledger(), names(), "unobtainium", "USA", 2024, kToday);
    EXPECT_FALSE(unknown.notes.empty());
    for (const SupplyRiskResult& result : supply_risks(unknown)) EXPECT_FALSE(result.value) << result.id;
}

TEST(SupplyRisk, OneProducerAloneIsNotAWorld) {
    const auto alone = read("[material]\nname = \"x\"\n[[producer]]\nplace = \"AAA\"\namount = 5\n");
    ASSERT_TRUE(alone);
    const auto results = supply_risks(*alone);
    const SupplyRiskResult& hhi = result_of(results, "production-hhi");
    EXPECT_FALSE(hhi.value);
    EXPECT_NE(hhi.missing.front().find("material.world_production"), std::string::npos);
}

TEST(SupplyRisk, GovernanceOfATableFillsWhatIsNotStated) {
    auto inputs = read(
        "[material]\nname = \"x\"\nyear = 2022\n[[producer]]\nplace = \"CHN\"\nshare = 0.6\ngovernance = -1\n[[producer]]\nplace = \"AUS\"\nshare = "
        "0.4\n");
    ASSERT_TRUE(inputs) << to_text(inputs.error());
    GovernanceTable table{"wgi", "test", {}, {}};
    for (const char* place : {"AUS", "CHN"}) {
        for (const GovernanceIndicator indicator : kGovernanceIndicators) table.rows.push_back({place, 2022, indicator, 1.5, {}, {}});
    }
    fill_governance(*inputs, table, 2022);
    EXPECT_EQ(inputs->producers[0].governance->value, -1);
    EXPECT_EQ(inputs->producers[1].governance->value, 1.5);
    EXPECT_EQ(inputs->producers[1].political_stability->value, 1.5);
    EXPECT_EQ(inputs->producers[1].governance->from, "wgi, 2022");
    const auto results = supply_risks(*inputs);
    EXPECT_NEAR(*result_of(results, "production-hhi-governance").value, 0.36 * 7 + 0.16 * 2, 1e-12);
}

TEST(SupplyRisk, EveryProblemOfAFileAtOnce) {
    const auto inputs = read(R"([material]
name = "x"
year = 22
import_reliance = 40
recycling_input = 0.1
imports = "H-254.imports.2024"
exports = "A-17.exports.2024"
substitution_supply = "no-such-statement"
[[producer]]
place = "China"
share = 0.7
amount = 5
[[producer]]
place = "AUS"
share = 0.5
governance = 65
[[producer]]
place = "AUS"
[[industry]]
name = "y"
operating_profit = 0
)");
    ASSERT_FALSE(inputs);
    const std::string all = to_text(inputs.error());
    for (const char* part :
         {"the year is 22", "40 % is 0.4", "recycling_input", "different bases", "no-such-statement", "\"China\" is no ISO3 code",
          "a share and an amount", "add up to 1.2", "about -2.5 to 2.5", "AUS has a row already", "neither share nor amount", "without profit"}) {
        EXPECT_NE(all.find(part), std::string::npos) << part << "\n" << all;
    }
    for (const Error& error : inputs.error()) {
        EXPECT_EQ(error.where.file, "material.toml");
        EXPECT_GT(error.where.line, 0) << to_text(error);
        EXPECT_FALSE(error.hint.empty()) << to_text(error);
    }
    EXPECT_FALSE(read("[material\n"));
    const auto unnamed = read("");
    ASSERT_FALSE(unnamed);
    EXPECT_NE(to_text(unnamed.error()).find("\"name\" of [material] is missing"), std::string::npos) << to_text(unnamed.error());
}

TEST(SupplyRiskFile, AYearThatIsNoNumberIsOneProblem) {
    const auto told = [](const std::string& year) {
        const auto inputs = read("[material]\nname = \"x\"\nyear = " + year + "\n");
        const std::string all = inputs ? std::string() : to_text(inputs.error());
        return std::pair(all.find("whole number") != std::string::npos, all.find("the year is") != std::string::npos);
    };
    EXPECT_EQ(told("\"soon\""), std::pair(true, false));
    for (const char* wrong : {"0", "-1", "22", "99999999999"}) EXPECT_EQ(told(wrong), std::pair(false, true)) << wrong;
}

TEST(EuSupplyRisk, ThresholdsAndClipping) {
    EXPECT_EQ(import_reliance(10, 20, 5), 0);
    EXPECT_EQ(import_reliance(10, 0, 0), 1);
    EXPECT_NEAR(import_reliance(30, 10, 80), 0.2, 1e-15);
    EXPECT_EQ(trade_exposure(100, 10, 0, 50), 1);
    EXPECT_EQ(trade_exposure(10, 100, 0, 50), 0);
    EXPECT_EQ(trade_exposure(10, 10, -5, 50), 0.1);
    EXPECT_NEAR(criticality_magnitude(100, 100, 100), 100, 1e-12);
}

RC_GTEST_PROP(EuSupplyRisk, RisesWithWorseGovernanceAndFallsWithRecycling, ()) {
    EuSupplyRiskInputs inputs;
    const auto count = *rc::gen::inRange<std::size_t>(1, 10);
    for (std::size_t i = 0; i < count; ++i) {
        const WeightedShare share{std::to_string(i), 1.0 / static_cast<double>(count), *rc::gen::inRange(0, 90) / 10.0, 1};
        inputs.world.push_back(share);
        inputs.sourcing.push_back(share);
    }
    inputs.import_reliance = *rc::gen::inRange(0, 101) / 100.0;
    inputs.recycling = *rc::gen::inRange(0, 90) / 100.0;
    inputs.substitution = *rc::gen::inRange(50, 101) / 100.0;
    const double risk = eu_supply_risk(inputs);
    RC_ASSERT(risk >= 0 && risk <= 10);
    EuSupplyRiskInputs worse = inputs;
    worse.sourcing[0].governance += 1;
    RC_ASSERT(eu_supply_risk(worse) > risk);
    EuSupplyRiskInputs recycled = inputs;
    recycled.recycling += 0.1;
    RC_ASSERT(eu_supply_risk(recycled) <= risk);
    std::ranges::reverse(inputs.world);
    std::ranges::reverse(inputs.sourcing);
    RC_ASSERT(eu_supply_risk(inputs) == risk);
}

RC_GTEST_PROP(UsgsSupplyRisk, PartsStayInTheirRangesAndRiskRisesWithEach, ()) {
    const auto share = [](int most) { return *rc::gen::inRange(0, most) / 100.0; };
    std::vector<SupplierAbroad> suppliers;
    const auto count = *rc::gen::inRange<std::size_t>(1, 10);
    for (std::size_t i = 0; i < count; ++i) suppliers.push_back({std::to_string(i), 1.0 / static_cast<double>(count), share(91), share(91)});
    const double potential = disruption_potential(suppliers);
    RC_ASSERT(potential >= 0 && potential <= 1);
    const double before = potential;
    suppliers[0].inability = suppliers[0].unwillingness = 1;
    RC_ASSERT(disruption_potential(suppliers) > before);
    const double exposure =
        trade_exposure(*rc::gen::inRange(0, 1000), *rc::gen::inRange(0, 1000), *rc::gen::inRange(-100, 100), *rc::gen::inRange(1, 1000));
    RC_ASSERT(exposure >= 0 && exposure <= 1);
    const double risk = usgs_supply_risk(potential, exposure, 0.5);
    RC_ASSERT(risk >= 0 && risk <= 1);
    RC_ASSERT(usgs_supply_risk(potential, exposure, 0.6) >= risk);
    RC_ASSERT(usgs_supply_risk(potential, std::min(1.0, exposure + 0.1), 0.5) >= risk);
}

}  // namespace
}  // namespace countervail
