// SPDX-License-Identifier: Apache-2.0
#include "app/files.h"

#include <fstream>
#include <iterator>

namespace countervail {

namespace fs = std::filesystem;

Result<std::string> read_file(const fs::path& file, std::string hint) {
    std::error_code code;
    if (!fs::is_regular_file(file, code)) return fail({file.string()}, fs::is_directory(file, code) ? "is a folder, not a file" : "there is no such file", std::move(hint));
    std::ifstream stream(file, std::ios::binary);
    if (!stream) return fail({file.string()}, "cannot be read", "check its permissions");
    return std::string(std::istreambuf_iterator<char>(stream), {});
}

Result<void> write_file(const fs::path& file, const std::string& bytes) {
    const fs::path beside = file.string() + ".part";
    {
        std::ofstream stream(beside, std::ios::binary | std::ios::trunc);
        stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        if (!stream.flush()) return fail({file.string()}, "cannot be written", "check the disk and the permissions, or name another folder with --out");
    }
    std::error_code code;
    fs::rename(beside, file, code);
    if (code) return fail({file.string()}, "cannot be written: " + code.message(), "name another folder with --out");
    return {};
}

Result<void> write_files(const std::filesystem::path& folder, const std::vector<ReportFile>& files) {
    for (const ReportFile& file : files) {
        const std::filesystem::path path = folder / file.name;
        std::error_code code;
        std::filesystem::create_directories(path.parent_path(), code);
        if (code) return fail({path.parent_path().string()}, "cannot be made: " + code.message(), "name a folder that you may write to");
        if (auto written = write_file(path, file.bytes); !written) return written;
    }
    return {};
}

}  // namespace countervail
