// SPDX-License-Identifier: Apache-2.0
// Elasticities of substitution that grow with the time users have had (Le Chatelier): next to none in the first weeks, larger
// once recipes, contracts and plants have changed.
#pragma once

#include <vector>

#include "base/date.h"
#include "base/error.h"
#include "evidence/ledger.h"

namespace countervail {

/// Straight lines between knots, constant before the first and after the last.
struct ElasticityPath {
    struct Knot {
        double years = 0;        ///< since the change
        double elasticity = 0;
    };
    std::vector<Knot> knots;     ///< by time

    double at(double years) const;
};

/// Elasticities of the production network, nest by nest.
struct NestElasticities {
    double critical = 0;         ///< between a critical input and everything else at the using process
    double value_added = 0;      ///< between value added and bought inputs
    double inputs = 0;           ///< among the products of different industries
    double origin = 0;           ///< among the places that one industry's product comes from
    double consumption = 0;      ///< among industries in final use
};

struct NestElasticityPath {
    ElasticityPath critical, value_added, inputs, origin, consumption;

    NestElasticities at(double years) const;
};

/// Empty when times rise from 0 or later, elasticities are 0 or more, and none falls with time. `name` names the path in problems.
Errors problems_of(const ElasticityPath& path, const std::string& name);

/// The rows assume:elasticity-<nest>-<short|medium|long> at the horizons assume:elasticity-years-<short|medium|long>: most likely
/// values, or the lowest or highest of every range (`which` −1, 0, 1).
Result<NestElasticityPath> read_nest_elasticities(const Ledger& ledger, Date known_on, int which = 0);

}  // namespace countervail
