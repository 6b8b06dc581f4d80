// SPDX-License-Identifier: Apache-2.0
// covers: order_batch, order_screener, order_table, order_reader, content_tests, fired_clauses
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

#include "base/text.h"
#include "evidence/csv.h"
#include "screening/law_at_hand.h"
#include "screening/order_batch.h"
#include "screening/order_maker.h"
#include "screening/order_reader.h"

using testing::HasSubstr;

namespace countervail {
namespace {

struct Ran {
    std::string answers;
    BatchCounts counts;
    Errors problems;
};

Ran run(const std::string& text, int threads = 1, std::size_t piece = 1 << 16) {
    std::istringstream in(text);
    std::ostringstream out;
    Ran ran;
    BatchOptions options;
    options.file = "orders.csv";
    options.threads = threads;
    options.piece_bytes = piece;
    options.problem = [&](const Error& error) { ran.problems.push_back(error); };
    ran.counts = taken(screen_orders(in, out, tools_for(law()), options));
    ran.answers = out.str();
    return ran;
}

std::string orders(std::size_t count, int lines, std::uint64_t seed = 5) {
    OrderMaker maker(seed, lines);
    std::string text = OrderMaker::header();
    for (std::size_t i = 0; i < count; ++i) maker.add(i, text);
    return text;
}

TEST(OrderBatch, AnswersAsTheSingleShipmentDoes) {
    const std::string text = orders(250, 10);
    const Ran ran = run(text);
    const std::vector<std::string> answers = split(ran.answers, '\n');
    const std::vector<std::string> rows = split(text, '\n');
    const OrderHeader header = taken(read_order_header(rows[0], "orders.csv", words_at_hand().terms()));
    const ScreeningTools tools = tools_for(law());
    ASSERT_EQ(ran.counts.orders, 250u);
    for (std::size_t i = 0; i < 250; ++i) {
        const std::vector<std::string_view> own(rows.begin() + 1 + static_cast<long>(i) * 10, rows.begin() + 11 + static_cast<long>(i) * 10);
        const WholeOrder order = read_order(header, own, words_at_hand());
        ASSERT_TRUE(order.problems.empty()) << join(order.problems, "; ");
        const Screening alone = screen(order.shipment, tools, *order.shipment.on);
        EXPECT_THAT(answers[i + 1], testing::EndsWith(batch_answer(alone, order.shipment.item))) << rows[i * 10 + 1];
    }
}

TEST(OrderBatch, SaysTheSameOnAnyNumberOfThreadsAndInAnyPieces) {
    const std::string text = orders(600, 3);
    const Ran one = run(text, 1, 1 << 20);
    EXPECT_EQ(run(text, 4, 4096).answers, one.answers);
    EXPECT_EQ(run(text, 3, 64).answers, one.answers);   // pieces smaller than a row
    EXPECT_EQ(one.counts.orders, 600u);
    EXPECT_EQ(one.counts.rows, 1800u);
}

TEST(OrderBatch, LosesNothingAndPlacesWhatItCannotRead) {
    const std::string head = "order,on,item,made_in,from,to,end_use,lists,value,line_item,line_origin,line_value\n";
    const Ran ran = run(head +
                        "A1,2025-12-02,ndfeb.magnet.hot,DEU,DEU,USA,civil,none,1000,dysprosium.metal,CHN,2\n"
                        "A2,2025-12-02,ndfeb.magnet.hto,DEU,DEU,USA,civil,none,1000,dysprosium.metal,CHN,2\n"
                        "A3,2025-02-30,ndfeb.magnet.hot,DEU,DEU,USA,civil,none,1000,,,\n"
                        "A4,2025-12-02,ndfeb.magnet.hot,DEU,DEU,USA,civil,none,1000,dysprosium.metal,CHN,two\n"
                        "A5,2025-12-02,ndfeb.magnet.hot,DEU,DEU,USA,civil,none,,dysprosium.metal,CHN,2\n"
                        "A6,2025-12-02,ndfeb.magnet.hot,DEU,DEU,USA,civil,none,1000,dysprosium.metal,CHN,2000\n"
                        "A7,2025-12-02,ndfeb.magnet.hot,DEU,DEU\n"
                        "\"A,8\",2025-12-02,ndfeb.magnet.hot,DEU,DEU,USA,civil,none,1000,dysprosium.metal,CHN,2\n");
    EXPECT_EQ(ran.counts.orders, 8u);
    EXPECT_EQ(ran.counts.bad, 6u);
    ASSERT_EQ(ran.problems.size(), 6u) << to_text(ran.problems);
    for (std::size_t i = 0; i < 6; ++i) EXPECT_EQ(ran.problems[i].where.line, static_cast<int>(i) + 3) << to_text(ran.problems[i]);
    EXPECT_THAT(ran.problems[0].what, HasSubstr("ndfeb.magnet.hot"));
    const auto grid = taken(read_csv(ran.answers, "answers.csv"));
    ASSERT_EQ(grid.rows.size(), 9u);
    for (const auto& row : grid.rows) EXPECT_EQ(row.size(), grid.rows.front().size()) << row.front().text;
    EXPECT_EQ(grid.rows[8].front().text, "A,8");
}

TEST(OrderBatch, EmptyCellsRepeatTheFirstRowAndOthersMayNotContradictIt) {
    const std::string head = "order,on,item,made_in,from,to,end_use,lists,value,line_item,line_origin,line_value\n";
    const std::string first = "A1,2025-12-02,ndfeb.magnet.hot,DEU,DEU,USA,civil,none,1000,dysprosium.metal,CHN,0.6\n";
    const Ran repeated = run(head + first + "A1,2025-12-02,ndfeb.magnet.hot,DEU,DEU,USA,civil,none,1000,dysprosium.metal,CHN,0.5\n");
    const Ran empty = run(head + first + "A1,,,,,,,,,dysprosium.metal,CHN,0.5\n");
    EXPECT_EQ(repeated.answers, empty.answers);
    const Ran other = run(head + first + "A1,2025-12-02,ndfeb.magnet.hot,DEU,DEU,FRA,civil,none,1000,dysprosium.metal,CHN,0.5\n");
    EXPECT_EQ(other.counts.bad, 1u);
}

TEST(OrderBatch, AnOrderThatStandsInTwoPlacesIsReported) {
    const std::string head = "order,on,item,made_in,from,to\n";
    const Ran ran = run(head + "A1,2025-12-02,gallium,CHN,CHN,USA\nA2,2025-12-02,gallium,CHN,CHN,USA\nA1,2025-12-02,gallium,CHN,CHN,USA\n");
    ASSERT_EQ(ran.problems.size(), 1u);
    EXPECT_THAT(ran.problems[0].what, HasSubstr("two places"));
}

TEST(OrderTable, NamesTheColumnsItDoesNotKnow) {
    const auto header = read_order_header("order,on,itme,from,to,valeu,fact.tpp,fact.tppp", "orders.csv", words_at_hand().terms());
    ASSERT_FALSE(header);
    const std::string text = to_text(header.error());
    for (const char* word : {"itme", "\"item\"", "valeu", "\"value\"", "fact.tppp"}) EXPECT_THAT(text, HasSubstr(word));
}

TEST(OrderTable, SplitsQuotedCells) {
    std::vector<std::string_view> cells;
    std::string room;
    ASSERT_TRUE(split_row("a,\"b,\"\"c\"\"\",,d", cells, room));
    EXPECT_EQ(cells, (std::vector<std::string_view>{"a", "b,\"c\"", "", "d"}));
    ASSERT_TRUE(split_row("", cells, room));
    EXPECT_EQ(cells.size(), 1u);
    ASSERT_TRUE(split_row("a,", cells, room));
    EXPECT_EQ(cells.size(), 2u);
    EXPECT_FALSE(split_row("a,\"b", cells, room));
}

TEST(OrderTable, CutsWhereAnOrderEnds) {
    const std::string text = "x,A,1\nx,A,2\nx,B,3\nx,B,4\nx,B";
    EXPECT_EQ(end_of_whole_orders(text, 1), std::string("x,A,1\nx,A,2\n").size());
    EXPECT_EQ(end_of_whole_orders("x,A,1\nx,A,2\n", 1), 0u);
    EXPECT_EQ(end_of_whole_orders("", 1), 0u);
}

/// Random orders, some of them spoilt: every one comes out, in order, with the right number of cells.
TEST(OrderBatch, SurvivesSpoiltFiles) {
    const std::string good = orders(12, 4);
    OrderMaker pick(99, 1);
    const std::vector<std::string> junk{"\"", ",", "\n", "\r\n", "-", "1e999", "CHN", "\xff", ";", "nan", "\"\"", ",,,,", "2025-13-01", std::string(1, '\0')};
    const std::size_t body = OrderMaker::header().size();
    for (int round = 0; round < 300; ++round) {
        std::string text = good;
        for (std::uint64_t n = 1 + pick.below(3); n > 0; --n) {
            const std::size_t at = body + pick.below(text.size() - body);
            const std::string& bad = junk[pick.below(junk.size())];
            if (pick.below(2) == 0) text.insert(at, bad);
            else text.replace(at, std::min<std::size_t>(1 + pick.below(12), text.size() - at), bad);
        }
        const Ran ran = run(text, 1, 512);
        std::size_t good_ones = 0;
        for (const std::size_t count : ran.counts.by_outcome) good_ones += count;
        EXPECT_EQ(good_ones + ran.counts.bad, ran.counts.orders);
        for (const Error& problem : ran.problems) {
            EXPECT_GT(problem.where.line, 1);
            EXPECT_FALSE(problem.hint.empty());
        }
        EXPECT_EQ(static_cast<std::size_t>(std::count(ran.answers.begin(), ran.answers.end(), '\n')), ran.counts.orders + 1);
    }
}

}  // namespace
}  // namespace countervail
