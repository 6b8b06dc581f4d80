// SPDX-License-Identifier: Apache-2.0
#include "dependence/leontief_factors.h"

#include <algorithm>
#include <functional>
#include <optional>

#include "base/parallel.h"

namespace countervail {

namespace {

using Index = Eigen::Index;

constexpr Index kPanel = 128;   // columns eliminated together: enough for the update to be one matrix product
constexpr Index kTile = 384;    // side of the pieces of that product: enough pieces for the threads, each well above a cache's size
constexpr Index kSides = 16;    // right-hand sides solved together
constexpr double kNothing = 1e-12;   // what rounding may leave of one unit of output where nothing is left

/// Calls body(first, width) for the pieces of [first, end).
void over_pieces(int threads, Index first, Index end, Index piece, const std::function<void(Index, Index)>& body) {
    const auto count = static_cast<std::size_t>((end - first + piece - 1) / piece);
    parallel_for(threads, count, [&](std::size_t i) {
        const Index at = first + static_cast<Index>(i) * piece;
        body(at, std::min(piece, end - at));
    });
}

/// Eliminates the square block in place; the first row of whose output nothing is left.
std::optional<Index> eliminate(Eigen::Ref<Eigen::MatrixXd> block) {
    const Index size = block.rows();
    for (Index k = 0; k < size; ++k) {
        if (!(block(k, k) > kNothing)) return k;
        const Index rest = size - k - 1;
        block.col(k).tail(rest) /= block(k, k);
        block.bottomRightCorner(rest, rest).noalias() -= block.col(k).tail(rest) * block.row(k).tail(rest);
    }
    return std::nullopt;
}

}  // namespace

std::expected<LeontiefFactors, UnproductiveCell> LeontiefFactors::of(const FlowMatrix& a, int threads) {
    const Index size = a.rows();
    Eigen::MatrixXd m = Eigen::MatrixXd::Zero(size, size);
    for (int row = 0; row < a.outerSize(); ++row) {
        for (FlowMatrix::InnerIterator flow(a, row); flow; ++flow) m(row, flow.col()) = -flow.value();
        m(row, row) += 1;
    }
    for (Index at = 0; at < size; at += kPanel) {
        const Index width = std::min(kPanel, size - at), next = at + width;
        const auto corner = m.block(at, at, width, width);
        if (const auto stuck = eliminate(corner)) return std::unexpected(UnproductiveCell{static_cast<int>(at + *stuck), corner(*stuck, *stuck)});
        const auto pieces = static_cast<std::size_t>((size - next + kTile - 1) / kTile);
        parallel_for(threads, 2 * pieces, [&](std::size_t i) {
            const Index first = next + static_cast<Index>(i / 2) * kTile, count = std::min(kTile, size - first);
            if (i % 2 == 0) corner.triangularView<Eigen::Upper>().solveInPlace<Eigen::OnTheRight>(m.block(first, at, count, width));
            else corner.triangularView<Eigen::UnitLower>().solveInPlace(m.block(at, first, width, count));
        });
        parallel_for(threads, pieces * pieces, [&](std::size_t i) {
            const Index row = next + static_cast<Index>(i % pieces) * kTile, column = next + static_cast<Index>(i / pieces) * kTile;
            const Index rows = std::min(kTile, size - row), columns = std::min(kTile, size - column);
            m.block(row, column, rows, columns).noalias() -= m.block(row, at, rows, width) * m.block(at, column, width, columns);
        });
    }
    return LeontiefFactors(std::move(m));
}

Eigen::MatrixXd LeontiefFactors::solve(const Eigen::MatrixXd& right, int threads) const {
    Eigen::MatrixXd x = right;
    over_pieces(threads, 0, x.cols(), kSides, [&](Index first, Index width) {
        auto part = x.middleCols(first, width);
        factors_.triangularView<Eigen::UnitLower>().solveInPlace(part);
        factors_.triangularView<Eigen::Upper>().solveInPlace(part);
    });
    return x;
}

Eigen::MatrixXd LeontiefFactors::solve_transposed(const Eigen::MatrixXd& left, int threads) const {
    Eigen::MatrixXd x = left;
    over_pieces(threads, 0, x.cols(), kSides, [&](Index first, Index width) {
        auto part = x.middleCols(first, width);
        factors_.triangularView<Eigen::Upper>().transpose().solveInPlace(part);
        factors_.triangularView<Eigen::UnitLower>().transpose().solveInPlace(part);
    });
    return x;
}

Eigen::VectorXd LeontiefFactors::inverse_diagonal(int threads) const {
    const Index size = factors_.rows();
    Eigen::VectorXd diagonal(size);
    // (U⁻¹ L⁻¹)_jj = Σ_{k ≥ j} (U⁻¹)_jk (L⁻¹)_kj: rows of U⁻¹ and columns of L⁻¹ live in the corner below and right of j.
    over_pieces(threads, 0, size, kPanel, [&](Index first, Index width) {
        const Index rest = size - first;
        const auto corner = factors_.bottomRightCorner(rest, rest);
        Eigen::MatrixXd lower = Eigen::MatrixXd::Identity(rest, width), upper = lower;
        corner.triangularView<Eigen::UnitLower>().solveInPlace(lower);
        corner.triangularView<Eigen::Upper>().transpose().solveInPlace(upper);
        diagonal.segment(first, width) = lower.cwiseProduct(upper).colwise().sum().transpose();
    });
    return diagonal;
}

}  // namespace countervail
