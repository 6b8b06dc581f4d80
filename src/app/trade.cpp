// SPDX-License-Identifier: Apache-2.0
// `countervail trade …`: the user's own trade data.
#include "app/program.h"

namespace countervail {

void set_up_trade(CLI::App& program, Settings&, ExitCode&) {
    program.add_subcommand("trade", "Trade data of your own: import, list, check, asymmetry")->fallthrough();
}

}  // namespace countervail
