// SPDX-License-Identifier: Apache-2.0
#include "dependence/coercive_power.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "base/parallel.h"
#include "base/text.h"

namespace countervail {

namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();
constexpr double kNoDifference = 1e-12;   // |1 − ρ| below which the limit is exact to rounding

std::size_t at(int index) { return static_cast<std::size_t>(index); }

/// Σ_J Ω_J P_J^k with every P_J finite, less 1: sectors left out keep P = 1. Terms have one sign, so nothing cancels.
double mean_less_one(std::span<const ControlledInput> inputs, double k) {
    double sum = 0;
    for (const ControlledInput& input : inputs) {
        const double rise = sector_price_rise(input.control, input.sigma);
        // A sector that is lost entirely drops out when others replace it (k < 0).
        if (input.spending_share > 0 && rise > 0) sum += input.spending_share * (std::isinf(rise) ? -1 : std::expm1(k * rise));
    }
    return sum;
}

/// For k > 0 and price rises so large that P^k leaves the range of numbers: the same logarithm around the largest of them.
double loss_from_largest(std::span<const ControlledInput> inputs, double k, double largest) {
    double spent = 0, sum = 0;
    for (const ControlledInput& input : inputs) {
        spent += input.spending_share;
        sum += input.spending_share * std::exp(k * (sector_price_rise(input.control, input.sigma) - largest));
    }
    sum += std::max(0.0, 1 - spent) * std::exp(-k * largest);
    return largest + std::log(sum) / k;
}

}  // namespace

double sector_price_rise(double control, double sigma) {
    if (control <= 0) return 0;
    if (control >= 1 || sigma <= 1) return kInfinite;
    return -std::log1p(-control) / (sigma - 1);
}

double coercive_loss(std::span<const ControlledInput> inputs, double rho) {
    const double k = 1 - rho;
    double largest = 0, mean = 0;
    for (const ControlledInput& input : inputs) {
        if (!(input.spending_share > 0)) continue;
        const double rise = sector_price_rise(input.control, input.sigma);
        largest = std::max(largest, rise);
        mean += input.spending_share * rise;
    }
    if (std::isinf(largest) && k >= 0) return kInfinite;
    if (std::abs(k) < kNoDifference) return mean;
    if (k * largest > 500) return loss_from_largest(inputs, k, largest);
    return std::log1p(std::max(-1.0, mean_less_one(inputs, k))) / k;
}

std::vector<double> value_of_control(std::span<const ControlledInput> inputs, double rho) {
    const double k = 1 - rho, loss = coercive_loss(inputs, rho);
    std::vector<double> values;
    for (const ControlledInput& input : inputs) {
        const double rise = sector_price_rise(input.control, input.sigma);
        if (input.spending_share <= 0) values.push_back(0);
        else if (input.sigma <= 1 || std::isinf(loss)) values.push_back(kInfinite);
        else if (input.control >= 1 && rho != input.sigma) values.push_back(rho > input.sigma ? 0 : kInfinite);
        // Where ρ = σ the nests are one: P_J^k = 1 − ω, whatever the control.
        else if (rho == input.sigma) values.push_back(input.spending_share * std::exp(-k * loss) / (input.sigma - 1));
        // Ω_J P_J^k / Σ Ω P^k is the sector's share of spending after the cut; d ln P_J / dω = 1 / ((1 − ω)(σ − 1)).
        else values.push_back(input.spending_share * std::exp(k * (rise - loss)) / ((1 - input.control) * (input.sigma - 1)));
    }
    return values;
}

