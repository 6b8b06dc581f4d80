// SPDX-License-Identifier: Apache-2.0
#include "base/random.h"

#include <Random123/philox.h>

namespace countervail {

double uniform(std::uint64_t seed, std::uint32_t draw, std::uint32_t entity, std::uint32_t purpose) {
    const r123::Philox4x32::ctr_type counter = {{draw, entity, purpose, 0}};
    const r123::Philox4x32::key_type key = {
        {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}};
    const auto bits = r123::Philox4x32()(counter, key);
    // 52 bits and a half: with 53 the largest would round up to 1.
    const std::uint64_t mantissa = (static_cast<std::uint64_t>(bits[0]) << 20) | (bits[1] >> 12);
    return (static_cast<double>(mantissa) + 0.5) * 0x1.0p-52;
}

std::uint32_t name_code(std::string_view name) {
    std::uint32_t hash = 2166136261U;
    for (const char c : name) {
        hash ^= static_cast<unsigned char>(c);
        hash *= 16777619U;
    }
    return hash;
}

}  // namespace countervail
