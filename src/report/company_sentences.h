// SPDX-License-Identifier: Apache-2.0
// The first screen of a company's exposure, sentence by sentence, composed from the results.
#pragma once

#include <string>
#include <vector>

#include "company/exposure.h"

namespace countervail {

inline constexpr const char* kDaysOfOutput = "days of output";
/// The company's currency; kDaysOfOutput where no product states a revenue.
std::string loss_unit(const Company& company);

/// "CHN/act#clause from 2025-04-04; …", shortened to what a cell holds.
std::string law_text(const Ensemble& ensemble, const std::vector<SourceLaw>& laws);
std::string law_elements(const std::vector<SourceLaw>& laws);

class CompanySentences {
  public:
    CompanySentences(const Exposure& exposure, const Ensemble& ensemble, std::string unit) : exposure_(exposure), ensemble_(ensemble), unit_(std::move(unit)) {}
    std::string header() const;
    std::string stops() const;
    std::string loss() const;
    std::string cover() const;
    std::string measures() const;
    std::string acts() const;
    std::string coverage() const;

  private:
    bool nothing_lost() const;
    const Exposure& exposure_;
    const Ensemble& ensemble_;
    std::string unit_;
};

}  // namespace countervail
