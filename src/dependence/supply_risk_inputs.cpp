// SPDX-License-Identifier: Apache-2.0
#include "dependence/supply_risk_inputs.h"

#include <algorithm>
#include <limits>
#include <set>

#include "base/text.h"
#include "base/unit.h"
#include "materials/figure.h"

namespace countervail {

namespace {

struct NumberRange {
    double low, high;
    const char* hint;
};
constexpr NumberRange kShare{0, 1, "a share between 0 and 1 (40 % is 0.4)"}, kAmount{0, 1e15, "zero or more"},
    kAnyAmount{-1e15, 1e15, "a finite number"}, kEstimate{-5, 5, "an estimate of the World Bank, about -2.5 to 2.5"},
    kFactor{0, 10, "a factor above 0; 1 where trade is free"}, kAxis{0, 100, "between 0 and 100"};


/// What amounts that are added up or divided were measured as.
struct AmountBasis {
    const Statement* first = nullptr;
};

/// Numbers of one file: written out, or named by a statement of the ledger.
class FigureCells {
  public:
    FigureCells(const Ledger& ledger, Date known_on) : figures_(ledger, known_on) {}

    SupplyRiskCell share(Section& section, const char* key) { return cell(section, key, kShare, "share", 1); }
    /// Statements of one `basis` (oxide, gross, content …) only: what the first one has, the others must have.
    SupplyRiskCell amount(Section& section, const char* key, AmountBasis& basis, NumberRange range = kAmount) {
        auto read = cell(section, key, range, "mass/time", kWeeksInYear);
        if (!read || !last_) return read;
        if (!basis.first) basis.first = last_;
        if (basis.first->unit.basis() != last_->unit.basis()) {
            section.problem(key, "\"" + last_->id + "\" is in " + last_->unit.text() + ", \"" + basis.first->id + "\" in " + basis.first->unit.text(),
                            "masses of different bases do not add up; convert one and write the number");
            return std::nullopt;
        }
        return read;
    }
    SupplyRiskCell plain(Section& section, const char* key, NumberRange range) { return cell(section, key, range, "ratio", 1); }

  private:
    SupplyRiskCell cell(Section& section, const char* key, NumberRange range, std::string_view dimension, double scale) {
        last_ = nullptr;
        if (!section.has(key)) return std::nullopt;
        SupplyRiskFigure figure;
        if (section.is_text(key)) {
            const std::string id = section.text(key);
            const auto named = figures_.named(section, key, id, dimension);
            if (!named) return std::nullopt;
            figure = {named->value * scale, named->statement->id};
            last_ = named->statement;
        } else {
            const auto number = section.number(key);
            if (!number) return std::nullopt;
            const Place place = section.place(key);
            figure = {*number, place.file + ":" + std::to_string(place.line)};
        }
        if (figure.value < range.low || figure.value > range.high) {
            section.problem(key, "\"" + std::string(key) + "\" is " + readable_number(figure.value), range.hint);
            return std::nullopt;
        }
        return figure;
    }

