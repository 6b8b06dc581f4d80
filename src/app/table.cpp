// SPDX-License-Identifier: Apache-2.0
#include "app/program.h"

namespace countervail {

void set_up_table(CLI::App& program, Settings& settings, ExitCode& code) {
    program.add_subcommand("table", "Look at an input-output table: size, balance, industries");
    (void)settings;
    (void)code;
}

}  // namespace countervail
