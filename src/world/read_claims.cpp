// SPDX-License-Identifier: Apache-2.0
// Claims, prices and projects of a world file.
#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "base/unit.h"
#include "world/plan_reader.h"

namespace countervail {
namespace {

constexpr double smallest_relative_sigma = 0.002;

/// REO is the mass of the oxides, so the two add up; every other basis stands for itself.
std::string mass_basis(const std::vector<std::string>& words) {
    for (const std::string& word : words) {
        if (word == "REO" || word == "oxide") return "oxide";
        if (word == "metal" || word == "magnet" || word == "gross" || word == "blank" || word == "alloy" ||
            word == "concentrate" || word == "ore" || word == "finished" || word == "carbonate" || word == "compounds") {
            return word;
        }
    }
    return {};
}

std::optional<Quantity::Kind> parse_kind(std::string_view text) {
    using Kind = Quantity::Kind;
    if (text == "made") return Kind::made;
    if (text == "taken") return Kind::taken;
    if (text == "used") return Kind::used;
    if (text == "output") return Kind::output;
    if (text == "shipped") return Kind::shipped;
    if (text == "activity") return Kind::activity;
    return std::nullopt;
}

}  // namespace

/// A figure of another year says less about this one: its variance grows by (drift × years × value)²; a share
/// moves with whichever of it and its complement is smaller.
double PlanReader::drifted_sigma(const Figure& figure) const {
    double sigma = std::max(figure.sigma(), smallest_relative_sigma * std::abs(figure.value));
    const auto middle = [](const Interval& interval) { return 0.5 * (interval.from.serial() + interval.until.serial()); };
    const double years = figure.statement->period ? std::abs(middle(*figure.statement->period) - middle(plan_.year)) / kDaysInYear
                                                  : figures_.years_off(*figure.statement);
    if (years < 0.5) return sigma;
    double base = std::abs(figure.value);
    if (figure.statement->unit.dimension() == "share") base = std::min(base, std::abs(1 - figure.value));
    return std::hypot(sigma, drift_ * years * base);
}

/// The figure that a claim compares with; a claim for which nothing was public is left out and listed.
std::optional<Figure> PlanReader::claimed(Section& section, std::string_view key, const std::string& meaning) {
    std::string missing;
    auto figure = figures_.figure_if_public(section, key, "", missing);
    if (!missing.empty()) plan_.dropped.push_back({section.text(key, ""), meaning, missing});
    return figure;
}

void PlanReader::add_claim(Section& section, std::string_view key, const Figure& figure, Quantity measure,
                           std::string meaning) {
    Claim claim;
    claim.claimed = {figure.value, drifted_sigma(figure), figure.statement->id};
    claim.measure = std::move(measure);
    claim.meaning = std::move(meaning);
    claim.where = section.place(key);
    const std::string& dimension = figure.statement->unit.dimension();
    if (!dimension.ends_with("/time")) {
        section.problem(key, "\"" + figure.statement->id + "\" is in " + figure.statement->unit.text() + ", not a rate",
                        "an activity or output is so much per week, month or year");
    }
    if (dimension.starts_with("money")) claim.unit = 1e-6;
    plan_.claims.push_back(std::move(claim));
}

Quantity PlanReader::measure(Section& section) {
    Quantity measure;
    const std::string kind = section.text("measure");
    if (const auto parsed = parse_kind(kind)) measure.kind = *parsed;
    else if (!kind.empty()) {
        section.problem("measure", "\"" + kind + "\" is not a measure",
                        "made, taken, used, output, shipped or activity");
    }
    measure.items = items_named(section, "items");
    measure.processes = processes_named(section, "processes");
    measure.uses = uses_named(section, "uses");
    measure.places = places_named(section, "places", section.texts("places"));
    measure.to = places_named(section, "to", section.texts("to"));
    return measure;
}

/// Statement, measure, and perhaps `less` (subtracted), `of` (then the statement is a share), `via` (conversion of
/// the statement's basis) and `width` (times its own).
void PlanReader::claim(Section& section) {
    const bool optional = section.flag("when_known", false);
    const std::string text = section.text("statement");
    if (optional && figures_.year().wanted == 0) {
        bool known = false;
        for (const std::string& id : split(text, '|')) {
            const Statement* statement = figures_.ledger().find(trim(id));
            known = known || statement == nullptr || figures_.ledger().public_since(*statement) <= figures_.known_on();
        }
        if (!known) return;
    }
    const auto figure = claimed(section, "statement", section.text("meaning", ""));
    Claim claim;
    claim.measure = measure(section);
    if (section.has("less")) {
        Section less = section.table("less");
        claim.less = measure(less);
        less.finish();
    }
    if (section.has("of")) {
        Section of = section.table("of");
        claim.of = measure(of);
        of.finish();
    }
    const auto via = figures_.optional_figure(section, "via", "share");
    const auto width = figures_.optional_figure(section, "width", "ratio");
    claim.meaning = section.text("meaning");
    claim.at_most = section.flag("at_most", false);
    claim.where = section.place();
    section.finish();
    if (!figure) return;
    if (via) claim.via = via->value;
    double sigma = drifted_sigma(*figure);
    if (via && via->value > 0) sigma = std::hypot(sigma, figure->value * via->sigma() / via->value);
    claim.claimed = {figure->value, sigma * (width ? width->value : 1.0), figure->statement->id};
    if (figure->statement->unit.dimension().starts_with("money")) claim.unit = 1e-6;
    check_basis(section, claim, *figure->statement, via.has_value());
    plan_.claims.push_back(std::move(claim));
}

void PlanReader::check_basis(Section& section, const Claim& claim, const Statement& statement, bool has_via) {
    const std::string& dimension = statement.unit.dimension();
    const bool is_share = dimension == "share" || dimension == "ratio";
    if (is_share != claim.of.has_value()) {
        section.problem("statement",
                        "\"" + statement.id + "\" is in " + statement.unit.text() +
                            (is_share ? ", but the claim has no `of`" : ", but the claim divides by `of`"),
                        "a share needs `of`, a rate must not have it");
        return;
    }
    if (is_share) return;
    if (!dimension.ends_with("/time")) {
        section.problem("statement", "\"" + statement.id + "\" is in " + statement.unit.text() + ", not a rate",
                        "claims are about flows: so much per week, month or year");
        return;
    }
    if (has_via || !dimension.starts_with("mass")) return;
    const std::string basis = mass_basis(statement.unit.basis());
    for (const int item : claim.measure.items) {
        const auto unit = Unit::parse(catalogue_.items[item].unit);
        if (!unit || mass_basis(unit->basis()) == basis) continue;
        section.problem("statement",
                        "\"" + statement.id + "\" counts " + statement.unit.text() + ", but " +
                            catalogue_.items[item].id + " is in " + catalogue_.items[item].unit,
                        "bases are never joined: name the conversion with `via`");
        return;
    }
}

void PlanReader::price(Section& section) {
    const std::set<int> items = items_named(section, "items");
    const auto figure = figures_.figure(section, "price", "");
    const int place = place_named(section, "place", section.text("place"));
    if (figure && !figure->statement->unit.dimension().starts_with("money/")) {
        section.problem("price", "\"" + figure->statement->id + "\" is not a price", "a price is money per mass");
    }
    if (figure && !(figure->value > 0)) section.problem("price", "is not above zero", "name a positive price");
    section.finish();
    if (!figure || place < 0) return;
    for (const int item : items) plan_.prices.push_back({figure->value, item, place});
}

/// Skipped, not refused, when its statement was not public yet (nobody knew of the plan), and when it was at work before
/// the year of the world began.
void PlanReader::project(Section& section) {
    const std::string statement = section.text("statement");
    const Statement* found = figures_.ledger().find(statement);
    ProjectPlan project{section.text("id"), statement, -1, -1, section.required_date("planned_on"), 0, 0};
    const auto announced_on = section.date("announced_on");
    const std::string process = section.text("process");
    project.process = catalogue_.process(process);
    if (project.process < 0) {
        std::vector<std::string> names;
        for (const Process& known : catalogue_.processes) names.push_back(known.id);
        section.problem("process", "there is no process \"" + process + "\"", did_you_mean(process, names));
    }
    project.place = place_named(section, "place", section.text("place"));
    const auto share = figures_.optional_figure(section, "times", "share");
    const auto ramp = figures_.figure(section, "ramp", "time");
    section.finish();
    if (found != nullptr && figures_.ledger().public_since(*found) > figures_.known_on()) return;
    if (announced_on && *announced_on > figures_.known_on()) return;
    if (project.planned_on < plan_.year.from) return;   // part of what the year itself made
    const auto capacity = figures_.figure(section, "statement", "mass/time");
    if (!capacity || project.process < 0 || project.place < 0) return;
    if (!(capacity->value > 0)) section.problem("statement", "is not above zero", "a capacity");
    project.capacity = capacity->value * (share ? share->value : 1.0);
    if (ramp) project.ramp_weeks = ramp->value;
    plan_.projects.push_back(std::move(project));
}

}  // namespace countervail
