// SPDX-License-Identifier: Apache-2.0
#include "base/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace countervail {

void parallel_for(int threads, std::size_t count, const std::function<void(std::size_t)>& body) {
    std::atomic<std::size_t> next{0};
    std::exception_ptr failure;
    std::mutex failure_lock;
    const auto work = [&] {
        for (std::size_t i = next++; i < count; i = next++) {
            try {
                body(i);
            } catch (...) {
                const std::lock_guard lock(failure_lock);
                if (!failure) failure = std::current_exception();
            }
        }
    };
    {
        std::vector<std::jthread> crew;
        const std::size_t helpers = std::min<std::size_t>(count, static_cast<std::size_t>(std::max(threads, 1)));
        for (std::size_t i = 1; i < helpers; ++i) crew.emplace_back(work);
        work();
    }
    if (failure) std::rethrow_exception(failure);
}

int hardware_threads() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency())); }

}  // namespace countervail
