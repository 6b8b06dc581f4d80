// SPDX-License-Identifier: Apache-2.0
// What somebody claimed about the dependence of two places on each other, as the ledger has it.
#pragma once

#include <optional>
#include <string_view>

#include "base/date.h"
#include "dependence/asymmetry.h"
#include "evidence/ledger.h"

namespace countervail {

/// The claim behind the rows "dependence-share" of item "goods" from `a` to `b` and from `b` to `a` that were public by `known_on` with all they
/// cite: the share of the seller's exports to the buyer in goods of which it supplies more than half of the buyer's imports.
/// Empty when either is missing; of several rows of one direction the latest published counts.
std::optional<AsymmetryClaim> claim_of(const Ledger& ledger, std::string_view a, std::string_view b, Date known_on);

/// "40/12" or "40/12@50": per cent of a's exports to b, of b's to a, threshold. Half when no threshold is named.
Result<AsymmetryClaim> parse_claim(std::string_view text);

}  // namespace countervail
