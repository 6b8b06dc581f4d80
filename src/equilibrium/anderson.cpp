// SPDX-License-Identifier: Apache-2.0
#include "equilibrium/anderson.h"

#include <Eigen/QR>
#include <cmath>
#include <deque>

namespace countervail {

namespace {

/// Differences of the last points and of f there.
struct AndersonMemory {
    std::deque<Eigen::VectorXd> moves, changes;

    void remember(Eigen::VectorXd move, Eigen::VectorXd change, int most) {
        moves.push_back(std::move(move));
        changes.push_back(std::move(change));
        while (static_cast<int>(moves.size()) > most) moves.pop_front(), changes.pop_front();
    }
    void clear() { moves.clear(), changes.clear(); }

    /// β f − (ΔX + β ΔF) γ with γ the least-squares fit of f by ΔF.
    Eigen::VectorXd step(const Eigen::VectorXd& f, double damping) const {
        Eigen::VectorXd move = damping * f;
        if (moves.empty()) return move;
        Eigen::MatrixXd changed(f.size(), static_cast<Eigen::Index>(changes.size()));
        for (Eigen::Index i = 0; i < changed.cols(); ++i) changed.col(i) = changes[static_cast<std::size_t>(i)];
        const Eigen::VectorXd fit = changed.colPivHouseholderQr().solve(f);
        for (Eigen::Index i = 0; i < changed.cols(); ++i) move -= fit[i] * (moves[static_cast<std::size_t>(i)] + damping * changed.col(i));
        return move;
    }
};

}  // namespace

AndersonAnswer anderson(const std::function<Eigen::VectorXd(const Eigen::VectorXd&)>& f, const std::function<void(Eigen::VectorXd&)>& normalise,
                        Eigen::VectorXd start, const AndersonOptions& options) {
    AndersonAnswer answer{std::move(start), 0, 1};
    Eigen::VectorXd value = f(answer.x);
    answer.residual = value.cwiseAbs().maxCoeff();
    double damping = options.damping, best = answer.residual;
    AndersonMemory memory;
    while (!(answer.residual <= options.tolerance) && answer.iterations < options.iterations) {
        Eigen::VectorXd move = memory.step(value, damping);
        const double longest = move.cwiseAbs().maxCoeff();
        if (longest > options.longest_step) move *= options.longest_step / longest;
        Eigen::VectorXd next = answer.x + move;
        normalise(next);
        Eigen::VectorXd there = f(next);
        ++answer.iterations;
        const double size = there.allFinite() ? there.cwiseAbs().maxCoeff() : HUGE_VAL;
        if (!(size < 4 * best)) {   // it leads away: forget, and walk in smaller steps from where we are
            if (damping < 1e-4) break;
            memory.clear();
            damping /= 2;
            best = answer.residual;
            value = f(answer.x);
            continue;
        }
        memory.remember(next - answer.x, there - value, options.memory);
        answer.x = std::move(next);
        value = std::move(there);
        answer.residual = size;
        best = std::min(best, size);
    }
    return answer;
}

}  // namespace countervail
