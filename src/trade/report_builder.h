// SPDX-License-Identifier: Apache-2.0
// From rows that a reader understood to TradeReports: places looked up, codes and figures checked, levels of codes kept apart, months
// added up, the same key met once. For the folder itself only.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trade/hs_vintage.h"
#include "trade/trade_places.h"
#include "trade/trade_reports.h"
#include "trade/trade_rows.h"

namespace countervail {

/// Kind of note for an area that a publisher shows in the place of another.
inline constexpr std::string_view kAreaCounted = "area that stands for a place";

/// What a row says, before it is known what it is an aggregate of.
struct ReportDraft {
    const PlaceRecord* exporter = nullptr;
    const PlaceRecord* importer = nullptr;
    std::string product;
    int year = 0, month = 0;  ///< month 0: the row is a year's
    ReportedBy reported_by = ReportedBy::importer;
    bool re_export = false, cif = true;
    double value = 0;              ///< thousand USD
    std::optional<double> weight;  ///< t
    int line = 0;
    std::string part;        ///< rows of one key and several parts are added up ("by rail")
    std::uint32_t code = 0;  ///< of the product, in the order of codes; ReportBuilder's
};

/// Rows of one piece of a file.
struct DraftPiece {
    std::vector<ReportDraft> rows;
    std::map<std::string, std::string> names;  ///< of products
    ImportNotes notes;
    std::size_t all = 0;  ///< rows seen, also those left out
};

/// Checks the cells of rows; problems become notes and the row is left out.
class RowChecker {
  public:
    RowChecker(const TradePlaces& places, ImportNotes& notes) : places_(places), notes_(notes) {}

    /// The place, or null (noted). Groups of places ("World") and unknown codes are left out; a code must agree with the name and the id
    /// beside it where these are known. `other`: column of the other partner, to tell swapped columns.
    const PlaceRecord* by_code(const TradeRow& row, std::size_t column, PlaceScheme scheme, int year, std::size_t iso3_column,
                               std::size_t name_column, double value);
    const PlaceRecord* by_text(const TradeRow& row, std::size_t column, int year, double value);
    /// Thousand USD out of a figure in `unit` thousand USD; `thousands_marks`: the publisher writes them.
    std::optional<double> value(const TradeRow& row, std::size_t column, double unit, bool thousands_marks);
    /// Tonnes; nothing when the cell is empty or no weight (noted).
    std::optional<double> weight(const TradeRow& row, std::size_t column, double unit, bool thousands_marks);
    /// 1900 … 2200, or nothing (noted).
    std::optional<int> year(const TradeRow& row, std::size_t column);
    /// "2024-05", "202405", "2024-05-01" (a month), "2024" (month 0), or nothing (noted).
    struct Period {
        int year = 0, month = 0;
    };
    std::optional<Period> period(const TradeRow& row, std::size_t column);
    /// 2 to 10 digits, dots dropped; "TOTAL", "AG6" and the like are left out as aggregates; nothing: noted.
    std::optional<std::string> hs_code(const TradeRow& row, std::size_t column, double value);
    /// A row that cannot be read. When most rows are, the file is refused.
    void leave_out(std::string_view kind, const TradeRow& row, std::size_t column, std::string what, std::string hint, double value = 0);
    /// A row that is right and not wanted: a sum over others, or another kind of trade.
    void pass_over(std::string_view kind, const TradeRow& row, std::size_t column, std::string what, std::string hint, double value = 0);

  private:
    const PlaceRecord* settle(const PlaceRecord* record, const TradeRow& row, std::size_t column, int year, double value);
    const TradePlaces& places_;
    ImportNotes& notes_;
};

struct ReportOptions {
    int digits = 6;  ///< of HS codes wanted; 0: as many as the file has
    int threads = 1;
    bool one_office = false;                       ///< months are those of the table, not of each reporter
    const HsNomenclature* nomenclature = nullptr;  ///< checks the codes against the edition, and names chapters
};

class ReportBuilder {
  public:
    ReportBuilder(const TradePlaces& places, std::string file) : places_(places), file_(std::move(file)) {}

    /// Reads the pieces of a file side by side; the outcome does not depend on `threads`.
    void read(const TradeRows& rows, int threads, ImportNotes& notes, const std::function<void(const TradeRow&, DraftPiece&)>& row);
    /// HS codes are kept at one level; for other nomenclatures (`provenance.digits` 0) as they are. Fails when no row is left, or fewer
    /// than half could be read.
    Result<TradeReports> finish(TradeProvenance provenance, const ReportOptions& options, ImportNotes& notes);

  private:
    struct SortedRow {
        std::uint64_t key, flow;  ///< year, month and side; product, exporter and importer
        std::size_t row;
    };
    void index_products();
    std::uint64_t place_number(const PlaceRecord* place) const { return static_cast<std::uint64_t>(place - places_.all().data()); }
    /// Rows by year, side, product and partners; `with_month`: months apart. Equal ones by part, then month, then as they came.
    std::vector<SortedRow> in_order(bool with_month) const;
    template <class Same>
    void add_runs(const std::vector<SortedRow>& order, Same same);
    /// True when codes were cut, so that several rows have one key.
    bool keep_one_level(TradeProvenance& provenance, int digits, ImportNotes& notes);
    void drop_repeated(ImportNotes& notes);
    void add_months(TradeProvenance& provenance, bool one_office, ImportNotes& notes);
    Result<void> check_vintage(TradeProvenance& provenance, const HsNomenclature* nomenclature, ImportNotes& notes) const;
    TradeReports to_reports(TradeProvenance provenance, const HsNomenclature* nomenclature) const;
    Error example(const ReportDraft& row, std::string what, std::string hint) const;

    const TradePlaces& places_;
    std::string file_;
    std::vector<ReportDraft> rows_;
    std::map<std::string, std::string> names_;
    std::vector<std::string> codes_;  ///< ascending
    std::size_t all_ = 0;
};

/// "name sha256", as TradeProvenance::files has it.
std::string file_on_record(const TradeFile& file);

}  // namespace countervail
