// SPDX-License-Identifier: Apache-2.0
// All statements and sources, read from data/ of the library. The only way for a number to reach the model.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/library.h"
#include "evidence/statement.h"

namespace countervail {

class Ledger {
  public:
    /// Reads data/sources*.csv, data/vocabulary*.csv, data/ledger/*.csv and data/assumptions*.csv; all
    /// problems of all files at once (format, unknown vocabulary, unit, source, duplicate id, range order,
    /// lint rules that are errors).
    static Result<Ledger> read(const Library& library);
    /// The same without the lint rules (evidence/lint.h), for the check that lists what they find.
    static Result<Ledger> read_unchecked(const Library& library);

    const std::vector<Statement>& statements() const { return statements_; }
    const std::vector<Source>& sources() const { return sources_; }
    const Statement* find(std::string_view id) const;
    const Source* source(std::string_view id) const;

    /// The statement `id` as of `known_on`. Fails, naming the place and both dates, when the statement, or
    /// anything it cites (transitively), was published after that day (Error::later), and when the id is unknown
    /// (with the nearest one).
    Result<const Statement*> known(std::string_view id, Date known_on, const Place& asked_at) const;
    /// Day on which everything behind the statement was public: the latest published_on of it and what it
    /// cites.
    Date public_since(const Statement& statement) const;

    /// Only the rows with this quantity, in id order.
    std::vector<const Statement*> with_quantity(std::string_view quantity) const;
    /// The statement itself and everything it cites, transitively; the statement first.
    std::vector<const Statement*> behind(const Statement& statement) const;
    /// Rows that cite `id` directly, in id order.
    std::vector<const Statement*> cited_by(std::string_view id) const;

  private:
    void load(const Library& library, Errors& errors);

    std::vector<Statement> statements_;
    std::vector<Source> sources_;
    std::unordered_map<std::string, std::size_t> index_;
    std::unordered_map<std::string, std::size_t> source_index_;
};

}  // namespace countervail
