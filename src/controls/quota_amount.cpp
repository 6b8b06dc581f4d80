// SPDX-License-Identifier: Apache-2.0
#include "controls/quota_amount.h"

#include "base/text.h"
#include "base/unit.h"

namespace countervail {

std::optional<QuotaAmount> parse_quota(std::string_view text) {
    const std::size_t space = text.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    const auto number = parse_number(text.substr(0, space));
    const auto unit = Unit::parse(text.substr(space + 1));
    if (!number || !(*number >= 0) || !unit || unit->dimension() != "mass" || unit->basis().size() > 1) return std::nullopt;
    const std::string basis = unit->basis().empty() ? "" : unit->basis().front();
    if (!basis.empty() && basis != "REO" && basis != "oxide" && basis != "metal" && basis != "gross") return std::nullopt;
    return QuotaAmount{*number * unit->factor(), basis};
}

}  // namespace countervail
