// SPDX-License-Identifier: Apache-2.0
#include "dependence/supply_risk.h"

#include <algorithm>
#include <functional>
#include <map>

#include "base/text.h"
#include "dependence/eu_supply_risk.h"
#include "dependence/usgs_supply_risk.h"

namespace countervail {

namespace {

/// One measure in the making: it asks for inputs, and remembers what it got and what it lacks.
class MeasureDraft {
  public:
    MeasureDraft(const char* id, const char* title, const char* unit) { result_.id = id, result_.title = title, result_.unit = unit; }

    /// The number of a cell; 0, and the measure stays empty, when the cell is.
    double need(const SupplyRiskCell& cell, const std::string& what, const std::string& key) {
        if (!cell) return lack(what, key), 0;
        rest_on(cell->from);
        return cell->value;
    }
    /// The same for one of several places, sectors …: what all of them lack is said once.
    double need_of(const std::string& subject, const SupplyRiskCell& cell, const std::string& what, const std::string& key) {
        if (!cell) return lack_of(subject, what, key), 0;
        rest_on(cell->from);
        return cell->value;
    }
    void lack_of(const std::string& subject, const std::string& what, const std::string& key) {
        auto [at, fresh] = lacking_.try_emplace({what, key}, result_.missing.size(), subject);
        if (!fresh) at->second.second += ", " + subject;
        if (fresh) result_.missing.emplace_back();
        result_.missing[at->second.first] = result_.title + " needs " + what + " " + at->second.second + ": give " + key;
    }
    void lack(const std::string& what, const std::string& key) { miss(result_.title + " needs " + what + ": give " + key); }
    void rest_on(const std::string& from) {
        if (std::ranges::find(result_.rests_on, from) == result_.rests_on.end()) result_.rests_on.push_back(from);
    }
    void rest_on(const SupplyRiskResult& part) {
        for (const std::string& from : part.rests_on) rest_on(from);
        for (const std::string& lacked : part.missing) miss(result_.title + lacked.substr(part.title.size()));
    }
    void note(std::string text) { result_.notes.push_back(std::move(text)); }
    void bounds(double low, double high) { result_.low = low, result_.high = high; }
    void threshold(double at) { result_.threshold = at; }
    bool complete() const { return result_.missing.empty(); }
    SupplyRiskResult done(std::function<double()> value) {
        if (complete()) result_.value = value();
        else result_.low.reset(), result_.high.reset();
        return std::move(result_);
    }

  private:
    void miss(std::string said) {
        if (std::ranges::find(result_.missing, said) == result_.missing.end()) result_.missing.push_back(std::move(said));
    }

    SupplyRiskResult result_;
    std::map<std::pair<std::string, std::string>, std::pair<std::size_t, std::string>> lacking_;  // by what and key: place in `missing`, subjects
};

const char* const kProducers = "[[producer]] rows with a share or an amount";
const char* const kSuppliers = "[[supplier]] rows with a share or an amount";

double sum_ascending(std::vector<double> terms) {
    std::ranges::sort(terms);
    double sum = 0;
    for (const double term : terms) sum += term;
    return sum;
}

/// Shares of one list: as stated, or amounts over the whole (at least their sum). One producer alone is no list of the world's.
std::vector<double> shares_of(const std::vector<SupplyRiskOrigin>& origins, const SupplyRiskCell& whole, bool of_world, MeasureDraft& draft) {
    const std::string what = of_world ? "who produces it" : "where the importer buys", key = of_world ? kProducers : kSuppliers;
    std::vector<double> shares, amounts;
    for (const SupplyRiskOrigin& origin : origins) {
        if (origin.share) shares.push_back(draft.need(origin.share, what, key));
        else amounts.push_back(draft.need(origin.amount, what, key));
    }
    if (origins.empty()) draft.lack(what, key);
    if (amounts.empty()) return shares;
    if (of_world && amounts.size() == 1 && !whole) draft.lack("the world's production", "material.world_production, or the other producers");
    double total = sum_ascending(amounts);
    if (whole) total = std::max(total, draft.need(whole, what, key));
    if (!(total > 0)) draft.lack(what + ", above zero", key);
    for (double& amount : amounts) amount = total > 0 ? amount / total : 0;
    return amounts;
}

class SupplyRiskMeasures {
  public:
    SupplyRiskMeasures(const SupplyRiskInputs& inputs, MissingGovernance missing) : inputs_(inputs), missing_(missing) {}

