// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.h"
#include "controls/act_reader.h"
#include "controls/law_terms.h"
#include "controls/quota_amount.h"

namespace countervail {

namespace {

const std::vector<std::string> kLabels = {"found-q", "found", "found-2", "found-weak", "derived", "recalled", "disputed"};
const std::vector<std::string> kRequirementWords = {"free", "subject", "duty", "exempt-report", "licence", "prohibited"};
const std::vector<std::string> kPolicyWords = {"presumption-of-approval", "ordinary-review", "case-by-case",
                                               "presumption-of-denial", "denied"};
const std::vector<std::string> kHoldingWords = {"largest-direct", "direct", "cascade", "look-through"};

Reach read_reach(Section section) {
    Reach reach;
    reach.origins = act_places(section, "origins");
    reach.origins_except = act_places(section, "origins_except");
    reach.exporters = act_places(section, "exporters");
    reach.exporters_except = act_places(section, "exporters_except");
    reach.destinations = act_places(section, "destinations");
    reach.destinations_except = act_places(section, "destinations_except");
    reach.end_user_places = act_places(section, "end_user_places");
    reach.end_user_places_except = act_places(section, "end_user_places_except");
    reach.headquarters = act_places(section, "headquarters");
    reach.headquarters_except = act_places(section, "headquarters_except");
    reach.foreign_made = section.flag("foreign_made", false);
    reach.transfers = section.flag("transfers", false);
    reach.technology_origin = place_or_empty(section, "technology_origin");
    reach.content_origin = place_or_empty(section, "content_origin");
    reach.content_items = act_names(section, "content_items");
    reach.content_classes = act_names(section, "content_classes");
    reach.content_classes_except = act_names(section, "content_classes_except");
    reach.content_inside = section.flag("content_inside", false);
    reach.content_of_component = one_of(section, "content_of", {"article", "component"}, "article") == "component";
    const auto at_least = act_share(section, "content_at_least");
    const auto more_than = act_share(section, "content_more_than", true);
    reach.content_threshold = at_least ? at_least : more_than;
    reach.content_more_than = !at_least && more_than.has_value();
    if (at_least && more_than) {
        section.problem("content_more_than", "content_at_least and content_more_than are both given", "keep one: is the limit itself caught?");
    }
    if (reach.content_origin.empty() == reach.content_threshold.has_value()) {
        section.problem("content_origin", "a content limit needs both its origin and its share",
                        "give content_origin and content_at_least (or content_more_than)");
    }
    section.finish();
    return reach;
}

std::optional<Decimal> bound(Section& section, std::string_view key) {
    const auto value = section.number(key);
    return value ? std::optional(Decimal::from_double(*value)) : std::nullopt;
}

Condition read_condition(Section section) {
    Condition condition;
    condition.fact = filled(section, "fact");
    condition.unit = section.text("unit", "");
    condition.at_least = bound(section, "at_least");
    condition.more_than = bound(section, "more_than");
    condition.at_most = bound(section, "at_most");
    condition.less_than = bound(section, "less_than");
    if (section.has("is")) condition.is = section.flag("is", true);
    condition.among = section.texts("among");
    const bool bounded = condition.at_least || condition.more_than || condition.at_most || condition.less_than;
    const int kinds = (bounded ? 1 : 0) + (condition.is ? 1 : 0) + (condition.among.empty() ? 0 : 1);
    if (kinds != 1) {
        section.problem("fact", kinds == 0 ? "the condition has no bound" : "the condition is of several kinds",
                        "give bounds (at_least, more_than, at_most, less_than), or is = true, or among = [\"…\"]");
    }
    section.finish();
    return condition;
}

void read_dates(Section& section, const Act& act, Clause& clause) {
    clause.announced_on = section.date("announced").value_or(act.announced_on);
    clause.in_force_on = plausible(section, "in_force", section.required_date("in_force"));
    plausible(section, "announced", clause.announced_on);
    const bool retroactive = section.flag("retroactive", false);
    if (clause.announced_on < act.announced_on) {
        section.problem("announced", "was announced on " + clause.announced_on.to_text() + ", before its act (" +
                        act.announced_on.to_text() + ")", "an act is announced no later than its clauses");
    }
    if (section.has("in_force") && !retroactive && clause.in_force_on < clause.announced_on) {
        section.problem("in_force", "in force on " + clause.in_force_on.to_text() + ", before it was announced on " +
                        clause.announced_on.to_text(), "swap the dates, or say retroactive = true");
    }
    clause.until = end_of(section, clause.in_force_on, false);
}

/// What a clause of an act of this form demands when it does not say.
std::string usual_requirement(const Act& act) {
    if (act.form == "tariff" || act.form == "general-licence" || act.form == "guidance") return "free";
    if (act.form == "ban" || act.form == "procurement") return "prohibited";
    return act.form == "jurisdiction" ? "subject" : "licence";
}

void read_tariff(Section& section, const Act& act, Clause& clause) {
    const bool tariff = act.form == "tariff" && clause.exempts.empty();
    const auto rate = section.number("tariff");
    clause.tariff = rate.value_or(0);
    if (tariff != rate.has_value()) {
        section.problem("tariff", tariff ? "a clause of a tariff has no rate" : "only an act of form \"tariff\" has a rate",
                        tariff ? "add tariff = 0.25 for 25%" : "remove it, or make it an act of its own");
    }
    if (clause.tariff < 0 || clause.tariff > 10) {
        section.problem("tariff", "tariff is " + exact_number(clause.tariff), "a share of value: 1.25 means 125%");
    }
}

void read_review(Section& section, Clause& clause) {
    clause.policy = parse_policy(one_of(section, "policy", kPolicyWords, "ordinary-review")).value_or(Policy::ordinary_review);
    if (clause.requirement < Requirement::licence) clause.policy = Policy::none;
    if (clause.requirement == Requirement::prohibited) clause.policy = Policy::denied;
    const long long days = section.integer("statutory_working_days", 0);
    if (!section.has("statutory_working_days")) return;
    clause.statutory_working_days = static_cast<int>(std::clamp(days, 0LL, 1000LL));
    if (days < 1 || days > 1000) {
        section.problem("statutory_working_days", "is " + std::to_string(days), "between 1 and 1000 working days");
    }
}

/// What goes with a duty or a report, and only with it.
void read_attendant(Section& section, std::string_view key, std::string& text, bool wanted, const std::string& of) {
    text = section.text(key, "");
    if (text.empty() == wanted) {
        section.problem(key, wanted ? of + " without " + std::string(key) : std::string(key) + " belongs to " + of,
                        wanted ? "say in one line what must be done" : "remove it, or set the requirement");
    }
}

void read_quota(Section& section, Clause& clause) {
    clause.quota = section.text("quota", "");
    if (const auto through = section.date("quota_through")) {
        clause.quota_until = *through + 1;
        if (clause.quota.empty()) section.problem("quota_through", "there is no quota of which something could be left", "add quota, or remove it");
        if (clause.until && *clause.quota_until < *clause.until) {
            section.problem("quota_through", "lies before the clause's last day", "name the last day on which what is left may leave, or remove it");
        }
    }
    if (clause.quota.empty() || parse_quota(clause.quota)) return;
    section.problem("quota", "\"" + clause.quota + "\" is not an amount of mass", "write quota = \"7976 t REO\"");
}

void read_effect(Section& section, const Act& act, Clause& clause) {
    const bool general = act.form == "general-licence";
    const std::string requirement = one_of(section, "requirement", kRequirementWords, usual_requirement(act));
    clause.requirement = parse_requirement(requirement).value_or(Requirement::licence);
    clause.exempts = section.texts("exempts");
    read_review(section, clause);
    read_tariff(section, act, clause);
    read_attendant(section, "report", clause.report, clause.requirement == Requirement::exempt_report, "a clause of exempt-report");
    read_attendant(section, "duty", clause.duty, clause.requirement == Requirement::duty, "a duty");
    clause.duty_met_by = section.text("duty_met_by", "");
    read_quota(section, clause);
    clause.generally = section.flag("generally", false);
    clause.relieves = section.texts("relieves");
    if (general == clause.relieves.empty()) {
        section.problem("relieves", general ? "a general licence must say which acts it relieves from" : "only a general licence relieves",
                        general ? "add relieves = [\"<act id>\"]" : "remove it");
    }
    const bool plain = act.form == "licence" || act.form == "ban";
    if (plain && clause.requirement == Requirement::free && clause.exempts.empty() && !clause.generally) {
        section.problem("exempts", "a free clause of a " + act.form + " exempts from nothing",
                        "give exempts = [\"<ref>\"], or make it an act of form \"guidance\"");
    }
}

void read_parties(Section& section, Clause& clause) {
    clause.end_use_classes = act_names(section, "end_uses");
    clause.end_uses_other_than = act_names(section, "end_uses_other_than");
    clause.end_uses_except = act_names(section, "end_uses_except");
    clause.end_users = act_names(section, "end_users");
    const auto at_least = act_share(section, "affiliates_at_least"), more_than = act_share(section, "affiliates_more_than", true);
    clause.affiliates_at_least = at_least ? at_least : more_than;
    clause.affiliates_more_than = !at_least && more_than.has_value();
    if (at_least && more_than) {
        section.problem("affiliates_more_than", "affiliates_at_least and affiliates_more_than are both given", "keep one");
    }
    if (clause.affiliates_at_least && clause.end_users.empty()) {
        section.problem("affiliates_at_least", "affiliates of whom?", "name the lists in end_users");
    }
    clause.affiliates_by = parse_holding_rule(one_of(section, "affiliates_by", kHoldingWords, "largest-direct")).value_or(HoldingRule::largest_direct);
}

void read_goods(Section& section, Clause& clause) {
    clause.items = act_names(section, "items");
    clause.items_except = act_names(section, "items_except");
    clause.control_codes = act_names(section, "control_codes");
    for (const auto& [key, codes] : {std::pair{"codes", &clause.codes}, std::pair{"codes_except", &clause.codes_except}}) {
        for (const std::string& code : section.texts(key)) {
            codes->push_back(code_digits(code));
            if (codes->back().size() < 2) section.problem(key, "\"" + code + "\" is no customs code", "at least two digits, \"8505.11\"");
        }
    }
    if (clause.items.empty() && clause.codes.empty()) {
        section.problem("items", "the clause names no items", "add items = [\"…\"]; \"*\" means all; or codes = [\"8505.11\"]");
    }
}

}  // namespace

Clause read_clause(Section section, const Act& act) {
    Clause clause;
    clause.where = section.place();
    clause.ref = filled(section, "ref");
    clause.summary = filled(section, "summary");
    clause.limb = section.text("limb", clause.ref);
    clause.readings = section.text_or_texts("reading");
    for (const std::string& reading : clause.readings) {
        const std::size_t sign = reading.find('=');
        if (sign == std::string::npos || sign == 0 || sign + 1 == reading.size()) {
            section.problem("reading", "\"" + reading + "\" is no reading", "write \"<question>=<option>\" of rules/questions.toml");
        }
    }
    read_dates(section, act, clause);
    read_goods(section, clause);
    clause.reach = read_reach(section.table("reach"));
    read_parties(section, clause);
    for (Section& condition : section.tables("condition")) clause.conditions.push_back(read_condition(condition));
    read_effect(section, act, clause);
    clause.beside = section.texts("beside");
    clause.listed_by = section.texts("listed_by");
    clause.original = section.text("original", "");
    clause.label = one_of(section, "label", kLabels, "");
    clause.note = section.text("note", "");
    clause.sources = section.texts("sources");
    section.finish();
    return clause;
}

}  // namespace countervail
