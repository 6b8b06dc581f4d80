// SPDX-License-Identifier: Apache-2.0
#include "report/loss_sentences.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "losses/scenario_losses.h"
#include "report/figure_text.h"
#include "report/run_observed.h"
#include "report/run_report_charts.h"
#include "report/sentences.h"
#include "report/terminal.h"

namespace countervail {

namespace {

constexpr double kBillion = 1000;   // of USD million
constexpr std::size_t kNamed = 5;
constexpr std::size_t kRowsShown = 12;

std::string number(double value) { return readable_number(value, 2); }

std::string day_word(const Table& table, std::size_t row, const std::string& column) {
    const auto days = number_at(table, row, column);
    return days ? readable_number(std::round(*days), 4) : "never";
}

/// "combustion vehicles in Taiwan 62 days (90%: 44–never; best to worst allocation never–50)".
std::string stop_of_row(const Table& stops, std::size_t row) {
    const std::string best = day_word(stops, row, "best"), worst = day_word(stops, row, "worst");
    return words_at(stops, row, "use") + " in " + words_at(stops, row, "place") + " after " + day_word(stops, row, "days to stop") + " days (90%: " +
           day_word(stops, row, "days to stop 5%") + "–" + day_word(stops, row, "days to stop 95%") + "; best to worst allocation " + best +
           (best == worst ? "" : "–" + worst) + ")";
}

std::string stops_words(const LossInputs& in, const LossTables& tables) {
    const Table& stops = tables.stops;
    std::vector<std::string> named;
    std::size_t stopping = 0, in_some = 0;
    for (std::size_t row = 0; row < stops.rows.size(); ++row) {
        if (number_at(stops, row, "days to stop")) {
            ++stopping;
            if (named.size() < kNamed) named.push_back(stop_of_row(stops, row));
        } else if (number_at(stops, row, "draws that stop").value_or(0) > 0) {
            ++in_some;
        }
    }
    const std::string until = in.view.scenario.through.to_text();
    if (stopping == 0 && in_some == 0) return "No plant of this world stops by " + until + " in any draw.";
    if (stopping == 0) return "In most draws no plant stops by " + until + "; " + counted(in_some, "use") + " at one place or another " + (in_some == 1 ? "stops" : "stop") + " in some.";
    return "Plants stop first: " + join(named, "; ") + ". In all " + counted(stopping, "use") + " at one place or another " +
           (stopping == 1 ? "stops" : "stop") + " in most draws by " + until + ", and " + std::to_string(in_some) + " more in some.";
}

/// Published first stops beside the band of the first in the sector in focus; a missing bound lies beyond the run.
std::string observed_words(const LossInputs& in, std::optional<double> low, std::optional<double> high) {
    if (in.ledger == nullptr) return {};
    const std::vector<Observation> seen = observations(*in.ledger, in.view.scenario.observed_stops, "days");
    if (seen.empty()) return {};
    double first = seen.front().low, last = seen.front().high;
    for (const Observation& each : seen) {
        first = std::min(first, each.low);
        last = std::max(last, each.high);
    }
    const bool within = low && *low <= last && (!high || *high >= first);
    return " Observed: first stops " + readable_number(std::round(first), 4) + (first < last ? "–" + readable_number(std::round(last), 4) : std::string()) +
           " days after the act, " + (within ? "within" : "outside") + " the band (shown beside, never used).";
}

/// The scenario's own sector, where it is not already among those named first.
std::string focus_words(const LossInputs& in, const LossTables& tables) {
    const Table& stops = tables.stops;
    for (std::size_t row = 0; row < stops.rows.size(); ++row) {
        const std::string use = words_at(stops, row, "use");
        const auto& uses = in.view.world.catalogue.uses;
        const auto same = std::find_if(uses.begin(), uses.end(), [&](const EndUse& each) { return each.name == use; });
        if (same == uses.end() || same->sector != in.view.scenario.focus_sector) continue;
        return "In " + in.view.scenario.focus_sector + " the first is " + stop_of_row(stops, row) + ", for want of " + words_at(stops, row, "runs out of") +
               ": its makers hold " + number(number_at(stops, row, "stock").value_or(0)) + " days of it, and " +
               per_cent(number_at(stops, row, "deepest cut").value_or(0) / 100) + " of what they need arrives in the worst four weeks. "
               "Plants run at full speed until the item is gone (full-speed rule: stock / (1 − share delivered))." +
               observed_words(in, number_at(stops, row, "days to stop 5%"), number_at(stops, row, "days to stop 95%"));
    }
    return {};
}

std::string sum_words(const LossInputs& in) {
    const CaseLosses& base = in.losses.of(in.view.base.id);
    const std::string until = in.view.scenario.through.to_text();
    if (!(base.all.total.worst > 0)) return "No value added is lost by " + until + ".";
    return "Value added not made by " + until + ": " + dollars_with_range(base.all.direct) + " where inputs run out, " + dollars_with_range(base.all.total) +
           " with what passes on to suppliers and customers; " + per_cent(base.all.total.band.median / base.all.value_added) +
           " of all value added of these weeks: little for the whole, and much for those named next.";
}

std::string where_words(const LossTables& tables) {
    std::vector<std::string> cells;
    for (std::size_t row = 0; row < std::min(kNamed, tables.by_cell.rows.size()); ++row) {
        const double total = number_at(tables.by_cell, row, "total").value_or(0);
        if (!(total > 0)) break;
        cells.push_back(words_at(tables.by_cell, row, "industry") + " in " + words_at(tables.by_cell, row, "place") + " (" + dollars(total) + ", " +
                        per_cent(number_at(tables.by_cell, row, "share").value_or(0) / 100) + " of its value added)");
    }
    if (cells.empty()) return {};
    return "Most is lost in " + list_words(cells) + ".";
}

std::string defence_words(const LossTables& tables) {
    const Table& defence = tables.defence;
    if (defence.rows.empty()) return {};
    double value = 0, lost = 0, worst = 0, first = 0;
    for (std::size_t row = 0; row < defence.rows.size(); ++row) {
        value += number_at(defence, row, "value added").value_or(0);
        lost += number_at(defence, row, "lost").value_or(0);
        worst += number_at(defence, row, "lost, worst").value_or(0);
        first += number_at(defence, row, "lost, military first").value_or(0);
    }
    return "Defence apart: " + number(tables.defence_mass) + " t a year, " + per_cent(tables.defence_mass / tables.defence_items_mass) +
           " of what everyone uses of the same items, carry " + dollars(value) + " of value added a year. Of it " + dollars(lost) + " is not made, " + dollars(first) +
           " where military users are served first, " + dollars(worst) + " in the worst allocation.";
}

std::string trade_words(const LossInputs& in, const LossTables& tables) {
    const double trade = number_at(tables.trade, 0, "trade").value_or(0);
    const auto ratio = number_at(tables.trade, 0, "lost per trade");
    if (!(trade > 0) || !ratio) return {};
    std::string text = "The controlled goods are worth " + dollars(trade) + " a year in trade; each dollar of it that was due in these weeks carries USD " + number(*ratio) +
                       " of value added lost";
    const int target = in.view.world.place(in.view.scenario.target);
    if (target >= 0) {
        for (std::size_t row = 1; row < tables.trade.rows.size(); ++row) {
            if (words_at(tables.trade, row, "place") != in.view.world.places[static_cast<std::size_t>(target)].name) continue;
            const auto own = number_at(tables.trade, row, "lost per trade");
            text += "; in " + in.view.place_name(target) + " " + dollars(number_at(tables.trade, row, "lost").value_or(0)) + " on imports of " +
                    dollars(number_at(tables.trade, row, "trade").value_or(0)) + " a year" + (own ? " (" + number(*own) + " to one)" : "");
        }
    }
    return text + ".";
}

/// What exact CES makes of the same cuts, from the hardest to the easiest substitution.
std::string process_words(const LossInputs& in) {
    if (in.losses.processes.empty()) return {};
    std::vector<std::string> parts;
    for (const ProcessCheck& each : in.losses.processes) parts.push_back(dollars(each.lost.median) + " at an elasticity of " + number(each.elasticity));
    return " Cross-check of the direct loss: with what arrives over the whole run and the first stock, exact CES at the using process gives " + list_words(parts) + "; " +
           dollars(in.losses.of(in.view.base.id).all.direct.band.median) + " where plants stop week by week.";
}

std::string models_words(const LossInputs& in) {
    if (in.losses.models.size() < 2) return {};
    auto [low, high] = std::minmax_element(in.losses.models.begin(), in.losses.models.end(), [](const ModelLoss& a, const ModelLoss& b) { return a.total < b.total; });
    return "Under other models of how stops pass on, the same stops cost from " + dollars(low->total) + " (" + low->model + ") to " + dollars(high->total) + " (" +
           high->model + "); the baseline is " + in.losses.models.front().model + " with " + dollars(in.losses.models.front().total) + " over the same draws." +
           process_words(in);
}

std::string act_words(const LossInputs& in, const LossTables& tables) {
    std::vector<std::string> parts;
    for (std::size_t row = 0; row < tables.cases.rows.size(); ++row) {
        const double change = number_at(tables.cases, row, "against the base case").value_or(0);
        if (words_at(tables.cases, row, "case") == (in.view.base.name.empty() ? in.view.base.id : in.view.base.name)) continue;
        parts.push_back(words_at(tables.cases, row, "case") + " " + dollars(number_at(tables.cases, row, "total").value_or(0)) + " (" +
                        (change < 0 ? dollars(-change) + " less" : dollars(change) + " more") + ")");
    }
    return parts.empty() ? std::string() : "In the other cases the total is: " + join(parts, "; ") + ".";
}

std::string table_words(const LossInputs& in, const LossTables& tables) {
    std::string text = in.table.built_in
                           ? "The input–output table is the built-in one: compact, made from cited totals and assumed structure, not a published table; "
                             "--table PATH takes a published one. It rests on " +
                                 counted(static_cast<std::size_t>(std::count_if(in.table.statements.begin(), in.table.statements.end(), [](const std::string& id) { return !id.starts_with("assume:"); })), "statement") +
                                 " and " +
                                 counted(static_cast<std::size_t>(std::count_if(in.table.statements.begin(), in.table.statements.end(), [](const std::string& id) { return id.starts_with("assume:"); })), "assumption") +
                                 " (table losses-statements)."
                           : "Input–output table: " + in.table.source + ", " + std::to_string(in.table.year) + ".";
    if (!tables.claims.rows.empty())
        text += " At " + counted(tables.claims.rows.size(), "place and industry", "places and industries") +
                " the world's end uses claim more value added than the table has; there the larger figure counts (table claims).";
    return text;
}

}  // namespace

std::string dollars(double million) {
    if (std::abs(million) >= kBillion) return "USD " + short_number(million * 1e6, 2);
    if (std::abs(million) >= 1) return "USD " + readable_number(std::round(million), 3) + " million";
    return million == 0 ? "USD 0" : "under USD 1 million";
}

std::string dollars_with_range(const LossRange& range) {
    return dollars(range.band.median) + " (90%: " + dollars(range.band.low) + " to " + dollars(range.band.high) + "; best to worst allocation " + dollars(range.best) + " to " +
           dollars(range.worst) + ")";
}

std::string losses_header(const LossInputs& in) {
    return in.view.scenario.id + " · " + (in.table.built_in ? "built-in table of " : in.table.id + ", ") + std::to_string(in.table.year) + " · " +
           std::to_string(in.table.places.size()) + " places × " + std::to_string(in.table.industries.size()) + " industries · " + in.losses.options.model + " · " +
           counted(static_cast<std::size_t>(in.losses.options.draws), "draw");
}

std::vector<std::string> losses_words(const LossInputs& in, const LossTables& tables) {
    std::vector<std::string> words;
    for (std::string each : {stops_words(in, tables), focus_words(in, tables), sum_words(in), where_words(tables), act_words(in, tables), defence_words(tables),
                             trade_words(in, tables), models_words(in), table_words(in, tables)}) {
        if (!each.empty()) words.push_back(std::move(each));
    }
    return words;
}

std::string losses_in_short(const LossInputs& in) {
    const CaseLosses& base = in.losses.of(in.view.base.id);
    if (!(base.all.total.worst > 0)) return {};
    return "Value added not made: " + dollars(base.all.total.band.median) + " (90%: " + dollars(base.all.total.band.low) + " to " + dollars(base.all.total.band.high) +
           "; best to worst allocation " + dollars(base.all.total.best) + " to " + dollars(base.all.total.worst) + "), " +
           per_cent(base.all.total.band.median / base.all.value_added) + " of all.";
}

std::string losses_screen(const LossTables& tables, const std::string& closing) {
    constexpr std::size_t kParagraph = 110;
    std::string text = tables.header + "\n\n";
    for (const std::string& words : tables.words) text += paragraph(words, kParagraph) + "\n";
    const auto shown = [](const Table& table, const std::vector<std::string>& columns) {
        Table cut{table.name, table.title, {}, {}, {}};
        cut.rows.resize(std::min(kRowsShown, table.rows.size()));
        for (const std::string& name : columns) {
            const auto at = table.column(name);
            if (!at) continue;
            cut.columns.push_back(table.columns[*at]);
            for (std::size_t row = 0; row < cut.rows.size(); ++row) cut.rows[row].push_back(table.rows[row][*at]);
        }
        return render(cut, TableFormat::text);
    };
    text += shown(tables.stops, {"use", "place", "days to stop", "days to stop 5%", "days to stop 95%", "best", "worst", "runs out of", "stock", "deepest cut"}) + "\n";
    text += shown(tables.by_cell, {"place", "industry", "direct", "total", "total 5%", "total 95%", "total, best", "total, worst", "share"});
    if (!closing.empty()) text += "\n" + closing + "\n";
    return text;
}

}  // namespace countervail
