// SPDX-License-Identifier: Apache-2.0
#include "app/program.h"

namespace countervail {

void set_up_disruption(CLI::App& program, Settings& settings, ExitCode& code) {
    program.add_subcommand("disruption", "The loss from one commodity of one country, USGS-style");
    (void)settings;
    (void)code;
}

}  // namespace countervail
