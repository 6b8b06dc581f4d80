// SPDX-License-Identifier: Apache-2.0
#include "bom/bill.h"

#include <algorithm>

#include "bom/bill_reader.h"

namespace countervail {

int Bill::part(std::string_view id) const {
    const auto at =
        std::lower_bound(parts.begin(), parts.end(), id,
                         [](const BillPart& each, std::string_view wanted) { return each.id < wanted; });
    return at == parts.end() || at->id != id ? -1 : static_cast<int>(at - parts.begin());
}

int Bill::element(std::string_view id) const {
    const auto at = std::lower_bound(elements.begin(), elements.end(), id);
    return at == elements.end() || *at != id ? -1 : static_cast<int>(at - elements.begin());
}

Result<Bill> read_bill(std::string_view bytes, std::string file, const BillOptions& options) {
    const BillWords words(options);
    auto sheet = read_bill_sheet(bytes, file, options, words);
    if (!sheet) return std::unexpected(std::move(sheet.error()));
    return BillReader(std::move(*sheet), words).read();
}

}  // namespace countervail
