// SPDX-License-Identifier: Apache-2.0
// The rows of a table (CSV or a sheet) as holdings.
#include <algorithm>

#include "base/text.h"
#include "evidence/records.h"
#include "parties/holdings_readers.h"

namespace countervail {

namespace {

const std::vector<ColumnRule> kColumns{{"owner"},       {"owned"},       {"share"},         {"from", false},
                                       {"until", false}, {"kind", false}, {"source", false}, {"note", false}};

class HoldingsTable {
  public:
    HoldingsTable(HoldingsBuilder& builder, const Records& records, ExcessDigits excess)
        : builder_(builder), records_(records), excess_(excess) {}

    void read() {
        parse_shares();
        for (std::size_t row = 0; row < records_.size(); ++row) read_row(row);
    }

  private:
    void problem(std::size_t row, std::string_view column, std::string what, std::string hint) {
        builder_.problem({records_.place(row, column), std::move(what), std::move(hint)});
        whole_ = false;
    }

    /// Shares are read before anything is decided: whether a bare 0.5 is a half or half a percent depends on the others.
    void parse_shares() {
        written_.resize(records_.size());
        for (std::size_t row = 0; row < records_.size(); ++row) {
            auto share = parse_share(records_.text(row, "share"), excess_);
            if (!share) {
                builder_.problem({records_.place(row, "share"), "share " + share.error().what, share.error().hint});
                continue;
            }
            if (share->is_bare_percent() && first_percent_line_ == 0)
                first_percent_line_ = records_.place(row, "share").line;
            written_[row] = *share;
        }
    }

    std::string name(std::size_t row, std::string_view column) {
        std::string text = records_.text(row, column);
        if (text.empty()) problem(row, column, std::string(column) + " is empty", "name the party as the lists and the orders do");
        return text;
    }

    HoldingKind kind(std::size_t row) {
        const std::string word = records_.text(row, "kind");
        if (word.empty() || word == "equity") return HoldingKind::equity;
        if (word == "control") return HoldingKind::control;
        const std::string hint = did_you_mean(word, {"equity", "control"});
        problem(row, "kind", "unknown kind \"" + word + "\"", hint.empty() ? "write equity or control" : hint);
        return HoldingKind::equity;
    }

    Date date(std::size_t row, std::string_view column, Date open) {
        const std::string text = records_.text(row, column);
        if (text.empty()) return open;
        if (const auto day = Date::parse(text)) return *day;
        problem(row, column, std::string(column) + " is no date: \"" + text + "\"", "write YYYY-MM-DD, or leave the cell empty");
        return open;
    }

    ShareBounds share(std::size_t row, HoldingKind kind) {
        if (!written_[row]) {
            whole_ = false;
            return {};
        }
        const WrittenShare& written = *written_[row];
        if (kind == HoldingKind::control && (written.low || written.high)) {
            problem(row, "share", "control without equity has a share", "leave the cell empty; equity is a row of its own");
            return {};
        }
        if (written.is_bare_part() && first_percent_line_ != 0) {
            problem(row, "share",
                    "share could be a part or a percentage, since line " + std::to_string(first_percent_line_) +
                        " states a percentage without its sign",
                    "write percentages with %");
            return {};
        }
        const auto bounds = share_bounds(written, written.percent_sign || first_percent_line_ != 0, excess_);
        if (bounds) return *bounds;
        problem(row, "share", "share " + bounds.error().what, bounds.error().hint);
        return {};
    }

    void read_row(std::size_t row) {
        whole_ = true;
        const std::string owner = name(row, "owner"), owned = name(row, "owned"), source = records_.text(row, "source");
        HoldingRow read{owner, owned, {}, date(row, "from", kHeldSinceEver), date(row, "until", kHeldForEver), kind(row), source,
                        records_.place(row).line};
        read.share = share(row, read.kind);
        if (read.until <= read.from)
            problem(row, "until", "ends before it begins", "until is the first day on which it is no longer held");
        if (whole_) builder_.add(read);
    }

    HoldingsBuilder& builder_;
    const Records& records_;
    const ExcessDigits excess_;
    std::vector<std::optional<WrittenShare>> written_;   // empty: not readable
    int first_percent_line_ = 0;   // of a number above 1 without a sign
    bool whole_ = true;            // of the row being read
};

}  // namespace

void add_holdings_of_grid(HoldingsBuilder& builder, Grid grid, ExcessDigits excess) {
    Errors errors;
    const Records records(std::move(grid), kColumns, errors);
    const bool readable = std::none_of(errors.begin(), errors.end(),
                                       [](const Error& error) { return error.what.ends_with("is missing"); });
    for (Error& error : errors) builder.problem(std::move(error));
    if (readable) HoldingsTable(builder, records, excess).read();
}

}  // namespace countervail
