// SPDX-License-Identifier: Apache-2.0
#include "controls/clause_tests.h"

#include <algorithm>

#include "base/text.h"

namespace countervail {

namespace {

std::string percent(Decimal share) { return (share * Decimal(100)).to_text() + "%"; }

std::string words(const std::vector<std::string>& list, std::string_view none) { return list.empty() ? std::string(none) : join(list, ", "); }

std::string place_words(const std::vector<std::string>& only, const std::vector<std::string>& except) {
    std::string text = words(only, "anywhere");
    if (!except.empty()) text += " except " + join(except, ", ");
    return text;
}

class Tester {
  public:
    Tester(const Regime::Compiled& compiled, const CompiledClause& clause, const Query& query, Asked& asked, std::vector<ClauseTest>* tests)
        : compiled_(compiled), clause_(clause), act_clause_(*clause.clause), query_(query), flow_(query.flow), asked_(asked), tests_(tests) {}

    Answer run() {
        if (query_.stays && !act_clause_.reach.transfers) {
            note("transfer", "stays in " + flow_.destination, "leaves the country", Answer::no);
            return Answer::no;
        }
        if (!goes_on(lane()) || !goes_on(end_use()) || !goes_on(parties_places())) return Answer::no;
        if (!clause_.asks_for_facts) return answer_;
        if (!goes_on(technology()) || !goes_on(end_user()) || !goes_on(conditions()) || !goes_on(content())) return Answer::no;
        return answer_;
    }

  private:
    /// Without a trace the first "no" ends the matter; with one, all tests are made.
    bool goes_on(Answer answer) {
        answer_ = both(answer_, answer);
        return tests_ != nullptr || answer_ != Answer::no;
    }

    Answer note(std::string_view fact, std::string have, std::string limit, Answer answer, std::string margin = {}) {
        if (tests_ != nullptr) tests_->push_back({std::string(fact), std::move(have), std::move(limit), answer, std::move(margin)});
        return answer;
    }

    void ask(std::string fact, std::string question) { asked_.missing.push_back({std::move(fact), std::move(question)}); }

    Answer place(const PlaceRule& rule, std::uint32_t place, std::string_view fact, const std::string& have, const std::vector<std::string>& only,
                 const std::vector<std::string>& except, const char* question) {
        if (rule.any()) return Answer::yes;
        if (place == 0) {
            ask(std::string(fact), question);
            return tests_ == nullptr ? Answer::unknown : note(fact, "not stated", place_words(only, except), Answer::unknown);
        }
        const Answer answer = answer_of(rule.allows(place));
        return tests_ == nullptr ? answer : note(fact, have, place_words(only, except), answer);
    }

    Answer lane() {
        const Reach& reach = act_clause_.reach;
        auto foreign = reach.origins_except;
        if (tests_ != nullptr && reach.foreign_made) foreign.push_back(clause_.act->issuer);
        Answer answer = place(clause_.destinations, query_.destination, "destination", flow_.destination, reach.destinations,
                              reach.destinations_except, "Where do the goods go?");
        if (answer == Answer::no && tests_ == nullptr) return answer;
        answer = both(answer, place(clause_.exporters, query_.exporter, "exporter", flow_.exporter, reach.exporters, reach.exporters_except,
                                    "Where are the goods shipped from?"));
        if (answer == Answer::no && tests_ == nullptr) return answer;
        return both(answer, place(clause_.origins, query_.origin, "origin", flow_.origin, reach.origins, foreign, "Where were the goods made?"));
    }

    Answer parties_places() {
        const Reach& reach = act_clause_.reach;
        const Answer at = place(clause_.end_user_places, query_.end_user_place, "end-user-place", flow_.end_user_place.empty() ? flow_.destination : flow_.end_user_place,
                                reach.end_user_places, reach.end_user_places_except, "Where does the end user stand?");
        return both(at, place(clause_.headquarters, query_.headquarters, "headquarters", flow_.headquarters, reach.headquarters, reach.headquarters_except,
                              "Where has the end user, or its ultimate parent, its seat?"));
    }

    static bool is_one_of(const Query::EndUse& use, const std::vector<std::string>& classes) {
        const auto named = [&](const std::string& word) { return std::find(classes.begin(), classes.end(), word) != classes.end(); };
        return use.line == nullptr ? named(*use.stated) : std::any_of(use.line->begin(), use.line->end(), named);
    }

    /// One of the stated uses counts, and none of them is excepted.
    bool end_uses_fit() const {
        const auto &only = act_clause_.end_use_classes, &other_than = act_clause_.end_uses_other_than, &except = act_clause_.end_uses_except;
        const auto counts = [&](const Query::EndUse& use) { return (only.empty() || is_one_of(use, only)) && !is_one_of(use, other_than); };
        const auto excepted = [&](const Query::EndUse& use) { return is_one_of(use, except); };
        return std::any_of(query_.end_uses.begin(), query_.end_uses.end(), counts) &&
               std::none_of(query_.end_uses.begin(), query_.end_uses.end(), excepted);
    }

