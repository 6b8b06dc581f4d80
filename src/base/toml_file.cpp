// SPDX-License-Identifier: Apache-2.0
#include "base/toml_file.h"

#include <algorithm>
#include <cmath>
#include <set>
#define TOML_HEADER_ONLY 1
// toml++ asserts that a table header begins with a key before it reports that one does not: a wrong file is not our bug.
#define TOML_ASSERT(condition) static_assert(true)
#include <toml++/toml.h>

#include "base/text.h"

namespace countervail {

struct TomlFile::Document {
    toml::table root;
    std::string name;
    Errors errors;
};

struct Section::Node {
    std::shared_ptr<TomlFile::Document> document;
    const toml::table* table = nullptr;   // null: an absent table
    Place where;
    std::set<std::string, std::less<>> asked;
};

namespace {

Place place_of(const std::string& file, const toml::node& node) {
    return {file, static_cast<int>(node.source().begin.line), static_cast<int>(node.source().begin.column)};
}

const toml::node* look(Section::Node& node, std::string_view key) {
    node.asked.emplace(key);
    return node.table == nullptr ? nullptr : node.table->get(key);
}

void wrong_kind(Section::Node& node, const toml::node& value, std::string_view key, const std::string& wanted) {
    node.document->errors.push_back({place_of(node.document->name, value),
                                     "\"" + std::string(key) + "\" is not " + wanted, "write " + wanted});
}

void missing(Section::Node& node, std::string_view key, const std::string& wanted) {
    node.document->errors.push_back(
        {node.where, "\"" + std::string(key) + "\" is missing", "add " + std::string(key) + " = " + wanted});
}

std::optional<Date> to_date(const toml::node& value) {
    if (const auto* date = value.as_date()) {
        const toml::date day = date->get();
        char text[40];
        std::snprintf(text, sizeof text, "%04u-%02u-%02u", static_cast<unsigned>(day.year),
                      static_cast<unsigned>(day.month), static_cast<unsigned>(day.day));
        return Date::parse(text);
    }
    if (const auto* text = value.as_string()) return Date::parse(text->get());
    return std::nullopt;
}

}  // namespace

Section::Section(std::shared_ptr<Node> node) : node_(std::move(node)) {}

std::string Section::text(std::string_view key) {
    const toml::node* value = look(*node_, key);
    if (value == nullptr) {
        missing(*node_, key, "\"…\"");
        return {};
    }
    if (const auto* text = value->as_string()) return text->get();
    wrong_kind(*node_, *value, key, "a text in quotes");
    return {};
}

std::string Section::text(std::string_view key, std::string_view fallback) {
    return look(*node_, key) == nullptr ? std::string(fallback) : text(key);
}

std::optional<double> Section::number(std::string_view key) {
    const toml::node* value = look(*node_, key);
    if (value == nullptr) return std::nullopt;
    if (const auto number = value->value<double>(); number && std::isfinite(*number) && value->is_number()) {
        return number;
    }
    wrong_kind(*node_, *value, key, "a finite number");
    return std::nullopt;
}

double Section::number(std::string_view key, double fallback) { return number(key).value_or(fallback); }

double Section::required_number(std::string_view key) {
    if (look(*node_, key) == nullptr) missing(*node_, key, "a number");
    return number(key, 0.0);
}

long long Section::integer(std::string_view key, long long fallback) {
    const toml::node* value = look(*node_, key);
    if (value == nullptr) return fallback;
    if (const auto* integer = value->as_integer()) return integer->get();
    wrong_kind(*node_, *value, key, "a whole number");
    return fallback;
}

bool Section::flag(std::string_view key, bool fallback) {
    const toml::node* value = look(*node_, key);
    if (value == nullptr) return fallback;
    if (const auto* flag = value->as_boolean()) return flag->get();
    wrong_kind(*node_, *value, key, "true or false");
    return fallback;
}

std::optional<Date> Section::date(std::string_view key) {
    const toml::node* value = look(*node_, key);
    if (value == nullptr) return std::nullopt;
    if (const auto date = to_date(*value)) return date;
    wrong_kind(*node_, *value, key, "a date like 2025-04-04");
    return std::nullopt;
}

Date Section::required_date(std::string_view key) {
    if (look(*node_, key) == nullptr) missing(*node_, key, "2025-04-04");
    return date(key).value_or(Date());
}

std::vector<std::string> Section::texts(std::string_view key) {
    std::vector<std::string> found;
    const toml::node* value = look(*node_, key);
    if (value == nullptr) return found;
    const auto* array = value->as_array();
    if (array == nullptr) {
        wrong_kind(*node_, *value, key, "a list of texts, [\"…\", \"…\"]");
        return found;
    }
    for (const toml::node& element : *array) {
        if (const auto* text = element.as_string()) {
            found.push_back(text->get());
        } else {
            wrong_kind(*node_, element, key, "a list of texts only");
        }
    }
    return found;
}

std::vector<double> Section::numbers(std::string_view key) {
    std::vector<double> found;
    const toml::node* value = look(*node_, key);
    if (value == nullptr) return found;
    const auto* array = value->as_array();
    if (array == nullptr) {
        wrong_kind(*node_, *value, key, "a list of numbers, [1, 2]");
        return found;
    }
    for (const toml::node& element : *array) {
        const auto number = element.value<double>();
        if (number && std::isfinite(*number) && element.is_number()) {
            found.push_back(*number);
        } else {
            wrong_kind(*node_, element, key, "a list of finite numbers only");
        }
    }
    return found;
}

bool Section::has(std::string_view key) const { return node_->table != nullptr && node_->table->contains(key); }

std::vector<std::string> Section::keys() const {
    std::vector<std::string> names;
    if (node_->table == nullptr) return names;
    for (const auto& [key, value] : *node_->table) {
        (void)value;
        names.emplace_back(key.str());
    }
    return names;
}

Section Section::table(std::string_view key) {
    auto child = std::make_shared<Node>();
    child->document = node_->document;
    child->where = place(key);
    if (const toml::node* value = look(*node_, key)) {
        child->table = value->as_table();
        if (child->table == nullptr) wrong_kind(*node_, *value, key, "a table, [" + std::string(key) + "]");
    }
    return Section(child);
}

std::vector<Section> Section::tables(std::string_view key) {
    std::vector<Section> sections;
    const toml::node* value = look(*node_, key);
    if (value == nullptr) return sections;
    const auto* array = value->as_array();
    if (array == nullptr) {
        wrong_kind(*node_, *value, key, "a list of tables, [[" + std::string(key) + "]]");
        return sections;
    }
    for (const toml::node& element : *array) {
        if (const auto* table = element.as_table()) {
            auto child = std::make_shared<Node>();
            child->document = node_->document;
            child->table = table;
            child->where = place_of(node_->document->name, element);
            sections.emplace_back(child);
        } else {
            wrong_kind(*node_, element, key, "a list of tables, [[" + std::string(key) + "]]");
        }
    }
    return sections;
}

Place Section::place() const { return node_->where; }

Place Section::place(std::string_view key) const {
    const toml::node* value = node_->table == nullptr ? nullptr : node_->table->get(key);
    return value == nullptr ? node_->where : place_of(node_->document->name, *value);
}

void Section::problem(std::string_view key, std::string what, std::string hint) {
    node_->document->errors.push_back({place(key), std::move(what), std::move(hint)});
}

void Section::finish() {
    const std::vector<std::string> known(node_->asked.begin(), node_->asked.end());
    for (const std::string& key : keys()) {
        if (node_->asked.contains(key)) continue;
        std::string hint = did_you_mean(key, known);
        if (hint.empty()) hint = "known here: " + join(known, ", ");
        problem(key, "unknown key \"" + key + "\"", hint);
    }
}

TomlFile::TomlFile(std::shared_ptr<Document> document) : document_(std::move(document)) {}

Result<TomlFile> TomlFile::parse(std::string text, std::string name) {
    auto document = std::make_shared<Document>();
    document->name = std::move(name);
    try {
        document->root = toml::parse(text, document->name);
    } catch (const toml::parse_error& error) {
        const auto begin = error.source().begin;
        return fail({document->name, static_cast<int>(begin.line), static_cast<int>(begin.column)},
                    "is not TOML: " + std::string(error.description()), "mend the line; see docs/formats/");
    }
    return TomlFile(document);
}

Section TomlFile::root() {
    auto node = std::make_shared<Section::Node>();
    node->document = document_;
    node->table = &document_->root;
    node->where = {document_->name, 1, 1};
    return Section(node);
}

bool TomlFile::ok() const { return document_->errors.empty(); }

Errors TomlFile::take_errors() { return std::move(document_->errors); }

}  // namespace countervail
