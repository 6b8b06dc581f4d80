// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cctype>
#include <set>

#include "base/text.h"
#include "evidence/csv.h"
#include "evidence/xlsx.h"
#include "trade/concordance.h"
#include "trade/hs_vintage.h"
#include "trade/report_builder.h"

namespace countervail {
namespace {

constexpr std::size_t kHeaderWithin = 15, kLongestCode = 40;

struct ConcordanceColumns {
    std::size_t header = 0;  ///< row of the grid
    int from = -1, to = -1, weight = -1, name = -1;
    std::string from_words, to_words;  ///< of the header
};

/// The edition that a column's name speaks of: "HS 2022", "From HS 2022", "HS 2017 Product Code".
std::optional<HsVintage> edition_in(const std::string& name) {
    std::string digits;
    for (std::size_t at = 0; at + 2 < name.size(); ++at) {
        if (std::toupper(static_cast<unsigned char>(name[at])) != 'H' || std::toupper(static_cast<unsigned char>(name[at + 1])) != 'S')
            continue;
        for (std::size_t end = at + 2; end < name.size() && digits.size() < 4; ++end) {
            if (std::isdigit(static_cast<unsigned char>(name[end])) != 0) digits += name[end];
            else if (name[end] != ' ' && name[end] != '-' && name[end] != '_') break;
        }
        return parse_hs_vintage("HS" + digits);
    }
    return std::nullopt;
}

bool is_description(const std::string& name) {
    const std::string plain = plain_column(name);
    return plain.find("desc") != std::string::npos || plain.find("name") != std::string::npos || plain.find("title") != std::string::npos;
}

std::optional<ConcordanceColumns> columns_by_edition(const Grid& grid) {
    for (std::size_t row = 0; row < std::min(kHeaderWithin, grid.rows.size()); ++row) {
        ConcordanceColumns columns;
        columns.header = row;
        for (std::size_t at = 0; at < grid.rows[row].size(); ++at) {
            const std::string& text = grid.rows[row][at].text;
            const auto edition = text.size() < 60 ? edition_in(text) : std::nullopt;
            if (!edition) continue;
            const std::string words(name_of(*edition));
            if (is_description(text)) {
                if (columns.to >= 0 && words == columns.to_words) columns.name = static_cast<int>(at);
            } else if (columns.from < 0) {
                columns.from = static_cast<int>(at);
                columns.from_words = words;
            } else if (columns.to < 0 && words != columns.from_words) {
                columns.to = static_cast<int>(at);
                columns.to_words = words;
            }
        }
        if (columns.to >= 0) return columns;
    }
    return std::nullopt;
}

Result<ConcordanceColumns> columns_by_name(const Grid& grid, const ConcordanceLayout& layout) {
    ConcordanceColumns columns;
    if (grid.rows.empty()) return fail({grid.file, 1}, "is empty", "a concordance begins with a row of column names");
    std::vector<std::string> names;
    for (const GridCell& cell : grid.rows[0]) names.push_back(trim(cell.text));
    Errors errors;
    const auto find = [&](const std::string& name) {
        if (name.empty()) return -1;
        const auto at = std::ranges::find_if(names, [&](const std::string& known) { return plain_column(known) == plain_column(name); });
        if (at != names.end()) return static_cast<int>(at - names.begin());
        const std::string near = did_you_mean(name, names);
        errors.push_back({{grid.file, grid.rows[0].front().line},
                          "has no column \"" + name + "\"",
                          near.empty() ? "it has: " + join(names, ", ").substr(0, 300) : near});
        return -1;
    };
    columns.from = find(layout.from_column);
    columns.to = find(layout.to_column);
    columns.weight = find(layout.weight_column);
    columns.name = find(layout.name_column);
    if (layout.from_column.empty() || layout.to_column.empty())
        errors.push_back({{grid.file, 1},
                          "names no two editions of the Harmonized System in its first rows",
                          "name the columns that hold the codes from and to"});
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return columns;
}

std::string plain_code(std::string_view text) {
    std::string code;
    for (const char c : text) {
        if (c != '.' && c != ' ' && c != '\'') code += c;
    }
    return code;
}

/// Rows of one table into links.
class LinkReader {
  public:
    LinkReader(const Grid& grid, const ConcordanceColumns& columns, bool hs_from, bool hs_to, ImportNotes& notes)
        : grid_(grid), columns_(columns), hs_from_(hs_from), hs_to_(hs_to), notes_(notes) {}

    void read(Concordance& concordance) {
        for (std::size_t at = columns_.header + 1; at < grid_.rows.size(); ++at) read_row(grid_.rows[at], concordance);
        for (auto& [key, link] : links_) concordance.links.push_back(std::move(link));
        concordance.weighted = columns_.weight >= 0 &&
                               std::ranges::all_of(concordance.links, [](const ConcordanceLink& link) { return link.weight.has_value(); });
    }

  private:
    std::string cell(const std::vector<GridCell>& row, int column) const {
        return column < 0 || static_cast<std::size_t>(column) >= row.size() ? std::string()
                                                                            : trim(row[static_cast<std::size_t>(column)].text);
    }
    void note(std::string_view kind, std::string_view done, const std::vector<GridCell>& row, std::string what, std::string hint) {
        notes_.add(kind, done, {{grid_.file, row.empty() ? 0 : row.front().line}, std::move(what), std::move(hint)});
    }

    std::string code_of(const std::vector<GridCell>& row, int column, bool hs) {
        std::string code = plain_code(cell(row, column));
        const bool digits = !code.empty() && std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
        if (hs && digits && code.size() % 2 == 1 && code.size() < 10) {
            code.insert(0, "0");
            note("code that lost its leading zero", "given it back", row, "the code " + code, "keep codes as text in spreadsheets");
        }
        return code;
    }

