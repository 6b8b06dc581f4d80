// SPDX-License-Identifier: Apache-2.0
#include "hindcast/target_observations.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"

namespace countervail {

namespace {

bool within(const Interval& inner, const Interval& outer) { return outer.from <= inner.from && inner.until <= outer.until; }

/// Fields by which a target selects rows of a quantity.
struct Selector {
    const char* field;
    std::string ObservedRows::*asked;
    std::string Statement::*held;
};
constexpr std::array<Selector, 4> kSelectors{{{"item", &ObservedRows::item, &Statement::item},
                                              {"place", &ObservedRows::place, &Statement::place},
                                              {"partner", &ObservedRows::partner, &Statement::partner},
                                              {"use", &ObservedRows::use, &Statement::use}}};

bool whole_months(const Interval& days) { return days.from == days.from.month_start() && days.until == days.until.month_start(); }

class Finder {
  public:
    Finder(const Ledger& ledger, const Target& target, const BoundMeasure& measure, const MeasureUnit& divisor_unit, const Interval& run, std::optional<Date> public_by)
        : ledger_(ledger), target_(target), measure_(measure), divisor_unit_(divisor_unit), run_(run), public_by_(public_by) {}

    Result<std::vector<TargetObservation>> find() {
        errors_ = unknown_rows(ledger_, target_);
        if (!errors_.empty()) return std::unexpected(std::move(errors_));
        if (!target_.observed.row.empty()) {
            one_row();
        } else if (target_.measure.take == TargetTake::each) {
            each_row();
        } else {
            each_span();
        }
        if (found_.empty() && errors_.empty()) {
            problem("nothing in the ledger says what happened: no " + target_.observed.rows.quantity + " with these fields" +
                        (target_.measure.spans.empty() ? "" : " lies within " + words_of(target_.measure.spans.front())),
                    "countervail data list shows the rows; check the fields and \"in\"");
        }
        for (TargetObservation& each : found_) finish(each);
        if (!errors_.empty()) return std::unexpected(std::move(errors_));
        return std::move(found_);
    }

  private:
    void problem(std::string what, std::string hint) { errors_.push_back({target_.observed.where, "target \"" + target_.id + "\": " + std::move(what), std::move(hint)}); }

    bool is_public(const Statement& row) const { return !public_by_ || ledger_.public_since(row) <= *public_by_; }

    /// A row that is there; absent, with a problem, when it came later.
    const Statement* statement(const std::string& id) {
        const Statement* found = ledger_.find(id);
        if (is_public(*found)) return found;
        problem("\"" + id + "\" was not public by " + public_by_->to_text(), "look at it later");
        return nullptr;
    }

    /// The row in the unit that its number is counted in; for a target that divides, a row that is a ratio already stands for the quotient.
    std::optional<ConvertedRow> value_of(const Statement& row, bool& is_quotient) {
        is_quotient = false;
        const bool ratio_row = row.unit.dimension() == "share" || row.unit.dimension() == "ratio";
        if (target_.over && target_.observed.over.empty()) {
            if (!ratio_row) {
                problem("\"" + row.id + "\" is in " + row.unit.text() + ", but the target divides", "say what the row is divided by: observed = { row = \"" + row.id + "\", over = \"…\" }");
                return std::nullopt;
            }
            is_quotient = true;
            return take(in_measure_unit(row, {"ratio", MeasureNature::level}, target_.observed.where));
        }
        const bool quotient_measure = measure_.unit.unit == "ratio" || measure_.unit.unit == "share";
        if (!target_.over && !target_.observed.over.empty() && quotient_measure && !ratio_row) return take(in_measure_unit(row, {"USD/kg", MeasureNature::level}, target_.observed.where));
        return take(in_measure_unit(row, measure_.unit, target_.observed.where));
    }

    std::optional<ConvertedRow> take(Result<ConvertedRow> value) {
        if (value) return *value;
        append(errors_, std::move(value.error()));
        return std::nullopt;
    }

