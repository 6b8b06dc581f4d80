// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace countervail {

/// Whose figures are wanted: those of `wanted`, in files written for `own`. 0: as the files name them.
struct FigureYear {
    int wanted = 0, own = 0;
};

}  // namespace countervail