    std::string end_use_limit() const {
        std::string text = words(act_clause_.end_use_classes, "any");
        if (!act_clause_.end_uses_other_than.empty()) text += " other than " + join(act_clause_.end_uses_other_than, ", ");
        if (!act_clause_.end_uses_except.empty()) text += ", never " + join(act_clause_.end_uses_except, ", ");
        return text;
    }

    Answer end_use() {
        const bool any = act_clause_.end_use_classes.empty() && act_clause_.end_uses_other_than.empty() && act_clause_.end_uses_except.empty();
        if (any) return Answer::yes;
        if (!flow_.end_uses.known()) {
            ask("end-use", "What is the article used for?");
            return tests_ == nullptr ? Answer::unknown : note("end-use", "not stated", end_use_limit(), Answer::unknown);
        }
        const Answer answer = answer_of(end_uses_fit());
        return tests_ == nullptr ? answer : note("end-use", join(flow_.end_uses.words(), ", "), end_use_limit(), answer);
    }

    Answer technology() {
        const std::string& origin = act_clause_.reach.technology_origin;
        if (origin.empty()) return Answer::yes;
        if (!flow_.technology_origins) {
            ask("technology", "Was technology from " + origin + " used to make the article?");
            return note("technology", "not stated", "technology from " + origin, Answer::unknown);
        }
        const auto& have = *flow_.technology_origins;
        const Answer answer = answer_of(std::find(have.begin(), have.end(), origin) != have.end());
        return tests_ == nullptr ? answer : note("technology", words(have, "none named"), "technology from " + origin, answer);
    }

    /// Whether a listed party behind the end user is enough. A lower bound that passes is enough for the wider rules.
    Answer tie(const ListedParty& party) const {
        if (party.by == Tie::itself) return Answer::yes;
        if (!act_clause_.affiliates_at_least) return Answer::no;
        const Decimal limit = *act_clause_.affiliates_at_least;
        if (party.by == Tie::control) return answer_of(act_clause_.affiliates_more_than && limit.is_zero());
        const auto counted = [&] {
            switch (act_clause_.affiliates_by) {
                case HoldingRule::largest_direct: return party.by == Tie::largest_direct;
                case HoldingRule::direct: return party.by == Tie::largest_direct || party.by == Tie::direct;
                case HoldingRule::cascade:
                    return party.by == Tie::largest_direct || party.by == Tie::direct || party.by == Tie::cascade;
                case HoldingRule::look_through: break;
            }
            return true;
        }();
        if (!counted) return Answer::no;
        if (!party.share) return Answer::unknown;
        return answer_of(act_clause_.affiliates_more_than ? *party.share > limit : *party.share >= limit);
    }

    std::string end_user_limit() const {
        std::string limit = "on " + join(act_clause_.end_users, ", ");
        if (!act_clause_.affiliates_at_least) return limit;
        return limit + (act_clause_.affiliates_more_than ? ", or held by more than " : ", or held by at least ") +
               percent(*act_clause_.affiliates_at_least) + " (" + to_text(act_clause_.affiliates_by) + ")";
    }

    Answer end_user() {
        if (act_clause_.end_users.empty()) return Answer::yes;
        if (!flow_.parties) {
            ask("end-user", "Does the end user stand on " + join(act_clause_.end_users, ", ") + ", or is it held by one who does?");
            return tests_ == nullptr ? Answer::unknown : note("end-user", "not stated", end_user_limit(), Answer::unknown);
        }
        Answer answer = Answer::no;
        for (const ListedParty& party : *flow_.parties) {
            if (matches_any(act_clause_.end_users, party.list)) answer = either(answer, tie(party));
        }
        if (answer == Answer::unknown) ask("ownership", "What share of the end user do listed parties hold?");
        if (tests_ == nullptr) return answer;
        std::vector<std::string> have;
        std::optional<Decimal> largest;
        for (const ListedParty& party : *flow_.parties) {
            if (!matches_any(act_clause_.end_users, party.list)) continue;
            have.push_back(describe(party));
            if (party.share && party.by != Tie::itself && (!largest || *party.share > *largest)) largest = party.share;
        }
        std::string margin;
        if (largest && act_clause_.affiliates_at_least) margin = distance(*largest, *act_clause_.affiliates_at_least, true, "");
        return note("end-user", have.empty() ? "on none of them" : join(have, "; "), end_user_limit(), answer, margin);
    }

