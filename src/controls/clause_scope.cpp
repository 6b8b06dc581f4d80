// SPDX-License-Identifier: Apache-2.0
#include "controls/clause_scope.h"

#include <algorithm>

#include "base/text.h"

namespace countervail {

namespace {

void add(std::string& scope, std::string_view name, std::vector<std::string> parts) {
    if (parts.empty()) return;
    std::sort(parts.begin(), parts.end());
    scope += std::string(name) + "=" + join(parts, ",") + ";";
}

void add(std::string& scope, std::string_view name, const std::optional<Decimal>& value) {
    if (value) scope += std::string(name) + "=" + value->to_text() + ";";
}

std::string text_of(const Condition& condition) {
    std::string text = condition.fact + "|" + condition.unit + "|";
    add(text, "at least", condition.at_least);
    add(text, "more than", condition.more_than);
    add(text, "at most", condition.at_most);
    add(text, "less than", condition.less_than);
    if (condition.is) text += *condition.is ? "true;" : "false;";
    add(text, "among", condition.among);
    return text;
}

void add_reach(std::string& scope, const Reach& reach) {
    add(scope, "origins", reach.origins);
    add(scope, "origins except", reach.origins_except);
    add(scope, "exporters", reach.exporters);
    add(scope, "exporters except", reach.exporters_except);
    add(scope, "destinations", reach.destinations);
    add(scope, "destinations except", reach.destinations_except);
    add(scope, "end user places", reach.end_user_places);
    add(scope, "end user places except", reach.end_user_places_except);
    add(scope, "headquarters", reach.headquarters);
    add(scope, "headquarters except", reach.headquarters_except);
    if (reach.foreign_made) scope += "foreign-made;";
    if (reach.transfers) scope += "transfers;";
    add(scope, "content", reach.content_origin.empty() ? std::vector<std::string>{} : std::vector{reach.content_origin});
    add(scope, "content items", reach.content_items);
    add(scope, "content classes", reach.content_classes);
    add(scope, "content classes except", reach.content_classes_except);
    if (reach.content_of_component) scope += "of a component;";
    if (reach.content_inside) scope += "inside;";
    add(scope, reach.content_more_than ? "more than" : "at least", reach.content_threshold);
    add(scope, "technology", reach.technology_origin.empty() ? std::vector<std::string>{} : std::vector{reach.technology_origin});
}

}  // namespace

std::string scope_of(const Clause& clause) {
    std::string scope;
    add(scope, "items", clause.items);
    add(scope, "items except", clause.items_except);
    add(scope, "codes", clause.codes);
    add(scope, "codes except", clause.codes_except);
    add(scope, "readings", clause.readings);
    add_reach(scope, clause.reach);
    add(scope, "end uses", clause.end_use_classes);
    add(scope, "end uses other than", clause.end_uses_other_than);
    add(scope, "end uses except", clause.end_uses_except);
    add(scope, "end users", clause.end_users);
    add(scope, clause.affiliates_more_than ? "affiliates above" : "affiliates", clause.affiliates_at_least);
    if (clause.affiliates_at_least) scope += to_text(clause.affiliates_by) + ";";
    std::vector<std::string> conditions;
    for (const Condition& condition : clause.conditions) conditions.push_back(text_of(condition));
    add(scope, "conditions", std::move(conditions));
    add(scope, "beside", clause.beside);
    add(scope, "listed by", clause.listed_by);
    add(scope, "exempts", clause.exempts);
    add(scope, "relieves", clause.relieves);
    // A duty, a rule on jurisdiction and a demand never amend one another.
    if (clause.requirement == Requirement::subject) scope += "subject;";
    if (clause.requirement == Requirement::duty) scope += "duty " + clause.duty + ";";
    if (clause.generally) scope += "generally;";
    return scope;
}

}  // namespace countervail
