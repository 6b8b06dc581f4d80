// SPDX-License-Identifier: Apache-2.0
// Counter-based random numbers (Philox 4x32-10; Salmon et al., SC'11, through Random123): a number is a pure
// function of seed, draw, entity and purpose, so results never depend on threads, blocks or order of work.
#pragma once

#include <cstdint>
#include <string_view>

namespace countervail {

/// Uniform on the open interval (0, 1), 52 bits.
double uniform(std::uint64_t seed, std::uint32_t draw, std::uint32_t entity, std::uint32_t purpose);

/// Stable 32-bit name of an entity or purpose (FNV-1a), so that adding one parameter does not move the others.
std::uint32_t name_code(std::string_view name);

}  // namespace countervail
