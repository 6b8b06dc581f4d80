// SPDX-License-Identifier: Apache-2.0
#include "app/program.h"

namespace countervail {

void set_up_exposure(CLI::App& program, Settings& settings, ExitCode& code) {
    program.add_subcommand("exposure", "What a control does to one company: its parts, stocks and revenue");
    (void)settings;
    (void)code;
}

}  // namespace countervail
