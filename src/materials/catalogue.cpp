// SPDX-License-Identifier: Apache-2.0
#include "materials/catalogue.h"

namespace countervail {
namespace {

template <class Row>
int index_of(const std::vector<Row>& rows, std::string_view id) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].id == id) return static_cast<int>(i);
    }
    return -1;
}

}  // namespace

std::string to_text(Stage stage) {
    switch (stage) {
        case Stage::concentrate: return "concentrate";
        case Stage::oxide: return "oxide";
        case Stage::metal: return "metal";
        case Stage::magnet: return "magnet";
        case Stage::product: return "product";
        case Stage::scrap: return "scrap";
        case Stage::chip: return "chip";
    }
    return {};
}

int Catalogue::element(std::string_view id) const { return index_of(elements, id); }
int Catalogue::item(std::string_view id) const { return index_of(items, id); }
int Catalogue::process(std::string_view id) const { return index_of(processes, id); }
int Catalogue::use(std::string_view id) const { return index_of(uses, id); }

}  // namespace countervail
