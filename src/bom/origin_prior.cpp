// SPDX-License-Identifier: Apache-2.0
#include "bom/origin_prior.h"

#include <algorithm>
#include <cmath>

#include "base/parallel.h"
#include "base/random.h"

namespace countervail {

namespace {

/// What may vary beneath one part, children before parents, with everything certain folded into constants.
struct Step {
    /// Deterministic: counts by what is inside. Unknown: no prior, an interval. Drawn: a coin or a supplier's
    /// share.
    enum class Kind { sum, unknown, coin, supplier } kind = Kind::sum;
    Decimal low, high;             // constants of what is inside, per unit
    std::optional<Decimal> value;  // of the part itself, when it counts
    double probability = 0;        // coin
    int supplier = 0;              // supplier
    std::uint32_t entity = 0;
    std::vector<std::pair<int, Decimal>> into;  // step of the holder, quantity
};

struct Tally {
    Decimal low, high;
};

/// Steps × ways that enumeration may take, about a second.
constexpr double kMostSteps = 1 << 25;

struct Plan {
    std::vector<Step> steps;  // the last is the part asked about
    std::vector<BetaPrior> suppliers;
    std::vector<std::uint32_t> supplier_entities;
    int coins = 0, drawn = 0;
    bool open = false;  // something that counts has no value
    Decimal whole;
    ShareLimit limit;
};

class PlanMaker {
  public:
    PlanMaker(const BillContent& content, const std::vector<Counts>& marks, int part,
              const std::string& place, const OriginPrior& prior)
        : content_(content),
          bill_(content.bill()),
          marks_(marks),
          part_(part),
          place_(place),
          prior_(prior),
          shares_(value_shares(content, marks)) {}

    Plan make() {
        plan_.open = shares_[static_cast<std::size_t>(part_)].open;
        find_active();
        std::vector<int> step_of(bill_.parts.size(), -1);
        for (auto at = bill_.order.rbegin(); at != bill_.order.rend(); ++at) {
            if (!active_[static_cast<std::size_t>(*at)]) continue;
            step_of[static_cast<std::size_t>(*at)] = static_cast<int>(plan_.steps.size());
            plan_.steps.push_back(step(*at));
        }
        for (std::size_t p = 0; p < bill_.parts.size(); ++p) {
            if (step_of[p] < 0 || (static_cast<int>(p) != part_ && marks_[p] == Counts::yes)) continue;
            for (int u = bill_.first_use[p]; u < bill_.first_use[p + 1]; ++u) connect(u, step_of[p], step_of);
        }
        return std::move(plan_);
    }

  private:
    /// Parts reached from `part_` through none that certainly counts, which are drawn or hold something
    /// drawn.
    void find_active() {
        const std::size_t count = bill_.parts.size();
        std::vector<bool> reached(count, false), varies(count, false);
        reached[static_cast<std::size_t>(part_)] = true;
        for (auto at = static_cast<std::size_t>(content_.position(part_)); at < bill_.order.size(); ++at) {
            const int p = bill_.order[at];
            const auto i = static_cast<std::size_t>(p);
            if (!reached[i] || (p != part_ && marks_[i] == Counts::yes)) continue;
            for (int u = bill_.first_use[i]; u < bill_.first_use[i + 1]; ++u)
                reached[static_cast<std::size_t>(bill_.uses[static_cast<std::size_t>(u)].child)] = true;
        }
        for (auto at = bill_.order.rbegin(); at != bill_.order.rend(); ++at) {
            const auto i = static_cast<std::size_t>(*at);
            varies[i] = *at != part_ && kind(*at) > Step::Kind::unknown;
            if (marks_[i] == Counts::yes && *at != part_) continue;
            for (int u = bill_.first_use[i]; u < bill_.first_use[i + 1]; ++u) {
                if (varies[static_cast<std::size_t>(bill_.uses[static_cast<std::size_t>(u)].child)])
                    varies[i] = true;
            }
        }
        active_.assign(count, false);
        for (std::size_t i = 0; i < count; ++i) active_[i] = reached[i] && varies[i];
        active_[static_cast<std::size_t>(part_)] = true;
    }

