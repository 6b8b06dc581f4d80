// SPDX-License-Identifier: Apache-2.0
#include "app/progress.h"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace countervail {

namespace {

double seconds_now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

}  // namespace

std::string progress_bar(const std::string& label, std::size_t done, std::size_t total) {
    constexpr std::size_t kWidth = 30;
    const std::size_t full = total == 0 ? kWidth : std::min(kWidth, done * kWidth / total);
    std::string bar = label + "  ";
    for (std::size_t i = 0; i < kWidth; ++i) bar += i < full ? "█" : "░";
    return bar + "  " + std::to_string(total == 0 ? 100 : std::min<std::size_t>(100, done * 100 / total)) + "%";
}

Progress::Progress(std::string label, std::size_t total, bool wanted)
    : label_(std::move(label)), total_(total), shown_(wanted && isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
    if (drawn_) std::fputs("\r\x1b[K", stderr);
}

void Progress::at(std::size_t done) {
    if (!shown_) return;
    const double now = seconds_now();
    if (now < next_) return;
    next_ = now + 0.1;
    drawn_ = true;
    std::fputs(("\r" + progress_bar(label_, done, total_) + "\x1b[K").c_str(), stderr);
    std::fflush(stderr);
}

}  // namespace countervail
