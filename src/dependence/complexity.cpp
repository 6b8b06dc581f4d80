// SPDX-License-Identifier: Apache-2.0
#include "dependence/complexity.h"

#include <Eigen/Core>
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "base/parallel.h"
#include "dependence/product_measures.h"

namespace countervail {
namespace {

/// M: who makes what; rows are places that make something, columns products that somebody makes.
struct Makers {
    std::vector<std::size_t> places, products;   // of the totals
    Eigen::MatrixXd made;                        // 0 or 1
    Eigen::VectorXd diversity, ubiquity;
};

ProductPlaceGrid<char> advantages(const CubeTotals& totals, double threshold, int threads) {
    ProductPlaceGrid<char> made(totals.products, totals.places);
    parallel_for(threads, totals.products, [&](std::size_t product) {
        for (std::size_t place = 0; place < totals.places; ++place)
            made.at(product, place) = revealed_comparative_advantage(totals, product, static_cast<PlaceIndex>(place)).value_or(0) >= threshold;
    });
    return made;
}

void count(const ProductPlaceGrid<char>& made, std::size_t products, Complexity& result) {
    result.diversity.assign(made.places, 0);
    result.ubiquity.assign(products, 0);
    for (std::size_t product = 0; product < products; ++product) {
        for (std::size_t place = 0; place < made.places; ++place) {
            result.diversity[place] += made.at(product, place);
            result.ubiquity[product] += made.at(product, place);
        }
    }
}

std::vector<std::size_t> with_some(const std::vector<int>& counts) {
    std::vector<std::size_t> kept;
    for (std::size_t at = 0; at < counts.size(); ++at) {
        if (counts[at] > 0) kept.push_back(at);
    }
    return kept;
}

Makers makers_of(const ProductPlaceGrid<char>& made, const Complexity& counts) {
    Makers makers{with_some(counts.diversity), with_some(counts.ubiquity), {}, {}, {}};
    const auto rows = static_cast<Eigen::Index>(makers.places.size()), columns = static_cast<Eigen::Index>(makers.products.size());
    makers.made.resize(rows, columns);
    for (Eigen::Index column = 0; column < columns; ++column) {
        for (Eigen::Index row = 0; row < rows; ++row)
            makers.made(row, column) = made.at(makers.products[static_cast<std::size_t>(column)], makers.places[static_cast<std::size_t>(row)]);
    }
    makers.diversity = makers.made.rowwise().sum();
    makers.ubiquity = makers.made.colwise().sum().transpose();
    return makers;
}

/// S = N Nᵀ with N = D_c^(−1/2) M D_p^(−1/2): symmetric, and similar to the M̃ of the paper, D_c^(−1) M D_p^(−1) Mᵀ. Rows in blocks of
/// fixed size, each on one thread.
Eigen::MatrixXd similarity(const Makers& makers, int threads) {
    constexpr Eigen::Index kRows = 16;
    const Eigen::MatrixXd scaled =
        makers.diversity.cwiseSqrt().cwiseInverse().asDiagonal() * makers.made * makers.ubiquity.cwiseSqrt().cwiseInverse().asDiagonal();
    const Eigen::Index rows = scaled.rows();
    Eigen::MatrixXd result(rows, rows);
    parallel_for(threads, static_cast<std::size_t>((rows + kRows - 1) / kRows), [&](std::size_t block) {
        const Eigen::Index from = static_cast<Eigen::Index>(block) * kRows, height = std::min(kRows, rows - from);
        result.middleRows(from, height).noalias() = scaled.middleRows(from, height) * scaled.transpose();
    });
    return result;
}

double correlation(const Eigen::VectorXd& x, const Eigen::VectorXd& y) {
    const Eigen::VectorXd dx = x.array() - x.mean(), dy = y.array() - y.mean();
    return dx.dot(dy);   // its sign is all that is asked
}

}  // namespace

Result<Complexity> complexity(const CubeTotals& totals, double threshold, int threads) {
    Complexity result;
    result.threshold = threshold;
    const auto made = advantages(totals, threshold, threads);
    count(made, totals.products, result);
    const Makers makers = makers_of(made, result);
    if (makers.places.size() < 3 || makers.products.size() < 3)
        return fail({}, "complexity needs at least three places and three products with a comparative advantage", "import trade of more places and products");
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(similarity(makers, threads));
    if (solver.info() != Eigen::Success) return fail({}, "the eigenvectors of who makes what did not settle", "leave complexity out");
    const Eigen::Index second = solver.eigenvalues().size() - 2;
    const Eigen::VectorXd root = makers.diversity.cwiseSqrt().cwiseInverse().asDiagonal() * solver.eigenvectors().col(second);
    Eigen::VectorXd products = makers.ubiquity.cwiseInverse().asDiagonal() * (makers.made.transpose() * root);
    Eigen::VectorXd places = makers.diversity.cwiseInverse().asDiagonal() * (makers.made * products);
    if (correlation(makers.diversity, places) < 0) {
        products = -products;
        places = -places;
    }
    const double mean = places.mean(), deviation = std::sqrt((places.array() - mean).square().mean());
    if (!(deviation > 1e-12)) return fail({}, "every place has the same complexity", "leave complexity out: what places make does not tell them apart");
    result.place_index.assign(totals.places, std::nullopt);
    result.product_index.assign(totals.products, std::nullopt);
    for (std::size_t at = 0; at < makers.places.size(); ++at) result.place_index[makers.places[at]] = (places[static_cast<Eigen::Index>(at)] - mean) / deviation;
    for (std::size_t at = 0; at < makers.products.size(); ++at) result.product_index[makers.products[at]] = (products[static_cast<Eigen::Index>(at)] - mean) / deviation;
    return result;
}

}  // namespace countervail
