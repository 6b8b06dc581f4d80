// SPDX-License-Identifier: Apache-2.0
// Who depends more on whom in the trade of two places: of what a sells b, how much falls in products of which a supplies more than a
// threshold of all that b imports, and the reverse; as a curve over the threshold, and under every choice that the answer hangs on.
// docs/methods/dependence-asymmetry.md.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/table.h"
#include "trade/trade_cube.h"

namespace countervail {

enum class AsymmetryBy : std::uint8_t { value, lines };          ///< share of value, or of product lines sold
enum class AsymmetryLines : std::uint8_t { all, both_trade };    ///< all products sold, or only those sold both ways
std::string_view to_text(AsymmetryBy by);         // "value", "lines"
std::string_view to_text(AsymmetryLines lines);   // "all products", "products sold both ways"

/// Places counted as one: a hub as part of the place whose goods pass through it, members of a union as the union. Trade among them is dropped.
struct PlaceFold {
    std::string name;                  ///< for people: "hub counted with its hinterland"
    std::string into;                  ///< id of one of the two places of the question
    std::vector<std::string> members;  ///< ids that join it
};

/// What one direction of the trade looks like, product by product, at one level of codes.
struct AsymmetryLine {
    std::string product;               ///< code at the level asked for
    double value = 0;                  ///< thousand USD, seller to buyer, above 0
    double imports = 0;                ///< thousand USD, all that the buyer imports of it
    double back = 0;                   ///< thousand USD of the same product, buyer to seller

    double share() const { return value / imports; }
};

/// One direction.
struct AsymmetrySide {
    std::string seller, buyer;         ///< ids
    double value = 0;                  ///< thousand USD sold in the lines counted
    std::size_t lines = 0;             ///< products sold, counted
    std::vector<double> value_share;   ///< by threshold: part of the value in products above it
    std::vector<double> line_share;    ///< by threshold: part of the lines above it
    std::vector<double> value_above;   ///< by threshold, thousand USD
    std::vector<std::size_t> lines_above;
};

struct AsymmetryQuestion {
    std::string a, b;                  ///< ids of places of the cube
    int year = 0;
    int digits = 0;                    ///< level of codes; 0: as the cube has them
    AsymmetryLines lines = AsymmetryLines::all;
    std::vector<PlaceFold> folds;      ///< all applied
    std::vector<double> thresholds;    ///< ascending, each in [0, 1); empty: asymmetry_thresholds()
};
/// 30 % to 90 % by steps of 1 %.
std::vector<double> asymmetry_thresholds();

struct AsymmetryCurve {
    AsymmetryQuestion question;        ///< with thresholds filled in
    std::vector<double> thresholds;
    AsymmetrySide a_on_b, b_on_a;      ///< a sells b: dependence of b on a; b sells a
    TradeProvenance provenance;
    /// Nomenclature "items": the embedded figures of a world, which cover its critical items only. A claim about all trade is not judged on it.
    bool items_only = false;
    std::vector<std::string> notes;
};

/// Lines of one direction at one level, in order of codes; as asymmetry_curve counts them.
Result<std::vector<AsymmetryLine>> asymmetry_lines(const TradeCube& cube, const AsymmetryQuestion& question, bool a_sells);

/// All problems at once: unknown places (with the nearest), a year or a level that the cube lacks, thresholds out of order, a fold of both
/// places into one. A side without trade has no lines and shares 0.
Result<AsymmetryCurve> asymmetry_curve(const TradeCube& cube, const AsymmetryQuestion& question);

/// Share at a threshold of the curve's list (the nearest one not above it, by 1e-9).
double share_at(const AsymmetryCurve& curve, const AsymmetrySide& side, AsymmetryBy by, double threshold);

/// How far either share may be off for a claim to hold, where nobody asks for another (`--tolerance`). A convention of ours: no source states one.
inline constexpr double kClaimTolerance = 0.03;

/// "For 40 % of a's sales to b, a supplies more than half of b's imports; the reverse holds for 12 %."
struct AsymmetryClaim {
    double a_on_b = 0;                 ///< share, 0–1
    double b_on_a = 0;
    double threshold = 0.5;
    double tolerance = kClaimTolerance;    ///< either side may be off by this much, share
    std::vector<std::string> statements;   ///< ids of the ledger
};

/// A cube under the name of the choice that made it: "importers' reports", "exporters' reports", "reconciled by the publisher".
struct AsymmetryCube {
    std::string name;
    const TradeCube* cube = nullptr;
};

struct AsymmetryChoices {
    std::vector<AsymmetryCube> cubes;              ///< whose reports
    std::vector<int> years;                        ///< empty: all of each cube
    std::vector<int> digits;                       ///< empty: 2, 4, 6, 8 and 10 as far as the cube has them; its own level where codes have no digits
    std::vector<std::vector<PlaceFold>> folds;     ///< each a set applied together; empty list: none folded. "As booked" is always tried first
    std::vector<AsymmetryLines> lines = {AsymmetryLines::all, AsymmetryLines::both_trade};
    std::vector<AsymmetryBy> by = {AsymmetryBy::value, AsymmetryBy::lines};
};

struct ThresholdRange {
    double from = 0, through = 0;      ///< thresholds of the curve's list, both inside
};

struct AsymmetryOutcome {
    std::string cube;                  ///< AsymmetryCube::name
    int year = 0;
    int digits = 0;
    std::string folds;                 ///< names joined, "as booked" where none
    AsymmetryLines lines = AsymmetryLines::all;
    AsymmetryBy by = AsymmetryBy::value;
    double a_on_b = 0, b_on_a = 0;     ///< at the claim's threshold
    double miss = 0;                   ///< larger of the two distances from the claim, share
    bool holds = false;                ///< both within the tolerance
    bool judged = true;                ///< false on embedded items
    std::vector<ThresholdRange> holding;   ///< thresholds at which both are within the tolerance
};

struct AsymmetryVerdict {
    bool judged = false;               ///< there is at least one outcome on trade in all goods
    std::size_t tried = 0, held = 0;   ///< judged outcomes
    std::optional<std::size_t> nearest;    ///< outcome with the smallest miss, of those judged
    std::string sentence;              ///< under which choices the claim holds, the nearest miss, or what is missing
};

struct AsymmetrySweep {
    std::string a, b;
    AsymmetryClaim claim;
    std::vector<AsymmetryOutcome> outcomes;    ///< in the order of the choices: cube, year, level, folds, lines, by
    AsymmetryVerdict verdict;
    std::vector<std::string> sources;
};

/// Every choice with every other. Fails with all problems when no choice can be computed; choices that one cube lacks (a year, a level,
/// a place to fold in) are left out of that cube; a fold that none of them has is a problem.
Result<AsymmetrySweep> asymmetry_sweep(const AsymmetryChoices& choices, std::string_view a, std::string_view b, const AsymmetryClaim& claim, int threads);

/// threshold, both directions by value and by lines.
Table asymmetry_curve_table(const AsymmetryCurve& curve);
/// One row per outcome.
Table asymmetry_sweep_table(const AsymmetrySweep& sweep);
/// Lines above the threshold, largest value first.
Table asymmetry_lines_table(const TradeCube& cube, std::span<const AsymmetryLine> lines, double threshold, std::size_t limit);

}  // namespace countervail
