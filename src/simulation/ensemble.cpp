// SPDX-License-Identifier: Apache-2.0
#include "simulation/ensemble.h"

#include <algorithm>
#include <deque>

#include "base/hash.h"
#include "base/text.h"
#include "simulation/posterior.h"
#include "simulation/recorder.h"

namespace countervail {

namespace {

// Part of every fingerprint: changes whenever the same inputs would give other results.
constexpr const char* kModelVersion = "23";

}  // namespace

struct Ensemble::Body {
    Scenario scenario;
    World world;
    Network network;
    GoodsFacts facts;
    Ranges ranges;
    Calendar calendar;
    WatchList watch;
    std::string library_digest;
    std::vector<Task> tasks;
    std::vector<int> setting_of_task;           // index into regimes and schedules
    std::deque<Regime> regimes;                 // stable addresses
    std::deque<Schedule> schedules;
};

namespace {

// Items that an act of the controller licenses on some lane: the other power's licences are another story.
std::vector<std::uint8_t> controlled_items(const Network& network, const Schedule& schedule, const std::string& controller) {
    std::vector<std::uint8_t> controlled(network.world->catalogue.items.size(), 0);
    for (const Stream& stream : schedule.streams) {
        if (!stream.act.starts_with(controller + "/")) continue;
        const int market = network.lane_from[static_cast<std::size_t>(stream.lane)];
        controlled[static_cast<std::size_t>(network.market_item[static_cast<std::size_t>(market)])] = 1;
    }
    return controlled;
}

}  // namespace

Ensemble::Ensemble(std::shared_ptr<Body> body) : body_(std::move(body)) {}

Result<Ensemble> Ensemble::prepare(const Library& library, const Ledger& ledger, const Scenario& scenario, SolvedPrograms* solved) {
    Errors errors;
    auto terms = LawTerms::read(library);
    if (terms) {
        errors = check_law(scenario, *terms);
    } else {
        append(errors, std::move(terms.error()));
    }
    const bool law_is_clear = errors.empty();
    auto body = std::make_shared<Body>();
    body->scenario = scenario;
    body->library_digest = library.digest();
    body->calendar = make_calendar(scenario.from, scenario.through);
    auto posteriors = read_posteriors(library, ledger, scenario.posteriors, scenario.known_on, scenario.posteriors_where);
    if (!posteriors) append(errors, std::move(posteriors.error()));
    auto ranges = read_ranges(ledger, scenario.uncertain, scenario.known_on, scenario.where, posteriors.value_or(Posteriors{}));
    if (ranges) {
        body->ranges = std::move(*ranges);
    } else {
        append(errors, std::move(ranges.error()));
    }
    auto world = build_world(library, ledger, scenario.world, scenario.known_on, scenario.world_year, solved);
    if (world) {
        body->world = std::move(*world);
    } else {
        append(errors, std::move(world.error()));
    }
    for (const Case& each : scenario.cases) {
        if (!law_is_clear) break;
        // The acts are the question, not evidence: the path of the law is given, whatever was known on the day.
        auto regime = Regime::read(library, law_of(scenario, each), scenario.through);
        if (regime) {
            body->regimes.push_back(std::move(*regime));
        } else {
            for (Error& error : regime.error()) {
                if (error.where.file.empty()) error.where = scenario.acts_where;   // an act that no file holds
            }
            append(errors, std::move(regime.error()));
        }
    }
    if (world) {
        body->network = lay_out(body->world);
        auto facts = goods_facts(body->network, ledger, scenario.technologies, scenario.known_on);
        if (facts) {
            body->facts = std::move(*facts);
        } else {
            append(errors, std::move(facts.error()));
        }
    }
    std::vector<ShockEffect> shocks;
    if (world) {
        auto found = shock_effects(body->network, ledger, scenario.shocks, scenario.known_on, body->calendar.from, body->calendar.from + 7 * body->calendar.weeks);
        if (found) {
            shocks = std::move(*found);
        } else {
            append(errors, std::move(found.error()));
        }
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    int base = 0;
    for (std::size_t i = 0; i < scenario.cases.size(); ++i) {
        body->schedules.push_back(make_schedule(body->network, body->regimes[i], body->calendar, body->facts));
        for (const ShockEffect& shock : shocks) {
            if (keeps_shock(scenario.cases[i], shock.id)) body->schedules.back().shocks.push_back(shock);
        }
        if (scenario.cases[i].base) base = static_cast<int>(i);
        for (const Allocation allocation : {Allocation::proportional, Allocation::best, Allocation::worst}) {
            body->tasks.push_back({scenario.cases[i].id, allocation, allocation == Allocation::proportional});
            body->setting_of_task.push_back(static_cast<int>(i));
        }
    }
    const auto controlled = controlled_items(body->network, body->schedules[static_cast<std::size_t>(base)], scenario.controller);
    auto watch = make_watch_list(body->network, scenario, body->calendar, controlled, body->schedules[static_cast<std::size_t>(base)].quotas);
    if (!watch) return std::unexpected(std::move(watch.error()));
    body->watch = std::move(*watch);
    return Ensemble(body);
}

const Scenario& Ensemble::scenario() const { return body_->scenario; }
const World& Ensemble::world() const { return body_->world; }
const Network& Ensemble::network() const { return body_->network; }
const GoodsFacts& Ensemble::facts() const { return body_->facts; }
const Ranges& Ensemble::ranges() const { return body_->ranges; }
const Calendar& Ensemble::calendar() const { return body_->calendar; }
const std::vector<Task>& Ensemble::tasks() const { return body_->tasks; }
const std::vector<Measure>& Ensemble::measures() const { return body_->watch.measures; }

int Ensemble::base_task(Allocation allocation) const {
    const auto& cases = body_->scenario.cases;
    const auto base = std::find_if(cases.begin(), cases.end(), [](const Case& each) { return each.base; });   // the reader lets exactly one be
    const std::string& id = (base == cases.end() ? cases.front() : *base).id;
    const auto at = std::find_if(body_->tasks.begin(), body_->tasks.end(), [&](const Task& each) { return each.case_id == id && each.allocation == allocation; });
    return static_cast<int>(at - body_->tasks.begin());
}

const Schedule& Ensemble::schedule(int task) const {
    return body_->schedules[static_cast<std::size_t>(body_->setting_of_task[static_cast<std::size_t>(task)])];
}

const Regime& Ensemble::regime(int task) const {
    return body_->regimes[static_cast<std::size_t>(body_->setting_of_task[static_cast<std::size_t>(task)])];
}

std::vector<Date> Ensemble::dates(TimeAxis axis) const {
    std::vector<Date> days;
    if (axis == TimeAxis::month) {
        Date month = body_->calendar.from.month_start();
        for (int i = 0; i < body_->watch.months; ++i, month = month.next_month()) days.push_back(month);
    } else if (axis == TimeAxis::week) {
        for (int w = 0; w < body_->calendar.weeks; ++w) days.push_back(body_->calendar.week(w).from);
    } else {
        days.push_back(body_->calendar.from);
    }
    return days;
}

std::optional<Date> Ensemble::focus_day() const {
    for (const SupplyShock& shock : body_->scenario.shocks) {
        if (shock.id == body_->scenario.focus_shock) return shock.from;
    }
    for (const Regime& regime : body_->regimes) {
        for (const Act& act : regime.acts()) {
            if (act.id != body_->scenario.focus_act) continue;
            // What stands on the first day of the run is part of its baseline; a run speaks of what begins later, if anything does.
            std::optional<Date> first, within;
            for (const Clause& clause : act.clauses) {
                if (!first || clause.in_force_on < *first) first = clause.in_force_on;
                if (clause.in_force_on > body_->calendar.from && (!within || clause.in_force_on < *within)) within = clause.in_force_on;
            }
            return within ? within : first;
        }
    }
    return std::nullopt;
}

int Ensemble::blocks() const { return (body_->scenario.draws + kBlock - 1) / kBlock; }

std::vector<float> Ensemble::run_draws(int task, const DrawBlock& draws) const {
    const Schedule& law = schedule(task);
    Recorder recorder(body_->network, law, body_->watch, body_->tasks[static_cast<std::size_t>(task)].series);
    State state = rest(body_->network, law, draws);
    const StepSettings settings{body_->tasks[static_cast<std::size_t>(task)].allocation, true};
    for (int week = 0; week < body_->calendar.weeks; ++week) {
        step(body_->network, law, draws, settings, state);
        recorder.record(state, draws);
    }
    return recorder.finish();
}

void Ensemble::watch_block(int task, int block, const std::function<void(int week, const State&, const DrawBlock&)>& look,
                           std::optional<Allocation> allocation) const {
    const Schedule& law = schedule(task);
    const DrawBlock draws = make_draws(body_->ranges, body_->scenario.seed, static_cast<std::uint32_t>(block * kBlock));
    State state = rest(body_->network, law, draws);
    const StepSettings settings{allocation.value_or(body_->tasks[static_cast<std::size_t>(task)].allocation), true};
    for (int week = 0; week < body_->calendar.weeks; ++week) {
        step(body_->network, law, draws, settings, state);
        look(week, state, draws);
    }
}

std::vector<float> Ensemble::run_block(int task, int block) const {
    return run_draws(task, make_draws(body_->ranges, body_->scenario.seed, static_cast<std::uint32_t>(block * kBlock)));
}

std::vector<double> Ensemble::parameters_of(int draw) const {
    const DrawBlock draws = make_draws(body_->ranges, body_->scenario.seed, static_cast<std::uint32_t>(draw / kBlock * kBlock));
    std::vector<double> values;
    for (const BlockValues& each : draws.values) values.push_back(each[static_cast<std::size_t>(draw % kBlock)]);
    return values;
}

std::string Ensemble::fingerprint() const {
    const Scenario& s = body_->scenario;
    std::string text = std::string(kModelVersion) + "\n" + body_->library_digest + "\n" + s.id + "\n" + s.known_on.to_text() +
                       "\n" + s.from.to_text() + "\n" + s.count_from.to_text() + "\n" + s.through.to_text() + "\n" + std::to_string(s.seed) + "\n" +
                       std::to_string(s.draws) + "\n";
    if (s.world_year != 0) text += "world of " + std::to_string(s.world_year) + "\n";
    for (const Task& task : body_->tasks) text += task.case_id + "/" + std::to_string(static_cast<int>(task.allocation)) + "\n";
    for (const Case& each : s.cases) {
        const LawChoice law = law_of(s, each);
        text += each.id + ":" + join(law.acts, " ") + " | " + join(law.branches, " ") + " | " + join(law.readings, " ") + "\n";
    }
    for (const TechnologyChoice& each : s.technologies) {
        text += each.id + " " + each.origin + " " + join(each.processes, " ") + " | " + join(each.items, " ") + " | " + each.share;
        for (const auto& [place, share] : each.share_in) text += " " + place + "=" + share;
        text += "\n";
    }
    for (std::size_t i = 0; i < s.cases.size(); ++i) {
        for (const ShockEffect& shock : body_->schedules[i].shocks) {
            text += s.cases[i].id + " " + shock.id + " from " + exact_number(shock.begins) + " at";
            for (const int site : shock.sites) text += " " + std::to_string(site);
            for (const Range* range : {&shock.share, &shock.weeks, &shock.recovery}) {
                text += " | " + range->statement + " " + exact_number(range->low) + " " + exact_number(range->mode) + " " + exact_number(range->high);
            }
            text += "\n";
        }
    }
    for (const Range& range : body_->ranges) {
        text += range.statement + " " + exact_number(range.low) + " " + exact_number(range.mode) + " " + exact_number(range.high) + "\n";
    }
    for (const auto& posterior : body_->ranges.posteriors) text += posterior_text(*posterior);
    for (const Measure& measure : body_->watch.measures) text += measure.id + "\n";
    return sha256(text);
}

Result<int> Ensemble::add_task_without(std::string_view case_id, std::string_view act) {
    const auto& cases = body_->scenario.cases;
    const auto at = std::find_if(cases.begin(), cases.end(), [&](const Case& each) { return each.id == case_id; });
    if (at == cases.end()) return fail(body_->scenario.where, "no case \"" + std::string(case_id) + "\"", "name a [[case]] id");
    const auto index = static_cast<std::size_t>(at - cases.begin());
    body_->regimes.push_back(body_->regimes[index].without(act));
    body_->schedules.push_back(make_schedule(body_->network, body_->regimes.back(), body_->calendar, body_->facts));
    body_->schedules.back().shocks = body_->schedules[index].shocks;
    body_->tasks.push_back({std::string(case_id) + " without " + std::string(act), Allocation::proportional, true});
    body_->setting_of_task.push_back(static_cast<int>(body_->regimes.size()) - 1);
    return static_cast<int>(body_->tasks.size()) - 1;
}

}  // namespace countervail
