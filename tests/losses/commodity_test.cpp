// SPDX-License-Identifier: Apache-2.0
// covers: commodity_read
#include "losses/commodity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "base/random.h"
#include "base/text.h"

namespace countervail {
namespace {

using testing::HasSubstr;

const std::string kFile = "data/economy/commodities.toml";

/// The product's own files, read once.
struct OwnFiles {
    Library library = Library::embedded();
    Ledger ledger = Ledger::read(library).value();
    Catalogue catalogue = read_catalogue(library, ledger, Date(2999, 12, 31)).value();
    Industries industries = read_industries(library, catalogue).value();
    std::string text = library.find(kFile)->text;

    Result<CommodityBook> read(std::string changed) const {
        Library other = library;
        other.put({kFile, std::move(changed)});
        return read_commodities(other, ledger, industries, Date(2999, 12, 31));
    }
};

const OwnFiles& own() {
    static const OwnFiles files;
    return files;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const std::size_t at = text.find(what);
    EXPECT_NE(at, std::string::npos) << what;
    return text.replace(at, what.size(), by);
}

TEST(commodity, own_book_reads_and_its_figures_make_sense) {
    const auto book = own().read(own().text);
    ASSERT_TRUE(book.has_value()) << to_text(book.error());
    EXPECT_GE(book->list.size(), 6U);
    EXPECT_FALSE(book->statements.empty());
    for (const Commodity& each : book->list) {
        EXPECT_EQ(book->commodity(each.id), &each - book->list.data());
        for (const CommodityScenario& scenario : each.scenarios) EXPECT_LE(scenario.probability.high, 1);
        for (const CommodityConsumer& consumer : each.consumers) {
            double shares = 0;
            for (const CommodityUse& use : consumer.uses) {
                shares += use.share.mode;
                EXPECT_LE(use.elasticity.low, use.elasticity.mode);
                EXPECT_LE(use.output.mode, use.output.high);
            }
            EXPECT_NEAR(shares, 1, 0.05) << each.id;
        }
    }
    EXPECT_EQ(book->commodity("nothing"), -1);
}

// Canonical units are tonnes and weeks; the book is in tonnes and years, USD million.
TEST(commodity, figures_are_per_year) {
    const auto book = own().read(own().text);
    ASSERT_TRUE(book.has_value());
    const Commodity& gallium = book->list[static_cast<std::size_t>(book->commodity("gallium"))];
    const Statement* used = own().ledger.find(gallium.consumers[0].amount.statement);
    ASSERT_NE(used, nullptr);
    EXPECT_EQ(used->unit.text(), "kg metal/year");
    EXPECT_NEAR(gallium.consumers[0].amount.mode, used->value / 1000, 1e-9 * used->value);
    const Statement* price = own().ledger.find(gallium.price.statement);
    EXPECT_NEAR(gallium.price.mode, price->value * 1000, 1e-6 * price->value);
    const Range& output = gallium.consumers[0].uses[0].output;
    EXPECT_NEAR(output.mode, own().ledger.find(output.statement)->value * 1000, 1e-6);   // USD bn/year
    ASSERT_FALSE(gallium.published.empty());
    EXPECT_NEAR(gallium.published[0].value.mode, own().ledger.find(gallium.published[0].value.statement)->value * 1000, 1e-6);   // USD bn
}

struct Spoilt {
    std::string what, by, word;
};

TEST(commodity, every_kind_of_mistake_is_named_with_its_place) {
    const std::vector<Spoilt> kinds{
        {"id = \"gallium\"", "id = \"gallium\"\nidd = 1", "idd"},
        {"basis = [\"metal\"]", "basis = [\"oxide\"]", "counted on the basis oxide"},
        {"producer = \"metals\"", "producer = \"metal\"", "there is no industry \"metal\""},
        {"place = \"JPN\"", "place = \"CHN\"", "two suppliers are at \"CHN\""},
        {"net_exports = \"Y-01\"", "", "no supplier with net exports"},
        {"net_exports = \"Y-01\"", "net_exports = \"H-275.2022\"", "wanted here: mass/time"},
        {"capacity = \"H-363.CHN.2025\"", "capacity = \"H-363.JPN.2025\"", "below the output"},
        {"share = \"Y-02.circuits\"", "share = \"Y-02.other\"", "the shares of the uses sum to"},
        {"id = \"optical\"", "id = \"circuits\"", "two uses are called"},
        {"likelihood = \"control in force and used\"", "likelihood = \"control in force and use\"", "there is no class"},
        {"measure = \"weighted-loss\"", "measure = \"weighed-loss\"", "is no measure"},
        {"in = \"USA\"", "in = \"FRA\"", "is no consumer"},
        {"statement = \"H-200.gallium\"", "statement = \"H-200.galium\"", "H-200.galium"},
        {"id = \"germanium\"", "id = \"gallium\"", "two commodities are called"},
        {"commodities = [\"gallium\", \"germanium\"]", "commodities = [\"gallium\", \"germanum\"]", "there is no commodity"},
        {"restart_price = \"assume:commodity-restart-price\"", "restart_price = \"assume:commodity-restart-share\"", "wanted here: ratio"},
        {"at_least = true", "at_least = 1", "at_least"},
    };
    for (const Spoilt& each : kinds) {
        const auto book = own().read(replaced(own().text, each.what, each.by));
        ASSERT_FALSE(book.has_value()) << each.what << " → " << each.by;
        EXPECT_THAT(to_text(book.error()), HasSubstr(each.word));
        for (const Error& error : book.error()) {
            EXPECT_EQ(error.where.file, kFile);
            EXPECT_GT(error.where.line, 0) << error.what;
            EXPECT_FALSE(error.hint.empty()) << error.what;
        }
    }
}

TEST(commodity, what_was_not_known_on_a_day_is_refused) {
    const auto book = read_commodities(own().library, own().ledger, own().industries, Date(2023, 1, 1));
    ASSERT_FALSE(book.has_value());
    EXPECT_THAT(to_text(book.error()), HasSubstr(kFile));
}

TEST(commodity, a_library_without_the_file_says_so) {
    const auto book = read_commodities(Library(std::vector<LibraryFile>{}), own().ledger, own().industries, Date(2999, 12, 31));
    ASSERT_FALSE(book.has_value());
    EXPECT_THAT(to_text(book.error()), HasSubstr("commodities.toml"));
}

/// One random mistake in one line that says something; returns the number of the line.
int spoil(std::vector<std::string>& lines, std::uint32_t trial) {
    const auto pick = [trial](std::uint32_t what, std::size_t count) { return static_cast<std::size_t>(uniform(41, trial, what, 5) * static_cast<double>(count)); };
    std::vector<std::size_t> saying;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (!lines[i].empty() && lines[i][0] != '#') saying.push_back(i);
    }
    const std::size_t at = saying[pick(1, saying.size())];
    std::string& line = lines[at];
    switch (trial % 8) {
        case 0: line.erase(pick(100, line.size()), 1); break;
        case 1: line.insert(pick(101, line.size() + 1), 1, "\"[]=#x.é\n"[pick(102, 8)]); break;
        case 2: line += " trailing"; break;
        case 3: line = "unknown_" + line; break;
        case 4: line = lines[pick(103, lines.size())]; break;
        case 5: std::swap(line, lines[pick(104, lines.size())]); break;
        case 6: line.clear(); break;
        default:
            if (const std::size_t quote = line.find('"'); quote != std::string::npos) line.insert(quote + 1, "x-");
            else line += "=";
    }
    return static_cast<int>(at) + 1;
}

TEST(commodity_mutation, spoilt_files_are_refused_with_a_place_or_read_harmlessly) {
    int refused = 0, read = 0;
    for (std::uint32_t trial = 0; trial < 400; ++trial) {
        std::vector<std::string> lines = split(own().text, '\n');
        const int line = spoil(lines, trial);
        const auto book = own().read(join(lines, "\n"));
        if (book) {
            ++read;
            for (const Commodity& each : book->list) {
                for (const Range* range : {&each.price, &each.restart, &each.stretch, &each.restart_price, &each.supply_elasticity}) {
                    EXPECT_TRUE(std::isfinite(range->low) && range->low <= range->mode && range->mode <= range->high) << trial;
                }
            }
            continue;
        }
        ++refused;
        ASSERT_FALSE(book.error().empty());
        for (const Error& error : book.error()) {
            EXPECT_EQ(error.where.file, kFile) << trial << " line " << line;
            EXPECT_GT(error.where.line, 0) << trial << ": " << error.what;
            EXPECT_FALSE(error.what.empty());
            EXPECT_FALSE(error.hint.empty()) << trial << ": " << error.what;
        }
    }
    EXPECT_GE(refused, 250);
    EXPECT_LE(read, 150);
}

}  // namespace
}  // namespace countervail
