// SPDX-License-Identifier: Apache-2.0
// Lists of suppliers: what is read, every problem at once, long files, workbooks, and more than 300 spoilt inputs a kind.
// covers: supplier_rows
#include "cascade/supplier_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "base/random.h"
#include "bom/workbook_bytes.h"

namespace countervail {
namespace {

std::string seed(const std::string& name) {
    std::ifstream stream(std::string(COUNTERVAIL_SOURCE_DIR) + "/tests/cascade/seeds/" + name);
    return {std::istreambuf_iterator<char>(stream), {}};
}

Result<SupplierNetwork> read(const std::string& links, const std::optional<std::string>& firms = std::nullopt) {
    return read_supplier_network({links, "links.csv"}, firms ? std::optional(SupplierFile{*firms, "firms.csv"}) : std::nullopt);
}

/// Every problem has a file and words; those of rows a line.
void expect_told(const Errors& errors, const std::string& input) {
    ASSERT_FALSE(errors.empty()) << input;
    for (const Error& error : errors) {
        EXPECT_FALSE(error.where.file.empty()) << error.what;
        EXPECT_FALSE(error.what.empty());
    }
}

TEST(SupplierReader, ReadsLinksAndFirms) {
    const auto network = read(seed("links.csv"), seed("firms.csv"));
    ASSERT_TRUE(network) << to_text(network.error());
    ASSERT_EQ(network->size(), 5);
    const int rotor = network->firm("rotor"), van = network->firm("van");
    EXPECT_EQ(network->name(rotor), "Rotor");
    EXPECT_EQ(network->firms[static_cast<std::size_t>(rotor)].stock_days, 5);
    EXPECT_FALSE(network->firms[static_cast<std::size_t>(van)].output);
    ASSERT_EQ(network->links.size(), 4u);
    const auto sector_of = [&](const char* supplier, const char* customer) {
        for (const SupplierLink& link : network->links) {
            if (link.supplier == network->firm(supplier) && link.customer == network->firm(customer)) return link.sector < 0 ? std::string("none") : network->sectors[static_cast<std::size_t>(link.sector)];
        }
        return std::string("no link");
    };
    EXPECT_EQ(sector_of("rotor", "van"), "motors, small");   // the product of the row
    EXPECT_EQ(sector_of("rotor", "car"), "motors");          // else the industry of the supplier
}

TEST(SupplierReader, OrderOfRowsChangesNothing) {
    const auto a = read("supplier,customer,value\nx,y,1\ny,z,2\nz,x,3\nx,y,4\n"), b = read("customer,value,supplier\nx,3,z\ny,4,x\nz,2,y\ny,1,x\n");
    ASSERT_TRUE(a && b);
    ASSERT_EQ(a->links.size(), b->links.size());
    for (std::size_t i = 0; i < a->links.size(); ++i) {
        EXPECT_EQ(a->links[i].supplier, b->links[i].supplier);
        EXPECT_EQ(a->links[i].customer, b->links[i].customer);
        EXPECT_EQ(a->links[i].value, b->links[i].value);
    }
    EXPECT_EQ(a->firms[0].id, "x");
}

TEST(SupplierReader, TellsEveryProblemAtOnce) {
    const auto network = read("supplier,customer,value\nmil,rotor,1\nmill,mill,2\nmill,rotor,-3\nmill,,4\nmill,rotor,\n", seed("firms.csv"));
    ASSERT_FALSE(network);
    const std::string text = to_text(network.error());
    for (const char* words : {"links.csv:2:1: there is no firm \"mil\"", "did you mean \"mill\"", "links.csv:3:6: firm \"mill\" supplies itself", "links.csv:4:12: the value \"-3\"", "links.csv:5:", "links.csv:6:12: the value is missing"}) {
        EXPECT_THAT(text, testing::HasSubstr(words));
    }
}

TEST(SupplierReader, RefusesBadHeadersFiguresAndTwins) {
    EXPECT_THAT(to_text(read("suplier,customer,value\na,b,1\n").error()), testing::HasSubstr("did you mean \"supplier\""));
    EXPECT_THAT(to_text(read("supplier,customer,customer,value\na,b,c,1\n").error()), testing::HasSubstr("twice"));
    EXPECT_THAT(to_text(read("supplier,customer,value\na,b\n").error()), testing::HasSubstr("2 cells, the header 3"));
    EXPECT_THAT(to_text(read("").error()), testing::HasSubstr("has no rows"));
    EXPECT_THAT(to_text(read("supplier,customer,value\n").error()), testing::HasSubstr("has no links"));
    EXPECT_THAT(to_text(read(seed("links.csv"), "id,output\nmill,1e16\nmill,2\n").error()), testing::AllOf(testing::HasSubstr("firms.csv:2:6"), testing::HasSubstr("first in line 2")));
}

// More cells than a grid may hold, in many pieces, with the line of the one bad row.
TEST(SupplierReader, LongFilesAreReadPieceByPiece) {
    std::string text = "supplier,customer,value,product\n";
    for (int i = 0; i < 1'100'000; ++i) text += "s" + std::to_string(i % 5000) + ",c" + std::to_string(i % 4999) + ",1.5,\"p\n1\"\n";
    const auto network = read(text);
    ASSERT_TRUE(network) << to_text(network.error());
    EXPECT_EQ(network->size(), 9999);
    EXPECT_EQ(network->links.size(), 1'100'000u);
    const auto spoilt = read(text + "s1,c1,none,p\n");
    ASSERT_FALSE(spoilt);
    ASSERT_EQ(spoilt.error().size(), 1u);
    EXPECT_EQ(spoilt.error()[0].where.line, 2'200'002);
}

TEST(SupplierReader, WorkbooksHoldTheSame) {
    const std::vector<std::vector<std::string>> sheet{{"supplier", "customer", "value", "product"}, {"mill", "rotor", "10", "steel"}, {"rotor", "car", "30"}};
    const std::string bytes = workbook_bytes(sheet);
    const auto network = read_supplier_network({bytes, "book.xlsx"}, std::nullopt);
    ASSERT_TRUE(network) << to_text(network.error());
    EXPECT_EQ(network->links.size(), 2u);
    EXPECT_EQ(network->sales()[static_cast<std::size_t>(network->firm("rotor"))], 30);
}

TEST(SupplierReader, ClassesOfInputs) {
    const auto network = read(seed("links.csv"), seed("firms.csv"));
    ASSERT_TRUE(network);
    const auto classes = read_input_classes({"input,user,class\n*,motors,negligible\nmagnets,motors,1\nsteel,*,0.5\n", "classes.csv"}, *network, InputClass::essential);
    ASSERT_TRUE(classes) << to_text(classes.error());
    const auto at = [&](const char* input, const char* user) {
        const auto index = [&](const char* word) { return static_cast<std::size_t>(std::find(network->sectors.begin(), network->sectors.end(), word) - network->sectors.begin()); };
        return (*classes)[index(input) * network->sectors.size() + index(user)];
    };
    EXPECT_EQ(at("magnets", "motors"), InputClass::essential);
    EXPECT_EQ(at("vehicles", "motors"), InputClass::negligible);
    EXPECT_EQ(at("steel", "vehicles"), InputClass::replaceable);
    EXPECT_EQ(at("motors", "vehicles"), InputClass::essential);
    const auto bad = read_input_classes({"input,user,class\nmagnet,motors,1\nsteel,motors,vital\nsteel,*,1\nsteel,*,0\n", "classes.csv"}, *network, InputClass::replaceable);
    ASSERT_FALSE(bad);
    EXPECT_THAT(to_text(bad.error()), testing::AllOf(testing::HasSubstr("did you mean \"magnets\""), testing::HasSubstr("\"vital\" is no class"), testing::HasSubstr("stands there twice")));
}

/// One change at random: a byte, a cut, a cell made nasty, a line doubled or dropped.
std::string spoilt(const std::string& text, std::uint32_t number) {
    static const std::vector<std::string> nasty{"-1", "0", "1e308", "nan", "inf", "0x10", "1,000", "\"", "\"\"", "½", "\xff\xfe", "*", "mill", std::string("\0", 1), "\n", "99999999999999999999"};
    const auto draw = [&](std::uint32_t purpose, std::size_t below) { return static_cast<std::size_t>(uniform(77, number, 0, purpose) * static_cast<double>(below)); };
    std::string out = text;
    const std::size_t at = draw(1, out.size());
    switch (draw(0, 6)) {
        case 0: out[at] = static_cast<char>(draw(2, 256)); break;
        case 1: out.resize(at); break;
        case 2: out.insert(at, nasty[draw(2, nasty.size())]); break;
        case 3: {
            const std::size_t begin = out.find_last_of(",\n", at) + 1, end = out.find_first_of(",\n", begin);
            out.replace(begin, (end == std::string::npos ? out.size() : end) - begin, nasty[draw(2, nasty.size())]);
            break;
        }
        case 4: out.insert(0, out.substr(at, draw(2, 30))); break;
        default: out.erase(at, 1 + draw(2, 20));
    }
    return out;
}

template <class Read>
void spoil(const std::string& text, Read read_it) {
    int refused = 0;
    for (std::uint32_t number = 0; number < 400; ++number) {
        const std::string input = spoilt(text, number);
        const auto result = read_it(input);
        if (result) continue;
        ++refused;
        expect_told(result.error(), input);
    }
    EXPECT_GT(refused, 100);
    EXPECT_LT(refused, 400);
}

TEST(SupplierReader, SpoiltFilesAreRefusedInWordsOrReadHarmlessly) {
    spoil(seed("links.csv"), [](const std::string& input) {
        auto network = read(input, seed("firms.csv"));
        if (network) {
            for (const SupplierLink& link : network->links) EXPECT_TRUE(link.value > 0 && link.supplier != link.customer);
        }
        return network;
    });
    spoil(seed("firms.csv"), [](const std::string& input) { return read(seed("links.csv"), input); });
    const auto network = read(seed("links.csv"), seed("firms.csv"));
    spoil("input,user,class\n*,motors,negligible\nmagnets,motors,1\nsteel,*,0.5\nmotors,vehicles,essential\n",
          [&](const std::string& input) { return read_input_classes({input, "classes.csv"}, *network, InputClass::replaceable); });
    const std::string book = workbook_bytes({{"supplier", "customer", "value"}, {"mill", "rotor", "10"}, {"rotor", "car", "30"}});
    for (std::uint32_t number = 0; number < 300; ++number) {
        const std::string input = spoilt(book, number);
        const auto result = read_supplier_network({input, "book.xlsx"}, std::nullopt);
        if (!result) expect_told(result.error(), "workbook");
    }
}

}  // namespace
}  // namespace countervail
