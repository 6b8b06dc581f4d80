// SPDX-License-Identifier: Apache-2.0
#include "parties/name_index.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "base/parallel.h"
#include "base/text.h"
#include "parties/name_grams.h"
#include "parties/name_text.h"

namespace countervail {

namespace {

constexpr std::size_t kCandidates = 48;   // spellings that get the fine score
constexpr double kCommonShare = 0.15;     // an everyday word weighs at most this share of the rarest
constexpr double kOtherLegalForm = 0.02;  // deductions
constexpr double kOtherPlace = 0.04;
constexpr std::size_t kShortestInitials = 3, kLongestInitials = 8;

/// Three letters are anybody's initials; the more there are, the less by chance.
double initials_score(std::size_t letters) { return letters == 3 ? 0.72 : letters == 4 ? 0.78 : 0.80; }

std::string initials_of(const std::vector<std::string>& words) {
    std::string letters;
    for (const std::string& word : words) letters += word.front();
    return letters.size() >= kShortestInitials && letters.size() <= kLongestInitials ? letters
                                                                                     : std::string();
}

std::string key_text(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + sound_key(word);
    return text;
}

std::string percent(double share) { return readable_number(100 * share, 3) + "%"; }

}  // namespace

std::string to_text(NameClass kind) {
    switch (kind) {
        case NameClass::same_name:
            return "same name";
        case NameClass::probably:
            return "probably";
        case NameClass::possible:
            return "possible";
        default:
            return "no";
    }
}

NameClass name_class(double score) {
    if (score >= 0.985) return NameClass::same_name;
    if (score >= 0.88) return NameClass::probably;
    return score >= kNameThreshold ? NameClass::possible : NameClass::no;
}

const std::string& NameMatch::matched() const {
    return alias < 0 ? entry->name : entry->aliases[static_cast<std::size_t>(alias)];
}

struct NameIndex::Data {
    struct Word {
        std::string text, key, look;
        double weight = 0;
    };
    struct Spelling {
        std::uint32_t list = 0, entry = 0;
        int alias = -1;
        std::vector<std::uint32_t> words;
        std::vector<std::string> legal_groups;
    };
    /// The name asked for, taken apart; its words point into the texts.
    struct Asked {
        NameText text;
        std::vector<std::string> keys, looks;
        std::vector<ScoredWord> words;
        std::string place;
    };
    struct Scored {
        std::uint32_t spelling = 0;
        NameScore score;
        double final_score = 0;
        bool initials = false, other_form = false, other_place = false;
    };

    std::vector<PartyList> lists;
    NameWords name_words;
    std::vector<Spelling> spellings;
    std::vector<Word> words;
    std::unordered_map<std::string, std::uint32_t> word_ids;
    std::unordered_map<std::string, std::vector<std::uint32_t>> by_initials, by_lone_word;
    double rarest = 0;
    std::unique_ptr<GramIndex> grams;

    void add_spelling(std::uint32_t list, std::uint32_t entry, int alias, const std::string& name);
    void weigh_words();
    void index_letters();

