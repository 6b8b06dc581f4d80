// SPDX-License-Identifier: Apache-2.0
#include "report/text_width.h"

#include <algorithm>

#include "base/text.h"
#include "report/characters.h"

namespace countervail {
namespace {

// Advance widths of U+0020 … U+007E in thousandths of the font size (DejaVu Sans 2.37, table hmtx).
constexpr int kAscii[] = {
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
    575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685,
    611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
    278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838};

double thousandths(std::uint32_t code) {
    if (code >= 0x20 && code < 0x7F) return kAscii[code - 0x20];
    if (code >= 0x300 && code < 0x370) return 0;          // combining marks
    if (code == 0x2013 || code == 0xB7) return 500;       // en dash, middle dot
    if (code < 0x250) return 690;                         // Latin with accents
    return 1080;                                          // Cyrillic capitals, arrows, CJK, anything else
}

}  // namespace

double text_width(std::string_view text, double size, bool bold) {
    double sum = 0;
    for (std::size_t at = 0; at < text.size();) {
        const Character character = character_at(text, at);
        sum += thousandths(character.code);
        at += character.bytes;
    }
    return sum / 1000 * size * (bold ? 1.15 : 1.0);
}

std::string shortened(std::string_view text, double size, double room, bool bold) {
    if (text_width(text, size, bold) <= room) return std::string(text);
    const double ellipsis = text_width("…", size, bold);
    double sum = 0;
    std::size_t end = 0;
    while (end < text.size()) {
        const std::size_t bytes = character_at(text, end).bytes;
        sum += text_width(text.substr(end, bytes), size, bold);
        if (end > 0 && sum + ellipsis > room) break;
        end += bytes;
    }
    while (end > 1 && text[end - 1] == ' ') --end;
    return std::string(text.substr(0, end)) + "…";
}

std::vector<std::string> wrapped(std::string_view text, double size, double room, std::size_t most, bool bold) {
    std::vector<std::string> lines;
    std::string line;
    std::vector<std::string> words;
    for (const std::string& word : split(text, ' ')) {
        if (!word.empty()) words.push_back(word);
    }
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string longer = line.empty() ? words[i] : line + " " + words[i];
        if (text_width(longer, size, bold) <= room) {
            line = longer;
            continue;
        }
        if (lines.size() + 1 >= most) {
            std::string rest = line;
            for (std::size_t j = i; j < words.size() && text_width(rest, size, bold) <= room; ++j) {
                rest += (rest.empty() ? "" : " ") + words[j];
            }
            lines.push_back(shortened(rest, size, room, bold));
            return lines;
        }
        if (!line.empty()) lines.push_back(line);
        line = shortened(words[i], size, room, bold);
    }
    if (!line.empty()) lines.push_back(line);
    return lines;
}

}  // namespace countervail