    void read_row(const std::vector<GridCell>& row, Concordance& concordance) {
        const std::string from = code_of(row, columns_.from, hs_from_);
        std::string to = code_of(row, columns_.to, hs_to_);
        if (from.empty() && to.empty()) return;
        if (from.empty() || from.size() > kLongestCode || to.size() > kLongestCode ||
            (hs_from_ && !std::isdigit(static_cast<unsigned char>(from[0]))))
            return note("row that is no pair of codes", "row left out", row,
                        "\"" + from.substr(0, 40) + "\" and \"" + to.substr(0, 40) + "\"", "give a code on both sides");
        if (to.empty() || to == "NA" || to == "n/a")
            return note("code without a target", "kept under a code of its own when it is converted", row, "the code " + from,
                        "find it a target, or leave it so");
        const auto known = spelling_.emplace(lower(to), to).first;
        if (known->second != to) {
            note("target in another case", "taken as the same", row, "\"" + to + "\" and \"" + known->second + "\"",
                 "write codes in one way");
            to = known->second;
        }
        const auto [link, is_new] = links_.try_emplace({from, to}, ConcordanceLink{from, to, std::nullopt, 0});
        ++link->second.lines;
        read_weight(row, link->second, is_new);
        if (columns_.name >= 0) concordance.names.emplace(to, cell(row, columns_.name));
    }

    void read_weight(const std::vector<GridCell>& row, ConcordanceLink& link, bool is_new) {
        if (columns_.weight < 0) return;
        const auto weight = parse_number(cell(row, columns_.weight));
        if (!weight || *weight < 0)
            return note("weight that is none", "read as no weight", row, "\"" + cell(row, columns_.weight).substr(0, 40) + "\"",
                        "give a share of 0 or more");
        link.weight = is_new ? *weight : link.weight.value_or(0) + *weight;
    }

    static std::string lower(std::string text) {
        for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        return text;
    }

    const Grid& grid_;
    const ConcordanceColumns& columns_;
    bool hs_from_, hs_to_;
    ImportNotes& notes_;
    std::map<std::string, std::string> spelling_;
    std::map<std::pair<std::string, std::string>, ConcordanceLink> links_;
};

/// The sheets of a workbook that may hold the table, or the csv.
Result<std::vector<Grid>> grids_of(const TradeFile& file, const std::string& sheet) {
    if (!file.bytes.starts_with("PK\x03\x04")) {
        auto grid = read_csv(file.bytes, file.name);
        if (!grid) return std::unexpected(std::move(grid.error()));
        return std::vector<Grid>{std::move(*grid)};
    }
    auto book = read_xlsx(file.bytes, file.name);
    if (!book) return std::unexpected(std::move(book.error()));
    std::vector<Grid> grids;
    for (const std::string& name : book->sheet_names) {
        if (sheet.empty() || sheet == name) grids.push_back(std::move(book->sheets.at(name)));
    }
    if (grids.empty()) return fail({file.name}, "has no sheet \"" + sheet + "\"", "it has: " + join(book->sheet_names, ", "));
    return grids;
}

bool is_hs(const std::string& nomenclature) {
    return parse_hs_vintage(nomenclature).has_value() || nomenclature == "HTS" || nomenclature.starts_with("HS ");
}

}  // namespace

Result<Concordance> read_concordance(const TradeFile& file, ImportNotes& notes, const ConcordanceLayout& layout) {
    const auto grids = grids_of(file, layout.sheet);
    if (!grids) return std::unexpected(grids.error());
    const bool by_name = !layout.from_column.empty() || !layout.to_column.empty();
    const Grid* grid = &grids->front();
    std::optional<ConcordanceColumns> columns;
    for (const Grid& candidate : *grids) {
        if (by_name || columns) break;
        columns = columns_by_edition(candidate);
        if (columns) grid = &candidate;
    }
    if (!columns) {
        auto named = columns_by_name(*grid, layout);
        if (!named) return std::unexpected(std::move(named.error()));
        columns = *named;
    }
    if (layout.reversed) {
        std::swap(columns->from, columns->to);
        std::swap(columns->from_words, columns->to_words);
        columns->name = by_name ? columns->name : -1;
    }
    Concordance concordance;
    concordance.from = layout.from.empty() ? columns->from_words : layout.from;
    concordance.to = layout.to.empty() ? columns->to_words : layout.to;
    concordance.file = file_on_record(file);
    if (concordance.to.empty()) concordance.to = plain_column(layout.reversed ? layout.from_column : layout.to_column);
    LinkReader(*grid, *columns, is_hs(concordance.from), is_hs(concordance.to), notes).read(concordance);
    if (concordance.links.empty()) return fail({grid->file}, "holds no pair of codes", "look whether the columns are the right ones");
    return concordance;
}

Result<std::map<std::string, std::string>> read_product_names(const TradeFile& file, ImportNotes& notes) {
    auto rows = TradeRows::open(file, {{{"code", "product code", "cmdCode"}, true}, {{"description", "name", "cmdDesc"}, true}}, notes);
    if (!rows) return std::unexpected(std::move(rows.error()));
    std::map<std::string, std::string> names;
    for (std::size_t piece = 0; piece < rows->pieces(); ++piece) {
        rows->each(piece, notes, [&](const TradeRow& row) {
            std::string code = plain_code(row.text(0));
            if (code.size() % 2 == 1 && code.size() < 6 && std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; }))
                code.insert(0, "0");
            if (code.empty() || row.text(1).empty()) return;
            if (!names.emplace(code, row.text(1)).second)
                notes.add("code that came before", "its first name is kept",
                          {row.place(0), "the code " + code, "give every code one name"});
        });
    }
    return names;
}

}  // namespace countervail