    const ListedName& entry(const Spelling& spelling) const {
        return lists[spelling.list].entries[spelling.entry];
    }
    Asked take_apart_asked(std::string_view name, std::string_view place) const;
    std::vector<std::uint32_t> candidates(const Asked& asked) const;
    Scored score(const Asked& asked, std::uint32_t spelling) const;
    bool initials_fit(const Asked& asked, const Spelling& spelling) const;
    std::vector<std::string> losses(const Asked& asked, const Scored& scored) const;
    void unmatched(const Asked& asked, const Scored& scored, std::vector<std::string>& lost) const;
    NameMatch match(const Asked& asked, const Scored& scored) const;
};

void NameIndex::Data::add_spelling(std::uint32_t list, std::uint32_t entry, int alias,
                                   const std::string& name) {
    NameText text = take_apart(name, name_words);
    if (text.words.empty()) return;
    Spelling spelling{list, entry, alias, {}, std::move(text.legal_groups)};
    for (std::string& word : text.words) {
        const auto [at, fresh] = word_ids.emplace(word, static_cast<std::uint32_t>(words.size()));
        if (fresh) words.push_back({word, sound_key(word), sight_key(word), 0});
        spelling.words.push_back(at->second);
    }
    const auto number = static_cast<std::uint32_t>(spellings.size());
    if (const std::string letters = initials_of(text.words); !letters.empty())
        by_initials[letters].push_back(number);
    if (text.words.size() == 1) by_lone_word[text.words.front()].push_back(number);
    spellings.push_back(std::move(spelling));
}

/// Weight of a word: i² / i of the rarest, with i = log((entries + 1) / entries with it). The square lets the
/// stem of a name outweigh a row of everyday words.
void NameIndex::Data::weigh_words() {
    std::vector<std::uint32_t> holders(words.size(), 0), last(words.size(), 0);
    std::uint32_t entries = 0;
    for (std::size_t i = 0; i < spellings.size(); ++i) {
        const bool another = i == 0 || spellings[i].list != spellings[i - 1].list ||
                             spellings[i].entry != spellings[i - 1].entry;
        entries += another ? 1 : 0;
        for (const std::uint32_t word : spellings[i].words) {
            if (last[word] != entries) ++holders[word];
            last[word] = entries;
        }
    }
    rarest = std::log(static_cast<double>(entries) + 1);
    for (std::size_t i = 0; i < words.size(); ++i) {
        const double information = std::log((static_cast<double>(entries) + 1) / holders[i]);
        words[i].weight = information * information / rarest;
        if (name_words.is_common(words[i].text))
            words[i].weight = std::min(words[i].weight, kCommonShare * rarest);
    }
}

void NameIndex::Data::index_letters() {
    std::vector<std::string> texts;
    texts.reserve(spellings.size());
    for (const Spelling& spelling : spellings) {
        std::string text;
        for (const std::uint32_t word : spelling.words) text += (text.empty() ? "" : " ") + words[word].key;
        texts.push_back(std::move(text));
    }
    grams = std::make_unique<GramIndex>(texts);
}

NameIndex NameIndex::build(std::vector<PartyList> lists, NameWords words) {
    auto data = std::make_shared<Data>();
    data->lists = std::move(lists);
    data->name_words = std::move(words);
    for (std::uint32_t i = 0; i < data->lists.size(); ++i) {
        const auto& entries = data->lists[i].entries;
        for (std::uint32_t j = 0; j < entries.size(); ++j) {
            data->add_spelling(i, j, -1, entries[j].name);
            for (std::size_t k = 0; k < entries[j].aliases.size(); ++k)
                data->add_spelling(i, j, static_cast<int>(k), entries[j].aliases[k]);
        }
    }
    data->weigh_words();
    data->index_letters();
    NameIndex index;
    index.data_ = std::move(data);
    return index;
}

NameIndex::Data::Asked NameIndex::Data::take_apart_asked(std::string_view name,
                                                         std::string_view place) const {
    Asked asked;
    asked.text = take_apart(name, name_words);
    asked.place = place;
    for (const std::string& word : asked.text.words) {
        asked.keys.push_back(sound_key(word));
        asked.looks.push_back(sight_key(word));
    }
    for (std::size_t i = 0; i < asked.keys.size(); ++i) {
        const std::string& word = asked.text.words[i];
        const auto at = word_ids.find(word);
        if (at != word_ids.end()) {
            asked.words.push_back(
                {word, asked.keys[i], asked.looks[i], words[at->second].weight, at->second});
        } else {
            asked.words.push_back({word, asked.keys[i], asked.looks[i],
                                   (name_words.is_common(word) ? kCommonShare : 1.0) * rarest, kUnknownWord});
        }
    }
    return asked;
}

std::vector<std::uint32_t> NameIndex::Data::candidates(const Asked& asked) const {
    std::vector<std::uint32_t> found;
    for (const GramCandidate& each : grams->nearest(key_text(asked.text.words), kCandidates))
        found.push_back(each.spelling);
    const auto add = [&](const auto& map, const std::string& key) {
        if (const auto at = map.find(key); at != map.end())
            found.insert(found.end(), at->second.begin(), at->second.end());
    };
    if (asked.text.words.size() == 1) add(by_initials, asked.text.words.front());
    add(by_lone_word, initials_of(asked.text.words));
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    return found;
}

bool NameIndex::Data::initials_fit(const Asked& asked, const Spelling& spelling) const {
    const auto fits = [](const std::string& letters, const auto& word_at, std::size_t count) {
        if (count != letters.size() || count < kShortestInitials) return false;
        for (std::size_t i = 0; i < count; ++i) {
            if (word_at(i).front() != letters[i]) return false;
        }
        return true;
    };
    const auto asked_at = [&](std::size_t i) -> const std::string& { return asked.text.words[i]; };
    const auto listed_at = [&](std::size_t i) -> const std::string& { return words[spelling.words[i]].text; };
    if (asked.words.size() == 1 && fits(asked.text.words.front(), listed_at, spelling.words.size()))
        return true;
    return spelling.words.size() == 1 && fits(listed_at(0), asked_at, asked.words.size());
}

NameIndex::Data::Scored NameIndex::Data::score(const Asked& asked, std::uint32_t number) const {
    static thread_local std::vector<ScoredWord> listed;
    const Spelling& spelling = spellings[number];
    listed.clear();
    for (const std::uint32_t word : spelling.words)
        listed.push_back({words[word].text, words[word].key, words[word].look, words[word].weight, word});
    Scored scored;
    scored.spelling = number;
    scored.score = score_words(asked.words, listed);
    scored.final_score = scored.score.score;
    if (const double by_initials_alone = initials_score(std::max(asked.words.size(), listed.size()));
        scored.final_score < by_initials_alone && initials_fit(asked, spelling)) {
        scored.initials = true;
        scored.final_score = by_initials_alone;
    }
    const auto disjoint = [](const auto& a, const auto& b) {
        return !a.empty() && !b.empty() &&
               std::find_first_of(a.begin(), a.end(), b.begin(), b.end()) == a.end();
    };
    scored.other_form = disjoint(asked.text.legal_groups, spelling.legal_groups);
    const auto& places = entry(spelling).places;
    scored.other_place = !asked.place.empty() && !places.empty() &&
                         std::find(places.begin(), places.end(), asked.place) == places.end();
    scored.final_score -= (scored.other_form ? kOtherLegalForm : 0) + (scored.other_place ? kOtherPlace : 0);
    scored.final_score = std::max(scored.final_score, 0.0);
    return scored;
}

void NameIndex::Data::unmatched(const Asked& asked, const Scored& scored,
                                std::vector<std::string>& lost) const {
    const Spelling& spelling = spellings[scored.spelling];
    std::vector<bool> asked_used(asked.words.size(), false), listed_used(spelling.words.size(), false);
    for (const WordPair& pair : scored.score.pairs) {
        std::string mine, theirs;
        for (std::size_t k = 0; k < pair.asked_count; ++k)
            mine += (k > 0 ? " " : "") + asked.text.words[pair.asked + k], asked_used[pair.asked + k] = true;
        for (std::size_t k = 0; k < pair.listed_count; ++k)
            theirs += (k > 0 ? " " : "") + words[spelling.words[pair.listed + k]].text,
                listed_used[pair.listed + k] = true;
        if (pair.similarity < 1)
            lost.push_back("\"" + mine + "\" stands for \"" + theirs + "\" (" + percent(pair.similarity) +
                           " alike)");
    }
    std::string missing, extra;
    for (std::size_t i = 0; i < asked_used.size(); ++i)
        extra += asked_used[i] ? "" : (extra.empty() ? "" : " ") + asked.text.words[i];
    for (std::size_t i = 0; i < listed_used.size(); ++i)
        missing += listed_used[i] ? "" : (missing.empty() ? "" : " ") + words[spelling.words[i]].text;
    if (!missing.empty() && !extra.empty()) {
        lost.push_back("the list has \"" + missing + "\", the name has \"" + extra + "\" (" +
                       percent(scored.score.edit) + " alike)");
    } else if (!missing.empty()) {
        lost.push_back("\"" + missing + "\" of the listed name is missing");
    } else if (!extra.empty()) {
        lost.push_back("\"" + extra + "\" is not in the listed name");
    }
}

std::vector<std::string> NameIndex::Data::losses(const Asked& asked, const Scored& scored) const {
    std::vector<std::string> lost;
    if (scored.initials) {
        lost.emplace_back("only the initials agree");
    } else {
        unmatched(asked, scored, lost);
    }
    const Spelling& spelling = spellings[scored.spelling];
    if (scored.other_form)
        lost.push_back("another legal form: " + join(asked.text.legal_groups, ", ") +
                       ", listed: " + join(spelling.legal_groups, ", "));
    if (scored.other_place)
        lost.push_back("another place: " + asked.place + ", listed: " + join(entry(spelling).places, ", "));
    return lost;
}

NameMatch NameIndex::Data::match(const Asked& asked, const Scored& scored) const {
    const Spelling& spelling = spellings[scored.spelling];
    NameMatch match;
    match.list = &lists[spelling.list];
    match.entry = &entry(spelling);
    match.score = scored.final_score;
    match.kind = name_class(match.score);
    match.alias = spelling.alias;
    match.overlap = scored.score.overlap, match.containment = scored.score.containment,
    match.edit = scored.score.edit;
    match.initials = scored.initials;
    match.lost = losses(asked, scored);
    return match;
}

std::vector<NameMatch> NameIndex::matches(std::string_view name, std::string_view place, std::size_t at_most,
                                          double threshold) const {
    const Data::Asked asked = data_->take_apart_asked(name, place);
    if (asked.words.empty() || data_->spellings.empty()) return {};
    // Spellings come in the order of the lists, so an entry's spellings are neighbours.
    std::vector<Data::Scored> best;
    for (const std::uint32_t number : data_->candidates(asked)) {
        Data::Scored scored = data_->score(asked, number);
        if (scored.final_score < threshold) continue;
        const Data::Spelling& now = data_->spellings[number];
        const Data::Spelling* before = best.empty() ? nullptr : &data_->spellings[best.back().spelling];
        if (before == nullptr || before->list != now.list || before->entry != now.entry) {
            best.push_back(std::move(scored));
        } else if (scored.final_score > best.back().final_score) {
            best.back() = std::move(scored);
        }
    }
    std::stable_sort(best.begin(), best.end(),
                     [](const auto& a, const auto& b) { return a.final_score > b.final_score; });
    if (best.size() > at_most) best.resize(at_most);
    std::vector<NameMatch> found;
    for (const Data::Scored& scored : best) found.push_back(data_->match(asked, scored));
    return found;
}

std::vector<std::vector<NameMatch>> NameIndex::screen(const std::vector<AskedName>& names, int threads,
                                                      std::size_t at_most, double threshold) const {
    constexpr std::size_t kBatch = 64;
    std::vector<std::vector<NameMatch>> found(names.size());
    parallel_for(threads, (names.size() + kBatch - 1) / kBatch, [&](std::size_t batch) {
        for (std::size_t i = batch * kBatch; i < std::min(names.size(), (batch + 1) * kBatch); ++i)
            found[i] = matches(names[i].name, names[i].place, at_most, threshold);
    });
    return found;
}

const std::vector<PartyList>& NameIndex::lists() const { return data_->lists; }
std::size_t NameIndex::spellings() const { return data_->spellings.size(); }

}  // namespace countervail
