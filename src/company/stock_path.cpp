// SPDX-License-Identifier: Apache-2.0
#include "company/stock_path.h"

#include <algorithm>

namespace countervail {

namespace {

constexpr double kNothing = 1e-6;   // days: below it a gap is rounding

}  // namespace

StockOutcome run_stock(const float* arriving, int days, const BlockValues& stock, float* served) {
    StockOutcome outcome;
    outcome.out_after.fill(kNever);
    BlockValues left = stock, fall{};
    for (int day = 0; day < days; ++day) {
        const float* in = arriving + static_cast<std::size_t>(day) * kBlock;
        float* out = served + static_cast<std::size_t>(day) * kBlock;
        for (std::size_t d = 0; d < kBlock; ++d) {
            const double share = in[d] >= kWhole ? std::max(1.0, static_cast<double>(in[d])) : in[d];
            const double before = left[d], after = before + share - 1;
            const double missing = after < -kNothing ? std::min(-after, 1.0) : 0;
            if (missing > 0 && outcome.out_after[d] == kNever) outcome.out_after[d] = day + before / (1 - share);
            left[d] = std::clamp(after, 0.0, stock[d]);
            out[d] = static_cast<float>(1 - missing);
            outcome.missed[d] += missing;
            fall[d] = std::max(0.0, fall[d] + 1 - share);
            outcome.needed[d] = std::max(outcome.needed[d], fall[d]);
        }
    }
    return outcome;
}

}  // namespace countervail
