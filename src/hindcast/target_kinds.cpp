// SPDX-License-Identifier: Apache-2.0
#include "hindcast/target_kinds.h"

#include <algorithm>

#include "base/text.h"

namespace countervail {

namespace {

const MeasureKinds* find(const std::string& unit) {
    for (const MeasureKinds& each : measure_kinds()) {
        if (std::find(each.units.begin(), each.units.end(), unit) != each.units.end()) return &each;
    }
    return nullptr;
}

const std::vector<TargetKind>& allowed(const MeasureKinds& measures, const Target& target) {
    if (!target.over) return measures.alone;
    return target.over->baseline ? measures.over_baseline : measures.over_another;
}

bool holds(const std::vector<TargetKind>& kinds, TargetKind kind) { return std::find(kinds.begin(), kinds.end(), kind) != kinds.end(); }

std::string kinds_in_words(const std::vector<TargetKind>& kinds) {
    std::vector<std::string> words;
    for (const TargetKind kind : kinds) words.push_back("\"" + to_text(kind) + "\"");
    return join(words, " or ");
}

/// Where a kind may stand.
std::string measures_for(TargetKind kind) {
    for (const MeasureKinds& each : measure_kinds()) {
        if (holds(each.alone, kind)) return "name a measure in " + join(each.units, " or ") + ": " + each.examples;
    }
    return "divide by what it is compared with, in the same unit: over = { measure = \"…\" }";
}

Error wrong_kind(const Target& target, const BoundMeasure& measure, const std::vector<TargetKind>& right) {
    std::string what = "target \"" + target.id + "\" is of kind " + to_text(target.kind) + ", its measure \"" + measure.id + "\" is in " + measure.unit.unit;
    if (target.over) what += target.over->baseline ? ", divided by what it is at rest" : ", divided by \"" + target.over->measure.id + "\"";
    return {target.where, what, "write kind = " + kinds_in_words(right) + ", or " + measures_for(target.kind)};
}

}  // namespace

const std::vector<MeasureKinds>& measure_kinds() {
    using enum TargetKind;
    // What is divided by itself at rest stays what it was, in multiples, or is a share of normal. Of two amounts one may be the other's part, or both are compared: who got more.
    static const std::vector<MeasureKinds> kinds{
        {{"t", "USD", "applications"}, "exports/<watch>, export-revenue/<place>, licences/filed", {volume}, {volume, share, rank}, {volume, share, rank}},
        {{"USD/kg", "ratio"}, "price/<watch>/outside, price/<watch>/ratio", {price}, {price, rank}, {price, rank}},
        {{"share"}, "licences/approved-share, quota-use/<year>, supply-lost/<place>", {share}, {share, rank}, {share, rank}},
        {{"days"}, "first-stop/<sector>, first-approval, restart/<watch>/<per cent>", {time}, {}, {}},
    };
    return kinds;
}

Errors check_kind(const Target& target, const BoundMeasure& measure, const BoundMeasure* over) {
    const std::string whose = "target \"" + target.id + "\"";
    const MeasureKinds* kinds = find(measure.unit.unit);
    if (kinds == nullptr) return {{target.measure.where, whose + ": its measure \"" + measure.id + "\" is in " + measure.unit.unit + ", which no kind of target is about", "name another measure"}};
    Errors errors;
    if (measure.is_time() && target.over) errors.push_back({target.where, whose + " divides a date", "leave out \"over\""});
    if (over != nullptr && over->is_time()) {
        errors.push_back({target.over->measure.where, whose + " divides by a date", "divide by a flow, a price or a share"});
    } else if (over != nullptr && over->unit.unit != measure.unit.unit && !measure.is_time()) {
        errors.push_back({target.over->measure.where, whose + " divides \"" + measure.id + "\", in " + measure.unit.unit + ", by \"" + over->id + "\", in " + over->unit.unit, "divide by a measure in " + measure.unit.unit});
    }
    const std::vector<TargetKind>& right = measure.is_time() ? kinds->alone : allowed(*kinds, target);
    if (!holds(right, target.kind)) errors.push_back(wrong_kind(target, measure, right));
    return errors;
}

}  // namespace countervail
