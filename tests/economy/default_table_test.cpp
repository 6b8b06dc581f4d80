// SPDX-License-Identifier: Apache-2.0
// covers: default_table, table_plan, table_plan_groups
#include "economy/default_table.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>

#include "economy/built_in_table.h"
#include "economy/spoiled_files.h"
#include "economy/table_plan.h"

namespace countervail {
namespace {

using namespace testing;

constexpr const char* kFile = "data/economy/default-table.toml";

Result<IoTable> table_from(const Library& library, Date known_on = kTableDay) {
    return default_table(library, shipped_ledger(), shipped_industries(), shipped_world(known_on), known_on);
}

TEST(DefaultTable, HasThePlacesOfTheWorldAndIsMarkedAsBuiltIn) {
    const IoTable& table = built_in_table();
    ASSERT_EQ(table.places.size(), table_world().places.size());
    for (std::size_t place = 0; place < table.places.size(); ++place) EXPECT_EQ(table.places[place], table_world().places[place].id);
    EXPECT_EQ(table.industries.size(), shipped_industries().list.size());
    EXPECT_TRUE(table.built_in);
    EXPECT_EQ(table.year, 2024);
    EXPECT_GT(table.statements.size(), 500U);
    for (const std::string& id : table.statements) EXPECT_NE(shipped_ledger().find(id), nullptr) << id;
    EXPECT_EQ(match_industries(table, shipped_industries())[5], 5);
}

TEST(DefaultTable, BalancesAndHasNothingNegative) {
    const TableBalance balance = balance_of(built_in_table());
    EXPECT_LT(balance.total, 1e-12);
    EXPECT_EQ(balance.negative_flows, 0);
    EXPECT_EQ(balance.negative_final, 0);
    EXPECT_EQ(balance.negative_value_added, 0);
    EXPECT_EQ(balance.no_output, 0);
}

TEST(DefaultTable, GivesEveryIndustryTheValueAddedThatTheFiguresSay) {
    const auto plan = read_table_plan(shipped_library(), shipped_ledger(), shipped_industries(), table_world(), kTableDay);
    ASSERT_TRUE(plan) << to_text(plan.error());
    const IoTable& table = built_in_table();
    for (int cell = 0; cell < table.cells(); ++cell) {
        EXPECT_NEAR(table.value_added[cell] / plan->value_added[cell], 1, 1e-9) << cell;
        EXPECT_NEAR(table.value_added[cell] / table.output[cell], plan->ratio[cell], 1e-9) << cell;
    }
    EXPECT_NEAR(table.value_added.sum() / plan->final_spending.sum(), 1, 1e-9);
    const double world = shipped_ledger().find("EC-01.2024.WLD")->value * 1e3;
    EXPECT_NEAR(table.value_added.sum() / world, 1, 1e-9);
}

TEST(DefaultTable, TheOrderOfIndustriesDoesNotMatter) {
    Industries turned = shipped_industries();
    const std::size_t count = turned.list.size();
    std::rotate(turned.list.begin(), turned.list.begin() + 7, turned.list.end());
    const auto table = default_table(shipped_library(), shipped_ledger(), turned, table_world(), kTableDay);
    ASSERT_TRUE(table) << to_text(table.error());
    const IoTable& straight = built_in_table();
    const auto back = [&](int cell) {
        return straight.cell(straight.place_of(cell), static_cast<int>((static_cast<std::size_t>(straight.industry_of(cell)) + 7) % count));
    };
    for (int row = 0; row < straight.cells(); row += 13) {
        EXPECT_NEAR(table->output[row] / straight.output[back(row)], 1, 1e-8);
        for (int column = 0; column < straight.cells(); column += 7) {
            const double flow = straight.intermediate.coeff(back(row), back(column));
            EXPECT_NEAR(table->intermediate.coeff(row, column), flow, 1e-7 * (1 + flow));
        }
    }
}

TEST(DefaultTable, IsTheSameToTheBit) {
    const auto again = table_from(shipped_library());
    ASSERT_TRUE(again);
    const IoTable& table = built_in_table();
    ASSERT_EQ(again->intermediate.nonZeros(), table.intermediate.nonZeros());
    EXPECT_EQ(std::memcmp(again->intermediate.valuePtr(), table.intermediate.valuePtr(),
                          sizeof(double) * static_cast<std::size_t>(table.intermediate.nonZeros())), 0);
    EXPECT_EQ(again->final_demand, table.final_demand);
}

TEST(DefaultTable, ShowsDefenceApartAndChipsWhereTheyAreMade) {
    const IoTable& table = built_in_table();
    const auto value = [&](std::string_view place, std::string_view industry) {
        return table.value_added[table.cell(table.place(place), table.industry(industry))];
    };
    EXPECT_GT(value("USA", "defence"), value("CHN", "defence"));
    EXPECT_GT(value("TWN", "semiconductors"), value("DEU", "semiconductors"));
    EXPECT_GT(value("CHN", "metals"), value("USA", "metals"));
    EXPECT_GT(value("DEU", "vehicles"), value("FRA", "vehicles"));
}

TEST(DefaultTable, KnowsOnlyWhatWasPublic) {
    const auto plan = read_table_plan(shipped_library(), shipped_ledger(), shipped_industries(), table_world(), kTableDay);
    ASSERT_TRUE(plan);
    for (const std::string& id : plan->statements) {
        EXPECT_LE(shipped_ledger().public_since(*shipped_ledger().find(id)), kTableDay) << id;
    }
    // Before October 2024 the gross products are those of the year before, and trade of 2024 leans on nothing.
    const auto earlier = read_table_plan(shipped_library(), shipped_ledger(), shipped_industries(), table_world(), Date(2024, 9, 1));
    if (earlier) {
        EXPECT_TRUE(earlier->statements.contains("EC-01.2023.CHN"));
        EXPECT_FALSE(earlier->statements.contains("EC-01.2024.CHN"));
        EXPECT_LT(earlier->exports.size(), plan->exports.size());
    } else {
        FAIL() << to_text(earlier.error());
    }
}

TEST(DefaultTable, WhatIsPublicLaterIsToldTogetherWithTheDayFromWhichItCanBeMade) {
    const Date asked(2010, 6, 30);
    const auto made_on = [](Date day) { return default_table(shipped_library(), shipped_ledger(), shipped_industries(), table_world(), day); };
    const auto refused = made_on(asked);
    ASSERT_FALSE(refused);
    ASSERT_EQ(refused.error().size(), 1U) << to_text(refused.error());
    const auto early = table_plan_too_early(shipped_library(), shipped_ledger(), shipped_industries(), table_world(), asked);
    ASSERT_TRUE(early);
    EXPECT_TRUE(early->others.empty()) << to_text(early->others);
    EXPECT_GT(early->figures, 500U);
    const Error& error = refused.error()[0];
    EXPECT_EQ(error.where.file, kFile);
    const auto row = [](const LaterEvidence& figure) { return "\"" + figure.id + "\" (" + figure.public_on.to_text() + ", " + figure.stands_at.file + ":" + std::to_string(figure.stands_at.line) + ")"; };
    for (const std::string& part : {std::to_string(early->figures) + " figures published after 2010-06-30", row(early->first), row(early->last), early->from.to_text()}) {
        EXPECT_NE(error.what.find(part), std::string::npos) << part << " in " << error.what;
    }
    EXPECT_NE(error.hint.find("published table"), std::string::npos) << error.hint;
    // That day and no earlier one.
    EXPECT_TRUE(made_on(early->from));
    EXPECT_FALSE(made_on(early->from + -1));
    EXPECT_FALSE(table_plan_too_early(shipped_library(), shipped_ledger(), shipped_industries(), table_world(), early->from));
}

TEST(DefaultTable, ATrueDefectIsToldByItselfOnADayThatComesTooEarly) {
    std::string text = shipped_text(kFile);
    const std::string id = "\"EC-06.vehicles\"", other = "\"EC-02.manufacturing.DEU\"";
    text.replace(text.find(id), id.size(), "\"no-such-row\"");
    text.replace(text.find(other), other.size(), "\"EC-01.2023.CHN\"");   // money where a share is wanted
    const auto refused = default_table(library_with(kFile, text), shipped_ledger(), shipped_industries(), table_world(), Date(2010, 6, 30));
    ASSERT_FALSE(refused);
    const Errors& errors = refused.error();
    const auto told = [&](const std::string& words) {
        return std::count_if(errors.begin(), errors.end(), [&](const Error& error) { return error.what.find(words) != std::string::npos && error.where.line > 0; });
    };
    EXPECT_EQ(told("there is no statement \"no-such-row\""), 1) << to_text(errors);
    EXPECT_EQ(told("\"EC-01.2023.CHN\" is in "), 1) << to_text(errors);
    EXPECT_EQ(told("not positive"), 0);
    EXPECT_EQ(told("was published on"), 0);
    EXPECT_NE(errors.back().what.find("published after 2010-06-30"), std::string::npos) << errors.back().what;
}

TEST(DefaultTable, EveryMissingStatementIsNamed) {
    std::string text = shipped_text(kFile);
    for (const char* id : {"\"EC-01.2024.CHN | EC-01.2023.CHN\"", "\"EC-06.vehicles\"", "\"EC-02.manufacturing.DEU\""}) {
        const std::size_t at = text.find(id);
        ASSERT_NE(at, std::string::npos) << id;
        text.insert(at + 1, "no-such-");
        const std::size_t bar = text.find(" | EC-01.2023.CHN\"");
        if (bar != std::string::npos) text.erase(bar, std::strlen(" | EC-01.2023.CHN"));
    }
    const auto table = table_from(library_with(kFile, text));
    ASSERT_FALSE(table);
    const std::string said = to_text(table.error());
    EXPECT_NE(said.find("no-such-EC-01.2024.CHN"), std::string::npos) << said;
    EXPECT_NE(said.find("no-such-EC-06.vehicles"), std::string::npos) << said;
    EXPECT_NE(said.find("no-such-EC-02.manufacturing.DEU"), std::string::npos) << said;
}

TEST(DefaultTable, SpoiledFilesAreRefusedWithTheirPlace) {
    const auto read = [](const std::string& text) {
        auto plan = read_table_plan(library_with(kFile, text), shipped_ledger(), shipped_industries(), table_world(), kTableDay);
        return plan ? Errors() : std::move(plan.error());
    };
    const auto names_figure = [](const std::string& line) {
        return is_key_line(line) && (line.find("\"EC-") != std::string::npos || line.find("\"assume:") != std::string::npos);
    };
    const std::vector<Spoiler> any = {[](const std::string& line) { return "zq" + line; },
                                      [](const std::string& line) { return key_of(line) + " = 1979-05-27T07:32:00Z"; },
                                      [](const std::string& line) { return line + "\n" + line; }};
    std::vector<Spoiler> of_figures = any;
    of_figures.push_back([](const std::string& line) { return key_of(line) + " = \"no-such-statement\""; });
    const std::string text = shipped_text(kFile);
    int count = spoil_lines(kFile, text, names_figure, of_figures, 13, read);
    count += spoil_lines(kFile, text, [&](const std::string& line) { return is_key_line(line) && !names_figure(line); }, any, 1, read);
    EXPECT_GE(count, 300);
}

}  // namespace
}  // namespace countervail
