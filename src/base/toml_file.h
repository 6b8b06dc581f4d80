// SPDX-License-Identifier: Apache-2.0
// Reading TOML so that every problem of a file is found at once, each with its line and column: a Section hands
// out typed values, notes what is missing or of the wrong kind, and reports the keys that nobody asked for.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/error.h"

namespace countervail {

/// One table of a TOML file. Values that are absent or of the wrong kind are reported to the shared list of
/// errors and come back empty (or as the fallback); call finish() last to report unknown keys.
class Section {
  public:
    std::string text(std::string_view key);                                   ///< required
    std::string text(std::string_view key, std::string_view fallback);        ///< optional
    std::optional<double> number(std::string_view key);                       ///< optional; must be finite
    double number(std::string_view key, double fallback);
    double required_number(std::string_view key);
    long long integer(std::string_view key, long long fallback);
    bool flag(std::string_view key, bool fallback);
    std::optional<Date> date(std::string_view key);                           ///< TOML date or "YYYY-MM-DD" text
    Date required_date(std::string_view key);
    std::vector<std::string> texts(std::string_view key);                     ///< optional; absent is empty
    std::vector<double> numbers(std::string_view key);                        ///< optional; absent is empty

    /// One text or a list of them; absent is empty.
    std::vector<std::string> text_or_texts(std::string_view key);

    bool has(std::string_view key) const;
    bool is_text(std::string_view key) const;
    bool is_list(std::string_view key) const;
    /// The key is allowed though nobody reads it here.
    void allow(std::string_view key);
    std::vector<std::string> keys() const;
    /// A sub-table; empty section when absent.
    Section table(std::string_view key);
    /// Each table of an array of tables ([[key]]), in file order; absent is empty.
    std::vector<Section> tables(std::string_view key);

    /// Where this table or one of its keys stands.
    Place place() const;
    Place place(std::string_view key) const;
    /// Adds a problem at a key of this table.
    void problem(std::string_view key, std::string what, std::string hint = {}, std::optional<LaterEvidence> later = {});
    /// Reports every key that was never asked for, with the nearest one that was.
    void finish();

    struct Node;                              // opaque: a toml table and the shared error list
    explicit Section(std::shared_ptr<Node> node);

  private:
    std::shared_ptr<Node> node_;
};

/// A parsed file. Errors collect while sections are read; take them at the end.
class TomlFile {
  public:
    /// Parses; a syntax error is a failed Result with its line.
    static Result<TomlFile> parse(std::string text, std::string name);
    Section root();
    bool ok() const;
    Errors take_errors();

    struct Document;
    explicit TomlFile(std::shared_ptr<Document> document);

  private:
    std::shared_ptr<Document> document_;
};

}  // namespace countervail
