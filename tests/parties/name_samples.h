// SPDX-License-Identifier: Apache-2.0
// Plausible party names, and what happens to a name on its way through letterheads, scanners, typists and
// romanisations: the material on which recall and false positives are measured (name_recall_test.cpp,
// bench/name_bench.cpp).
#pragma once

#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/random.h"
#include "parties/name_text.h"
#include "parties/party_list.h"

namespace countervail::name_samples {

using Words = std::vector<std::string>;

/// Picks by counter: the nth draw of a name does not depend on other names.
class Pick {
  public:
    Pick(std::uint64_t seed, std::uint32_t entity) : seed_(seed), entity_(entity) {}
    std::size_t below(std::size_t count) {
        const double u = uniform(seed_, draw_++, entity_, 7);
        return std::min(count - 1, static_cast<std::size_t>(u * static_cast<double>(count)));
    }
    const std::string& one_of(const Words& choices) { return choices[below(choices.size())]; }
    bool with(double share) { return uniform(seed_, draw_++, entity_, 7) < share; }

  private:
    std::uint64_t seed_;
    std::uint32_t entity_, draw_ = 0;
};

struct SampleName {
    Words words;             ///< without the legal form
    std::size_t stem = 0;    ///< the word that tells the party from others of its kind
    std::string legal_form;  ///< may be empty
    bool cyrillic = false;   ///< its home script is Cyrillic
    bool pinyin = false;
    std::string text() const {
        std::string all;
        for (const std::string& word : words) all += (all.empty() ? "" : " ") + word;
        return legal_form.empty() ? all : all + " " + legal_form;
    }
};

inline std::string capital(std::string word) {
    if (!word.empty() && word[0] >= 'a' && word[0] <= 'z') word[0] = static_cast<char>(word[0] - 'a' + 'A');
    return word;
}

inline SampleName east_asian(Pick& pick) {
    static const Words kFirst{
        "hang", "hua",  "zhong", "xin",  "jin",   "tian", "bao",   "long", "rui",   "sheng", "guang",
        "de",   "feng", "hai",   "yuan", "qing",  "wei",  "chang", "jing", "ming",  "kai",   "yi",
        "da",   "bo",   "ju",    "lan",  "xiang", "zhe",  "an",    "bei",  "cai",   "cheng", "chuang",
        "dong", "fu",   "gao",   "gong", "guo",   "han",  "he",    "heng", "hong",  "huan",  "hui",
        "ji",   "jia",  "jian",  "jie",  "jun",   "ke",   "kun",   "lei",  "li",    "lian",  "ling",
        "lu",   "mei",  "nan",   "neng", "ning",  "peng", "ping",  "qi",   "qiang", "quan",  "ri",
        "rong", "run",  "shan",  "shi",  "shu",   "si",   "song",  "tai",  "tong",  "wan",   "wen",
        "wu",   "xi",   "xia",   "xing", "xu",    "xun",  "yang",  "ye",   "ying",  "yong",  "you",
        "yu",   "yun",  "ze",    "zhen", "zheng", "zhi",  "zhou",  "zhu",  "zi"};
    static const Words kPlaces{"Beijing", "Shanghai", "Shenzhen", "Hong Kong", "Guangzhou",
                               "Xi'an",   "Chengdu",  "Wuhan",    "Nanjing",   "Tianjin",
                               "Harbin",  "Dalian",   "Ningbo",   "Suzhou",    "Hefei",
                               "Jiangsu", "Zhejiang", "Sichuan",  "Hunan",     "Shandong"};
    static const Words kTrades{"Optics",        "Electronics",         "Aviation",      "Microelectronics",
                               "Semiconductor", "Precision Machinery", "New Materials", "Navigation",
                               "Chemical",      "Import Export",       "Instruments",   "Communications",
                               "Laser",         "Marine Equipment",    "Information",   "Supply Chain",
                               "Power Systems", "Industrial",          "Automation",    "Logistics"};
    static const Words kKinds{"Technology",  "Trading",       "Group",     "Science and Technology",
                              "Development", "International", "Equipment", "Engineering"};
    static const Words kForms{"Co., Ltd.", "Company Limited", "Ltd", "Corporation",
                              "Limited",   "Corp.",           "Inc."};
    SampleName name;
    name.pinyin = true;
    if (pick.with(0.85)) name.words.push_back(pick.one_of(kPlaces));
    std::string stem = pick.one_of(kFirst) + pick.one_of(kFirst);
    if (pick.with(0.5)) stem += pick.one_of(kFirst);
    name.stem = name.words.size();
    name.words.push_back(capital(stem));
    if (pick.with(0.9)) name.words.push_back(pick.one_of(kTrades));
    if (pick.with(0.7)) name.words.push_back(pick.one_of(kKinds));
    name.legal_form = pick.one_of(kForms);
    return name;
}

inline std::string syllables(Pick& pick, std::size_t count) {
    static const Words kOpen{"ba", "da", "fa", "ga", "ha", "ka",  "la",  "ma",  "na",  "pa",  "ra", "sa",
                             "ta", "va", "za", "be", "de", "fe",  "ke",  "le",  "me",  "ne",  "re", "se",
                             "te", "bi", "di", "ki", "li", "mi",  "ni",  "ri",  "si",  "ti",  "bo", "do",
                             "go", "ko", "lo", "mo", "no", "ro",  "so",  "to",  "bu",  "du",  "ku", "lu",
                             "mu", "nu", "ru", "su", "tu", "sha", "kha", "gha", "khi", "sho", "yu", "ya"};
    static const Words kClose{"", "", "n", "r", "d", "m", "l", "s", "sh", "t"};
    std::string word;
    for (std::size_t i = 0; i < count; ++i) word += pick.one_of(kOpen);
    return capital(word + pick.one_of(kClose));
}

inline std::string slavic_stem(Pick& pick) {
    static const Words kOpen{"al",  "ar",   "be",  "bor", "ver", "vol", "ga",   "gor", "dal", "don",
                             "yel", "zhel", "za",  "zor", "iz",  "ka",  "kol",  "kry", "la",  "len",
                             "lu",  "ma",   "mi",  "mur", "na",  "nev", "ob",   "or",  "pe",  "pol",
                             "ra",  "ros",  "sa",  "sev", "so",  "ta",  "tver", "tu",  "u",   "fe",
                             "kha", "tse",  "che", "sha", "yug", "yar"};
    static const Words kMiddle{"",   "",   "mi", "lo", "no",  "vo", "tro", "gra",
                               "ni", "do", "te", "ri", "sko", "ge", "li",  "pa"};
    static const Words kEnd{"mash",     "pribor", "proekt", "eksport", "stroy", "tekhnika", "invest",
                            "lab",      "servis", "trans",  "bur",     "zavod", "torg",     "sk",
                            "khimprom", "tsentr", "rov",    "nov",     "min",   "tel",      "gan",
                            "lit",      "mera",   "vit",    "zon",     "kon"};
    return capital(pick.one_of(kOpen) + pick.one_of(kMiddle) + pick.one_of(kMiddle) + pick.one_of(kEnd));
}

inline SampleName slavic(Pick& pick) {
    static const Words kKinds{"Design Bureau",
                              "Plant",
                              "Research Institute",
                              "Scientific Production Association",
                              "Trading House",
                              "Concern",
                              "Factory",
                              ""};
    static const Words kForms{
        "LLC", "JSC", "OOO", "AO", "PJSC", "Limited Liability Company", "Joint Stock Company"};
    SampleName name;
    name.cyrillic = true;
    name.words.push_back(slavic_stem(pick));
    if (pick.with(0.4)) name.words.push_back(slavic_stem(pick));
    if (const std::string& kind = pick.one_of(kKinds); !kind.empty()) name.words.push_back(kind);
    name.legal_form = pick.one_of(kForms);
    return name;
}

inline SampleName west_asian(Pick& pick) {
    static const Words kKinds{"Trading",       "General Trading",      "Industries", "Electronics",
                              "Petrochemical", "Aerospace Industries", "Shipping",   "Exchange",
                              "Engineering",   "Industrial Group",     "University", "Research Center"};
    static const Words kForms{"FZE", "LLC", "Co.", "Company", "", "Co. Ltd.", "FZCO"};
    SampleName name;
    if (pick.with(0.3)) name.words.emplace_back("Al");
    name.stem = name.words.size();
    name.words.push_back(syllables(pick, 2 + pick.below(2)));
    if (pick.with(0.6)) name.words.push_back(syllables(pick, 2 + pick.below(2)));
    name.words.push_back(pick.one_of(kKinds));
    name.legal_form = pick.one_of(kForms);
    return name;
}

inline SampleName european(Pick& pick) {
    static const Words kStem{"Müll",  "Köhl", "Schäf", "Größ",      "Nové",    "Dvořá", "Łuka",
                             "Håko",  "Jørg", "Günth", "Bèrn",      "Françoi", "Señor", "Peña",
                             "Šimon", "Žela", "Weiß",  "Lindström", "Ström",   "Kovač"};
    static const Words kTail{"er",   "mann", "feld", "berg", "sen", "ski", "ova",   "ini",
                             "elli", "ard",  "ez",   "as",   "ung", "au",  "ström", "dal"};
    static const Words kKinds{"Maschinenbau", "Technologies", "Aéronautique", "Systems", "Elektronik",
                              "Präzision",    "Industries",   "Logistik",     "Défense", "Optik"};
    static const Words kForms{"GmbH", "AG",   "S.A.",          "s.r.o.", "A/S",
                              "AB",   "B.V.", "GmbH & Co. KG", "SARL",   "SpA"};
    SampleName name;
    name.stem = 1;
    name.words.push_back(pick.one_of(kStem) + pick.one_of(kTail));
    name.words.push_back(syllables(pick, 2 + pick.below(2)));
    if (pick.with(0.8)) name.words.push_back(pick.one_of(kKinds));
    name.legal_form = pick.one_of(kForms);
    return name;
}

inline SampleName person(Pick& pick) {
    SampleName name;
    const std::size_t count = 2 + pick.below(2);
    for (std::size_t i = 0; i < count; ++i) name.words.push_back(syllables(pick, 2 + pick.below(2)));
    return name;
}

inline SampleName sample_name(std::uint64_t seed, std::uint32_t number) {
    Pick pick(seed, number);
    const std::size_t kind = pick.below(100);
    return kind < 38   ? east_asian(pick)
           : kind < 60 ? slavic(pick)
           : kind < 78 ? west_asian(pick)
           : kind < 88 ? european(pick)
                       : person(pick);
}

/// Names without repetitions (legal forms aside), none of which is in `taken`; adds them to it.
inline std::vector<SampleName> sample_names(std::uint64_t seed, std::size_t count, const NameWords& words,
                                            std::unordered_set<std::string>& taken) {
    std::vector<SampleName> names;
    for (std::uint32_t number = 0; names.size() < count; ++number) {
        SampleName name = sample_name(seed, number);
        std::string core;
        for (const std::string& word : take_apart(name.text(), words).words) core += word;
        if (taken.insert(core).second) names.push_back(std::move(name));
    }
    return names;
}

/// Names whose stem no listed name has: a screener that shows the others is right to.
inline std::vector<SampleName> names_with_other_stems(std::uint64_t seed, std::size_t count,
                                                      const std::vector<SampleName>& listed) {
    std::unordered_set<std::string> stems;
    for (const SampleName& name : listed) stems.insert(name.words[name.stem]);
    std::vector<SampleName> names;
    for (std::uint32_t number = 0; names.size() < count; ++number) {
        SampleName name = sample_name(seed, number);
        if (!stems.contains(name.words[name.stem])) names.push_back(std::move(name));
    }
    return names;
}

// ---- what happens to a name
// ----------------------------------------------------------------------------------------

/// The last kind is measured but promised nothing.
inline const Words& perturbation_kinds() {
    static const Words all{"typo",          "dropped word", "reordered", "legal form", "transliteration",
                           "diacritics",    "abbreviation", "OCR",       "spacing",    "home script",
                           "three at once", "stem dropped"};
    return all;
}

inline std::string with_typo(std::string text, Pick& pick) {
    std::vector<std::size_t> letters;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (static_cast<unsigned char>(text[i]) < 0x80 &&
            std::isalpha(static_cast<unsigned char>(text[i])) != 0)
            letters.push_back(i);
    }
    if (letters.size() < 4) return text;
    const std::size_t at = letters[pick.below(letters.size())];
    const char other = static_cast<char>('a' + static_cast<int>(pick.below(26)));
    switch (pick.below(4)) {
        case 0:
            return text.erase(at, 1);
        case 1:
            return text.insert(at, 1, other);
        case 2:
            text[at] = other;
            return text;
        default:
            if (at + 1 < text.size() && std::isalpha(static_cast<unsigned char>(text[at + 1])) != 0)
                std::swap(text[at], text[at + 1]);
            return text;
    }
}

