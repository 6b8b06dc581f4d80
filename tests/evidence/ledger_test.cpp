// SPDX-License-Identifier: Apache-2.0
// covers: ledger_rows, statement, vocabulary
#include "evidence/ledger.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "evidence/small_ledger.h"

using namespace countervail;
using namespace countervail::testing;
using ::testing::HasSubstr;

namespace {

const RowText kGood{.id = "A-1",
                    .item = "alpha.oxide",
                    .place = "AAA",
                    .period = "2024",
                    .value = "100",
                    .unit = "t oxide/year"};

std::string problems(const Library& library) {
    const auto ledger = Ledger::read(library);
    return ledger ? std::string("no problem") : to_text(ledger.error());
}

template <class Change>
std::string problems_after(Change change) {
    RowText row = kGood;
    change(row);
    return problems(small_library({row}));
}

Ledger chain() {
    RowText early{.id = "E-1", .source = "survey-2025"};
    RowText late{.id = "L-1", .source = "survey-2026"};
    RowText middle{.id = "M-1", .label = "derived", .cites = "E-1 L-1"};
    Library library = small_library({early, late, middle});
    library.put({"data/assumptions.csv",
                 "id,unit,low,value,high,cites,note\nassume:a,weeks,1,2,4,M-1,a "
                 "guess\nassume:b,weeks,1,2,4,,a guess\n"});
    return Ledger::read(library).value();
}

}  // namespace

TEST(ledger, a_row_comes_back_whole) {
    RowText row = kGood;
    row.partner = "BBB", row.use = "car", row.low = "90", row.high = "120", row.vintage = "2025",
    row.locator = "cell, “100”", row.note = "n";
    row.label = "found-q", row.published_on = "2025-02-03";
    const auto ledger = Ledger::read(small_library({row}));
    ASSERT_TRUE(ledger.has_value()) << to_text(ledger.error());
    const Statement* read = ledger->find("A-1");
    ASSERT_NE(read, nullptr);
    EXPECT_EQ(read->quantity, "production");
    EXPECT_EQ(read->item + read->place + read->partner + read->use, "alpha.oxideAAABBBcar");
    EXPECT_EQ(read->period->until, Date(2025, 1, 1));
    EXPECT_EQ(read->value, 100);
    EXPECT_EQ(read->low, 90);
    EXPECT_EQ(read->high, 120);
    EXPECT_TRUE(read->stated_range);
    EXPECT_EQ(read->unit.dimension(), "mass/time");
    EXPECT_EQ(read->published_on, Date(2025, 2, 3));
    EXPECT_EQ(read->label, Label::found_quoted);
    EXPECT_EQ(read->vintage + read->note, "2025n");
    EXPECT_EQ(read->locator, "cell, “100”");
    EXPECT_EQ(read->where.file, "data/ledger/rows.csv");
    EXPECT_EQ(read->where.line, 2);
    EXPECT_EQ(ledger->source("survey-2025")->publisher, "Survey");
    EXPECT_EQ(ledger->with_quantity("production").size(), 1U);
}

