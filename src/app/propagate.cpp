// SPDX-License-Identifier: Apache-2.0
#include "app/program.h"

namespace countervail {

void set_up_propagate(CLI::App& program, Settings& settings, ExitCode& code) {
    program.add_subcommand("propagate", "Pass a shock through an input-output table, day by day");
    (void)settings;
    (void)code;
}

}  // namespace countervail
