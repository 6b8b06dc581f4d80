// SPDX-License-Identifier: Apache-2.0
#include "trade/cube_output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace countervail {
namespace {

namespace fs = std::filesystem;

class FileOutput : public CubeOutput {
  public:
    FileOutput(int file, fs::path path, fs::path part, bool named) : file_(file), path_(std::move(path)), part_(std::move(part)), named_(named) {}
    ~FileOutput() override {
        ::close(file_);
        if (named_) ::unlink(part_.c_str());
    }
    FileOutput(const FileOutput&) = delete;
    FileOutput& operator=(const FileOutput&) = delete;

    Result<void> write(std::uint64_t offset, std::string_view bytes) override {
        while (!bytes.empty()) {
            const ssize_t done = ::pwrite(file_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
            if (done < 0 && errno == EINTR) continue;
            if (done <= 0) return problem("cannot be written");
            bytes.remove_prefix(static_cast<std::size_t>(done));
            offset += static_cast<std::uint64_t>(done);
        }
        return {};
    }
    Result<void> read(std::uint64_t offset, std::span<char> into) override {
        while (!into.empty()) {
            const ssize_t done = ::pread(file_, into.data(), into.size(), static_cast<off_t>(offset));
            if (done < 0 && errno == EINTR) continue;
            if (done <= 0) return problem("cannot be read again");
            into = into.subspan(static_cast<std::size_t>(done));
            offset += static_cast<std::uint64_t>(done);
        }
        return {};
    }
    Result<void> reserve(std::uint64_t bytes) override {
        if (::ftruncate(file_, static_cast<off_t>(bytes)) != 0) return problem("cannot be written");
        return {};
    }
    Result<void> finish() override {
        if (!named_) {
            ::unlink(part_.c_str());
            const std::string nameless = "/proc/self/fd/" + std::to_string(file_);
            if (::linkat(AT_FDCWD, nameless.c_str(), AT_FDCWD, part_.c_str(), AT_SYMLINK_FOLLOW) != 0) return problem("cannot be given its name");
            named_ = true;
        }
        if (::rename(part_.c_str(), path_.c_str()) != 0) return problem("cannot be given its name");
        named_ = false;
        return {};
    }

  private:
    std::unexpected<Errors> problem(const std::string& what) const {
        return fail({path_.string()}, what + ": " + std::strerror(errno), "free space or rights in its folder, or name another with --into");
    }
    int file_;
    fs::path path_, part_;
    bool named_;
};

class MemoryOutput : public CubeOutput {
  public:
    explicit MemoryOutput(std::string& bytes) : bytes_(bytes) { bytes_.clear(); }
    Result<void> write(std::uint64_t offset, std::string_view bytes) override {
        std::memcpy(bytes_.data() + offset, bytes.data(), bytes.size());
        return {};
    }
    Result<void> read(std::uint64_t offset, std::span<char> into) override {
        std::memcpy(into.data(), bytes_.data() + offset, into.size());
        return {};
    }
    Result<void> reserve(std::uint64_t bytes) override {
        bytes_.resize(bytes);
        return {};
    }
    Result<void> finish() override { return {}; }

  private:
    std::string& bytes_;
};

}  // namespace

Result<std::unique_ptr<CubeOutput>> cube_file_output(const fs::path& path) {
    const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
    std::error_code code;
    fs::create_directories(folder, code);   // what goes wrong shows below
    if (fs::is_directory(path, code)) return fail({path.string()}, "is a folder", "name a file, e.g. " + (path / "trade.cube").string());
    const fs::path part = folder / ("." + path.filename().string() + ".part");
    constexpr mode_t kRights = 0644;
    bool named = false;
    int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, kRights);
    if (file < 0) {
        named = true;
        file = ::open(part.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, kRights);
    }
    if (file < 0) return fail({path.string()}, std::string("cannot be written: ") + std::strerror(errno), "make its folder writable, or name another with --into");
    return std::make_unique<FileOutput>(file, path, part, named);
}

std::unique_ptr<CubeOutput> cube_memory_output(std::string& bytes) { return std::make_unique<MemoryOutput>(bytes); }

}  // namespace countervail
