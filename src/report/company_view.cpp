// SPDX-License-Identifier: Apache-2.0
#include "report/company_view.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

#include "report/figure_text.h"
#include "report/sentences.h"

namespace countervail {

namespace {

constexpr double kBeyond = 1e6;   // days: a quantile between a day and never is never

std::optional<double> within(double days) { return days >= kBeyond ? std::nullopt : std::optional(days); }

std::string bound_words(const std::optional<double>& days) { return days ? short_number(std::round(*days)) : "never"; }

auto order_of(const std::vector<double>& days, const std::string& name) {
    const Band band = band_of(days);
    return std::tuple(band.median, -share_happening(days), band.low, name);
}

}  // namespace

double mean_of(const std::vector<double>& values) {
    return values.empty() ? 0 : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double share_happening(const std::vector<double>& days) {
    const auto count = std::count_if(days.begin(), days.end(), [](double day) { return day < kNever; });
    return days.empty() ? 0 : static_cast<double>(count) / static_cast<double>(days.size());
}

StopRange stop_range(const std::vector<double>& days) {
    const Band band = band_of(days);
    return {within(band.low), within(band.median), within(band.high)};
}

std::string stop_days_words(const std::vector<double>& days) {
    const StopRange range = stop_range(days);
    if (range.median) return counted(static_cast<std::size_t>(std::llround(*range.median)), "day") + " (90%: " + bound_words(range.low) + "–" + bound_words(range.high) + ")";
    const double share = share_happening(days);
    if (share <= 0) return {};
    return "in " + per_cent(share) + " of the draws, the earliest " + counted(static_cast<std::size_t>(std::llround(*std::min_element(days.begin(), days.end()))), "day");
}

std::string short_suppliers(const Exposure& exposure, const Ensemble& ensemble, int part) {
    const CompanyPart& each = exposure.company.parts[static_cast<std::size_t>(part)];
    const auto& missing = exposure.base.parts[static_cast<std::size_t>(part)].short_by_source;
    std::vector<std::size_t> order(each.sources.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return missing[a] > missing[b]; });
    std::vector<std::string> names;
    for (const std::size_t s : order) {
        if (missing[s] <= 0.05 * missing[order.front()] || missing[s] <= 0) continue;
        const CompanySource& source = each.sources[s];
        const std::string place = source.origin.empty() ? std::string() : " in " + country_words(ensemble, source.origin);
        std::string name = (source.supplier.empty() ? "a supplier" : source.supplier) + place;
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(std::move(name));
    }
    return list_words(names, 3);
}

std::string company_act_words(const Ensemble& ensemble, const std::string& act) {
    for (int task = 0; task < static_cast<int>(ensemble.tasks().size()); ++task) {
        for (const Act& each : ensemble.regime(task).acts()) {
            if (each.id == act && !each.number.empty()) return each.id.substr(0, each.id.find('/')) + " " + each.number;
        }
    }
    return act;
}

std::string country_words(const Ensemble& ensemble, const std::string& iso3) {
    const int place = ensemble.world().place(iso3);
    return place < 0 ? iso3 : ensemble.world().places[static_cast<std::size_t>(place)].name;
}

std::vector<int> products_by_stop(const Exposure& exposure) {
    std::vector<int> order(exposure.company.products.size());
    std::iota(order.begin(), order.end(), 0);
    const auto key = [&](int i) { return order_of(exposure.base.products[static_cast<std::size_t>(i)].stops_after, exposure.company.products[static_cast<std::size_t>(i)].name); };
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return key(a) < key(b); });
    return order;
}

std::vector<int> parts_by_stop(const Exposure& exposure) {
    std::vector<std::pair<decltype(order_of({}, {})), int>> keyed;
    for (std::size_t p = 0; p < exposure.company.parts.size(); ++p) {
        const CompanyPart& part = exposure.company.parts[p];
        const auto& days = exposure.base.parts[p].out_after;
        if (part.made() || !part.own || share_happening(days) <= 0) continue;
        keyed.emplace_back(order_of(days, part.id), static_cast<int>(p));
    }
    std::sort(keyed.begin(), keyed.end());
    std::vector<int> order;
    for (const auto& [key, part] : keyed) order.push_back(part);
    return order;
}

int first_cause(const ProductOutcome& product) {
    std::map<int, int> count;
    for (const int part : product.first_cause) {
        if (part >= 0) ++count[part];
    }
    int most = -1;
    for (const auto& [part, times] : count) {
        if (most < 0 || times > count[most]) most = part;
    }
    return most;
}

std::optional<double> margin_lost(const Exposure& exposure, const CompanyOutcome& outcome) {
    std::optional<double> sum;
    for (std::size_t i = 0; i < outcome.products.size(); ++i) {
        const CompanyProduct& product = exposure.company.products[i];
        if (!product.margin || !product.revenue) continue;
        sum = sum.value_or(0) + *product.margin * day_revenue(exposure.company, product) * mean_of(outcome.products[i].lost());
    }
    return sum;
}

}  // namespace countervail