namespace {

/// Everything but duplicates, which show once flows are in order.
Errors odd_figures(const PowerInputs& inputs) {
    Errors errors;
    const auto wrong = [&](std::string what, std::string hint) { errors.push_back({{}, std::move(what), std::move(hint)}); };
    if (inputs.sigma.size() != inputs.sectors.size()) wrong(std::to_string(inputs.sigma.size()) + " elasticities for " + std::to_string(inputs.sectors.size()) + " sectors", "one for each sector");
    if (!inputs.beta.empty() && inputs.beta.size() != inputs.places.size()) wrong(std::to_string(inputs.beta.size()) + " input shares for " + std::to_string(inputs.places.size()) + " places", "one for each place, or none");
    for (std::size_t j = 0; j < inputs.sigma.size() && j < inputs.sectors.size(); ++j) {
        if (!(inputs.sigma[j] > 0)) wrong("the elasticity of " + inputs.sectors[j] + " is " + readable_number(inputs.sigma[j]), "above 0; above 1 where suppliers can replace one another");
    }
    for (std::size_t n = 0; n < inputs.beta.size() && n < inputs.places.size(); ++n) {
        if (!(inputs.beta[n] >= 0) || !std::isfinite(inputs.beta[n])) wrong("the share of inputs of " + inputs.places[n] + " is " + readable_number(inputs.beta[n]), "at least 0");
    }
    for (const PowerFlow& flow : inputs.flows) {
        const auto inside = [](int index, const auto& names) { return index >= 0 && at(index) < names.size(); };
        if (!inside(flow.buyer, inputs.places) || !inside(flow.supplier, inputs.places) || !inside(flow.sector, inputs.sectors)) {
            wrong("a flow names a place or sector that is not there", "indices into places and sectors");
        } else if (!(flow.value >= 0) || !std::isfinite(flow.value)) {
            wrong(inputs.places[at(flow.supplier)] + " sells " + inputs.places[at(flow.buyer)] + " " + inputs.sectors[at(flow.sector)] + " for " + readable_number(flow.value), "at least 0");
        }
    }
    return errors;
}

/// The flows by buyer, then sector and supplier, with each buyer's spending. Asks for flows without odd figures.
class Spending {
  public:
    struct Purchase {
        int sector = 0, supplier = 0;
        double value = 0;
    };

    Spending(const PowerInputs& inputs, int threads) : inputs_(inputs), purchases_(inputs.flows.size()), first_(inputs.places.size() + 1, 0), total_(inputs.places.size(), 0.0) {
        for (const PowerFlow& flow : inputs.flows) ++first_[at(flow.buyer) + 1];
        for (std::size_t n = 1; n < first_.size(); ++n) first_[n] += first_[n - 1];
        std::vector<std::size_t> next(first_.begin(), first_.end() - 1);
        for (const PowerFlow& flow : inputs.flows) purchases_[next[at(flow.buyer)]++] = {flow.sector, flow.supplier, flow.value};
        parallel_for(threads, total_.size(), [&](std::size_t buyer) {
            const auto begin = purchases_.begin() + static_cast<std::ptrdiff_t>(first_[buyer]), end = purchases_.begin() + static_cast<std::ptrdiff_t>(first_[buyer + 1]);
            std::sort(begin, end, [](const Purchase& a, const Purchase& b) { return std::tie(a.sector, a.supplier) < std::tie(b.sector, b.supplier); });
            for (auto purchase = begin; purchase != end; ++purchase) total_[buyer] += purchase->value;
        });
    }

    /// One problem for each flow that comes twice.
    Errors duplicates() const {
        Errors errors;
        for (std::size_t buyer = 0; buyer < total_.size(); ++buyer) {
            for (std::size_t i = first_[buyer] + 1; i < first_[buyer + 1]; ++i) {
                const Purchase &one = purchases_[i - 1], &two = purchases_[i];
                if (one.sector != two.sector || one.supplier != two.supplier) continue;
                errors.push_back({{}, inputs_.places[at(one.supplier)] + " sells " + inputs_.places[buyer] + " " + inputs_.sectors[at(one.sector)] + " twice", "add the flows first"});
            }
        }
        return errors;
    }

    /// Calls body(Ω_J, spending in J, its purchases) for every sector J that the buyer spends on.
    template <class Body>
    void each_sector(std::size_t buyer, const Body& body) const {
        const std::size_t end = first_[buyer + 1];
        for (std::size_t i = first_[buyer]; i < end;) {
            std::size_t next = i;
            double spent = 0;
            for (; next < end && purchases_[next].sector == purchases_[i].sector; ++next) spent += purchases_[next].value;
            if (spent > 0) body(spent / total_[buyer], spent, std::span(purchases_).subspan(i, next - i));
            i = next;
        }
    }

    /// What the members control of the buyer's inputs, sector by sector; `sectors` says which.
    std::vector<ControlledInput> controlled(int buyer, const std::vector<bool>& members, std::vector<int>* sectors = nullptr) const {
        std::vector<ControlledInput> found;
        each_sector(at(buyer), [&](double share, double spent, std::span<const Purchase> purchases) {
            double theirs = 0;
            for (const Purchase& purchase : purchases) theirs += members[at(purchase.supplier)] && purchase.supplier != buyer ? purchase.value : 0;
            if (theirs <= 0) return;
            found.push_back({share, theirs / spent, inputs_.sigma[at(purchases.front().sector)]});
            if (sectors != nullptr) sectors->push_back(purchases.front().sector);
        });
        return found;
    }

