// SPDX-License-Identifier: Apache-2.0
#include "simulation/hold_law.h"

#include <algorithm>

#include "controls/item_pattern.h"

namespace countervail {

namespace {

void raise(std::vector<float>& held, const std::vector<float>& weeks) {
    held.resize(weeks.size(), 0);
    for (std::size_t w = 0; w < held.size(); ++w) held[w] = std::max(held[w], weeks[w]);
}

/// Proof of composition is asked of goods that would be free; what an act restricts on its own account asks for it elsewhere.
void leave_out_restricted_weeks(const Schedule& schedule, int lane, std::vector<float>& held) {
    const auto index = static_cast<std::size_t>(lane);
    for (int i = schedule.stream_begin[index]; i < schedule.stream_begin[index + 1]; ++i) {
        const Stream& stream = schedule.streams[static_cast<std::size_t>(i)];
        for (std::size_t w = 0; w < held.size(); ++w) {
            if (stream.licensed[w] > 0 || stream.prohibited[w] > 0) held[w] = 0;
        }
    }
}

}  // namespace

// Goods that an act names above some measure of theirs (a purity, a strength), which nobody states of the lane's.
bool HoldLaw::waits_for_proof(const Treatment& treatment) const {
    return std::any_of(treatment.needs.begin(), treatment.needs.end(), [&](const std::string& question) {
        const auto& facts = regime_.terms().facts;
        return std::any_of(facts.begin(), facts.end(), [&](const FactTerm& fact) { return fact.kind == FactKind::number && fact.question == question; });
    });
}

void HoldLaw::note_unproven(int lane, const std::vector<LanePart>& parts) {
    std::vector<float> weeks(static_cast<std::size_t>(calendar_.weeks), 0);
    for (std::size_t s = 0; s < spans_.size(); ++s) {
        double share = 0;
        for (const LanePart& part : parts) share += waits_for_proof(part.law[s]) ? part.middle_share() : 0.0;
        if (!(share > 0)) continue;
        for (int w = 0; w < calendar_.weeks; ++w) weeks[static_cast<std::size_t>(w)] += static_cast<float>(share * spans_[s].share_of(calendar_.week(w)));
    }
    if (std::any_of(weeks.begin(), weeks.end(), [](float held) { return held > 0; })) unproven_[lane] = std::move(weeks);
}

/// Of the acts of the origin that name the item.
float HoldLaw::notice_for(const std::string& item, const std::string& origin) const {
    float notice = 1e9F;
    for (const Act& act : regime_.acts()) {
        if (!act.id.starts_with(origin + "/")) continue;
        for (const Clause& clause : act.clauses) {
            if (matches_any(clause.items, item)) notice = std::min(notice, weeks_of_notice(regime_, act.id, clause.ref));
        }
    }
    return notice < 1e9F ? notice : 0;
}

int HoldLaw::origin_of(int lane) const { return network_.market_place[static_cast<std::size_t>(network_.lane_from[static_cast<std::size_t>(lane)])]; }

HoldLaw::ControlledCodes HoldLaw::controlled_codes(const Schedule& schedule) const {
    ControlledCodes controlled;
    for (const Stream& stream : schedule.streams) {
        for (const CustomsCode& code : item_on_lane(network_, stream.lane).customs_codes) {
            auto& [weeks, notice] = controlled[{origin_of(stream.lane), code.code}];
            if (!stream.act.empty()) notice = std::min(notice, stream.notice);
            raise(weeks, stream.licensed);
        }
    }
    return controlled;
}

Hold HoldLaw::hold_of(int lane, const ControlledCodes& controlled) const {
    Hold hold;
    hold.lane = lane;
    for (const CustomsCode& code : item_on_lane(network_, lane).customs_codes) {
        const auto at = controlled.find({origin_of(lane), code.code});
        if (at == controlled.end()) continue;
        hold.notice = hold.held.empty() ? at->second.notice : std::min(hold.notice, at->second.notice);
        raise(hold.held, at->second.weeks);
    }
    if (const auto unproven = unproven_.find(lane); unproven != unproven_.end()) {
        hold.notice = notice_for(item_on_lane(network_, lane).id, network_.world->places[static_cast<std::size_t>(origin_of(lane))].id);
        raise(hold.held, unproven->second);
    }
    return hold;
}

void HoldLaw::add_holds(Schedule& schedule) const {
    const ControlledCodes controlled = controlled_codes(schedule);
    schedule.hold_of_lane.assign(static_cast<std::size_t>(network_.lanes), -1);
    for (int lane = 0; lane < network_.lanes; ++lane) {
        Hold hold = hold_of(lane, controlled);
        leave_out_restricted_weeks(schedule, lane, hold.held);
        if (std::all_of(hold.held.begin(), hold.held.end(), [](float held) { return held <= 0; })) continue;
        float age = -1;
        for (const float held : hold.held) {
            age = held > 0 ? age + 1 : -1;
            hold.age.push_back(age);
        }
        schedule.hold_of_lane[static_cast<std::size_t>(lane)] = static_cast<int>(schedule.holds.size());
        schedule.holds.push_back(std::move(hold));
    }
}

}  // namespace countervail
