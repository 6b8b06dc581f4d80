// SPDX-License-Identifier: Apache-2.0
// A table of orders, streamed through the law: pieces of the file are screened on several threads and written in the
// order of the file, with the same bytes at any number of threads. Orders that say the same and that no content test
// tells apart are screened once; the answers are those of screen() (a test holds them to it).
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <istream>
#include <ostream>
#include <string>

#include "screening/order_table.h"
#include "screening/screening.h"

namespace countervail {

struct BatchOptions {
    std::string file;                        ///< as problems name it
    std::optional<Date> on;                  ///< of orders without a day of their own
    int threads = 1;
    std::size_t piece_bytes = std::size_t{2} << 20;
    std::function<void(std::size_t)> at_byte;      ///< for a progress bar; may be empty
    std::function<void(const Error&)> problem;     ///< one call per bad order, in the order of the file; may be empty
};

struct BatchCounts {
    std::size_t orders = 0, rows = 0, bad = 0;
    std::array<std::size_t, 5> by_outcome{};       ///< of the good ones, by ScreeningOutcome
};

/// Writes one row per order: order, on, item, answer, the answer of each power, decided_by, policy, needs, hangs_on,
/// duties, tariff, problem. An order that cannot be read is "unread" and says why; nothing is left out. Fails only when
/// the first row is no header or the law makes too many tests.
Result<BatchCounts> screen_orders(std::istream& orders, std::ostream& answers, const ScreeningTools& tools, const BatchOptions& options);

/// The columns of the answers.
std::vector<std::string> batch_columns(const LawBook& book);
/// What one order's row says behind `order` and `on`.
std::string batch_answer(const Screening& screening, const std::string& item);

}  // namespace countervail
