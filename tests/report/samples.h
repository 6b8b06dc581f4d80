// SPDX-License-Identifier: Apache-2.0
// One full example of every chart, shared by the tests. The figures are made up by a formula, on no evidence.
#pragma once

#include <cmath>
#include <fstream>
#include <sstream>

#include "report/licence_queue.h"
#include "report/outlines.h"
#include "report/price_split.h"
#include "report/ranked_bars.h"
#include "report/sankey.h"
#include "report/three_lines.h"
#include "report/time_bands.h"
#include "report/weeks_to_stop.h"
#include "report/world_map.h"

namespace countervail::samples {

inline Chart chart(const std::string& id, const std::string& title, double width) {
    return {.id = width < 600 ? id + "-narrow" : id,
            .title = title,
            .description = "An example of the chart " + id + ".",
            .note = "Example figures by formula; they describe nothing.",
            .empty_because = "the example is empty",
            .width = width};
}

inline BandPoint band(Date on, double median, double spread) {
    return {on, median, median * (1 - spread / 2), median * (1 + spread / 2), median * (1 - spread), median * (1 + spread)};
}

inline std::vector<DatedEvent> events() {
    return {{Date(2025, 4, 4), "No. 18 in force"},
            {Date(2025, 5, 12), "truce of Geneva"},
            {Date(2025, 6, 5), "leaders' call"},
            {Date(2025, 10, 9), "No. 61 and 62"},
            {Date(2025, 11, 10), "suspended"}};
}

inline BandSeries monthly(const std::string& name, double level, double dip, bool observed) {
    BandSeries series{name, {}, {}};
    Date on(2024, 10, 1);
    for (int i = 0; i < 18; ++i, on = on.next_month()) {
        const double trough = std::exp(-0.35 * (i - 7) * (i - 7));
        series.points.push_back(band(on, level * (1 - dip * trough), 0.08 + 0.3 * trough + 0.01 * i));
        if (observed && i > 2 && i < 13) series.observed.push_back({on, level * (1 - dip * trough) * (1 + 0.1 * std::sin(i * 2.1))});
    }
    return series;
}

inline TimeBands exports(double width, bool overlaid = false) {
    return {chart("exports", "Magnets exported per month, modelled and observed", width), "t/month",
            overlaid ? std::vector{monthly("world", 5200, 0.75, true), monthly("United States", 600, 0.93, true), monthly("Germany", 1100, 0.6, false)}
                     : std::vector{monthly("world", 5200, 0.75, true), monthly("United States", 600, 0.93, true),
                                   monthly("Germany", 1100, 0.6, true), monthly("Japan", 320, 0.4, false)},
            events(), overlaid};
}

inline TimeBands single(double width) {
    return {chart("single", "Magnets exported to the world per month, modelled and observed", width), "t/month",
            {monthly("world", 5200, 0.75, true)}, events()};
}

inline PriceSplit prices(double width, std::size_t items = 4) {
    PriceSplit spec{chart("prices", "Price in Europe and in China", width), "USD/kg", {}, events()};
    const char* names[] = {"dysprosium oxide", "terbium oxide", "yttrium oxide", "neodymium-praseodymium oxide"};
    const double levels[] = {240, 950, 7, 62};
    const double gaps[] = {2.2, 2.6, 14, 0.05};
    for (std::size_t k = 0; k < items; ++k) {
        SplitItem item{names[k], {"Europe", {}, {}}, {"China", {}, {}}, {"ratio", {}, {}}};
        for (int week = 0; week < 52; ++week) {
            const Date on = Date(2025, 1, 6) + 7 * week;
            const double rise = 1 / (1 + std::exp(-(week - 17) / 2.5));
            const double ratio = 1.05 + gaps[k] * rise;
            item.inside.points.push_back(band(on, levels[k] * (1 - 0.1 * rise), 0.06));
            item.outside.points.push_back(band(on, levels[k] * ratio, 0.05 + 0.3 * rise));
            item.ratio.points.push_back(band(on, ratio, 0.05 + 0.25 * rise));
            if (week % 9 == 4) item.ratio.observed.push_back({on, ratio * (1 + 0.12 * std::sin(week))});
        }
        spec.items.push_back(item);
    }
    return spec;
}

inline LicenceQueue queue(double width) {
    LicenceQueue spec{.chart = chart("queue", "Licence applications by week", width), .weeks = {}, .events = events(), .observed_granted = {{Date(2025, 6, 30), 350}}};
    for (int week = 0; week < 40; ++week) {
        const double filed = 60.0 * week;
        const double decided = 60.0 * std::max(0, week - 8) * std::min(1.0, week / 30.0);
        spec.weeks.push_back({Date(2025, 4, 7) + 7 * week, filed, decided * 0.85, decided * 0.15, filed - decided});
    }
    return spec;
}

inline ThreeLines lines(double width) {
    ThreeLines spec{.chart = chart("lines", "Magnet exports to Europe: three lines", width), .unit = "t/month"};
    const BandSeries modelled = monthly("case", 5200, 0.75, true);
    for (const BandPoint& point : modelled.points) {
        spec.published_baseline.push_back({point.on, 5200});
        spec.your_baseline.push_back({point.on, 5000});
    }
    spec.your_case = modelled.points;
    spec.observed = modelled.observed;
    spec.events = events();
    return spec;
}

inline WeeksToStop stops(double width) {
    return {chart("stops", "Weeks until work stops, by use and place", width),
            {{"cars, electric", "Germany", {14, 22, {}}, {6, 9, 14}, {3, 4.5, 7}},
             {"wind turbines, direct drive", "rest of the EU", {}, {20, 31, {}}, {9, 14, 25}},
             {"cars, electric", "Japan", {}, {12, 18, 40}, {5, 8, 13}},
             {"industrial robots", "United States", {11, 30, {}}, {8, 13, 22}, {4, 6, 9}},
             {"hard disk drives", "Thailand", {}, {}, {40, {}, {}}},
             {"mobile telephones", "Viet Nam", {}, {}, {}},
             {"cars, small motors in seats, windows, pumps and steering", "United States", {4, 6, 12}, {3, 4, 6}, {1, 2, 3}}},
            52};
}

inline RankedBars bars(double width) {
    return {chart("bars", "What the answer hangs on: share of variance by assumption", width), "% of variance",
            {{"assume:inventory-weeks", 41, 33, 49}, {"assume:grant-rate", 23, 16, 31}, {"assume:licence-days", 11.5, 6, 17},
             {"assume:proof-of-composition-share", 7.2, 3, 12}, {"assume:substitution-lag", 2.1, 0.4, 5}, {"E1.2025-05.WLD", 0.4, 0, 1.2},
             {"assume:a-name-that-goes-on-for-much-longer-than-there-is-room-in-the-margin", -3.5, -6, -1}}};
}

inline Sankey chain(double width) {
    Sankey spec{chart("chain", "From mine to use, 2024", width), "t Nd content/year", "China",
                {{"mine", "", true}, {"oxide", "", true}, {"metal", "", true}, {"magnet", "", true}, {"use", "", false}}, {}, {}, 0.015};
    const std::vector<std::vector<std::pair<std::string, double>>> shares = {
        {{"China", 69}, {"United States", 12}, {"Myanmar", 8}, {"Australia", 4}, {"Thailand", 3}, {"Nigeria", 3}, {"India", 0.8}, {"Russia", 0.7}},
        {{"China", 91}, {"Malaysia", 5}, {"United States", 2}, {"Estonia", 1.9}, {"India", 0.5}},
        {{"China", 92}, {"Viet Nam", 4}, {"Japan", 2.5}, {"United Kingdom", 1}},
        {{"China", 94}, {"Japan", 4.5}, {"Germany", 0.9}, {"United States", 0.5}, {"Slovenia", 0.3}},
        {{"electric cars", 30}, {"wind turbines", 14}, {"industrial motors", 22}, {"consumer electronics", 14}, {"robots", 6}, {"other cars", 12}}};
    for (std::size_t stage = 0; stage < shares.size(); ++stage) {
        for (const auto& [name, share] : shares[stage]) {
            spec.nodes.push_back({name + std::to_string(stage), name, stage, stage < 4 && name == "China"});
            if (stage == 0) continue;
            for (const auto& [from, from_share] : shares[stage - 1]) {
                spec.flows.push_back({from + std::to_string(stage - 1), name + std::to_string(stage), share * from_share * 6});
            }
        }
    }
    return spec;
}

inline std::vector<Outline> outlines() {
    std::ifstream file(std::string(COUNTERVAIL_SOURCE_DIR) + "/data/map/countries.csv");
    std::stringstream text;
    text << file.rdbuf();
    auto read = read_outlines(text.str(), "data/map/countries.csv");
    return read ? *read : std::vector<Outline>{};
}

inline WorldMap map(double width, MapMark mark = MapMark::filled) {
    return {chart("map", "Supply lost by place, April to September 2025", width), "t magnet",
            {{"Germany", {"DEU"}, 820}, {"Japan", {"JPN"}, 410}, {"United States", {"USA"}, 1240}, {"India", {"IND"}, 330},
             {"South Korea", {"KOR"}, 290}, {"France", {"FRA"}, 140}, {"rest of the EU", {"POL", "ITA", "ESP", "AUT", "HUN", "CZE", "SVK", "SVN", "SWE", "FIN", "ROU"}, 510},
             {"Viet Nam", {"VNM"}, 260}, {"Thailand", {"THA"}, 120}, {"Singapore", {"SGP"}, 40}, {"Brazil", {"BRA"}, 75}},
            mark};
}

}  // namespace countervail::samples