/// One replacement of the table, at a random place where one applies; the text as it was when none does.
inline std::string with_replacement(const std::string& text,
                                    const std::vector<std::pair<std::string, std::string>>& table,
                                    Pick& pick) {
    std::vector<std::pair<std::size_t, std::size_t>> places;
    for (std::size_t i = 0; i < text.size(); ++i) {
        for (std::size_t j = 0; j < table.size(); ++j) {
            if (text.compare(i, table[j].first.size(), table[j].first) == 0) places.emplace_back(i, j);
        }
    }
    if (places.empty()) return text;
    const auto [at, row] = places[pick.below(places.size())];
    return std::string(text).replace(at, table[row].first.size(), table[row].second);
}

inline std::string replaced_all(std::string text,
                                const std::vector<std::pair<std::string, std::string>>& table) {
    for (const auto& [from, to] : table) {
        for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
            text.replace(at, from.size(), to);
    }
    return text;
}

inline SampleName with_other_form(SampleName name, Pick& pick) {
    static const Words kForms{"",     "Ltd.", "Limited", "Co., Ltd.", "LLC",     "Inc", "Corp.",
                              "GmbH", "AG",   "S.A.",    "JSC",       "Company", "PLC", "Pte. Ltd."};
    name.legal_form = pick.one_of(kForms);
    return name;
}

