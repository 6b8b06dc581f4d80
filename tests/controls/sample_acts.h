// SPDX-License-Identifier: Apache-2.0
// Small acts for tests, built in the program; and a generator of many.
#pragma once

#include <rapidcheck.h>

#include <string>
#include <vector>

#include "base/library.h"
#include "controls/regime.h"

namespace countervail::sample {

inline Date day(const char* text) { return Date::parse(text).value(); }
inline Decimal dec(double value) { return Decimal::from_double(value); }

/// A listed party that holds this share alone and directly; the whole is the party itself.
inline ListedParty holder(const char* list, double share) {
    return {list, share >= 1 ? Tie::itself : Tie::largest_direct, dec(share)};
}

inline Clause clause(std::string ref, std::string from, std::vector<std::string> items) {
    Clause made;
    made.ref = std::move(ref);
    made.summary = "sample";
    made.announced_on = made.in_force_on = day(from.c_str());
    made.items = std::move(items);
    return made;
}

inline Act act(std::string id, std::string announced, std::vector<Clause> clauses) {
    Act made;
    made.id = std::move(id);
    made.issuer = made.id.substr(0, 3);
    made.form = "licence";
    made.announced_on = day(announced.c_str());
    made.clauses = std::move(clauses);
    made.sources = {{"s", "text", "tests", "nowhere", ""}};
    made.where = {made.id + ".toml", 1, 1};
    for (std::size_t i = 0; i < made.clauses.size(); ++i) made.clauses[i].where = {made.id + ".toml", static_cast<int>(i) + 10, 1};
    return made;
}

inline Act suspension(std::string id, std::string from, std::optional<Date> until, std::vector<std::string> acts) {
    Act made = act(std::move(id), from, {});
    made.form = "suspension";
    made.suspensions.push_back({std::move(acts), {}, {}, day(from.c_str()), until, false, false, {}});
    return made;
}

inline const std::vector<std::string> kPlaces = {"AAA", "BBB", "CCC"};
inline const std::vector<std::string> kItems = {"x.oxide", "y.oxide", "x.metal"};
inline const std::vector<std::string> kClasses = {"civil", "military"};

/// A restricting act with clauses of random scope, dates and severity.
inline Act random_act(int number) {
    const auto some = [](const std::vector<std::string>& from) {
        return *rc::gen::container<std::vector<std::string>>(*rc::gen::inRange<std::size_t>(0, 2), rc::gen::elementOf(from));
    };
    Act made = act(*rc::gen::elementOf(kPlaces) + "/" + std::to_string(number), "2025-01-01", {});
    const int clauses = *rc::gen::inRange(1, 5);
    for (int i = 0; i < clauses; ++i) {
        Clause one = clause(std::to_string(i), "2025-01-01", {*rc::gen::element<std::string>("*", "*.oxide", "x.*", "y.oxide")});
        one.in_force_on = day("2025-01-01") + *rc::gen::inRange(0, 40);
        if (*rc::gen::arbitrary<bool>()) one.until = one.in_force_on + *rc::gen::inRange(1, 40);
        one.reach.origins = some(kPlaces);
        one.reach.exporters = some(kPlaces);
        one.reach.destinations_except = some(kPlaces);
        one.end_use_classes = some(kClasses);
        one.requirement = *rc::gen::element(Requirement::licence, Requirement::prohibited);
        one.policy = one.requirement == Requirement::prohibited
                         ? Policy::denied
                         : *rc::gen::element(Policy::ordinary_review, Policy::case_by_case, Policy::presumption_of_denial);
        if (*rc::gen::inRange(0, 4) == 0) one.listed_by = {"*"};
        made.clauses.push_back(std::move(one));
    }
    return made;
}

inline Flow random_flow() {
    const auto place = rc::gen::elementOf(kPlaces);
    return {*rc::gen::elementOf(kItems), *place, *place, *place, *rc::gen::elementOf(kClasses)};
}

/// The shipped rules, from the source folder.
inline const Library& rules() {
    static const Library library = Library::from_folder(COUNTERVAIL_SOURCE_DIR).value();
    return library;
}

}  // namespace countervail::sample
