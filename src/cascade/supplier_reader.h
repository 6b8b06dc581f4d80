// SPDX-License-Identifier: Apache-2.0
// Lists of suppliers from outside (docs/formats/supplier-network.md): CSV of any length, looked at piece by piece, or
// workbooks. All problems at once (at most 200 are told), each with its line and how to mend it.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "cascade/supplier_network.h"
#include "cascade/systemic_risk.h"

namespace countervail {

struct SupplierFile {
    std::string_view bytes;
    std::string name;             ///< as problems name it
};

/// `firms` absent: the firms are those that the links name, unless `links` is a workbook with a sheet "firms". Firms
/// stand by their id, sectors by their word, so that the order of the rows changes nothing.
Result<SupplierNetwork> read_supplier_network(const SupplierFile& links, const std::optional<SupplierFile>& firms);

/// Which inputs which industries cannot do without: columns input, user, class. Sectors × sectors, as
/// SystemicRiskOptions::classes; pairs that the file does not hold are `otherwise`.
Result<std::vector<InputClass>> read_input_classes(const SupplierFile& file, const SupplierNetwork& network, InputClass otherwise);

/// "essential", "replaceable", "negligible"; also 1, 0.5 and 0, as surveys of criticality write them.
std::optional<InputClass> parse_input_class(std::string_view text);

}  // namespace countervail
