// SPDX-License-Identifier: Apache-2.0
// covers: catalogue, catalogue_reader, read_catalogue, read_processes
#include "materials/catalogue.h"

#include <algorithm>
#include <cmath>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace countervail {
namespace {

using ::testing::HasSubstr;

const Library& shipped() {
    static const Library library = Library::from_folder(COUNTERVAIL_SOURCE_DIR).value();
    return library;
}

const Ledger& ledger() {
    static const Ledger ledger = [] {
        auto read = Ledger::read(shipped());
        if (!read) ADD_FAILURE() << to_text(read.error());
        return std::move(read).value();
    }();
    return ledger;
}

const Date before_control(2025, 4, 3);

const Catalogue& catalogue() {
    static const Catalogue catalogue = [] {
        auto read = read_catalogue(shipped(), ledger(), before_control);
        if (!read) ADD_FAILURE() << to_text(read.error());
        return std::move(read).value();
    }();
    return catalogue;
}

/// Errors of the shipped catalogue with `from` replaced by `to` in one file.
Errors errors_after(const std::string& file, const std::string& from, const std::string& to) {
    Library library = shipped();
    std::string text = library.find("data/materials/" + file)->text;
    const auto at = text.find(from);
    if (at == std::string::npos) {
        ADD_FAILURE() << from << " is not in " << file;
        return {};
    }
    text.replace(at, from.size(), to);
    library.put({"data/materials/" + file, text});
    auto read = read_catalogue(library, ledger(), before_control);
    return read ? Errors{} : read.error();
}

TEST(Catalogue, HasSeventeenElementsOfWhichSixteenAreTraded) {
    const auto& elements = catalogue().elements;
    EXPECT_EQ(elements.size(), 17U);
    EXPECT_EQ(std::count_if(elements.begin(), elements.end(), [](const Element& e) { return e.traded; }), 16);
    for (const Element& element : elements) {
        EXPECT_EQ(catalogue().item(element.id + ".oxide") >= 0, element.traded) << element.id;
        EXPECT_EQ(catalogue().item(element.id + ".metal") >= 0, element.traded) << element.id;
    }
}

TEST(Catalogue, BalancesEveryElementOfEveryProcess) {
    const Catalogue& c = catalogue();
    ASSERT_GT(c.processes.size(), 40U);
    for (const Process& process : c.processes) {
        std::vector<double> net(c.elements.size(), 0.0), in = net;
        for (const Amount& amount : process.inputs) {
            for (const Content& content : c.items[amount.item].contents) {
                net[content.element] += amount.per_activity * content.mass;
                in[content.element] += amount.per_activity * content.mass;
            }
        }
        for (const Amount& amount : process.outputs) {
            for (const Content& content : c.items[amount.item].contents) net[content.element] -= amount.per_activity * content.mass;
        }
        for (const Content& lost : process.lost) {
            EXPECT_GT(lost.mass, 0) << process.id;
            net[lost.element] -= lost.mass;
        }
        if (process.kind == "mine") continue;
        for (std::size_t e = 0; e < net.size(); ++e) {
            EXPECT_LE(std::abs(net[e]), 1e-12 * std::max(1.0, in[e])) << process.id << " " << c.elements[e].id;
        }
    }
}

TEST(Catalogue, AConcentrateYieldsItsWholeBasketAtOnce) {
    const Catalogue& c = catalogue();
    const Process& separate = c.processes[c.process("separate.ion-clay")];
    EXPECT_EQ(separate.outputs.size(), 15U);
    double recovered = 0;
    for (const Amount& output : separate.outputs) recovered += output.per_activity;
    EXPECT_NEAR(recovered, ledger().find("assume:world-separation-recovery")->value / 100, 1e-12);
}

TEST(Catalogue, LightSeparatorsLeaveTheHeaviesInAMixedConcentrate) {
    const Catalogue& c = catalogue();
    const Process& light = c.processes[c.process("separate.mount-weld")];
    const int dysprosium = c.item("dysprosium.oxide"), mixed = c.item("mixed.mount-weld");
    for (const Amount& output : light.outputs) EXPECT_NE(output.item, dysprosium);
    EXPECT_TRUE(std::any_of(light.outputs.begin(), light.outputs.end(), [&](const Amount& a) { return a.item == mixed; }));
    const Process& heavy = c.processes[c.process("separate.mixed.mount-weld")];
    EXPECT_TRUE(std::any_of(heavy.outputs.begin(), heavy.outputs.end(), [&](const Amount& a) { return a.item == dysprosium; }));
}

TEST(Catalogue, OrdinaryAndHotMagnetsShareACustomsCode) {
    const Catalogue& c = catalogue();
    double share = 0;
    int items = 0;
    for (const Item& item : c.items) {
        for (const CustomsCode& code : item.customs_codes) {
            if (code.code != "8505.11.10") continue;
            share += code.share;
            ++items;
        }
    }
    EXPECT_EQ(items, 3);
    EXPECT_NEAR(share, 1, 1e-9);
}

TEST(Catalogue, EveryUseNamesWhatItNeedsAndHowAnExaminerSeesIt) {
    for (const EndUse& use : catalogue().uses) {
        EXPECT_FALSE(use.inputs.empty()) << use.id;
        EXPECT_THAT(use.licence_class, ::testing::AnyOf("civil", "military", "semiconductor")) << use.id;
        for (const Amount& amount : use.inputs) EXPECT_GT(amount.per_activity, 0) << use.id;
    }
    const Catalogue& c = catalogue();
    const EndUse& car = c.uses[c.use("vehicle.electric")];
    double magnets = 0;
    for (const Amount& amount : car.inputs) magnets += amount.per_activity;
    EXPECT_GT(magnets, 0.001);   // t per car: between one and five kilograms
    EXPECT_LT(magnets, 0.005);
}

TEST(Catalogue, RefusesEvidenceThatCameLater) {
    const Errors errors = errors_after("elements.toml", "A6.Sc.oxide-to-metal | Q-02.Sc", "H-095.Dy");
    ASSERT_FALSE(errors.empty());
    EXPECT_EQ(errors[0].where.file, "data/materials/elements.toml");
    EXPECT_GT(errors[0].where.line, 0);
    EXPECT_THAT(errors[0].what, HasSubstr("after 2025-04-03"));
}

struct Mutation {
    const char *file, *from, *to, *what;
};

TEST(Catalogue, NamesThePlaceOfEveryMistake) {
    const Mutation mutations[] = {
        {"elements.toml", "symbol = \"Y\"", "symbl = \"Y\"", "symbl"},
        {"elements.toml", "id = \"yttrium\"", "id = \"lanthanum\"", "twice"},
        {"elements.toml", "A6.Y.oxide-to-metal", "A6.Y.oxide-to-meta", "no statement"},
        {"elements.toml", "A6.Y.oxide-to-metal", "A-01.2024", "wanted here: share"},
        {"deposits.toml", "cerium = \"A-61.Ce | Q-01.A-61.Ce\"\n", "", "sums to"},
        {"deposits.toml", "lanthanum = \"A-61.La |", "lanthanium = \"A-61.La |", "not a traded element"},
        {"items.toml", "stage = \"magnet\"", "stage = \"magnets\"", "not a stage"},
        {"items.toml", "unit = \"t magnet\"", "unit = \"tons\"", "not a unit"},
        {"processes.toml", "output = \"ndfeb.magnet\"", "output = \"ndfeb.magnets\"", "no item"},
        {"processes.toml", "from = \"metal\"", "from = \"metals\"", "neither oxide nor metal"},
        {"processes.toml", "loss = \"assume:world-magnet-loss\"", "", "missing"},
        {"uses.toml", "licence_class = \"military\"", "licence_class = \"army\"", "not a licence class"},
        {"uses.toml", "\"ndfeb.magnet\" = ", "\"ndfeb.magnat\" = ", "no item"},
    };
    for (const Mutation& mutation : mutations) {
        const Errors errors = errors_after(mutation.file, mutation.from, mutation.to);
        ASSERT_FALSE(errors.empty()) << mutation.file << ": " << mutation.to;
        const bool named = std::any_of(errors.begin(), errors.end(), [&](const Error& error) {
            return error.what.find(mutation.what) != std::string::npos && error.where.line > 0 &&
                   error.where.file == std::string("data/materials/") + mutation.file;
        });
        EXPECT_TRUE(named) << mutation.what << " in\n" << to_text(errors);
    }
}

/// A small set of its own: one mined item, one made of it by a recipe, one made of nothing that is followed.
Result<Catalogue> set_with(const std::string& processes) {
    Library library = shipped();
    library.put({"data/materials/small/items.toml",
                 "[[item]]\nid = \"ore\"\nname = \"ore\"\nstage = \"concentrate\"\nunit = \"t gross\"\n"
                 "[[item]]\nid = \"ware\"\nname = \"ware\"\nstage = \"product\"\nunit = \"t gross\"\n"
                 "[[item]]\nid = \"other\"\nname = \"other\"\nstage = \"product\"\nunit = \"t gross\"\n"});
    library.put({"data/materials/small/processes.toml", processes});
    return read_catalogue(library, ledger(), before_control, "small");
}

TEST(Catalogue, ARecipeTakesSoMuchOfEachInput) {
    const auto read = set_with("[[recipe]]\nid = \"make.ware\"\nname = \"ware\"\noutput = \"ware\"\n[recipe.inputs]\nore = \"assume:world-scrap-per-magnet\"\n"
                               "[[recipe]]\nid = \"make.other\"\nname = \"other\"\noutput = \"other\"\n");
    ASSERT_TRUE(read) << to_text(read.error());
    ASSERT_EQ(read->processes.size(), 2U);
    const Process& ware = read->processes[0];
    EXPECT_EQ(ware.kind, "make");
    ASSERT_EQ(ware.inputs.size(), 1U);
    EXPECT_EQ(ware.inputs[0].item, read->item("ore"));
    EXPECT_DOUBLE_EQ(ware.inputs[0].per_activity, 0.36);
    EXPECT_EQ(ware.statements, std::vector<std::string>{"assume:world-scrap-per-magnet"});
    EXPECT_TRUE(read->processes[1].inputs.empty());
    ASSERT_EQ(read->processes[1].outputs.size(), 1U);
}

TEST(Catalogue, ARecipeNamesItsMistakes) {
    const auto read = set_with("[[recipe]]\nid = \"make.ware\"\nname = \"ware\"\noutput = \"wares\"\n[recipe.inputs]\noar = \"assume:world-scrap-per-magnet\"\n");
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().size(), 2U) << to_text(read.error());
    EXPECT_THAT(to_text(read.error()), HasSubstr("oar"));
    EXPECT_THAT(to_text(read.error()), HasSubstr("wares"));
}

