// SPDX-License-Identifier: Apache-2.0
// Small trade with names, for tests of sentences, charts and pages. Values by formula, on no evidence; what a test reads off is worked in the test.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "dependence/pair_measures.h"
#include "trade/trade_cube.h"

namespace countervail::small {

inline TradeProvenance provenance(bool items = false) {
    TradeProvenance made;
    made.id = items ? "world-x" : "trade-x";
    made.source = items ? "Baseline of a world" : "A publisher, trade of 2023";
    made.nomenclature = items ? "items" : "HS2022";
    made.digits = items ? 0 : 6;
    made.valuation = "fob";
    made.reporting = "reconciled by the publisher";
    made.re_exports = "not told apart";
    made.files = {"trade.csv 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"};
    made.choices = {"a choice on record"};
    return made;
}

/// Five places, six products, 2023, thousand USD. China sells Japan 60 of 100, 30 of 40, 10 of 100 of the first three; Japan sells China 45 of 50 of
/// the fourth and 5 of 95 of the fifth.
inline TradeCube cube(bool items = false) {
    const std::vector<TradePlace> places{{"CHN", "China"}, {"DEU", "Germany"}, {"JPN", "Japan"}, {"USA", "United States"}, {"VNM", "Viet Nam"}};
    std::vector<TradeProduct> products;
    for (const char* code : {"250410", "280530", "850511", "848640", "901320", "999999"}) products.push_back({code, std::string("goods ") + code});
    constexpr PlaceIndex kChina = 0, kGermany = 1, kJapan = 2, kStates = 3, kVietNam = 4;
    const std::vector<TradeFlow> flows{{kChina, kJapan, 0, 2023, 60, {}}, {kGermany, kJapan, 0, 2023, 40, {}},   {kChina, kJapan, 1, 2023, 30, {}},   {kStates, kJapan, 1, 2023, 10, {}},
                                       {kChina, kJapan, 2, 2023, 10, {}}, {kStates, kJapan, 2, 2023, 90, {}},    {kJapan, kChina, 3, 2023, 45, {}},   {kGermany, kChina, 3, 2023, 5, {}},
                                       {kJapan, kChina, 4, 2023, 5, {}},  {kStates, kChina, 4, 2023, 90, {}},    {kChina, kStates, 0, 2023, 80, {}},  {kGermany, kStates, 0, 2023, 20, {}},
                                       {kChina, kVietNam, 2, 2023, 50, {}}, {kStates, kVietNam, 3, 2023, 30, {}}, {kGermany, kVietNam, 5, 2023, 20, {}}, {kChina, kGermany, 2, 2023, 5, {}},
                                       {kStates, kGermany, 3, 2023, 15, {}}};
    auto made = make_trade_cube(provenance(items), places, products, flows);
    if (!made) ADD_FAILURE() << to_text(made.error());
    return std::move(made).value();
}

}  // namespace countervail::small
