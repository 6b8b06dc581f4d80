// SPDX-License-Identifier: Apache-2.0
#include "simulation/lane_law.h"

#include <algorithm>
#include <set>

#include "controls/item_pattern.h"

namespace countervail {

namespace {

// Shares of a market's final consumption by licence class; a market that feeds only processes counts as civil.
std::vector<std::array<double, kClasses>> class_shares(const Network& network) {
    const World& world = *network.world;
    std::vector<std::array<double, kClasses>> shares(world.markets.size(), {0, 0, 0});
    for (int need = 0; need < network.needs; ++need) {
        const Use& use = world.uses[static_cast<std::size_t>(network.need_use[need])];
        const std::string& name = world.catalogue.uses[static_cast<std::size_t>(use.end_use)].licence_class;
        const auto at = std::find(kClassNames.begin(), kClassNames.end(), name);
        const auto index = at == kClassNames.end() ? 0 : at - kClassNames.begin();
        shares[static_cast<std::size_t>(network.need_market[need])][static_cast<std::size_t>(index)] += network.need_rate[need];
    }
    for (std::size_t market = 0; market < shares.size(); ++market) {
        double total = 0;
        for (const double share : shares[market]) total += share;
        // What is not consumed on the spot goes into further making, which examiners see as civil.
        shares[market][0] += std::max(0.0, network.throughput[market] - total);
        double sum = 0;
        for (const double share : shares[market]) sum += share;
        for (double& share : shares[market]) share = sum > 0 ? share / sum : 0;
        if (sum <= 0) shares[market][0] = 1;
    }
    return shares;
}

bool turns_on_goods(const Clause& clause) {
    const Reach& reach = clause.reach;
    return !reach.origins.empty() || !reach.origins_except.empty() || reach.foreign_made || reach.content_threshold ||
           !reach.technology_origin.empty();
}

bool lists(const Clause& clause, const std::vector<std::string>& words) {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return matches_any(clause.items, word); }) &&
           std::none_of(words.begin(), words.end(), [&](const std::string& word) { return matches_any(clause.items_except, word); });
}

std::string issuer_of(const std::string& act) { return act.substr(0, act.find('/')); }

bool announced_within(const Regime& regime, const std::string& id, const Calendar& calendar) {
    for (const Act& act : regime.acts()) {
        if (act.id == id) return act.announced_on >= calendar.from;
    }
    return false;
}

bool withheld(const Treatment& treatment) { return treatment.requirement >= Requirement::licence; }

}  // namespace

const Item& item_on_lane(const Network& network, int lane) {
    const int market = network.lane_from[static_cast<std::size_t>(lane)];
    return network.world->catalogue.items[static_cast<std::size_t>(network.market_item[static_cast<std::size_t>(market)])];
}

float weeks_of_notice(const Regime& regime, const std::string& act_id, const std::string& clause_ref) {
    for (const Act& act : regime.acts()) {
        if (act.id != act_id) continue;
        for (const Clause& clause : act.clauses) {
            if (clause.ref == clause_ref) return static_cast<float>(std::max(0, clause.in_force_on - clause.announced_on)) / 7.0F;
        }
    }
    return 0;
}

void add_rule(std::vector<RuleDays>& rules, const Interval& days, const Treatment& treatment) {
    RuleDays rule{days, treatment.act, treatment.clause, treatment.requirement, treatment.policy};
    if (!rules.empty() && rules.back().days.until == days.from) {
        RuleDays last = rules.back();
        last.days = days;
        if (last == rule) {
            rules.back().days.until = days.until;
            return;
        }
    }
    rules.push_back(std::move(rule));
}

std::vector<SteadyDays> steady_days(const Regime& regime, const Calendar& calendar) {
    const Date end = calendar.week(calendar.weeks - 1).until;
    std::set<Date> cuts{calendar.from, end};
    for (const Date day : regime.change_days()) {
        if (calendar.from < day && day < end) cuts.insert(day);
    }
    std::vector<SteadyDays> spans;
    for (auto cut = cuts.begin(); std::next(cut) != cuts.end(); ++cut) spans.push_back({{*cut, *std::next(cut)}});
    return spans;
}

