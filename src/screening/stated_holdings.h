// SPDX-License-Identifier: Apache-2.0
// Who owns whom, as a shipment states it in [[holding]] tables or names an ownership file for it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/decimal.h"
#include "base/error.h"

namespace countervail {

class Holdings;

struct StatedHolding {
    std::string owner, owned;
    std::optional<Decimal> share;        ///< empty: a holding of unknown size
    bool control = false;                ///< power over the board without a part
    std::optional<Date> from, until;     ///< half-open; empty: open
    int line = 0;
};

/// Problems name the lines of `file`.
Result<std::shared_ptr<const Holdings>> holdings_of(const std::vector<StatedHolding>& rows, const std::string& file);
Result<std::shared_ptr<const Holdings>> holdings_of_file(std::string_view bytes, const std::string& file);

}  // namespace countervail
