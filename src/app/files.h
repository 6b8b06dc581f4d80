// SPDX-License-Identifier: Apache-2.0
// Whole files, in and out.
#pragma once

#include <filesystem>
#include <string>

#include "base/error.h"

namespace countervail {

/// The bytes of a file that a person named; says whether it is absent or may not be read.
Result<std::string> read_file(const std::filesystem::path& file, std::string hint = "check the path");

/// Writes beside the target first, so that nobody ever reads half a file.
Result<void> write_file(const std::filesystem::path& file, const std::string& bytes);

}  // namespace countervail
