// SPDX-License-Identifier: Apache-2.0
// Ctrl-C while a run is under way: the first asks for a clean stop, a second one ends the program at once.
#pragma once

namespace countervail {

/// Installs the handler while it lives; puts the former one back.
class InterruptWatch {
  public:
    InterruptWatch();
    ~InterruptWatch();
    InterruptWatch(const InterruptWatch&) = delete;
    InterruptWatch& operator=(const InterruptWatch&) = delete;
    static bool interrupted();

  private:
    void (*former_interrupt_)(int);
    void (*former_terminate_)(int);
};

}  // namespace countervail
