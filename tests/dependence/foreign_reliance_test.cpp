// SPDX-License-Identifier: Apache-2.0
// covers: leontief_factors, foreign_reliance_tables
#include "dependence/foreign_reliance.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <Eigen/LU>
#include <cmath>
#include <filesystem>
#include <limits>

#include "dependence/foreign_reliance_tables.h"
#include "dependence/leontief_factors.h"
#include "economy/built_in_table.h"
#include "economy/leontief.h"
#include "economy/random_table.h"
#include "economy/read_table.h"

namespace countervail {
namespace {

using ::testing::HasSubstr;

constexpr auto kFace = RelianceView::face_value, kThrough = RelianceView::look_through;

IoTable table_from(const Eigen::MatrixXd& flows, const Eigen::VectorXd& output, int places) {
    IoTable table;
    table.id = "by hand";
    for (int i = 0; i < places; ++i) table.places.push_back("P" + std::to_string(i));
    for (int i = 0; i < flows.rows() / places; ++i) table.industries.push_back("s" + std::to_string(i));
    table.industry_names = table.industries;
    table.intermediate = flows.sparseView();
    table.output = output;
    return table;
}

ForeignReliance reliance_of(const IoTable& table, int threads = 1) {
    auto found = foreign_reliance(table, threads);
    if (!found) throw std::runtime_error(to_text(found.error()));
    return std::move(*found);
}

/// Sums of the rows (inputs) of a cells × cells matrix over the cells of each place.
Eigen::MatrixXd rows_by_place(const IoTable& table, const Eigen::MatrixXd& m) {
    Eigen::MatrixXd sums = Eigen::MatrixXd::Zero(m.cols(), static_cast<Eigen::Index>(table.places.size()));
    for (int i = 0; i < m.rows(); ++i) sums.col(table.place_of(i)) += m.row(i).transpose();
    return sums;
}

void expect_near(const Eigen::MatrixXd& got, const Eigen::MatrixXd& want, double tolerance) {
    ASSERT_EQ(got.rows(), want.rows());
    ASSERT_EQ(got.cols(), want.cols());
    EXPECT_LE((got - want).cwiseAbs().maxCoeff(), tolerance) << got << "\nwanted\n" << want;
}

// The example of docs/methods/dependence-look-through.md: |I − A| = 0.8 × 0.8 − 0.1 × 0.3 = 0.61.
TEST(ForeignReliance, TwoPlacesByHand) {
    const IoTable table = table_from(Eigen::MatrixXd{{20, 20}, {30, 40}}, Eigen::VectorXd{{100, 200}}, 2);
    const ForeignReliance found = reliance_of(table);
    EXPECT_NEAR(found.inputs.face_value(1, 0), 0.1, 1e-15);
    EXPECT_NEAR(found.inputs.look_through(1, 0), 0.1 / 0.61, 1e-14);
    EXPECT_NEAR(found.inputs.look_through(1, 1), 0.8 / 0.61 - 1, 1e-14);
    EXPECT_NEAR(found.inputs.own_look_through[1], 0.8 / 0.61 - 1, 1e-14);
    EXPECT_NEAR(*hidden_exposure(found.inputs, 1, 0), 1 / 0.61, 1e-13);
    EXPECT_NEAR(*reliance_share(found.inputs, 1, 0, kThrough), 1, 1e-13);   // its only other supplier
    // P0 sells 20 of its 100 to P1's industry; B = {{0.2, 0.2}, {0.15, 0.2}}, same determinant.
    EXPECT_NEAR(found.sales.face_value(0, 1), 0.2, 1e-15);
    EXPECT_NEAR(found.sales.look_through(0, 1), 0.2 / 0.61, 1e-14);
}

// Miller & Blair 2009, table 2.3, each sector taken as a place of its own.
TEST(ForeignReliance, MillerAndBlairChapterTwo) {
    const ForeignReliance found = reliance_of(table_from(Eigen::MatrixXd{{150, 500}, {200, 100}}, Eigen::VectorXd{{1000, 2000}}, 2));
    expect_near(found.inputs.look_through, Eigen::MatrixXd{{0.25412541, 0.2640264}, {0.330033, 0.12211221}}, 1e-6);
    expect_near(found.inputs.face_value, Eigen::MatrixXd{{0.15, 0.20}, {0.25, 0.05}}, 1e-15);
}

// Two regions, three sectors: td_small_MRIO of pymrio's tests/test_math.py; sums of the published inverse by region.
TEST(ForeignReliance, TwoRegionsThreeSectors) {
    const Eigen::MatrixXd z{{10, 5, 1, 6, 5, 7}, {0, 2, 0, 0, 5, 3}, {10, 3, 20, 4, 2, 0}, {5, 0, 0, 1, 10, 9}, {0, 10, 1, 0, 20, 1}, {5, 0, 0, 1, 10, 10}};
    const IoTable table = table_from(z, Eigen::VectorXd{{51, 15, 58, 50, 52, 39}}, 2);
    const ForeignReliance found = reliance_of(table);
    EXPECT_NEAR(found.inputs.look_through(0, 1), 0.18799498787612925 + 0.04400982046095892 + 0.19294222439918532, 1e-10);
    EXPECT_NEAR(found.inputs.look_through(1, 1), 0.5244084722329316 + 1.5325472495862535 + 0.5382086951864299, 1e-10);
    EXPECT_NEAR(found.inputs.look_through(3, 0), 0.17820960407435948 + 0.006557415453762468 + 0.18491657196329184, 1e-10);
    EXPECT_NEAR(found.inputs.look_through(4, 1), 0.5816573175534603 + 1.9545285794951548 + 0.596964089068025 - 1, 1e-10);
    EXPECT_NEAR(found.inputs.own_look_through[4], 0.9545285794951548, 1e-10);
    EXPECT_NEAR(found.inputs.face_value(1, 1), 0.6666666666666666, 1e-15);
    EXPECT_EQ(top_partner(table, found.inputs, 1, kThrough), 1);
}

/// Thirty tables of two to five places and two to six industries.
template <class Body>
void on_random_tables(const Body& body) {
    for (int seed = 1; seed <= 30; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        body(random_table(static_cast<std::uint64_t>(seed), 2 + seed % 4, 2 + seed % 5));
        if (::testing::Test::HasFatalFailure()) return;
    }
}

TEST(ForeignReliance, AreSumsOfBothInverses) {
    on_random_tables([](const IoTable& t) {
        const ForeignReliance found = reliance_of(t);
        const Eigen::MatrixXd identity = Eigen::MatrixXd::Identity(t.cells(), t.cells()), a(coefficients(t)), b = t.output.cwiseInverse().asDiagonal() * Eigen::MatrixXd(t.intermediate);
        const Eigen::MatrixXd indirect = (identity - a).inverse() - identity, passed_on = (identity - b).inverse() - identity;
        expect_near(found.inputs.face_value, rows_by_place(t, a), 1e-13);
        expect_near(found.inputs.look_through, rows_by_place(t, indirect), 1e-12);
        expect_near(found.inputs.own_look_through, indirect.diagonal(), 1e-12);
        expect_near(found.sales.face_value, rows_by_place(t, b.transpose()), 1e-13);
        expect_near(found.sales.look_through, rows_by_place(t, passed_on.transpose()), 1e-12);
        expect_near(found.sales.own_look_through, passed_on.diagonal(), 1e-12);
        EXPECT_LE(found.inputs.residual, 1e-12);
        EXPECT_LE(found.sales.residual, 1e-12);
        // All suppliers together are the column sums of L less the unit itself.
        expect_near(found.inputs.look_through.rowwise().sum(), (identity + indirect).colwise().sum().transpose().array() - 1, 1e-12);
    });
}

TEST(ForeignReliance, LookingThroughNeverLowersAndRaisesWhereAPathLeads) {
    on_random_tables([](const IoTable& t) {
        const ForeignReliance found = reliance_of(t);
        const Eigen::MatrixXd a(coefficients(t)), second = rows_by_place(t, a * a);
        for (int cell = 0; cell < t.cells(); ++cell) {
            for (int place = 0; place < second.cols(); ++place) {
                EXPECT_GE(found.inputs.look_through(cell, place), found.inputs.face_value(cell, place));
                EXPECT_GE(found.sales.look_through(cell, place), found.sales.face_value(cell, place));
                EXPECT_GE(found.inputs.look_through(cell, place) - found.inputs.face_value(cell, place), second(cell, place) * (1 - 1e-12));
                if (const auto hidden = hidden_exposure(found.inputs, cell, place)) { EXPECT_GE(*hidden, 1); }
            }
            for (const RelianceView by : {kFace, kThrough}) {
                double all = 0, foreign = 0;
                for (int place = 0; place < second.cols(); ++place) {
                    all += *reliance_share(found.inputs, cell, place, by);
                    foreign += foreign_share(t, found.inputs, cell, place, by).value_or(0);
                }
                EXPECT_NEAR(all, 1, 1e-12);
                const bool buys_abroad = foreign_share(t, found.inputs, cell, t.place_of(cell) == 0 ? 1 : 0, by).has_value();
            EXPECT_NEAR(foreign, buys_abroad ? 1 : 0, 1e-12);
            }
        }
    });
}

/// The same table with places and industries in another order: row and column `i` of the new one are `cell_of[i]` of the old.
IoTable reordered(const IoTable& t, const std::vector<int>& places, const std::vector<int>& industries, std::vector<int>& cell_of) {
    IoTable other = t;
    cell_of.clear();
    for (std::size_t p = 0; p < places.size(); ++p) other.places[p] = t.places[static_cast<std::size_t>(places[p])];
    for (std::size_t s = 0; s < industries.size(); ++s) other.industries[s] = t.industries[static_cast<std::size_t>(industries[s])];
    for (const int place : places) {
        for (const int industry : industries) cell_of.push_back(t.cell(place, industry));
    }
    const Eigen::MatrixXd z(t.intermediate);
    Eigen::MatrixXd moved(z.rows(), z.cols());
    for (int i = 0; i < z.rows(); ++i) {
        other.output[i] = t.output[cell_of[static_cast<std::size_t>(i)]];
        for (int j = 0; j < z.cols(); ++j) moved(i, j) = z(cell_of[static_cast<std::size_t>(i)], cell_of[static_cast<std::size_t>(j)]);
    }
    other.intermediate = moved.sparseView();
    return other;
}

TEST(ForeignReliance, OrderOfPlacesAndIndustriesMovesNothing) {
    on_random_tables([](const IoTable& t) {
        std::vector<int> places, industries, cell_of;
        for (int i = static_cast<int>(t.places.size()); i-- > 0;) places.push_back(i);
        for (std::size_t i = 0; i < t.industries.size(); ++i) industries.push_back(static_cast<int>((i + 1) % t.industries.size()));
        const ForeignReliance before = reliance_of(t), after = reliance_of(reordered(t, places, industries, cell_of));
        for (int i = 0; i < t.cells(); ++i) {
            for (std::size_t p = 0; p < places.size(); ++p) {
                const int cell = cell_of[static_cast<std::size_t>(i)];
                EXPECT_NEAR(after.inputs.look_through(i, static_cast<int>(p)), before.inputs.look_through(cell, places[p]), 1e-13);
                EXPECT_NEAR(after.sales.look_through(i, static_cast<int>(p)), before.sales.look_through(cell, places[p]), 1e-13);
            }
        }
    });
}

TEST(ForeignReliance, TwoHalvesOfAPlaceAreReliedOnByHalfEach) {
    on_random_tables([](const IoTable& t) {
        const int industries = static_cast<int>(t.industries.size()), cells = t.cells();
        // The last place comes twice, each time with half of every sale and every purchase.
        IoTable halves = t;
        halves.places.push_back("other half");
        const auto old_cell = [&](int cell) { return cell < cells ? cell : cell - industries; };
        const auto part = [&](int cell) { return cell >= cells - industries ? 0.5 : 1.0; };
        const Eigen::MatrixXd z(t.intermediate);
        Eigen::MatrixXd split(cells + industries, cells + industries);
        halves.output.resize(cells + industries);
        for (int i = 0; i < split.rows(); ++i) {
            halves.output[i] = part(i) * t.output[old_cell(i)];
            for (int j = 0; j < split.cols(); ++j) split(i, j) = part(i) * part(j) * z(old_cell(i), old_cell(j));
        }
        halves.intermediate = split.sparseView();
        const ForeignReliance whole = reliance_of(t), found = reliance_of(halves);
        const int last = static_cast<int>(t.places.size()) - 1;
        for (int cell = 0; cell < halves.cells(); ++cell) {
            for (int place = 0; place <= last + 1; ++place) {
                const double want = whole.inputs.look_through(old_cell(cell), std::min(place, last)) * (place >= last ? 0.5 : 1);
                EXPECT_NEAR(found.inputs.look_through(cell, place), want, 1e-12);
            }
        }
    });
}

TEST(ForeignReliance, SameBytesAtAnyNumberOfThreads) {
    on_random_tables([](const IoTable& t) {
        const ForeignReliance one = reliance_of(t, 1), eight = reliance_of(t, 8);
        EXPECT_EQ(one.inputs.look_through, eight.inputs.look_through);
        EXPECT_EQ(one.sales.look_through, eight.sales.look_through);
        EXPECT_EQ(one.inputs.own_look_through, eight.inputs.own_look_through);
        EXPECT_EQ(one.inputs.residual, eight.inputs.residual);
    });
}

TEST(ForeignReliance, LargeTablesAreCutIntoTilesWithoutATrace) {
    const IoTable t = random_table(7, 17, 53);   // 901 cells: whole tiles and parts of tiles
    const ForeignReliance one = reliance_of(t, 1), four = reliance_of(t, 4);
    EXPECT_EQ(one.inputs.look_through, four.inputs.look_through);
    EXPECT_EQ(one.inputs.own_look_through, four.inputs.own_look_through);
    EXPECT_EQ(one.sales.residual, four.sales.residual);
    const Eigen::MatrixXd inverse = *leontief_inverse(coefficients(t), 4);
    expect_near(one.inputs.look_through, rows_by_place(t, inverse - Eigen::MatrixXd::Identity(t.cells(), t.cells())), 1e-11);
    expect_near(one.inputs.own_look_through, inverse.diagonal().array() - 1, 1e-11);
}

TEST(ForeignReliance, ACellWithoutOutputReliesOnNobody) {
    Eigen::MatrixXd z{{10, 5, 0, 6}, {0, 2, 0, 0}, {0, 0, 0, 0}, {5, 0, 0, 1}};
    const ForeignReliance found = reliance_of(table_from(z, Eigen::VectorXd{{51, 15, 0, 50}}, 2));
    EXPECT_EQ(found.inputs.look_through.row(2).sum(), 0);
    EXPECT_EQ(found.sales.look_through.row(2).sum(), 0);
    EXPECT_TRUE(found.notes.empty());
    z(2, 0) = 4;
    EXPECT_THAT(to_text(reliance_of(table_from(z, Eigen::VectorXd{{51, 15, 0, 50}}, 2)).notes), HasSubstr("1 flows touch a cell without output"));
    z(2, 0) = 0;
    z(0, 3) = -1;
    EXPECT_THAT(to_text(reliance_of(table_from(z, Eigen::VectorXd{{51, 15, 0, 50}}, 2)).notes), HasSubstr("1 flows between industries are negative"));
}

TEST(ForeignReliance, ATableThatUsesUpMoreThanItMakesIsRefusedByCell) {
    // s1 of P0 and s0 of P1 buy all of their output from each other: nothing is left for anybody.
    const Eigen::MatrixXd circle{{10, 0, 0, 0}, {0, 0, 60, 0}, {0, 50, 0, 0}, {5, 0, 0, 10}};
    const auto refused = foreign_reliance(table_from(circle, Eigen::VectorXd{{50, 50, 60, 50}}, 2), 2);
    ASSERT_FALSE(refused);
    EXPECT_THAT(to_text(refused.error()), HasSubstr("s0 in P1 uses up more than it makes"));
    EXPECT_THAT(to_text(refused.error()), HasSubstr("mend: check outputs against purchases in \"by hand\""));
    const auto own = foreign_reliance(table_from(Eigen::MatrixXd{{10, 0}, {0, 90}}, Eigen::VectorXd{{50, 80}}, 2), 1);
    ASSERT_FALSE(own);
    EXPECT_THAT(to_text(own.error()), HasSubstr("s0 in P1"));
    EXPECT_THAT(to_text(own.error()), HasSubstr("1.125 of it"));
}

TEST(ForeignReliance, AllOddNumbersAreNamedAtOnce) {
    const double none = std::numeric_limits<double>::quiet_NaN();
    const auto refused = foreign_reliance(table_from(Eigen::MatrixXd{{10, none}, {3, 9}}, Eigen::VectorXd{{-50, 80}}, 2), 1);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().size(), 2U);
    EXPECT_THAT(to_text(refused.error()), HasSubstr("the output of s0 in P0 is -50"));
    EXPECT_THAT(to_text(refused.error()), HasSubstr("the sale of s0 in P0 to s0 in P1 is no number"));
}

TEST(ForeignReliance, TablesSayWhoReliesOnWhom) {
    const IoTable table = table_from(Eigen::MatrixXd{{20, 20, 5}, {30, 40, 1}, {1, 2, 3}}, Eigen::VectorXd{{100, 200, 50}}, 3);
    const ForeignReliance found = reliance_of(table);
    const Table cell = reliance_of_cell_table(table, found, 1, RelianceSide::inputs, 2);
    ASSERT_EQ(cell.rows.size(), 2U);
    EXPECT_EQ(std::get<std::string>(cell.rows[0][0]), "P1");
    EXPECT_EQ(std::get<double>(cell.rows[1][1]), found.inputs.face_value(1, 0));
    const Table pair = reliance_on_place_table(table, found, 1, 0, RelianceSide::sales);
    ASSERT_EQ(pair.rows.size(), 1U);
    EXPECT_EQ(std::get<double>(pair.rows[0][3]), found.sales.look_through(1, 0));
    EXPECT_EQ(std::get<double>(pair.rows[0].back()), 1);
    const Table top = top_partners_table(table, found, 1, RelianceSide::inputs, {}, {});
    ASSERT_EQ(top.rows.size(), 3U);
    EXPECT_EQ(std::get<std::string>(top.rows[1][0]), "P0");
    EXPECT_EQ(std::get<double>(top.rows[1][3]), 100);
    double shares = 0;
    for (const auto& row : top.rows) shares += std::get<double>(row[5]);
    EXPECT_NEAR(shares, 100, 1e-9);
    EXPECT_EQ(top_partners_table(table, found, 1, RelianceSide::inputs, {0}, {0}).rows.size(), 2U);
}

TEST(ForeignReliance, RunsOnTheBuiltInTable) {
    const IoTable& table = testing::built_in_table();
    const ForeignReliance found = reliance_of(table, 2);
    EXPECT_LE(found.inputs.residual, 1e-12);
    EXPECT_LE(found.sales.residual, 1e-12);
    EXPECT_GE((found.inputs.look_through - found.inputs.face_value).minCoeff(), 0);
    const Table cell = reliance_of_cell_table(table, found, 0, RelianceSide::inputs, 5);
    EXPECT_FALSE(cell.sources.empty());
    EXPECT_THAT(cell.title, HasSubstr("the compact built-in table"));
    EXPECT_THAT(to_text(found.notes), HasSubstr("import a published table"));
}

// WIOD 2013 release, 2011: Timmer et al. 2015. Value added as the note beside the table has it.
TEST(ForeignReliance, WorldInputOutputTableOf2011) {
    const std::filesystem::path file = COUNTERVAIL_SOURCE_DIR "/../shared/data/wiod2013_mrio/wiot2011_inter.csv";
    if (!std::filesystem::exists(file)) GTEST_SKIP() << "the world input-output table is not beside the tree";
    const auto read = read_table(*table_files_at(file), TableLayout::wiod);
    ASSERT_TRUE(read) << to_text(read.error());
    const IoTable& table = *read;
    const auto industries = static_cast<Eigen::Index>(table.industries.size());
    for (const auto& [place, bn] : {std::pair{"CHN", 7388.0}, {"USA", 15162.0}, {"JPN", 5897.0}, {"DEU", 3490.0}}) {
        EXPECT_NEAR(table.value_added.segment(table.place(place) * industries, industries).sum() / 1000, bn, 0.5) << place;
    }
    const ForeignReliance found = reliance_of(table, 4);
    EXPECT_LE(found.inputs.residual, 1e-12);
    EXPECT_LE(found.sales.residual, 1e-12);
    // Never below face value, and above it exactly where a path over another supplier leads there.
    const Eigen::MatrixXd over_others = coefficients(table).transpose() * found.inputs.look_through;
    int below = 0, unlike = 0, without_path = 0, cells = 0;
    for (int cell = 0; cell < table.cells(); ++cell) {
        if (table.output[cell] == 0) continue;
        ++cells;
        for (int place = 0; place < static_cast<int>(table.places.size()); ++place) {
            const double more = found.inputs.look_through(cell, place) - found.inputs.face_value(cell, place);
            below += more < 0;
            const bool path = over_others(cell, place) > 1e-15 * found.inputs.face_value(cell, place);   // else rounding swallows it
            unlike += path != (more > 0) && !(more > 0 && over_others(cell, place) > 0);
            without_path += over_others(cell, place) == 0;
        }
    }
    EXPECT_EQ(cells, 1435 - 22);
    EXPECT_EQ(below, 0);
    EXPECT_EQ(unlike, 0);
    EXPECT_EQ(without_path, 25 * 41 + 40);   // 25 cells buy from nobody, and one buys from one of these alone
    // Manufacturing is c3 to c16. The published claim (China the top foreign supplier of more than 90 % of US manufacturing sectors) is for
    // 2018 and another table; in 2011 the shares are these.
    std::vector<int> manufacturing;
    for (int industry = table.industry("c3"); industry <= table.industry("c16"); ++industry) manufacturing.push_back(industry);
    const std::vector<int> aggregates{table.place("ROW")};
    int through = 0, face = 0;
    for (const int industry : manufacturing) {
        const int cell = table.cell(table.place("USA"), industry);
        through += top_partner(table, found.inputs, cell, kThrough, aggregates) == table.place("CHN");
        face += top_partner(table, found.inputs, cell, kFace, aggregates) == table.place("CHN");
    }
    EXPECT_EQ(manufacturing.size(), 14U);
    EXPECT_EQ(through, 13);
    EXPECT_EQ(face, 6);
    Table top = top_partners_table(table, found, table.place("USA"), RelianceSide::inputs, manufacturing, aggregates);
    EXPECT_EQ(std::get<std::string>(top.rows[1][0]), "CHN");
    EXPECT_EQ(std::get<double>(top.rows[1][2]), 13);
    top.rows.resize(6);
    std::cout << render(top, TableFormat::text);
    // With the rest of the world counted as one supplier it is fewer: the choice is the user's.
    EXPECT_EQ(std::get<double>(top_partners_table(table, found, table.place("USA"), RelianceSide::inputs, manufacturing, {}).rows[2][2]), 9);
}

}  // namespace
}  // namespace countervail
