// SPDX-License-Identifier: Apache-2.0
// A number in a TOML file of the product is never written there: the file names the statement that claims it.
// "H-138.2024" is that statement; "A-01.2024.mcs2026 | A-01.2024" the first of them that was public on the day, so
// that a later edition takes over once it is known.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/toml_file.h"
#include "evidence/ledger.h"

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
    FigureReader(const Ledger& ledger, Date known_on) : ledger_(ledger), known_on_(known_on) {}

    /// The figure named at `key`; a missing key, an unknown or later statement, or another dimension than
    /// `dimension` ("share" accepts ratios) is a problem of the section, and comes back empty.
    std::optional<Figure> figure(Section& section, std::string_view key, std::string_view dimension);
    /// The same for an optional key: empty without a problem when the key is absent.
    std::optional<Figure> optional_figure(Section& section, std::string_view key, std::string_view dimension);
    /// The figure named by `text` itself, reported at `key`.
    std::optional<Figure> named(Section& section, std::string_view key, std::string_view text,
                                std::string_view dimension);

    const std::set<std::string>& used() const { return used_; }
    const Ledger& ledger() const { return ledger_; }
    Date known_on() const { return known_on_; }

  private:
    const Ledger& ledger_;
    Date known_on_;
    std::set<std::string> used_;
};

}  // namespace countervail
