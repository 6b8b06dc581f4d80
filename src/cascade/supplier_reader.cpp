// SPDX-License-Identifier: Apache-2.0
#include "cascade/supplier_reader.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "base/text.h"
#include "cascade/supplier_rows.h"

namespace countervail {

namespace {

constexpr double kLargest = 1e15;        // of a figure; sums of millions of them stay exact to the unit
constexpr std::size_t kNearestAmong = 5'000;

struct WordHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view word) const { return std::hash<std::string_view>()(word); }
};
using WordIndex = std::unordered_map<std::string, int, WordHash, std::equal_to<>>;

/// The index of the word, the next free one when it is new.
int index_of(WordIndex& words, std::string_view word) {
    const auto at = words.find(word);
    if (at != words.end()) return at->second;
    const int index = static_cast<int>(words.size());
    words.emplace(word, index);
    return index;
}

std::vector<std::string> words_of(const WordIndex& index) {
    std::vector<std::string> words(index.size());
    for (const auto& [word, at] : index) words[static_cast<std::size_t>(at)] = word;
    return words;
}

/// new[old]: where each word stands once they are in order.
std::vector<int> places_in_order(const std::vector<std::string>& words) {
    std::vector<int> order(words.size()), place(words.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](int a, int b) { return words[static_cast<std::size_t>(a)] < words[static_cast<std::size_t>(b)]; });
    for (std::size_t i = 0; i < order.size(); ++i) place[static_cast<std::size_t>(order[i])] = static_cast<int>(i);
    return place;
}

class NetworkReader {
  public:
    NetworkReader(const SupplierFile& links, const std::optional<SupplierFile>& firms) : links_(links) {
        if (firms) firms_ = *firms;
        else if (is_workbook(links.bytes) && has_sheet(links.bytes, links.name, "firms")) firms_ = links;
    }

    Result<SupplierNetwork> read() {
        if (firms_) read_firms();
        if (problems_.none() || !firms_) read_links();
        if (problems_.none() && network_.links.empty()) problems_.add({links_.name}, "has no links", "write one row for each supplier of each customer");
        if (!problems_.none()) return std::unexpected(problems_.take(links_.name));
        put_in_order();
        arrange_links(network_);
        return std::move(network_);
    }

  private:
    void read_firms() {
        enum { kId, kName, kIndustry, kPlace, kOutput, kInputs, kStock };
        const std::vector<SupplierColumn> columns{{"id", true}, {"name"}, {"industry"}, {"place"}, {"output"}, {"inputs"}, {"stock_days"}};
        std::vector<int> lines;
        each_supplier_row(firms_->bytes, firms_->name, "firms", columns, problems_, [&](const SupplierRow& row) {
            const std::string_view id = row.text(kId);
            if (id.empty()) {
                problems_.add(row.place(kId), "the firm has no id", "give it the word by which links name it");
                return;
            }
            const std::size_t before = firm_at_.size();
            const int at = index_of(firm_at_, id);
            if (firm_at_.size() == before) {
                problems_.add(row.place(kId), "firm \"" + std::string(id) + "\" stands there twice, first in line " + std::to_string(lines[static_cast<std::size_t>(at)]), "keep one row per firm");
                return;
            }
            lines.push_back(row.place(kId).line);
            SupplierFirm firm{std::string(id), std::string(row.text(kName)), std::string(row.text(kPlace)), -1, figure(row, kOutput, "output"), figure(row, kInputs, "inputs"), figure(row, kStock, "stock_days")};
            if (!row.text(kIndustry).empty()) firm.industry = index_of(sector_at_, row.text(kIndustry));
            network_.firms.push_back(std::move(firm));
        });
    }

    void read_links() {
        enum { kSupplier, kCustomer, kValue, kProduct };
        const std::vector<SupplierColumn> columns{{"supplier", true}, {"customer", true}, {"value", true}, {"product"}};
        each_supplier_row(links_.bytes, links_.name, "links", columns, problems_, [&](const SupplierRow& row) {
            const int supplier = firm(row, kSupplier, "supplier"), customer = firm(row, kCustomer, "customer");
            const auto value = parse_number(row.text(kValue));
            if (!value || *value <= 0 || *value > kLargest) {
                const std::string text(row.text(kValue));
                problems_.add(row.place(kValue), text.empty() ? "the value is missing" : "the value \"" + text + "\" is not a number above 0 and up to 1e15",
                              "write what is sold in a year, '.' before decimals and no thousands marks; leave rows of nothing out");
            } else if (supplier >= 0 && supplier == customer) {
                problems_.add(row.place(kCustomer), "firm \"" + std::string(row.text(kCustomer)) + "\" supplies itself", "leave the row out, or name the two plants apart");
            } else if (supplier >= 0 && customer >= 0) {
                network_.links.push_back({supplier, customer, row.text(kProduct).empty() ? -1 : index_of(sector_at_, row.text(kProduct)), *value});
            }
        });
    }

    int firm(const SupplierRow& row, std::size_t column, const std::string& who) {
        const std::string_view id = row.text(column);
        if (id.empty()) {
            problems_.add(row.place(column), "the " + who + " is missing", "name the firm by its id");
            return -1;
        }
        if (!firms_) {
            const int at = index_of(firm_at_, id);
            if (at == network_.size()) network_.firms.push_back({std::string(id)});
            return at;
        }
        const auto at = firm_at_.find(id);
        if (at != firm_at_.end()) return at->second;
        std::string hint = firm_at_.size() <= kNearestAmong ? did_you_mean(id, words_of(firm_at_)) : "";
        if (hint.empty()) hint = "add it to " + firms_->name;
        problems_.add(row.place(column), "there is no firm \"" + std::string(id) + "\"", hint);
        return -1;
    }

