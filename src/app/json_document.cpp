// SPDX-License-Identifier: Apache-2.0
#include "app/json_document.h"

#include <nlohmann/json.hpp>

namespace countervail {

using nlohmann::ordered_json;

JsonDocument::JsonDocument() : fields_(std::make_shared<ordered_json>(ordered_json::object())) {}

JsonDocument& JsonDocument::add(const std::string& name, const std::string& words) {
    (*fields_)[name] = words;
    return *this;
}

JsonDocument& JsonDocument::add(const std::string& name, const std::vector<std::string>& list) {
    (*fields_)[name] = list;
    return *this;
}

JsonDocument& JsonDocument::add(const std::string& name, std::int64_t number) {
    (*fields_)[name] = number;
    return *this;
}

JsonDocument& JsonDocument::add(const std::string& name, std::uint64_t number) {
    (*fields_)[name] = number;
    return *this;
}

JsonDocument& JsonDocument::add(const std::string& name, int number) { return add(name, std::int64_t{number}); }

JsonDocument& JsonDocument::add(const std::string& name, const JsonDocument& object) {
    (*fields_)[name] = *object.fields_;
    return *this;
}

JsonDocument& JsonDocument::add(const std::string& name, const std::vector<JsonDocument>& objects) {
    ordered_json& list = (*fields_)[name] = ordered_json::array();
    for (const JsonDocument& object : objects) list.push_back(*object.fields_);
    return *this;
}

JsonDocument& JsonDocument::add_tables(const std::vector<const Table*>& tables) {
    ordered_json& list = (*fields_)["tables"] = ordered_json::array();
    for (const Table* table : tables) list.push_back(ordered_json::parse(render(*table, TableFormat::json)));
    return *this;
}

JsonDocument& JsonDocument::add_tables(const std::vector<Table>& tables) {
    std::vector<const Table*> pointers;
    for (const Table& table : tables) pointers.push_back(&table);
    return add_tables(pointers);
}

std::string JsonDocument::text() const { return fields_->dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n"; }

}  // namespace countervail
