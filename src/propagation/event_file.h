// SPDX-License-Identifier: Apache-2.0
// A shock as people write it: docs/formats/shock.md. Read in two steps, since its words are those of a table that the
// file itself names.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/toml_file.h"
#include "propagation/event.h"

namespace countervail {

/// One [[event]], in the table's words.
struct WrittenEvent {
    ShockEvent event;                        ///< without losses, households and shares of rebuilding
    std::vector<std::string> places;
    std::vector<std::string> industries;     ///< empty: all that the place has
    double share = 0;                        ///< capacity, demand
    double money = 0;                        ///< capital, rebuild: USD million, over all cells of the event
    bool by_value_added = false;             ///< how money is spread; else alike over places, then industries
    double households = 0;                   ///< rebuild: USD million on top, spread alike over the places
    std::string household_use;               ///< final use that household money is spent as; empty: the first
    std::vector<std::pair<std::string, double>> rebuilders;
    Place where, where_places, where_industries, where_money, where_rebuilders, where_use;
};

/// Values by industry, in the table's words: a number, or infinity for "never".
struct WrittenByIndustry {
    std::vector<std::pair<std::string, double>> values;
    Place where;
};

struct ShockFile {
    std::string file;
    std::string table;                       ///< "default", or a path beside the file
    std::string model;                       ///< of propagation_names()
    int steps = 0;
    PropagationOptions options;              ///< without what is by industry
    WrittenByIndustry inventory_days, restock_days, capital_to_value_added;
    std::vector<WrittenEvent> events;
    Place where_table;
};

/// Everything that can be known without the table; all problems at once.
Result<ShockFile> read_shock_file(std::string text, std::string name);

/// The file's words looked up in the table.
struct ResolvedShock {
    PropagationOptions options;
    std::vector<ShockEvent> events;
    Shock shock;
};
Result<ResolvedShock> resolve_shock(const ShockFile& file, const IoTable& table);

}  // namespace countervail
