// SPDX-License-Identifier: Apache-2.0
// What exists: elements, items at a stage, the processes that turn items into items, and the end uses. Read from
// data/materials/*.toml; every figure is a reference to a statement of the ledger. Knows no country's policy.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/library.h"
#include "evidence/ledger.h"
#include "materials/figure_year.h"

namespace countervail {

struct Element {
    std::string id;              ///< "dysprosium"
    std::string symbol;          ///< "Dy"
    int atomic_number = 0;
    bool heavy = false;          ///< USGS convention: yttrium counts as heavy
    bool traded = true;          ///< promethium is not
    std::string oxide;           ///< "Dy2O3"
    double oxide_to_metal = 0;   ///< t of element in 1 t of oxide; 0 where no oxide is traded
    std::string uses;            ///< one line
};

/// Where an item stands in the chain.
enum class Stage { concentrate, oxide, metal, magnet, product, scrap, chip };
std::string to_text(Stage stage);

/// A customs code that covers an item: of the trade under `code`, `share` (0…1) is this item.
struct CustomsCode {
    std::string code;            ///< "8505.11.10"
    std::string nomenclature;    ///< "HS2022", "CN2025"
    double share = 1;
};

struct Content {
    int element = 0;             ///< index into Catalogue::elements
    double mass = 0;             ///< t of the element in 1 t of the item
};

struct Item {
    std::string id;              ///< "dysprosium.oxide", "ndfeb.magnet.hot", "concentrate.bayan-obo", "gpu.accelerator"
    std::string name;            ///< for people: "dysprosium oxide"
    Stage stage = Stage::oxide;
    std::string unit;            ///< "t REO", "t oxide", "t metal", "t magnet", "USD million"
    std::vector<Content> contents;   ///< empty for chips
    std::vector<CustomsCode> customs_codes;
    std::vector<std::string> statements;   ///< ids behind the figures
};

struct Amount {
    int item = 0;                ///< index into Catalogue::items
    double per_activity = 0;     ///< in the item's unit per unit of activity
};

/// Inputs → outputs at fixed proportions; joint outputs are the rule. Per element, inputs − outputs = lost ≥ 0
/// (a mine has no inputs: its elements enter the world there).
struct Process {
    std::string id;              ///< "separate.bayan-obo", "smelt.dysprosium", "make.ndfeb.hot", "recycle.ndfeb"
    std::string name;
    std::string kind;            ///< "mine", "separate", "smelt", "make", "recycle", "chip"
    std::vector<Amount> inputs;
    std::vector<Amount> outputs;
    std::vector<Content> lost;   ///< per unit of activity; checked at load to close the balance to 1e-12
    std::vector<std::string> statements;
};

/// What the world wants: vehicles, turbines, missiles … `intensity` is per unit of output.
struct EndUse {
    std::string id;              ///< "vehicle.electric"
    std::string name;
    std::string sector;          ///< "vehicles", "defence", "energy", "electronics", "industry", "chip-making"
    std::string licence_class;   ///< "civil", "military", "semiconductor": how an examiner sees it
    std::string output_unit;     ///< "vehicles", "MW", "t"
    std::vector<Amount> inputs;  ///< in the item's unit per unit of output
    std::vector<std::string> statements;
};

struct Catalogue {
    std::vector<Element> elements;
    std::vector<Item> items;
    std::vector<Process> processes;
    std::vector<EndUse> uses;

    /// Index, or -1.
    int element(std::string_view id) const;
    int item(std::string_view id) const;
    int process(std::string_view id) const;
    int use(std::string_view id) const;
};

/// The catalogue of one chain: data/materials/<set>/*.toml, or data/materials/*.toml for the set "" (rare earths, magnets and
/// chips). A named set may leave out files it has nothing for. All problems of all files at once; statements published after
/// `known_on` are refused. `year`: figures of another year than the files' own (materials/figure_year.h).
Result<Catalogue> read_catalogue(const Library& library, const Ledger& ledger, Date known_on, std::string_view set = {},
                                 FigureYear year = {});

}  // namespace countervail
