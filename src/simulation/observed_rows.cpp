// SPDX-License-Identifier: Apache-2.0
#include "simulation/observed_rows.h"

namespace countervail {

ObservedRows read_observed_rows(Section section) {
    ObservedRows rows;
    rows.quantity = section.text("quantity", "");
    rows.item = section.text("item", "");
    rows.place = section.text("place", "");
    rows.partner = section.text("partner", "");
    rows.use = section.text("use", "");
    section.finish();
    return rows;
}

}  // namespace countervail
