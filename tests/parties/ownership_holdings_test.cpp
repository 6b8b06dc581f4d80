// SPDX-License-Identifier: Apache-2.0
// covers: holdings, holding_names, holding_share

#include <filesystem>
#include <fstream>
#include <sstream>

#include "evidence/zipped.h"
#include "parties/ownership_samples.h"

namespace countervail {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

std::string table(const std::string& rows, const std::string& header = "owner,owned,share,from,until,kind,source") { return header + "\n" + rows; }

Errors problems(const std::string& text, const std::string& file = "holdings.csv") {
    const auto read = read_holdings(text, file);
    return read ? Errors{} : read.error();
}

std::string first_problem(const std::string& text, const std::string& file = "holdings.csv") {
    const Errors errors = problems(text, file);
    return errors.empty() ? "" : to_text(errors.front());
}

std::string seed(const std::string& name) {
    std::ifstream stream(std::filesystem::path(COUNTERVAIL_SOURCE_DIR) / "tests/parties/ownership-seeds" / name);
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::string share_of(const std::string& cell) {
    const auto written = parse_share(cell);
    if (!written) return written.error().what;
    const auto bounds = share_bounds(*written, written->percent_sign || written->is_bare_percent());
    return bounds ? to_text(*bounds) : bounds.error().what;
}

TEST(HoldingShare, ReadsWhatPeopleWrite) {
    EXPECT_EQ(share_of("49 %"), "49 %");
    EXPECT_EQ(share_of("49%"), "49 %");
    EXPECT_EQ(share_of("0.49"), "49 %");
    EXPECT_EQ(share_of("49"), "49 %");
    EXPECT_EQ(share_of("0.5 %"), "0.5 %");
    EXPECT_EQ(share_of("33.3333333333 %"), "33.3333333333 %");
    EXPECT_EQ(share_of(""), "unknown");
    EXPECT_EQ(share_of("25-50 %"), "25 % to 50 %");
    EXPECT_EQ(share_of("25 % – 50 %"), "25 % to 50 %");
    EXPECT_EQ(share_of("0.25..0.5"), "25 % to 50 %");
    EXPECT_EQ(share_of(">=75 %"), "75 % to 100 %");
    EXPECT_EQ(share_of("<25 %"), "0 % to 25 %");
    EXPECT_EQ(share_of("1e-3"), "0.1 %");
    EXPECT_EQ(share_of("0"), "0 %");
}

TEST(HoldingShare, RefusesWhatIsNone) {
    EXPECT_THAT(share_of("-5 %"), HasSubstr("below zero"));
    EXPECT_THAT(share_of("100.1 %"), HasSubstr("above 100 %"));
    EXPECT_THAT(share_of("half"), HasSubstr("is no share"));
    EXPECT_THAT(share_of("50-25 %"), HasSubstr("wrong way round"));
    EXPECT_THAT(share_of("nan"), HasSubstr("is no share"));
    EXPECT_THAT(share_of("49.999999999999 %"), HasSubstr("ten decimals"));   // would round onto a half
    EXPECT_EQ(parse_share("49,5 %").error().hint, "use '.' as the decimal mark");
    EXPECT_EQ(to_text(share_bounds(*parse_share("49.99999999999999 %", ExcessDigits::rounded), true, ExcessDigits::rounded).value()), "50 %");
}

TEST(HoldingNames, FindsWhatItHasSeenAndOrdersByNameAlone) {
    HoldingNames forwards, backwards;
    for (int i = 0; i < 5000; ++i) {
        EXPECT_EQ(forwards.intern(entity_name(i)), i);
        backwards.intern(entity_name(4999 - i));
    }
    EXPECT_EQ(forwards.intern(entity_name(17)), 17);
    EXPECT_EQ(forwards.find("entity 4999"), 4999);
    EXPECT_FALSE(forwards.find("entity 5000"));
    EXPECT_FALSE(HoldingNames().find(""));
    const auto one = forwards.canonical_order(), other = backwards.canonical_order();
    for (std::size_t i = 0; i < one.size(); ++i) ASSERT_EQ(forwards.name(one[i]), backwards.name(other[i]));
}

TEST(Holdings, ReadsATable) {
    const auto read = read_holdings(seed("holdings.csv"), "holdings.csv");
    ASSERT_TRUE(read) << to_text(read.error());
    ASSERT_EQ(read->rows().size(), 9U);
    const Holding& first = read->rows()[0];
    EXPECT_EQ(read->names().name(first.owner), "Northern Holding");
    EXPECT_EQ(read->names().name(first.owned), "Alpha Works");
    EXPECT_EQ(first.share.at_least.decimal(), dec("0.6"));
    EXPECT_EQ(first.from, day("2020-01-01"));
    EXPECT_EQ(first.until, kHeldForEver);
    EXPECT_EQ(read->source(first), "annual report 2024");
    EXPECT_EQ(read->place(first).line, 2);
    EXPECT_EQ(to_text(read->rows()[3].share), "25 % to 50 %");
    EXPECT_EQ(to_text(read->rows()[6].share), "unknown");
    EXPECT_EQ(read->rows()[7].kind, HoldingKind::control);
    EXPECT_EQ(read->names().name(read->rows()[7].owned), "Epsilon, Inc.");
}

TEST(Holdings, ABareNumberIsAPercentageOrAPartForTheWholeFile) {
    const auto shares = [](const std::string& text) {
        std::string all;
        const auto read = read_holdings(text, "h.csv");
        if (!read) return to_text(read.error());
        for (const Holding& row : read->rows()) all += to_text(row.share) + ";";
        return all;
    };
    EXPECT_EQ(shares("owner,owned,share\nA,B,49\nC,D,100\nE,F,0\n"), "49 %;100 %;0 %;");
    EXPECT_EQ(shares("owner,owned,share\nA,B,0.49\nC,D,1\n"), "49 %;100 %;");
    EXPECT_EQ(shares("owner,owned,share\nA,B,49 %\nC,D,0.5\n"), "49 %;50 %;");   // a sign leaves no doubt
    EXPECT_THAT(shares("owner,owned,share\nA,B,0.5\nC,D,49\n"), AllOf(HasSubstr("h.csv:2:5"), HasSubstr("line 3"), HasSubstr("write percentages with %")));
}

TEST(Holdings, TellsEveryProblemWithItsPlaceAndRemedy) {
    const Errors errors = problems(table("A,B,101 %,,,,\n"
                                         ",B,5 %,,,,\n"
                                         "A,A,5 %,,,,\n"
                                         "A,C,five,,,,\n"
                                         "A,D,5 %,2025-02-30,,,\n"
                                         "A,E,5 %,2025-03-01,2025-03-01,,\n"
                                         "A,F,5 %,,,equty,\n"
                                         "A,G,5 %,,,control,\n"
                                         "A,H,60 %,,,,\nX,H,50 %,,,,\n"
                                         "A,I,60 %,,,,\nA,I,60 %,,,,\n"));
    std::map<int, std::string> by_line;
    for (const Error& error : errors) {
        EXPECT_EQ(error.where.file, "holdings.csv");
        EXPECT_FALSE(error.hint.empty()) << error.what;
        by_line[error.where.line] += error.what + " | " + error.hint + "\n";
    }
    EXPECT_THAT(by_line[2], HasSubstr("above 100 %"));
    EXPECT_THAT(by_line[3], HasSubstr("owner is empty"));
    EXPECT_THAT(by_line[4], HasSubstr("\"A\" holds itself"));
    EXPECT_THAT(by_line[5], HasSubstr("is no share: \"five\""));
    EXPECT_THAT(by_line[6], HasSubstr("is no date"));
    EXPECT_THAT(by_line[7], HasSubstr("ends before it begins"));
    EXPECT_THAT(by_line[8], HasSubstr("did you mean \"equity\"?"));
    EXPECT_THAT(by_line[9], HasSubstr("control without equity has a share"));
    EXPECT_THAT(by_line[11], HasSubstr("known shares in \"H\" come to 110 % (line 10, line 11)"));
    EXPECT_THAT(by_line[13], AllOf(HasSubstr("repeats line 12"), HasSubstr("come to 120 %")));
    EXPECT_EQ(by_line.size(), 10U);
}

TEST(Holdings, SumsAreOfADay) {
    // 60 % is sold on the day the next 60 % begins; overlapping by one day is refused, and that day is named.
    EXPECT_EQ(first_problem(table("A,H,60 %,,2025-03-01,,\nB,H,60 %,2025-03-01,,,\n")), "");
    EXPECT_THAT(first_problem(table("A,H,60 %,,2025-03-02,,\nB,H,60 %,2025-03-01,,,\n")), HasSubstr("come to 120 % on 2025-03-01"));
    EXPECT_EQ(first_problem(table("A,H,100 %,,2025-03-01,,\nB,H,100 %,2025-03-01,,,\n")), "");
    EXPECT_EQ(first_problem(table("A,H,33.3333333333 %,,,,\nB,H,66.6666666667 %,,,,\n")), "");
    EXPECT_THAT(first_problem(table("A,H,33.3333333334 %,,,,\nB,H,66.6666666667 %,,,,\n")), HasSubstr("come to 100.0000000001 %"));
    EXPECT_THAT(first_problem(table("A,H,60-80 %,,,,\nB,H,>=41 %,,,,\n")), HasSubstr("come to 101 %"));   // even at the least
    EXPECT_EQ(first_problem(table("A,H,60-80 %,,,,\nB,H,30-50 %,,,,\n")), "");
}

TEST(Holdings, OneRowAtATimeForAnOwnerAnEntityAndAKind) {
    EXPECT_EQ(first_problem(table("A,H,5 %,,2025-01-01,,\nA,H,6 %,2025-01-01,,,\nA,H,,,,control,\n")), "");
    EXPECT_THAT(first_problem(table("A,H,6 %,2024-01-01,,,\nA,H,5 %,,2025-01-01,,\n")), AllOf(HasSubstr("holdings.csv:3"), HasSubstr("stated by line 2")));
    EXPECT_THAT(first_problem(table("A,H,,,,control,\nA,H,,,,control,\n")), HasSubstr("repeats line 2"));
    const auto both = read_holdings({{"a.csv", table("A,H,5 %,,,,\n")}, {"b.csv", table("A,H,5 %,,,,\n")}});
    ASSERT_FALSE(both);
    EXPECT_EQ(both.error()[0].where.file, "b.csv");
    EXPECT_THAT(both.error()[0].what, HasSubstr("repeats a.csv line 2"));
}

TEST(Holdings, HeadersAndNamesOfFilesAreChecked) {
    EXPECT_THAT(first_problem("owner,owned,shaer\nA,B,5 %\n"), HasSubstr("did you mean \"share\"?"));
    EXPECT_THAT(first_problem("owner,share\nA,5 %\n"), HasSubstr("\"owned\" is missing"));
    EXPECT_THAT(first_problem(""), HasSubstr("has no header row"));
    EXPECT_THAT(first_problem("x", "holdings.pdf"), HasSubstr("end it with .csv"));
}

// ---- workbooks -----------------------------------------------------------------------------------------------------

std::string workbook(const std::vector<std::pair<std::string, std::string>>& sheets) {
    std::vector<std::pair<std::string, std::string>> parts{{"xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets>"},
                                                           {"xl/_rels/workbook.xml.rels", "<Relationships>"}};
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        parts[0].second += "<sheet name=\"" + sheets[i].first + "\" sheetId=\"" + number + "\" r:id=\"r" + number + "\"/>";
        parts[1].second += "<Relationship Id=\"r" + number + "\" Target=\"worksheets/sheet" + number + ".xml\"/>";
        parts.push_back({"xl/worksheets/sheet" + number + ".xml", "<worksheet><sheetData>" + sheets[i].second + "</sheetData></worksheet>"});
    }
    parts[0].second += "</sheets></workbook>";
    parts[1].second += "</Relationships>";
    return zipped(parts);
}

std::string cell(const std::string& text) { return "<c t=\"inlineStr\"><is><t>" + text + "</t></is></c>"; }
const std::string kSheetHeader = "<row r=\"1\">" + cell("owner") + cell("owned") + cell("share") + "</row>";

TEST(Holdings, ReadsAWorkbookWhoseProgramWroteBinaryFractions) {
    const std::string rows = kSheetHeader + "<row r=\"2\">" + cell("A") + cell("B") + "<c><v>0.48999999999999999</v></c></row>" +
                             "<row r=\"3\">" + cell("C") + cell("D") + "<c><v>1</v></c></row>";
    const auto read = read_holdings(workbook({{"Sheet1", rows}}), "book.xlsx");
    ASSERT_TRUE(read) << to_text(read.error());
    EXPECT_EQ(to_text(read->rows()[0].share), "49 %");
    EXPECT_EQ(to_text(read->rows()[1].share), "100 %");
    EXPECT_EQ(read->place(read->rows()[1]).file, "book.xlsx[Sheet1]");
    EXPECT_EQ(read->place(read->rows()[1]).line, 3);
    EXPECT_TRUE(read_holdings(workbook({{"notes", ""}, {"holdings", rows}}), "book.xlsx"));
    EXPECT_THAT(first_problem(workbook({{"notes", ""}, {"more", rows}}), "book.xlsx"), HasSubstr("none is named \"holdings\""));
    EXPECT_FALSE(problems("PK no zip", "book.xlsx").empty());
}

// ---- FollowTheMoney ------------------------------------------------------------------------------------------------

std::string told(const Holdings& holdings) {
    std::string text;
    for (const Holding& row : holdings.rows()) {
        text += std::string(holdings.names().name(row.owner)) + ">" + std::string(holdings.names().name(row.owned)) + " " + to_text(row.share);
        if (row.from != kHeldSinceEver) text += " from " + row.from.to_text();
        if (row.until != kHeldForEver) text += " until " + row.until.to_text();
        text += "\n";
    }
    return text;
}

std::string interest(const std::string& properties) { return "{\"id\":\"i\",\"schema\":\"Ownership\",\"properties\":{" + properties + "}}\n"; }
const std::string kPair = "\"owner\":[\"a\"],\"asset\":[\"b\"]";

TEST(FollowTheMoneyHoldings, ReadsInterestsAmongOtherEntities) {
    const auto read = read_holdings(seed("interests.ndjson"), "interests.ndjson");
    ASSERT_TRUE(read) << to_text(read.error());
    EXPECT_EQ(told(*read), "party-3>party-1 unknown from 2021-01-15\n"
                           "party-1>party-2 51.5 % from 2019-01-01\n"
                           "party-3>party-2 25 % to 50 % from 2020-03-01 until 2024-07-01\n");
    EXPECT_EQ(read->caption(*read->names().find("party-1")), "Northern Holding");
    EXPECT_EQ(read->caption(*read->names().find("party-2")), "Alpha Works");
    EXPECT_EQ(read->source(read->rows()[1]), "https://example.org/1");
    EXPECT_EQ(read->place(read->rows()[1]).line, 4);
    std::istringstream stream(seed("interests.ndjson"));
    EXPECT_EQ(told(read_follow_the_money_holdings(stream, "stream").value()), told(*read));
}

TEST(FollowTheMoneyHoldings, APercentageIsInHundredthsWhateverItsSize) {
    EXPECT_EQ(told(read_holdings(interest(kPair + ",\"percentage\":[\"0.5\"]"), "i.json").value()), "a>b 0.5 %\n");
    EXPECT_EQ(told(read_holdings(interest(kPair + ",\"percentage\":[100]"), "i.json").value()), "a>b 100 %\n");
    EXPECT_EQ(told(read_holdings(interest(kPair + ",\"percentage\":[\"33.333333333333336\"]"), "i.json").value()), "a>b 33.3333333333 %\n");
    EXPECT_EQ(told(read_holdings(interest(kPair + ",\"percentage\":[\"49\",\"51\"]"), "i.json").value()), "a>b 49 % to 51 %\n");
    const auto words = read_holdings(interest(kPair + ",\"percentage\":[\"a majority\"]"), "i.json").value();
    EXPECT_EQ(told(words), "a>b unknown\n");
    ASSERT_EQ(words.notes().size(), 1U);
    EXPECT_EQ(words.notes()[0].where.line, 1);
}

TEST(FollowTheMoneyHoldings, ReportsOfOneHoldingAreBroughtTogetherDayByDay) {
    const std::string reports = interest(kPair + ",\"percentage\":[\"60\"],\"startDate\":[\"2020-01-01\"],\"endDate\":[\"2022-12-31\"]") +
                                interest(kPair + ",\"startDate\":[\"2021-01-01\"]") +
                                interest(kPair + ",\"percentage\":[\"55\"],\"startDate\":[\"2022-01-01\"],\"endDate\":[\"2022\"]");
    EXPECT_EQ(told(read_holdings(reports, "i.json").value()), "a>b 60 % from 2020-01-01 until 2022-01-01\n"
                                                              "a>b 55 % to 60 % from 2022-01-01 until 2023-01-01\n"
                                                              "a>b unknown from 2023-01-01\n");
}

TEST(FollowTheMoneyHoldings, ManyReportsOfOneHoldingTakeNoQuadraticTime) {
    std::string reports;
    for (int i = 0; i < 20000; ++i)
        reports += interest(kPair + ",\"percentage\":[\"" + std::to_string(i % 90) + "\"],\"startDate\":[\"" + (Date(1950, 1, 1) + i).to_text() + "\"]");
    const auto read = read_holdings(reports, "i.json");
    ASSERT_TRUE(read) << to_text(read.error().front());
    EXPECT_EQ(to_text(read->rows().back().share), "0 % to 89 %");
    EXPECT_LT(read->rows().size(), 100U);   // from the ninetieth day on nothing is new
}

TEST(FollowTheMoneyHoldings, TellsWhatIsWrongByLine) {
    const Errors errors = problems("{\"id\":\n" + interest("\"owner\":[\"a\"]") + interest(kPair + ",\"percentage\":[\"140\"]") + "[]\n" +
                                   interest(kPair + ",\"startDate\":[\"soon\"]") +
                                   interest(kPair + ",\"startDate\":[\"2021\"],\"endDate\":[\"2019\"]") + interest("\"owner\":[\"a\"],\"asset\":[\"a\"]"), "i.jsonl");
    std::vector<std::string> texts;
    for (const Error& error : errors) texts.push_back(std::to_string(error.where.line) + " " + error.what);
    EXPECT_THAT(texts, ElementsAre("1 is not a JSON object", "2 Ownership has no asset", HasSubstr("3 percentage is above 100 %"),
                                   HasSubstr("4 is no entity"), "5 startDate is no date: \"soon\"", "6 ends before it begins", "7 \"a\" holds itself"));
}

}  // namespace
}  // namespace countervail
