// SPDX-License-Identifier: Apache-2.0
// Whole files, in and out.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/error.h"
#include "report/chart_files.h"

namespace countervail {

/// The bytes of a file that a person named; says whether it is absent or may not be read.
Result<std::string> read_file(const std::filesystem::path& file, std::string hint = "check the path");

/// Writes beside the target first, so that nobody ever reads half a file.
Result<void> write_file(const std::filesystem::path& file, const std::string& bytes);

/// Files of a report below a folder; makes the folders that are not there.
Result<void> write_files(const std::filesystem::path& folder, const std::vector<ReportFile>& files);

}  // namespace countervail
