// SPDX-License-Identifier: Apache-2.0
#include "report/page.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "report/figure_text.h"
#include "report/markup.h"
#include "report/page_style.h"

namespace countervail {
namespace {

std::string tag(std::string_view name, const std::string& inner, const std::string& attributes = {}) {
    return "<" + std::string(name) + attributes + ">" + inner + "</" + std::string(name) + ">\n";
}

std::string quoted(std::string_view name, std::string_view value) {
    return " " + std::string(name) + "=\"" + markup_text(value) + "\"";
}

/// Only addresses that cannot run anything become links.
bool followable(std::string_view address) {
    if (address.starts_with("https://") || address.starts_with("http://")) return true;
    const auto stop = address.find_first_of(":/?#");
    return !address.empty() && (stop == std::string_view::npos || address[stop] != ':') &&
           !address.starts_with("//") && !address.starts_with("#") &&
           std::none_of(address.begin(), address.end(),
                        [](char c) { return static_cast<unsigned char>(c) <= 0x20; });
}

std::string link(std::string_view address, std::string_view words) {
    if (!followable(address)) return markup_text(words);
    return "<a" + quoted("href", address) + ">" + markup_text(words) + "</a>";
}

bool is_address(std::string_view words) {
    return words.starts_with("https://") || words.starts_with("http://");
}

/// "2025-04-04", "found-q": never broken at its hyphens.
bool is_one_word(std::string_view words) {
    return words.size() <= 10 && words.find(' ') == std::string_view::npos;
}

/// A sentence: its column needs room, or a row grows tall.
bool is_long(std::string_view words) {
    return words.size() > 30 && words.find(' ') != std::string_view::npos;
}

/// A number that comes as words: "4,905", "2,498 (1,752–3,019)", "… (8.7–…)".
bool is_figure(std::string_view words) {
    if (words.starts_with("…") || words.starts_with("~") || words.starts_with("−")) return true;
    const std::string_view first = words.substr(0, words.find(' '));
    if (first.empty() || first[0] < '0' || first[0] > '9' ||
        first.find_first_not_of("0123456789.,") != std::string_view::npos)
        return false;
    return first.size() == words.size() || words[first.size() + 1] == '(';
}

bool holds_numbers(const Table& table, std::size_t column) {
    return column > 0 && std::none_of(table.rows.begin(), table.rows.end(), [&](const auto& row) {
               const auto* words = column < row.size() ? std::get_if<std::string>(&row[column]) : nullptr;
               return words && !is_figure(*words);
           });
}

std::string scroll_box(const std::string& inner, const std::string& title, std::size_t rows) {
    const std::string tall = rows > kTallTable ? " tall" : "";
    return tag("div", inner,
               " class=\"scroll" + tall + "\" role=\"region\" tabindex=\"0\"" +
                   quoted("aria-label", "Table: " + title));
}

class Writer {
  public:
    explicit Writer(const Page& page) : page_(page) {
        for (const SourceEntry& entry : page.sources) known_.insert(entry.statement);
        for (const AssumptionEntry& entry : page.assumptions) known_.insert(entry.id);
    }
    std::string document() const;

