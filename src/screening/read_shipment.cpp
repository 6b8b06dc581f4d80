// SPDX-License-Identifier: Apache-2.0
#include "screening/shipment.h"

#include <algorithm>

#include "base/text.h"
#include "controls/fact_reader.h"
#include "screening/shipment_reader.h"

namespace countervail {

namespace {

/// Known words that share a part of three letters or more with the word.
std::string related(const std::string& word, const std::vector<std::string>& known) {
    constexpr std::size_t kShown = 5, kShortest = 3;
    constexpr std::string_view kBetween = "-._ ";
    std::vector<std::string> found;
    for (std::size_t at = 0; at < word.size();) {
        const std::size_t end = std::min(word.find_first_of(kBetween, at), word.size());
        const std::string part = word.substr(at, end - at);
        for (const std::string& one : known) {
            if (part.size() < kShortest || one.find(part) == std::string::npos || found.size() >= kShown) continue;
            if (std::find(found.begin(), found.end(), one) == found.end()) found.push_back(one);
        }
        at = end + 1;
    }
    return found.empty() ? std::string() : "perhaps " + join(found, ", ") + "; ";
}

/// What is said of a word that nobody knows.
void unknown_word(Section& table, std::string_view key, const std::string& kind, const std::string& word,
                  const std::vector<std::string>& known, const std::string& where_listed) {
    const std::string near = did_you_mean(word, known);
    table.problem(key, "\"" + word + "\" is no " + kind, near.empty() ? related(word, known) + where_listed : near);
}

}  // namespace

std::optional<Decimal> parse_value_share(std::string_view text) {
    std::string bare = trim(text);
    const bool percent = bare.ends_with('%');
    if (percent) bare = trim(std::string_view(bare).substr(0, bare.size() - 1));
    auto number = Decimal::parse(bare);
    if (!number) return std::nullopt;
    if (percent) number = *number / Decimal(100);
    if (*number < Decimal() || *number > Decimal(1)) return std::nullopt;
    return number;
}

ShipmentReader::ShipmentReader(const ShipmentWords& words, const ReadBeside& beside, std::string file)
    : words_(words), beside_(beside), file_(std::move(file)) {
    shipment_.file = file_;
}

Shipment ShipmentReader::read(Section& root) {
    what_it_is(root);
    where_it_goes(root);
    composition(root);
    contents(root);
    components(root);
    if (root.has("technology")) {
        Section technology = root.table("technology");
        shipment_.technology_origins = technology.texts("origins");
        for (const std::string& origin : *shipment_.technology_origins) {
            if (const std::string remedy = words_.wrong_place(origin); !remedy.empty()) technology.problem("origins", "\"" + origin + "\" is no place", remedy);
        }
        if (!technology.has("origins")) technology.problem("origins", "\"origins\" is missing", "origins = [\"USA\"], or [] when none is foreign");
        technology.finish();
    }
    parties(root);
    bill(root);
    holdings(root);
    listings(root);
    guesses(root);
    if (root.has("facts")) shipment_.facts = read_facts(root.table("facts"), words_.terms());
    root.finish();
    return std::move(shipment_);
}

void ShipmentReader::what_it_is(Section& root) {
    shipment_.name = root.text("name", "");
    const int ways = static_cast<int>(root.has("item")) + static_cast<int>(root.has("code")) + static_cast<int>(root.has("control_code"));
    if (ways == 0) root.problem("item", "neither item, code nor control_code says what it is", "add item = \"…\", or code = \"8505.11\"");
    if (root.has("item") && root.has("control_code")) root.problem("control_code", "item and control_code both say what it is", "keep one of them");
    shipment_.item = item(root, "item", false);
    code(root);
    control_code(root);
    if (root.is_text("value")) {
        const std::string text = root.text("value");
        shipment_.value = Decimal::parse(text);
        if (!shipment_.value) root.problem("value", "\"" + text + "\" is no number", "write value = 1200, or \"1200.50\"");
    } else if (const auto value = root.number("value")) {
        shipment_.value = Decimal::from_double(*value);
    }
    if (shipment_.value && *shipment_.value <= Decimal()) root.problem("value", "value must be above 0", "leave it out when it is not known");
    shipment_.currency = root.text("currency", "");
    shipment_.end_uses = root.text_or_texts("end_uses");
    for (const std::string& use : shipment_.end_uses) {
        if (!words_.has_end_use(use)) unknown_word(root, "end_uses", "end use", use, words_.end_uses(), "rules/vocabulary lists the end uses");
    }
}

void ShipmentReader::code(Section& root) {
    const std::string text = root.text("code", "");
    if (!root.has("code")) return;
    shipment_.code = code_digits(text);
    const bool other = text.find_first_not_of("0123456789. ") != std::string::npos;
    if (other || shipment_.code.size() < 4 || shipment_.code.size() > 12) {
        root.problem("code", "\"" + text + "\" is no customs code", "four to twelve digits, e.g. \"8505.11\"");
    }
}

void ShipmentReader::control_code(Section& root) {
    shipment_.control_code = root.text("control_code", "");
    const std::string& code = shipment_.control_code;
    if (code.empty()) return;
    if (!words_.items_of_control_code(code).empty()) return;
    const std::vector<std::string> known = words_.control_codes();
    if (code.find(':') == std::string::npos) {   // equal letters of two issuers mean different things
        std::vector<std::string> meant;
        std::copy_if(known.begin(), known.end(), std::back_inserter(meant), [&](const std::string& one) { return one.substr(one.find(':') + 1).starts_with(code); });
        root.problem("control_code", "\"" + code + "\" does not say whose list it is of",
                     meant.empty() ? "write the issuer before it, \"USA:" + code + "\"" : "one of " + join(meant, ", "));
        return;
    }
    unknown_word(root, "control_code", "control code of an act", code, known, "`countervail rules` lists the codes");
}

void ShipmentReader::where_it_goes(Section& root) {
    shipment_.made_in = place(root, "made_in", false);
    shipment_.from = place(root, "from", true);
    shipment_.to = place(root, "to", true);
    shipment_.via = root.text_or_texts("via");
    for (const std::string& via : shipment_.via) {
        if (const std::string remedy = words_.wrong_place(via); !remedy.empty()) root.problem("via", "\"" + via + "\" is no place", remedy);
    }
    shipment_.on = root.date("on");
}

void ShipmentReader::composition(Section& root) {
    if (!root.has("composition")) return;
    Section table = root.table("composition");
    std::vector<std::string> known;
    for (const Element& element : words_.catalogue().elements) known.push_back(element.id);
    Decimal sum;
    for (const std::string& key : table.keys()) {
        const auto part = share(table, key, true);
        if (!words_.has_element(key)) unknown_word(table, key, "element", key, known, "data/materials/elements.toml lists the elements");
        if (part) sum += *part;
        if (part) shipment_.composition.emplace_back(key, *part);
    }
    if (sum > Decimal(1)) root.problem("composition", "the shares of mass come to " + (sum * Decimal(100)).to_text() + " %", "they cannot exceed 100 %");
    table.finish();
}

std::vector<StatedContent> ShipmentReader::content_rows(Section& table) {
    std::vector<StatedContent> rows;
    Decimal sum;
    for (Section& one : table.tables("content")) {
        StatedContent content;
        content.item = item(one, "item", !one.has("classification"));
        content.origin = place(one, "origin", false);
        content.classification = one.text("classification", "");
        content.share = share(one, "share", true).value_or(Decimal());
        content.inside_of = item(one, "inside_of", false);
        if (content.inside_of.empty()) sum += content.share;   // what sits inside another row is part of its value
        one.finish();
        rows.push_back(std::move(content));
    }
    if (sum > Decimal(1)) table.problem("content", "the shares of value come to " + (sum * Decimal(100)).to_text() + " %", "they cannot exceed 100 %");
    return rows;
}

void ShipmentReader::contents(Section& root) {
    if (root.has("content")) shipment_.contents = content_rows(root);
    if (root.flag("no_content", false)) {
        if (shipment_.contents) root.problem("no_content", "no_content and [[content]] contradict each other", "keep one of them");
        shipment_.contents.emplace();
    }
}

void ShipmentReader::components(Section& root) {
    if (!root.has("component")) return;
    shipment_.components.emplace();
    for (Section& one : root.tables("component")) {
        StatedComponent component;
        component.item = item(one, "item", true);
        component.origin = place(one, "origin", false);
        component.share = share(one, "share", true).value_or(Decimal());
        if (one.has("content")) component.contents = content_rows(one);
        one.finish();
        shipment_.components->push_back(std::move(component));
    }
}

void ShipmentReader::parties(Section& root) {
    shipment_.exporter = party(root, "exporter", true);
    shipment_.consignee = party(root, "consignee", false);
    shipment_.end_user = party(root, "end_user", false);
}

ShipmentParty ShipmentReader::party(Section& root, std::string_view key, bool nationality) {
    ShipmentParty party;
    if (!root.has(key)) return party;
    party.stated = true;
    Section table = root.table(key);
    party.name = table.text("name", "");
    party.place = place(table, "place", false);
    party.headquarters = place(table, "headquarters", false);
    if (nationality) party.nationality = place(table, "nationality", false);
    if (table.has("lists")) {
        party.lists = table.text_or_texts("lists");
        for (const std::string& one : *party.lists) {
            if (!words_.has_list(one)) unknown_word(table, "lists", "list", one, words_.lists(), "data/lists/catalogue.toml names the lists");
        }
    }
    for (Section& one : table.tables("owners")) {
        StatedOwner owner;
        owner.name = one.text("name", "");
        owner.list = list(one, "list");
        owner.share = share(one, "share", false);
        owner.control = one.flag("control", false);
        one.finish();
        party.owners.push_back(std::move(owner));
    }
    table.finish();
    return party;
}

void ShipmentReader::guesses(Section& root) {
    if (!root.has("prior")) return;
    Section prior = root.table("prior");
    for (const std::string& key : prior.keys()) {
        if (key != "*" && !words_.has_item(key)) unknown_word(prior, key, "item", key, words_.items(), "rules/items lists the items; \"*\" stands for any");
        Section table = prior.table(key);
        OriginGuess guess{key, {}};
        double sum = 0;
        for (const std::string& origin : table.keys()) {
            const double chance = table.number(origin, 0.0);
            if (const std::string remedy = words_.wrong_place(origin); !remedy.empty()) table.problem(origin, "\"" + origin + "\" is no place", remedy);
            if (chance < 0 || chance > 1) table.problem(origin, "a probability lies between 0 and 1", "write 0.25 for a quarter");
            sum += chance;
            guess.origins.emplace_back(origin, chance);
        }
        if (sum > 1 + 1e-9) prior.problem(key, "the probabilities come to more than 1", "what is left out is elsewhere");
        table.finish();
        shipment_.guesses.push_back(std::move(guess));
    }
    prior.finish();
}

std::string ShipmentReader::item(Section& table, std::string_view key, bool required) {
    const std::string id = required ? table.text(key) : table.text(key, "");
    if (!id.empty() && !words_.has_item(id)) unknown_word(table, key, "item", id, words_.items(), "rules/items and data/materials list the items; \"other\" is a good that no act names");
    return id;
}

std::string ShipmentReader::place(Section& table, std::string_view key, bool required) {
    const std::string text = required ? table.text(key) : table.text(key, "");
    if (text.empty()) return text;
    if (const std::string remedy = words_.wrong_place(text); !remedy.empty()) table.problem(key, "\"" + text + "\" is no place", remedy);
    return text;
}

std::string ShipmentReader::list(Section& table, std::string_view key) {
    const std::string id = table.text(key);
    if (!id.empty() && !words_.has_list(id)) unknown_word(table, key, "list", id, words_.lists(), "data/lists/catalogue.toml names the lists");
    return id;
}

std::optional<Decimal> ShipmentReader::share(Section& table, std::string_view key, bool required) {
    if (!table.has(key) && !required) {
        table.allow(key);
        return std::nullopt;
    }
    std::optional<Decimal> found;
    if (table.is_text(key)) {
        found = parse_value_share(table.text(key));
    } else if (const auto number = table.has(key) ? table.number(key) : std::optional(table.required_number(key))) {
        found = Decimal::from_double(*number);
        if (*found < Decimal() || *found > Decimal(1)) found.reset();
    } else {
        return std::nullopt;
    }
    if (!found) table.problem(key, "\"" + std::string(key) + "\" is no share from 0 to 1", "write \"25 %\" or 0.25");
    return found;
}

Result<Shipment> read_shipment(std::string text, const std::string& file, const ShipmentWords& words, const ReadBeside& beside) {
    auto toml = TomlFile::parse(std::move(text), file);
    if (!toml) return std::unexpected(std::move(toml.error()));
    ShipmentReader reader(words, beside, file);
    Section root = toml->root();
    Shipment shipment = reader.read(root);
    Errors errors = toml->take_errors();
    append(errors, reader.take_errors());
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return shipment;
}

}  // namespace countervail
