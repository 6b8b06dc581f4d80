// SPDX-License-Identifier: Apache-2.0
#include "evidence/xlsx.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <pugixml.hpp>
#include <set>

#include "base/date.h"
#include "base/text.h"
#include "evidence/zip_entries.h"

namespace countervail {

namespace {

constexpr int kLastRow = 1'048'576, kLastColumn = 16'384;  // ECMA-376: the largest sheet
constexpr const char* kBroken = "save the workbook again";

/// Element names without their namespace prefix: some writers put one everywhere.
bool is(const pugi::xml_node& node, std::string_view name) {
    const std::string_view full = node.name();
    const auto colon = full.find(':');
    return (colon == std::string_view::npos ? full : full.substr(colon + 1)) == name;
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
    for (const pugi::xml_node& candidate : node.children()) {
        if (is(candidate, name)) return candidate;
    }
    return {};
}

/// All text of <t> below a string item, runs of rich text included, phonetic hints left out.
std::string string_item(const pugi::xml_node& item) {
    std::string text;
    for (const pugi::xml_node& part : item.children()) {
        if (is(part, "t")) text += part.text().get();
        if (is(part, "r")) text += child(part, "t").text().get();
    }
    return text;
}

/// Does a number format show a date? Day or year letters outside quotation marks, brackets and escapes.
bool is_date_format(std::string_view format) {
    bool quoted = false, bracketed = false;
    for (std::size_t i = 0; i < format.size(); ++i) {
        const char c = format[i];
        if (c == '"') quoted = !quoted;
        if (c == '[') bracketed = true;
        if (c == ']') bracketed = false;
        if (c == '\\' || c == '_')
            ++i;
        else if (!quoted && !bracketed && (c == 'y' || c == 'd' || c == 'Y' || c == 'D'))
            return true;
    }
    return false;
}

bool is_built_in_date(int id) {
    return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
}

/// Serial day of the 1900 system (with its invented 29 February 1900) or the 1904 system.
std::string date_text(double serial, bool since_1904) {
    if (!(serial >= 0) || serial > 2'958'466) return {};
    double day = std::floor(serial);
    long seconds = std::lround((serial - day) * 86'400);
    if (seconds == 86'400) day += 1, seconds = 0;
    const Date origin = since_1904 ? Date(1904, 1, 1) : day < 60 ? Date(1899, 12, 31) : Date(1899, 12, 30);
    std::string text = (origin + static_cast<int>(day)).to_text();
    if (seconds > 0) {
        char time[40];
        std::snprintf(time, sizeof time, " %02ld:%02ld:%02ld", seconds / 3600, seconds / 60 % 60,
                      seconds % 60);
        text += time;
    }
    return text;
}

/// "BC12" → column 55, row 12; zeros when it is no reference.
std::pair<int, int> cell_reference(std::string_view text) {
    int column = 0, row = 0;
    std::size_t i = 0;
    for (; i < text.size() && text[i] >= 'A' && text[i] <= 'Z' && column <= kLastColumn; ++i)
        column = column * 26 + (text[i] - 'A' + 1);
    for (; i < text.size() && text[i] >= '0' && text[i] <= '9' && row <= kLastRow; ++i)
        row = row * 10 + (text[i] - '0');
    if (i != text.size() || column < 1 || column > kLastColumn || row < 1 || row > kLastRow) return {0, 0};
    return {column, row};
}

class XlsxReader {
  public:
    XlsxReader(ZipEntries entries, std::string file) : entries_(std::move(entries)), file_(std::move(file)) {}

    Result<Workbook> read() {
        read_book();
        if (errors_.empty()) read_strings();
        if (errors_.empty()) read_styles();
        Workbook book;
        for (const auto& [name, part] : sheets_) {
            if (!errors_.empty()) break;
            book.sheet_names.push_back(name);
            book.sheets[name] = read_sheet(name, part);
        }
        if (!errors_.empty()) return std::unexpected(std::move(errors_));
        return book;
    }

  private:
    void problem(const std::string& part, std::string what, std::string hint) {
        errors_.push_back({{file_ + "[" + part + "]"}, std::move(what), std::move(hint)});
    }

    bool load(const std::string& part, pugi::xml_document& document) {
        auto text = entries_.read(part);
        if (!text) {
            append(errors_, std::move(text.error()));
            return false;
        }
        const auto outcome = document.load_buffer(text->data(), text->size(),
                                                  pugi::parse_default | pugi::parse_ws_pcdata_single);
        if (!outcome) problem(part, std::string("is not XML: ") + outcome.description(), kBroken);
        return static_cast<bool>(outcome);
    }

    std::map<std::string, std::string> relations() {
        std::map<std::string, std::string> targets;
        pugi::xml_document document;
        if (!load("xl/_rels/workbook.xml.rels", document)) return targets;
        for (const pugi::xml_node& relation : document.document_element().children()) {
            const std::string target = relation.attribute("Target").value();
            targets[relation.attribute("Id").value()] =
                target.starts_with('/') ? target.substr(1) : "xl/" + target;
        }
        return targets;
    }

    void read_book() {
        pugi::xml_document document;
        if (!load("xl/workbook.xml", document)) return;
        const pugi::xml_node root = document.document_element();
        since_1904_ = child(root, "workbookPr").attribute("date1904").as_bool();
        const auto targets = relations();
        std::set<std::string> seen;
        for (const pugi::xml_node& sheet : child(root, "sheets").children()) {
            const std::string name = sheet.attribute("name").value();
            std::string relation;
            for (const pugi::xml_attribute& attribute : sheet.attributes()) {
                if (std::string_view(attribute.name()).ends_with(":id")) relation = attribute.value();
            }
            const auto target = targets.find(relation);
            if (!seen.insert(name).second) {
                problem("xl/workbook.xml", "has two sheets named \"" + name + "\"", "rename one");
            } else if (target == targets.end()) {
                problem("xl/workbook.xml", "sheet \"" + name + "\" leads nowhere", kBroken);
            } else {
                sheets_.emplace_back(name, target->second);
            }
        }
        if (sheets_.empty() && errors_.empty()) problem("xl/workbook.xml", "has no sheet", kBroken);
    }

    void read_strings() {
        pugi::xml_document document;
        if (!entries_.has("xl/sharedStrings.xml") || !load("xl/sharedStrings.xml", document)) return;
        for (const pugi::xml_node& item : document.document_element().children()) {
            if (is(item, "si")) strings_.push_back(string_item(item));
        }
    }

    void read_styles() {
        pugi::xml_document document;
        if (!entries_.has("xl/styles.xml") || !load("xl/styles.xml", document)) return;
        const pugi::xml_node root = document.document_element();
        std::set<int> date_formats;
        for (const pugi::xml_node& format : child(root, "numFmts").children()) {
            if (is_date_format(format.attribute("formatCode").value()))
                date_formats.insert(format.attribute("numFmtId").as_int());
        }
        for (const pugi::xml_node& format : child(root, "cellXfs").children()) {
            const int id = format.attribute("numFmtId").as_int();
            date_style_.push_back(is_built_in_date(id) || date_formats.contains(id));
        }
    }

    Grid read_sheet(const std::string& name, const std::string& part) {
        Grid grid{file_ + "[" + name + "]", {}};
        pugi::xml_document document;
        if (!load(part, document)) return grid;
        int line = 0;
        for (const pugi::xml_node& row : child(document.document_element(), "sheetData").children()) {
            if (!is(row, "row")) continue;
            line = row.attribute("r").as_int(line + 1);
            std::vector<GridCell> cells = read_row(row, line, part);
            if (!errors_.empty()) return grid;
            if (!cells.empty()) grid.rows.push_back(std::move(cells));
        }
        return grid;
    }

    std::vector<GridCell> read_row(const pugi::xml_node& row, int line, const std::string& part) {
        std::vector<GridCell> cells;
        int column = 0;
        for (const pugi::xml_node& node : row.children()) {
            if (!is(node, "c")) continue;
            ++column;
            if (const std::string_view reference = node.attribute("r").value(); !reference.empty()) {
                const auto [at, in_row] = cell_reference(reference);
                if (at < column || in_row != line) {
                    problem(part,
                            "cell \"" + std::string(reference) + "\" stands out of order in row " +
                                std::to_string(line),
                            kBroken);
                    return {};
                }
                column = at;
            }
            if (column > kLastColumn)
                return problem(part, "row " + std::to_string(line) + " is too wide", kBroken),
                       std::vector<GridCell>{};
            while (static_cast<int>(cells.size()) < column - 1)
                cells.push_back({{}, line, static_cast<int>(cells.size()) + 1});
            cells.push_back({cell_text(node, part), line, column});
        }
        while (!cells.empty() && cells.back().text.empty()) cells.pop_back();
        cells_ += cells.size();
        if (cells_ > kMaximumCells)
            problem(part, "has more than " + std::to_string(kMaximumCells) + " cells", "split the sheet");
        return cells;
    }

    std::string cell_text(const pugi::xml_node& node, const std::string& part) {
        const std::string_view type = node.attribute("t").value();
        if (type == "inlineStr") return string_item(child(node, "is"));
        std::string text = child(node, "v").text().get();
        if (type == "s") {
            const auto number = parse_number(text);
            if (number && *number >= 0 && *number < static_cast<double>(strings_.size()))
                return strings_[static_cast<std::size_t>(*number)];
            problem(part,
                    "cell \"" + std::string(node.attribute("r").value()) +
                        "\" names a shared string that is not there",
                    kBroken);
            return {};
        }
        const auto style = node.attribute("s").as_uint();
        if ((type.empty() || type == "n") && style < date_style_.size() && date_style_[style]) {
            const auto serial = parse_number(text);
            if (std::string date = serial ? date_text(*serial, since_1904_) : std::string(); !date.empty())
                return date;
        }
        return type == "b" ? (text == "1" ? "true" : "false") : text;
    }

    ZipEntries entries_;
    std::string file_;
    Errors errors_;
    bool since_1904_ = false;
    std::vector<std::pair<std::string, std::string>> sheets_;  // name, part
    std::vector<std::string> strings_;
    std::vector<bool> date_style_;
    std::size_t cells_ = 0;
};

}  // namespace

Result<Workbook> read_xlsx(std::string_view bytes, std::string file) {
    if (bytes.size() > kMaximumFileBytes)
        return fail({std::move(file)}, "is larger than 256 MiB", "split the workbook");
    auto entries = ZipEntries::open(bytes, file);
    if (!entries) return std::unexpected(std::move(entries.error()));
    return XlsxReader(std::move(*entries), std::move(file)).read();
}

}  // namespace countervail
