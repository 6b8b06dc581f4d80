// SPDX-License-Identifier: Apache-2.0
#include "report/run_report_flow.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/svg_checks.h"
#include "simulation/small_world.h"

using testing::ElementsAre;
using testing::IsEmpty;

namespace countervail {
namespace {

constexpr double kWeeksPerYear = 365.25 / 7;

double flow(const Sankey& chain, const std::string& from, const std::string& to) {
    for (const SankeyFlow& each : chain.flows) {
        if (each.from == from && each.to == to) return each.value / kWeeksPerYear;
    }
    return 0;
}

Act act_on(std::vector<std::string> items) {
    Act act;
    act.id = "AAA/one";
    Clause clause;
    clause.items = std::move(items);
    act.clauses = {clause};
    return act;
}

TEST(ElementFlow, TracesGoodsToThePlacesThatMadeThem) {
    const World world = test::small_world();
    const Sankey chain = element_flow(world, {0}, "AAA");
    // 40.5 t of hot magnets a week take 0.275 t of oxide each, 0.8 of it xenium; a magnet holds 0.2.
    EXPECT_NEAR(flow(chain, "mine@AAA", "oxide@AAA"), 0.275 * 40.5 / 0.24 * 0.2, 1e-9);
    EXPECT_NEAR(flow(chain, "oxide@AAA", "magnet@AAA"), 0.275 * 36.5 * 0.8, 1e-9);
    EXPECT_NEAR(flow(chain, "oxide@AAA", "magnet@BBB"), 0.275 * 4 * 0.8, 1e-9);
    EXPECT_NEAR(flow(chain, "magnet@AAA", "use@AAA"), 20 * 0.2, 1e-9);
    EXPECT_NEAR(flow(chain, "magnet@BBB", "use@BBB"), 4 * 0.2, 1e-9);
    EXPECT_NEAR(flow(chain, "magnet@AAA", "use@BBB"), 6 * 0.2, 1e-9);
    EXPECT_NEAR(flow(chain, "magnet@AAA", "use@CCC"), 10.5 * 0.2, 1e-9);
}

TEST(ElementFlow, WhatIsUsedIsWhatIsMadeWhateverTheElements) {
    const World world = test::small_world();
    for (const std::vector<int>& elements : {std::vector{0}, {1}, {0, 1}}) {
        const Sankey chain = element_flow(world, elements, "AAA");
        double made = 0, used = 0;
        for (const Site& site : world.sites) {
            for (const Leg& leg : site.outputs) {
                const Item& item = world.catalogue.items[static_cast<std::size_t>(
                    world.markets[static_cast<std::size_t>(leg.market)].item)];
                if (item.stage != Stage::magnet) continue;
                for (const Content& content : item.contents) {
                    if (std::find(elements.begin(), elements.end(), content.element) != elements.end())
                        made += leg.per_activity * site.activity * content.mass;
                }
            }
        }
        for (const SankeyFlow& each : chain.flows) {
            if (each.from.starts_with("magnet@") && each.to.starts_with("use@"))
                used += each.value / kWeeksPerYear;
        }
        EXPECT_NEAR(used, made, 1e-9);
    }
}

TEST(ElementFlow, SaysHowMuchTheControllerHas) {
    const std::vector<StageConcentration> found =
        concentration(element_flow(test::small_world(), {0}, "AAA"));
    ASSERT_EQ(found.size(), 5U);
    EXPECT_NEAR(found[0].controller_share, 1, 1e-12);
    EXPECT_NEAR(found[0].hhi, 1, 1e-12);
    EXPECT_LT(found[3].controller_share, 1);  // BBB makes magnets
    EXPECT_LT(found[4].controller_share, 0.6);
}

TEST(ConcentrationTable, HasARowForEveryStageWithAFlow) {
    const Table table = concentration_table(element_flow(test::small_world(), {0}, "AAA"));
    ASSERT_EQ(table.rows.size(), 4U);  // nothing is smelted there
    EXPECT_EQ(table.rows[0][0], Cell(std::string("mine")));
    EXPECT_EQ(table.rows[0][1], Cell(100.0));
    EXPECT_EQ(table.columns[1].name, "share of Alphaland");
    EXPECT_TRUE(concentration_table(element_flow(test::small_world(), {}, "AAA")).rows.empty());
}

TEST(ElementFlow, NoElementGivesAChartThatSaysWhy) {
    const RunChart chart = flow_chart(test::small_world(), {}, "AAA");
    EXPECT_TRUE(svg_checks::says(chart.wide, "No data"));
    EXPECT_THAT(svg_checks::problems_of(chart.wide), IsEmpty());
    EXPECT_THAT(svg_checks::problems_of(chart.narrow), IsEmpty());
}

TEST(ControlledElements, AreThoseNamedAsOxideOrMetalElseThoseOfTheGoods) {
    const Catalogue catalogue = test::small_world().catalogue;
    EXPECT_THAT(controlled_elements(catalogue, act_on({"xenium.oxide", "magnet.hot"})), ElementsAre(0));
    EXPECT_THAT(controlled_elements(catalogue, act_on({"*.oxide"})), ElementsAre(0, 1));
    EXPECT_THAT(controlled_elements(catalogue, act_on({"magnet.hot"})), ElementsAre(0, 1));
    EXPECT_THAT(controlled_elements(catalogue, act_on({"gpu"})), IsEmpty());
    Act lifted = act_on({"xenium.oxide"});
    lifted.clauses[0].requirement = Requirement::free;
    EXPECT_THAT(controlled_elements(catalogue, lifted), IsEmpty());
}

}  // namespace
}  // namespace countervail
