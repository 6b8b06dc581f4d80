// SPDX-License-Identifier: Apache-2.0
#include "app/program.h"

namespace countervail {

void set_up_cascade(CLI::App& program, Settings& settings, ExitCode& code) {
    program.add_subcommand("cascade", "Whose failure costs a network of firms most");
    (void)settings;
    (void)code;
}

}  // namespace countervail
