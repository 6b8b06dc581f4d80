// SPDX-License-Identifier: Apache-2.0
// covers: bill_columns, bill_sheet
#include "bom/bill.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "base/library.h"
#include "bom/bill_columns.h"
#include "bom/workbook_bytes.h"

namespace countervail {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const Catalogue& catalogue() {
    static const Catalogue read = [] {
        const Library library = Library::embedded();
        const auto ledger = Ledger::read(library);
        return read_catalogue(library, ledger.value(), Date(2026, 10, 1)).value();
    }();
    return read;
}

Result<Bill> from_csv(const std::string& text) {
    return read_bill(text, "b.csv", {.catalogue = &catalogue()});
}

constexpr const char* kMotor =
    "part,parent,item,quantity,unit,yield,unit_value,currency,origin,supplier,classification,mass "
    "kg,neodymium %,kg Dy,info.drawing\n"
    "motor,,,1,,,1200,USD,DEU,Own,,,,,D-1\n"
    "magnet,motor,ndfeb.magnet.hot,1.5,kg,0.9,60,USD,DEU,Acme,\"CHN:1C902 USA:EAR99\",,,,\n"
    "nd,magnet,neodymium.metal,0.29,kg,,80,USD,CHN,,,,100,,\n"
    "dy,magnet,dysprosium.metal,20,g/kg,,0.3,USD/g,CHN,unknown,,,,0.001,\n";

TEST(Bill, ReadsWhatARiskManagerWrites) {
    const auto bill = from_csv(kMotor);
    ASSERT_TRUE(bill) << to_text(bill.error());
    ASSERT_EQ(bill->parts.size(), 4U);
    EXPECT_EQ(bill->parts[static_cast<std::size_t>(bill->article)].id, "motor");
    EXPECT_EQ(bill->order.front(), bill->article);
    const BillPart& dy = bill->parts[static_cast<std::size_t>(bill->part("dy"))];
    EXPECT_EQ(dy.unit, "kg");
    EXPECT_EQ(*dy.unit_value, Decimal(300));
    ASSERT_EQ(dy.contents.size(), 1U);
    EXPECT_EQ(bill->elements[static_cast<std::size_t>(dy.contents[0].element)], "dysprosium");
    const BillPart& magnet = bill->parts[static_cast<std::size_t>(bill->part("magnet"))];
    EXPECT_THAT(magnet.classifications, ElementsAre("CHN:1C902", "USA:EAR99"));
    EXPECT_TRUE(magnet.contents.empty());  // the catalogue's contents are for parts that hold no others
    const int first = bill->first_use[static_cast<std::size_t>(bill->part("magnet"))];
    EXPECT_EQ(bill->uses[static_cast<std::size_t>(first)].quantity, *Decimal::parse("0.02"));
    EXPECT_EQ(bill->info_columns, std::vector<std::string>{"drawing"});
    EXPECT_EQ(bill->parts[static_cast<std::size_t>(bill->article)].info[0].second, "D-1");
}

TEST(Bill, TomlAndWorkbookSayTheSame) {
    const char* toml =
        "currency = \"USD\"\n[[line]]\npart = \"motor\"\nunit_value = 1200\norigin = \"DEU\"\nsupplier = "
        "\"Own\"\n[line.info]\ndrawing = \"D-1\"\n"
        "[[line]]\npart = \"magnet\"\nparent = \"motor\"\nitem = \"ndfeb.magnet.hot\"\nquantity = 1.5\nunit "
        "= \"kg\"\nyield = 0.9\nunit_value = 60\norigin = \"DEU\"\n"
        "supplier = \"Acme\"\nclassification = \"USA:EAR99 CHN:1C902\"\n"
        "[[line]]\npart = \"nd\"\nparent = \"magnet\"\nelement = \"Nd\"\nitem = "
        "\"neodymium.metal\"\nquantity = 290\nunit = \"g/kg\"\nunit_value = 80\ncurrency = "
        "\"USD/kg\"\norigin = \"CHN\"\n"
        "[[line]]\npart = \"dy\"\nparent = \"magnet\"\nitem = \"dysprosium.metal\"\nquantity = 0.02\nunit = "
        "\"kg\"\nunit_value = 300\norigin = \"CHN\"\nsupplier = \"unknown\"\n\"dysprosium %\" = 100\n";
    const std::string xlsx =
        workbook_bytes({{"part", "parent", "item", "Quantity", "unit", "yield", "unit value", "currency",
                         "origin", "supplier", "classification", "neodymium %", "Dy %"},
                        {"motor", "", "", "", "", "", "1200", "USD", "DEU", "Own"},
                        {"magnet", "motor", "ndfeb.magnet.hot", "1.5", "kg", "0.90000000000000002", "60",
                         "USD", "DEU", "Acme", "CHN:1C902; USA:EAR99"},
                        {"nd", "magnet", "neodymium.metal", "0.28999999999999998", "kg", "", "80", "USD",
                         "CHN", "", "", "100"},
                        {"dy", "magnet", "dysprosium.metal", "0.02", "kg", "", "300", "USD", "CHN", "unknown",
                         "", "", "100"}});
    const auto a = from_csv(kMotor);
    const auto b = read_bill(toml, "b.toml", {.catalogue = &catalogue()});
    const auto c = read_bill(xlsx, "b.xlsx", {.catalogue = &catalogue()});
    ASSERT_TRUE(a && b && c) << (a ? "" : to_text(a.error())) << (b ? "" : to_text(b.error()))
                             << (c ? "" : to_text(c.error()));
    for (const auto* other : {&*b, &*c}) {
        ASSERT_EQ(a->parts.size(), other->parts.size());
        for (std::size_t i = 0; i < a->parts.size(); ++i) {
            EXPECT_EQ(a->parts[i].id, other->parts[i].id);
            EXPECT_EQ(a->parts[i].unit_value, other->parts[i].unit_value) << a->parts[i].id;
            EXPECT_EQ(a->parts[i].classifications, other->parts[i].classifications);
            ASSERT_EQ(a->parts[i].contents.size(), other->parts[i].contents.size()) << a->parts[i].id;
            for (std::size_t k = 0; k < a->parts[i].contents.size(); ++k)
                EXPECT_EQ(a->parts[i].contents[k].mass, other->parts[i].contents[k].mass);
        }
        for (std::size_t u = 0; u < a->uses.size(); ++u) {
            EXPECT_EQ(a->uses[u].quantity, other->uses[u].quantity);
            EXPECT_EQ(a->uses[u].yield, other->uses[u].yield);
        }
    }
}

TEST(Bill, TakesContentsFromTheCatalogueWhereTheBillStatesNone) {
    const auto bill = from_csv("part,parent,item,quantity,unit\na,,,,\nm,a,dysprosium.oxide,2,kg\n");
    ASSERT_TRUE(bill) << to_text(bill.error());
    const BillPart& oxide = bill->parts[1];
    EXPECT_TRUE(oxide.contents_assumed);
    ASSERT_EQ(oxide.contents.size(), 1U);
    EXPECT_NEAR(oxide.contents[0].mass.to_double(), 0.8713, 1e-3);
}

TEST(Bill, APartInSeveralParentsIsDescribedOnceOrAlike) {
    const std::string header =
        "part,parent,quantity,unit,unit_value,currency,origin\na,,,,,,\nb,a,1,,,,\nc,a,2,,,,\n";
    const auto shared = from_csv(header + "screw,b,4,pcs,0.05,USD,JPN\nscrew,c,2,each,,,\n");
    ASSERT_TRUE(shared) << to_text(shared.error());
    EXPECT_EQ(shared->uses.size(), 4U);
    EXPECT_EQ(shared->parts.size(), 4U);
    const auto other = from_csv(header + "screw,b,4,pcs,0.05,USD,JPN\nscrew,c,2,each,0.06,,DEU\n");
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().size(), 2U) << to_text(other.error());
    EXPECT_EQ(other.error()[0].where.line, 6);
}

