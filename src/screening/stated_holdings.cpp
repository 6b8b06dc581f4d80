// SPDX-License-Identifier: Apache-2.0
#include "screening/stated_holdings.h"

#include "parties/holdings.h"

namespace countervail {

namespace {

Result<std::shared_ptr<const Holdings>> shared(Result<Holdings> holdings) {
    if (!holdings) return std::unexpected(std::move(holdings.error()));
    return std::make_shared<const Holdings>(std::move(*holdings));
}

}  // namespace

Result<std::shared_ptr<const Holdings>> holdings_of(const std::vector<StatedHolding>& rows, const std::string& file) {
    HoldingsBuilder builder;
    builder.file(file);
    for (const StatedHolding& stated : rows) {
        HoldingRow row;
        row.owner = stated.owner;
        row.owned = stated.owned;
        row.line = stated.line;
        if (stated.control) row.kind = HoldingKind::control;
        if (const auto part = stated.share ? Share::of(*stated.share) : std::nullopt) row.share = {*part, *part};
        row.from = stated.from.value_or(kHeldSinceEver);
        row.until = stated.until.value_or(kHeldForEver);
        builder.add(row);
    }
    return shared(std::move(builder).build());
}

Result<std::shared_ptr<const Holdings>> holdings_of_file(std::string_view bytes, const std::string& file) {
    return shared(read_holdings(bytes, file));
}

}  // namespace countervail
