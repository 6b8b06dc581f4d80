// SPDX-License-Identifier: Apache-2.0
// What to ask of a trade model, as a TOML file: docs/formats/tariff-data.md.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "equilibrium/trade_data.h"

namespace countervail {

/// One block [[change]]: names or "*"; a change on a place itself says nothing.
struct TariffChange {
    std::vector<std::string> importers, exporters, industries;
    std::optional<double> rate;      ///< the new rate, in place of the old
    std::optional<double> add;       ///< points on top of the old rate
    bool embargo = false;
    Place where;
};

struct TariffQuestion {
    std::string title;
    std::string data, table;         ///< paths; exactly one is given. table "default": the built-in table
    std::string world;               ///< whose places the built-in table has
    bool hold_deficits = true;
    bool published_rates = false;    ///< start from the rates that the data bring along
    std::vector<std::string> places; ///< to show; empty: all
    std::map<std::string, double> theta;   ///< elasticities given by hand, by industry
    std::vector<TariffChange> changes;
    std::string file;
};

/// All problems at once.
Result<TariffQuestion> read_tariff_question(std::string text, const std::string& file);

struct TariffPolicies {
    TradePolicy before, after;
};

/// The two policies that the question compares; all names that the model does not know, each with the nearest one.
Result<TariffPolicies> policies_of(const TariffQuestion& question, const TradeData& data);

}  // namespace countervail
