// SPDX-License-Identifier: Apache-2.0
#include "trade/zip_source.h"

#include <zip.h>

#include <algorithm>
#include <cstring>
#include <future>
#include <numeric>

#include "trade/page_buffer.h"

namespace countervail {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kRatio = 100, kMostBytes = std::uint64_t{64} << 30, kSmallArchive = std::uint64_t{1} << 20;
constexpr std::size_t kStepBytes = std::size_t{32} << 20, kPieceBytes = std::size_t{1} << 20;
constexpr zip_int64_t kMostEntries = 4096;

/// One archive, shared by its entries: the limit is of them all.
struct Archive {
    fs::path path;
    std::uint64_t limit = 0;
    std::vector<std::uint64_t> unpacked;    ///< by entry, the most that came out of it; entries are read one after the other

    std::uint64_t all_unpacked() const { return std::accumulate(unpacked.begin(), unpacked.end(), std::uint64_t{0}); }
};

struct ZipHandle {
    zip_t* zip = nullptr;
    ~ZipHandle() {
        if (zip != nullptr) zip_discard(zip);
    }
};

Result<std::unique_ptr<ZipHandle>> open_zip(const fs::path& path) {
    auto handle = std::make_unique<ZipHandle>();
    int code = 0;
    handle->zip = zip_open(path.c_str(), ZIP_RDONLY, &code);
    if (handle->zip != nullptr) return handle;
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    std::string what = std::string("is no whole zip archive: ") + zip_error_strerror(&error);
    zip_error_fini(&error);
    return fail({path.string()}, std::move(what), "it may be cut short: download it again");
}

/// One step of unpacked text.
struct Step {
    PageBuffer<char> bytes;
    std::size_t size = 0;
    Errors errors;
};

class ZipSource : public TextSource {
  public:
    ZipSource(std::shared_ptr<Archive> archive, zip_uint64_t index, std::string name, std::unique_ptr<ZipHandle> handle, zip_file_t* entry)
        : archive_(std::move(archive)), index_(index), name_(std::move(name)), handle_(std::move(handle)), entry_(entry) {}
    ~ZipSource() override {
        if (ahead_.valid()) ahead_.wait();
        zip_fclose(entry_);
    }
    ZipSource(const ZipSource&) = delete;
    ZipSource& operator=(const ZipSource&) = delete;

    Result<std::vector<std::string_view>> next() override {
        if (!ahead_.valid()) ahead_ = std::async(std::launch::async, [this] { return unpack(); });
        Step step = ahead_.get();
        if (!step.errors.empty()) return std::unexpected(std::move(step.errors));
        const bool last = step.size < kStepBytes;
        text_ = join_rest(step);
        if (!last) ahead_ = std::async(std::launch::async, [this] { return unpack(); });
        std::string_view text(text_.data(), size_);
        if (!last) {
            const std::size_t end = text.rfind('\n');
            if (end == std::string_view::npos || text.size() - end > kLongestLine)
                return fail({name_}, "has a line of more than " + std::to_string(kLongestLine >> 10) + " KiB", "this is no table of rows, or it is damaged: download it again");
            rest_.assign(text.substr(end + 1));
            text = text.substr(0, end + 1);
        }
        return pieces_of_lines(text, kPieceBytes, name_);
    }
    void done_with(std::string_view) override {}

    Result<WholeText> whole() {
        auto text = std::make_shared<std::string>();
        for (;;) {
            Step step = unpack();
            if (!step.errors.empty()) return std::unexpected(std::move(step.errors));
            text->append(step.bytes.data(), step.size);
            if (step.size < kStepBytes) return WholeText{*text, text};
        }
    }