struct Wrong {
    const char* rows;
    const char* said;
    int line;
};

TEST(Bill, RefusesWithPlaceAndRemedy) {
    const std::string header =
        "part,parent,quantity,unit,yield,unit_value,currency,origin,classification,element,mass "
        "kg,dysprosium %\n";
    const std::vector<Wrong> all{
        {"a,,,,,,,,,,,\nb,c,1,,,,,,,,,\nc,d,1,,,,,,,,,\nd,b,1,,,,,,,,,\n", "contains itself: b → d → c → b",
         0},
        {"a,,,,,,,,,,,\nb,b,1,,,,,,,,,\n", "contains itself: b → b", 3},
        {"a,a,1,,,,,,,,,\n", "no line is the article", 1},
        {"motor,,,,,,,,,,,\nb,motr,1,,,,,,,,,\n", "unknown parent \"motr\"", 3},
        {"a,,,,,,,,,,,\nb,,,,,,,,,,,\n", "has no parent", 3},
        {"a,,,,,,,,,,,\nb,a,0,,,,,,,,,\n", "not positive", 3},
        {"a,,,,,,,,,,,\nb,a,-1,,,,,,,,,\n", "negative", 3},
        {"a,,,,,,,,,,,\nb,a,,,,,,,,,,\n", "has no quantity", 3},
        {"a,,,,,,,,,,,\nb,a,\"1,5\",,,,,,,,,\n", "is no number", 3},
        {"a,,,,,,,,,,,\nb,a,1e-14,,,,,,,,,\n", "below 1e-12", 3},
        {"a,,,,,,,,,,,\nb,a,1e19,,,,,,,,,\n", "larger than 1e15", 3},
        {"a,,2,,,,,,,,,\n", "other than 1", 2},
        {"a,,,,,,,,,,,\nb,a,1,,1.2,,,,,,,\n", "yield \"1.2\"", 3},
        {"a,,,,,,,,,,,\nb,a,1,,0,,,,,,,\n", "yield \"0\"", 3},
        {"a,,,,,5,USD,,,,,\nb,a,1,,,1,EUR,,,,,\n", "is in EUR, but line 2 in USD", 3},
        {"a,,,,,5,,,,,,\n", "without a currency", 2},
        {"a,,,,,5,dollars,,,,,\n", "is no currency", 2},
        {"a,,,,,,,,,,,\nb,a,1,kg,,5,USD/pc,,,,,\n", "values a part by the piece", 3},
        {"a,,,,,,,,,,,\nb,a,1,tonnes,,,,,,,,\n", "not a unit", 3},
        {"a,,,,,,,,,,,\nb,a,1,kg oxide,,,,,,,,\n", "no unit of amount", 3},
        {"a,,,,,,,,,,,\nb,a,1,kg,,,,,,,,\nc,a,1,,,,,,,,,\nb,c,1,pcs,,,,,,,,\n",
         "counted in piece here and in kg in line 3", 5},
        {"a,,,,,,,,,,,\nb,a,1,kg,,,,,,,,\nc,a,1,,,,,,,,,\nb,c,1,g,,,,,,,,\nd,b,1,g,,,,,,,,\n",
         "several units", 6},
        {"a,,,,,,,,,,,\nb,a,1,g/kg,,,,,,,,\n", "is per kg of \"a\"", 3},
        {"a,,,,,,,,,,,\nb,a,1,,,,,,,,,\nb,a,2,,,,,,,,,\n", "stands twice in \"a\"", 4},
        {"a,,,,,,,China,,,,\n", "origin \"China\"", 2},
        {"a,,,,,,,,EAR99,,,\n", "does not say by whom", 2},
        {"a,,,,,,,,,,,\nb,a,1,,,,,,,Dy,,\n", "is the element dysprosium without a mass", 3},
        {"a,,,,,,,,,,,\nb,a,1,kg,,,,,,Dy,,50\n", "a content of a line that is an element", 3},
        {"a,,,,,,,,,,,\nb,a,1,,,,,,,,,50\n", "whose mass is unknown", 3},
        {"a,,,,,,,,,,,\nb,a,1,kg,,,,,,,,150\n", "more than 100 %", 3},
        {"a,,,,,,,,,,1,\nb,a,3,kg,,,,,,,,50\n", "weighs 1 kg but holds 1.5 kg", 2},
        {"a,,,,,,,,,,10,5\nb,a,1,kg,,,,,,,,50\n", "and so does a part inside it", 2},
        {",,,,,,,,,,,\n,a,1,,,,,,,,,\n", "names no part", 3},
        {"a,,,,,,,,,,,,\n", "has 13 cells", 2},
        {"a,,,,,,,,,,,\nb,a,1e15,,,,,,,,,\nc,b,1e15,,,,,,,,,\n", "beyond 1e18", 2},
    };
    for (const Wrong& wrong : all) {
        const auto bill = from_csv(header + wrong.rows);
        ASSERT_FALSE(bill) << wrong.said;
        const auto found = std::find_if(bill.error().begin(), bill.error().end(), [&](const Error& error) {
            return error.what.find(wrong.said) != std::string::npos;
        });
        ASSERT_TRUE(found != bill.error().end()) << wrong.said << "\n" << to_text(bill.error());
        EXPECT_FALSE(found->hint.empty());
        EXPECT_EQ(found->where.file, "b.csv");
        EXPECT_TRUE(wrong.line == 0 || found->where.line == wrong.line) << to_text(bill.error());
    }
}

