// SPDX-License-Identifier: Apache-2.0
#include "base/library.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/embedded_files.h"
#include "base/hash.h"

namespace countervail {

namespace {

bool by_path(const LibraryFile& a, const LibraryFile& b) { return a.path < b.path; }

}  // namespace

Library::Library(std::vector<LibraryFile> files) : files_(std::move(files)) {
    std::sort(files_.begin(), files_.end(), by_path);
}

Library Library::embedded() {
    std::vector<LibraryFile> files;
    for (const EmbeddedFile& file : embedded_files()) {
        files.push_back({std::string(file.path), std::string(file.begin, file.end)});
    }
    return Library(std::move(files));
}

Result<Library> Library::from_folder(const std::string& path) {
    namespace fs = std::filesystem;
    const fs::path folder(path);
    std::vector<LibraryFile> files;
    Errors errors;
    for (const char* part : {"data", "worlds", "rules", "scenarios"}) {
        std::error_code code;
        fs::recursive_directory_iterator walk(folder / part, code);
        if (code) continue;
        for (const fs::directory_entry& entry : walk) {
            const auto extension = entry.path().extension();
            if (!entry.is_regular_file() || (extension != ".toml" && extension != ".csv")) continue;
            std::ifstream stream(entry.path(), std::ios::binary);
            if (!stream) {
                errors.push_back({{entry.path().string()}, "cannot be read", "check its permissions"});
                continue;
            }
            files.push_back({fs::relative(entry.path(), folder).generic_string(),
                             std::string(std::istreambuf_iterator<char>(stream), {})});
        }
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    if (files.empty()) {
        return fail({path}, "holds no library: no .toml or .csv under data/, worlds/, rules/ or scenarios/",
                    "name the folder that holds data/, worlds/, rules/ and scenarios/");
    }
    return Library(std::move(files));
}

std::vector<const LibraryFile*> Library::files(std::string_view prefix, std::string_view suffix) const {
    std::vector<const LibraryFile*> found;
    for (const LibraryFile& file : files_) {
        if (file.path.starts_with(prefix) && file.path.ends_with(suffix)) found.push_back(&file);
    }
    return found;
}

const LibraryFile* Library::find(std::string_view path) const {
    const auto at = std::lower_bound(files_.begin(), files_.end(), path,
                                     [](const LibraryFile& file, std::string_view key) { return file.path < key; });
    return at != files_.end() && at->path == path ? &*at : nullptr;
}

void Library::put(LibraryFile file) {
    const auto at = std::lower_bound(files_.begin(), files_.end(), file, by_path);
    if (at != files_.end() && at->path == file.path) {
        *at = std::move(file);
    } else {
        files_.insert(at, std::move(file));
    }
}

std::string Library::digest() const {
    std::string all;
    for (const LibraryFile& file : files_) {
        all += file.path + '\n' + std::to_string(file.text.size()) + '\n' + file.text;
    }
    return sha256(all);
}

}  // namespace countervail
