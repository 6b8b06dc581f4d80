// SPDX-License-Identifier: Apache-2.0
#include "company/company_reader.h"

#include <algorithm>

#include "base/text.h"
#include "base/toml_file.h"
#include "company/company_graph.h"

namespace countervail {

namespace {

bool is_place(const std::string& text) {
    return text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

BillOptions bill_options(const CompanyTools& tools) {
    BillOptions options;
    options.catalogue = tools.catalogue;
    return options;
}

std::optional<double> number_within(Section& section, const char* key, double low, double high) {
    const auto number = section.number(key);
    if (number && (*number < low || *number > high)) {
        section.problem(key, std::string(key) + " lies outside " + exact_number(low) + " to " + exact_number(high), "write a number within them");
    }
    return number;
}

/// "[low, most likely, high]" or one number.
std::optional<Range> range_at(Section& section, const char* key, double highest) {
    if (!section.has(key)) return std::nullopt;
    std::vector<double> numbers;
    if (section.is_list(key)) numbers = section.numbers(key);
    else if (const auto one = section.number(key)) numbers = {*one};
    if (numbers.empty()) return std::nullopt;
    if (numbers.size() == 1) numbers = {numbers[0], numbers[0], numbers[0]};
    if (numbers.size() != 3 || !std::is_sorted(numbers.begin(), numbers.end()) || numbers[0] < 0 || numbers[2] > highest) {
        section.problem(key, std::string(key) + " is no range within 0 to " + exact_number(highest), "write a number, or [low, most likely, high]");
        return std::nullopt;
    }
    return Range{numbers[0], numbers[1], numbers[2], {}};
}

/// Reads a file that the company's names; its problems go to `errors`.
template <class Reader>
auto read_named(const CompanyTools& tools, Section& section, const char* key, const std::string& path, Errors& errors, Reader reader)
    -> decltype(reader(std::string())) {
    auto bytes = tools.read ? tools.read(path) : Result<std::string>(fail({path}, "cannot be read from here", "give the bill itself"));
    if (!bytes) {
        for (const Error& error : bytes.error()) errors.push_back({section.place(key), "\"" + path + "\": " + error.what, error.hint});
        return std::unexpected(Errors());
    }
    auto made = reader(*bytes);
    if (!made) append(errors, made.error());
    return made;
}

CompanyParts read_sections(Section& root, const CompanyTools& tools, Errors& errors) {
    CompanyParts parts;
    parts.where = root.place();
    parts.name = root.text("name", "");
    parts.place = root.text("place", "");
    if (!parts.place.empty() && !is_place(parts.place)) {
        root.problem("place", "\"" + parts.place.substr(0, 60) + "\" is no ISO 3166 code of three capital letters", "write the code of the place where you make the products, as in DEU or JPN");
    }
    parts.luck = range_at(root, "luck", 1);
    parts.holding_rate = range_at(root, "holding_rate", 1);
    const std::string stock = root.text("stock", "");
    if (!stock.empty()) {
        auto lines = read_named(tools, root, "stock", stock, errors, [&](const std::string& bytes) { return read_stock_list(bytes, stock); });
        if (lines) parts.stock = std::move(*lines);
    }
    for (Section& section : root.tables("product")) {
        ProductBill product;
        product.name = section.text("name", "");
        const std::string path = section.text("bill");
        product.product.revenue = number_within(section, "revenue_per_year", 0, 1e15);
        product.product.margin = number_within(section, "margin", -10, 1);
        product.product.units = number_within(section, "units_per_year", 0, 1e15);
        if (!path.empty()) {
            auto bill = read_named(tools, section, "bill", path, errors, [&](const std::string& bytes) { return read_company_bill(bytes, path, bill_options(tools)); });
            if (bill) {
                product.file = std::move(*bill);
                parts.bills.push_back(std::move(product));
            }
        }
        section.finish();
    }
    if (!root.has("product")) root.problem("product", "names no product", "add [[product]] with bill = \"my-bill.csv\"");
    root.finish();
    return parts;
}

}  // namespace

Result<Company> read_company(const std::string& bytes, const std::string& file, const CompanyTools& tools) {
    Errors errors;
    CompanyParts parts;
    bool names_bills = false;
    if (file.ends_with(".toml")) {
        auto toml = TomlFile::parse(bytes, file);
        if (!toml) return std::unexpected(std::move(toml.error()));
        Section root = toml->root();
        names_bills = !root.has("line");
        if (names_bills) {
            parts = read_sections(root, tools, errors);
            append(errors, toml->take_errors());
        }
    }
    if (!names_bills) {
        auto bill = read_company_bill(bytes, file, bill_options(tools));
        if (!bill) return std::unexpected(std::move(bill.error()));
        parts.where = {file};
        parts.bills.push_back({std::move(*bill), {}, {}});
    }
    if (!tools.place.empty()) parts.place = tools.place;
    if (parts.place.empty()) {
        errors.push_back({{file, 1}, "nobody says where the products are made", "add --place and the ISO 3166 code (three capital letters), or place = \"…\" to a company.toml"});
    } else if (!is_place(parts.place) && !tools.place.empty()) {
        errors.push_back({{}, "--place " + tools.place + " is no ISO 3166 code of three capital letters", "write the code, as in DEU or JPN"});
    }
    if (!errors.empty()) return std::unexpected(std::move(errors));
    return assemble_company(parts, tools);
}

}  // namespace countervail
