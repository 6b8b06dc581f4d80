// SPDX-License-Identifier: Apache-2.0
#include "economy/table_archive.h"

#include <zip.h>

#include <algorithm>
#include <array>

namespace countervail {

namespace {

constexpr zip_int64_t kMaximumEntries = 4096;
constexpr std::size_t kAlwaysAllowed = std::size_t{64} << 20;
constexpr std::size_t kMaximumGrowth = 100;
constexpr const char* kAgain = "download it again: it may be cut off";

}  // namespace

struct TableArchive::Handle {
    zip_t* zip = nullptr;
    ~Handle() {
        if (zip != nullptr) zip_discard(zip);
    }
};

bool looks_zipped(std::string_view bytes) { return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06"); }

Result<TableArchive> TableArchive::open(std::string_view bytes, std::string file) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip_t* zip = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    if (zip == nullptr) {
        std::string what = std::string("is not a whole zip archive: ") + zip_error_strerror(&error);
        if (source != nullptr) zip_source_free(source);
        zip_error_fini(&error);
        return fail({std::move(file)}, std::move(what), kAgain);
    }
    zip_error_fini(&error);
    TableArchive archive;
    archive.handle_ = std::make_shared<Handle>();
    archive.handle_->zip = zip;
    archive.file_ = std::move(file);
    const zip_int64_t count = zip_get_num_entries(zip, 0);
    if (count > kMaximumEntries) {
        return fail({archive.file_}, "has more than " + std::to_string(kMaximumEntries) + " entries", "unpack it and name the files of one table");
    }
    for (zip_int64_t i = 0; i < count; ++i) {
        const char* const name = zip_get_name(zip, static_cast<zip_uint64_t>(i), 0);
        if (name != nullptr && *name != '\0' && !std::string_view(name).ends_with('/')) archive.names_.emplace_back(name);
    }
    return archive;
}

bool TableArchive::has(std::string_view name) const { return std::find(names_.begin(), names_.end(), name) != names_.end(); }

Result<std::string> TableArchive::read(const std::string& name) const {
    const Place where{file_ + "[" + name + "]"};
    zip_stat_t facts;
    if (zip_stat(handle_->zip, name.c_str(), 0, &facts) != 0) return fail(where, "is not in the archive", kAgain);
    if ((facts.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && facts.encryption_method != ZIP_EM_NONE) {
        return fail(where, "is encrypted", "unpack the archive with its password first");
    }
    zip_file_t* const entry = zip_fopen(handle_->zip, name.c_str(), 0);
    if (entry == nullptr) return fail(where, "cannot be opened", kAgain);
    // The size in the directory is the archive's own claim; what counts is what comes out.
    const std::size_t packed = (facts.valid & ZIP_STAT_COMP_SIZE) != 0 ? static_cast<std::size_t>(facts.comp_size) : 0;
    const std::size_t limit = std::min(kMaximumTableBytes, std::max(kAlwaysAllowed, packed > kMaximumTableBytes ? packed : packed * kMaximumGrowth));
    std::string text;
    std::array<char, 1 << 16> buffer;
    zip_int64_t got = 0;
    while (text.size() <= limit && (got = zip_fread(entry, buffer.data(), buffer.size())) > 0) text.append(buffer.data(), static_cast<std::size_t>(got));
    zip_fclose(entry);
    if (got < 0) return fail(where, "is damaged", kAgain);
    if (text.size() > limit) return fail(where, "unpacks to more than " + std::to_string(limit >> 20) + " MiB", "unpack it by hand and look at what it holds");
    return text;
}

}  // namespace countervail
