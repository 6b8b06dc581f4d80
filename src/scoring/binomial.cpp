// SPDX-License-Identifier: Apache-2.0
#include "scoring/binomial.h"

#include "scoring/student.h"

namespace countervail {

double binomial_distribution(std::size_t successes, std::size_t trials, double p) {
    if (successes >= trials) return 1;
    return incomplete_beta(1 - p, static_cast<double>(trials - successes), static_cast<double>(successes) + 1);   // DLMF 8.17.5
}

std::size_t binomial_quantile(double level, std::size_t trials, double p) {
    std::size_t below = 0, above = trials;   // P(X ≤ above) ≥ level always
    while (below < above) {
        const std::size_t middle = below + (above - below) / 2;
        if (binomial_distribution(middle, trials, p) >= level) above = middle;
        else below = middle + 1;
    }
    return above;
}

}  // namespace countervail
