// SPDX-License-Identifier: Apache-2.0
#include "controls/rules_text.h"

#include <algorithm>

#include "base/text.h"
#include "controls/rules_words.h"

namespace countervail {

namespace {

constexpr std::size_t kWidth = 100, kLimbs = 30;

/// Columns of a terminal: Chinese letters (U+3000 and above) take two.
std::size_t letters(std::string_view text) {
    std::size_t columns = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xc0U) != 0x80U) columns += byte >= 0xe3U ? 2 : 1;
    }
    return columns;
}

std::vector<std::string> lines_of(const std::string& text, std::size_t room) {
    std::vector<std::string> lines = {""};
    for (const std::string& word : split(text, ' ')) {
        if (!lines.back().empty() && letters(lines.back()) + 1 + letters(word) > room) lines.emplace_back();
        lines.back() += (lines.back().empty() ? "" : " ") + word;
    }
    return lines;
}

/// Words at an indent, further lines two columns deeper.
std::string paragraph(const std::string& text, std::size_t indent) {
    std::string said;
    const std::vector<std::string> lines = lines_of(text, kWidth - indent - 2);
    for (std::size_t i = 0; i < lines.size(); ++i) said += std::string(indent + (i > 0 ? 2 : 0), ' ') + lines[i] + "\n";
    return said;
}

/// Limbs to the left, what is said of them to the right.
std::string beside(const std::string& left, const std::string& right) {
    const std::vector<std::string> limbs = lines_of(left, kLimbs - 6), words = lines_of(right, kWidth - kLimbs);
    std::string said;
    for (std::size_t i = 0; i < std::max(limbs.size(), words.size()); ++i) {
        std::string line = "    " + (i < limbs.size() ? limbs[i] : "");
        if (i < words.size()) line += std::string(kLimbs - std::min(kLimbs - 2, letters(line)), ' ') + words[i];
        said += line + "\n";
    }
    return said;
}

std::string heading(const Act& act) {
    const std::string number = act.number.empty() ? "" : act.number + ", ";
    return "\n" + paragraph(act.id + ": " + number + act.title + " [" + act.form + "]", 0);
}

std::string others_text(const std::vector<OtherStanding>& others, std::size_t indent) {
    std::string said;
    for (const OtherStanding& other : others) said += paragraph(join(other.laws, ", ") + ": " + other.words, indent);
    return said;
}

std::string notes_text(const RulesBook& book, const std::vector<OtherStanding>& others) {
    std::string said;
    for (const std::string& note : branch_notes(book, others)) said += paragraph(note, 0);
    return said.empty() ? said : "\nBranches and readings that differ:\n" + said;
}

std::string limb_names(const std::vector<const LimbRule*>& rules) {
    std::vector<std::string> names;
    for (const LimbRule* rule : rules) {
        if (std::find(names.begin(), names.end(), rule->limb) == names.end()) names.push_back(rule->limb);
    }
    return join(names, ", ");
}

std::string demand_and_policy(const LimbRule& rule, Date on) {
    const std::string policy = policy_words(rule);
    const bool said = policy.empty() || policy == "ordinary review" || policy == "denied";
    return demand_words(rule, rule.dates, on) + (said ? "" : " (" + policy + ")");
}

/// Rules with the same text, in the order of the first.
struct Alike {
    std::string said;
    std::vector<const LimbRule*> rules;
};
void put(std::vector<Alike>& groups, const std::string& said, const LimbRule& rule) {
    for (Alike& group : groups) {
        if (group.said == said) return group.rules.push_back(&rule);
    }
    groups.push_back({said, {&rule}});
}

std::string demands_text(const std::vector<const LimbRule*>& rules, Date on) {
    std::vector<Alike> groups;
    for (const LimbRule* rule : rules) put(groups, demand_and_policy(*rule, on), *rule);
    std::string said;
    for (const Alike& group : groups) said += beside(limb_names(group.rules), group.said);
    return said;
}