TEST(ledger, a_wrong_cell_is_named_with_line_and_mend) {
    EXPECT_THAT(
        problems_after([](RowText& r) { r.quantity = "producton"; }),
        HasSubstr("rows.csv:2:5: unknown quantity \"producton\"\n  mend: did you mean \"production\"?"));
    EXPECT_THAT(problems_after([](RowText& r) { r.quantity = ""; }), HasSubstr("quantity is empty"));
    EXPECT_THAT(problems_after([](RowText& r) { r.item = "alpha.oxyde"; }),
                HasSubstr("did you mean \"alpha.oxide\"?"));
    EXPECT_THAT(problems_after([](RowText& r) { r.place = "ZZQ"; }), HasSubstr("unknown place \"ZZQ\""));
    EXPECT_THAT(problems_after([](RowText& r) { r.use = "cars"; }), HasSubstr("did you mean \"car\"?"));
    EXPECT_THAT(problems_after([](RowText& r) { r.period = "2024-13"; }),
                HasSubstr("period \"2024-13\" is not one"));
    EXPECT_THAT(problems_after([](RowText& r) { r.period = "2024-07..2024-01"; }), HasSubstr("is not one"));
    EXPECT_THAT(problems_after([](RowText& r) { r.value = "1,000"; }), HasSubstr("not a number"));
    EXPECT_THAT(problems_after([](RowText& r) { r.value = ""; }), HasSubstr("value is empty"));
    EXPECT_THAT(problems_after([](RowText& r) { r.value = "nan"; }), HasSubstr("not a number"));
    EXPECT_THAT(problems_after([](RowText& r) { r.value = "1e300"; }), HasSubstr("beyond anything measured"));
    EXPECT_THAT(problems_after([](RowText& r) { r.low = "5"; }), HasSubstr("only one end"));
    EXPECT_THAT(problems_after([](RowText& r) { r.low = "101", r.high = "120"; }),
                HasSubstr("are not in order"));
    EXPECT_THAT(problems_after([](RowText& r) { r.unit = "tonnes/year"; }), HasSubstr("did you mean \"t\"?"));
    EXPECT_THAT(problems_after([](RowText& r) { r.unit = ""; }), HasSubstr("unit is empty"));
    EXPECT_THAT(problems_after([](RowText& r) { r.source = "survey-2052"; }),
                HasSubstr("did you mean \"survey-2025\"?"));
    EXPECT_THAT(problems_after([](RowText& r) { r.source = ""; }), HasSubstr("source is empty"));
    EXPECT_THAT(problems_after([](RowText& r) { r.published_on = "2025-02-30"; }), HasSubstr("is not a day"));
    EXPECT_THAT(problems_after([](RowText& r) { r.label = "fuond"; }), HasSubstr("unknown label"));
    EXPECT_THAT(problems_after([](RowText& r) { r.label = "assumed"; }),
                HasSubstr("move it to data/assumptions.csv"));
    EXPECT_THAT(problems_after([](RowText& r) { r.id = "A 1"; }), HasSubstr("character"));
    EXPECT_THAT(problems_after([](RowText& r) { r.cites = "A-1"; }), HasSubstr("cites itself"));
    EXPECT_THAT(problems_after([](RowText& r) { r.cites = "A-9"; }), HasSubstr("cites the unknown \"A-9\""));
    EXPECT_THAT(problems_after([](RowText& r) { r.unit = "t magnet/year"; }),
                HasSubstr("\"alpha.oxide\" is not counted in"));
}

TEST(ledger, problems_of_all_files_come_together) {
    RowText bad = kGood, twin = kGood;
    bad.id = "B-1", bad.unit = "t/yaer", bad.value = "x";
    Library library = small_library({kGood, twin, bad});
    library.put({"data/sources.csv",
                 std::string(kSources) + "survey-2025,Survey,Again,,2025-01-31\nno-date,P,T,,\n"});
    library.put({"data/assumptions.csv",
                 "id,unit,low,value,high,cites,note\nassume:x,weeks,,2,,,why\nlonely,weeks,1,2,3,,"
                 "why\nassume:y,weeks,1,2,3,,\n"});
    const std::string text = problems(library);
    for (const char* part :
         {"id \"A-1\" is used twice; first at data/ledger/rows.csv:2", "value \"x\" is not a number",
          "t/yaer", "id \"survey-2025\" is used twice", "published_on is empty",
          "an assumption states no range", "does not begin with \"assume:\"", "note is empty"}) {
        EXPECT_THAT(text, HasSubstr(part));
    }
}

TEST(ledger, citations_in_a_circle_are_refused) {
    EXPECT_THAT(problems(small_library(
                    {{.id = "A", .cites = "B"}, {.id = "B", .cites = "C"}, {.id = "C", .cites = "A"}})),
                HasSubstr("rest on one another"));
}

TEST(ledger, a_missing_file_or_header_is_named) {
    EXPECT_THAT(problems(Library({{"data/ledger/rows.csv", kLedgerHeader}})),
                HasSubstr("data/sources.csv: is missing"));
    EXPECT_THAT(problems(Library({{"data/ledger/rows.csv", kLedgerHeader}})),
                HasSubstr("data/vocabulary.csv: is missing"));
    Library library = small_library({kGood});
    library.put({"data/vocabulary.csv", "kind,word,meaning\nquantty,x,y\nquantity,z,\n"});
    EXPECT_THAT(problems(library), HasSubstr("did you mean \"quantity\"?"));
    EXPECT_THAT(problems(library), HasSubstr("\"z\" has no meaning"));
}

