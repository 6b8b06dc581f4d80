// SPDX-License-Identifier: Apache-2.0
// Reliance on other places' production, at face value and looked through: who made the inputs, the inputs of the inputs, and so on.
// Baldwin, Freeman & Theodorakopoulos 2023, "Hidden exposure: measuring US supply chain reliance" (formula re-derived from the
// Leontief inverse; its foreign input reliance FIR and the face value FIM). docs/methods/dependence-look-through.md.
//
// With A = Z x̂⁻¹ and L = (I − A)⁻¹, for a supplying place f and a using cell j (place × industry, see economy/io_table.h):
//   inputs, face value      FIM_fj = Σ_{i in f} A_ij              bought directly, USD per USD of j's output
//   inputs, look-through    FIR_fj = Σ_{i in f} (L − I)_ij        gross output of f's industries called for anywhere upstream, same unit
// and for a selling cell i and a buying place f, with B = x̂⁻¹ Z and G = (I − B)⁻¹:
//   sales, face value       Σ_{j in f} B_ij                       share of i's output that f's industries buy
//   sales, look-through     Σ_{j in f} (G − I)_ij                 the same wherever i's product ends up as an input on its way
// L − I = A + A² + …: for Z ≥ 0 looking through never lowers a reliance. Look-through counts gross output: one dollar that passes through
// three industries of f counts three times, so values above 1 are no error and shares, not levels, are compared between tables.
#pragma once

#include <Eigen/Core>
#include <optional>
#include <vector>

#include "base/error.h"
#include "economy/io_table.h"

namespace countervail {

enum class RelianceView { face_value, look_through };

/// Of each cell (row) on each place (column), the cell's own place among them.
struct PlaceReliance {
    Eigen::MatrixXd face_value;         ///< cells × places
    Eigen::MatrixXd look_through;       ///< cells × places
    Eigen::VectorXd own_face_value;     ///< A_jj: what the cell buys from itself; cells
    Eigen::VectorXd own_look_through;   ///< L_jj − 1: what of its own output it calls for in all; cells
    /// Largest miss of the equations that define `look_through`, X − XA − FIM or its mirror: the certificate of the numbers.
    double residual = 0;

    const Eigen::MatrixXd& view(RelianceView by) const { return by == RelianceView::face_value ? face_value : look_through; }
    const Eigen::VectorXd& own(RelianceView by) const { return by == RelianceView::face_value ? own_face_value : own_look_through; }
};

struct ForeignReliance {
    PlaceReliance inputs;   ///< where inputs come from
    PlaceReliance sales;    ///< where the product goes, as an input of others
    Errors notes;           ///< what weakens the figures: a compact table, negative flows, cells without output that buy or sell
};

/// For every cell and every place. One factorisation serves both sides (dependence/leontief_factors.h); the same bytes at any number of
/// threads. Refuses a table with negative or undefined outputs or flows that are no numbers, one that uses up more than it makes (naming
/// the cell where that shows), and a result whose residual is above 1e-10.
Result<ForeignReliance> foreign_reliance(const IoTable& table, int threads);

/// Of all that `cell` takes from others, the part of `place`; its own output is left out above and below the line. Shares over all places
/// sum to 1; empty when it takes nothing.
std::optional<double> reliance_share(const PlaceReliance& reliance, int cell, int place, RelianceView by);
/// The same of what it takes from other places than its own.
std::optional<double> foreign_share(const IoTable& table, const PlaceReliance& reliance, int cell, int place, RelianceView by);
/// Hidden exposure FIR / FIM; empty where nothing is bought directly.
std::optional<double> hidden_exposure(const PlaceReliance& reliance, int cell, int place);
/// The place, other than the cell's own and those of `left_out` (aggregates such as "rest of the world"), on which the cell relies
/// most; ties go to the first; -1 when it relies on none.
int top_partner(const IoTable& table, const PlaceReliance& reliance, int cell, RelianceView by, const std::vector<int>& left_out = {});

}  // namespace countervail
