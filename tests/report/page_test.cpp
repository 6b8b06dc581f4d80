// SPDX-License-Identifier: Apache-2.0
// covers: page, page_style
#include "report/page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <pugixml.hpp>
#include <set>

#include "report/page_style.h"
#include "report/sample_page.h"

namespace countervail {
namespace {

/// The page as XML: HTML's void elements closed.
pugi::xml_document parsed(std::string html) {
    for (const char* open : {"<meta ", "<link "}) {
        for (auto at = html.find(open); at != std::string::npos; at = html.find(open, at + 1)) {
            html.insert(html.find('>', at), "/");
        }
    }
    for (auto at = html.find("<br>"); at != std::string::npos; at = html.find("<br>")) html.replace(at, 4, "<br/>");
    pugi::xml_document document;
    const auto result = document.load_string(html.c_str(), pugi::parse_default | pugi::parse_doctype);
    EXPECT_TRUE(result) << result.description() << " at " << html.substr(static_cast<std::size_t>(result.offset), 80);
    return document;
}

std::size_t count(const pugi::xml_document& document, const char* path) { return document.select_nodes(path).size(); }

void check_links_and_ids(const pugi::xml_document& document) {
    std::set<std::string> ids;
    for (const auto& found : document.select_nodes("//@id")) {
        EXPECT_TRUE(ids.insert(found.attribute().value()).second) << found.attribute().value() << " twice";
    }
    for (const auto& found : document.select_nodes("//a/@href")) {
        const std::string target = found.attribute().value();
        if (target.starts_with("#")) { EXPECT_TRUE(ids.contains(target.substr(1))) << target << " leads nowhere"; }
        EXPECT_EQ(target.find("javascript"), std::string::npos);
    }
}

TEST(PageHtml, IsWellFormedAndItsLinksLeadSomewhere) {
    const auto document = parsed(page_html(samples::page()));
    check_links_and_ids(document);
    EXPECT_EQ(count(document, "//h1"), 1U);
    EXPECT_EQ(count(document, "/html[@lang='en']/head/title"), 1U);
    EXPECT_EQ(count(document, "//main//section"), 8U + 2U);
    EXPECT_EQ(count(document, "//svg[@role='img']"), 16U);
    EXPECT_EQ(count(document, "//a[@class='skip' and @href='#main']"), 1U);
}

TEST(PageHtml, TablesAreSemanticAndCanBeScrolledByKeyboard) {
    const auto document = parsed(page_html(samples::page()));
    const std::size_t tables = count(document, "//table");
    EXPECT_EQ(tables, 9U);
    EXPECT_EQ(count(document, "//table/caption"), tables);
    EXPECT_EQ(count(document, "//div[@role='region' and @tabindex='0' and @aria-label]/table"), tables);
    EXPECT_EQ(count(document, "//thead//th[not(@scope='col')]"), 0U);
    EXPECT_EQ(count(document, "//tbody/tr[count(th[@scope='row'])!=1]"), 0U);
}

TEST(PageHtml, FiguresLeadToTheirStatements) {
    const auto document = parsed(page_html(samples::page()));
    EXPECT_EQ(count(document, "//p[@class='answer']//a[@href='#s-E1.2025-04.WLD']"), 1U);
    EXPECT_GE(count(document, "//td/a[@href='#s-A-01.2024']"), 8U);
    EXPECT_EQ(count(document, "//li[@id='s-A-01.2024']//a[@href='https://example.org/a?b=1&c=2']"), 1U);
    EXPECT_EQ(count(document, "//a[contains(., 'unknown.id')]"), 0U);
}

TEST(PageHtml, LinksWordsInCellsAndKeepsFiguresTogether) {
    Page page;
    Table table{"t", "t", {{"what", "", ""}, {"range", "", ""}, {"rows", "", ""}, {"day", "", ""}}, {}, {}};
    table.add({std::string("first"), std::string("9 (6–…)"), std::string("A-01 B-02 https://example.org/x"), std::string("2025-04-04")});
    table.add({std::string("second"), std::string("4,905"), std::monostate{}, std::monostate{}});
    page.sections = {{"s", "S", {}, {}, {{table, {}}}, {}, {{"here", "#section"}}}};
    page.sources = {{.statement = "A-01"}, {.statement = "B-02"}};
    const auto document = parsed(page_html(page));
    EXPECT_EQ(count(document, "//td/a[@href='#s-A-01' or @href='#s-B-02']"), 2U);
    EXPECT_EQ(count(document, "//td/a[@href='https://example.org/x']"), 1U);
    EXPECT_EQ(count(document, "//td[@class='number']"), 2U);
    EXPECT_EQ(count(document, "//td[@class='word']"), 1U);
    EXPECT_EQ(count(document, "//a[@href='#section']"), 0U);   // a download is a file
}

TEST(PageHtml, TallTablesScrollAndRemarksStandBeforeTheSections) {
    Page page;
    page.remarks = {{"Read this first.", {}}};
    Table table{"t", "t", {{"n", "", ""}}, {}, {}};
    for (std::size_t row = 0; row <= kTallTable; ++row) table.add({std::to_string(row)});
    page.sections = {{"s", "S", {}, {}, {{table, {}}}, {}, {}}};
    const std::string html = page_html(page);
    const auto document = parsed(html);
    EXPECT_EQ(count(document, "//div[@class='scroll tall']"), 1U);
    EXPECT_LT(html.find("Read this first."), html.find("<main"));
}

TEST(PageHtml, AsksForNothingElse) {
    const std::string html = page_html(samples::page());
    for (const char* word : {"<script", "<img", "<iframe", "@import", "url(", "src=", "javascript:"}) {
        EXPECT_EQ(html.find(word), std::string::npos) << word;
    }
}

TEST(PageHtml, AnEmptyPageIsStillAPage) {
    Page page;
    page.title = "Nothing yet";
    const auto document = parsed(page_html(page));
    EXPECT_EQ(count(document, "//h1"), 1U);
    EXPECT_EQ(count(document, "//nav"), 0U);
}

RC_GTEST_PROP(PageHtml, AnyWordsAreEscaped, (const std::string& words)) {
    Page page;
    const std::string text = words + *rc::gen::element("", "<script>", "\"><b onclick='x'>", "&", "</style>", "]]>");
    page.title = text;
    page.answer = {text, {text}};
    page.key_facts = {text};
    Table table{text, text, {{text, text, text}, {text, "", ""}}, {{text, 1.5}, {1e300, std::monostate{}}, {text}}, {text}};
    page.sections = {{text, text, {{text, {text}}}, {}, {{table, {{0, 1, text}}}}, {{text, {}}}, {{text, text}}}};
    page.assumptions = {{"assume:" + text, text, 1, 2, 3, text, {text}}};
    page.sources = {{text, text, 1.0, 0.5, 2.0, text, text, text, text, text, text, text}};
    page.colophon = {text};
    const auto document = parsed(page_html(page));
    check_links_and_ids(document);
    RC_ASSERT(count(document, "//script") == 0U);
    RC_ASSERT(count(document, "//*[@onclick]") == 0U);
    RC_ASSERT(!testing::Test::HasFailure());
}

TEST(PageStyle, NamesNothingOutsideAndHonoursTheReader) {
    const std::string style(page_style());
    for (const char* word : {"@media print", "prefers-reduced-motion", ":focus-visible", "max-width: 40rem"}) {
        EXPECT_NE(style.find(word), std::string::npos) << word;
    }
    EXPECT_EQ(style.find('<'), std::string::npos);
}

}  // namespace
}  // namespace countervail
