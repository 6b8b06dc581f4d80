// SPDX-License-Identifier: Apache-2.0
#include "economy/critical_rows.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "base/unit.h"
#include "economy/cell_map.h"

namespace countervail {
namespace {

class Splitter {
  public:
    Splitter(const IoTable& table, const Industries& industries, const World& world)
        : table_(table), industries_(industries), world_(world), map_(table, industries, world) {}

    CriticalRows split() {
        found_.rest = table_.intermediate;
        for (const Use& use : world_.uses) {
            const int industry = industries_.of_use[static_cast<std::size_t>(use.end_use)];
            for (const Need& need : use.needs) buy(use.place, industry, need.market, need.intensity * use.output);
        }
        for (const Site& site : world_.sites) {
            const int industry = industries_.of_process[static_cast<std::size_t>(site.process)];
            for (const Leg& leg : site.inputs) buy(site.place, industry, leg.market, leg.per_activity * site.activity);
        }
        for (auto& [item, row] : rows_) found_.rows.push_back(std::move(row));
        for (int host = 0; host < static_cast<int>(industries_.list.size()); ++host) take_out(host);
        return std::move(found_);
    }

  private:
    void buy(int place, int industry, int market, double per_week) {
        const Market& from = world_.markets[static_cast<std::size_t>(market)];
        const int host = industries_.host_of_item[static_cast<std::size_t>(from.item)];
        if (industry < 0 || host < 0 || per_week <= 0) return;
        CriticalRow& row = rows_[from.item];
        if (row.mass.size() == 0) {
            row.item = from.item;
            row.host = host;
            row.mass = row.money = Eigen::VectorXd::Zero(table_.cells());
        }
        for (const auto& [cell, share] : map_.cells(place, industry)) {
            row.mass[cell] += share * per_week * kWeeksInYear;
            row.money[cell] += share * per_week * kWeeksInYear * from.price / 1e6;
        }
    }

    /// What a cell pays for the items of a host leaves the host's rows at all places alike.
    void take_out(int host) {
        Eigen::VectorXd paid = Eigen::VectorXd::Zero(table_.cells());
        for (const CriticalRow& row : found_.rows) {
            if (row.host == host && !industries_.bought_as_investment[static_cast<std::size_t>(row.item)]) paid += row.money;
        }
        if (paid.maxCoeff() <= 0) return;
        Eigen::VectorXd held = Eigen::VectorXd::Zero(table_.cells());
        each_row_of(host, [&](FlowMatrix::InnerIterator& flow) { held[flow.col()] += std::max(flow.value(), 0.0); });
        Eigen::VectorXd kept = Eigen::VectorXd::Ones(table_.cells());
        for (int cell = 0; cell < table_.cells(); ++cell) {
            if (paid[cell] <= 0) continue;
            kept[cell] = held[cell] > paid[cell] ? 1 - paid[cell] / held[cell] : 0;
            if (paid[cell] > held[cell]) note(host, cell, paid[cell], held[cell]);
        }
        each_row_of(host, [&](FlowMatrix::InnerIterator& flow) {
            if (flow.value() > 0) flow.valueRef() *= kept[flow.col()];
        });
    }

    template <class Do>
    void each_row_of(int host, Do&& what) {
        for (int place = 0; place < static_cast<int>(table_.places.size()); ++place) {
            for (const int industry : map_.table_industries(host)) {
                for (FlowMatrix::InnerIterator flow(found_.rest, table_.cell(place, industry)); flow; ++flow) what(flow);
            }
        }
    }

    void note(int host, int cell, double paid, double held) {
        const std::string buyer = table_.industries[static_cast<std::size_t>(table_.industry_of(cell))] + " at " +
                                  table_.places[static_cast<std::size_t>(table_.place_of(cell))];
        const std::string& seller = industries_.list[static_cast<std::size_t>(host)].id;
        found_.notes.push_back({{table_.id},
                                buyer + " buys items of " + seller + " for " + readable_number(paid, 3) +
                                    " million USD a year in the world, but all of " + seller + " for " +
                                    readable_number(held, 3) + " in the table",
                                "nothing of " + seller + " is left in the money rows of this buyer; its tonnes stand"});
    }

    const IoTable& table_;
    const Industries& industries_;
    const World& world_;
    const CellMap map_;
    std::map<int, CriticalRow> rows_;   // by item
    CriticalRows found_;
};

}  // namespace

CriticalRows split_critical_rows(const IoTable& table, const Industries& industries, const World& world) {
    return Splitter(table, industries, world).split();
}

}  // namespace countervail
