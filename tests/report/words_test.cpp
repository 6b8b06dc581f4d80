// SPDX-License-Identifier: Apache-2.0
// covers: characters, markup, text_width, figure_text, sentences, terminal
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <pugixml.hpp>

#include "base/text.h"
#include "report/characters.h"
#include "report/figure_text.h"
#include "report/markup.h"
#include "report/sentences.h"
#include "report/terminal.h"
#include "report/text_width.h"

namespace countervail {
namespace {

TEST(Characters, BytesThatAreNoTextBecomeTheReplacement) {
    EXPECT_EQ(character_at("é", 0).code, 0xE9U);
    EXPECT_EQ(character_at("é", 0).bytes, 2U);
    EXPECT_EQ(character_at("\xff", 0).code, 0xFFFDU);
    EXPECT_EQ(character_at("\xc0\xaf", 0).code, 0xFFFDU);       // over-long '/'
    EXPECT_EQ(character_at("\xed\xa0\x80", 0).code, 0xFFFDU);   // a surrogate
    EXPECT_EQ(character_at("\xe4\xb8", 0).bytes, 1U);           // cut off
    EXPECT_EQ(character_count("aé中"), 3U);
}

TEST(Markup, EscapesWhatMarksUp) {
    EXPECT_EQ(markup_text("<a href=\"x\" & 'y'>"), "&lt;a href=&quot;x&quot; &amp; &#39;y&#39;&gt;");
    EXPECT_EQ(markup_text(std::string_view("a\0b", 3)), "a\xEF\xBF\xBD" "b");
}

RC_GTEST_PROP(Markup, AnyTextGivesAWellFormedElement, (const std::string& text)) {
    const std::string element = "<a b=\"" + markup_text(text) + "\">" + markup_text(text) + "</a>";
    pugi::xml_document document;
    RC_ASSERT(document.load_string(element.c_str()));
    RC_ASSERT(element.find('\0') == std::string::npos);
}

RC_GTEST_PROP(Markup, DifferentNamesHaveDifferentAnchors, (const std::string& a, const std::string& b)) {
    RC_ASSERT((anchor_name(a) == anchor_name(b)) == (a == b));
}

TEST(Markup, CoordinatesAreShortAndNeverNegativeZero) {
    EXPECT_EQ(coordinate(1.005), "1");
    EXPECT_EQ(coordinate(12.5), "12.5");
    EXPECT_EQ(coordinate(-0.001), "0");
    EXPECT_EQ(coordinate(-3.07), "-3.07");
    EXPECT_EQ(coordinate(1e300), "1000000");
}

TEST(TextWidth, ShorteningKeepsTheBeginning) {
    EXPECT_EQ(shortened("short", 12, 100), "short");
    const std::string cut = shortened("a label that is too long", 12, 60);
    EXPECT_LE(text_width(cut, 12), 60);
    EXPECT_TRUE(cut.ends_with("…"));
    EXPECT_TRUE(cut.starts_with("a l"));
}

RC_GTEST_PROP(TextWidth, WrappedLinesFit, (const std::string& text)) {
    for (const std::string& line : wrapped(text, 12, 80, 4)) RC_ASSERT(text_width(line, 12) <= 80);
    RC_ASSERT(wrapped(text, 12, 80, 4).size() <= 4);
}

TEST(TextWidth, WrappingLosesNoWordWhereThereIsRoom) {
    EXPECT_EQ(join(wrapped("one two three four five", 12, 70), " "), "one two three four five");
}

TEST(FigureText, NumbersStayShort) {
    EXPECT_EQ(short_number(1238, 4), "1,238");
    EXPECT_EQ(short_number(2.6e6), "2.6 M");
    EXPECT_EQ(short_number(-3.5), "−3.5");
    EXPECT_EQ(short_number(1e18), "1e18");
    EXPECT_EQ(short_number(2.5e-7), "2.5e-7");
    EXPECT_EQ(short_number(0), "0");
    EXPECT_EQ(range_text(900, 1700), "900–1,700");
    EXPECT_EQ(range_text(-6, -1), "−6 to −1");
}

TEST(FigureText, TickLabelsDiffer) {
    EXPECT_EQ(tick_labels({0, 0.5, 1}), (std::vector<std::string>{"0", "0.5", "1"}));
    EXPECT_EQ(tick_labels({-2e6, 0, 2e6}), (std::vector<std::string>{"−2 M", "0", "2 M"}));
    EXPECT_EQ(tick_labels({10000, 10000.5, 10001}), (std::vector<std::string>{"10,000", "10,000.5", "10,001"}));
}

TEST(Sentences, RangesAndPlurals) {
    EXPECT_EQ(with_range({46, 33, 61}, "days"), "46 days (90%: 33–61)");
    EXPECT_EQ(with_range({1, 0, 3}, "weeks"), "1 week (90%: 0–3)");
    EXPECT_EQ(with_range({-2, -3, 1}, ""), "−2 (90%: −3 to 1)");
    EXPECT_EQ(counted(1, "draw"), "1 draw");
    EXPECT_EQ(counted(1000, "draw"), "1,000 draws");
    EXPECT_EQ(counted(0, "country", "countries"), "0 countries");
}

TEST(Sentences, SharesNeverClaimNoneOrAll) {
    EXPECT_EQ(per_cent(0.94), "94%");
    EXPECT_EQ(per_cent(0.00001), "under 0.1%");
    EXPECT_EQ(per_cent(0.99999), "over 99.9%");
    EXPECT_EQ(per_cent(1), "100%");
    EXPECT_EQ(per_cent(0.996), "99.6%");
    EXPECT_EQ(per_cent_with_range({0.94, 0.91, 0.96}), "94% (90%: 91–96%)");
}

TEST(Sentences, ListsAndOrder) {
    EXPECT_EQ(list_words({}), "");
    EXPECT_EQ(list_words({"a"}), "a");
    EXPECT_EQ(list_words({"a", "b", "c"}), "a, b and c");
    EXPECT_EQ(list_words({"a", "b", "c", "d", "e"}, 2), "a, b and 3 others");
    EXPECT_EQ(order_words({"a", "b", "c"}), "a first, then b, then c");
    EXPECT_EQ(change_words(100, 66), "falls by 34%");
    EXPECT_EQ(change_words(100, 112), "rises by 12%");
    EXPECT_EQ(change_words(100, 100.4), "stays within 1%");
    EXPECT_EQ(change_words(0, 4), "begins from nothing");
    EXPECT_EQ(sentence(" car makers stop "), "Car makers stop.");
    EXPECT_EQ(sentence("Why?"), "Why?");
}

TEST(Sentences, StopsOrDoesNot) {
    EXPECT_EQ(stop_words({6, 9, 14}, 52), "stops after 9 weeks (90%: 6–14)");
    EXPECT_EQ(stop_words({6, 9, {}}, 52), "stops after 9 weeks (90%: 6 to never within 52)");
    EXPECT_EQ(stop_words({20, {}, {}}, 52), "stops in some draws, after 20 weeks at the earliest");
    EXPECT_EQ(stop_words({}, 52), "does not stop within 52 weeks");
    EXPECT_EQ(stop_words({60, 70, 80}, 52), "does not stop within 52 weeks");
}

TEST(Terminal, ColumnsAlign) {
    const TextGrid grid{{"Apr", "May"},
                    {{"magnets, world", "t", {band_text(2626, 2000, 3000), band_text(1238, 900, 1700)}, "median [90%]"},
                     {"observed", "t", {"2,626", "1,238"}, ""}}};
    EXPECT_EQ(grid_text(grid),
              "                                  Apr                May\n"
              "magnets, world t  2,626 [2,000–3,000]  1,238 [900–1,700]  median [90%]\n"
              "observed       t                2,626              1,238\n");
}

TEST(Terminal, MonthsThatDoNotFitContinueBelow) {
    TextGrid grid{{}, {{"row", "t", {}, ""}}};
    for (int i = 0; i < 12; ++i) {
        grid.headings.push_back("M" + std::to_string(i));
        grid.rows[0].cells.push_back("1,000");
    }
    const std::string text = grid_text(grid, 40);
    for (const std::string& line : split(text, '\n')) EXPECT_LE(character_count(line), 40U);
    EXPECT_NE(text.find("M11"), std::string::npos);
}

TEST(Terminal, ColourOnlyWhenAsked) {
    EXPECT_EQ(emphasised("a", Emphasis::strong, false), "a");
    EXPECT_EQ(emphasised("a", Emphasis::strong, true), "\x1b[1ma\x1b[0m");
    EXPECT_EQ(paragraph("\x1b[31mred", 20), "[31mred\n");
    EXPECT_EQ(paragraph("one two three", 7), "one two\nthree\n");
    EXPECT_EQ(side_by_side("a\nlong\n", "x\ny\nz\n", 1), "a    x\nlong y\n     z\n");
}

}  // namespace
}  // namespace countervail
