// SPDX-License-Identifier: Apache-2.0
// A file mapped into memory for reading. Whoever writes files that are read so must replace them whole (CubeOutput does), never shorten them.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"

namespace countervail {

class MappedFile {
  public:
    /// Fails when the file is absent, not readable or no regular file. Problems name it `shown_as`, or by its path.
    static Result<std::shared_ptr<const MappedFile>> open(const std::filesystem::path& path, std::string shown_as = {});
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::string_view bytes() const { return {data_, size_}; }
    const std::string& shown_as() const { return shown_as_; }
    /// Says that these bytes will not be read again soon, so that they count no longer as memory of the program.
    void forget(std::string_view part) const;

  private:
    MappedFile(const char* data, std::size_t size, std::string shown_as) : data_(data), size_(size), shown_as_(std::move(shown_as)) {}
    const char* data_;
    std::size_t size_;
    std::string shown_as_;
};

/// Has the system fetch these bytes of a mapped file, all at once and beside other work; does nothing for other memory.
void fetch_ahead(std::string_view part);

}  // namespace countervail