/// Goods of one origin and one way of making, as a share of what is in the market that a lane leaves.
struct LaneReader::Make {
    int origin = 0;
    double share = 1;
    TechnologyShare technology;
    std::optional<std::vector<Ingredient>> contents;
    std::optional<std::vector<std::string>> technology_origins;
};

LaneReader::LaneReader(const Network& network, const Regime& regime, const std::vector<SteadyDays>& spans, const GoodsFacts& facts)
    : network_(network), regime_(regime), spans_(spans), facts_(facts), class_shares_(class_shares(network)) {}

const WorldPlace& LaneReader::place_of(int market) const {
    return network_.world->places[static_cast<std::size_t>(network_.market_place[static_cast<std::size_t>(market)])];
}

// Duties are levied on goods of the place they are shipped from (docs/methods/simulation.md), so tariffs do not count.
bool LaneReader::asks_of_goods(const std::string& item) {
    const auto [known, fresh] = asks_of_goods_.emplace(item, false);
    if (!fresh) return known->second;
    std::vector<std::string> words = regime_.terms().broader_items(item);
    words.push_back(item);
    for (const Act& act : regime_.acts()) {
        if (act.form == "tariff") continue;
        for (const Clause& clause : act.clauses) known->second = known->second || (turns_on_goods(clause) && lists(clause, words));
    }
    return known->second;
}

std::vector<LaneReader::Make> LaneReader::makes(int lane) const {
    const int from = network_.lane_from[static_cast<std::size_t>(lane)];
    const World& world = *network_.world;
    std::vector<Make> made;
    for (const OriginShare& origin : facts_.provenance.origins[static_cast<std::size_t>(from)]) {
        Make make{origin.place, origin.share, {}, std::nullopt, std::nullopt};
        const int market = world.market(network_.market_item[static_cast<std::size_t>(from)], origin.place);
        const int site = market < 0 ? -1 : facts_.provenance.maker[static_cast<std::size_t>(market)];
        if (site >= 0) make.contents = facts_.provenance.contents[static_cast<std::size_t>(market)];
        std::vector<const Technology*> used;
        for (const Technology& each : facts_.technologies) {
            if (site >= 0 && each.covers[static_cast<std::size_t>(site)] != 0) used.push_back(&each);
        }
        if (used.size() != 1) {   // nothing is stated, or more than a single share can say
            made.push_back(std::move(make));
            continue;
        }
        const TechnologyShare share = technology_share(used[0]->share[static_cast<std::size_t>(site)]);
        const auto scaled = [&](double by) { return TechnologyShare{by * share.fixed, by * share.lower, by * share.upper}; };
        Make without = make;
        make.technology_origins = std::vector<std::string>{used[0]->origin};
        make.share = 0;
        make.technology = scaled(origin.share);
        without.technology_origins = std::vector<std::string>{};
        without.technology = scaled(-origin.share);
        made.push_back(std::move(make));
        if (share.at(0) < 1) made.push_back(std::move(without));
    }
    return made;
}

LanePart LaneReader::ask(const Flow& flow, int licence_class) const {
    LanePart part;
    part.licence_class = licence_class;
    for (const SteadyDays& span : spans_) {
        part.law.push_back(regime_.treatment(flow, span.days.from));
        const Treatment& t = part.law.back();
        const std::string issuer = issuer_of(t.act);
        bool disputed = t.tariff > 0;
        if (!issuer.empty() && issuer != flow.origin) {
            disputed = regime_.treatment({flow.item, issuer, issuer, flow.destination, flow.end_uses}, span.days.from).tariff > 0;
        }
        part.disputed.push_back(disputed ? 1 : 0);
    }
    return part;
}

