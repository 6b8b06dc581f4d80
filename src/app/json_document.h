// SPDX-License-Identifier: Apache-2.0
// An answer in JSON: fields in the order in which they were added, and after them the tables. The library that writes
// JSON is parsed in one source of the program and not in each that answers.
#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "base/table.h"

namespace countervail {

class JsonDocument {
  public:
    JsonDocument();
    JsonDocument& add(const std::string& name, const std::string& words);
    JsonDocument& add(const std::string& name, const std::vector<std::string>& list);
    JsonDocument& add(const std::string& name, std::int64_t number);
    JsonDocument& add(const std::string& name, std::uint64_t number);
    JsonDocument& add(const std::string& name, int number);
    JsonDocument& add(const std::string& name, const JsonDocument& object);
    JsonDocument& add(const std::string& name, const std::vector<JsonDocument>& objects);
    /// The field "tables": each table as render(table, TableFormat::json) has it.
    JsonDocument& add_tables(const std::vector<const Table*>& tables);
    JsonDocument& add_tables(const std::vector<Table>& tables);
    /// Indented by two; what is not UTF-8 is replaced; ends with a line break.
    std::string text() const;

  private:
    std::shared_ptr<nlohmann::ordered_json> fields_;
};

}  // namespace countervail