    void one_row() {
        const Statement* row = statement(target_.observed.row);
        if (row == nullptr) return;
        TargetObservation found;
        found.row = row;
        const auto value = value_of(*row, found.is_quotient);
        if (!value) return;
        if (target_.measure.spans.size() > 1) {
            problem("one row is named for several spans", "write one target for each, or select rows by quantity, item and place");
            return;
        }
        if (target_.measure.spans.empty() && !row->period && measure_.axis != TimeAxis::once) {
            problem("neither the target nor \"" + row->id + "\" says when", "add in = \"…\"");
            return;
        }
        found.days = !target_.measure.spans.empty() ? target_.measure.spans.front() : row->period.value_or(run_);
        found.value = {found.days, target_.measure.spans.empty() ? row->period_text : words_of(found.days), value->value, value->low, value->high, {row->id}, {}, row->label == Label::disputed ? "disputed" : ""};
        const bool summed = measure_.unit.nature == MeasureNature::flow && !target_.over && (target_.measure.take == TargetTake::each || target_.measure.take == TargetTake::sum);
        if (summed && row->period && month_step(row->period->until) - month_step(row->period->from) != month_step(found.days.until) - month_step(found.days.from)) {
            problem("\"" + row->id + "\" is about " + row->period_text + ", the target about " + words_of(found.days), "make the two as long");
            return;
        }
        found_.push_back(std::move(found));
    }

    /// Rows that the selector finds, all on one basis.
    std::vector<const Statement*> rows() {
        std::vector<const Statement*> all;
        for (const Statement* row : ledger_.with_quantity(target_.observed.rows.quantity)) {
            if (row->period && selects(target_.observed.rows, *row) && in_spans(*row->period) && is_public(*row)) all.push_back(row);
        }
        return all;
    }

    bool in_spans(const Interval& days) const {
        if (measure_.axis == TimeAxis::once) return target_.measure.spans.empty() || std::any_of(target_.measure.spans.begin(), target_.measure.spans.end(), [&](const Interval& span) { return within(days, span); });
        if (target_.measure.spans.empty()) return within(days, run_);
        return std::any_of(target_.measure.spans.begin(), target_.measure.spans.end(), [&](const Interval& span) { return within(days, span); });
    }

