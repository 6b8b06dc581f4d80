// SPDX-License-Identifier: Apache-2.0
#include "report/run_sentences.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "report/scale.h"
#include "report/sentences.h"

namespace countervail {

namespace {

constexpr double kBackToNormal = 0.9;   // a month that carries this share of normal counts as recovered
constexpr double kVisibleFall = 0.05;

std::string days_word(double days) { return days >= kNever ? "never" : readable_number(std::round(days), 4); }

std::string capital(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

struct Stop {
    const Use* use = nullptr;
    Band band;
    double share = 0;    // of the draws in which it stops
};

Stop stop_of(const RunView& view, const Use& use) {
    const std::vector<double> days = view.after_act(view.values(view.base_task, "stop/" + use.id, 0));
    const auto stopped = std::count_if(days.begin(), days.end(), [](double day) { return day < kNever; });
    return {&use, band_of(days), days.empty() ? 0 : static_cast<double>(stopped) / static_cast<double>(days.size())};
}

bool earlier(const Stop& a, const Stop& b) {
    if (a.band.median != b.band.median) return a.band.median < b.band.median;
    if (a.share != b.share) return a.share > b.share;
    return a.band.low < b.band.low;
}

std::string since(const RunView& view) { return view.act_begins ? "after the act" : "after the run begins"; }

std::string stop_sentence(const RunView& view) {
    Stop first, first_anywhere;
    for (const Use& use : view.world.uses) {
        const Stop each = stop_of(view, use);
        const bool in_sector = view.world.catalogue.uses[static_cast<std::size_t>(use.end_use)].sector == view.scenario.focus_sector;
        if (first_anywhere.use == nullptr || earlier(each, first_anywhere)) first_anywhere = each;
        if (in_sector && (first.use == nullptr || earlier(each, first))) first = each;
    }
    if (first.use == nullptr) return "No use of this world belongs to the sector \"" + view.scenario.focus_sector + "\".";
    const std::string sector = view.scenario.focus_sector;
    std::string text;
    if (first.band.median < kNever) {
        text = "In " + sector + ", makers of " + view.use_name(*first.use) + " stop first: " + days_word(first.band.median) + " days " +
               since(view) + " (90%: " + days_word(first.band.low) + "–" + days_word(first.band.high) + ").";
    } else if (first.share > 0) {
        text = "In most draws nobody in " + sector + " stops by " + view.scenario.through.to_text() + "; makers of " +
               view.use_name(*first.use) + " stop in " + per_cent(first.share) + " of them.";
    } else {
        return "Nobody in " + sector + " stops by " + view.scenario.through.to_text() + " in any draw.";
    }
    if (first_anywhere.use != first.use && first_anywhere.band.median < first.band.median) {
        text += " Before them: " + view.use_name(*first_anywhere.use) + ", " + days_word(first_anywhere.band.median) + " days (90%: " +
                days_word(first_anywhere.band.low) + "–" + days_word(first_anywhere.band.high) + ").";
    }
    return text;
}

/// Medians of shipped over normal by month; negative where the month does not count.
std::vector<double> monthly_ratios(const RunView& view, const WatchExports& watch) {
    std::vector<double> ratios(view.months.size(), -1);
    for (std::size_t m = 0; m < view.months.size(); ++m) {
        const double normal = view.normal_in_month(watch, m);
        if (view.months[m].next_month() <= view.act_day || view.covered_days(view.months[m]) < 21 || !(normal > 0)) continue;
        ratios[m] = band_of(view.values(view.base_task, "exports/" + watch.id, static_cast<int>(m))).median / normal;
    }
    return ratios;
}

/// The month after the lowest in which the flow is back, else the last that counts.
std::size_t recovery_month(const std::vector<double>& ratios, std::size_t lowest) {
    std::size_t last = lowest;
    for (std::size_t m = lowest + 1; m < ratios.size(); ++m) {
        if (ratios[m] < 0) continue;
        last = m;
        if (ratios[m] >= kBackToNormal) break;
    }
    return last;
}

std::string target_sentence(const RunView& view, const WatchExports& watch, const WatchExports& whole, std::size_t until) {
    double ours = 0, ours_normal = 0, all = 0, all_normal = 0;
    for (std::size_t m = 0; m <= until; ++m) {
        if (view.months[m].next_month() <= view.act_day) continue;
        ours += band_of(view.values(view.base_task, "exports/" + watch.id, static_cast<int>(m))).median;
        all += band_of(view.values(view.base_task, "exports/" + whole.id, static_cast<int>(m))).median;
        ours_normal += view.normal_in_month(watch, m);
        all_normal += view.normal_in_month(whole, m);
    }
    if (!(ours_normal > 0) || !(all > 0) || !(all_normal > 0)) return {};
    const std::string name = view.place_name(view.world.place(view.scenario.target));
    return "; " + name + " gets " + per_cent(ours / all / (ours_normal / all_normal)) + " of its usual share";
}

std::string exports_sentence(const RunView& view) {
    if (view.scenario.exports.empty()) return {};
    const WatchExports& watch = view.scenario.exports.front();
    const std::vector<double> ratios = monthly_ratios(view, watch);
    std::size_t lowest = ratios.size();
    for (std::size_t m = 0; m < ratios.size(); ++m) {
        if (ratios[m] >= 0 && (lowest == ratios.size() || ratios[m] < ratios[lowest])) lowest = m;
    }
    if (lowest == ratios.size()) return {};
    const std::string name = "Exports (" + watch.title + ")";
    if (ratios[lowest] > 1 + kVisibleFall) {
        return name + " never fall below normal (lowest: " + per_cent(ratios[lowest]) + " in " + month_text(view.months[lowest]) + ").";
    }
    if (ratios[lowest] > 1 - kVisibleFall) {
        return name + " stay within " + per_cent(kVisibleFall) + " of normal (lowest: " + per_cent(ratios[lowest]) + " in " +
               month_text(view.months[lowest]) + ").";
    }
    std::string text = name + " fall " + per_cent(1 - ratios[lowest]) + " by " + month_text(view.months[lowest]);
    const std::size_t back = recovery_month(ratios, lowest);
    if (back != lowest) text += " and are back at " + per_cent(ratios[back]) + " of normal by " + month_text(view.months[back]);
    const int target = view.world.place(view.scenario.target);
    for (const WatchExports& other : view.scenario.exports) {
        if (&other == &watch || target < 0 || other.to != std::vector<std::string>{view.scenario.target}) continue;
        text += target_sentence(view, other, watch, back);
        break;
    }
    return text + ".";
}

}  // namespace

std::string days_with_range(const Band& band, int digits) {
    const auto word = [&](double days) { return days >= kNever ? std::string("never") : readable_number(days, digits); };
    if (band.low >= kNever) return "never";
    return word(band.median) + " (" + word(band.low) + "–" + word(band.high) + ")";
}

std::string act_name(const RunView& view, const std::string& id) {
    for (std::size_t task = 0; task < view.ensemble.tasks().size(); ++task) {
        for (const Act& act : view.ensemble.regime(static_cast<int>(task)).acts()) {
            if (act.id == id) return act.number.empty() ? act.id : act.issuer + " " + act.number;
        }
    }
    return id;
}

std::string focus_name(const RunView& view) {
    for (const SupplyShock& shock : view.scenario.shocks) {
        if (shock.id == view.scenario.focus_shock) return shock.name;
    }
    return act_name(view, view.scenario.focus_act);
}

std::string header_line(const RunView& view) {
    const auto day = view.ensemble.focus_day();
    const std::string what = focus_name(view);
    const std::string since = !view.scenario.focus_shock.empty() ? " from " : " in force from ";
    return view.scenario.id + " · " + (day ? what + since + day->to_text() : what + " not in force") + " · " +
           view.scenario.world + (view.scenario.world_year == 0 ? "" : " as of " + std::to_string(view.scenario.world_year)) + " · known on " + view.scenario.known_on.to_text() + " · " +
           readable_number(view.outcome.draws(), 12) + (view.outcome.draws() == 1 ? " draw" : " draws");
}

std::string answer_sentence(const RunView& view) {
    const std::string exports = exports_sentence(view);
    return capital(stop_sentence(view)) + (exports.empty() ? "" : " " + exports);
}

std::string hangs_on_sentence(const RunView& view, const std::vector<Influence>& ranked, const std::set<std::string>& statements) {
    std::string text;
    std::string example;
    int named = 0;
    for (const Influence& each : ranked) {
        if (each.share < 0.01 || named == 3) break;
        const std::string& id = view.ensemble.ranges()[static_cast<std::size_t>(each.parameter)].statement;
        text += (named == 0 ? "Hangs most on: " : ", ") + id + " (" + per_cent(each.share) + (named == 0 ? " of variance)" : ")");
        ++named;
        if (example.empty()) example = id;
    }
    text += text.empty() ? "No single assumption moves the answer. " : ". ";
    const auto assumed = std::count_if(statements.begin(), statements.end(), [](const std::string& id) { return id.starts_with("assume:"); });
    if (example.empty() && !statements.empty()) example = *statements.begin();
    return text + std::to_string(static_cast<long>(statements.size()) - assumed) + " statements, " + std::to_string(assumed) +
           " assumptions: countervail data show " + example;
}

std::set<std::string> statements_behind(const RunView& view, const Ledger& ledger) {
    std::set<std::string> ids;
    const auto take = [&](const std::string& id) {
        const Statement* row = ledger.find(id);
        if (row == nullptr) return;
        for (const Statement* each : ledger.behind(*row)) ids.insert(each->id);
    };
    for (const std::string& id : view.world.statements) take(id);
    for (const std::string& id : view.world.assumptions) take(id);
    for (const Range& range : view.ensemble.ranges()) take(range.statement);
    return ids;
}

}  // namespace countervail
