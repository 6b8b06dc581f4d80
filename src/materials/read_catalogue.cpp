// SPDX-License-Identifier: Apache-2.0
// elements.toml and items.toml, and what all readers of data/materials/ share.
#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.h"
#include "materials/catalogue_reader.h"

namespace countervail {
namespace {

template <class Row>
std::vector<std::string> ids_of(const std::vector<Row>& rows) {
    std::vector<std::string> ids;
    for (const Row& row : rows) ids.push_back(row.id);
    return ids;
}

std::optional<Stage> parse_stage(std::string_view text) {
    for (const Stage stage : {Stage::concentrate, Stage::oxide, Stage::metal, Stage::magnet, Stage::product,
                              Stage::scrap, Stage::chip}) {
        if (to_text(stage) == text) return stage;
    }
    return std::nullopt;
}

}  // namespace

Result<Catalogue> read_catalogue(const Library& library, const Ledger& ledger, Date known_on, std::string_view set,
                                 FigureYear year) {
    return CatalogueReader(library, ledger, known_on, set, year).read();
}

Result<Catalogue> CatalogueReader::read() {
    file("elements.toml", &CatalogueReader::elements);
    file("deposits.toml", &CatalogueReader::deposits);
    file("items.toml", &CatalogueReader::items);
    file("processes.toml", &CatalogueReader::processes);
    file("uses.toml", &CatalogueReader::uses);
    if (errors_.empty()) check_cycles();
    if (!errors_.empty()) return std::unexpected(std::move(errors_));
    return std::move(catalogue_);
}

void CatalogueReader::file(std::string_view name, Reading reading) {
    const std::string path = folder_ + std::string(name);
    const LibraryFile* found = library_.find(path);
    if (found == nullptr && optional_ && !library_.files(folder_, ".toml").empty()) return;
    if (found == nullptr) {
        errors_.push_back({{path}, "is missing", "the catalogue needs it; see docs/formats/world.md"});
        return;
    }
    auto toml = TomlFile::parse(found->text, path);
    if (!toml) {
        append(errors_, std::move(toml.error()));
        return;
    }
    (this->*reading)(toml->root());
    append(errors_, toml->take_errors());
}

void CatalogueReader::elements(Section root) {
    for (Section& section : root.tables("element")) element(section);
    root.finish();
}

/// One element brings its oxide, its metal and the smelter between them (activity of the smelter: t metal); one that names no
/// oxide brings nothing, and its goods stand in items.toml.
void CatalogueReader::element(Section& section) {
    Element element;
    element.id = section.text("id");
    element.symbol = section.text("symbol");
    element.atomic_number = static_cast<int>(section.integer("atomic_number", 0));
    element.heavy = section.flag("heavy", false);
    element.traded = section.flag("traded", true);
    element.uses = section.text("uses");
    const bool has_oxide = element.traded && (section.has("oxide") || section.has("content") || section.has("smelting_yield"));
    if (has_oxide) {
        element.oxide = section.text("oxide");
        const auto content = figures_.figure(section, "content", "share");
        if (content) element.oxide_to_metal = content->value;
        if (content && (content->value <= 0 || content->value >= 1)) {
            section.problem("content", "is not between 0 and 1", "t of element in 1 t of oxide");
        }
    }
    if (catalogue_.element(element.id) >= 0) section.problem("id", "\"" + element.id + "\" stands twice", "rename one");
    catalogue_.elements.push_back(element);
    const int index = static_cast<int>(catalogue_.elements.size()) - 1;
    const auto yield = has_oxide ? figures_.figure(section, "smelting_yield", "share") : std::nullopt;
    const auto oxide_codes = customs_codes(section, "oxide_codes");
    const auto metal_codes = customs_codes(section, "metal_codes");
    if (yield && element.oxide_to_metal > 0) {
        if (yield->value <= 0 || yield->value > 1) section.problem("smelting_yield", "is not between 0 and 1", "");
        add(section, Item{element.id + ".oxide", element.id + " oxide", Stage::oxide, "t oxide",
                          {{index, element.oxide_to_metal}}, oxide_codes, {section.text("content")}});
        add(section, Item{element.id + ".metal", element.id + " metal", Stage::metal, "t metal", {{index, 1.0}},
                          metal_codes, {}});
        Process smelt{"smelt." + element.id, "smelting of " + element.id, "smelt", {}, {}, {}, {}};
        smelt.inputs = {{catalogue_.item(element.id + ".oxide"), 1 / (element.oxide_to_metal * yield->value)}};
        smelt.outputs = {{catalogue_.item(element.id + ".metal"), 1.0}};
        smelt.statements = {yield->statement->id};
        add(section, std::move(smelt));
    }
    section.finish();
}

void CatalogueReader::items(Section root) {
    for (Section& section : root.tables("item")) item(section);
    root.finish();
}

void CatalogueReader::item(Section& section) {
    Item item;
    item.id = section.text("id");
    item.name = section.text("name");
    item.unit = section.text("unit");
    const std::string stage = section.text("stage");
    if (const auto parsed = parse_stage(stage)) {
        item.stage = *parsed;
    } else if (!stage.empty()) {
        section.problem("stage", "\"" + stage + "\" is not a stage",
                        "concentrate, oxide, metal, magnet, product, scrap or chip");
    }
    if (auto unit = Unit::parse(item.unit); !unit) {
        for (const Error& error : unit.error()) section.problem("unit", error.what, error.hint);
    }
    item.contents = contents(section);
    item.customs_codes = customs_codes(section, "codes");
    section.finish();
    add(section, std::move(item));
}

/// `elements` and `oxides`: t of element, or of its oxide, in 1 t; `like` with `dilution`: another item, thinned.
std::vector<Content> CatalogueReader::contents(Section& section) {
    std::map<int, double> masses;
    for (const char* key : {"elements", "oxides"}) {
        Section table = section.table(key);
        for (const std::string& name : table.keys()) {
            const auto share = figures_.figure(table, name, "share");
            const bool oxide = std::string_view(key) == "oxides";
            const int element = oxide ? element_with_oxide(table, name, name) : known_element(table, name, name);
            if (element < 0 || !share) continue;
            masses[element] += share->value * (oxide ? catalogue_.elements[element].oxide_to_metal : 1.0);
        }
    }
    if (section.has("like")) {
        const int other = known_item(section, "like", section.text("like"));
        const auto dilution = figures_.figure(section, "dilution", "share");
        if (other >= 0 && dilution) {
            for (const Content& content : catalogue_.items[other].contents) {
                masses[content.element] += content.mass * dilution->value;
            }
        }
    }
    std::vector<Content> contents;
    double total = 0;
    for (const auto& [element, mass] : masses) {
        contents.push_back({element, mass});
        total += mass;
        if (!(mass > 0)) section.problem("id", "holds a negative mass of " + catalogue_.elements[element].id, "");
    }
    if (total > 1 + 1e-12) section.problem("id", "its elements weigh more than the item itself", "check the shares");
    return contents;
}

int CatalogueReader::known_element(Section& section, std::string_view key, std::string_view name) {
    const int index = catalogue_.element(name);
    if (index < 0 || !catalogue_.elements[index].traded) {
        section.problem(key, "\"" + std::string(name) + "\" is not a traded element",
                        did_you_mean(name, ids_of(catalogue_.elements)));
        return -1;
    }
    return index;
}

int CatalogueReader::element_with_oxide(Section& section, std::string_view key, std::string_view name) {
    const int index = known_element(section, key, name);
    if (index < 0 || catalogue_.item(catalogue_.elements[index].id + ".oxide") >= 0) return index;
    // An element whose own entry is faulty has been reported there.
    if (catalogue_.elements[index].oxide.empty()) {
        section.problem(key, "\"" + std::string(name) + "\" has no oxide here", "name one in elements.toml, or speak of the element itself");
    }
    return -1;
}

/// Whether every element in `item` comes as oxide and metal; one that does not is a problem of `key`.
bool CatalogueReader::has_forms(Section& section, std::string_view key, int item) {
    bool all = true;
    for (const Content& content : catalogue_.items[item].contents) {
        all = element_with_oxide(section, key, catalogue_.elements[content.element].id) >= 0 && all;
    }
    return all;
}

int CatalogueReader::known_item(Section& section, std::string_view key, std::string_view name) {
    const int index = catalogue_.item(name);
    if (index < 0) {
        section.problem(key, "there is no item \"" + std::string(name) + "\"",
                        did_you_mean(name, ids_of(catalogue_.items)));
    }
    return index;
}

/// Texts "8505.11.10 HS2022 assume:share-id"; without a third word the whole code is this item.
std::vector<CustomsCode> CatalogueReader::customs_codes(Section& section, std::string_view key) {
    std::vector<CustomsCode> codes;
    for (const std::string& text : section.texts(key)) {
        const std::vector<std::string> words = split(text, ' ');
        if (words.size() < 2 || words.size() > 3) {
            section.problem(key, "\"" + text + "\" is not a customs code",
                            "write \"8505.11.10 CN2024\" or \"8505.11.10 CN2024 assume:share\"");
            continue;
        }
        CustomsCode code{words[0], words[1], 1.0};
        if (words.size() == 3) {
            if (const auto share = figures_.named(section, key, words[2], "share")) code.share = share->value;
        }
        codes.push_back(std::move(code));
    }
    return codes;
}

void CatalogueReader::add(Section& section, Item item) {
    if (catalogue_.item(item.id) >= 0) section.problem("id", "item \"" + item.id + "\" stands twice", "rename one");
    catalogue_.items.push_back(std::move(item));
}

void CatalogueReader::add(Section& section, Process process) {
    if (catalogue_.process(process.id) >= 0) {
        section.problem("id", "process \"" + process.id + "\" stands twice", "rename one");
    }
    close_balance(process, section);
    catalogue_.processes.push_back(std::move(process));
}

double CatalogueReader::oxide_per_element(int element) const {
    return 1 / catalogue_.elements[element].oxide_to_metal;
}

/// Derives what is lost of each element and refuses a process that makes matter; a mine brings elements in.
void CatalogueReader::close_balance(Process& process, Section& section) {
    std::vector<double> net(catalogue_.elements.size(), 0.0), in(catalogue_.elements.size(), 0.0);
    const auto count = [&](const std::vector<Amount>& amounts, double sign) {
        for (const Amount& amount : amounts) {
            if (amount.item < 0) continue;
            if (!(amount.per_activity > 0)) {
                section.problem("id", "process \"" + process.id + "\" has an amount that is not positive", "");
            }
            for (const Content& content : catalogue_.items[amount.item].contents) {
                net[content.element] += sign * amount.per_activity * content.mass;
                if (sign > 0) in[content.element] += amount.per_activity * content.mass;
            }
        }
    };
    count(process.inputs, 1);
    count(process.outputs, -1);
    process.lost.clear();
    for (std::size_t e = 0; e < net.size(); ++e) {
        if (process.kind == "mine") continue;
        if (net[e] < -1e-12 * std::max(1.0, in[e])) {
            section.problem("id",
                            "process \"" + process.id + "\" gives out more " + catalogue_.elements[e].id +
                                " than it takes in, by " + readable_number(-net[e]) + " t per unit of activity",
                            "raise the input, or lower a yield or recovery");
        }
        if (net[e] > 1e-12 * std::max(1.0, in[e])) process.lost.push_back({static_cast<int>(e), net[e]});
    }
}

}  // namespace countervail