/// What is over is told in short.
std::string lapsed_text(const std::vector<const LimbRule*>& rules) {
    if (rules.empty()) return {};
    Date last = rules.front()->dates.ends;
    for (const LimbRule* rule : rules) last = std::max(last, rule->dates.ends);
    return paragraph((rules.size() > 1 ? "lapsed, the last of them after " : "lapsed after ") + (last + -1).to_text(), 2) + paragraph(limb_names(rules), 4);
}

/// Act by act; `spoken` gathers what other laws say.
std::string stock_text(const RulesBook& book, const std::vector<RuleOn>& stock, Date on, std::vector<OtherStanding>& spoken) {
    std::string said;
    for (std::size_t i = 0; i < stock.size();) {
        const Act* act = stock[i].rule.act;
        said += heading(*act);
        std::vector<Alike> standings;
        std::vector<const LimbRule*> lapsed;
        for (; i < stock.size() && stock[i].rule.act == act; ++i) {
            const LimbRule& rule = stock[i].rule;
            if (rule.dates.standing(on).status == ClauseStatus::lapsed && stock[i].others.empty()) {
                lapsed.push_back(&rule);
                continue;
            }
            put(standings, paragraph(standing_words(book, rule.dates, on), 2) + others_text(stock[i].others, 4), rule);
            spoken.insert(spoken.end(), stock[i].others.begin(), stock[i].others.end());
        }
        for (const Alike& group : standings) said += group.said + demands_text(group.rules, on);
        said += lapsed_text(lapsed);
    }
    return stock.empty() ? "\nNothing.\n" : said;
}

}  // namespace

std::string rules_on_text(const RulesBook& book, Date on) {
    std::vector<OtherStanding> spoken;
    const std::string stock = stock_text(book, stock_of(book, on), on, spoken);
    return paragraph("The law on " + on.to_text() + ", " + knowledge_words(book), 0) + stock + notes_text(book, spoken);
}

std::string rules_on_lane_text(const RulesBook& book, std::string_view a, std::string_view b, Date on) {
    std::vector<OtherStanding> spoken;
    std::string said = paragraph("The law on " + on.to_text() + ", " + knowledge_words(book), 0);
    for (const auto& [from, to] : {std::pair(a, b), std::pair(b, a)}) {
        said += "\nFrom " + std::string(from) + " to " + std::string(to) + "\n";
        said += stock_text(book, lane_stock_of(book, from, to, on), on, spoken);
    }
    return said + notes_text(book, spoken);
}

std::string rules_between_text(const RulesBook& book, Date after, Date through) {
    const std::vector<RuleChange> changes = changes_of(book, after, through);
    std::string said = paragraph("What changed after " + after.to_text() + " and through " + through.to_text() + ", " + knowledge_words(book), 0);
    std::vector<OtherStanding> spoken;
    const Act* act = nullptr;
    for (std::size_t i = 0; i < changes.size(); ++i) {
        const RuleChange& change = changes[i];
        if (i == 0 || change.on != changes[i - 1].on) {
            said += "\n" + change.on.to_text() + "\n";
            act = nullptr;
        }
        if (change.from.empty()) {
            const std::string number = change.act->number.empty() ? "" : change.act->number + ", ";
            said += paragraph(change.act->id + " " + change.to + ": " + number + change.act->title, 2);
            continue;
        }
        if (change.act != act) said += paragraph(change.act->id, 2);
        act = change.act;
        std::vector<const LimbRule*> limbs;
        for (const LimbRule& rule : change.rules) limbs.push_back(&rule);
        std::string words = change.from + " → " + change.to;
        if (change.because != act->id && words.find(book.short_name(change.because)) == std::string::npos) words += " (" + book.short_name(change.because) + ")";
        if (change.announced_on != change.on) words += "; known since " + change.announced_on.to_text();
        if (!change.under.empty()) words = "only under " + join(change.under, ", ") + ": " + words;
        for (const OtherStanding& other : change.others) words += "; " + join(other.laws, ", ") + ": " + other.words;
        said += beside(limb_names(limbs), words);
        spoken.insert(spoken.end(), change.others.begin(), change.others.end());
        if (!change.under.empty()) spoken.push_back({change.under, ""});
    }
    if (changes.empty()) said += "\nNothing.\n";
    return said + notes_text(book, spoken);
}

}  // namespace countervail
