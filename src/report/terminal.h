// SPDX-License-Identifier: Apache-2.0
// The first screen of a run: rows of figures under months, bands beside medians, paragraphs broken at the width of
// the terminal. Plain text; whether colours are wanted (NO_COLOR, not a terminal) is the caller's to know.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace countervail {

struct GridRow {
    std::string label;                  ///< "magnets, world"; empty where the row goes with the one above
    std::string unit;                   ///< "t"
    std::vector<std::string> cells;     ///< one per heading; missing ones stay blank
    std::string note;                   ///< behind the last column: "median [90%]"
};

struct TextGrid {
    std::vector<std::string> headings;  ///< "Apr", "May", …
    std::vector<GridRow> rows;
};

/// Right-aligned columns. Where they do not fit in `columns` characters, the months continue in a second block under
/// the same labels; a label is never cut. Ends with a line break; empty without rows.
std::string grid_text(const TextGrid& grid, std::size_t columns = 100);

/// "1,238 [900–1,700]".
std::string band_text(double median, double low, double high, int digits = 4);

/// Two texts beside one another, the right one beginning `gap` columns after the widest line of the left one.
std::string side_by_side(std::string_view left, std::string_view right, std::size_t gap = 3);

/// Broken at spaces into lines of at most `columns` characters, each ending with a line break; a longer word stays
/// whole on its own line.
std::string paragraph(std::string_view words, std::size_t columns = 100);

enum class Emphasis { none, strong, quiet };
/// With ANSI codes when `colour`, else the words themselves.
std::string emphasised(std::string_view words, Emphasis emphasis, bool colour);

}  // namespace countervail
