// SPDX-License-Identifier: Apache-2.0
// What the law asks of the run's trade and the world does not know: no clause that hangs on it has bitten.
#pragma once

#include "report/run_tables.h"
#include "report/run_view.h"

namespace countervail {

/// Per case, largest trade first.
void tell_open_facts(const RunView& view, RunTables& into);

}  // namespace countervail