    std::vector<SupplyRiskResult> all() {
        std::vector<SupplyRiskResult> results;
        results.push_back(production_hhi());
        results.push_back(weighted(false));
        results.push_back(weighted(true));
        add_geopolrisk(results);
        results.push_back(eu_risk(results[1], results[2]));
        results.push_back(eu_importance());
        add_usgs(results);
        results.push_back(magnitude());
        return results;
    }

  private:
    SupplyRiskResult production_hhi() const {
        MeasureDraft draft("production-hhi", "Concentration of production (HHI)", "index 0–1");
        const auto shares = shares_of(inputs_.producers, inputs_.world_production, true, draft);
        std::vector<double> squares;
        for (const double share : shares) squares.push_back(share * share);
        const double hhi = sum_ascending(squares), rest = std::max(0.0, 1 - sum_ascending(shares));
        draft.bounds(hhi, hhi + rest * rest);
        constexpr double kTold = 1e-9;
        if (rest > kTold)
            draft.note(readable_number(100 * rest, 3) +
                       "% of production is not told apart by place: low spreads it thin, high gives it to one place");
        for (const std::string& note : inputs_.notes) draft.note(note);
        return draft.done([&] { return hhi; });
    }

    SupplyRiskResult weighted(bool sourcing) const {
        MeasureDraft draft(sourcing ? "sourcing-hhi-governance" : "production-hhi-governance",
                           sourcing ? "Governance-weighted concentration of sourcing" : "Governance-weighted concentration of production",
                           "index 0–10");
        const auto shares = weighted_shares(sourcing, draft);
        double told = 0;
        for (const WeightedShare& share : shares) told += share.share;
        constexpr double kTold = 1e-9;
        if (1 - told > kTold) draft.note(readable_number(100 * (1 - told), 3) + "% is not told apart by place and counts as spread thin");
        return draft.done([&] { return weighted_herfindahl(shares); });
    }

    std::vector<WeightedShare> weighted_shares(bool sourcing, MeasureDraft& draft) const {
        const auto& origins = sourcing ? inputs_.suppliers : inputs_.producers;
        const char* row = sourcing ? "[[supplier]]" : "[[producer]]";
        const auto shares = shares_of(origins, sourcing ? SupplyRiskCell{} : inputs_.world_production, !sourcing, draft);
        std::vector<WeightedShare> weighted;
        for (std::size_t i = 0; i < origins.size() && i < shares.size(); ++i) {
            if (shares[i] == 0) continue;  // what sends nothing needs no governance
            const SupplyRiskCell& stated = cell_of(origins[i], &SupplyRiskOrigin::governance);
            const double estimate =
                draft.need_of(origins[i].place, stated, "the governance of", std::string(row) + " governance (mean of the six WGI estimates)");
            const SupplyRiskCell& barrier = cell_of(origins[i], &SupplyRiskOrigin::trade_factor);
            const double factor = barrier ? draft.need(barrier, "", "") : 1;
            weighted.push_back({origins[i].place, shares[i], governance_risk_of_ten(estimate), factor});
        }
        return weighted;
    }

    /// A supplier's own figure, else that of the producer of the same place.
    const SupplyRiskCell& cell_of(const SupplyRiskOrigin& origin, SupplyRiskCell SupplyRiskOrigin::*member) const {
        if (origin.*member) return origin.*member;
        const auto producer = std::ranges::find(inputs_.producers, origin.place, &SupplyRiskOrigin::place);
        return producer == inputs_.producers.end() ? origin.*member : (*producer).*member;
    }

