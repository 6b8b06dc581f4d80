// SPDX-License-Identifier: Apache-2.0
// Whether a cube can be believed: totals, and what is odd in it. Checksums of its file are cube_file.h's.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/table.h"
#include "trade/trade_cube.h"

namespace countervail {

struct CubeFinding {
    std::string what;                      ///< "unit value far from the product's": the same words for the same kind
    bool wrong = false;                    ///< false: odd, and perhaps true
    std::uint64_t count = 0;
    std::string first;                     ///< the first case, in words
};

struct CubeCheck {
    Table years;                           ///< a row a year: flows, value, weight known for, exporters, importers, products
    Table largest;                         ///< the largest flows of the last year
    std::vector<CubeFinding> findings;

    bool sound() const;                    ///< nothing is wrong
};

/// A unit value is odd when it is a hundred times its product's median or a hundredth of it, among products with twenty flows or more. Totals by exporter
/// and by importer must agree to 1e-9.
CubeCheck check_cube(const TradeCube& cube, int threads = 1);

/// what, wrong or odd, count, first case.
Table cube_findings_table(const CubeCheck& check);

}  // namespace countervail
