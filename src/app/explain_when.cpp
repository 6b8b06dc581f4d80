// SPDX-License-Identifier: Apache-2.0
#include "app/explain_when.h"

#include <algorithm>
#include <utility>

#include "app/explain_files.h"
#include "app/explain_inputs.h"
#include "base/text.h"
#include "report/sentences.h"
#include "report/terminal.h"
#include "sensitivity/prim.h"

namespace countervail {

namespace {

constexpr double kWeakLimit = 0.05;     // quasi-p above which a limit says nothing
constexpr std::size_t kMostBoxes = 3;
constexpr double kWorthABox = 1.5;      // times the share of cases among all draws
constexpr double kLeastCoverage = 0.05;

struct Box {
    PrimFigures figures;
    std::vector<PrimRestriction> limits;
    std::vector<PrimBox> path;          ///< of the search that found it
};

/// Parameters that differ between draws; those of a posterior each for itself.
std::vector<Parameter> varying_parameters(const RunView& view) {
    std::vector<Parameter> found;
    const std::vector<double> first = view.ensemble.parameters_of(0);
    std::vector<std::uint8_t> varies(first.size(), 0);
    for (int draw = 1; draw < view.outcome.draws(); ++draw) {
        const std::vector<double> values = view.ensemble.parameters_of(draw);
        for (std::size_t p = 0; p < first.size(); ++p) varies[p] |= values[p] != first[p] ? 1 : 0;
    }
    for (std::size_t p = 0; p < first.size(); ++p) {
        if (varies[p] != 0) found.push_back(static_cast<Parameter>(p));
    }
    return found;
}

std::vector<std::vector<double>> points_of(const RunView& view, const std::vector<Parameter>& parameters) {
    std::vector<std::vector<double>> points;
    for (int draw = 0; draw < view.outcome.draws(); ++draw) {
        const std::vector<double> values = view.ensemble.parameters_of(draw);
        std::vector<double> point;
        for (const Parameter parameter : parameters) point.push_back(values[static_cast<std::size_t>(parameter)]);
        points.push_back(std::move(point));
    }
    return points;
}

std::vector<Box> boxes_of(const PrimSearch& search) {
    const double base = search.figures(search.everything()).density;
    std::vector<Box> boxes;
    std::vector<PrimBox> found;
    while (boxes.size() < kMostBoxes) {
        Box box;
        box.path = search.trajectory(found);
        const PrimBox chosen = search.without_weak_limits(box.path[search.balanced(box.path, found)], kWeakLimit, found);
        box.figures = search.figures(chosen, found);
        box.limits = search.restrictions(chosen, found);
        if (box.limits.empty() || box.figures.density < kWorthABox * base || box.figures.coverage < kLeastCoverage) break;
        boxes.push_back(std::move(box));
        found.push_back(chosen);
    }
    return boxes;
}

Cell cell_of(const std::optional<double>& value) { return value ? Cell(*value) : Cell(); }

Table limits_table(const RunView& view, const std::vector<Parameter>& parameters, const std::vector<Box>& boxes) {
    Table table{"when", "The answer flips when: limits of the inputs, box by box",
                {{"box", "", "In the order found; a later box leaves out what the earlier ones hold"}, {"coverage", "%", "Of all cases of interest, how many are in the box", 3},
                 {"density", "%", "Of the draws in the box, how many are cases of interest", 3}, {"mass", "%", "Of all draws, how many are in the box", 3},
                 {"input", "", "Parameter"}, {"at least", "", "Lower limit, where there is one", 4}, {"at most", "", "Upper limit", 4}, {"unit", "", "Of the limits"},
                 {"quasi-p of at least", "", "Chance of as many cases, were the limit of no use", 2}, {"quasi-p of at most", "", "The same of the upper limit", 2},
                 {"range", "", "Low, most likely, high"}, {"statement", "", "Where the range comes from"}, {"meaning", "", "What the input is"}}, {}, {}};
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        for (const PrimRestriction& limit : boxes[i].limits) {
            const Parameter parameter = parameters[static_cast<std::size_t>(limit.input)];
            const ParameterRecord& about = record(parameter);
            const Range& range = view.ensemble.ranges()[static_cast<std::size_t>(parameter)];
            table.add({static_cast<double>(i + 1), 100 * boxes[i].figures.coverage, 100 * boxes[i].figures.density, 100 * boxes[i].figures.mass,
                       std::string(about.key), cell_of(limit.low), cell_of(limit.high), std::string(about.unit), cell_of(limit.low_p), cell_of(limit.high_p),
                       readable_number(range.low) + " … " + readable_number(range.mode) + " … " + readable_number(range.high), range.statement, std::string(about.meaning)});
            table.sources.push_back(range.statement);
        }
    }
    return table;
}

/// What the choice of the box gave up: every box that was passed on the way.
Table path_table(const PrimSearch& search, const std::vector<Box>& boxes) {
    Table table{"when-path", "Boxes on the way to the first: coverage against density",
                {{"step", "", "0: all draws"}, {"coverage", "%", "Of all cases of interest", 3}, {"density", "%", "Cases among the box's draws", 3},
                 {"mass", "%", "Of all draws", 3}, {"inputs limited", "", "Number of inputs with a limit"}}, {}, {}};
    if (boxes.empty()) return table;
    for (std::size_t step = 0; step < boxes.front().path.size(); ++step) {
        const PrimFigures figures = search.figures(boxes.front().path[step]);
        table.add({static_cast<double>(step), 100 * figures.coverage, 100 * figures.density, 100 * figures.mass, static_cast<double>(figures.restricted)});
    }
    return table;
}

std::string limit_words(const Parameter parameter, const PrimRestriction& limit) {
    const ParameterRecord& about = record(parameter);
    const bool plain = about.unit.empty() || about.unit == "ratio" || about.unit == "share";
    const std::string unit = plain ? "" : " " + std::string(about.unit), key(about.key);
    const auto number = [](double value) { return readable_number(value, 3); };
    if (limit.low && limit.high) return key + " is between " + number(*limit.low) + " and " + number(*limit.high) + unit;
    return key + (limit.low ? " is at least " + number(*limit.low) : " is at most " + number(*limit.high)) + unit;
}

std::string box_words(const std::vector<Parameter>& parameters, const Box& box, bool first) {
    std::vector<std::string> limits;
    for (const PrimRestriction& limit : box.limits) limits.push_back(limit_words(parameters[static_cast<std::size_t>(limit.input)], limit));
    return std::string(first ? "Where " : "Outside that, where ") + list_words(limits) + ", it is so in " + per_cent(box.figures.density) +
           " of the draws; this box holds " + per_cent(box.figures.mass) + " of all draws and " + per_cent(box.figures.coverage) + " of those in which it is so.";
}

std::string sentences(const RunAnswer& answer, const AnswerCondition& condition, const std::vector<Parameter>& parameters, const PrimSearch& search,
                      const std::vector<Box>& boxes) {
    const double base = search.figures(search.everything()).density;
    std::string words = paragraph(sentence(answer.title + " " + condition.words(answer.unit) + " in " + per_cent(base) + " of the draws"));
    if (boxes.empty()) return words + paragraph("No limits on the inputs tell these draws from the others.");
    for (std::size_t i = 0; i < boxes.size(); ++i) words += paragraph(box_words(parameters, boxes[i], i == 0));
    return words;
}

/// Words before a number, longest first so that ">=" is not read as ">".
constexpr std::pair<std::string_view, AnswerCondition::Kind> kComparisons[] = {
    {">=", AnswerCondition::Kind::at_least}, {"<=", AnswerCondition::Kind::at_most}, {"at least", AnswerCondition::Kind::at_least},
    {"at most", AnswerCondition::Kind::at_most}, {">", AnswerCondition::Kind::above}, {"<", AnswerCondition::Kind::below},
    {"above", AnswerCondition::Kind::above}, {"below", AnswerCondition::Kind::below}};

}  // namespace

