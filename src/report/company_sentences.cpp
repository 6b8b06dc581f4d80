// SPDX-License-Identifier: Apache-2.0
#include "report/company_sentences.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.h"
#include "report/company_tables.h"
#include "report/company_view.h"
#include "report/figure_text.h"
#include "report/scale.h"
#include "report/sentences.h"
#include "report/terminal.h"

namespace countervail {

namespace {

std::string range_of_money(const Band& band, const std::string& unit) {
    const auto bound = [&](double value) { return unit == kDaysOfOutput ? short_number(value, 2) : rounded_money(value); };
    return money_words(band.median, unit) + " (90%: " + bound(band.low) + "–" + bound(band.high) + ")";
}

}  // namespace

std::string loss_unit(const Company& company) {
    const bool any = std::any_of(company.products.begin(), company.products.end(), [](const CompanyProduct& each) { return each.revenue.has_value(); });
    return any ? company.currency : kDaysOfOutput;
}

std::string law_text(const Ensemble& ensemble, const std::vector<SourceLaw>& laws) {
    std::vector<std::string> words;
    for (const SourceLaw& law : laws) {
        if (law.clause.empty()) words.push_back("held at the border beside " + company_act_words(ensemble, law.act) + " from " + law.from.to_text());
        else words.push_back(law.act + "#" + law.clause + (law.forbids ? " forbids" : "") + " from " + law.from.to_text());
    }
    return join(words, "; ");
}

std::string law_elements(const std::vector<SourceLaw>& laws) {
    std::set<std::string> names;
    for (const SourceLaw& law : laws) names.insert(law.elements.begin(), law.elements.end());
    return join({names.begin(), names.end()}, ", ");
}

bool CompanySentences::nothing_lost() const { return mean_of(exposure_.lost(exposure_.base)) <= 0; }

std::string CompanySentences::header() const {
    const auto day = ensemble_.focus_day();
    return exposure_.company.name + " · " + ensemble_.scenario().id + " · " + company_act_words(ensemble_, exposure_.act) + (day ? " in force from " + day->to_text() : " not in force") + " · made in " +
           country_words(ensemble_, exposure_.company.place) + " · " + counted(static_cast<std::size_t>(exposure_.base.draws), "draw");
}

std::string CompanySentences::stops() const {
    const std::string since = exposure_.from_act ? " after the act" : " after " + day_text(exposure_.days.from);
    const std::string end = day_text(exposure_.days.from + (exposure_.days.days - 1));
    if (nothing_lost()) {
        return "No line stops: in none of the " + counted(static_cast<std::size_t>(exposure_.base.draws), "draw") + " does output fall before " + end + ".";
    }
    std::vector<std::string> told;
    for (const int i : products_by_stop(exposure_)) {
        const auto at = static_cast<std::size_t>(i);
        const auto& days = exposure_.base.products[at].stops_after;
        const std::string when = stop_days_words(days);
        if (when.empty()) {
            told.push_back("the line for " + exposure_.company.products[at].name + " does not stop before " + end);
            continue;
        }
        const int cause = first_cause(exposure_.base.products[at]);
        std::string words = (told.empty() ? "The line for " : "the line for ") + exposure_.company.products[at].name;
        words += stop_range(days).median ? (told.empty() ? " stops first, " : ", ") + when : (told.empty() ? " stops first: " : ": ") + when;
        if (told.empty() || !stop_range(days).median) words += since;
        if (cause >= 0) {
            const std::string who = short_suppliers(exposure_, ensemble_, cause);
            words += ", for want of " + shown_name(exposure_.company.parts[static_cast<std::size_t>(cause)]) + (who.empty() ? "" : " from " + who);
        }
        told.push_back(std::move(words));
    }
    return join(told, "; ") + ".";
}

std::string CompanySentences::loss() const {
    if (nothing_lost()) return {};
    const std::vector<double> lost = exposure_.lost(exposure_.base);
    const Band band = band_of(lost);
    const Date end = exposure_.days.from + (exposure_.days.days - 1);
    const bool money = unit_ != kDaysOfOutput;
    std::string words = (money ? "Revenue at risk by " : "Output at risk by ") + day_text(end) + ": ";
    const std::string high = unit_ == kDaysOfOutput ? short_number(band.high, 2) : rounded_money(band.high);
    words += band.median > 0 ? range_of_money(band, unit_) : "nothing in most draws (90%: 0–" + high + ")";
    words += ", " + money_words(mean_of(lost), unit_) + " on average";
    double year = 0;
    for (const CompanyProduct& product : exposure_.company.products) year += product.revenue.value_or(0);
    if (money && year > 0) words += ", " + per_cent(mean_of(lost) / year) + " of a year's";
    if (const auto margin = margin_lost(exposure_, exposure_.base)) words += "; gross margin in it: " + money_words(*margin, unit_);
    return words + ".";
}

std::string CompanySentences::cover() const {
    const std::string risk = per_cent(exposure_.risk) + " risk";
    if (exposure_.cover.empty()) return nothing_lost() ? "No cover need be bought for a " + risk + "." : "The stocks hold every line at a " + risk + " already.";
    double most = 0, value = 0, low = 0, mode = 0, high = 0;
    bool known = true;
    std::vector<std::string> names;
    for (const CoverToBuy& line : exposure_.cover) {
        most = std::max(most, line.days);
        names.push_back(counted(static_cast<std::size_t>(line.days), "day") + " of " + shown_name(exposure_.company.parts[static_cast<std::size_t>(line.part)]));
        known = known && line.value;
        if (!line.value) continue;
        value += *line.value;
        low += line.yearly_cost->low, mode += line.yearly_cost->mode, high += line.yearly_cost->high;
    }
    std::string words = "More cover for " + counted(names.size(), "part") + " would hold every line at a " + risk + ": " + list_words(names, 4);
    const std::string& currency = exposure_.company.currency;
    if (value > 0) {
        words += ". It is worth " + money_words(value, currency) + (known ? "" : " where prices are known") + " and costs " + money_words(mode, currency) + " a year to hold";
        if (high > low) words += " (" + rounded_money(low) + "–" + rounded_money(high) + ")";
    }
    const double saved = mean_of(exposure_.lost(exposure_.base)) - mean_of(exposure_.lost(exposure_.with_cover));
    return words + "; on average it saves " + money_words(saved, unit_) + " under this scenario.";
}

std::string CompanySentences::measures() const {
    if (nothing_lost()) return {};
    const double all = mean_of(exposure_.lost(exposure_.base));
    int week = -1, second = -1;
    for (int p = 0; p < static_cast<int>(exposure_.base.parts.size()); ++p) {
        const auto better = [&](int than, std::vector<double> PartOutcome::*field) {
            const double value = mean_of(exposure_.base.parts[static_cast<std::size_t>(p)].*field);
            return value > 0 && (than < 0 || value > mean_of(exposure_.base.parts[static_cast<std::size_t>(than)].*field));
        };
        if (better(week, &PartOutcome::saved_by_week)) week = p;
        if (better(second, &PartOutcome::saved_by_second)) second = p;
    }
    const auto part = [&](int p) { return exposure_.company.parts[static_cast<std::size_t>(p)]; };
    std::string words;
    if (week >= 0) {
        const double saved = mean_of(exposure_.base.parts[static_cast<std::size_t>(week)].saved_by_week);
        words = "Of one part alone, a week more of " + shown_name(part(week)) + " saves most, " + money_words(saved, unit_);
        if (const auto value = part(week).day_value) words += " for stock worth " + money_words(7 * *value, exposure_.company.currency);
    }
    if (second >= 0) {
        const CompanyPart& each = part(second);
        const double saved = mean_of(exposure_.base.parts[static_cast<std::size_t>(second)].saved_by_second);
        words += (words.empty() ? "A second source of " : "; a second source of ") + shown_name(each) + " (" + per_cent(each.alternative_share.mode) + " of the need after " +
                 counted(static_cast<std::size_t>(std::llround(each.qualification_days.mode)), "day") + ") would save " + money_words(saved, unit_) + ", " + per_cent(saved / all) + " of the loss";
    }
    return sentence(words);
}

std::string CompanySentences::acts() const {
    if (nothing_lost() || exposure_.acts.empty()) return {};
    const double all = mean_of(exposure_.lost(exposure_.base));
    std::vector<std::string> told;
    for (const ActEffect& act : exposure_.acts) {
        const double without = mean_of(act.lost_without);
        if (std::abs(all - without) < 0.005 * all) continue;
        told.push_back("without " + company_act_words(ensemble_, act.act) + " the average loss would be " + money_words(without, unit_) + " in place of " + money_words(all, unit_));
    }
    if (told.empty()) return "None of the acts on the way of these goods, left out alone, changes the average loss by 1%.";
    return sentence(join(told, "; "));
}

std::string CompanySentences::coverage() const {
    std::size_t bought = 0, covered = 0, assumed = 0;
    for (std::size_t p = 0; p < exposure_.company.parts.size(); ++p) {
        const CompanyPart& part = exposure_.company.parts[p];
        if (part.made() || !part.own) continue;
        ++bought;
        covered += exposure_.base.parts[p].reached ? 1 : 0;
        assumed += exposure_.base.parts[p].reached && !part.stock_days.statement.empty() ? 1 : 0;
    }
    if (covered == 0) return "This world covers none of the " + counted(bought, "bought part") + ": their deliveries are taken to go on.";
    std::string words = "This world covers " + std::to_string(covered) + " of the " + counted(bought, "bought part");
    words += covered < bought ? "; the others are taken to be delivered as ordered (table sources)" : "";
    if (assumed > 0) words += ". Of those covered, the stock of " + std::to_string(assumed) + " is an assumption (" + exposure_.company.assumptions.front() + " …)";
    return words + ".";
}

std::string company_screen(const CompanyTables& tables, double seconds, const std::string& closing) {
    std::string header = tables.header;
    if (seconds >= 0) header += " · " + short_number(seconds, 2) + " s";
    std::string text = paragraph(header);
    for (const std::string& words : tables.sentences()) text += paragraph(words);
    if (!closing.empty()) text += closing + "\n";
    return text;
}

}  // namespace countervail
