// SPDX-License-Identifier: Apache-2.0
// Anderson's acceleration of x ← g(x), for several unknown vectors side by side (lanes): the next x is the combination of
// the last few g(x) whose moves g(x) − x cancel best. Walker and Ni 2011 (SIAM J. Numer. Anal. 49:1715), eq. 3.1;
// on an affine map it leads where GMRES leads. It moves x only: whoever calls it decides when g(x) = x.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace countervail {

template <int lanes>
class LossLeap {
  public:
    using Lanes = std::array<double, lanes>;

    /// Starts anew, for vectors of this length.
    void restart(std::size_t length);
    /// `from` is x, `to` is g(x) and becomes the x to go on from. Sums run in index order.
    void accelerate(std::span<const Lanes> from, std::span<Lanes> to);

  private:
    static constexpr std::size_t kDepth = 3;   // earlier moves that are combined
    struct Products {
        std::array<std::array<Lanes, kDepth>, kDepth> between{};
        std::array<Lanes, kDepth> with_move{};
    };
    Products remember(std::span<const Lanes> from, std::span<const Lanes> to);

    std::vector<Lanes> last_to_, last_move_;
    std::array<std::vector<Lanes>, kDepth> to_steps_, move_steps_;   // differences from one call to the next, newest first
    std::size_t calls_ = 0;
};

extern template class LossLeap<1>;
extern template class LossLeap<8>;

}  // namespace countervail
