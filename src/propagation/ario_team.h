// SPDX-License-Identifier: Apache-2.0
// Threads that stay together for a whole run, because a step of a large table is shorter than starting a thread.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace countervail {

/// run(count, body) calls body(0) … body(count − 1), each once, on all threads of the team, and returns when all are
/// done. Used by one thread at a time. Bodies do not throw.
class ArioTeam {
  public:
    explicit ArioTeam(int threads);
    ~ArioTeam();
    ArioTeam(const ArioTeam&) = delete;
    ArioTeam& operator=(const ArioTeam&) = delete;

    bool alone() const { return helpers_.empty(); }
    void run(std::size_t count, const std::function<void(std::size_t)>& body);

  private:
    void help();
    void take_shares();

    std::vector<std::jthread> helpers_;
    const std::function<void(std::size_t)>* body_ = nullptr;
    std::size_t count_ = 0;
    std::atomic<std::size_t> next_{0};
    std::atomic<unsigned> round_{0};
    std::atomic<unsigned> resting_{0};
    std::atomic<bool> over_{false};
};

}  // namespace countervail