    std::optional<double> figure(const SupplierRow& row, std::size_t column, const std::string& name) {
        const std::string_view text = row.text(column);
        if (text.empty()) return std::nullopt;
        const auto value = parse_number(text);
        if (value && *value >= 0 && *value <= kLargest) return value;
        problems_.add(row.place(column), name + " \"" + std::string(text) + "\" is not a number from 0 to 1e15", "'.' before decimals and no thousands marks; leave it empty where it is not known");
        return std::nullopt;
    }

    /// Firms by id and sectors by word, whatever the order of the rows.
    void put_in_order() {
        const std::vector<std::string> sectors = words_of(sector_at_);
        const std::vector<int> sector_place = places_in_order(sectors);
        network_.sectors.resize(sectors.size());
        for (std::size_t i = 0; i < sectors.size(); ++i) network_.sectors[static_cast<std::size_t>(sector_place[i])] = sectors[i];
        std::vector<std::string> ids;
        for (const SupplierFirm& each : network_.firms) ids.push_back(each.id);
        const std::vector<int> place = places_in_order(ids);
        std::vector<SupplierFirm> firms(network_.firms.size());
        for (std::size_t i = 0; i < firms.size(); ++i) {
            SupplierFirm& each = network_.firms[i];
            if (each.industry >= 0) each.industry = sector_place[static_cast<std::size_t>(each.industry)];
            firms[static_cast<std::size_t>(place[i])] = std::move(each);
        }
        network_.firms = std::move(firms);
        for (SupplierLink& link : network_.links) {
            link.supplier = place[static_cast<std::size_t>(link.supplier)];
            link.customer = place[static_cast<std::size_t>(link.customer)];
            link.sector = link.sector >= 0 ? sector_place[static_cast<std::size_t>(link.sector)] : network_.firms[static_cast<std::size_t>(link.supplier)].industry;
        }
    }

    const SupplierFile& links_;
    std::optional<SupplierFile> firms_;
    SupplierProblems problems_;
    SupplierNetwork network_;
    WordIndex firm_at_, sector_at_;
};

/// A row of a file of classes; -1 stands for every sector.
struct ClassRow {
    int input = -1, user = -1;
    InputClass input_class = InputClass::replaceable;
    Place where;
};

}  // namespace

Result<SupplierNetwork> read_supplier_network(const SupplierFile& links, const std::optional<SupplierFile>& firms) { return NetworkReader(links, firms).read(); }

std::optional<InputClass> parse_input_class(std::string_view text) {
    if (text == "essential") return InputClass::essential;
    if (text == "replaceable") return InputClass::replaceable;
    if (text == "negligible") return InputClass::negligible;
    const auto number = parse_number(text);
    if (number == 1.0) return InputClass::essential;
    if (number == 0.5) return InputClass::replaceable;
    if (number == 0.0) return InputClass::negligible;
    return std::nullopt;
}

Result<std::vector<InputClass>> read_input_classes(const SupplierFile& file, const SupplierNetwork& network, InputClass otherwise) {
    enum { kInput, kUser, kClass };
    const std::vector<SupplierColumn> columns{{"input", true}, {"user", true}, {"class", true}};
    SupplierProblems problems;
    std::vector<ClassRow> rows;
    const std::size_t sectors = network.sectors.size();
    each_supplier_row(file.bytes, file.name, "classes", columns, problems, [&](const SupplierRow& row) {
        const auto sector = [&](std::size_t column) {
            const std::string_view word = row.text(column);
            if (word == "*") return -1;
            const auto at = std::lower_bound(network.sectors.begin(), network.sectors.end(), word);
            if (at != network.sectors.end() && *at == word) return static_cast<int>(at - network.sectors.begin());
            const std::string near = did_you_mean(word, network.sectors);
            problems.add(row.place(column), "no firm and no link has \"" + std::string(word) + "\"", near.empty() ? "use the industries and products of the lists, or * for all" : near);
            return -2;
        };
        const int input = sector(kInput), user = sector(kUser);
        const auto input_class = parse_input_class(row.text(kClass));
        if (!input_class) problems.add(row.place(kClass), "\"" + std::string(row.text(kClass)) + "\" is no class", "essential (or 1), replaceable (0.5), negligible (0)");
        if (input >= -1 && user >= -1 && input_class) rows.push_back({input, user, *input_class, row.place(kInput)});
    });
    std::stable_sort(rows.begin(), rows.end(), [](const ClassRow& a, const ClassRow& b) { return (a.input >= 0) + (a.user >= 0) < (b.input >= 0) + (b.user >= 0); });
    std::unordered_map<long long, const ClassRow*> seen;
    for (const ClassRow& row : rows) {
        const auto [at, is_new] = seen.emplace(static_cast<long long>(row.input) * static_cast<long long>(sectors + 1) + row.user, &row);
        if (!is_new) problems.add(row.where, "this pair stands there twice, first in line " + std::to_string(at->second->where.line), "keep one of them");
    }
    if (!problems.none()) return std::unexpected(problems.take(file.name));
    std::vector<InputClass> classes(sectors * sectors, otherwise);
    for (const ClassRow& row : rows) {   // rows that name more come later and hold
        for (std::size_t input = 0; input < sectors; ++input) {
            if (row.input >= 0 && static_cast<std::size_t>(row.input) != input) continue;
            for (std::size_t user = 0; user < sectors; ++user) {
                if (row.user < 0 || static_cast<std::size_t>(row.user) == user) classes[input * sectors + user] = row.input_class;
            }
        }
    }
    return classes;
}

}  // namespace countervail