TEST(ledger, later_knowledge_is_refused_through_what_is_cited) {
    const Ledger ledger = chain();
    const Place asked{"worlds/w.toml", 7, 3};
    EXPECT_TRUE(ledger.known("E-1", Date(2025, 1, 31), asked).has_value());
    EXPECT_FALSE(ledger.known("E-1", Date(2025, 1, 30), asked).has_value());
    EXPECT_TRUE(ledger.known("assume:b", Date(2000, 1, 1), asked).has_value());
    EXPECT_TRUE(ledger.known("assume:b", Date(1900, 1, 1), asked).has_value());   // without a day of its own it is not later than any
    EXPECT_TRUE(ledger.known("assume:a", Date(2026, 1, 31), asked).has_value());
    const auto refused = ledger.known("assume:a", Date(2025, 4, 4), asked);
    ASSERT_FALSE(refused.has_value());
    const std::string text = to_text(refused.error());
    for (const char* part : {"worlds/w.toml:7:3", "\"L-1\"", "\"assume:a\"", "2026-01-31", "2025-04-04",
                             "data/ledger/rows.csv:3"}) {
        EXPECT_THAT(text, HasSubstr(part));
    }
    ASSERT_TRUE(refused.error()[0].later);
    EXPECT_EQ(refused.error()[0].later->id, "L-1");
    EXPECT_EQ(refused.error()[0].later->public_on, Date(2026, 1, 31));
    EXPECT_EQ(refused.error()[0].later->stands_at.line, 3);
    EXPECT_EQ(ledger.public_since(*ledger.find("assume:a")), Date(2026, 1, 31));
    const auto unknown = ledger.known("assume:c1", Date(2025, 4, 4), asked);
    ASSERT_FALSE(unknown.has_value());
    EXPECT_THAT(to_text(unknown.error()), HasSubstr("did you mean \"assume:"));
    EXPECT_FALSE(unknown.error()[0].later);
}

TEST(ledger, the_label_gives_the_width_and_an_assumption_can_set_it) {
    RowText row = kGood;
    row.label = "recalled";
    Library library = small_library({row});
    EXPECT_DOUBLE_EQ(Ledger::read(library)->find("A-1")->low, 100 * (1 - default_width(Label::recalled)));
    library.put({"data/assumptions-widths.csv",
                 "id,unit,low,value,high,cites,note\nassume:width-recalled,%,10,30,50,,memory\n"});
    EXPECT_DOUBLE_EQ(Ledger::read(library)->find("A-1")->low, 70);
    EXPECT_DOUBLE_EQ(Ledger::read(library)->find("A-1")->high, 130);
    RowText share{.id = "S", .quantity = "mine-share", .value = "99", .unit = "%", .label = "disputed"};
    EXPECT_DOUBLE_EQ(Ledger::read(small_library({share}))->find("S")->high, 100);
}

TEST(ledger, labels_go_from_sure_to_unsure) {
    double width = 0;
    for (const std::string& name : label_names()) {
        const auto label = parse_label(name);
        ASSERT_TRUE(label.has_value()) << name;
        EXPECT_EQ(to_text(*label), name);
        EXPECT_GT(default_width(*label), width);
        width = default_width(*label);
    }
    EXPECT_FALSE(parse_label("certain").has_value());
}

RC_GTEST_PROP(ledger, order_of_rows_changes_nothing, ()) {
    std::vector<RowText> rows;
    for (int i = 0; i < 6; ++i)
        rows.push_back(
            {.id = "R-" + std::to_string(i), .value = std::to_string(i), .cites = i > 0 ? "R-0" : ""});
    const Ledger straight = Ledger::read(small_library(rows)).value();
    for (std::size_t i = rows.size(); i > 1; --i)
        std::swap(rows[i - 1], rows[*rc::gen::inRange<std::size_t>(0, i)]);
    const Ledger shuffled = Ledger::read(small_library(rows)).value();
    for (const Statement& statement : straight.statements()) {
        const Statement* other = shuffled.find(statement.id);
        RC_ASSERT(other != nullptr);
        RC_ASSERT(other->value == statement.value && other->low == statement.low &&
                  other->high == statement.high);
        RC_ASSERT(shuffled.public_since(*other) == straight.public_since(statement));
    }
}

RC_GTEST_PROP(ledger, a_damaged_file_is_read_or_refused_with_file_and_hint, ()) {
    Library library = Library::embedded();
    const auto files = library.files("data/", ".csv");
    RC_PRE(!files.empty());
    LibraryFile file = **rc::gen::elementOf(files);
    RC_PRE(file.text.size() > 1);
    const auto at = *rc::gen::inRange<std::size_t>(0, file.text.size());
    switch (*rc::gen::inRange(0, 4)) {
        case 0:
            file.text.resize(at);
            break;
        case 1:
            file.text[at] = *rc::gen::arbitrary<char>();
            break;
        case 2:
            file.text.erase(at, *rc::gen::inRange<std::size_t>(1, 80));
            break;
        default:
            file.text.insert(at, *rc::gen::element<std::string>(",", "\"", "\n", "9e99", "-", ";", "\xFF"));
    }
    const std::string path = file.path;
    library.put(std::move(file));
    const auto ledger = Ledger::read(library);
    if (ledger) return;
    RC_ASSERT(!ledger.error().empty());
    for (const Error& error : ledger.error())
        RC_ASSERT(!error.where.file.empty() && !error.what.empty() && !error.hint.empty());
}
