// SPDX-License-Identifier: Apache-2.0
#include "hindcast/foreknowledge.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "hindcast/discrepancy.h"
#include "simulation/parameters.h"
#include "simulation/posterior.h"

namespace countervail {

namespace {

std::string place_of(const Statement& row) { return row.where.file + ":" + std::to_string(row.where.line); }

class Inputs {
  public:
    explicit Inputs(const Ledger& ledger) : ledger_(ledger) {}

    void add(const std::string& id, const std::string& role, const Place& where, bool posterior = false) {
        const Statement* row = ledger_.find(id);
        if (row != nullptr) found_.emplace(std::pair(role, id), RunInput{row, role, where, posterior});
    }
    void add(const std::vector<std::string>& ids, const std::string& role, const Place& where) {
        for (const std::string& id : ids) add(id, role, where);
    }
    std::vector<RunInput> take() const {
        std::vector<RunInput> all;
        for (const auto& [key, input] : found_) all.push_back(input);
        return all;
    }

  private:
    const Ledger& ledger_;
    std::map<std::pair<std::string, std::string>, RunInput> found_;
};

void add_parameters(const Ensemble& ensemble, Inputs& inputs) {
    const Scenario& scenario = ensemble.scenario();
    const auto records = parameter_records();
    for (std::size_t p = 0; p < records.size(); ++p) {
        const std::string key(records[p].key);
        const auto own = std::find_if(scenario.uncertain.begin(), scenario.uncertain.end(), [&](const Override& each) { return each.key == key; });
        if (ensemble.ranges()[p].statement.starts_with(kPosteriorPrefix)) continue;   // told as posteriors
        inputs.add(ensemble.ranges()[p].statement, "parameter " + key, own == scenario.uncertain.end() ? scenario.where : own->where);
    }
}

/// What makes two rows the same figure told twice.
auto figure_of(const Statement& row) { return std::tuple(row.quantity, row.item, row.place, row.partner, row.use, row.period_text); }

class Guard {
  public:
    Guard(const Ensemble& ensemble, const Ledger& ledger, const Episode& episode) : ensemble_(ensemble), ledger_(ledger), episode_(episode) {
        for (const EpisodeTarget& target : episode.targets) {
            for (const EpisodeRow& row : target.rows) {
                for (const auto* ids : {&row.observed.statements, &row.observed.set_aside}) {
                    for (const std::string& id : *ids) scored(id, target.target.id);
                }
            }
        }
    }

    Errors check() {
        check_days();
        for (const RunInput& input : run_inputs(ensemble_, ledger_)) check(input);
        for (const ErrorKind kind : kErrorKinds) {
            for (const std::string& id : error_prior_rows(kind)) {
                const Statement* size = ledger_.find(id);
                if (size != nullptr) check({size, "the model's own error", ensemble_.scenario().known_on_where, false});
            }
        }
        for (const EpisodeTarget& target : episode_.targets) {
            for (const EpisodeRow& row : target.rows) {
                if (target.measure.axis != TimeAxis::once && row.days.until <= episode_.known_on) {
                    errors_.push_back({target.target.where, "target \"" + target.target.id + "\" is scored on " + row.when + ", which was over by known_on " + episode_.known_on.to_text(),
                                       "a forecast is about what is still to come: score later days"});
                }
                const Statement* width = ledger_.find(row.scatter.source);
                if (width != nullptr) check({width, "scatter of target " + target.target.id, target.target.where, false});
            }
        }
        return std::move(errors_);
    }

  private:
    void scored(const std::string& id, const std::string& target) {
        const Statement* row = ledger_.find(id);
        if (row == nullptr) return;
        scored_.emplace(id, target);
        if (row->period) figures_.emplace(figure_of(*row), id);
    }

    void check_days() {
        const Scenario& scenario = ensemble_.scenario();
        const auto begins = ensemble_.focus_day();
        const std::string& focus = scenario.focus_act.empty() ? scenario.focus_shock : scenario.focus_act;
        if (!begins) {
            errors_.push_back({scenario.known_on_where, "no day on which \"" + focus + "\" begins: nothing says what the forecast is before",
                               "name an act of [controls] use in [focus] act, or a [[shock]] in [focus] shock"});
        } else if (*begins <= scenario.known_on) {
            errors_.push_back({scenario.known_on_where, "known_on " + scenario.known_on.to_text() + " is not before " + begins->to_text() + ", when \"" + focus + "\" begins",
                               "set known_on to " + (*begins + -1).to_text() + " or earlier"});
        }
    }