    FigureReader figures_;
    const Statement* last_ = nullptr;  // of the last cell, when a statement named it
};

bool is_place(const std::string& text) {
    return text.size() == 3 && std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// One list of origins: places once each, all with a share or all with an amount, shares of at most 1 together.
class OriginList {
  public:
    OriginList(FigureCells& cells, AmountBasis basis, bool sourcing) : cells_(cells), basis_(basis), sourcing_(sourcing) {}

    void read(Section section) {
        SupplyRiskOrigin origin;
        origin.place = section.text("place");
        if (!origin.place.empty() && !is_place(origin.place))
            section.problem("place", "\"" + origin.place + "\" is no ISO3 code", "three capital letters");
        if (!origin.place.empty() && !seen_.insert(origin.place).second)
            section.problem("place", origin.place + " has a row already", "one row for each place");
        origin.share = cells_.share(section, "share");
        origin.amount = cells_.amount(section, "amount", basis_);
        const bool has_share = section.has("share"), has_amount = section.has("amount");
        if (has_share == has_amount)
            section.problem("place", origin.place + (has_share ? " has a share and an amount" : " has neither share nor amount"),
                            "give one of them, the same for all rows of the list");
        if (origins.empty()) shares_ = has_share;
        else if (has_share != has_amount && has_share != shares_)
            section.problem(has_share ? "share" : "amount", "some rows of the list give a share and some an amount",
                            "give the same for all rows of the list");
        if (sourcing_) origin.value = cells_.plain(section, "value", kAmount);
        origin.governance = cells_.plain(section, "governance", kEstimate);
        origin.political_stability = cells_.plain(section, "political_stability", kEstimate);
        origin.trade_factor = cells_.plain(section, "trade_factor", kFactor);
        if (!sourcing_) origin.inability = cells_.share(section, "inability"), origin.unwillingness = cells_.share(section, "unwillingness");
        section.text("source", "");
        sum_ += origin.share ? origin.share->value : 0;
        constexpr double kRoundOff = 1e-9;
        if (sum_ > 1 + kRoundOff && !told_)
            section.problem("share", "the shares of the list add up to " + readable_number(sum_), "they are shares of one whole"), told_ = true;
        section.finish();
        origins.push_back(std::move(origin));
    }

    std::vector<SupplyRiskOrigin> origins;

  private:
    FigureCells& cells_;
    AmountBasis basis_;
    bool sourcing_;
    bool shares_ = false, told_ = false;
    double sum_ = 0;
    std::set<std::string> seen_;
};

void read_material(Section section, FigureCells& cells, AmountBasis& world, SupplyRiskInputs& inputs) {
    AmountBasis trade;
    inputs.material = section.text("name");
    inputs.importer = section.text("importer", "");
    inputs.note = section.text("note", "");
    constexpr long long kUnread = std::numeric_limits<long long>::min();   // absent, or refused already as no number
    const long long year = section.integer("year", kUnread);
    const bool read = year != kUnread;
    if (read && (year < 1800 || year > 2200)) section.problem("year", "the year is " + std::to_string(year), "four digits");
    inputs.year = read && year > 0 && year < 10000 ? static_cast<int>(year) : 0;
    section.texts("sources");
    inputs.world_production = cells.amount(section, "world_production", world);
    inputs.production = cells.amount(section, "production", trade);
    inputs.imports = cells.amount(section, "imports", trade);
    inputs.exports = cells.amount(section, "exports", trade);
    inputs.stock_change = cells.amount(section, "stock_change", trade, kAnyAmount);
    inputs.apparent_consumption = cells.amount(section, "apparent_consumption", trade);
    inputs.import_reliance = cells.share(section, "import_reliance");
    inputs.net_import_reliance = cells.share(section, "net_import_reliance");
    inputs.recycling_input_rate = cells.share(section, "recycling_input_rate");
    inputs.substitution_supply = cells.share(section, "substitution_supply");
    inputs.substitution_importance = cells.share(section, "substitution_importance");
    inputs.largest_value_added = cells.plain(section, "largest_value_added", kAmount);
    inputs.economic_vulnerability = cells.share(section, "economic_vulnerability");
    section.finish();
}

void read_uses(Section& root, FigureCells& cells, SupplyRiskInputs& inputs) {
    double sum = 0;
    for (Section& section : root.tables("use")) {
        SupplyRiskUse use{section.text("sector"), cells.share(section, "share"), cells.plain(section, "value_added", kAmount)};
        sum += use.share ? use.share->value : 0;
        if (sum > 1 + 1e-9 && use.share)
            section.problem("share", "the shares of the uses add up to " + readable_number(sum), "they are shares of one whole");
        section.text("source", "");
        section.finish();
        inputs.uses.push_back(std::move(use));
    }
    for (Section& section : root.tables("industry")) {
        SupplyRiskIndustry industry{section.text("name"), cells.share(section, "share_of_gdp"), cells.plain(section, "expenditure", kAmount),
                                    cells.plain(section, "operating_profit", kAnyAmount)};
        if (industry.operating_profit && !(industry.operating_profit->value > 0))
            section.problem("operating_profit", "an industry without profit",
                            "the ratio of expenditure to profit needs a profit above zero: leave the industry out, or average several years");
        section.text("source", "");
        section.finish();
        inputs.industries.push_back(std::move(industry));
    }
}

void read_axes(Section section, FigureCells& cells, SupplyRiskInputs& inputs) {
    inputs.axis_supply_risk = cells.plain(section, "supply_risk", kAxis);
    inputs.axis_environment = cells.plain(section, "environmental_implications", kAxis);
    inputs.axis_vulnerability = cells.plain(section, "vulnerability", kAxis);
    section.finish();
}

std::vector<SupplyRiskOrigin> read_origins(Section& root, const char* key, FigureCells& cells, AmountBasis basis, bool sourcing) {
    OriginList list(cells, basis, sourcing);
    for (Section& section : root.tables(key)) list.read(section);
    return std::move(list.origins);
}

void fill(SupplyRiskOrigin& origin, const GovernanceTable& governance, int year) {
    const std::string from = governance.source + ", " + std::to_string(year);
    if (const auto mean = governance.mean_estimate(origin.place, year); mean && !origin.governance) origin.governance = SupplyRiskFigure{*mean, from};
    if (const auto stability = governance.estimate(origin.place, year, GovernanceIndicator::political_stability);
        stability && !origin.political_stability) {
        origin.political_stability = SupplyRiskFigure{*stability, from};
    }
}

}  // namespace

Result<SupplyRiskInputs> read_supply_risk_inputs(std::string text, std::string file, const Ledger& ledger, Date known_on) {
    auto parsed = TomlFile::parse(std::move(text), std::move(file));
    if (!parsed) return std::unexpected(parsed.error());
    Section root = parsed->root();
    FigureCells cells(ledger, known_on);
    SupplyRiskInputs inputs;
    AmountBasis world;
    read_material(root.table("material"), cells, world, inputs);
    inputs.producers = read_origins(root, "producer", cells, world, false);
    inputs.suppliers = read_origins(root, "supplier", cells, {}, true);
    read_uses(root, cells, inputs);
    read_axes(root.table("criticality"), cells, inputs);
    root.finish();
    if (!parsed->ok()) return std::unexpected(parsed->take_errors());
    return inputs;
}

Result<SupplyRiskInputs> supply_risk_inputs_of(const ProductionTable& production, const ProductionQuery& query, const GovernanceTable* governance) {
    const auto places = production_by_place(production, query);
    if (!places) return std::unexpected(places.error());
    const auto tonnes = tonnes_in(places->unit);
    if (!tonnes)
        return fail({production.source}, query.commodity + " is in \"" + places->unit + "\", which is no mass", "choose a commodity that is weighed");
    SupplyRiskInputs inputs;
    inputs.material = query.commodity;
    inputs.year = query.year;
    inputs.notes = places->notes;
    if (!places->unprinted.empty()) inputs.notes.push_back("no figure is printed for " + join(places->unprinted, ", ") + "; they count as none");
    const std::string from = production.source + ", " + query.commodity + " " + std::to_string(query.year);
    for (const PlaceQuantity& place : places->places) {
        SupplyRiskOrigin origin;
        origin.place = place.place;
        origin.amount = SupplyRiskFigure{place.quantity * *tonnes, from};
        inputs.producers.push_back(std::move(origin));
    }
    if (places->world) inputs.world_production = SupplyRiskFigure{*places->world * *tonnes, from};
    if (governance) fill_governance(inputs, *governance, query.year);
    return inputs;
}

void fill_governance(SupplyRiskInputs& inputs, const GovernanceTable& governance, int year) {
    for (SupplyRiskOrigin& origin : inputs.producers) fill(origin, governance, year);
    for (SupplyRiskOrigin& origin : inputs.suppliers) fill(origin, governance, year);
}

}  // namespace countervail