    /// Two bases are not one series: the basis that most rows are on stays, the others are set aside and named. A tie is a problem.
    bool keep_one_basis(std::vector<const Statement*>& all) {
        std::map<std::vector<std::string>, int> bases;
        for (const Statement* row : all) ++bases[row->unit.basis()];
        if (bases.size() < 2) return true;
        const auto most = std::max_element(bases.begin(), bases.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
        const bool tie = std::count_if(bases.begin(), bases.end(), [&](const auto& each) { return each.second == most->second; }) > 1;
        if (tie) {
            const auto other = std::find_if(all.begin(), all.end(), [&](const Statement* row) { return row->unit.basis() != all.front()->unit.basis(); });
            problem("\"" + all.front()->id + "\" is in " + all.front()->unit.text() + ", \"" + (*other)->id + "\" in " + (*other)->unit.text() + ": two bases are not one series",
                    "select rows of one basis by item, place or use, or name one row");
            return false;
        }
        for (const Statement* row : all) {
            if (row->unit.basis() != most->first) on_other_basis_.push_back(row);
        }
        std::erase_if(all, [&](const Statement* row) { return row->unit.basis() != most->first; });
        return true;
    }

    /// Rows on another basis that are about the same days.
    void name_set_aside(ObservedValue& value) const {
        std::vector<std::string> ids;
        for (const Statement* row : on_other_basis_) {
            if (within(*row->period, value.days)) ids.push_back(row->id);
        }
        if (ids.empty()) return;
        value.set_aside.insert(value.set_aside.end(), ids.begin(), ids.end());
        value.note += std::string(value.note.empty() ? "" : "; ") + "on another basis: " + join(ids, ", ");
    }

    void each_row() {
        std::vector<const Statement*> all = rows();
        if (measure_.axis == TimeAxis::month) std::erase_if(all, [](const Statement* row) { return !is_month(*row->period); });   // years and halves hold the same tonnes again
        if (!keep_one_basis(all)) return;
        std::stable_sort(all.begin(), all.end(), [](const Statement* a, const Statement* b) { return std::pair(a->period->from, a->period->until) < std::pair(b->period->from, b->period->until); });
        for (std::size_t i = 0; i < all.size();) {
            std::vector<RowAndValue> same;
            bool is_quotient = false;
            std::size_t next = i;
            for (; next < all.size() && *all[next]->period == *all[i]->period; ++next) {
                if (const auto value = value_of(*all[next], is_quotient)) same.push_back({all[next], *value});
            }
            if (!same.empty()) {
                TargetObservation found{*all[i]->period, settle(same), same.front().row};
                found.is_quotient = is_quotient;
                found_.push_back(std::move(found));
            }
            i = next;
        }
    }

    void each_span() {
        if (target_.measure.spans.empty()) {
            problem("take = \"" + to_text(target_.measure.take) + "\" over which days?", "add in = \"…\"");
            return;
        }
        std::vector<const Statement*> all = rows();
        if (!keep_one_basis(all)) return;
        for (const Interval& span : target_.measure.spans) one_span(span, all);
    }

    void one_span(const Interval& span, const std::vector<const Statement*>& all) {
        std::vector<RowAndValue> exact;
        std::map<std::pair<Date, Date>, std::vector<RowAndValue>> parts;
        bool is_quotient = false;
        for (const Statement* row : all) {
            if (!within(*row->period, span)) continue;
            const auto value = value_of(*row, is_quotient);
            if (!value) return;
            if (*row->period == span) exact.push_back({row, *value});
            const bool is_part = measure_.unit.nature == MeasureNature::level || is_month(*row->period);
            if (is_part) parts[{row->period->from, row->period->until}].push_back({row, *value});
        }
        TargetObservation found;
        found.days = span;
        found.is_quotient = is_quotient;
        const bool total = target_.measure.take == TargetTake::sum || measure_.unit.nature == MeasureNature::level;
        if (!exact.empty() && total) {
            found.row = exact.front().row;
            found.value = settle(exact);
        } else {
            if (parts.empty()) {
                problem("nothing in the ledger says what happened in " + words_of(span), "countervail data list shows the rows; check the fields and \"in\"");
                return;
            }
            const int months = month_step(span.until + -1) - month_step(span.from) + 1;
            if (measure_.unit.nature == MeasureNature::flow && static_cast<int>(parts.size()) < months) {
                problem("only " + std::to_string(parts.size()) + " of the " + std::to_string(months) + " months of " + words_of(span) + " were observed", "shorten \"in\", or take = \"each\"");
                return;
            }
            found.row = parts.begin()->second.front().row;
            found.value = put_together(parts, span);
        }
        found.value.days = span;
        found.value.period = words_of(span);
        found_.push_back(std::move(found));
    }

    ObservedValue put_together(const std::map<std::pair<Date, Date>, std::vector<RowAndValue>>& parts, const Interval& span) const {
        ObservedValue whole;
        whole.days = span;
        bool first = true;
        const TargetTake take = target_.measure.take;
        for (const auto& [days, rows] : parts) {
            const ObservedValue each = settle(rows);
            const bool replaces = first || take == TargetTake::last || (take == TargetTake::max && each.value > whole.value) || (take == TargetTake::min && each.value < whole.value);
            const bool adds = !first && (take == TargetTake::sum || take == TargetTake::mean);
            if (adds) {
                whole.value += each.value;
                whole.low += each.low;
                whole.high += each.high;
            } else if (replaces) {
                whole.value = each.value;
                whole.low = each.low;
                whole.high = each.high;
            }
            whole.statements.insert(whole.statements.end(), each.statements.begin(), each.statements.end());
            whole.set_aside.insert(whole.set_aside.end(), each.set_aside.begin(), each.set_aside.end());
            first = false;
        }
        const bool mean = take == TargetTake::mean || (take == TargetTake::sum && measure_.unit.nature == MeasureNature::level);
        const double count = mean ? static_cast<double>(parts.size()) : 1;
        whole.value /= count;
        whole.low /= count;
        whole.high /= count;
        if (!whole.set_aside.empty()) whole.note = "set aside: " + join(whole.set_aside, ", ");
        return whole;
    }

    /// Divides and multiplies, and checks that the run covers the days.
    void finish(TargetObservation& found) {
        name_set_aside(found.value);
        divide(found);
        if (!target_.observed.times.empty()) multiply(found);
        if (measure_.axis == TimeAxis::once) return;
        if (!within(found.days, run_)) {
            problem(words_of(found.days) + " lies outside the run, " + words_of(run_), "lengthen the period, or leave these days out of \"in\"");
        } else if (measure_.axis == TimeAxis::month && !whole_months(found.days)) {
            problem("\"" + measure_.id + "\" is recorded by month; " + words_of(found.days) + " is no whole months", "name months in \"in\"");
        }
    }

    void divide(TargetObservation& found) {
        if (target_.observed.over.empty() || found.is_quotient) return;
        const Statement* over = statement(target_.observed.over);
        if (over == nullptr) return;
        MeasureUnit unit = divisor_unit_;
        if (!target_.over && found.row->unit.dimension() == "money/mass") unit = {"USD/kg", MeasureNature::level};
        const bool own_series = !target_.over || target_.over->baseline;
        if (own_series && over->unit.basis() != found.row->unit.basis()) {
            problem("\"" + found.row->id + "\" is in " + found.row->unit.text() + ", \"" + over->id + "\" in " + over->unit.text() + ": figures on two bases are not divided", "name a row on the same basis");
            return;
        }
        const auto divisor = in_measure_unit(*over, unit, target_.observed.where);
        if (!divisor) return append(errors_, divisor.error());
        if (!(divisor->value > 0)) {
            problem("\"" + over->id + "\" is not above 0, so nothing is divided by it", "name another row");
            return;
        }
        found.divisor = divisor->value;
        found.value.low /= divisor->high > 0 ? divisor->high : divisor->value;
        found.value.high /= divisor->low > 0 ? divisor->low : divisor->value;
        found.value.value /= divisor->value;
        found.value.note += std::string(found.value.note.empty() ? "" : "; ") + "over " + over->id;
    }

    void multiply(TargetObservation& found) {
        const Statement* times = statement(target_.observed.times);
        if (times == nullptr) return;
        const auto factor = in_measure_unit(*times, {"ratio", MeasureNature::level}, target_.observed.where);
        if (!factor) return append(errors_, factor.error());
        found.times = factor->value;
        found.value.value *= factor->value;
        found.value.low *= factor->low;
        found.value.high *= factor->high;
        found.value.note += std::string(found.value.note.empty() ? "" : "; ") + "times " + times->id;
    }

    const Ledger& ledger_;
    const Target& target_;
    const BoundMeasure& measure_;
    MeasureUnit divisor_unit_;
    Interval run_;
    std::optional<Date> public_by_;
    std::vector<TargetObservation> found_;
    std::vector<const Statement*> on_other_basis_;
    Errors errors_;
};

}  // namespace

std::string words_of(const Interval& days) {
    if (is_month(days)) return days.from.to_text().substr(0, 7);
    if (days.days() == 1) return days.from.to_text();
    if (whole_months(days)) return days.from.to_text().substr(0, 7) + ".." + (days.until + -1).to_text().substr(0, 7);
    return days.from.to_text() + ".." + (days.until + -1).to_text();
}

Errors unknown_rows(const Ledger& ledger, const Target& target) {
    Errors errors;
    const auto problem = [&](const std::string& what, std::string nearest, const std::string& otherwise) {
        errors.push_back({target.observed.where, "target \"" + target.id + "\": " + what, nearest.empty() ? otherwise : std::move(nearest)});
    };
    for (const std::string* id : {&target.observed.row, &target.observed.over, &target.observed.times}) {
        if (id->empty() || ledger.find(*id) != nullptr) continue;
        std::vector<std::string> ids;
        for (const Statement& each : ledger.statements()) ids.push_back(each.id);
        problem("there is no statement \"" + *id + "\"", did_you_mean(*id, ids), "countervail data list shows every id");
    }
    const ObservedRows& rows = target.observed.rows;
    if (!rows.given()) return errors;
    const std::vector<const Statement*> all = ledger.with_quantity(rows.quantity);
    if (all.empty()) {
        std::vector<std::string> quantities;
        for (const Statement& each : ledger.statements()) quantities.push_back(each.quantity);
        problem("no statement is about \"" + rows.quantity + "\"", did_you_mean(rows.quantity, quantities), "countervail data list shows the rows");
        return errors;
    }
    for (const auto& [field, asked, held] : kSelectors) {
        std::vector<std::string> words;
        for (const Statement* row : all) words.push_back(row->*held);
        const std::string& word = rows.*asked;
        if (word.empty() || std::find(words.begin(), words.end(), word) != words.end()) continue;
        problem("no " + rows.quantity + " has " + field + " \"" + word + "\"", did_you_mean(word, words), "countervail data list shows the rows");
    }
    return errors;
}

Result<std::vector<TargetObservation>> target_observations(const Ledger& ledger, const Target& target, const BoundMeasure& measure, const MeasureUnit& divisor_unit, const Interval& run,
                                                           std::optional<Date> public_by) {
    return Finder(ledger, target, measure, divisor_unit, run, public_by).find();
}

}  // namespace countervail
