// SPDX-License-Identifier: Apache-2.0
#include "dependence/asymmetry.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "dependence/cube_totals.h"

namespace countervail {
namespace {

/// Which side of the question each place stands on.
enum class Side : char { neither, a, b };

std::vector<std::string> place_ids(const TradeCube& cube) {
    std::vector<std::string> ids;
    for (const TradePlace& place : cube.places()) ids.push_back(place.id);
    return ids;
}

int known_place(const TradeCube& cube, const std::string& id, Errors& errors) {
    const int at = cube.place(id);
    if (at < 0) errors.push_back({{}, "the trade \"" + cube.provenance().id + "\" has no place \"" + id + "\"", did_you_mean(id, place_ids(cube))});
    return at;
}

void fold_in(const TradeCube& cube, const AsymmetryQuestion& question, const PlaceFold& fold, std::vector<Side>& sides, Errors& errors) {
    if (fold.into != question.a && fold.into != question.b) {
        errors.push_back({{},
                          "\"" + fold.name + "\" folds places into " + fold.into + ", which is neither " + question.a + " nor " + question.b,
                          "name one of the two places"});
        return;
    }
    const Side side = fold.into == question.a ? Side::a : Side::b;
    for (const std::string& member : fold.members) {
        const int at = known_place(cube, member, errors);
        if (at < 0) continue;
        Side& known = sides[static_cast<std::size_t>(at)];
        if (known != Side::neither && known != side) errors.push_back({{}, "\"" + fold.name + "\" counts " + member + " on both sides", "leave it out of one"});
        known = side;
    }
}

void check_level(const TradeCube& cube, const AsymmetryQuestion& question, Errors& errors) {
    const int digits = cube.provenance().digits;
    if (question.digits == 0 || (question.digits > 0 && question.digits <= digits)) return;
    errors.push_back({{},
                      "the trade \"" + cube.provenance().id + "\" has " + (digits > 0 ? std::to_string(digits) + "-digit codes" : "no HS codes") +
                          ", not " + std::to_string(question.digits) + " digits",
                      "import trade by finer codes, or ask for a coarser level"});
}

void check_thresholds(const std::vector<double>& thresholds, Errors& errors) {
    for (std::size_t at = 0; at < thresholds.size(); ++at) {
        if (!(thresholds[at] >= 0 && thresholds[at] < 1))
            errors.push_back({{}, "the threshold " + exact_number(thresholds[at]) + " is not a share", "give shares from 0 to below 1"});
        if (at > 0 && !(thresholds[at] > thresholds[at - 1])) errors.push_back({{}, "thresholds are not ascending", "give each once, lowest first"});
    }
}

Result<std::vector<Side>> sides_of(const TradeCube& cube, const AsymmetryQuestion& question) {
    Errors errors;
    std::vector<Side> sides(cube.places().size(), Side::neither);
    const int a = known_place(cube, question.a, errors), b = known_place(cube, question.b, errors);
    if (question.a == question.b) errors.push_back({{}, "both places are " + question.a, "name two places"});
    if (a >= 0) sides[static_cast<std::size_t>(a)] = Side::a;
    if (b >= 0 && b != a) sides[static_cast<std::size_t>(b)] = Side::b;
    for (const PlaceFold& fold : question.folds) fold_in(cube, question, fold, sides, errors);
    if (!cube.has_year(question.year))
        errors.push_back({{},
                          "the trade \"" + cube.provenance().id + "\" has no year " + std::to_string(question.year),
                          "see which years it has with `countervail trade list`"});
    check_level(cube, question, errors);
    check_thresholds(question.thresholds, errors);
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return sides;
}

/// One product of the two sides' trade.
struct BothWays {
    double a_to_b = 0, b_to_a = 0;         // thousand USD
    double imports_a = 0, imports_b = 0;   // from all, trade among members left out
};

void add_imports(const TradeYear& year, ProductIndex product, PlaceIndex importer, const std::vector<Side>& sides, BothWays& line) {
    const Side buyer = sides[importer];
    const ImportsOfProduct imports = imports_of(year, product, importer);
    for (std::size_t at = 0; at < imports.values.size(); ++at) {
        const Side seller = sides[imports.exporters[at]];
        if (seller == buyer) continue;
        (buyer == Side::a ? line.imports_a : line.imports_b) += imports.values[at];
        if (seller != Side::neither) (buyer == Side::a ? line.b_to_a : line.a_to_b) += imports.values[at];
    }
}

/// By code at the level asked for, in order of codes. Codes of a cube are sorted, so those with one beginning stand together.
std::vector<std::pair<std::string, BothWays>> both_ways(const TradeCube& cube, const AsymmetryQuestion& question, const std::vector<Side>& sides) {
    const TradeYear year = cube.year(question.year);
    std::vector<PlaceIndex> buyers;
    for (std::size_t place = 0; place < sides.size(); ++place) {
        if (sides[place] != Side::neither) buyers.push_back(static_cast<PlaceIndex>(place));
    }
    std::vector<std::pair<std::string, BothWays>> lines;
    for (ProductIndex product = 0; product < cube.products().size(); ++product) {
        const std::string& full = cube.products()[product].code;
        const std::string code = question.digits > 0 ? full.substr(0, static_cast<std::size_t>(question.digits)) : full;
        if (lines.empty() || lines.back().first != code) lines.emplace_back(code, BothWays{});
        for (const PlaceIndex buyer : buyers) add_imports(year, product, buyer, sides, lines.back().second);
    }
    return lines;
}

std::vector<AsymmetryLine> lines_of(const std::vector<std::pair<std::string, BothWays>>& both, AsymmetryLines which, bool a_sells) {
    std::vector<AsymmetryLine> lines;
    for (const auto& [code, line] : both) {
        const double value = a_sells ? line.a_to_b : line.b_to_a, back = a_sells ? line.b_to_a : line.a_to_b;
        if (value <= 0 || (which == AsymmetryLines::both_trade && back <= 0)) continue;
        lines.push_back({code, value, a_sells ? line.imports_b : line.imports_a, back});
    }
    return lines;
}

AsymmetrySide side_of(const std::string& seller, const std::string& buyer, const std::vector<AsymmetryLine>& lines, const std::vector<double>& thresholds) {
    AsymmetrySide side{seller, buyer, 0, lines.size(), {}, {}, {}, {}};
    for (const AsymmetryLine& line : lines) side.value += line.value;
    for (const double threshold : thresholds) {
        double value = 0;
        std::size_t count = 0;
        for (const AsymmetryLine& line : lines) {
            if (!(line.value > threshold * line.imports)) continue;
            value += line.value;
            ++count;
        }
        side.value_above.push_back(value);
        side.lines_above.push_back(count);
        side.value_share.push_back(side.value > 0 ? value / side.value : 0);
        side.line_share.push_back(lines.empty() ? 0 : static_cast<double>(count) / static_cast<double>(lines.size()));
    }
    return side;
}

void note_weaknesses(AsymmetryCurve& curve) {
    if (curve.items_only) curve.notes.emplace_back("embedded figures: items of the world only, not all trade");
    for (const AsymmetrySide* side : {&curve.a_on_b, &curve.b_on_a}) {
        if (side->lines == 0) curve.notes.push_back(side->seller + " sells " + side->buyer + " nothing in this trade");
    }
    for (const PlaceFold& fold : curve.question.folds) curve.notes.push_back(fold.name + ": trade with " + join(fold.members, ", ") + " counts as that of " + fold.into);
}

}  // namespace

std::string_view to_text(AsymmetryBy by) { return by == AsymmetryBy::value ? "value" : "lines"; }
std::string_view to_text(AsymmetryLines lines) { return lines == AsymmetryLines::all ? "all products" : "products sold both ways"; }

std::vector<double> asymmetry_thresholds() {
    std::vector<double> thresholds;
    for (int percent = 30; percent <= 90; ++percent) thresholds.push_back(percent / 100.0);
    return thresholds;
}

Result<std::vector<AsymmetryLine>> asymmetry_lines(const TradeCube& cube, const AsymmetryQuestion& question, bool a_sells) {
    const auto sides = sides_of(cube, question);
    if (!sides) return std::unexpected(sides.error());
    return lines_of(both_ways(cube, question, *sides), question.lines, a_sells);
}

Result<AsymmetryCurve> asymmetry_curve(const TradeCube& cube, const AsymmetryQuestion& question) {
    const auto sides = sides_of(cube, question);
    if (!sides) return std::unexpected(sides.error());
    AsymmetryCurve curve;
    curve.question = question;
    if (curve.question.thresholds.empty()) curve.question.thresholds = asymmetry_thresholds();
    curve.thresholds = curve.question.thresholds;
    const auto both = both_ways(cube, question, *sides);
    curve.a_on_b = side_of(question.a, question.b, lines_of(both, question.lines, true), curve.thresholds);
    curve.b_on_a = side_of(question.b, question.a, lines_of(both, question.lines, false), curve.thresholds);
    curve.provenance = cube.provenance();
    curve.items_only = cube.provenance().nomenclature == "items";
    note_weaknesses(curve);
    return curve;
}

double share_at(const AsymmetryCurve& curve, const AsymmetrySide& side, AsymmetryBy by, double threshold) {
    const auto after = std::ranges::upper_bound(curve.thresholds, threshold + 1e-9);
    const std::size_t at = after == curve.thresholds.begin() ? 0 : static_cast<std::size_t>(after - curve.thresholds.begin()) - 1;
    return by == AsymmetryBy::value ? side.value_share[at] : side.line_share[at];
}

Table asymmetry_curve_table(const AsymmetryCurve& curve) {
    const std::string a = curve.question.a, b = curve.question.b;
    const std::string there = a + " supplies more than the threshold of what " + b + " imports", back = b + " supplies more than the threshold of what " + a + " imports";
    Table table{
        "asymmetry-curve",
        "Who depends on whom: " + a + " and " + b + ", " + std::to_string(curve.question.year) + ", " + std::string(to_text(curve.question.lines)),
        {{"threshold", "%", "Share of the buyer's imports of a product above which it counts"},
         {"first_value", "%", "Of what " + a + " sells " + b + ", the part in products of which " + there},
         {"second_value", "%", "Of what " + b + " sells " + a + ", the part in products of which " + back},
         {"first_lines", "%", "Of the product lines that " + a + " sells " + b + ", the part of which " + there},
         {"second_lines", "%", "Of the product lines that " + b + " sells " + a + ", the part of which " + back},
         {"first_count", "count", "Product lines behind it"},
         {"second_count", "count", "Product lines behind it"}},
        {},
        sources_of(curve.provenance)};
    for (std::size_t at = 0; at < curve.thresholds.size(); ++at)
        table.add({100 * curve.thresholds[at], 100 * curve.a_on_b.value_share[at], 100 * curve.b_on_a.value_share[at], 100 * curve.a_on_b.line_share[at],
                   100 * curve.b_on_a.line_share[at], static_cast<double>(curve.a_on_b.lines_above[at]), static_cast<double>(curve.b_on_a.lines_above[at])});
    return table;
}

Table asymmetry_lines_table(const TradeCube& cube, std::span<const AsymmetryLine> lines, double threshold, std::size_t limit) {
    std::vector<const AsymmetryLine*> above;
    for (const AsymmetryLine& line : lines) {
        if (line.value > threshold * line.imports) above.push_back(&line);
    }
    std::ranges::stable_sort(above, [](const AsymmetryLine* x, const AsymmetryLine* y) { return x->value > y->value; });
    Table table{"asymmetry-products",
                "Products above " + readable_number(100 * threshold) + "% of the buyer's imports: " + std::to_string(above.size()) + " of " +
                    std::to_string(lines.size()) + " sold",
                {{"code", "", "Code of the product"},
                 {"product", "", "Its name, where the trade has it at this level"},
                 {"value", "USD thousand", "Sold to the buyer"},
                 {"share", "%", "Part of the buyer's imports of the product"},
                 {"imports", "USD thousand", "The buyer's imports of the product from all"},
                 {"back", "USD thousand", "The same product the other way"}},
                {},
                sources_of(cube.provenance())};
    for (std::size_t at = 0; at < above.size() && (limit == 0 || at < limit); ++at) {
        const AsymmetryLine& line = *above[at];
        const int product = cube.product(line.product);
        table.add({line.product, product >= 0 ? cube.products()[static_cast<std::size_t>(product)].name : std::string(), line.value,
                   100 * line.share(), line.imports, line.back});
    }
    return table;
}

}  // namespace countervail
