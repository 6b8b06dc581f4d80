// SPDX-License-Identifier: Apache-2.0
// A large array that is written before it is read: not zeroed, on large pages where the system has them, given back to the system at once.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <new>
#include <span>
#include <type_traits>
#include <utility>

namespace countervail {

template <class T>
class PageBuffer {
    static_assert(std::is_trivially_copyable_v<T>);

  public:
    PageBuffer() = default;
    explicit PageBuffer(std::size_t size) : size_(size) {
        if (size == 0) return;
        void* pages = ::mmap(nullptr, size * sizeof(T), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (pages == MAP_FAILED) throw std::bad_alloc();
        ::madvise(pages, size * sizeof(T), MADV_HUGEPAGE);
        data_ = static_cast<T*>(pages);
    }
    ~PageBuffer() {
        if (data_ != nullptr) ::munmap(static_cast<void*>(data_), size_ * sizeof(T));
    }
    PageBuffer(PageBuffer&& other) noexcept : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}
    PageBuffer& operator=(PageBuffer&& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        return *this;
    }

    T* data() { return data_; }
    const T* data() const { return data_; }
    std::size_t size() const { return size_; }
    T& operator[](std::size_t at) { return data_[at]; }
    const T& operator[](std::size_t at) const { return data_[at]; }
    std::span<const T> first(std::size_t count) const { return {data_, count}; }

  private:
    T* data_ = nullptr;
    std::size_t size_ = 0;
};

}  // namespace countervail
