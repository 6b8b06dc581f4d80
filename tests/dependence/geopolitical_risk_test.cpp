// SPDX-License-Identifier: Apache-2.0
#include "dependence/geopolitical_risk.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "base/text.h"
#include "dependence/production_concentration.h"
#include "evidence/xlsx.h"
#include "statistics/read_governance.h"
#include "statistics/read_production.h"

namespace countervail {
namespace {

std::string shared_bytes(const std::string& path) {
    std::ifstream stream(std::string(COUNTERVAIL_SOURCE_DIR) + "/../shared/oracles/geopolrisk/" + path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

constexpr const char* kBook = "Testing case - tool.xlsx";

const StatisticsPlaceNames& names() {
    static const StatisticsPlaceNames all = StatisticsPlaceNames::read(Library::embedded()).value();
    return all;
}

/// The workbook's cells by row number and column letter's number.
using Cells = std::map<int, std::map<int, std::string>>;

Cells cells_of(const Grid& grid) {
    Cells cells;
    for (const auto& row : grid.rows) {
        for (const GridCell& cell : row) cells[cell.line][cell.column] = cell.text;
    }
    return cells;
}

/// Everything that the workbook computes from, in the shapes of the product: places keep the workbook's own numeric codes.
struct Oracle {
    ProductionTable production{"workbook", "workbook", {}, {}};
    GovernanceTable governance{"workbook", "workbook", {}, {}};
    std::vector<MaterialTrade> trade;
    Cells printed;
};

Oracle read_oracle() {
    const Workbook book = read_xlsx(shared_bytes(kBook), kBook).value();
    Oracle oracle;
    oracle.printed = cells_of(book.sheets.at("GeoPolRisk"));
    for (const char* material : {"Nickel", "Manganese", "Graphite"}) {
        const Cells sheet = cells_of(book.sheets.at(material));
        for (const auto& [line, row] : sheet) {
            if (line == 1 || row.at(2) == "DELETE") continue;
            for (int column = 4; column <= 8; ++column) {
                ProductionRow one{material, "Production", "", StatisticsPlaceKind::place, row.at(2), row.at(1)};
                one.year = one.through = 2014 + column;
                if (row.contains(column)) one.figure.value = parse_number(row.at(column));
                one.figure.not_available = !one.figure.value;
                one.unit = row.at(9);
                oracle.production.rows.push_back(one);
            }
        }
    }
    const Cells wgi = cells_of(book.sheets.at("WGI"));
    for (const auto& [line, row] : wgi) {
        if (line == 1) continue;
        for (const auto& [column, heading] : wgi.at(1)) {
            const auto year = parse_number(heading), risk = parse_number(row.contains(column) ? row.at(column) : "");
            // The sheet holds 0.5 − e/5 already; the table of the product holds e.
            if (year && risk)
                oracle.governance.rows.push_back(
                    {row.at(3), static_cast<int>(*year), GovernanceIndicator::political_stability, 5 * (0.5 - *risk), {}, {}});
        }
    }
    std::ranges::sort(oracle.governance.rows, {}, [](const GovernanceRow& row) { return std::tuple(row.place, row.year, row.indicator); });
    for (const auto& [line, row] : cells_of(book.sheets.at("Trade Data"))) {
        if (line > 1)
            oracle.trade.push_back(
                {row.at(3), row.at(2), row.at(4), static_cast<int>(*parse_number(row.at(1))), *parse_number(row.at(7)), *parse_number(row.at(6))});
    }
    return oracle;
}

void expect_published(double computed, double published, const char* what) {
    EXPECT_NEAR(computed, published, 1e-9 * std::max(1.0, std::abs(published))) << what;
}

struct Published {
    const char* material;
    double hhi, import_risk, score, factor;
};
// geopolrisk-py, tests/data/Testing case - tool.xlsx, sheet GeoPolRisk (digits of the cells).
constexpr Published kPublished[] = {{"Nickel", 0.26749007657640966, 1.2076833631026191E-3, 3.2304331527637555E-4, 3.7927385852119812E-3},
                                    {"Manganese", 0.20351833729028621, 0.54518874922896887, 0.11095590775245055, 0.10860404642372944},
                                    {"Graphite", 0.470663478647389, 0.5842266185959466, 0.27497413262676956, 1.4956581418407857}};

TEST(GeoPolRisk, EveryRowThatTheWorkbookPrints) {
    if (!std::filesystem::exists(std::string(COUNTERVAIL_SOURCE_DIR) + "/../shared/oracles/geopolrisk/" + kBook))
        GTEST_SKIP() << "the workbook is not beside the repository";
    const Oracle oracle = read_oracle();
    GeoPolRiskSources sources{&oracle.production, &oracle.governance, oracle.trade, "*", MissingGovernance::none};
    std::vector<GeoPolRiskQuestion> questions;
    for (const auto& [line, row] : oracle.printed) {
        if (line > 1) questions.push_back({row.at(4), {row.at(5)}, row.at(1), static_cast<int>(*parse_number(row.at(3))), false});
    }
    ASSERT_EQ(questions.size(), 3U);
    const auto answers = geopolitical_risks(sources, questions);
    int line = 1;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        ASSERT_TRUE(answers[i]) << to_text(answers[i].error());
        const auto& row = oracle.printed.at(++line);
        const GeoPolRisk& risk = *answers[i];
        const auto printed = [&](int column) { return *parse_number(row.at(column)); };
        expect_published(risk.hhi, printed(6), "HHI");
        expect_published(risk.own_production, printed(7), "domestic production");
        expect_published(risk.weighted_imports, printed(8), "numerator");
        expect_published(risk.imports, printed(9), "total trade");
        expect_published(risk.import_risk, printed(10), "import risk");
        expect_published(risk.score, printed(11), "score");
        expect_published(*risk.price, printed(12), "price");
        expect_published(*risk.midpoint, printed(13), "mid-point");
        expect_published(*risk.factor, printed(14), "characterisation factor");
        expect_published(risk.hhi, kPublished[i].hhi, kPublished[i].material);
        expect_published(risk.import_risk, kPublished[i].import_risk, kPublished[i].material);
        expect_published(risk.score, kPublished[i].score, kPublished[i].material);
        expect_published(*risk.factor, kPublished[i].factor, kPublished[i].material);
    }
    // One origin of graphite has no row of governance under the code that its trade has: the workbook's lookup gives 0.
    EXPECT_EQ(answers[2]->without_governance, std::vector<std::string>{"490"});
    sources.missing = MissingGovernance::refuse;
    EXPECT_FALSE(geopolitical_risks(sources, {questions[2]})[0]);
    sources.missing = MissingGovernance::middle;
    EXPECT_GT(geopolitical_risks(sources, {questions[2]})[0]->score, answers[2]->score);
}

TEST(GeoPolRisk, ConcentrationOfEveryMaterialAndYearOfTheWorkbook) {
    if (!std::filesystem::exists(std::string(COUNTERVAIL_SOURCE_DIR) + "/../shared/oracles/geopolrisk/" + kBook))
        GTEST_SKIP() << "the workbook is not beside the repository";
    const Oracle oracle = read_oracle();
    for (const char* material : {"Nickel", "Manganese", "Graphite"}) {
        for (int year = 2018; year <= 2022; ++year) {
            const auto produced = production_by_place(oracle.production, {material, "Production", "*", year});
            ASSERT_TRUE(produced);
            const auto concentration = production_concentration(*produced);
            ASSERT_TRUE(concentration);
            double sum = 0, squares = 0;
            for (const PlaceQuantity& place : produced->places) sum += place.quantity, squares += place.quantity * place.quantity;
            EXPECT_NEAR(concentration->hhi, squares / (sum * sum), 1e-14) << material << year;
        }
    }
}

// O-HHI: 2022 production in the World Mining Data tables of geopolrisk-py, and the germanium table of OFR 2024-1057.
TEST(GeoPolRisk, ConcentrationFromTheDatabases) {
    const auto wmd_bytes = shared_bytes("world_mining_data.db");
    if (wmd_bytes.empty()) GTEST_SKIP() << "the database is not beside the repository";
    const auto table = read_production(wmd_bytes, "world_mining_data.db", names());
    ASSERT_TRUE(table) << to_text(table.error());
    const auto hhi = [&](const char* commodity) {
        return production_concentration(production_by_place(*table, {commodity, "Production", "*", 2022}).value()).value().hhi;
    };
    EXPECT_NEAR(hhi("Rare Earths (REO)"), 0.528261769, 1e-9);
    EXPECT_NEAR(hhi("Gallium"), 0.967896146, 1e-9);
    EXPECT_NEAR(hhi("Nickel"), 0.26749007657640966, 1e-9);
    EXPECT_NEAR(hhi("Manganese"), 0.20351833729028621, 1e-9);
    EXPECT_NEAR(hhi("Graphite"), 0.470663478647389, 1e-9);
    for (const std::string& commodity : commodities_of(*table)) {
        for (int year = 2018; year <= 2022; ++year) {
            const auto produced = production_by_place(*table, {commodity, "Production", "*", year});
            ASSERT_TRUE(produced) << commodity << to_text(produced.error());
            const auto one = production_concentration(*produced);
            ASSERT_TRUE(one) << commodity << year;
            EXPECT_TRUE(one->hhi > 0 && one->hhi <= 1) << commodity;
            double sum = one->rest_share;
            for (const ProducerShare& share : one->shares) sum += share.share;
            EXPECT_NEAR(sum, 1, 1e-12) << commodity << year;
        }
    }
}

// The same oracle without any file: world production and the imports of one buyer, written out from the workbook.
TEST(GeoPolRisk, NickelForOneImporterWrittenOut) {
    const std::vector<double> production{1570,  155007, 79370, 143266, 109400, 41816, 27610,  43000, 29223,  44921, 1700,  52600, 1593400, 300,
                                         35737, 157,    9600,  199951, 190,    34302, 345200, 830,   220000, 29500, 14540, 17500, 3946,    14260};
    GeoPolRiskInputs inputs{herfindahl(production), 17'500, {}};
    inputs.imports = {{"BRA", 0.116, 0.008, 0.56629317998886097},    {"CAN", 0.005, 5.415, 0.34543719291686997},
                      {"CHN", 31.769, 125.447, 0.58821472525596596}, {"FIN", 0.002, 0.001, 0.321701657772064},
                      {"FRA", 5.544, 22.962, 0.433095175027847},     {"ITA", 0.005, 5.5, 0.41729892492294302},
                      {"NLD", 0.015, 0.31, 0.35653903484344401},     {"ARE", 0.001, 17.897, 0.35984293222427299},
                      {"GBR", 0.03, 2.664, 0.39921218156814497},     {"ZMB", 0.008, 0.026, 0.47953728735446899}};
    const auto risk = geopolitical_risk(inputs);
    ASSERT_TRUE(risk) << to_text(risk.error());
    EXPECT_NEAR(risk->hhi, 0.26749007657640966, 1e-9);
    EXPECT_NEAR(risk->import_risk, 0.00120768336, 1e-9);
    EXPECT_NEAR(risk->score, 0.000323043315, 1e-9);
    EXPECT_NEAR(*risk->midpoint, 1.5527962851649864E-3, 1e-9);
    EXPECT_NEAR(*risk->factor, 0.00379273859, 1e-9);
}

struct Small {
    ProductionTable production{"test", "test", {}, {}};
    GovernanceTable governance{"test", "test", {}, {}};
    GeoPolRiskSources sources;

    Small() {
        const auto produce = [&](const char* place, double amount) {
            ProductionRow row{"ore", "Production", "", StatisticsPlaceKind::place, place, place};
            row.year = row.through = 2022;
            row.figure.value = amount;
            row.unit = "kg";
            production.rows.push_back(row);
        };
        produce("AAA", 80'000), produce("BBB", 20'000);
        for (const auto& [place, estimate] : {std::pair("AAA", -1.0), std::pair("BBB", 1.0), std::pair("CCC", 0.0)})
            governance.rows.push_back({place, 2022, GovernanceIndicator::political_stability, estimate, {}, {}});
        sources = {&production,
                   &governance,
                   {{"CCC", "AAA", "ore", 2022, 30, 60},
                    {"CCC", "BBB", "ore", 2022, 10, 20},
                    {"BBB", "AAA", "ore", 2022, 40, 100},
                    {"Acme", "AAA", "ore", 2022, 1, 4},
                    {"CCC", "AAA", "ore", 2021, 1, 1}},
                   "*",
                   MissingGovernance::refuse};
    }
};

// docs/methods/dependence-geopolrisk.md, worked example.
TEST(GeoPolRisk, WorkedExample) {
    const Small small;
    const auto answers = geopolitical_risks(small.sources, {{"C", {"CCC"}, "ore", 2022, false},
                                                            {"B", {"BBB"}, "ore", 2022, false},
                                                            {"B and C", {"BBB", "CCC"}, "ore", 2022, false},
                                                            {"Acme", {"Acme"}, "ore", 2022, true}});
    for (const auto& answer : answers) ASSERT_TRUE(answer) << to_text(answer.error());
    EXPECT_NEAR(answers[0]->hhi, 0.68, 1e-15);
    EXPECT_NEAR(answers[0]->import_risk, (30 * 0.7 + 10 * 0.3) / 40, 1e-15);
    EXPECT_NEAR(answers[0]->score, 0.408, 1e-15);
    EXPECT_NEAR(*answers[0]->price, 2, 1e-15);
    EXPECT_NEAR(*answers[0]->midpoint, 0.816, 1e-15);
    EXPECT_NEAR(*answers[0]->factor, 0.816 / 0.409412948, 1e-12);
    EXPECT_EQ(answers[1]->own_production, 20);  // 20,000 kg
    EXPECT_NEAR(answers[1]->import_risk, 40 * 0.7 / 60, 1e-15);
    EXPECT_NEAR(answers[2]->import_risk, (30 * 0.7 + 0 + 40 * 0.7) / (20 + 80), 1e-15);  // the trade among members bears no risk
    EXPECT_EQ(answers[3]->own_production, 0);
    EXPECT_NEAR(answers[3]->score, 0.68 * 0.7, 1e-15);
}

TEST(GeoPolRisk, ProblemsAreToldAllAtOnce) {
    const auto risk = geopolitical_risk({1.5, -1, {{"AAA", -1, 0, 0.5}, {"BBB", 1, 0, {}}, {"CCC", 1, 0, 2}}, MissingGovernance::refuse, 0});
    ASSERT_FALSE(risk);
    EXPECT_EQ(risk.error().size(), 6U);
    for (const Error& error : risk.error()) EXPECT_FALSE(error.hint.empty());
    EXPECT_FALSE(geopolitical_risk({0.5, 0, {}}));
    const Small small;
    EXPECT_FALSE(geopolitical_risks(small.sources, {{"C", {"CCC"}, "gas", 2022, false}})[0]);
    EXPECT_FALSE(geopolitical_risk({0.5, 10, {}})->price);
}

RC_GTEST_PROP(GeoPolRisk, OrderChangesNoBitAndWorseGovernanceNeverLowersIt, ()) {
    GeoPolRiskInputs inputs{*rc::gen::inRange(1, 1000) / 1000.0, *rc::gen::inRange(0, 1000) / 7.0, {}};
    const auto count = *rc::gen::inRange<std::size_t>(1, 12);
    for (std::size_t i = 0; i < count; ++i)
        inputs.imports.push_back({std::string(3, static_cast<char>('A' + i)), *rc::gen::inRange(1, 100'000) / 13.0,
                                  *rc::gen::inRange(0, 100'000) / 11.0, *rc::gen::inRange(0, 1000) / 1000.0});
    const GeoPolRisk risk = *geopolitical_risk(inputs);
    RC_ASSERT(risk.import_risk >= 0 && risk.import_risk <= 1 && risk.score <= risk.hhi);
    GeoPolRiskInputs turned = inputs;
    std::ranges::reverse(turned.imports);
    RC_ASSERT(geopolitical_risk(turned)->score == risk.score);
    RC_ASSERT(geopolitical_risk(turned)->factor == risk.factor);
    GeoPolRiskInputs worse = inputs;
    double& instability = *worse.imports[*rc::gen::inRange<std::size_t>(0, count)].instability;
    instability = std::min(1.0, instability + 0.1);
    RC_ASSERT(geopolitical_risk(worse)->score >= risk.score);
    GeoPolRiskInputs more = inputs;
    more.own_production += 100;
    RC_ASSERT(geopolitical_risk(more)->score <= risk.score);
}

}  // namespace
}  // namespace countervail
