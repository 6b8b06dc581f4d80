// SPDX-License-Identifier: Apache-2.0
#include "base/parallel.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

using namespace countervail;

RC_GTEST_PROP(Parallel, CallsEachIndexOnce, ()) {
    const auto count = static_cast<std::size_t>(*rc::gen::inRange(0, 200));
    const int threads = *rc::gen::inRange(-1, 9);
    std::vector<std::atomic<int>> calls(count);
    parallel_for(threads, count, [&](std::size_t i) { ++calls[i]; });
    for (const auto& times : calls) RC_ASSERT(times == 1);
}

TEST(Parallel, RethrowsAfterTheOthersAreDone) {
    std::atomic<int> done{0};
    EXPECT_THROW(parallel_for(4, 50,
                              [&](std::size_t i) {
                                  if (i == 3) throw std::runtime_error("three");
                                  ++done;
                              }),
                 std::runtime_error);
    EXPECT_EQ(done, 49);
}

TEST(Parallel, FindsAtLeastOneThread) { EXPECT_GE(hardware_threads(), 1); }