    static std::string describe(const ListedParty& party) {
        const std::string share = party.share ? percent(*party.share) : "an unknown share";
        switch (party.by) {
            case Tie::itself: return "on " + party.list;
            case Tie::largest_direct: return share + " held by one party on " + party.list;
            case Tie::direct: return share + " held directly by parties on " + party.list;
            case Tie::cascade: return share + " held by parties on " + party.list + " and firms they catch";
            case Tie::look_through: return share + " through all chains from " + party.list;
            case Tie::control: break;
        }
        return "controlled, without a share, by a party on " + party.list;
    }

    const Fact* stated(std::string_view id) const {
        for (const Fact& fact : flow_.facts) {
            if (fact.id == id) return &fact;
        }
        if (query_.item_facts == nullptr) return nullptr;
        for (const Fact& fact : *query_.item_facts) {
            if (fact.id == id) return &fact;
        }
        return nullptr;
    }

    static bool within(const Condition& condition, Decimal value) {
        return (!condition.at_least || value >= *condition.at_least) && (!condition.more_than || value > *condition.more_than) &&
               (!condition.at_most || value <= *condition.at_most) && (!condition.less_than || value < *condition.less_than);
    }

    static std::string limit_of(const Condition& condition) {
        if (condition.is) return *condition.is ? "true" : "false";
        if (!condition.among.empty()) return "one of " + join(condition.among, ", ");
        std::vector<std::string> bounds;
        const auto add = [&](const char* how, const std::optional<Decimal>& bound) {
            if (bound) bounds.push_back(how + bound->to_text());
        };
        add("at least ", condition.at_least);
        add("more than ", condition.more_than);
        add("at most ", condition.at_most);
        add("less than ", condition.less_than);
        return join(bounds, " and ") + (condition.unit.empty() ? "" : " " + condition.unit);
    }

    static std::string distance(Decimal have, Decimal limit, bool share, const std::string& unit) {
        if (have == limit) return "exactly at the limit";
        const Decimal gap = have > limit ? have - limit : limit - have;
        const std::string text = share ? (gap * Decimal(100)).to_text() + " points" : gap.to_text() + (unit.empty() ? "" : " " + unit);
        return text + (have > limit ? " above" : " below");
    }

    /// From the bound that is nearest.
    static std::string margin_of(const Condition& condition, Decimal have) {
        std::optional<Decimal> nearest;
        for (const auto& bound : {condition.at_least, condition.more_than, condition.at_most, condition.less_than}) {
            if (!bound) continue;
            const auto gap = [&](Decimal limit) { return have > limit ? have - limit : limit - have; };
            if (!nearest || gap(*bound) < gap(*nearest)) nearest = bound;
        }
        return nearest ? distance(have, *nearest, false, condition.unit) : std::string();
    }

    /// What the vocabulary says about a fact that nobody stated.
    Answer unstated(const Condition& condition) {
        const FactTerm* term = compiled_.terms.fact(condition.fact);
        const std::string question = term == nullptr ? condition.fact + "?" : term->question;
        if (term != nullptr && term->unless_stated && condition.is) {
            asked_.granted.push_back({condition.fact, question});
            const Answer answer = answer_of(*term->unless_stated == *condition.is);
            if (tests_ == nullptr) return answer;
            return note(condition.fact, *term->unless_stated ? "true unless stated" : "false unless stated", limit_of(condition), answer);
        }
        ask(condition.fact, question);
        return tests_ == nullptr ? Answer::unknown : note(condition.fact, "not stated", limit_of(condition), Answer::unknown);
    }

    Answer condition(const Condition& condition) {
        const Fact* fact = stated(condition.fact);
        if (fact == nullptr) return unstated(condition);
        if (const auto* value = std::get_if<Decimal>(&fact->value)) {
            const Answer answer = answer_of(!condition.is && condition.among.empty() && within(condition, *value));
            if (tests_ == nullptr) return answer;
            return note(condition.fact, value->to_text() + (condition.unit.empty() ? "" : " " + condition.unit), limit_of(condition), answer,
                        margin_of(condition, *value));
        }
        if (const auto* value = std::get_if<bool>(&fact->value)) {
            const Answer answer = answer_of(condition.is && *value == *condition.is);
            return tests_ == nullptr ? answer : note(condition.fact, *value ? "true" : "false", limit_of(condition), answer);
        }
        const auto& have = std::get<std::vector<std::string>>(fact->value);
        const Answer answer = answer_of(std::any_of(have.begin(), have.end(), [&](const std::string& word) {
            return std::find(condition.among.begin(), condition.among.end(), word) != condition.among.end();
        }));
        return tests_ == nullptr ? answer : note(condition.fact, words(have, "none"), limit_of(condition), answer);
    }

    Answer conditions() {
        Answer answer = Answer::yes;
        for (const Condition& one : act_clause_.conditions) {
            answer = both(answer, condition(one));
            if (answer == Answer::no && tests_ == nullptr) break;
        }
        return answer;
    }

