// SPDX-License-Identifier: Apache-2.0
#include "bom/value_share.h"

#include <gtest/gtest.h>

#include <functional>

#include "bom/random_bill.h"

namespace countervail {
namespace {

Bill read(const std::string& csv) {
    auto bill = read_bill(csv, "b.csv");
    if (!bill) throw std::runtime_error(to_text(bill.error()));
    return std::move(*bill);
}

const ShareLimit kTenth{*Decimal::parse("0.001"), true};

CountRule from(const std::string& place, const std::string& items) {
    return [=](const BillPart& part) {
        return items.find(part.item) == std::string::npos || part.item.empty()
                   ? Counts::no
                   : counts_by_origin(part, place);
    };
}

// A magnet of 29.20 in materials, priced 60; 1.5 kg of it in a motor at 1,200; one motor in a car.
std::string fixture(const std::string& car, const std::string& origin = "AAA") {
    return "part,parent,item,quantity,unit,unit_value,currency,origin\n"
           "car,,,,," +
           car +
           ",USD,DEU\n"
           "motor,car,,1,pieces,1200,USD,DEU\n"
           "magnet,motor,magnet,1.5,kg,60,USD,DEU\n"
           "nd,magnet,metal,0.29,kg,80,USD," +
           origin +
           "\n"
           "dy,magnet,metal,20,g/kg,0.3,USD/g," +
           origin + "\n";
}

std::string percent(const ValueShare& share, int places) {
    const double value = share.low.to_double() / share.whole->to_double() * 100;
    char text[40];
    std::snprintf(text, sizeof text, "%.*f", places, value);
    return text;
}

TEST(ValueShare, TheMagnetTheMotorAndTheCar) {
    const Bill bill = read(fixture("40000"));
    const BillContent content(bill);
    const auto shares = value_shares(content, count_marks(bill, from("AAA", "metal")));
    const auto of = [&](const char* part) { return shares[static_cast<std::size_t>(bill.part(part))]; };
    EXPECT_EQ(of("magnet").low, *Decimal::parse("29.2"));
    EXPECT_EQ(percent(of("magnet"), 2), "48.67");
    EXPECT_EQ(percent(of("motor"), 2), "3.65");
    EXPECT_EQ(of("car").low, *Decimal::parse("43.8"));
    EXPECT_EQ(percent(of("car"), 4), "0.1095");
    EXPECT_EQ(reach(of("car"), kTenth), LimitReach::yes);
    const Bill dearer = read(fixture("44000"));
    const auto above =
        value_shares(BillContent(dearer),
                     count_marks(dearer, from("AAA", "metal")))[static_cast<std::size_t>(dearer.article)];
    EXPECT_EQ(percent(above, 4), "0.0995");
    EXPECT_EQ(reach(above, kTenth), LimitReach::no);
}

TEST(ValueShare, ExactlyATenthOfAPerCentIsReached) {
    const auto at = [](const std::string& car, bool or_more) {
        const Bill bill = read(fixture(car));
        return reach(
            value_shares(BillContent(bill),
                         count_marks(bill, from("AAA", "metal")))[static_cast<std::size_t>(bill.article)],
            {*Decimal::parse("0.001"), or_more});
    };
    EXPECT_EQ(at("43800", true), LimitReach::yes);
    EXPECT_EQ(at("43800", false), LimitReach::no);
    EXPECT_EQ(at("43800.000000000001", true), LimitReach::no);
    EXPECT_EQ(at("43799.999999999999", false), LimitReach::yes);
}

TEST(ValueShare, AnUnknownOriginIsAnInterval) {
    const Bill bill = read(fixture("40000", "unknown"));
    const auto share = value_shares(
        BillContent(bill), count_marks(bill, from("AAA", "metal")))[static_cast<std::size_t>(bill.article)];
    EXPECT_TRUE(share.low.is_zero());
    EXPECT_EQ(share.high, *Decimal::parse("43.8"));
    EXPECT_EQ(reach(share, kTenth), LimitReach::perhaps);
    EXPECT_EQ(reach(share, {*Decimal::parse("0.002"), true}), LimitReach::no);
}

TEST(ValueShare, TheOutermostCountsAndItsInsideDoesNotCountAgain) {
    std::string text = fixture("40000");
    text.replace(text.find("60,USD,DEU"), 10, "60,USD,AAA");
    const Bill bill = read(text);
    const BillContent content(bill);
    const auto motor = static_cast<std::size_t>(bill.part("motor"));
    const auto outer = count_marks(bill, from("AAA", "metal magnet")),
               inner = count_marks(bill, from("AAA", "metal"));
    EXPECT_EQ(value_shares(content, outer)[motor].low, Decimal(90));              // the finished magnet
    EXPECT_EQ(value_shares(content, inner)[motor].low, *Decimal::parse("43.8"));  // or what is inside it
    const auto rows = counted_inputs(content, outer, bill.part("motor"), Counts::yes);
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].value, Decimal(90));
    EXPECT_EQ(counted_inputs(content, inner, bill.part("motor"), Counts::yes).size(), 2U);
    EXPECT_EQ(counted_inputs(content, outer, bill.part("magnet"), Counts::yes).size(),
              2U);  // an item of its own
}