bool AnswerCondition::holds(double answer) const {
    switch (kind) {
        case Kind::above: return answer > value;
        case Kind::at_least: return answer >= value;
        case Kind::below: return answer < value;
        case Kind::at_most: return answer <= value;
        case Kind::never: return answer >= kNever;
        case Kind::happens: return answer < kNever;
    }
    return false;
}

std::string AnswerCondition::words(const std::string& unit) const {
    const std::string number = readable_number(value, 6) + (unit.empty() ? "" : unit.starts_with('%') ? unit : " " + unit);
    switch (kind) {
        case Kind::above: return "is above " + number;
        case Kind::at_least: return "is at least " + number;
        case Kind::below: return "is below " + number;
        case Kind::at_most: return "is at most " + number;
        case Kind::never: return "does not happen";
        case Kind::happens: return "happens";
    }
    return {};
}

Result<AnswerCondition> read_condition(std::string_view text) {
    const std::string words = trim(text);
    if (words == "never") return AnswerCondition{AnswerCondition::Kind::never, 0};
    if (words == "happens") return AnswerCondition{AnswerCondition::Kind::happens, 0};
    for (const auto& [word, kind] : kComparisons) {
        if (!words.starts_with(word)) continue;
        if (const auto number = parse_number(trim(std::string_view(words).substr(word.size())))) return AnswerCondition{kind, *number};
        break;
    }
    const std::string near = did_you_mean(words.substr(0, words.find(' ')), {"above", "below", "never", "happens"});
    return fail({"--when"}, "\"" + words + "\" is not a condition", near.empty() ? "\"> 60\", \">= 60\", \"below 60\", \"at most 60\", never or happens" : near);
}

ExitCode explain_when(const Settings& settings, const LoadedRun& run, const RunAnswer& answer, const AnswerCondition& condition) {
    const RunView view(run.prepared.ensemble, run.driven.outcome);
    const std::vector<double> values = answer_values(view, view.base_task, answer);
    std::vector<std::uint8_t> interest;
    for (const double value : values) interest.push_back(condition.holds(value) ? 1 : 0);
    const auto cases = static_cast<std::size_t>(std::count(interest.begin(), interest.end(), 1));
    if (cases == 0 || cases == interest.size()) {
        settings.answers() << sentence(answer.title + " " + condition.words(answer.unit) + (cases == 0 ? " in none of the " : " in all of the ") +
                                       counted(interest.size(), "draw")) << '\n';
        return cases == 0 ? kAnswerIsNo : kDone;
    }
    const std::vector<Parameter> parameters = varying_parameters(view);
    const auto search = PrimSearch::make(points_of(view, parameters), std::move(interest));
    if (!search) return report(settings, search.error());
    const std::vector<Box> boxes = boxes_of(*search);
    const Table limits = limits_table(view, parameters, boxes), path = path_table(*search, boxes);
    const std::string words = sentences(answer, condition, parameters, *search, boxes);
    if (settings.format == TableFormat::text) settings.answers() << words << '\n';
    if (settings.format != TableFormat::text) print(settings, {&limits, &path});
    else if (!boxes.empty()) print(settings, limits);   // what was passed on the way is for files
    if (settings.out.empty()) return kDone;
    const auto written = write_explained(settings, words, {limits, path}, {});
    return written ? kDone : report(settings, written.error());
}

}  // namespace countervail