    struct Counted {
        Decimal known, unknown;   ///< of the origin asked for; of no known origin or classification
    };

    Counted count(const std::vector<Ingredient>& contents) const {
        const Reach& reach = act_clause_.reach;
        Counted counted;
        for (const Ingredient& part : contents) {
            if (part.inside && !reach.content_inside) continue;
            if (!reach.content_items.empty() && !lists(reach.content_items, part.item)) continue;
            if (!part.origin.empty() && part.origin != reach.content_origin) continue;
            bool sure = !part.origin.empty();
            if (!reach.content_classes.empty() || !reach.content_classes_except.empty()) {
                if (part.classification.empty()) {
                    sure = false;
                } else if ((!reach.content_classes.empty() && !matches_any(reach.content_classes, part.classification)) ||
                           matches_any(reach.content_classes_except, part.classification)) {
                    continue;
                }
            }
            (sure ? counted.known : counted.unknown) += part.value;
        }
        return counted;
    }

    bool lists(const std::vector<std::string>& patterns, const std::string& item) const {
        if (matches_any(patterns, item)) return true;
        if (compiled_.terms.item(item) == nullptr) return false;
        for (const std::string& one : compiled_.terms.broader_items(item)) {
            if (matches_any(patterns, one)) return true;
        }
        return false;
    }

    bool reaches(Decimal part, Decimal whole) const {
        const auto order = compare_share(part, whole, *act_clause_.reach.content_threshold);
        return order > 0 || (order == 0 && !act_clause_.reach.content_more_than);
    }

    Answer content_of(const std::vector<Ingredient>& contents, Decimal value, const std::string& of) {
        const Counted counted = count(contents);
        const Decimal most = counted.known + counted.unknown;
        const Answer answer = reaches(counted.known, value) ? Answer::yes : reaches(most, value) ? Answer::unknown : Answer::no;
        if (answer == Answer::unknown) ask("content", "Where do the parts come from whose origin or classification is not known?");
        if (tests_ == nullptr) return answer;
        const Decimal limit = *act_clause_.reach.content_threshold;
        const Decimal low = counted.known / value, high = most / value;
        std::string have = percent(low) + (low == high ? "" : " to " + percent(high)) + " of " + of + "'s value is of " + act_clause_.reach.content_origin + " origin";
        return note("content", std::move(have), (act_clause_.reach.content_more_than ? "more than " : "at least ") + percent(limit), answer,
                    distance(low, limit, true, ""));
    }

    Answer content() {
        const Reach& reach = act_clause_.reach;
        if (!reach.content_threshold) return Answer::yes;
        if (!flow_.contents) {
            ask("content", "What share of the article's value is of " + reach.content_origin + " origin?");
            return note("content", "not stated", (reach.content_more_than ? "more than " : "at least ") + percent(*reach.content_threshold), Answer::unknown);
        }
        Answer answer = content_of(*flow_.contents, flow_.value, "the article");
        if (!reach.content_of_component || !flow_.components) return answer;
        for (const Component& component : *flow_.components) {
            if (component.origin == reach.content_origin || !lists(act_clause_.items, component.item)) continue;
            answer = either(answer, content_of(component.contents, component.value, component.item));
        }
        return answer;
    }

    const Regime::Compiled& compiled_;
    const CompiledClause& clause_;
    const Clause& act_clause_;
    const Query& query_;
    const Flow& flow_;
    Asked& asked_;
    std::vector<ClauseTest>* tests_;
    Answer answer_ = Answer::yes;
};

}  // namespace

Query::Query(const Regime::Compiled& compiled, const Flow& stated)
    : flow(stated), item_hash(hash_name(stated.item)), origin(pack_place(stated.origin)), exporter(pack_place(stated.exporter)),
      destination(pack_place(stated.destination)),
      end_user_place(stated.end_user_place.empty() ? destination : pack_place(stated.end_user_place)),
      headquarters(stated.headquarters.empty() ? end_user_place : pack_place(stated.headquarters)), stays(!stated.exporter.empty() && stated.exporter == stated.destination) {
    for (const std::string& use : stated.end_uses.words()) {
        const auto line = compiled.end_use_line.find(use);
        end_uses.push_back({&use, line == compiled.end_use_line.end() ? nullptr : &line->second});
    }
    const auto facts = compiled.item_facts.find(stated.item);
    if (facts != compiled.item_facts.end()) item_facts = &facts->second;
}

Answer fits(const Regime::Compiled& compiled, const CompiledClause& clause, const Query& query, Asked& asked, std::vector<ClauseTest>* tests) {
    const std::size_t before = asked.missing.size();
    const Answer answer = Tester(compiled, clause, query, asked, tests).run();
    if (answer != Answer::unknown) asked.missing.resize(before);   // a plain "no" or "yes" asks for nothing
    return answer;
}

}  // namespace countervail
