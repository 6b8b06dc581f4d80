// SPDX-License-Identifier: Apache-2.0
#include "sensitivity/sobol_sequence.h"

#include <string>

#include "base/random.h"

namespace countervail {

namespace {

constexpr int kDigits = 32;
constexpr double kUnit = 0x1p-32;

// Joe & Kuo (2008), eq. (2): each direction number from the s before it.
std::array<std::uint32_t, kDigits> direction_numbers(int dimension) {
    std::array<std::uint32_t, kDigits> v{};
    if (dimension == 0) {
        for (std::size_t k = 0; k < kDigits; ++k) v[k] = std::uint32_t{1} << (kDigits - 1 - k);
        return v;
    }
    const SobolDirection& chosen = sobol_directions()[static_cast<std::size_t>(dimension) - 1];
    const std::size_t s = chosen.degree;
    for (std::size_t k = 0; k < s; ++k) v[k] = static_cast<std::uint32_t>(chosen.initial[k]) << (kDigits - 1 - k);
    for (std::size_t k = s; k < kDigits; ++k) {
        v[k] = v[k - s] ^ (v[k - s] >> s);
        for (std::size_t i = 1; i < s; ++i) {
            if ((chosen.polynomial >> (s - 1 - i) & 1) != 0) v[k] ^= v[k - i];
        }
    }
    return v;
}

// Coin k of a tree of coins: it is named by the digits before it, with a leading one that tells 0 from 00.
std::uint32_t nested_scramble(std::uint32_t digits, std::uint64_t seed, std::uint32_t dimension) {
    static const std::uint32_t kPurpose = name_code("nested uniform scrambling");
    std::uint32_t scrambled = 0;
    for (int k = 0; k < kDigits; ++k) {
        const std::uint32_t before = k == 0 ? 1 : (std::uint32_t{1} << k) | (digits >> (kDigits - k));
        const std::uint32_t digit = digits >> (kDigits - 1 - k) & 1;
        const std::uint32_t coin = uniform(seed, before, dimension, kPurpose) < 0.5 ? 1 : 0;
        scrambled = scrambled << 1 | (digit ^ coin);
    }
    return scrambled;
}

}  // namespace

Result<SobolSequence> SobolSequence::make(int dimensions, std::optional<std::uint64_t> scrambled_by) {
    if (dimensions < 1 || dimensions > kSobolDimensions) {
        return fail({}, "a Sobol sequence of " + std::to_string(dimensions) + " dimensions", "1 to " + std::to_string(kSobolDimensions) + " can be had");
    }
    SobolSequence sequence;
    for (int dimension = 0; dimension < dimensions; ++dimension) sequence.directions_.push_back(direction_numbers(dimension));
    sequence.seed_ = scrambled_by;
    return sequence;
}

double SobolSequence::coordinate(std::uint32_t index, int dimension) const {
    const auto& v = directions_[static_cast<std::size_t>(dimension)];
    std::uint32_t digits = 0;
    std::uint32_t gray = index ^ (index >> 1);
    for (std::size_t k = 0; gray != 0; ++k, gray >>= 1) {
        if ((gray & 1) != 0) digits ^= v[k];
    }
    if (!seed_) return digits * kUnit;
    // Half a unit stands for the digits past the last, which are fair coins too: never 0, never 1.
    return (nested_scramble(digits, *seed_, static_cast<std::uint32_t>(dimension)) + 0.5) * kUnit;
}

std::vector<double> SobolSequence::point(std::uint32_t index) const {
    std::vector<double> coordinates(directions_.size());
    for (int dimension = 0; dimension < dimensions(); ++dimension) coordinates[static_cast<std::size_t>(dimension)] = coordinate(index, dimension);
    return coordinates;
}

}  // namespace countervail