  private:
    std::string statement_link(const std::string& id, std::string_view words) const;
    std::string linked_words(const std::string& words) const;
    std::string cited(const CitedText& text) const;
    std::string rests_on(const std::vector<std::string>& statements) const;
    std::string cell(const PageTable& shown, std::size_t row, std::size_t column, bool numeric) const;
    std::string table(const PageTable& shown) const;
    std::string section(const PageSection& section) const;
    std::string assumptions() const;
    std::string source(const SourceEntry& entry) const;
    std::string navigation() const;
    const Page& page_;
    std::set<std::string> known_;
};

std::string Writer::statement_link(const std::string& id, std::string_view words) const {
    if (!known_.contains(id)) return markup_text(words);
    return "<a href=\"#" + anchor_name(id) + "\">" + markup_text(words) + "</a>";
}

std::string Writer::linked_words(const std::string& words) const {
    if (known_.contains(words)) return statement_link(words, words);
    std::vector<std::string> parts;
    for (const std::string& part : split(words, ' ')) {
        parts.push_back(is_address(part) ? link(part, part) : statement_link(part, part));
    }
    return join(parts, " ");
}

std::string Writer::cited(const CitedText& text) const {
    std::string out = markup_text(text.words);
    std::vector<std::string> links;
    for (const std::string& id : text.statements) links.push_back(statement_link(id, id));
    if (!links.empty()) out += " <span class=\"cite\">[" + join(links, ", ") + "]</span>";
    return out;
}

std::string Writer::rests_on(const std::vector<std::string>& statements) const {
    constexpr std::size_t kMost = 40;
    if (statements.empty()) return {};
    std::vector<std::string> links;
    for (std::size_t i = 0; i < std::min(kMost, statements.size()); ++i) {
        links.push_back(statement_link(statements[i], statements[i]));
    }
    std::string words = "Rests on " + join(links, ", ");
    if (statements.size() > kMost) words += " and " + std::to_string(statements.size() - kMost) + " more";
    return tag("p", words + ".", " class=\"rests\"");
}

std::string Writer::cell(const PageTable& shown, std::size_t row, std::size_t column, bool numeric) const {
    static const Cell kNone;
    const Cell& value = column < shown.table.rows[row].size() ? shown.table.rows[row][column] : kNone;
    const auto* number = std::get_if<double>(&value);
    const auto* words = std::get_if<std::string>(&value);
    const std::string text = number  ? short_number(*number, shown.table.columns[column].digits)
                             : words ? *words
                                     : std::string("–");
    const auto source = std::find_if(shown.cells.begin(), shown.cells.end(), [&](const CellSource& one) {
        return one.row == row && one.column == column;
    });
    std::string inner = source != shown.cells.end() ? statement_link(source->statement, text)
                        : words                     ? linked_words(*words)
                                                    : markup_text(text);
    const std::string room = numeric || number                          ? "number"
                             : !words                                   ? ""
                             : words->find("http") != std::string::npos ? "address"
                             : is_one_word(*words)                      ? "word"
                             : is_long(*words)                          ? "long"
                                                                        : "";
    const std::string attributes = room.empty() ? "" : " class=\"" + room + "\"";
    if (column == 0) return tag("th", inner, " scope=\"row\"" + (number ? std::string() : attributes));
    return tag("td", inner, attributes);
}

std::string Writer::table(const PageTable& shown) const {
    const Table& data = shown.table;
    std::vector<bool> numeric;
    std::string head;
    for (std::size_t i = 0; i < data.columns.size(); ++i) {
        const Column& column = data.columns[i];
        std::string inner = markup_text(column.name);
        if (!column.unit.empty()) inner += "<span class=\"unit\">" + markup_text(column.unit) + "</span>";
        const bool numbers = holds_numbers(data, i);
        numeric.push_back(numbers);
        head += tag("th", inner,
                    " scope=\"col\"" + std::string(numbers ? " class=\"number\"" : "") +
                        (column.meaning.empty() ? std::string() : quoted("title", column.meaning)));
    }
    std::string body;
    for (std::size_t row = 0; row < data.rows.size(); ++row) {
        std::string cells;
        for (std::size_t column = 0; column < data.columns.size(); ++column)
            cells += cell(shown, row, column, numeric[column]);
        body += tag("tr", cells);
    }
    const std::string title = data.title.empty() ? data.name : data.title;
    const std::string inner = tag("caption", "<span>" + markup_text(title) + "</span>") +
                              tag("thead", tag("tr", head)) + tag("tbody", body);
    return scroll_box(tag("table", inner), title, data.rows.size()) + rests_on(data.sources);
}

std::string Writer::section(const PageSection& section) const {
    const std::string id = anchor_name("section-" + section.id);
    std::string out = tag("h2", markup_text(section.heading), quoted("id", id));
    for (const CitedText& text : section.sentences) out += tag("p", cited(text));
    for (const PageFigure& figure : section.figures) {
        const bool both = !figure.narrow.empty();
        std::string charts = tag("div", figure.wide, " class=\"wide\"");
        if (both) charts += tag("div", figure.narrow, " class=\"narrow\"");
        out += tag("figure", charts, both ? " class=\"both\"" : "");
    }
    for (const PageTable& shown : section.tables) out += table(shown);
    for (const CitedText& note : section.notes) out += tag("p", cited(note), " class=\"notes\"");
    if (!section.downloads.empty()) {
        std::vector<std::string> links;
        for (const Download& download : section.downloads)
            links.push_back(link(download.address, download.label));
        out += tag("p", "Files: " + join(links, ", "), " class=\"notes\"");
    }
    return tag("section", out, quoted("aria-labelledby", id));
}

std::string Writer::assumptions() const {
    if (page_.assumptions.empty()) return {};
    std::string rows;
    for (const AssumptionEntry& entry : page_.assumptions) {
        std::string cells =
            tag("th", markup_text(entry.id), " scope=\"row\"" + quoted("id", anchor_name(entry.id)));
        for (const double value : {entry.low, entry.value, entry.high}) {
            cells += tag("td", markup_text(short_number(value, 4)), " class=\"number\"");
        }
        cells += tag("td", markup_text(entry.unit));
        cells += tag("td", cited({entry.why, entry.statements}), " class=\"why\"");
        rows += tag("tr", cells);
    }
    std::string head;
    for (const char* name : {"assumption", "low", "middle", "high", "unit", "why"}) {
        const std::string_view word = name;
        head += tag("th", name,
                    word == "low" || word == "middle" || word == "high" ? " scope=\"col\" class=\"number\""
                                                                        : " scope=\"col\"");
    }
    const std::string title = "Assumptions: what has no evidence, with the range that was drawn from";
    const std::string inner =
        tag("caption", "<span>" + title + "</span>") + tag("thead", tag("tr", head)) + tag("tbody", rows);
    return tag("section",
               tag("h2", "Assumptions", " id=\"assumptions\"") +
                   scroll_box(tag("table", inner), "assumptions", page_.assumptions.size()),
               " aria-labelledby=\"assumptions\"");
}

std::string Writer::source(const SourceEntry& entry) const {
    std::string out = "<strong>" + markup_text(entry.statement) + "</strong> " + markup_text(entry.claim);
    if (entry.value) {
        out +=
            ": " + markup_text(short_number(*entry.value, 6) + (entry.unit.empty() ? "" : " " + entry.unit));
        if (entry.low && entry.high) out += " (" + markup_text(range_text(*entry.low, *entry.high, 6)) + ")";
    }
    if (!entry.label.empty()) out += " <span class=\"label\">" + markup_text(entry.label) + "</span>";
    out += "<br>" + markup_text(entry.publisher);
    if (!entry.title.empty()) {
        out += (entry.publisher.empty() ? "" : ", ") + link(entry.address, entry.title);
    } else if (!entry.address.empty()) {
        out += (entry.publisher.empty() ? "" : ", ") + link(entry.address, entry.address);
    }
    if (!entry.published_on.empty()) out += ", published on " + markup_text(entry.published_on);
    if (!entry.locator.empty()) out += "<br>" + markup_text(entry.locator);
    return tag("li", out, quoted("id", anchor_name(entry.statement)));
}

std::string Writer::navigation() const {
    std::string items;
    const auto item = [&](const std::string& id, const std::string& words) {
        items += tag("li", "<a href=\"#" + id + "\">" + markup_text(words) + "</a>");
    };
    for (const PageSection& one : page_.sections) item(anchor_name("section-" + one.id), one.heading);
    if (!page_.assumptions.empty()) item("assumptions", "Assumptions");
    if (!page_.sources.empty()) item("sources", "Sources");
    return items.empty() ? items : tag("nav", tag("ul", items), " aria-label=\"Sections\"");
}

std::string Writer::document() const {
    std::string head =
        "<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, "
        "initial-scale=1\">\n";
    head += "<link rel=\"icon\" href=\"data:,\">\n";
    head += tag("title", markup_text(page_.title)) + tag("style", std::string(page_style()));
    std::string facts;
    for (const std::string& fact : page_.key_facts) facts += tag("li", markup_text(fact));
    std::string top = tag("h1", markup_text(page_.title));
    if (!page_.answer.words.empty()) top += tag("p", cited(page_.answer), " class=\"answer\"");
    if (!facts.empty()) top += tag("ul", facts, " class=\"facts\"");
    for (const CitedText& remark : page_.remarks) top += tag("p", cited(remark), " class=\"notes\"");
    std::string main;
    for (const PageSection& one : page_.sections) main += section(one);
    main += assumptions();
    if (!page_.sources.empty()) {
        std::string items;
        for (const SourceEntry& entry : page_.sources) items += source(entry);
        main +=
            tag("section", tag("h2", "Sources", " id=\"sources\"") + tag("ol", items, " class=\"sources\""),
                " aria-labelledby=\"sources\"");
    }
    std::string foot;
    for (const std::string& line : page_.colophon) foot += tag("p", markup_text(line));
    const std::string body =
        "<a class=\"skip\" href=\"#main\">Skip to the results</a>\n" + tag("header", top) + navigation() +
        tag("main", main, " id=\"main\" tabindex=\"-1\"") + (foot.empty() ? "" : tag("footer", foot));
    return "<!DOCTYPE html>\n" + tag("html", tag("head", head) + tag("body", body), " lang=\"en\"");
}

}  // namespace

std::string page_html(const Page& page) { return Writer(page).document(); }

}  // namespace countervail