    void check(const RunInput& input) {
        if (input.posterior && input.statement->cites.empty()) {
            errors_.push_back({input.where, input.role + ": \"" + input.statement->id + "\" cites nothing, so nobody can see what it was fitted to; it stands at " + place_of(*input.statement),
                               "cite every row that it was fitted to"});
        }
        for (const Statement* row : ledger_.behind(*input.statement)) {
            check_day(input, *row);
            check_scored(input, *row);
        }
    }

    std::string through(const RunInput& input, const Statement& row) const { return &row == input.statement ? "" : ", which \"" + input.statement->id + "\" rests on,"; }

    void check_day(const RunInput& input, const Statement& row) {
        if (row.published_on <= episode_.known_on || !told_.insert({input.role, row.id}).second) return;
        errors_.push_back({input.where, input.role + ": \"" + row.id + "\"" + through(input, row) + " was published on " + row.published_on.to_text() + ", after known_on " +
                                            episode_.known_on.to_text() + "; it stands at " + place_of(row),
                           "use what was public by " + episode_.known_on.to_text()});
    }

    void check_scored(const RunInput& input, const Statement& row) {
        const auto own = scored_.find(row.id);
        std::string observed = own == scored_.end() ? std::string() : row.id;
        if (observed.empty() && row.period) {
            const auto twin = figures_.find(figure_of(row));
            if (twin != figures_.end()) observed = twin->second;
        }
        if (observed.empty() || !told_.insert({input.role + " scored", row.id}).second) return;
        const std::string same = observed == row.id ? "" : " (the same figure as \"" + observed + "\")";
        errors_.push_back({input.where, input.role + ": \"" + row.id + "\"" + same + through(input, row) + " is what target \"" + scored_.at(observed) + "\" is scored on; it stands at " + place_of(row),
                           input.posterior ? "fit it to other episodes" : "an answer may not be in its question: use another row, or do not score on this one"});
    }

    const Ensemble& ensemble_;
    const Ledger& ledger_;
    const Episode& episode_;
    std::map<std::string, std::string> scored_;    // row → target
    std::map<std::tuple<std::string, std::string, std::string, std::string, std::string, std::string>, std::string> figures_;
    std::set<std::pair<std::string, std::string>> told_;
    Errors errors_;
};

}  // namespace

std::vector<RunInput> run_inputs(const Ensemble& ensemble, const Ledger& ledger) {
    const Scenario& scenario = ensemble.scenario();
    const World& world = ensemble.world();
    Inputs inputs(ledger);
    inputs.add(world.statements, "the world", scenario.world_where);
    inputs.add(world.assumptions, "the world", scenario.world_where);
    for (const Item& item : world.catalogue.items) inputs.add(item.statements, "the catalogue", scenario.world_where);
    for (const Process& process : world.catalogue.processes) inputs.add(process.statements, "the catalogue", scenario.world_where);
    for (const EndUse& use : world.catalogue.uses) inputs.add(use.statements, "the catalogue", scenario.world_where);
    for (const Project& project : world.projects) inputs.add(project.statement, "the world", scenario.world_where);
    add_parameters(ensemble, inputs);
    for (const TechnologyChoice& each : scenario.technologies) {
        inputs.add(each.share, "technology " + each.id, each.where);
        for (const auto& [place, share] : each.share_in) inputs.add(share, "technology " + each.id, each.where);
    }
    for (const auto& shock : scenario.shocks) {
        for (const std::string* id : {&shock.share, &shock.lasts, &shock.recovery}) inputs.add(*id, "shock " + shock.id, shock.where);
    }
    for (const std::string& id : scenario.posteriors) {
        for (const Statement& row : ledger.statements()) {
            if (row.id.starts_with(posterior_statement(id, ""))) inputs.add(row.id, "posterior " + id, scenario.posteriors_where, true);
        }
    }
    return inputs.take();
}

std::vector<const Statement*> rests_on(const Ensemble& ensemble, const Ledger& ledger) {
    std::map<std::string, const Statement*> all;
    for (const RunInput& input : run_inputs(ensemble, ledger)) {
        for (const Statement* row : ledger.behind(*input.statement)) all.emplace(row->id, row);
    }
    std::vector<const Statement*> rows;
    for (const auto& [id, row] : all) rows.push_back(row);
    return rows;
}

Errors foreknowledge(const Ensemble& ensemble, const Ledger& ledger, const Episode& episode) { return Guard(ensemble, ledger, episode).check(); }

}  // namespace countervail
