// SPDX-License-Identifier: Apache-2.0
// One block of draws of a company's run: the paths of all parts that the world reaches, and what changes when one part is helped.
#pragma once

#include <vector>

#include "company/company_run.h"
#include "company/stock_path.h"

namespace countervail {

/// Which parts and sources matter, once for all blocks.
struct CompanyPlan {
    std::vector<std::uint8_t> reached;               ///< by part
    std::vector<std::vector<int>> series_of;         ///< by part, then source: row of the series, or -1
    struct Parent {
        int part = 0;
        std::size_t source = 0;
    };
    std::vector<std::vector<Parent>> parents;        ///< by part
};
CompanyPlan plan_company(const CompanyRun& run);

/// Days × kBlock numbers.
using DayPath = std::vector<float>;

class CompanyBlock {
  public:
    CompanyBlock(const CompanyRun& run, const CompanyPlan& plan, const SupplySeries& series, int block, const CompanyMeasures& measures);

    const StockOutcome& stock(int part) const { return stocks_[static_cast<std::size_t>(part)]; }
    const BlockValues& at_hand(int part) const { return at_hand_[static_cast<std::size_t>(part)]; }
    /// Share of use that is served each day; empty: all of it.
    const DayPath& served(int part) const { return served_[static_cast<std::size_t>(part)]; }
    /// The part whose want holds this one back, by day and draw; -1 where nothing does.
    int blamed(int part, int day, std::size_t draw) const;
    /// Days of use that a source did not deliver, by draw.
    BlockValues short_of(int part, std::size_t source) const;

    /// What the article would have been served with `more` days of stock of one part, or with a second source of it: revenue saved.
    BlockValues saved_by_stock(int part, double more) const;
    BlockValues saved_by_second(int part) const;

  private:
    struct SourcePath {
        DayPath delivered;               ///< to the user's stock
        DayPath least, second;           ///< of what its parts inside allow, and without the shortest
        std::vector<int> shortest;       ///< index of that part; -1
    };
    void draw_inputs(const CompanyMeasures& measures);
    void run_part(int part, const SupplySeries& series, int block);
    void deliver(SourcePath& path, int part, std::size_t source, const SupplySeries& series, int block) const;
    void assemble(SourcePath& path, const CompanySource& source) const;
    void blame(int part);
    BlockValues saved(int part, DayPath served) const;
    DayPath with_change(int part, std::size_t source, int child, const DayPath& served) const;

    const CompanyRun& run_;
    const CompanyPlan& plan_;
    std::uint32_t first_ = 0;            // number of the first draw
    std::size_t size_ = 0;
    BlockValues luck_{};
    std::vector<BlockValues> at_hand_;
    std::vector<StockOutcome> stocks_;
    std::vector<DayPath> arriving_, served_;
    std::vector<std::vector<SourcePath>> sources_;
    std::vector<std::vector<int>> blame_;
};

}  // namespace countervail
