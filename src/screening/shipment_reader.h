// SPDX-License-Identifier: Apache-2.0
// Steps of read_shipment: one member per table of the file. Problems collect in the sections.
#pragma once

#include <string>
#include <vector>

#include "base/toml_file.h"
#include "screening/shipment.h"

namespace countervail {

class ShipmentReader {
  public:
    ShipmentReader(const ShipmentWords& words, const ReadBeside& beside, std::string file);
    /// Everything but syntax: problems of the file itself stay with `root`, those of files beside it in errors().
    Shipment read(Section& root);
    Errors take_errors() { return std::move(errors_); }

  private:
    void what_it_is(Section& root);
    void code(Section& root);
    void control_code(Section& root);
    void where_it_goes(Section& root);
    void composition(Section& root);
    void contents(Section& root);
    void components(Section& root);
    void parties(Section& root);
    ShipmentParty party(Section& root, std::string_view key, bool nationality);
    void bill(Section& root);
    void holdings(Section& root);
    void listings(Section& root);
    void guesses(Section& root);

    std::vector<StatedContent> content_rows(Section& table);
    std::string item(Section& table, std::string_view key, bool required);
    std::string place(Section& table, std::string_view key, bool required);
    std::string list(Section& table, std::string_view key);
    std::optional<Decimal> share(Section& table, std::string_view key, bool required);

    const ShipmentWords& words_;
    const ReadBeside& beside_;
    std::string file_;
    Shipment shipment_;
    Errors errors_;
};

}  // namespace countervail
