// SPDX-License-Identifier: Apache-2.0
#include "app/run_scenario.h"

#include "app/interrupt.h"

namespace countervail {

std::expected<FinishedRun, ExitCode> run_scenario(const Settings& settings, const std::string& scenario, const std::string& verb,
                                                  const std::function<Result<void>(const PreparedRun&)>& check) {
    const InterruptWatch watch;
    auto run = prepare_scenario(settings, scenario);
    if (!run) return std::unexpected(report(settings, run.error()));
    if (check) {
        if (const auto fit = check(*run); !fit) return std::unexpected(report(settings, fit.error()));
    }
    auto store = RunStore::open(store_path(settings.out));
    if (!store) return std::unexpected(report(settings, store.error()));
    const auto number = store->enter(run->inputs);
    if (!number) return std::unexpected(report(settings, number.error()));
    auto driven = drive(run->ensemble, *store, *number, settings.threads_to_use(), !settings.quiet);
    if (!driven) return std::unexpected(report(settings, driven.error()));
    if (driven->complete()) return FinishedRun{std::move(*run), std::move(*driven)};
    settings.problems() << "stopped: " << driven->reused + driven->computed << " of " << driven->total
                        << " blocks are stored\n  mend: the same command goes on from there: countervail " << verb << ' ' << scenario
                        << (settings.out.empty() ? "" : " --out " + settings.out.string()) << '\n';
    return std::unexpected(kInterrupted);
}

}  // namespace countervail
