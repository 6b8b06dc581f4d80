// SPDX-License-Identifier: Apache-2.0
#include "equilibrium/elasticity_path.h"

#include <cmath>

#include "base/text.h"

namespace countervail {

double ElasticityPath::at(double years) const {
    if (knots.empty()) return 0;
    if (years <= knots.front().years) return knots.front().elasticity;
    for (std::size_t i = 1; i < knots.size(); ++i) {
        const Knot &from = knots[i - 1], &to = knots[i];
        if (years <= to.years) return from.elasticity + (to.elasticity - from.elasticity) * (years - from.years) / (to.years - from.years);
    }
    return knots.back().elasticity;
}

NestElasticities NestElasticityPath::at(double years) const {
    return {critical.at(years), value_added.at(years), inputs.at(years), origin.at(years), consumption.at(years)};
}

Errors problems_of(const ElasticityPath& path, const std::string& name) {
    Errors errors;
    const auto say = [&](std::string what, std::string hint) { errors.push_back({{name}, std::move(what), std::move(hint)}); };
    if (path.knots.empty()) say("has no elasticity", "give at least one");
    for (std::size_t i = 0; i < path.knots.size(); ++i) {
        const auto& [years, elasticity] = path.knots[i];
        if (!(years >= 0) || !std::isfinite(years)) say("has an elasticity after " + readable_number(years) + " years", "0 or more");
        if (!(elasticity >= 0) || !std::isfinite(elasticity)) say("has an elasticity of " + readable_number(elasticity), "0 (no substitution) or more");
        if (i == 0) continue;
        if (!(years > path.knots[i - 1].years)) say("has times that do not rise", "shortest first");
        if (elasticity < path.knots[i - 1].elasticity) say("falls from " + readable_number(path.knots[i - 1].elasticity) + " to " + readable_number(elasticity), "with more time substitution only becomes easier");
    }
    return errors;
}

Result<NestElasticityPath> read_nest_elasticities(const Ledger& ledger, Date known_on, int which) {
    NestElasticityPath paths;
    Errors errors;
    const auto figure = [&](const std::string& id) {
        const auto row = ledger.known(id, known_on, {"elasticities of the production network"});
        if (row) return which < 0 ? (*row)->low : which > 0 ? (*row)->high : (*row)->value;
        append(errors, row.error());
        return 0.0;
    };
    const std::pair<const char*, ElasticityPath*> nests[] = {
        {"critical", &paths.critical}, {"value-added", &paths.value_added}, {"inputs", &paths.inputs}, {"origin", &paths.origin}, {"consumption", &paths.consumption}};
    for (const char* horizon : {"short", "medium", "long"}) {
        const auto years = ledger.known(std::string("assume:elasticity-years-") + horizon, known_on, {"elasticities of the production network"});
        if (!years) append(errors, years.error());
        for (const auto& [nest, path] : nests) {
            path->knots.push_back({years ? (*years)->value : 0, figure(std::string("assume:elasticity-") + nest + "-" + horizon)});
        }
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    for (const auto& [nest, path] : nests) append(errors, problems_of(*path, std::string("assume:elasticity-") + nest));
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return paths;
}

}  // namespace countervail
