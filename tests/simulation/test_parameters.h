// SPDX-License-Identifier: Apache-2.0
// Ranges and schedules for tests that need no ledger and no law.
#pragma once

#include <algorithm>

#include "simulation/schedule.h"
#include "simulation/state.h"
#include "simulation/step.h"

namespace countervail::test {

/// Middle values of every parameter; width > 0 spreads them by that factor on both sides, within what is accepted.
inline Ranges middle_ranges(double width = 1) {
    constexpr std::pair<Parameter, double> kMiddle[] = {
        {Parameter::demand_elasticity, 0.15}, {Parameter::mine_elasticity, 0.15}, {Parameter::processing_elasticity, 0.6},
        {Parameter::activity_weeks, 8}, {Parameter::price_speed, 0.25}, {Parameter::price_ceiling, 26}, {Parameter::arbitrage_speed, 0.06},
        {Parameter::restock_weeks, 4}, {Parameter::inventory_scale, 1}, {Parameter::inventory_spread, 0.35},
        {Parameter::precaution, 1.5}, {Parameter::precaution_weeks, 26}, {Parameter::thrift_per_year, 0.05},
        {Parameter::thrift_limit, 0.3}, {Parameter::preparation_weeks, 3}, {Parameter::review_weeks, 7},
        {Parameter::examiner_files, 80}, {Parameter::examiner_growth, 0.04}, {Parameter::file_value, 250000},
        {Parameter::licence_cover_weeks, 10}, {Parameter::grant_rate_civil, 0.95}, {Parameter::grant_rate_military, 0.05},
        {Parameter::grant_rate_semiconductor, 0.85}, {Parameter::dispute_pace, 0.65}, {Parameter::clearance_weeks, 2},
        {Parameter::hold_share, 0.75}, {Parameter::hold_weeks, 6}, {Parameter::hold_fade_weeks, 16},
        {Parameter::leakage_share, 0.05}, {Parameter::leakage_premium, 0.8}, {Parameter::project_slip_weeks, 40},
        {Parameter::technology_level, 0.5}, {Parameter::technology_delay, 40}, {Parameter::know_how_penalty, 0.1},
        {Parameter::shock_size, 0.5}, {Parameter::shock_length, 0.5},
        {Parameter::quota_haste, 1.5}, {Parameter::licence_fall, 0.4}, {Parameter::demand_growth, 0}, {Parameter::hoarding, 0},
        {Parameter::review_stages, 7}, {Parameter::opening_share, 0.3},
        {Parameter::rush_share, 0.5}, {Parameter::rush_cover_weeks, 10}, {Parameter::rush_carrying_cost, 0.25}, {Parameter::rush_stock_share, 0.5},
        {Parameter::quota_conduct, 0}, {Parameter::filing_pace, 0.5}, {Parameter::examiner_limit, 4},
        {Parameter::hoarding_notice, 1.5}, {Parameter::hoarding_memory_weeks, 52}, {Parameter::hoarding_stock_share, 0.5}, {Parameter::largest_rent, 0.75}};
    static_assert(std::size(kMiddle) == kParameters);
    Ranges ranges;
    for (const auto& [parameter, value] : kMiddle) {
        const ParameterRecord& limits = record(parameter);
        ranges[static_cast<std::size_t>(parameter)] = {std::max(value / width, limits.lowest), value,
                                                       std::min(value * width, limits.highest), "test"};
    }
    return ranges;
}

/// No act: every lane free for `weeks` weeks.
inline Schedule lawless(const Network& network, int weeks) {
    Schedule schedule;
    schedule.calendar = {Date(2025, 1, 1), weeks};
    schedule.stream_begin.assign(static_cast<std::size_t>(network.lanes) + 1, 0);
    schedule.hold_of_lane.assign(static_cast<std::size_t>(network.lanes), -1);
    schedule.tariff.resize(static_cast<std::size_t>(network.lanes));
    schedule.alarm.resize(static_cast<std::size_t>(network.markets));
    return schedule;
}

/// Lanes `licensed` need a licence from week `from` on, all of their flow civil; lanes `held` wait at the border.
inline Schedule licensed_from(const Network& network, int weeks, int from, const std::vector<int>& licensed,
                              const std::vector<int>& held = {}) {
    Schedule schedule = lawless(network, weeks);
    schedule.offices = {"test"};
    const auto length = static_cast<std::size_t>(weeks);
    for (int lane = 0; lane < network.lanes; ++lane) {
        schedule.stream_begin[static_cast<std::size_t>(lane)] = static_cast<int>(schedule.streams.size());
        if (std::find(licensed.begin(), licensed.end(), lane) != licensed.end()) {
            Stream stream;
            stream.lane = lane;
            stream.share = 1;
            stream.act = "test";
            for (int w = 0; w < weeks; ++w) {
                stream.licensed.push_back(w >= from ? 1.0F : 0.0F);
                stream.age.push_back(w >= from ? static_cast<float>(w - from) : -1.0F);
            }
            stream.prohibited.assign(length, 0);
            stream.denied.assign(length, 0);
            stream.disputed.assign(length, 0);
            schedule.streams.push_back(std::move(stream));
        }
        if (std::find(held.begin(), held.end(), lane) != held.end()) {
            Hold hold;
            hold.lane = lane;
            for (int w = 0; w < weeks; ++w) {
                hold.held.push_back(w >= from ? 1.0F : 0.0F);
                hold.age.push_back(w >= from ? static_cast<float>(w - from) : -1.0F);
            }
            schedule.hold_of_lane[static_cast<std::size_t>(lane)] = static_cast<int>(schedule.holds.size());
            schedule.holds.push_back(std::move(hold));
        }
    }
    schedule.stream_begin.back() = static_cast<int>(schedule.streams.size());
    return schedule;
}

}  // namespace countervail::test
