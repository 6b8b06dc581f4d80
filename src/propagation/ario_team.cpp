// SPDX-License-Identifier: Apache-2.0
#include "propagation/ario_team.h"

namespace countervail {

namespace {

/// Looks at the value for a while before it asks the system to be woken: a round follows the last within microseconds.
void wait_while(const std::atomic<unsigned>& value, unsigned same) {
    constexpr int kLooks = 4000;
    for (int look = 0; look < kLooks; ++look) {
        if (value.load(std::memory_order_acquire) != same) return;
#if defined(__x86_64__)
        __builtin_ia32_pause();
#endif
    }
    while (value.load(std::memory_order_acquire) == same) value.wait(same, std::memory_order_acquire);
}

}  // namespace

ArioTeam::ArioTeam(int threads) {
    for (int i = 1; i < threads; ++i) helpers_.emplace_back([this] { help(); });
}

ArioTeam::~ArioTeam() {
    over_ = true;
    ++round_;
    round_.notify_all();
}

void ArioTeam::take_shares() {
    for (std::size_t i = next_++; i < count_; i = next_++) (*body_)(i);
}

void ArioTeam::help() {
    unsigned seen = 0;
    while (true) {
        wait_while(round_, seen);
        seen = round_.load(std::memory_order_acquire);
        if (over_) return;
        take_shares();
        ++resting_;
        resting_.notify_one();
    }
}

void ArioTeam::run(std::size_t count, const std::function<void(std::size_t)>& body) {
    body_ = &body;
    count_ = count;
    next_ = 0;
    resting_ = 0;
    ++round_;
    round_.notify_all();
    take_shares();
    const unsigned all = static_cast<unsigned>(helpers_.size());
    for (unsigned now = resting_.load(std::memory_order_acquire); now != all; now = resting_.load(std::memory_order_acquire)) wait_while(resting_, now);
}

}  // namespace countervail
