// SPDX-License-Identifier: Apache-2.0
#include "report/run_law_tables.h"

namespace countervail {

void tell_open_facts(const RunView& view, RunTables& into) {
    Table& table = into.open_facts;
    table.name = "open-facts";
    table.title = "What acts in force ask and the world does not know: clauses that hang on it did not bite";
    table.columns = {{"case", "", "Case"}, {"question", "", "What a clause asks"}, {"lanes", "", "Lanes with trade on which it is asked at some time"},
                     {"share of trade", "%", "Of the value of the world's baseline trade", 3},
                     {"share of trade, else free", "%", "Of it, on days on which nothing else licenses or forbids it", 3}};
    double trade = 0;
    for (const Lane& lane : view.world.lanes) trade += lane.flow * view.world.markets[static_cast<std::size_t>(lane.from)].price;
    for (const Case& each : view.scenario.cases) {
        for (const OpenFact& fact : view.ensemble.schedule(view.task(each.id)).open_facts) {
            table.add({each.id, fact.question, static_cast<double>(fact.lanes), 100 * fact.value / trade, 100 * fact.free_value / trade});
        }
    }
}

}  // namespace countervail
