// SPDX-License-Identifier: Apache-2.0
#include "simulation/draws.h"

#include <algorithm>

#include "base/random.h"
#include "simulation/posterior.h"

namespace countervail {

namespace {

/// What a posterior holds stands in place of what was drawn by parameter: `d` takes the row at `u`.
void take_row(const Posterior& posterior, double u, std::size_t d, DrawBlock& block) {
    const std::vector<double>& row = posterior.at(u);
    for (std::size_t c = 0; c < row.size(); ++c) block.values[static_cast<std::size_t>(posterior.parameters[c])][d] = row[c];
}

}  // namespace

DrawBlock make_draws(const Ranges& ranges, std::uint64_t seed, std::uint32_t first) {
    DrawBlock block;
    block.first = first;
    for (std::size_t d = 0; d < kBlock; ++d) block.luck[d] = first + static_cast<std::uint32_t>(d);
    static const std::uint32_t kPurpose = name_code("parameter");
    for (int p = 0; p < kParameters; ++p) {
        const auto index = static_cast<std::size_t>(p);
        const std::uint32_t entity = name_code(parameter_records()[index].key);
        for (std::size_t d = 0; d < kBlock; ++d) {
            block.values[index][d] =
                sample(ranges[index], uniform(seed, first + static_cast<std::uint32_t>(d), entity, kPurpose));
        }
    }
    static const std::uint32_t kRow = name_code("posterior row");
    for (const auto& posterior : ranges.posteriors) {
        const std::uint32_t entity = name_code(posterior->id);
        for (std::size_t d = 0; d < kBlock; ++d) take_row(*posterior, uniform(seed, first + static_cast<std::uint32_t>(d), entity, kRow), d, block);
    }
    return block;
}

DrawBlock draws_at(const Ranges& ranges, const std::vector<std::vector<double>>& points, std::uint32_t first) {
    DrawBlock block;
    block.first = first;
    block.luck.fill(first);
    for (std::size_t d = 0; d < kBlock; ++d) {
        const std::vector<double>& point = points[std::min(d, points.size() - 1)];
        for (std::size_t p = 0; p < ranges.size(); ++p) block.values[p][d] = sample(ranges[p], point[p]);
        for (const auto& posterior : ranges.posteriors) take_row(*posterior, point[static_cast<std::size_t>(posterior->parameters.front())], d, block);
    }
    return block;
}

DrawBlock modal_draws(const Ranges& ranges) {
    DrawBlock block;
    for (std::size_t p = 0; p < ranges.size(); ++p) block.values[p].fill(ranges[p].mode);
    return block;
}

}  // namespace countervail
