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
#include "base/decimal.h"
#include "base/error.h"

namespace countervail {

/// From no demand to the most severe. `subject`: this law reaches the goods. `duty`: something besides a licence is due.
enum class Requirement { free, subject, duty, exempt_report, licence, prohibited };
/// How an application is judged, from mild to severe. `ordinary_review` is a licence with no stated policy.
enum class Policy { none, presumption_of_approval, ordinary_review, case_by_case, presumption_of_denial, denied };
/// never_operated: the start has passed and no day so far was in force (suspended first, or replaced first).
enum class ClauseStatus { not_yet_in_force, in_force, suspended, lapsed, never_operated };

std::string to_text(Requirement requirement);
std::string to_text(Policy policy);
std::string to_text(ClauseStatus status);
std::optional<Requirement> parse_requirement(std::string_view text);
std::optional<Policy> parse_policy(std::string_view text);

/// Which holdings of listed parties in an end user a clause counts.
enum class HoldingRule { largest_direct, direct, cascade, look_through };
std::string to_text(HoldingRule rule);
std::optional<HoldingRule> parse_holding_rule(std::string_view text);

/// Where in the world a clause bites. Places are ISO3 or groups ("USA:D:5"); empty lists mean "any".
struct Reach {
    std::vector<std::string> origins;            ///< made in
    std::vector<std::string> origins_except;
    std::vector<std::string> exporters;          ///< shipped from
    std::vector<std::string> exporters_except;
    std::vector<std::string> destinations;
    std::vector<std::string> destinations_except;
    std::vector<std::string> end_user_places, end_user_places_except;
    std::vector<std::string> headquarters, headquarters_except;   ///< of the end user or its ultimate parent
    bool foreign_made = false;                   ///< catches goods made outside the issuer's territory only
    std::string content_origin;                  ///< asks what share of the value stems from here …
    std::vector<std::string> content_items;      ///< … counting these items only (empty: all)
    std::vector<std::string> content_classes, content_classes_except;   ///< … and these classifications
    std::optional<Decimal> content_threshold;    ///< share of value, 0…1
    bool content_more_than = false;              ///< false: the threshold itself is caught ("or more"); true: it is not
    bool content_of_component = false;           ///< each listed good inside the article is tested by itself
    bool content_inside = false;                 ///< what sits inside a finished input counts too
    bool transfers = false;                      ///< also where the goods stay in one country
    std::string technology_origin;               ///< made abroad with technology from here
    bool operator==(const Reach&) const = default;
};

/// A fact that must hold, as rules/vocabulary declares it: a number within bounds (energy density at least 300 Wh/kg; all
/// that are set must hold), a statement, or words of which one is enough.
struct Condition {
    std::string fact, unit;
    std::optional<Decimal> at_least, more_than, at_most, less_than;
    std::optional<bool> is;
    std::vector<std::string> among;
    bool operator==(const Condition&) const = default;
};

struct Clause {
    std::string ref;                             ///< "I(1)"; unique in its act
    std::string limb;                            ///< what its alternatives and readings share; the ref when it is alone
    std::vector<std::string> readings;           ///< "Q-4=cset": speaks only under these answers to open questions
    std::string summary;
    Date announced_on;                           ///< the act's, unless an amendment brought this clause later
    Date in_force_on;
    std::optional<Date> until;                   ///< first day it no longer holds
    std::vector<std::string> items;              ///< item ids of the catalogue, or patterns "*.oxide"; empty only with codes
    std::vector<std::string> items_except;
    std::vector<std::string> codes, codes_except;   ///< beginnings of customs codes, digits only
    std::vector<std::string> control_codes;      ///< "CHN:1C905.a"
    Reach reach;
    std::vector<std::string> end_use_classes;    ///< empty: all
    std::vector<std::string> end_uses_other_than;   ///< a use that is one of these does not count; another still may
    std::vector<std::string> end_uses_except;    ///< win over everything
    std::vector<std::string> end_users;          ///< lists ("USA-entity-list"); empty: anyone
    std::optional<Decimal> affiliates_at_least;  ///< also firms held by listed parties at this share or more
    bool affiliates_more_than = false;           ///< the share itself is not enough
    HoldingRule affiliates_by = HoldingRule::largest_direct;
    std::vector<Condition> conditions;
    Requirement requirement = Requirement::licence;
    Policy policy = Policy::ordinary_review;
    double tariff = 0;                           ///< additional ad-valorem duty, share of value (form "tariff")
    bool generally = false;                      ///< free, but the text says "generally" or only describes practice
    std::string report;                          ///< of exempt_report
    std::string duty, duty_met_by;               ///< of duty: what is due, and the statement that it was done
    std::string quota;                           ///< what may leave in the clause's days
    std::optional<Date> quota_until;             ///< first day on which what is left of it may no longer leave; empty: it lapses with the clause
    std::optional<int> statutory_working_days;
    /// Fires only beside one of these clauses, patterns over "act#clause" ("CHN/mofcom-2025-61#I(*"): a policy on
    /// applications that other clauses make necessary.
    std::vector<std::string> beside;
    /// Fires only for goods that one of these clauses lists on that day, whatever the lane ("all dual-use items").
    std::vector<std::string> listed_by;
    std::vector<std::string> exempts;            ///< refs of its act, or patterns over "act#clause", that it lifts
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
    bool end_day_disputed = false;               ///< the question "end-day" decides about the last day
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
    std::string form;                            ///< as docs/formats/act.md lists them: "licence", "ban", "tariff", …
    std::vector<std::string> rests_on;           ///< acts without which this one says nothing
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