    void add_geopolrisk(std::vector<SupplyRiskResult>& results) const {
        MeasureDraft risk("geopolrisk-import-risk", "GeoPolRisk import risk", "index 0–1"),
            score("geopolrisk-score", "GeoPolRisk score", "index 0–1"), midpoint("geopolrisk-midpoint", "GeoPolRisk mid-point", "USD/kg"),
            factor("geopolrisk-factor", "GeoPolRisk characterisation factor", "kg copper/kg");
        GeoPolRiskInputs asked{results.front().value.value_or(0), 0, {}, missing_, kCopperMidpoint};
        asked.own_production = risk.need(inputs_.production, "the importer's own production", "material.production (0 for none)");
        for (const SupplyRiskOrigin& origin : inputs_.suppliers) {
            if (origin.place == inputs_.importer) continue;
            const double amount = risk.need_of(origin.place, origin.amount, "imports in tonnes from", "[[supplier]] amount");
            const SupplyRiskCell& stability = cell_of(origin, &SupplyRiskOrigin::political_stability);
            if (!stability && missing_ == MissingGovernance::refuse && amount > 0)
                risk.lack_of(origin.place, "the political stability of", "[[supplier]] political_stability (WGI estimate)");
            if (stability) risk.rest_on(stability->from);
            asked.imports.push_back({origin.place, amount, origin.value ? origin.value->value : 0,
                                     stability ? std::optional(governance_risk(stability->value)) : std::nullopt});
        }
        if (inputs_.suppliers.empty()) risk.lack("where the importer buys", "[[supplier]] rows with an amount");
        const auto computed = risk.complete() ? geopolitical_risk(asked) : Result<GeoPolRisk>(std::unexpected(Errors{}));
        if (risk.complete() && !computed) risk.lack("production or imports above zero", "material.production or [[supplier]] amount");
        if (computed && !computed->without_governance.empty())
            risk.note("without an estimate of political stability: " + join(computed->without_governance, ", "));
        finish_geopolrisk(results, computed ? &*computed : nullptr, risk, score, midpoint, factor);
    }

    void finish_geopolrisk(std::vector<SupplyRiskResult>& results, const GeoPolRisk* computed, MeasureDraft& risk, MeasureDraft& score,
                           MeasureDraft& midpoint, MeasureDraft& factor) const {
        results.push_back(risk.done([&] { return computed->import_risk; }));
        const SupplyRiskResult import_risk = results.back();
        for (MeasureDraft* draft : {&score, &midpoint, &factor}) {
            draft->rest_on(results.front());
            draft->rest_on(import_risk);
        }
        for (MeasureDraft* draft : {&midpoint, &factor}) {
            for (const SupplyRiskOrigin& origin : inputs_.suppliers) {
                if (origin.place != inputs_.importer && origin.amount && origin.amount->value > 0)
                    draft->need_of(origin.place, origin.value, "the value of imports from", "[[supplier]] value (thousand USD)");
            }
            if (computed && !computed->price) draft->lack("imports, which it prices", "[[supplier]] amount and value");
        }
        results.push_back(score.done([&] { return computed->score; }));
        results.push_back(midpoint.done([&] { return *computed->midpoint; }));
        results.push_back(factor.done([&] { return *computed->factor; }));
    }

    SupplyRiskResult eu_risk(const SupplyRiskResult& world, const SupplyRiskResult& sourcing) const {
        MeasureDraft draft("eu-supply-risk", "EU supply risk (2017 method)", "index");
        draft.threshold(kEuSupplyRiskThreshold);
        draft.rest_on(world);
        draft.rest_on(sourcing);
        const double reliance = eu_reliance(draft);
        const double recycling = draft.need(inputs_.recycling_input_rate, "the end-of-life recycling input rate", "material.recycling_input_rate");
        const double substitution = draft.need(inputs_.substitution_supply, "the substitution index of supply risk",
                                               "material.substitution_supply (1 when nothing can stand in)");
        return draft.done([&] { return eu_supply_risk(*world.value, *sourcing.value, reliance, recycling, substitution); });
    }

