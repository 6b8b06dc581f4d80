// SPDX-License-Identifier: Apache-2.0
// Large text files in pieces of whole lines: files mapped into memory, and entries of a zip unpacked as they are read.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace countervail {

/// A line of a table is never longer; what is, is refused before it is read.
inline constexpr std::size_t kLongestLine = std::size_t{64} << 10;

class TextSource {
  public:
    virtual ~TextSource() = default;
    /// The next pieces, each of whole lines (the last line of the text may lack its end); none at the end of the text. They live until the next call.
    /// Fails when a line is longer than kLongestLine, and when the file is damaged or unpacks to more than it may.
    virtual Result<std::vector<std::string_view>> next() = 0;
    /// The piece will not be read again.
    virtual void done_with(std::string_view piece) = 0;
};

/// All bytes of a file, kept by `owner`.
struct WholeText {
    std::string_view bytes;
    std::shared_ptr<const void> owner;
};

/// A text that can be read more than once.
struct TextFile {
    std::string name;                      ///< as problems show it: "release.zip[BACI_HS22_Y2021_V202501.csv]"
    std::string plain_name;                ///< without folders and archives
    std::uint64_t bytes = 0;               ///< as stored, or as the archive says
    std::function<Result<std::unique_ptr<TextSource>>()> open;
    std::function<Result<WholeText>()> whole;   ///< for readers that cannot go piece by piece
    std::string origin;                    ///< the file on disk, shared by the entries of an archive
    std::function<std::string()> origin_sha256;
};

/// Pieces of a text in memory, as TextSource::next has them.
Result<std::vector<std::string_view>> pieces_of_lines(std::string_view text, std::size_t piece_bytes, const std::string& name);

/// The text files behind the paths a user names: files, the files of a folder (not of its folders), the entries of a zip. Sorted by plain name within a path.
/// `unpacked_limit`: bytes that one zip may unpack to; 0: a hundred times its size, and not more than 64 GiB.
Result<std::vector<TextFile>> text_files(const std::vector<std::filesystem::path>& paths, std::uint64_t unpacked_limit);

/// Empty when the file cannot be read.
std::string sha256_of_file(const std::filesystem::path& path);

/// A text in memory; `bytes` must outlive it.
TextFile text_in_memory(std::string name, std::string_view bytes);

/// The whole of a small file; fails beyond 16 MiB.
Result<std::string> read_small_text(const TextFile& file);

}  // namespace countervail
