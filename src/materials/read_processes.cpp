// SPDX-License-Identifier: Apache-2.0
// deposits.toml, processes.toml and uses.toml.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "materials/catalogue_reader.h"

namespace countervail {
namespace {

/// Sums to 1 exactly what a basket of rounded percentages gives.
void normalise(std::vector<std::pair<int, double>>& basket) {
    double total = 0;
    for (const auto& [element, share] : basket) total += share;
    for (auto& [element, share] : basket) share /= total;
}

constexpr double basket_slack = 0.06;   // published baskets sum to 0.97–1.02 (facts A-60…A-65)

}  // namespace

void CatalogueReader::deposits(Section root) {
    for (Section& section : root.tables("deposit")) deposit(section);
    root.finish();
}

/// A deposit brings its concentrate (t REO), its mine and its separator; activity of both: t REO. The elements
/// named in `mixed` leave the separator together, as one mixed concentrate with a separator of its own.
void CatalogueReader::deposit(Section& section) {
    const std::string id = section.text("id"), name = section.text("name");
    Section table = section.table("basket");
    std::vector<std::pair<int, double>> basket;
    std::vector<std::string> statements;
    double total = 0;
    for (const std::string& key : table.keys()) {
        const auto share = figures_.figure(table, key, "share");
        const int element = element_with_oxide(table, key, key);
        if (element < 0 || !share || share->value == 0) continue;
        if (share->value < 0) table.problem(key, "is negative", "a share of the basket");
        basket.emplace_back(element, share->value);
        statements.push_back(share->statement->id);
        total += share->value;
    }
    const auto recovery = figures_.figure(section, "recovery", "share");
    const auto codes = customs_codes(section, "codes");
    std::vector<int> mixed_elements;
    for (const std::string& element : section.texts("mixed")) {
        mixed_elements.push_back(element_with_oxide(section, "mixed", element));
    }
    if (std::abs(total - 1) > basket_slack) {
        section.problem("basket", "sums to " + readable_number(100 * total) + "%, not to 100%",
                        "name every oxide of the deposit once");
    }
    if (recovery && (recovery->value <= 0 || recovery->value > 1)) {
        section.problem("recovery", "is not between 0 and 1", "");
    }
    if (!basket.empty() && recovery) {
        normalise(basket);
        Item concentrate{"concentrate." + id, name, Stage::concentrate, "t REO", {}, codes, statements};
        Process separate{"separate." + id, "separation of " + name, "separate", {}, {}, {}, {recovery->statement->id}};
        std::vector<Amount> mixed;
        for (const auto& [element, share] : basket) {
            concentrate.contents.push_back({element, share * catalogue_.elements[element].oxide_to_metal});
            const Amount oxide{catalogue_.item(catalogue_.elements[element].id + ".oxide"), share};
            const bool is_mixed = std::count(mixed_elements.begin(), mixed_elements.end(), element) > 0;
            if (is_mixed) mixed.push_back(oxide);
            else separate.outputs.push_back({oxide.item, share * recovery->value});
        }
        add(section, concentrate);
        const int item = catalogue_.item(concentrate.id);
        add(section, Process{"mine." + id, "mining of " + name, "mine", {}, {{item, 1.0}}, {}, {}});
        separate.inputs = {{item, 1.0}};
        if (!mixed.empty()) mixed_concentrate(section, id, mixed, recovery->value, separate);
        add(section, std::move(separate));
    }
    section.finish();
}

void CatalogueReader::mixed_concentrate(Section& section, const std::string& deposit, const std::vector<Amount>& mixed,
                                        double recovery, Process& separate) {
    double total = 0;
    for (const Amount& oxide : mixed) total += oxide.per_activity;
    Item item{"mixed." + deposit, "mixed middle and heavy concentrate of " + deposit, Stage::concentrate, "t REO",
              {}, customs_codes(section, "mixed_codes"), {}};
    Process finish{"separate.mixed." + deposit, "separation of the " + item.name, "separate", {}, {}, {}, separate.statements};
    for (const Amount& oxide : mixed) {
        const Content content = catalogue_.items[oxide.item].contents.front();
        item.contents.push_back({content.element, content.mass * oxide.per_activity / total});
        finish.outputs.push_back({oxide.item, recovery * oxide.per_activity / total});
    }
    add(section, item);
    const int index = catalogue_.item(item.id);
    separate.outputs.push_back({index, total * recovery});
    finish.inputs = {{index, 1.0}};
    add(section, std::move(finish));
}

std::vector<Amount> CatalogueReader::amounts(Section& section, std::string_view key, std::string_view dimension) {
    std::vector<Amount> amounts;
    Section table = section.table(key);
    for (const std::string& name : table.keys()) {
        const auto figure = figures_.figure(table, name, dimension);
        const int item = known_item(table, name, name);
        if (item < 0 || !figure) continue;
        if (!(figure->value > 0)) table.problem(name, "is not positive", "an amount per unit of output");
        // Money is counted in USD million, as chips are.
        const bool per_money = figure->statement->unit.dimension().ends_with("/money");
        amounts.push_back({item, figure->value * (per_money ? 1e6 : 1.0)});
    }
    return amounts;
}

/// Id of the statement that a key's figure came from, which need not be the one named first; what the key says where it has none.
std::string CatalogueReader::statement_at(Section& section, std::string_view key) {
    const std::string text = section.text(key);
    if (figures_.ledger().find(text) == nullptr && text.find('|') == std::string::npos) return text;
    std::string missing;
    const auto figure = figures_.named_if_public(section, key, text, "", missing);
    return figure ? figure->statement->id : text;
}

void CatalogueReader::processes(Section root) {
    for (Section& section : root.tables("mine")) mine(section);
    for (Section& section : root.tables("make")) maker(section);
    for (Section& section : root.tables("recipe")) recipe(section);
    for (Section& section : root.tables("recycle")) recycler(section);
    for (Section& section : root.tables("chip")) chip_maker(section);
    root.finish();
}

/// What enters the world without a deposit's basket: scrap from old products, by-products of other metals.
void CatalogueReader::mine(Section& section) {
    Process process{section.text("id"), section.text("name"), "mine", {}, {}, {}, {}};
    const int output = known_item(section, "output", section.text("output"));
    section.finish();
    if (output < 0) return;
    process.outputs = {{output, 1.0}};
    add(section, std::move(process));
}

/// 1 unit of `output`, with `scrap_per_output` of `scrap`, from the `stage` (oxide or metal) of each element in
/// them; `loss` of every input is lost for good.
void CatalogueReader::maker(Section& section) {
    Process process{section.text("id"), section.text("name"), "make", {}, {}, {}, {}};
    const int output = known_item(section, "output", section.text("output"));
    const std::string from = section.text("from");
    const auto loss = figures_.figure(section, "loss", "share");
    if (from != "oxide" && from != "metal") section.problem("from", "is neither oxide nor metal", "write \"oxide\" or \"metal\"");
    if (output >= 0) process.outputs.push_back({output, 1.0});
    if (section.has("scrap")) {
        const int scrap = known_item(section, "scrap", section.text("scrap"));
        const auto amount = figures_.figure(section, "scrap_per_output", "share");
        if (scrap >= 0 && amount) process.outputs.push_back({scrap, amount->value});
        if (amount) process.statements.push_back(amount->statement->id);
    }
    if (loss && (loss->value < 0 || loss->value >= 1)) section.problem("loss", "is not between 0 and 1", "");
    bool forms = true;
    for (const Amount& amount : process.outputs) forms = has_forms(section, "output", amount.item) && forms;
    section.finish();
    if (output < 0 || !loss || !forms || (from != "oxide" && from != "metal")) return;
    process.statements.push_back(loss->statement->id);
    std::map<int, double> needed;
    for (const Amount& amount : process.outputs) {
        for (const Content& content : catalogue_.items[amount.item].contents) {
            needed[content.element] += amount.per_activity * content.mass / (1 - loss->value);
        }
    }
    for (const auto& [element, mass] : needed) {
        const int input = catalogue_.item(catalogue_.elements[element].id + "." + from);
        process.inputs.push_back({input, from == "oxide" ? mass * oxide_per_element(element) : mass});
    }
    add(section, std::move(process));
}

/// 1 unit of `output` from so much of each of `inputs`: goods that are not followed element by element. Without inputs it
/// is made of what the world has enough of.
void CatalogueReader::recipe(Section& section) {
    Process process{section.text("id"), section.text("name"), "make", {}, {}, {}, {}};
    const int output = known_item(section, "output", section.text("output"));
    process.inputs = amounts(section, "inputs", "share");
    Section table = section.table("inputs");
    for (const std::string& key : table.keys()) process.statements.push_back(statement_at(table, key));
    section.finish();
    if (output < 0) return;
    process.outputs = {{output, 1.0}};
    add(section, std::move(process));
}

/// 1 t of `input` into the oxides of what it holds, at one recovery for all.
void CatalogueReader::recycler(Section& section) {
    Process process{section.text("id"), section.text("name"), "recycle", {}, {}, {}, {}};
    const int input = known_item(section, "input", section.text("input"));
    const auto recovery = figures_.figure(section, "recovery", "share");
    if (recovery && (recovery->value <= 0 || recovery->value > 1)) section.problem("recovery", "is not between 0 and 1", "");
    const bool forms = input < 0 || has_forms(section, "input", input);
    section.finish();
    if (input < 0 || !recovery || !forms) return;
    process.statements = {recovery->statement->id};
    process.inputs = {{input, 1.0}};
    for (const Content& content : catalogue_.items[input].contents) {
        const int oxide = catalogue_.item(catalogue_.elements[content.element].id + ".oxide");
        process.outputs.push_back({oxide, recovery->value * content.mass * oxide_per_element(content.element)});
    }
    add(section, std::move(process));
}

/// Chips, tools and software: value from value, USD million per USD million.
void CatalogueReader::chip_maker(Section& section) {
    Process process{section.text("id"), section.text("name"), "chip", {}, {}, {}, {}};
    const int output = known_item(section, "output", section.text("output"));
    process.inputs = amounts(section, "inputs", "share");
    section.finish();
    if (output < 0) return;
    process.outputs = {{output, 1.0}};
    add(section, std::move(process));
}

void CatalogueReader::uses(Section root) {
    for (Section& section : root.tables("use")) use(section);
    root.finish();
}

/// `inputs` are in the item's unit per unit of output; an item with nothing named is needed one for one
/// (`item = "…"`), which is how "other uses of lanthanum oxide" are written.
void CatalogueReader::use(Section& section) {
    EndUse use;
    use.id = section.text("id");
    use.name = section.text("name");
    use.sector = section.text("sector");
    use.licence_class = section.text("licence_class", "civil");
    use.output_unit = section.text("output_unit");
    const std::vector<std::string> classes = {"civil", "military", "semiconductor"};
    if (!std::count(classes.begin(), classes.end(), use.licence_class)) {
        section.problem("licence_class", "\"" + use.licence_class + "\" is not a licence class", join(classes, ", "));
    }
    if (catalogue_.use(use.id) >= 0) section.problem("id", "use \"" + use.id + "\" stands twice", "rename one");
    for (const std::string& name : section.texts("items")) {
        const int item = known_item(section, "items", name);
        if (item >= 0) use.inputs.push_back({item, 1.0});
    }
    for (const Amount& amount : amounts(section, "inputs", "")) use.inputs.push_back(amount);
    Section table = section.table("inputs");
    for (const std::string& key : table.keys()) use.statements.push_back(statement_at(table, key));
    if (use.inputs.empty()) section.problem("inputs", "names no item", "an end use needs something");
    section.finish();
    catalogue_.uses.push_back(std::move(use));
}

/// An item must not be needed for itself: neither a bill of materials nor a smelter may go in a circle. Scrap that
/// is recycled is no such circle.
void CatalogueReader::check_cycles() {
    const std::size_t count = catalogue_.items.size();
    std::vector<std::vector<int>> feeds(count);
    for (const Process& process : catalogue_.processes) {
        if (process.kind == "recycle") continue;
        for (const Amount& input : process.inputs) {
            for (const Amount& output : process.outputs) feeds[input.item].push_back(output.item);
        }
    }
    std::vector<int> waiting(count, 0);
    for (const auto& outputs : feeds) {
        for (const int item : outputs) ++waiting[item];
    }
    std::vector<int> ready;
    for (std::size_t i = 0; i < count; ++i) {
        if (waiting[i] == 0) ready.push_back(static_cast<int>(i));
    }
    for (std::size_t k = 0; k < ready.size(); ++k) {
        for (const int item : feeds[ready[k]]) {
            if (--waiting[item] == 0) ready.push_back(item);
        }
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (waiting[i] == 0) continue;
        errors_.push_back({{"data/materials/processes.toml"},
                           "\"" + catalogue_.items[i].id + "\" is needed, step by step, to make itself",
                           "remove one process of the circle"});
    }
}

}  // namespace countervail
