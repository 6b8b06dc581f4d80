// SPDX-License-Identifier: Apache-2.0
#include "company/source_law.h"

#include <algorithm>
#include <set>

namespace countervail {

namespace {

constexpr double kLeastShare = 0.01;   // of a lane: a law on less is not what a company's goods meet

class LawOfLanes {
  public:
    LawOfLanes(const Ensemble& ensemble, int task, const CompanyDays& days)
        : world_(ensemble.world()), network_(ensemble.network()), schedule_(ensemble.schedule(task)), looked_at_{days.from, days.from + days.days} {}

    std::vector<SourceLaw> of(const SupplyLink& link) const {
        std::vector<SourceLaw> found;
        for (const int lane : link.rows) add(found, lane);
        std::stable_sort(found.begin(), found.end(), [](const SourceLaw& a, const SourceLaw& b) { return a.from < b.from; });
        return found;
    }

    /// Most of what travels the lane needs a licence at some time.
    bool licensed(int lane) const {
        double share = 0;
        for (auto stream = begin(lane); stream != end(lane); ++stream) {
            if (std::any_of(stream->licensed.begin(), stream->licensed.end(), [](float days) { return days > 0; })) share += share_of(*stream);
        }
        return share > 0.5;
    }

  private:
    static double share_of(const Stream& stream) { return stream.share + stream.technology.at(0.5); }
    std::vector<Stream>::const_iterator begin(int lane) const { return schedule_.streams.begin() + schedule_.stream_begin[static_cast<std::size_t>(lane)]; }
    std::vector<Stream>::const_iterator end(int lane) const { return schedule_.streams.begin() + schedule_.stream_begin[static_cast<std::size_t>(lane) + 1]; }
    int item(int lane) const { return network_.market_item[static_cast<std::size_t>(network_.lane_from[static_cast<std::size_t>(lane)])]; }
    int origin(int lane) const { return network_.market_place[static_cast<std::size_t>(network_.lane_from[static_cast<std::size_t>(lane)])]; }

    static void put(std::vector<SourceLaw>& found, SourceLaw law) {
        for (SourceLaw& each : found) {
            if (each.act != law.act || each.clause != law.clause) continue;
            each.from = std::min(each.from, law.from);
            each.forbids = each.forbids || law.forbids;
            return;
        }
        found.push_back(std::move(law));
    }

    void add(std::vector<SourceLaw>& found, int lane) const {
        for (auto stream = begin(lane); stream != end(lane); ++stream) {
            if (share_of(*stream) < kLeastShare) continue;
            for (const RuleDays& rule : stream->rules) {
                if (rule.days.overlap(looked_at_) <= 0 || (rule.requirement != Requirement::licence && rule.requirement != Requirement::prohibited)) continue;
                put(found, {rule.act, rule.clause, std::max(rule.days.from, looked_at_.from), rule.requirement == Requirement::prohibited, elements(lane, rule.act)});
            }
        }
        const int hold = schedule_.hold_of_lane[static_cast<std::size_t>(lane)];
        if (hold < 0) return;
        const auto& held = schedule_.holds[static_cast<std::size_t>(hold)].held;
        for (std::size_t week = 0; week < held.size(); ++week) {
            const Interval days = schedule_.calendar.week(static_cast<int>(week));
            if (held[week] <= 0 || days.overlap(looked_at_) <= 0) continue;
            put(found, {holding_act(lane), {}, std::max(days.from, looked_at_.from), false, {}});
            return;
        }
    }

    /// Elements of the lane's item that the act also controls on their own, from the same origin.
    std::vector<std::string> elements(int lane, const std::string& act) const {
        std::set<int> alone;
        for (const Stream& stream : schedule_.streams) {
            const Item& other = world_.catalogue.items[static_cast<std::size_t>(item(stream.lane))];
            if (other.contents.size() == 1 && origin(stream.lane) == origin(lane) && stream.act == act) alone.insert(other.contents[0].element);
        }
        std::vector<std::string> names;
        for (const Content& content : world_.catalogue.items[static_cast<std::size_t>(item(lane))].contents) {
            if (alone.contains(content.element)) names.push_back(world_.catalogue.elements[static_cast<std::size_t>(content.element)].id);
        }
        return names;
    }

    /// The act that licenses goods of the same customs code from the same origin: the one behind the holding.
    std::string holding_act(int lane) const {
        const auto codes = [&](int of) { return world_.catalogue.items[static_cast<std::size_t>(of)].customs_codes; };
        for (const Stream& stream : schedule_.streams) {
            if (origin(stream.lane) != origin(lane)) continue;
            for (const CustomsCode& a : codes(item(lane))) {
                for (const CustomsCode& b : codes(item(stream.lane))) {
                    if (a.code == b.code && a.nomenclature == b.nomenclature) return stream.act;
                }
            }
        }
        return {};
    }

    const World& world_;
    const Network& network_;
    const Schedule& schedule_;
    Interval looked_at_;
};

}  // namespace

std::vector<std::vector<std::vector<SourceLaw>>> laws_of_sources(const Ensemble& ensemble, int task, const Company& company,
                                                                  const std::vector<std::vector<SupplyLink>>& links, const CompanyDays& days) {
    const LawOfLanes lanes(ensemble, task, days);
    std::vector<std::vector<std::vector<SourceLaw>>> law;
    for (std::size_t p = 0; p < company.parts.size(); ++p) {
        law.emplace_back();
        for (const SupplyLink& link : links[p]) law.back().push_back(link.kind == FateKind::lane ? lanes.of(link) : std::vector<SourceLaw>());
    }
    return law;
}

std::vector<std::vector<std::uint8_t>> licensed_sources(const Ensemble& ensemble, int task, const std::vector<std::vector<SupplyLink>>& links) {
    const LawOfLanes lanes(ensemble, task, {});
    std::vector<std::vector<std::uint8_t>> licensed;
    for (const auto& part : links) {
        licensed.emplace_back();
        for (const SupplyLink& link : part) {
            licensed.back().push_back(link.kind == FateKind::lane && std::any_of(link.rows.begin(), link.rows.end(), [&](int lane) { return lanes.licensed(lane); }) ? 1 : 0);
        }
    }
    return licensed;
}

}  // namespace countervail
