// SPDX-License-Identifier: Apache-2.0
#include "report/terminal.h"

#include <algorithm>

#include "base/text.h"
#include "report/characters.h"
#include "report/figure_text.h"

namespace countervail {
namespace {

constexpr std::size_t kBetween = 2;

std::string padded(std::string_view text, std::size_t width, bool right) {
    const std::size_t have = character_count(text);
    const std::string blanks(have < width ? width - have : 0, ' ');
    return right ? blanks + std::string(text) : std::string(text) + blanks;
}

/// Control characters would steer the terminal.
std::string printable(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    }
    return out;
}

std::string cell_of(const GridRow& row, std::size_t column) {
    return column < row.cells.size() ? printable(row.cells[column]) : std::string();
}

void end_line(std::string& out) {
    out.erase(out.find_last_not_of(' ') + 1);
    out += '\n';
}

std::string block(const TextGrid& grid, const std::vector<std::size_t>& widths, std::size_t label_width,
                  std::size_t unit_width, std::size_t first, std::size_t last) {
    std::string out = std::string(label_width + 1 + unit_width, ' ');
    for (std::size_t i = first; i < last; ++i) {
        out += std::string(kBetween, ' ') + padded(printable(grid.headings[i]), widths[i], true);
    }
    end_line(out);
    for (const GridRow& row : grid.rows) {
        out += padded(printable(row.label), label_width, false) + " " + padded(printable(row.unit), unit_width, false);
        for (std::size_t i = first; i < last; ++i) {
            out += std::string(kBetween, ' ') + padded(cell_of(row, i), widths[i], true);
        }
        if (!row.note.empty()) out += std::string(kBetween, ' ') + printable(row.note);
        end_line(out);
    }
    return out;
}

}  // namespace

std::string grid_text(const TextGrid& grid, std::size_t columns) {
    if (grid.rows.empty()) return {};
    std::size_t label_width = 0;
    std::size_t unit_width = 0;
    std::size_t note_width = 0;
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < grid.headings.size(); ++i) {
        widths.push_back(character_count(grid.headings[i]));
        for (const GridRow& row : grid.rows) widths[i] = std::max(widths[i], character_count(cell_of(row, i)));
    }
    for (const GridRow& row : grid.rows) {
        label_width = std::max(label_width, character_count(row.label));
        unit_width = std::max(unit_width, character_count(row.unit));
        if (!row.note.empty()) note_width = std::max(note_width, character_count(row.note) + kBetween);
    }
    std::string out;
    const std::size_t fixed = label_width + 1 + unit_width + note_width;
    std::size_t first = 0;
    do {
        std::size_t last = first;
        std::size_t used = fixed;
        while (last < widths.size() && (last == first || used + kBetween + widths[last] <= columns)) {
            used += kBetween + widths[last++];
        }
        if (first > 0) out += '\n';
        out += block(grid, widths, label_width, unit_width, first, last);
        first = last;
    } while (first < widths.size());
    return out;
}

std::string band_text(double median, double low, double high, int digits) {
    return short_number(median, digits) + " [" + range_text(low, high, digits) + "]";
}

std::string side_by_side(std::string_view left, std::string_view right, std::size_t gap) {
    const auto lines_of = [](std::string_view text) {
        std::vector<std::string> lines = split(text, '\n');
        if (!lines.empty() && lines.back().empty()) lines.pop_back();
        return lines;
    };
    const std::vector<std::string> lefts = lines_of(left);
    const std::vector<std::string> rights = lines_of(right);
    std::size_t width = 0;
    for (const std::string& line : lefts) width = std::max(width, character_count(line));
    std::string out;
    for (std::size_t i = 0; i < std::max(lefts.size(), rights.size()); ++i) {
        const std::string line = i < lefts.size() ? lefts[i] : std::string();
        out += i < rights.size() ? padded(line, width + gap, false) + rights[i] : line;
        end_line(out);
    }
    return out;
}

std::string paragraph(std::string_view words, std::size_t columns) {
    std::string out;
    std::size_t used = 0;
    for (const std::string& word : split(printable(words), ' ')) {
        if (word.empty()) continue;
        const std::size_t wide = character_count(word);
        if (used > 0 && used + 1 + wide > columns) {
            out += '\n';
            used = 0;
        }
        if (used > 0) {
            out += ' ';
            ++used;
        }
        out += word;
        used += wide;
    }
    return out.empty() ? out : out + '\n';
}

std::string emphasised(std::string_view words, Emphasis emphasis, bool colour) {
    if (!colour || emphasis == Emphasis::none || words.empty()) return std::string(words);
    return (emphasis == Emphasis::strong ? "\x1b[1m" : "\x1b[2m") + std::string(words) + "\x1b[0m";
}

}  // namespace countervail
