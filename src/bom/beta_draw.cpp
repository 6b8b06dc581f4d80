// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <numbers>

#include "base/random.h"
#include "bom/origin_prior.h"

namespace countervail {

namespace {

/// The uniforms of one (seed, draw, entity), one after another.
class Stream {
  public:
    Stream(std::uint64_t seed, std::uint32_t draw, std::uint32_t entity)
        : seed_(seed), draw_(draw), entity_(entity) {}
    double uniform() {
        static const std::uint32_t kPurpose = name_code("bom.beta");
        return countervail::uniform(seed_, draw_, entity_, kPurpose + used_++);
    }
    double normal() {  // Box–Muller
        const double radius = std::sqrt(-2 * std::log(uniform()));
        return radius * std::cos(2 * std::numbers::pi * uniform());
    }

  private:
    std::uint64_t seed_;
    std::uint32_t draw_, entity_, used_ = 0;
};

/// Logarithm of a Gamma(shape, 1) variate: G. Marsaglia and W. W. Tsang, A simple method for generating gamma
/// variables, ACM TOMS 26 (2000); below shape 1 through G(shape + 1) U^(1/shape), whose logarithm never
/// underflows.
double log_gamma_variate(double shape, Stream& stream) {
    const double boosted = shape < 1 ? shape + 1 : shape;
    const double boost = shape < 1 ? std::log(stream.uniform()) / shape : 0;
    const double d = boosted - 1.0 / 3, c = 1 / std::sqrt(9 * d);
    while (true) {
        const double x = stream.normal(), root = 1 + c * x;
        if (root <= 0) continue;
        const double v = root * root * root;
        if (std::log(stream.uniform()) < 0.5 * x * x + d - d * v + d * std::log(v))
            return std::log(d * v) + boost;
    }
}

}  // namespace

double draw_beta(const BetaPrior& prior, std::uint64_t seed, std::uint32_t draw, std::uint32_t entity) {
    Stream stream(seed, draw, entity);
    const double x = log_gamma_variate(prior.a, stream), y = log_gamma_variate(prior.b, stream);
    return 1 / (1 + std::exp(y - x));
}

}  // namespace countervail