TEST(Bill, AllProblemsAtOnce) {
    const auto bill = from_csv(
        "part,parent,quantity,origin,yield\na,,,Mars,\nb,a,x,,\nc,nowhere,1,,2\nd,nowhere,1,,\ne,f,1,,\nf,e,"
        "1,,\n");
    ASSERT_FALSE(bill);
    EXPECT_EQ(bill.error().size(), 5U) << to_text(bill.error());
}

TEST(Bill, UnknownColumnsNameTheNearest) {
    const auto bill = from_csv("part,parnet,dysprosum %,margin %,quantity,quantity\na,,,,,\n");
    ASSERT_FALSE(bill);
    ASSERT_EQ(bill.error().size(), 4U) << to_text(bill.error());
    EXPECT_THAT(bill.error()[0].hint, HasSubstr("\"parent\""));
    EXPECT_THAT(bill.error()[1].hint, HasSubstr("dysprosium %"));
    EXPECT_THAT(bill.error()[2].hint, HasSubstr("info."));
    EXPECT_THAT(bill.error()[3].what, HasSubstr("twice"));
    const auto toml = read_bill("[[line]]\npart = \"a\"\nparnet = \"b\"\n", "b.toml");
    ASSERT_FALSE(toml);
    EXPECT_EQ(toml.error()[0].where.line, 3);
    EXPECT_THAT(toml.error()[0].hint, HasSubstr("\"parent\""));
}