    double eu_reliance(MeasureDraft& draft) const {
        const bool amounts = inputs_.production && inputs_.imports && inputs_.exports;
        if (inputs_.import_reliance || !amounts)
            return draft.need(inputs_.import_reliance, "the import reliance", "material.import_reliance, or production, imports and exports");
        for (const SupplyRiskCell* cell : {&inputs_.production, &inputs_.imports, &inputs_.exports}) draft.rest_on((*cell)->from);
        return import_reliance(inputs_.imports->value, inputs_.exports->value, inputs_.production->value);
    }

    SupplyRiskResult eu_importance() const {
        MeasureDraft draft("eu-economic-importance", "EU economic importance (2017 method)", "index 0–10");
        draft.threshold(kEuImportanceThreshold);
        std::vector<SectorUse> uses;
        for (const SupplyRiskUse& use : inputs_.uses) {
            uses.push_back({use.sector, draft.need_of("\"" + use.sector + "\"", use.share, "the share of use of", "[[use]] share"),
                            draft.need_of("\"" + use.sector + "\"", use.value_added, "the value added of", "[[use]] value_added")});
        }
        if (uses.empty()) draft.lack("what it is used for", "[[use]] rows with share and value_added");
        const double largest =
            draft.need(inputs_.largest_value_added, "the value added of the largest manufacturing sector", "material.largest_value_added");
        const double substitution = draft.need(inputs_.substitution_importance, "the substitution index of economic importance",
                                               "material.substitution_importance (1 when nothing can stand in)");
        if (inputs_.largest_value_added && !(largest > 0)) draft.lack("a largest sector above zero", "material.largest_value_added");
        for (const SectorUse& use : uses) {
            if (largest > 0 && use.value_added > largest)
                draft.lack("a largest sector that is not smaller than \"" + use.sector + "\"",
                           "material.largest_value_added in the unit of the uses");
        }
        return draft.done([&] { return eu_economic_importance(uses, largest, substitution); });
    }

    void add_usgs(std::vector<SupplyRiskResult>& results) const {
        results.push_back(disruption());
        results.push_back(exposure());
        results.push_back(vulnerability());
        MeasureDraft draft("usgs-supply-risk", "USGS supply risk (2020 method)", "index 0–1");
        const std::size_t parts = results.size() - 3;
        for (std::size_t i = parts; i < parts + 3; ++i) draft.rest_on(results[i]);
        results.push_back(draft.done([&] { return usgs_supply_risk(*results[parts].value, *results[parts + 1].value, *results[parts + 2].value); }));
    }

    SupplyRiskResult disruption() const {
        MeasureDraft draft("usgs-disruption-potential", "USGS disruption potential", "index 0–1");
        const auto shares = shares_of(inputs_.producers, inputs_.world_production, true, draft);
        std::vector<SupplierAbroad> suppliers;
        for (std::size_t i = 0; i < inputs_.producers.size() && i < shares.size(); ++i) {
            const SupplyRiskOrigin& origin = inputs_.producers[i];
            if (origin.place == inputs_.importer || shares[i] == 0) continue;  // supply at home cannot be cut from abroad
            const double inability = draft.need_of(origin.place, origin.inability, "the inability to supply of", "[[producer]] inability (0…1)");
            const double unwillingness =
                draft.need_of(origin.place, origin.unwillingness, "the unwillingness to supply of", "[[producer]] unwillingness (0…1)");
            suppliers.push_back({origin.place, shares[i], inability, unwillingness});
        }
        return draft.done([&] { return disruption_potential(suppliers); });
    }

    SupplyRiskResult exposure() const {
        MeasureDraft draft("usgs-trade-exposure", "USGS trade exposure", "share");
        if (inputs_.net_import_reliance) {
            const double stated = draft.need(inputs_.net_import_reliance, "", "");
            return draft.done([&] { return stated; });
        }
        const double imports = draft.need(inputs_.imports, "imports", "material.imports, or net_import_reliance");
        const double exports = draft.need(inputs_.exports, "exports", "material.exports, or net_import_reliance");
        const double consumption =
            draft.need(inputs_.apparent_consumption, "apparent consumption", "material.apparent_consumption, or net_import_reliance");
        const double stocks = inputs_.stock_change ? draft.need(inputs_.stock_change, "", "") : 0;
        if (!inputs_.stock_change) draft.note("stocks are taken not to change");
        if (inputs_.apparent_consumption && !(consumption > 0)) draft.lack("an apparent consumption above zero", "material.apparent_consumption");
        return draft.done([&] { return trade_exposure(imports, exports, stocks, consumption); });
    }

