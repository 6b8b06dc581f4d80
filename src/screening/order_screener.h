// SPDX-License-Identifier: Apache-2.0
// One thread's work on a batch: whole orders in, rows of answers out, and the memory of what was screened before.
#pragma once

#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "screening/content_tests.h"
#include "screening/order_batch.h"
#include "screening/order_reader.h"

namespace countervail {

/// The words of an answer, and what they come to.
struct OrderAnswer {
    std::string tail;
    ScreeningOutcome outcome = ScreeningOutcome::free;
};

/// What one thread found out, for the others: answers by an order's words and content, and by the clauses that catch it.
class SharedAnswers {
  public:
    std::optional<OrderAnswer> find(const std::string& key) const;
    void put(const std::string& key, const OrderAnswer& answer);

  private:
    mutable std::shared_mutex mutex_;
    std::unordered_map<std::string, OrderAnswer> answers_;
};

/// What all threads share.
struct BatchLaw {
    const ScreeningTools& tools;
    OrderHeader header;
    ContentTests tests;
    std::vector<Date> days;        ///< on which some answer may change, ascending
    std::optional<Date> on;        ///< of orders without a day
    std::size_t powers = 0;
    std::unique_ptr<SharedAnswers> answers = std::make_unique<SharedAnswers>();

    static Result<BatchLaw> of(const ScreeningTools& tools, OrderHeader header, std::optional<Date> on);
    /// Days in one interval get the same answers.
    std::size_t interval(Date day) const;
};

struct OrderProblem {
    std::size_t row = 0;           ///< in the piece, from 0
    std::string order, what;
};

struct PieceAnswers {
    std::string rows;
    std::size_t rows_read = 0;
    BatchCounts counts;
    std::vector<OrderProblem> problems;
    std::vector<std::uint64_t> names;   ///< hashes of the orders, to find one that stands in two places
};

class OrderScreener {
  public:
    explicit OrderScreener(const BatchLaw& law);
    PieceAnswers screen(std::string_view piece);

  private:
    struct Known {
        bool contents = false;
        ContentFindings findings;
        OrderAnswer answer;
    };
    struct Head {
        OrderHead words;
        std::uint64_t relevant = ~std::uint64_t{0};   ///< content tests that can bear on it
        std::vector<Known> answers;
    };
    struct Line {
        ContentMarks marks;
        std::string wrong;
    };
    struct TextHash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
    };

    void row(std::string_view text);
    void begin(std::string_view text);
    void line(std::string_view item, std::string_view origin, std::string_view classification, std::string_view value);
    void finish();
    bool same_head(std::string_view text);
    Head& head_of(std::size_t interval);
    const Line& line_of(std::string_view item, std::string_view origin, std::string_view classification);
    const OrderAnswer& answer(Head& head, Date day);
    OrderAnswer screened(Date day) const;
    std::string_view cell(OrderField field) const;
    void write(std::string_view tail);
    void bad(const std::string& what);

    const BatchLaw& law_;
    std::unordered_map<std::string, std::unique_ptr<Head>, TextHash, std::equal_to<>> heads_;
    std::unordered_map<std::string, Line, TextHash, std::equal_to<>> lines_;
    PieceAnswers made_;
    std::size_t row_ = 0;

    // The order at hand.
    bool open_ = false;
    std::size_t first_row_ = 0;
    std::string order_, on_, value_text_, key_, line_key_, room_, same_;
    std::vector<std::string> head_cells_;
    std::vector<std::string_view> cells_, rows_;
    std::vector<std::string> wrong_;
    std::vector<Decimal> known_, unknown_;
    Decimal sum_;
    bool any_line_ = false;
};

}  // namespace countervail
