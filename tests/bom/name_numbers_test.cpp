// SPDX-License-Identifier: Apache-2.0
#include "bom/name_numbers.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>
#include <string>

namespace countervail {
namespace {

RC_GTEST_PROP(name_numbers, numbers_names_as_a_map_would, (const std::vector<std::string>& names, bool reserved)) {
    NameNumbers index;
    if (reserved) index.reserve(names.size());
    std::map<std::string_view, int> numbers;
    for (const std::string& name : names) {
        RC_ASSERT(index.find(name) == (numbers.contains(name) ? numbers[name] : -1));
        const bool fresh = numbers.emplace(name, static_cast<int>(numbers.size())).second;
        RC_ASSERT(index.add(name) == (std::pair{numbers[name], fresh}));
    }
    for (const auto& [name, number] : numbers) RC_ASSERT(index.find(name) == number);
}

TEST(name_numbers, keeps_its_numbers_while_it_grows) {
    std::vector<std::string> names;
    for (int i = 0; i < 5000; ++i) names.push_back("part-" + std::to_string(i * 7919));
    NameNumbers index;
    EXPECT_EQ(index.find(names[0]), -1);
    for (int i = 0; i < 5000; ++i) EXPECT_EQ(index.add(names[static_cast<std::size_t>(i)]), (std::pair{i, true}));
    for (int i = 0; i < 5000; ++i) EXPECT_EQ(index.add(names[static_cast<std::size_t>(i)]), (std::pair{i, false}));
    EXPECT_EQ(index.find("part-1"), -1);
}

}  // namespace
}  // namespace countervail
