// SPDX-License-Identifier: Apache-2.0
// Zip archives with the files of a release. A table of thousands of industries unpacks to hundreds of megabytes, so the
// limits are wider than those of evidence/zip_entries.h: 2 GiB an entry, and no entry may grow more than a hundredfold
// past its first 64 MiB.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace countervail {

inline constexpr std::size_t kMaximumTableBytes = std::size_t{2} << 30;

/// Does it begin as a zip archive does?
bool looks_zipped(std::string_view bytes);

class TableArchive {
  public:
    /// `bytes` must outlive the archive. Fails on what is no zip, on a truncated one and on more than 4,096 entries.
    static Result<TableArchive> open(std::string_view bytes, std::string file);

    /// Names of the entries that are files, in the order of the archive.
    const std::vector<std::string>& names() const { return names_; }
    bool has(std::string_view name) const;
    /// Fails when the entry is absent, damaged or past the limits.
    Result<std::string> read(const std::string& name) const;

  private:
    struct Handle;
    std::shared_ptr<Handle> handle_;
    std::string file_;
    std::vector<std::string> names_;
};

}  // namespace countervail
