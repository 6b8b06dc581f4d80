// SPDX-License-Identifier: Apache-2.0
// The entries of a zip as texts, unpacked in steps while earlier steps are being read. For the folder itself only; small archives
// in memory are evidence/zip_entries.h's.
#pragma once

#include "trade/text_source.h"

namespace countervail {

/// Every entry that is a file. Fails when the archive is damaged or cut short. `unpacked_limit` as in text_files.
Result<std::vector<TextFile>> zip_texts(const std::filesystem::path& path, std::uint64_t unpacked_limit);

}  // namespace countervail
