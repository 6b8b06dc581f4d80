// SPDX-License-Identifier: Apache-2.0
// What the readers of acts share: words, names, places, shares and last days, each with its problem and remedy.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/toml_file.h"
#include "controls/act.h"

namespace countervail {

/// "JPN", or a group: "USA:D:5".
bool is_place(std::string_view text);
bool is_place_or_group(std::string_view text);
/// An item id, a pattern or a list's name: nothing invisible, no quotes, no '@'.
bool is_act_name(std::string_view text);

/// A remedy: the nearest word, or all of them.
std::string known_words(std::string_view word, const std::vector<std::string>& words);

std::string one_of(Section& section, std::string_view key, const std::vector<std::string>& words, std::string fallback);
std::string filled(Section& section, std::string_view key);
Date plausible(Section& section, std::string_view key, Date date);
std::vector<std::string> act_names(Section& section, std::string_view key);
std::vector<std::string> act_places(Section& section, std::string_view key);
std::string place_or_empty(Section& section, std::string_view key);
/// A share in (0, 1]; `zero` allows 0.
std::optional<Decimal> act_share(Section& section, std::string_view key, bool zero = false);
/// The first day out, from an inclusive last day; `end_day_inclusive = false` reads the last day as already out.
std::optional<Date> end_of(Section& section, Date from, bool required);

/// One [[clause]] of an act.
Clause read_clause(Section section, const Act& act);

}  // namespace countervail