    Step::Kind kind(int p) const {
        const BillPart& part = bill_.parts[static_cast<std::size_t>(p)];
        if (marks_[static_cast<std::size_t>(p)] != Counts::perhaps) return Step::Kind::sum;
        if (!part.origin.empty()) return Step::Kind::unknown;  // uncertain for another reason than its origin
        if (prior_.by_supplier.contains(part.supplier)) return Step::Kind::supplier;
        return prior_.by_item.contains(part.item) ? Step::Kind::coin : Step::Kind::unknown;
    }

    Step step(int p) {
        const BillPart& part = bill_.parts[static_cast<std::size_t>(p)];
        Step step;
        if (p == part_) return step;
        step.kind = kind(p);
        step.value = content_.input_value(p);
        if (step.kind == Step::Kind::supplier)
            step.supplier = supplier(part.supplier, prior_.by_supplier.at(part.supplier));
        if (step.kind == Step::Kind::coin) {
            const auto& places = prior_.by_item.at(part.item);
            const auto likely = places.find(place_);
            step.probability = likely == places.end() ? 0 : likely->second;
            step.entity = name_code(part.id);
            ++plan_.coins;
        }
        if (step.kind > Step::Kind::unknown) ++plan_.drawn;
        return step;
    }

    int supplier(const std::string& name, const BetaPrior& beta) {
        const std::uint32_t entity = name_code(name);
        for (std::size_t i = 0; i < plan_.suppliers.size(); ++i) {
            if (supplier_names_[i] == name) return static_cast<int>(i);
        }
        supplier_names_.push_back(name);
        plan_.suppliers.push_back(beta);
        plan_.supplier_entities.push_back(entity);
        return static_cast<int>(plan_.suppliers.size()) - 1;
    }

    void connect(int use, int holder, const std::vector<int>& step_of) {
        const auto child = static_cast<std::size_t>(bill_.uses[static_cast<std::size_t>(use)].child);
        const Decimal quantity = content_.quantity(use);
        if (step_of[child] >= 0) {
            plan_.steps[static_cast<std::size_t>(step_of[child])].into.emplace_back(holder, quantity);
            return;
        }
        Step& step = plan_.steps[static_cast<std::size_t>(holder)];
        const Decimal value = content_.input_value(static_cast<int>(child)).value_or(Decimal());
        Tally what{shares_[child].low, shares_[child].high};
        if (marks_[child] == Counts::yes) what = {value, value};
        if (marks_[child] == Counts::perhaps) what = {std::min(value, what.low), std::max(value, what.high)};
        step.low += quantity * what.low;
        step.high += quantity * what.high;
    }