  private:
    const PowerInputs& inputs_;
    std::vector<Purchase> purchases_;
    std::vector<std::size_t> first_;   // by buyer, and the end
    std::vector<double> total_;
};

/// The flows in order, or everything that is wrong with them, with ρ and with the members.
Result<Spending> spending_of(const PowerInputs& inputs, double rho, const std::vector<int>& members, int threads) {
    Errors errors = odd_figures(inputs);
    if (!(rho >= 0) || !std::isfinite(rho)) errors.push_back({{}, "the elasticity across sectors is " + readable_number(rho), "at least 0"});
    std::vector<int> sorted = members;
    std::sort(sorted.begin(), sorted.end());
    if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end()) errors.push_back({{}, "a place is twice in the coalition", "name each member once"});
    for (const int member : sorted) {
        if (member < 0 || at(member) >= inputs.places.size()) errors.push_back({{}, "a member of the coalition is no place", "indices into places"});
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    Spending spending(inputs, threads);
    if (Errors twice = spending.duplicates(); !twice.empty()) return std::unexpected(std::move(twice));
    return spending;
}

std::vector<bool> flags(std::size_t places, const std::vector<int>& members) {
    std::vector<bool> set(places);
    for (const int member : members) set[at(member)] = true;
    return set;
}

}  // namespace

Errors check_power_inputs(const PowerInputs& inputs) {
    Errors errors = odd_figures(inputs);
    if (errors.empty()) errors = Spending(inputs, 1).duplicates();
    return errors;
}

Result<PowerOfAll> power_of_all(const PowerInputs& inputs, double rho, int threads) {
    const auto spending = spending_of(inputs, rho, {}, threads);
    if (!spending) return std::unexpected(spending.error());
    const std::size_t places = inputs.places.size();
    PowerOfAll power{std::vector<double>(places * places, 0.0)};
    parallel_for(threads, places, [&](std::size_t buyer) {
        std::vector<std::vector<ControlledInput>> of_supplier(places);
        spending->each_sector(buyer, [&](double share, double spent, std::span<const Spending::Purchase> purchases) {
            for (const Spending::Purchase& each : purchases) {
                if (each.value > 0 && at(each.supplier) != buyer) of_supplier[at(each.supplier)].push_back({share, each.value / spent, inputs.sigma[at(each.sector)]});
            }
        });
        for (std::size_t supplier = 0; supplier < places; ++supplier) power.loss[buyer * places + supplier] = coercive_loss(of_supplier[supplier], rho);
    });
    return power;
}

Result<std::vector<CoalitionPower>> coalition_power(const PowerInputs& inputs, const std::vector<int>& members, double rho) {
    const auto spending = spending_of(inputs, rho, members, 1);
    if (!spending) return std::unexpected(spending.error());
    const std::vector<bool> all = flags(inputs.places.size(), members);
    std::vector<CoalitionPower> found;
    for (int buyer = 0; at(buyer) < inputs.places.size(); ++buyer) {
        if (all[at(buyer)]) continue;
        CoalitionPower power{buyer, coercive_loss(spending->controlled(buyer, all), rho), {}, {}};
        for (const int member : members) {
            std::vector<bool> others = all;
            others[at(member)] = false;
            power.alone.push_back(coercive_loss(spending->controlled(buyer, flags(inputs.places.size(), {member})), rho));
            power.marginal.push_back(std::isinf(power.together) ? kInfinite : power.together - coercive_loss(spending->controlled(buyer, others), rho));
        }
        found.push_back(std::move(power));
    }
    return found;
}

Result<std::vector<SectorPower>> power_by_sector(const PowerInputs& inputs, int buyer, const std::vector<int>& members, double rho) {
    const auto spending = spending_of(inputs, rho, members, 1);
    if (!spending) return std::unexpected(spending.error());
    if (buyer < 0 || at(buyer) >= inputs.places.size()) return fail({}, "the buyer is no place", "an index into places");
    std::vector<int> sectors;
    const std::vector<ControlledInput> controlled = spending->controlled(buyer, flags(inputs.places.size(), members), &sectors);
    const std::vector<double> values = value_of_control(controlled, rho);
    std::vector<SectorPower> found;
    for (std::size_t i = 0; i < controlled.size(); ++i) found.push_back({sectors[i], controlled[i], sector_price_rise(controlled[i].control, controlled[i].sigma), values[i]});
    std::stable_sort(found.begin(), found.end(), [](const SectorPower& a, const SectorPower& b) { return a.input.spending_share * a.price_rise > b.input.spending_share * b.price_rise; });
    return found;
}

}  // namespace countervail
