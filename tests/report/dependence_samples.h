// SPDX-License-Identifier: Apache-2.0
// One full example of every chart of dependence. The figures are made up by a formula, on no evidence.
#pragma once

#include <cmath>

#include "report/dependence_between.h"
#include "report/dependence_choices.h"
#include "report/dependence_curve.h"
#include "report/dependence_heat.h"
#include "report/dependence_ranks.h"
#include "report/samples.h"

namespace countervail::samples {

inline DependenceCurve curve(double width) {
    DependenceCurve spec{chart("curve", "Who depends on whom: China and the United States, 2023", width),
                         "These figures cover the 24 critical items of this world only; the claim speaks of all trade and is not judged on them.",
                         "% of the seller's exports to the buyer", "threshold: the seller's share of the buyer's imports of a product, %", {}, {},
                         {{"claimed 40%", 0, 50, 40, 3}, {"claimed 12%", 1, 50, 12, 3}}};
    ThresholdLine lines[] = {{"China sells the United States, by value", 0, false, {}}, {"China sells the United States, by product lines", 0, true, {}},
                             {"the United States sell China, by value", 1, false, {}}, {"the United States sell China, by product lines", 1, true, {}}};
    for (int percent = 30; percent <= 90; ++percent) {
        spec.thresholds.push_back(percent);
        const double start[] = {72, 48, 38, 22};
        for (int i = 0; i < 4; ++i) lines[i].percent.push_back(start[i] * std::exp(-(percent - 30) / (20.0 + 4 * i)));
    }
    spec.lines.assign(std::begin(lines), std::end(lines));
    return spec;
}

inline DependenceChoices choices(double width) {
    DependenceChoices spec{chart("choices", "How far the answer moves with the choices behind it", width), "China sells the United States", "the United States sell China",
                           "% of the seller's exports in products above 50%", 40, 12, 3, true, {}};
    for (const int digits : {2, 4, 6}) {
        for (const char* by : {"by value", "by product lines"}) {
            ChoiceRow row{std::to_string(digits) + "-digit codes", by, {}};
            const int count = digits == 2 ? 1 : digits == 4 ? 6 : 48;
            for (int i = 0; i < count; ++i) {
                const double first = 12 * digits / 2.0 + 9 * std::sin(i + digits), second = 3 * digits / 2.0 + 4 * std::cos(i * 2.0 + digits);
                row.choices.push_back({"importers, " + std::to_string(2000 + i), first, second, std::abs(first - 40) < 3 && std::abs(second - 12) < 3});
            }
            spec.rows.push_back(row);
        }
    }
    return spec;
}

inline PairHeat heat(double width, std::size_t places = 20, bool percent = true) {
    static const char* const kNames[] = {"United States", "Germany", "China", "Japan", "United Kingdom", "France", "South Korea", "India", "Netherlands", "Italy",
                                         "Canada", "Mexico", "Chinese Taipei", "Viet Nam", "Belgium", "Spain", "Poland", "Switzerland", "Australia", "Trinidad and Tobago and all its islands"};
    static const char* const kCodes[] = {"USA", "DEU", "CHN", "JPN", "GBR", "FRA", "KOR", "IND", "NLD", "ITA", "CAN", "MEX", "TWN", "VNM", "BEL", "ESP", "POL", "CHE", "AUS", "TTO"};
    PairHeat spec{chart("heat", "Share of imports, buyers and sellers", width), percent ? "% of the buyer's imports" : "USD thousand", {}, {}, {}, percent};
    for (std::size_t i = 0; i < places; ++i) {
        spec.buyers.push_back({kCodes[i], kNames[i]});
        spec.sellers.push_back({kCodes[(i + 2) % places], kNames[(i + 2) % places]});
    }
    for (std::size_t i = 0; i < places * places; ++i) spec.values.push_back((percent ? 70 : 3e7) * std::pow(std::abs(std::sin(static_cast<double>(i) * 1.7)), 6));
    return spec;
}

inline RankIntervals ranks(double width) {
    RankIntervals spec{chart("ranks", "Whom Japan depends on most, whatever the measure", width), {}, 10};
    static const char* const kNames[] = {"China", "United States", "Australia", "South Korea", "Germany", "Chinese Taipei", "Thailand", "Viet Nam", "Saudi Arabia", "Saint Vincent and the Grenadines"};
    for (int i = 0; i < 10; ++i) spec.rows.push_back({kNames[i], i + 1.0, std::max(1.0, i + 1 - 0.4 * i), i + 1.0 + i, 1.0 / (1 + 0.02 * i * i), i == 0});
    return spec;
}

inline BetweenPowers between(double width) {
    BetweenPowers spec{chart("between", "Places that both powers can squeeze", width), "China", "United States", "% of all imports: controlled goods bought from the power", "of which it supplies over 50%", {}};
    static const char* const kNames[] = {"Viet Nam", "Mexico", "South Korea", "Japan", "Chinese Taipei", "Thailand", "Malaysia", "Germany", "Bosnia and Herzegovina", "Brazil"};
    for (int i = 0; i < 10; ++i) spec.rows.push_back({kNames[i], 9.0 / (1 + i), 6.0 / (1 + 0.4 * i), 5.0 / (1 + i), i < 7 ? 3.0 / (1 + 0.4 * i) : 0});
    return spec;
}

}  // namespace countervail::samples