/// A set with one element that names no oxide, an item that holds it, and more.
Result<Catalogue> plain_element_with(const std::string& items, const std::string& processes, const std::string& deposits = {}) {
    Library library = shipped();
    library.put({"data/materials/plain/elements.toml", "[[element]]\nid = \"plain\"\nsymbol = \"P\"\natomic_number = 1\nuses = \"tests\"\n"});
    library.put({"data/materials/plain/items.toml",
                 "[[item]]\nid = \"ore\"\nname = \"ore\"\nstage = \"concentrate\"\nunit = \"t content\"\nelements = { plain = \"assume:world-recycling-recovery\" }\n"
                 "[[item]]\nid = \"ware\"\nname = \"ware\"\nstage = \"metal\"\nunit = \"t gross\"\nelements = { plain = \"assume:world-scrap-per-magnet\" }\n" + items});
    library.put({"data/materials/plain/processes.toml", processes});
    if (!deposits.empty()) library.put({"data/materials/plain/deposits.toml", deposits});
    return read_catalogue(library, ledger(), before_control, "plain");
}

TEST(Catalogue, AnElementWithoutOxideBringsNoGoodsAndIsBalancedAllTheSame) {
    const auto read = plain_element_with("", "[[recipe]]\nid = \"make.ware\"\nname = \"ware\"\noutput = \"ware\"\n[recipe.inputs]\nore = \"assume:world-recycling-recovery\"\n");
    ASSERT_TRUE(read) << to_text(read.error());
    EXPECT_EQ(read->items.size(), 2U);
    ASSERT_EQ(read->processes.size(), 1U);
    const double recovery = ledger().find("assume:world-recycling-recovery")->value / 100, in_ware = ledger().find("assume:world-scrap-per-magnet")->value;
    ASSERT_EQ(read->processes[0].lost.size(), 1U);
    EXPECT_NEAR(read->processes[0].lost[0].mass, recovery * recovery - in_ware, 1e-12);
    const auto from_nothing = plain_element_with("", "[[recipe]]\nid = \"make.ware\"\nname = \"ware\"\noutput = \"ware\"\n");
    ASSERT_FALSE(from_nothing);
    EXPECT_THAT(to_text(from_nothing.error()), HasSubstr("gives out more plain"));
}

