// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace countervail {

/// SHA-256 of the bytes, 64 hexadecimal digits (OpenSSL's).
std::string sha256(std::string_view bytes);

}  // namespace countervail