    const BillContent& content_;
    const Bill& bill_;
    const std::vector<Counts>& marks_;
    int part_;
    const std::string& place_;
    const OriginPrior& prior_;
    std::vector<ValueShare> shares_;
    std::vector<bool> active_;
    std::vector<std::string> supplier_names_;
    Plan plan_;
};

bool reaches_limit(const Plan& plan, Decimal value) {
    const auto order = compare_share(value, plan.whole, plan.limit.share);
    return order > 0 || (order == 0 && plan.limit.or_more);
}

/// What a step passes on, given how much of the part itself comes from the place (0…1).
Tally outcome(const Step& step, Tally inside, double of_place) {
    const Decimal value = step.value.value_or(Decimal());
    if (step.kind == Step::Kind::sum || of_place == 0) return inside;
    if (of_place == 1) return {value, value};
    const Decimal part = Decimal::from_double(of_place), rest = Decimal(1) - part;
    const Decimal counted = part * value;
    return {counted + rest * inside.low, counted + rest * inside.high};
}

Tally unknown(const Step& step, Tally inside) {
    const Decimal value = step.value.value_or(Decimal());
    return {std::min(value, inside.low), std::max(value, inside.high)};
}

void pass_on(const Step& step, const Tally& what, std::vector<Tally>& sums) {
    for (const auto& [holder, quantity] : step.into) {
        Tally& sum = sums[static_cast<std::size_t>(holder)];
        if (!what.low.is_zero()) sum.low += quantity * what.low;
        if (!what.high.is_zero()) sum.high += quantity * what.high;
    }
}

std::vector<Tally> constants(const Plan& plan) {
    std::vector<Tally> sums;
    for (const Step& step : plan.steps) sums.push_back({step.low, step.high});
    return sums;
}

struct Weighted {
    double share, probability;
    bool low_reaches, high_reaches;
};

Weighted weigh(const Plan& plan, const Tally& total, double probability) {
    return {total.low.to_double() / plan.whole.to_double(), probability, reaches_limit(plan, total.low),
            reaches_limit(plan, total.high)};
}

/// Every way the coins may fall, children first, so that what is inside a part is known when the part's turn
/// comes.
void enumerate(const Plan& plan, std::size_t at, std::vector<Tally>& sums, double probability,
               std::vector<Weighted>& out) {
    for (; at + 1 < plan.steps.size(); ++at) {
        const Step& step = plan.steps[at];
        if (step.kind == Step::Kind::coin) break;
        pass_on(step, step.kind == Step::Kind::unknown ? unknown(step, sums[at]) : sums[at], sums);
    }
    if (at + 1 >= plan.steps.size()) {
        out.push_back(weigh(plan, sums.back(), probability));
        return;
    }
    const Step& step = plan.steps[at];
    for (const double side : {0.0, 1.0}) {
        const double chance = side == 1 ? step.probability : 1 - step.probability;
        if (chance == 0) continue;
        // Only later sums change beneath this choice; they are put back for the other.
        const std::vector<Tally> later(sums.begin() + static_cast<std::ptrdiff_t>(at) + 1, sums.end());
        pass_on(step, outcome(step, sums[at], side), sums);
        enumerate(plan, at + 1, sums, probability * chance, out);
        std::copy(later.begin(), later.end(), sums.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    }
}

Weighted one_draw(const Plan& plan, const ShareDraws& how, std::uint32_t draw,
                  const std::vector<Tally>& start) {
    static const std::uint32_t kPurpose = name_code("bom.origin");
    std::vector<Tally> sums = start;
    std::vector<double> shares;
    for (std::size_t i = 0; i < plan.suppliers.size(); ++i)
        shares.push_back(draw_beta(plan.suppliers[i], how.seed, draw, plan.supplier_entities[i]));
    for (std::size_t at = 0; at + 1 < plan.steps.size(); ++at) {
        const Step& step = plan.steps[at];
        Tally what = sums[at];
        if (step.kind == Step::Kind::unknown) what = unknown(step, what);
        if (step.kind == Step::Kind::supplier)
            what = outcome(step, what, shares[static_cast<std::size_t>(step.supplier)]);
        if (step.kind == Step::Kind::coin)
            what = outcome(step, what,
                           uniform(how.seed, draw, step.entity, kPurpose) < step.probability ? 1 : 0);
        pass_on(step, what, sums);
    }
    return weigh(plan, sums.back(), 1.0 / how.draws);
}

std::vector<Weighted> draw_all(const Plan& plan, const ShareDraws& how) {
    constexpr int kBlock = 256;
    const std::vector<Tally> start = constants(plan);
    std::vector<Weighted> all(static_cast<std::size_t>(how.draws));
    const std::size_t blocks = (all.size() + kBlock - 1) / kBlock;
    parallel_for(how.threads, blocks, [&](std::size_t block) {
        for (std::size_t i = block * kBlock; i < std::min(all.size(), (block + 1) * kBlock); ++i) {
            all[i] = one_draw(plan, how, static_cast<std::uint32_t>(i), start);
        }
    });
    return all;
}

ShareDistribution summarise(std::vector<Weighted> all, bool exact, int draws) {
    ShareDistribution result;
    result.exact = exact;
    for (const Weighted& each : all) {
        result.mean += each.share * each.probability;
        if (each.low_reaches) result.at_least += each.probability;
        if (each.high_reaches) result.at_most += each.probability;
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const Weighted& a, const Weighted& b) { return a.share < b.share; });
    for (const Weighted& each : all) {
        if (!result.outcomes.empty() && result.outcomes.back().share == each.share)
            result.outcomes.back().probability += each.probability;
        else
            result.outcomes.push_back({each.share, each.probability});
    }
    if (!exact) {
        // Laplace's rule keeps the error of "never in so many draws" above nothing.
        const double p = (result.at_least * draws + 1) / (draws + 2.0);
        const double q = (result.at_most * draws + 1) / (draws + 2.0);
        result.standard_error = std::sqrt(std::max(p * (1 - p), q * (1 - q)) / draws);
    }
    return result;
}

}  // namespace

Errors OriginPrior::problems() const {
    Errors errors;
    for (const auto& [item, places] : by_item) {
        double sum = 0;
        for (const auto& [place, probability] : places) {
            if (!(probability >= 0 && probability <= 1))
                errors.push_back({{},
                                  "the probability that " + item + " comes from " + place + " is not in 0…1",
                                  "write a share of 1"});
            else
                sum += probability;
        }
        if (sum > 1 + 1e-9)
            errors.push_back({{},
                              "the probabilities of where " + item + " comes from add up to more than 1",
                              "lower them; what is left is elsewhere"});
    }
    for (const auto& [supplier, beta] : by_supplier) {
        const auto good = [](double each) { return each >= 0.001 && each <= 1e6; };
        if (!good(beta.a) || !good(beta.b))
            errors.push_back({{},
                              "the Beta prior of " + supplier + " has a parameter outside 0.001…1e6",
                              "a and b count deliveries seen from the place and from elsewhere"});
    }
    return errors;
}

double ShareDistribution::quantile(double level) const {
    double sum = 0;
    for (const ShareOutcome& each : outcomes) {
        sum += each.probability;
        if (sum >= level - 1e-12) return each.share;
    }
    return outcomes.empty() ? 0 : outcomes.back().share;
}

Result<ShareDistribution> share_distribution(const BillContent& content, const std::vector<Counts>& marks,
                                             int part, const std::string& place, const OriginPrior& prior,
                                             const ShareLimit& limit, const ShareDraws& how) {
    Errors errors = prior.problems();
    const BillPart& asked = content.bill().parts[static_cast<std::size_t>(part)];
    const Place where{content.bill().file, asked.line};
    if (!asked.unit_value || asked.unit_value->is_zero())
        errors.push_back(
            {where, "\"" + asked.id + "\" has no value to take a share of", "fill its unit_value"});
    if (how.draws <= 0) errors.push_back({where, "the number of draws is not positive", "ask for 10,000"});
    if (!errors.empty()) return std::unexpected(std::move(errors));
    Plan plan = PlanMaker(content, marks, part, place, prior).make();
    plan.whole = *asked.unit_value;
    plan.limit = limit;
    const bool few = plan.coins <= how.enumerate_up_to &&
                     std::ldexp(static_cast<double>(plan.steps.size()), plan.coins) <= kMostSteps;
    const bool exact = plan.suppliers.empty() && few;
    std::vector<Weighted> all;
    if (exact) {
        std::vector<Tally> sums = constants(plan);
        enumerate(plan, 0, sums, 1, all);
    } else {
        all = draw_all(plan, how);
    }
    ShareDistribution result = summarise(std::move(all), exact, how.draws);
    result.unknown_parts = plan.drawn;
    if (plan.open) result.at_most = 1;
    return result;
}

}  // namespace countervail
