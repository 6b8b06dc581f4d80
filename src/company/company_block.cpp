// SPDX-License-Identifier: Apache-2.0
#include "company/company_block.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/random.h"

namespace countervail {

namespace {

constexpr std::size_t kWide = kBlock;

/// What a served share of an input allows of the output that it goes into.
float allowed(const CompanyPart& part, float served) { return static_cast<float>(1 - part.slowed * (1 - static_cast<double>(served))); }

int lead_of(const SupplyLink& link) { return static_cast<int>(std::lround(link.lead_days)); }

}  // namespace

CompanyPlan plan_company(const CompanyRun& run) {
    CompanyPlan plan;
    const auto& parts = run.company.parts;
    plan.reached.assign(parts.size(), 0);
    plan.parents.resize(parts.size());
    for (std::size_t p = 0; p < parts.size(); ++p) {
        plan.series_of.emplace_back();
        for (std::size_t s = 0; s < parts[p].sources.size(); ++s) {
            const SupplyLink& link = run.links[p][s];
            const auto at = std::lower_bound(run.watched.begin(), run.watched.end(), link);
            plan.series_of[p].push_back(link.linked() ? static_cast<int>(at - run.watched.begin()) : -1);
            if (link.linked()) plan.reached[p] = 1;
            for (const int child : parts[p].sources[s].inside) {
                plan.parents[static_cast<std::size_t>(child)].push_back({static_cast<int>(p), s});
                if (plan.reached[static_cast<std::size_t>(child)] != 0 && parts[static_cast<std::size_t>(child)].effect != PartEffect::none) plan.reached[p] = 1;
            }
        }
    }
    return plan;
}

CompanyBlock::CompanyBlock(const CompanyRun& run, const CompanyPlan& plan, const SupplySeries& series, int block, const CompanyMeasures& measures)
    : run_(run), plan_(plan), first_(static_cast<std::uint32_t>(block) * kBlock), size_(static_cast<std::size_t>(run.days.days) * kWide) {
    const std::size_t parts = run.company.parts.size();
    stocks_.resize(parts);
    arriving_.resize(parts);
    served_.resize(parts);
    sources_.resize(parts);
    blame_.resize(parts);
    draw_inputs(measures);
    for (std::size_t p = 0; p < parts; ++p) {
        stocks_[p].out_after.fill(kNever);
        if (plan.reached[p] != 0) run_part(static_cast<int>(p), series, block);
    }
}

void CompanyBlock::draw_inputs(const CompanyMeasures& measures) {
    const std::uint32_t of_stock = name_code("company-stock"), of_luck = name_code("company-luck-level");
    for (std::size_t p = 0; p < run_.company.parts.size(); ++p) {
        const CompanyPart& part = run_.company.parts[p];
        BlockValues days;
        for (std::size_t d = 0; d < kWide; ++d) {
            const double u = uniform(run_.seed, first_ + static_cast<std::uint32_t>(d), name_code(part.id), of_stock);
            days[d] = sample(part.stock_days, u) + (measures.more_days.empty() ? 0 : measures.more_days[p]);
        }
        at_hand_.push_back(days);
    }
    for (std::size_t d = 0; d < kWide; ++d) luck_[d] = sample(run_.company.luck, uniform(run_.seed, first_ + static_cast<std::uint32_t>(d), 0, of_luck));
}

void CompanyBlock::run_part(int part, const SupplySeries& series, int block) {
    const auto p = static_cast<std::size_t>(part);
    const CompanyPart& each = run_.company.parts[p];
    arriving_[p].assign(size_, 0);
    for (std::size_t s = 0; s < each.sources.size(); ++s) {
        SourcePath path;
        deliver(path, part, s, series, block);
        const auto share = static_cast<float>(each.sources[s].share);
        for (std::size_t i = 0; i < size_; ++i) arriving_[p][i] += share * path.delivered[i];
        sources_[p].push_back(std::move(path));
    }
    served_[p].resize(size_);
    stocks_[p] = run_stock(arriving_[p].data(), run_.days.days, at_hand_[p], served_[p].data());
    blame(part);
}

/// What leaves the supplier's door, shifted by the days under way; what left before the first day arrives as ordered.
void CompanyBlock::deliver(SourcePath& path, int part, std::size_t source, const SupplySeries& series, int block) const {
    const auto p = static_cast<std::size_t>(part);
    const CompanySource& from = run_.company.parts[p].sources[source];
    const int row = plan_.series_of[p][source], lead = lead_of(run_.links[p][source]);
    path.delivered.assign(size_, 1.0F);
    const bool assembled = std::any_of(from.inside.begin(), from.inside.end(), [&](int child) { return !served_[static_cast<std::size_t>(child)].empty(); });
    if (assembled) assemble(path, from);
    if (row < 0 && !assembled) return;
    const bool licensed = run_.licensed[p][source] != 0;
    BlockValues level{};
    const std::uint32_t who = name_code(from.supplier + "|" + from.origin + "|" + from.item), of_luck = name_code("company-luck");
    for (std::size_t d = 0; d < kWide; ++d) level[d] = uniform(run_.seed, first_ + static_cast<std::uint32_t>(d), who, of_luck);
    for (int day = lead; day < run_.days.days; ++day) {
        float* out = path.delivered.data() + static_cast<std::size_t>(day) * kWide;
        if (row >= 0) {
            const int week = std::clamp((run_.days.from + (day - lead) - run_.days.calendar.from) / 7, 0, series.weeks() - 1);
            const float* share = series.at(block, static_cast<std::size_t>(row), week);
            for (std::size_t d = 0; d < kWide; ++d) {
                const double all_or_nothing = share[d] >= level[d] ? std::max(1.0F, share[d]) : 0.0F;
                out[d] = licensed ? static_cast<float>((1 - luck_[d]) * share[d] + luck_[d] * all_or_nothing) : share[d];
            }
        }
        if (!assembled) continue;
        const float* least = path.least.data() + static_cast<std::size_t>(day - lead) * kWide;
        for (std::size_t d = 0; d < kWide; ++d) out[d] = std::min(out[d], least[d]);
    }
}

void CompanyBlock::assemble(SourcePath& path, const CompanySource& source) const {
    path.least.assign(size_, 1.0F);
    path.second.assign(size_, 1.0F);
    path.shortest.assign(size_, -1);
    for (const int child : source.inside) {
        const DayPath& served = served_[static_cast<std::size_t>(child)];
        const CompanyPart& part = run_.company.parts[static_cast<std::size_t>(child)];
        if (served.empty() || part.effect == PartEffect::none) continue;
        for (std::size_t i = 0; i < size_; ++i) {
            const float limit = allowed(part, served[i]);
            if (limit < path.least[i]) {
                path.second[i] = path.least[i];
                path.least[i] = limit;
                path.shortest[i] = child;
            } else if (limit < path.second[i]) {
                path.second[i] = limit;
            }
        }
    }
}

void CompanyBlock::blame(int part) {
    const auto p = static_cast<std::size_t>(part);
    const CompanyPart& each = run_.company.parts[p];
    const bool assembled = std::any_of(sources_[p].begin(), sources_[p].end(), [](const SourcePath& path) { return !path.least.empty(); });
    if (!assembled) return;   // nothing but itself can be missing
    blame_[p].assign(size_, -1);
    for (std::size_t i = 0; i < size_; ++i) {
        if (served_[p][i] >= 1) continue;
        double worst = 0;
        for (std::size_t s = 0; s < each.sources.size(); ++s) {
            const SourcePath& path = sources_[p][s];
            const double gap = each.sources[s].share * (1 - static_cast<double>(path.delivered[i]));
            if (gap <= worst) continue;
            worst = gap;
            blame_[p][i] = part;
            const std::size_t back = static_cast<std::size_t>(lead_of(run_.links[p][s])) * kWide;
            if (path.least.empty() || i < back || path.least[i - back] > path.delivered[i]) continue;
            const int child = path.shortest[i - back];
            if (child < 0) continue;
            const auto& deeper = blame_[static_cast<std::size_t>(child)];
            blame_[p][i] = deeper.empty() ? child : deeper[i - back];
        }
        if (blame_[p][i] < 0) blame_[p][i] = part;
    }
}

int CompanyBlock::blamed(int part, int day, std::size_t draw) const {
    const auto& all = blame_[static_cast<std::size_t>(part)];
    const std::size_t at = static_cast<std::size_t>(day) * kWide + draw;
    const DayPath& path = served(part);
    if (path.empty() || path[at] >= 1) return -1;
    return all.empty() ? part : all[at];
}

BlockValues CompanyBlock::short_of(int part, std::size_t source) const {
    BlockValues sum{};
    const auto& paths = sources_[static_cast<std::size_t>(part)];
    if (source >= paths.size()) return sum;
    for (std::size_t i = 0; i < size_; ++i) sum[i % kWide] += std::max(0.0, 1 - static_cast<double>(paths[source].delivered[i]));
    const double share = run_.company.parts[static_cast<std::size_t>(part)].sources[source].share;
    for (double& value : sum) value *= share;
    return sum;
}

/// What a source delivers once one part inside it is served otherwise.
DayPath CompanyBlock::with_change(int part, std::size_t source, int child, const DayPath& served) const {
    const auto p = static_cast<std::size_t>(part);
    const SourcePath& path = sources_[p][source];
    const CompanyPart& inside = run_.company.parts[static_cast<std::size_t>(child)];
    const std::size_t back = static_cast<std::size_t>(lead_of(run_.links[p][source])) * kWide;
    DayPath delivered = path.delivered;
    for (std::size_t i = back; i < size_; ++i) {
        const std::size_t j = i - back;
        if (path.least[j] > path.delivered[i]) continue;   // its lane is shorter than its parts
        const float others = path.shortest[j] == child ? path.second[j] : path.least[j];
        delivered[i] = std::max(delivered[i], std::min(others, allowed(inside, served[j])));
    }
    return delivered;
}

/// Carries a change of one part up to the products.
BlockValues CompanyBlock::saved(int part, DayPath served) const {
    std::map<int, DayPath> changed;
    changed.emplace(part, std::move(served));
    BlockValues money{};
    for (auto at = changed.begin(); at != changed.end(); ++at) {
        const auto& [child, path] = *at;
        for (const CompanyPlan::Parent& parent : plan_.parents[static_cast<std::size_t>(child)]) {
            const auto p = static_cast<std::size_t>(parent.part);
            if (served_[p].empty() || sources_[p][parent.source].least.empty()) continue;
            const DayPath delivered = with_change(parent.part, parent.source, child, path);
            const DayPath& old = sources_[p][parent.source].delivered;
            const auto share = static_cast<float>(run_.company.parts[p].sources[parent.source].share);
            DayPath arriving = arriving_[p], now(size_);
            for (std::size_t i = 0; i < size_; ++i) arriving[i] += share * (delivered[i] - old[i]);
            run_stock(arriving.data(), run_.days.days, at_hand_[p], now.data());
            const auto [same, is_new] = changed.emplace(parent.part, now);
            if (is_new) continue;
            for (std::size_t i = 0; i < size_; ++i) same->second[i] = std::max(same->second[i], now[i]);   // reached on two ways
        }
    }
    for (const CompanyProduct& product : run_.company.products) {
        const auto found = changed.find(product.part);
        if (found == changed.end()) continue;
        const DayPath& before = served_[static_cast<std::size_t>(product.part)];
        const double day = day_revenue(run_.company, product);
        for (std::size_t i = 0; i < size_; ++i) money[i % kWide] += day * (static_cast<double>(found->second[i]) - static_cast<double>(before[i]));
    }
    return money;
}

BlockValues CompanyBlock::saved_by_stock(int part, double more) const {
    const auto p = static_cast<std::size_t>(part);
    BlockValues days = at_hand_[p];
    for (double& each : days) each += more;
    DayPath now(size_);
    run_stock(arriving_[p].data(), run_.days.days, days, now.data());
    return saved(part, std::move(now));
}

BlockValues CompanyBlock::saved_by_second(int part) const {
    const auto p = static_cast<std::size_t>(part);
    const CompanyPart& each = run_.company.parts[p];
    DayPath arriving = arriving_[p], now(size_);
    for (std::size_t d = 0; d < kWide; ++d) {
        const std::uint32_t draw = first_ + static_cast<std::uint32_t>(d), entity = name_code(each.id);
        const double from = sample(each.qualification_days, uniform(run_.seed, draw, entity, name_code("company-qualification")));
        const double share = sample(each.alternative_share, uniform(run_.seed, draw, entity, name_code("company-alternative")));
        for (int day = std::max(0, static_cast<int>(std::ceil(from))); day < run_.days.days; ++day) arriving[static_cast<std::size_t>(day) * kWide + d] += static_cast<float>(share);
    }
    run_stock(arriving.data(), run_.days.days, at_hand_[p], now.data());
    return saved(part, std::move(now));
}

}  // namespace countervail
