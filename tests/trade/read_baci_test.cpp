// SPDX-License-Identifier: Apache-2.0
// covers: baci_judgement, baci_places, baci_release, baci_rows, flow_sorter, page_buffer, text_source, zip_source
#include "trade/read_baci.h"

#include <gmock/gmock.h>

#include <random>

#include "evidence/zipped.h"
#include "trade/baci_samples.h"

using testing::HasSubstr;

namespace countervail {
namespace {

std::string said(const BaciOutcome& outcome) { return outcome.imported ? std::string() : to_text(outcome.imported.error()); }

std::string with_row(const std::string& row) { return baci_sample() + row; }

/// Every row is kept or left out, and those left out are noted.
void expect_nothing_dropped(const BaciOutcome& outcome) {
    ASSERT_TRUE(outcome.imported.has_value()) << said(outcome);
    EXPECT_EQ(outcome.imported->rows_read, outcome.imported->rows_kept + outcome.imported->rows_left_out);
    std::uint64_t noted = 0;
    for (const ImportNote& note : outcome.notes().all()) noted += note.done == "rows left out" ? note.count : 0;
    EXPECT_EQ(noted, outcome.imported->rows_left_out);
    EXPECT_EQ(cube_in(outcome.bytes).flows(), outcome.imported->rows_kept);
}

TEST(read_baci, rows_become_flows) {
    const auto outcome = import_baci_text(baci_sample());
    expect_nothing_dropped(outcome);
    EXPECT_TRUE(outcome.notes().empty());
    const TradeCube cube = cube_in(outcome.bytes);
    EXPECT_EQ(cube.provenance().id, "baci-hs22-2022-v202501");
    EXPECT_EQ(cube.provenance().nomenclature, "HS2022");
    EXPECT_EQ(cube.provenance().valuation, "fob");
    EXPECT_EQ(cube.places().size(), 3U);
    EXPECT_EQ(cube.products().size(), 3U);
    EXPECT_DOUBLE_EQ(traded(cube, 2022, "CHN", "USA", "850511"), 120.25);
    EXPECT_DOUBLE_EQ(traded(cube, 2022, "CHN", "USA"), 130.75);
    EXPECT_DOUBLE_EQ(traded(cube, 2022, "USA", "DEU"), 7.125);
    const TradeYear year = cube.year(2022);
    std::size_t unknown = 0;
    for (std::size_t flow = 0; flow < year.flows(); ++flow) unknown += year.weight(flow) ? 0 : 1;
    EXPECT_EQ(unknown, 1U);
    ASSERT_EQ(cube.provenance().files.size(), 1U);
    EXPECT_THAT(cube.provenance().files[0], HasSubstr(kBaciName + " "));
}

TEST(read_baci, the_same_rows_written_otherwise_are_the_same_cube) {
    const std::string plain = import_baci_text(baci_sample()).bytes;
    const auto same_trade = [&](const std::string& text) {
        const auto outcome = import_baci_text(text);
        ASSERT_TRUE(outcome.imported.has_value()) << said(outcome);
        const TradeCube cube = cube_in(outcome.bytes), first = cube_in(plain);
        ASSERT_EQ(cube.flows(), first.flows());
        const TradeYear a = cube.year(2022), b = first.year(2022);
        EXPECT_TRUE(std::ranges::equal(a.importers, b.importers) && std::ranges::equal(a.exporters, b.exporters) && std::ranges::equal(a.values, b.values) && std::ranges::equal(a.weights, b.weights));
    };
    std::string crlf, quoted = "\"t\",\"i\",\"j\",\"k\",\"v\",\"q\"\n", moved = "k,q,v,j,i,t\n";
    for (const char c : baci_sample()) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
    same_trade(crlf);
    same_trade("\xEF\xBB\xBF" + baci_sample());
    for (const char* row : {"2022,156,842,280530,10.5,2", "2022,156,842,850511,120.25,13.235", "2022,156,276,850511,40,NA", "2022,276,842,850511,60,1.5", "2022,842,276,271019,7.125,12"}) {
        std::vector<std::string> cells = {"", "", "", "", "", ""};
        std::stringstream stream(row);
        for (std::string& cell : cells) std::getline(stream, cell, ',');
        quoted += "\"" + cells[0] + "\"," + cells[1] + "," + cells[2] + ",\"" + cells[3] + "\", " + cells[4] + " ,\"     " + cells[5] + "\"\n";
        moved += cells[3] + "," + cells[5] + "," + cells[4] + "," + cells[2] + "," + cells[1] + "," + cells[0] + "\n";
    }
    same_trade(quoted);
    same_trade(moved);
}

TEST(read_baci, numbers_are_the_nearest_doubles) {
    std::mt19937_64 dice(7);
    std::string text = "t,i,j,k,v,q\n", slow = text;
    std::vector<std::string> written;
    for (int row = 0; row < 2000; ++row) {
        std::string number = std::to_string(dice() % 10'000'000);
        if (row % 3 > 0) number += "." + std::to_string(dice() % (row % 3 == 1 ? 1000 : 100'000'000'000));
        written.push_back(number);
        const std::string head = "2022,156,842," + std::to_string(280000 + row) + ",";
        text += head + number + "," + number + "\n";
        slow += head + "\"" + number + "\",\"" + number + "\"\n";
    }
    BaciOptions options = baci_options();
    options.nomenclatures = nullptr;
    const auto outcome = import_baci_text(text, options), other = import_baci_text(slow, options);
    ASSERT_TRUE(outcome.imported && other.imported) << said(outcome) << said(other);
    const TradeCube cube = cube_in(outcome.bytes), quoted = cube_in(other.bytes);
    for (std::size_t flow = 0; flow < written.size(); ++flow) {
        EXPECT_EQ(cube.year(2022).values[flow], std::strtod(written[flow].c_str(), nullptr)) << written[flow];
        EXPECT_EQ(cube.year(2022).weights[flow], std::strtod(written[flow].c_str(), nullptr)) << written[flow];
        EXPECT_EQ(quoted.year(2022).values[flow], cube.year(2022).values[flow]);
    }
}

TEST(read_baci, rows_left_out_are_counted_with_their_lines) {
    const auto outcome = import_baci_text(with_row("2022,999,842,850511,1.000,1\n2022,842,842,850511,2.000,1\n2022,276,842,271019,-3,1\n2022,276,842,280530,NA,1\n2022,276,156,271019,4,-1\n2022,276,156,80620,5,1\n\n2022,276,156,090111,6,1"));
    expect_nothing_dropped(outcome);
    EXPECT_EQ(outcome.imported->rows_read, 12U);
    EXPECT_EQ(outcome.imported->rows_left_out, 4U);
    EXPECT_EQ(outcome.notes().count("a place that nobody knows"), 1U);
    EXPECT_EQ(outcome.notes().count("a place that trades with itself"), 1U);
    EXPECT_EQ(outcome.notes().count("a negative value"), 1U);
    EXPECT_EQ(outcome.notes().count("no value"), 1U);
    EXPECT_EQ(outcome.notes().count("a negative quantity"), 1U);
    EXPECT_EQ(outcome.notes().count("a product code of five digits"), 1U);
    EXPECT_EQ(outcome.notes().count("a last line without an end"), 1U);
    for (const ImportNote& note : outcome.notes().all()) {
        ASSERT_EQ(note.examples.size(), 1U) << note.kind;
        EXPECT_GE(note.examples[0].where.line, 7) << note.kind;
        EXPECT_FALSE(note.examples[0].hint.empty());
    }
    EXPECT_EQ(outcome.notes().all()[0].examples[0].where.line, 7);
    EXPECT_EQ(cube_in(outcome.bytes).product("080620") >= 0, true);
}

struct Refused {
    const char *text, *line, *words, *mend;
};

TEST(read_baci, what_is_no_row_is_refused_with_line_and_remedy) {
    const std::vector<Refused> cases = {
        {"2022,850511,842,156,1.0,1\n", ":7", "is a product, not a place", "columns are swapped"},
        {"156,842,850511,2022,1.0,1\n", ":7", "is no year", "t is the year"},
        {"2022,156,842,12.5,850511,1\n", ":7", "is no HS code", "leading zero"},
        {"2022,156,842,850511,1,234.5,1\n", ":7", "has 7 cells in place of 6", "thousands separators"},
        {"2022,156,842,850511,\"1,234.5\",1\n", ":7", "is no number", "thousands separators"},
        {"2022,156,842,850511,\"12,5\",1\n", ":7", "is no number", "'.' as decimal mark"},
        {"2022;156;842;850511;12,5;1\n", ":7", "separated by ';'", "'.' as decimal mark"},
        {"2022,156,842,850511,1e999,1\n", ":7", "is no number", "thousand USD"},
        {"2022,156,842,850511,inf,1\n", ":7", "is no number", "thousand USD"},
        {"2022,156,842,8505.11,1,1\n", ":7", "is no HS code", "without dots"},
        {"2022,156,842,8505,1,1\n", ":7", "is no HS code", "other levels"},
        {"2022,CHN,842,850511,1,1\n", ":7", "is no number of a place", "three digits"},
        {"2022,156,842,\"850511,1,1\n", ":7", "quote", "close it"},
        {"2022,156,842,85", ":7", "ends in the middle of a row", "download it again"},
        {"2022,156,842,850511,999.000,1\n", ":7", "has two values, here and in line 3", "add them up"},
    };
    for (const Refused& one : cases) {
        const std::string words = said(import_baci_text(with_row(one.text)));
        EXPECT_THAT(words, HasSubstr(kBaciName + one.line)) << one.text;
        EXPECT_THAT(words, HasSubstr(one.words)) << one.text;
        EXPECT_THAT(words, HasSubstr(one.mend)) << one.text;
    }
    const std::string nul = with_row(std::string("2022,156,842,85\0", 16) + "0511,1,1\n");
    EXPECT_THAT(said(import_baci_text(nul)), HasSubstr("NUL"));
}

TEST(read_baci, all_wrong_rows_are_counted_and_the_first_shown) {
    std::string text = "t,i,j,k,v,q\n";
    for (int row = 0; row < 1000; ++row) text += "2022,156,842,850511,x,1\n";
    const auto outcome = import_baci_text(text);
    ASSERT_FALSE(outcome.imported.has_value());
    EXPECT_EQ(outcome.imported.error().size(), 21U);
    EXPECT_THAT(said(outcome), HasSubstr("and 980 more rows like these"));
}

TEST(read_baci, headers_that_are_none_are_refused) {
    for (const std::string text : {"", "\n", "2022,156,842,850511,1,1\n", "t;i;j;k;v;q\n", "t,i,j,k,v\n", "t,i,j,k,v,v\n", "\xFF\xFEt\0,\0"}) {
        const auto outcome = import_baci_text(text);
        ASSERT_FALSE(outcome.imported.has_value()) << text;
        EXPECT_EQ(outcome.imported.error()[0].where.line, 1);
        EXPECT_FALSE(outcome.imported.error()[0].hint.empty());
    }
    EXPECT_THAT(said(import_baci_text("t,i,j,k,v,q\n")), HasSubstr("has no rows"));
    EXPECT_TRUE(looks_like_baci("\"t\",\"i\",\"j\",\"k\",\"v\",\"q\"\n1"));
    EXPECT_FALSE(looks_like_baci("year,exporter,importer\n"));
}

TEST(read_baci, a_line_without_end_is_refused_at_once) {
    std::string text = baci_sample() + std::string(3 << 20, '7');
    const std::string words = said(import_baci_text(text));
    EXPECT_THAT(words, HasSubstr("more than 64 KiB"));
    EXPECT_THAT(words, HasSubstr(kBaciName + ":7"));
    EXPECT_THAT(said(import_baci_text(std::string(3 << 20, 't'))), HasSubstr("more than 64 KiB"));
    EXPECT_THAT(said(import_baci_text(baci_sample() + "2022,156,842,850511,1," + std::string(70'000, '1') + "\n")), HasSubstr("is longer than 64 KiB"));
}

TEST(read_baci, rows_that_come_again_are_left_out_and_told) {
    std::string rows = baci_sample();
    rows += rows.substr(rows.find('\n') + 1);
    const auto outcome = import_baci_text(rows);
    expect_nothing_dropped(outcome);
    EXPECT_EQ(outcome.imported->rows_kept, 5U);
    ASSERT_EQ(outcome.notes().count("a row that comes twice"), 5U);
    EXPECT_THAT(to_text(outcome.notes().all()[0].examples), HasSubstr(kBaciName + ":7"));
    const TradeCube cube = cube_in(outcome.bytes), once = cube_in(import_baci_text(baci_sample()).bytes);
    EXPECT_TRUE(std::ranges::equal(cube.year(2022).values, once.year(2022).values));
}

TEST(read_baci, an_edition_that_does_not_fit_is_refused) {
    EXPECT_THAT(said(import_baci_text(baci_sample(), baci_options(), "BACI_HS22_Y2021_V202501.csv")), testing::IsEmpty());
    std::string old = baci_sample();
    for (std::size_t at = 0; (at = old.find("\n2022,", at)) != std::string::npos; ++at) old.replace(at, 6, "\n2015,");
    const std::string words = said(import_baci_text(old));
    EXPECT_THAT(words, HasSubstr("has the year 2015, but HS2022 begins in 2022"));
    BaciOptions options = baci_options();
    options.nomenclature = "HS2012";
    EXPECT_TRUE(import_baci_text(old, options).imported.has_value());
    options.nomenclature = "HS1999";
    EXPECT_THAT(said(import_baci_text(old, options)), HasSubstr("is no edition"));
    const auto judged = import_baci_text(old, baci_options(), "mine.csv");
    ASSERT_TRUE(judged.imported.has_value());
    EXPECT_THAT(cube_in(judged.bytes).provenance().choices.at(0), HasSubstr("judged from the codes"));
}

TEST(read_baci, years_may_share_a_file_but_not_be_in_two) {
    std::string text = baci_sample(), other = text.substr(text.find('\n') + 1);
    for (std::size_t at = 0; (at = other.find("2022,", at)) != std::string::npos; ++at) other.replace(at, 5, "2023,");
    const auto both = import_baci_text(text + other);
    expect_nothing_dropped(both);
    EXPECT_EQ(cube_in(both.bytes).years(), (std::vector<int>{2022, 2023}));
    const std::string again = "t,i,j,k,v,q\n" + other;
    const std::vector<TextFile> files = {text_in_memory("a.csv", text), text_in_memory("b.csv", again)}, twice = {files[0], text_in_memory("c.csv", text)};
    const auto cube = read_baci(files, baci_options());
    ASSERT_TRUE(cube.has_value()) << to_text(cube.error());
    EXPECT_EQ(cube->flows(), 10U);
    const auto refused = read_baci(twice, baci_options());
    ASSERT_FALSE(refused.has_value());
    EXPECT_THAT(to_text(refused.error()), HasSubstr("has the year 2022, which is in a.csv too"));
}

TEST(read_baci, swapped_value_and_quantity_are_doubted) {
    std::string text = "t,i,j,k,v,q\n";
    for (int row = 0; row < 2000; ++row) text += "2022,156,842," + std::to_string(280000 + row) + ",1.000,10.000\n";
    BaciOptions options = baci_options();
    options.nomenclatures = nullptr;
    EXPECT_EQ(import_baci_text(text, options).notes().count("goods of very low value"), 1U);
}

TEST(read_baci, codes_of_no_chapter_are_noted) {
    const auto outcome = import_baci_text(with_row("2022,156,276,771234,5,1\n"));
    expect_nothing_dropped(outcome);
    EXPECT_EQ(outcome.notes().count("a product code of no chapter"), 1U);
}

TEST(read_baci, places_of_the_release_alone) {
    const std::string codes = "country_code,country_name,country_iso2,country_iso3\n156,China,CN,CHN\n842,USA,US,USA\n276,Germany,DE,DEU\n280,\"Germany, old\",DE,DEU\n490,Other,N/A,N/A\n";
    const std::string rows = with_row("2022,280,842,850511,1,1\n2022,490,842,850511,1,1\n");
    std::vector<TextFile> files = {text_in_memory(kBaciName, rows), text_in_memory("country_codes_V202501.csv", codes)};
    BaciOptions options = baci_options();
    options.places = nullptr;
    const auto cube = read_baci(files, options);
    ASSERT_TRUE(cube.has_value()) << to_text(cube.error());
    EXPECT_GE(cube->place("DEU"), 0);
    EXPECT_GE(cube->place("M49-280"), 0);
    EXPECT_GE(cube->place("M49-490"), 0);
    files.pop_back();
    const auto without = read_baci(files, options);
    ASSERT_FALSE(without.has_value());
    EXPECT_THAT(to_text(without.error()), HasSubstr("country_codes"));
}

TEST(read_baci, areas_counted_as_a_place_are_on_record) {
    const auto outcome = import_baci_text(with_row("2022,490,842,850511,1,1\n"));
    expect_nothing_dropped(outcome);
    const TradeCube cube = cube_in(outcome.bytes);
    EXPECT_DOUBLE_EQ(traded(cube, 2022, "TWN", "USA", "850511"), 1);
    EXPECT_THAT(cube.provenance().choices, testing::Contains(HasSubstr("is counted as Taiwan (TWN)")));
    EXPECT_THAT(cube_in(import_baci_text(baci_sample()).bytes).provenance().choices, testing::IsEmpty());
}

TEST(read_baci, a_release_in_a_zip_or_a_folder) {
    std::string other = baci_sample();
    for (std::size_t at = 0; (at = other.find("2022,", at)) != std::string::npos; ++at) other.replace(at, 5, "2023,");
    const ZipParts parts = {{kBaciName, baci_sample()}, {"BACI_HS22_Y2023_V202501.csv", other}, {"product_codes_HS22_V202501.csv", "code,description\n850511,\"Magnets, of metal\"\n"}, {"Readme.txt", "about"}};
    const TradeFolder folder;
    const auto zip = folder.write("BACI_HS22_V202501.zip", zipped(parts));
    const TradeFolder unpacked;
    for (const auto& [name, text] : parts) unpacked.write(name, text);
    const auto from_zip = text_files({zip}, 0), from_folder = text_files({unpacked.path()}, 0);
    ASSERT_TRUE(from_zip && from_folder);
    const auto a = read_baci(*from_zip, baci_options(2)), b = read_baci(*from_folder, baci_options(2));
    ASSERT_TRUE(a && b) << (a ? to_text(b.error()) : to_text(a.error()));
    EXPECT_EQ(a->provenance().id, "baci-hs22-v202501");
    EXPECT_EQ(a->years(), (std::vector<int>{2022, 2023}));
    EXPECT_EQ(a->products()[static_cast<std::size_t>(a->product("850511"))].name, "Magnets, of metal");
    EXPECT_EQ(a->provenance().files.size(), 1U);
    EXPECT_EQ(b->provenance().files.size(), 3U);   // the Readme is not read
    EXPECT_TRUE(std::ranges::equal(a->year(2023).values, b->year(2023).values));
}

TEST(read_baci, zips_cut_short_and_bombs_are_refused) {
    const TradeFolder folder;
    const std::string whole = zipped({{kBaciName, baci_sample()}});
    const auto cut = text_files({folder.write("cut.zip", whole.substr(0, whole.size() / 2))}, 0);
    ASSERT_FALSE(cut.has_value());
    EXPECT_THAT(to_text(cut.error()), HasSubstr("download it again"));
    std::string many = "t,i,j,k,v,q\n";
    while (many.size() < (std::size_t{3} << 20)) many += "2022,156,842,850511,1.000,1.000\n";
    const auto bomb = text_files({folder.write("bomb.zip", zipped({{kBaciName, many}}))}, 0);
    ASSERT_TRUE(bomb.has_value());
    const auto refused = read_baci(*bomb, baci_options());
    ASSERT_FALSE(refused.has_value());
    EXPECT_THAT(to_text(refused.error()), HasSubstr("--unpacked-limit"));
    const auto allowed = text_files({folder / "bomb.zip"}, std::uint64_t{8} << 20);
    const auto read = read_baci(*allowed, baci_options());
    ASSERT_TRUE(read.has_value()) << to_text(read.error());
    EXPECT_EQ(read->flows(), 1U);
    std::string damaged = whole;
    damaged[60] = static_cast<char>(damaged[60] ^ 0x55);
    const auto spoilt = text_files({folder.write("spoilt.zip", damaged)}, 0);
    EXPECT_FALSE(spoilt && read_baci(*spoilt, baci_options()));
}

/// Many rows in no order, with a few of every note.
std::string random_rows(std::uint64_t seed, std::size_t rows) {
    std::mt19937_64 dice(seed);
    const int places[] = {4, 8, 12, 156, 276, 392, 842, 826, 76, 36, 999};
    std::set<std::string> keys;
    std::string text = "t,i,j,k,v,q\n";
    while (keys.size() < rows) {
        char key[64], row[160];
        std::snprintf(key, sizeof key, "%d,%d,%d,%06d", 2022 + static_cast<int>(dice() % 2), places[dice() % 11], places[dice() % 11], static_cast<int>(280000 + dice() % 20000));
        if (!keys.insert(key).second) continue;
        std::snprintf(row, sizeof row, "%s,%.3f,%13s\n", key, static_cast<double>(dice() % 1000000) / 1000, dice() % 20 == 0 ? "NA" : std::to_string(dice() % 1000).c_str());
        text += row;
    }
    return text;
}

TEST(read_baci, the_same_bytes_at_any_number_of_threads_and_order_of_rows) {
    BaciOptions options = baci_options();
    options.nomenclatures = nullptr;
    const std::string text = random_rows(11, 60'000);
    const std::string one = import_baci_text(text, options).bytes;
    ASSERT_FALSE(one.empty());
    for (const int threads : {2, 4, 7}) {
        options.threads = threads;
        const auto outcome = import_baci_text(text, options);
        expect_nothing_dropped(outcome);
        EXPECT_EQ(outcome.bytes == one, true) << threads;
    }
    // Permuting rows changes the digest of the file on record and nothing else.
    std::vector<std::string> rows;
    std::stringstream stream(text);
    for (std::string row; std::getline(stream, row);) rows.push_back(row + "\n");
    std::shuffle(rows.begin() + 1, rows.end(), std::mt19937_64(3));
    std::string shuffled;
    for (const std::string& row : rows) shuffled += row;
    const TradeCube a = cube_in(one), b = cube_in(import_baci_text(shuffled, options).bytes);
    for (const int year : {2022, 2023}) {
        EXPECT_TRUE(std::ranges::equal(a.year(year).values, b.year(year).values));
        EXPECT_TRUE(std::ranges::equal(a.year(year).product_begin, b.year(year).product_begin));
        EXPECT_TRUE(std::ranges::equal(a.year(year).exporters, b.year(year).exporters));
    }
}

TEST(read_baci, the_published_extract) {
    const std::filesystem::path folder = std::string(COUNTERVAIL_SOURCE_DIR) + "/../shared/data/baci_extract_2021";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no extract of BACI beside the tree";
    const std::vector<std::filesystem::path> paths = {folder / "baci_hs_2021_extract.csv", folder / "country_codes_V202201.csv"};
    const auto files = text_files(paths, 0);
    ASSERT_TRUE(files.has_value()) << to_text(files.error());
    ImportNotes notes;
    const auto cube = read_baci(*files, baci_options(2), &notes);
    ASSERT_TRUE(cube.has_value()) << to_text(cube.error());
    EXPECT_EQ(cube->flows(), 71'192U);
    EXPECT_EQ(cube->products().size(), 4'422U);
    EXPECT_EQ(cube->places().size(), 211U);
    EXPECT_EQ(notes.count("a product code of five digits"), 4'442U);
    const TradeYear year = cube->year(2021);
    double sum = 0;
    std::set<PlaceIndex> exporters, importers(year.importers.begin(), year.importers.end());
    for (std::size_t flow = 0; flow < year.flows(); ++flow) {
        sum += year.values[flow];
        exporters.insert(year.exporters[flow]);
    }
    EXPECT_NEAR(sum / 1e6, 69.4, 0.05);
    EXPECT_EQ(exporters.size(), 2U);
    EXPECT_EQ(importers.size(), 211U);
    EXPECT_DOUBLE_EQ(traded(*cube, 2021, "AFG", "AGO", "382390"), 52.051);
    // The list of countries beside it is of another release and has Italy under another number.
    BaciOptions alone = baci_options(2);
    alone.places = nullptr;
    ImportNotes told;
    const auto without = read_baci(*files, alone, &told);
    ASSERT_TRUE(without.has_value()) << to_text(without.error());
    EXPECT_EQ(told.count("a place that nobody knows"), 661U);
    EXPECT_EQ(without->flows(), 71'192U - 661U);
}

}  // namespace
}  // namespace countervail
