// SPDX-License-Identifier: Apache-2.0
#include "company/exposure.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "company/source_law.h"

namespace countervail {

namespace {

double mean(const std::vector<double>& values) {
    return values.empty() ? 0 : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

Result<CompanyDays> days_of(const Ensemble& ensemble, const ExposureOptions& options, bool& from_act) {
    const Scenario& scenario = ensemble.scenario();
    const auto focus = ensemble.focus_day();
    from_act = !options.from && focus && scenario.from <= *focus && *focus <= scenario.through;
    const Date from = options.from ? *options.from : from_act ? *focus : std::max(scenario.count_from, scenario.from);
    if (from < scenario.from || from > scenario.through) {
        return fail({}, "--from " + from.to_text() + " lies outside the scenario's period", "name a day from " + scenario.from.to_text() + " through " + scenario.through.to_text());
    }
    return CompanyDays{from, scenario.through - from + 1, ensemble.calendar()};
}

std::vector<double> lost_revenue(const Company& company, const CompanyOutcome& outcome) {
    std::vector<double> sums(static_cast<std::size_t>(outcome.draws), 0);
    for (std::size_t i = 0; i < outcome.products.size(); ++i) {
        const std::vector<double> days = outcome.products[i].lost();
        for (std::size_t d = 0; d < sums.size(); ++d) sums[d] += days[d] * day_revenue(company, company.products[i]);
    }
    return sums;
}

std::vector<double> cover_of_all(const Company& company, const CompanyOutcome& outcome, double risk) {
    std::vector<double> days(company.parts.size(), 0);
    for (const CompanyProduct& product : company.products) {
        const std::vector<double> each = cover_for_risk(outcome, bought_parts(company, product), risk);
        for (std::size_t p = 0; p < days.size(); ++p) days[p] = std::max(days[p], each[p]);
    }
    return days;
}

std::vector<CoverToBuy> cover_lines(const Company& company, const std::vector<double>& days) {
    std::vector<CoverToBuy> lines;
    for (std::size_t p = 0; p < days.size(); ++p) {
        if (days[p] <= 0) continue;
        CoverToBuy line{static_cast<int>(p), days[p], {}, {}};
        if (const auto value = company.parts[p].day_value) {
            const Range& rate = company.holding_rate;
            line.value = days[p] * *value;
            line.yearly_cost = Range{*line.value * rate.low, *line.value * rate.mode, *line.value * rate.high, rate.statement};
        }
        lines.push_back(std::move(line));
    }
    std::stable_sort(lines.begin(), lines.end(), [](const CoverToBuy& a, const CoverToBuy& b) { return a.value.value_or(0) > b.value.value_or(0); });
    return lines;
}

/// Acts of the sources' laws, those of most sources first; the focus act goes before all.
std::vector<std::string> acts_to_try(const Exposure& exposure, std::size_t most) {
    std::map<std::string, int> count;
    for (const auto& part : exposure.law) {
        for (const auto& source : part) {
            std::set<std::string> acts;
            for (const SourceLaw& law : source) acts.insert(law.act);
            for (const std::string& act : acts) ++count[act];
        }
    }
    std::vector<std::string> acts;
    for (const auto& [act, sources] : count) acts.push_back(act);
    std::stable_sort(acts.begin(), acts.end(), [&](const std::string& a, const std::string& b) {
        if ((a == exposure.act) != (b == exposure.act)) return a == exposure.act;
        return count[a] > count[b];
    });
    if (!exposure.act.empty() && (acts.empty() || acts.front() != exposure.act)) acts.insert(acts.begin(), exposure.act);
    if (acts.size() > most) acts.resize(most);
    return acts;
}

}  // namespace

std::vector<double> Exposure::lost(const CompanyOutcome& outcome) const { return lost_revenue(company, outcome); }

std::vector<int> bought_parts(const Company& company, const CompanyProduct& product) {
    std::vector<int> found;
    std::set<int> seen{product.part};
    std::vector<int> open{product.part};
    while (!open.empty()) {
        const auto p = static_cast<std::size_t>(open.back());
        open.pop_back();
        const CompanyPart& part = company.parts[p];
        if (!part.own || part.effect == PartEffect::none) continue;
        if (!part.made()) found.push_back(static_cast<int>(p));
        for (const CompanySource& source : part.sources) {
            for (const int child : source.inside) {
                if (source.made && seen.insert(child).second) open.push_back(child);
            }
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

double risk_with(const PartOutcome& part, double more) {
    std::size_t out = 0;
    for (std::size_t d = 0; d < part.needed.size(); ++d) out += part.needed[d] - part.stock[d] > more + 1e-6 ? 1 : 0;
    return part.needed.empty() ? 0 : static_cast<double>(out) / static_cast<double>(part.needed.size());
}

std::vector<double> cover_for_risk(const CompanyOutcome& outcome, const std::vector<int>& parts, double risk) {
    const auto draws = static_cast<std::size_t>(outcome.draws);
    std::vector<std::vector<double>> gaps(parts.size()), descending;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const PartOutcome& part = outcome.parts[static_cast<std::size_t>(parts[i])];
        for (std::size_t d = 0; d < draws; ++d) gaps[i].push_back(part.needed[d] - part.stock[d]);
    }
    descending = gaps;
    for (auto& each : descending) std::sort(each.begin(), each.end(), std::greater<>());
    // A part left short in k draws holds the (k + 1)th largest of its gaps.
    const auto days_at = [&](std::size_t i, std::size_t k) { return k < draws ? std::max(0.0, std::ceil(descending[i][k] - 1e-6)) : 0.0; };
    const auto draws_short = [&](std::size_t k) {
        std::size_t count = 0;
        for (std::size_t d = 0; d < draws; ++d) {
            bool out = false;
            for (std::size_t i = 0; i < parts.size() && !out; ++i) out = gaps[i][d] > days_at(i, k) + 1e-6;
            count += out ? 1 : 0;
        }
        return count;
    };
    const auto accepted = static_cast<std::size_t>(std::floor(risk * static_cast<double>(draws) + 1e-9));
    std::size_t low = 0, high = accepted;
    while (low < high) {
        const std::size_t middle = (low + high + 1) / 2;
        if (draws_short(middle) <= accepted) low = middle;
        else high = middle - 1;
    }
    std::vector<double> days(outcome.parts.size(), 0);
    for (std::size_t i = 0; i < parts.size(); ++i) days[static_cast<std::size_t>(parts[i])] = days_at(i, low);
    return days;
}

Result<Exposure> make_exposure(Ensemble& ensemble, const PlaceGroups& places, Company company, const ExposureOptions& options) {
    Exposure exposure;
    auto days = days_of(ensemble, options, exposure.from_act);
    if (!days) return std::unexpected(std::move(days.error()));
    exposure.days = *days;
    exposure.company = std::move(company);
    exposure.act = ensemble.scenario().focus_act;
    exposure.risk = options.risk;
    exposure.links = link_company(ensemble, places, exposure.company);
    const int task = ensemble.base_task(options.allocation);
    const std::vector<SupplyLink> watched = links_to_watch(exposure.links);
    exposure.law = laws_of_sources(ensemble, task, exposure.company, exposure.links, exposure.days);
    const CompanyRun run{exposure.company, exposure.links, watched, exposure.days, ensemble.scenario().seed, ensemble.scenario().draws, licensed_sources(ensemble, task, exposure.links)};
    const SupplySeries series = watch_supply(ensemble, task, watched, options.threads);
    exposure.base = run_company(run, series, {}, true, options.threads);
    const CompanyMeasures measures{cover_of_all(exposure.company, exposure.base, options.risk)};
    exposure.with_cover = run_company(run, series, measures, false, options.threads);
    exposure.cover = cover_lines(exposure.company, measures.more_days);
    const bool anything = mean(exposure.lost(exposure.base)) > 0;
    for (const std::string& act : anything ? acts_to_try(exposure, options.most_acts) : std::vector<std::string>()) {
        const auto without = ensemble.add_task_without(ensemble.tasks()[static_cast<std::size_t>(task)].case_id, act);
        if (!without) return std::unexpected(without.error());
        const SupplySeries other = watch_supply(ensemble, *without, watched, options.threads, options.allocation);
        exposure.acts.push_back({act, exposure.lost(run_company(run, other, {}, false, options.threads))});
    }
    std::stable_sort(exposure.acts.begin(), exposure.acts.end(), [](const ActEffect& a, const ActEffect& b) { return mean(a.lost_without) < mean(b.lost_without); });
    return exposure;
}

}  // namespace countervail
