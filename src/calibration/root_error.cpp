// SPDX-License-Identifier: Apache-2.0
#include "calibration/root_error.h"

#include <cmath>
#include <cstdlib>

namespace countervail {

RootError::RootError(std::vector<RootObservation> observations, double chance, double model, double memory)
    : observations_(std::move(observations)) {
    const std::size_t n = observations_.size();
    root_.assign(n, std::vector<double>(n, 0.0));
    for (std::size_t i = 0; i < n; ++i) {
        deviation_.push_back(std::sqrt(observations_[i].variance + chance * chance + model * model));
        for (std::size_t j = 0; j <= i; ++j) {
            double sum = i == j ? deviation_[i] * deviation_[i] : model * model * std::pow(memory, std::abs(observations_[i].month - observations_[j].month));
            for (std::size_t k = 0; k < j; ++k) sum -= root_[i][k] * root_[j][k];
            root_[i][j] = i == j ? std::sqrt(sum) : sum / root_[j][j];
        }
    }
}

double RootError::misfit(const std::vector<double>& shares) const {
    double total = 0;
    std::vector<double> solved;
    for (std::size_t i = 0; i < observations_.size(); ++i) {
        double rest = std::sqrt(observations_[i].share) - std::sqrt(shares[i]);
        for (std::size_t k = 0; k < i; ++k) rest -= root_[i][k] * solved[k];
        solved.push_back(rest / root_[i][i]);
        total += solved.back() * solved.back();
    }
    return total;
}

double RootError::implausibility(std::size_t observation, double share) const {
    return std::abs(std::sqrt(observations_[observation].share) - std::sqrt(share)) / deviation_[observation];
}

}  // namespace countervail
