// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>

namespace countervail {

/// Calls body(0) … body(count-1), each once, on up to `threads` threads; returns when all are done. Which thread
/// runs which index is not defined, so body(i) must write only what belongs to i. An exception in a body is
/// rethrown after the others have finished.
void parallel_for(int threads, std::size_t count, const std::function<void(std::size_t)>& body);

/// Threads worth starting on this machine, at least 1.
int hardware_threads();

}  // namespace countervail
