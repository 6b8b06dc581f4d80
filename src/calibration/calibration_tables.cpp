// SPDX-License-Identifier: Apache-2.0
#include "calibration/calibration_tables.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/text.h"
#include "evidence/csv.h"
#include "evidence/vocabulary.h"
#include "simulation/posterior.h"

namespace countervail {

namespace {

constexpr const char* kLedgerFile = "data/ledger/posteriors.csv";
constexpr const char* kColumns = "id,quantity,item,place,partner,use,period,value,low,high,unit,source,published_on,label,vintage,cites,locator,note";
constexpr const char* kSource = "countervail-calibration";
constexpr const char* kQuantity = "posterior-parameter";

/// Nine digits: more than the draws have, fewer than rounding shows.
std::string printed(double value) {
    if (value == 0) return "0";
    const double scale = std::pow(10.0, 8 - std::floor(std::log10(std::abs(value))));
    return exact_number(std::round(value * scale) / scale);
}

std::string range_text(double low, double middle, double high) { return readable_number(low, 3) + " … " + readable_number(middle, 3) + " … " + readable_number(high, 3); }

Table parameters_table(const CalibrationResult& result) {
    Table table{"parameters", "What was learnt: 5 %, 50 % and 95 % of each parameter, before and after",
                {{"input", "", "Key of the uncertain input"}, {"unit", "", "Of all its figures"}, {"prior", "", "5, 50, 95 % before"},
                 {"posterior", "", "5, 50, 95 % of the stored draws: all episodes and novelty"},
                 {"learnt", "", "Whether it is stored; what is not stays an assumption"},
                 {"nats", "nats", "Divergence of an episode's posterior from the prior, mean over episodes", 3},
                 {"pooled", "nats", "Divergence of the pooled episodes from the prior: less where they contradict each other", 3},
                 {"spread", "ratio", "Middle half of the pooled episodes over that of the prior", 3}},
                {}, {}};
    for (const SeriesFit& series : result.series) table.columns.push_back({series.id, "", "5, 50, 95 % as this series alone leaves it"});
    for (std::size_t p = 0; p < result.parameters.size(); ++p) {
        const LearntResult& each = result.parameters[p];
        std::vector<Cell> row{std::string(record(each.parameter).key), std::string(record(each.parameter).unit), range_text(each.prior_low, each.prior_median, each.prior_high),
                              range_text(each.posterior.low, each.posterior.mode, each.posterior.high), std::string(each.kept ? "yes" : "no"), each.episode_nats, each.learning.nats, each.learning.spread};
        for (const SeriesFit& series : result.series) row.emplace_back(range_text(series.marginals[p].low, series.marginals[p].mode, series.marginals[p].high));
        table.add(std::move(row));
        table.sources.push_back(each.prior.statement);
    }
    return table;
}

Table fit_table(const CalibrationResult& result) {
    Table table{"fit", "The fit: exports as a share of normal, by month",
                {{"series", "", "Episode and watched flow"}, {"month", "", "Calendar month"}, {"number", "", "From the first whole month under the act", 2},
                 {"observed", "share", "Of a normal month", 3}, {"prior 5%", "share", "Of the draws of the prior", 3}, {"prior 50%", "share", "Of the draws of the prior", 3}, {"prior 95%", "share", "Of the draws of the prior", 3},
                 {"fitted 5%", "share", "Of the draws that this series leaves", 3}, {"fitted 50%", "share", "Of the draws that this series leaves", 3}, {"fitted 95%", "share", "Of the draws that this series leaves", 3},
                 {"implausibility", "ratio", "Distance of the fitted median in standard deviations of the stated error; above 3 the model cannot do it", 3}},
                {}, {}};
    for (const SeriesFit& series : result.series) {
        for (const FittedMonth& month : series.months) {
            table.add({series.id, month.on.to_text().substr(0, 7), static_cast<double>(month.month), month.observed, month.prior.low, month.prior.median, month.prior.high,
                       month.posterior.low, month.posterior.median, month.posterior.high, month.implausibility});
        }
    }
    return table;
}

Table left_out_table(const CalibrationResult& result) {
    Table table{"left-out", "Each episode foretold from the others alone",
                {{"series", "", "Episode and watched flow"}, {"months", "", "With an observation", 3},
                 {"inside 50%", "", "Months inside the middle half, foretold from the other episodes", 3}, {"inside 90%", "", "… inside the middle nine tenths", 3},
                 {"prior inside 50%", "", "The same from the prior", 3}, {"prior inside 90%", "", "The same from the prior", 3},
                 {"width 90%", "share", "Mean width of the band", 3}, {"prior width 90%", "share", "The same from the prior", 3},
                 {"CRPS", "share", "Mean continuous ranked probability score, in shares of normal; less is better", 3}, {"prior CRPS", "share", "The same from the prior", 3},
                 {"skill", "ratio", "1 − CRPS / prior CRPS", 3}},
                {}, {}};
    LeftOut all;
    all.id = "all";
    const auto add = [&](const LeftOut& out) {
        table.add({out.id, static_cast<double>(out.months), static_cast<double>(out.inside_half), static_cast<double>(out.inside_ninety), static_cast<double>(out.prior_inside_half),
                   static_cast<double>(out.prior_inside_ninety), out.width_ninety, out.prior_width_ninety, out.crps, out.prior_crps,
                   out.prior_crps > 0 ? Cell(1 - out.crps / out.prior_crps) : Cell()});
    };
    for (const LeftOut& out : result.left_out) {
        add(out);
        all.months += out.months;
        all.inside_half += out.inside_half, all.inside_ninety += out.inside_ninety;
        all.prior_inside_half += out.prior_inside_half, all.prior_inside_ninety += out.prior_inside_ninety;
        all.crps += out.crps * out.months, all.prior_crps += out.prior_crps * out.months;
        all.width_ninety += out.width_ninety * out.months, all.prior_width_ninety += out.prior_width_ninety * out.months;
    }
    if (all.months == 0) return table;
    for (double* each : {&all.crps, &all.prior_crps, &all.width_ninety, &all.prior_width_ninety}) *each /= all.months;
    add(all);
    return table;
}

/// Every row behind the fits, in order of id.
std::set<std::string> fitted_rows(const CalibrationResult& result) {
    std::set<std::string> ids;
    for (const SeriesFit& series : result.series) ids.insert(series.rows.begin(), series.rows.end());
    return ids;
}

Table evidence_table(const CalibrationResult& result, const Ledger& ledger) {
    Table table{"evidence", "What it was fitted to",
                {{"id", "", "countervail data show ID"}, {"item", "", "Of what"}, {"period", "", "Month"}, {"value", "", "As stated", 5}, {"unit", "", "With its basis"},
                 {"published", "", "Day it became public, with what it cites"}},
                {}, {}};
    for (const std::string& id : fitted_rows(result)) {
        const Statement* row = ledger.find(id);
        table.add({id, row->item, row->period_text, row->value, row->unit.text(), ledger.public_since(*row).to_text()});
        table.sources.push_back(id);
    }
    return table;
}

std::string method_words(const Calibration& calibration, const CalibrationResult& result) {
    const CalibrationMethod& m = calibration.method;
    return "approximate Bayesian computation, kernel of stated error (Wilkinson 2013), adaptive importance sampling; " + std::to_string(result.series.size()) + " series of " +
           std::to_string(calibration.episodes.size()) + " episodes, pooled " + (m.pool == PoolRule::among_them ? "among them" : "like one of them") + " with novelty " + exact_number(m.novelty) + "; scenarios/calibration/" + calibration.id + ".toml, seed " +
           std::to_string(m.seed);
}

std::string ledger_row(const Calibration& calibration, const CalibrationResult& result, const LearntResult& each, const Ledger& ledger) {
    std::set<std::string> cites = fitted_rows(result);
    cites.insert(each.prior.statement);
    Date published;
    for (const std::string& id : cites) {
        if (const Statement* row = ledger.find(id)) published = std::max(published, ledger.public_since(*row));
    }
    std::map<std::string_view, std::string> cells{{"id", each.posterior.statement}, {"quantity", kQuantity}, {"value", printed(each.posterior.mode)}, {"low", printed(each.posterior.low)},
                                                  {"high", printed(each.posterior.high)}, {"unit", std::string(record(each.parameter).unit)}, {"source", kSource},
                                                  {"published_on", published.to_text()}, {"label", "derived"}, {"cites", join({cites.begin(), cites.end()}, " ")},
                                                  {"locator", method_words(calibration, result)},
                                                  {"note", "median and 90 % of " + std::to_string(result.rows.size()) + " joint draws; " + readable_number(each.episode_nats, 2) + " nats an episode, " + readable_number(each.learning.nats, 2) + " pooled"}};
    std::string line;
    for (const std::string& column : split(kColumns, ',')) line += (line.empty() ? "" : ",") + csv_cell(cells[column]);
    return line;
}

}  // namespace

std::vector<const Table*> CalibrationTables::tables() const { return {&parameters, &fit, &left_out, &evidence}; }

CalibrationTables calibration_tables(const Calibration&, const CalibrationResult& result, const Ledger& ledger) {
    return {parameters_table(result), fit_table(result), left_out_table(result), evidence_table(result, ledger)};
}

std::vector<std::string> calibration_words(const Calibration& calibration, const CalibrationResult& result) {
    std::vector<std::string> learnt, left;
    for (const LearntResult& each : result.parameters) (each.kept ? learnt : left).emplace_back(record(each.parameter).key);
    std::vector<std::string> words{calibration.title + ": " + std::to_string(result.series.size()) + " series of " + std::to_string(calibration.episodes.size()) +
                                   (calibration.episodes.size() == 1 ? " episode" : " episodes") + ", known on " + calibration.known_on.to_text() + "; " + readable_number(static_cast<double>(result.runs), 12) + " draws simulated."};
    words.push_back(learnt.empty() ? "Nothing was learnt." : "Learnt: " + join(learnt, ", ") + ".");
    if (!left.empty()) words.push_back("Not learnt, and left as wide assumptions: " + join(left, ", ") + ".");
    for (const SeriesFit& series : result.series) {
        if (series.fit.effective < 50) words.push_back(series.id + " is fitted by draws worth only " + readable_number(series.fit.effective, 2) + ": take its bands as rough, or raise later_draws.");
        const auto worst = std::max_element(series.months.begin(), series.months.end(), [](const FittedMonth& a, const FittedMonth& b) { return a.implausibility < b.implausibility; });
        if (worst != series.months.end() && worst->implausibility > 3) words.push_back("The model cannot do " + worst->on.to_text().substr(0, 7) + " of " + series.id + ": " + readable_number(worst->implausibility, 2) + " standard deviations off.");
    }
    return words;
}

std::string posterior_file(const CalibrationResult& result) {
    std::vector<std::string> keys;
    for (const LearntResult& each : result.parameters) {
        if (each.kept) keys.emplace_back(record(each.parameter).key);
    }
    if (keys.empty()) return {};
    std::string text = join(keys, ",") + "\n";
    for (const auto& row : result.rows) {
        std::vector<std::string> cells;
        for (const double value : row) cells.push_back(exact_number(value));
        text += join(cells, ",") + "\n";
    }
    return text;
}

Result<std::string> posterior_ledger(const Calibration& calibration, const CalibrationResult& result, const Ledger& ledger, const std::string& before) {
    std::map<std::string, std::string> lines;
    if (!before.empty()) {
        auto grid = read_csv(before, kLedgerFile);
        if (!grid) return std::unexpected(std::move(grid.error()));
        for (std::size_t r = 1; r < grid->rows.size(); ++r) {
            std::string line;
            for (const GridCell& cell : grid->rows[r]) line += (&cell == grid->rows[r].data() ? "" : ",") + csv_cell(cell.text);
            lines[grid->rows[r].front().text] = line;
        }
    }
    const std::string own = posterior_statement(calibration.id, "");
    std::erase_if(lines, [&](const auto& line) { return line.first.starts_with(own); });
    for (const LearntResult& each : result.parameters) {
        if (each.kept) lines[each.posterior.statement] = ledger_row(calibration, result, each, ledger);
    }
    std::string text = std::string(kColumns) + "\n";
    for (const auto& [id, line] : lines) text += line + "\n";
    return text;
}

}  // namespace countervail
