// SPDX-License-Identifier: Apache-2.0
// covers: event_tables
#include "propagation/event_file.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

#include "propagation/event_tables.h"
#include "propagation/made_tables.h"

namespace countervail {

namespace {

IoTable made() {
    IoTable table = made_tables::table_of(2, 3, Eigen::MatrixXd::Constant(6, 6, 10.0), Eigen::VectorXd::Constant(6, 100.0));
    return table;
}

std::string all_kinds() {
    std::ifstream stream(std::string(COUNTERVAIL_SOURCE_DIR) + "/tests/propagation/shocks/all-kinds.toml");
    return std::string(std::istreambuf_iterator<char>(stream), {});
}

std::string with(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
}

/// All problems of reading and resolving.
Errors problems_of(const std::string& text) {
    const auto file = read_shock_file(text, "shock.toml");
    if (!file) return file.error();
    const auto shock = resolve_shock(*file, made());
    return shock ? Errors{} : shock.error();
}

TEST(ShockFile, EveryKeyIsUnderstood) {
    const auto file = read_shock_file(all_kinds(), "all-kinds.toml");
    ASSERT_TRUE(file) << to_text(file.error());
    EXPECT_EQ(file->steps, 120);
    EXPECT_EQ(file->options.inventory_days, 30);
    EXPECT_FALSE(file->options.orders_follow_output);
    const IoTable table = made();
    const auto shock = resolve_shock(*file, table);
    ASSERT_TRUE(shock) << to_text(shock.error());
    EXPECT_TRUE(std::isinf(shock->options.inventory_days_of[0]));
    EXPECT_EQ(shock->options.inventory_days_of[1], 12);
    EXPECT_EQ(shock->options.inventory_days_of[2], 30) << "not named: the parameter";
    EXPECT_EQ(shock->options.restock_days_of[1], 10);
    EXPECT_EQ(shock->options.capital_to_value_added_of[2], 3.5);
    ASSERT_EQ(shock->events.size(), 4U);
    EXPECT_EQ(shock->events[0].losses.size(), 2U);
    EXPECT_EQ(shock->events[1].losses.size(), 3U) << "no industries named: all of the place";
    EXPECT_EQ(shock->events[2].losses.size(), 2U) << "P* are both places";
    EXPECT_DOUBLE_EQ(shock->events[2].losses[0].second, 45);
    EXPECT_EQ(shock->events[2].households.size(), 2U);
    EXPECT_DOUBLE_EQ(shock->events[2].rebuild_shares[1], 0.75);
    const auto model = make_propagation(file->model, table, shock->options);
    ASSERT_TRUE(model);
    const PropagationRecord record = record_of(**model, shock->shock, table.cells());
    const Table summary = summary_of(record, table, shock->options), worst = worst_cells(record, table, shock->options, 3);
    EXPECT_LT(std::get<double>(summary.rows[1][1]), 100) << "something is lost";
    ASSERT_EQ(worst.rows.size(), 3U);
    EXPECT_GE(std::get<double>(worst.rows[0][5]), std::get<double>(worst.rows[1][5]));
    const std::string days = daily_csv(record.output, table, shock->options), users = unmet_by_user_csv(record, table, shock->options);
    EXPECT_EQ(std::count(days.begin(), days.end(), '\n'), 121);
    EXPECT_EQ(days.substr(0, days.find('\n')), "day,P0 I0,P0 I1,P0 I2,P1 I0,P1 I1,P1 I2");
    EXPECT_EQ(users.substr(0, users.find('\n')), "day,P0 all,P1 all");
}

TEST(ShockFile, AllProblemsAtOnceEachInItsPlace) {
    std::string text = with(all_kinds(), "model = \"ario\"", "model = \"aryo\"");
    text = with(text, "psi = 0.8", "psi = 8");
    text = with(text, "kind = \"capital\"", "kind = \"kapital\"");
    text = with(text, "recovery = \"convex\"", "recovery = \"slowly\"");
    text = with(text, "rebuild = { I1 = 0.75", "rebuild = { I1 = 0.5");
    const Errors errors = problems_of(text);
    EXPECT_GE(errors.size(), 5U) << to_text(errors);
    for (const Error& error : errors) {
        EXPECT_EQ(error.where.file, "shock.toml");
        EXPECT_GT(error.where.line, 0) << error.what;
        EXPECT_FALSE(error.hint.empty()) << error.what;
    }
}

TEST(ShockFile, WordsOfTheTableAreNamed) {
    const Errors errors = problems_of(with(with(with(all_kinds(), "places = \"P0\"", "places = \"Q9\""), "industries = \"I2\"", "industries = \"steel\""), "household_use = \"all\"", "household_use = \"none\""));
    ASSERT_EQ(errors.size(), 3U) << to_text(errors);
    for (const Error& error : errors) EXPECT_GT(error.where.line, 0) << error.what;
}

/// Each line dropped, doubled, emptied, given another value or a stranger: refused with place and remedy, or read harmlessly.
TEST(ShockFile, SpoiltFilesAreRefusedInTheirPlace) {
    std::vector<std::string> lines;
    const std::string whole = all_kinds();
    for (std::size_t at = 0; at < whole.size();) {
        const std::size_t end = std::min(whole.find('\n', at), whole.size());
        lines.push_back(whole.substr(at, end - at));
        at = end + 1;
    }
    const std::vector<std::string> values{"-1", "\"\"", "[]", "nan", "1e300", "{}", "\"Ünbekannt\"", "0", "true", "2024-02-30"};
    int tried = 0, refused = 0;
    const auto attempt = [&](std::size_t line, const std::string& instead) {
        std::string text;
        for (std::size_t i = 0; i < lines.size(); ++i) text += (i == line ? instead : lines[i]) + "\n";
        ++tried;
        const Errors errors = problems_of(text);
        refused += !errors.empty();
        for (const Error& error : errors) {
            EXPECT_EQ(error.where.file, "shock.toml") << instead << ": " << error.what;
            EXPECT_GT(error.where.line, 0) << instead << ": " << error.what;
            EXPECT_FALSE(error.what.empty());
            EXPECT_FALSE(error.hint.empty()) << instead << ": " << error.what;
        }
    };
    for (std::size_t line = 0; line < lines.size(); ++line) {
        if (lines[line].empty() || lines[line][0] == '#') continue;
        attempt(line, "");
        attempt(line, lines[line] + "\n" + lines[line]);
        attempt(line, lines[line] + " x");
        attempt(line, "x" + lines[line]);
        const std::size_t equals = lines[line].find('=');
        if (equals == std::string::npos) continue;
        for (const std::string& value : values) attempt(line, lines[line].substr(0, equals + 1) + " " + value);
    }
    EXPECT_GE(tried, 300);
    EXPECT_GT(refused, tried / 2);
}

}  // namespace

}  // namespace countervail
