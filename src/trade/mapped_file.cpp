// SPDX-License-Identifier: Apache-2.0
#include "trade/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>

namespace countervail {
namespace {

std::uintptr_t page_bytes() { return static_cast<std::uintptr_t>(::sysconf(_SC_PAGESIZE)); }

}  // namespace

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const std::filesystem::path& path, std::string shown_as) {
    std::string name = shown_as.empty() ? path.string() : std::move(shown_as);
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return fail({name}, std::string("cannot be read: ") + std::strerror(errno), "check the path and the rights to it");
    struct stat facts {};
    const bool regular = ::fstat(file, &facts) == 0 && S_ISREG(facts.st_mode);
    if (!regular) {
        ::close(file);
        return fail({name}, "is not a file", "name a file");
    }
    const auto size = static_cast<std::size_t>(facts.st_size);
    void* data = size == 0 ? nullptr : ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    const int problem = errno;
    ::close(file);   // the mapping keeps it
    if (data == MAP_FAILED) return fail({name}, std::string("cannot be mapped into memory: ") + std::strerror(problem), "free memory, or copy the file to a local disk");
    return std::shared_ptr<const MappedFile>(new MappedFile(static_cast<const char*>(data), size, std::move(name)));
}

MappedFile::~MappedFile() {
    if (size_ > 0) ::munmap(const_cast<char*>(data_), size_);
}

void MappedFile::forget(std::string_view part) const {
    const std::uintptr_t page = page_bytes();
    const auto begin = (reinterpret_cast<std::uintptr_t>(part.data()) + page - 1) / page * page;
    const auto end = reinterpret_cast<std::uintptr_t>(part.data() + part.size()) / page * page;
    if (begin < end) ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
}

void fetch_ahead(std::string_view part) {
    const std::uintptr_t begin = reinterpret_cast<std::uintptr_t>(part.data()) / page_bytes() * page_bytes();
    const auto end = reinterpret_cast<std::uintptr_t>(part.data() + part.size());
    if (begin < end) ::madvise(reinterpret_cast<void*>(begin), end - begin, MADV_WILLNEED);
}

}  // namespace countervail