/// Any word but the stem: without that, the name is another.
inline SampleName without_a_word(SampleName name, Pick& pick) {
    if (name.words.size() < 3) return name;
    std::size_t at = pick.below(name.words.size() - 1);
    if (at >= name.stem) ++at;
    name.words.erase(name.words.begin() + static_cast<std::ptrdiff_t>(at));
    return name;
}

inline SampleName reordered(SampleName name, Pick& pick) {
    std::rotate(name.words.begin(),
                name.words.begin() + static_cast<std::ptrdiff_t>(pick.below(name.words.size())),
                name.words.end());
    if (name.words.size() > 2 && pick.with(0.5)) std::swap(name.words[0], name.words[1]);
    return name;
}

inline std::string in_cyrillic(const std::string& text) {
    static const std::vector<std::pair<std::string, std::string>> kLetters{
        {"shch", "щ"}, {"kh", "х"}, {"zh", "ж"}, {"sh", "ш"}, {"ch", "ч"}, {"ts", "ц"}, {"yu", "ю"},
        {"ya", "я"},   {"a", "а"},  {"b", "б"},  {"v", "в"},  {"g", "г"},  {"d", "д"},  {"e", "е"},
        {"z", "з"},    {"i", "и"},  {"y", "й"},  {"k", "к"},  {"l", "л"},  {"m", "м"},  {"n", "н"},
        {"o", "о"},    {"p", "п"},  {"r", "р"},  {"s", "с"},  {"t", "т"},  {"u", "у"},  {"f", "ф"},
        {"w", "в"},    {"c", "к"},  {"h", "х"}};
    std::string lower = text;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return replaced_all(lower, kLetters);
}

