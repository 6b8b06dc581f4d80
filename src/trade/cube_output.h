// SPDX-License-Identifier: Apache-2.0
// Where the bytes of a cube go: a file that appears whole or not at all, or memory. For the folder itself only.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "base/error.h"

namespace countervail {

class CubeOutput {
  public:
    virtual ~CubeOutput() = default;
    /// May be called by several threads, for parts that do not overlap.
    virtual Result<void> write(std::uint64_t offset, std::string_view bytes) = 0;
    /// What was written before.
    virtual Result<void> read(std::uint64_t offset, std::span<char> into) = 0;
    /// Room for so many bytes in all.
    virtual Result<void> reserve(std::uint64_t bytes) = 0;
    virtual Result<void> finish() = 0;
};

/// The file at `path` is replaced by finish(), and stays what it was when finish() is never reached, even by a program that was killed: the bytes
/// go to a file without a name in the same folder (where the file system knows none, to ".NAME.part", which the next import replaces).
Result<std::unique_ptr<CubeOutput>> cube_file_output(const std::filesystem::path& path);

/// Into `bytes`, which must outlive the output.
std::unique_ptr<CubeOutput> cube_memory_output(std::string& bytes);

}  // namespace countervail