std::vector<LanePart> LaneReader::parts(int lane) {
    const auto index = static_cast<std::size_t>(lane);
    const std::string& from = place_of(network_.lane_from[index]).id;
    const auto& classes = class_shares_[static_cast<std::size_t>(network_.lane_to[index])];
    const bool one_make = facts_.provenance.origins.empty() || !asks_of_goods(item_on_lane(network_, lane).id);
    const int here = network_.market_place[static_cast<std::size_t>(network_.lane_from[index])];
    const std::vector<Make> made = one_make ? std::vector<Make>{{here, 1, {}, std::nullopt, std::nullopt}} : makes(lane);
    std::vector<LanePart> parts;
    for (int c = 0; c < kClasses; ++c) {
        const double share = classes[static_cast<std::size_t>(c)];
        for (const Make& make : made) {
            const std::string& origin = network_.world->places[static_cast<std::size_t>(make.origin)].id;
            Flow flow{item_on_lane(network_, lane).id, origin, from, place_of(network_.lane_to[index]).id, kClassNames[static_cast<std::size_t>(c)]};
            flow.contents = make.contents;
            flow.technology_origins = make.technology_origins;
            LanePart part = ask(flow, c);
            part.class_share = share;
            part.share = make.share;
            part.technology = make.technology;
            parts.push_back(std::move(part));
        }
    }
    return parts;
}

std::vector<Treatment> LaneReader::duties(int lane) const {
    const std::string& from = place_of(network_.lane_from[static_cast<std::size_t>(lane)]).id;
    const Flow flow{item_on_lane(network_, lane).id, from, from, place_of(network_.lane_to[static_cast<std::size_t>(lane)]).id, kClassNames[0]};
    std::vector<Treatment> duties;
    for (const SteadyDays& span : spans_) duties.push_back(regime_.treatment(flow, span.days.from));
    return duties;
}

namespace {

// Days on which acts of the run withhold the technology. What was withheld before the run began is part of the plans.
void withhold(const Regime& regime, const Calendar& calendar, const std::vector<SteadyDays>& spans, const Technology& technology,
              const std::string& place, ProjectLaw& law) {
    law.restricted.assign(static_cast<std::size_t>(calendar.weeks), 0);
    for (const std::string& item : technology.items) {
        const Flow flow{item, technology.origin, technology.origin, place, kClassNames[0]};
        for (const SteadyDays& span : spans) {
            const Treatment t = regime.treatment(flow, span.days.from);
            if (!withheld(t) || !announced_within(regime, t.act, calendar)) continue;
            add_rule(law.rules, span.days, t);
            for (int w = 0; w < calendar.weeks; ++w) {
                law.restricted[static_cast<std::size_t>(w)] += static_cast<float>(span.share_of(calendar.week(w)) / static_cast<double>(technology.items.size()));
            }
        }
    }
    double sum = 0;
    for (const float restricted : law.restricted) {
        law.restricted_weeks.push_back(sum);
        sum += restricted;
    }
    law.restricted_weeks.push_back(sum);
}

}  // namespace

std::vector<ProjectLaw> project_laws(const Network& network, const Regime& regime, const Calendar& calendar,
                                     const std::vector<SteadyDays>& spans, const GoodsFacts& facts) {
    std::vector<ProjectLaw> laws;
    if (facts.technologies.empty()) return laws;
    for (const Project& project : network.world->projects) {
        ProjectLaw law;
        const std::string& place = network.world->places[static_cast<std::size_t>(network.world->sites[static_cast<std::size_t>(project.site)].place)].id;
        for (std::size_t t = 0; t < facts.technologies.size(); ++t) {
            const Technology& technology = facts.technologies[t];
            if (law.technology >= 0 || technology.covers[static_cast<std::size_t>(project.site)] == 0 || technology.origin == place) continue;
            law.technology = static_cast<int>(t);
            law.share = technology.share[static_cast<std::size_t>(project.site)];
            withhold(regime, calendar, spans, technology, place, law);
        }
        laws.push_back(std::move(law));
    }
    return laws;
}

}  // namespace countervail
