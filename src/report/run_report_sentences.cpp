// SPDX-License-Identifier: Apache-2.0
#include "report/run_report_sentences.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "report/figure_text.h"
#include "report/run_answers.h"
#include "report/run_report_charts.h"
#include "report/run_series_tables.h"
#include "report/scale.h"
#include "report/sentences.h"

namespace countervail {

namespace {

std::string range_words(double value, double low, double high, int digits = 3) {
    return short_number(value, digits) + " (90%: " + range_text(low, high, digits) + ")";
}

bool stops(const StopRange& range) { return range.median.has_value(); }

/// The published figure of a month, in words; empty when there is none.
std::string observed_in(const BandSeries& series, Date month) {
    for (const DatedValue& seen : series.observed) {
        if (seen.on == month) return "; published: " + short_number(seen.value, 3) + " t";
    }
    return {};
}

double median_since(const std::vector<BandPoint>& points, Date from) {
    double sum = 0;
    for (const BandPoint& point : points) {
        if (from < point.on.next_month()) sum += point.median;
    }
    return sum;
}

}  // namespace

const Act* focus_act(const RunView& view) {
    for (std::size_t task = 0; task < view.ensemble.tasks().size(); ++task) {
        for (const Act& act : view.ensemble.regime(static_cast<int>(task)).acts()) {
            if (act.id == view.scenario.focus_act) return &act;
        }
    }
    return nullptr;
}

bool focus_controls(const RunView& view, const std::string& item) {
    const Act* act = focus_act(view);
    if (act == nullptr) return false;
    const auto fits = [&](const std::string& pattern) { return matches_pattern(pattern, item); };
    return std::any_of(act->clauses.begin(), act->clauses.end(), [&](const Clause& clause) {
        return clause.requirement != Requirement::free &&
               std::any_of(clause.items.begin(), clause.items.end(), fits) &&
               std::none_of(clause.items_except.begin(), clause.items_except.end(), fits);
    });
}

std::string exports_words(const RunView& view, const RunTables& tables) {
    std::string text;
    for (const ExportLines& lines : tables.export_lines) {
        const BandPoint* lowest = nullptr;
        double least = 0, normal = 0;
        for (std::size_t m = 0; m < lines.baseline.points.size() && m < lines.published_baseline.size();
             ++m) {
            const BandPoint& point = lines.baseline.points[m];
            const double rest = lines.published_baseline[m].value;
            if (point.on.next_month() <= view.act_day || view.covered_days(point.on) < 21 || !(rest > 0))
                continue;
            if (lowest != nullptr && point.median / rest >= least) continue;
            lowest = &point;
            least = point.median / rest;
            normal = rest;
        }
        if (lowest == nullptr) continue;
        text += (text.empty() ? "" : " ") +
                sentence(lines.title + ": the lowest month is " + month_text(lowest->on) + " with " +
                         range_words(lowest->median, lowest->low90, lowest->high90) + " t against " +
                         short_number(normal, 3) + " t at rest" + observed_in(lines.baseline, lowest->on));
    }
    return text;
}

std::string cases_words(const RunView& view, const RunTables& tables) {
    std::string text;
    for (const ExportLines& lines : tables.export_lines) {
        const double ours = median_since(lines.baseline.points, view.act_day);
        for (const CaseLine& each : lines.cases) {
            const double other = median_since(each.points, view.act_day);
            text += (text.empty() ? "" : " ") +
                    sentence(lines.title + ", " + each.name + ": " + short_number(other, 3) + " t from " +
                             month_text(view.act_day) + " to the end of the run, where your baseline ships " +
                             short_number(ours, 3) + " t");
        }
    }
    return text;
}

std::string stops_words(const RunView& view, const RunTables& tables) {
    const std::vector<StopRow> rows = in_order_of_stopping(tables.stop_rows);
    const std::string all = counted(view.world.uses.size(), "use at a place", "uses at places");
    if (rows.empty()) return "None of the " + all + " stops in any draw.";
    const auto count = [&](auto member) {
        return std::to_string(
            std::count_if(rows.begin(), rows.end(), [&](const StopRow& row) { return stops(row.*member); }));
    };
    return "Of the " + all + ", " + count(&StopRow::proportional) +
           " stop in most draws when everyone goes short alike, " + count(&StopRow::best) +
           " when the most valuable use is served first and " + count(&StopRow::worst) +
           " when it is served last. " +
           sentence("Production of " + rows[0].use + " in " + rows[0].place + " " +
                    stop_words(rows[0].proportional, tables.horizon_weeks));
}

std::string output_lost_words(const RunView& view) {
    std::vector<std::string> parts;
    for (const auto& [allocation, words] : {std::pair{Allocation::best, "best"},
                                            {Allocation::proportional, "proportional"},
                                            {Allocation::worst, "worst"}}) {
        const int task = view.task(view.base.id, allocation);
        std::vector<double> sum(static_cast<std::size_t>(view.outcome.draws()), 0.0);
        for (const Use& use : view.world.uses) {
            const std::vector<double> lost = view.values(task, "lost/" + use.id, 0);
            for (std::size_t d = 0; d < lost.size(); ++d) sum[d] += lost[d];
        }
        const Band band = band_of(sum);
        parts.push_back(range_words(band.median / 1e6, band.low / 1e6, band.high / 1e6) + " under the " +
                        words + " allocation");
    }
    return sentence("Value added lost over the run, all uses together, USD million: " + list_words(parts));
}

std::string prices_words(const RunView& view, const RunTables& tables) {
    std::string text;
    for (std::size_t i = 0; i < tables.price_lines.size(); ++i) {
        const SplitItem& item = tables.price_lines[i].split;
        const auto highest =
            std::max_element(item.ratio.points.begin(), item.ratio.points.end(),
                             [](const BandPoint& a, const BandPoint& b) { return a.median < b.median; });
        if (highest == item.ratio.points.end()) continue;
        const bool controlled =
            i < view.scenario.prices.size() && focus_controls(view, view.scenario.prices[i].item);
        text += (text.empty() ? "" : " ") +
                sentence(item.name + (controlled ? "" : ", which the act leaves free,") + " is up to " +
                         range_words(highest->median, highest->low90, highest->high90, 2) +
                         " times dearer in " + region_name(item.outside.name) + " than in " +
                         region_name(item.inside.name) + " (week of " + day_text(highest->on) + ")");
    }
    return text;
}

bool licenses_anything(const RunView& view) {
    return std::any_of(view.scenario.cases.begin(), view.scenario.cases.end(), [&](const Case& each) { return !view.ensemble.schedule(view.task(each.id)).streams.empty(); });
}

bool has_controlled_items(const RunView& view) {
    const std::vector<Stream>& streams = view.ensemble.schedule(view.base_task).streams;
    return std::any_of(streams.begin(), streams.end(), [&](const Stream& stream) { return stream.act.starts_with(view.scenario.controller + "/"); });
}

std::string licences_words(const RunView& view, const RunTables& tables) {
    if (!licenses_anything(view)) return "No act of any case puts goods under licence: nobody applies, nothing waits.";
    if (tables.queue_weeks.empty() || !(tables.queue_weeks.back().filed > 0))
        return "No application is filed in this run.";
    const QueueWeek& last = tables.queue_weeks.back();
    return "By the end of the run " + short_number(last.filed, 3) +
           " applications have been filed (medians of the draws): " + short_number(last.granted, 3) +
           " granted, " + short_number(last.refused, 3) + " refused, " + short_number(last.pending, 3) +
           " waiting.";
}

std::string chain_words(const Sankey& chain) {
    if (chain.flows.empty()) return "The act controls no element of this world.";
    const std::vector<StageConcentration> found = concentration(chain);
    std::vector<std::string> parts;
    for (std::size_t stage = 0; stage < found.size(); ++stage) {
        if (found[stage].hhi > 0)
            parts.push_back(per_cent(found[stage].controller_share) + " at the stage " +
                            chain.stages[stage].name);
    }
    return sentence((chain.controller_name.empty() ? "The controller" : chain.controller_name) + " has " +
                    list_words(parts));
}

std::string supply_words(const RunView& view, const RunTables& tables) {
    if (!has_controlled_items(view))
        return "No act of your baseline puts an item under licence, so no item counts as controlled and there is nothing to weigh here; what each place gets less of stands under exports and stops.";
    std::vector<PlaceLoss> losses = tables.supply_lost;
    std::stable_sort(losses.begin(), losses.end(),
                     [](const PlaceLoss& a, const PlaceLoss& b) { return a.share.median > b.share.median; });
    std::vector<std::string> parts;
    for (const PlaceLoss& loss : losses) {
        if (parts.size() == 3 || !(loss.share.median > 0)) break;
        parts.push_back(loss.name + " " +
                        per_cent_with_range({loss.share.median, loss.share.low, loss.share.high}));
    }
    if (parts.empty()) return "No place lacks controlled items over the whole run.";
    return sentence("Most is missing in " + list_words(parts) + ", of what is delivered at rest until " +
                    day_text(view.scenario.through));
}

std::string costs_words(const Table& costs) {
    if (costs.columns.size() < 5) return {};
    const std::string base = costs.columns[2].name;
    std::string text;
    for (std::size_t row = 0; row < costs.rows.size();) {
        const std::string side = words_at(costs, row, "side");
        double largest = 0;
        std::string words = "no cost";
        for (; row < costs.rows.size() && words_at(costs, row, "side") == side; ++row) {
            const auto median = number_at(costs, row, base), low = number_at(costs, row, base + " 5%"),
                       high = number_at(costs, row, base + " 95%");
            if (!median || !low || !high || std::abs(*median) <= largest) continue;
            largest = std::abs(*median);
            words = short_cost(words_at(costs, row, "cost")) + ", USD " + range_words(*median, *low, *high) +
                    " million" + (*median < 0 ? ", a gain" : "");
        }
        text += (text.empty() ? costs.title + "; the largest item for each side. " : " ") +
                sentence(side + ": " + words);
    }
    return text;
}

std::string observed_words(const RunTables& tables) {
    const Table& table = tables.observed;
    std::size_t within = 0;
    for (std::size_t row = 0; row < table.rows.size(); ++row)
        within += words_at(table, row, "within 90%") == "yes" ? 1 : 0;
    if (table.rows.empty()) return "Nothing that the scenario watches was published for its period.";
    return "Of " + counted(table.rows.size(), "published figure") + " for what the scenario watches, " +
           std::to_string(within) + (within == 1 ? " lies" : " lie") + " within the modelled 90 % range.";
}

std::string acts_words(const RunView& view, const RunTables& tables) {
    std::size_t touching = 0;
    for (std::size_t row = 0; row < tables.acts.rows.size(); ++row)
        touching += words_at(tables.acts, row, "touches") == "yes" ? 1 : 0;
    return "Your baseline (" + view.base.name + ") holds " + counted(tables.acts.rows.size(), "act") +
           ", of which " + std::to_string(touching) + (touching == 1 ? " bears" : " bear") +
           " on some lane of this world within the run.";
}

Table cases_table(const RunView& view) {
    Table table{"cases",
                "The answers in your baseline and in each of your cases: what an act did is the difference",
                {{"answer", "", ""}, {"unit", "", ""}},
                {},
                {}};
    for (const Case& each : view.scenario.cases)
        add_band_columns(table, each.name, "", (each.base ? "Your baseline: " : "Your case: ") + each.name);
    for (const RunAnswer& answer : answers(view)) {
        if (answer.kind == AnswerKind::stop || answer.kind == AnswerKind::total ||
            answer.kind == AnswerKind::supply_lost || (answer.kind == AnswerKind::approved && !licenses_anything(view)))
            continue;
        std::vector<Cell> row{answer.title, answer.unit};
        for (const Case& each : view.scenario.cases)
            add_band_cells(row, answer_values(view, view.task(each.id), answer));
        table.add(std::move(row));
    }
    return table;
}

}  // namespace countervail
