// SPDX-License-Identifier: Apache-2.0
// The content tests of a law, taken out of its clauses, so that many orders can be told apart by what the tests find
// and nothing else: two orders with equal findings and equal words get equal answers. The rules of counting are those
// of controls/clause_tests.cpp; tests hold the two against each other.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "screening/law_book.h"

namespace countervail {

/// What each test makes of one input: bit i for test i.
struct ContentMarks {
    std::uint64_t known = 0;      ///< counts
    std::uint64_t unknown = 0;    ///< may count: origin or classification not stated
};

/// What the tests find of one article: bits of those that are met, and of those that may be.
struct ContentFindings {
    std::uint64_t met = 0, open = 0;
    bool operator==(const ContentFindings&) const = default;
};

class ContentTests {
  public:
    static constexpr std::size_t kMost = 64;

    /// Fails when the law has more than kMost different tests.
    static Result<ContentTests> of(const LawBook& book);

    std::size_t size() const { return tests_.size(); }
    /// Bits of the tests of clauses that may speak of a flow: those that list its goods and let its places through.
    std::uint64_t relevant(const Flow& flow) const;
    ContentMarks marks(const std::string& item, const std::string& origin, const std::string& classification) const;
    /// `known` and `unknown`: sums by test, in units of `whole`.
    ContentFindings findings(const std::vector<Decimal>& known, const std::vector<Decimal>& unknown, Decimal whole) const;

  private:
    struct Test {
        std::string origin;
        std::vector<std::string> items, classes, classes_except;
        Decimal limit;
        bool more_than = false;
        bool operator==(const Test&) const = default;
    };
    bool names(const Test& test, const std::string& item) const;
    std::vector<Test> tests_;
    std::vector<Regime> regimes_;
    std::vector<std::vector<int>> test_of_clause_;   ///< by regime and clause; -1: none
    const LawTerms* terms_ = nullptr;
};

}  // namespace countervail
