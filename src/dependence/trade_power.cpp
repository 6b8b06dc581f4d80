// SPDX-License-Identifier: Apache-2.0
#include "dependence/trade_power.h"

#include <algorithm>
#include <functional>
#include <set>

#include "base/text.h"
#include "evidence/csv.h"
#include "evidence/records.h"

namespace countervail {
namespace {

constexpr std::string_view kFile = "data/trade/chapter-elasticities.csv";

double at_end(const LikelyRange& range, RangeEnd end) { return end == RangeEnd::low ? range.low : end == RangeEnd::high ? range.high : range.likely; }

/// Of the codes that `code` begins with, the longest; null when there is none.
const CodeSigma* longest_fit(std::span<const CodeSigma> sigmas, std::string_view code) {
    const CodeSigma* best = nullptr;
    for (const CodeSigma& sigma : sigmas) {
        if (code.starts_with(sigma.code) && (best == nullptr || sigma.code.size() > best->code.size())) best = &sigma;
    }
    return best;
}

/// Sector of each product: codes of a cube are sorted, so those with one beginning stand together.
std::vector<int> sectors_of(const TradeCube& cube, int digits, std::vector<std::string>& sectors) {
    std::vector<int> sector;
    for (const TradeProduct& product : cube.products()) {
        const std::string code = digits > 0 ? product.code.substr(0, static_cast<std::size_t>(digits)) : product.code;
        if (sectors.empty() || sectors.back() != code) sectors.push_back(code);
        sector.push_back(static_cast<int>(sectors.size()) - 1);
    }
    return sector;
}

Errors set_sigmas(PowerInputs& inputs, std::span<const CodeSigma> sigmas, RangeEnd end) {
    Errors errors;
    std::set<std::string> statements;
    std::vector<std::string> without;
    for (const std::string& sector : inputs.sectors) {
        const CodeSigma* sigma = longest_fit(sigmas, sector);
        inputs.sigma.push_back(sigma != nullptr ? at_end(sigma->sigma, end) : 0);
        if (sigma == nullptr) without.push_back(sector);
        else statements.insert(sigma->sigma.statements.begin(), sigma->sigma.statements.end());
    }
    inputs.statements.assign(statements.begin(), statements.end());
    constexpr std::size_t kNamed = 10;
    if (without.empty()) return errors;
    const std::size_t all = without.size();
    if (all > kNamed) without.resize(kNamed);
    errors.push_back({{},
                      std::to_string(all) + " sectors have no elasticity of substitution: " + join(without, ", ") + (all > kNamed ? " …" : ""),
                      "give one for the beginning of their codes, or one for all with an empty code"});
    return errors;
}

/// Flows of one sector: products that follow each other, summed by buyer and supplier in the order of the cube.
void add_sector(const TradeYear& year, std::size_t first, std::size_t last, int sector, std::vector<double>& sums, PowerInputs& inputs) {
    const std::size_t places = inputs.places.size();
    for (std::uint64_t at = year.product_begin[first]; at < year.product_begin[last]; ++at) sums[year.importers[at] * places + year.exporters[at]] += year.values[at];
    for (std::size_t cell = 0; cell < sums.size(); ++cell) {
        if (sums[cell] > 0) inputs.flows.push_back({static_cast<int>(cell / places), static_cast<int>(cell % places), sector, sums[cell]});
        sums[cell] = 0;
    }
}

Errors problems_of(const TradeCube& cube, int year, int digits) {
    Errors errors;
    if (!cube.has_year(year))
        errors.push_back({{},
                          "the trade \"" + cube.provenance().id + "\" has no year " + std::to_string(year),
                          "see which years it has with `countervail trade list`"});
    if (digits < 0 || digits > cube.provenance().digits)
        errors.push_back({{},
                          "the trade \"" + cube.provenance().id + "\" has no codes of " + std::to_string(digits) + " digits",
                          "ask for a coarser level, or 0 for its own"});
    return errors;
}

}  // namespace

Result<std::vector<CodeSigma>> chapter_sigmas(const Library& library, const Ledger& ledger, Date known_on) {
    const LibraryFile* file = library.find(kFile);
    if (file == nullptr) return fail({std::string(kFile), 0, 0}, "the file is missing", "see docs/formats/chapter-elasticities.md");
    auto grid = read_csv(file->text, file->path);
    if (!grid) return std::unexpected(grid.error());
    Errors errors;
    const Records records(std::move(*grid), {{"code"}, {"statement"}}, errors);
    std::vector<CodeSigma> sigmas;
    std::set<std::string> seen;
    for (std::size_t row = 0; row < records.size(); ++row) {
        const std::string code = records.text(row, "code"), id = records.text(row, "statement");
        if (!seen.insert(code).second) errors.push_back({records.place(row, "code"), "the code " + code + " stands twice", "give each once"});
        const auto theta = elasticity_from(ledger, id, known_on, records.place(row, "statement"));
        if (!theta) append(errors, theta.error());
        else sigmas.push_back({code, {1 + theta->low, 1 + theta->likely, 1 + theta->high, theta->statements}});
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return sigmas;
}

Result<PowerInputs> power_inputs_of_trade(const TradeCube& cube, int year, int digits, std::span<const CodeSigma> sigmas, RangeEnd end) {
    if (Errors errors = problems_of(cube, year, digits); !errors.empty()) return std::unexpected(std::move(errors));
    PowerInputs inputs;
    for (const TradePlace& place : cube.places()) inputs.places.push_back(place.id);
    const std::vector<int> sector = sectors_of(cube, digits, inputs.sectors);
    if (Errors errors = set_sigmas(inputs, sigmas, end); !errors.empty()) return std::unexpected(std::move(errors));
    std::vector<double> sums(inputs.places.size() * inputs.places.size(), 0.0);
    const TradeYear columns = cube.year(year);
    for (std::size_t first = 0; first < sector.size();) {
        std::size_t last = first;
        while (last < sector.size() && sector[last] == sector[first]) ++last;
        add_sector(columns, first, last, sector[first], sums, inputs);
        first = last;
    }
    if (!cube.provenance().domestic)
        inputs.notes.push_back({{},
                                "own supply is not booked in this trade: what is withheld is replaced by other imports alone",
                                "losses are those of imported goods"});
    return inputs;
}

std::vector<ExportPosition> export_positions(const TradeCube& cube, const CubeTotals& totals, PlaceIndex exporter, const LikelyRange& demand,
                                             const LikelyRange& others_supply, std::size_t limit) {
    std::vector<std::size_t> products;
    for (std::size_t product = 0; product < totals.products; ++product) {
        if (totals.exports.at(product, exporter) > 0) products.push_back(product);
    }
    std::ranges::stable_sort(products, std::greater(), [&](std::size_t product) { return totals.world_share(product, exporter); });
    std::vector<ExportPosition> positions;
    for (std::size_t at = 0; at < products.size() && (limit == 0 || at < limit); ++at) {
        const double share = std::min(1.0, totals.world_share(products[at], exporter));
        positions.push_back({cube.places()[exporter].id, cube.products()[products[at]].code, {share, share, share, {}}, demand, others_supply});
    }
    return positions;
}

}  // namespace countervail
