// SPDX-License-Identifier: Apache-2.0
// covers: name_words, name_distance
#include "parties/name_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "base/random.h"
#include "parties/list_samples.h"
#include "parties/name_distance.h"

namespace countervail {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

NameText apart(const std::string& name) { return take_apart(name, list_samples::name_words()); }

TEST(NameText, LatinLettersOfOneCase) {
    EXPECT_EQ(to_latin("  Öst-Werft  &  Söhne "), "ost werft and sohne");
    EXPECT_EQ(to_latin("S.A. de C.V."), "sa de cv");
    EXPECT_EQ(to_latin("J. M. U."), "jmu");
    EXPECT_EQ(to_latin("Xi'an O’Neil"), "xian oneil");
    EXPECT_EQ(to_latin("Рособоронэкспорт"), "rosoboroneksport");
    EXPECT_EQ(to_latin("Жуков Хабаровск"), "zhukov khabarovsk");
    EXPECT_EQ(to_latin("北京航空"), "bei jing hang kong");
    EXPECT_EQ(to_latin("ﬁrma ＡＢＣ № 5"), "firma abc no 5");
    EXPECT_EQ(to_latin(""), "");
    EXPECT_EQ(to_latin("\xff\xfe abc"), "abc");
    EXPECT_EQ(to_latin("∅∀"), "");
}

TEST(NameText, LegalFormsAreSetAside) {
    for (const char* name :
         {"Hangfeng Optics Co., Ltd.", "HANGFENG OPTICS COMPANY LIMITED",
          "Hangfeng Optics (Comapny Lirnited)", "Hangfeng Optics GmbH & Co. KG", "Hangfeng Optics S.A.",
          "OOO Hangfeng Optics", "Hangfeng Optics Joint-Stock Company", "株式会社 Hangfeng Optics",
          "Hangfeng Optics Ltcl"}) {
        EXPECT_THAT(apart(name).words, ElementsAre("hangfeng", "optics")) << name;
        EXPECT_FALSE(apart(name).legal_groups.empty()) << name;
    }
    EXPECT_THAT(apart("杭峰光学股份有限公司").words, ElementsAre("hang", "feng", "guang", "xue"));
    EXPECT_THAT(apart("ООО «Вектор»").words, ElementsAre("vektor"));
    EXPECT_EQ(apart("Vector LLC").legal_groups, apart("Vector GmbH").legal_groups);
    EXPECT_NE(apart("Vector LLC").legal_groups, apart("Vector AG").legal_groups);
}

TEST(NameText, ANameIsNeverEmptied) {
    EXPECT_THAT(apart("Company Limited").words, ElementsAre("company", "limited"));
    EXPECT_FALSE(apart("有限公司").words.empty());
    EXPECT_TRUE(apart("…").words.empty());
}

TEST(NameText, AbbreviationsAreSpelledOutAndFillersDropped) {
    EXPECT_THAT(apart("Univ. of Tech. and Int'l Trdg").words,
                ElementsAre("university", "technology", "international", "trading"));
}

TEST(NameText, OneSoundOneKey) {
    EXPECT_EQ(sound_key("khabarov"), sound_key("habarov"));
    EXPECT_EQ(sound_key("mueller"), sound_key("muller"));
    EXPECT_EQ(sound_key("rosoboronexport"), sound_key("rosoboroneksport"));
    EXPECT_EQ(sound_key("yuriy"), sound_key("yurii"));
    EXPECT_NE(sound_key("zhang"), sound_key("shang"));
    EXPECT_NE(sound_key("jin"), sound_key("yin"));
    EXPECT_EQ(sight_key("0ptlcs"), sight_key("optics"));
    EXPECT_EQ(sight_key("cornpany"), sight_key("company"));
    EXPECT_NE(sight_key("10"), sight_key("lo"));
}

TEST(NameWords, TellsWhatIsWrong) {
    const auto words = NameWords::parse(
        "kind,word,stands_for\nlegal-forms,ltd,limited\nabbreviation,tech,\nfiller,,\n", "w.csv");
    ASSERT_FALSE(words);
    EXPECT_EQ(words.error().size(), 3U);
    EXPECT_THAT(to_text(words.error()), HasSubstr("w.csv:2"));
    EXPECT_FALSE(NameWords::read(Library(std::vector<LibraryFile>{})));
}

TEST(NameDistance, KnownDistances) {
    EXPECT_EQ(edit_distance("", ""), 0);
    EXPECT_EQ(edit_distance("abc", ""), 3);
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3);
    EXPECT_EQ(edit_distance("ca", "ac"), 1);
    EXPECT_EQ(edit_distance("ca", "abc"), 3);  // no letter touched twice
    EXPECT_DOUBLE_EQ(edit_similarity("abcd", "abcx"), 0.75);
    EXPECT_DOUBLE_EQ(edit_similarity("", ""), 1);
    EXPECT_EQ(edit_distance(std::string(70, 'a') + "b", std::string(70, 'a') + "c"), 1);
}

/// The recursion of optimal string alignment, written down.
int by_recursion(const std::string& a, const std::string& b) {
    std::vector<std::vector<int>> table(a.size() + 1, std::vector<int>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                table[i][j] = static_cast<int>(i + j);
                continue;
            }
            table[i][j] = std::min({table[i - 1][j] + 1, table[i][j - 1] + 1,
                                    table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                table[i][j] = std::min(table[i][j], table[i - 2][j - 2] + 1);
        }
    }
    return table[a.size()][b.size()];
}

TEST(NameDistance, AgreesWithTheRecursion) {
    for (std::uint32_t trial = 0; trial < 4000; ++trial) {
        const auto word = [&](std::uint32_t purpose) {
            std::string text;
            const auto length =
                static_cast<std::size_t>(uniform(5, trial, 0, purpose) * (trial % 10 == 0 ? 90 : 14));
            for (std::uint32_t i = 0; i < length; ++i)
                text += static_cast<char>('a' + static_cast<int>(uniform(5, trial, i + 1, purpose) * 3));
            return text;
        };
        const std::string a = word(1), b = word(2);
        ASSERT_EQ(edit_distance(a, b), by_recursion(a, b)) << a << " " << b;
        ASSERT_EQ(edit_distance(b, a), edit_distance(a, b));
    }
}

TEST(NameText, AnyBytesAreTakenApartAndOnceIsEnough) {
    EXPECT_TRUE(
        rc::check("to_latin gives words of a-z and 0-9 and is idempotent", [](const std::string& bytes) {
            const std::string latin = to_latin(bytes);
            RC_ASSERT(latin.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789 ") == std::string::npos);
            RC_ASSERT(to_latin(latin) == latin);
            take_apart(bytes, list_samples::name_words());
        }));
}

}  // namespace
}  // namespace countervail
