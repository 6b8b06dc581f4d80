// SPDX-License-Identifier: Apache-2.0
#include "losses/industry_step.h"

#include <algorithm>

#include "base/convex_program.h"

namespace countervail {

namespace {

constexpr double kRounding = 1e-6;    ///< of the buyer's output: a smaller input is the table's rounding
constexpr double kResolved = 1e-7;    ///< of the largest cut: a smaller fall is the solver's
constexpr double kTolerance = 1e-11;
constexpr int kIterations = 200;
constexpr double kNeverMet = 1e4;     ///< a bound that far from the unit of the program cannot bind

}  // namespace

/// Unknowns are falls as shares of today's flow, in units of the largest cut, so that a cut of a millionth is solved as
/// exactly as one of a half.
struct IndustryStep::FallProgram {
    std::vector<Eigen::Triplet<double>> entries;
    std::vector<double> weight, lower, upper;
    std::vector<int> other;   // by industry: unknown of its other sales, or -1
    int rows = 0;

    int unknown(double flow, double least, double most) {
        weight.push_back(flow);
        lower.push_back(least);
        upper.push_back(most > kNeverMet ? unbounded : most);
        return static_cast<int>(weight.size()) - 1;
    }
    ConvexProgram program() const {
        const auto n = static_cast<Eigen::Index>(weight.size());
        Eigen::SparseMatrix<double> equations(rows, n);
        equations.setFromTriplets(entries.begin(), entries.end());
        const Eigen::VectorXd flows = Eigen::Map<const Eigen::VectorXd>(weight.data(), n);
        const double mean = flows.mean();
        return quadratic_program(std::move(equations), Eigen::VectorXd::Zero(rows), 2 * flows / mean, Eigen::VectorXd::Zero(n),
                                 Eigen::Map<const Eigen::VectorXd>(lower.data(), n), Eigen::Map<const Eigen::VectorXd>(upper.data(), n));
    }
};

IndustryBlock block_of(const IoTable& table, int place, const Eigen::MatrixXd& criticality) {
    const int n = static_cast<int>(table.industries.size());
    const int first = table.cell(place, 0);
    IndustryBlock block;
    block.output = table.output.segment(first, n);
    block.value_added = table.value_added.segment(first, n);
    block.domestic = Eigen::MatrixXd::Zero(n, n);
    block.imported = Eigen::MatrixXd::Zero(n, n);
    block.critical = Eigen::MatrixXd::Zero(n, n);
    for (int row = 0; row < table.intermediate.outerSize(); ++row) {
        const bool own = table.place_of(row) == place;
        for (FlowMatrix::InnerIterator it(table.intermediate, row); it; ++it) {
            const int buyer = static_cast<int>(it.col()) - first;
            if (buyer < 0 || buyer >= n) continue;
            (own ? block.domestic : block.imported)(table.industry_of(row), buyer) += it.value();
        }
    }
    if (criticality.size() > 0) block.critical = (criticality.array() >= 1).cast<double>();
    return block;
}

IndustryStep::IndustryStep(IndustryBlock block) : block_(std::move(block)) { find_pairs(); }

void IndustryStep::find_pairs() {
    const auto n = block_.output.size();
    other_ = block_.output;
    for (int seller = 0; seller < n; ++seller) {
        for (int buyer = 0; buyer < n; ++buyer) {
            const double flow = block_.domestic(seller, buyer);
            if (block_.critical(seller, buyer) < 1 || seller == buyer || flow <= kRounding * block_.output[buyer]) continue;
            pairs_.push_back({seller, buyer, flow, std::max(0.0, block_.imported(seller, buyer))});
            other_[seller] -= flow;
        }
    }
}

/// Unknowns: the fall of each output first, then other sales, then the flows of critical pairs that have an import.
IndustryStep::FallProgram IndustryStep::falls(const Eigen::VectorXd& left, double largest) const {
    const int n = static_cast<int>(block_.output.size());
    const double most = 1 / largest;   // everything
    FallProgram falls;
    for (int i = 0; i < n; ++i) {
        const bool makes = block_.output[i] > 0;
        falls.unknown(0, makes ? std::clamp((1 - left[i]) / largest, 0.0, most) : 0, makes ? most : 0);
    }
    falls.other.assign(static_cast<std::size_t>(n), -1);
    for (int i = 0; i < n; ++i) {
        if (block_.output[i] <= 0) continue;
        falls.entries.emplace_back(i, i, std::max(block_.output[i], block_.output[i] - other_[i]));
        if (other_[i] <= kRounding * block_.output[i]) continue;
        const int sales = falls.unknown(other_[i], -unbounded, most);
        falls.other[static_cast<std::size_t>(i)] = sales;
        falls.entries.emplace_back(i, sales, -other_[i]);
    }
    falls.rows = n;
    for (const CriticalPair& pair : pairs_) {
        if (pair.imported <= kRounding * pair.domestic) {   // falls as its buyer does
            falls.weight[static_cast<std::size_t>(pair.buyer)] += pair.domestic;
            falls.entries.emplace_back(pair.seller, pair.buyer, -pair.domestic);
            continue;
        }
        const int domestic = falls.unknown(pair.domestic, -unbounded, most);
        const int imported = falls.unknown(pair.imported, 0, most);
        falls.entries.emplace_back(pair.seller, domestic, -pair.domestic);
        falls.entries.emplace_back(falls.rows, domestic, pair.domestic);
        falls.entries.emplace_back(falls.rows, imported, pair.imported);
        falls.entries.emplace_back(falls.rows, pair.buyer, -(pair.domestic + pair.imported));
        ++falls.rows;
    }
    return falls;
}

Result<IndustryAnswer> IndustryStep::answer(const Eigen::VectorXd& left) const {
    const int n = static_cast<int>(block_.output.size());
    IndustryAnswer answer{block_.output, Eigen::VectorXd::Ones(n)};
    double largest = 0;
    for (int i = 0; i < n; ++i) {
        if (block_.output[i] > 0) largest = std::max(largest, 1 - left[i]);
    }
    if (largest <= 0) return answer;
    const FallProgram falls = this->falls(left, largest);
    const auto solved = solve(falls.program(), {kTolerance, kIterations});
    if (!solved) return std::unexpected(solved.error());
    for (int i = 0; i < n; ++i) {
        if (solved->x[i] > kResolved) answer.output[i] = block_.output[i] * (1 - largest * solved->x[i]);
        const int sales = falls.other[static_cast<std::size_t>(i)];
        if (sales >= 0) answer.other_sales[i] = 1 - largest * solved->x[sales];
    }
    for (std::size_t j = 0; j < falls.weight.size(); ++j) {
        const double fall = largest * solved->x[static_cast<Eigen::Index>(j)];
        answer.objective += falls.weight[j] * fall * fall;
    }
    answer.iterations = solved->iterations;
    answer.primal_residual = solved->primal_residual;
    answer.dual_residual = solved->dual_residual;
    answer.gap = solved->gap;
    return answer;
}

}  // namespace countervail
