// SPDX-License-Identifier: Apache-2.0
// The law of a day, or its changes, to be read on a terminal: act by act, limbs that stand alike together, at most
// 100 columns (a word that is longer stays whole). The tables carry the rest.
#pragma once

#include <string>

#include "controls/rules_tables.h"

namespace countervail {

std::string rules_on_text(const RulesBook& book, Date on);
/// From one place to the other and back.
std::string rules_on_lane_text(const RulesBook& book, std::string_view a, std::string_view b, Date on);
std::string rules_between_text(const RulesBook& book, Date after, Date through);

}  // namespace countervail
