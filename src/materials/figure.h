// SPDX-License-Identifier: Apache-2.0
// A number in a TOML file of the product is never written there: the file names the statement that claims it.
// "H-138.2024" is that statement; "A-01.2024.mcs2026 | A-01.2024" the first of them that was public on the day, so
// that a later edition takes over once it is known.
//
// A statement stands for its series, too: the rows with the same quantity, item, place, partner and use, in a unit of the
// same basis, over a period of about the same length. Where the figures of a year are asked for, the row of the series that was
// public and lies nearest to it, within five years, takes its place; otherwise a file that names a figure means it. An assumption has
// its years in its id: "assume:world-ships.2009" stands beside "assume:world-ships".
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/toml_file.h"
#include "evidence/ledger.h"
#include "materials/figure_year.h"

namespace countervail {

/// A statement's value on the canonical scale of its unit (t, week, USD, share of 1).
struct Figure {
    double value = 0, low = 0, high = 0;
    const Statement* statement = nullptr;
    /// One standard deviation of a normal whose 5 % and 95 % points are low and high.
    double sigma() const { return (high - low) / (2 * 1.6448536269514722); }
};

/// Looks figures up as they were known on one day, and remembers every statement it handed out.
class FigureReader {
  public:
    FigureReader(const Ledger& ledger, Date known_on, FigureYear year = {}) : ledger_(ledger), known_on_(known_on), year_(year) {}

    /// The figure named at `key`; a missing key, an unknown or later statement, or another dimension than
    /// `dimension` ("share" accepts ratios) is a problem of the section, and comes back empty. What is later is told
    /// (Error::later) of the statement that became public first among those that would do.
    std::optional<Figure> figure(Section& section, std::string_view key, std::string_view dimension);
    /// The same for an optional key: empty without a problem when the key is absent.
    std::optional<Figure> optional_figure(Section& section, std::string_view key, std::string_view dimension);
    /// The figure named by `text` itself, reported at `key`.
    std::optional<Figure> named(Section& section, std::string_view key, std::string_view text,
                                std::string_view dimension);

    /// The same for what may be left out: where neither the statements nor their series were public, `missing` says so
    /// and the section has no problem.
    std::optional<Figure> figure_if_public(Section& section, std::string_view key, std::string_view dimension,
                                           std::string& missing);
    std::optional<Figure> named_if_public(Section& section, std::string_view key, std::string_view text,
                                          std::string_view dimension, std::string& missing);

    const std::set<std::string>& used() const { return used_; }
    const Ledger& ledger() const { return ledger_; }
    Date known_on() const { return known_on_; }
    FigureYear year() const { return year_; }
    /// Years between what a figure is about and the year asked for, where its row has no period that says so (an
    /// assumption made for the files' own year).
    double years_off(const Statement& statement) const;

  private:
    std::vector<const Statement*> candidates(const std::vector<const Statement*>& named) const;
    const Statement* choose(const std::vector<const Statement*>& named) const;
    const Statement* soonest(const std::vector<const Statement*>& named) const;
    const Statement* public_one(Section& section, std::string_view key, std::string_view text, Errors& later) const;
    std::optional<Figure> figure_of(Section& section, std::string_view key, const Statement& statement, std::string_view dimension);

    const Ledger& ledger_;
    Date known_on_;
    FigureYear year_;
    std::set<std::string> used_;
};

}  // namespace countervail