/// The name as kind `kind` of perturbation_kinds() leaves it. Equal to name.text() where the kind does not
/// apply.
inline std::string perturbed(const SampleName& name, std::size_t kind, Pick& pick) {
    static const std::vector<std::pair<std::string, std::string>> kRomanisations{
        {"kh", "h"}, {"y", "i"},  {"ks", "x"},   {"v", "w"},  {"ts", "tz"}, {"yu", "iu"}, {"ya", "ia"},
        {"f", "ph"}, {"u", "ou"}, {"sh", "sch"}, {"zh", "j"}, {"ey", "ei"}, {"k", "c"}};
    static const std::vector<std::pair<std::string, std::string>> kWrittenOut{
        {"ü", "ue"}, {"ö", "oe"}, {"ä", "ae"}, {"ß", "ss"}, {"ø", "oe"}, {"å", "aa"}};
    static const std::vector<std::pair<std::string, std::string>> kShort{{"Technology", "Tech."},
                                                                         {"Technologies", "Tech."},
                                                                         {"International", "Int'l"},
                                                                         {"Industries", "Ind."},
                                                                         {"Industrial", "Ind."},
                                                                         {"Electronics", "Elec."},
                                                                         {"Engineering", "Eng."},
                                                                         {"Development", "Dev."},
                                                                         {"Import Export", "Imp. & Exp."},
                                                                         {"University", "Univ."},
                                                                         {"Research Institute", "Res. Inst."},
                                                                         {"Trading", "Trdg"},
                                                                         {"Scientific", "Sci."},
                                                                         {"Equipment", "Equip."},
                                                                         {"Communications", "Comm."},
                                                                         {"Systems", "Sys."},
                                                                         {"Machinery", "Mach."},
                                                                         {"Semiconductor", "Semicon."}};
    static const std::vector<std::pair<std::string, std::string>> kScanned{
        {"o", "0"}, {"l", "1"},  {"i", "l"}, {"rn", "m"}, {"m", "rn"}, {"S", "5"},
        {"B", "8"}, {"d", "cl"}, {"h", "b"}, {"e", "c"},  {"O", "0"},  {"g", "q"}};
    switch (kind) {
        case 0: {
            std::string text = with_typo(name.text(), pick);
            return name.text().size() >= 24 && pick.with(0.5) ? with_typo(text, pick) : text;
        }
        case 1:
            return without_a_word(name, pick).text();
        case 2:
            return reordered(name, pick).text();
        case 3:
            return with_other_form(name, pick).text();
        case 4:
            return with_replacement(with_replacement(name.text(), kRomanisations, pick), kRomanisations,
                                    pick);
        case 5:
            return pick.with(0.5) ? replaced_all(name.text(), kWrittenOut) : to_latin(name.text());
        case 6: {
            const std::string text = replaced_all(name.text(), kShort);
            if (text != name.text() || name.words.size() < 3) return text;
            SampleName shorter = name;  // a given name or trade cut to its first letter
            std::string& last = shorter.words.back();
            last = last.substr(0, 1) + ".";
            return shorter.text();
        }
        case 7:
            return with_replacement(with_replacement(name.text(), kScanned, pick), kScanned, pick);
        case 8: {
            SampleName other = name;
            if (name.pinyin && pick.with(0.5)) {  // "Hangfeng" as "Hang Feng"
                std::string& stem = other.words[other.words.size() > 1 ? 1 : 0];
                if (stem.size() > 4) stem.insert(3 + pick.below(stem.size() - 4), " ");
            } else if (other.words.size() > 1) {
                other.words[0] += other.words[1];
                other.words.erase(other.words.begin() + 1);
            }
            return other.text();
        }
        case 9: {
            if (!name.cyrillic) return name.text();
            SampleName home = name;
            home.words[0] = in_cyrillic(home.words[0]);
            home.legal_form = pick.with(0.5) ? "ООО" : "АО";
            return home.text();
        }
        case 11: {
            SampleName other = name;
            if (other.words.size() > 1)
                other.words.erase(other.words.begin() + static_cast<std::ptrdiff_t>(other.stem));
            return other.text();
        }
        default: {
            SampleName other = with_other_form(name, pick);
            if (other.words.size() > 1) other = reordered(other, pick);
            return with_typo(replaced_all(other.text(), kShort), pick);
        }
    }
}

/// A list of the names; every third has an alias in capitals without its last word, as lists give trade
/// names.
inline PartyList list_of(const std::vector<SampleName>& names) {
    PartyList list;
    list.id = "sample-list";
    for (std::size_t i = 0; i < names.size(); ++i) {
        ListedName entry;
        entry.list = list.id;
        entry.name = names[i].text();
        if (i % 3 == 0 && names[i].words.size() > 2) {
            SampleName shorter = names[i];
            shorter.words.pop_back();
            entry.aliases.push_back(shorter.text());
        }
        list.entries.push_back(std::move(entry));
    }
    return list;
}

}  // namespace countervail::name_samples