TEST(Bill, ANearMissOfAnItemIsANote) {
    const auto bill = from_csv(
        "part,parent,item,quantity,unit,element\na,,ndfeb.magnet.hto,,,\nb,a,,1,kg,dysprosum\nc,a,steel,1,kg,"
        "element:cobalt\n");
    ASSERT_TRUE(bill) << to_text(bill.error());
    ASSERT_EQ(bill->notes.size(), 2U);
    EXPECT_THAT(bill->notes[0].hint, HasSubstr("ndfeb.magnet.hot"));
    EXPECT_THAT(bill->notes[1].hint, HasSubstr("dysprosium"));
}

TEST(Bill, AFreeUnitIsANote) {
    const auto bill = from_csv("part,parent,quantity,unit\na,,,\nwire,a,2,metre\nb,a,2,kilos\n");
    ASSERT_TRUE(bill) << to_text(bill.error());
    EXPECT_EQ(bill->parts[2].unit, "metre");
    EXPECT_EQ(bill->notes.size(), 2U);
}

TEST(Bill, KnownPlacesAreHeldTo) {
    const auto bill = read_bill("part,origin\na,DUE\n", "b.csv", {.places = {"DEU", "JPN"}});
    ASSERT_FALSE(bill);
    EXPECT_THAT(bill.error()[0].hint, HasSubstr("DEU"));
}

