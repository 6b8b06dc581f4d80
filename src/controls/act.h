// SPDX-License-Identifier: Apache-2.0
// A published measure and its clauses. Suspensions, repeals and expiries are dated facts; a suspension is an act too.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/error.h"

namespace countervail {

enum class Requirement { free, licence, prohibited };
enum class Policy { none, presumption_of_approval, case_by_case, presumption_of_denial, denied };
enum class ClauseStatus { not_yet_in_force, in_force, suspended, lapsed, never_operated };

std::string to_text(Requirement requirement);
std::string to_text(Policy policy);
std::string to_text(ClauseStatus status);

/// Where in the world a clause bites. Empty lists mean "any".
struct Reach {
    std::vector<std::string> origins;            ///< made in
    std::vector<std::string> exporters;          ///< shipped from
    std::vector<std::string> destinations;
    std::vector<std::string> destinations_except;
    bool foreign_made = false;                   ///< catches goods made abroad
    std::optional<double> content_threshold;     ///< share of value of origin content; "at least"
    std::string technology_origin;               ///< made abroad with technology from here
};

struct Clause {
    std::string ref;                             ///< "I(1)"
    std::string summary;
    Date in_force_on;
    std::optional<Date> until;                   ///< first day it no longer holds
    std::vector<std::string> items;              ///< item ids of the catalogue, or patterns "*.oxide"
    std::vector<std::string> items_except;
    Reach reach;
    std::vector<std::string> end_use_classes;    ///< empty: all
    Requirement requirement = Requirement::licence;
    Policy policy = Policy::case_by_case;
    double tariff = 0;                           ///< additional ad-valorem duty, share of value (form "tariff")
    std::optional<int> statutory_working_days;
    std::string original;                        ///< original wording where known
    Place where;
};

/// An interval in which clauses of other acts are suspended. `until`: first day they bite again.
struct Suspension {
    std::vector<std::string> acts;
    std::vector<std::string> clauses;            ///< empty: all clauses of these acts
    Date from;
    std::optional<Date> until;
    Place where;
};

struct ActSource {
    std::string kind, by, address, note;
};

struct Act {
    std::string id;                              ///< "CHN/mofcom-gacc-2025-18"
    std::string issuer;                          ///< ISO3
    std::string authority, number, title, form;  ///< form: "licence", "tariff", "ban", "suspension", "general-licence"
    Date announced_on;
    std::vector<Clause> clauses;
    std::vector<Suspension> suspensions;
    std::vector<ActSource> sources;
    Place where;
};

/// One act file; all its problems at once.
Result<Act> read_act(std::string text, const std::string& path);

}  // namespace countervail