  private:
    /// What the step before could not finish comes first.
    PageBuffer<char> join_rest(const Step& step) {
        PageBuffer<char> text(rest_.size() + step.size + 1);
        std::memcpy(text.data(), rest_.data(), rest_.size());
        std::memcpy(text.data() + rest_.size(), step.bytes.data(), step.size);
        size_ = rest_.size() + step.size;
        rest_.clear();
        return text;
    }
    Step unpack() {
        Step step{PageBuffer<char>(kStepBytes), 0, {}};
        while (step.size < kStepBytes) {
            const zip_int64_t got = zip_fread(entry_, step.bytes.data() + step.size, kStepBytes - step.size);
            if (got < 0) {
                step.errors = {{{name_}, std::string("cannot be unpacked: ") + zip_file_strerror(entry_), "the zip is damaged or cut short: download it again"}};
                return step;
            }
            if (got == 0) return step;
            step.size += static_cast<std::size_t>(got);
            unpacked_ += static_cast<std::uint64_t>(got);
            archive_->unpacked[index_] = std::max(archive_->unpacked[index_], unpacked_);
            if (archive_->all_unpacked() <= archive_->limit) continue;
            step.errors = {{{archive_->path.string()}, "unpacks to more than " + std::to_string(archive_->limit >> 20) + " MiB", "where it comes from a publisher that you trust, allow more with --unpacked-limit"}};
            return step;
        }
        return step;
    }

    std::shared_ptr<Archive> archive_;
    zip_uint64_t index_;
    std::uint64_t unpacked_ = 0;
    std::string name_;
    std::unique_ptr<ZipHandle> handle_;
    zip_file_t* entry_;
    std::future<Step> ahead_;
    PageBuffer<char> text_;
    std::size_t size_ = 0;
    std::string rest_;
};

Result<std::unique_ptr<ZipSource>> open_entry(const std::shared_ptr<Archive>& archive, zip_uint64_t index, const std::string& name) {
    auto handle = open_zip(archive->path);
    if (!handle) return std::unexpected(std::move(handle.error()));
    zip_file_t* entry = zip_fopen_index((*handle)->zip, index, 0);
    if (entry == nullptr) return fail({name}, std::string("cannot be unpacked: ") + zip_strerror((*handle)->zip), "unpack it by hand and import the files in it");
    return std::make_unique<ZipSource>(archive, index, name, std::move(*handle), entry);
}

}  // namespace

Result<std::vector<TextFile>> zip_texts(const fs::path& path, std::uint64_t unpacked_limit) {
    auto handle = open_zip(path);
    if (!handle) return std::unexpected(std::move(handle.error()));
    auto archive = std::make_shared<Archive>();
    archive->path = path;
    std::error_code code;
    archive->limit = unpacked_limit > 0 ? unpacked_limit : std::min(kMostBytes, kRatio * fs::file_size(path, code) + kSmallArchive);
    const zip_int64_t count = zip_get_num_entries((*handle)->zip, 0);
    if (count > kMostEntries) return fail({path.string()}, "has more than " + std::to_string(kMostEntries) + " entries", "unpack it by hand and import the files in it");
    archive->unpacked.resize(static_cast<std::size_t>(count));
    std::vector<TextFile> files;
    for (zip_uint64_t index = 0; index < static_cast<zip_uint64_t>(count); ++index) {
        zip_stat_t facts;
        if (zip_stat_index((*handle)->zip, index, 0, &facts) != 0 || facts.name == nullptr) return fail({path.string()}, "has an entry that cannot be read", "it may be damaged: download it again");
        const std::string entry = facts.name;
        if (entry.ends_with("/")) continue;
        const std::string name = path.string() + "[" + entry + "]";
        files.push_back({name, fs::path(entry).filename().string(), facts.size, [archive, index, name]() -> Result<std::unique_ptr<TextSource>> { return open_entry(archive, index, name); },
                         [archive, index, name]() -> Result<WholeText> {
                             auto source = open_entry(archive, index, name);
                             if (!source) return std::unexpected(std::move(source.error()));
                             return (*source)->whole();
                         },
                         path.filename().string(), [path] { return sha256_of_file(path); }});
    }
    return files;
}

}  // namespace countervail
