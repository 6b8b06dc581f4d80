// SPDX-License-Identifier: Apache-2.0
// The law on the lanes that a company's goods travel: which clause licenses, forbids or holds them, from when, and for the sake of
// which of their elements.
#pragma once

#include <cstdint>
#include <vector>

#include "company/exposure.h"

namespace countervail {

/// By part, then source; empty where a source is on no lane or its lane is free on all days looked at.
std::vector<std::vector<std::vector<SourceLaw>>> laws_of_sources(const Ensemble& ensemble, int task, const Company& company,
                                                                  const std::vector<std::vector<SupplyLink>>& links, const CompanyDays& days);

/// By part, then source: most of what travels its lane needs a licence in some week.
std::vector<std::vector<std::uint8_t>> licensed_sources(const Ensemble& ensemble, int task, const std::vector<std::vector<SupplyLink>>& links);

}  // namespace countervail
