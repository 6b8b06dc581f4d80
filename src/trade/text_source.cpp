// SPDX-License-Identifier: Apache-2.0
#include "trade/text_source.h"

#include <algorithm>

#include "base/hash.h"
#include "trade/mapped_file.h"
#include "trade/zip_source.h"

namespace countervail {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPieceBytes = std::size_t{2} << 20;
constexpr std::size_t kSmallText = std::size_t{16} << 20;

class MappedSource : public TextSource {
  public:
    explicit MappedSource(std::shared_ptr<const MappedFile> file) : file_(std::move(file)) {}
    Result<std::vector<std::string_view>> next() override {
        if (std::exchange(read_, true)) return std::vector<std::string_view>{};
        return pieces_of_lines(file_->bytes(), kPieceBytes, file_->shown_as());
    }
    void done_with(std::string_view piece) override { file_->forget(piece); }

  private:
    std::shared_ptr<const MappedFile> file_;
    bool read_ = false;
};

class MemorySource : public TextSource {
  public:
    MemorySource(std::string name, std::string_view bytes) : name_(std::move(name)), bytes_(bytes) {}
    Result<std::vector<std::string_view>> next() override { return pieces_of_lines(std::exchange(bytes_, {}), kPieceBytes, name_); }
    void done_with(std::string_view) override {}

  private:
    std::string name_;
    std::string_view bytes_;
};

TextFile mapped_text(const fs::path& path, std::uint64_t bytes) {
    return {path.string(), path.filename().string(), bytes, [path]() -> Result<std::unique_ptr<TextSource>> {
                auto file = MappedFile::open(path);
                if (!file) return std::unexpected(std::move(file.error()));
                return std::make_unique<MappedSource>(std::move(*file));
            },
            [path]() -> Result<WholeText> {
                auto file = MappedFile::open(path);
                if (!file) return std::unexpected(std::move(file.error()));
                return WholeText{(*file)->bytes(), *file};
            },
            path.filename().string(), [path] { return sha256_of_file(path); }};
}

bool is_zip(const fs::path& path) {
    const auto file = MappedFile::open(path);
    return file && (*file)->bytes().starts_with("PK\x03\x04");
}

Result<std::vector<TextFile>> files_of(const fs::path& path, std::uint64_t unpacked_limit) {
    std::error_code code;
    if (fs::is_directory(path, code)) {
        std::vector<TextFile> files;
        for (fs::directory_iterator at(path, code), end; !code && at != end; at.increment(code)) {
            if (at->is_regular_file(code)) files.push_back(mapped_text(at->path(), at->file_size(code)));
        }
        return files;
    }
    if (path.extension() == ".zip" || is_zip(path)) return zip_texts(path, unpacked_limit);
    const auto file = MappedFile::open(path);
    if (!file) return std::unexpected(file.error());
    return std::vector<TextFile>{mapped_text(path, (*file)->bytes().size())};
}

}  // namespace

Result<std::vector<std::string_view>> pieces_of_lines(std::string_view text, std::size_t piece_bytes, const std::string& name) {
    std::vector<std::string_view> pieces;
    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t end = std::min(text.size(), begin + std::max(piece_bytes, kLongestLine));
        if (end < text.size()) {
            const std::size_t line = text.substr(end - kLongestLine, kLongestLine).rfind('\n');
            if (line == std::string_view::npos) {
                const auto number = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end - kLongestLine), '\n');
                return fail({name, static_cast<int>(number)}, "has a line of more than " + std::to_string(kLongestLine >> 10) + " KiB", "this is no table of rows, or it is damaged: download it again");
            }
            end = end - kLongestLine + line + 1;
        }
        pieces.push_back(text.substr(begin, end - begin));
        begin = end;
    }
    return pieces;
}

Result<std::vector<TextFile>> text_files(const std::vector<fs::path>& paths, std::uint64_t unpacked_limit) {
    std::vector<TextFile> all;
    Errors errors;
    for (const fs::path& path : paths) {
        auto files = files_of(path, unpacked_limit);
        if (!files) {
            append(errors, std::move(files.error()));
            continue;
        }
        std::sort(files->begin(), files->end(), [](const TextFile& a, const TextFile& b) { return a.plain_name < b.plain_name; });
        std::move(files->begin(), files->end(), std::back_inserter(all));
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return all;
}

std::string sha256_of_file(const fs::path& path) {
    const auto file = MappedFile::open(path);
    return file ? sha256((*file)->bytes()) : std::string();
}

TextFile text_in_memory(std::string name, std::string_view bytes) {
    return {name, name, bytes.size(), [name, bytes]() -> Result<std::unique_ptr<TextSource>> { return std::make_unique<MemorySource>(name, bytes); },
            [bytes]() -> Result<WholeText> { return WholeText{bytes, nullptr}; }, name, [bytes] { return sha256(bytes); }};
}

Result<std::string> read_small_text(const TextFile& file) {
    if (file.bytes > kSmallText) return fail({file.name}, "is larger than " + std::to_string(kSmallText >> 20) + " MiB", "a list of codes is small: is this the right file?");
    auto source = file.open();
    if (!source) return std::unexpected(std::move(source.error()));
    std::string text;
    for (;;) {
        const auto pieces = (*source)->next();
        if (!pieces) return std::unexpected(pieces.error());
        if (pieces->empty()) return text;
        for (const std::string_view piece : *pieces) text += piece;
        if (text.size() > kSmallText) return fail({file.name}, "is larger than " + std::to_string(kSmallText >> 20) + " MiB", "a list of codes is small: is this the right file?");
    }
}

}  // namespace countervail