TEST(Catalogue, WhatFollowsOxidesRefusesAnElementWithoutOne) {
    const std::string refused = "\"plain\" has no oxide here";
    const auto by_oxide = plain_element_with("[[item]]\nid = \"other\"\nname = \"other\"\nstage = \"product\"\nunit = \"t gross\"\noxides = { plain = \"assume:world-scrap-per-magnet\" }\n", "");
    ASSERT_FALSE(by_oxide);
    EXPECT_THAT(to_text(by_oxide.error()), HasSubstr(refused));
    for (const std::string process : {"[[make]]\nid = \"make.ware\"\nname = \"ware\"\noutput = \"ware\"\nfrom = \"oxide\"\nloss = \"assume:world-magnet-loss\"\n",
                                      "[[recycle]]\nid = \"recycle.ware\"\nname = \"ware\"\ninput = \"ware\"\nrecovery = \"assume:world-recycling-recovery\"\n"}) {
        const auto read = plain_element_with("", process);
        ASSERT_FALSE(read) << process;
        EXPECT_THAT(to_text(read.error()), HasSubstr("processes.toml:4:")) << process;
        EXPECT_THAT(to_text(read.error()), HasSubstr(refused)) << process;
    }
    const auto deposit = plain_element_with("", "", "[[deposit]]\nid = \"hill\"\nname = \"hill\"\nrecovery = \"assume:world-recycling-recovery\"\n[deposit.basket]\nplain = \"assume:world-recycling-recovery\"\n");
    ASSERT_FALSE(deposit);
    EXPECT_THAT(to_text(deposit.error()), HasSubstr(refused));
}

TEST(Catalogue, FindsACircleInABillOfMaterials) {
    Library library = shipped();
    std::string text = library.find("data/materials/processes.toml")->text;
    text += "\n[[chip]]\nid = \"make.circle\"\nname = \"circle\"\noutput = \"logic.advanced\"\n"
            "inputs = { \"gpu.accelerator\" = \"assume:world-accelerator-logic\" }\n";
    library.put({"data/materials/processes.toml", text});
    const auto read = read_catalogue(library, ledger(), before_control);
    ASSERT_FALSE(read);
    EXPECT_THAT(to_text(read.error()), HasSubstr("to make itself"));
}

TEST(Catalogue, AMissingFileIsNamed) {
    Library library(std::vector<LibraryFile>{});
    const auto read = read_catalogue(library, ledger(), before_control);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().size(), 5U);
}

}  // namespace
}  // namespace countervail
