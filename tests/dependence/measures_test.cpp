// SPDX-License-Identifier: Apache-2.0
#include "dependence/measures.h"

#include <filesystem>
#include <set>

#include <gtest/gtest.h>

#include "dependence/pair_measures.h"

namespace countervail {
namespace {

TEST(dependence_measures, have_names_of_their_own_and_a_page_each) {
    std::set<std::string_view> ids;
    for (const DependenceMeasure& measure : dependence_measures()) {
        EXPECT_TRUE(ids.insert(measure.id).second) << measure.id;
        EXPECT_FALSE(measure.name.empty() || measure.unit.empty() || measure.meaning.empty()) << measure.id;
        EXPECT_TRUE(std::filesystem::exists(std::filesystem::path(COUNTERVAIL_SOURCE_DIR) / measure.page)) << measure.id << ": " << measure.page;
        EXPECT_EQ(find_measure(measure.id), &measure);
    }
    EXPECT_EQ(find_measure("no-such-measure"), nullptr);
    EXPECT_EQ(measure_names().size(), ids.size());
}

TEST(dependence_measures, list_every_measure_of_pairs_in_its_order) {
    const auto all = dependence_measures();
    ASSERT_GE(all.size(), PairMeasures::ids().size());
    for (std::size_t at = 0; at < PairMeasures::ids().size(); ++at) {
        EXPECT_EQ(all[at].id, PairMeasures::ids()[at]);
        EXPECT_EQ(all[at].about, MeasureSubject::pair);
        EXPECT_EQ(PairMeasures::index(all[at].id), at);
    }
    EXPECT_FALSE(PairMeasures::index("import-hhi").has_value());
}

}  // namespace
}  // namespace countervail
