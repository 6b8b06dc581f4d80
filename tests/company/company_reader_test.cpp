// SPDX-License-Identifier: Apache-2.0
// Files of a company: what they say, what stands in for what they do not say, and what is refused; and more than 300 spoilt files of
// each kind, each refused with file, line, what and how to mend it, or read as a company that can be run.
// covers: company_bill, company_columns, company_graph
#include "company/company_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>

#include "base/random.h"
#include "base/text.h"
#include "bom/workbook_bytes.h"
#include "company/company_bill.h"
#include "company/small_company.h"

using testing::HasSubstr;

namespace countervail {
namespace {

std::string example(const std::string& name) {
    std::ifstream stream(std::string(COUNTERVAIL_SOURCE_DIR) + "/examples/motor-maker/" + name);
    return {std::istreambuf_iterator<char>(stream), {}};
}

CompanyTools example_tools(const std::string& spoilt = {}, const std::string& bytes = {}) {
    CompanyTools tools = april_tools("");
    tools.read = [spoilt, bytes](const std::string& path) -> Result<std::string> {
        std::string text = path == spoilt ? bytes : example(path);
        if (text.empty() && path != spoilt) return fail({path}, "there is no such file", "check the path");
        return text;
    };
    return tools;
}

std::string errors_of(const std::string& csv, const std::string& place = "DEU") {
    const auto read = read_company(csv, "b.csv", april_tools(place));
    return read ? std::string("read") : to_text(read.error());
}

const CompanyPart& part(const Company& company, const std::string& id) {
    for (const CompanyPart& each : company.parts) {
        if (each.id == id) return each;
    }
    throw std::runtime_error("no part " + id);
}

TEST(CompanyReader, TheExampleSaysWhatItsFilesSay) {
    const auto company = read_company(example("company.toml"), "company.toml", example_tools());
    ASSERT_TRUE(company) << to_text(company.error());
    EXPECT_EQ(company->place, "DEU");
    ASSERT_EQ(company->products.size(), 3U);
    EXPECT_EQ(company->products[0].revenue, 13'020'000);
    const CompanyPart& magnet = part(*company, "S80-magnet");
    ASSERT_EQ(magnet.sources.size(), 2U);
    EXPECT_NEAR(magnet.sources[0].share, 0.7, 1e-12);     // 0.084 of 0.12 kg
    EXPECT_NEAR(magnet.stock_days.mode, 0.7 * 24 + 0.3 * 31, 1e-9);
    EXPECT_NEAR(part(*company, "S130-magnet").stock_days.mode, 740 / (15'500 * 0.41 / 365.25), 1e-6);   // kg on hand over kg a day
    EXPECT_TRUE(part(*company, "S80-rotor").made());
    EXPECT_FALSE(part(*company, "encoder-single").made());
    EXPECT_FALSE(part(*company, "encoder-single-magnet").own);
    EXPECT_NEAR(*magnet.day_value, 42'000 / 365.25 * (0.084 * 96 + 0.036 * 131), 1e-6);
    EXPECT_EQ(part(*company, "encoder-single-chip").stock_days.statement, "assume:company-stock-days-chip");
    EXPECT_EQ(part(*company, "brake-80").effect, PartEffect::slows);
    for (std::size_t i = 0; i < company->parts.size(); ++i) {
        for (const CompanySource& source : company->parts[i].sources) {
            for (const int child : source.inside) EXPECT_LT(child, static_cast<int>(i));
        }
    }
}

TEST(CompanyReader, HeadersMayLeaveInfoOutAndAWorkbookReadsAlike) {
    const Company csv = company_of("part,parent,quantity,info.stock_days\nm,,,\na,m,1,12\n");
    const Company plain = company_of("part,parent,quantity,Stock Days\nm,,,\na,m,1,12\n");
    EXPECT_EQ(part(csv, "a").stock_days.mode, 12);
    EXPECT_EQ(part(plain, "a").stock_days.mode, 12);
    const auto book = read_company(workbook_bytes({{"part", "parent", "quantity", "stock-days"}, {"m", "", "", ""}, {"a", "m", "1", "12"}}), "b.xlsx", april_tools());
    ASSERT_TRUE(book) << to_text(book.error());
    EXPECT_EQ(part(*book, "a").stock_days.mode, 12);
    const auto toml = read_company("[[line]]\npart = \"m\"\n[[line]]\npart = \"a\"\nparent = \"m\"\nquantity = 1\ninfo.stock_days = \"12\"\n", "b.toml", april_tools());
    ASSERT_TRUE(toml) << to_text(toml.error());
    EXPECT_EQ(part(*toml, "a").stock_days.mode, 12);
}

TEST(CompanyReader, EveryProblemHasItsPlaceAndItsMend) {
    EXPECT_THAT(errors_of("part,parent,quantity,stock_days\nm,,,\na,m,1,-3\nb,m,1,soon\n"), testing::AllOf(HasSubstr("b.csv:3: stock_days is \"-3\", outside 0"), HasSubstr("b.csv:4: stock_days is \"soon\", which is no number")));
    EXPECT_THAT(errors_of("part,parent,quantity,criticality\nm,,,\na,m,1,slows 140%\nb,m,1,vital\n"), testing::AllOf(HasSubstr("does not say how far"), HasSubstr("is no criticality")));
    EXPECT_THAT(errors_of("part,parent,quantity\nm,,\na,m,1\n", ""), HasSubstr("nobody says where the products are made"));
    EXPECT_THAT(errors_of("part,parent,quantity,source_of,supplier_share\nm,,,,\na/1,m,1,a,0.7\na/2,m,1,a,0.7\n"), HasSubstr("sum to 1.4"));
    EXPECT_THAT(errors_of("part,parent,quantity,source_of,supplier_share\nm,,,,\na/1,m,1,a,0.7\na/2,m,1,a,\n"), HasSubstr("not every source states one"));
    EXPECT_THAT(errors_of("part,parent,quantity,on_hand\nm,,,\na,m,1,50\n"), HasSubstr("add units_per_year"));
    EXPECT_THAT(errors_of("part,parent,quantity,on_hand,stock_days,units_per_year\nm,,,,,100\na,m,1,50,3,\n"), HasSubstr("states stock_days and on_hand"));
    EXPECT_THAT(errors_of("part,parent,quantity,make_or_buy\nm,,,\na,m,1,rent\n"), HasSubstr("neither make nor buy"));
    EXPECT_THAT(errors_of("part,parent,quantity,source_of\nm,,,\na,m,1,\nb,a,1,a\n"), HasSubstr("contains itself"));
    EXPECT_THAT(errors_of("part,parent,quantity,stok_days\nm,,,\na,m,1,3\n"), HasSubstr("stok_days"));
    const auto near = read_company("part,parent,quantity,info.stok_days\nm,,,\na,m,1,3\n", "b.csv", april_tools());
    ASSERT_TRUE(near);
    EXPECT_THAT(to_text(near->notes), HasSubstr("did you mean \"stock_days\"?"));
}

TEST(CompanyReader, ProblemsOfNamedFilesAreToldTogether) {
    CompanyTools tools = april_tools("");
    tools.read = [](const std::string& path) -> Result<std::string> {
        if (path == "a.csv") return std::string("part,parent,quantity,stock_days\nm,,,\na,m,1,x\n");
        if (path == "s.csv") return std::string("part,stock_days,colour\na,1,red\n");
        return fail({path}, "there is no such file", "check the path");
    };
    const auto read = read_company("place = \"Germany\"\nstock = \"s.csv\"\n[[product]]\nbill = \"a.csv\"\nmargin = 3\n[[product]]\nbill = \"c.csv\"\nprice = 1\n", "c.toml", tools);
    ASSERT_FALSE(read);
    const std::string text = to_text(read.error());
    for (const char* words : {"a.csv:3", "s.csv:1", "no column of a list of stocks", "c.toml:1", "\"c.csv\": there is no such file", "margin lies outside", "price"}) EXPECT_THAT(text, HasSubstr(words));
    tools.read = [](const std::string& path) -> Result<std::string> { return std::string(path == "s.csv" ? "part,stock_days\nmagnit,3\n" : "part,parent,quantity,stock_days\nm,,,\nmagnet,m,1,2\n"); };
    const auto other = read_company("place = \"DEU\"\nstock = \"s.csv\"\n[[product]]\nbill = \"a.csv\"\n", "c.toml", tools);
    ASSERT_FALSE(other);
    EXPECT_THAT(to_text(other.error()), testing::AllOf(HasSubstr("s.csv:2"), HasSubstr("did you mean \"magnet\"?")));
}

class Dice {
  public:
    explicit Dice(std::uint64_t seed) : seed_(seed) {}
    std::size_t below(std::size_t count) { return std::min(count - 1, static_cast<std::size_t>(uniform(seed_, next_++, 0, 0) * static_cast<double>(count))); }

  private:
    std::uint64_t seed_;
    std::uint32_t next_ = 0;
};

const std::vector<std::string>& nasty() {
    static const std::vector<std::string> all{"-1", "1e308", "nan", "inf", "1,000", "½", "%", "101%", "slows", "slows x%", "stops", "none", "made", "buy", "EUR", "CHN", "S80", "S80-rotor", "\"", "=", "[[", "\n", "\xff\xfe", "a/b", ""};
    return all;
}

std::string spoilt(std::string text, Dice& dice) {
    const std::size_t at = dice.below(text.size());
    switch (dice.below(6)) {
        case 0: return text.substr(0, at);
        case 1: return text.insert(at, nasty()[dice.below(nasty().size())]);
        case 2: {                                        // one field for something else
            const std::size_t from = text.find_last_of(",\n= ", at), to = text.find_first_of(",\n", at);
            const std::size_t begin = from == std::string::npos ? 0 : from + 1;
            return text.replace(begin, (to == std::string::npos ? text.size() : to) - std::min(begin, to), nasty()[dice.below(nasty().size())]);
        }
        case 3: return text.erase(at, 1 + dice.below(12));
        case 4: {                                        // a line twice
            const std::size_t begin = text.rfind('\n', at) + 1, end = std::min(text.find('\n', at), text.size() - 1);
            return text.insert(begin, text.substr(begin, end - std::min(begin, end) + 1));
        }
        default: text[at] = static_cast<char>(32 + dice.below(95)); return text;
    }
}

/// True when refused; what is not refused can be run.
bool refused(const Result<Company>& read, const std::string& shown) {
    if (!read) {
        EXPECT_FALSE(read.error().empty());
        for (const Error& error : read.error()) {
            EXPECT_FALSE(error.where.file.empty()) << to_text(error) << shown;
            EXPECT_FALSE(error.what.empty() || error.hint.empty()) << to_text(error) << shown;
        }
        return true;
    }
    EXPECT_FALSE(read->products.empty() || read->parts.empty());
    for (const CompanyPart& each : read->parts) {
        double sum = 0;
        for (const CompanySource& source : each.sources) sum += source.share;
        EXPECT_NEAR(sum, 1, 1e-9) << each.id << shown;
        EXPECT_TRUE(std::isfinite(each.stock_days.mode) && each.stock_days.low >= 0 && each.stock_days.low <= each.stock_days.high) << each.id << shown;
        EXPECT_TRUE(each.slowed >= 0 && each.slowed <= 1) << each.id;
    }
    return false;
}

TEST(CompanyMutation, CompanyFilesAreRefusedOrRead) {
    Dice dice(20250404);
    int refusals = 0;
    for (int i = 0; i < 400; ++i) {
        const std::string text = spoilt(example("company.toml"), dice);
        refusals += refused(read_company(text, "company.toml", example_tools()), text) ? 1 : 0;
    }
    EXPECT_GT(refusals, 100);
    EXPECT_LT(refusals, 400);
}

TEST(CompanyMutation, BillsAndListsOfStocksAreRefusedOrRead) {
    for (const std::string file : {"servo-80.csv", "stock.csv"}) {
        Dice dice(20251009);
        int refusals = 0;
        for (int i = 0; i < 350; ++i) {
            const std::string text = spoilt(example(file), dice);
            refusals += refused(read_company(example("company.toml"), "company.toml", example_tools(file, text)), text) ? 1 : 0;
        }
        EXPECT_GT(refusals, 80) << file;
        EXPECT_LT(refusals, 350) << file;
    }
}

TEST(CompanyMutation, WorkbooksAreRefusedOrRead) {
    const std::vector<std::vector<std::string>> sheet{{"part", "parent", "quantity", "item", "origin", "stock_days", "criticality", "source_of", "supplier_share", "revenue_per_year"},
                                                      {"m", "", "", "", "", "", "", "", "", "1000000"},
                                                      {"a/1", "m", "2", "ndfeb.magnet", "CHN", "20", "stops", "a", "0.6", ""},
                                                      {"a/2", "m", "2", "ndfeb.magnet", "JPN", "30", "stops", "a", "40%", ""},
                                                      {"b", "m", "1", "logic.mature", "TWN", "", "slows 30%", "", "", ""}};
    EXPECT_FALSE(refused(read_company(workbook_bytes(sheet), "b.xlsx", april_tools()), ""));
    Dice dice(20261110);
    int refusals = 0;
    for (int i = 0; i < 320; ++i) {
        auto rows = sheet;
        auto& row = rows[dice.below(rows.size())];
        auto& cell = row[dice.below(row.size())];
        switch (dice.below(4)) {
            case 0: {
                const std::string word = nasty()[dice.below(nasty().size())];
                cell = word.find_first_of("\xff\n\"") == std::string::npos ? word : "q";
                break;
            }
            case 1: cell.clear(); break;
            case 2: std::swap(row, rows[dice.below(rows.size())]); break;
            default: cell += "q";
        }
        refusals += refused(read_company(workbook_bytes(rows), "b.xlsx", april_tools()), join(row, "|")) ? 1 : 0;
    }
    EXPECT_GT(refusals, 80);
    EXPECT_LT(refusals, 320);
}

}  // namespace
}  // namespace countervail
