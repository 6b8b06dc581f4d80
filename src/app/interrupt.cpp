// SPDX-License-Identifier: Apache-2.0
#include "app/interrupt.h"

#include <atomic>
#include <csignal>

namespace countervail {

namespace {

std::atomic<bool> asked{false};
static_assert(std::atomic<bool>::is_always_lock_free);   // else it may not be touched in a handler

void note(int signal) {
    if (asked.exchange(true)) {
        std::signal(signal, SIG_DFL);
        std::raise(signal);
    }
}

}  // namespace

InterruptWatch::InterruptWatch() {
    asked = false;
    former_interrupt_ = std::signal(SIGINT, note);
    former_terminate_ = std::signal(SIGTERM, note);
}

InterruptWatch::~InterruptWatch() {
    std::signal(SIGINT, former_interrupt_);
    std::signal(SIGTERM, former_terminate_);
}

bool InterruptWatch::interrupted() { return asked; }

}  // namespace countervail
