// SPDX-License-Identifier: Apache-2.0
// A published measure and its clauses, as docs/formats/act.md describes the files of rules/<ISO3>/. Suspensions,
// repeals and expiries are dated facts of their own; a suspension is an act too. What we assume about a measure
// belongs in a scenario, never here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/error.h"

namespace countervail {

enum class Requirement { free, licence, prohibited };
/// How an application is judged, from mild to severe. `ordinary_review` is a licence with no stated policy.
enum class Policy { none, presumption_of_approval, ordinary_review, case_by_case, presumption_of_denial, denied };
/// never_operated: the start has passed and no day so far was in force (suspended first, or replaced first).
enum class ClauseStatus { not_yet_in_force, in_force, suspended, lapsed, never_operated };

std::string to_text(Requirement requirement);
std::string to_text(Policy policy);
std::string to_text(ClauseStatus status);
std::optional<Requirement> parse_requirement(std::string_view text);
std::optional<Policy> parse_policy(std::string_view text);

/// Where in the world a clause bites. Places are ISO3; empty lists mean "any".
struct Reach {
    std::vector<std::string> origins;            ///< made in
    std::vector<std::string> origins_except;
    std::vector<std::string> exporters;          ///< shipped from
    std::vector<std::string> exporters_except;
    std::vector<std::string> destinations;
    std::vector<std::string> destinations_except;
    bool foreign_made = false;                   ///< catches goods made outside the issuer's territory only
    std::string content_origin;                  ///< asks what share of the value stems from here …
    std::vector<std::string> content_items;      ///< … counting these items only (empty: all)
    std::optional<double> content_threshold;     ///< share of value, 0…1
    bool content_more_than = false;              ///< false: the threshold itself is caught ("or more"); true: it is not
    std::string technology_origin;               ///< made abroad with technology from here
    bool operator==(const Reach&) const = default;
};

/// A technical limit, e.g. energy density at least 300 Wh/kg. Any of the four bounds may be set; all must hold.
struct Condition {
    std::string quantity, unit;
    std::optional<double> at_least, more_than, at_most, less_than;
    bool operator==(const Condition&) const = default;
};

struct Clause {
    std::string ref;                             ///< "I(1)"; unique in its act
    std::string summary;
    Date announced_on;                           ///< the act's, unless an amendment brought this clause later
    Date in_force_on;
    std::optional<Date> until;                   ///< first day it no longer holds
    std::vector<std::string> items;              ///< item ids of the catalogue, or patterns "*.oxide"; never empty
    std::vector<std::string> items_except;
    Reach reach;
    std::vector<std::string> end_use_classes;    ///< empty: all
    std::vector<std::string> end_users;          ///< lists ("USA-entity-list"); empty: anyone
    std::optional<double> affiliates_at_least;   ///< also firms held by listed parties at this share or more
    std::vector<Condition> conditions;
    Requirement requirement = Requirement::licence;
    Policy policy = Policy::ordinary_review;
    double tariff = 0;                           ///< additional ad-valorem duty, share of value (form "tariff")
    std::optional<int> statutory_working_days;
    /// Fires only beside one of these clauses, patterns over "act#clause" ("CHN/mofcom-2025-61#I(*"): a policy on
    /// applications that other clauses make necessary.
    std::vector<std::string> beside;
    /// Fires only for goods that one of these clauses lists on that day, whatever the lane ("all dual-use items").
    std::vector<std::string> listed_by;
    std::vector<std::string> exempts;            ///< requirement free: clauses of the same act that it lifts
    std::vector<std::string> relieves;           ///< form "general-licence": acts whose single licence it stands for
    std::string original;                        ///< original wording where known
    std::string label;                           ///< found-q | found | found-2 | derived | recalled | disputed | found-weak
    std::string note;
    std::vector<std::string> sources;            ///< keys of the act's sources; empty: all of them
    Place where;
};

/// An interval in which clauses of other acts do not bite. `until`: first day they bite again.
struct Suspension {
    std::vector<std::string> acts;
    std::vector<std::string> clauses;            ///< empty: all clauses of these acts
    std::vector<std::string> items;              ///< empty: everything; else the clause stays in force for other items
    Date from;
    std::optional<Date> until;
    bool repeals = false;                        ///< form "repeal": the clauses lapse
    Place where;
};

/// One reading of what follows: a scenario picks it as "CHN/mofcom-gacc-2025-70@extended-2027-01-10".
struct Branch {
    std::string id;
    std::optional<Date> announced_on;            ///< empty: nobody announced it, it is an assumption
    Date until;                                  ///< replaces the end of every suspension of the act
    std::string note;
    Place where;
};

struct ActSource {
    std::string key, kind, by, address, note;
};

struct Act {
    std::string id;                              ///< "CHN/mofcom-gacc-2025-18"
    std::string issuer;                          ///< ISO3, the first part of the id
    std::string authority, number, title;
    std::string form;                            ///< "licence", "ban", "tariff", "suspension", "repeal", "general-licence"
    Date announced_on;
    std::vector<Clause> clauses;
    std::vector<Suspension> suspensions;
    std::vector<Branch> branches;
    std::string branch;                          ///< the one a scenario picked; empty: the act's own text
    std::vector<ActSource> sources;              ///< at least one
    Place where;
};

/// One act file; all its problems at once. When `path` lies under rules/ it must spell the act's id.
Result<Act> read_act(std::string text, const std::string& path);

/// The act as one of its branches reads it; fails, with the nearest name, when it has no such branch.
Result<Act> with_branch(Act act, std::string_view branch);

}  // namespace countervail
