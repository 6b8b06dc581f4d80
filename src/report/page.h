// SPDX-License-Identifier: Apache-2.0
// The report as one HTML file that needs nothing else: no network, no font, no script. Words come from the struct
// and are escaped; charts are SVG text from this folder and go in as they are.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/table.h"

namespace countervail {

/// Words with the statements that they rest on; each id becomes a link to its entry among the sources.
struct CitedText {
    std::string words;
    std::vector<std::string> statements;
};

/// The same chart for a wide and for a narrow window (kWideChart, kNarrowChart). Their `Chart::id`s must differ.
struct PageFigure {
    std::string wide;
    std::string narrow;      ///< empty: the wide one everywhere
};

/// This cell's figure is the statement, so the cell links to it.
struct CellSource {
    std::size_t row = 0;
    std::size_t column = 0;
    std::string statement;
};

/// More rows than kTallTable scroll inside a box on a screen and stand whole on paper.
inline constexpr std::size_t kTallTable = 15;
struct PageTable {
    Table table;                       ///< Table::sources are linked under the table; a word of a text
                                       ///< cell that is a known id or an http(s) address is a link
    std::vector<CellSource> cells;
};

struct Download {
    std::string label;       ///< "exports-by-month.csv"
    std::string address;     ///< relative to the page, or http(s); anything else is shown as words only
};

struct PageSection {
    std::string id;          ///< unique: "exports"
    std::string heading;
    std::vector<CitedText> sentences;
    std::vector<PageFigure> figures;
    std::vector<PageTable> tables;
    std::vector<CitedText> notes;
    std::vector<Download> downloads;
};

/// A statement as the list of sources shows it.
struct SourceEntry {
    std::string statement;                       ///< "A-01.2024"
    std::string claim;                           ///< "mine production, rare earths, world, 2024"
    std::optional<double> value;
    std::optional<double> low;
    std::optional<double> high;
    std::string unit;
    std::string label;                           ///< "found-q"
    std::string publisher;
    std::string title;
    std::string address;
    std::string published_on;                    ///< "2025-01-31"
    std::string locator;
};

struct AssumptionEntry {
    std::string id;                              ///< "assume:inventory-weeks"
    std::string unit;
    double low = 0;
    double value = 0;
    double high = 0;
    std::string why;
    std::vector<std::string> statements;         ///< that the range leans on
};

struct Page {
    std::string title;
    CitedText answer;                            ///< the first sentence
    std::vector<std::string> key_facts;          ///< one line: scenario, draws, known on, seed
    std::vector<CitedText> remarks;              ///< what a reader must know before the first chart
    std::vector<PageSection> sections;
    std::vector<AssumptionEntry> assumptions;
    std::vector<SourceEntry> sources;
    std::vector<std::string> colophon;           ///< program version, data lock
};

/// HTML text. Ids that have no entry in `sources` or `assumptions` are shown without a link.
std::string page_html(const Page& page);

}  // namespace countervail
