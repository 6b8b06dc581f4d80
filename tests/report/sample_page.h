// SPDX-License-Identifier: Apache-2.0
// A full page made of the sample charts.
#pragma once

#include "report/page.h"
#include "report/samples.h"

namespace countervail::samples {

inline Table month_table() {
    Table table{"exports-by-month", "Magnets exported per month",
                {{"month", "", "calendar month"}, {"modelled", "t", "median over draws", 4}, {"5%", "t", "5 % quantile", 4},
                 {"95%", "t", "95 % quantile", 4}, {"observed", "t", "customs figure", 4}, {"statement", "", "the figure's row"}},
                {}, {"E1.2025-04.WLD", "A-01.2024", "assume:inventory-weeks", "unknown.id"}};
    for (const BandPoint& point : monthly("world", 5200, 0.75, true).points) {
        table.rows.push_back({month_text(point.on), point.median, point.low90, point.high90, std::monostate{}, std::string("E1.2025-04.WLD")});
    }
    return table;
}

inline Page page() {
    const std::vector<Outline> places = outlines();
    Page page{.title = "April 2025: who stops, and when",
              .answer = {"Car makers in Germany stop first: 46 days after the act (90%: 33–61).", {"E1.2025-04.WLD", "assume:inventory-weeks"}},
              .key_facts = {"april-2025", "world-2024", "known on 2025-04-03", "1,000 draws", "seed 20250404"}};
    const auto add = [&](const std::string& id, const std::string& heading, auto draw) {
        page.sections.push_back({id, heading, {{"A sentence composed from the result, with its range and what it rests on.", {"A-01.2024"}}},
                                 {{draw(kWideChart), draw(kNarrowChart)}},
                                 {{month_table(), {{0, 1, "A-01.2024"}}}}, {{"A note.", {}}},
                                 {{id + ".csv", id + ".csv"}, {id + ".svg", id + ".svg"}, {"bad", "javascript:alert(1)"}}});
    };
    add("exports", "Exports by month", [](double w) { return time_bands(exports(w)); });
    add("prices", "Two prices", [](double w) { return price_split(prices(w)); });
    add("queue", "Licences", [](double w) { return licence_queue(queue(w)); });
    add("stops", "Weeks to stop", [](double w) { return weeks_to_stop(stops(w)); });
    add("lines", "Three lines", [](double w) { return three_lines(lines(w)); });
    add("chain", "From mine to use", [](double w) { return sankey(chain(w)); });
    add("map", "Where supply is lost", [&](double w) { return world_map(map(w), places); });
    add("bars", "What it hangs on", [](double w) { return ranked_bars(bars(w)); });
    page.assumptions = {{"assume:inventory-weeks", "weeks", 2, 6, 12, "Reported stocks of magnets at car makers vary widely.", {"A-01.2024"}}};
    page.sources = {{"A-01.2024", "mine production, rare earths, world, 2024", 390000, 370000, 410000, "t REO/year", "found-q", "A publisher", "A title <of> a book & more", "https://example.org/a?b=1&c=2", "2025-01-31", "table 1, \"World total\""},
                    {"E1.2025-04.WLD", "magnets exported, April 2025", 2626, 2600, 2650, "t", "found", "Customs", "Monthly bulletin", "", "2025-05-20", ""}};
    page.colophon = {"Written by an example."};
    return page;
}

}  // namespace countervail::samples
