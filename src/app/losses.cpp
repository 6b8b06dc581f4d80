// SPDX-License-Identifier: Apache-2.0
#include "app/program.h"

namespace countervail {

void set_up_losses(CLI::App& program, Settings& settings, ExitCode& code) {
    program.add_subcommand("losses", "What stops: sectors, plants and value added at risk in a scenario");
    (void)settings;
    (void)code;
}

}  // namespace countervail
