// SPDX-License-Identifier: Apache-2.0
#include "simulation/parameters.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/text.h"
#include "simulation/posterior.h"

namespace countervail {

namespace {

constexpr std::array<ParameterRecord, kParameters> kRecords{{
    {"demand.elasticity", "assume:demand-elasticity", "ratio", 0, 2,
     "short-run own-price elasticity of what a use consumes, absolute value"},
    {"mine.elasticity", "assume:mine-elasticity", "ratio", 0.01, 3, "short-run price elasticity of mine output"},
    {"processing.elasticity", "assume:processing-elasticity", "ratio", 0.01, 5,
     "response of separation, smelting, magnet making and recycling to their margin"},
    {"activity.weeks", "assume:activity-weeks", "weeks", 1, 104, "time in which a plant moves to its wanted rate"},
    {"price.speed", "assume:price-speed", "ratio", 0.005, 2,
     "rise of the log price in a week in which all of a market's supply is missing"},
    {"price.ceiling", "assume:price-ceiling", "ratio", 1.5, 1000,
     "multiple of the normal price that no shortage lifts a price beyond: the push fades as it is neared"},
    {"arbitrage.speed", "assume:arbitrage-speed", "ratio", 0.001, 1,
     "growth of a lane's flow per week at a price gap of the whole price, before transit slows it"},
    {"restock.weeks", "assume:restock-weeks", "weeks", 1, 52, "time in which users refill their stock"},
    {"inventory.scale", "assume:inventory-scale", "ratio", 0.1, 10, "users' stock against the baseline's"},
    {"inventory.spread", "assume:inventory-spread", "ratio", 0.01, 1,
     "spread of stock among plants: cover is uniform on mean x (1 ± spread)"},
    {"precaution.factor", "assume:precaution", "ratio", 1, 5, "target stock after an announcement, against normal"},
    {"precaution.weeks", "assume:precaution-weeks", "weeks", 1, 260, "time in which the fright fades"},
    {"thrift.per-year", "assume:thrift-per-year", "share", 0, 1, "share of use that a lasting trebling of price removes in a year"},
    {"thrift.limit", "assume:thrift-limit", "share", 0, 0.95, "share of use that thrift and substitution can remove at most"},
    {"licence.preparation-weeks", "assume:licence-preparation-weeks", "weeks", 0.1, 52,
     "time to prepare an application and pass the provincial stage"},
    {"licence.review-weeks", "assume:licence-review-weeks", "weeks", 0.1, 104,
     "mean time of the ministry's review when no backlog stands"},
    {"licence.examiner-files", "assume:licence-examiner-files", "count/week", 0.1, 1e6,
     "applications that all examiners together can finish in a week at first"},
    {"licence.examiner-growth", "assume:licence-examiner-growth", "ratio", 0, 1,
     "weekly growth of that number as staff and routine are added"},
    {"licence.file-value", "assume:licence-file-value", "USD", 1e3, 1e9, "baseline value of the goods of one application"},
    {"licence.cover-weeks", "assume:licence-cover-weeks", "weeks", 1, 160, "weeks of trade that exporters apply for at a time"},
    {"licence.grant-rate.civil", "assume:grant-rate-civil", "share", 0, 1, "share granted, civil end use"},
    {"licence.grant-rate.military", "assume:grant-rate-military", "share", 0, 1, "share granted, military end use"},
    {"licence.grant-rate.semiconductor", "assume:grant-rate-semiconductor", "share", 0, 1, "share granted, chip-making end use"},
    {"licence.dispute-pace", "assume:dispute-pace", "ratio", 0.01, 1,
     "pace of review for a destination that levies extra tariffs on the issuer, against others"},
    {"border.clearance-weeks", "assume:clearance-weeks", "weeks", 0.01, 26,
     "time in which goods already declared on the day of the act still leave"},
    {"border.hold-share", "assume:hold-share", "share", 0, 1,
     "share of uncontrolled goods under a controlled customs code that wait for proof of composition"},
    {"border.hold-weeks", "assume:hold-weeks", "weeks", 0.1, 52, "how long such goods wait"},
    {"border.hold-fade-weeks", "assume:hold-fade-weeks", "weeks", 1, 520, "time in which the practice wears off"},
    {"leakage.share", "assume:leakage-share", "share", 0, 1, "share of a blocked flow that can slip through without a licence"},
    {"leakage.premium", "assume:leakage-premium", "ratio", 0, 20, "price gap, against the home price, at which it starts"},
    {"project.slip-weeks", "assume:project-slip-weeks", "weeks", 0, 520, "delay of new capacity behind its announced date"},
    {"technology.level", "assume:technology-level", "share", 0, 1,
     "where in their ranges the shares of plants that use a technology lie: 0 all at the low end, 0.5 at the most likely, 1 at the high end"},
    {"technology.ramp-delay-weeks", "assume:ramp-delay-without-technology", "weeks", 0, 520,
     "weeks that the ramp of a plant is longer while acts withhold a technology that it would use"},
    {"technology.know-how-penalty", "assume:know-how-penalty", "share", 0, 0.9,
     "share of its capacity that such a plant cannot use meanwhile"},
    {"shock.size", "assume:shock-size", "share", 0, 1,
     "where in their ranges the shares of capacity lie that shocks take: 0 all at the low end, 0.5 at the most likely, 1 at the high end"},
    {"shock.length", "assume:shock-length", "share", 0, 1,
     "the same for how long shocks last and how long capacity takes to come back"},
    {"quota.haste", "assume:quota-haste", "ratio", 1, 52,
     "how much more than an even share of what is left of a quota its holders bring to market in a week"},
    {"quota.licence-fall", "assume:quota-licence-fall", "ratio", 0, 1,
     "pace at which a quota's licences get cheaper, against that at which they get dearer"},
    {"demand.growth-per-year", "assume:demand-growth-per-year", "share", -0.5, 0.5,
     "growth of what uses need beyond that of existing mines; the baseline year stands still"},
    {"hoarding.appetite", "assume:hoarding-appetite", "ratio", 0, 20,
     "what is bought ahead of need, in normal stocks of the market, once a price stands three times above its past year"},
    {"licence.review-stages", "assume:licence-review-stages", "count", 1, 12,
     "how alike the times of single reviews are: stages of equal mean, so that times spread by 1/√stages of their mean; rounded"},
    {"licence.opening-share", "assume:licence-opening-share", "share", 0, 1,
     "share of the usual review time that passes after a control's first day before any file is decided"},
    {"rush.share", "assume:rush-share", "share", 0, 1,
     "share of the buyers on a lane who order ahead of a day from which it is licensed, barred or taxed, when they know the day"},
    {"rush.cover-weeks", "assume:rush-cover-weeks", "weeks", 0, 104,
     "weeks of their trade that they want to have ahead on that day: how long they think a licence takes"},
    {"rush.carrying-cost-per-year", "assume:rush-carrying-cost-per-year", "share", 0.01, 2,
     "what goods that lie cost in a year, against their price: ahead of a duty nobody stocks more than it saves"},
    {"rush.stock-share", "assume:rush-stock-share", "share", 0, 1,
     "share of what sellers at the origin have left, when everyone else was served, that they part with in a week for orders ahead"},
    {"quota.conduct", "assume:quota-conduct", "ratio", 0, 1,
     "how far holders of scarce licences price as one seller: 0 each takes the price, 1/n as n equal sellers do, 1 as one"},
    {"licence.filing-pace", "assume:licence-filing-pace", "share", 0.01, 1,
     "share of those who should apply and have not that begin in a week"},
    {"licence.examiner-limit", "assume:licence-examiner-limit", "ratio", 1, 1000,
     "multiple of its first size that an office can grow to"},
    {"hoarding.notice", "assume:hoarding-notice", "ratio", 1, 2.9,
     "rise above a price's past that draws the first buyers who need nothing yet; at a trebling they have all that they want"},
    {"hoarding.memory-weeks", "assume:hoarding-memory-weeks", "weeks", 1, 520, "how far back buyers look for what a price usually is"},
    {"hoarding.stock-share", "assume:hoarding-stock-share", "share", 0, 1,
     "share of what is left at hand in a week, when everyone else was served, that is sold to buyers ahead of need"},
    {"quota.largest-rent", "assume:quota-largest-rent", "share", 0, 0.99,
     "rent beyond which holders of licences fear that mines are opened elsewhere, as a share of the price abroad"},
}};

/// Takes the ranges of the posteriors' parameters; says where a parameter has an override beside.
void take_posteriors(const Posteriors& posteriors, const std::array<const Override*, kParameters>& chosen, Ranges& ranges, Errors& errors) {
    for (const auto& posterior : posteriors) {
        for (std::size_t c = 0; c < posterior->parameters.size(); ++c) {
            const auto p = static_cast<std::size_t>(posterior->parameters[c]);
            ranges[p] = posterior->ranges[c];
            if (chosen[p] == nullptr) continue;
            errors.push_back({chosen[p]->where, chosen[p]->key + " is drawn from the posterior \"" + posterior->id + "\" already",
                              "take it out of [uncertain], or do not name the posterior"});
        }
    }
    ranges.posteriors = posteriors;
}

/// The statement's range in the input's unit; empty when it cannot be converted.
std::optional<Range> range_of(const ParameterRecord& input, const Statement& row) {
    const auto unit = Unit::parse(input.unit);
    if (!unit) return std::nullopt;
    const auto low = convert(row.low, row.unit, *unit), mode = convert(row.value, row.unit, *unit), high = convert(row.high, row.unit, *unit);
    if (!low || !mode || !high) return std::nullopt;
    return Range{*low, *mode, *high, row.id};
}

void check_range(const ParameterRecord& record, const Range& range, const Place& where, Errors& errors) {
    const std::string key(record.key);
    if (!(range.low <= range.mode && range.mode <= range.high)) {
        errors.push_back({where, key + ": the range is not in order low ≤ mode ≤ high",
                          "write [low, mode, high], e.g. [" + exact_number(record.lowest) + ", …]"});
    } else if (range.low < record.lowest || range.high > record.highest) {
        errors.push_back({where, key + ": " + exact_number(range.low) + " … " + exact_number(range.high) +
                                     " lies outside what the model accepts",
                          "stay within " + exact_number(record.lowest) + " … " + exact_number(record.highest) + " " +
                              std::string(record.unit)});
    }
}

}  // namespace

const ParameterRecord& record(Parameter parameter) { return kRecords[static_cast<std::size_t>(parameter)]; }

std::span<const ParameterRecord> parameter_records() { return kRecords; }

std::optional<Parameter> parameter_of(std::string_view key) {
    for (int i = 0; i < kParameters; ++i) {
        if (kRecords[static_cast<std::size_t>(i)].key == key) return static_cast<Parameter>(i);
    }
    return std::nullopt;
}

double sample(const Range& range, double u) {
    if (range.high <= range.low) return range.low;
    const bool logarithmic = range.low > 0 && range.high >= 3 * range.low;
    const double low = logarithmic ? std::log(range.low) : range.low;
    const double mode = logarithmic ? std::log(range.mode) : range.mode;
    const double high = logarithmic ? std::log(range.high) : range.high;
    const double corner = (mode - low) / (high - low);
    const double x = u < corner ? low + std::sqrt(u * (high - low) * (mode - low))
                                : high - std::sqrt((1 - u) * (high - low) * (high - mode));
    return logarithmic ? std::exp(x) : x;
}

Result<Ranges> read_ranges(const Ledger& ledger, const std::vector<Override>& overrides, Date known_on,
                           const Place& asked_at, const Posteriors& posteriors) {
    Ranges ranges;
    Errors errors;
    std::array<const Override*, kParameters> chosen{};
    std::vector<std::string> keys;
    for (const ParameterRecord& each : kRecords) keys.emplace_back(each.key);
    for (const Override& override_ : overrides) {
        const auto parameter = parameter_of(override_.key);
        if (!parameter) {
            const std::string hint = did_you_mean(override_.key, keys);
            errors.push_back({override_.where, "unknown uncertain input \"" + override_.key + "\"",
                              hint.empty() ? "known: " + join(keys, ", ") : hint});
        } else {
            chosen[static_cast<std::size_t>(*parameter)] = &override_;
        }
    }
    take_posteriors(posteriors, chosen, ranges, errors);
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        if (posterior_of(posteriors, static_cast<Parameter>(i)) != nullptr) continue;
        const Override* override_ = chosen[i];
        const Place where = override_ == nullptr ? asked_at : override_->where;
        const std::string id = override_ == nullptr || override_->statement.empty()
                                   ? std::string(kRecords[i].statement)
                                   : override_->statement;
        auto statement = ledger.known(id, known_on, where);
        if (!statement) {
            append(errors, std::move(statement.error()));
            continue;
        }
        const Statement& row = **statement;
        if (override_ != nullptr && override_->explicit_range) {   // stated in the input's own unit
            ranges[i] = {override_->low, override_->mode, override_->high, row.id};
        } else if (auto range = range_of(kRecords[i], row)) {
            ranges[i] = std::move(*range);
        } else {
            errors.push_back({override_ == nullptr ? row.where : where,
                              std::string(kRecords[i].key) + ": \"" + row.id + "\" is in " + row.unit.text() + ", not in " + std::string(kRecords[i].unit),
                              "name a statement in " + std::string(kRecords[i].unit)});
            continue;
        }
        check_range(kRecords[i], ranges[i], where, errors);
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return ranges;
}

}  // namespace countervail
