// SPDX-License-Identifier: Apache-2.0
// supply_risk_inputs_of for the ledger: what the default world knows without any file.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "base/unit.h"
#include "dependence/supply_risk_inputs.h"
#include "statistics/ledger_production.h"

namespace countervail {

namespace {

/// One item, one importer, one year.
class LedgerInputs {
  public:
    LedgerInputs(const Ledger& ledger, const StatisticsPlaceNames& names, std::string importer, int year, Date known_on)
        : ledger_(ledger), names_(names), importer_(std::move(importer)), year_(year), known_on_(known_on) {}

    SupplyRiskInputs read(const std::string& item) {
        produce(item);
        inputs_.material = item;
        inputs_.importer = importer_;
        inputs_.year = year_;
        inputs_.production = own_production();
        inputs_.imports = amount(item, "import-volume", "WLD", importer_);
        inputs_.exports = amount(item, "export-volume", importer_, "WLD");
        inputs_.apparent_consumption = amount(item, "consumption", importer_, "");
        inputs_.net_import_reliance = figure(item, "import-reliance", importer_, "", "share", 1);
        inputs_.import_reliance = inputs_.net_import_reliance;
        buy(item);
        return std::move(inputs_);
    }

  private:
    void produce(const std::string& item) {
        const ProductionTable table = production_of(ledger_, names_, known_on_);
        for (const char* stage : {"mine-production", "production"}) {
            const auto read = supply_risk_inputs_of(table, {item, "Production", stage, year_}, nullptr);
            if (!read) continue;
            inputs_ = *read;
            for (SupplyRiskOrigin& origin : inputs_.producers) origin.amount->from = statement_of(table, item, stage, origin.place);
            if (inputs_.world_production) inputs_.world_production->from = statement_of(table, item, stage, "WLD");
            return;
        }
        inputs_.notes.push_back("the ledger states no production of " + item + " by place for " + std::to_string(year_));
    }

    std::string statement_of(const ProductionTable& table, const std::string& item, const std::string& stage, const std::string& place) const {
        for (const ProductionRow& row : table.rows) {
            if (row.commodity == item && row.stage == stage && row.place == place && row.year == year_) return row.note;
        }
        return {};
    }

    SupplyRiskCell own_production() const {
        const auto own = std::ranges::find(inputs_.producers, importer_, &SupplyRiskOrigin::place);
        return own == inputs_.producers.end() ? SupplyRiskCell{} : own->amount;
    }

    SupplyRiskCell amount(const std::string& item, const char* quantity, const std::string& place, const std::string& partner) {
        return figure(item, quantity, place, partner, "mass/time", kWeeksInYear);
    }

    /// The one figure of the year; of several editions the one published last.
    SupplyRiskCell figure(const std::string& item, const char* quantity, const std::string& place, const std::string& partner,
                          std::string_view dimension, double scale) {
        const Statement* found = nullptr;
        for (const Statement* statement : ledger_.with_quantity(quantity)) {
            if (statement->item != item || statement->place != place || statement->partner != partner || !statement->use.empty() ||
                statement->unit.dimension() != dimension)
                continue;
            if (statement->period_text != std::to_string(year_) || ledger_.public_since(*statement) > known_on_) continue;
            const bool rival = found && found->published_on == statement->published_on && found->value != statement->value;
            if (rival) {
                inputs_.notes.push_back("the ledger has several figures of " + std::string(quantity) + " (\"" + found->id + "\", \"" + statement->id +
                                        "\"); none was taken");
                return std::nullopt;
            }
            if (!found || found->published_on < statement->published_on) found = statement;
        }
        if (!found) return std::nullopt;
        return SupplyRiskFigure{found->value * found->unit.factor() * scale, found->id};
    }

    /// Shares of imports by origin, of the source that names most origins for a period holding the year.
    void buy(const std::string& item) {
        std::map<std::string, std::vector<const Statement*>> by_source;
        const Interval year{Date(year_, 1, 1), Date(year_ + 1, 1, 1)};
        for (const Statement* statement : ledger_.with_quantity("import-share")) {
            if (statement->item != item || statement->partner != importer_ || !statement->use.empty() || !statement->period ||
                ledger_.public_since(*statement) > known_on_)
                continue;
            const bool holds = statement->period->from <= year.from && year.until <= statement->period->until;
            if (holds) by_source[statement->source + " " + statement->period_text].push_back(statement);
        }
        if (by_source.empty()) return;
        const auto& chosen = std::ranges::max_element(by_source, {}, [](const auto& each) { return each.second.size(); })->second;
        for (const Statement* statement : chosen) {
            if (names_.of_code(statement->place).kind == StatisticsPlaceKind::unknown) {
                inputs_.notes.push_back("\"" + statement->id + "\" (" + statement->place + ") is no single place; it counts as spread thin");
                continue;
            }
            SupplyRiskOrigin origin;
            origin.place = statement->place;
            origin.share = SupplyRiskFigure{statement->value * statement->unit.factor(), statement->id};
            inputs_.suppliers.push_back(std::move(origin));
        }
    }

    const Ledger& ledger_;
    const StatisticsPlaceNames& names_;
    std::string importer_;
    int year_;
    Date known_on_;
    SupplyRiskInputs inputs_;
};

}  // namespace

SupplyRiskInputs supply_risk_inputs_of(const Ledger& ledger, const StatisticsPlaceNames& names, const std::string& item, const std::string& importer,
                                       int year, Date known_on) {
    return LedgerInputs(ledger, names, importer, year, known_on).read(item);
}

}  // namespace countervail
