// SPDX-License-Identifier: Apache-2.0
// Sheets of workbooks (ECMA-376 part 1): the parts are found with an XML reader, the sheet itself, which may be hundreds
// of megabytes, is scanned.
#include <charconv>
#include <map>
#include <optional>
#include <pugixml.hpp>

#include "economy/table_archive.h"
#include "economy/table_sheet.h"

namespace countervail {

namespace {

constexpr const char* kBroken = "save the workbook again";
constexpr std::size_t kLastColumn = 16'384;

std::string_view local_name(const pugi::xml_node& node) {
    const std::string_view full = node.name();
    const auto colon = full.find(':');
    return colon == std::string_view::npos ? full : full.substr(colon + 1);
}

/// All text of <t> below a string item, phonetic hints left out.
void add_text(const pugi::xml_node& item, std::string& text) {
    for (const pugi::xml_node& part : item.children()) {
        if (local_name(part) == "t") text += part.text().get();
        if (local_name(part) == "r") add_text(part, text);
    }
}

/// The value of name="…" among the attributes of a tag.
std::string_view attribute(std::string_view attributes, std::string_view name) {
    for (std::size_t at = attributes.find(name); at != std::string_view::npos; at = attributes.find(name, at + 1)) {
        const std::size_t equals = at + name.size();
        const bool whole = (at == 0 || attributes[at - 1] == ' ') && equals + 1 < attributes.size() && attributes[equals] == '=';
        if (!whole || (attributes[equals + 1] != '"' && attributes[equals + 1] != '\'')) continue;
        const std::size_t end = attributes.find(attributes[equals + 1], equals + 2);
        if (end != std::string_view::npos) return attributes.substr(equals + 2, end - equals - 2);
    }
    return {};
}

/// "BC12" → 54 (from 0); kLastColumn when it is no reference.
std::size_t column_of(std::string_view reference) {
    std::size_t column = 0, i = 0;
    for (; i < reference.size() && reference[i] >= 'A' && reference[i] <= 'Z' && column <= kLastColumn; ++i) column = column * 26 + static_cast<std::size_t>(reference[i] - 'A' + 1);
    return column == 0 || column > kLastColumn || i == reference.size() ? kLastColumn : column - 1;
}

std::optional<int> whole_number(std::string_view text) {
    int value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (code != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

}  // namespace

struct TableWorkbook::Parts {
    std::string file;
    TableArchive archive;
    std::vector<std::string> paths;
    std::shared_ptr<const std::vector<std::string>> strings;
};

namespace {

Result<void> load(const TableArchive& archive, const std::string& file, const std::string& part, pugi::xml_document& document) {
    const auto text = archive.read(part);
    if (!text) return std::unexpected(text.error());
    const auto outcome = document.load_buffer(text->data(), text->size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
    if (!outcome) return fail({file + "[" + part + "]"}, std::string("is not XML: ") + outcome.description(), kBroken);
    return {};
}

Result<std::map<std::string, std::string>> targets_of(const TableArchive& archive, const std::string& file) {
    pugi::xml_document document;
    if (auto loaded = load(archive, file, "xl/_rels/workbook.xml.rels", document); !loaded) return std::unexpected(loaded.error());
    std::map<std::string, std::string> targets;
    for (const pugi::xml_node& relation : document.document_element().children()) {
        const std::string target = relation.attribute("Target").value();
        targets[relation.attribute("Id").value()] = target.starts_with('/') ? target.substr(1) : "xl/" + target;
    }
    return targets;
}

Result<std::vector<std::string>> strings_of(const TableArchive& archive, const std::string& file) {
    std::vector<std::string> strings;
    if (!archive.has("xl/sharedStrings.xml")) return strings;
    pugi::xml_document document;
    if (auto loaded = load(archive, file, "xl/sharedStrings.xml", document); !loaded) return std::unexpected(loaded.error());
    for (const pugi::xml_node& item : document.document_element().children()) {
        if (local_name(item) == "si") add_text(item, strings.emplace_back());
    }
    return strings;
}

}  // namespace

Result<TableWorkbook> TableWorkbook::open(std::string_view bytes, std::string file) {
    auto archive = TableArchive::open(bytes, file);
    if (!archive) return std::unexpected(std::move(archive.error()));
    if (archive->has("xl/workbook.bin")) return fail({file}, "is a binary workbook (.xlsb)", "open it in a spreadsheet program and save it as .xlsx or .csv");
    if (!archive->has("xl/workbook.xml")) return fail({file}, "is no workbook", "save it as .xlsx or .csv");
    pugi::xml_document document;
    if (auto loaded = load(*archive, file, "xl/workbook.xml", document); !loaded) return std::unexpected(loaded.error());
    const auto targets = targets_of(*archive, file);
    if (!targets) return std::unexpected(targets.error());
    auto strings = strings_of(*archive, file);
    if (!strings) return std::unexpected(std::move(strings.error()));
    TableWorkbook book;
    book.parts_ = std::make_shared<Parts>(Parts{file, std::move(*archive), {}, std::make_shared<const std::vector<std::string>>(std::move(*strings))});
    for (const pugi::xml_node& list : document.document_element().children()) {
        if (local_name(list) != "sheets") continue;
        for (const pugi::xml_node& sheet : list.children()) {
            for (const pugi::xml_attribute& found : sheet.attributes()) {
                const auto target = std::string_view(found.name()).ends_with(":id") ? targets->find(found.value()) : targets->end();
                if (target == targets->end()) continue;
                book.names_.emplace_back(sheet.attribute("name").value());
                book.parts_->paths.push_back(target->second);
            }
        }
    }
    if (book.names_.empty()) return fail({file}, "has no sheet", kBroken);
    return book;
}

Result<TableSheet> TableWorkbook::sheet(std::size_t at) const {
    auto text = parts_->archive.read(parts_->paths[at]);
    if (!text) return std::unexpected(std::move(text.error()));
    TableSheet sheet{.file = parts_->file + "[" + names_[at] + "]", .is_xml = true};
    sheet.unpacked = std::make_shared<const std::string>(std::move(*text));
    sheet.text = *sheet.unpacked;
    sheet.strings = parts_->strings;
    return sheet;
}

bool TableRows::next_of_xml(TableRow& row) {
    const std::size_t open = text_.find("<" + prefix_ + "row", at_);
    if (open == std::string_view::npos) return false;
    const std::size_t close = text_.find('>', open);
    const std::size_t end = text_.find("</" + prefix_ + "row>", open);
    const std::size_t after = text_.find("<" + prefix_ + "row", open + 1);
    if (close == std::string_view::npos) return broken(line_, "breaks off inside a row", kBroken);
    const std::string_view tag = text_.substr(open, close - open);
    const auto number = whole_number(attribute(tag, "r"));
    line_ = row.line = number ? *number : row.line + 1;
    if (tag.ends_with('/') || (end > after && after != std::string_view::npos)) {
        at_ = close + 1;
        return true;
    }
    if (end == std::string_view::npos) return broken(line_, "breaks off inside a row", kBroken);
    std::string_view body = text_.substr(close + 1, end - close - 1);
    at_ = end + 1;
    const std::string cell_open = "<" + prefix_ + "c", cell_close = "</" + prefix_ + "c>";
    for (std::size_t at = body.find(cell_open); at != std::string_view::npos; at = body.find(cell_open, at)) {
        const std::size_t tag_end = body.find('>', at);
        if (tag_end == std::string_view::npos) return broken(line_, "breaks off inside a cell", kBroken);
        const std::string_view attributes = body.substr(at + cell_open.size(), tag_end - at - cell_open.size());
        std::size_t cell_end = tag_end;
        if (!attributes.ends_with('/')) cell_end = body.find(cell_close, tag_end);
        if (cell_end == std::string_view::npos) return broken(line_, "breaks off inside a cell", kBroken);
        const std::string_view inside = cell_end == tag_end ? std::string_view() : body.substr(tag_end + 1, cell_end - tag_end - 1);
        if (!read_xml_cell(inside, attributes, row)) return false;
        at = cell_end + 1;
    }
    return true;
}

bool TableRows::read_xml_cell(std::string_view body, std::string_view attributes, TableRow& row) {
    std::size_t column = row.cells.size();
    if (const std::string_view reference = attribute(attributes, "r"); !reference.empty()) column = column_of(reference);
    if (column < row.cells.size() || column >= kLastColumn) return broken(row.line, "has a cell out of order", kBroken);
    row.cells.resize(column);
    const std::string_view type = attribute(attributes, "t");
    const std::string element = type == "inlineStr" ? "t" : "v";
    const std::size_t open = body.find("<" + prefix_ + element);
    const std::size_t start = open == std::string_view::npos ? open : body.find('>', open);
    const std::size_t end = start == std::string_view::npos ? start : body.find("</" + prefix_ + element + ">", start);
    if (end == std::string_view::npos) {
        row.cells.emplace_back();
        return true;
    }
    const std::string_view value = body.substr(start + 1, end - start - 1);
    if (type != "s") {
        row.cells.push_back(value.find('&') == std::string_view::npos ? value : unescaped(value));
        return true;
    }
    const auto shared = whole_number(value);
    if (!shared || static_cast<std::size_t>(*shared) >= sheet_.strings->size()) return broken(row.line, "names a shared string that is not there", kBroken);
    row.cells.push_back((*sheet_.strings)[static_cast<std::size_t>(*shared)]);
    return true;
}

std::string_view TableRows::unescaped(std::string_view text) {
    constexpr std::pair<std::string_view, char> kNames[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
    std::string& plain = scratch_.emplace_back();
    while (!text.empty()) {
        std::size_t taken = 1;
        char next = text.front();
        for (const auto& [name, letter] : kNames) {
            if (!text.starts_with(name)) continue;
            taken = name.size();
            next = letter;
        }
        plain += next;
        text.remove_prefix(taken);
    }
    return plain;
}

}  // namespace countervail
