// SPDX-License-Identifier: Apache-2.0
// The ledger as tables: what `countervail data list`, `data show ID` and `data check` print.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/table.h"
#include "evidence/ledger.h"

namespace countervail {

/// Empty fields let every row pass. `place` also finds rows whose partner it is; `item` may end in '*'.
struct LedgerFilter {
    std::string quantity, item, place, label;
    std::optional<Date> known_on;  ///< only what was public (with all it cites) by that day
};

/// Fails, with the nearest word, when a filter names something no row has.
Result<Table> list_statements(const Ledger& ledger, const LedgerFilter& filter);

/// One statement with everything: its source, what it cites, what cites it, since when it could be known,
/// where it stands. Two columns, field and value. Fails on an unknown id.
Result<Table> show_statement(const Ledger& ledger, std::string_view id);

/// Every problem of the ledger: one row per error or lint finding (severity, rule, file, line, what, how to
/// mend).
Table check_ledger(const Library& library);

/// The lint rules with severity and meaning, the traps of data/lint.toml included.
Result<Table> list_lint_rules(const Library& library);

}  // namespace countervail
