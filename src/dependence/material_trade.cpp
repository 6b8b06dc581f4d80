// SPDX-License-Identifier: Apache-2.0
#include "dependence/material_trade.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.h"

namespace countervail {

namespace {

struct Sums {
    double quantity = 0, value = 0;
};

/// Adds up the flows of one material.
class MaterialSums {
  public:
    MaterialSums(const TradeCube& cube, const std::vector<bool>& wanted) : cube_(cube), wanted_(wanted) {}

    void add(const TradeYear& year, ProductIndex product) {
        for (std::uint64_t flow = year.product_begin[product]; flow < year.product_begin[product + 1]; ++flow) {
            const PlaceIndex importer = year.importers[flow], exporter = year.exporters[flow];
            if (!wanted_[importer] || importer == exporter) continue;
            const auto weight = year.weight(flow);
            (weight ? weighed_ : unweighed_) += year.values[flow];
            if (!weight) continue;
            Sums& sums = sums_[{year.year, importer, exporter}];
            sums.quantity += *weight;
            sums.value += year.values[flow];
        }
    }

    void take(const std::string& commodity, MaterialTradeOfCube& into) const {
        for (const auto& [key, sums] : sums_) {
            const auto [year, importer, exporter] = key;
            into.trade.push_back({cube_.places()[importer].id, cube_.places()[exporter].id, commodity, year, sums.quantity, sums.value});
        }
        if (unweighed_ > 0)
            into.notes.push_back(readable_number(100 * unweighed_ / (weighed_ + unweighed_), 3) + "% of the value of trade in " + commodity +
                                 " has no weight and is left out");
    }

  private:
    const TradeCube& cube_;
    const std::vector<bool>& wanted_;
    std::map<std::tuple<int, PlaceIndex, PlaceIndex>, Sums> sums_;
    double weighed_ = 0, unweighed_ = 0;
};

Result<std::vector<bool>> wanted_importers(const TradeCube& cube, std::span<const std::string> importers) {
    std::vector<bool> wanted(cube.places().size(), importers.empty());
    std::vector<std::string> ids;
    for (const TradePlace& place : cube.places()) ids.push_back(place.id);
    Errors errors;
    for (const std::string& importer : importers) {
        const int place = cube.place(importer);
        if (place < 0)
            errors.push_back(
                {{cube.provenance().id}, "the cube has no place \"" + importer + "\"", did_you_mean(importer, ids) + " ISO3 codes are used"});
        else wanted[static_cast<std::size_t>(place)] = true;
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return wanted;
}

Result<std::vector<ProductIndex>> products_of(const TradeCube& cube, const MaterialProducts& material) {
    Errors errors;
    std::vector<ProductIndex> found;
    for (const std::string& code : material.products) {
        const int product = cube.product(code);
        const auto index = static_cast<ProductIndex>(std::max(product, 0));
        const bool repeated = product >= 0 && std::ranges::find(found, index) != found.end();
        if (product < 0)
            errors.push_back({{cube.provenance().id},
                              "the cube has no product \"" + code + "\", wanted for " + material.commodity,
                              "its nomenclature is " + cube.provenance().nomenclature + "; look the code up in that edition"});
        if (repeated)
            errors.push_back({{cube.provenance().id}, "the product \"" + code + "\" is named twice for " + material.commodity, "name it once"});
        if (product >= 0 && !repeated) found.push_back(index);
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return found;
}

}  // namespace

Result<MaterialTradeOfCube> material_trade_of(const TradeCube& cube, std::span<const MaterialProducts> materials,
                                              std::span<const std::string> importers) {
    Errors errors;
    const auto wanted = wanted_importers(cube, importers);
    if (!wanted) append(errors, wanted.error());
    MaterialTradeOfCube found;
    for (const MaterialProducts& material : materials) {
        const auto products = products_of(cube, material);
        if (!products) append(errors, products.error());
        if (!products || !wanted) continue;
        MaterialSums sums(cube, *wanted);
        for (const int year : cube.years()) {
            const TradeYear columns = cube.year(year);
            for (const ProductIndex product : *products) sums.add(columns, product);
        }
        sums.take(material.commodity, found);
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return found;
}

void fill_suppliers(SupplyRiskInputs& inputs, const std::string& importer, std::span<const MaterialTrade> trade, const std::string& from) {
    inputs.importer = importer;
    inputs.suppliers.clear();
    for (const MaterialTrade& row : trade) {
        if (row.importer != importer || row.commodity != inputs.material || row.year != inputs.year) continue;
        SupplyRiskOrigin origin;
        origin.place = row.exporter;
        origin.amount = SupplyRiskFigure{row.quantity, from};
        origin.value = SupplyRiskFigure{row.value, from};
        inputs.suppliers.push_back(std::move(origin));
    }
    const auto own = std::ranges::find(inputs.producers, importer, &SupplyRiskOrigin::place);
    if (own != inputs.producers.end()) {
        inputs.production = own->amount;
    } else if (!inputs.producers.empty()) {
        inputs.production = SupplyRiskFigure{0, inputs.producers.front().amount ? inputs.producers.front().amount->from : from};
        inputs.notes.push_back(importer + " is not among the producers; its own production counts as none");
    }
}

}  // namespace countervail
