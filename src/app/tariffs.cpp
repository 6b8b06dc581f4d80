// SPDX-License-Identifier: Apache-2.0
#include "app/program.h"

namespace countervail {

void set_up_tariffs(CLI::App& program, Settings& settings, ExitCode& code) {
    program.add_subcommand("tariffs", "Welfare of a change of tariffs, by hat algebra");
    (void)settings;
    (void)code;
}

}  // namespace countervail
