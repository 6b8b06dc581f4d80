// SPDX-License-Identifier: Apache-2.0
// The verbs below `countervail trade`, one file each.
#pragma once

#include "app/exit_code.h"
#include "app/settings.h"

namespace countervail {

void set_up_trade_import(CLI::App& trade, Settings& settings, ExitCode& code);
void set_up_trade_list(CLI::App& trade, Settings& settings, ExitCode& code);
void set_up_trade_check(CLI::App& trade, Settings& settings, ExitCode& code);
void set_up_trade_asymmetry(CLI::App& trade, Settings& settings, ExitCode& code);

}  // namespace countervail
