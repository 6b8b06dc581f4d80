// SPDX-License-Identifier: Apache-2.0
// Published tables for the tests of ARIO, read straight from their files beside the source tree.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "economy/io_table.h"

namespace countervail::ario_economies {

inline std::filesystem::path shared(const std::string& path) { return std::filesystem::path(COUNTERVAIL_SOURCE_DIR) / "../shared" / path; }

inline std::vector<std::vector<std::string>> rows_of(const std::filesystem::path& file) {
    std::vector<std::vector<std::string>> rows;
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);) {
        rows.emplace_back();
        std::istringstream cells(line);
        for (std::string cell; std::getline(cells, cell, ',');) rows.back().push_back(cell);
    }
    return rows;
}

inline double number(const std::string& cell) { return std::strtod(cell.c_str(), nullptr); }

inline void finish(IoTable& table) {
    table.industry_names = table.industries;
    table.value_added = table.output - Eigen::VectorXd(table.intermediate.transpose() * Eigen::VectorXd::Ones(table.cells()));
}

/// The three regions and five sectors of the published runs, in the order of their input files.
inline IoTable three_regions() {
    const auto z = rows_of(shared("oracles/economy/boario_in_Z.csv"));
    const auto y = rows_of(shared("oracles/economy/boario_in_Y.csv"));
    const auto x = rows_of(shared("oracles/economy/boario_in_x.csv"));
    constexpr int kPlaces = 3, kIndustries = 5, kUses = 7, kCells = kPlaces * kIndustries, kHead = 3, kNames = 2;
    IoTable table;
    table.id = "three-regions";
    for (int place = 0; place < kPlaces; ++place) table.places.push_back(z[kHead + static_cast<std::size_t>(place) * kIndustries][0]);
    for (int industry = 0; industry < kIndustries; ++industry) table.industries.push_back(z[kHead + static_cast<std::size_t>(industry)][1]);
    for (int use = 0; use < kUses; ++use) table.final_uses.push_back(y[1][kNames + static_cast<std::size_t>(use)]);
    Eigen::MatrixXd flows(kCells, kCells);
    table.final_demand.resize(kCells, kPlaces * kUses);
    table.output.resize(kCells);
    for (int i = 0; i < kCells; ++i) {
        const std::size_t row = kHead + static_cast<std::size_t>(i);
        for (int j = 0; j < kCells; ++j) flows(i, j) = number(z[row][kNames + static_cast<std::size_t>(j)]);
        for (int j = 0; j < kPlaces * kUses; ++j) table.final_demand(i, j) = number(y[row][kNames + static_cast<std::size_t>(j)]);
        table.output[i] = number(x[1 + static_cast<std::size_t>(i)][2]);
    }
    table.intermediate = flows.sparseView();
    finish(table);
    return table;
}

/// WIOD 2013 release, 2011: 41 places, 35 industries, USD million.
inline IoTable wiod_2011() {
    constexpr int kPlaces = 41, kIndustries = 35, kUses = 5, kCells = kPlaces * kIndustries;
    const auto inter = rows_of(shared("data/wiod2013_mrio/wiot2011_inter.csv"));
    const auto final_rows = rows_of(shared("data/wiod2013_mrio/wiot2011_final.csv"));
    IoTable table;
    table.id = "wiod-2011";
    for (int place = 0; place < kPlaces; ++place) table.places.push_back(inter[0][1 + static_cast<std::size_t>(place) * kIndustries].substr(0, 3));
    for (int industry = 0; industry < kIndustries; ++industry) table.industries.push_back(inter[0][1 + static_cast<std::size_t>(industry)].substr(4));
    table.final_uses = {"f1", "f2", "f3", "f4", "f5"};
    Eigen::MatrixXd flows(kCells, kCells);
    table.final_demand.resize(kCells, kPlaces * kUses);
    table.output.resize(kCells);
    for (int i = 0; i < kCells; ++i) {
        const std::size_t row = 1 + static_cast<std::size_t>(i);
        for (int j = 0; j < kCells; ++j) flows(i, j) = number(inter[row][1 + static_cast<std::size_t>(j)]);
        for (int j = 0; j < kPlaces * kUses; ++j) table.final_demand(i, j) = number(final_rows[row][1 + static_cast<std::size_t>(j)]);
        table.output[i] = number(final_rows[row].back());
    }
    table.intermediate = flows.sparseView();
    finish(table);
    return table;
}

}  // namespace countervail::ario_economies
