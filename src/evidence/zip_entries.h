// SPDX-License-Identifier: Apache-2.0
// The entries of a zip archive held in memory, read within limits.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"

namespace countervail {

class ZipEntries {
  public:
    /// `bytes` must outlive the archive.
    static Result<ZipEntries> open(std::string_view bytes, std::string file);
    bool has(const std::string& name) const;
    /// The unpacked entry; fails when it is absent, damaged or past the limits (xlsx.h).
    Result<std::string> read(const std::string& name);

  private:
    struct Archive;
    ZipEntries(std::shared_ptr<Archive> archive, std::string file);
    std::shared_ptr<Archive> archive_;
    std::string file_;
    std::size_t unpacked_ = 0;
};

}  // namespace countervail
