// SPDX-License-Identifier: Apache-2.0
// The files of one release, found on disk.
#include <algorithm>
#include <array>
#include <fstream>

#include "base/text.h"
#include "economy/read_table.h"
#include "economy/table_archive.h"
#include "economy/table_layouts.h"

namespace countervail {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaximumFiles = 500;
constexpr std::size_t kMaximumAll = std::size_t{6} << 30;

std::string ending_of(std::string_view name) {
    std::string ending = fs::path(std::string(name)).extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return ending;
}

/// What comes with a download to be read by people.
bool is_for_people(std::string_view name) {
    std::string stem = fs::path(std::string(name)).stem().string();
    std::transform(stem.begin(), stem.end(), stem.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    constexpr std::array<std::string_view, 6> kNames{"note", "notes", "readme", "license", "licence", "changelog"};
    return std::find(kNames.begin(), kNames.end(), stem) != kNames.end();
}

bool may_be_table(std::string_view name) {
    if (is_for_people(name)) return false;
    constexpr std::array<std::string_view, 6> kEndings{".txt", ".csv", ".tsv", ".xlsx", ".xlsb", ".json"};
    return std::find(kEndings.begin(), kEndings.end(), ending_of(name)) != kEndings.end();
}

Result<std::string> read_bytes(const fs::path& path) {
    std::error_code code;
    const auto size = fs::file_size(path, code);
    if (code) return fail({path.string()}, "cannot be read", "check its permissions");
    if (size > kMaximumTableBytes) return fail({path.string()}, "is larger than 2 GiB", "aggregate the table, or unpack the archive and name the files of one year");
    std::ifstream stream(path, std::ios::binary);
    std::string bytes(static_cast<std::size_t>(size), '\0');
    if (!stream || !stream.read(bytes.data(), static_cast<std::streamsize>(size))) return fail({path.string()}, "cannot be read", "check its permissions");
    return bytes;
}

/// Files of an archive that lie least deep: satellite accounts lie in folders below the table.
Result<std::vector<TableFile>> unzipped(const std::string& bytes, const std::string& file) {
    const auto archive = TableArchive::open(bytes, file);
    if (!archive) return std::unexpected(archive.error());
    const auto depth = [](const std::string& name) { return std::count(name.begin(), name.end(), '/'); };
    std::ptrdiff_t least = 1000;
    for (const std::string& name : archive->names()) {
        if (may_be_table(name) && ending_of(name) != ".json") least = std::min(least, depth(name));
    }
    std::vector<TableFile> files;
    std::size_t all = 0;
    for (const std::string& name : archive->names()) {
        if (!may_be_table(name) || depth(name) != least) continue;
        auto text = archive->read(name);
        if (!text) return std::unexpected(text.error());
        all += text->size();
        if (files.size() >= kMaximumFiles || all > kMaximumAll) return fail({file}, "unpacks to too many or too large files", "unpack it and name the files of one table");
        files.push_back({file + "[" + name + "]", std::move(*text)});
    }
    if (files.empty()) return fail({file}, "holds no files of a table", "it should hold .csv, .txt or .xlsx files");
    return files;
}

/// Is this zip a workbook? Then it is a file and no archive of files.
bool is_workbook(std::string_view name) { return ending_of(name) == ".xlsx" || ending_of(name) == ".xlsb"; }

Result<std::vector<TableFile>> one_file(const fs::path& path) {
    auto bytes = read_bytes(path);
    if (!bytes) return std::unexpected(std::move(bytes.error()));
    if (looks_zipped(*bytes) && !is_workbook(path.string())) return unzipped(*bytes, path.string());
    return std::vector<TableFile>{{path.string(), std::move(*bytes)}};
}

constexpr std::array<std::string_view, 9> kRoles{"Z", "A", "Y", "x", "inter", "final", "T", "FD", "VA"};
constexpr std::array<std::string_view, 5> kCompanions{"unit", "exchange-rate", "metadata", "labels_T", "labels_FD"};

/// What stands before the role: files of one table share it.
std::optional<std::string> stem_without_role(const fs::path& path) {
    for (const std::string_view role : kRoles) {
        if (has_role(path.string(), role)) {
            const std::string stem = table_file_stem(path.string());
            return stem.substr(0, stem.size() - role.size());
        }
    }
    return std::nullopt;
}

bool belongs(const fs::path& candidate, const std::string& shared) {
    const auto stem = stem_without_role(candidate);
    if (stem && *stem == shared) return true;
    return std::any_of(kCompanions.begin(), kCompanions.end(), [&](std::string_view name) { return table_file_stem(candidate.string()) == name; });
}

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> paths;
    std::error_code code;
    for (const auto& entry : fs::directory_iterator(folder, code)) {
        if (entry.is_regular_file(code) && (may_be_table(entry.path().string()) || ending_of(entry.path().string()) == ".zip")) paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    return paths;
}

Result<std::vector<TableFile>> read_all(const std::vector<fs::path>& paths) {
    std::vector<TableFile> files;
    Errors errors;
    std::size_t all = 0;
    for (const fs::path& path : paths) {
        auto found = one_file(path);
        if (!found) {
            append(errors, std::move(found.error()));
            continue;
        }
        for (TableFile& file : *found) {
            all += file.bytes.size();
            files.push_back(std::move(file));
        }
        if (files.size() > kMaximumFiles || all > kMaximumAll) return fail({path.string()}, "lies among too many or too large files", "name a folder with the files of one table");
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return files;
}

/// In one file each: a second one would be another year.
Result<void> only_one(const std::vector<TableFile>& files, const fs::path& path) {
    for (const char* role : {"Z", "Y", "T", "FD", "x"}) {
        std::vector<std::string> names;
        for (const TableFile& file : files) {
            if (has_role(file.name, role) && !table_file_stem(file.name).starts_with("labels")) names.push_back(table_file_stem(file.name));
        }
        if (names.size() > 1) return fail({path.string()}, "holds several tables: " + join(names, ", "), "name one of the files, or a folder with one table");
    }
    std::vector<std::string> whole;
    for (const TableFile& file : files) {
        const auto layout = has_role(file.name, "inter") || has_role(file.name, "final") || has_role(file.name, "exchange-rate") ? Result<TableLayout>(TableLayout::plain) : recognise({file});
        if (layout && (*layout == TableLayout::icio || *layout == TableLayout::wiod)) whole.push_back(table_file_stem(file.name));
    }
    if (whole.size() > 1) return fail({path.string()}, "holds several tables: " + join(whole, ", "), "name one of the files");
    return {};
}

}  // namespace

Result<std::vector<TableFile>> table_files_at(const fs::path& path) {
    std::error_code code;
    std::vector<fs::path> paths;
    if (fs::is_directory(path, code)) {
        paths = files_in(path);
        if (paths.empty()) return fail({path.string()}, "holds no files of a table", "name the folder in which the .csv, .txt or .xlsx files lie");
    } else if (fs::is_regular_file(path, code)) {
        const auto shared = stem_without_role(path);
        const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
        for (const fs::path& candidate : files_in(folder)) {
            const bool same = candidate.filename() == path.filename();
            if (same || (shared && belongs(candidate, *shared)) || table_file_stem(candidate.string()) == "exchange-rate") paths.push_back(candidate);
        }
        if (std::none_of(paths.begin(), paths.end(), [&](const fs::path& candidate) { return candidate.filename() == path.filename(); })) paths.push_back(path);
    } else {
        return fail({path.string()}, "there is no such file or folder", "check the path");
    }
    auto files = read_all(paths);
    if (!files) return files;
    if (auto one = only_one(*files, path); !one) return std::unexpected(std::move(one.error()));
    return files;
}

}  // namespace countervail
