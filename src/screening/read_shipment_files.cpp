// SPDX-License-Identifier: Apache-2.0
// The tables of a shipment that are files of their own elsewhere: bills of materials, holdings, list entries.
#include <algorithm>

#include "bom/bill_reader.h"
#include "base/text.h"
#include "screening/shipment_reader.h"

namespace countervail {

namespace {

constexpr const char* kBesides = "the path is relative to the shipment's own folder";

/// [[line]] tables as the sheet that a bill's file would be.
BillSheet sheet_of_lines(std::vector<Section> lines, const std::string& file, const std::string& currency) {
    BillSheet sheet;
    sheet.grid.file = file;
    sheet.currency = currency;
    sheet.ragged = true;
    std::vector<GridCell> header{{"part", 1, 1}};
    std::vector<std::vector<GridCell>> rows;
    for (Section& line : lines) {
        std::vector<GridCell> row(header.size(), GridCell{{}, line.place().line, line.place().column});
        for (const std::string& key : line.keys()) {
            auto at = std::find_if(header.begin(), header.end(), [&](const GridCell& cell) { return cell.text == key; });
            if (at == header.end()) at = header.insert(header.end(), {key, line.place(key).line, line.place(key).column});
            row.resize(header.size(), GridCell{{}, line.place().line, line.place().column});
            const Place place = line.place(key);
            std::string text;
            if (line.is_text(key)) text = line.text(key);
            else if (const auto number = line.number(key)) text = Decimal::from_double(*number).to_text();
            row[static_cast<std::size_t>(at - header.begin())] = {std::move(text), place.line, place.column};
        }
        line.finish();
        rows.push_back(std::move(row));
    }
    sheet.grid.rows.push_back(std::move(header));
    for (auto& row : rows) sheet.grid.rows.push_back(std::move(row));
    return sheet;
}

}  // namespace

void ShipmentReader::bill(Section& root) {
    BillOptions options;
    options.catalogue = &words_.catalogue();
    options.sheet = root.text("sheet", "");
    const std::string path = root.text("bill", "");
    if (root.has("bill") && root.has("line")) root.problem("bill", "bill and [[line]] both give a bill of materials", "keep one of them");
    if (shipment_.contents && (root.has("bill") || root.has("line"))) {
        root.problem("content", "shares of value are stated and a bill of materials is given", "keep one of them");
    }
    Result<Bill> read = std::unexpected(Errors{});
    if (root.has("line")) {
        const BillWords words(options);
        const BillSheet sheet = sheet_of_lines(root.tables("line"), file_, shipment_.currency);
        read = BillReader(sheet, words).read();
    } else if (!path.empty()) {
        auto bytes = beside_(path);
        if (!bytes) return root.problem("bill", "the bill of materials \"" + path + "\" cannot be read: " + bytes.error().front().what, kBesides);
        read = read_bill(*bytes, path, options);
    } else {
        return;
    }
    if (read) shipment_.bill = std::move(*read);
    else append(errors_, std::move(read.error()));
}

void ShipmentReader::holdings(Section& root) {
    const std::string path = root.text("holdings", "");
    if (!path.empty() && root.has("holding")) root.problem("holdings", "holdings and [[holding]] both say who owns whom", "keep one of them");
    std::vector<StatedHolding> rows;
    for (Section& one : root.tables("holding")) {
        StatedHolding row{one.text("owner"), one.text("owned"), share(one, "share", false), one.flag("control", false), one.date("from"), one.date("until"), one.place().line};
        if (row.control && row.share) one.problem("control", "control without ownership has no share", "leave out one of them");
        one.finish();
        if (!row.owner.empty() && !row.owned.empty()) rows.push_back(std::move(row));
    }
    Result<std::shared_ptr<const Holdings>> read = std::shared_ptr<const Holdings>();
    if (!path.empty()) {
        const auto bytes = beside_(path);
        if (!bytes) return root.problem("holdings", "the ownership file \"" + path + "\" cannot be read: " + bytes.error().front().what, kBesides);
        read = holdings_of_file(*bytes, path);
    } else if (!rows.empty()) {
        read = holdings_of(rows, file_);
    }
    if (read) shipment_.holdings = std::move(*read);
    else append(errors_, std::move(read.error()));
}

void ShipmentReader::listings(Section& root) {
    for (Section& one : root.tables("listed")) {
        StatedListing listing{one.text("name"), list(one, "list"), one.date("from"), one.date("through")};
        if (listing.from && listing.through && *listing.through < *listing.from) one.problem("through", "the entry ends before it begins", "swap the days");
        one.finish();
        shipment_.listings.push_back(std::move(listing));
    }
}

}  // namespace countervail