TEST(Bill, SheetsAreFoundByName) {
    const std::string book = workbook_bytes({{"part"}, {"a"}});
    EXPECT_TRUE(read_bill(book, "b.xlsx").has_value());
    const auto wrong = read_bill(book, "b.xlsx", {.sheet = "Bil"});
    ASSERT_FALSE(wrong);
    EXPECT_THAT(wrong.error()[0].hint, HasSubstr("Bill"));
    EXPECT_FALSE(read_bill("part\na\n", "b.doc").has_value());
}

TEST(Bill, AWorkbookHidesNothingUnderANamelessColumn) {
    const auto bill = read_bill(workbook_bytes({{"part", "", "origin"}, {"a", "lost", "DEU"}}), "b.xlsx");
    ASSERT_FALSE(bill);
    EXPECT_EQ(bill.error()[0].where.column, 2);
    EXPECT_TRUE(read_bill(workbook_bytes({{"part", "", "origin"}, {"a", "", "DEU"}}), "b.xlsx").has_value());
}

TEST(Bill, TheDocumentedExampleIsRead) {
    std::ifstream stream(std::string(COUNTERVAIL_SOURCE_DIR) + "/docs/formats/bom.md");
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    const auto block = [&](const std::string& kind) {
        const std::size_t at = text.find("```" + kind + "\n") + kind.size() + 4;
        return text.substr(at, text.find("```", at) - at);
    };
    const auto bill = from_csv(block("csv"));
    ASSERT_TRUE(bill) << to_text(bill.error());
    EXPECT_EQ(bill->uses.size(), 3U);
    EXPECT_TRUE(bill->notes.empty()) << to_text(bill->notes);
    const std::string toml = block("toml");
    const auto lines = read_bill("[[line]]\npart = \"motor\"\n" + toml.substr(toml.find("[[line]]")),
                                 "b.toml", {.catalogue = &catalogue()});
    ASSERT_TRUE(lines) << to_text(lines.error());
    EXPECT_EQ(lines->parts[static_cast<std::size_t>(lines->part("magnet"))].info[0].second, "D-7");
}

TEST(BillColumns, ReadHeaders) {
    const BillOptions options{.catalogue = &catalogue()};
    const BillWords words(options);
    EXPECT_EQ(words.column("Unit Value").field, BillField::unit_value);
    EXPECT_EQ(words.column("g Dy").factor, *Decimal::parse("0.001"));
    EXPECT_EQ(words.column("g Dy").word, "dysprosium");
    EXPECT_EQ(words.column("element:Cobalt %").word, "cobalt");
    EXPECT_EQ(words.column("mass g").field, BillField::mass);
    for (const char* unknown : {"cobalt %", "kg", "kg oxide Dy", "mass year", "info.", "", "%"})
        EXPECT_EQ(words.column(unknown).field, BillField::unknown) << unknown;
}

TEST(BillColumns, UnitsOfAmount) {
    EXPECT_EQ(parse_amount_unit("")->canonical, "piece");
    EXPECT_EQ(parse_amount_unit("t")->factor, Decimal(1000));
    EXPECT_EQ(parse_amount_unit("metre")->canonical, "metre");
    for (const char* wrong : {"kg oxide", "USD", "%", "days", "kg/t", "tons"})
        EXPECT_FALSE(parse_amount_unit(wrong)) << wrong;
}

}  // namespace
}  // namespace countervail
