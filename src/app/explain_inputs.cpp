// SPDX-License-Identifier: Apache-2.0
#include "app/explain_inputs.h"

#include <algorithm>

#include "base/text.h"
#include "simulation/posterior.h"

namespace countervail {

namespace {

UncertainInput input_of_posterior(const Posterior& posterior) {
    std::vector<std::string> keys;
    for (const Parameter parameter : posterior.parameters) keys.emplace_back(record(parameter).key);
    return {posterior.id, "posterior:" + posterior.id, readable_number(static_cast<double>(posterior.rows.size()), 9) + " joint draws",
            "Drawn together: " + join(keys, ", "), static_cast<int>(posterior.parameters.front())};
}

}  // namespace

std::vector<UncertainInput> uncertain_inputs(const Ranges& ranges) {
    std::vector<UncertainInput> inputs;
    std::vector<const Posterior*> listed;
    for (int p = 0; p < kParameters; ++p) {
        const auto parameter = static_cast<Parameter>(p);
        const Range& range = ranges[static_cast<std::size_t>(p)];
        if (const Posterior* posterior = posterior_of(ranges.posteriors, parameter)) {
            if (std::find(listed.begin(), listed.end(), posterior) == listed.end()) inputs.push_back(input_of_posterior(*posterior));
            listed.push_back(posterior);
        } else if (range.high > range.low) {
            const ParameterRecord& about = record(parameter);
            inputs.push_back({std::string(about.key), range.statement,
                              readable_number(range.low) + " … " + readable_number(range.mode) + " … " + readable_number(range.high) + " " + std::string(about.unit),
                              std::string(about.meaning), p});
        }
    }
    inputs.push_back({"chance", "", "", "What chance decides within a draw, all parameters being equal", -1});
    return inputs;
}

DrawBlock design_block(const Ranges& ranges, const std::vector<UncertainInput>& inputs, const std::vector<std::vector<double>>& points) {
    std::vector<std::vector<double>> whole(points.size(), std::vector<double>(kParameters, 0.5));
    for (std::size_t d = 0; d < points.size(); ++d) {
        for (std::size_t i = 0; i < inputs.size(); ++i) {
            if (inputs[i].coordinate >= 0) whole[d][static_cast<std::size_t>(inputs[i].coordinate)] = points[d][i];
        }
    }
    DrawBlock block = draws_at(ranges, whole);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        if (inputs[i].coordinate >= 0) continue;
        for (std::size_t d = 0; d < kBlock; ++d) {
            const double u = points[std::min(d, points.size() - 1)][i];
            block.luck[d] = static_cast<std::uint32_t>(std::min(u * 0x1p32, 0x1p32 - 1));
        }
    }
    return block;
}

}  // namespace countervail
