// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes, reading a bill returns problems or a bill whose contents and shares can be computed.
// seeds: tests/bom/seeds/*
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "bom/origin_prior.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace countervail;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    for (const char* file : {"fuzz.csv", "fuzz.toml"}) {
        const auto bill = read_bill(text, file);
        if (!bill) {
            if (bill.error().empty()) __builtin_trap();
            continue;
        }
        if (bill->order.size() != bill->parts.size() || bill->order.front() != bill->article)
            __builtin_trap();
        const BillContent content(*bill, {.consumed = true});
        for (const ElementMass& mass : content.masses(bill->article)) {
            if (!std::isfinite(mass.consumed) || mass.in_product < 0) __builtin_trap();
        }
        const auto marks =
            count_marks(*bill, [](const BillPart& part) { return counts_by_origin(part, "AAA"); });
        for (const ValueShare& share : value_shares(content, marks)) {
            if (share.low < Decimal() || share.low > share.high) __builtin_trap();
        }
        (void)content.inputs(bill->article);
        const OriginPrior prior{.by_item = {{"", {{"AAA", 0.5}}}}};
        (void)share_distribution(content, marks, bill->article, "AAA", prior, {},
                                 {.draws = 20, .enumerate_up_to = 6});
    }
    return 0;
}
