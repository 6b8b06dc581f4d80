// SPDX-License-Identifier: Apache-2.0
#include "parties/holdings.h"

#include <limits>
#include <sstream>

#include "evidence/csv.h"
#include "evidence/xlsx.h"
#include "parties/holdings_readers.h"

namespace countervail {

namespace {

constexpr const char* kSheet = "holdings";

void add_csv(HoldingsBuilder& builder, const HoldingsFile& file) {
    auto grid = read_csv(file.bytes, file.name);
    if (!grid) {
        for (Error& error : grid.error()) builder.problem(std::move(error));
        return;
    }
    add_holdings_of_grid(builder, std::move(*grid), ExcessDigits::refused);
}

void add_workbook(HoldingsBuilder& builder, const HoldingsFile& file) {
    auto book = read_xlsx(file.bytes, file.name);
    if (!book) {
        for (Error& error : book.error()) builder.problem(std::move(error));
        return;
    }
    auto sheet = book->sheets.find(kSheet);
    if (sheet == book->sheets.end() && book->sheets.size() == 1) sheet = book->sheets.begin();
    if (sheet == book->sheets.end()) {
        builder.problem({{file.name}, "has several sheets and none is named \"holdings\"", "name the sheet that holds the rows"});
        return;
    }
    builder.file(sheet->second.file);
    add_holdings_of_grid(builder, std::move(sheet->second), ExcessDigits::rounded);
}

void add_file(HoldingsBuilder& builder, const HoldingsFile& file) {
    const auto ends = [&](std::string_view suffix) { return file.name.ends_with(suffix); };
    builder.file(file.name);
    if (ends(".csv")) {
        add_csv(builder, file);
    } else if (ends(".xlsx")) {
        add_workbook(builder, file);
    } else if (ends(".json") || ends(".jsonl") || ends(".ndjson")) {
        std::istringstream lines(file.bytes);
        add_holdings_of_follow_the_money(builder, lines);
    } else {
        builder.problem({{file.name}, "has a name that does not say what it holds",
                         "end it with .csv, .xlsx, .json, .jsonl or .ndjson"});
    }
}

}  // namespace

Place Holdings::place(const Holding& holding) const { return {files_[static_cast<std::size_t>(holding.file)], holding.line, 0}; }

std::string_view Holdings::caption(int id) const {
    const auto at = captions_.find(id);
    return at == captions_.end() ? names_.name(id) : std::string_view(at->second);
}

void HoldingsBuilder::file(std::string name) {
    if (!made_.files_.empty() && made_.files_.back() == name) return;
    if (made_.files_.size() >= std::numeric_limits<std::int16_t>::max()) {
        errors_.push_back({{std::move(name)}, "is one file of holdings too many", "join some of them"});
        return;
    }
    made_.files_.push_back(std::move(name));
}

Place HoldingsBuilder::place(int line, int column) const {
    return {made_.files_.empty() ? std::string() : made_.files_.back(), line, column};
}

void HoldingsBuilder::add(const HoldingRow& row) {
    if (made_.files_.empty()) made_.files_.emplace_back();
    Holding holding;
    holding.owner = made_.names_.intern(row.owner);
    holding.owned = made_.names_.intern(row.owned);
    holding.share = row.kind == HoldingKind::control ? ShareBounds{Share(), Share()} : row.share;
    holding.from = row.from;
    holding.until = row.until;
    holding.source = made_.sources_.intern(row.source);
    holding.line = row.line;
    holding.file = static_cast<std::int16_t>(made_.files_.size() - 1);
    holding.kind = row.kind;
    made_.rows_.push_back(holding);
}

void HoldingsBuilder::caption(std::string_view name, std::string_view text) {
    if (const auto id = made_.names_.find(name)) made_.captions_.emplace(*id, text);
}

void HoldingsBuilder::number_canonically() {
    const std::vector<int> order = made_.names_.canonical_order();
    HoldingNames names;
    std::vector<int> number(order.size());
    for (const int old : order) number[static_cast<std::size_t>(old)] = names.intern(made_.names_.name(old));
    for (Holding& row : made_.rows_) {
        row.owner = number[static_cast<std::size_t>(row.owner)];
        row.owned = number[static_cast<std::size_t>(row.owned)];
    }
    std::unordered_map<int, std::string> captions;
    for (auto& [old, text] : made_.captions_) captions.emplace(number[static_cast<std::size_t>(old)], std::move(text));
    made_.captions_ = std::move(captions);
    made_.names_ = std::move(names);
}

Result<Holdings> HoldingsBuilder::build() && {
    number_canonically();
    check_holdings(made_, errors_);
    if (!errors_.empty()) return std::unexpected(std::move(errors_));
    return std::move(made_);
}

Result<Holdings> read_holdings(const std::vector<HoldingsFile>& files) {
    HoldingsBuilder builder;
    for (const HoldingsFile& file : files) add_file(builder, file);
    return std::move(builder).build();
}

Result<Holdings> read_holdings(std::string_view bytes, std::string file) {
    return read_holdings(std::vector<HoldingsFile>{{std::move(file), std::string(bytes)}});
}

Result<Holdings> read_follow_the_money_holdings(std::istream& stream, std::string file) {
    HoldingsBuilder builder;
    builder.file(std::move(file));
    add_holdings_of_follow_the_money(builder, stream);
    return std::move(builder).build();
}

}  // namespace countervail
