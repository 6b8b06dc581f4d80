// SPDX-License-Identifier: Apache-2.0
#include "dependence/geopolitical_risk.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

#include "base/text.h"
#include "dependence/production_concentration.h"

namespace countervail {

namespace {

double sum_ascending(std::vector<double> terms) {
    std::ranges::sort(terms);
    return std::accumulate(terms.begin(), terms.end(), 0.0);
}

bool is_amount(double value) { return std::isfinite(value) && value >= 0; }

Errors problems_of(const GeoPolRiskInputs& inputs) {
    Errors errors;
    if (!is_amount(inputs.hhi) || inputs.hhi > 1)
        errors.push_back({{}, "the HHI of production is " + readable_number(inputs.hhi), "between 0 and 1"});
    if (!is_amount(inputs.own_production))
        errors.push_back({{}, "own production is " + readable_number(inputs.own_production), "zero or more, in t"});
    if (!(inputs.copper_midpoint > 0)) errors.push_back({{}, "the mid-point of copper is " + readable_number(inputs.copper_midpoint), "above zero"});
    for (const MaterialImport& import : inputs.imports) {
        if (!is_amount(import.quantity) || !is_amount(import.value))
            errors.push_back({{},
                              "imports from " + import.from + " are " + readable_number(import.quantity) + " t for " + readable_number(import.value) +
                                  " thousand USD",
                              "zero or more"});
        if (import.instability && (!is_amount(*import.instability) || *import.instability > 1))
            errors.push_back({{}, "the instability of " + import.from + " is " + readable_number(*import.instability), "between 0 and 1"});
        if (!import.instability && import.quantity > 0 && inputs.missing == MissingGovernance::refuse) {
            errors.push_back({{},
                              "there is no estimate of political stability for " + import.from,
                              "add it to the governance file, or choose what stands for a missing one (the middle 0.5, or none)"});
        }
    }
    return errors;
}

/// A table's rows by what questions ask for.
class RiskSources {
  public:
    explicit RiskSources(const GeoPolRiskSources& sources) : sources_(sources) {
        for (const MaterialTrade& trade : sources.trade) trade_[{trade.importer, trade.commodity, trade.year}].push_back(&trade);
    }

    Result<GeoPolRisk> answer(const GeoPolRiskQuestion& question) {
        const Produced& produced = production(question.commodity, question.year);
        if (!produced.places) return std::unexpected(produced.places.error());
        if (!produced.hhi) return std::unexpected(produced.hhi.error());
        GeoPolRiskInputs inputs{*produced.hhi, 0, {}, sources_.missing, kCopperMidpoint};
        const auto tonnes = tonnes_in(produced.places->unit);
        if (!tonnes)
            return fail({}, "production of " + question.commodity + " is in \"" + produced.places->unit + "\", which is no mass",
                        "GeoPolRisk compares tonnes with tonnes");
        if (!question.company) inputs.own_production = own_production(question, *produced.places) * *tonnes;
        for (const std::string& importer : question.importers) add_imports(question, importer, inputs);
        return geopolitical_risk(inputs);
    }

  private:
    struct Produced {
        Result<ProductionByPlace> places;
        Result<double> hhi;
    };

    const Produced& production(const std::string& commodity, int year) {
        const auto key = std::pair(commodity, year);
        const auto known = produced_.find(key);
        if (known != produced_.end()) return known->second;
        Produced fresh{production_by_place(*sources_.production, {commodity, "Production", sources_.stage, year}), 0.0};
        if (fresh.places) {
            const auto concentration = production_concentration(*fresh.places);
            if (concentration) fresh.hhi = concentration->hhi;
            else fresh.hhi = std::unexpected(concentration.error());
        }
        return produced_.emplace(key, std::move(fresh)).first->second;
    }

    static double own_production(const GeoPolRiskQuestion& question, const ProductionByPlace& produced) {
        double sum = 0;
        for (const PlaceQuantity& place : produced.places) {
            if (std::ranges::find(question.importers, place.place) != question.importers.end()) sum += place.quantity;
        }
        return sum;
    }

    void add_imports(const GeoPolRiskQuestion& question, const std::string& importer, GeoPolRiskInputs& inputs) const {
        const auto found = trade_.find({importer, question.commodity, question.year});
        if (found == trade_.end()) return;
        for (const MaterialTrade* trade : found->second) {
            const bool member = std::ranges::find(question.importers, trade->exporter) != question.importers.end();
            const auto estimate = sources_.governance->estimate(trade->exporter, question.year, GovernanceIndicator::political_stability);
            const std::optional<double> instability = member     ? std::optional(0.0)
                                                      : estimate ? std::optional(governance_risk(*estimate))
                                                                 : std::nullopt;
            inputs.imports.push_back({trade->exporter, trade->quantity, trade->value, instability});
        }
    }

    const GeoPolRiskSources& sources_;
    std::map<std::tuple<std::string, std::string, int>, std::vector<const MaterialTrade*>> trade_;
    std::map<std::pair<std::string, int>, Produced> produced_;
};

}  // namespace

Result<GeoPolRisk> geopolitical_risk(const GeoPolRiskInputs& inputs) {
    if (Errors errors = problems_of(inputs); !errors.empty()) return std::unexpected(std::move(errors));
    std::vector<double> quantities, weighted, values;
    GeoPolRisk risk{inputs.hhi, inputs.own_production};
    for (const MaterialImport& import : inputs.imports) {
        const double unknown = inputs.missing == MissingGovernance::middle ? 0.5 : 0.0;
        if (!import.instability && import.quantity > 0) risk.without_governance.push_back(import.from);
        quantities.push_back(import.quantity);
        weighted.push_back(import.quantity * import.instability.value_or(unknown));
        values.push_back(import.value);
    }
    std::ranges::sort(risk.without_governance);
    risk.imports = sum_ascending(std::move(quantities));
    risk.weighted_imports = sum_ascending(std::move(weighted));
    const double supply = risk.own_production + risk.imports;
    if (!(supply > 0)) return fail({}, "there is neither production nor import", "choose another year, commodity or importer");
    risk.import_risk = risk.weighted_imports / supply;
    risk.score = risk.hhi * risk.import_risk;
    if (risk.imports > 0) {
        risk.price = sum_ascending(std::move(values)) / risk.imports;
        risk.midpoint = risk.score * *risk.price;
        risk.factor = *risk.midpoint / inputs.copper_midpoint;
    }
    return risk;
}

std::vector<Result<GeoPolRisk>> geopolitical_risks(const GeoPolRiskSources& sources, const std::vector<GeoPolRiskQuestion>& questions) {
    RiskSources indexed(sources);
    std::vector<Result<GeoPolRisk>> answers;
    for (const GeoPolRiskQuestion& question : questions) answers.push_back(indexed.answer(question));
    return answers;
}

}  // namespace countervail
