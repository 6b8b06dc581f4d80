// SPDX-License-Identifier: Apache-2.0
#include "simulation/quota_law.h"

#include <algorithm>
#include <optional>

namespace countervail {

namespace {

// A quota that allows so much of what the one before it allowed a day, or less, is a cut that alarms.
constexpr double kCut = 0.8;

}  // namespace

QuotaLaw::QuotaLaw(const Regime& regime, const Catalogue& catalogue, const Calendar& calendar)
    : catalogue_(catalogue), run_{calendar.from, calendar.week(calendar.weeks - 1).until} {
    for (const Act& act : regime.acts()) read(act);
}

void QuotaLaw::read(const Act& act) {
    double before = 0;
    bool any = false;
    std::optional<Date> left_until;   // of the quota before, where it stands in the run
    for (const Clause& clause : act.clauses) {
        const auto amount = clause.quota.empty() ? std::nullopt : parse_quota(clause.quota);
        if (!amount) continue;
        Quota quota{act.id, clause.ref, {clause.in_force_on, clause.until.value_or(run_.until)}, clause.announced_on};
        quota.amount = amount->tonnes;
        quota.licences = licences_;
        any = true;
        const double a_day = amount->tonnes / std::max(1, quota.days.days());
        quota.cut = a_day < kCut * before;
        before = a_day;
        if (quota.days.overlap(run_) == 0) continue;
        if (left_until && *left_until >= quota.days.until) quotas_.back().left_to = static_cast<int>(quotas_.size());
        left_until = clause.quota_until;
        index_[{act.id, clause.ref}] = quotas_.size();
        basis_.push_back(amount->basis);
        quotas_.push_back(std::move(quota));
    }
    if (any) ++licences_;
}

void QuotaLaw::take_out(int lane, const Item& item, std::vector<LanePart>& parts) {
    if (index_.empty()) return;
    std::map<std::size_t, double> shares;
    for (LanePart& part : parts) {
        std::set<std::size_t> under;
        for (Treatment& t : part.law) {
            if (t.requirement != Requirement::licence) continue;
            const auto at = index_.find({t.act, t.clause});
            if (at == index_.end()) continue;
            acts_.insert(t.act);
            under.insert(at->second);
            t = Treatment{};
        }
        for (const std::size_t quota : under) shares[quota] += part.middle_share();
    }
    for (const auto& [index, share] : shares) {
        const double content = tonnes_on_basis(catalogue_, item, basis_[index]);
        if (share > 0 && content > 0) quotas_[index].lanes.push_back({lane, std::min(share, 1.0), content});
    }
}

std::vector<Quota> QuotaLaw::take_quotas() {
    int row = 0;
    for (Quota& quota : quotas_) {
        quota.first_row = row;
        row += static_cast<int>(quota.lanes.size());
    }
    return std::move(quotas_);
}

}  // namespace countervail
