// SPDX-License-Identifier: Apache-2.0
// Who holds what part of whom, from when until when: the rows of ownership files, checked together.
// docs/formats/ownership.md describes the files.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "parties/holding_names.h"
#include "parties/holding_share.h"

namespace countervail {

/// equity: a part of the ownership; control: power over the board without a part.
enum class HoldingKind : std::uint8_t { equity, control };

/// Stand in for a date that the file leaves open.
inline const Date kHeldSinceEver{std::chrono::sys_days{std::chrono::days{-1'000'000}}};
inline const Date kHeldForEver{std::chrono::sys_days{std::chrono::days{4'000'000}}};

struct Holding {
    int owner = 0, owned = 0;                       ///< numbers in Holdings::names()
    ShareBounds share;                              ///< nothing for control
    Date from = kHeldSinceEver, until = kHeldForEver;   ///< half-open
    int source = 0;
    int line = 0;
    std::int16_t file = 0;
    HoldingKind kind = HoldingKind::equity;
    bool on(Date date) const { return from <= date && date < until; }
};

/// Names are numbered by themselves alone, so the order of rows and files changes no number.
class Holdings {
  public:
    const HoldingNames& names() const { return names_; }
    const std::vector<Holding>& rows() const { return rows_; }
    Place place(const Holding& holding) const;
    std::string_view source(const Holding& holding) const { return sources_.name(holding.source); }
    /// How people call an entity whose name is an identifier; the name itself where no file says.
    std::string_view caption(int id) const;
    /// What was read leniently (only from files of others, which a user cannot mend), each with its place.
    const Errors& notes() const { return notes_; }

  private:
    friend class HoldingsBuilder;
    HoldingNames names_, sources_;
    std::vector<std::string> files_;
    std::vector<Holding> rows_;
    std::unordered_map<int, std::string> captions_;
    Errors notes_;
};

/// One row as it comes from outside.
struct HoldingRow {
    std::string_view owner, owned;
    ShareBounds share;
    Date from = kHeldSinceEver, until = kHeldForEver;
    HoldingKind kind = HoldingKind::equity;
    std::string_view source;
    int line = 0;
};

/// Collects rows of any origin; build() checks them together.
class HoldingsBuilder {
  public:
    /// The rows added next stand in this file.
    void file(std::string name);
    void add(const HoldingRow& row);
    void caption(std::string_view name, std::string_view text);
    bool has_name(std::string_view name) const { return made_.names_.find(name).has_value(); }
    void problem(Error error) { errors_.push_back(std::move(error)); }
    void note(Error error) { made_.notes_.push_back(std::move(error)); }
    Place place(int line, int column = 0) const;

    /// Every problem: those reported, holdings in oneself, two rows for one owner, entity and kind on one day, and
    /// known shares in one entity that come to more than 100 % on a day.
    Result<Holdings> build() &&;

  private:
    void number_canonically();
    Holdings made_;
    Errors errors_;
};

/// One file of holdings.
struct HoldingsFile {
    std::string name;    ///< its end says what it is: .csv, .xlsx, .json, .jsonl, .ndjson
    std::string bytes;
};

/// All files together. Columns owner, owned, share; optional from, until, source, kind, note. Files of JSON lines hold
/// entities of the FollowTheMoney model, of which the interests of schema Ownership are read.
Result<Holdings> read_holdings(const std::vector<HoldingsFile>& files);
Result<Holdings> read_holdings(std::string_view bytes, std::string file);
/// Line by line, for files too large to hold.
Result<Holdings> read_follow_the_money_holdings(std::istream& stream, std::string file);

}  // namespace countervail
