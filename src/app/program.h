// SPDX-License-Identifier: Apache-2.0
// The command line: global options, one set-up function per verb, exit codes.
#pragma once

#include <ostream>

#include "app/exit_code.h"
#include "app/settings.h"

namespace countervail {

/// Parses, runs the verb, answers on `out`, problems on `problems`. Never throws.
int run_program(int argc, const char* const* argv, std::ostream& out, std::ostream& problems);

// Each adds its verb to the program; when the verb is chosen its run function sets `code`.
void set_up_run(CLI::App& program, Settings& settings, ExitCode& code);
void set_up_score(CLI::App& program, Settings& settings, ExitCode& code);
void set_up_compare(CLI::App& program, Settings& settings, ExitCode& code);
void set_up_explain(CLI::App& program, Settings& settings, ExitCode& code);
void set_up_check(CLI::App& program, Settings& settings, ExitCode& code);
void set_up_schema(CLI::App& program, Settings& settings, ExitCode& code);
void set_up_data(CLI::App& program, Settings& settings, ExitCode& code);
void set_up_rules(CLI::App& program, Settings& settings, ExitCode& code);
void set_up_screen(CLI::App& program, Settings& settings, ExitCode& code);
void set_up_losses(CLI::App& program, Settings& settings, ExitCode& code);
void set_up_exposure(CLI::App& program, Settings& settings, ExitCode& code);
void set_up_choke_points(CLI::App& program, Settings& settings, ExitCode& code);
void set_up_supply_risk(CLI::App& program, Settings& settings, ExitCode& code);
void set_up_trade(CLI::App& program, Settings& settings, ExitCode& code);
void set_up_disruption(CLI::App& program, Settings& settings, ExitCode& code);
void set_up_propagate(CLI::App& program, Settings& settings, ExitCode& code);
void set_up_cascade(CLI::App& program, Settings& settings, ExitCode& code);
void set_up_tariffs(CLI::App& program, Settings& settings, ExitCode& code);
void set_up_table(CLI::App& program, Settings& settings, ExitCode& code);
void set_up_calibrate(CLI::App& program, Settings& settings, ExitCode& code);
void set_up_version(CLI::App& program, Settings& settings, ExitCode& code);

}  // namespace countervail
