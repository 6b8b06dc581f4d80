// SPDX-License-Identifier: Apache-2.0
#include "cascade/loss_leap.h"

#include <algorithm>
#include <cmath>

namespace countervail {

namespace {

constexpr double kDependent = 1e-9;   // of its square, what must be left of a difference that the newer ones do not span

}  // namespace

template <int lanes>
void LossLeap<lanes>::restart(std::size_t length) {
    calls_ = 0;
    last_to_.resize(length);
    last_move_.resize(length);
    for (std::size_t i = 0; i < kDepth; ++i) {
        to_steps_[i].resize(length);
        move_steps_[i].resize(length);
    }
}

template <int lanes>
typename LossLeap<lanes>::Products LossLeap<lanes>::remember(std::span<const Lanes> from, std::span<const Lanes> to) {
    std::rotate(to_steps_.begin(), to_steps_.end() - 1, to_steps_.end());
    std::rotate(move_steps_.begin(), move_steps_.end() - 1, move_steps_.end());
    const std::size_t known = std::min(calls_, kDepth);
    Products products;
    for (std::size_t i = 0; i < to.size(); ++i) {
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            const double move = to[i][lane] - from[i][lane];
            move_steps_[0][i][lane] = move - last_move_[i][lane];
            to_steps_[0][i][lane] = to[i][lane] - last_to_[i][lane];
            last_move_[i][lane] = move;
            last_to_[i][lane] = to[i][lane];
        }
        for (std::size_t a = 0; a < known; ++a) {
            for (std::size_t lane = 0; lane < lanes; ++lane) products.with_move[a][lane] += move_steps_[a][i][lane] * last_move_[i][lane];
            for (std::size_t b = 0; b <= a; ++b) {
                for (std::size_t lane = 0; lane < lanes; ++lane) products.between[a][b][lane] += move_steps_[a][i][lane] * move_steps_[b][i][lane];
            }
        }
    }
    ++calls_;
    return products;
}

template <int lanes>
void LossLeap<lanes>::accelerate(std::span<const Lanes> from, std::span<Lanes> to) {
    const std::size_t known = std::min(calls_, kDepth);
    const Products products = remember(from, to);
    std::array<Lanes, kDepth> take{};
    for (std::size_t lane = 0; lane < lanes; ++lane) {
        // Cholesky of the normal equations, newest difference first; what the newer ones span already is left out.
        std::array<std::array<double, kDepth>, kDepth> root{};
        std::array<double, kDepth> half{};
        for (std::size_t a = 0; a < known; ++a) {
            const double square = products.between[a][a][lane];
            double left = square, right = products.with_move[a][lane];
            for (std::size_t b = 0; b < a; ++b) {
                double sum = products.between[a][b][lane];
                for (std::size_t c = 0; c < b; ++c) sum -= root[a][c] * root[b][c];
                root[a][b] = root[b][b] > 0 ? sum / root[b][b] : 0;
                left -= root[a][b] * root[a][b];
                right -= root[a][b] * half[b];
            }
            if (left > kDependent * square) {
                root[a][a] = std::sqrt(left);
                half[a] = right / root[a][a];
            }
        }
        for (std::size_t a = known; a-- > 0;) {
            double sum = half[a];
            for (std::size_t b = a + 1; b < known; ++b) sum -= root[b][a] * take[b][lane];
            take[a][lane] = root[a][a] > 0 ? sum / root[a][a] : 0;
        }
    }
    for (std::size_t a = 0; a < known; ++a) {
        for (std::size_t i = 0; i < to.size(); ++i) {
            for (std::size_t lane = 0; lane < lanes; ++lane) to[i][lane] -= take[a][lane] * to_steps_[a][i][lane];
        }
    }
}

template class LossLeap<1>;
template class LossLeap<8>;

}  // namespace countervail
