// SPDX-License-Identifier: Apache-2.0
// One small world, two places and two industries, in every layout that is read: output 100, 200, 300, 400 USD million.
#pragma once

#include <string>
#include <vector>

#include "base/text.h"
#include "bom/workbook_bytes.h"
#include "economy/random_table.h"
#include "economy/read_table.h"

namespace countervail {

struct LayoutSample {
    std::string name;
    TableLayout layout = TableLayout::plain;
    std::vector<TableFile> files;
};

inline Eigen::MatrixXd sample_flows() { return Eigen::MatrixXd{{10, 20, 0, 30}, {30, 0, 30, 40}, {0, 10, 50, 60}, {20, 20, 40, 20}}; }
inline Eigen::MatrixXd sample_uses() { return Eigen::MatrixXd{{20, 5, 10, 5}, {40, 20, 30, 10}, {30, 10, 120, 20}, {50, 40, 200, 10}}; }
inline Eigen::MatrixXd sample_final() { return Eigen::MatrixXd{{25, 15}, {60, 40}, {40, 140}, {90, 210}}; }
inline const std::vector<std::string>& sample_places() {
    static const std::vector<std::string> all{"AAA", "AAA", "BBB", "BBB"};
    return all;
}
inline const std::vector<std::string>& sample_industries() {
    static const std::vector<std::string> all{"mining", "making", "mining", "making"};
    return all;
}

inline bool table_file_is(const TableFile& file, std::string_view stem) {
    const std::size_t slash = file.name.find_last_of('/');
    return file.name.substr(slash == std::string::npos ? 0 : slash + 1).starts_with(stem);
}

using SheetCells = std::vector<std::vector<std::string>>;

inline std::string delimited(const SheetCells& cells, const std::string& separator) {
    std::string text;
    for (const auto& row : cells) text += join(row, separator) + "\n";
    return text;
}

/// Labels at the side, then the values of `matrix`.
inline void add_matrix(SheetCells& cells, const Eigen::MatrixXd& matrix, const std::vector<std::vector<std::string>>& sides) {
    for (Eigen::Index row = 0; row < matrix.rows(); ++row) {
        auto& line = cells.emplace_back(sides[static_cast<std::size_t>(row)]);
        for (Eigen::Index column = 0; column < matrix.cols(); ++column) line.push_back(exact_number(matrix(row, column)));
    }
}

inline Eigen::VectorXd sample_output() { return Eigen::VectorXd{{100, 200, 300, 400}}; }

inline SheetCells labelled_cells(const Eigen::MatrixXd& matrix, bool final, bool unit) {
    const std::vector<std::string> uses{"households", "investment", "households", "investment"};
    SheetCells cells{{"region", ""}, {final ? "category" : "sector", ""}, {"region", "sector", "", "", "", ""}};
    std::vector<std::vector<std::string>> sides;
    for (std::size_t i = 0; i < 4; ++i) {
        cells[0].push_back(sample_places()[i]);
        cells[1].push_back(final ? uses[i] : sample_industries()[i]);
        sides.push_back({sample_places()[i], sample_industries()[i]});
        if (unit) sides.back().push_back("Mill USD");
    }
    if (unit) {
        for (auto& row : cells) row.insert(row.begin() + 2, "");
    }
    add_matrix(cells, matrix, sides);
    return cells;
}

inline std::vector<TableFile> plain_sample() {
    return {{"2015_Z.csv", delimited(labelled_cells(sample_flows(), false, false), ",")}, {"2015_Y.csv", delimited(labelled_cells(sample_uses(), true, false), ",")}};
}

inline std::vector<TableFile> exiobase_sample() {
    const Eigen::MatrixXd a = sample_flows() * sample_output().cwiseInverse().asDiagonal();
    SheetCells unit{{"region", "sector", "unit"}};
    for (std::size_t i = 0; i < 4; ++i) unit.push_back({sample_places()[i], sample_industries()[i], "Mill USD"});
    return {{"IOT_2015_ixi/A.txt", delimited(labelled_cells(a, false, false), "\t")},
            {"IOT_2015_ixi/Y.txt", delimited(labelled_cells(sample_uses(), true, false), "\t")},
            {"IOT_2015_ixi/unit.txt", delimited(unit, "\t")}};
}

inline std::vector<TableFile> exiobase_flows_sample() {
    auto files = exiobase_sample();
    files[0] = {"IOT_2015_ixi/Z.txt", delimited(labelled_cells(sample_flows(), false, true), "\t")};
    SheetCells x{{"region", "sector", "indout"}};
    for (std::size_t i = 0; i < 4; ++i) x.push_back({sample_places()[i], sample_industries()[i], exact_number(sample_output()[static_cast<Eigen::Index>(i)])});
    files.push_back({"IOT_2015_ixi/x.txt", delimited(x, "\t")});
    return files;
}

inline std::vector<TableFile> eora_sample() {
    std::string t, fd, labels_t, labels_fd;
    for (int row = 0; row < 4; ++row) {
        for (int column = 0; column < 4; ++column) {
            t += exact_number(1000 * sample_flows()(row, column)) + (column < 3 ? "\t" : "\n");
            fd += exact_number(1000 * sample_uses()(row, column)) + (column < 3 ? "\t" : "\n");
        }
        const auto at = static_cast<std::size_t>(row);
        labels_t += "Land of " + sample_places()[at] + "\t" + sample_places()[at] + "\tIndustries\t" + sample_industries()[at] + "\t\n";
        labels_fd += "Land of " + sample_places()[at] + "\t" + sample_places()[at] + "\tFinal Demand\t" + (row % 2 == 0 ? "households" : "investment") + "\t\n";
    }
    return {{"Eora26_2015_bp_T.txt", t}, {"Eora26_2015_bp_FD.txt", fd}, {"labels_T.txt", labels_t}, {"labels_FD.txt", labels_fd}};
}

/// PLACE_industry on both sides; with `output` a last column and row.
inline std::string underscored(const std::string& corner, bool square, bool final, bool output, const std::string& output_word) {
    SheetCells cells{{corner}};
    Eigen::MatrixXd all(4, 0);
    const auto widen = [&](const Eigen::MatrixXd& more) {
        Eigen::MatrixXd wide(4, all.cols() + more.cols());
        wide << all, more;
        all = wide;
    };
    if (square) {
        for (std::size_t i = 0; i < 4; ++i) cells[0].push_back(sample_places()[i] + "_" + sample_industries()[i]);
        widen(sample_flows());
    }
    if (final) {
        for (std::size_t i = 0; i < 4; ++i) cells[0].push_back(sample_places()[i] + (i % 2 == 0 ? "_HFCE" : "_GFCF"));
        widen(sample_uses());
    }
    if (output) {
        cells[0].push_back(output_word);
        widen(sample_output());
    }
    std::vector<std::vector<std::string>> sides;
    for (std::size_t i = 0; i < 4; ++i) sides.push_back({sample_places()[i] + "_" + sample_industries()[i]});
    add_matrix(cells, all, sides);
    if (square && final) {
        cells.push_back({"VALU", "40", "150", "180", "250", "", "", "", "", ""});
        cells.push_back({"OUTPUT", "100", "200", "300", "400", "140", "75", "360", "45", ""});
    }
    return delimited(cells, ",");
}

/// WIOD's wide sheet: titles, four header rows, totals below.
inline SheetCells wiod_cells() {
    SheetCells cells{{"World Input-Output Table for 2015"}, {"in current prices"}, {"(industry-by-industry)", "", "", ""}, {"(millions of US$)", "", "", ""}, {"", "", "", ""}, {"", "", "", ""}};
    const std::vector<std::string> codes{"AtB", "D"}, uses{"Consumption by households", "Investment"};
    for (std::size_t i = 0; i < 8; ++i) {
        const bool final = i >= 4;
        cells[2].push_back(final ? "" : codes[i % 2]);
        cells[3].push_back(final ? uses[i % 2] : sample_industries()[i % 2]);
        cells[4].push_back(sample_places()[i % 4]);
        cells[5].push_back(final ? (i % 2 == 0 ? "c37" : "c41") : (i % 2 == 0 ? "c1" : "c2"));
    }
    cells[3].push_back("Total output");
    Eigen::MatrixXd all(4, 9);
    all << sample_flows(), sample_uses(), sample_output();
    std::vector<std::vector<std::string>> sides;
    for (std::size_t i = 0; i < 4; ++i) sides.push_back({codes[i % 2], sample_industries()[i], sample_places()[i], i % 2 == 0 ? "c1" : "c2"});
    add_matrix(cells, all, sides);
    cells.push_back({"", "Total intermediate consumption", "TOT", "r60", "60", "50", "120", "150"});
    cells.push_back({"", "Value added at basic prices", "", "r64", "40", "150", "180", "250"});
    return cells;
}

inline std::string wiod_long() {
    SheetCells cells{{"IndustryCode", "IndustryDescription", "Country", "RNr", "Year", "AAA1", "AAA2", "BBB1", "BBB2", "AAA57", "AAA58", "BBB57", "BBB58", "TOT"}};
    Eigen::MatrixXd all(4, 9);
    all << sample_flows(), sample_uses(), sample_output();
    std::vector<std::vector<std::string>> sides;
    for (std::size_t i = 0; i < 4; ++i) sides.push_back({i % 2 == 0 ? "B" : "C10-C12", sample_industries()[i], sample_places()[i], i % 2 == 0 ? "1" : "2", "2015"});
    add_matrix(cells, all, sides);
    cells.push_back({"VA", "Value added at basic prices", "TOT", "70", "2015", "40", "150", "180", "250", "0", "0", "0", "0", "0"});
    return delimited(cells, ",");
}

/// U = [[10, 20], [30, 40]] and V = [[90, 10], [0, 190]].
inline std::vector<TableFile> bea_sample(bool with_make) {
    std::vector<TableFile> files{{"Use.csv",
                                  "\"The Use of Commodities by Industries, After Redefinitions (Producers' Prices) - Summary\"\n(Millions of dollars)\nBureau of Economic Analysis\n2015\n\n"
                                  "IOCode,Name,212,331,T001,F010,F050,T004,T007\n"
                                  ",,Mining,Primary metals,Total Intermediate,Personal consumption expenditures,Imports of goods and services,Total Final Uses,Total Commodity Output\n"
                                  "212,Mining,10,20,30,70,-10,60,90\n331,Primary metals,30,40,70,140,-10,130,200\nUsed,Scrap,1,2,3,---,-3,-3,0\n"
                                  "T005,Total Intermediate,41,62,103,,,,\nV001,Compensation of employees,59,128,,,,,\nT008,Total Industry Output,100,190,,,,,290\n"
                                  "\"Note. Detail may not add to total.\",,,,,,,,\n"}};
    if (with_make) {
        files.push_back({"Make.csv",
                         "\"The Make of Commodities by Industries, After Redefinitions - Summary\"\n(Millions of dollars)\n2015\n\nIOCode,Name,212,331,T008\n"
                         "212,Mining,90,10,100\n331,Primary metals,0,190,190\nT007,Total Commodity Output,90,200,290\n"});
    }
    return files;
}

inline std::vector<LayoutSample> layout_samples() {
    return {{"plain", TableLayout::plain, plain_sample()},
            {"exiobase", TableLayout::exiobase, exiobase_sample()},
            {"exiobase-flows", TableLayout::exiobase, exiobase_flows_sample()},
            {"eora", TableLayout::eora, eora_sample()},
            {"icio", TableLayout::icio, {{"ICIO2018_2015.csv", underscored("", true, true, true, "TOTAL")}}},
            {"wiod-pair", TableLayout::wiod, {{"wiot2015_inter.csv", underscored("row", true, false, false, "")}, {"wiot2015_final.csv", underscored("row", false, true, true, "output")}}},
            {"wiod-sheet", TableLayout::wiod, {{"wiot15.csv", delimited(wiod_cells(), ",")}}},
            {"wiod-workbook", TableLayout::wiod, {{"wiot15.xlsx", workbook_bytes(wiod_cells())}}},
            {"wiod-long", TableLayout::wiod, {{"wiot.csv", wiod_long()}}},
            {"bea", TableLayout::bea, bea_sample(false)},
            {"bea-make", TableLayout::bea, bea_sample(true)}};
}

inline LayoutSample layout_sample(std::string_view name) {
    for (LayoutSample& sample : layout_samples()) {
        if (sample.name == name) return sample;
    }
    return {};
}

}  // namespace countervail
