// SPDX-License-Identifier: Apache-2.0
#include "evidence/zip_entries.h"

#include <zip.h>

#include <algorithm>

#include "evidence/grid.h"

namespace countervail {

namespace {

constexpr zip_int64_t kMaximumEntries = 4096;
constexpr std::size_t kMaximumEntryBytes = std::size_t{64} << 20;

}  // namespace

struct ZipEntries::Archive {
    zip_t* zip = nullptr;
    ~Archive() {
        if (zip != nullptr) zip_discard(zip);
    }
};

ZipEntries::ZipEntries(std::shared_ptr<Archive> archive, std::string file)
    : archive_(std::move(archive)), file_(std::move(file)) {}

Result<ZipEntries> ZipEntries::open(std::string_view bytes, std::string file) {
    const char* const hint = "save it again as an .xlsx workbook";
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip_t* zip = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &error);
    if (zip == nullptr) {
        std::string what = std::string("is not a zip archive: ") + zip_error_strerror(&error);
        if (source != nullptr) zip_source_free(source);
        zip_error_fini(&error);
        return fail({std::move(file)}, std::move(what), hint);
    }
    zip_error_fini(&error);
    auto archive = std::make_shared<Archive>();
    archive->zip = zip;
    if (zip_get_num_entries(zip, 0) > kMaximumEntries) {
        return fail({std::move(file)}, "has more than " + std::to_string(kMaximumEntries) + " entries", hint);
    }
    return ZipEntries(std::move(archive), std::move(file));
}

bool ZipEntries::has(const std::string& name) const {
    return zip_name_locate(archive_->zip, name.c_str(), 0) >= 0;
}

Result<std::string> ZipEntries::read(const std::string& name) {
    const Place where{file_ + "[" + name + "]"};
    zip_file_t* entry = zip_fopen(archive_->zip, name.c_str(), 0);
    if (entry == nullptr) return fail(where, "cannot be opened", "save the workbook again");
    std::string text;
    // The size in the directory is the archive's own claim; what counts is what comes out.
    const std::size_t limit = std::min(kMaximumEntryBytes, kMaximumFileBytes - unpacked_);
    zip_int64_t got = 0;
    char buffer[1 << 16];
    while (text.size() <= limit && (got = zip_fread(entry, buffer, sizeof buffer)) > 0)
        text.append(buffer, static_cast<std::size_t>(got));
    zip_fclose(entry);
    if (got < 0) return fail(where, "is damaged", "save the workbook again");
    if (text.size() > limit)
        return fail(where, "unpacks to more than " + std::to_string(limit >> 20) + " MiB", "split the sheet");
    unpacked_ += text.size();
    return text;
}

}  // namespace countervail
