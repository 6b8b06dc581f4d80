// SPDX-License-Identifier: Apache-2.0
// covers: picture, outlines, sankey_layout
#include "report/picture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/samples.h"
#include "report/sankey_layout.h"

namespace countervail {
namespace {

/// Width and height from the header chunk of a PNG (PNG specification, 11.2.2).
std::pair<unsigned, unsigned> png_size(const std::string& bytes) {
    const auto number = [&](std::size_t at) {
        unsigned value = 0;
        for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
        return value;
    };
    return {number(16), number(20)};
}

TEST(Picture, IsAPngOfTheAskedWidth) {
    const auto bytes = picture(ranked_bars(samples::bars(kWideChart)), 1000);
    ASSERT_TRUE(bytes) << to_text(bytes.error());
    EXPECT_EQ(bytes->substr(1, 3), "PNG");
    EXPECT_EQ(png_size(*bytes).first, 1000U);
    EXPECT_GT(png_size(*bytes).second, 100U);
    EXPECT_GT(bytes->size(), 5000U);   // there are words and bars on it
}

TEST(Picture, RefusesWhatIsNoPicture) {
    EXPECT_FALSE(picture("no svg at all", 400));
    EXPECT_FALSE(picture("<svg xmlns=\"http://www.w3.org/2000/svg\"", 400));
    EXPECT_FALSE(picture("", 400));
    EXPECT_FALSE(picture(ranked_bars(samples::bars(kWideChart)), 0));
    EXPECT_FALSE(picture(ranked_bars(samples::bars(kWideChart)), 100000));
}

TEST(Outlines, TheCommittedFileCoversTheWorld) {
    const std::vector<Outline> places = samples::outlines();
    EXPECT_GT(places.size(), 170U);
    for (const Outline& place : places) {
        for (const auto& ring : place.rings) {
            for (std::size_t i = 1; i < ring.size(); ++i) {
                EXPECT_LT(std::abs(ring[i].x - ring[i - 1].x), 90) << place.iso3 << " jumps across the map";
            }
        }
    }
}

TEST(Outlines, EveryProblemIsNamed) {
    const auto read = read_outlines("iso3,outline\nDEU,0 0 1 1 2 2\nDEU,0 0 1 1 2 2\nfra,0 0 1 1 2 2\nESP,0 0 1\nITA,0 0 9999 1 1 1\nPRT,a b c d e f\n", "map.csv");
    ASSERT_FALSE(read);
    ASSERT_EQ(read.error().size(), 5U) << to_text(read.error());
    EXPECT_EQ(read.error()[0].where.line, 3);
    EXPECT_EQ(read.error()[4].where.line, 7);
    EXPECT_FALSE(read_outlines("", "map.csv"));
    EXPECT_FALSE(read_outlines("iso3,outline\n", "map.csv"));
}

TEST(Outlines, EqualEarthMatchesItsPaper) {
    // Extents of the projection: Šavrič, Patterson & Jenny (2018), width 2.0458 times the height.
    EXPECT_NEAR(equal_earth(180, 0).x, 2.706629, 1e-5);
    EXPECT_NEAR(equal_earth(0, 90).y, -1.317362, 1e-5);
    EXPECT_NEAR(equal_earth(180, 0).x / -equal_earth(0, 90).y, 2.0546, 1e-3);
    EXPECT_NEAR(equal_earth(-180, 90).x / equal_earth(-180, 0).x, 0.5954, 0.01);   // the pole is a line
}

TEST(SankeyLayout, RibbonsFillTheirNodesAndNodesKeepApart) {
    const SankeyLayout layout = lay_out(samples::chain(kWideChart), 400, 15);
    std::vector<double> out(layout.nodes.size(), 0);
    std::vector<double> in(layout.nodes.size(), 0);
    for (const PlacedFlow& flow : layout.flows) {
        out[flow.from] += flow.high;
        in[flow.to] += flow.high;
        EXPECT_GE(flow.from_top, layout.nodes[flow.from].top - 1e-9);
        EXPECT_LE(flow.to_top + flow.high, layout.nodes[flow.to].top + layout.nodes[flow.to].high + 1e-9);
    }
    for (std::size_t i = 0; i < layout.nodes.size(); ++i) {
        EXPECT_NEAR(std::max(in[i], out[i]), layout.nodes[i].high, 1e-9);
        EXPECT_LE(layout.nodes[i].top + layout.nodes[i].high, 400 + 1e-9);
        for (std::size_t j = 0; j < i; ++j) {
            const PlacedNode& a = layout.nodes[i].top < layout.nodes[j].top ? layout.nodes[i] : layout.nodes[j];
            const PlacedNode& b = &a == &layout.nodes[i] ? layout.nodes[j] : layout.nodes[i];
            if (a.stage == b.stage) { EXPECT_GE(b.top - a.top - a.high, 15 - 1e-9); }
        }
    }
}

TEST(SankeyLayout, ControllerFirstAndOthersLast) {
    const SankeyLayout layout = lay_out(samples::chain(kWideChart), 400, 15);
    for (const PlacedNode& node : layout.nodes) {
        for (const PlacedNode& other : layout.nodes) {
            if (&node == &other || node.stage != other.stage) continue;
            if (node.controller) { EXPECT_LT(node.top, other.top); }
            if (node.others) { EXPECT_GT(node.top, other.top); }
        }
    }
}

TEST(SankeyLayout, FlowsThatGoBackAreLeftOut) {
    Sankey spec;
    spec.stages = {{"a", "", true}, {"b", "", true}};
    spec.nodes = {{"x", "x", 0, false}, {"y", "y", 1, false}};
    spec.flows = {{"y", "x", 5}, {"x", "x", 5}, {"x", "nobody", 5}, {"x", "y", -1}};
    EXPECT_TRUE(lay_out(spec, 100, 5).nodes.empty());
}

}  // namespace
}  // namespace countervail