TEST(ValueShare, WhatCountsWithoutAValueLeavesTheShareOpen) {
    const Bill bill = read(
        "part,parent,item,quantity,unit_value,currency,origin\na,,,,100,USD,DEU\nb,a,metal,1,,,AAA\nc,a,"
        "metal,1,5,,AAA\n");
    const auto share = value_shares(
        BillContent(bill), count_marks(bill, from("AAA", "metal")))[static_cast<std::size_t>(bill.article)];
    EXPECT_TRUE(share.open);
    EXPECT_EQ(share.low, Decimal(5));
    EXPECT_EQ(reach(share, {*Decimal::parse("0.05"), true}), LimitReach::yes);
    EXPECT_EQ(reach(share, {*Decimal::parse("0.06"), true}), LimitReach::perhaps);
    const Bill unvalued =
        read("part,parent,item,quantity,unit_value,currency,origin\na,,,,,,\nc,a,metal,1,5,USD,AAA\n");
    EXPECT_EQ(
        reach(value_shares(BillContent(unvalued), count_marks(unvalued, from("AAA", "metal")))[0], kTenth),
        LimitReach::perhaps);
    EXPECT_EQ(
        reach(value_shares(BillContent(unvalued), count_marks(unvalued, from("BBB", "metal")))[0], kTenth),
        LimitReach::no);
}

/// Value of what counts in one unit of `part`, walked path by path, when the unknown origins are as given.
Decimal by_paths(const Bill& bill, int part, const std::vector<bool>& counts) {
    Decimal sum;
    const auto p = static_cast<std::size_t>(part);
    for (int u = bill.first_use[p]; u < bill.first_use[p + 1]; ++u) {
        const BillUse& use = bill.uses[static_cast<std::size_t>(u)];
        const auto c = static_cast<std::size_t>(use.child);
        sum += use.quantity * (counts[c] ? *bill.parts[c].unit_value : by_paths(bill, use.child, counts));
    }
    return sum;
}

TEST(ValueShare, TheIntervalHoldsEveryRealisationAndNoMore) {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        const Bill bill = read(random_bill(seed, 60, 3, 0.3).csv());
        const auto marks = count_marks(bill, from("AAA", "alpha.metal gamma.alloy delta.magnet"));
        const auto shares = value_shares(BillContent(bill), marks);
        BillDice dice(seed);
        for (int run = 0; run < 40; ++run) {
            std::vector<bool> counts;
            for (const Counts mark : marks)
                counts.push_back(mark == Counts::yes || (mark == Counts::perhaps && dice.below(2) == 0));
            for (std::size_t p = 0; p < bill.parts.size(); ++p) {
                const Decimal value = by_paths(bill, static_cast<int>(p), counts);
                EXPECT_LE(shares[p].low, value);
                EXPECT_GE(shares[p].high, value);
            }
        }
    }
}

TEST(ValueShare, EqualsTheWalkAlongPathsAndTheSumOfItsLines) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const Bill bill = read(random_bill(seed, 120, 4, 0).csv());
        const BillContent content(bill);
        const auto marks = count_marks(bill, from("BBB", "alpha.metal gamma.alloy delta.magnet"));
        const auto shares = value_shares(content, marks);
        std::vector<bool> counts;
        for (const Counts mark : marks) counts.push_back(mark == Counts::yes);
        for (std::size_t p = 0; p < bill.parts.size(); ++p) {
            const auto part = static_cast<int>(p);
            EXPECT_EQ(shares[p].low, by_paths(bill, part, counts));
            EXPECT_EQ(shares[p].low, shares[p].high);
            if (bill.first_use[p] == bill.first_use[p + 1]) continue;
            double sum = 0;
            for (const BillInput& row : counted_inputs(content, marks, part, Counts::yes))
                sum += row.value->to_double();
            EXPECT_NEAR(sum, shares[p].low.to_double(), 1e-9 * std::max(1.0, sum));
        }
    }
}

TEST(ValueShare, TheOrderOfRowsChangesNothing) {
    RandomBill rows = random_bill(3, 300, 5);
    const Bill before = read(rows.csv());
    std::reverse(rows.rows.begin(), rows.rows.end());
    const Bill after = read(rows.csv());
    const auto rule = from("AAA", "alpha.metal delta.magnet");
    const auto a = value_shares(BillContent(before), count_marks(before, rule)),
               b = value_shares(BillContent(after), count_marks(after, rule));
    for (std::size_t i = 0; i < a.size(); ++i)
        EXPECT_TRUE(a[i].low == b[i].low && a[i].high == b[i].high && a[i].whole == b[i].whole);
}

TEST(ValueShare, AFlatOrderIsTheSameWithoutABill) {
    const Bill bill = read(
        "part,parent,item,quantity,unit_value,currency,origin\na,,,,900,USD,DEU\nb,a,metal,2,3.5,,AAA\nc,a,"
        "metal,1,5,,\nd,a,metal,7,1,,BBB\n");
    const auto marks = count_marks(bill, from("AAA", "metal"));
    const auto tall = value_shares(BillContent(bill), marks)[0];
    std::vector<FlatLine> lines;
    for (const BillUse& use : bill.uses)
        lines.push_back({marks[static_cast<std::size_t>(use.child)], use.quantity,
                         bill.parts[static_cast<std::size_t>(use.child)].unit_value});
    const auto flat = flat_share(lines, bill.parts[0].unit_value);
    EXPECT_EQ(flat.low, Decimal(7));
    EXPECT_EQ(flat.high, Decimal(12));
    EXPECT_TRUE(flat.low == tall.low && flat.high == tall.high && flat.whole == tall.whole &&
                flat.open == tall.open);
}

}  // namespace
}  // namespace countervail
