// SPDX-License-Identifier: Apache-2.0
// Published tables and the small mock-ups of their layouts, read as users have them.
// covers: table_draft, table_sheet, table_archive, io_table
#include "economy/read_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/text.h"
#include "economy/layout_samples.h"
#include "economy/leontief.h"
#include "economy/table_archive.h"
#include "economy/table_sheet.h"
#include "evidence/zipped.h"

namespace countervail {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

const fs::path kShared = fs::path(COUNTERVAIL_SOURCE_DIR) / "../shared";
const fs::path kMocks = kShared / "data/pymrio_mock_mrios";

std::string notes_of(const IoTable& table) { return to_text(table.notes); }

#define NEEDS(path) \
    if (!fs::exists(path)) GTEST_SKIP() << "no " << (path)

IoTable read_or_fail(const fs::path& path) {
    auto table = read_table_at(path);
    if (!table) {
        ADD_FAILURE() << to_text(table.error());
        return {};
    }
    return std::move(*table);
}

// The figures are those of the note beside the data.
TEST(ReadTable, WorldInputOutputTableOf2011) {
    const fs::path path = kShared / "data/wiod2013_mrio/wiot2011_inter.csv";
    NEEDS(path);
    const IoTable table = read_or_fail(path);
    ASSERT_EQ(table.cells(), 1435);
    EXPECT_EQ(table.id, "wiod-2011");
    EXPECT_EQ(table.year, 2011);
    EXPECT_EQ(table.places.size(), 41U);
    EXPECT_EQ(table.industries.size(), 35U);
    EXPECT_EQ(table.final_uses.size(), 5U);
    EXPECT_EQ(table.places[0], "AUS");
    EXPECT_EQ(table.industries[14], "c15");
    EXPECT_GE(table.place("ROU"), 0);
    EXPECT_GE(table.place("ROW"), 0);
    EXPECT_EQ(table.intermediate.coeff(0, 0), 8732);
    const TableBalance balance = balance_of(table);
    EXPECT_NEAR(balance.output / 1e6, 141.77, 0.005);
    EXPECT_EQ(balance.worst, 108);
    EXPECT_NEAR(100 * balance.total, 0.04, 0.01);
    EXPECT_EQ(balance.no_output, 22);
    EXPECT_EQ(balance.negative_flows, 0);
    EXPECT_EQ(balance.negative_final, 352);
    const auto value_added = [&](const char* place) {
        return table.value_added.segment(table.cell(table.place(place), 0), 35).sum() / 1e3;
    };
    EXPECT_NEAR(value_added("CHN"), 7388, 0.5);
    EXPECT_NEAR(value_added("USA"), 15162, 0.5);
    EXPECT_NEAR(value_added("JPN"), 5897, 0.5);
    EXPECT_NEAR(value_added("DEU"), 3490, 0.5);
    const Eigen::MatrixXd finals = final_by_place(table);
    double own_final = 0, own_flows = 0;
    for (int cell = 0; cell < table.cells(); ++cell) {
        own_final += finals(cell, table.place_of(cell));
        for (FlowMatrix::InnerIterator flow(table.intermediate, cell); flow; ++flow) {
            if (table.place_of(static_cast<int>(flow.col())) == table.place_of(cell)) own_flows += flow.value();
        }
    }
    // Summed from the two files by a script of a few lines; the note's 92.8 and 87.0 are not what the files hold.
    EXPECT_NEAR(100 * own_final / finals.sum(), 91.1955, 1e-4);
    EXPECT_NEAR(100 * own_flows / table.intermediate.sum(), 83.1017, 1e-4);
    EXPECT_THAT(notes_of(table), HasSubstr("22 cells have no output"));
    EXPECT_THAT(notes_of(table), HasSubstr(": rounding"));
    EXPECT_THAT(notes_of(table), HasSubstr("352 final demands are negative"));
    EXPECT_THAT(notes_of(table), HasSubstr("states no unit; read as USD million"));
}

TEST(ReadTable, BalanceSaysWhatIsOdd) {
    IoTable table = random_table(3, 2, 2);
    EXPECT_LT(balance_of(table).total, 1e-15);
    table.output[2] += 5;
    table.final_demand(0, 0) -= 1e6;
    const TableBalance balance = balance_of(table);
    EXPECT_EQ(balance.worst_cell, 0);
    EXPECT_NEAR(balance.worst, 1e6, 1e-6);
    EXPECT_EQ(balance.negative_final, 1);
    EXPECT_EQ(table.place("P1"), 1);
    EXPECT_EQ(table.place("P9"), -1);
    EXPECT_EQ(table.industry("s1"), 1);
}

TEST(ReadTable, PymrioTestSystem) {
    const fs::path folder = kMocks / "pymrio/mrio_models/test_mrio/mrio_data";
    NEEDS(folder);
    const IoTable table = read_or_fail(folder);
    ASSERT_EQ(table.cells(), 48);
    EXPECT_NEAR(table.output.sum(), 3324005349.3050327, 1e-4);
    const FlowMatrix a = coefficients(table);
    EXPECT_NEAR(leontief_inverse(a)->trace(), 49.35071172883379, 1e-10);
    Eigen::VectorXd cut = table.final_total();
    cut[table.cell(table.place("reg1"), table.industry("manufactoring"))] *= 0.9;
    EXPECT_NEAR(table.output.sum() - output_for(a, cut)->sum(), 26438256.38532513, 1e-3);
}

TEST(ReadTable, PlainFilesOfPymrio) {
    const fs::path path = kShared / "oracles/economy/pymrio/test_Z.csv";
    NEEDS(path);
    const IoTable table = read_or_fail(path);
    ASSERT_EQ(table.cells(), 48);
    EXPECT_NEAR(table.output.sum(), 3324005349.3050327, 1e-4);
    // The published inverse, cell by cell.
    std::ifstream stream(kShared / "oracles/economy/pymrio/test_L.csv");
    std::string line;
    for (int i = 0; i < 3; ++i) std::getline(stream, line);
    const Eigen::MatrixXd inverse = leontief_inverse(coefficients(table)).value();
    for (int row = 0; row < 48 && std::getline(stream, line); ++row) {
        const auto cells = split(line, ',');
        for (int column = 0; column < 48; ++column) EXPECT_NEAR(inverse(row, column), *parse_number(trim(cells[static_cast<std::size_t>(column) + 2])), 1e-10);
    }
}

TEST(ReadTable, PlainFilesOfThreeRegions) {
    const fs::path path = kShared / "oracles/economy/boario_in_Z.csv";
    NEEDS(path);
    const IoTable table = read_or_fail(path);
    ASSERT_EQ(table.cells(), 15);
    EXPECT_NEAR(table.output.sum(), 9106863.971 * 365, 1);
    EXPECT_LT(balance_of(table).total, 1e-9);
}

TEST(ReadTable, MockOfEora) {
    const fs::path folder = kMocks / "tests/mock_mrios/eora26_mock";
    NEEDS(folder);
    const IoTable table = read_or_fail(folder);
    ASSERT_EQ(table.cells(), 48);
    EXPECT_EQ(table.year, 2010);
    EXPECT_EQ(table.final_uses.size(), 7U);
    EXPECT_NEAR(table.output.sum(), 3324005349.3050327 / 1000, 1e-4);
    EXPECT_THAT(notes_of(table), HasSubstr("thousand USD"));
}

TEST(ReadTable, MockOfExiobase) {
    const fs::path folder = kMocks / "tests/mock_mrios/exio3_mock";
    NEEDS(folder);
    const IoTable table = read_or_fail(folder);
    ASSERT_EQ(table.cells(), 48);
    EXPECT_EQ(table.id, "exiobase-2009");
    EXPECT_NEAR(table.output.sum(), 3324005349.3050327, 1e-2);
    EXPECT_THAT(notes_of(table), HasSubstr("output solved from final demand"));
}

TEST(ReadTable, MocksOfTheOecd) {
    const fs::path folder = kMocks / "tests/mock_mrios/oecd_mock";
    NEEDS(folder);
    const IoTable first = read_or_fail(folder / "ICIO2016_2003.csv");
    ASSERT_EQ(first.cells(), 32);
    EXPECT_EQ(first.id, "icio-2003");
    EXPECT_EQ(first.final_uses.size(), 7U);
    EXPECT_EQ(first.place("CN1"), -1);
    EXPECT_THAT(notes_of(first), HasSubstr("CN1 as CHN, CN2 as CHN"));
    const IoTable second = read_or_fail(folder / "ICIO2018_2010.CSV");
    ASSERT_EQ(second.cells(), 40);
    EXPECT_EQ(second.place("MX1"), -1);
    EXPECT_NEAR(second.output.sum(), 11461737695.9058, 1e-3);   // of the column TOTAL
    const IoTable zip = read_or_fail(folder / "ICIO2018_2010.zip");
    EXPECT_EQ(zip.output, second.output);
    EXPECT_EQ(zip.year, 2010);
}

TEST(ReadTable, MockOfWiodWorkbook) {
    const fs::path path = kMocks / "tests/mock_mrios/wiod_mock/wiot09_row_sep12.xlsx";
    NEEDS(path);
    const IoTable table = read_or_fail(path);
    ASSERT_EQ(table.cells(), 48);
    EXPECT_EQ(table.id, "wiod-2009");
    EXPECT_EQ(table.places.back(), "ROW");
    EXPECT_EQ(table.industries[0], "c1");
    EXPECT_EQ(table.industry_names[0], "Agriculture, Hunting, Forestry and Fishing");
    EXPECT_EQ(table.final_uses[3], "Gross fixed capital formation");
    EXPECT_NEAR(table.output[0], 239150.176812268, 1e-6);
    EXPECT_NEAR(table.intermediate.coeff(0, 2), 106490.98, 1e-9);
}

TEST(ReadTable, EverySampleHoldsTheSameWorld) {
    for (const LayoutSample& sample : layout_samples()) {
        const auto layout = recognise(sample.files);
        ASSERT_TRUE(layout.has_value()) << sample.name << "\n" << to_text(layout.error());
        EXPECT_EQ(*layout, sample.layout) << sample.name;
        const auto table = read_table(sample.files, *layout);
        ASSERT_TRUE(table.has_value()) << sample.name << "\n" << to_text(table.error());
        EXPECT_EQ(table->year, 2015) << sample.name;
        if (sample.layout == TableLayout::bea) continue;
        ASSERT_EQ(table->cells(), 4) << sample.name;
        EXPECT_LT((table->output - Eigen::VectorXd{{100, 200, 300, 400}}).cwiseAbs().maxCoeff(), 1e-9) << sample.name << "\n" << table->output;
        EXPECT_LT((Eigen::MatrixXd(table->intermediate) - sample_flows()).cwiseAbs().maxCoeff(), 1e-9) << sample.name;
        EXPECT_LT(balance_of(*table).total, 1e-12) << sample.name;
        EXPECT_LT((final_by_place(*table) - sample_final()).cwiseAbs().maxCoeff(), 1e-9) << sample.name;
    }
}

TEST(ReadTable, OrderOfRowsAndColumnsChangesNothing) {
    auto files = plain_sample();
    // The two places and the industries of the second, the other way round.
    files[0].bytes =
        "region,,BBB,BBB,AAA,AAA\nsector,,making,mining,mining,making\nregion,sector,,,,\n"
        "BBB,making,20,40,20,20\nAAA,mining,30,0,10,20\nAAA,making,40,30,30,0\nBBB,mining,60,50,0,10\n";
    const auto table = read_table(files, TableLayout::plain);
    ASSERT_TRUE(table.has_value()) << to_text(table.error());
    EXPECT_EQ(table->places, (std::vector<std::string>{"BBB", "AAA"}));
    const int making = table->cell(table->place("AAA"), table->industry("making")), mining = table->cell(table->place("BBB"), table->industry("mining"));
    EXPECT_EQ(table->intermediate.coeff(making, mining), 30);
    EXPECT_LT(balance_of(*table).total, 1e-12);
    EXPECT_EQ(table->output.sum(), 1000);
}

TEST(ReadTable, SwappedColumnsAreSeenByTheirTotals) {
    auto files = layout_sample("icio").files;
    EXPECT_THAT(notes_of(read_table(files, TableLayout::icio).value()), testing::Not(HasSubstr("swapped")));
    std::string& text = files[0].bytes;
    const std::string right = "AAA_mining,AAA_making";
    text.replace(text.find(right), right.size(), "AAA_making,AAA_mining");
    const auto table = read_table(files, TableLayout::icio);
    ASSERT_TRUE(table.has_value()) << to_text(table.error());
    EXPECT_THAT(notes_of(*table), HasSubstr("2 columns state an output below them that is not that of their row: AAA making, AAA mining"));
}

TEST(ReadTable, UseAndMakeBecomeIndustryByIndustry) {
    // Miller & Blair 2009, 5.3: Z = D U with D = V q̂⁻¹, by hand.
    const auto with_make = read_table(bea_sample(true), TableLayout::bea);
    ASSERT_TRUE(with_make.has_value()) << to_text(with_make.error());
    ASSERT_EQ(with_make->cells(), 2);
    // V = [[90, 10], [0, 190]]: q = (90, 200), D = [[1, .05], [0, .95]]; U = [[10, 20], [30, 40]].
    EXPECT_NEAR(with_make->intermediate.coeff(0, 0), 10 + 0.05 * 30, 1e-12);
    EXPECT_NEAR(with_make->intermediate.coeff(1, 1), 0.95 * 40, 1e-12);
    EXPECT_NEAR(with_make->output[0], 100, 1e-12);
    EXPECT_NEAR(with_make->output[1], 190, 1e-12);
    EXPECT_LT(balance_of(*with_make).total, 1e-12);
    EXPECT_EQ(with_make->places, std::vector<std::string>{"USA"});
    EXPECT_THAT(notes_of(*with_make), HasSubstr("no industry makes \"Used\""));
    const auto alone = read_table(bea_sample(false), TableLayout::bea);
    ASSERT_TRUE(alone.has_value()) << to_text(alone.error());
    EXPECT_EQ(alone->output[1], 200);
    EXPECT_EQ(alone->intermediate.coeff(1, 0), 30);
    EXPECT_THAT(notes_of(*alone), HasSubstr("use table alone"));
}

TEST(ReadTable, OtherCurrenciesNeedARate) {
    auto files = exiobase_sample();
    for (TableFile& file : files) {
        if (table_file_is(file, "unit")) file.bytes = "region\tsector\tunit\nAAA\tmining\tM.EUR\nAAA\tmaking\tM.EUR\nBBB\tmining\tM.EUR\nBBB\tmaking\tM.EUR\n";
    }
    const auto refused = read_table(files, TableLayout::exiobase);
    ASSERT_FALSE(refused.has_value());
    EXPECT_THAT(to_text(refused.error()), HasSubstr("is in EUR"));
    EXPECT_THAT(to_text(refused.error()), HasSubstr("exchange-rate.csv"));
    files.push_back({"exchange-rate.csv", "currency,USD\nEUR,1.1095\n"});
    const auto table = read_table(files, TableLayout::exiobase);
    ASSERT_TRUE(table.has_value()) << to_text(table.error());
    EXPECT_NEAR(table->output.sum(), 1000 * 1.1095, 1e-9);
    EXPECT_THAT(notes_of(*table), HasSubstr("converted from EUR at 1.1095"));
    files.back().bytes = "currency,USD\nEUR,-1\nEUR,x\n";
    const auto bad = read_table(files, TableLayout::exiobase);
    ASSERT_FALSE(bad.has_value());
    EXPECT_EQ(bad.error().size(), 2U);
    EXPECT_EQ(bad.error()[0].where.line, 2);
}

TEST(ReadTable, AllProblemsAtOnce) {
    auto files = plain_sample();
    files[0].bytes =
        "region,,AAA,AAA,BBB,BBB\nsector,,mining,making,mining,making\nregion,sector,,,,\n"
        "AAA,mining,10,\"1,020\",0,30\nAAA,makin,30,0,30,40\nBBB,mining,0,,50,60\nBBB,mining,20,20,40,20\n";
    const auto table = read_table(files, TableLayout::plain);
    ASSERT_FALSE(table.has_value());
    const std::string text = to_text(table.error());
    EXPECT_THAT(text, HasSubstr("2015_Z.csv:4:4: \"1,020\" is not a number"));
    EXPECT_THAT(text, HasSubstr("thousands separators"));
    EXPECT_THAT(text, HasSubstr("2015_Z.csv:5:1: has a row \"AAA\", \"makin\" without a column"));
    EXPECT_THAT(text, HasSubstr("did you mean \"making\"?"));
    EXPECT_THAT(text, HasSubstr("2015_Z.csv:6:4: has an empty cell"));
    EXPECT_THAT(text, HasSubstr("2015_Z.csv:7:1: has the row \"BBB\", \"mining\" twice"));
    EXPECT_THAT(text, HasSubstr("column \"BBB\", \"making\" without a row"));
}

TEST(ReadTable, BrokenArchivesAndForeignFilesAreRefused) {
    const std::string zip = zipped({{"a_Z.csv", plain_sample()[0].bytes}, {"a_Y.csv", plain_sample()[1].bytes}});
    const fs::path folder = fs::temp_directory_path() / ("countervail-table-" + std::to_string(std::rand()));
    fs::create_directories(folder);
    const auto write = [&](const char* name, std::string_view bytes) {
        std::ofstream(folder / name, std::ios::binary) << bytes;
        return folder / name;
    };
    const auto whole = read_table_at(write("whole.zip", zip));
    ASSERT_TRUE(whole.has_value()) << to_text(whole.error());
    EXPECT_EQ(whole->output.sum(), 1000);
    for (const std::size_t kept : {std::size_t{4}, zip.size() / 2, zip.size() - 3}) {
        const auto cut = read_table_at(write("cut.zip", std::string_view(zip).substr(0, kept)));
        ASSERT_FALSE(cut.has_value());
        EXPECT_THAT(to_text(cut.error()), HasSubstr("cut.zip"));
    }
    EXPECT_FALSE(read_table_at(write("notes.txt", "nothing of the kind")).has_value());
    EXPECT_FALSE(read_table_at(write("empty.csv", "")).has_value());
    EXPECT_FALSE(read_table_at(folder / "absent.csv").has_value());
    const auto two = read_table_at(write("two.zip", zipped({{"ICIO2018_2010.csv", layout_sample("icio").files[0].bytes}, {"ICIO2018_2011.csv", layout_sample("icio").files[0].bytes}})));
    ASSERT_FALSE(two.has_value());
    EXPECT_THAT(to_text(two.error()), HasSubstr("holds several tables"));
    fs::remove_all(folder);
}

TEST(ReadTable, AnArchiveThatSwellsIsRefused) {
    const std::string zeros(std::size_t{80} << 20, '0');
    const std::string bomb = zipped({{"a_Z.csv", zeros}});
    const auto archive = TableArchive::open(bomb, "bomb.zip");
    ASSERT_TRUE(archive.has_value());
    const auto text = archive->read("a_Z.csv");
    ASSERT_FALSE(text.has_value());
    EXPECT_THAT(to_text(text.error()), HasSubstr("unpacks to more than 64 MiB"));
}

TEST(ReadTable, SheetsAreReadCellByCell) {
    TableProblems problems;
    const TableSheet sheet = text_sheet("\xEF\xBB\xBF" "a,\"b \"\"c\"\"\",\"d,\ne\"\r\n\r\n1,,3\r\n", "s.csv");
    TableRows rows(sheet, problems);
    TableRow row;
    ASSERT_TRUE(rows.next(row));
    ASSERT_EQ(row.cells.size(), 3U);
    EXPECT_EQ(row.cells[1], "b \"c\"");
    EXPECT_EQ(row.cells[2], "d,\ne");
    ASSERT_TRUE(rows.next(row));
    EXPECT_EQ(row.line, 4);
    EXPECT_EQ(row.cells[2], "3");
    EXPECT_FALSE(rows.next(row));
    EXPECT_TRUE(problems.none());
}

}  // namespace
}  // namespace countervail
