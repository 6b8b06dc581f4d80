// SPDX-License-Identifier: Apache-2.0
// covers: cube_layout, cube_output, cube_writer, mapped_file, check_cube, merge_reports
#include "trade/cube_file.h"

#include <gmock/gmock.h>

#include <cstring>

#include "base/hash.h"
#include "trade/baci_samples.h"
#include "trade/check_cube.h"
#include "trade/cube_layout.h"
#include "trade/merge_reports.h"

using testing::HasSubstr;

namespace countervail {
namespace {

TradeCube small_cube(bool domestic = false) {
    TradeProvenance provenance{"small", "ours", "HS2022", 6, "fob", "importers", "included", domestic, {"a.csv 12"}, {"a choice"}, {"F-01"}};
    return *make_trade_cube(provenance, {{"AAA", "A"}, {"BBB", "B"}, {"CCC", "C"}}, {{"280530", "metals"}, {"850511", "magnets"}, {"850519", ""}},
                            {{0, 1, 1, 2021, 10, 2.0}, {2, 1, 1, 2021, 30, {}}, {0, 2, 0, 2021, 5, 1.0}, {0, 1, 1, 2020, 9, 0.0}, {1, 0, 2, 2020, 0, {}}});
}

void expect_same(const TradeCube& a, const TradeCube& b) {
    ASSERT_EQ(a.years(), b.years());
    EXPECT_EQ(a.provenance().files, b.provenance().files);
    EXPECT_EQ(a.provenance().choices, b.provenance().choices);
    EXPECT_EQ(a.provenance().statements, b.provenance().statements);
    EXPECT_EQ(a.provenance().domestic, b.provenance().domestic);
    EXPECT_EQ(a.provenance().source, b.provenance().source);
    ASSERT_EQ(a.products().size(), b.products().size());
    for (std::size_t at = 0; at < a.products().size(); ++at) EXPECT_EQ(a.products()[at].name, b.products()[at].name);
    for (std::size_t at = 0; at < a.places().size(); ++at) EXPECT_EQ(a.places()[at].id, b.places()[at].id);
    for (const int number : a.years()) {
        const TradeYear x = a.year(number), y = b.year(number);
        EXPECT_TRUE(std::ranges::equal(x.product_begin, y.product_begin) && std::ranges::equal(x.importers, y.importers) && std::ranges::equal(x.exporters, y.exporters) &&
                    std::ranges::equal(x.values, y.values) && std::ranges::equal(x.weights, y.weights));
    }
}

/// A file whose checksums are right again after somebody changed it on purpose: what only the other checks can find.
void seal(std::string& bytes) {
    CubeHeader header;
    header.file_bytes = bytes.size();
    std::memcpy(&header.directory_offset, bytes.data() + 24, 8);
    if (header.directory_offset > bytes.size() || header.directory_offset < kCubeHeaderBytes) return;
    header.directory_sha256 = sha256(std::string_view(bytes).substr(header.directory_offset));
    bytes.replace(0, kCubeHeaderBytes, encode_header(header));
}

Result<TradeCube> opened(const std::string& bytes) {
    const auto owner = std::make_shared<std::string>(bytes);
    return open_cube_bytes(*owner, owner, "a.cube");
}

/// Reads every flow through every index, so that a sanitizer sees a stray one.
double walk(const TradeCube& cube) {
    double sum = 0;
    for (const int number : cube.years()) {
        const TradeYear year = cube.year(number);
        std::vector<double> by_place(cube.places().size());
        for (std::size_t product = 0; product < cube.products().size(); ++product) {
            for (auto flow = year.product_begin[product]; flow < year.product_begin[product + 1]; ++flow) {
                by_place[year.importers[flow]] += year.values[flow];
                by_place[year.exporters[flow]] += year.weights[flow];
            }
        }
        for (const double value : by_place) sum += value;
    }
    return sum;
}

TEST(cube_file, what_is_written_is_read) {
    const TradeFolder folder;
    for (const bool domestic : {false, true}) {
        const auto path = folder / "deep/er/small.cube";
        ASSERT_TRUE(write_cube(small_cube(domestic), path).has_value());
        const auto cube = open_cube(path);
        ASSERT_TRUE(cube.has_value()) << to_text(cube.error());
        expect_same(*cube, small_cube(domestic));
        EXPECT_TRUE(check_cube_file(path, 2).has_value());
        const auto facts = cube_file_facts(path);
        ASSERT_TRUE(facts.has_value());
        EXPECT_EQ(facts->flows, 5U);
        EXPECT_EQ(facts->years, (std::vector<int>{2020, 2021}));
        EXPECT_EQ(facts->bytes, std::filesystem::file_size(path));
    }
    EXPECT_EQ(cube_bytes(small_cube(), 1), cube_bytes(small_cube(), 4));
    std::vector<std::string> names;
    for (const auto& at : std::filesystem::directory_iterator(folder / "deep/er")) names.push_back(at.path().filename());
    EXPECT_THAT(names, testing::ElementsAre("small.cube"));
}

TEST(cube_file, an_empty_year_and_an_empty_cube) {
    const TradeCube empty = *make_trade_cube({"none", "", "HS2022"}, {}, {}, {});
    expect_same(*opened(cube_bytes(empty)), empty);
}

TEST(cube_file, a_cube_outlives_the_replacement_of_its_file) {
    const TradeFolder folder;
    const auto path = folder / "a.cube";
    ASSERT_TRUE(write_cube(small_cube(), path).has_value());
    const auto before = open_cube(path);
    ASSERT_TRUE(write_cube(*make_trade_cube({"none", "", "HS2022"}, {}, {}, {}), path).has_value());
    expect_same(*before, small_cube());
}

TEST(cube_file, a_write_that_fails_leaves_the_old_file) {
    const TradeFolder folder;
    const auto path = folder / "a.cube";
    ASSERT_TRUE(write_cube(small_cube(), path).has_value());
    {
        const auto output = cube_file_output(path);
        ASSERT_TRUE(output.has_value());
        ASSERT_TRUE((*output)->write(0, "half a file").has_value());
    }
    EXPECT_TRUE(open_cube(path).has_value());
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
    std::filesystem::create_directory(folder / "taken");
    const auto refused = write_cube(small_cube(), folder / "taken");
    ASSERT_FALSE(refused.has_value());
    EXPECT_THAT(to_text(refused.error()), HasSubstr("is a folder"));
    EXPECT_FALSE(write_cube(small_cube(), folder / "a.cube/b.cube").has_value());
}

TEST(cube_file, says_what_is_wrong_with_a_file) {
    const TradeFolder folder;
    const std::string good = cube_bytes(small_cube());
    const auto said = [&](const std::string& bytes) {
        const auto cube = opened(bytes);
        return cube ? std::string() : to_text(cube.error());
    };
    EXPECT_THAT(said(""), HasSubstr("is not a trade cube"));
    EXPECT_THAT(said("t,i,j,k,v,q\n"), HasSubstr("is not a trade cube"));
    EXPECT_THAT(said(good.substr(0, 60)), HasSubstr("is cut short"));
    EXPECT_THAT(said(good.substr(0, good.size() - 1)), HasSubstr("is cut short"));
    EXPECT_THAT(said(good + "x"), HasSubstr("1 bytes stand behind its end"));
    std::string newer = good;
    newer[8] = 2;
    EXPECT_THAT(said(newer), HasSubstr("was written by a newer program: format 2, this one knows 1"));
    EXPECT_THAT(to_text(open_cube(folder / "absent.cube").error()), HasSubstr("cannot be read"));
    EXPECT_THAT(to_text(open_cube(folder.path()).error()), HasSubstr("is not a file"));
}

TEST(cube_file, values_changed_behind_its_back_are_found_by_the_check) {
    const TradeFolder folder;
    std::string bytes = cube_bytes(small_cube());
    const auto directory = decode_directory(std::string_view(bytes).substr(decode_header(bytes, "a")->directory_offset), decode_header(bytes, "a")->directory_offset, "a");
    ASSERT_TRUE(directory.has_value());
    for (std::size_t column = 0; column < kCubeColumns; ++column) {
        std::string spoilt = bytes;
        char& byte = spoilt[directory->years[1].columns[column].offset + 1];
        byte = static_cast<char>(byte ^ 1);
        const auto path = folder.write("a.cube", spoilt);
        const auto checked = check_cube_file(path);
        ASSERT_FALSE(checked.has_value()) << column;
        EXPECT_THAT(to_text(checked.error()), HasSubstr(kCubeColumnNames[column]));
        EXPECT_EQ(open_cube(path).has_value(), column >= kValues) << column;   // indices are checked whenever a cube is opened
    }
}

TEST(cube_file, every_byte_spoilt_is_found_or_harmless) {
    const TradeFolder folder;
    const std::string good = cube_bytes(small_cube());
    std::size_t refused = 0, found_by_check = 0, harmless = 0;
    for (std::size_t at = 0; at < good.size(); ++at) {
        for (const int flip : {0x01, 0x80, 0xFF}) {
            std::string spoilt = good;
            spoilt[at] = static_cast<char>(spoilt[at] ^ flip);
            const auto cube = opened(spoilt);
            if (!cube) {
                ++refused;
                EXPECT_EQ(cube.error()[0].where.file, "a.cube");
                EXPECT_FALSE(cube.error()[0].hint.empty());
                continue;
            }
            walk(*cube);
            if (!check_cube_file(folder.write("a.cube", spoilt)))
                ++found_by_check;
            else
                ++harmless;   // between two columns
        }
    }
    EXPECT_GT(refused, 300U);
    EXPECT_GE(found_by_check, 3U * 5 * 8 * 2);
    EXPECT_LT(harmless, 3U * 64 * 2 * kCubeColumns);
}

TEST(cube_file, every_truncation_is_refused) {
    const std::string good = cube_bytes(small_cube());
    for (std::size_t size = 0; size < good.size(); ++size) EXPECT_FALSE(opened(good.substr(0, size)).has_value()) << size;
}

TEST(cube_file, a_hostile_directory_with_right_checksums_leads_nobody_astray) {
    const std::string good = cube_bytes(small_cube());
    const auto header = decode_header(good, "a");
    ASSERT_TRUE(header.has_value());
    std::size_t refused = 0, tried = 0;
    for (std::size_t at = 0; at < good.size(); ++at) {
        if (at >= 8 && at < 24) continue;   // version and size: seal() writes them
        for (const int flip : {0x01, 0x40, 0xFF}) {
            std::string hostile = good;
            hostile[at] = static_cast<char>(hostile[at] ^ flip);
            seal(hostile);
            ++tried;
            const auto cube = opened(hostile);
            if (cube)
                walk(*cube);
            else
                ++refused;
        }
    }
    EXPECT_GT(tried, 3000U);
    EXPECT_GT(refused, 300U);
    for (std::size_t at = header->directory_offset; at + 8 <= good.size(); ++at) {   // counts and offsets beyond all measure
        for (const std::uint64_t number : {~std::uint64_t{0}, std::uint64_t{1} << 32, std::uint64_t{good.size()}}) {
            std::string hostile = good;
            std::memcpy(hostile.data() + at, &number, 8);
            seal(hostile);
            if (const auto cube = opened(hostile)) walk(*cube);
        }
    }
}

TEST(check_cube, counts_what_is_odd_and_tells_it_from_what_is_wrong) {
    const CubeCheck check = check_cube(small_cube(), 2);
    EXPECT_TRUE(check.sound());
    ASSERT_EQ(check.years.rows.size(), 2U);
    EXPECT_EQ(std::get<double>(check.years.rows[1][2]), 45e-6);
    EXPECT_EQ(std::get<std::string>(check.largest.rows[0][0]), "CCC");
    const auto count = [](const CubeCheck& of, std::string_view words) {
        std::uint64_t sum = 0;
        for (const CubeFinding& finding : of.findings) sum += finding.what.find(words) != std::string::npos ? finding.count : 0;
        return sum;
    };
    EXPECT_EQ(count(check, "value 0"), 1U);
    EXPECT_EQ(count(check, "place without trade"), 1U);
    EXPECT_EQ(count(check, "product without trade"), 2U);
    EXPECT_EQ(count(check, "doubles"), 1U);
    std::vector<TradePlace> places;
    std::vector<TradeFlow> flows;
    for (PlaceIndex at = 0; at < 25; ++at) {
        places.push_back({"P" + std::to_string(at), ""});
        if (at > 0) flows.push_back({0, at, 0, 2022, 10, at == 3 ? 0.005 : 1.0});   // 200 times the others' unit value
    }
    const CubeCheck odd = check_cube(*make_trade_cube({"odd", "", "HS2022"}, places, {{"850511", ""}}, flows));
    EXPECT_EQ(count(odd, "unit value"), 1U);
    EXPECT_EQ(cube_findings_table(odd).rows.size(), 1U);
    std::string bytes = cube_bytes(small_cube());
    const auto header = *decode_header(bytes, "a");
    const auto directory = *decode_directory(std::string_view(bytes).substr(header.directory_offset), header.directory_offset, "a");
    const double none = -5;
    std::memcpy(bytes.data() + directory.years[1].columns[kValues].offset, &none, 8);
    EXPECT_FALSE(check_cube(*opened(bytes)).sound());
}

TEST(merge_reports, places_and_products_meet_by_their_names) {
    TradeReports a, b;
    a.provenance.nomenclature = b.provenance.nomenclature = "HS2022";
    a.places = {{"AAA", ""}, {"BBB", ""}};
    b.places = {{"BBB", ""}, {"CCC", ""}};
    a.products = {{"1", ""}};
    b.products = {{"2", ""}, {"1", ""}};
    a.rows = {{0, 1, 0, 2022, ReportedBy::importer, false, true, 5, {}}};
    b.rows = {{1, 0, 1, 2022, ReportedBy::exporter, false, false, 7, {}}};
    const auto both = merged_reports({a, b});
    ASSERT_TRUE(both.has_value());
    EXPECT_EQ(both->places.size(), 3U);
    EXPECT_EQ(both->rows[1].exporter, 2);
    EXPECT_EQ(both->rows[1].importer, 1);
    EXPECT_EQ(both->rows[1].product, 0U);
    b.provenance.nomenclature = "HTS";
    EXPECT_FALSE(merged_reports({a, b}).has_value());
    EXPECT_EQ(with_id(small_cube(), "other").provenance().id, "other");
}

}  // namespace
}  // namespace countervail
