// SPDX-License-Identifier: Apache-2.0
#include "propagation/propagation.h"

#include <algorithm>

#include "base/text.h"
#include "propagation/ario.h"
#include "propagation/pichler.h"

namespace countervail {

const std::vector<std::string>& propagation_names() {
    static const std::vector<std::string> names{"half-critical", "strongly-critical", "weakly-critical", "leontief", "linear", "ario"};
    return names;
}

Result<std::unique_ptr<Propagation>> make_propagation(std::string_view name, const IoTable& table, const PropagationOptions& options) {
    if (name == "ario") return make_ario(table, options);
    const std::vector<std::string>& names = propagation_names();
    if (std::find(names.begin(), names.end(), name) == names.end()) {
        const std::string near = did_you_mean(name, names);
        return fail({}, "\"" + std::string(name) + "\" is no model of propagation", near.empty() ? "one of " + join(names, ", ") : near);
    }
    if (Errors problems = pichler_problems(name, table, options); !problems.empty()) return std::unexpected(std::move(problems));
    return make_pichler(name, table, options);
}

PropagationPath run_one(const Propagation& model, const Shock& shock) {
    PropagationPath path;
    model.run({&shock, 1}, [&](const PropagationStep& seen) {
        const Eigen::Index cells = static_cast<Eigen::Index>(seen.output.size());
        if (path.output.size() == 0) {
            for (Eigen::MatrixXd* one : {&path.output, &path.capacity, &path.final_unmet}) one->setZero(cells, shock.steps);
        }
        const auto column = [&](std::span<const double> values) { return Eigen::Map<const Eigen::VectorXd>(values.data(), cells); };
        path.output.col(seen.step) = column(seen.output);
        path.capacity.col(seen.step) = column(seen.capacity);
        path.final_unmet.col(seen.step) = column(seen.final_unmet);
    });
    return path;
}

}  // namespace countervail