    SupplyRiskResult vulnerability() const {
        MeasureDraft draft("usgs-economic-vulnerability", "USGS economic vulnerability", "index 0–1");
        if (inputs_.economic_vulnerability) {
            const double stated = draft.need(inputs_.economic_vulnerability, "", "");
            return draft.done([&] { return stated; });
        }
        std::vector<IndustryAtRisk> industries;
        for (const SupplyRiskIndustry& industry : inputs_.industries) {
            industries.push_back(
                {industry.name, draft.need_of("\"" + industry.name + "\"", industry.share_of_gdp, "the share of GDP of", "[[industry]] share_of_gdp"),
                 draft.need_of("\"" + industry.name + "\"", industry.expenditure, "the expenditure on it of", "[[industry]] expenditure"),
                 draft.need_of("\"" + industry.name + "\"", industry.operating_profit, "the operating profit of", "[[industry]] operating_profit")});
        }
        if (industries.empty()) draft.lack("its industries, or the index itself", "[[industry]] rows, or material.economic_vulnerability");
        draft.note("not scaled across materials: compare it only with figures made the same way");
        return draft.done([&] { return std::min(1.0, economic_vulnerability(industries)); });
    }

    SupplyRiskResult magnitude() const {
        MeasureDraft draft("criticality-magnitude", "Criticality space, magnitude", "index 0–100");
        const double supply = draft.need(inputs_.axis_supply_risk, "the supply-risk axis", "criticality.supply_risk (0…100)");
        const double environment = draft.need(inputs_.axis_environment, "the environmental axis", "criticality.environmental_implications (0…100)");
        const double harm = draft.need(inputs_.axis_vulnerability, "the axis of vulnerability", "criticality.vulnerability (0…100)");
        return draft.done([&] { return criticality_magnitude(supply, environment, harm); });
    }

    const SupplyRiskInputs& inputs_;
    MissingGovernance missing_;
};

Cell cell_of(const std::optional<double>& number) { return number ? Cell(*number) : Cell(); }

}  // namespace

std::vector<SupplyRiskResult> supply_risks(const SupplyRiskInputs& inputs, MissingGovernance missing) {
    return SupplyRiskMeasures(inputs, missing).all();
}

Table supply_risk_table(const SupplyRiskInputs& inputs, std::span<const SupplyRiskResult> results) {
    Table table;
    table.name = "supply-risk";
    table.title = "Supply risk of " + inputs.material + (inputs.importer.empty() ? "" : " for " + inputs.importer) +
                  (inputs.year > 0 ? ", " + std::to_string(inputs.year) : "");
    table.columns = {{"measure", "", "Short name of the measure; docs/methods has a page for each"},
                     {"title", "", "What it is called"},
                     {"value", "", "The measure; empty when an input is missing"},
                     {"low", "", "Lower bound where the inputs only bound it"},
                     {"high", "", "Upper bound where the inputs only bound it"},
                     {"threshold", "", "Published threshold; at or above it the measure counts as high"},
                     {"unit", "", "Unit of the four figures"},
                     {"rests on", "", "Statements and files behind the figure"},
                     {"missing", "", "Inputs that the measure lacks, and where to give them"},
                     {"notes", "", "What to know before using the figure"}};
    for (const SupplyRiskResult& result : results) {
        table.add({result.id, result.title, cell_of(result.value), cell_of(result.low), cell_of(result.high), cell_of(result.threshold), result.unit,
                   join(result.rests_on, "; "), join(result.missing, "; "), join(result.notes, "; ")});
        for (const std::string& from : result.rests_on) {
            if (std::ranges::find(table.sources, from) == table.sources.end()) table.sources.push_back(from);
        }
    }
    return table;
}

}  // namespace countervail
